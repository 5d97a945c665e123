package runtime_test

import (
	"context"
	"testing"

	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
)

const costRules = shadowRule + `
- rule: Odd
  desc: d
  condition: evt.type in (open, openat) and fd.name regex '.*/[a-z]+tab$'
  output: o
  priority: WARNING
`

// TestCosts holds that measuring changes no alert, that all matches are counted when
// every event is measured, that a part of them is when some are, and that a reload
// forgets nothing.
func TestCosts(t *testing.T) {
	b, err := bundle(ruleFile(costRules))
	if err != nil {
		t.Fatal(err)
	}
	run := func(every int, reload bool) (alerts []uint64, c runtime.Costs) {
		t.Helper()
		src, err := scap.Open(ownCapture(t, "D-shell.scap"))
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		sel := vm.NewSelection(b, debugPriority)
		e, err := runtime.New(b, sel, src, runtime.Options{All: true})
		if err != nil {
			t.Fatal(err)
		}
		e.Measure(every)
		err = e.Run(context.Background(), func(int) error {
			if reload {
				reload = false
				set, err := e.Link(b, sel)
				if err != nil {
					return err
				}
				defer e.Use(set)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return e.ByRule, e.Costs()
	}
	want, none := run(0, false)
	if none.Every != 0 || len(none.Rules) != 0 || want[0] == 0 {
		t.Fatalf("%v alerts, %+v", want, none)
	}
	_, all := run(1, false)
	for _, reload := range []bool{false, true} {
		alerts, c := run(1, reload)
		for i := range b.Rules {
			name := b.Rules[i].Name
			cost := c.Rules[name]
			if alerts[i] != want[i] || cost.Matched != want[i] || cost.Tried < cost.Matched || (cost.Tried > 0) != (cost.Time > 0) {
				t.Errorf("%s: %d alerts, want %d, cost %+v", name, alerts[i], want[i], cost)
			}
			if cost.Tried != all.Rules[name].Tried || c.Events != all.Events {
				t.Errorf("%s after a reload: %+v of %d, want %+v of %d", name, cost, c.Events, all.Rules[name], all.Events)
			}
		}
	}
	alerts, some := run(8, false)
	if alerts[0] != want[0] || some.Events == 0 || some.Events > all.Events/4 {
		t.Errorf("%d of %d events are measured, one in eight was wanted", some.Events, all.Events)
	}
}

// BenchmarkMeasure is what measuring adds to a replay.
func BenchmarkMeasure(b *testing.B) {
	bd, err := bundle(ruleFiles(b)...)
	if err != nil {
		b.Fatal(err)
	}
	path := ownCapture(b, "D-shell.scap")
	for name, every := range map[string]int{"none": 0, "64": 64, "all": 1} {
		b.Run(name, func(b *testing.B) {
			events := uint64(0)
			for b.Loop() {
				src, err := scap.Open(path)
				if err != nil {
					b.Fatal(err)
				}
				e, err := runtime.New(bd, vm.NewSelection(bd, debugPriority), src, runtime.Options{})
				if err != nil {
					b.Fatal(err)
				}
				e.Measure(every)
				if err := e.Run(context.Background(), func(int) error { return nil }); err != nil {
					b.Fatal(err)
				}
				events += e.Stats.Events
				src.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
		})
	}
}
