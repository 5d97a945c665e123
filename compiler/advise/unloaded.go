package advise

import (
	"github.com/falcoc/falcoc/compiler/resolve"
	"github.com/falcoc/falcoc/grammar/ast"
)

// unloaded checks the rules of sources that are not there as far as that goes without
// their fields: the syntax of conditions, and the macros that they name.
func (a *adviser) unloaded() {
	for _, r := range a.Collected.Rules {
		if !r.UnknownSource {
			continue
		}
		cond, err := a.Lists.Parse(r.Cond, r.CondCtx, r.Ctx)
		if err != nil {
			a.warn(err, CodeUnloaded, "the condition of this rule, whose source "+r.Source+" is not loaded, has a mistake: "+err.Message, err.Hint)
			continue
		}
		a.macrosOf(r.Source, cond, cond.Expr)
	}
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
