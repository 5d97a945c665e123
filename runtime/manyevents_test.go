package runtime_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	goruntime "runtime"
	"testing"

	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm"
)

// manyEvents is a run long enough to show what grows.
const manyEvents = 1_000_000

// maxGrowth bounds the heap at the end of manyEvents, besides that of the capture.
const maxGrowth = 24 << 20

// TestManyEvents replays a million events twice: the outputs are identical, and the
// memory is that of the state and not of the events.
func TestManyEvents(t *testing.T) {
	events := manyEvents
	if testing.Short() {
		events /= 20
	}
	b, err := bundle(ruleFile(fuzzRules))
	if err != nil {
		t.Fatal(err)
	}
	var capture bytes.Buffer
	if _, err := synth.Workload(&capture, synth.Options{Events: events}); err != nil {
		t.Fatal(err)
	}
	heap := func() uint64 {
		var m goruntime.MemStats
		goruntime.GC()
		goruntime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	var sums [2][sha256.Size]byte
	for i := range sums {
		r, err := scap.NewReader(bytes.NewReader(capture.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		e, err := runtime.New(b, vm.NewSelection(b, debugPriority), r, runtime.Options{All: true})
		if err != nil {
			t.Fatal(err)
		}
		lines, err := alert.New(b, e.Machine, e.Fields, alert.Options{JSON: true, Suggested: true, Hostname: "h"})
		if err != nil {
			t.Fatal(err)
		}
		sum, line := sha256.New(), []byte(nil)
		err = e.Run(context.Background(), func(rule int) error {
			line = lines.Append(line[:0], rule)
			sum.Write(line)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		sum.Sum(sums[i][:0])
		after := heap()
		t.Logf("%d events, %d alerts, heap grew by %.1f MB", e.Stats.Events, e.Stats.Alerts, (float64(after)-float64(before))/(1<<20))
		if after > before+maxGrowth {
			t.Errorf("the heap grew from %d to %d bytes", before, after)
		}
		if e.Stats.Alerts == 0 || e.Stats.Events < uint64(events)*9/10 {
			t.Errorf("%d events, %d alerts", e.Stats.Events, e.Stats.Alerts)
		}
		goruntime.KeepAlive(e)
	}
	if sums[0] != sums[1] {
		t.Error("two replays of one capture differ")
	}
	goruntime.KeepAlive(&capture)
}
