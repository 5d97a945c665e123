package state_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime/state"
)

// BenchmarkProcess replays the benchmark workload of the captures, decoded before.
func BenchmarkProcess(b *testing.B) {
	var file bytes.Buffer
	if _, err := synth.Workload(&file, synth.Options{Events: 200_000}); err != nil {
		b.Fatal(err)
	}
	src, err := scap.NewReader(&file)
	if err != nil {
		b.Fatal(err)
	}
	snap := src.Snapshot()
	var events []driver.Event
	for {
		var ev driver.Event
		if err := src.Next(&ev); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			b.Fatal(err)
		}
		var own driver.Event
		if err := own.Decode(append([]byte(nil), ev.Raw...)); err != nil {
			b.Fatal(err)
		}
		own.CPU, own.StateOnly = ev.CPU, ev.StateOnly
		events = append(events, own)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for n := 0; n < b.N; {
		st := state.New(snap, state.Options{})
		for i := range events {
			if n++; n > b.N {
				break
			}
			st.Process(&events[i])
		}
	}
}
