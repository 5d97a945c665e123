package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
)

// Options say how an engine runs.
type Options struct {
	All   bool // every matching rule alerts, not the first only
	State state.Options
}

// Engine decides the events of one source with a bundle.
type Engine struct {
	*Stream
	Machine *vm.Machine
	ByRule  []uint64 // alerts of each rule of the bundle

	sel  *vm.Selection
	all  bool
	hits []int
	stop atomic.Bool
}

// New binds a verified bundle to a source. The error names the fields that this
// runtime does not have.
func New(b *vm.Bundle, sel *vm.Selection, src driver.Source, opt Options) (*Engine, error) {
	e := &Engine{
		Stream: NewStream(src, opt.State),
		ByRule: make([]uint64, len(b.Rules)),
		sel:    sel,
		all:    opt.All,
		hits:   make([]int, 0, len(b.Rules)),
	}
	m, err := vm.NewMachine(b, func(imp vm.Import) (vm.Extractor, error) {
		return fields.BindText(e.Fields, imp.Field)
	})
	if err != nil {
		return nil, fmt.Errorf("linking the bundle: %w", err)
	}
	e.Machine = m
	return e, nil
}

// Run decides all events and calls alert for each rule that matches one. It returns
// when the source ends, when ctx is cancelled (both without an error), when the
// source fails, or when alert does. A source that waits for events has a Stop to wake it.
func (e *Engine) Run(ctx context.Context, alert func(rule int) error) error {
	undo := context.AfterFunc(ctx, func() {
		e.stop.Store(true)
		if i, ok := e.src.(interface{ Stop() }); ok {
			i.Stop()
		}
	})
	defer undo()
	for !e.stop.Load() {
		if err := e.Next(); err != nil {
			if errors.Is(err, io.EOF) || e.stop.Load() {
				return nil
			}
			return err
		}
		if err := e.decide(alert); err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) decide(alert func(rule int) error) error {
	e.Machine.Begin(e.Ev.Type)
	e.hits = e.Machine.Match(e.sel, e.all, e.hits[:0])
	if len(e.hits) == 0 {
		return nil
	}
	e.Stats.Matched++
	for _, rule := range e.hits {
		e.Stats.Alerts++
		e.ByRule[rule]++
		if err := alert(rule); err != nil {
			return err
		}
	}
	return nil
}
