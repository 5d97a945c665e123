package resolve

import (
	"fmt"
	"slices"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/merge"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
)

// MaxNodes is how many nodes a condition may have with its macros expanded.
const MaxNodes = 1 << 20

// MaxTotal is how many nodes all conditions together may have with their macros
// expanded: they are printed so for users.
const MaxTotal = 1 << 23

// MaxMacroDepth is how many macros may stand in each other.
const MaxMacroDepth = 500

// CodeTooLarge is the code of conditions that grow beyond a limit.
const CodeTooLarge = "FALCOC_TOO_LARGE"

// Condition is a text on its way to a tree.
type Condition struct {
	Collected source.Text // exceptions written out
	Text      source.Text // list names replaced: what spans count in
	Expr      ast.Expr
	Lists     []string // names of the lists and macros in it
	Macros    []string
	ctx       *diag.Context // of the item
	condCtx   *diag.Context
	size      int  // nodes with macros expanded
	depth     int  // macros in each other
	broken    bool // a macro in it has been reported as broken
}

// Cache keeps what need not be done again when the same collector is compiled
// after every file. Trees in it are never changed.
type Cache struct {
	parsed map[string]parsed
	linked map[string]linked
}

type parsed struct {
	expr ast.Expr
	err  *grammar.Error
	size int
}

// linked is a condition whose references have been resolved: the macros named in
// it, and what they stood for.
type linked struct {
	expr   ast.Expr
	macros []string
	bodies []ast.Expr
	size   int
	depth  int
}

// NewCache makes an empty cache.
func NewCache() *Cache {
	return &Cache{parsed: map[string]parsed{}, linked: map[string]linked{}}
}

func (c *Cache) parse(text string) parsed {
	p, ok := c.parsed[text]
	if !ok {
		p.expr, p.err = grammar.ParseCondition(text, grammar.MaxDepth)
		if p.err == nil {
			p.size = count(p.expr)
		}
		c.parsed[text] = p
	}
	return p
}

// Parse substitutes lists in a text and parses it.
func (ls *Lists) Parse(text source.Text, condCtx, ctx *diag.Context) (*Condition, *diag.Diagnostic) {
	c := &Condition{Collected: text, ctx: ctx, condCtx: condCtx}
	var ok bool
	if c.Text, c.Lists, ok = ls.Substitute(text); !ok {
		return c, c.tooLarge("the condition is too long with its lists in place")
	}
	p := ls.cache.parse(c.Text.S)
	if err := p.err; err != nil {
		end := min(err.Offset+1, len(c.Text.S))
		d := c.at(ast.Span{Start: int32(err.Offset), End: int32(end)})
		d.Code, d.Message = "LOAD_ERR_COMPILE_CONDITION", err.Msg
		d.Context = diag.Expression(c.Text.S, err.Offset, err.Line, err.Col, condCtx)
		return c, d
	}
	c.Expr, c.size = p.expr, p.size
	return c, nil
}

func (c *Condition) tooLarge(msg string) *diag.Diagnostic {
	return &diag.Diagnostic{Code: CodeTooLarge, Message: msg, Primary: c.condCtx.Span(), Context: c.condCtx}
}

// at makes a finding at a place of the condition, with how the place came in.
func (c *Condition) at(sp ast.Span) *diag.Diagnostic {
	d := &diag.Diagnostic{}
	var via *source.Via
	d.Primary, via = Place(c.Text, sp)
	if d.Primary.File == nil {
		d.Primary = c.condCtx.Span()
	}
	d.Labels = Chain(via)
	return d
}

// Place finds the part of a file that a span of a text comes from.
func Place(t source.Text, sp ast.Span) (diag.Span, *source.Via) {
	start, via := t.At(int(sp.Start))
	end := start.Off + 1
	if sp.End > sp.Start+1 {
		if last, v := t.At(int(sp.End) - 1); last.File == start.File && v == via && last.Off >= start.Off {
			end = last.Off + 1
		}
	}
	if start.File != nil {
		end = min(end, len(start.File.Data))
	}
	return diag.Span{Pos: start, End: max(end, start.Off)}, via
}

// Chain explains through what a place came into a condition.
func Chain(via *source.Via) []diag.Label {
	var out []diag.Label
	for ; via != nil && len(out) < 16; via = via.Up {
		if via.At.File != nil {
			out = append(out, diag.Label{Span: diag.At(via.At, len(via.Name)), Msg: "from " + via.What + " '" + via.Name + "', named here"})
		}
	}
	return out
}

// Macro is a macro with its condition.
type Macro struct {
	*merge.Macro
	*Condition
	Used     bool
	Broken   bool // its condition does not parse or names unknown macros
	resolved bool
}

// Macros links macro references.
type Macros struct {
	All    []*Macro
	cache  *Cache
	byName map[string]*Macro
	total  int // nodes of the rules linked
}

