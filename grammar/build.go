package grammar

import (
	"github.com/antlr4-go/antlr/v4"

	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/grammar/parser"
)

// builder turns the generated parser's contexts into the tree of package ast.
// Its recursion is as deep as the lexer lets the text be.
type builder struct{ text string }

func (b builder) span(c antlr.ParserRuleContext) ast.Span {
	return ast.Span{Start: c.GetStart().(*token).start, End: c.GetStop().(*token).end}
}

func (b builder) cut(t antlr.Token) string {
	at := t.(*token)
	return b.text[at.start:at.end]
}

func (b builder) condition(c parser.IConditionContext) ast.Expr {
	return b.disjunction(c.GetExpr())
}

func (b builder) disjunction(c parser.IDisjunctionContext) ast.Expr {
	first := b.conjunction(c.GetFirst())
	rest := c.GetRest()
	if len(rest) == 0 {
		return first
	}
	or := &ast.Or{Sp: b.span(c), Kids: make([]ast.Expr, 1, 1+len(rest))}
	or.Kids[0] = first
	for _, r := range rest {
		if g := r.GetParen(); g != nil {
			or.Kids = append(or.Kids, b.disjunction(g.GetExpr()))
		} else {
			or.Kids = append(or.Kids, b.conjunction(r.GetExpr()))
		}
	}
	return or
}

func (b builder) conjunction(c parser.IConjunctionContext) ast.Expr {
	first := b.negation(c.GetFirst())
	rest := c.GetRest()
	if len(rest) == 0 {
		return first
	}
	and := &ast.And{Sp: b.span(c), Kids: make([]ast.Expr, 1, 1+len(rest))}
	and.Kids[0] = first
	for _, r := range rest {
		if g := r.GetParen(); g != nil {
			and.Kids = append(and.Kids, b.disjunction(g.GetExpr()))
		} else {
			and.Kids = append(and.Kids, b.negation(r.GetExpr()))
		}
	}
	return and
}

func (b builder) negation(c parser.INegationContext) ast.Expr {
	var x ast.Expr
	if g := c.GetParen(); g != nil {
		x = b.disjunction(g.GetExpr())
	} else {
		x = b.check(c.GetExpr())
	}
	if len(c.GetNots())%2 == 0 {
		return x
	}
	return &ast.Not{Sp: b.span(c), X: x}
}

func (b builder) check(c parser.ICheckContext) ast.Expr {
	switch {
	case c.GetParen() != nil:
		return b.disjunction(c.GetParen().GetExpr())
	case c.GetMacro() != nil:
		return &ast.MacroRef{Sp: b.span(c), Name: b.cut(c.GetMacro())}
	}
	cmp := c.GetTest()
	test := &ast.Test{
		Sp:     b.span(c),
		Left:   b.operand(c.GetLeft()),
		Op:     b.cut(cmp.GetOp()),
		OpSpan: cmp.GetOp().(*token).span(),
	}
	if mod := cmp.GetModifier(); mod != nil {
		test.Mod = b.cut(mod)
	}
	switch {
	case cmp.GetValue() != nil:
		lit := b.literal(cmp.GetValue())
		test.Right = &lit
	case cmp.GetValues() != nil:
		test.Right = b.list(cmp.GetValues())
	case cmp.GetRef() != nil:
		test.Right = b.reference(cmp.GetRef())
	}
	return test
}

func (b builder) list(c parser.IListContext) *ast.List {
	if name := c.GetName(); name != nil {
		lit := b.literal(name)
		return &ast.List{Sp: b.span(c), Elems: []*ast.Literal{&lit}, Ident: true}
	}
	items := c.GetItems()
	list := &ast.List{Sp: b.span(c)}
	if len(items) == 0 {
		return list
	}
	lits := make([]ast.Literal, len(items))
	list.Elems = make([]*ast.Literal, len(items))
	for i, item := range items {
		lits[i] = b.literal(item)
		list.Elems[i] = &lits[i]
	}
	return list
}

// literal reads a constant, or another token as its plain text.
func (b builder) literal(t antlr.Token) ast.Literal {
	lit := ast.Literal{Sp: t.(*token).span(), Text: b.cut(t)}
	switch t.(*token).kind {
	case Quoted:
		lit.Kind = ast.Quoted
		lit.Text = b.unquote(t)
	case Number:
		lit.Kind = ast.Number
	case Hex:
		lit.Kind = ast.Hex
	}
	return lit
}

// unquote reads a quoted string, which the lexer has found sound.
func (b builder) unquote(t antlr.Token) string {
	text, _ := unescape(b.cut(t))
	return text
}

func (b builder) reference(c parser.IReferenceContext) ast.Right {
	if c.GetApply() != nil {
		return b.call(c.GetApply())
	}
	field := b.field(c.GetName())
	if c.GetIndex() == nil {
		field.Sp = b.span(c)
		field.Val = true
		return field
	}
	// No transformer takes an argument like this one, and val does neither.
	call := &ast.Call{Sp: b.span(c), Name: "val", Args: []ast.Operand{field}}
	call.Arg, call.HasArg = b.selector(c.GetIndex())
	return call
}

func (b builder) operand(c parser.IOperandContext) ast.Operand {
	if c.GetApply() != nil {
		return b.call(c.GetApply())
	}
	return b.field(c.GetName())
}

func (b builder) field(c parser.IFieldContext) *ast.Field {
	field := &ast.Field{Sp: b.span(c), Name: b.cut(c.GetName())}
	field.Arg, field.HasArg = b.selector(c.GetIndex())
	return field
}

func (b builder) selector(c parser.ISelectorContext) (arg string, has bool) {
	if c == nil {
		return "", false
	}
	if c.GetArg().(*token).kind == Quoted {
		return b.unquote(c.GetArg()), true
	}
	return b.cut(c.GetArg()), true
}

func (b builder) call(c parser.ICallContext) *ast.Call {
	args := c.GetArgs()
	call := &ast.Call{Sp: b.span(c), Name: b.cut(c.GetName()), Args: make([]ast.Operand, len(args))}
	for i, arg := range args {
		switch {
		case arg.GetExpr() != nil:
			call.Args[i] = b.operand(arg.GetExpr())
		case arg.GetValue() != nil:
			lit := b.literal(arg.GetValue())
			call.Args[i] = &lit
		default:
			call.Args[i] = b.tuple(arg.GetItems())
		}
	}
	call.Arg, call.HasArg = b.selector(c.GetIndex())
	return call
}

func (b builder) tuple(c parser.ITupleContext) *ast.Tuple {
	elems := c.GetElems()
	tuple := &ast.Tuple{Sp: b.span(c), Elems: make([]ast.Operand, len(elems))}
	for i, elem := range elems {
		if elem.GetExpr() != nil {
			tuple.Elems[i] = b.operand(elem.GetExpr())
			continue
		}
		lit := b.literal(elem.GetValue())
		tuple.Elems[i] = &lit
	}
	return tuple
}
