package suite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm"
)

// eventNames are the names of all events that a rule can see.
var eventNames = func() []string {
	e, err := grammar.ParseCondition("evt.num exists", 1000)
	if err != nil {
		panic(err) // a constant
	}
	return check.Infer(e).Names()
}()

// Engine answers cases.
type Engine interface {
	Answers(cases []*Case) ([]*Answer, error)
}

// InProcess is falcoc and falcod as Go packages.
type InProcess struct {
	Captures string // folder of the captures
}

// Answers answers the cases in their order. The conditions of a capture are decided
// in one replay.
func (e *InProcess) Answers(cases []*Case) ([]*Answer, error) {
	// Alerts show the time of day; the text is compared without, fields are not.
	time.Local = time.UTC
	answers := make([]*Answer, len(cases))
	batches := map[string]*batch{}
	for i, c := range cases {
		res := compiler.Compile(sources(c.rules()), compiler.Options{})
		a := fromResult(res)
		answers[i] = a
		if a.ok() && c.World != nil {
			holds, err := decide(c.World, res.Rules[:1])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.ID(), err)
			}
			a.Holds = &holds
			continue
		}
		if !a.ok() || c.Capture == "" {
			continue
		}
		if c.Kind != Condition {
			if err := e.replay(c, res, a); err != nil {
				return nil, fmt.Errorf("%s: %w", c.ID(), err)
			}
			continue
		}
		b := batches[c.Capture]
		if b == nil {
			b = &batch{}
			batches[c.Capture] = b
		}
		b.rules = append(b.rules, res.Rules[0])
		b.answers = append(b.answers, a)
	}
	for capture, b := range batches {
		if err := b.run(e.path(capture)); err != nil {
			return nil, fmt.Errorf("%s: %w", capture, err)
		}
	}
	return answers, nil
}

func (e *InProcess) path(capture string) string {
	return filepath.Join(e.Captures, capture+".scap")
}

// batch is conditions that are decided together.
type batch struct {
	rules   []codegen.Rule
	answers []*Answer
}

func (b *batch) run(capture string) error {
	bundle, err := build(b.rules)
	if err != nil {
		return err
	}
	src, err := scap.Open(capture)
	if err != nil {
		return err
	}
	defer src.Close()
	matches, err := runtime.Matches(context.Background(), bundle, src)
	if err != nil {
		return err
	}
	for i, nums := range matches {
		for _, n := range nums {
			b.answers[i].Alerts = append(b.answers[i].Alerts, Alert{Event: n})
		}
	}
	return nil
}

// build makes a bundle that has been through its bytes, as falcod gets it.
func build(rules []codegen.Rule) (*vm.Bundle, error) {
	b, err := codegen.Build(rules, codegen.Options{})
	if err != nil {
		return nil, err
	}
	data, err := b.Encode()
	if err != nil {
		return nil, err
	}
	if b, err = vm.Decode(data); err != nil {
		return nil, err
	}
	return b, vm.Verify(b)
}

func sources(files []File) (out []*source.File) {
	for _, f := range files {
		out = append(out, source.NewFile(f.Name, []byte(f.Text)))
	}
	return out
}

func fromResult(res *compiler.Result) *Answer {
	a := &Answer{Fatal: res.Fatal}
	for _, f := range res.Files {
		a.Files = append(a.Files, Verdict{f.File.Name, messages(f.Errors), messages(f.Warnings)})
	}
	for _, d := range res.Diagnostics.All {
		if d.BeyondFalco && !slices.Contains(a.Finds, d.Code) {
			a.Finds = append(a.Finds, d.Code)
		}
	}
	for _, r := range res.Rules {
		for _, id := range check.Differs(r.Cond) {
			if !slices.Contains(a.Differs, id) {
				a.Differs = append(a.Differs, id)
			}
		}
	}
	if res.View == nil {
		return a
	}
	for _, r := range res.View.Rules {
		a.Rules = append(a.Rules, Rule{
			Name: r.Name, Condition: r.ConditionCompiled, Output: r.OutputCompiled, Priority: r.Priority, Source: r.Source,
			Tags: r.Tags, Events: r.Events, Enabled: r.Enabled,
		})
	}
	for _, m := range res.View.Macros {
		a.Macros = append(a.Macros, Item{m.Name, m.ConditionCompiled})
	}
	for _, l := range res.View.Lists {
		a.Lists = append(a.Lists, Item{l.Name, strings.Join(l.ItemsCompiled, ", ")})
	}
	return a
}

