package script

import (
	"fmt"
	"net/netip"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/vm/catalog"
)

func (m *maker) user(n *source.Node) {
	t := m.table(n, "a user", "name", "uid", "gid", "home", "shell")
	u := driver.User{Name: m.text(t.must("name")), UID: m.id(t.must("uid"))}
	u.GID = u.UID
	if g := t.get("gid"); g != nil {
		u.GID = m.id(g)
	}
	u.Home, u.Shell = t.text("home", "/home/"+u.Name), t.text("shell", "/bin/sh")
	m.world.Users = append(m.world.Users, u)
	m.world.Groups = append(m.world.Groups, driver.Group{GID: u.GID, Name: u.Name})
}

// fullID is the number of digits of a container's whole id, shortID of those shown.
const fullID, shortID = 64, 12

func (m *maker) container(n *source.Node) {
	t := m.table(n, "a container", "name", "id", "image", "tag", "digest", "privileged", "labels")
	name := m.text(t.must("name"))
	if m.ids[name] != "" {
		m.fail(t.must("name"), "another container is named %q", name)
	}
	id := t.text("id", fmt.Sprintf("%012x", 0xc0de0000+len(m.ids)))
	if len(id) > fullID || len(id) < shortID || strings.Trim(id, "0123456789abcdef") != "" {
		m.fail(t.get("id"), "want %d to %d hexadecimal digits", shortID, fullID)
	}
	full := strings.Repeat(id, fullID/len(id)+1)[:fullID]
	m.ids[name] = full
	c := &containers.Container{ID: full[:shortID], FullID: full, Type: "docker", Name: name, Size: -1}
	if c.ImageRepo = t.text("image", ""); c.ImageRepo != "" {
		c.ImageTag, c.ImageDigest = t.text("tag", "latest"), t.text("digest", "")
		c.Image = c.ImageRepo + ":" + c.ImageTag
	}
	if p := t.get("privileged"); p != nil {
		v, err := strconv.ParseBool(m.text(p))
		if err != nil {
			m.fail(p, "want true or false")
		}
		c.Privileged = v
	}
	if l := t.get("labels"); l != nil {
		if l.Kind != source.Mapping {
			m.fail(l, "want a mapping")
		}
		for i := 0; i+1 < len(l.Kids); i += 2 {
			c.Labels = append(c.Labels, containers.Label{Key: m.text(l.Kids[i]), Value: m.text(l.Kids[i+1])})
		}
	}
	m.boxes = append(m.boxes, c)
}

// running makes a process that is there when the capture begins.
func (m *maker) running(n *source.Node) {
	t := m.table(n, "a process", "name", "exe", "args", "parent", "uid", "gid", "cwd", "tty", "container", "env")
	parent := m.world.Init()
	if p := t.get("parent"); p != nil {
		parent = m.process(p)
	}
	exe := m.text(t.must("exe"))
	p := parent.Spawn(exe, m.texts(t.get("args"))...)
	m.name(t.must("name"), p)
	if u := t.get("uid"); u != nil {
		p.UID = m.id(u)
		p.GID, p.LoginUID = p.UID, p.UID
		if p.UID != 0 {
			p.CapPrm, p.CapEff = 0, 0
		}
	}
	if g := t.get("gid"); g != nil {
		p.GID = m.id(g)
	}
	if v := t.get("tty"); v != nil {
		p.TTY = m.id(v)
	}
	p.Cwd = t.text("cwd", p.Cwd)
	if e := t.get("env"); e != nil {
		p.Env = m.texts(e)
	}
	if c := t.get("container"); c != nil {
		id := m.ids[m.text(c)]
		if id == "" {
			m.fail(c, "no container is named %q", c.Value)
		}
		p.Cgroups = []string{"cpuset=/docker/" + id, "cpu=/docker/" + id, "memory=/docker/" + id}
		p.VPID, p.VTID = 1, 1
		p.Flags |= catalog.CL_CHILD_IN_PIDNS
	}
}

