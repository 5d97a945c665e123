package codegen_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/vm"
)

// Long lists, wide disjunctions and deep conditions stay within time and limits.
func TestScale(t *testing.T) {
	golden.OneThread(t)
	list := func(n int, sep, format string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = fmt.Sprintf(format, i)
		}
		return strings.Join(parts, sep)
	}
	deep := strings.Repeat("not (proc.pid = 7 and ", 15) + "proc.name = x" + strings.Repeat(")", 15)
	cat := map[string]bool{"negated": true} // those that are true for cat
	for name, cond := range map[string]string{
		"list":       "fd.name in (" + list(100_000, ", ", "host%d.example") + ")",
		"equalities": list(20_000, " or ", "fd.name = /f%d"),
		"globs":      list(40_000, " or ", "fd.name glob /a%d/?/b"),
		"orders":     list(70_000, " and ", "proc.pid > %d"),
		"deep":       deep,
		"wide":       "(" + list(70_000, " or ", "proc.pid > 1%d") + ") and proc.name = cat",
		"negated":    "(" + list(40_000, " or ", "(proc.pid > 1%d and fd.name != x)") + " or proc.name exists) and proc.name = cat",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			b := build(t, codegen.Options{}, cond)
			built := time.Since(start)
			f := newFeed(b)
			f.opens(12)
			m, err := vm.NewMachine(b, f.bind)
			if err != nil {
				t.Fatal(err)
			}
			sel := vm.NewSelection(b, 7)
			start = time.Now()
			for f.now = range f.ids {
				m.Begin(f.ids[f.now])
				got := len(m.Match(sel, true, nil)) > 0
				want := cat[name] && f.rows[f.now][f.index["proc.name"]].S == "cat"
				if got != want && (cat[name] || name == "orders") {
					t.Fatalf("event %d: %v", f.now, got)
				}
			}
			t.Logf("built in %v, %d instructions, %d formulas, %v an event", built, len(b.Code), len(b.Subs), time.Since(start)/time.Duration(len(f.ids)))
		})
	}
}
