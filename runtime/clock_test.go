package runtime_test

import (
	"context"
	"encoding/binary"
	"io"
	"math"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
)

// jumpy is a source whose clock is set while it goes on.
type jumpy struct {
	*storm
	times []uint64
}

func (j *jumpy) Next(ev *driver.Event) error {
	if len(j.times) == 0 {
		return io.EOF
	}
	binary.LittleEndian.PutUint64(j.raw, j.times[0])
	j.times = j.times[1:]
	return j.storm.Next(ev)
}

// TestClockJumps holds that each event is judged and that what is done once in a second
// is done, when the clock is set forth, back, or to nonsense.
func TestClockJumps(t *testing.T) {
	const second, year = uint64(1e9), uint64(365 * 24 * 3600e9)
	now := 50 * year
	var times []uint64
	for _, at := range []uint64{now, now + year, now, now - year, 0, math.MaxUint64, 1, now} {
		for i := range uint64(4) {
			times = append(times, at+i*second/8)
		}
	}
	b := turn(t, true)
	src := &jumpy{newStorm(), times}
	ticks := 0
	e, err := runtime.New(b, vm.NewSelection(b, debugPriority), src, runtime.Options{Tick: func(uint64) { ticks++ }})
	if err != nil {
		t.Fatal(err)
	}
	alerts := 0
	if err := e.Run(context.Background(), func(int) error { alerts++; return nil }); err != nil {
		t.Fatal(err)
	}
	if alerts != len(times) || ticks < 6 { // the largest time lies beside 0
		t.Errorf("%d alerts of %d events, %d ticks", alerts, len(times), ticks)
	}
}
