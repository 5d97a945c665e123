package lower

import (
	"math"
	"slices"
	"strconv"

	"github.com/falcoc/falcoc/vm"
)

// ranges makes one test of the order comparisons of a number among the kids of a
// conjunction: x >= 1 and x <= 5 is x within 1 and 5. One table then finds the few
// intervals that a number is in, where it would find half of all bounds.
func (g *Graph) ranges(kids []Ref) []Ref {
	type place struct {
		reg    int
		signed bool
	}
	at := func(k Ref) (p place, ok bool) {
		t := g.Nodes[k.Node()].Test
		if t < 0 || k.Negated() || !g.Regs[g.Tests[t].Reg].single() {
			return p, false
		}
		_, ok = Interval(&g.Tests[t])
		ok = ok && !g.Tests[t].float()
		return place{g.Tests[t].Reg, g.Tests[t].Signed()}, ok
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
		switch {
		case !ok || len(groups[p]) == 1:
			out = append(out, k)
		case groups[p] != nil:
			out = append(out, g.intersection(groups[p]))
			groups[p] = nil
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Signed reports whether the test orders numbers as signed ones.
func (t *Test) Signed() bool {
	return t.Op >= vm.TestLtI && t.Op <= vm.TestGeI || t.Op == vm.TestWithinI
}

// Interval is the numbers for which a test by order with one constant holds, from the
// first to the second, as vm.OrderKey and vm.FloatKey map them. ok is false for other
// tests.
func Interval(t *Test) (in [2]uint64, ok bool) {
	if t.Right >= 0 || t.Mod != vm.AnyOf {
		return in, false
	}
	if t.Op == vm.TestWithinI || t.Op == vm.TestWithinU {
		if len(t.Consts) != 2 {
			return in, false
		}
		return [2]uint64{vm.OrderKey(t.Consts[0].N, t.Signed()), vm.OrderKey(t.Consts[1].N, t.Signed())}, true
	}
	if t.float() && len(t.Consts) == 1 {
		return floatInterval(t.Op, t.Consts[0].N)
	}
	if t.Op < vm.TestLtI || t.Op > vm.TestGeU || len(t.Consts) != 1 {
		return in, false
	}
	n := vm.OrderKey(t.Consts[0].N, t.Signed())
	switch t.Op {
	case vm.TestLtI, vm.TestLtU:
		return [2]uint64{0, n - 1}, n > 0
	case vm.TestLeI, vm.TestLeU:
		return [2]uint64{0, n}, true
	case vm.TestGtI, vm.TestGtU:
		return [2]uint64{n + 1, math.MaxUint64}, n < math.MaxUint64
	}
	return [2]uint64{n, math.MaxUint64}, true
}

func (t *Test) float() bool { return t.Op >= vm.TestLtF && t.Op <= vm.TestGeF }

// floatInterval is Interval for doubles: what is no number is in none.
func floatInterval(op vm.TestOp, c uint64) (in [2]uint64, ok bool) {
	n, lo, hi := vm.FloatKey(c), vm.FloatKey(math.Float64bits(math.Inf(-1))), vm.FloatKey(math.Float64bits(math.Inf(1)))
	switch op {
	case vm.TestLtF:
		hi = n - 1
	case vm.TestLeF:
		hi = n
	case vm.TestGtF:
		lo = n + 1
	default:
		lo = n
	}
	return [2]uint64{lo, hi}, lo <= hi && !math.IsNaN(math.Float64frombits(c))
}

// intersection is the test that all tests, which have intervals, hold.
func (g *Graph) intersection(tests []int) Ref {
	t := g.Tests[tests[0]]
	lo, hi := uint64(0), uint64(math.MaxUint64)
	for _, i := range tests {
		in, _ := Interval(&g.Tests[i])
		lo, hi = max(lo, in[0]), min(hi, in[1])
	}
	if lo > hi {
		return False
	}
	number := func(key uint64) (vm.Const, string) {
		n := vm.OrderKey(key, t.Signed()) // it undoes itself
		if t.Signed() {
			return vm.Const{N: n}, strconv.FormatInt(int64(n), 10)
		}
		return vm.Const{N: n}, strconv.FormatUint(n, 10)
	}
	signed := t.Signed()
	t.Consts, t.Texts = make([]vm.Const, 2), make([]string, 2)
	t.Consts[0], t.Texts[0] = number(lo)
	t.Consts[1], t.Texts[1] = number(hi)
	t.Op = vm.TestWithinU
	if signed {
		t.Op = vm.TestWithinI
	}
	return g.test(t)
}
