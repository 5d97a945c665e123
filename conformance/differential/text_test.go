package differential

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"github.com/falcoc/falcoc/grammar/ast"
)

// writer writes conditions as text, some parts of them as macros and lists.
type writer struct {
	t     *rapid.T
	items strings.Builder // of the rule file
	n     int
}

func (w *writer) name(kind string) string {
	w.n++
	return fmt.Sprintf("z%s%d", kind, w.n)
}

func (w *writer) expr(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.And:
		return w.kids(e.Kids, " and ")
	case *ast.Or:
		return w.kids(e.Kids, " or ")
	case *ast.Not:
		return "not (" + w.expr(e.X) + ")"
	case *ast.MacroRef:
		body, name := w.expr(e.Body), w.name("macro")
		fmt.Fprintf(&w.items, "- macro: %s\n  condition: %s\n", name, quote(body))
		return name
	case *ast.Test:
		return w.test(e)
	}
	panic(fmt.Sprintf("%T", e))
}

func (w *writer) kids(kids []ast.Expr, sep string) string {
	var out []string
	for _, k := range kids {
		out = append(out, "("+w.expr(k)+")")
	}
	return strings.Join(out, sep)
}

func (w *writer) test(e *ast.Test) string {
	s := operand(e.Left) + " " + e.Op
	if e.Mod != "" {
		s += " " + e.Mod
	}
	switch r := e.Right.(type) {
	case nil:
		return s
	case *ast.Literal:
		if strings.ContainsAny(e.Op, "<>") { // numbers only
			return s + " " + strings.Replace(r.Text, "ssh", "22", 1)
		}
		return s + " " + literal(r.Text)
	case *ast.List:
		var elems []string
		for _, l := range r.Elems {
			elems = append(elems, literal(l.Text))
		}
		if len(elems) > 0 && rapid.IntRange(0, 2).Draw(w.t, "as list") == 0 {
			name := w.name("list")
			fmt.Fprintf(&w.items, "- list: %s\n  items:\n", name)
			for _, el := range elems {
				fmt.Fprintf(&w.items, "    - %s\n", quote(el))
			}
			elems = []string{name}
		}
		return s + " (" + strings.Join(elems, ", ") + ")"
	case ast.Operand:
		return s + " " + operand(r)
	}
	panic(fmt.Sprintf("%T", e.Right))
}

func operand(o ast.Operand) string {
	switch o := o.(type) {
	case *ast.Field:
		s := o.Name
		if o.HasArg {
			s += "[" + o.Arg + "]"
		}
		if o.Val {
			s = "val(" + s + ")"
		}
		return s
	case *ast.Call:
		var args []string
		for _, a := range o.Args {
			args = append(args, operand(a))
		}
		s := o.Name + "(" + strings.Join(args, ", ") + ")"
		if o.HasArg {
			s += "[" + o.Arg + "]"
		}
		return s
	case *ast.Tuple:
		var elems []string
		for _, a := range o.Elems {
			elems = append(elems, operand(a))
		}
		return "(" + strings.Join(elems, ", ") + ")"
	case *ast.Literal:
		return literal(o.Text)
	}
	panic(fmt.Sprintf("%T", o))
}

// literal writes any text in quotes.
func literal(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '"' || c == '\\' {
			fmt.Fprintf(&b, `\x%02x`, c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String() + `"`
}

// quote writes ASCII text as a YAML scalar.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
