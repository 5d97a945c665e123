package gen_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/compiler/reference/gen"
	"github.com/falcoc/falcoc/compiler/typed"
)

// The events outside of what a condition's comparisons of evt.type allow must not
// match it.
func TestInferenceHolds(t *testing.T) {
	matches, total := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		r := gen.Condition(3).Draw(t, "condition")
		e := gen.RandomEvent(gen.Fields(r.Cond)).Draw(t, "event")
		seen := check.Events(r.AST)
		total++
		if reference.Eval(r.Cond, e.Get) {
			matches++
			if !seen.Has(e.ID) {
				t.Fatalf("%v matches, which the inference leaves out", e.ID)
			}
		}
		if reference.Eval(&typed.Not{X: r.Cond}, e.Get) == reference.Eval(r.Cond, e.Get) {
			t.Fatal("not does not negate")
		}
	})
	t.Logf("%d of %d match", matches, total)
}
