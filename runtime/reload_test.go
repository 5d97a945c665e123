package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// storm gives numbered events as fast as they are taken, until it is stopped.
type storm struct {
	raw     []byte
	stopped atomic.Bool
	idle    bool
	lost    uint64
	n       uint64
}

func newStorm() *storm {
	raw := make([]byte, driver.HeaderSize)
	raw[7], raw[8], raw[16] = 1, 1, driver.HeaderSize // long after the epoch
	raw[20] = byte(catalog.EvtSelectX)
	return &storm{raw: raw}
}

func (s *storm) Snapshot() *driver.Snapshot { return &driver.Snapshot{} }
func (s *storm) Close() error               { return nil }
func (s *storm) Stop()                      { s.stopped.Store(true) }
func (s *storm) Drops() uint64              { return s.lost }

func (s *storm) Next(ev *driver.Event) error {
	if s.stopped.Load() {
		return io.EOF
	}
	if s.idle {
		return driver.ErrIdle
	}
	s.n++
	return ev.Decode(s.raw)
}

// turn is a bundle that every event matches, by the rule "both" of either turn.
func turn(t *testing.T, first bool) *vm.Bundle {
	t.Helper()
	text := "- rule: both\n  desc: d\n  condition: evt.num > 0\n  output: o\n  priority: INFO\n  warn_evttypes: false\n"
	own := "- rule: own %d\n  desc: d\n  condition: evt.num > %d and proc.name != none%d\n  output: number %%evt.num\n  priority: INFO\n  warn_evttypes: false\n"
	if first {
		text = fmt.Sprintf(own, 1, 1<<60, 1) + text
	} else {
		text += fmt.Sprintf(own, 2, 7, 2) + fmt.Sprintf(own, 3, 9, 3)
	}
	b, err := bundle(ruleFile(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestReloadStorm swaps bundles under load: each event is decided exactly once, by
// the rules of before or of after.
func TestReloadStorm(t *testing.T) {
	bundles := [2]*vm.Bundle{turn(t, true), turn(t, false)}
	src := newStorm()
	e, err := runtime.New(bundles[0], vm.NewSelection(bundles[0], debugPriority), src, runtime.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	last, seen := uint64(0), atomic.Uint64{}
	ended := make(chan error, 1)
	go func() {
		ended <- e.Run(ctx, func(rule int) error {
			if num := e.Fields.St.Num; num != last+1 {
				return fmt.Errorf("an alert of event %d follows one of %d", num, last)
			}
			last++
			if name := e.Bundle.Rules[rule].Name; name != "both" {
				return fmt.Errorf("event %d is one of rule %s", last, name)
			}
			seen.Store(last)
			return nil
		})
	}()
	const reloads = 300
	spread := uint64(0)
	for i := range reloads {
		b := bundles[(i+1)%2]
		r, err := e.Link(b, vm.NewSelection(b, debugPriority))
		if err != nil {
			t.Fatal(err)
		}
		for before := seen.Load(); seen.Load() < before+50; { // events between reloads
			select {
			case err := <-ended:
				t.Fatal(err)
			default:
			}
		}
		if err := e.Do(ctx, func() { e.Use(r) }); err != nil {
			t.Fatal(err)
		}
		spread = seen.Load()
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	total := uint64(0)
	e.EachRule(func(name string, n uint64) { total += n })
	if s := &e.Stats; s.Alerts != src.n || s.Events != src.n || total != src.n || last != src.n {
		t.Errorf("%d events, %d seen, %d alerts, %d by rule", src.n, s.Events, s.Alerts, total)
	}
	if spread < reloads*50 {
		t.Errorf("only %d events between %d reloads", spread, reloads)
	}
	if err := e.Do(context.Background(), func() {}); !errors.Is(err, runtime.ErrStopped) {
		t.Errorf("after the end: %v", err)
	}
}

func TestReloadRefused(t *testing.T) {
	good, bad := turn(t, true), turn(t, false)
	bad.Imports[0].Field = "no.such"
	e, err := runtime.New(good, vm.NewSelection(good, debugPriority), newStorm(), runtime.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Link(bad, vm.NewSelection(bad, debugPriority)); err == nil || !strings.Contains(err.Error(), "no.such") {
		t.Errorf("got %v", err)
	}
	if e.Bundle != good {
		t.Error("the bundle has changed")
	}
}

// TestDo covers calls without events, and calls that nobody serves.
func TestDo(t *testing.T) {
	b := turn(t, true)
	src := newStorm()
	src.idle = true
	e, err := runtime.New(b, vm.NewSelection(b, debugPriority), src, runtime.Options{})
	if err != nil {
		t.Fatal(err)
	}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	if err := e.Do(canceled, func() { t.Error("a call ran that was withdrawn") }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx, func(int) error { return nil }) }()
	ran := false
	if err := e.Do(context.Background(), func() { ran = true }); err != nil || !ran {
		t.Errorf("%v, %v", ran, err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestIdleTick: where no event comes, the seconds go on.
func TestIdleTick(t *testing.T) {
	b := turn(t, true)
	src := newStorm()
	src.idle = true
	src.lost = 7
	ticks, lost := 0, uint64(0)
	e, err := runtime.New(b, vm.NewSelection(b, debugPriority), src, runtime.Options{
		Dropped: func(n uint64) error { lost += n; return nil },
		Tick: func(ts uint64) {
			if d := time.Since(time.Unix(0, int64(ts))); d < 0 || d > time.Minute {
				t.Errorf("the tick's time is %v ago", d)
			}
			if ticks++; ticks == 2 {
				src.Stop()
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Run(t.Context(), func(int) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if ticks != 2 || lost != 7 {
		t.Errorf("%d ticks, %d losses told", ticks, lost)
	}
}