func messages(ds []*diag.Diagnostic) (out []Message) {
	for _, d := range ds {
		m := Message{Code: d.Code, Text: d.Falco()}
		if d.DeprecatedField != "" {
			m.Text = deprecated(d.DeprecatedField) // instead of a page of text
		}
		for _, l := range d.Context.Locations() {
			m.Items = append(m.Items, Item{l.Kind, l.Name})
		}
		out = append(out, m)
	}
	return out
}

func deprecated(field string) string { return "field " + field }

// replay runs the rules of a case over its capture.
func (e *InProcess) replay(c *Case, res *compiler.Result, a *Answer) error {
	b, err := build(res.Rules)
	if err != nil {
		return err
	}
	opt := alert.Options{Hostname: "host"}
	limit := uint8(runtime.LeastUrgent)
	all := false
	var steps []vm.Choice
	for _, l := range c.Set {
		name, value, _ := strings.Cut(strings.TrimPrefix(l, "set "), " ")
		switch {
		case !strings.HasPrefix(l, "set "):
		case name == "rule_matching":
			all = value == "all"
		case name == "priority":
			i := slices.IndexFunc(alert.Priorities[:], func(p string) bool { return strings.HasPrefix(strings.ToLower(p), value) })
			if i < 0 {
				return fmt.Errorf("no priority %q", value)
			}
			limit = uint8(i)
		case name == "enable", name == "disable":
			step := vm.Choice{Enable: name == "enable"}
			kind, what, _ := strings.Cut(value, " ")
			if kind == "rule" {
				step.Rule = what
			} else {
				step.Tag = what
			}
			steps = append(steps, step)
		case name == "suggested_output":
			opt.Suggested = value == "true"
		case name == "extra_field":
			opt.Fields = append(opt.Fields, value)
		default:
			return fmt.Errorf("no setting %q", name)
		}
	}
	sel := vm.NewSelection(b, limit)
	sel.Apply(steps...)
	src, err := scap.Open(e.path(c.Capture))
	if err != nil {
		return err
	}
	defer src.Close()
	eng, err := runtime.New(b, sel, src, runtime.Options{All: all})
	if err != nil {
		return err
	}
	text, err := alert.New(b, eng.Machine, eng.Fields, opt)
	if err != nil {
		return err
	}
	opt.JSON = true
	object, err := alert.New(b, eng.Machine, eng.Fields, opt)
	if err != nil {
		return err
	}
	err = eng.Run(context.Background(), func(rule int) error {
		fields, err := outputFields(object.Append(nil, rule))
		a.Alerts = append(a.Alerts, Alert{eng.Fields.St.Num, b.Rules[rule].Name, message(string(text.Append(nil, rule))), fields})
		return err
	})
	if err != nil {
		a.Died = err.Error()
	}
	return nil
}

// message cuts the time and the priority off an alert's line.
func message(line string) string {
	_, rest, _ := strings.Cut(line, ": ")
	_, rest, _ = strings.Cut(rest, " ")
	return strings.TrimSuffix(rest, "\n")
}

var errNoFields = errors.New("an alert without output_fields")

// outputFields takes the fields out of an alert's JSON object, without the time.
func outputFields(line []byte) (json.RawMessage, error) {
	var o struct {
		Fields map[string]json.RawMessage `json:"output_fields"`
	}
	if err := json.Unmarshal(line, &o); err != nil {
		return nil, err
	}
	if o.Fields == nil {
		return nil, errNoFields
	}
	delete(o.Fields, "evt.time")
	return json.Marshal(o.Fields)
}

// Rewrite brings the answers of a case file up to date.
func Rewrite(path string, e Engine, rec *Records) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	cases, err := Parse(path, string(data))
	if err != nil {
		return err
	}
	answers, err := e.Answers(cases)
	if err != nil {
		return err
	}
	byCase := map[*Case][]string{}
	for i, c := range cases {
		byCase[c] = Full(c, answers[i], rec)
	}
	text := Update(string(data), cases, func(c *Case) []string { return byCase[c] })
	return os.WriteFile(path, []byte(text), 0o644)
}

// Full is the whole answer to a case: what the engine says, the differences from
// Falco that show in it, and where Falco's own answer is known from.
func Full(c *Case, a *Answer, rec *Records) []string {
	out := a.Lines(c)
	for _, id := range a.Differs {
		out = append(out, "differs "+id)
	}
	if rec != nil {
		if _, ok := rec.Answer(c); ok {
			out = append(out, "recorded")
		}
	}
	return out
}

// CompareOurs is Compare for falcoc's own answer.
func CompareOurs(c *Case, a *Answer) (got, want []string) {
	for _, l := range c.Want {
		if l != "recorded" {
			want = append(want, l)
		}
	}
	if got = Full(c, a, nil); slices.Equal(got, want) {
		return nil, nil
	}
	return got, want
}
