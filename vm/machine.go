package vm

import (
	"errors"
	"fmt"
	"math/bits"
	"regexp"

	"github.com/falcoc/falcoc/vm/catalog"
)

// Machine decides events with a bundle. It belongs to one goroutine.
//
// What is known of the current event carries the event's epoch: an even number
// that grows with each event, plus one for true or present. So forgetting an
// event is one addition.
type Machine struct {
	b      *Bundle
	code   []Inst
	tests  []Test
	consts []Const
	epoch  uint32
	slots  []uint32 // results of tests, then of shared formulas
	ways   []way    // by slot: how its result is found

	regs    []Value
	state   []uint32    // of registers: present or absent
	extract []Extractor // by register, nil for what is not a field

	looks []look // by table

	event   catalog.EventID
	group   int      // of the event, -1 for none
	cand    []uint64 // candidates by rank; zero between calls
	busy    []uint64 // words of cand that may be not zero
	keep    []uint64 // scratch, as long as cand
	crowd   int      // candidates from which filters are asked
	regexps []*regexp.Regexp
	scratch scratch
	path    []byte   // the last normalised path
	prof    *Profile // nil unless the machine counts
}

// MissingError lists the imports of a bundle that a runtime does not have.
type MissingError struct{ Errs []error }

func (e *MissingError) Error() string {
	return fmt.Sprintf("the bundle needs fields that are not there: %v", errors.Join(e.Errs...))
}

func (e *MissingError) Unwrap() []error { return e.Errs }

// NewMachine binds every import of the bundle, which must have been verified. The
// error is a *MissingError when bind refused some.
func NewMachine(b *Bundle, bind func(Import) (Extractor, error)) (*Machine, error) {
	m := &Machine{
		b: b, code: b.Code, tests: b.Tests, consts: b.Consts, epoch: 2, group: -1, crowd: manyCandidates,
		slots: make([]uint32, len(b.Tests)+len(b.Subs)),
		regs:  make([]Value, len(b.Regs)), state: make([]uint32, len(b.Regs)), extract: make([]Extractor, len(b.Regs)),
		ways: make([]way, len(b.Tests)+len(b.Subs)), looks: make([]look, len(b.Tables)),
		regexps: make([]*regexp.Regexp, len(b.Consts)),
	}
	bound := make([]Extractor, len(b.Imports))
	var missing MissingError
	for i, imp := range b.Imports {
		x, err := bind(imp)
		if err == nil && x == nil {
			err = errors.New("no extractor")
		}
		if err != nil {
			missing.Errs = append(missing.Errs, fmt.Errorf("%s: %w", imp.Field, err))
		}
		bound[i] = x
	}
	if missing.Errs != nil {
		return nil, &missing
	}
	for i := range b.Regs {
		if b.Regs[i].Op == RegField {
			m.extract[i] = bound[b.Regs[i].Arg]
			if b.Regs[i].Dynamic() {
				m.extract[i] = given(m.extract[i])
			}
		}
	}
	for i := range m.looks {
		m.looks[i] = b.look(&b.Tables[i])
	}
	for i := range m.ways {
		m.ways[i] = b.way(uint32(i))
	}
	most := 0
	for i := range b.Groups {
		most = max(most, len(b.Groups[i].Entries))
	}
	m.cand = make([]uint64, (most+63)/64)
	m.keep = make([]uint64, len(m.cand))
	m.busy = make([]uint64, (len(m.cand)+63)/64)
	return m, nil
}

// Begin starts an event: all registers and tests are unknown again.
func (m *Machine) Begin(id catalog.EventID) {
	m.epoch += 2
	if m.epoch == 0 {
		clear(m.slots)
		clear(m.state)
		for i := range m.looks {
			m.looks[i].epoch = 0
		}
		m.epoch = 2
	}
	m.scratch.reset()
	m.event, m.group = id, -1
	if int(id) < len(m.b.Dispatch) {
		m.group = int(m.b.Dispatch[id]) - 1
	}
}

