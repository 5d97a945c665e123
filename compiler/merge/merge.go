// Package merge collects the items of rule files, one file after another, into
// the lists, macros and rules that they amount to: later items redefine, append
// to, override or switch off earlier ones, as Falco's collector does.
package merge

import (
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/items"
	"github.com/falcoc/falcoc/compiler/source"
)

// Order is an item's place among all. Index is fixed by its first definition
// and says where it is compiled; Visibility moves with each change: a macro or
// list sees those whose Index is less.
type Order struct {
	Index, Visibility int
	Changes           []*diag.Context // the items that made it, its definition first
	Seams             []Seam          // where something was appended to the condition
}

// Seam is a place in a condition behind which what an item appended begins.
type Seam struct {
	Off int
	By  *diag.Context
}

// List is a collected list.
type List struct {
	items.List
	Order
}

// Macro is a collected macro.
type Macro struct {
	items.Macro
	Order
}

// Rule is a collected rule.
type Rule struct {
	items.Rule
	Order
	UnknownSource bool // collected, but never compiled
}

// Options is what the collector knows of the engine that will run the rules.
type Options struct {
	Engine     items.Version
	Sources    []string                        // known event sources
	ValidField func(field, source string) bool // can stand on the left of an operator
}

// Collector holds what has been collected. Lists, Macros and Rules are in the
// order of their first definition.
type Collector struct {
	opt     Options
	counter int

	Lists         []*List
	Macros        []*Macro
	Rules         []*Rule
	Plugins       []*items.PluginVersions
	EngineVersion items.Version // the highest required

	lists  map[string]*List
	macros map[string]*Macro
	rules  map[string]*Rule
}

// New makes an empty collector.
func New(opt Options) *Collector {
	return &Collector{opt: opt, lists: map[string]*List{}, macros: map[string]*Macro{}, rules: map[string]*Rule{}}
}

// List finds a list by name, nil when there is none.
func (c *Collector) List(name string) *List { return c.lists[name] }

// Macro finds a macro by name, nil when there is none.
func (c *Collector) Macro(name string) *Macro { return c.macros[name] }

// Rule finds a rule by name, nil when there is none.
func (c *Collector) Rule(name string) *Rule { return c.rules[name] }

// Apply carries out a step and returns what there is to say about it. When one
// of the findings is an error, the step may have been carried out in part.
func (c *Collector) Apply(s items.Step) []*diag.Diagnostic {
	var out findings
	switch s := s.(type) {
	case *diag.Diagnostic:
		out = append(out, s)
	case *items.EngineVersion:
		c.engine(s, &out)
	case *items.PluginVersions:
		c.plugin(s, &out)
	case *items.List:
		c.list(s, &out)
	case *items.Macro:
		c.macro(s, &out)
	case *items.Rule:
		c.define(s, &out)
	case *items.Update:
		c.update(s, &out)
	case *items.Toggle:
		c.toggle(s, &out)
	}
	return out
}

type findings []*diag.Diagnostic

func (f *findings) fail(msg, hint string, ctx *diag.Context) bool {
	*f = append(*f, &diag.Diagnostic{Code: "LOAD_ERR_VALIDATE", Message: msg, Hint: hint, Primary: ctx.Span(), Context: ctx})
	return false
}

func (f *findings) warn(code, msg, hint string, ctx *diag.Context) {
	*f = append(*f, &diag.Diagnostic{Code: code, Severity: diag.Warning, Message: msg, Hint: hint, Primary: ctx.Span(), Context: ctx})
}

func (c *Collector) first(by *diag.Context) Order {
	o := Order{Index: c.counter, Visibility: c.counter, Changes: []*diag.Context{by}}
	c.counter++
	return o
}

func (c *Collector) touch(o *Order, by *diag.Context) {
	o.Changes = append(o.Changes, by)
	o.Visibility = c.counter
	c.counter++
}

