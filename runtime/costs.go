package runtime

import (
	"time"

	"github.com/falcoc/falcoc/vm"
)

// Cost is what a rule took in the events that were measured.
type Cost struct {
	Tried, Matched uint64
	Time           time.Duration // with the tests and fields that it was the first to ask for
}

// Costs are those of all rules by name, since measuring began.
type Costs struct {
	Every  int    // one event in so many is measured
	Events uint64 // that were measured and have rules
	Rules  map[string]Cost
}

// costs measures some events, so that knowing what rules cost does not cost much.
type costs struct {
	every, left int
	prof        *vm.Profile // of the bundle in use
	past        Costs       // of those before
}

// Measure has one event in so many measured from now on, 0 none. It is for the events'
// goroutine, as is Costs.
func (e *Engine) Measure(every int) {
	e.costs = nil
	e.Machine.Count(nil)
	if every > 0 {
		e.costs = &costs{every: every, left: every, prof: e.Machine.Profile(), past: Costs{Every: every, Rules: map[string]Cost{}}}
	}
}

// Profile is that of the bundle in use, nil when nothing is measured.
func (e *Engine) Profile() *vm.Profile {
	if e.costs == nil {
		return nil
	}
	return e.costs.prof
}

// Costs are what rules cost so far. Without Measure there are none.
func (e *Engine) Costs() Costs {
	if e.costs == nil {
		return Costs{}
	}
	return e.costs.sum(e.Bundle)
}

// next chooses whether the machine measures the next event.
func (c *costs) next(m *vm.Machine) {
	if c.left--; c.left > 0 {
		m.Count(nil)
		return
	}
	c.left = c.every
	m.Count(c.prof)
}

// use goes on with the machine of another bundle.
func (c *costs) use(old *vm.Bundle, m *vm.Machine) {
	c.past = c.sum(old)
	c.prof = m.Profile()
}

func (c *costs) sum(b *vm.Bundle) Costs {
	all := Costs{Every: c.every, Events: c.past.Events + c.prof.Events, Rules: make(map[string]Cost, len(c.past.Rules))}
	for name, cost := range c.past.Rules {
		all.Rules[name] = cost
	}
	for i := range b.Rules {
		if n := &c.prof.Rules[i]; n.N > 0 {
			cost := all.Rules[b.Rules[i].Name]
			cost.Tried += n.N
			cost.Matched += n.Yes
			cost.Time += c.prof.Whole[i]
			all.Rules[b.Rules[i].Name] = cost
		}
	}
	return all
}
