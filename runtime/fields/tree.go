package fields

import (
	"strings"

	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

var treeFields = map[catalog.FieldID]get{
	catalog.FieldProcPexe:     parent(func(t *state.Thread) string { return t.Exe }),
	catalog.FieldProcPexepath: parent(func(t *state.Thread) string { return t.ExePath }),
	catalog.FieldProcPname:    parent(func(t *state.Thread) string { return t.Comm }),
	catalog.FieldProcPcmdline: parent((*state.Thread).Cmdline),
	catalog.FieldProcAexe:     ancestors(func(t *state.Thread) string { return t.Exe }),
	catalog.FieldProcAexepath: ancestors(func(t *state.Thread) string { return t.ExePath }),
	catalog.FieldProcAname:    ancestors(func(t *state.Thread) string { return t.Comm }),
	catalog.FieldProcAcmdline: ancestors((*state.Thread).Cmdline),
	catalog.FieldProcAargs:    ancestorArgs,
	catalog.FieldProcAenv:     ancestorEnv,
	catalog.FieldProcApid:     ancestorPID,
	catalog.FieldProcPpid: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		p := c.ancestor(1)
		return p != nil && num(out, uint64(p.PID))
	},
	catalog.FieldProcPvpid: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		p := c.parent()
		return p != nil && num(out, uint64(p.VPID))
	},
	catalog.FieldProcPpidTs: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		p := c.parent()
		return p != nil && num(out, p.CloneTS)
	},
	catalog.FieldProcPpidDuration: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		p := c.ancestor(1)
		if p == nil {
			return false
		}
		if p.CloneTS == 0 { // where the parent's age is unknown, Falco gives this number
			return num(out, fdCount(c, c.St.Thread))
		}
		return num(out, c.Ev.TS-p.CloneTS)
	},
	catalog.FieldProcLoginshellid: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if c.St.Thread == nil {
			return false
		}
		found := false
		w := c.walk(true)
		for t := w.next(); t != nil; t = w.next() {
			if strings.HasSuffix(t.Comm, "sh") {
				found = num(out, uint64(t.PID))
			}
		}
		return found
	},
	catalog.FieldProcSname:        leader((*state.State).SessionLeader, func(t *state.Thread) string { return t.Comm }),
	catalog.FieldProcSidExe:       leader((*state.State).SessionLeader, func(t *state.Thread) string { return t.Exe }),
	catalog.FieldProcSidExepath:   leader((*state.State).SessionLeader, func(t *state.Thread) string { return t.ExePath }),
	catalog.FieldProcVpgidName:    leader((*state.State).VGroupLeader, func(t *state.Thread) string { return t.Comm }),
	catalog.FieldProcVpgidExe:     leader((*state.State).VGroupLeader, func(t *state.Thread) string { return t.Exe }),
	catalog.FieldProcVpgidExepath: leader((*state.State).VGroupLeader, func(t *state.Thread) string { return t.ExePath }),
	catalog.FieldProcPgidName:     leader((*state.State).GroupLeader, func(t *state.Thread) string { return t.Comm }),
	catalog.FieldProcPgidExe:      leader((*state.State).GroupLeader, func(t *state.Thread) string { return t.Exe }),
	catalog.FieldProcPgidExepath:  leader((*state.State).GroupLeader, func(t *state.Thread) string { return t.ExePath }),
}

// parent is a property of the parent process.
func parent(f func(t *state.Thread) string) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		p := c.ancestor(1)
		return p != nil && str(out, f(p))
	}
}

// leader is a property of a session's or group's leader, empty without one.
func leader(find func(*state.State, *state.Thread) *state.Thread, f func(t *state.Thread) string) get {
	return text(func(c *Context, t *state.Thread) string {
		if l := find(c.St, t); l != nil {
			return f(l)
		}
		return ""
	})
}

func (c *Context) ancestor(n int64) *state.Thread {
	if c.St.Thread == nil || n < 0 {
		return nil
	}
	return c.St.Ancestor(c.St.Thread, int(min(n, 1<<20)))
}

// parent is the thread that made the event's thread.
func (c *Context) parent() *state.Thread {
	if c.St.Thread == nil {
		return nil
	}
	return c.St.Parent(c.St.Thread)
}

// walk goes through the processes that made the event's, nearest first; the state
// knows no rings of parents.
type walk struct {
	st   *state.State
	at   *state.Thread
	self bool // begins with the process itself
}

func (c *Context) walk(self bool) walk { return walk{c.St, c.St.Main(c.St.Thread), self} }

func (w *walk) next() *state.Thread {
	if w.self {
		w.self = false
		return w.at
	}
	if w.at != nil {
		w.at = w.st.NextAncestor(w.at)
	}
	return w.at
}

// ancestors is a property of one ancestor, or of all of them as candidates.
func ancestors(f func(t *state.Thread) string) get {
	return func(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
		if c.St.Thread == nil {
			return false
		}
		if ref.HasArg && ref.Index >= 0 {
			a := c.ancestor(ref.Index)
			return a != nil && str(out, f(a))
		}
		out.L = out.L[:0]
		w := c.walk(false)
		for t := w.next(); t != nil; t = w.next() {
			out.L = append(out.L, vm.Value{S: f(t)})
		}
		return len(out.L) > 0
	}
}

func ancestorPID(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
	if c.St.Thread == nil {
		return false
	}
	if ref.HasArg && ref.Index >= 0 {
		a := c.ancestor(ref.Index)
		return a != nil && num(out, uint64(a.PID))
	}
	out.L = out.L[:0]
	w := c.walk(false)
	for t := w.next(); t != nil; t = w.next() {
		out.L = append(out.L, vm.Value{N: uint64(t.PID)})
	}
	return len(out.L) > 0
}

// ancestorArgs is one text of all ancestors' arguments, absent when it is empty.
func ancestorArgs(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
	if c.St.Thread == nil {
		return false
	}
	if ref.HasArg && ref.Index >= 0 {
		a := c.ancestor(ref.Index)
		return a != nil && str(out, a.Args.Joined())
	}
	start := len(c.buf)
	w := c.walk(false)
	for t := w.next(); t != nil; t = w.next() {
		if len(c.buf) > start {
			c.buf = append(c.buf, ' ')
		}
		c.buf = append(c.buf, t.Args.Joined()...)
	}
	return len(c.buf) > start && str(out, c.keep(start))
}

// maxEnvAncestors is how far up a variable is looked for.
const maxEnvAncestors = 20

func ancestorEnv(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
	if c.St.Thread == nil {
		return false
	}
	switch {
	case ref.IsNum:
		a := c.ancestor(ref.Index)
		return a != nil && str(out, c.St.Env(a).Joined())
	case ref.HasArg:
		w := c.walk(false)
		for i := 0; i < maxEnvAncestors; i++ {
			t := w.next()
			if t == nil {
				break
			}
			if v := c.St.Env(t).Get(ref.Arg); v != "" {
				return str(out, v)
			}
		}
		return str(out, "")
	}
	out.L = out.L[:0]
	w := c.walk(false)
	for t := w.next(); t != nil; t = w.next() {
		out.L = append(out.L, vm.Value{S: c.St.Env(t).Joined()})
	}
	return len(out.L) > 0
}