// Rule reports whether the rule matches the current event.
func (m *Machine) Rule(rule int) bool {
	if m.group < 0 {
		return false
	}
	entries := m.b.Groups[m.group].Entries
	lo, hi := 0, len(entries)
	for lo < hi {
		if mid := (lo + hi) / 2; int(entries[mid].Rule) < rule {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(entries) && int(entries[lo].Rule) == rule && m.run(entries[lo].PC)
}

// Match appends the rules that match the current event to hits, in the order of
// the selection: the first one only, unless all is set.
func (m *Machine) Match(sel *Selection, all bool, hits []int) []int {
	if m.group < 0 {
		return hits
	}
	sg := &sel.groups[m.group]
	if len(sg.order) == 0 {
		return hits
	}
	g := &m.b.Groups[m.group]
	for _, w := range sg.always {
		m.cand[w.index] |= w.bits
		m.busy[w.index>>6] |= 1 << (w.index & 63)
	}
	m.pass(sg.gates)
	for i := range sg.routes {
		r := &sg.routes[i]
		if rows := m.probe(r.table); len(rows) > 0 {
			m.bring(r, rows)
		}
	}
	if len(sg.filters) > 0 {
		m.narrow(sg.filters)
	}
	if m.prof != nil {
		m.prof.candidates(m, g, sg)
	}
	done := false
	for i := range m.busy {
		for words := m.busy[i]; words != 0; words &= words - 1 {
			w := i<<6 | bits.TrailingZeros64(words)
			for c := m.cand[w]; c != 0 && !done; c &= c - 1 {
				e := &g.Entries[sg.order[w<<6|bits.TrailingZeros64(c)]]
				if m.try(e) {
					hits = append(hits, int(e.Rule))
					done = !all
				}
			}
			m.cand[w] = 0
		}
		m.busy[i] = 0
	}
	return hits
}

// try runs the code of a candidate.
func (m *Machine) try(e *Entry) bool {
	if m.prof != nil {
		return m.profiledRun(e)
	}
	return m.run(e.PC)
}

// bring makes the entries candidates that the rows of a route's table lead to.
func (m *Machine) bring(r *selRoute, found []uint32) {
	rows := r.tab.Rows
	for _, at := range found {
		if r.rows != nil && r.rows[at].n > 0 {
			s := r.rows[at]
			m.add(r.words[s.first : s.first+s.n])
			continue
		}
		for _, t := range rows[at+1 : at+1+rows[at]] {
			m.add(r.words[r.start[t]:r.start[t+1]])
		}
	}
}

// add makes ranks candidates.
func (m *Machine) add(words []word) {
	for _, w := range words {
		m.cand[w.index] |= w.bits
		m.busy[w.index>>6] |= 1 << (w.index & 63)
	}
}

// Reg returns a register's value, its type and whether it is a list; ok is false
// when the field is absent. The value is valid until the next event.
func (m *Machine) Reg(reg int) (v *Value, typ catalog.Type, list, ok bool) {
	r := &m.b.Regs[reg]
	v = m.load(uint32(reg))
	if v == nil {
		return nil, r.Type, r.List, false
	}
	typ = r.Type
	if r.Dynamic() {
		typ = v.Type
	}
	return v, typ, r.List, true
}

// run executes the program that starts at pc.
func (m *Machine) run(pc uint32) bool {
	for {
		in := m.code[pc]
		s := m.slots[in.Slot]
		if s&^1 != m.epoch {
			s = m.decide(in.Slot)
		}
		jump := in.F
		if s&1 != 0 {
			jump = in.T
		}
		if jump == Reject || jump == Accept {
			return jump == Accept
		}
		pc += uint32(jump)
	}
}

// decide finds the result of a slot and keeps it.
func (m *Machine) decide(slot uint32) uint32 {
	var r bool
	if m.prof == nil {
		r = m.result(slot)
	} else {
		r = m.profiledResult(slot)
	}
	s := m.epoch
	if r {
		s |= 1
	}
	m.slots[slot] = s
	return s
}

// way is how the result of a slot is found. It only chooses among paths with the same
// result: most tests are of one value with one constant.
type way uint8

const (
	byTest    way = iota // any test
	byTable              // a test of a table
	byFormula            // a shared formula
	byNumber             // one number equals one constant
	byOrder              // one number is compared with one constant
	byText               // one text, compared with constants until one fits
)

// way chooses how a slot is decided.
func (b *Bundle) way(slot uint32) way {
	if int(slot) >= len(b.Tests) {
		return byFormula
	}
	t := &b.Tests[slot]
	r := &b.Regs[t.Reg]
	switch {
	case t.Op == TestTable:
		return byTable
	case t.RHS || r.List || r.Dynamic() || r.Quant != catalog.Plain || t.Mod != AnyOf:
		return byTest
	case t.Op == TestEqN && t.N == 1:
		return byNumber
	case t.Op >= TestLtI && t.Op <= TestGeU && t.N == 1:
		return byOrder
	case t.Op == TestEqS || t.Op == TestContains || t.Op == TestStartsWith || t.Op == TestEndsWith:
		return byText
	}
	return byTest
}

func (m *Machine) result(slot uint32) bool {
	switch m.ways[slot] {
	case byFormula:
		return m.run(m.b.Subs[slot-uint32(len(m.tests))])
	case byTable:
		return m.member(m.tests[slot].Arg, slot)
	case byNumber:
		t := &m.tests[slot]
		v := m.load(t.Reg)
		return v != nil && v.N == m.consts[t.Arg].N
	case byOrder:
		t := &m.tests[slot]
		v := m.load(t.Reg)
		return v != nil && Compare(t.Op, v, &m.consts[t.Arg])
	case byText:
		t := &m.tests[slot]
		v := m.load(t.Reg)
		return v != nil && compareText(t.Op, v.S, m.consts[t.Arg:t.Arg+t.N])
	}
	return m.test(&m.tests[slot])
}

// load returns the register's value, or nil when it is absent.
func (m *Machine) load(r uint32) *Value {
	if m.state[r] == m.epoch|1 {
		return &m.regs[r]
	}
	return m.fetch(r)
}

// fetch is load for a register that is absent or not read yet.
func (m *Machine) fetch(r uint32) *Value {
	s := m.state[r]
	if s == m.epoch {
		return nil
	}
	s = m.epoch
	v := &m.regs[r]
	if x := m.extract[r]; x != nil && m.prof == nil {
		if x(v) {
			s |= 1
		}
	} else if m.prof == nil && m.fill(r) || m.prof != nil && m.profiledFill(r) {
		s |= 1
	}
	m.state[r] = s
	if s&1 == 0 {
		return nil
	}
	return v
}
