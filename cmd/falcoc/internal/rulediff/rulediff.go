// Package rulediff compares two rule sets in meaning: which rules came, went, or match
// more or less than before, and what else about them changed.
package rulediff

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Side is one of the rule sets.
type Side struct {
	Bundle *vm.Bundle
	View   *compiler.View // nil for a bundle, which knows no lists and macros
	costs  map[string]float64
	index  map[string]int
}

// FromRules makes a side of what compiled.
func FromRules(view *compiler.View, rules []codegen.Rule) (*Side, error) {
	b, err := codegen.Build(rules, codegen.Options{})
	if err != nil {
		return nil, err
	}
	s := FromBundle(b)
	s.View = view
	s.costs = map[string]float64{}
	for i := range rules {
		s.costs[rules[i].Info.Name] = codegen.Estimate(rules[i])
	}
	return s, nil
}

// FromBundle makes a side of a bundle, which must have been verified.
func FromBundle(b *vm.Bundle) *Side {
	s := &Side{Bundle: b, index: map[string]int{}}
	for i := range b.Rules {
		s.index[b.Rules[i].Name] = i
	}
	return s
}

// Change is what is different about one thing.
type Change struct {
	Kind  string   `json:"kind"` // rule, macro, list
	Name  string   `json:"name"`
	What  string   `json:"what"` // added, removed, changed
	Facts []Fact   `json:"facts,omitempty"`
	Rules []string `json:"rules,omitempty"` // that a macro or list reaches
}

// Fact is one difference.
type Fact struct {
	What string `json:"what"` // enabled, condition, priority, output, tags, ...
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
	// For conditions: the relation, and an event for each direction where one was found.
	Relation Relation `json:"relation,omitempty"`
	Gained   *Example `json:"now_matches,omitempty"`
	Lost     *Example `json:"no_longer_matches,omitempty"`
}

// Example is an event that only one of the sides matches.
type Example struct {
	Capture string `json:"capture"`
	Event   uint64 `json:"event"`
}

// Compare lists the differences: rules in the order of the new side, then macros and lists.
func Compare(old, new *Side, captures []string) ([]Change, error) {
	gained, lost, err := examples(old, new, captures)
	if err != nil {
		return nil, err
	}
	changes := []Change{}
	for i := range new.Bundle.Rules {
		r := &new.Bundle.Rules[i]
		j, ok := old.index[r.Name]
		if !ok {
			changes = append(changes, Change{Kind: "rule", Name: r.Name, What: "added", Facts: []Fact{{What: "priority", New: priority(r)}, {What: "condition", New: r.Condition}}})
			continue
		}
		facts := facts(old, new, j, i)
		if f := condition(old, new, j, i, gained[r.Name], lost[r.Name]); f != nil {
			facts = append([]Fact{*f}, facts...)
		}
		if len(facts) > 0 {
			changes = append(changes, Change{Kind: "rule", Name: r.Name, What: "changed", Facts: facts})
		}
	}
	for i := range old.Bundle.Rules {
		if r := &old.Bundle.Rules[i]; !has(new, r.Name) {
			changes = append(changes, Change{Kind: "rule", Name: r.Name, What: "removed", Facts: []Fact{{What: "priority", Old: priority(r)}}})
		}
	}
	if old.View != nil && new.View != nil {
		changes = append(changes, macros(old.View, new.View)...)
		changes = append(changes, lists(old.View, new.View)...)
	}
	return changes, nil
}

func has(s *Side, rule string) bool { _, ok := s.index[rule]; return ok }

func priority(r *vm.RuleInfo) string { return alert.Priorities[r.Priority] }

func facts(old, new *Side, o, n int) (out []Fact) {
	a, b := &old.Bundle.Rules[o], &new.Bundle.Rules[n]
	add := func(what, before, after string) {
		if before != after {
			out = append(out, Fact{What: what, Old: before, New: after})
		}
	}
	yes := func(b bool) string {
		if b {
			return "yes"
		}
		return "no"
	}
	add("enabled", yes(a.Enabled), yes(b.Enabled))
	add("priority", priority(a), priority(b))
	add("output", output(old.Bundle, a), output(new.Bundle, b))
	add("tags", strings.Join(a.Tags, ", "), strings.Join(b.Tags, ", "))
	add("desc", strings.TrimSpace(a.Desc), strings.TrimSpace(b.Desc))
	add("source", a.Source, b.Source)
	add("capture", yes(a.Capture), yes(b.Capture))
	add("capture duration", fmt.Sprint(a.CaptureDuration), fmt.Sprint(b.CaptureDuration))
	// Guesses that are close together are the same.
	if ca, cb := old.costs[a.Name], new.costs[b.Name]; ca > 0 && cb > 0 && math.Abs(ca-cb) > 0.2*max(ca, cb) {
		add("cost", fmt.Sprintf("about %.0f ns", ca), fmt.Sprintf("about %.0f ns", cb))
	}
	return out
}

