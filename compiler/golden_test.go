package compiler

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
)

type location struct {
	Type, Name, File     string
	Line, Column, Offset int
}

type message struct {
	Code            string
	Message         string
	Locations       []location
	Where           *location
	Snippet         string
	DeprecatedField string `json:"deprecated_field"`
}

type expectedRule struct {
	Name, Condition, Description, Output, Priority, Source string
	Enabled, Capture                                       bool
	CaptureDuration                                        uint32 `json:"capture_duration"`
	Tags                                                   []string
	ConditionCompiled                                      string `json:"condition_compiled"`
	OutputCompiled                                         string `json:"output_compiled"`
	Events                                                 any
	Macros                                                 []string
}

type expected struct {
	ID       string
	Files    []string
	Contents map[string]struct {
		Text   string
		Base64 []byte
	}
	ExitCode int `json:"exit_code"`
	Fatal    *string
	Results  []struct {
		File             string
		Successful       bool
		Errors, Warnings []message
		SchemaValid      *bool    `json:"schema_valid"`
		SchemaWarnings   []string `json:"schema_warnings"`
	}
	Compiled *struct {
		EngineVersion string `json:"required_engine_version"`
		Rules         []expectedRule
		Macros        []struct {
			Name, Condition   string
			ConditionCompiled string `json:"condition_compiled"`
			Used              bool
		}
		Lists []struct {
			Name          string
			Items         []string
			ItemsCompiled []string `json:"items_compiled"`
			Used          bool
		}
	}
}

// known are the cases that differ on purpose, each with its reason.
var known = map[string]string{}

type differ struct{ out []string }

func (d *differ) eq(what string, got, want any) {
	g, w := fmt.Sprintf("%v", got), fmt.Sprintf("%v", want)
	if g != w {
		d.out = append(d.out, fmt.Sprintf("%s\n     got  %.400s\n     want %.400s", what, g, w))
	}
}

func (d *differ) messages(what string, got []*diag.Diagnostic, want []message) {
	for i := range max(len(got), len(want)) {
		at := fmt.Sprintf("%s %d", what, i)
		switch {
		case i >= len(got):
			d.eq(at, "", want[i].Code+" "+want[i].Message)
		case i >= len(want):
			d.eq(at, got[i].Code+" "+got[i].Message, "")
		default:
			d.message(at, got[i], want[i])
		}
	}
}

func (d *differ) message(at string, got *diag.Diagnostic, want message) {
	d.eq(at+" code", got.Code, want.Code)
	d.eq(at+" message", got.Falco(), want.Message)
	var locs []location
	for _, l := range got.Context.Locations() {
		locs = append(locs, location{l.Kind, l.Name, valid(l.Position), l.Line, l.Col, l.Off})
	}
	if want.Where != nil {
		last := locs[len(locs)-1]
		last.File = want.Where.File
		d.eq(at+" place", last, *want.Where)
	} else {
		for i := range want.Locations {
			want.Locations[i].File = valid(want.Locations[i].File)
		}
		d.eq(at+" locations", locs, want.Locations)
	}
	d.eq(at+" snippet", fmt.Sprintf("%q", valid(got.Context.Snippet())), fmt.Sprintf("%q", want.Snippet))
	d.eq(at+" deprecated field", got.DeprecatedField, want.DeprecatedField)
	if got.Primary.File == nil {
		d.eq(at+" exact place", "none", "some")
	}
}

// valid replaces each byte that is not UTF-8, as the recorded results have it.
func valid(s string) string { return string([]rune(s)) }

func sorted(s []string) []string {
	s = slices.Clone(s)
	slices.Sort(s)
	return s
}

func strs(v any) []string {
	var out []string
	for _, x := range v.([]any) {
		out = append(out, x.(string))
	}
	return out
}

func (d *differ) events(what string, got []string, want any, all []string) {
	switch w := want.(type) {
	case []any:
		d.eq(what, got, strs(w))
	case map[string]any:
		var names []string
		except := strs(w["all_except"])
		for _, n := range all {
			if !slices.Contains(except, n) {
				names = append(names, n)
			}
		}
		d.eq(what, got, names)
	}
}