// actions are what a process can do: the keys that each takes besides its own and
// process.
var actions = map[string]struct {
	keys []string
	do   func(m *maker, p *synth.Process, n *source.Node, t *table)
}{
	"spawn": {[]string{"args", "as"}, func(m *maker, p *synth.Process, n *source.Node, t *table) {
		c := p.Spawn(m.text(n), m.texts(t.get("args"))...)
		if as := t.get("as"); as != nil {
			m.name(as, c)
		}
	}},
	"fork": {nil, func(m *maker, p *synth.Process, n *source.Node, _ *table) { m.name(n, p.Fork()) }},
	"exec": {[]string{"args"}, func(m *maker, p *synth.Process, n *source.Node, t *table) {
		p.Exec(m.text(n), m.texts(t.get("args"))...)
	}},
	"open": {[]string{"flags", "as", "errno"}, func(m *maker, p *synth.Process, n *source.Node, t *table) {
		flags := uint32(catalog.O_RDONLY)
		if f := t.get("flags"); f != nil {
			flags = uint32(m.flags(f, m.param(catalog.EvtOpenat2X, "flags")))
		}
		if e := t.get("errno"); e != nil {
			p.OpenFails(m.text(n), flags, m.errno(e))
			return
		}
		m.opened(t, p, p.Open(m.text(n), flags))
	}},
	"read":  {[]string{"data"}, transfer((*synth.Process).Read)},
	"write": {[]string{"data"}, transfer((*synth.Process).Write)},
	"send":  {[]string{"data"}, transfer((*synth.Process).Send)},
	"recv":  {[]string{"data"}, transfer((*synth.Process).Recv)},
	"close": {nil, func(m *maker, p *synth.Process, n *source.Node, _ *table) { p.Close(m.fd(n)) }},
	"dup": {[]string{"to"}, func(m *maker, p *synth.Process, n *source.Node, t *table) {
		p.Dup(m.fd(n), m.number(t.must("to")))
	}},
	"connect": {[]string{"from", "as"}, func(m *maker, p *synth.Process, n *source.Node, t *table) {
		to := m.addr(n)
		m.opened(t, p, p.Connect(m.from(t, to), to))
	}},
	"accept": {[]string{"from", "as"}, func(m *maker, p *synth.Process, n *source.Node, t *table) {
		to := m.addr(n)
		m.opened(t, p, p.Accept(m.from(t, to), to))
	}},
	"listen": {[]string{"as"}, func(m *maker, p *synth.Process, n *source.Node, t *table) { m.opened(t, p, p.Listen(m.addr(n))) }},
	"stat": {[]string{"errno"}, func(m *maker, p *synth.Process, n *source.Node, t *table) {
		errno := 0
		if e := t.get("errno"); e != nil {
			errno = m.errno(e)
		}
		p.Stat(m.text(n), errno)
	}},
	"unlink": {nil, func(m *maker, p *synth.Process, n *source.Node, _ *table) { p.Unlink(m.text(n)) }},
	"chmod": {[]string{"mode"}, func(m *maker, p *synth.Process, n *source.Node, t *table) {
		p.Chmod(m.text(n), int(m.number(t.must("mode"))))
	}},
	"setuid": {nil, func(m *maker, p *synth.Process, n *source.Node, _ *table) {
		p.UID = m.id(n)
		m.world.Emit(p.TID, catalog.EvtSetuidX, 0, p.UID)
	}},
	"exit": {nil, func(m *maker, p *synth.Process, n *source.Node, _ *table) {
		p.Exit(int(m.number(n)))
		for name, q := range m.procs {
			if q == p {
				delete(m.procs, name)
			}
		}
	}},
	"event": {[]string{"params"}, func(m *maker, p *synth.Process, n *source.Node, t *table) { m.anyEvent(p.TID, n, t.get("params")) }},
}

func (m *maker) event(n *source.Node) {
	if n.Kind != source.Mapping {
		m.fail(n, "want a mapping: an event")
	}
	if wait := n.Get("wait"); wait != nil && len(n.Kids) == 2 {
		m.world.Now += m.duration(wait)
		return
	}
	var action string
	for i := 0; i+1 < len(n.Kids); i += 2 {
		k := n.Kids[i]
		if _, ok := actions[k.Value]; ok && k.Kind == source.ScalarNode {
			if action != "" {
				m.fail(k, "an event is one thing: %q or %q", action, k.Value)
			}
			action = k.Value
		}
	}
	if action == "" {
		var names []string
		for name := range actions {
			names = append(names, name)
		}
		slices.Sort(names)
		m.fail(n, "an event needs one of the keys wait, %s", strings.Join(names, ", "))
	}
	a := actions[action]
	t := m.table(n, action, append([]string{"process", action}, a.keys...)...)
	a.do(m, m.process(t.must("process")), t.must(action), t)
}

func transfer(call func(*synth.Process, int64, []byte)) func(*maker, *synth.Process, *source.Node, *table) {
	return func(m *maker, p *synth.Process, n *source.Node, t *table) {
		call(p, m.fd(n), []byte(t.text("data", "")))
	}
}

