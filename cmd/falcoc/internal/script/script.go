// Package script makes captures from a small YAML language of processes and what they
// do; Help describes it. A mistake is an *Error with its place.
package script

import (
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Help describes the language.
const Help = `A script is a YAML mapping with the keys

  hostname: web-1                  the machine's name
  users:                           accounts besides root, www-data and alice
    - {name: bob, uid: 1001, gid: 1001, home: /home/bob, shell: /bin/bash}
  containers:                      their names stand for them below
    - {name: shop, id: 3ad7b26ded6d, image: nginx, tag: "1.27", privileged: false}
  processes:                       what runs when the capture begins; "init" always does
    - {name: sh, exe: /usr/bin/bash, args: [bash, -i], parent: init, uid: 1000, cwd: /home/alice, tty: 34816, container: shop, env: [A=b]}
  events:                          what happens, in order

Each event is a mapping. process names who acts; one more key says what happens, the others are its details:

  {process: sh, spawn: /usr/bin/cat, args: [cat, /etc/shadow], as: cat}    fork and execute; as names the child
  {process: sh, fork: child}
  {process: sh, exec: /usr/bin/id, args: [id]}
  {process: cat, open: /etc/shadow, flags: O_RDONLY, as: f}                errno: ENOENT makes it fail
  {process: cat, read: f, data: "root:x"}      write, send, recv: the same
  {process: cat, close: f}                     dup: f, to: 0 makes another descriptor
  {process: cat, connect: "203.0.113.9:443", from: "10.0.0.5:40000", as: s}
  {process: cat, accept: "10.0.0.5:80", from: "203.0.113.9:40000", as: s}
  {process: cat, listen: "0.0.0.0:80", as: s}
  {process: cat, stat: /etc/passwd}            unlink: PATH; chmod: PATH, mode: 0755
  {process: cat, setuid: 0}
  {wait: 1.5s}
  {process: cat, event: mkdirat, params: {res: 0, dirfd: -100, path: /tmp/x, mode: 0}}    any event of falcoc's catalogue
  {process: cat, exit: 0}

Descriptors are the names given with as, or numbers. Flags are names as in evt.arg.flags (O_RDWR|O_CREAT) or numbers.`

// Error is a mistake in a script.
type Error struct {
	At  string // file:line:col
	Msg string
}

func (e *Error) Error() string { return e.At + ": " + e.Msg }

// maxEvents bounds what a script may make; it has no loops, so a file's size does too.
const maxEvents = 1 << 20

// Write makes the capture that the script in f describes.
func Write(out *scap.Writer, f *source.File, seed uint64) (events int, err error) {
	docs, yerr := source.ParseYAML(f)
	if yerr != nil {
		return 0, &Error{fmt.Sprintf("%s:%d:%d", f.Name, yerr.Line+1, yerr.Col+1), yerr.Msg}
	}
	fail := func(n *source.Node, msg string) (int, error) {
		return 0, &Error{fmt.Sprintf("%s:%d:%d", f.Name, n.Line+1, n.Col+1), msg}
	}
	switch len(docs) {
	case 0:
		return fail(&source.Node{}, "the script is empty")
	case 1:
		return Node(out, f, docs[0], seed)
	}
	return fail(docs[1], "one document is enough")
}

// Node makes the capture that a node of a file describes.
func Node(out *scap.Writer, f *source.File, n *source.Node, seed uint64) (events int, err error) {
	m := &maker{file: f, world: synth.NewWorld(seed), procs: map[string]*synth.Process{}, ids: map[string]string{}, fds: map[string]int64{}}
	defer func() {
		if r := recover(); r != nil {
			mistake, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			err = mistake
		}
	}()
	if err := m.run(n, out); err != nil {
		return 0, err
	}
	return m.world.Events(), nil
}

// maker runs one script. Its methods leave it by a panic with an *Error, which Write
// catches.
type maker struct {
	file  *source.File
	world *synth.World
	procs map[string]*synth.Process
	ids   map[string]string // container ids by name
	boxes []*containers.Container
	fds   map[string]int64
}

func (m *maker) fail(n *source.Node, format string, a ...any) {
	panic(&Error{fmt.Sprintf("%s:%d:%d", m.file.Name, n.Line+1, n.Col+1), fmt.Sprintf(format, a...)})
}

// table is a mapping of which the keys are known to be right.
type table struct {
	m    *maker
	node *source.Node
	what string
}

func (m *maker) table(n *source.Node, what string, keys ...string) *table {
	if n.Kind != source.Mapping {
		m.fail(n, "want a mapping: %s", what)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Kids); i += 2 {
		k := n.Kids[i]
		if !slices.Contains(keys, k.Value) {
			m.fail(k, "%s has no key %q; it has %s", what, k.Value, strings.Join(keys, ", "))
		}
		if seen[k.Value] {
			m.fail(k, "the key %q is given twice", k.Value)
		}
		seen[k.Value] = true
	}
	return &table{m: m, node: n, what: what}
}

func (t *table) get(key string) *source.Node {
	if n := t.node.Get(key); n != nil && n.Kind != source.Null {
		return n
	}
	return nil
}

func (t *table) must(key string) *source.Node {
	n := t.get(key)
	if n == nil {
		t.m.fail(t.node, "%s needs the key %q", t.what, key)
	}
	return n
}

func (t *table) text(key, def string) string {
	if n := t.get(key); n != nil {
		return t.m.text(n)
	}
	return def
}

func (m *maker) text(n *source.Node) string {
	if n.Kind != source.ScalarNode {
		m.fail(n, "want a text")
	}
	return n.Value
}

func (m *maker) number(n *source.Node) int64 {
	v, err := strconv.ParseInt(m.text(n), 0, 64)
	if err != nil {
		m.fail(n, "%q is no number", n.Value)
	}
	return v
}

func (m *maker) id(n *source.Node) uint32 {
	v := m.number(n)
	if v < 0 || v > 1<<32-1 {
		m.fail(n, "%d is no id", v)
	}
	return uint32(v)
}

func (m *maker) list(n *source.Node) []*source.Node {
	if n == nil {
		return nil
	}
	if n.Kind != source.Sequence {
		m.fail(n, "want a list")
	}
	return n.Kids
}

func (m *maker) texts(n *source.Node) (list []string) {
	for _, k := range m.list(n) {
		list = append(list, m.text(k))
	}
	return list
}

func (m *maker) addr(n *source.Node) netip.AddrPort {
	a, err := netip.ParseAddrPort(m.text(n))
	if err != nil {
		m.fail(n, "%q is no ADDRESS:PORT", n.Value)
	}
	return a
}

func (m *maker) process(n *source.Node) *synth.Process {
	p := m.procs[m.text(n)]
	if p == nil {
		names := make([]string, 0, len(m.procs))
		for name := range m.procs {
			names = append(names, name)
		}
		slices.Sort(names)
		m.fail(n, "no process is named %q; there are %s", n.Value, strings.Join(names[:min(len(names), 20)], ", "))
	}
	return p
}

func (m *maker) name(n *source.Node, p *synth.Process) {
	name := m.text(n)
	if m.procs[name] != nil {
		m.fail(n, "another process is named %q", name)
	}
	m.procs[name] = p
}

func (m *maker) run(doc *source.Node, out *scap.Writer) error {
	top := m.table(doc, "a script", "hostname", "users", "containers", "processes", "events")
	w := m.world
	w.Machine.Hostname = top.text("hostname", w.Machine.Hostname)
	m.procs["init"] = w.Init()
	for _, n := range m.list(top.get("users")) {
		m.user(n)
	}
	for _, n := range m.list(top.get("containers")) {
		m.container(n)
	}
	for _, n := range m.list(top.get("processes")) {
		m.running(n)
	}
	events := m.list(top.must("events"))
	if len(events) == 0 {
		m.fail(top.must("events"), "a capture needs an event")
	}
	if len(events) > maxEvents {
		m.fail(events[maxEvents], "more than %d events", maxEvents)
	}
	if err := out.Snapshot(w.Begin(out.Event)); err != nil {
		return err
	}
	for _, c := range m.boxes {
		w.Emit(-1, catalog.EvtContainerJson2E, string(containers.Append(nil, c)))
	}
	for _, n := range events {
		m.event(n)
		if err := w.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) duration(n *source.Node) uint64 {
	d, err := time.ParseDuration(m.text(n))
	if err != nil || d < 0 {
		m.fail(n, "%q is no duration such as 1.5s", n.Value)
	}
	return uint64(d)
}

// Check reads a script and throws the capture away.
func Check(f *source.File) error {
	w := scap.NewWriter(io.Discard, scap.WriterOptions{})
	_, err := Write(w, f, 0)
	return err
}
