package runtime

import (
	"context"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm"
)

// LeastUrgent is the priority that leaves no rule out.
const LeastUrgent = 7

// Matches replays a source and returns, for each rule of the bundle, the numbers of
// the events that it matches.
func Matches(ctx context.Context, b *vm.Bundle, src driver.Source) ([][]uint64, error) {
	e, err := New(b, vm.NewSelection(b, LeastUrgent), src, Options{All: true})
	if err != nil {
		return nil, err
	}
	matches := make([][]uint64, len(b.Rules))
	err = e.Run(ctx, func(rule int) error {
		matches[rule] = append(matches[rule], e.Fields.St.Num)
		return nil
	})
	return matches, err
}
