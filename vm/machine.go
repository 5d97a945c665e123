package vm

import "github.com/falcoc/falcoc/vm/catalog"

// Machine decides events with a bundle. It belongs to one goroutine.
type Machine struct {
	b *Bundle
}

// NewMachine binds every import of the bundle, which must have been verified. The
// error names the imports that bind refused.
func NewMachine(b *Bundle, bind func(Import) (Extractor, error)) (*Machine, error) {
	return &Machine{b: b}, nil
}

// Begin starts an event: all registers and tests are unknown again.
func (m *Machine) Begin(id catalog.EventID) {}

// Rule reports whether the rule matches the current event.
func (m *Machine) Rule(rule int) bool { return false }

// Match appends the rules that match the current event to hits, in the order of
// the selection: the first one only, unless all is set.
func (m *Machine) Match(sel *Selection, all bool, hits []int) []int { return hits }

// Reg returns a register's value, its type and whether it is a list; ok is false
// when the field is absent. The value is valid until the next event.
func (m *Machine) Reg(reg int) (v *Value, typ catalog.Type, list, ok bool) {
	return nil, catalog.None, false, false
}
