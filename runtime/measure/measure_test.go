package measure

import (
	"bytes"
	"runtime/debug"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

func TestReplay(t *testing.T) {
	var file bytes.Buffer
	if _, err := synth.Workload(&file, synth.Options{Events: 5000}); err != nil {
		t.Fatal(err)
	}
	open := func() (driver.Source, error) { return scap.NewReader(bytes.NewReader(file.Bytes())) }
	b := &vm.Bundle{Dispatch: make([]uint16, catalog.NumEvents)}
	if err := vm.Verify(b); err != nil {
		t.Fatal(err)
	}
	c, err := Replay(b, open, 2)
	if err != nil {
		t.Fatal(err)
	}
	if c.Events < 5000 || c.Shown == 0 || c.Matched != 0 || c.Read <= 0 || c.State <= 0 || c.Whole <= 0 || c.Evaluation() < 0 {
		t.Errorf("%+v", c)
	}
	if ns, err := Repeated(b, open); err != nil || ns <= 0 {
		t.Errorf("%v ns, %v", ns, err)
	}
	damaged := func() (driver.Source, error) {
		return scap.NewReader(bytes.NewReader(file.Bytes()[:file.Len()/2]))
	}
	if _, err := Replay(b, damaged, 1); err == nil {
		t.Error("half a capture is measured")
	}
	if _, err := Repeated(b, damaged); err == nil {
		t.Error("half a capture is measured")
	}
}

// A long replay allocates a block for new texts now and then, nothing else.
func TestSteadyStateAllocatesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which goes with -short, allocates too")
	}
	var file bytes.Buffer
	if _, err := synth.Workload(&file, synth.Options{Events: 200_000}); err != nil {
		t.Fatal(err)
	}
	open := func() (driver.Source, error) { return scap.NewReader(bytes.NewReader(file.Bytes())) }
	b := &vm.Bundle{Dispatch: make([]uint16, catalog.NumEvents)}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // the collector's workers allocate
	c, err := Replay(b, open, 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.6f allocations an event", c.Allocs)
	if c.Allocs > 0.0005 {
		t.Errorf("%v allocations an event", c.Allocs)
	}
}
