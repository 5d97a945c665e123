package gen_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/compiler/reference/gen"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm/catalog"
)

// The events outside of what a condition's comparisons of evt.type allow must not
// match it. Falco's inference is narrower in two places, where it does not ask rules
// that would match: where syscall.type is absent ("not syscall.type exists"), and
// for calls that share the generic event ("evt.type != sync" leaves out all of them).
func TestInferenceHolds(t *testing.T) {
	matches, total := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		r := gen.Condition(3).Draw(t, "condition")
		e := gen.RandomEvent(gen.Fields(r.Cond)).Draw(t, "event")
		seen := check.Events(r.AST)
		if e.ID.Info().Origin != catalog.FromSyscall {
			for _, ref := range gen.Fields(r.Cond) {
				if ref.ID == catalog.FieldSyscallType {
					t.Skip()
				}
			}
		}
		total++
		if reference.Eval(r.Cond, e.Get) {
			matches++
			if !seen.Has(e.ID) && e.ID != catalog.EvtGenericX {
				t.Fatalf("%v matches, which the inference leaves out", e.ID)
			}
		}
		if reference.Eval(&typed.Not{X: r.Cond}, e.Get) == reference.Eval(r.Cond, e.Get) {
			t.Fatal("not does not negate")
		}
	})
	t.Logf("%d of %d match", matches, total)
}
