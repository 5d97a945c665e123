package codegen

import (
	"cmp"
	"container/heap"
	"maps"
	"slices"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm"
)

// Rules that no table routes are put behind gates: literals, tests or shared formulas
// and their negations, of which each must hold for the rule to match. Of those that
// several rules share the one comes first that is expected to spare the most, and
// what is behind it is parted again by what is left.
type gatekeeper struct {
	b    *builder
	need map[lower.Ref][]lower.Ref // by formula: the literals that it needs, ascending
}

const (
	perRule   = 8.0  // nanoseconds that a rule costs which is a candidate for nothing
	maxGates  = 6    // around an entry, of those that it shares with others; vm.MaxGates is more
	sureGate  = 0.8  // of a rule alone, the chance above which a gate is not worth it
	maxNeeded = 4096 // literals that are kept for a formula
)

func newGatekeeper(b *builder) *gatekeeper {
	return &gatekeeper{b: b, need: map[lower.Ref][]lower.Ref{}}
}

// hasSlot reports whether a formula is decided as a whole.
func (k *gatekeeper) hasSlot(f lower.Ref) bool {
	n := f.Node()
	return n > 0 && (k.b.graph.Nodes[n].Test >= 0 || k.b.sub[n] > 0)
}

// needs lists the literals without which a formula does not hold.
func (k *gatekeeper) needs(f lower.Ref) []lower.Ref {
	if out, ok := k.need[f]; ok {
		return out
	}
	var out []lower.Ref
	n := &k.b.graph.Nodes[f.Node()]
	switch {
	case f.Node() == 0 || n.Test >= 0:
	case !f.Negated():
		for _, kid := range n.Kids {
			if out = append(out, k.needs(kid)...); len(out) > maxNeeded {
				out = out[:maxNeeded]
				break
			}
		}
	default: // a disjunction needs what all its parts do
		out = slices.Clone(k.needs(n.Kids[0].Not()))
		for _, kid := range n.Kids[1:] {
			if len(out) == 0 {
				break
			}
			other := k.needs(kid.Not())
			out = slices.DeleteFunc(out, func(r lower.Ref) bool {
				_, ok := slices.BinarySearch(other, r)
				return !ok
			})
		}
	}
	if k.hasSlot(f) {
		out = append(out, f)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	k.need[f] = out
	return out
}

// arrange puts the entries with these conditions behind gates, or among those that are
// always candidates.
func (k *gatekeeper) arrange(g *vm.Group, conds map[uint32]lower.Ref) {
	entries := slices.Sorted(maps.Keys(conds))
	if !k.b.does(gates) {
		g.Always = entries
		return
	}
	g.Always = k.part(g, entries, conds, nil)
}

// part adds gates for what the entries share besides the literals around them, and
// returns the entries that are behind none.
func (k *gatekeeper) part(g *vm.Group, entries []uint32, conds map[uint32]lower.Ref, around []lower.Ref) []uint32 {
	by := map[lower.Ref][]uint32{}
	if len(around) < maxGates {
		for _, e := range entries {
			for _, l := range k.needs(conds[e]) {
				if !slices.Contains(around, l) {
					by[l] = append(by[l], e)
				}
			}
		}
	}
	q := gateQueue{}
	for l, es := range by {
		if s := k.worth(l, len(es)); len(es) > 1 && s > 0 {
			q = append(q, candidate{l, s})
		}
	}
	heap.Init(&q)
	placed := map[uint32]bool{}
	for len(q) > 0 {
		best := q[0]
		es := slices.DeleteFunc(by[best.literal], func(e uint32) bool { return placed[e] })
		by[best.literal] = es
		s := k.worth(best.literal, len(es))
		switch {
		case len(es) < 2 || s <= 0:
			heap.Pop(&q)
			continue
		case s < best.worth: // others may be better by now
			q[0].worth = s
			heap.Fix(&q, 0)
			continue
		}
		heap.Pop(&q)
		for _, e := range es {
			placed[e] = true
		}
		k.gate(g, best.literal, func(at int) []uint32 {
			return k.part(g, es, conds, append(slices.Clone(around), best.literal))
		})
	}
	rest := slices.DeleteFunc(slices.Clone(entries), func(e uint32) bool { return placed[e] })
	if len(around) > 0 {
		return rest
	}
	// A rule alone goes behind what it asks first.
	return slices.DeleteFunc(rest, func(e uint32) bool {
		f := k.first(conds[e])
		if f == lower.True || k.b.probability(f) > sureGate {
			return false
		}
		k.gate(g, f, func(int) []uint32 { return []uint32{e} })
		return true
	})
}

// gate appends a gate with what inside adds and returns.
func (k *gatekeeper) gate(g *vm.Group, literal lower.Ref, inside func(at int) []uint32) {
	at := len(g.Gates)
	g.Gates = append(g.Gates, vm.Gate{Slot: k.b.slotOf(literal.Node()), Want: !literal.Negated()})
	entries := inside(at)
	g.Gates[at].Entries = entries
	g.Gates[at].Inside = uint32(len(g.Gates) - at - 1)
}

// first is the literal that the code of a formula asks first, True when it is none
// that the formula needs.
func (k *gatekeeper) first(f lower.Ref) lower.Ref {
	for !k.hasSlot(f) {
		if f.Negated() || f.Node() == 0 {
			return lower.True
		}
		f = k.b.kids[f.Node()][0]
	}
	return f
}

// worth is what a gate for n entries is expected to spare, in nanoseconds.
func (k *gatekeeper) worth(l lower.Ref, n int) float64 {
	return float64(n)*perRule*(1-k.b.probability(l)) - k.b.price[l.Node()]
}

// slotOf is the slot of a node that has one.
func (b *builder) slotOf(node int) uint32 {
	if t := b.graph.Nodes[node].Test; t >= 0 {
		return b.slot[t]
	}
	return uint32(len(b.out.Tests) + b.sub[node] - 1)
}

// candidate is a literal that may become a gate.
type candidate struct {
	literal lower.Ref
	worth   float64
}

// gateQueue has the most worthy candidate first.
type gateQueue []candidate

func (q gateQueue) Len() int      { return len(q) }
func (q gateQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q gateQueue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[j].worth, q[i].worth), cmp.Compare(q[i].literal, q[j].literal)) < 0
}
func (q *gateQueue) Push(x any) { *q = append(*q, x.(candidate)) }
func (q *gateQueue) Pop() any {
	last := len(*q) - 1
	c := (*q)[last]
	*q = (*q)[:last]
	return c
}
