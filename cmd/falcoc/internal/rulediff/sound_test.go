package rulediff

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/compiler/reference/gen"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// vary changes a condition a little: an operand is dropped or doubled, a value is
// dropped from a list, a part is negated.
func vary(t *rapid.T, e ast.Expr) ast.Expr {
	kids := func(list []ast.Expr) []ast.Expr {
		list = slices.Clone(list)
		i := rapid.IntRange(0, len(list)-1).Draw(t, "operand")
		if len(list) > 2 && rapid.Bool().Draw(t, "drop") {
			return slices.Delete(list, i, i+1)
		}
		list[i] = vary(t, list[i])
		return list
	}
	switch e := e.(type) {
	case *ast.And:
		if rapid.IntRange(0, 5).Draw(t, "turn") == 0 {
			return &ast.Or{Kids: e.Kids}
		}
		return &ast.And{Kids: kids(e.Kids)}
	case *ast.Or:
		return &ast.Or{Kids: kids(e.Kids)}
	case *ast.Not:
		return &ast.Not{X: vary(t, e.X)}
	case *ast.Test:
		if l, ok := e.Right.(*ast.List); ok && len(l.Elems) > 1 {
			c := *e
			c.Right = &ast.List{Elems: l.Elems[:len(l.Elems)-1]}
			return &c
		}
		if rapid.Bool().Draw(t, "negate") {
			return &ast.Not{X: e}
		}
	}
	return e
}

// TestSound holds that what is called narrower never matches more, and what is called
// wider or the same never less.
func TestSound(t *testing.T) {
	claims := 0
	rapid.Check(t, func(t *rapid.T) {
		a := gen.Condition(3).Draw(t, "condition")
		old := grammar.String(a.AST)
		next := grammar.String(vary(t, a.AST))
		rel := Relate(old, next)
		if rel == Changed || old == next {
			return
		}
		// Both are read back, as Relate does.
		ea, err := grammar.ParseCondition(old, grammar.MaxDepth)
		if err != nil {
			return
		}
		eb, err := grammar.ParseCondition(next, grammar.MaxDepth)
		if err != nil {
			return
		}
		ca, _ := check.Condition(ea, check.SourceSyscall)
		cb, _ := check.Condition(eb, check.SourceSyscall)
		if ca == nil || cb == nil {
			return
		}
		claims++
		refs := append(gen.Fields(ca), gen.Fields(cb)...)
		for _, ev := range rapid.SliceOfN(gen.RandomEvent(refs), 1, 20).Draw(t, "events") {
			get := func(ref *catalog.FieldRef) (vm.Value, bool) {
				v, ok := ev.Values[ref.Text()]
				return v, ok
			}
			was, is := reference.Eval(ca, get), reference.Eval(cb, get)
			if is && !was && rel != Widened || was && !is && rel != Narrowed {
				t.Fatalf("%s\n%s\nis called %s, but it was %v and is %v", old, next, rel, was, is)
			}
		}
	})
	if claims == 0 && !t.Failed() {
		t.Error("nothing is ever proven")
	}
	t.Logf("%d claims held", claims)
}
