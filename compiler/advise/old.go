package advise

import (
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm/catalog"
)

const deprecatedItem = "LOAD_DEPRECATED_ITEM"

// dropFixes adds edits to Falco's warnings about what will go away: the comparison
// evt.dir = <, which is always true, and the output token %container.info.
func (a *adviser) dropFixes() {
	var dir []*diag.Diagnostic
	for _, d := range a.out.All {
		switch {
		case d.Code != deprecatedItem || d.Fix != nil || d.Primary.File == nil:
		case d.DeprecatedField == "evt.dir":
			dir = append(dir, d)
		case strings.HasPrefix(d.Message, "%container.info") && written(d) == "%container.info":
			d.Fix = &diag.Fix{Span: d.Primary}
		}
	}
	if len(dir) == 0 {
		return
	}
	fixes := map[diag.Span]*diag.Fix{}
	done := map[typed.Expr]bool{}
	for i := range a.Rules {
		v := &visitor{adviser: a, rule: &a.Rules[i]}
		v.exits(v.rule.Typed, done, fixes)
	}
	for _, d := range dir {
		d.Fix = fixes[d.Primary]
		if d.Fix != nil {
			d.Hint = "remove the comparison"
		}
	}
}

// exits finds comparisons evt.dir = < that are an operand of an and.
func (v *visitor) exits(e typed.Expr, done map[typed.Expr]bool, fixes map[diag.Span]*diag.Fix) {
	switch e := e.(type) {
	case *typed.And:
		for i, k := range e.Kids {
			p, ok := k.(*typed.Pred)
			if ok && p.Left.Field != nil && p.Left.Field.ID == catalog.FieldEvtDir && p.Op == typed.Eq && len(p.Values) == 1 && p.Values[0].Data == "<" {
				fix := v.drop(p.Test.Sp, "and")
				if i == 0 {
					fix = v.dropFirst(p)
				}
				if fix != nil {
					fixes[v.at(v.path, p.Test.Left.Span())] = fix
				}
				continue
			}
			v.exits(k, done, fixes)
		}
	case *typed.Or:
		for _, k := range e.Kids {
			v.exits(k, done, fixes)
		}
	case *typed.Not:
		v.exits(e.X, done, fixes)
	case *typed.Macro:
		if !done[e.X] {
			done[e.X] = true
			v.path = append(v.path, e.Ref)
			v.exits(e.X, done, fixes)
			v.path = v.path[:len(v.path)-1]
		}
	}
}

// dropFirst removes the first operand of an and together with the word behind it.
func (v *visitor) dropFirst(p *typed.Pred) *diag.Fix {
	at := v.at(v.path, p.Test.Sp)
	if at.File == nil || at.End-at.Off < 2 {
		return nil
	}
	data := string(at.File.Data[at.End:min(len(at.File.Data), at.End+200)])
	rest := strings.TrimLeft(data, " \t\r\n")
	after, ok := strings.CutPrefix(rest, "and")
	if !ok || after == "" || !blank(after[0]) {
		return nil
	}
	end := at.End + len(data) - len(strings.TrimLeft(after, " \t\r\n"))
	return &diag.Fix{Span: diag.Span{Pos: at.Pos, End: end}}
}
