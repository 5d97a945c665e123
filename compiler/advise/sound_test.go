package advise

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/compiler/reference/gen"
	"github.com/falcoc/falcoc/compiler/typed"
)

func newAdviser() *adviser {
	return &adviser{hashed: map[hashKey]uint64{}, opaque: map[hashKey]uint64{}, clauses: map[hashKey][]clause{}}
}

// predicates are all comparisons of a condition.
func predicates(e typed.Expr) (out []*typed.Pred) {
	switch e := e.(type) {
	case *typed.And:
		for _, k := range e.Kids {
			out = append(out, predicates(k)...)
		}
	case *typed.Or:
		for _, k := range e.Kids {
			out = append(out, predicates(k)...)
		}
	case *typed.Not:
		return predicates(e.X)
	case *typed.Macro:
		return predicates(e.X)
	case *typed.Pred:
		out = append(out, e)
	}
	return out
}

// TestSound holds on random events what the analyses conclude from conditions alone:
// that one covers another, that two exclude each other, that two mean the same.
func TestSound(t *testing.T) {
	covered, excluded, implied := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		a := gen.Condition(2).Draw(t, "a").Cond
		b := gen.Condition(2).Draw(t, "b").Cond
		both, either := &typed.And{Kids: []typed.Expr{b, a}}, &typed.Or{Kids: []typed.Expr{a, b}}
		e := gen.RandomEvent(gen.Fields(both)).Draw(t, "event")
		holds := func(x typed.Expr) bool { return reference.Eval(x, e.Get) }
		ad := newAdviser()
		all := []typed.Expr{a, b, both, either, &typed.Not{X: a}, &typed.Not{X: either}, &typed.Not{X: both}}
		for _, p := range predicates(both) {
			all = append(all, p, &typed.Not{X: p})
		}
		for _, x := range all {
			for _, y := range all {
				if x != y && covers(ad.take(x, false), ad.take(y, false)) {
					covered++
					if holds(y) && !holds(x) {
						t.Fatal("a condition is not covered")
					}
				}
			}
			v := &visitor{adviser: ad}
			var ms []member
			v.members(x, false, nil, &ms)
			by := map[string][]member{}
			for _, m := range ms {
				k := operandKey(m.p.Left)
				by[k] = append(by[k], m)
			}
			for _, group := range by {
				if _, _, ok := exclude(group); ok {
					excluded++
					if holds(x) {
						t.Fatal("a contradiction holds")
					}
				}
			}
		}
		preds := slices.DeleteFunc(predicates(both), func(p *typed.Pred) bool { return !single(p.Left) || p.Mod != typed.NoMod || p.Right != nil })
		for _, p := range preds {
			for _, q := range preds {
				if p != q && operandKey(p.Left) == operandKey(q.Left) && implies(p, q) {
					implied++
					if holds(p) && !holds(q) {
						t.Fatal("an implication does not hold")
					}
				}
			}
		}
		if Meaning(both) != Meaning(&typed.And{Kids: []typed.Expr{a, b, a}}) {
			t.Fatal("the order matters")
		}
		if Meaning(a) == Meaning(b) && holds(a) != holds(b) {
			t.Fatal("two conditions do not mean the same")
		}
	})
	t.Logf("%d covered, %d excluded, %d implied", covered, excluded, implied)
	if !testing.Short() && (covered == 0 || excluded == 0) { // a short run tries 20 conditions
		t.Error("nothing was tried")
	}
}
