package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/explain"
	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

// partialView compiles rule files for looking at. Findings that stop rules from
// compiling go to standard error; what compiles is shown nevertheless.
func partialView(cmd *cobra.Command, args []string) (*compiler.Result, *compiler.View, error) {
	files, err := readRules(cmd, args)
	if err != nil {
		return nil, nil, err
	}
	res := compiler.Compile(files, compiler.Options{})
	v, _ := res.Partial()
	if !res.OK() {
		w := cmd.ErrOrStderr()
		if err := res.Report("falcoc", vm.Version).Write(w, "text", colourful(w)); err != nil {
			return nil, nil, err
		}
	}
	return res, v, nil
}

// fileLine splits FILE:LINE, where the file is there.
func fileLine(arg string) (file string, line int, ok bool) {
	i := strings.LastIndexByte(arg, ':')
	if i <= 0 {
		return "", 0, false
	}
	line, err := strconv.Atoi(arg[i+1:])
	if err != nil || line < 1 {
		return "", 0, false
	}
	if _, err := os.Stat(arg[:i]); err != nil {
		return "", 0, false
	}
	return arg[:i], line, true
}

// itemAt names the item that the line of a file belongs to.
func itemAt(v *compiler.View, file string, line int) (name string, err error) {
	best := 0
	try := func(n string, changes []source.Pos) {
		for _, at := range changes {
			if at.File == nil || at.File.Name != file {
				continue
			}
			if l, _ := at.File.LineCol(at.Off); l <= line && l > best {
				best, name = l, n
			}
		}
	}
	for i := range v.Rules {
		try(v.Rules[i].Name, v.Rules[i].Changes)
	}
	for i := range v.Macros {
		try(v.Macros[i].Name, v.Macros[i].Changes)
	}
	for i := range v.Lists {
		try(v.Lists[i].Name, v.Lists[i].Changes)
	}
	if best == 0 {
		return "", fmt.Errorf("there is no rule, macro or list at %s:%d", file, line)
	}
	return name, nil
}

// treeOf is the condition of the rule or macro.
func treeOf(res *compiler.Result, kind, name string) *compiler.Part {
	switch kind {
	case "rule":
		return res.Tree(name)
	case "macro":
		return res.MacroTree(name)
	}
	return nil
}

// ruleOf finds a rule that compiled.
func compiledRule(res *compiler.Result, name string) (codegen.Rule, bool) {
	_, rules := res.Partial()
	i := slices.IndexFunc(rules, func(r codegen.Rule) bool { return r.Info.Name == name })
	if i < 0 {
		return codegen.Rule{}, false
	}
	return rules[i], true
}

// eventFlags say which event an explanation is about.
type eventFlags struct {
	event, capture string
}

// explainEvent decides a rule for one event.
func explainEvent(res *compiler.Result, name string, from eventFlags, in io.Reader) (*explain.Verdict, error) {
	rule, ok := compiledRule(res, name)
	if !ok {
		return nil, fmt.Errorf("no rule is called %q; only rules are explained with an event", name)
	}
	p, err := explain.New(rule, res.Tree(name), false)
	if err != nil {
		return nil, err
	}
	if from.capture == "" {
		return explainTable(p, from.event, in)
	}
	num, err := strconv.ParseUint(from.event, 10, 64)
	if err != nil {
		return nil, usageError{fmt.Errorf("explain: --event is the number of an event of the capture, not %q", from.event)}
	}
	return explainCaptured(p, from.capture, num)
}

func explainCaptured(p *explain.Program, capture string, num uint64) (v *explain.Verdict, err error) {
	src, err := scap.Open(capture)
	if err != nil {
		return nil, fmt.Errorf("capture %s: %w", capture, err)
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	s := runtime.NewStream(src, state.Options{})
	err = p.Bind(func(imp vm.Import) (vm.Extractor, error) { return fields.BindText(s.Fields, imp.Field) })
	if err != nil {
		return nil, err
	}
	for {
		switch err := s.Next(); {
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("capture %s has no event %d that rules see", capture, num)
		case err != nil:
			return nil, fmt.Errorf("capture %s: %w", capture, err)
		}
		if s.Fields.St.Num == num {
			p.Begin(s.Ev.Type)
			return p.Explain(), nil
		}
		if s.Fields.St.Num > num {
			return nil, fmt.Errorf("capture %s: rules do not see event %d", capture, num)
		}
	}
}

// maxEventFile bounds an event's JSON, in bytes.
const maxEventFile = 16 << 20

// explainTable reads an event as a JSON object of field values: what falcoc capture
// print or an alert's output_fields have.
func explainTable(p *explain.Program, name string, in io.Reader) (*explain.Verdict, error) {
	if name != stdin {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("reading the event: %w", err)
		}
		defer f.Close()
		in = f
	}
	dec := json.NewDecoder(io.LimitReader(in, maxEventFile))
	dec.UseNumber()
	var row map[string]any
	if err := dec.Decode(&row); err != nil {
		return nil, fmt.Errorf("event %s: %w", name, err)
	}
	if inner, ok := row["output_fields"].(map[string]any); ok {
		row = inner
	}
	t := explain.NewTable()
	for _, field := range p.Fields() {
		v, ok := row[field]
		if !ok {
			continue
		}
		var texts []string
		switch v := v.(type) {
		case nil:
			if err := t.Unset(field); err != nil {
				return nil, fmt.Errorf("event %s: %w", name, err)
			}
			continue
		case []any:
			for _, e := range v {
				texts = append(texts, fmt.Sprint(e))
			}
		default:
			texts = []string{fmt.Sprint(v)}
		}
		if err := t.Set(field, texts...); err != nil {
			return nil, fmt.Errorf("event %s: %w", name, err)
		}
	}
	if t.Type == 0 {
		typ, ok := row["evt.type"].(string)
		if !ok {
			return nil, fmt.Errorf("event %s: it has no evt.type", name)
		}
		if err := t.Set("evt.type", typ); err != nil {
			return nil, fmt.Errorf("event %s: %w", name, err)
		}
	}
	if err := p.Bind(explain.Bind(&t)); err != nil {
		return nil, err
	}
	p.Begin(t.Type)
	return p.Explain(), nil
}
