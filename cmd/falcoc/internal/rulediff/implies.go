package rulediff

import (
	"slices"
	"strings"

	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
)

// Relation is how a new condition relates to an old one.
type Relation string

// The relations. Changed says that neither could be shown to imply the other.
const (
	Same     Relation = "same"
	Narrowed Relation = "narrowed"
	Widened  Relation = "widened"
	Changed  Relation = "changed"
)

// maxSteps bounds the search for a proof.
const maxSteps = 200000

// Relate compares two conditions as Falco prints them. What it says is proven by the
// form of the conditions alone; where no proof is found, it says Changed.
func Relate(old, new string) Relation {
	if old == new {
		return Same
	}
	a, aok := readBack(old)
	b, bok := readBack(new)
	if !aok || !bok {
		return Changed
	}
	forth := (&prover{left: maxSteps}).implies(b, a)
	back := (&prover{left: maxSteps}).implies(a, b)
	switch {
	case forth && back:
		return Same
	case forth:
		return Narrowed
	case back:
		return Widened
	}
	return Changed
}

// readBack parses a printed condition. Some values do not survive being printed.
func readBack(text string) (ast.Expr, bool) {
	e, err := grammar.ParseCondition(text, grammar.MaxDepth)
	if err != nil || grammar.String(e) != text {
		return nil, false
	}
	return e, true
}

type prover struct{ left int }

// implies reports whether b can be shown to be true whenever a is.
func (p *prover) implies(a, b ast.Expr) bool {
	if p.left--; p.left < 0 {
		return false
	}
	if and, ok := b.(*ast.And); ok {
		return !slices.ContainsFunc(and.Kids, func(k ast.Expr) bool { return !p.implies(a, k) })
	}
	if or, ok := a.(*ast.Or); ok {
		return !slices.ContainsFunc(or.Kids, func(k ast.Expr) bool { return !p.implies(k, b) })
	}
	if na, ok := a.(*ast.Not); ok {
		if nb, ok := b.(*ast.Not); ok {
			return p.implies(nb.X, na.X)
		}
		if pushed := push(na); pushed != nil {
			return p.implies(pushed, b)
		}
	}
	if nb, ok := b.(*ast.Not); ok {
		if pushed := push(nb); pushed != nil {
			return p.implies(a, pushed)
		}
	}
	if and, ok := a.(*ast.And); ok && slices.ContainsFunc(and.Kids, func(k ast.Expr) bool { return p.implies(k, b) }) {
		return true
	}
	if or, ok := b.(*ast.Or); ok && slices.ContainsFunc(or.Kids, func(k ast.Expr) bool { return p.implies(a, k) }) {
		return true
	}
	ta, aok := a.(*ast.Test)
	tb, bok := b.(*ast.Test)
	return aok && bok && testImplies(ta, tb)
}

// push moves a not over what it stands before, nil where that is a test.
func push(n *ast.Not) ast.Expr {
	all := func(kids []ast.Expr) []ast.Expr {
		out := make([]ast.Expr, len(kids))
		for i, k := range kids {
			out[i] = &ast.Not{Sp: k.Span(), X: k}
		}
		return out
	}
	switch x := n.X.(type) {
	case *ast.Not:
		return x.X
	case *ast.And:
		return &ast.Or{Sp: x.Sp, Kids: all(x.Kids)}
	case *ast.Or:
		return &ast.And{Sp: x.Sp, Kids: all(x.Kids)}
	}
	return nil
}

func testImplies(a, b *ast.Test) bool {
	if grammar.String(a) == grammar.String(b) {
		return true
	}
	left := func(t *ast.Test) string { return grammar.String(&ast.Test{Left: t.Left, Op: "exists"}) }
	if left(a) != left(b) {
		return false
	}
	if b.Op == "exists" {
		// Every comparison of a field that is not there is false. What a quantified field
		// or a transformer does may differ.
		f, ok := b.Left.(*ast.Field)
		return ok && f.HasArg || ok && !strings.HasPrefix(f.Name, "proc.a") && !strings.HasPrefix(f.Name, "fd.")
	}
	av, aok := values(a)
	bv, bok := values(b)
	if !aok || !bok || len(av) == 0 {
		return false
	}
	subset := !slices.ContainsFunc(av, func(v string) bool { return !slices.Contains(bv, v) })
	eq := func(op string) string {
		if op == "==" {
			return "="
		}
		return op
	}
	switch opA, opB := eq(a.Op), eq(b.Op); {
	case a.Mod != "" || b.Mod != "":
		return opA == opB && a.Mod == "anyof" && b.Mod == "anyof" && subset
	case opA == opB && (opA == "in" || opA == "pmatch" || opA == "intersects"):
		return subset
	case opA == "=" && opB == "in", opA == "=" && opB == "=":
		return subset
	case opA == "startswith" && opB == "startswith":
		return strings.HasPrefix(av[0], bv[0])
	case opA == "endswith" && opB == "endswith":
		return strings.HasSuffix(av[0], bv[0])
	case opB == "contains" && (opA == "contains" || opA == "startswith" || opA == "endswith"):
		return strings.Contains(av[0], bv[0])
	}
	return false
}

// values are the constants on the right.
func values(t *ast.Test) (list []string, ok bool) {
	switch r := t.Right.(type) {
	case *ast.Literal:
		return []string{r.Text}, true
	case *ast.List:
		for _, e := range r.Elems {
			list = append(list, e.Text)
		}
		return list, true
	}
	return nil, false
}
