package rulediff

import "testing"

func TestRelate(t *testing.T) {
	for _, c := range []struct {
		old, new string
		want     Relation
	}{
		{"proc.name = a", "proc.name = a", Same},
		{"(proc.name = a and proc.pid = 1)", "(proc.pid = 1 and proc.name = a)", Same},
		{"proc.name = a", "(proc.name = a and proc.pid = 1)", Narrowed},
		{"proc.name = a", "(proc.name = a and not proc.pid = 1)", Narrowed},
		{"proc.name = a", "(proc.name = a or proc.pid = 1)", Widened},
		{"proc.name in (a, b)", "proc.name in (a, b, c)", Widened},
		{"not proc.name in (a, b)", "not proc.name in (a, b, c)", Narrowed},
		{"proc.name = a", "proc.name in (a, b)", Widened},
		{"(evt.type = open and not (proc.name = a or proc.name = b))", "(evt.type = open and not (proc.name = a or proc.name = b or proc.name = c))", Narrowed},
		{"fd.name startswith /etc", "fd.name startswith /etc/ssh", Narrowed},
		{"fd.name contains x", "fd.name endswith .x", Narrowed},
		{"proc.name = a", "proc.name exists", Widened},
		{"proc.name = a", "proc.name = b", Changed},
		{"proc.name in (a, b)", "proc.name in (b, c)", Changed},
		{"proc.pid > 1", "proc.pid > 2", Changed},
		{"not (proc.name = a and proc.pid = 1)", "not proc.name = a", Narrowed},
		{"proc.name = a", "this is no condition", Changed},
	} {
		if got := Relate(c.old, c.new); got != c.want {
			t.Errorf("%s -> %s: %s, want %s", c.old, c.new, got, c.want)
		}
	}
}
