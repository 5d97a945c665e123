package lower

import (
	"slices"

	"github.com/falcoc/falcoc/vm"
)

// simplify drops from the sorted kids of a conjunction what the other kids imply.
func (g *Graph) simplify(kids []Ref) []Ref {
	has := func(r Ref) bool {
		_, ok := slices.BinarySearch(kids, r)
		return ok
	}
	changed := false
	out := make([]Ref, 0, len(kids))
	for _, k := range kids {
		n := &g.Nodes[k.Node()]
		switch {
		case n.Test >= 0 && !k.Negated() && g.Tests[n.Test].Op == vm.TestExists && g.presence(kids, n.Test):
			changed = true
			continue
		case n.Test < 0 && k.Negated() && k != False:
			// k is the disjunction of the negated kids of n: true when one of these
			// is a kid of ours, and free of those whose negation is.
			if slices.ContainsFunc(n.Kids, func(d Ref) bool { return has(d.Not()) }) {
				changed = true
				continue
			}
			if slices.ContainsFunc(n.Kids, has) {
				rest := slices.DeleteFunc(slices.Clone(n.Kids), has)
				changed = true
				k = g.And(rest...).Not()
			}
		}
		out = append(out, k)
	}
	if !changed {
		return kids
	}
	// A disjunction that shrank to one test or to a conjunction joins the others.
	flat := make([]Ref, 0, len(out))
	for _, k := range out {
		if n := &g.Nodes[k.Node()]; !k.Negated() && n.Test < 0 && k != True {
			flat = append(flat, n.Kids...)
		} else {
			flat = append(flat, k)
		}
	}
	slices.Sort(flat)
	return slices.Compact(flat)
}

// presence reports whether another kid, a test of the same register, can only be
// true when the register is there.
func (g *Graph) presence(kids []Ref, exists int) bool {
	reg := g.Tests[exists].Reg
	return slices.ContainsFunc(kids, func(k Ref) bool {
		t := g.Nodes[k.Node()].Test
		return !k.Negated() && t >= 0 && t != exists && g.Tests[t].Reg == reg
	})
}
