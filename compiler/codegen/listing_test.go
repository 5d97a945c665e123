package codegen_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/vm"
)

var update = flag.Bool("update", false, "write the expected listings")

// build compiles conditions, one a line; those that start with "off" are disabled.
func build(t testing.TB, opt codegen.Options, conditions ...string) *vm.Bundle {
	t.Helper()
	var rules []codegen.Rule
	for i, c := range conditions {
		e, perr := grammar.ParseCondition(c, 100)
		if perr != nil {
			t.Fatalf("%s: %v", c, perr)
		}
		cond, findings := check.Condition(e, check.SourceSyscall)
		if cond == nil {
			t.Fatalf("%s: %v", c, findings)
		}
		rules = append(rules, codegen.Rule{
			Info: vm.RuleInfo{Name: fmt.Sprintf("R%d", i+1), Source: "syscall", Enabled: true}, Cond: cond, Events: check.Events(e),
		})
	}
	b, err := codegen.Build(rules, opt)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Each file of testdata/listings holds conditions, one a line, then the listings
// of what they compile to without and with optimisation.
func TestListings(t *testing.T) {
	paths, err := filepath.Glob("testdata/listings/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no listings", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			source, _, _ := strings.Cut(string(data), "\n-- ")
			conditions := strings.Split(strings.TrimSpace(source), "\n")
			var out bytes.Buffer
			out.WriteString(strings.TrimSpace(source) + "\n")
			for _, opt := range []codegen.Options{{NoOptimize: true}, {}} {
				fmt.Fprintf(&out, "\n-- %s --\n", map[bool]string{true: "as written", false: "optimised"}[opt.NoOptimize])
				if err := vm.Disassemble(&out, build(t, opt, conditions...)); err != nil {
					t.Fatal(err)
				}
			}
			if *update {
				if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(data), out.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Building twice gives the same bytes.
func TestDeterministic(t *testing.T) {
	rules := generated(t, "equality", 300)
	var first []byte
	for range 3 {
		b, err := codegen.Build(rules, codegen.Options{})
		if err != nil {
			t.Fatal(err)
		}
		data, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = data
		}
		if !bytes.Equal(first, data) {
			t.Fatal("two builds differ")
		}
	}
}
