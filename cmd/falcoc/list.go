package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

// The rows of `falcoc list --format json`.
type (
	ruleRow struct {
		Name      string   `json:"name"`
		Enabled   bool     `json:"enabled"`
		Priority  string   `json:"priority"`
		Source    string   `json:"source"`
		Tags      []string `json:"tags"`
		Desc      string   `json:"desc"`
		Condition string   `json:"condition"`
		Output    string   `json:"output"`
		Events    []string `json:"events"`
		Macros    []string `json:"macros"`
		Lists     []string `json:"lists"`
		File      string   `json:"file"`
		Line      int      `json:"line"`
	}
	macroRow struct {
		Name      string   `json:"name"`
		Condition string   `json:"condition"`
		Used      bool     `json:"used"`
		Macros    []string `json:"macros"`
		Lists     []string `json:"lists"`
		File      string   `json:"file"`
		Line      int      `json:"line"`
	}
	listRow struct {
		Name  string   `json:"name"`
		Items []string `json:"items"`
		Used  bool     `json:"used"`
		Lists []string `json:"lists"`
		File  string   `json:"file"`
		Line  int      `json:"line"`
	}
)

func listCommand() *cobra.Command {
	format := words("text", "json")
	cmd := &cobra.Command{
		Use:   "list FILE|DIR...",
		Short: "List rules, macros and lists as they are after all files",
		Args:  usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := view(cmd, args)
			if err != nil {
				return err
			}
			if format.word == "json" {
				return writeJSON(cmd.OutOrStdout(), rowsOf(v))
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			for i := range v.Rules {
				r := &v.Rules[i]
				state := ""
				if !r.Enabled {
					state = " disabled"
				}
				fmt.Fprintf(out, "rule   %-13s %s%s\n", strings.ToLower(r.Priority), r.Name, state)
			}
			for i := range v.Macros {
				fmt.Fprintf(out, "macro  %s%s\n", v.Macros[i].Name, unused(v.Macros[i].Used))
			}
			for i := range v.Lists {
				fmt.Fprintf(out, "list   %s (%s)%s\n", v.Lists[i].Name, count(len(v.Lists[i].ItemsCompiled), "item"), unused(v.Lists[i].Used))
			}
			return out.Flush()
		},
	}
	cmd.Flags().Var(format, "format", "how the list is written")
	return cmd
}

func unused(used bool) string {
	if used {
		return ""
	}
	return " unused"
}

// view compiles rule files for looking at; findings go to standard error.
func view(cmd *cobra.Command, args []string) (*compiler.View, error) {
	files, err := readRules(cmd, args)
	if err != nil {
		return nil, err
	}
	res := compiler.Compile(files, compiler.Options{})
	if res.OK() {
		return res.View, nil
	}
	w := cmd.ErrOrStderr()
	if err := res.Report("falcoc", vm.Version).Write(w, "text", colourful(w)); err != nil {
		return nil, err
	}
	return nil, errFound
}

func rowsOf(v *compiler.View) any {
	rows := struct {
		Rules  []ruleRow  `json:"rules"`
		Macros []macroRow `json:"macros"`
		Lists  []listRow  `json:"lists"`
	}{[]ruleRow{}, []macroRow{}, []listRow{}}
	for i := range v.Rules {
		rows.Rules = append(rows.Rules, ruleOf(&v.Rules[i]))
	}
	for i := range v.Macros {
		rows.Macros = append(rows.Macros, macroOf(&v.Macros[i]))
	}
	for i := range v.Lists {
		rows.Lists = append(rows.Lists, listOf(&v.Lists[i]))
	}
	return rows
}

func ruleOf(r *compiler.RuleView) ruleRow {
	return ruleRow{r.Name, r.Enabled, r.Priority, r.Source, some(r.Tags), r.Description, r.ConditionCompiled, r.OutputCompiled,
		some(r.Events), some(r.Macros), some(r.Lists), fileOf(r.At), lineOf(r.At)}
}

func macroOf(m *compiler.MacroView) macroRow {
	return macroRow{m.Name, m.ConditionCompiled, m.Used, some(m.Macros), some(m.Lists), fileOf(m.At), lineOf(m.At)}
}

func listOf(l *compiler.ListView) listRow {
	return listRow{l.Name, some(l.ItemsCompiled), l.Used, some(l.Lists), fileOf(l.At), lineOf(l.At)}
}

// some is a list that JSON shows as [] when it is empty.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func fileOf(p source.Pos) string {
	if p.File == nil {
		return ""
	}
	return p.File.Name
}

func lineOf(p source.Pos) int {
	if p.File == nil {
		return 0
	}
	line, _ := p.File.LineCol(p.Off)
	return line
}
