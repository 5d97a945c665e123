package lower

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// testOp is the machine's operation for an operator on values of the type.
func testOp(op typed.Op, t catalog.Type) vm.TestOp {
	type row struct{ number, signed, unsigned, float, text, net vm.TestOp }
	var r row
	switch op {
	case typed.Exists:
		return vm.TestExists
	case typed.Contains:
		return vm.TestContains
	case typed.IContains:
		return vm.TestIContains
	case typed.StartsWith:
		return vm.TestStartsWith
	case typed.EndsWith:
		return vm.TestEndsWith
	case typed.Glob:
		return vm.TestGlob
	case typed.IGlob:
		return vm.TestIGlob
	case typed.Regex:
		return vm.TestRegex
	case typed.PMatch:
		return vm.TestPMatch
	case typed.Ne:
		r = row{vm.TestNeN, vm.TestNeN, vm.TestNeN, vm.TestNeF, vm.TestNeS, vm.TestNeNet}
	case typed.Lt:
		r = row{vm.TestLtU, vm.TestLtI, vm.TestLtU, vm.TestLtF, vm.TestLtS, vm.TestEqNet}
	case typed.Le:
		r = row{vm.TestLeU, vm.TestLeI, vm.TestLeU, vm.TestLeF, vm.TestLeS, vm.TestEqNet}
	case typed.Gt:
		r = row{vm.TestGtU, vm.TestGtI, vm.TestGtU, vm.TestGtF, vm.TestGtS, vm.TestEqNet}
	case typed.Ge:
		r = row{vm.TestGeU, vm.TestGeI, vm.TestGeU, vm.TestGeF, vm.TestGeS, vm.TestEqNet}
	default: // Eq, In, Intersects
		r = row{vm.TestEqN, vm.TestEqN, vm.TestEqN, vm.TestEqF, vm.TestEqS, vm.TestEqNet}
	}
	switch vm.KindOf(t) {
	case vm.KindSigned:
		return r.signed
	case vm.KindUnsigned:
		return r.unsigned
	case vm.KindFloat:
		return r.float
	case vm.KindNet:
		return r.net
	}
	return r.text
}

var mods = [...]vm.Mod{typed.NoMod: vm.AnyOf, typed.OneOf: vm.OneOf, typed.AnyOf: vm.AnyOf, typed.AllOf: vm.AllOf}

// predicate adds one comparison.
func (g *Graph) predicate(p *typed.Pred) Ref {
	reg := g.Operand(p.Left)
	r := &g.Regs[reg]
	t := Test{Op: testOp(p.Op, r.As), Mod: mods[p.Mod], Reg: reg, Right: -1, Origin: Origin{Test: p.Test}}
	if r.List && p.Op == typed.In {
		t.Mod = vm.Subset
	}
	switch {
	case p.Op == typed.Exists:
		return g.test(t)
	case p.Right != nil:
		t.Right = g.Operand(p.Right)
		return g.test(t)
	}
	if r.Field != nil && r.Field.ID == catalog.FieldEvtAround {
		return g.around(t, uint64(r.Field.Index), p.Values)
	}
	type constant struct {
		vm.Const
		text string
	}
	consts := make([]constant, len(p.Values))
	for i, v := range p.Values {
		c := vm.Const{S: v.Data, N: v.Num, Bits: uint32(v.Bits)}
		switch vm.KindOf(r.As) {
		case vm.KindSigned, vm.KindUnsigned, vm.KindFloat:
			c.S, c.Bits = "", 0
		case vm.KindNet:
			c.N = 0
		default:
			c.N, c.Bits = 0, 0
		}
		consts[i] = constant{c, v.Text}
	}
	slices.SortStableFunc(consts, func(a, b constant) int { return compareConsts(a.Const, b.Const) })
	if t.Mod != vm.OneOf {
		consts = slices.CompactFunc(consts, func(a, b constant) bool { return a.Const == b.Const })
	}
	for _, c := range consts {
		t.Consts = append(t.Consts, c.Const)
		t.Texts = append(t.Texts, c.text)
	}
	if !g.does(normalise) {
		return g.test(t)
	}
	return g.normalise(t)
}

