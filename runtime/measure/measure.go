// Package measure replays a capture and tells what that costs: reading alone, reading
// with the state that the events imply, and the whole path to the verdicts.
package measure

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	goruntime "runtime"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
	"golang.org/x/sys/unix"
)

// Cost is what a replay costs: CPU time of the process for one event, of the fastest
// pass of each kind. The passes of the kinds take turns, so that what disturbs one
// disturbs the others too.
type Cost struct {
	Events  uint64 // read from the capture
	Shown   uint64 // shown to rules
	Matched uint64
	Read    time.Duration // reading and decoding
	State   time.Duration // the same and keeping the state: all but the rules
	Whole   time.Duration // the same and deciding every event
	Allocs  float64       // allocations for one event, in the second half of a whole pass
	perPass [kinds][]time.Duration
}

// Of is the cost for one event, in nanoseconds.
func (c *Cost) Of(d time.Duration) float64 {
	return float64(d.Nanoseconds()) / float64(max(1, c.Events))
}

// Evaluation is the cost of deciding one event, in nanoseconds.
func (c *Cost) Evaluation() float64 { return c.Of(max(0, c.Whole-c.State)) }

// The kinds of passes.
const (
	readOnly = iota
	withState
	whole
	kinds
)

// Open begins a replay.
type Open func() (driver.Source, error)

// Replay measures a verified bundle on a capture, in so many passes of each kind.
func Replay(b *vm.Bundle, open Open, passes int) (*Cost, error) {
	c := &Cost{}
	for range passes {
		for kind := range kinds {
			if err := c.pass(kind, b, open); err != nil {
				return nil, err
			}
		}
	}
	for kind, to := range [kinds]*time.Duration{&c.Read, &c.State, &c.Whole} {
		*to = c.perPass[kind][0]
		for _, d := range c.perPass[kind] {
			*to = min(*to, d)
		}
	}
	return c, nil
}

func (c *Cost) pass(kind int, b *vm.Bundle, open Open) (err error) {
	goruntime.GC()
	src, err := open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	var stats *runtime.Stats
	var step func() error
	switch kind {
	case readOnly:
		var ev driver.Event
		step = func() error { return src.Next(&ev) }
	case withState:
		s := runtime.NewStream(src, runtime.Options{}.State)
		stats, step = &s.Stats, s.Next
	default:
		e, err := runtime.New(b, vm.NewSelection(b, runtime.LeastUrgent), src, runtime.Options{})
		if err != nil {
			return err
		}
		hits := make([]int, 0, len(b.Rules))
		sel := vm.NewSelection(b, runtime.LeastUrgent)
		stats = &e.Stats
		step = func() error {
			if err := e.Next(); err != nil {
				return err
			}
			e.Machine.Begin(e.Ev.Type)
			if hits = e.Machine.Match(sel, false, hits[:0]); len(hits) > 0 {
				e.Stats.Matched++
			}
			return nil
		}
	}
	half := c.Events / 2
	counting := kind == whole && half > 0 && len(c.perPass[whole]) > 0
	start := cpu()
	var before uint64
	n := uint64(0)
	for err == nil {
		if n++; counting && n == half {
			before = mallocs()
		}
		if err = step(); errors.Is(err, driver.ErrRestart) {
			err = nil
		}
	}
	spent := cpu() - start
	if !errors.Is(err, io.EOF) {
		return fmt.Errorf("replay: %w", err)
	}
	c.perPass[kind] = append(c.perPass[kind], spent)
	if stats != nil {
		c.Events, c.Shown = stats.Events, stats.Shown
	}
	if kind == whole {
		c.Matched = stats.Matched
		if before > 0 {
			c.Allocs = float64(mallocs()-before) / float64(cmp.Or(n-half, 1))
		}
	}
	return nil
}

// cpu is the CPU time that the process has used.
func cpu() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}

func mallocs() uint64 {
	var m goruntime.MemStats
	goruntime.ReadMemStats(&m)
	return m.Mallocs
}
