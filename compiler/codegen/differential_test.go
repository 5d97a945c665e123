package codegen_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/compiler/reference/gen"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// values hands the fields of an event to a machine.
type values struct{ event *gen.Event }

func (s *values) bind(imp vm.Import) (vm.Extractor, error) {
	return func(out *vm.Value) bool {
		v, ok := s.event.Values[imp.Field]
		out.S, out.N, out.Type = v.S, v.N, v.Type
		out.L = append(out.L[:0], v.L...)
		return ok
	}, nil
}

// reload passes a bundle through its bytes.
func reload(t interface{ Fatal(...any) }, b *vm.Bundle) *vm.Bundle {
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	b, err = vm.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := vm.Verify(b); err != nil {
		t.Fatal(err)
	}
	return b
}

// Random rules on random events: the machine, with and without optimisation, says
// what the reference evaluator says.
func TestDifferential(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		conds := rapid.SliceOfN(gen.Condition(3), 1, 8).Draw(t, "conditions")
		var rules []codegen.Rule
		var refs []*catalog.FieldRef
		for _, c := range conds {
			rules = append(rules, codegen.Rule{
				Info: vm.RuleInfo{Name: "rule", Source: "syscall", Enabled: true}, Cond: c.Cond, Events: check.Events(c.AST),
			})
			refs = append(refs, gen.Fields(c.Cond)...)
		}
		events := rapid.SliceOfN(gen.RandomEvent(refs), 1, 5).Draw(t, "events")
		for _, opt := range []codegen.Options{{NoOptimize: true}, {}} {
			b, err := codegen.Build(rules, opt)
			if err != nil {
				t.Fatal(err)
			}
			b = reload(t, b)
			var src values
			m, err := vm.NewMachine(b, src.bind)
			if err != nil {
				t.Fatal(err)
			}
			sel := vm.NewSelection(b, 7)
			for _, e := range events {
				src.event = e
				m.Begin(e.ID)
				got := m.Match(sel, true, nil)
				var want []int
				for i := range rules {
					if b.Rules[i].Events.Has(e.ID) && reference.Eval(rules[i].Cond, e.Get) {
						want = append(want, i)
					}
				}
				if !slices.Equal(got, want) {
					for _, c := range conds {
						t.Log(grammar.String(c.AST))
					}
					t.Fatalf("optimised: %v: event %d %+v: got %v, want %v", !opt.NoOptimize, e.ID, e.Values, got, want)
				}
				for i := range rules {
					if m.Rule(i) != slices.Contains(want, i) {
						t.Fatalf("rule %d alone: %v", i, m.Rule(i))
					}
				}
			}
		}
	})
}
