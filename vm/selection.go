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
	routes []selRoute // those that lead to an enabled rule

	filters []selFilter // of slots, then of tables
}

// selRoute is a route whose posts are sets of ranks: 64 of them take one step.
type selRoute struct {
	table uint32
	route *Route
	start []uint32 // the ranks of test i of the table are words[start[i]:start[i+1]]
	words []word
	rows  []stretch // of words, by row of the table: what was put together; nil for nothing
	tab   *Table
}

// selFilter takes the ranks in mine away when the slot is not want, or, where there is
// a route, when it brings others only.
type selFilter struct {
	slot, want uint32
	mine       []uint64
	selRoute
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
		s.groups[i].arrange(s.b, &s.b.Groups[i], place)
	}
}

func (sg *selGroup) arrange(b *Bundle, g *Group, place []uint32) {
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
		if r := sg.route(b, &g.Routes[i], &words); len(r.words) > 0 {
			sg.routes = append(sg.routes, r)
		}
	}
	for i := range g.Filters {
		f := &g.Filters[i]
		words.reset(len(sg.order))
		for _, e := range f.Entries {
			words.add(sg.rank[e])
		}
		s := selFilter{slot: f.Slot, mine: slices.Clone(words)}
		if f.Want {
			s.want = 1
		}
		sg.filters = append(sg.filters, s)
	}
	for i := range g.Narrow {
		s := selFilter{selRoute: sg.route(b, &g.Narrow[i], &words)}
		words.reset(len(sg.order))
		for _, w := range s.words {
			words[w.index] |= w.bits
		}
		s.mine = slices.Clone(words)
		sg.filters = append(sg.filters, s)
	}
}

func (sg *selGroup) route(b *Bundle, r *Route, words *wordSet) selRoute {
	out := selRoute{table: r.Table, route: r, tab: &b.Tables[r.Table], start: make([]uint32, len(r.Start))}
	var ranks []uint32
	for t := range r.Start[1:] {
		ranks = ranks[:0]
		for _, e := range r.Posts[r.Start[t]:r.Start[t+1]] {
			if k := sg.rank[e]; k != unranked {
				ranks = append(ranks, k)
			}
		}
		slices.Sort(ranks)
		for i, k := range ranks {
			if i == 0 || ranks[i-1]/64 != k/64 {
				out.words = append(out.words, word{index: k / 64})
			}
			out.words[len(out.words)-1].bits |= 1 << (k % 64)
		}
		out.start[t+1] = uint32(len(out.words))
	}
	out.together(words, len(sg.order))
	return out
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
