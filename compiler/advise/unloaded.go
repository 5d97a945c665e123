package advise

import (
	"errors"
	"regexp"
	"strings"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/merge"
	"github.com/falcoc/falcoc/compiler/resolve"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
)

// unloaded checks the rules of sources that are not there: the syntax of conditions, the
// macros in them, and the fields, operators and values as far as the catalogue knows the
// plugin. Falco looks at none of this, so that nothing here is an error.
func (a *adviser) unloaded() {
	for _, r := range a.Collected.Rules {
		if !r.UnknownSource {
			continue
		}
		a.unloadedOutput(r)
		text, err := resolve.Exceptions(r)
		if err != nil {
			a.unloadedMistake(r, err)
			continue
		}
		cond, err := a.Lists.Parse(text, r.CondCtx, r.Ctx)
		if err != nil {
			a.unloadedMistake(r, err)
			continue
		}
		expr := cond.Expr
		if _, errs := a.Macros.LinkRule(cond); len(errs) > 0 {
			a.macrosOf(r.Source, cond, expr)
		}
		told := map[diag.Span]bool{}
		for _, f := range check.Unloaded(cond.Expr, r.Source) {
			if f.Code != check.CodeCondition {
				continue // a macro that is not there, which has been told
			}
			d := a.Macros.Finding(cond, f.Path, f.Span, f.Pos)
			if !told[d.Primary] {
				told[d.Primary] = true
				d.Message, d.Hint = f.Msg, f.Hint
				a.unloadedMistake(r, d)
			}
		}
	}
}

func (a *adviser) unloadedMistake(r *merge.Rule, d *diag.Diagnostic) {
	a.warn(d, CodeUnloaded, "a mistake in a rule whose source "+r.Source+" is not loaded: "+d.Message, d.Hint)
}

var tokenName = regexp.MustCompile(`^%[0-9]*([a-zA-Z][a-zA-Z0-9_.]*[a-zA-Z0-9_])`)

// unloadedOutput looks at the fields of the output.
func (a *adviser) unloadedOutput(r *merge.Rule) {
	text := strings.ReplaceAll(r.Output.S, "%container.info", strings.Repeat(" ", len("%container.info")))
	_, bad := grammar.ParseOutput(text, func(o ast.Operand) error {
		if msg, _ := check.UnloadedOperand(o, r.Source); msg != "" {
			return errors.New(msg)
		}
		return nil
	})
	if bad == nil || bad.Offset >= len(text) {
		return
	}
	from := max(0, strings.LastIndexByte(text[:bad.Offset+1], '%'))
	msg, hint, end := "a '%' begins no field", "", from+1
	if m := tokenName.FindStringSubmatch(text[from:]); m != nil {
		msg, hint = check.UnloadedOperand(&ast.Field{Name: m[1]}, r.Source)
		end = from + len(m[0])
	}
	at, via := resolve.Place(r.Output, ast.Span{Start: int32(from), End: int32(end)})
	a.unloadedMistake(r, &diag.Diagnostic{Primary: at, Context: r.OutputCtx, Labels: resolve.Chain(via), Message: "in the output, " + msg, Hint: hint})
}

func (a *adviser) macrosOf(src string, cond *resolve.Condition, e ast.Expr) {
	switch e := e.(type) {
	case *ast.And:
		for _, k := range e.Kids {
			a.macrosOf(src, cond, k)
		}
	case *ast.Or:
		for _, k := range e.Kids {
			a.macrosOf(src, cond, k)
		}
	case *ast.Not:
		a.macrosOf(src, cond, e.X)
	case *ast.MacroRef:
		if a.Collected.Macro(e.Name) == nil {
			d := a.Macros.Finding(cond, nil, e.Sp, e.Sp.Start)
			a.undefinedMacro(d, e.Name)
			a.warn(d, CodeUnloaded, "no macro '"+e.Name+"' is defined for this rule, whose source "+src+" is not loaded", d.Hint)
		}
	}
}
