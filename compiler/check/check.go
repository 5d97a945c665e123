// Package check gives conditions and output formats their meaning: it looks
// fields up in the catalogue, fits operators to types, reads literals as their
// operand's type and infers which events a condition can match.
//
// Errors carry Falco's codes and texts, and the first error found is the one that
// Falco reports, but checking goes on to find the others. Warnings beyond Falco's
// have codes of their own. Where Falco's evaluation is plainly not what a rule
// says, the rule means what it says here; Differences lists these places.
package check

import (
	"slices"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// SourceSyscall is the event source of system calls, which has all fields of the
// catalogue; other sources have the generic ones.
const SourceSyscall = "syscall"

// Condition checks a resolved condition of a rule for the event source. The
// expression is nil when one of the findings is an error. A macro that is used
// several times is checked once, and its tree is shared.
func Condition(e ast.Expr, src string) (typed.Expr, []Finding) {
	c := checker{src: src, macros: map[ast.Expr]typed.Expr{}}
	c.deprecated(e)
	t := c.expr(e)
	if src == SourceSyscall {
		c.eventTypes(e)
		if !slices.ContainsFunc(c.findings, func(f Finding) bool { return f.Error }) {
			c.lintEvents(e)
		}
	}
	if slices.ContainsFunc(c.findings, func(f Finding) bool { return f.Error }) {
		return nil, c.findings
	}
	return t, c.findings
}

// Unloaded checks a resolved condition of a rule whose event source is not loaded, as far
// as the fields of its plugin are known: it returns the errors that Falco would give with
// the plugin.
func Unloaded(e ast.Expr, src string) []Finding {
	c := checker{src: src, plugin: true, macros: map[ast.Expr]typed.Expr{}}
	c.expr(e)
	return slices.DeleteFunc(c.findings, func(f Finding) bool { return !f.Error })
}

// UnloadedOperand says what is wrong with an operand in the output of such a rule.
func UnloadedOperand(o ast.Operand, src string) (msg, hint string) {
	c := checker{src: src, plugin: true}
	if _, err := c.operand(o); err != nil {
		return err.msg, err.hint
	}
	return "", ""
}

type checker struct {
	src      string
	plugin   bool // the source is not loaded, its fields are the catalogue's of well-known plugins
	path     []*ast.MacroRef
	macros   map[ast.Expr]typed.Expr // macro bodies already checked
	findings []Finding
	hints    int // given about unknown fields
}

// maxHints bounds the search for names that are like unknown ones.
const maxHints = 100

func (c *checker) add(f Finding) {
	f.Path = slices.Clone(c.path)
	c.findings = append(c.findings, f)
}

// fail reports why a comparison cannot be compiled. Falco reports each such error
// at the comparison's beginning.
func (c *checker) fail(t *ast.Test, err *fault) {
	hint := err.hint
	if err.field != nil && c.hints < maxHints {
		c.hints++
		hint = fieldHint(err.field, c.src, err.err)
	}
	c.add(Finding{Code: CodeCondition, Error: true, Span: err.span, Pos: t.Sp.Start, Msg: err.msg, Hint: hint})
}

func (c *checker) warn(code string, sp ast.Span, msg, hint string) {
	c.add(Finding{Code: code, Span: sp, Pos: sp.Start, Msg: msg, Hint: hint})
}

// fault is why a comparison cannot be compiled.
type fault struct {
	span      ast.Span
	msg, hint string
	field     *ast.Field // with err: a field that cannot be looked up
	err       error
}

func at(n interface{ Span() ast.Span }, msg string) *fault { return &fault{span: n.Span(), msg: msg} }

func (c *checker) expr(e ast.Expr) typed.Expr {
	switch e := e.(type) {
	case *ast.And:
		return &typed.And{Kids: c.exprs(e.Kids)}
	case *ast.Or:
		return &typed.Or{Kids: c.exprs(e.Kids)}
	case *ast.Not:
		return &typed.Not{X: c.expr(e.X)}
	case *ast.MacroRef:
		if e.Body == nil {
			c.add(Finding{Code: "LOAD_ERR_VALIDATE", Error: true, Span: e.Sp, Pos: e.Sp.Start,
				Msg: "Undefined macro '" + e.Name + "' used in filter."})
			return &typed.Or{}
		}
		t, ok := c.macros[e.Body]
		if !ok {
			c.path = append(c.path, e)
			t = c.expr(e.Body)
			c.path = c.path[:len(c.path)-1]
			c.macros[e.Body] = t
		}
		return &typed.Macro{Ref: e, X: t}
	case *ast.Test:
		if p := c.test(e); p != nil {
			return p
		}
	}
	return &typed.Or{}
}

func (c *checker) exprs(in []ast.Expr) []typed.Expr {
	out := make([]typed.Expr, len(in))
	for i, e := range in {
		out[i] = c.expr(e)
	}
	return out
}

// test checks one comparison in the order in which Falco does: the left operand,
// the operator against its type, then the right side value by value.
func (c *checker) test(t *ast.Test) *typed.Pred {
	left, err := c.operand(t.Left)
	if err != nil {
		if err.msg != "" { // else nothing is known of the field
			c.fail(t, err)
		}
		return nil
	}
	op := operators[t.Op]
	if msg := misfit(t.Op, op, t.Mod, left.Type, left.List); msg != "" {
		err := at(t, msg)
		err.span, err.hint = t.OpSpan, misfitHint(op, left)
		c.fail(t, err)
		return nil
	}
	p := &typed.Pred{Test: t, Left: left.Operand, Op: op, Mod: modifiers[t.Mod]}
	switch r := t.Right.(type) {
	case nil:
	case *ast.Literal:
		c.values(p, left, []*ast.Literal{r})
	case *ast.List:
		c.values(p, left, r.Elems)
	case ast.Operand:
		right, err := c.operand(r)
		if err == nil {
			err = rightMisfit(t, op, left, right)
		}
		if err != nil {
			if err.msg != "" {
				c.fail(t, err)
			}
			return nil
		}
		p.Right = right.Operand
	}
	if !c.plugin {
		c.lint(p, left)
	}
	return p
}

// values reads the literals of a right side. A literal that cannot be read is
// reported and left out.
func (c *checker) values(p *typed.Pred, left *operand, lits []*ast.Literal) {
	p.Values = make([]typed.Literal, 0, len(lits))
	for _, l := range lits {
		c.literalWarnings(p, l)
		v, msg, hint := readLiteral(p, left, l.Text)
		if msg != "" {
			c.fail(p.Test, &fault{span: l.Sp, msg: msg, hint: hint})
			continue
		}
		p.Values = append(p.Values, v)
	}
}

// operand is a typed operand with what Falco's checks of it look at.
type operand struct {
	*typed.Operand
	name  string            // of the field, or of the transformer where there is none
	field *catalog.FieldRef // under unary transformers; nil when the value is no field's
	// The type before unary transformers, which the transformers of several
	// arguments go by.
	rawType catalog.Type
	rawList bool
}

func (o *operand) has(f catalog.FieldFlags) bool { return o.field != nil && o.field.Row().Has(f) }
