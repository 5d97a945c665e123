// Package advise looks for what loads and is probably a mistake: conditions that
// contradict themselves, rules that never fire because an earlier one covers them,
// definitions that replace others in silence, lists with items that have no effect.
// It also says more about errors of other stages: where a missing name is usually
// defined, what an old spelling has become.
//
// Every analysis takes time near linear in the size of the rules; where that would
// need more, it looks at the first part only. A finding is never an error.
package advise

import (
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/items"
	"github.com/falcoc/falcoc/compiler/merge"
	"github.com/falcoc/falcoc/compiler/resolve"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// The codes of the findings.
const (
	CodeContradiction = "FALCOC_CONTRADICTION"
	CodeRedundant     = "FALCOC_REDUNDANT"
	CodeRepeated      = "FALCOC_REPEATED_ITEM"
	CodeHidden        = "FALCOC_HIDDEN_ITEM"
	CodeShadowed      = "FALCOC_SHADOWED_RULE"
	CodeRedefined     = "FALCOC_REDEFINED"
	CodePrecedence    = "FALCOC_PRECEDENCE"
	CodeUnfilled      = "FALCOC_UNFILLED_FIELD"
	CodeMissingList   = "FALCOC_MISSING_LIST"
	CodeRegex         = "FALCOC_REGEX"
	CodeNA            = "FALCOC_NA"
	CodeTag           = "FALCOC_TAG"
	CodeUnloaded      = "FALCOC_UNLOADED_SOURCE"
	CodeOldField      = "FALCOC_OLD_FIELD"
)

// Input is a compiled rule set, as far as it compiled.
type Input struct {
	Steps     []items.Step // of all files, in order
	Collected *merge.Collector
	Lists     *resolve.Lists
	Macros    *resolve.Macros
	Rules     []Rule
}

// Rule is a rule that compiled.
type Rule struct {
	*merge.Rule
	Cond   *resolve.Condition
	Typed  typed.Expr
	Format *typed.Format
	Events catalog.EventSet
}

// Findings adds what there is to say to the list.
func Findings(in *Input, out *diag.List) {
	a := &adviser{Input: in, out: out, done: map[typed.Expr]bool{}, hashed: map[hashKey]uint64{}, opaque: map[hashKey]uint64{}, clauses: map[hashKey][]clause{}, fillings: map[string]*filling{}}
	a.layers()
	a.repeats()
	a.tags()
	a.seams()
	for i := range in.Rules {
		a.rule(&in.Rules[i])
	}
	a.shadows()
	a.unloaded()
	a.explain()
}

type adviser struct {
	*Input
	out  *diag.List
	done map[typed.Expr]bool // parts of macros that have been looked at

	inferences int // made to see which events fill fields
	fillings   map[string]*filling

	hashed, opaque map[hashKey]uint64
	clauses        map[hashKey][]clause
}

func (a *adviser) warn(d *diag.Diagnostic, code, msg, hint string) *diag.Diagnostic {
	d.Code, d.Message, d.Hint, d.Severity, d.BeyondFalco = code, msg, hint, diag.Warning, true
	a.out.Add(d)
	return d
}

// visitor walks the condition of one rule.
type visitor struct {
	*adviser
	rule  *Rule
	path  []*ast.MacroRef
	steps int // of the walk under way
}

// warnIn warns about a span of the text that the visitor is in.
func (v *visitor) warnIn(sp ast.Span, code, msg, hint string) *diag.Diagnostic {
	return v.warn(v.Macros.Finding(v.rule.Cond, v.path, sp, sp.Start), code, msg, hint)
}

// at is the place of a span, and whether all of it was written in one piece there.
func (v *visitor) at(path []*ast.MacroRef, sp ast.Span) diag.Span {
	return v.Macros.Finding(v.rule.Cond, path, sp, sp.Start).Primary
}

func (a *adviser) rule(r *Rule) {
	v := &visitor{adviser: a, rule: r}
	v.visit(r.Typed)
	v.contradictions(r.Typed, true)
	v.unfilled()
}

// visit looks at every comparison and group, those of a macro once.
func (v *visitor) visit(e typed.Expr) {
	switch e := e.(type) {
	case *typed.And:
		v.group(e.Kids, true)
		v.visitAll(e.Kids)
	case *typed.Or:
		v.group(e.Kids, false)
		for _, k := range e.Kids {
			v.contradictions(k, false)
		}
		v.visitAll(e.Kids)
	case *typed.Not:
		v.visit(e.X)
	case *typed.Macro:
		if !v.done[e.X] {
			v.done[e.X] = true
			v.path = append(v.path, e.Ref)
			v.visit(e.X)
			v.path = v.path[:len(v.path)-1]
		}
	case *typed.Pred:
		v.pred(e)
	}
}

func (v *visitor) visitAll(kids []typed.Expr) {
	for _, k := range kids {
		v.visit(k)
	}
}

func (v *visitor) pred(p *typed.Pred) {
	v.hidden(p)
	v.regex(p)
	v.notAvailable(p)
	v.listNames(p)
	v.oldField(p)
}

// span is where a part stands in its text, without the parentheses around it.
func span(e typed.Expr) ast.Span {
	switch e := e.(type) {
	case *typed.And:
		return spans(e.Kids)
	case *typed.Or:
		return spans(e.Kids)
	case *typed.Not:
		return span(e.X)
	case *typed.Macro:
		return e.Ref.Sp
	case *typed.Pred:
		return e.Test.Sp
	}
	return ast.Span{}
}

func spans(kids []typed.Expr) ast.Span {
	if len(kids) == 0 {
		return ast.Span{}
	}
	return ast.Span{Start: span(kids[0]).Start, End: span(kids[len(kids)-1]).End}
}

func where(p source.Pos) string { return p.String() }