// opened gives a new descriptor its name.
func (m *maker) opened(t *table, p *synth.Process, fd int64) {
	if as := t.get("as"); as != nil {
		m.fds[m.text(as)] = fd
	}
}

func (m *maker) fd(n *source.Node) int64 {
	if fd, ok := m.fds[m.text(n)]; ok {
		return fd
	}
	fd, err := strconv.ParseInt(n.Value, 10, 32)
	if err != nil {
		m.fail(n, "no descriptor is named %q", n.Value)
	}
	return fd
}

func (m *maker) from(t *table, to netip.AddrPort) netip.AddrPort {
	n := t.get("from")
	if n == nil {
		a := netip.MustParseAddr("10.0.0.5")
		if to.Addr().Is6() {
			a = netip.MustParseAddr("fd00::5")
		}
		return netip.AddrPortFrom(a, uint16(32768+m.world.Rand.IntN(28000)))
	}
	from := m.addr(n)
	if from.Addr().Is4() != to.Addr().Is4() {
		m.fail(n, "both addresses must be of one family")
	}
	return from
}

func (m *maker) param(id catalog.EventID, name string) *catalog.Param {
	return &id.Info().Params[id.Info().Param(name)]
}

// flags reads A|B|C or a number.
func (m *maker) flags(n *source.Node, p *catalog.Param) uint64 {
	text := m.text(n)
	if v, err := strconv.ParseUint(text, 0, 64); err == nil {
		return v
	}
	var sum uint64
	for _, name := range strings.Split(text, "|") {
		v, ok := flagNamed(p, strings.TrimSpace(name))
		if !ok {
			m.fail(n, "%s has no flag %q", p.Name, name)
		}
		sum |= v
	}
	return sum
}

func (m *maker) errno(n *source.Node) int {
	if all := catalog.Errnos(m.text(n)); len(all) > 0 {
		return int(all[0])
	}
	v := m.number(n)
	if v < 1 || v > 4095 {
		m.fail(n, "%d is no errno", v)
	}
	return int(v)
}

// anyEvent makes an event from the values of its parameters.
func (m *maker) anyEvent(tid int64, n, params *source.Node) {
	id, ok := eventNamed(m.text(n))
	if !ok {
		if code, call := catalog.SyscallByName(n.Value); call && params == nil {
			m.world.Emit(tid, catalog.EvtGenericX, code, catalog.Syscalls[code].AMD64)
			return
		}
		m.fail(n, "no event is named %q", n.Value)
	}
	info := id.Info()
	values := make([]any, len(info.Params))
	if params != nil {
		if params.Kind != source.Mapping {
			m.fail(params, "want a mapping of parameters")
		}
		for i := 0; i+1 < len(params.Kids); i += 2 {
			k, v := params.Kids[i], params.Kids[i+1]
			at := info.Param(m.text(k))
			if at < 0 {
				names := make([]string, len(info.Params))
				for j := range info.Params {
					names[j] = info.Params[j].Name
				}
				m.fail(k, "%s has no parameter %q; it has %s", info.Name, k.Value, strings.Join(names, ", "))
			}
			values[at] = m.value(v, &info.Params[at])
		}
	}
	m.world.Emit(tid, id, values...)
	if err := m.world.Err(); err != nil {
		m.fail(n, "%v", err)
	}
}

// value reads what stands for a parameter.
func (m *maker) value(n *source.Node, p *catalog.Param) any {
	switch p.Type {
	case catalog.Charbuf, catalog.Fspath, catalog.Fsrelpath:
		return m.text(n)
	case catalog.Bytebuf:
		if n.Kind == source.Sequence {
			return m.texts(n)
		}
		return m.text(n)
	case catalog.CharbufArray, catalog.CharbufPairs:
		return m.texts(n)
	case catalog.Sockaddr:
		if text := m.text(n); path.IsAbs(text) {
			return synth.UnixAddr(text)
		}
		return m.addr(n)
	case catalog.Socktuple:
		src, dst, ok := strings.Cut(m.text(n), "->")
		a, err1 := netip.ParseAddrPort(src)
		b, err2 := netip.ParseAddrPort(dst)
		if !ok || err1 != nil || err2 != nil || a.Addr().Is4() != b.Addr().Is4() {
			m.fail(n, "%q is no ADDRESS:PORT->ADDRESS:PORT", n.Value)
		}
		return synth.Tuple{Src: a, Dst: b}
	}
	if p.Flags != nil {
		return m.flags(n, p)
	}
	return m.number(n)
}
