package vm

import (
	"slices"
	"strings"
)

// Selection is a choice of a bundle's rules in the order in which they are tried.
// Make it with NewSelection, adjust it with Apply.
type Selection struct {
	b       *Bundle
	limit   uint8
	order   []int  // enabled rules
	enabled []bool // by rule
	groups  []selGroup
}

// Choice is one step of a selection: rules whose name matches the pattern, and
// rules that have the tag, are enabled or disabled. An empty Rule or Tag names none.
type Choice struct {
	Enable bool
	Rule   string // "*" stands for any text
	Tag    string
}

// selGroup is a group's part of the selection. A rank is a place in the order of
// the enabled rules of the group.
type selGroup struct {
	order  []uint32 // entries by rank
	rank   []uint32 // ranks by entry
	always []word   // ranks of entries that are candidates for every event
	gates  []selGate
	routes []*Route // those that lead to an enabled rule
}

const unranked = ^uint32(0)

// word is a piece of a bit set.
type word struct {
	index uint32
	bits  uint64
}

// NewSelection enables, in order of definition, the rules that are enabled by
// themselves and at least as urgent as minPriority; less urgent rules can never
// be enabled.
func NewSelection(b *Bundle, minPriority uint8) *Selection {
	s := &Selection{b: b, limit: minPriority, enabled: make([]bool, len(b.Rules))}
	for i := range b.Rules {
		if b.Rules[i].Enabled && b.Rules[i].Priority <= minPriority {
			s.enabled[i] = true
			s.order = append(s.order, i)
		}
	}
	s.arrange()
	return s
}

// Apply does the steps in order. A rule that gets enabled goes to the end of the
// order; enabling an enabled rule moves nothing.
func (s *Selection) Apply(steps ...Choice) {
	for _, c := range steps {
		if c.Rule != "" {
			s.set(c.Enable, func(r *RuleInfo) bool { return matchWildcard(c.Rule, r.Name) })
		}
		if c.Tag != "" {
			s.set(c.Enable, func(r *RuleInfo) bool { return slices.Contains(r.Tags, c.Tag) })
		}
	}
	s.arrange()
}

// Enabled returns the enabled rules in the order in which they are tried.
func (s *Selection) Enabled() []int { return slices.Clone(s.order) }

func (s *Selection) set(on bool, chosen func(*RuleInfo) bool) {
	for i := range s.b.Rules {
		r := &s.b.Rules[i]
		if s.enabled[i] == on || r.Priority > s.limit || !chosen(r) {
			continue
		}
		s.enabled[i] = on
		if on {
			s.order = append(s.order, i)
		}
	}
	if !on {
		s.order = slices.DeleteFunc(s.order, func(i int) bool { return !s.enabled[i] })
	}
}

// arrange gives the entries of each group their ranks.
func (s *Selection) arrange() {
	place := make([]uint32, len(s.b.Rules))
	for i := range place {
		place[i] = unranked
	}
	for at, rule := range s.order {
		place[rule] = uint32(at)
	}
	s.groups = make([]selGroup, len(s.b.Groups))
	for i := range s.groups {
		s.groups[i].arrange(&s.b.Groups[i], place)
	}
}

func (sg *selGroup) arrange(g *Group, place []uint32) {
	sg.rank = make([]uint32, len(g.Entries))
	for e := range g.Entries {
		sg.rank[e] = unranked
		if place[g.Entries[e].Rule] != unranked {
			sg.order = append(sg.order, uint32(e))
		}
	}
	slices.SortFunc(sg.order, func(a, b uint32) int {
		return int(place[g.Entries[a].Rule]) - int(place[g.Entries[b].Rule])
	})
	for rank, e := range sg.order {
		sg.rank[e] = uint32(rank)
	}
	var words wordSet
	words.reset(len(sg.order))
	for _, e := range g.Always {
		words.add(sg.rank[e])
	}
	sg.always = words.list()
	sg.arrangeGates(g)
	for i := range g.Routes {
		if slices.ContainsFunc(g.Routes[i].Posts, func(e uint32) bool { return sg.rank[e] != unranked }) {
			sg.routes = append(sg.routes, &g.Routes[i])
		}
	}
}

// matchWildcard matches a rule's name as Falco does: each piece of text between
// stars is taken where it first occurs, and there is no second try, so "*ab" does
// not match "abxab".
func matchWildcard(pattern, name string) bool {
	pieces := strings.Split(pattern, "*")
	if len(pieces) == 1 {
		return pattern == name
	}
	if !strings.HasPrefix(name, pieces[0]) {
		return false
	}
	name = name[len(pieces[0]):]
	for _, p := range pieces[1:] {
		i := strings.Index(name, p)
		if i < 0 {
			return false
		}
		name = name[i+len(p):]
	}
	return name == "" || pieces[len(pieces)-1] == ""
}
