package vm

import (
	"math/bits"
	"slices"

	"github.com/falcoc/falcoc/vm/catalog"
)

// Guard is a condition that an event shows whenever the rules it was made from
// match it, decided from the event's raw parameters alone, so that the kernel can
// decide it before it makes the event. It errs on the side of passing.
//
// A guard is a disjunction of clauses over facts. A fact is a bit: one of the
// event's numbers, or one of its path. Unknown facts satisfy both signs.
type Guard struct {
	Tests   []GuardTest
	Clauses []GuardClause // none: nothing passes
	Path    int           // parameter that the path facts are about, -1 for none
}

// GuardTest makes a fact of a parameter. Several tests of one fact are its disjuncts.
type GuardTest struct {
	Op    GuardOp
	Param uint8
	Fact  uint8
	A, B  uint64
}

// GuardOp is how a test decides.
type GuardOp uint8

// The operations of guards.
const (
	GuardBits   GuardOp = iota // the parameter and A have a bit in common
	GuardRange                 // A <= parameter <= B, signed
	GuardHost                  // the task is in no container; Param is not used
	GuardFamily                // the socket that Param is has an address family of A, see Families
	GuardProto                 // that socket's IP protocol is A
	GuardEnd                   // one end of it is in the IPv4 network A of mask B, in network order
	GuardPort                  // A <= the port of one of its ends <= B
	GuardName                  // the process's name is the 16 bytes of A and B, zeros behind it
	GuardUser                  // A <= the process's effective user id <= B
	numGuardOps
)

// The address families of GuardFamily.
const (
	FamilyIPv4 = 1 << iota
	FamilyIPv6
	FamilyUnix
)

// Known says that the kernel decides the test by what it knows of the task and its
// descriptors, not by the event's numbers.
func (op GuardOp) Known() bool { return op >= GuardHost }

// GuardClause passes what shows all facts of Must and none of Not. The Path masks
// are about Patterns.
type GuardClause struct{ Must, Not, PathMust, PathNot uint64 }

// The limits of what the kernel decides. What goes beyond passes.
const (
	MaxGuardTests    = 48
	MaxGuardClauses  = 64
	MaxGuardPatterns = 63 // groups of patterns; the last bit of a mask is for odd paths
	MaxGuardStates   = 4096
	MaxGuardPath     = 511
	MaxGuardClasses  = 128
	guardFacts       = 32
)

// RuleGuard is what one rule needs of some event types.
type RuleGuard struct {
	Events catalog.EventSet
	Any    [][]GuardAtom // a disjunction of conjunctions
	Reads  GuardReads
}

// GuardReads says what a rule looks at, besides the event itself, of what the
// process has open.
type GuardReads uint8

// What a rule looks at of descriptors.
const (
	ReadsNone  GuardReads = iota
	ReadsOwn              // what the event's own descriptor is
	ReadsOther            // what other descriptors are, or how many there are
)

// GuardAtom is a fact or its negation.
type GuardAtom struct {
	Not      bool
	Path     bool
	Param    uint8
	Tests    []GuardTest // not Path: disjuncts, Fact is not used
	Patterns []Pattern   // Path: disjuncts
}

// Pattern is a text that a path has at a place.
type Pattern struct {
	Place PatternPlace
	Text  string
}

// PatternPlace is where a pattern has to stand.
type PatternPlace uint8

// The places of patterns.
const (
	PatternWhole PatternPlace = iota
	PatternPrefix
	PatternSuffix
	PatternInside
	PatternFolder // the text, which ends in '/', is all up to the last '/'
)

// Guards are the guards of a choice of rules: what the kernel gets.
type Guards struct {
	Types [catalog.NumEvents]*Guard // nil: all events of the type pass
	Paths *PathMachine              // nil when no guard looks at a path
	// FreeDescriptors says that no rule needs the opening and closing of plain files as
	// such, as long as events on a descriptor say what it is.
	FreeDescriptors bool
	// Identity are the event types whose descriptor's identity rules look at.
	Identity catalog.EventSet
}

// Pass reports whether the event's facts satisfy the guard. A fact in unknown
// satisfies both signs.
func (g *Guard) Pass(facts, unknown, path, pathUnknown uint64) bool {
	for i := range g.Clauses {
		c := &g.Clauses[i]
		if c.Must&^(facts|unknown) == 0 && c.Not&facts&^unknown == 0 &&
			c.PathMust&^(path|pathUnknown) == 0 && c.PathNot&path&^pathUnknown == 0 {
			return true
		}
	}
	return false
}

// Numbers are the facts of an event. get delivers a number of it; known decides a test
// of what the kernel knows besides, and says whether it can.
func (g *Guard) Numbers(get func(param int) (uint64, bool), known func(t *GuardTest) (holds, ok bool)) (facts, unknown uint64) {
	for i := range g.Tests {
		t := &g.Tests[i]
		bit := uint64(1) << t.Fact
		if t.Op.Known() {
			if holds, ok := known(t); !ok {
				unknown |= bit
			} else if holds {
				facts |= bit
			}
			continue
		}
		v, ok := get(int(t.Param))
		switch {
		case !ok:
			unknown |= bit
		case t.Op == GuardBits && v&t.A != 0, t.Op == GuardRange && int64(v) >= int64(t.A) && int64(v) <= int64(t.B):
			facts |= bit
		}
	}
	return facts, unknown
}

