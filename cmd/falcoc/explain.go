package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/spf13/cobra"
)

func explainCommand() *cobra.Command {
	format := words("text", "json")
	cmd := &cobra.Command{
		Use:   "explain NAME|CODE [FILE|DIR...]",
		Short: "Say what a rule, macro or list means after all files, or what a finding's code means",
		Args:  usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			if code, ok := diag.Lookup(args[0]); ok {
				return explainCode(out, code, format.word)
			}
			if len(args) == 1 {
				return usageError{fmt.Errorf("explain: %q is no code; to explain a rule, macro or list name its files, too", args[0])}
			}
			v, err := view(cmd, args[1:])
			if err != nil {
				return err
			}
			found := explanations(v, args[0])
			if len(found) == 0 {
				return fmt.Errorf("no rule, macro or list is called %q%s", args[0], like(v, args[0]))
			}
			if format.word == "json" {
				return writeJSON(out, found)
			}
			w := bufio.NewWriter(out)
			for i, x := range found {
				if i > 0 {
					fmt.Fprintln(w)
				}
				x.text(w)
			}
			return w.Flush()
		},
	}
	cmd.Flags().Var(format, "format", "how it is written")
	return cmd
}

func explainCode(out io.Writer, c diag.Code, format string) error {
	if format == "json" {
		return writeJSON(out, map[string]string{"code": c.Name, "short": c.Short, "page": strings.TrimSpace(c.Page)})
	}
	_, err := fmt.Fprintf(out, "%s: %s\n\n%s\n", c.Name, c.Short, strings.TrimSpace(c.Page))
	return err
}

// explanation is what there is to say about one item.
type explanation struct {
	Kind      string   `json:"kind"`
	Name      string   `json:"name"`
	Defined   []string `json:"defined"` // where it was defined, then where it was changed
	Desc      string   `json:"desc,omitempty"`
	Priority  string   `json:"priority,omitempty"`
	Enabled   *bool    `json:"enabled,omitempty"`
	Tags      []string `json:"tags,omitempty"`
	Condition string   `json:"condition,omitempty"`
	Expanded  string   `json:"expanded,omitempty"`
	Output    string   `json:"output,omitempty"`
	Items     []string `json:"items,omitempty"`
	Events    []string `json:"events,omitempty"`
	Fields    []string `json:"fields,omitempty"`
	Uses      []string `json:"uses,omitempty"`
	UsedBy    []string `json:"used_by,omitempty"`
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

func (x *explanation) text(w *bufio.Writer) {
	fmt.Fprintf(w, "%s %s\n", x.Kind, x.Name)
	row := func(name, text string) {
		if text != "" {
			fmt.Fprintf(w, "  %-11s%s\n", name, strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n             "))
		}
	}
	for i, at := range x.Defined {
		if i == 0 {
			row("defined", at)
		} else {
			row("changed", at)
		}
	}
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
	row("uses", strings.Join(x.Uses, ", "))
	row("used by", strings.Join(x.UsedBy, ", "))
}
