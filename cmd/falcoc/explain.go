package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/explain"
	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/spf13/cobra"
)

func explainCommand() *cobra.Command {
	format := words("text", "json", "html")
	guards := false
	var from eventFlags
	var depth int
	cmd := &cobra.Command{
		Use:   "explain NAME|FILE:LINE|CODE [FILE|DIR...]",
		Short: "Say what a rule, macro or list means after all files, why a rule matches an event, or what a finding's code means",
		Long: `explain shows what a rule, macro or list means after all files, appends, overrides and exceptions: its condition as a tree
in which each part has its origin. FILE:LINE stands for the item at that place; without further files, FILE is read.

With --event it says why the rule matches an event or why it does not. --event N --capture FILE takes the event from a
capture; --event FILE reads a JSON object of field values, as falcoc capture print --format jsonl and alerts have them.
The tests marked by > decided: those that made the rule match, or a smallest choice of those that would have to be
otherwise. Files with mistakes elsewhere are no hindrance: what compiles is explained, and the exit code is 1.`,
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			if guards {
				return guardsOf(out, args)
			}
			if code, ok := diag.Lookup(args[0]); ok {
				return explainCode(out, code, format.word)
			}
			file, line, isPlace := fileLine(args[0])
			if isPlace && len(args) == 1 {
				args = append(args, file)
			}
			if from.capture != "" && from.event == "" {
				return usageError{errors.New("explain: --capture needs --event")}
			}
			if len(args) == 1 {
				return usageError{fmt.Errorf("explain: %q is no code; to explain a rule, macro or list name its files, too", args[0])}
			}
			res, v, err := partialView(cmd, args[1:])
			if err != nil {
				return err
			}
			if isPlace {
				if args[0], err = itemAt(v, file, line); err != nil {
					return err
				}
			}
			e := explainer{res, v, format.word, explain.Style{Colour: colourful(out), Depth: depth, Indent: "    "}}
			if from.event != "" {
				err = e.event(cmd, args[0], from)
			} else {
				err = e.items(out, args[0])
			}
			if err == nil && !res.OK() {
				err = errFound
			}
			return err
		},
	}
	cmd.Flags().StringVar(&from.event, "event", "", "say why the rule matches this event or not: a number with --capture, or a JSON file of field values")
	cmd.Flags().StringVar(&from.capture, "capture", "", "the capture that the event is in")
	cmd.Flags().IntVar(&depth, "depth", 0, "fold the tree below so many levels")
	cmd.Flags().Var(format, "format", "how it is written")
	cmd.Flags().BoolVar(&guards, "guards", false, "print what the kernel lets through, and for which rules; takes a BUNDLE or FILE...")
	return cmd
}

// explainer answers about the items of files.
type explainer struct {
	res    *compiler.Result
	view   *compiler.View
	format string
	style  explain.Style
}

func (e *explainer) items(out io.Writer, name string) error {
	found := explanations(e.view, name)
	if len(found) == 0 {
		return fmt.Errorf("no rule, macro or list is called %q%s", name, like(e.view, name))
	}
	for _, x := range found {
		x.shadows(e.view)
		tree := treeOf(e.res, x.Kind, name)
		if tree != nil {
			x.Tree = explain.PartJSON(tree)
		} else if x.Kind == "list" {
			x.Tree = explain.ItemsJSON(name, e.res.ListItems(name))
		}
		if rule, ok := compiledRule(e.res, name); ok && x.Kind == "rule" {
			x.Cost = int(codegen.Estimate(rule))
		}
	}
	switch e.format {
	case "json":
		return writeJSON(out, found)
	case "html":
		x := found[0]
		return explain.HTML(out, x.Kind+" "+x.Name, "", x.facts(), x.Tree)
	}
	w := bufio.NewWriter(out)
	for i, x := range found {
		if i > 0 {
			fmt.Fprintln(w)
		}
		x.text(w)
		if tree := treeOf(e.res, x.Kind, name); tree != nil {
			fmt.Fprintln(w, "  tree")
			if err := explain.Tree(w, tree, e.style); err != nil {
				return err
			}
		} else if x.Kind == "list" {
			fmt.Fprintln(w, "  origins")
			if err := explain.Items(w, e.res.ListItems(name), e.style); err != nil {
				return err
			}
		}
	}
	return w.Flush()
}

func (e *explainer) event(cmd *cobra.Command, name string, from eventFlags) error {
	v, err := explainEvent(e.res, name, from, cmd.InOrStdin())
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	switch e.format {
	case "json":
		return writeJSON(out, v.JSON())
	case "html":
		j := v.JSON()
		return explain.HTML(out, "rule "+name, j.Why, nil, j.Tree)
	}
	e.style.Indent = ""
	return v.Text(out, e.style)
}