// SelectGuards are the guards of a selection of rules.
func (b *Bundle) SelectGuards(sel *Selection) (*Guards, error) {
	all, err := DecodeGuards(b.Guards, len(b.Rules))
	if err != nil {
		return nil, err
	}
	return NewGuards(b, sel.Enabled(), all), nil
}

// NewGuards joins the guards of some rules. What none of a rule's guards is about
// the rule never matches; without guards of any rule, all events of the rules' types
// pass.
func NewGuards(b *Bundle, rules []int, all [][]RuleGuard) *Guards {
	out := &Guards{FreeDescriptors: true}
	m := &guardMaker{out: out, groups: map[string]int{}}
	m.open = make([]bool, catalog.NumEvents)
	for _, rule := range rules {
		if all == nil {
			b.Rules[rule].Events.Each(func(id catalog.EventID) { m.pass(id) })
			m.reads(b.Rules[rule].Events, ReadsOther)
			continue
		}
		for i := range all[rule] {
			rg := &all[rule][i]
			m.reads(rg.Events, rg.Reads)
			rg.Events.Each(func(id catalog.EventID) { m.add(id, rg.Any) })
		}
	}
	for id := range out.Types {
		if m.open[id] {
			out.Types[id] = nil
		} else if out.Types[id] == nil {
			out.Types[id] = &Guard{Path: -1} // no rule wants it
		}
	}
	out.Paths = newPathMachine(m.patterns)
	if out.Paths == nil && len(m.patterns) > 0 {
		for id, g := range out.Types {
			if g != nil && g.Path >= 0 {
				out.Types[id] = nil
			}
		}
	}
	return out
}

type guardMaker struct {
	out      *Guards
	open     []bool // by event type: all pass
	patterns [][]Pattern
	groups   map[string]int
}

func (m *guardMaker) pass(id catalog.EventID) { m.open[id] = true }

// closers take a descriptor away: afterwards nobody can ask what it was.
func closers(id catalog.EventID) bool {
	info := id.Info()
	return info.Has(catalog.DestroysFD) || info.Name == "close_range"
}

func (m *guardMaker) reads(events catalog.EventSet, what GuardReads) {
	if what == ReadsNone {
		return
	}
	events.Each(func(id catalog.EventID) {
		if what == ReadsOther || closers(id) {
			m.out.FreeDescriptors = false
		}
		m.out.Identity.Add(id)
	})
}

func (m *guardMaker) add(id catalog.EventID, any [][]GuardAtom) {
	if m.open[id] {
		return
	}
	g := m.out.Types[id]
	if g == nil {
		g = &Guard{Path: -1}
		m.out.Types[id] = g
	}
	for _, atoms := range any {
		var c GuardClause
		for i := range atoms {
			a := &atoms[i]
			if a.Path {
				m.path(g, &c, a)
			} else {
				m.number(g, &c, a)
			}
		}
		if c == (GuardClause{}) {
			m.pass(id)
			return
		}
		if !slices.Contains(g.Clauses, c) {
			g.Clauses = append(g.Clauses, c)
		}
	}
	if len(g.Clauses) > MaxGuardClauses {
		m.pass(id)
	}
}

// number adds a fact of numbers to a clause; one too many is left out, which
// weakens the clause.
func (m *guardMaker) number(g *Guard, c *GuardClause, a *GuardAtom) {
	fact := -1
	used := 0
	for i := range g.Tests {
		used = max(used, int(g.Tests[i].Fact)+1)
	}
	for f := 0; f < used && fact < 0; f++ {
		var have []GuardTest
		for _, t := range g.Tests {
			if int(t.Fact) == f {
				t.Fact = 0
				have = append(have, t)
			}
		}
		if slices.Equal(have, a.Tests) {
			fact = f
		}
	}
	if fact < 0 {
		if used >= guardFacts || len(g.Tests)+len(a.Tests) > MaxGuardTests {
			return
		}
		fact = used
		for _, t := range a.Tests {
			t.Fact = uint8(fact)
			g.Tests = append(g.Tests, t)
		}
	}
	if a.Not {
		c.Not |= 1 << fact
	} else {
		c.Must |= 1 << fact
	}
}

func (m *guardMaker) path(g *Guard, c *GuardClause, a *GuardAtom) {
	if g.Path >= 0 && g.Path != int(a.Param) {
		return
	}
	var key []byte
	for _, p := range a.Patterns {
		key = append(append(key, byte(p.Place)), p.Text...)
		key = append(key, 0)
	}
	group, ok := m.groups[string(key)]
	if !ok {
		if len(m.patterns) >= MaxGuardPatterns {
			return
		}
		group = len(m.patterns)
		m.groups[string(key)] = group
		m.patterns = append(m.patterns, a.Patterns)
	}
	g.Path = int(a.Param)
	if a.Not {
		c.PathNot |= 1 << group
	} else {
		c.PathMust |= 1 << group
	}
}

// Facts is the number of different facts that the guard's clauses ask for.
func (g *Guard) Facts() int {
	var n, p uint64
	for _, c := range g.Clauses {
		n |= c.Must | c.Not
		p |= c.PathMust | c.PathNot
	}
	return bits.OnesCount64(n) + bits.OnesCount64(p)
}
