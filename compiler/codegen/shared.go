package codegen

import (
	"cmp"
	"slices"

	"github.com/falcoc/falcoc/compiler/lower"
)

// A formula that several formulas use becomes a subprogram, decided once for an
// event, when it has at least minShared tests; so does a part of a formula
// that would make a program longer than maxProgram.
const (
	minShared  = 3
	maxProgram = 1 << 14
	maxDepth   = 500 // of subprograms that call each other
)

// shared finds the live nodes and those that become subprograms.
func (b *builder) shared() {
	g := b.graph
	for i := 0; i < len(g.Nodes); i++ { // grows as wide formulas are parted
		g.Part(i, maxProgram/2)
	}
	b.uses = make([]int, len(g.Nodes))
	var mark func(r lower.Ref)
	mark = func(r lower.Ref) {
		n := r.Node()
		b.uses[n]++
		if b.uses[n] > 1 || n == 0 {
			return
		}
		for _, k := range g.Nodes[n].Kids {
			mark(k)
		}
		b.live = append(b.live, n)
	}
	roots := map[lower.Ref]bool{}
	for _, vs := range b.variants {
		for _, v := range vs {
			if !roots[v.Cond] {
				roots[v.Cond] = true
				mark(v.Cond)
			}
		}
	}
	// Kids come before what they are in, also in live.
	isSub := make([]bool, len(g.Nodes))
	size := make([]int, len(g.Nodes))  // instructions where it is used
	tests := make([]int, len(g.Nodes)) // tests below it, up to minShared
	depth := make([]int, len(g.Nodes))
	makeSub := func(n int) {
		isSub[n], size[n] = true, 1
		depth[n]++
	}
	for _, n := range b.live {
		kids := g.Nodes[n].Kids
		if g.Nodes[n].Test >= 0 {
			size[n], tests[n] = 1, 1
			continue
		}
		for _, k := range kids {
			size[n] += size[k.Node()]
			tests[n] = min(minShared, tests[n]+tests[k.Node()])
		}
		if size[n] > maxProgram {
			size[n] = 0
			for _, k := range kids {
				if size[k.Node()] > max(4, maxProgram/len(kids)) {
					makeSub(k.Node())
				}
				size[n] += size[k.Node()]
			}
		}
		for _, k := range kids {
			depth[n] = max(depth[n], depth[k.Node()])
		}
		if b.uses[n] > 1 && tests[n] >= minShared && depth[n] < maxDepth && b.does(share) {
			makeSub(n)
		}
	}
	b.sub = make([]int, len(g.Nodes))
	subs := 0
	for _, n := range b.live {
		if isSub[n] {
			subs++
			b.sub[n] = subs
		}
	}
}

// byDecision orders the kids of a conjunction so that the cheapest chance to be
// false comes first.
func (b *builder) byDecision(kids []lower.Ref) []lower.Ref {
	out := slices.Clone(kids)
	if !b.does(order) {
		return out
	}
	rank := func(r lower.Ref) float64 {
		return (b.price[r.Node()] + 1) / (1.0001 - b.probability(r))
	}
	slices.SortStableFunc(out, func(x, y lower.Ref) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x, y))
	})
	return out
}
