package measure

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
)

// Repeated measures the evaluation of one event, in nanoseconds, with all that it
// needs in the caches: every seventh event is decided ten times in a row, five times
// over, of which the fastest counts. Other work on the machine hardly shows, which
// makes this the number to compare two builds by; what a replay pays is more.
func Repeated(b *vm.Bundle, open Open) (ns float64, err error) {
	const every, rounds, times = 7, 5, 10
	src, err := open()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	sel := vm.NewSelection(b, runtime.LeastUrgent)
	e, err := runtime.New(b, sel, src, runtime.Options{})
	if err != nil {
		return 0, err
	}
	hits := make([]int, 0, len(b.Rules))
	decide := func() {
		e.Fields.Begin(&e.Ev)
		e.Machine.Begin(e.Ev.Type)
		hits = e.Machine.Match(sel, false, hits[:0])
	}
	var sum time.Duration
	n, measured := 0, 0
	for {
		switch err := e.Next(); {
		case errors.Is(err, io.EOF):
			return float64(sum.Nanoseconds()) / times / float64(max(1, measured)), nil
		case err != nil:
			return 0, fmt.Errorf("replay: %w", err)
		}
		decide()
		if n++; n%every != 0 {
			continue
		}
		least := time.Duration(1 << 62)
		for range rounds {
			start := time.Now()
			for range times {
				decide()
			}
			least = min(least, time.Since(start))
		}
		sum += least
		measured++
	}
}