func (d *differ) view(got *View, want *expected, all []string) {
	c := want.Compiled
	d.eq("engine version", got.EngineVersion, c.EngineVersion)
	d.eq("number of rules", len(got.Rules), len(c.Rules))
	for i := range min(len(got.Rules), len(c.Rules)) {
		g, w := got.Rules[i], c.Rules[i]
		d.eq("rule name", valid(g.Name), valid(w.Name))
		d.eq("condition", g.Condition, w.Condition)
		d.eq("condition_compiled", g.ConditionCompiled, w.ConditionCompiled)
		d.eq("output", g.Output, w.Output)
		d.eq("output_compiled", g.OutputCompiled, w.OutputCompiled)
		d.eq("description", g.Description, w.Description)
		d.eq("settings", fmt.Sprint(g.Enabled, g.Capture, g.CaptureDuration, g.Priority, g.Source, g.Tags),
			fmt.Sprint(w.Enabled, w.Capture, w.CaptureDuration, w.Priority, w.Source, w.Tags))
		d.events("events", g.Events, w.Events, all)
		d.eq("macros of rule", sorted(g.Macros), w.Macros)
	}
	d.eq("number of macros", len(got.Macros), len(c.Macros))
	for i := range min(len(got.Macros), len(c.Macros)) {
		g, w := got.Macros[i], c.Macros[i]
		d.eq("macro", fmt.Sprintf("%q %q %q %v", g.Name, g.Condition, g.ConditionCompiled, g.Used),
			fmt.Sprintf("%q %q %q %v", w.Name, w.Condition, w.ConditionCompiled, w.Used))
	}
	d.eq("number of lists", len(got.Lists), len(c.Lists))
	for i := range min(len(got.Lists), len(c.Lists)) {
		g, w := got.Lists[i], c.Lists[i]
		d.eq("list", fmt.Sprintf("%q %q %q %v", g.Name, g.Items, g.ItemsCompiled, g.Used),
			fmt.Sprintf("%q %q %q %v", w.Name, w.Items, w.ItemsCompiled, w.Used))
	}
}

func compareLoad(want *expected, all []string) []string {
	var files []*source.File
	for _, name := range want.Files {
		c := want.Contents[name]
		data := c.Base64
		if data == nil {
			data = []byte(c.Text)
		}
		files = append(files, source.NewFile(name, data))
	}
	res := Compile(files, Options{})
	var d differ
	if want.ExitCode < 0 { // Falco died: any clear error will do
		if res.OK() {
			d.eq("result", "loaded", "an error")
		}
		return d.out
	}
	if want.Fatal != nil {
		d.eq("fatal", "Error: "+res.Fatal, *want.Fatal)
		return d.out
	}
	d.eq("fatal", res.Fatal, "")
	d.eq("number of results", len(res.Files), len(want.Results))
	for i := range min(len(res.Files), len(want.Results)) {
		g, w := res.Files[i], want.Results[i]
		d.eq("successful", g.Successful(), w.Successful)
		d.messages(w.File+" error", g.Errors, w.Errors)
		d.messages(w.File+" warning", g.Warnings, w.Warnings)
		if d.eq("schema checked", g.Schema != nil, w.SchemaValid != nil); g.Schema != nil && w.SchemaValid != nil {
			d.eq("schema valid", g.Schema.Valid, *w.SchemaValid)
			d.eq("schema warnings", strings.Join(g.Schema.Messages, "\n"), strings.Join(w.SchemaWarnings, "\n"))
		}
	}
	if want.Compiled != nil && res.View == nil {
		d.eq("compiled", "nothing", "something")
	} else if want.Compiled != nil {
		d.view(res.View, want, all)
	}
	return d.out
}

