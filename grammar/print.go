package grammar

import (
	"strings"

	"github.com/falcoc/falcoc/grammar/ast"
)

// String prints a condition as Falco prints compiled conditions: with and and or
// in parentheses, macros replaced by their bodies where these are set. It is for
// people: values with commas or parentheses and empty values read back as
// something else.
func String(e ast.Expr) string {
	var b strings.Builder
	printExpr(&b, e)
	return b.String()
}

func printExpr(b *strings.Builder, e ast.Expr) {
	switch e := e.(type) {
	case *ast.And:
		printKids(b, e.Kids, " and ")
	case *ast.Or:
		printKids(b, e.Kids, " or ")
	case *ast.Not:
		b.WriteString("not ")
		printExpr(b, e.X)
	case *ast.MacroRef:
		if e.Body != nil {
			printExpr(b, e.Body)
		} else {
			b.WriteString(e.Name)
		}
	case *ast.Test:
		printOperand(b, e.Left)
		b.WriteByte(' ')
		b.WriteString(e.Op)
		if e.Mod != "" {
			b.WriteByte(' ')
			b.WriteString(e.Mod)
		}
		if e.Right != nil {
			b.WriteByte(' ')
			printRight(b, e.Right)
		}
	}
}

func printKids(b *strings.Builder, kids []ast.Expr, sep string) {
	b.WriteByte('(')
	for i, kid := range kids {
		if i > 0 {
			b.WriteString(sep)
		}
		printExpr(b, kid)
	}
	b.WriteByte(')')
}

func printRight(b *strings.Builder, r ast.Right) {
	switch r := r.(type) {
	case *ast.Literal:
		escape(b, r.Text)
	case *ast.List:
		if r.Ident && len(r.Elems) == 1 {
			escape(b, r.Elems[0].Text)
			return
		}
		b.WriteByte('(')
		for i, elem := range r.Elems {
			if i > 0 {
				b.WriteString(", ")
			}
			escape(b, elem.Text)
		}
		b.WriteByte(')')
	case *ast.Field:
		printOperand(b, r)
	case *ast.Call:
		printOperand(b, r)
	}
}

func printOperand(b *strings.Builder, o ast.Operand) {
	switch o := o.(type) {
	case *ast.Field:
		if o.Val {
			b.WriteString("val(")
		}
		b.WriteString(o.Name)
		printSelector(b, o.Arg, o.HasArg)
		if o.Val {
			b.WriteByte(')')
		}
	case *ast.Call:
		b.WriteString(o.Name)
		printOperands(b, o.Args)
		printSelector(b, o.Arg, o.HasArg)
	case *ast.Tuple:
		printOperands(b, o.Elems)
	case *ast.Literal:
		escape(b, o.Text)
	}
}

func printOperands(b *strings.Builder, list []ast.Operand) {
	b.WriteByte('(')
	for i, o := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		printOperand(b, o)
	}
	b.WriteByte(')')
}

func printSelector(b *strings.Builder, arg string, has bool) {
	switch {
	case !has:
	case arg == "":
		b.WriteString(`[""]`)
	default:
		b.WriteByte('[')
		escape(b, arg)
		b.WriteByte(']')
	}
}
