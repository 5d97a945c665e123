package advise

import (
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// maxPairs is how many comparisons of one field are compared with each other.
const maxPairs = 24

// group finds operands of one and or or that stand there twice, or that make no
// difference beside another one.
func (v *visitor) group(kids []typed.Expr, and bool) {
	word := "or"
	if and {
		word = "and"
	}
	seen := make(map[uint64]typed.Expr, len(kids))
	again := map[typed.Expr]bool{}
	byField := map[string][]*typed.Pred{}
	for _, k := range kids {
		h := v.hash(k, true)
		if first := seen[h]; first != nil {
			again[k] = true
			d := v.Macros.Finding(v.rule.Cond, v.path, span(k), span(k).Start)
			if d.Primary != v.at(v.path, span(first)) { // not one list item twice
				d.Labels = append([]diag.Label{{Span: v.at(v.path, span(first)), Msg: "the first one is here"}}, d.Labels...)
				d.Fix = v.drop(span(k), word)
				v.warn(d, CodeRedundant, fmt.Sprintf("the '%s' has this operand twice", word), "remove one of them")
			}
			continue
		}
		seen[h] = k
		if p, ok := k.(*typed.Pred); ok && single(p.Left) && p.Mod == typed.NoMod && p.Right == nil {
			key := operandKey(p.Left)
			if len(byField[key]) < maxPairs {
				byField[key] = append(byField[key], p)
			}
		}
	}
	for _, k := range kids { // in the order of the text
		p, ok := k.(*typed.Pred)
		if !ok || again[k] {
			continue
		}
		for _, q := range byField[operandKey(p.Left)] {
			if p == q || !single(p.Left) || p.Mod != typed.NoMod || p.Right != nil || v.fromList(p) || v.fromList(q) {
				continue
			}
			idle := implies(p, q) // in an or, what implies another operand is idle
			if and {
				idle = implies(q, p)
			}
			if idle {
				d := v.Macros.Finding(v.rule.Cond, v.path, p.Test.Sp, p.Test.Sp.Start)
				d.Labels = append([]diag.Label{{Span: v.at(v.path, q.Test.Sp), Msg: "covered by this comparison"}}, d.Labels...)
				if d.Fix = v.drop(p.Test.Sp, word); d.Fix != nil {
					d.Fix.Guess = true // perhaps something else was meant
				}
				msg := "the comparison has no effect: another operand of the 'or' is true whenever it is"
				if and {
					msg = "the comparison has no effect: it is true whenever another operand of the 'and' is"
				}
				v.warn(d, CodeRedundant, msg, "remove it")
				break
			}
		}
	}
}

func (v *visitor) fromList(p *typed.Pred) bool {
	return v.Macros.FromList(v.rule.Cond, v.path, p.Test.Sp)
}

// drop is the edit that removes an operand together with the word before it.
func (v *visitor) drop(sp ast.Span, word string) *diag.Fix {
	at := v.at(v.path, sp)
	if at.File == nil || at.End-at.Off < 2 {
		return nil
	}
	data := at.File.Data
	before := strings.TrimRight(string(data[max(0, at.Off-200):at.Off]), " \t\r\n")
	rest, ok := strings.CutSuffix(before, word)
	if !ok || rest == "" || !strings.ContainsAny(rest[len(rest)-1:], " \t\r\n)") {
		return nil
	}
	from := at.Off - len(data[max(0, at.Off-200):at.Off]) + len(strings.TrimRight(rest, " \t\r\n"))
	return &diag.Fix{Span: diag.Span{Pos: at.Pos, End: at.End}.From(from), Text: ""}
}

const maxImplied = 256

// implies reports whether p is only true where q, about the same operand, is.
func implies(p, q *typed.Pred) bool {
	if equals(p) {
		if len(p.Values) > maxImplied || len(q.Values) > maxImplied {
			return false
		}
		for i := range p.Values {
			if ok, known := holds(q, p, i); !ok || !known {
				return false
			}
		}
		return true
	}
	if !isText(p.Left) || len(p.Values) != 1 || len(q.Values) != 1 || p.Values[0].Data == "" || q.Values[0].Data == "" {
		return false
	}
	a, b := p.Values[0].Data, q.Values[0].Data
	switch {
	case p.Op == typed.StartsWith && q.Op == typed.StartsWith:
		return strings.HasPrefix(a, b)
	case p.Op == typed.EndsWith && q.Op == typed.EndsWith:
		return strings.HasSuffix(a, b)
	case q.Op == typed.Contains && (p.Op == typed.Contains || p.Op == typed.StartsWith || p.Op == typed.EndsWith):
		return strings.Contains(a, b)
	}
	return false
}

// holds evaluates q for the i-th value that p asks for.
func holds(q, p *typed.Pred, i int) (ok, known bool) {
	v := p.Values[i]
	switch q.Op {
	case typed.Eq, typed.In, typed.Ne:
		if len(q.Values) == 0 {
			return false, q.Op == typed.In
		}
		for _, w := range q.Values {
			if w.Data == v.Data && w.Num == v.Num {
				return q.Op != typed.Ne, true
			}
		}
		return q.Op == typed.Ne, true
	}
	if len(q.Values) != 1 {
		return false, false
	}
	w := q.Values[0]
	if isNumber(p.Left) {
		if p.Left.Type.IsSigned() {
			return order(q.Op, int64(v.Num), int64(w.Num))
		}
		return order(q.Op, v.Num, w.Num)
	}
	switch q.Op {
	case typed.Contains:
		return strings.Contains(v.Data, w.Data), true
	case typed.StartsWith:
		return strings.HasPrefix(v.Data, w.Data), true
	case typed.EndsWith:
		return strings.HasSuffix(v.Data, w.Data), true
	}
	return false, false
}

func order[T int64 | uint64](op typed.Op, a, b T) (ok, known bool) {
	switch op {
	case typed.Lt:
		return a < b, true
	case typed.Le:
		return a <= b, true
	case typed.Gt:
		return a > b, true
	case typed.Ge:
		return a >= b, true
	}
	return false, false
}

// member is a comparison that must hold, or must not, with the way to it.
type member struct {
	p    *typed.Pred
	not  bool
	path []*ast.MacroRef
}

// How many comparisons of one chain are looked at, and how many nodes on the way.
const (
	maxMembers = 512
	maxSteps   = 1 << 13
)

// members are the comparisons that must all hold for e to hold.
func (v *visitor) members(e typed.Expr, not bool, path []*ast.MacroRef, out *[]member) {
	if v.steps++; v.steps > maxSteps || len(*out) >= maxMembers {
		return
	}
	switch e := e.(type) {
	case *typed.And:
		if !not {
			for _, k := range e.Kids {
				v.members(k, not, path, out)
			}
		}
	case *typed.Or:
		if not {
			for _, k := range e.Kids {
				v.members(k, not, path, out)
			}
		}
	case *typed.Not:
		v.members(e.X, !not, path, out)
	case *typed.Macro:
		v.members(e.X, not, append(slices.Clip(path), e.Ref), out)
	case *typed.Pred:
		if single(e.Left) && e.Mod == typed.NoMod && e.Right == nil && len(e.Values) > 0 && e.Op != typed.Exists {
			*out = append(*out, member{e, not, path})
		}
	}
}

// contradictions finds comparisons that exclude each other though all must hold. Those
// of event types at the top are the business of the inference.
func (v *visitor) contradictions(e typed.Expr, top bool) {
	var all []member
	v.steps = 0
	v.members(e, false, v.path, &all)
	if len(all) < 2 {
		return
	}
	by := map[string][]member{}
	for _, m := range all {
		key := operandKey(m.p.Left)
		if f := m.p.Left.Field; top && f != nil && (f.ID == catalog.FieldEvtType || f.ID == catalog.FieldSyscallType) {
			continue
		}
		if len(by[key]) < maxPairs {
			by[key] = append(by[key], m)
		}
	}
	told := map[string]bool{}
	for _, m := range all {
		key := operandKey(m.p.Left)
		if told[key] {
			continue
		}
		told[key] = true
		if x, y, ok := exclude(by[key]); ok {
			v.contradict(x, y)
		}
	}
}

// exclude finds two members that exclude each other.
func exclude(ms []member) (x, y member, ok bool) {
	for i, m := range ms {
		if m.not || !equals(m.p) || len(m.p.Values) > maxImplied {
			continue
		}
		for j, o := range ms {
			if i == j || len(o.p.Values) > maxImplied {
				continue
			}
			none := true
			for k := range m.p.Values {
				holds, known := holds(o.p, m.p, k)
				none = none && known && holds == o.not
			}
			if none {
				if i < j {
					return m, o, true
				}
				return o, m, true
			}
		}
	}
	return x, y, false
}

func (v *visitor) contradict(x, y member) {
	d := v.Macros.Finding(v.rule.Cond, y.path, y.p.Test.Sp, y.p.Test.Sp.Start)
	d.Labels = append([]diag.Label{{Span: v.at(x.path, x.p.Test.Sp), Msg: "excluded by this comparison"}}, d.Labels...)
	d.Fix = v.either(x, y)
	v.warn(d, CodeContradiction, fmt.Sprintf("never true: two comparisons of %s exclude each other", operandName(y.p.Left)),
		"both must hold here; where either is enough, write 'or' or 'in (...)'")
}

// either is the edit that asks for one of two values where the condition asks for both at
// once. It is a guess: without it the rule never matches, with it, it does.
func (v *visitor) either(x, y member) *diag.Fix {
	if x.not || y.not || x.p.Op != typed.Eq || y.p.Op != typed.Eq || !slices.Equal(x.path, y.path) {
		return nil
	}
	whole, a, b := v.at(x.path, ast.Span{Start: x.p.Test.Sp.Start, End: y.p.Test.Sp.End}), v.at(x.path, x.p.Test.Sp), v.at(y.path, y.p.Test.Sp)
	left, va, vb := v.at(x.path, x.p.Test.Left.Span()), v.at(x.path, x.p.Test.Right.Span()), v.at(y.path, y.p.Test.Right.Span())
	for _, at := range []diag.Span{whole, a, b, left, va, vb} {
		if at.File == nil || at.File != whole.File || at.Off < whole.Off || at.End > whole.End || at.End <= at.Off {
			return nil
		}
	}
	text := func(off, end int) string { return string(whole.File.Data[off:end]) }
	if b.Off < a.End || strings.TrimSpace(text(a.End, b.Off)) != "and" {
		return nil
	}
	return &diag.Fix{Span: whole, Text: text(left.Off, left.End) + " in (" + text(va.Off, va.End) + ", " + text(vb.Off, vb.End) + ")", Guess: true}
}
