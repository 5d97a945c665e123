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

// What each pass makes of conditions: as written, then simplified.
func TestPasses(t *testing.T) {
	for _, c := range []struct{ cond, plain, simple string }{
		// merge
		{"proc.name = a or proc.name in (b, a)", "(proc.name = a or proc.name in (a, b))", "proc.name in (a, b)"},
		{"not proc.name = a and not proc.name = b", "(not proc.name = a and not proc.name = b)", "not proc.name in (a, b)"},
		{"fd.name startswith /a or fd.name startswith /b or proc.pid = 1",
			"(fd.name startswith /a or fd.name startswith /b or proc.pid = 1)", "(proc.pid = 1 or fd.name startswith anyof (/a, /b))"},
		{"fd.name icontains abcd or fd.name icontains EFGH", "(fd.name icontains abcd or fd.name icontains EFGH)", "fd.name icontains anyof (EFGH, abcd)"},
		// ranges
		{"fd.sport >= 10 and fd.sport <= 20", "(fd.sport >= 10 and fd.sport <= 20)", "fd.sport from 10 to 20"},
		{"evt.rawres > -5 and evt.rawres < 5 and evt.rawres >= 0", "(evt.rawres > -5 and evt.rawres < 5 and evt.rawres >= 0)", "evt.rawres from 0 to 4"},
		{"fd.sport > 20 and fd.sport < 10", "(fd.sport > 20 and fd.sport < 10)", "false"},
		{"fd.sport > 20 or fd.sport < 10", "(fd.sport > 20 or fd.sport < 10)", "(fd.sport > 20 or fd.sport < 10)"},
		{"fd.port >= 10 and fd.port <= 20", "(fd.port >= 10 and fd.port <= 20)", "(fd.port >= 10 and fd.port <= 20)"}, // the two ends
		// simplify
		{"proc.name = a and proc.name exists", "(proc.name = a and proc.name exists)", "proc.name = a"},
		{"proc.name = a and (proc.name = a or proc.pid = 1)", "(proc.name = a and (proc.name = a or proc.pid = 1))", "proc.name = a"},
		{"proc.name = a and (not proc.name = a or proc.pid = 1)", "(proc.name = a and (not proc.name = a or proc.pid = 1))", "(proc.name = a and proc.pid = 1)"},
		{"proc.name = a and (proc.pid = 1 and proc.ppid = 2)", "(proc.name = a and (proc.pid = 1 and proc.ppid = 2))", "(proc.name = a and proc.pid = 1 and proc.ppid = 2)"},
		{"proc.name = a and not proc.name = a", "false", "false"},
		{"proc.name = a or not (proc.name = a)", "true", "true"},
		// normalise
		{"proc.name != a", "proc.name != a", "(proc.name exists and not proc.name = a)"},
		{"proc.name contains ''", `proc.name contains ""`, "proc.name exists"},
		{"proc.name in ()", "proc.name in ()", "false"},
		{"proc.name in (b, a, b)", "proc.name in (a, b)", "proc.name in (a, b)"},
		{"proc.name = oneof (a)", "proc.name = a", "proc.name = a"},
		{"fd.name pmatch (/, /etc)", "fd.name pmatch (/, /etc)", "fd.name exists"},
		{"fd.ip != 10.0.0.1", "fd.ip != 10.0.0.1", "fd.ip != 10.0.0.1"},
		// patterns
		{"fd.name glob /etc/*", "fd.name glob /etc/*", "fd.name startswith /etc/"},
		{"fd.name glob *.so", "fd.name glob *.so", "fd.name endswith .so"},
		{"fd.name glob *abc*", "fd.name glob *abc*", "fd.name contains abc"},
		{"fd.name glob /a/?/b", "fd.name glob /a/?/b", "(fd.name glob /a/?/b and fd.name startswith /a/ and fd.name endswith /b)"},
		{"fd.name regex '.*secret[0-9]'", "fd.name regex .*secret[0-9]", "(fd.name regex .*secret[0-9] and fd.name contains secret)"},
		{"fd.name iglob */KEY?", "fd.name iglob */KEY?", "(fd.name iglob */KEY? and fd.name icontains /KEY)"},
		{"fd.name glob '/a[bc]d*ef'", "fd.name glob /a[bc]d*ef", "(fd.name glob /a[bc]d*ef and fd.name startswith /a and fd.name endswith ef)"},
		{"fd.name pmatch (/srv/*/key)", "fd.name pmatch /srv/*/key", "(fd.name pmatch /srv/*/key and fd.name contains srv and fd.name contains key)"},
		{"fd.name regex '/x(foo|bar)[0-9]+'", `fd.name regex "/x(foo|bar)[0-9]+"`, `(fd.name regex "/x(foo|bar)[0-9]+" and fd.name startswith anyof (/xbar, /xfoo))`},
		{"fd.name regex 'foo|bar'", "fd.name regex foo|bar", "(fd.name regex foo|bar and fd.name in (bar, foo))"},
		{"fd.name regex '[0-9](ab.|cd)[0-9]'", `fd.name regex "[0-9](ab.|cd)[0-9]"`, `(fd.name regex "[0-9](ab.|cd)[0-9]" and fd.name contains anyof (ab, cd))`},
		{"fd.name regex '(é|b)+'", `fd.name regex "(é|b)+"`, `fd.name regex "(é|b)+"`},
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
