package vm

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Profile counts what a machine does and measures how long that takes. Times are of
// the thing itself, without what it asked others for; they include part of the
// price of measuring, so they serve to compare.
type Profile struct {
	Events uint64  // that have rules
	Tests  []Count // by slot: tests, then shared formulas
	Regs   []Count // yes: the value is there
	Tables []Count // yes: the value has a row
	Rules  []Count // how often the rule was tried, and matched
	// Held is, by test of a table, the number of events whose look-up made it true,
	// and Brought the number of candidates that it gave a chance by that.
	Held, Brought []uint64
	Always        []uint64 // by rule: tried without being brought by a table or a gate
	Gated         []uint64 // by rule: its gates were open
	// Whole is, by rule, the time with that of the tests and fields that it was the
	// first to ask for.
	Whole []time.Duration

	nested time.Duration // spent in what is finished below the current thing
	base   time.Time
}

// Count is how often something was decided.
type Count struct {
	N, Yes uint64
	Time   time.Duration
}

// Profile makes the machine count from now on, which slows it down. The counts change
// as events are decided.
func (m *Machine) Profile() *Profile {
	m.prof = &Profile{
		Tests: make([]Count, len(m.slots)), Regs: make([]Count, len(m.regs)), Tables: make([]Count, len(m.b.Tables)),
		Rules: make([]Count, len(m.b.Rules)), Always: make([]uint64, len(m.b.Rules)), Gated: make([]uint64, len(m.b.Rules)),
		Held: make([]uint64, len(m.tests)), Brought: make([]uint64, len(m.tests)), Whole: make([]time.Duration, len(m.b.Rules)),
		base: time.Now(),
	}
	return m.prof
}

// Count has the machine count for p, one of its own, until it is told otherwise; nil
// ends that. The event before has been decided by then.
func (m *Machine) Count(p *Profile) { m.prof = p }

// span is one thing that is being measured.
type span struct{ start, outer time.Duration }

func (p *Profile) begin() span {
	s := span{time.Since(p.base), p.nested}
	p.nested = 0
	return s
}

// end returns the time since begin.
func (p *Profile) end(s span, c *Count, yes bool) time.Duration {
	d := time.Since(p.base) - s.start
	own := max(0, d-p.nested)
	if c.N >= 8 { // what else the machine did is no part of it
		own = min(own, 16*c.Time/time.Duration(c.N)+time.Microsecond)
	}
	c.Time += own
	p.nested = s.outer + d
	c.N++
	if yes {
		c.Yes++
	}
	return d
}

func (m *Machine) profiledResult(slot uint32) bool {
	s := m.prof.begin()
	r := m.result(slot)
	m.prof.end(s, &m.prof.Tests[slot], r)
	return r
}

func (m *Machine) profiledFill(r uint32) bool {
	s := m.prof.begin()
	ok := m.fill(r)
	m.prof.end(s, &m.prof.Regs[r], ok)
	return ok
}

func (m *Machine) profiledFind(table uint32, out []uint32) []uint32 {
	s := m.prof.begin()
	out = m.find(table, out)
	m.prof.end(s, &m.prof.Tables[table], len(out) > 0)
	t := &m.b.Tables[table]
	for _, at := range out {
		for _, i := range t.Rows[at+1 : at+1+t.Rows[at]] {
			m.prof.Held[t.First+i]++
		}
	}
	return out
}

func (m *Machine) profiledRun(e *Entry) bool {
	s := m.prof.begin()
	r := m.run(e.PC)
	m.prof.Whole[e.Rule] += m.prof.end(s, &m.prof.Rules[e.Rule], r)
	return r
}

// candidates counts where the candidates of the current event come from.
func (p *Profile) candidates(m *Machine, g *Group, sg *selGroup) {
	p.Events++
	for _, e := range g.Always {
		if sg.rank[e] != unranked {
			p.Always[g.Entries[e].Rule]++
		}
	}
	for i := 0; i < len(g.Gates); i++ {
		gate := &g.Gates[i]
		if s := m.slots[gate.Slot]; s&^1 != m.epoch || s&1 == 1 != gate.Want {
			i += int(gate.Inside)
			continue
		}
		for _, e := range gate.Entries {
			if sg.rank[e] != unranked {
				p.Gated[g.Entries[e].Rule]++
			}
		}
	}
	for i := range sg.routes {
		r := sg.routes[i].route
		t := &m.b.Tables[r.Table]
		for _, at := range m.probe(r.Table) {
			for _, k := range t.Rows[at+1 : at+1+t.Rows[at]] {
				for _, e := range r.Posts[r.Start[k]:r.Start[k+1]] {
					if sg.rank[e] != unranked {
						p.Brought[t.First+k]++
					}
				}
			}
		}
	}
}

// Costs is a profile by names: what a build can learn from a run. It holds no data
// of the events.
type Costs struct {
	Events uint64
	Fields map[string]Cost // by their text
	Tests  map[string]Cost // by their text in Debug.Tests
	Rules  map[string]Cost // by their names
}

// Cost is a Count for a file.
type Cost struct {
	N    uint64  `json:"n"`
	Yes  uint64  `json:"yes"`
	NS   float64 `json:"ns,omitempty"`   // for one time
	Held uint64  `json:"held,omitempty"` // events whose look-up made the test true
}

func (c Count) cost() Cost {
	return Cost{N: c.N, Yes: c.Yes, NS: float64(c.Time.Nanoseconds()/int64(max(1, c.N))*10) / 10}
}

// Costs names what was counted.
func (p *Profile) Costs(b *Bundle) *Costs {
	c := &Costs{Events: p.Events, Fields: map[string]Cost{}, Tests: map[string]Cost{}, Rules: map[string]Cost{}}
	for i := range b.Regs {
		if b.Regs[i].Op == RegField && p.Regs[i].N > 0 {
			c.Fields[b.Imports[b.Regs[i].Arg].Field] = p.Regs[i].cost()
		}
	}
	for i := range b.Debug.Tests {
		if p.Tests[i].N > 0 || p.Held[i] > 0 {
			cost := p.Tests[i].cost()
			cost.Held = p.Held[i]
			c.Tests[b.Debug.Tests[i]] = cost
		}
	}
	for i := range b.Rules {
		if p.Rules[i].N > 0 {
			c.Rules[b.Rules[i].Name] = p.Rules[i].cost()
		}
	}
	return c
}

// profileFormat is the version of the file that Costs are written to.
const profileFormat = 1

type costsFile struct {
	Format int             `json:"falcoc_profile"`
	Events uint64          `json:"events"`
	Fields map[string]Cost `json:"fields"`
	Tests  map[string]Cost `json:"tests"`
	Rules  map[string]Cost `json:"rules"`
}

// Write writes the costs as JSON, in the same order each time.
func (c *Costs) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(costsFile{profileFormat, c.Events, c.Fields, c.Tests, c.Rules})
}

// ErrProfile is a file that is no profile.
var ErrProfile = errors.New("not a falcoc profile")

// ReadCosts reads what Write wrote.
func ReadCosts(r io.Reader) (*Costs, error) {
	var f costsFile
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProfile, err)
	}
	if f.Format != profileFormat {
		return nil, fmt.Errorf("%w of format %d", ErrProfile, profileFormat)
	}
	return &Costs{f.Events, f.Fields, f.Tests, f.Rules}, nil
}