// NewMacros parses the macros of a collector. The findings are in order of
// definition.
func NewMacros(c *merge.Collector, ls *Lists, report func(*diag.Diagnostic)) *Macros {
	ms := &Macros{cache: ls.cache, byName: make(map[string]*Macro, len(c.Macros))}
	for _, m := range c.Macros {
		cond, err := ls.Parse(m.Cond, m.CondCtx, m.Ctx)
		if err != nil {
			report(err)
		}
		mac := &Macro{Macro: m, Condition: cond, Broken: err != nil}
		ms.All = append(ms.All, mac)
		ms.byName[m.Name] = mac
	}
	return ms
}

// Link resolves the references in all macros. Each sees the macros defined
// before it was last changed.
func (ms *Macros) Link(report func(*diag.Diagnostic)) {
	for _, m := range ms.All {
		if m.Expr == nil {
			continue
		}
		if errs := ms.link(m.Condition, m.Visibility, m); len(errs) > 0 {
			m.Broken = true
			m.Expr = nil
			for _, err := range errs {
				report(err)
			}
		}
		m.Broken = m.Broken || m.broken
		m.resolved = true
	}
}

// LinkRule resolves the references of a rule's condition, which sees all macros.
// The errors are about undefined macros, Falco's first; broken says that some macro
// has been reported as broken already.
func (ms *Macros) LinkRule(c *Condition) (broken bool, errs []*diag.Diagnostic) {
	errs = ms.link(c, int(^uint(0)>>1), nil)
	if ms.total += c.size; len(errs) == 0 && ms.total > MaxTotal {
		errs = append(errs, c.tooLarge(fmt.Sprintf("the rules up to here have more than %d nodes with their macros in place", MaxTotal)))
	}
	return c.broken, errs
}

type linker struct {
	ms      *Macros
	cond    *Condition
	limit   int
	stack   []*Macro
	seen    map[string]bool
	clones  map[*Macro]ast.Expr
	loop    *ast.MacroRef
	unknown []*ast.MacroRef // the first, and others of other names in the same text
	size    int
	depth   int
}

func (ms *Macros) link(c *Condition, limit int, self *Macro) []*diag.Diagnostic {
	if ms.recall(c, limit) {
		return nil
	}
	l := &linker{ms: ms, cond: c, limit: limit, seen: map[string]bool{}}
	if self != nil {
		l.stack = append(l.stack, self)
	}
	c.Expr = l.walk(c.Expr, true)
	if l.loop != nil {
		return []*diag.Diagnostic{c.badReference(l.loop, "reference loop in macro '"+l.loop.Name+"'")}
	}
	if len(l.unknown) > 0 {
		errs := make([]*diag.Diagnostic, len(l.unknown))
		for i, ref := range l.unknown {
			errs[i] = c.badReference(ref, "Undefined macro '"+ref.Name+"' used in filter.")
			errs[i].Hint = ms.hint(ref.Name, limit)
		}
		return errs
	}
	c.size += l.size
	c.depth = l.depth
	if c.depth > MaxMacroDepth {
		return []*diag.Diagnostic{c.tooLarge(fmt.Sprintf("more than %d macros stand in each other", MaxMacroDepth))}
	}
	if c.size > MaxNodes {
		return []*diag.Diagnostic{c.tooLarge(fmt.Sprintf("the condition has more than %d nodes with its macros in place", MaxNodes))}
	}
	if c.broken {
		return nil
	}
	e := linked{expr: c.Expr, macros: c.Macros, size: c.size, depth: c.depth}
	for _, name := range c.Macros {
		m := ms.byName[name]
		if !m.resolved || m.Broken {
			return nil
		}
		e.bodies = append(e.bodies, m.Expr)
	}
	ms.cache.linked[c.Text.S] = e
	return nil
}

func (c *Condition) badReference(ref *ast.MacroRef, msg string) *diag.Diagnostic {
	d := c.at(ref.Sp)
	d.Code, d.Message = "LOAD_ERR_VALIDATE", msg
	line, col := lineCol(c.Text.S, int(ref.Sp.Start))
	d.Context = diag.Expression(c.Collected.S, int(ref.Sp.Start), line, col, c.ctx)
	return d
}

// maxUnknown is how many undefined macros of one condition are told.
const maxUnknown = 20

// recall links a condition as it was linked before, if all macros in it still
// stand for the same.
func (ms *Macros) recall(c *Condition, limit int) bool {
	e, ok := ms.cache.linked[c.Text.S]
	if !ok {
		return false
	}
	for i, name := range e.macros {
		if m := ms.byName[name]; m == nil || m.Index >= limit || !m.resolved || m.Broken || m.Expr != e.bodies[i] {
			return false
		}
	}
	for _, name := range e.macros {
		ms.byName[name].Used = true
	}
	c.Expr, c.Macros, c.size, c.depth = e.expr, e.macros, e.size, e.depth
	return true
}