// output prints an output from its parts.
func output(b *vm.Bundle, r *vm.RuleInfo) string {
	var t strings.Builder
	for _, p := range r.Output {
		switch {
		case p.Reg < 0:
			t.WriteString(p.Text)
		case p.Hidden:
		default:
			t.WriteByte('%')
			if p.Width > 0 {
				fmt.Fprint(&t, p.Width)
			}
			t.WriteString(register(b, p.Reg))
		}
	}
	return t.String()
}

// register prints what a register holds.
func register(b *vm.Bundle, reg int) string {
	r := &b.Regs[reg]
	switch r.Op {
	case vm.RegField:
		return b.Imports[r.Arg].Field
	case vm.RegConst:
		return fmt.Sprintf("%q", b.Consts[r.Arg].S)
	}
	args := make([]string, r.N)
	for i := range args {
		args[i] = register(b, int(b.Operands[int(r.First)+i]))
	}
	return fmt.Sprintf("%v(%s)", r.Op, strings.Join(args, ", "))
}

// condition is the difference between two conditions, nil when there is none.
func condition(old, new *Side, o, n int, gained, lost *Example) *Fact {
	a, b := &old.Bundle.Rules[o], &new.Bundle.Rules[n]
	if a.Condition == b.Condition && gained == nil && lost == nil {
		return nil
	}
	return &Fact{What: "condition", Old: a.Condition, New: b.Condition, Relation: Relate(a.Condition, b.Condition), Gained: gained, Lost: lost}
}

func macros(a, b *compiler.View) (out []Change) {
	for i := range b.Macros {
		m := &b.Macros[i]
		c := Change{Kind: "macro", Name: m.Name, What: "added", Rules: users(b, m.Name)}
		if j := slices.IndexFunc(a.Macros, func(x compiler.MacroView) bool { return x.Name == m.Name }); j >= 0 {
			if a.Macros[j].ConditionCompiled == m.ConditionCompiled {
				continue
			}
			c.What = "changed"
			c.Facts = []Fact{{What: "condition", Old: a.Macros[j].ConditionCompiled, New: m.ConditionCompiled, Relation: Relate(a.Macros[j].ConditionCompiled, m.ConditionCompiled)}}
		}
		out = append(out, c)
	}
	for i := range a.Macros {
		m := &a.Macros[i]
		if !slices.ContainsFunc(b.Macros, func(x compiler.MacroView) bool { return x.Name == m.Name }) {
			out = append(out, Change{Kind: "macro", Name: m.Name, What: "removed", Rules: users(a, m.Name)})
		}
	}
	return out
}

func lists(a, b *compiler.View) (out []Change) {
	for i := range b.Lists {
		l := &b.Lists[i]
		c := Change{Kind: "list", Name: l.Name, What: "added", Rules: users(b, l.Name)}
		if j := slices.IndexFunc(a.Lists, func(x compiler.ListView) bool { return x.Name == l.Name }); j >= 0 {
			var facts []Fact
			if gone := without(a.Lists[j].ItemsCompiled, l.ItemsCompiled); len(gone) > 0 {
				facts = append(facts, Fact{What: "items removed", Old: strings.Join(gone, ", ")})
			}
			if come := without(l.ItemsCompiled, a.Lists[j].ItemsCompiled); len(come) > 0 {
				facts = append(facts, Fact{What: "items added", New: strings.Join(come, ", ")})
			}
			if facts == nil {
				continue
			}
			c.What, c.Facts = "changed", facts
		}
		out = append(out, c)
	}
	for i := range a.Lists {
		l := &a.Lists[i]
		if !slices.ContainsFunc(b.Lists, func(x compiler.ListView) bool { return x.Name == l.Name }) {
			out = append(out, Change{Kind: "list", Name: l.Name, What: "removed", Rules: users(a, l.Name)})
		}
	}
	return out
}

func without(list, other []string) (out []string) {
	for _, s := range list {
		if !slices.Contains(other, s) {
			out = append(out, s)
		}
	}
	return out
}

