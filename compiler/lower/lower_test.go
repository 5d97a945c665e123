package lower_test

import (
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/vm/catalog"
)

// lowered is a condition's formula and the graph it is in.
func lowered(t *testing.T, g *lower.Graph, cond string) (lower.Ref, catalog.EventSet) {
	t.Helper()
	e, perr := grammar.ParseCondition(cond, 100)
	if perr != nil {
		t.Fatalf("%s: %v", cond, perr)
	}
	c, findings := check.Condition(e, check.SourceSyscall)
	if c == nil {
		t.Fatalf("%s: %v", cond, findings)
	}
	return g.Condition(c), check.Events(e)
}

// What is written stays so, except for what is plainly true or false; otherwise
// conjunctions in each other are one.
func TestAsWritten(t *testing.T) {
	for _, c := range []struct{ cond, plain, simple string }{
		{"proc.name = a or proc.name in (b, a)", "(proc.name = a or proc.name in (a, b))", "proc.name in (a, b)"},
		{"proc.name = a and (proc.pid = 1 and proc.ppid = 2)", "(proc.name = a and (proc.pid = 1 and proc.ppid = 2))", "(proc.name = a and proc.pid = 1 and proc.ppid = 2)"},
		{"fd.name glob /etc/*", "fd.name glob /etc/*", "fd.name startswith /etc/"},
		{"proc.name = a and not proc.name = a", "false", "false"},
		{"proc.name = a or not (proc.name = a)", "true", "true"},
	} {
		for i, want := range []string{c.plain, c.simple} {
			g := lower.New(lower.Options{NoOptimize: i == 0})
			r, _ := lowered(t, g, c.cond)
			if got := g.Formula(r); got != want {
				t.Errorf("%s: optimised %v:\n got %s\nwant %s", c.cond, i == 1, got, want)
			}
		}
	}
}

func TestSpecialise(t *testing.T) {
	name := func(id catalog.EventID) string { return id.Info().Name }
	for _, c := range []struct {
		cond  string
		event string
		want  string // "" when no variant has the event
	}{
		{"evt.type in (open, openat) and proc.name = a", "open", "proc.name = a"},
		{"evt.type in (open, openat) and proc.name = a", "close", ""},
		{"evt.type = open and proc.name = a or evt.type = close and proc.name = b", "close", "proc.name = b"},
		{"not evt.type = open or proc.name = a", "open", "proc.name = a"},
		{"not evt.type = open or proc.name = a", "close", "true"},
		{"evt.type startswith open and evt.type != openat", "openat2", "true"},
		{"evt.type = open", "asyncevent", "evt.type = open"},
		{"evt.arg.newpath = /a or evt.arg.name = /b", "unlinkat", "evt.arg.name = /b"},
		{"not evt.arg.newpath = /a", "unlinkat", "true"},
		{"evt.rawarg.newpath exists", "unlinkat", ""},
	} {
		g := lower.New(lower.Options{})
		r, _ := lowered(t, g, c.cond)
		got := ""
		for _, v := range g.Specialise(r, catalog.AllEvents) {
			v.Events.Each(func(id catalog.EventID) {
				if name(id) == c.event && (id.IsExit() || c.event == "asyncevent") {
					got = g.Formula(v.Cond)
				}
			})
		}
		if got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.cond, c.event, got, c.want)
		}
	}
}

// Equal formulas are one node, whatever the order in which they are written.
func TestShared(t *testing.T) {
	g := lower.New(lower.Options{})
	a, _ := lowered(t, g, "proc.name = a and (proc.pid = 1 or fd.name exists)")
	n := len(g.Nodes)
	b, _ := lowered(t, g, "(fd.name exists or proc.pid = 1) and proc.name = a")
	c, _ := lowered(t, g, "not (not proc.name = a or not fd.name exists and not proc.pid = 1)")
	if a != b || a != c || len(g.Nodes) != n {
		t.Errorf("%s, %s, %s: %d nodes, then %d", g.Formula(a), g.Formula(b), g.Formula(c), n, len(g.Nodes))
	}
}

// A test that is made of a rule's tests while its condition is specialised is that rule's.
func TestOriginOfMadeTests(t *testing.T) {
	g := lower.New(lower.Options{})
	for i, cond := range []string{
		"proc.name = x",
		"not (evt.type = open and proc.pid = 1 or not proc.name = a) or proc.name = b",
		"proc.name = y",
	} {
		r, _ := lowered(t, g, cond)
		for _, v := range g.Specialise(r, catalog.AllEvents) {
			_ = v
		}
		for j := range g.Tests {
			if g.Tests[j].Origin.Rule > i {
				t.Errorf("%s is of rule %d after %d rules", g.Text(&g.Tests[j]), g.Tests[j].Origin.Rule, i+1)
			}
		}
	}
	made := false
	for i := range g.Tests {
		made = made || g.Text(&g.Tests[i]) == "proc.name in (a, b)" && g.Tests[i].Origin.Rule == 1
	}
	if !made {
		t.Error("no test is made of two")
	}
}