func explainCode(out io.Writer, c diag.Code, format string) error {
	if format == "html" {
		return explain.HTML(out, c.Name, c.Short, [][2]string{{"", strings.TrimSpace(c.Page)}}, nil)
	}
	if format == "json" {
		return writeJSON(out, map[string]string{"code": c.Name, "short": c.Short, "page": strings.TrimSpace(c.Page)})
	}
	_, err := fmt.Fprintf(out, "%s: %s\n\n%s\n", c.Name, c.Short, strings.TrimSpace(c.Page))
	return err
}

// explanation is what there is to say about one item.
type explanation struct {
	Kind      string        `json:"kind"`
	Name      string        `json:"name"`
	Defined   []string      `json:"defined"` // where it was defined, then where it was changed
	Desc      string        `json:"desc,omitempty"`
	Priority  string        `json:"priority,omitempty"`
	Enabled   *bool         `json:"enabled,omitempty"`
	Tags      []string      `json:"tags,omitempty"`
	Condition string        `json:"condition,omitempty"`
	Expanded  string        `json:"expanded,omitempty"`
	Output    string        `json:"output,omitempty"`
	Items     []string      `json:"items,omitempty"`
	Events    []string      `json:"events,omitempty"`
	Fields    []string      `json:"fields,omitempty"`
	Uses      []string      `json:"uses,omitempty"`
	UsedBy    []string      `json:"used_by,omitempty"`
	Shadows   []string      `json:"shadows,omitempty"` // definitions that no longer count
	Cost      int           `json:"cost_ns,omitempty"` // a guess
	Tree      *explain.JSON `json:"tree,omitempty"`
}

// shadows finds the definitions that a later one replaced.
func (x *explanation) shadows(v *compiler.View) {
	add := func(changes []source.Pos, at source.Pos) {
		for _, c := range changes {
			if c == at {
				break
			}
			x.Shadows = append(x.Shadows, origins([]source.Pos{c})...)
		}
	}
	for i := range v.Rules {
		if r := &v.Rules[i]; x.Kind == "rule" && r.Name == x.Name {
			add(r.Changes, r.At)
		}
	}
	for i := range v.Macros {
		m := &v.Macros[i]
		switch {
		case m.Name != x.Name:
		case x.Kind == "macro":
			add(m.Changes, m.At)
		case x.Kind == "list":
			x.Shadows = append(x.Shadows, "macro "+m.Name+", where a list may stand")
		}
	}
	for i := range v.Lists {
		if l := &v.Lists[i]; x.Kind == "list" && l.Name == x.Name {
			add(l.Changes, l.At)
		}
	}
}

// explanations are those of the rule, the macro and the list of that name.
func explanations(v *compiler.View, name string) (found []*explanation) {
	for i := range v.Rules {
		if r := &v.Rules[i]; r.Name == name {
			x := &explanation{
				Kind: "rule", Name: name, Defined: origins(r.Changes), Desc: r.Description, Priority: r.Priority, Enabled: &r.Enabled,
				Tags: r.Tags, Condition: r.Condition, Expanded: r.ConditionCompiled, Output: r.OutputCompiled, Events: r.Events,
				Uses: slices.Concat(r.Macros, r.Lists),
			}
			x.Fields = append(fieldsOf(r.ConditionCompiled), outputFields(r.OutputCompiled, r.Source)...)
			slices.Sort(x.Fields)
			x.Fields = slices.Compact(x.Fields)
			found = append(found, x)
		}
	}
	for i := range v.Macros {
		if m := &v.Macros[i]; m.Name == name {
			x := &explanation{
				Kind: "macro", Name: name, Defined: origins(m.Changes), Condition: m.Condition, Expanded: m.ConditionCompiled,
				Fields: fieldsOf(m.ConditionCompiled), Uses: slices.Concat(m.Macros, m.Lists),
				UsedBy: users(v, name, func(macros, _ []string) []string { return macros }),
			}
			if e, err := grammar.ParseCondition(m.ConditionCompiled, grammar.MaxDepth); err == nil {
				x.Events = check.Infer(e).Names()
			}
			found = append(found, x)
		}
	}
	for i := range v.Lists {
		if l := &v.Lists[i]; l.Name == name {
			found = append(found, &explanation{
				Kind: "list", Name: name, Defined: origins(l.Changes), Items: l.ItemsCompiled, Uses: l.Lists,
				UsedBy: users(v, name, func(_, lists []string) []string { return lists }),
			})
		}
	}
	return found
}

