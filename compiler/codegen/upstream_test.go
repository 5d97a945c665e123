package codegen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
)

// upstream compiles the rules of the Falco project.
func upstream(t testing.TB) []codegen.Rule {
	t.Helper()
	var files []*source.File
	for _, name := range []string{"falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"} {
		data, err := os.ReadFile(filepath.Join(golden.Dir(t), "upstream-rules", name))
		if err != nil {
			t.Skip(err)
		}
		files = append(files, source.NewFile(name, data))
	}
	res := compiler.Compile(files, compiler.Options{})
	if !res.OK() {
		t.Fatal("the rules do not compile")
	}
	return res.Rules
}

func TestUpstream(t *testing.T) {
	rules := upstream(t)
	for _, opt := range []codegen.Options{{NoOptimize: true}, {}} {
		b, err := codegen.Build(rules, opt)
		if err != nil {
			t.Fatal(err)
		}
		data, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d rules: %d bytes, %d imports, %d registers, %d tests, %d formulas, %d instructions, %d tables, %d groups",
			len(b.Rules), len(data), len(b.Imports), len(b.Regs), len(b.Tests), len(b.Subs), len(b.Code), len(b.Tables), len(b.Groups))
		for i := range b.Tables {
			tab := &b.Tables[i]
			t.Logf("table %d: %s of %v for %d tests", i, tab.Kind, b.Regs[tab.Reg].Arg, tab.N)
		}
		for i := range b.Groups {
			g := &b.Groups[i]
			n := 0
			for _, e := range b.Dispatch {
				if int(e) == i+1 {
					n++
				}
			}
			t.Logf("group %d: %d types, %d entries, %d always, %d routes", i, n, len(g.Entries), len(g.Always), len(g.Routes))
		}
	}
}
