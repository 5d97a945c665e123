package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

func evalCommand() *cobra.Command {
	var capture, conditions, format string
	var rules []string
	cmd := &cobra.Command{
		Use:   "eval --capture C.scap CONDITION | --conditions F.jsonl",
		Short: "Print which events of a capture conditions match",
		Long: `eval prints the number of each event that CONDITION matches, or, with --format, the output for it.

With --conditions it takes lines {"id": ..., "condition": ...} ("-" is standard input) and prints for each, in the same
order, {"id": ..., "matches": [numbers]} or {"id": ..., "error": text}. The capture is read once for all of them.
As in Falco, a condition sees the event types that it is about.`,
		Args: usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			many := conditions != ""
			switch {
			case capture == "":
				return usageError{errors.New("eval: name a capture with --capture")}
			case many == (len(args) == 1):
				return usageError{errors.New("eval: give either one condition or --conditions")}
			case many && format != "":
				return usageError{errors.New("eval: --format is for one condition")}
			}
			files, err := readRules(cmd, rules)
			if err != nil {
				return err
			}
			if many {
				return evalMany(cmd, files, capture, conditions)
			}
			return evalOne(cmd, files, capture, args[0], format)
		},
	}
	cmd.Flags().StringVar(&capture, "capture", "", "the capture whose events are looked at")
	cmd.Flags().StringVar(&conditions, "conditions", "", "a file of conditions, one JSON object a line")
	cmd.Flags().StringVar(&format, "format", "", "print this output for each event instead of its number")
	cmd.Flags().StringArrayVar(&rules, "rules", nil, "rule files whose macros and lists the conditions may use (repeatable)")
	return cmd
}

// query is a condition with its id as it was given.
type query struct {
	ID        json.RawMessage
	Condition string
	Output    string
	Err       string // why it is no condition
	Matches   []uint64
}

// compileQueries makes a bundle whose rule i is queries[at[i]]. Queries with errors
// have these noted and are left out.
func compileQueries(files []*source.File, queries []query) (b *vm.Bundle, at []int, err error) {
	const prefix = "\x00query " // no rule in a file has such a name
	for {
		var text bytes.Buffer
		at = at[:0]
		for i := range queries {
			q := &queries[i]
			if q.Err != "" {
				continue
			}
			at = append(at, i)
			fmt.Fprintf(&text, "- rule: %s\n  desc: query\n  condition: %s\n  output: %s\n  priority: DEBUG\n  warn_evttypes: false\n",
				quoted(prefix+strconv.Itoa(i)), quoted(q.Condition), quoted(q.Output))
		}
		res := compiler.Compile(append(files[:len(files):len(files)], source.NewFile("<conditions>", text.Bytes())), compiler.Options{})
		if res.OK() {
			b, err = codegen.Build(res.Rules[len(res.Rules)-len(at):], codegen.Options{})
			return b, at, err
		}
		if !noteErrors(res, prefix, queries) {
			var text bytes.Buffer
			if err := res.Report("falcoc", vm.Version).Write(&text, "text", false); err != nil {
				return nil, nil, err
			}
			return nil, nil, errors.New(text.String())
		}
	}
}

// quoted is s as a YAML and JSON string.
func quoted(s string) string {
	data, _ := json.Marshal(s) // strings always can
	return string(data)
}

// noteErrors gives each query its first error. It reports whether it found any.
func noteErrors(res *compiler.Result, prefix string, queries []query) bool {
	found := false
	for _, d := range res.Diagnostics.All {
		if d.Severity != diag.Error {
			continue
		}
		for c := d.Context; c != nil; c = c.Up {
			if c.Kind != "rule" || len(c.Name) <= len(prefix) || c.Name[:len(prefix)] != prefix {
				continue
			}
			i, err := strconv.Atoi(c.Name[len(prefix):])
			if err == nil && i < len(queries) && queries[i].Err == "" {
				queries[i].Err = d.Message
				found = true
			}
		}
	}
	return found
}

// each replays a capture against a bundle and calls f for each rule that matches.
func each(ctx context.Context, capture string, b *vm.Bundle, begin func(*runtime.Engine) error, f func(rule int) error) (err error) {
	src, err := scap.Open(capture)
	if err != nil {
		return fmt.Errorf("capture %s: %w", capture, err)
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	e, err := runtime.New(b, vm.NewSelection(b, uint8(len(alert.Priorities)-1)), src, runtime.Options{All: true})
	if err != nil {
		return err
	}
	if err := begin(e); err != nil {
		return err
	}
	if err := e.Run(ctx, f); err != nil {
		return fmt.Errorf("capture %s: %w", capture, err)
	}
	return nil
}

func evalOne(cmd *cobra.Command, files []*source.File, capture, condition, format string) error {
	if format == "" {
		format = "%evt.num"
	}
	queries := []query{{Condition: condition, Output: format}}
	b, _, err := compileQueries(files, queries)
	if err != nil {
		return err
	}
	if queries[0].Err != "" {
		return errors.New(queries[0].Err)
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	var lines *alert.Formatter
	var line []byte
	err = each(cmd.Context(), capture, b, func(e *runtime.Engine) (err error) {
		lines, err = alert.New(b, e.Machine, e.Fields, alert.Options{Bare: true})
		return err
	}, func(rule int) error {
		line = lines.Append(line[:0], rule)
		_, err := out.Write(line)
		return err
	})
	return errors.Join(err, out.Flush())
}

// maxLine bounds one line of a file of conditions, in bytes.
const maxLine = 16 << 20

func evalMany(cmd *cobra.Command, files []*source.File, capture, name string) error {
	queries, err := readQueries(cmd, name)
	if err != nil {
		return err
	}
	b, at, err := compileQueries(files, queries)
	if err != nil {
		return err
	}
	src, err := scap.Open(capture)
	if err != nil {
		return fmt.Errorf("capture %s: %w", capture, err)
	}
	matches, err := runtime.Matches(cmd.Context(), b, src)
	if err = errors.Join(err, src.Close()); err != nil {
		err = fmt.Errorf("capture %s: %w", capture, err)
	}
	if matches == nil {
		return err // nothing was looked at
	}
	for rule, i := range at {
		queries[i].Matches = matches[rule]
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	for i := range queries {
		if werr := queries[i].write(out); werr != nil {
			return werr
		}
	}
	return errors.Join(err, out.Flush())
}

func readQueries(cmd *cobra.Command, name string) ([]query, error) {
	var in io.Reader = cmd.InOrStdin()
	if name != stdin {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("reading conditions: %w", err)
		}
		defer f.Close()
		in = f
	}
	var queries []query
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var row struct {
			ID        json.RawMessage `json:"id"`
			Condition *string         `json:"condition"`
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if row.Condition == nil || row.ID == nil {
			return nil, fmt.Errorf(`%s:%d: want {"id": ..., "condition": text}`, name, n)
		}
		queries = append(queries, query{ID: row.ID, Condition: *row.Condition, Output: "%evt.num"})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading conditions: %w", err)
	}
	return queries, nil
}

// write writes the query's line.
func (q *query) write(out *bufio.Writer) error {
	line := append([]byte(`{"id":`), q.ID...)
	if q.Err != "" {
		line = append(append(line, `,"error":`...), quoted(q.Err)...)
	} else {
		line = append(line, `,"matches":[`...)
		for i, n := range q.Matches {
			if i > 0 {
				line = append(line, ',')
			}
			line = strconv.AppendUint(line, n, 10)
		}
		line = append(line, ']')
	}
	_, err := out.Write(append(line, '}', '\n'))
	return err
}