func (c *Collector) engine(s *items.EngineVersion, out *findings) {
	if !c.opt.Engine.Compatible(s.Version) {
		out.fail("Rules require engine version "+s.Version.String()+", but engine version is "+c.opt.Engine.String(), "", s.Ctx)
		return
	}
	if slices.Compare(s.Version[:], c.EngineVersion[:]) > 0 {
		c.EngineVersion = s.Version
	}
}

func (c *Collector) plugin(s *items.PluginVersions, out *findings) {
	seen := map[string]bool{}
	for _, p := range s.Alternatives {
		if _, ok := items.ParseVersion(p.Version); !ok {
			out.fail("Invalid required version '"+p.Version+"' for plugin '"+p.Name+"'", "a version is three numbers: 1.2.3", s.Ctx)
			return
		}
		if seen[p.Name] {
			out.fail("Defined multiple alternative version requirements for plugin '"+p.Name+"'", "", s.Ctx)
			return
		}
		seen[p.Name] = true
	}
	c.Plugins = append(c.Plugins, s)
}

// MissingPlugin checks the plugin requirements against the plugins that are
// there, and returns what is not satisfied, "" when all is well.
func (c *Collector) MissingPlugin(loaded map[string]items.Version) string {
next:
	for _, req := range c.Plugins {
		var names []string
		for _, p := range req.Alternatives {
			want, _ := items.ParseVersion(p.Version)
			have, ok := loaded[p.Name]
			if !ok {
				names = append(names, p.Name+" (>= "+p.Version+")")
				continue
			}
			if have.Compatible(want) {
				continue next
			}
			return "Plugin '" + p.Name + "' version '" + have.String() + "' is not compatible with required plugin version '" + p.Version + "'"
		}
		return "Plugin requirement not satisfied, must load one of: " + strings.Join(names, ", ")
	}
	return ""
}

func (c *Collector) list(s *items.List, out *findings) {
	old := c.lists[s.Name]
	switch {
	case s.Append && old == nil:
		out.fail("List uses 'append' or 'override.items: append' but no list by that name already exists", "", s.Ctx)
	case s.Append:
		old.Items = append(slices.Clip(old.Items), s.Items...)
		c.touch(&old.Order, s.Ctx)
	case old == nil:
		l := &List{*s, c.first(s.Ctx)}
		c.lists[s.Name] = l
		c.Lists = append(c.Lists, l)
	default:
		old.List = *s
		c.touch(&old.Order, s.Ctx)
	}
}

func (c *Collector) macro(s *items.Macro, out *findings) {
	old := c.macros[s.Name]
	switch {
	case s.Append && old == nil:
		out.fail("Macro uses 'append' or 'override.condition: append' but no macro by that name already exists", "", s.Ctx)
	case s.Append:
		old.Seams = append(old.Seams, Seam{len(old.Cond.S) + 1, s.Ctx})
		old.Cond = appendText(old.Cond, s.Cond)
		c.touch(&old.Order, s.Ctx)
	case old == nil:
		m := &Macro{*s, c.first(s.Ctx)}
		c.macros[s.Name] = m
		c.Macros = append(c.Macros, m)
	default:
		old.Macro, old.Seams = *s, nil
		c.touch(&old.Order, s.Ctx)
	}
}

func appendText(old, add source.Text) source.Text {
	at, _ := add.At(0)
	return source.Concat(old, source.Generated(" ", at), add)
}

const otherSource = "Rule has been re-defined with a different source"