// origins are places as people write them.
func origins(at []source.Pos) (list []string) {
	for _, p := range at {
		list = append(list, fmt.Sprintf("%s:%d", fileOf(p), lineOf(p)))
	}
	return list
}

// users are the items that name another one directly.
func users(v *compiler.View, name string, refs func(macros, lists []string) []string) (list []string) {
	add := func(kind, user string, macros, lists []string) {
		if slices.Contains(refs(macros, lists), name) {
			list = append(list, kind+" "+user)
		}
	}
	for i := range v.Rules {
		add("rule", v.Rules[i].Name, v.Rules[i].Macros, v.Rules[i].Lists)
	}
	for i := range v.Macros {
		add("macro", v.Macros[i].Name, v.Macros[i].Macros, v.Macros[i].Lists)
	}
	for i := range v.Lists {
		add("list", v.Lists[i].Name, nil, v.Lists[i].Lists)
	}
	return list
}

// fieldsOf are the fields that a compiled condition reads, sorted.
func fieldsOf(condition string) (list []string) {
	e, err := grammar.ParseCondition(condition, grammar.MaxDepth)
	if err != nil {
		return nil
	}
	var operand func(o ast.Operand)
	operand = func(o ast.Operand) {
		switch o := o.(type) {
		case *ast.Field:
			list = append(list, o.Text())
		case *ast.Call:
			for _, a := range o.Args {
				operand(a)
			}
		case *ast.Tuple:
			for _, a := range o.Elems {
				operand(a)
			}
		}
	}
	var expr func(e ast.Expr)
	expr = func(e ast.Expr) {
		switch e := e.(type) {
		case *ast.And:
			for _, k := range e.Kids {
				expr(k)
			}
		case *ast.Or:
			for _, k := range e.Kids {
				expr(k)
			}
		case *ast.Not:
			expr(e.X)
		case *ast.Test:
			operand(e.Left)
			if o, ok := e.Right.(ast.Operand); ok {
				operand(o)
			}
		}
	}
	expr(e)
	slices.Sort(list)
	return slices.Compact(list)
}

// outputFields are the fields that an output prints.
func outputFields(output, src string) (list []string) {
	f, _ := check.Output(output, src)
	if f == nil {
		return nil
	}
	for i := range f.Parts {
		if key := f.Parts[i].Key; key != "" {
			list = append(list, key)
		}
	}
	return list
}

// like names items that contain the text, for somebody who misspelled it.
func like(v *compiler.View, text string) string {
	var near []string
	add := func(name string) {
		if strings.Contains(strings.ToLower(name), strings.ToLower(text)) && len(near) < 5 {
			near = append(near, fmt.Sprintf("%q", name))
		}
	}
	for i := range v.Rules {
		add(v.Rules[i].Name)
	}
	for i := range v.Macros {
		add(v.Macros[i].Name)
	}
	for i := range v.Lists {
		add(v.Lists[i].Name)
	}
	if len(near) == 0 {
		return ""
	}
	return "; there is " + strings.Join(near, ", ")
}

// facts are what there is to say in rows of a name and a text.
func (x *explanation) facts() (rows [][2]string) {
	row := func(name, text string) {
		if text != "" {
			rows = append(rows, [2]string{name, text})
		}
	}
	for i, at := range x.Defined {
		if i == 0 {
			row("defined", at)
		} else {
			row("changed", at)
		}
	}
	row("shadows", strings.Join(x.Shadows, ", "))
	row("desc", x.Desc)
	if x.Enabled != nil && !*x.Enabled {
		row("enabled", "no")
	}
	row("priority", x.Priority)
	row("tags", strings.Join(x.Tags, ", "))
	row("condition", x.Condition)
	row("expanded", x.Expanded)
	row("output", x.Output)
	row("items", strings.Join(x.Items, ", "))
	row("events", strings.Join(x.Events, " "))
	row("fields", strings.Join(x.Fields, " "))
	if x.Cost > 0 {
		row("cost", fmt.Sprintf("about %d ns for an event of these types", x.Cost))
	}
	row("uses", strings.Join(x.Uses, ", "))
	row("used by", strings.Join(x.UsedBy, ", "))
	return rows
}

func (x *explanation) text(w *bufio.Writer) {
	fmt.Fprintf(w, "%s %s\n", x.Kind, x.Name)
	for _, r := range x.facts() {
		fmt.Fprintf(w, "  %-11s%s\n", r[0], strings.ReplaceAll(strings.TrimSpace(r[1]), "\n", "\n             "))
	}
}
