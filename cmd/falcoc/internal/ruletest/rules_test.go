package ruletest

import (
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
)

// TestDefaultRules runs rules/tests and demands that each default rule fires and stays
// quiet at least once there.
func TestDefaultRules(t *testing.T) {
	dir := filepath.Join(golden.Root(t), "rules")
	files, err := source.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	rules.Coverage = NewCoverage()
	tests, err := source.Read(filepath.Join(dir, "tests"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range tests {
		spec, err := Parse(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range spec.Tests {
			o := rules.Run(test)
			for _, m := range o.messages() {
				t.Errorf("%s: %s", test.Name, m)
			}
		}
	}
	c := rules.Coverage.Report(rules)
	for _, r := range c.Rules {
		if !r.Fires || !r.Silent {
			t.Errorf("rule %q: fires %v, stays quiet %v; add a test to rules/tests", r.Rule, r.Fires, r.Silent)
		}
		for _, e := range r.Exceptions {
			t.Errorf("rule %q: no test makes exception %q apply", r.Rule, e)
		}
	}
	if c.Branches.Covered*10 < c.Branches.Total*8 {
		t.Errorf("only %v outcomes of tests are exercised", c.Branches)
	}
}