func eventNames(t testing.TB) []string {
	t.Helper()
	var names []string
	data, err := os.ReadFile(golden.Recorded(t, "events.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &names); err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

// tally prints the share of cases that are equal and fails when a case differs
// that is not known to.
type tally struct {
	total, equal, shown int
	byPart              map[string]int
}

func (y *tally) add(t *testing.T, id string, diffs []string) {
	y.total++
	reason, isKnown := known[id]
	if len(diffs) == 0 {
		y.equal++
		if isKnown {
			t.Errorf("%s: equal now, no longer known to differ: %s", id, reason)
		}
		return
	}
	if isKnown {
		return
	}
	for _, d := range diffs {
		part, _, _ := strings.Cut(d, "\n")
		y.byPart[part]++
	}
	if y.shown++; y.shown <= 40 {
		t.Errorf("%s: %s", id, strings.Join(diffs, "\n  "))
	} else {
		t.Fail()
	}
}

func (y *tally) report(t *testing.T) {
	t.Logf("equal: %d of %d (%.2f %%)", y.equal, y.total, 100*float64(y.equal)/float64(max(1, y.total)))
	for p, n := range y.byPart {
		t.Logf("  differs: %5d %s", n, p)
	}
}

func TestGoldenLoad(t *testing.T) {
	all := eventNames(t)
	y := &tally{byPart: map[string]int{}}
	golden.Each(t, golden.Recorded(t, "load.jsonl.gz"), func(want expected) {
		y.add(t, want.ID, compareLoad(&want, all))
	})
	y.report(t)
}

type oneCondition struct {
	ID, Condition     string
	Lists, Macros     map[string]string
	Accepted          bool
	Error             *message
	Warnings          []message
	Fatal             string
	ConditionCompiled string `json:"condition_compiled"`
	Events            any
}

// file writes the rule file that the condition was loaded in.
func (c *oneCondition) file(order []string) []byte {
	var b bytes.Buffer
	quoted := func(s string) string {
		var q bytes.Buffer
		e := json.NewEncoder(&q)
		e.SetEscapeHTML(false)
		_ = e.Encode(s)
		return strings.TrimSpace(q.String())
	}
	fmt.Fprintf(&b, "- rule: case\n  desc: case\n  condition: %s\n  output: case\n  priority: DEBUG\n  warn_evttypes: false\n", quoted(c.Condition))
	for _, name := range order {
		if items, ok := c.Lists[name]; ok {
			fmt.Fprintf(&b, "- list: %s\n  items: %s\n", name, items)
		}
	}
	for _, name := range order {
		if cond, ok := c.Macros[name]; ok {
			fmt.Fprintf(&b, "- macro: %s\n  condition: %s\n", name, quoted(cond))
		}
	}
	return b.Bytes()
}

func TestGoldenConditions(t *testing.T) {
	all := eventNames(t)
	y := &tally{byPart: map[string]int{}}
	golden.Each(t, golden.Recorded(t, "compile.jsonl.gz"), func(line json.RawMessage) {
		var c oneCondition
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		y.add(t, c.ID, c.compare(all, jsonKeys(line)))
	})
	y.report(t)
}

// jsonKeys are the keys in a JSON text in their order.
func jsonKeys(data []byte) []string {
	var keys []string
	d := json.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if err != nil {
			return keys
		}
		if s, ok := tok.(string); ok {
			keys = append(keys, s)
		}
	}
}

func (c *oneCondition) compare(all, order []string) []string {
	var d differ
	seen := map[string]bool{}
	order = slices.DeleteFunc(order, func(s string) bool { was := seen[s]; seen[s] = true; return was })
	res := Compile([]*source.File{source.NewFile("case.yaml", c.file(order))}, Options{})
	r := res.Files[0]
	if c.Fatal != "" {
		if r.Successful() {
			d.eq("fatal", "loaded", c.Fatal)
		}
		return d.out
	}
	d.eq("accepted", r.Successful(), c.Accepted)
	var warnings []*diag.Diagnostic
	for _, w := range r.Warnings {
		if !strings.HasPrefix(w.Code, "LOAD_UNUSED") {
			warnings = append(warnings, w)
		}
	}
	var errs []message
	if c.Error != nil {
		errs = []message{*c.Error}
	}
	d.messages("error", r.Errors, errs)
	d.messages("warning", warnings, c.Warnings)
	if c.Accepted && res.View != nil && c.ConditionCompiled != "" {
		d.eq("condition_compiled", valid(res.View.Rules[0].ConditionCompiled), c.ConditionCompiled)
		d.events("events", res.View.Rules[0].Events, c.Events, all)
	}
	return d.out
}
