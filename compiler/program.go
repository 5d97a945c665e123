package compiler

import (
	"fmt"
	"strings"

	"github.com/falcoc/falcoc/compiler/advise"
	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/merge"
	"github.com/falcoc/falcoc/compiler/resolve"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// program is a collector's content compiled.
type program struct {
	cache  *cache
	lists  *resolve.Lists
	macros *resolve.Macros
	done   []*rule
}

// rule is a rule that compiled.
type rule struct {
	*merge.Rule
	cond   *resolve.Condition
	typed  typed.Expr
	format *typed.Format
	output string // compiled
	infer  check.Inference
	text   string // of the condition with its macros in place
}

// compiled is the condition as Falco prints it.
func (r *rule) compiled() string {
	if r.text == "" {
		r.text = grammar.String(r.cond.Expr)
	}
	return r.text
}

// cache keeps results between compilations of a growing collector.
type cache struct {
	texts   *resolve.Cache
	conds   map[condKey]condition
	outputs map[outputKey]output
}

type condKey struct {
	expr   ast.Expr
	source string
}

type condition struct {
	typed    typed.Expr
	findings []check.Finding
	infer    check.Inference
}

type outputKey struct{ text, source string }

type output struct {
	format   *typed.Format
	findings []check.Finding
}

func newCache() *cache {
	return &cache{resolve.NewCache(), map[condKey]condition{}, map[outputKey]output{}}
}

func (k *cache) condition(e ast.Expr, src string) condition {
	key := condKey{e, src}
	c, ok := k.conds[key]
	if !ok {
		c.typed, c.findings = check.Condition(e, src)
		if c.typed != nil {
			c.infer = check.Infer(e)
		}
		k.conds[key] = c
	}
	return c
}

func (k *cache) output(text, src string) output {
	key := outputKey{text, src}
	o, ok := k.outputs[key]
	if !ok {
		o.format, o.findings = check.Output(text, src)
		k.outputs[key] = o
	}
	return o
}

const skippable = "nonexistent field|invalid formatting token|unknown event type|unknown filter:"

// skips says whether an error is about something unknown, which a rule may ask
// to be skipped for.
func skips(msg string) bool {
	for _, part := range strings.Split(skippable, "|") {
		if strings.Contains(msg, part) {
			return true
		}
	}
	return false
}

// run reports findings until it is told to stop.
type run struct {
	report  func(*diag.Diagnostic) bool
	stopped bool
	errors  int
}

func (r *run) add(d *diag.Diagnostic) bool {
	if r.stopped {
		return false
	}
	if d.Severity == diag.Error {
		r.errors++
	}
	r.stopped = !r.report(d)
	return !r.stopped
}

// compileAll compiles what has been collected: lists, macros, then rules in the
// order of their definition. It stops where report returns false.
func compileAll(c *merge.Collector, known *cache, report func(*diag.Diagnostic) bool) *program {
	r := &run{report: report}
	add := func(d *diag.Diagnostic) { r.add(d) }
	p := &program{cache: known, lists: resolve.NewLists(c, known.texts)}
	p.macros = resolve.NewMacros(c, p.lists, add)
	if r.stopped {
		return p
	}
	p.macros.Link(add)
	if r.stopped {
		return p
	}
	for _, m := range c.Rules {
		if m.UnknownSource {
			continue
		}
		if c := p.rule(m, r); c != nil {
			p.done = append(p.done, c)
		}
		if r.stopped {
			return p
		}
	}
	if r.errors == 0 {
		p.unused(r)
	}
	return p
}

func (p *program) unused(r *run) {
	for _, m := range p.macros.All {
		if !m.Used {
			r.add(&diag.Diagnostic{Code: "LOAD_UNUSED_MACRO", Severity: diag.Warning, Message: "Macro not referred to by any other rule/macro",
				Primary: m.Ctx.Span(), Context: m.Ctx})
		}
	}
	for _, l := range p.lists.All {
		if !l.Used {
			r.add(&diag.Diagnostic{Code: "LOAD_UNUSED_LIST", Severity: diag.Warning, Message: "List not referred to by any other rule/macro",
				Primary: l.Ctx.Span(), Context: l.Ctx})
		}
	}
}

// rule compiles one rule; nil when it has errors or asks to be skipped.
func (p *program) rule(m *merge.Rule, r *run) *rule {
	c := &rule{Rule: m}
	text, err := resolve.Exceptions(m)
	if err != nil {
		r.add(err)
		return nil
	}
	before := r.errors
	outOK := p.outputOf(c, r)
	if r.stopped || !outOK && r.errors == before {
		return nil // stopped, or skipped
	}
	c.cond, err = p.lists.Parse(text, m.CondCtx, m.Ctx)
	if err != nil {
		r.add(err)
		return nil
	}
	broken, errs := p.macros.LinkRule(c.cond)
	for _, err := range errs {
		if !r.add(err) {
			return nil
		}
	}
	if len(errs) > 0 {
		p.others(c, r)
		return nil
	}
	if broken || !p.condition(c, r) || !outOK || r.stopped {
		return nil
	}
	return c
}

// others reports what is wrong with the comparisons of a condition that names macros
// which are not there.
func (p *program) others(c *rule, r *run) {
	for _, f := range p.cache.condition(c.cond.Expr, c.Source).findings {
		if f.Error && f.Code == check.CodeCondition && !(c.SkipUnknown && skips(f.Msg)) {
			d := p.macros.Finding(c.cond, f.Path, f.Span, f.Pos)
			d.Code, d.Message, d.Hint = f.Code, f.Msg, f.Hint
			if !r.add(d) {
				return
			}
		}
	}
}

func (p *program) condition(c *rule, r *run) bool {
	checked := p.cache.condition(c.cond.Expr, c.Source)
	findings := checked.findings
	c.typed = checked.typed
	failed := false
	for _, f := range findings {
		failed = failed || f.Error
	}
	for pass := range 2 {
		for _, f := range findings {
			// Warnings of the compiler come after its errors, or not at all.
			if late := f.Code == check.CodeWarn; late != (pass == 1) {
				continue
			}
			if f.Code == check.CodeNeverTrue && p.macros.FromList(c.cond, f.Path, f.Span) {
				continue // an empty list is there for others to fill
			}
			pos := f.Pos
			if f.Code == check.CodeDeprecated {
				pos = -1
			}
			d := p.macros.Finding(c.cond, f.Path, f.Span, pos)
			d.Code, d.Message, d.Hint, d.DeprecatedField = f.Code, f.Msg, f.Hint, f.Field
			d.BeyondFalco = !diag.IsFalco(f.Code) || failed && pass == 1
			if !f.Error {
				d.Severity = diag.Warning
			}
			if f.Error && c.SkipUnknown && skips(f.Msg) {
				d.Code, d.Severity = "LOAD_UNKNOWN_FILTER", diag.Warning
				r.add(d)
				return false
			}
			if !r.add(d) {
				return false
			}
		}
	}
	if failed {
		return false
	}
	c.infer = checked.infer
	if c.Source == check.SourceSyscall && c.WarnEvttypes && c.infer.TooMany() {
		r.add(&diag.Diagnostic{Code: check.CodeNoEvttype, Severity: diag.Warning, Primary: c.Ctx.Span(), Context: c.Ctx,
			Message: "Rule matches too many evt.type values. This has a significant performance penalty.",
			Hint:    "begin the condition with the events it is about: evt.type in (open, openat) and ..."})
	}
	return true
}

// outputOf checks the rule's output; false when the rule cannot be kept.
func (p *program) outputOf(c *rule, r *run) bool {
	out := p.cache.output(c.Output.S, c.Source)
	for _, f := range out.findings {
		d := &diag.Diagnostic{Code: f.Code, Message: f.Msg, Hint: f.Hint, Context: c.OutputCtx, BeyondFalco: !diag.IsFalco(f.Code) || f.More, DeprecatedField: f.Field}
		if f.Code == check.CodeDeprecated && f.Field == "" {
			d.Context = c.Ctx // of %container.info
		}
		var via *source.Via
		d.Primary, via = resolve.Place(c.Output, f.Span)
		if d.Primary.File == nil {
			d.Primary = c.OutputCtx.Span()
		}
		d.Labels = resolve.Chain(via)
		if !f.Error {
			d.Severity = diag.Warning
		} else if c.SkipUnknown && skips(f.Msg) {
			d.Code, d.Severity = "LOAD_UNKNOWN_FILTER", diag.Warning
		}
		if !r.add(d) || f.Error && d.Severity == diag.Warning {
			return false
		}
	}
	c.format = out.format
	c.output = strings.ReplaceAll(c.Output.S, "%container.info", "")
	return out.format != nil
}

// rules is what codegen makes a bundle of.
func (p *program) rules(opt Options) []codegen.Rule {
	var out []codegen.Rule
	macros := p.macroTexts()
	for _, c := range p.done {
		if opt.MinPriority != nil && c.Priority > *opt.MinPriority {
			continue
		}
		events := check.Events(c.cond.Expr)
		line, _ := c.Ctx.File.LineCol(c.Ctx.Off)
		out = append(out, codegen.Rule{
			Info: vm.RuleInfo{Name: c.Name, Desc: c.Desc.S, Source: c.Source, Priority: c.Priority, Tags: c.Tags, Enabled: c.Enabled,
				Capture: c.Capture, CaptureDuration: c.CaptureDuration, Events: events, Condition: c.compiled(),
				File: c.Ctx.File.Name, Line: line},
			Cond: c.typed, Output: c.format, Events: events, Where: c.where(macros),
		})
	}
	return selected(out, opt.Selections)
}

// input is what the advice is about.
func (p *program) input(parsed []parsedFile, c *merge.Collector) *advise.Input {
	in := &advise.Input{Collected: c, Lists: p.lists, Macros: p.macros, Rules: make([]advise.Rule, 0, len(p.done))}
	for _, f := range parsed {
		in.Steps = append(in.Steps, f.steps...)
	}
	for _, r := range p.done {
		in.Rules = append(in.Rules, advise.Rule{Rule: r.Rule, Cond: r.cond, Typed: r.typed, Format: r.format, Events: check.Events(r.cond.Expr)})
	}
	return in
}

// validField says whether a text can stand on the left of an operator.
func validField(text, src string) bool {
	if !strings.Contains(text, "(") {
		_, err := catalog.ParseField(text)
		return err == nil
	}
	e, err := grammar.ParseCondition(text+" exists", grammar.MaxDepth)
	if err != nil {
		return false
	}
	_, findings := check.Condition(e, src)
	for _, f := range findings {
		if f.Error {
			return false
		}
	}
	return true
}

// Meanings are hashes of what the rules that compiled mean, by name: equal before and
// after a change that changes nothing. They are good for one process only.
func (r *Result) Meanings() map[string]string {
	out := map[string]string{}
	if r.prog == nil {
		return out
	}
	for _, c := range r.prog.done {
		out[c.Name] = fmt.Sprint(advise.Meaning(c.typed), c.output, c.Desc.S, c.Priority, c.Source, c.Enabled, c.Capture, c.CaptureDuration, c.WarnEvttypes, c.SkipUnknown, c.Tags)
	}
	return out
}
