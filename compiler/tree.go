package compiler

import (
	"slices"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/resolve"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
)

// PartKind is what a part of a condition is.
type PartKind uint8

// The kinds.
const (
	TestPart PartKind = iota
	AndPart
	OrPart
	NotPart
	MacroPart
)

// Part is a piece of a condition with its origin. Parts are shared where a macro is
// used several times: together they are a graph without cycles.
type Part struct {
	Kind   PartKind
	Text   string // as Falco prints it, macros by their names
	Macro  string // name of a MacroPart, whose condition is Kids[0]
	Origin Origin
	Kids   []*Part
	Items  []PartItem // the constants that a test compares with
	Typed  typed.Expr // nil where the condition has errors
}

// PartItem is one constant of a test.
type PartItem struct {
	Text   string
	Origin Origin
}

// Origin says where a piece was written and through what it came to its place.
type Origin struct {
	At    source.Pos
	By    source.Pos // the item that brought it, when that is not the definition
	Via   []Link     // innermost first
	Macro string     // whose text it stands in, "" for the rule itself
}

// Link is a list or an exception through which a text came.
type Link struct {
	What, Name string
	At         source.Pos
}

// Through returns the name of the first link of the kind, "list" or "exception".
func (o *Origin) Through(what string) (string, bool) {
	for _, l := range o.Via {
		if l.What == what {
			return l.Name, true
		}
	}
	return "", false
}

// Tree is the condition of a rule, nil when there is no such rule or it has errors.
func (r *Result) Tree(rule string) *Part {
	if r.prog == nil {
		return nil
	}
	for _, c := range r.prog.done {
		if c.Name == rule {
			t := r.prog.trees()
			return t.part(c.cond.Expr, c.typed, text{c.cond.Text, c.Ctx, c.Changes, ""})
		}
	}
	return nil
}

// MacroTree is the condition of a macro, nil when there is no such macro or it has errors.
func (r *Result) MacroTree(name string) *Part {
	if r.prog == nil || r.prog.macros == nil {
		return nil
	}
	for _, m := range r.prog.macros.All {
		if m.Name == name && m.Expr != nil && !m.Broken {
			expr, _ := check.Condition(m.Expr, check.SourceSyscall)
			t := r.prog.trees()
			return t.part(m.Expr, expr, text{m.Condition.Text, m.Ctx, m.Changes, name})
		}
	}
	return nil
}

// Partial is what compiled even if other things did not: all of it where OK is true.
func (r *Result) Partial() (*View, []codegen.Rule) {
	switch {
	case r.OK():
		return r.View, r.Rules
	case r.prog == nil || r.prog.macros == nil:
		return &View{}, nil
	}
	return r.prog.view(r.collected), r.prog.rules(r.opt)
}

// trees makes parts.
type trees struct {
	macros map[string]*resolve.Macro
	done   map[ast.Expr]*Part
}

func (p *program) trees() *trees {
	t := &trees{map[string]*resolve.Macro{}, map[ast.Expr]*Part{}}
	for _, m := range p.macros.All {
		t.macros[m.Name] = m
	}
	return t
}

// text is the text that spans count in, and the items that made it.
type text struct {
	source.Text
	ctx     *diag.Context
	changes []*diag.Context
	macro   string
}

func (t text) origin(sp ast.Span) Origin {
	at, via := resolve.Place(t.Text, sp)
	o := Origin{At: at.Pos, Macro: t.macro}
	for ; via != nil; via = via.Up {
		o.Via = append(o.Via, Link{via.What, via.Name, via.At})
	}
	where := at.Pos
	if len(o.Via) > 0 {
		where = o.Via[len(o.Via)-1].At
	}
	// The item that a place belongs to is the last one that begins before it.
	var by *diag.Context
	for _, c := range t.changes {
		if c.File == where.File && c.Off <= where.Off && (by == nil || c.Off > by.Off) {
			by = c
		}
	}
	if by != nil && by != t.ctx {
		o.By = by.Span().Pos
	}
	return o
}

func (t *trees) part(e ast.Expr, x typed.Expr, in text) *Part {
	p := &Part{Text: short(e), Origin: in.origin(e.Span()), Typed: x}
	kids := func(list []ast.Expr, typed []typed.Expr) {
		for i, k := range list {
			if i < len(typed) {
				p.Kids = append(p.Kids, t.part(k, typed[i], in))
			} else {
				p.Kids = append(p.Kids, t.part(k, nil, in))
			}
		}
	}
	switch e := e.(type) {
	case *ast.And:
		p.Kind = AndPart
		and, _ := x.(*typed.And)
		if and == nil {
			and = &typed.And{}
		}
		kids(e.Kids, and.Kids)
	case *ast.Or:
		p.Kind = OrPart
		or, _ := x.(*typed.Or)
		if or == nil {
			or = &typed.Or{}
		}
		kids(e.Kids, or.Kids)
	case *ast.Not:
		p.Kind = NotPart
		not, _ := x.(*typed.Not)
		if not == nil {
			not = &typed.Not{}
		}
		p.Kids = []*Part{t.part(e.X, not.X, in)}
	case *ast.MacroRef:
		p.Kind, p.Macro = MacroPart, e.Name
		ref, _ := x.(*typed.Macro)
		if m := t.macros[e.Name]; m != nil && e.Body != nil {
			body := t.done[e.Body]
			if body == nil {
				var inner typed.Expr
				if ref != nil {
					inner = ref.X
				}
				body = t.part(e.Body, inner, text{m.Condition.Text, m.Ctx, m.Changes, m.Name})
				t.done[e.Body] = body
			}
			p.Kids = []*Part{body}
		}
	case *ast.Test:
		var lits []*ast.Literal
		switch r := e.Right.(type) {
		case *ast.Literal:
			lits = []*ast.Literal{r}
		case *ast.List:
			lits = r.Elems
		}
		for _, l := range lits {
			p.Items = append(p.Items, PartItem{l.Text, in.origin(l.Sp)})
		}
	}
	return p
}

// short prints a condition with macros by their names.
func short(e ast.Expr) string { return grammar.String(bare(e)) }

// bare is a condition without the macros' bodies.
func bare(e ast.Expr) ast.Expr {
	all := func(kids []ast.Expr) []ast.Expr {
		kids = slices.Clone(kids)
		for i := range kids {
			kids[i] = bare(kids[i])
		}
		return kids
	}
	switch e := e.(type) {
	case *ast.And:
		return &ast.And{Sp: e.Sp, Kids: all(e.Kids)}
	case *ast.Or:
		return &ast.Or{Sp: e.Sp, Kids: all(e.Kids)}
	case *ast.Not:
		return &ast.Not{Sp: e.Sp, X: bare(e.X)}
	case *ast.MacroRef:
		return &ast.MacroRef{Sp: e.Sp, Name: e.Name}
	}
	return e
}

// ListItems are the items of a list, those of lists that it names in their place.
func (r *Result) ListItems(name string) (items []PartItem) {
	if r.prog == nil || r.prog.lists == nil {
		return nil
	}
	for _, l := range r.prog.lists.All {
		if l.Name != name {
			continue
		}
		for _, t := range l.Compiled {
			in := text{t, l.Ctx, l.Changes, ""}
			items = append(items, PartItem{t.S, in.origin(ast.Span{End: int32(len(t.S))})})
		}
	}
	return items
}
