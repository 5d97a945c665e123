// Package fields reads the values of fields: for each row of the catalogue there is
// one extractor, which looks at the current event and at the state that it was
// bound to.
//
// A Context stands for the current event. Values are views of the event, of the
// state, or of the Context's scratch memory; they hold until the next Begin. In the
// steady state no extractor allocates.
package fields

import (
	"fmt"
	"strconv"
	"unsafe"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Context is the current event with the state that extractors read. It belongs to
// one goroutine.
type Context struct {
	Ev *driver.Event
	St *state.State

	Source   string // evt.source of events that no plugin made
	Hostname string // evt.hostname; empty in a replay

	info *catalog.EventInfo
	buf  []byte // texts made for this event; grows, is emptied by Begin
	caps [8]capsText

	told             string // nameTold for this event, once it was asked for
	toldName, toldOK bool
}

// New returns a Context over a state.
func New(st *state.State) *Context { return &Context{St: st, Source: "syscall"} }

// Begin makes ev, which the state has processed, the current event.
func (c *Context) Begin(ev *driver.Event) {
	c.Ev = ev
	c.info = ev.Info()
	c.buf = c.buf[:0]
	c.toldName = false
}

// get reads one field. ref is the field as it was bound.
type get func(c *Context, ref *catalog.FieldRef, out *vm.Value) bool

// bind makes the extractor of a field that has something to work out beforehand or
// to remember between events.
type bind func(c *Context, ref *catalog.FieldRef) (vm.Extractor, error)

var (
	getters [catalog.NumFields]get
	binders [catalog.NumFields]bind
)

func init() {
	for _, class := range []map[catalog.FieldID]get{
		genericFields, evtFields, countFields, openFields, pathFields, procFields, treeFields, fileFields,
		sockFields, fsPathFields, fdListFields, userFields, containerFields, k8sFields,
	} {
		for id, g := range class {
			getters[id] = g
		}
	}
	for _, class := range []map[catalog.FieldID]bind{evtBinders, containerBinders, fileBinders, procBinders} {
		for id, b := range class {
			binders[id] = b
		}
	}
}

// Bind returns the extractor of a field over c.
func Bind(c *Context, ref catalog.FieldRef) (vm.Extractor, error) {
	if int(ref.ID) >= len(getters) {
		return nil, fmt.Errorf("field %d: %w", ref.ID, catalog.ErrNoField)
	}
	if b := binders[ref.ID]; b != nil {
		return b(c, &ref)
	}
	g := getters[ref.ID]
	if g == nil {
		return nil, fmt.Errorf("field %s: no extractor", ref.Row().Name)
	}
	return func(out *vm.Value) bool { return g(c, &ref, out) }, nil
}

// BindText is Bind for the text of a field, as a bundle imports it.
func BindText(c *Context, field string) (vm.Extractor, error) {
	ref, err := catalog.ParseField(field)
	if err != nil {
		return nil, fmt.Errorf("field %s: %w", field, err)
	}
	return Bind(c, ref)
}

// PrintsOther reports whether a field prints something else than what conditions
// compare, so that printing needs the extractor of BindOutput.
func PrintsOther(ref *catalog.FieldRef) bool {
	switch ref.ID {
	case catalog.FieldProcApid, catalog.FieldProcAenv:
		return !ref.HasArg
	case catalog.FieldEvtBuffer:
		return true
	}
	return false
}

// BindOutput is Bind for printing. Without an argument proc.apid and proc.aenv are then
// the process's own, though conditions compare those of its ancestors.
func BindOutput(c *Context, ref catalog.FieldRef) (vm.Extractor, error) {
	if PrintsOther(&ref) {
		switch ref.ID {
		case catalog.FieldProcApid:
			ref.ID = catalog.FieldProcPid
		case catalog.FieldProcAenv:
			ref.ID = catalog.FieldProcEnv
		case catalog.FieldEvtBuffer:
			return func(out *vm.Value) bool { return bufferText(c, out) }, nil
		}
	}
	return Bind(c, ref)
}

func str(out *vm.Value, s string) bool {
	out.S = s
	return true
}

func num(out *vm.Value, n uint64) bool {
	out.N = n
	return true
}

func boolean(out *vm.Value, b bool) bool {
	out.N = 0
	if b {
		out.N = 1
	}
	return true
}

// absent is the extractor of fields that nothing fills any more.
func absent(*Context, *catalog.FieldRef, *vm.Value) bool { return false }

// zero is the extractor of counters that Falco keeps at zero.
func zero(_ *Context, _ *catalog.FieldRef, out *vm.Value) bool { return num(out, 0) }

// keep turns the scratch text after start into a string. Later appends do not touch
// it: they write behind it or into a new block.
func (c *Context) keep(start int) string {
	b := c.buf[start:]
	return unsafe.String(unsafe.SliceData(b), len(b))
}

func (c *Context) has(flags catalog.EventFlags) bool { return c.info.Flags&flags != 0 }

// names answers render's questions about the current event's process.
type names Context

func (c *Context) names() render.Names { return (*names)(c) }

// FD describes a descriptor of the process.
func (n *names) FD(num int64) (char, l4 byte, name string, ok bool) {
	if n.St.Thread == nil {
		return 0, 0, "", false
	}
	fd := n.St.Lookup(n.St.Thread, num)
	if fd == nil {
		return 0, 0, "", false
	}
	if fd.IsInet() && (fd.L4 == driver.L4Raw || hasRole(fd) || fd.IsListening()) {
		l4 = fd.L4
	}
	return typeChar(fd.Type), l4, fd.Name, true
}

// Comm is the command name of a thread.
func (n *names) Comm(tid int64) (string, bool) {
	if t := n.St.Find(tid); t != nil {
		return t.Comm, true
	}
	return "", false
}

// User is the name of an account as the process sees it.
func (n *names) User(uid uint32) (string, bool) {
	if u := n.St.ListedUser(n.container(), uid); u != nil {
		return u.Name, true
	}
	return "", false
}

// Group is the name of a group as the process sees it.
func (n *names) Group(gid uint32) (string, bool) {
	if g := n.St.ListedGroup(n.container(), gid); g != nil {
		return g.Name, true
	}
	return "", false
}

func (n *names) container() string {
	if n.St.Thread == nil {
		return ""
	}
	return n.St.Thread.ContainerID()
}

// Path appends the absolute form of a path. Relative to an unknown descriptor it
// stays as it is.
func (n *names) Path(dst []byte, dirfd int64, path string) []byte {
	t := n.St.Thread
	if t == nil {
		return state.JoinPath(dst, "", path)
	}
	if dirfd == catalog.AT_FDCWD {
		return state.JoinPath(dst, n.St.Cwd(t), path)
	}
	if n.St.Lookup(t, dirfd) == nil {
		return state.JoinPath(dst, "", path)
	}
	return state.JoinPath(dst, n.St.DirBase(t, dirfd), path)
}

func appendInt(dst []byte, n int64) []byte { return strconv.AppendInt(dst, n, 10) }
