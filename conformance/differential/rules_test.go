// Package differential compares the whole way from rule files to verdicts with the
// reference evaluator, on random rules, random events and the events of captures.
package differential

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/compiler/reference/gen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// settings are the ways to build that must not change a verdict.
var settings = []codegen.Options{{NoOptimize: true}, {}}

// reload passes a bundle through its bytes.
func reload(b *vm.Bundle) (*vm.Bundle, error) {
	data, err := b.Encode()
	if err != nil {
		return nil, err
	}
	if b, err = vm.Decode(data); err != nil {
		return nil, err
	}
	return b, vm.Verify(b)
}

// TestRules writes random conditions as rule files, in which parts are macros and
// lists and some conditions are appended to, compiles the files, and compares the
// machine with the reference evaluator of the conditions as they were made.
func TestRules(t *testing.T) { rapid.Check(t, compareRules) }

func FuzzRules(f *testing.F) { f.Fuzz(rapid.MakeFuzz(compareRules)) }

// made is a rule before it was written: it matches when all of its parts do.
type made []gen.Rule

func (m made) eval(get reference.Get) bool {
	for _, part := range m {
		if !reference.Eval(part.Cond, get) {
			return false
		}
	}
	return true
}

// cost makes up what a profile says.
func cost(rng *rand.Rand) vm.Cost {
	n := rng.Uint64N(1e6)
	return vm.Cost{N: n, Yes: rng.Uint64N(n + 1), NS: float64(rng.IntN(10000)), Held: rng.Uint64N(n + 1)}
}

func compareRules(t *rapid.T) {
	var rules []made
	var refs []*catalog.FieldRef
	w := &writer{t: t}
	var text strings.Builder
	for i, c := range rapid.SliceOfN(gen.Condition(3), 1, 6).Draw(t, "conditions") {
		rule := made{c}
		cond := w.expr(c.AST)
		more := rapid.IntRange(0, 3).Draw(t, "append") == 0
		if more {
			cond = "(" + cond + ")"
		}
		fmt.Fprintf(&text, "- rule: r%d\n  desc: d\n  condition: %s\n  output: o\n  priority: INFO\n  warn_evttypes: false\n", i, quote(cond))
		if more {
			c := gen.Condition(1).Draw(t, "appended")
			rule = append(rule, c)
			fmt.Fprintf(&text, "- rule: r%d\n  condition: %s\n  override: {condition: append}\n", i, quote("and ("+w.expr(c.AST)+")"))
		}
		for _, part := range rule {
			refs = append(refs, gen.Fields(part.Cond)...)
		}
		rules = append(rules, rule)
	}
	file := source.NewFile("rules.yaml", []byte(w.items.String()+text.String()))
	res := compiler.Compile([]*source.File{file}, compiler.Options{})
	if !res.OK() {
		t.Fatalf("%s\n%s", res.Diagnostics.All[0].Message, file.Data)
	}
	events := rapid.SliceOfN(gen.RandomEvent(refs), 1, 5).Draw(t, "events")
	var steps []vm.Choice
	for range rapid.IntRange(0, 4).Draw(t, "steps") {
		name := fmt.Sprintf("r%d", rapid.IntRange(0, len(rules)-1).Draw(t, "rule"))
		steps = append(steps, vm.Choice{Enable: rapid.Bool().Draw(t, "enable"), Rule: name})
	}
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "costs"), 0))
	profile := &vm.Costs{Events: 1e6, Fields: map[string]vm.Cost{}, Tests: map[string]vm.Cost{}, Rules: map[string]vm.Cost{}}
	for _, opt := range append(slices.Clone(settings), codegen.Options{Profile: profile}) {
		b, err := res.Bundle(opt)
		if err == nil {
			b, err = reload(b)
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, file.Data)
		}
		for _, text := range b.Debug.Tests { // costs that no run of the rules had
			profile.Tests[text] = cost(rng)
		}
		for _, imp := range b.Imports {
			profile.Fields[imp.Field] = cost(rng)
		}
		var now *gen.Event
		m, err := vm.NewMachine(b, func(imp vm.Import) (vm.Extractor, error) {
			return func(out *vm.Value) bool {
				v, ok := now.Values[imp.Field]
				out.S, out.N, out.Type, out.L = v.S, v.N, v.Type, append(out.L[:0], v.L...)
				return ok
			}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		sel := vm.NewSelection(b, 7)
		some := vm.NewSelection(b, 7)
		some.Apply(steps...)
		for _, now = range events {
			m.Begin(now.ID)
			got := m.Match(sel, true, nil)
			var want []int
			for i, r := range rules {
				if b.Rules[i].Events.Has(now.ID) && r.eval(now.Get) {
					want = append(want, i)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%+v: event %d %+v: got %v, want %v\n%s", opt, now.ID, now.Values, got, want, file.Data)
			}
			var first []int // of those that a selection has left, in its order
			for _, i := range some.Enabled() {
				if slices.Contains(want, i) {
					first = []int{i}
					break
				}
			}
			if got := m.Match(some, false, nil); !slices.Equal(got, first) {
				t.Fatalf("%+v: event %d %+v: selected %v: got %v, want %v\n%s", opt, now.ID, now.Values, some.Enabled(), got, first, file.Data)
			}
		}
	}
	for i, r := range rules {
		events := check.Events(r[0].AST)
		for _, part := range r[1:] {
			events = events.Intersect(check.Events(part.AST))
		}
		if res.Rules[i].Events != events {
			t.Fatalf("rule %d sees other events\n%s", i, file.Data)
		}
	}
}