func (c *Collector) define(s *items.Rule, out *findings) {
	old := c.rules[s.Name]
	if old != nil && old.Source != "" && s.Source != "" && old.Source != s.Source {
		out.fail(otherSource, "the rule at "+where(old.Ctx)+" has source "+old.Source, s.Ctx)
		return
	}
	unknown := !slices.Contains(c.opt.Sources, s.Source)
	if unknown {
		out.warn("LOAD_UNKNOWN_SOURCE", "Unknown source "+s.Source+", skipping", "the rule is not compiled", s.Ctx)
	}
	r := *s
	r.Exceptions = slices.Clone(s.Exceptions)
	for i := range r.Exceptions {
		if !c.completeException(&r.Exceptions[i], r.Source, unknown, out) {
			return
		}
	}
	r.Tags = sortedSet(s.Tags)
	if old == nil {
		n := &Rule{r, c.first(s.Ctx), unknown}
		c.rules[s.Name] = n
		c.Rules = append(c.Rules, n)
		return
	}
	old.Rule, old.UnknownSource, old.Seams = r, unknown, nil
	c.touch(&old.Order, s.Ctx)
}

func where(ctx *diag.Context) string {
	return source.Pos{File: ctx.File, Off: ctx.Off}.String()
}

func sortedSet(tags []string) []string {
	t := slices.Clone(tags)
	slices.Sort(t)
	return slices.Compact(t)
}

func (c *Collector) toggle(s *items.Toggle, out *findings) {
	old := c.rules[s.Name]
	if old == nil {
		out.fail("Rule has 'enabled' key but no rule by that name already exists", "", s.Ctx)
		return
	}
	old.Enabled = s.Enabled
	old.Changes = append(old.Changes, s.Ctx)
}

func (c *Collector) update(s *items.Update, out *findings) {
	r := c.rules[s.Name]
	if r != nil && r.Source != "" && s.Source != "" && r.Source != s.Source {
		out.fail(otherSource, "the rule at "+where(r.Ctx)+" has source "+r.Source, s.Ctx)
		return
	}
	if r == nil {
		msg := "Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists"
		if s.Replace {
			msg = "An 'override.<key>: replace' to a rule was requested but no rule by that name already exists"
		}
		out.fail(msg, "rules are looked up in this file above and in the files before it", s.Ctx)
		return
	}
	if s.Replace {
		c.replace(r, s, out)
		return
	}
	if s.Cond == nil && s.Exceptions == nil && s.Output == nil && s.Desc == nil && s.Tags == nil {
		out.fail("Appended rule must have exceptions or condition property", "", s.Ctx)
		return
	}
	if s.Cond != nil && s.Cond.S != "" {
		r.Seams = append(r.Seams, Seam{len(r.Cond.S) + 1, s.Ctx})
	}
	for _, t := range []struct {
		to  *source.Text
		add *source.Text
	}{{&r.Cond, s.Cond}, {&r.Output, s.Output}, {&r.Desc, s.Desc}} {
		if t.add != nil && t.add.S != "" {
			*t.to = appendText(*t.to, *t.add)
		}
	}
	if s.Tags != nil {
		r.Tags = sortedSet(append(slices.Clip(r.Tags), *s.Tags...))
	}
	if s.Exceptions != nil {
		for _, e := range *s.Exceptions {
			if !c.appendException(r, e, out) {
				return
			}
		}
	}
	c.touch(&r.Order, s.Ctx)
}

func (c *Collector) replace(r *Rule, s *items.Update, out *findings) {
	if s.Exceptions != nil {
		ex := slices.Clone(*s.Exceptions)
		for i := range ex {
			if !lazyException(&ex[i], out) {
				return
			}
		}
		r.Exceptions = ex
	}
	if s.Cond != nil {
		r.Cond, r.Seams = *s.Cond, nil
	}
	set(&r.Output, s.Output)
	set(&r.Desc, s.Desc)
	set(&r.Priority, s.Priority)
	set(&r.Enabled, s.Enabled)
	set(&r.Capture, s.Capture)
	set(&r.CaptureDuration, s.CaptureDuration)
	set(&r.WarnEvttypes, s.WarnEvttypes)
	set(&r.SkipUnknown, s.SkipUnknown)
	if s.Tags != nil {
		r.Tags = sortedSet(*s.Tags)
	}
	c.touch(&r.Order, s.Ctx)
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}
