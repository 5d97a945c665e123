package codegen_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/compiler/reference/gen"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// crowd makes conditions of a few popular parts, so that many rules are candidates of
// the same events and share what gates and filters ask.
func crowd(rnd *rand.Rand, n int) (out []string) {
	pick := func(from ...string) string { return from[rnd.IntN(len(from))] }
	name := func() string {
		return "proc.name in (" + pick("sh", "bash", "cat") + ", " + pick("ls", "find", "vi") + ")"
	}
	dir := func() string { return "fd.name startswith " + pick("/etc", "/usr", "/usr/lib", "/home/a") }
	part := func() string {
		switch rnd.IntN(9) {
		case 0, 1:
			return name()
		case 2, 3:
			return dir()
		case 4:
			return pick("evt.is_open_write", "evt.is_open_read", "evt.is_open_exec") + " = " + pick("true", "true", "false")
		case 5:
			return "fd.num > " + fmt.Sprint(rnd.IntN(9))
		case 6:
			return "fd.typechar = " + pick("f", "d", "4")
		case 7:
			return "fd.name contains " + pick("passwd", "lib", ".so", "x1")
		}
		return "user.uid in (" + fmt.Sprint(rnd.IntN(4)) + ", 7)"
	}
	for range n {
		parts := []string{"evt.type in (open, openat, openat2)"}
		if rnd.IntN(2) == 0 {
			parts = append(parts, name(), dir())
		}
		for range 1 + rnd.IntN(4) {
			p := part()
			switch rnd.IntN(5) {
			case 0:
				p = "not " + p
			case 1:
				p = "(" + p + " or " + part() + ")"
			case 2:
				p = "(" + p + " and " + part() + " or not " + part() + ")"
			}
			parts = append(parts, p)
		}
		out = append(out, strings.Join(parts, " and "))
	}
	return out
}

func crowdEvent(rnd *rand.Rand) *gen.Event {
	e := &gen.Event{ID: catalog.EvtOpenX, Values: map[string]vm.Value{}}
	if rnd.IntN(2) == 0 {
		e.ID = catalog.EvtOpenat2X
	}
	e.Values["evt.type"] = vm.Value{S: e.ID.Info().Name}
	text := func(field string, from ...string) {
		if rnd.IntN(12) > 0 {
			e.Values[field] = vm.Value{S: from[rnd.IntN(len(from))]}
		}
	}
	number := func(field string, n int) {
		if rnd.IntN(12) > 0 {
			e.Values[field] = vm.Value{N: uint64(rnd.IntN(n))}
		}
	}
	text("proc.name", "sh", "bash", "cat", "ls", "find", "vi", "other")
	text("fd.name", "/etc/passwd", "/usr/lib/x.so", "/usr/share/x1", "/home/a/lib.so", "/home/b", "/var/passwd")
	text("fd.typechar", "f", "d", "4")
	for _, f := range []string{"evt.is_open_write", "evt.is_open_read", "evt.is_open_exec"} {
		number(f, 2)
	}
	number("fd.num", 10)
	number("user.uid", 9)
	return e
}

// Rules that share most of what they ask match what the reference evaluator says, in
// the order of the selection, whichever of them are enabled.
func TestCrowds(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	gates, filters, narrow := 0, 0, 0
	for range 12 {
		var rules []codegen.Rule
		conditions := crowd(rnd, 100+rnd.IntN(300))
		for i, c := range conditions {
			e, perr := grammar.ParseCondition(c, 100)
			if perr != nil {
				t.Fatal(perr)
			}
			cond, findings := check.Condition(e, check.SourceSyscall)
			if cond == nil {
				t.Fatalf("%s: %v", c, findings)
			}
			rules = append(rules, codegen.Rule{
				Info: vm.RuleInfo{Name: fmt.Sprint(i), Source: "syscall", Enabled: rnd.IntN(9) > 0}, Cond: cond, Events: check.Events(e),
			})
		}
		b, err := codegen.Build(rules, codegen.Options{})
		if err != nil {
			t.Fatal(err)
		}
		b = reload(t, b)
		for i := range b.Groups {
			gates, filters, narrow = gates+len(b.Groups[i].Gates), filters+len(b.Groups[i].Filters), narrow+len(b.Groups[i].Narrow)
		}
		var src values
		m, err := vm.NewMachine(b, src.bind)
		if err != nil {
			t.Fatal(err)
		}
		sel := vm.NewSelection(b, 7)
		sel.Apply(vm.Choice{Rule: "*7"}, vm.Choice{Enable: true, Rule: "1*"})
		for range 60 {
			src.event = crowdEvent(rnd)
			m.Begin(src.event.ID)
			var want []int
			for _, i := range sel.Enabled() {
				if reference.Eval(rules[i].Cond, src.event.Get) {
					want = append(want, i)
				}
			}
			if got := m.Match(sel, true, nil); !slices.Equal(got, want) {
				t.Fatalf("%v: got %v, want %v", src.event.Values, got, want)
			}
			m.Begin(src.event.ID)
			if got := m.Match(sel, false, nil); !slices.Equal(got, want[:min(1, len(want))]) {
				t.Fatalf("first is %v of %v", got, want)
			}
		}
	}
	if gates == 0 || filters == 0 || narrow == 0 {
		t.Errorf("%d gates, %d filters, %d crossed routes", gates, filters, narrow)
	}
}
