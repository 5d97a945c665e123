package compiler

import (
	"slices"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/merge"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/grammar"
)

// View is the compiled rule set as people and tools look at it, in the order of
// definition.
type View struct {
	EngineVersion string // the highest required, "0.0.0" when none is
	Rules         []RuleView
	Macros        []MacroView
	Lists         []ListView
}

// RuleView is a rule: texts as collected, and compiled. Changes are the places of
// the items that made it what it is, its definition first; At is the last complete
// definition.
type RuleView struct {
	Changes           []source.Pos
	Name, Description string
	Condition         string
	ConditionCompiled string
	Output            string
	OutputCompiled    string
	Priority, Source  string
	Tags              []string
	Enabled           bool
	Capture           bool
	CaptureDuration   uint32
	Events            []string // the names of the events that it sees
	Lists, Macros     []string // that its condition names
	At                source.Pos
}

// MacroView is a macro.
type MacroView struct {
	Changes           []source.Pos
	Name              string
	Condition         string
	ConditionCompiled string
	Used              bool
	Lists, Macros     []string
	At                source.Pos
}

// ListView is a list.
type ListView struct {
	Changes       []source.Pos
	Name          string
	Items         []string // that are no names of lists
	ItemsCompiled []string
	Lists         []string // that it names
	Used          bool
	At            source.Pos
}

var priorityNames = [...]string{"Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Informational", "Debug"}

func (p *program) view(c *merge.Collector) *View {
	v := &View{EngineVersion: c.EngineVersion.String()}
	for _, r := range p.done {
		v.Rules = append(v.Rules, RuleView{
			Changes: places(r.Changes),
			Name:    r.Name, Description: r.Desc.S, Condition: r.Cond.S, ConditionCompiled: r.compiled(),
			Output: r.Output.S, OutputCompiled: r.output, Priority: priorityNames[r.Priority], Source: r.Source, Tags: r.Tags,
			Enabled: r.Enabled, Capture: r.Capture, CaptureDuration: r.CaptureDuration, Events: r.infer.Names(),
			Lists: r.cond.Lists, Macros: r.cond.Macros, At: r.Ctx.Span().Pos,
		})
	}
	for _, m := range p.macros.All {
		v.Macros = append(v.Macros, MacroView{Changes: places(m.Changes), Name: m.Name, Condition: m.Cond.S, ConditionCompiled: grammar.String(m.Expr), Used: m.Used,
			Lists: m.Condition.Lists, Macros: m.Condition.Macros, At: m.Ctx.Span().Pos})
	}
	for _, l := range p.lists.All {
		lv := ListView{Changes: places(l.Changes), Name: l.Name, Lists: l.Refs, Used: l.Used, At: l.Ctx.Span().Pos}
		for _, t := range l.Items {
			if t.S == l.Name || !slices.Contains(l.Refs, t.S) {
				lv.Items = append(lv.Items, t.S)
			}
		}
		for _, t := range l.Compiled {
			lv.ItemsCompiled = append(lv.ItemsCompiled, t.S)
		}
		v.Lists = append(v.Lists, lv)
	}
	return v
}

func places(list []*diag.Context) []source.Pos {
	out := make([]source.Pos, len(list))
	for i, c := range list {
		out[i] = c.Span().Pos
	}
	return out
}
