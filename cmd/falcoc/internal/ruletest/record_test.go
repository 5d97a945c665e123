package ruletest

import (
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/explain"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
)

// TestRecord makes a test of the first alert of each rule on each capture, and runs it.
func TestRecord(t *testing.T) {
	root := golden.Root(t)
	files, err := source.Read(filepath.Join(root, "rules"))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	captures, _ := filepath.Glob(filepath.Join(root, "conformance", "captures", "*.scap"))
	n := 0
	for _, c := range captures {
		o := &Outcome{}
		if err := rules.decide(&Test{Capture: c}, o); err != nil {
			t.Fatal(err)
		}
		done := map[string]bool{}
		for _, a := range o.Alerts {
			if done[a.Rule] {
				continue
			}
			done[a.Rule] = true
			n++
			text, err := rules.Record(c, a.Event, a.Rule, []string{"rules"})
			if err != nil {
				t.Errorf("%s event %d: %v", c, a.Event, err)
				continue
			}
			spec, err := Parse(source.NewFile("recorded.yaml", []byte(text)))
			if err != nil {
				t.Errorf("%s event %d: %v\n%s", c, a.Event, err, text)
				continue
			}
			for _, m := range rules.Run(spec.Tests[0]).messages() {
				t.Errorf("%s event %d, %s: %s\n%s", filepath.Base(c), a.Event, a.Rule, m, text)
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d alerts", n)
	}
	t.Logf("%d alerts recorded", n)
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("rules: a\nevents: {e: {evt.type: open}}\ntests:\n  - {test: t, like: e, cases: [{proc.name: x, fires: R}], silent: others}\n"))
	f.Add([]byte("tests:\n  - test: s\n    script: {events: []}\n    fires: [{rule: R, times: 2, fields: {a.b: c}}]\n  - {test: c, capture: x, events: 1-2, rule: R}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, err := Parse(source.NewFile("f", data))
		if err == nil && spec == nil {
			t.Error("neither a file nor an error")
		}
	})
}

// TestNearest holds that a failure is explained by the event that comes nearest.
func TestNearest(t *testing.T) {
	rules, err := Load([]*source.File{source.NewFile("r.yaml", []byte("- rule: R\n  desc: d\n  condition: evt.type = openat and fd.name = /etc/shadow and proc.name = tac\n  output: o\n  priority: INFO\n"))})
	if err != nil {
		t.Fatal(err)
	}
	spec, err := Parse(source.NewFile("t.yaml", []byte(`
tests:
  - test: t
    script:
      processes: [{name: sh, exe: /usr/bin/bash}]
      events:
        - {process: sh, open: /etc/hosts}
        - {process: sh, open: /etc/shadow}
    fires: R
`)))
	if err != nil {
		t.Fatal(err)
	}
	o := rules.Run(spec.Tests[0])
	if len(o.Failures) != 1 || o.Failures[0].Verdict == nil {
		t.Fatalf("%+v", o)
	}
	if got, want := o.Failures[0].Verdict.Why, `It does not match because `+"`proc.name = tac`"+` is false: proc.name is "bash".`; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if o.Failures[0].Verdict.Pivot.State != explain.False {
		t.Error("the pivot is not false")
	}
}
