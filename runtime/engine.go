package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
)

// Options say how an engine runs.
type Options struct {
	All   bool // every matching rule alerts, not the first only
	State state.Options
	// GivenPaths judges files by the paths that programs gave only, not by those that
	// the kernel says they have.
	GivenPaths bool
	// Dropped is told, at most once in a second, how many events the source lost
	// since the last time.
	Dropped func(n uint64) error
	// Tick is called once in a second: of event time, or, where a live source is idle,
	// of the clock.
	Tick func(ts uint64)
}

// Engine decides the events of one source with a bundle.
type Engine struct {
	*Stream
	*Ruleset
	ByRule []uint64 // alerts of each rule of the bundle, since the start, by name

	retired map[string]uint64 // alerts of rules that the bundle no longer has
	all     bool
	given   bool
	dropped func(n uint64) error
	renamed []byte // the event with a file's own name
	tick    func(ts uint64)
	ticked  uint64 // when the second began
	told    uint64 // losses, to dropped
	costs   *costs // nil unless some events are measured
	stop    atomic.Bool
}

// Ruleset is a bundle linked to an engine.
type Ruleset struct {
	Bundle  *vm.Bundle
	Machine *vm.Machine

	sel  *vm.Selection
	hits []int
}

// Enabled are the rules in the order in which they are tried.
func (r *Ruleset) Enabled() []int { return r.sel.Enabled() }

// New binds a verified bundle to a source. The error names the fields that this
// runtime does not have.
func New(b *vm.Bundle, sel *vm.Selection, src driver.Source, opt Options) (*Engine, error) {
	e := &Engine{
		Stream:  NewStream(src, opt.State),
		retired: map[string]uint64{},
		all:     opt.All,
		given:   opt.GivenPaths,
		dropped: opt.Dropped,
		tick:    opt.Tick,
	}
	r, err := e.Link(b, sel)
	if err != nil {
		return nil, err
	}
	e.Use(r)
	e.idle = func() error { return e.second(uint64(time.Now().UnixNano())) }
	return e, nil
}

// Link binds a verified bundle to the fields of the engine, which goes on meanwhile.
func (e *Engine) Link(b *vm.Bundle, sel *vm.Selection) (*Ruleset, error) {
	m, err := vm.NewMachine(b, func(imp vm.Import) (vm.Extractor, error) {
		return fields.BindText(e.Fields, imp.Field)
	})
	if err != nil {
		return nil, fmt.Errorf("linking the bundle: %w", err)
	}
	return &Ruleset{Bundle: b, Machine: m, sel: sel, hits: make([]int, 0, len(b.Rules))}, nil
}

// Use decides by r from the next event on. It is for the events' goroutine: in a
// running engine call it through Do.
func (e *Engine) Use(r *Ruleset) {
	if e.costs != nil {
		e.costs.use(e.Bundle, r.Machine)
	}
	if e.Ruleset != nil {
		for i := range e.Bundle.Rules {
			e.retired[e.Bundle.Rules[i].Name] = e.ByRule[i]
		}
	}
	e.Ruleset, e.ByRule = r, make([]uint64, len(r.Bundle.Rules))
	for i := range r.Bundle.Rules {
		name := r.Bundle.Rules[i].Name
		e.ByRule[i] = e.retired[name]
		delete(e.retired, name)
	}
}

// EachRule calls f with every rule that has been loaded since the start and how often
// it alerted. It is for the events' goroutine.
func (e *Engine) EachRule(f func(name string, alerts uint64)) {
	for i := range e.Bundle.Rules {
		f(e.Bundle.Rules[i].Name, e.ByRule[i])
	}
	for name, n := range e.retired {
		f(name, n)
	}
}

// SetAll chooses between the first matching rule and all of them. It is for the
// events' goroutine.
func (e *Engine) SetAll(all bool) { e.all = all }

// Do has f run by the goroutine of the events, between two of them, and waits for it.
func (e *Engine) Do(ctx context.Context, f func()) error { return e.calls.Do(ctx, f) }

// Run decides all events and calls alert for each rule that matches one. It returns
// when the source ends, when ctx is cancelled (both without an error), when the
// source fails, or when alert does. A source that waits for events has a Stop to wake
// it, and what happened before that is decided still.
func (e *Engine) Run(ctx context.Context, alert func(rule int) error) error {
	undo := context.AfterFunc(ctx, func() {
		if i, ok := e.src.(interface{ Stop() }); ok {
			i.Stop()
			return
		}
		e.stop.Store(true)
	})
	defer undo()
	defer e.calls.close()
	for !e.stop.Load() {
		if err := e.Next(); err != nil {
			if errors.Is(err, io.EOF) && ctx.Err() != nil {
				return e.losses() // of the last moments
			}
			if errors.Is(err, io.EOF) || e.stop.Load() {
				return nil
			}
			return fmt.Errorf("reading events: %w", err)
		}
		if err := e.decide(alert); err != nil {
			return err
		}
		if err := e.second(e.Ev.TS); err != nil {
			return err
		}
	}
	return nil
}

// second does what is to be done once in a second. Time may go back a little, where
// an event is older than the look at the clock before it, or much, in another section.
func (e *Engine) second(now uint64) error {
	if d := int64(now - e.ticked); d < 1e9 && d > -1e9 {
		return nil
	}
	e.ticked = now
	if err := e.losses(); err != nil {
		return err
	}
	if e.tick != nil {
		e.tick(now)
	}
	return nil
}

// losses asks the source how many events it lost.
func (e *Engine) losses() error {
	if e.dropped == nil {
		return nil
	}
	d, ok := e.src.(dropCounter)
	if !ok {
		e.dropped = nil
		return nil
	}
	e.Stats.Drops = d.Drops()
	if n := e.Stats.Drops - e.told; n > 0 {
		e.told += n
		return e.dropped(n)
	}
	return nil
}

func (e *Engine) decide(alert func(rule int) error) error {
	if e.costs != nil {
		e.costs.next(e.Machine)
	}
	e.Machine.Begin(e.Ev.Type)
	e.hits = e.Machine.Match(e.sel, e.all, e.hits[:0])
	first := len(e.hits)
	if err := e.alert(e.hits, alert); err != nil {
		return err
	}
	if st := e.Fields.St; !e.given && (e.all || first == 0) {
		var err error
		switch {
		case st.Acted != nil:
			err = e.decideActed(st.Acted, alert)
		case st.FD != nil && st.FD.Own != "":
			err = e.decideByOwnName(st.FD, alert)
		}
		if err != nil {
			return err
		}
	}
	if len(e.hits) > 0 {
		e.Stats.Matched++
	}
	return nil
}

func (e *Engine) alert(hits []int, alert func(rule int) error) error {
	for _, rule := range hits {
		e.Stats.Alerts++
		e.ByRule[rule]++
		if err := alert(rule); err != nil {
			return err
		}
	}
	return nil
}
