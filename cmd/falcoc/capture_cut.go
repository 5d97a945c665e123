package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

func captureCutCommand() *cobra.Command {
	var pack packing
	var filter, events, from, to string
	var rules []string
	cmd := &cobra.Command{
		Use:   "cut IN OUT",
		Short: "Write the events of a capture that are in a range or match a condition, with the state they need",
		Long: `cut keeps the events that satisfy all that is asked for: a condition, a range of event numbers, a range of times.
OUT begins with the state at the start of the ranges, so that a replay of it shows the same values. Of the events after
that which do not match the condition, those that matter to the state of later ones are kept for the state only.

TIME is 2026-01-31T12:00:00.5Z, seconds since 1970 with a fraction, or +DURATION such as +1.5s after the first event.`,
		Example: "  falcoc capture cut in.scap out.scap --filter 'proc.name = curl'\n  falcoc capture cut in.scap out.scap --events 1000-2000",
		Args:    usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c := cut{last: math.MaxUint64}
			err := errors.Join(parseRange(events, &c.first, &c.last), c.from.parse(from), c.to.parse(to))
			if err != nil {
				return usageError{fmt.Errorf("cut: %w", err)}
			}
			if filter == "" && events == "" && from == "" && to == "" {
				return usageError{errors.New("cut: say what to keep with --filter, --events, --from or --to")}
			}
			if c.all = filter == ""; c.all {
				filter = "evt.num = 0" // no event: what matches is not asked about
			}
			files, err := readRules(cmd, rules)
			if err != nil {
				return err
			}
			queries := []query{{Condition: filter, Output: "%evt.num"}}
			b, _, err := compileQueries(files, queries)
			if err != nil {
				return err
			}
			if queries[0].Err != "" {
				return errors.New(queries[0].Err)
			}
			src, err := scap.Open(args[0])
			if err != nil {
				return fmt.Errorf("capture %s: %w", args[0], err)
			}
			defer src.Close()
			err = writeCapture(args[0], args[1], &pack, func(w *scap.Writer) error { return c.run(cmd.Context(), args[0], src, b, w) })
			if err == nil || errors.As(err, new(readError)) {
				fmt.Fprintf(cmd.ErrOrStderr(), "%d of %d events kept, %d more for the state only\n", c.kept, c.seen, c.state)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&filter, "filter", "", "keep the events that match this condition")
	cmd.Flags().StringVar(&events, "events", "", "keep the events with these numbers: N-M, N-, -M or N")
	cmd.Flags().StringVar(&from, "from", "", "keep events from this time on")
	cmd.Flags().StringVar(&to, "to", "", "keep events up to this time")
	cmd.Flags().StringArrayVar(&rules, "rules", nil, "rule files whose macros and lists the condition may use (repeatable)")
	pack.flags(cmd)
	return cmd
}

// moment is a time, or a distance from the first event.
type moment struct {
	set      bool
	relative bool
	ns       uint64
}

func (m *moment) parse(text string) error {
	if text == "" {
		return nil
	}
	m.set = true
	if rest, ok := strings.CutPrefix(text, "+"); ok {
		d, err := time.ParseDuration(rest)
		if err != nil || d < 0 {
			return fmt.Errorf("time %q: want +DURATION such as +1.5s", text)
		}
		m.relative, m.ns = true, uint64(d)
		return nil
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil && t.UnixNano() >= 0 {
		m.ns = uint64(t.UnixNano())
		return nil
	}
	sec, frac, _ := strings.Cut(text, ".")
	n, err := strconv.ParseUint(sec, 10, 33)
	f, ferr := strconv.ParseUint((frac + "000000000")[:9], 10, 64)
	if err != nil || ferr != nil || len(frac) > 9 {
		return fmt.Errorf("time %q: want 2026-01-31T12:00:00Z, seconds since 1970, or +DURATION", text)
	}
	m.ns = n*1e9 + f
	return nil
}

// at is the moment in a capture whose first event has the time first.
func (m *moment) at(first uint64) uint64 {
	if m.relative {
		return first + m.ns
	}
	return m.ns
}

// parseRange reads N-M, N-, -M or N.
func parseRange(text string, first, last *uint64) error {
	if text == "" {
		return nil
	}
	lo, hi, found := strings.Cut(text, "-")
	if !found {
		hi = lo
	}
	var err error
	if lo != "" {
		*first, err = strconv.ParseUint(lo, 10, 64)
	}
	if hi != "" && err == nil {
		*last, err = strconv.ParseUint(hi, 10, 64)
	}
	if err != nil || text == "-" || *first > *last {
		return fmt.Errorf("events %q: want N-M, N-, -M or N", text)
	}
	return nil
}

// cut is one run of the command. It sees each event before the state takes it, and
// decides about it when the next one comes: then it is known whether the condition
// matched, and the state still tells what the event was about.
type cut struct {
	first, last uint64 // event numbers
	from, to    moment
	all         bool // there is no condition

	seen, kept, state uint64

	st    *state.State
	w     *scap.Writer
	stop  func()
	start uint64 // time of the first event
	open  bool   // the section's snapshot is written
	done  bool   // no later event can be asked for
	err   error

	ev      driver.Event // the last event, a copy
	buf     []byte
	pending bool // ev is to be decided about
	in      bool // ev is in the ranges
	matched bool
}

// within reports whether event number n, at time ts, is in the ranges.
func (c *cut) within(n, ts uint64) bool {
	return n >= c.first && n <= c.last && (!c.from.set || ts >= c.from.at(c.start)) && (!c.to.set || ts <= c.to.at(c.start))
}

// Section is called between the sections of a capture.
func (c *cut) Section() {
	c.decide()
	c.open = false
}

// Event takes the next event.
func (c *cut) Event(ev *driver.Event) {
	c.decide()
	if c.done || c.err != nil {
		return
	}
	c.seen++
	if c.start == 0 {
		c.start = ev.TS
	}
	num := c.st.Num + 1
	if num > c.last {
		c.done = true
		c.stop()
		return
	}
	c.in, c.matched = c.within(num, ev.TS), false
	if c.in && !c.open {
		c.open = true
		c.st.Settle()
		if c.err = c.w.Snapshot(c.st.Snapshot()); c.err == nil {
			c.err = c.st.Supplement(ev.TS, c.w.Event)
		}
	}
	if c.open && c.err == nil {
		c.buf = append(c.buf[:0], ev.Raw...)
		cpu, only := ev.CPU, ev.StateOnly
		c.err = c.ev.Decode(c.buf)
		c.ev.CPU, c.ev.StateOnly, c.pending = cpu, only, true
	}
}

// decide writes the last event if it is wanted.
func (c *cut) decide() {
	if !c.pending || c.err != nil {
		return
	}
	c.pending = false
	switch {
	case c.in && (c.all || c.matched):
		c.kept++
	case c.st.Keeps(&c.ev):
		c.state++
		c.ev.StateOnly = true
	default:
		return
	}
	c.err = c.w.Event(&c.ev)
}

func (c *cut) run(ctx context.Context, name string, src *scap.Reader, b *vm.Bundle, w *scap.Writer) error {
	e, err := runtime.New(b, vm.NewSelection(b, uint8(len(alert.Priorities)-1)), src, runtime.Options{})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	c.w, c.st, c.stop = w, e.Fields.St, stop
	e.Tap = c
	err = e.Run(ctx, func(int) error {
		c.matched = true
		return c.err
	})
	c.decide()
	switch {
	case c.err != nil:
		return c.err
	case c.kept == 0:
		return errors.Join(errors.New("no event is what was asked for"), err)
	case err != nil:
		return readError{fmt.Errorf("capture %s: %w", name, err)}
	}
	return nil
}