// users are the rules that a macro or a list reaches.
func users(v *compiler.View, name string) (rules []string) {
	reached := map[string]bool{name: true}
	named := func(lists ...[]string) bool {
		for _, list := range lists {
			if slices.ContainsFunc(list, func(s string) bool { return reached[s] }) {
				return true
			}
		}
		return false
	}
	for again := true; again; {
		again = false
		mark := func(name string, used bool) {
			if used && !reached[name] {
				reached[name], again = true, true
			}
		}
		for i := range v.Lists {
			mark(v.Lists[i].Name, named(v.Lists[i].Lists))
		}
		for i := range v.Macros {
			mark(v.Macros[i].Name, named(v.Macros[i].Lists, v.Macros[i].Macros))
		}
	}
	for i := range v.Rules {
		if named(v.Rules[i].Lists, v.Rules[i].Macros) {
			rules = append(rules, v.Rules[i].Name)
		}
	}
	return rules
}

// examples replays captures with both sides and finds, by rule, an event that only the
// new one matches and one that only the old one matches.
func examples(old, new *Side, captures []string) (gained, lost map[string]*Example, err error) {
	gained, lost = map[string]*Example{}, map[string]*Example{}
	for _, c := range captures {
		if err := replay(old, new, c, gained, lost); err != nil {
			return nil, nil, fmt.Errorf("capture %s: %w", c, err)
		}
	}
	return gained, lost, nil
}

func replay(old, new *Side, capture string, gained, lost map[string]*Example) (err error) {
	src, err := scap.Open(capture)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	s := runtime.NewStream(src, state.Options{})
	var machines [2]*vm.Machine
	for i, side := range []*Side{old, new} {
		machines[i], err = vm.NewMachine(side.Bundle, func(imp vm.Import) (vm.Extractor, error) { return fields.BindText(s.Fields, imp.Field) })
		if err != nil {
			return err
		}
	}
	type pair struct {
		name string
		o, n int
	}
	var pairs []pair
	for name, n := range new.index {
		if o, ok := old.index[name]; ok && old.Bundle.Rules[o].Condition != new.Bundle.Rules[n].Condition {
			pairs = append(pairs, pair{name, o, n})
		}
	}
	return s.Each(func() error {
		id := s.Ev.Type
		machines[0].Begin(id)
		machines[1].Begin(id)
		for _, p := range pairs {
			if !sees(old, p.o, id) && !sees(new, p.n, id) {
				continue
			}
			was, is := machines[0].Rule(p.o), machines[1].Rule(p.n)
			if is && !was && gained[p.name] == nil {
				gained[p.name] = &Example{capture, s.Fields.St.Num}
			}
			if was && !is && lost[p.name] == nil {
				lost[p.name] = &Example{capture, s.Fields.St.Num}
			}
		}
		return nil
	})
}

func sees(s *Side, rule int, id catalog.EventID) bool { return s.Bundle.Rules[rule].Events.Has(id) }

// Text writes the changes for people.
func Text(w io.Writer, changes []Change, colour bool) error {
	out := bufio.NewWriter(w)
	marks := map[string]string{"added": "+", "removed": "-", "changed": "~"}
	colours := map[string]string{"added": "\x1b[32m", "removed": "\x1b[31m", "changed": "\x1b[33m"}
	for _, c := range changes {
		line := fmt.Sprintf("%s %s %s", marks[c.What], c.Kind, c.Name)
		if colour {
			line = colours[c.What] + line + "\x1b[0m"
		}
		fmt.Fprintln(out, line)
		for _, f := range c.Facts {
			f.text(out)
		}
		if len(c.Rules) > 0 {
			fmt.Fprintf(out, "    reaches: %s\n", strings.Join(c.Rules, ", "))
		}
	}
	return out.Flush()
}

func (f *Fact) text(w *bufio.Writer) {
	label := f.What
	if f.Relation != "" {
		label = string(f.Relation)
		if f.Relation == Same {
			label = "written in another way"
		}
	}
	switch {
	case f.Old == "":
		fmt.Fprintf(w, "    %s: %s\n", label, f.New)
	case f.New == "":
		fmt.Fprintf(w, "    %s: %s\n", label, f.Old)
	case len(f.Old)+len(f.New) < 80:
		fmt.Fprintf(w, "    %s: %s -> %s\n", label, f.Old, f.New)
	default:
		fmt.Fprintf(w, "    %s:\n      - %s\n      + %s\n", label, f.Old, f.New)
	}
	if f.Gained != nil {
		fmt.Fprintf(w, "    now matches event %d of %s\n", f.Gained.Event, f.Gained.Capture)
	}
	if f.Lost != nil {
		fmt.Fprintf(w, "    no longer matches event %d of %s\n", f.Lost.Event, f.Lost.Capture)
	}
}