func (ms *Macros) hint(name string, limit int) string {
	if m := ms.byName[name]; m != nil && m.Index >= limit {
		return "the macro is defined later, at " + (source.Pos{File: m.ctx.File, Off: m.ctx.Off}).String() + "; move it up"
	}
	return ""
}

// walk links the references below e. Trees of other macros that are not yet
// linked themselves are cloned, since what they see may differ.
func (l *linker) walk(e ast.Expr, top bool) ast.Expr {
	switch e := e.(type) {
	case *ast.And:
		return &ast.And{Sp: e.Sp, Kids: l.all(e.Kids, top)}
	case *ast.Or:
		return &ast.Or{Sp: e.Sp, Kids: l.all(e.Kids, top)}
	case *ast.Not:
		return &ast.Not{Sp: e.Sp, X: l.walk(e.X, top)}
	case *ast.MacroRef:
		return l.ref(e, top)
	}
	return e
}

func (l *linker) all(kids []ast.Expr, top bool) []ast.Expr {
	out := make([]ast.Expr, len(kids))
	for i, k := range kids {
		out[i] = l.walk(k, top)
	}
	return out
}

func (l *linker) ref(e *ast.MacroRef, top bool) ast.Expr {
	m := l.ms.byName[e.Name]
	if m == nil || m.Index >= l.limit {
		if n := len(l.unknown); n == 0 || top && n < maxUnknown && !slices.ContainsFunc(l.unknown, func(u *ast.MacroRef) bool { return u.Name == e.Name }) {
			l.unknown = append(l.unknown, e)
		}
		return e
	}
	m.Used = true
	if top && !l.seen[e.Name] {
		l.seen[e.Name] = true
		l.cond.Macros = append(l.cond.Macros, e.Name)
	}
	for _, open := range l.stack {
		if open == m {
			if l.loop == nil {
				l.loop = e
			}
			return e
		}
	}
	if m.Broken || m.Expr == nil {
		l.cond.broken = true
		return e
	}
	l.depth = max(l.depth, len(l.stack)+1+m.depth)
	if l.depth > MaxMacroDepth+1 {
		return e // reported when the walk is over
	}
	l.size = min(l.size+m.size, 2*MaxNodes)
	if m.resolved {
		return &ast.MacroRef{Sp: e.Sp, Name: e.Name, Body: m.Expr}
	}
	body, ok := l.clones[m]
	if !ok {
		l.stack = append(l.stack, m)
		body = l.walk(m.Expr, false)
		l.stack = l.stack[:len(l.stack)-1]
		if l.clones == nil {
			l.clones = map[*Macro]ast.Expr{}
		}
		l.clones[m] = body
	}
	return &ast.MacroRef{Sp: e.Sp, Name: e.Name, Body: body}
}

func count(e ast.Expr) int {
	n := 1
	switch e := e.(type) {
	case *ast.And:
		for _, k := range e.Kids {
			n += count(k)
		}
	case *ast.Or:
		for _, k := range e.Kids {
			n += count(k)
		}
	case *ast.Not:
		n += count(e.X)
	}
	return n
}

// lineCol is the line and column, from 1, of an offset in a text, where both CR
// and LF end lines.
func lineCol(s string, off int) (line, col int) {
	line, col = 1, 1
	for i := 0; i < off && i < len(s); i++ {
		col++
		if s[i] == '\n' || s[i] == '\r' {
			line++
			col = 1
		}
	}
	return line, col
}

// FromList says whether a span of the text that path leads to came from a list.
func (ms *Macros) FromList(c *Condition, path []*ast.MacroRef, sp ast.Span) bool {
	if len(path) > 0 {
		if m := ms.byName[path[len(path)-1].Name]; m != nil {
			c = m.Condition
		}
	}
	return c.Text.Via("list", int(sp.Start), int(sp.End))
}

// Finding makes a diagnostic of a finding of the check stage at span sp of the
// text that path leads to. pos is the place that Falco gives, negative for none.
func (ms *Macros) Finding(c *Condition, path []*ast.MacroRef, sp ast.Span, pos int32) *diag.Diagnostic {
	text := c
	var labels []diag.Label
	for _, ref := range path {
		at, via := Place(text.Text, ref.Sp)
		if at.File != nil {
			labels = append(Chain(via), labels...)
			labels = append([]diag.Label{{Span: at, Msg: "in macro '" + ref.Name + "', expanded here"}}, labels...)
		}
		if m := ms.byName[ref.Name]; m != nil {
			text = m.Condition
		}
	}
	d := text.at(sp)
	d.Labels = append(d.Labels, labels...)
	line, col := 0, 0
	if pos >= 0 {
		line, col = lineCol(text.Text.S, int(pos))
	}
	d.Context = diag.Expression(c.Collected.S, max(0, int(pos)), line, col, c.condCtx)
	return d
}
