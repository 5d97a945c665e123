package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
)

// literalWarnings are Falco's suspicions about a constant.
func (c *checker) literalWarnings(p *typed.Pred, l *ast.Literal) {
	if p.Op == typed.Regex && plainRegex(l.Text) {
		c.warnLiteral(p, l, fmt.Sprintf("regex check with '%s' may be optimized with simpler operators such as '=', 'contains', 'startswith', 'endswith'", l.Text), "")
	}
	if len(l.Text) > 1<<16 {
		return // no field's name, nor its arguments, is as long
	}
	bare := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\v\f\r", r) {
			return -1
		}
		return r
	}, l.Text)
	if !strings.ContainsAny(bare, ".(") {
		return // every field has a dot
	}
	if _, err := lookup(bare, c.src); err == nil {
		c.warnLiteral(p, l, fmt.Sprintf("'%s' may be a valid field misused as a const string value", l.Text),
			fmt.Sprintf("to compare with the field's value write val(%s)", bare))
		return
	}
	if name, rest, ok := strings.Cut(bare, "("); ok && strings.HasSuffix(rest, ")") && transformer(name) {
		c.warnLiteral(p, l, fmt.Sprintf("'%s' may be a valid field transformer misused as a const string value", l.Text),
			"to compare with the transformed value write it without quotes")
	}
}

// warnLiteral warns about a constant. Falco places it where the right side begins.
func (c *checker) warnLiteral(p *typed.Pred, l *ast.Literal, msg, hint string) {
	c.add(Finding{Code: CodeWarn, Span: l.Sp, Pos: p.Test.Right.Span().Start, Msg: msg, Hint: hint})
}

func transformer(name string) bool {
	_, ok := transformers[name]
	return ok || name == "val"
}

const (
	dirDropped     = "due to the drop of enter events, 'evt.dir = <' always evaluates to true, and 'evt.dir = >' always evaluates to false. The rule expression can be simplified by removing the condition on 'evt.dir'"
	latencyDropped = "field is not available due to the drop of enter events."
)

// DeprecatedFields are the fields that only enter events had, with Falco's advice.
var DeprecatedFields = []struct{ Name, Msg string }{
	{"evt.dir", dirDropped},
	{"evt.latency", latencyDropped},
	{"evt.latency.s", latencyDropped},
	{"evt.latency.ns", latencyDropped},
	{"evt.latency.human", latencyDropped},
	{"evt.wait_latency", latencyDropped},
}

// deprecated warns once about each deprecated field and about unsafe comparisons
// with <NA>. Falco looks for both before it compiles the condition, on left sides
// only, and not inside tuples.
func (c *checker) deprecated(e ast.Expr) {
	var seen []string
	walkTests(e, func(t *ast.Test, path []*ast.MacroRef) {
		last := ""
		visit := func(f *ast.Field) {
			last = f.Name
			for _, d := range DeprecatedFields {
				if f.Name == d.Name && !slices.Contains(seen, f.Name) {
					seen = append(seen, f.Name)
					c.findings = append(c.findings, Finding{
						Code: CodeDeprecated, Span: f.Sp, Path: slices.Clone(path), Msg: d.Msg, Field: f.Name,
					})
				}
			}
		}
		eachField(t.Left, visit)
		if (strings.HasPrefix(last, "ka.") || strings.HasPrefix(last, "jevt.")) && t.Mod == "" && comparesNA(t) {
			c.findings = append(c.findings, Finding{
				Code: CodeUnsafeNA, Span: t.Sp, Pos: t.Sp.Start, Path: slices.Clone(path),
				Hint: "<NA> is text here: ask for a missing value with 'not " + last + " exists'",
			})
		}
	})
}

func comparesNA(t *ast.Test) bool {
	switch t.Op {
	case "=", "==", "!=", "in", "intersects", "pmatch":
	default:
		return false
	}
	switch r := t.Right.(type) {
	case *ast.Literal:
		return r.Text == "<NA>"
	case *ast.List:
		return slices.ContainsFunc(r.Elems, func(l *ast.Literal) bool { return l.Text == "<NA>" })
	}
	return false
}

// walkTests visits every comparison, those of each macro once, in reading order.
func walkTests(e ast.Expr, f func(*ast.Test, []*ast.MacroRef)) {
	done := map[ast.Expr]bool{}
	var path []*ast.MacroRef
	var walk func(ast.Expr)
	walk = func(e ast.Expr) {
		switch e := e.(type) {
		case *ast.And:
			for _, k := range e.Kids {
				walk(k)
			}
		case *ast.Or:
			for _, k := range e.Kids {
				walk(k)
			}
		case *ast.Not:
			walk(e.X)
		case *ast.MacroRef:
			if e.Body != nil && !done[e.Body] {
				done[e.Body] = true
				path = append(path, e)
				walk(e.Body)
				path = path[:len(path)-1]
			}
		case *ast.Test:
			f(e, path)
		}
	}
	walk(e)
}

// eachField visits the fields of an operand in reading order, without those in
// tuples.
func eachField(o ast.Operand, f func(*ast.Field)) {
	switch o := o.(type) {
	case *ast.Field:
		f(o)
	case *ast.Call:
		for _, a := range o.Args {
			eachField(a, f)
		}
	}
}
