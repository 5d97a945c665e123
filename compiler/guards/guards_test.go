package guards_test

import (
	"fmt"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/guards"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// of is the guard of a condition on openat.
func of(t *testing.T, condition string) (any [][]vm.GuardAtom) {
	t.Helper()
	text := "- rule: r\n  desc: d\n  output: o\n  priority: INFO\n  condition: >\n    evt.type = openat and " + condition + "\n"
	res := compiler.Compile([]*source.File{source.NewFile("r.yaml", []byte(text))}, compiler.Options{})
	if !res.OK() {
		t.Fatalf("%s: has errors", condition)
	}
	for _, g := range guards.Build(res.Rules)[0] {
		if g.Events.Has(catalog.EvtOpenat2X) {
			any = g.Any
		}
	}
	return any
}

func TestGuards(t *testing.T) {
	for _, c := range []struct {
		condition string
		want      string // clauses, each as its number of atoms; "" for a rule that never matches
	}{
		{"evt.is_open_read = true", "[1]"},
		{"proc.name = cat", "[0]"},
		{"fd.name startswith /etc and proc.name = cat", "[1]"},
		{"fd.name startswith /etc or proc.name = cat", "[0]"},
		{"fd.name startswith /etc or fd.name = /x", "[1 1]"},
		{"not (fd.name startswith /etc or proc.name = cat)", "[1]"},
		{"not (fd.name startswith /etc and proc.name = cat)", "[0]"},
		{"not fd.directory = /etc", "[0]"}, // only ever an over-approximation
		{"not fd.filename = passwd and evt.is_open_write = true", "[2]"},
		{"fd.name glob /etc/*", "[1]"},
		{"evt.res = SUCCESS and fd.num >= 0", "[1]"},
		{"container.id != host", "[1]"},
		{"evt.type = connect", "[]"},
	} {
		var sizes []int
		for _, atoms := range of(t, c.condition) {
			sizes = append(sizes, len(atoms))
		}
		if got := fmt.Sprint(sizes); got != c.want {
			t.Errorf("%s: %s, want %s", c.condition, got, c.want)
		}
	}
}
