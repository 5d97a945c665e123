package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// reportedAs is the name of the event that reports a system call of another name,
// where no event has the call's own.
func reportedAs(call string) string {
	code, ok := catalog.SyscallByName(call)
	if !ok || slices.ContainsFunc(catalog.Events[:], func(e catalog.EventInfo) bool { return e.Name == call }) {
		return ""
	}
	if exit := catalog.Syscalls[code].Exit; exit != catalog.EvtGenericX && exit != catalog.EvtGenericE {
		return exit.Info().Name
	}
	return ""
}

// maxLintedTests bounds the work on conditions that no one wrote by hand.
const maxLintedTests = 10_000

// lintEvents warns about conditions that no event type satisfies, and about
// arguments that no event has which can reach the comparison.
func (c *checker) lintEvents(e ast.Expr) {
	if Infer(e).Empty() && !saysNever(e) {
		c.warn(CodeNeverTrue, e.Span(), "no event type satisfies the comparisons of evt.type", "")
	}
	c.lintGeneric(e, false, map[negatable]bool{})
	asks := false
	walkTests(e, func(t *ast.Test, _ []*ast.MacroRef) {
		eachPlain(t.Left, func(f *ast.Field) { asks = asks || argument(f) != "" })
	})
	if asks {
		l := argumentLint{c: c, left: maxLintedTests}
		l.walk(e, false, catalog.AllEvents)
	}
}

// lintGeneric warns about exclusions of a call that shares the generic event: the
// rule then sees none of these calls, as in Falco.
func (c *checker) lintGeneric(e ast.Expr, not bool, done map[negatable]bool) {
	switch e := e.(type) {
	case *ast.And:
		for _, k := range e.Kids {
			c.lintGeneric(k, not, done)
		}
	case *ast.Or:
		for _, k := range e.Kids {
			c.lintGeneric(k, not, done)
		}
	case *ast.Not:
		c.lintGeneric(e.X, !not, done)
	case *ast.MacroRef:
		if k := (negatable{e.Body, not}); e.Body != nil && !done[k] {
			done[k] = true
			c.path = append(c.path, e)
			c.lintGeneric(e.Body, not, done)
			c.path = c.path[:len(c.path)-1]
		}
	case *ast.Test:
		if !isEventType(e.Left) || e.Mod != "" || not == (e.Op == "!=") || e.Op != "!=" && e.Op != "=" && e.Op != "==" && e.Op != "in" {
			return
		}
		for _, l := range literals(e.Right) {
			if events := eventsNamed(l.Text).events; events.Has(catalog.EvtGenericX) && reportedAs(l.Text) == "" {
				c.warn(CodeSuspicious, l.Sp, fmt.Sprintf("%s has no event type of its own: leaving it out leaves out all such calls", l.Text),
					"")
				return
			}
		}
	}
}

// saysNever reports whether a condition says on purpose that it matches nothing,
// with evt.num or an empty list.
func saysNever(e ast.Expr) (yes bool) {
	walkTests(e, func(t *ast.Test, _ []*ast.MacroRef) {
		f, ok := t.Left.(*ast.Field)
		l, list := t.Right.(*ast.List)
		yes = yes || ok && f.Name == "evt.num" || list && len(l.Elems) == 0
	})
	return yes
}

// argument is the name of the event argument that the field asks for by name.
func argument(f *ast.Field) string {
	if ref, err := catalog.ParseField(f.Text()); err == nil {
		return ref.Param
	}
	return ""
}

type argumentLint struct {
	c    *checker
	inf  inferrer
	left int // tests yet to look at
}

// walk visits a part of the condition that only events among seen reach.
func (l *argumentLint) walk(e ast.Expr, not bool, seen catalog.EventSet) {
	if l.left <= 0 {
		return
	}
	switch e := e.(type) {
	case *ast.And:
		l.kids(e.Kids, not, !not, seen)
	case *ast.Or:
		l.kids(e.Kids, not, not, seen)
	case *ast.Not:
		l.walk(e.X, !not, seen)
	case *ast.MacroRef:
		if e.Body != nil {
			l.c.path = append(l.c.path, e)
			l.walk(e.Body, not, seen)
			l.c.path = l.c.path[:len(l.c.path)-1]
		}
	case *ast.Test:
		l.left--
		l.test(e, seen)
	}
}

// kids narrows the events down by what all of the operands allow, where all of
// them must hold.
func (l *argumentLint) kids(kids []ast.Expr, not, all bool, seen catalog.EventSet) {
	if all {
		for _, k := range kids {
			seen = seen.Intersect(l.inf.infer(k, not).events)
		}
	}
	for _, k := range kids {
		l.walk(k, not, seen)
	}
}

// Parameters says which parameters the newest of the event types has, for hints.
func Parameters(events catalog.EventSet) string {
	var last *catalog.EventInfo
	events.Each(func(id catalog.EventID) {
		if id != catalog.EvtAsynceventE && len(id.Info().Params) > 0 {
			last = id.Info()
		}
	})
	if last == nil {
		return "the event has no parameters"
	}
	names := make([]string, len(last.Params))
	for i := range last.Params {
		names[i] = last.Params[i].Name
	}
	return last.Name + " has the parameters " + strings.Join(names, ", ")
}

func (l *argumentLint) test(t *ast.Test, seen catalog.EventSet) {
	if seen == (catalog.EventSet{}) {
		return
	}
	eachPlain(t.Left, func(f *ast.Field) {
		name := argument(f)
		if name == "" {
			return
		}
		found := false
		seen.Each(func(id catalog.EventID) { found = found || id.Info().Param(name) >= 0 })
		if !found {
			l.c.warn(CodeNeverTrue, f.Sp, fmt.Sprintf("%s is never there: no event that gets here has this argument", f.Text()),
				Parameters(seen))
		}
	})
}