// compareConsts is the order of a test's constants.
func compareConsts(a, b vm.Const) int {
	return cmp.Or(cmp.Compare(a.S, b.S), cmp.Compare(a.N, b.N), cmp.Compare(a.Bits, b.Bits))
}

// around is evt.around[at] = ms: the event's time, which the field delivers, lies
// within so many milliseconds of a time.
func (g *Graph) around(t Test, at uint64, values []typed.Literal) Ref {
	if len(values) == 0 {
		return False
	}
	d := values[0].Num * 1_000_000
	from, to := at-min(at, d), at+min(d, math.MaxUint64-at)
	number := func(op vm.TestOp, n uint64) Ref {
		return g.test(t.with(op, vm.Const{N: n}, strconv.FormatUint(n, 10)))
	}
	return g.And(number(vm.TestGeU, max(from, d)), number(vm.TestLeU, to))
}

// with returns the test with one constant.
func (t Test) with(op vm.TestOp, c vm.Const, text string) Test {
	t.Op, t.Mod = op, vm.AnyOf
	t.Consts, t.Texts = []vm.Const{c}, []string{text}
	return t
}

// literal returns the test for a string.
func (t Test) literal(op vm.TestOp, s string) Test { return t.with(op, vm.Const{S: s}, s) }

// exists is the formula that the test's register is there.
func (g *Graph) exists(t Test) Ref {
	t.Op, t.Mod, t.Consts, t.Texts = vm.TestExists, vm.AnyOf, nil, nil
	return g.test(t)
}

// normalise says a test with constants in the forms that are shared and looked up best.
func (g *Graph) normalise(t Test) Ref {
	r := g.Regs[t.Reg]
	switch {
	case len(t.Consts) == 0 && t.Mod != vm.Subset:
		return False
	case r.List:
		return g.test(t)
	case len(t.Consts) == 1:
		t.Mod = vm.AnyOf
	}
	if r.Type == catalog.Dyn || t.Mod == vm.OneOf {
		return g.test(t)
	}
	if r.single() {
		switch {
		case t.Op == vm.TestNeN || t.Op == vm.TestNeS || t.Op == vm.TestNeNet:
			if t.Mod == vm.AllOf || len(t.Consts) == 1 {
				// x != y: there, and not equal.
				t.Op, t.Mod = t.Op-1, vm.AnyOf
				return g.And(g.exists(t), g.normalise(t).Not())
			}
		case t.Mod == vm.AllOf:
			return g.And(g.each(t)...)
		}
	}
	if t.Mod == vm.AllOf {
		return g.test(t)
	}
	switch t.Op {
	case vm.TestEqN, vm.TestEqF, vm.TestEqS, vm.TestEqNet:
		return g.test(t)
	case vm.TestPMatch:
		return g.pmatch(t, r.single())
	case vm.TestStartsWith, vm.TestEndsWith:
		if r.single() && slices.ContainsFunc(t.Consts, func(c vm.Const) bool { return c.S == "" }) {
			return g.exists(t)
		}
		return g.test(t)
	}
	if len(t.Consts) > 1 {
		return g.Or(g.each(t)...)
	}
	switch lit := t.Consts[0].S; t.Op {
	case vm.TestContains, vm.TestIContains:
		if lit == "" && r.single() {
			return g.exists(t)
		}
	case vm.TestGlob, vm.TestIGlob:
		return g.glob(t, lit, r.single())
	case vm.TestRegex:
		return g.regex(t, lit)
	}
	return g.test(t)
}

// each is one formula for each constant.
func (g *Graph) each(t Test) []Ref {
	out := make([]Ref, len(t.Consts))
	for i, c := range t.Consts {
		out[i] = g.normalise(t.with(t.Op, c, t.Texts[i]))
	}
	return out
}
