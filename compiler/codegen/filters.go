package codegen

import (
	"cmp"
	"slices"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm"
)

// Where many rules ask for the same names and the same directories, either of the two
// brings many that the other would not. So routes are crossed: what rules need besides
// what they are routed by becomes filters, which the machine asks when it has many
// candidates. Each takes 64 rules in one step.
const (
	minFiltered = 64 // entries of a group with filters
	minFilter   = 32 // entries that a filter can take away
	maxFilters  = 8  // filters of slots, and of tables
)

// filters chooses the filters of a group whose conditions are conds and routed by the
// tests of covers.
func (r *router) filters(g *vm.Group, conds []lower.Ref, covers [][]int) {
	by := map[lower.Ref][]uint32{}
	second := postings{}
	count := map[int]int{}
	for i, f := range conds {
		for _, l := range r.gates.needs(f) {
			// What tables route by is looked up, not tested one by one.
			if r.cover(l).weight < 0 {
				by[l] = append(by[l], uint32(i))
			}
		}
		if tests := r.second(f, covers[i]); tests != nil {
			second.add(r.b, uint32(i), tests)
			for _, t := range tablesOf(r.b.table, tests) {
				count[t-1]++
			}
		}
	}
	// Tables first kept that bear on the most entries.
	var tables []int
	for t, n := range count {
		if n < minFilter {
			delete(second, t)
		} else {
			tables = append(tables, t)
		}
	}
	slices.SortFunc(tables, func(x, y int) int { return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y)) })
	for _, t := range tables[min(len(tables), maxFilters):] {
		delete(second, t)
	}
	g.Narrow = second.routes(r.b)

	var slots []candidate
	for l, es := range by {
		if spared := float64(len(es)) * (1 - r.b.probability(l)); spared >= minFilter {
			slots = append(slots, candidate{l, spared / (1 + r.b.price[l.Node()])})
		}
	}
	slices.SortFunc(slots, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.worth, x.worth), cmp.Compare(x.literal, y.literal))
	})
	for _, c := range slots[:min(len(slots), maxFilters)] {
		g.Filters = append(g.Filters, vm.Gate{Slot: r.b.slotOf(c.literal.Node()), Want: !c.literal.Negated(), Entries: by[c.literal]})
	}
}

// preferGates leaves rules unrouted that would be routed by half of all numbers, but share
// something with many that a gate decides better.
func (r *router) preferGates(conds []lower.Ref, covers [][]int) {
	wide := func(i int) bool {
		return len(covers[i]) > 0 && !slices.ContainsFunc(covers[i], func(t int) bool { return !r.wide[t] })
	}
	shared := map[lower.Ref]int{}
	for i, f := range conds {
		if wide(i) {
			for _, l := range r.gates.needs(f) {
				shared[l]++
			}
		}
	}
	for i, f := range conds {
		if wide(i) && slices.ContainsFunc(r.gates.needs(f), func(l lower.Ref) bool {
			return shared[l] >= minFilter && r.b.probability(l) < 0.5 && r.cover(l).weight < 0
		}) {
			covers[i] = nil
		}
	}
}

// second finds tests of one table of which one must hold, besides the tables of the
// tests that a formula is routed by.
func (r *router) second(f lower.Ref, first []int) []int {
	if f.Negated() || r.b.graph.Nodes[f.Node()].Test >= 0 {
		return nil
	}
	taken := tablesOf(r.b.table, first)
	best := covered{weight: -1}
	for _, k := range r.b.graph.Nodes[f.Node()].Kids {
		c := r.cover(k)
		if c.weight < 0 || best.weight >= 0 && c.weight >= best.weight {
			continue
		}
		if ts := tablesOf(r.b.table, c.tests); len(ts) == 1 && !slices.Contains(taken, ts[0]) {
			best = c
		}
	}
	return best.tests
}
