package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/print"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/spf13/cobra"
)

func captureCommand() *cobra.Command {
	return group("capture", "Look into captures, convert, cut and make them", captureConvertCommand(), captureCutCommand(), captureInfoCommand(),
		capturePrintCommand(), captureSynthCommand())
}

// defaultFields is what capture print shows unless told otherwise.
const defaultFields = "evt.num,evt.time,evt.cpu,proc.name,thread.tid,evt.type,evt.args"

func capturePrintCommand() *cobra.Command {
	var names, filter string
	var rules []string
	format := words("text", "jsonl")
	cmd := &cobra.Command{
		Use:   "print C.scap",
		Short: "Print fields of a capture's events, one line an event",
		Long: `print prints the events that rules can see. Each line of jsonl is an object with evt.num and every field that is there,
with Falco's types. --fields all stands for every field that needs no argument and the parameters of each event.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			fields := splitFields(names)
			out := bufio.NewWriter(cmd.OutOrStdout())
			var p *print.Printer
			var line []byte
			show := func() error {
				if format.word == "jsonl" {
					line = p.JSON(line[:0])
				} else {
					line = p.Text(line[:0])
				}
				_, err := out.Write(line)
				return err
			}
			bind := func(s *runtime.Stream) (err error) {
				if p, err = print.New(s.Fields, fields); err != nil {
					err = usageError{fmt.Errorf("print: %w", err)}
				}
				return err
			}
			var err error
			if filter == "" {
				err = walk(args[0], bind, show)
			} else {
				err = filtered(cmd, rules, args[0], filter, bind, show)
			}
			return errors.Join(err, out.Flush())
		},
	}
	cmd.Flags().StringVar(&names, "fields", defaultFields, "the fields, separated by commas")
	cmd.Flags().StringVar(&filter, "filter", "", "print only the events that this condition matches")
	cmd.Flags().Var(format, "format", "text or one JSON object a line")
	cmd.Flags().StringArrayVar(&rules, "rules", nil, "rule files whose macros and lists the filter may use (repeatable)")
	return cmd
}

// splitFields separates names at commas outside of brackets.
func splitFields(list string) (names []string) {
	depth, start := 0, 0
	for i, c := range list {
		switch c {
		case '[', '(':
			depth++
		case ']', ')':
			depth--
		case ',':
			if depth == 0 {
				names = append(names, strings.TrimSpace(list[start:i]))
				start = i + 1
			}
		}
	}
	return append(names, strings.TrimSpace(list[start:]))
}

// walk calls show for each event of a capture that rules may see.
func walk(capture string, bind func(*runtime.Stream) error, show func() error) (err error) {
	src, err := scap.Open(capture)
	if err != nil {
		return fmt.Errorf("capture %s: %w", capture, err)
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	s := runtime.NewStream(src, state.Options{})
	if err := bind(s); err != nil {
		return err
	}
	if err := s.Each(show); err != nil {
		return fmt.Errorf("capture %s: %w", capture, err)
	}
	return nil
}

// filtered is walk over the events that a condition matches.
func filtered(cmd *cobra.Command, rules []string, capture, condition string, bind func(*runtime.Stream) error, show func() error) error {
	files, err := readRules(cmd, rules)
	if err != nil {
		return err
	}
	queries := []query{{Condition: condition, Output: "%evt.num"}}
	b, _, err := compileQueries(files, queries)
	if err != nil {
		return err
	}
	if queries[0].Err != "" {
		return fmt.Errorf("--filter: %s", queries[0].Err)
	}
	return each(cmd.Context(), capture, b, func(e *runtime.Engine) error { return bind(e.Stream) }, func(int) error { return show() })
}

func captureInfoCommand() *cobra.Command {
	format := words("text", "json")
	cmd := &cobra.Command{
		Use:   "info C.scap",
		Short: "Sum up a capture: machine, time, processes, event types",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			r, err := scap.Open(args[0])
			if err != nil {
				return fmt.Errorf("capture %s: %w", args[0], err)
			}
			defer func() { err = errors.Join(err, r.Close()) }()
			d, bad := scap.Describe(r) // what could be read is shown all the same
			info := newCaptureInfo(d)
			if format.word == "json" {
				err = writeJSON(cmd.OutOrStdout(), info)
			} else {
				err = info.text(cmd.OutOrStdout())
			}
			if bad != nil {
				err = errors.Join(err, fmt.Errorf("capture %s: %w", args[0], bad))
			}
			return err
		},
	}
	cmd.Flags().Var(format, "format", "how it is written")
	return cmd
}

// captureInfo is what `falcoc capture info` prints.
type captureInfo struct {
	Version    string            `json:"version"`
	Bytes      int64             `json:"bytes"`
	Sections   int               `json:"sections"`
	Hostname   string            `json:"hostname"`
	CPUs       uint32            `json:"cpus"`
	Memory     uint64            `json:"memory"`
	First      string            `json:"first,omitempty"`
	Last       string            `json:"last,omitempty"`
	Seconds    float64           `json:"seconds"`
	Threads    int               `json:"threads"`
	FDs        int               `json:"descriptors"`
	Users      int               `json:"users"`
	Groups     int               `json:"groups"`
	Interfaces int               `json:"interfaces"`
	Active     int               `json:"active_threads"`
	Events     uint64            `json:"events"`
	StateOnly  uint64            `json:"state_only"`
	Converted  uint64            `json:"converted"`
	Unknown    uint64            `json:"unknown"`
	Blocks     map[string]uint64 `json:"blocks"`
	Types      []typeRow         `json:"types"`
}

type typeRow struct {
	Name  string `json:"name"`
	Enter bool   `json:"enter,omitempty"`
	Count uint64 `json:"count"`
}

func newCaptureInfo(d *scap.Description) *captureInfo {
	at := func(ns uint64) string {
		if ns == 0 {
			return ""
		}
		return time.Unix(0, int64(ns)).UTC().Format(time.RFC3339Nano)
	}
	c := &captureInfo{
		Version: fmt.Sprintf("%d.%d", d.Versions.Major, d.Versions.Minor), Bytes: d.Bytes, Sections: d.Stats.Sections,
		Hostname: d.Machine.Hostname, CPUs: d.Machine.CPUs, Memory: d.Machine.Memory,
		First: at(d.First), Last: at(d.Last), Seconds: float64(d.Last-d.First) / 1e9,
		Threads: d.Threads, FDs: d.FDs, Users: d.Users, Groups: d.Groups, Interfaces: d.Interfaces, Active: d.Active,
		Events: d.Stats.Delivered, StateOnly: d.StateOnly, Converted: d.Stats.Converted, Unknown: d.Stats.Unknown,
		Blocks: map[string]uint64{}, Types: []typeRow{},
	}
	for id, n := range d.Versions.Blocks {
		c.Blocks[id.String()] += n
	}
	for _, t := range d.Types {
		c.Types = append(c.Types, typeRow{t.Name, t.Enter, t.Count})
	}
	return c
}

func (c *captureInfo) text(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "format\t%s, %d bytes uncompressed, %s\n", c.Version, c.Bytes, count(c.Sections, "section"))
	fmt.Fprintf(w, "machine\t%q, %d CPUs, %d MiB\n", c.Hostname, c.CPUs, c.Memory>>20)
	fmt.Fprintf(w, "time\t%s to %s, %.3f s\n", c.First, c.Last, c.Seconds)
	fmt.Fprintf(w, "at the start\t%d threads, %d descriptors, %d users, %d groups, %d interfaces\n", c.Threads, c.FDs, c.Users, c.Groups, c.Interfaces)
	fmt.Fprintf(w, "events\t%d by %d threads; %d for the state only, %d converted, %d of unknown types\n", c.Events, c.Active, c.StateOnly, c.Converted, c.Unknown)
	for _, name := range slices.Sorted(maps.Keys(c.Blocks)) {
		fmt.Fprintf(w, "blocks\t%d\t%s\n", c.Blocks[name], name)
	}
	for _, t := range c.Types {
		side := ""
		if t.Enter {
			side = " (enter)"
		}
		fmt.Fprintf(w, "type\t%d\t%s%s\n", t.Count, t.Name, side)
	}
	return w.Flush()
}
