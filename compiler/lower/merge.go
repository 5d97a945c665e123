package lower

import (
	"slices"

	"github.com/falcoc/falcoc/vm"
)

// merge makes one test of the negated tests among the kids of a conjunction that
// compare the same register in the same way: neither in (a, b) nor in (c) is not
// in (a, b, c). As disjunctions are negated conjunctions of negations, this is
// also what makes "x = a or x = b" one test.
func (g *Graph) merge(kids []Ref) []Ref {
	type place struct {
		reg   int
		op    vm.TestOp
		short bool // texts that only pieces of two bytes find
	}
	at := func(k Ref) (p place, ok bool) {
		t := g.Nodes[k.Node()].Test
		if t < 0 || !k.Negated() || !g.mergeable(&g.Tests[t]) {
			return p, false
		}
		return place{g.Tests[t].Reg, g.Tests[t].Op, Short(&g.Tests[t])}, true
	}
	var groups map[place][]int
	again := false
	for _, k := range kids {
		if p, ok := at(k); ok {
			if groups == nil {
				groups = map[place][]int{}
			}
			groups[p] = append(groups[p], g.Nodes[k.Node()].Test)
			again = again || len(groups[p]) > 1
		}
	}
	if !again {
		return kids
	}
	out := make([]Ref, 0, len(kids))
	for _, k := range kids {
		p, ok := at(k)
		if ok && len(groups[p]) > 1 {
			k = g.union(groups[p]).Not()
			groups[p] = nil
		} else if ok && groups[p] == nil {
			continue
		}
		out = append(out, k)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mergeable reports whether the test is true when it is for one of its constants,
// and stays as cheap with more of them.
func (g *Graph) mergeable(t *Test) bool {
	if t.Right >= 0 || t.Mod != vm.AnyOf || g.Regs[t.Reg].List {
		return false
	}
	switch t.Op {
	case vm.TestEqS, vm.TestEqN, vm.TestEqNet, vm.TestStartsWith, vm.TestEndsWith:
		return true
	case vm.TestPMatch:
		return !slices.ContainsFunc(t.Consts, func(c vm.Const) bool { return vm.IsGlobComponent(c.S) })
	case vm.TestContains, vm.TestIContains:
		return !slices.ContainsFunc(t.Consts, func(c vm.Const) bool { return len(c.S) < vm.PairLen })
	}
	return false
}

// Short reports whether a test asks for a text inside of another that is shorter than
// the pieces of most tables.
func Short(t *Test) bool {
	return (t.Op == vm.TestContains || t.Op == vm.TestIContains) &&
		slices.ContainsFunc(t.Consts, func(c vm.Const) bool { return len(c.S) < vm.GramLen })
}

// union is the test with the constants of all tests.
func (g *Graph) union(tests []int) Ref {
	type constant struct {
		vm.Const
		text string
	}
	var all []constant
	for _, i := range tests {
		for j, c := range g.Tests[i].Consts {
			all = append(all, constant{c, g.Tests[i].Texts[j]})
		}
	}
	slices.SortStableFunc(all, func(a, b constant) int { return compareConsts(a.Const, b.Const) })
	all = slices.CompactFunc(all, func(a, b constant) bool { return a.Const == b.Const })
	t := g.Tests[tests[0]]
	t.Consts, t.Texts = make([]vm.Const, len(all)), make([]string, len(all))
	for i, c := range all {
		t.Consts[i], t.Texts[i] = c.Const, c.text
	}
	return g.test(t)
}
