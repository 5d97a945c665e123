package state

import (
	"hash/maphash"
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/containers"
)

// Strings that live on in the state are kept once: caches of the recent ones, each
// value in the one slot that its hash names, find most of them again.
const (
	nameSlots   = 8192
	listSlots   = 1024
	cgroupSlots = 256

	maxShared = 512 // longer names are not worth a slot
)

func view(b []byte) string { return driver.View(b) }

// keep returns b as a string of the state's own.
func (s *State) keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) > maxShared {
		return s.texts.copy(b)
	}
	slot := &s.names[maphash.Bytes(s.seed, b)%nameSlots]
	if *slot != string(b) {
		*slot = s.texts.copy(b)
	}
	return *slot
}

func (s *State) keepString(v string) string {
	s.buf = append(s.buf[:0], v...)
	return s.keep(s.buf)
}

// param is the C string in parameter i as a string of the state's own.
func (s *State) param(ev *driver.Event, i int) (string, bool) {
	p := ev.Param(i)
	if len(p) == 0 {
		return "", false
	}
	text := driver.CString(p)
	if text == "(NULL)" {
		return "<NA>", true
	}
	return s.keep(p[:len(text)]), true
}

// Strings is an immutable list of strings: arguments or an environment. Threads
// share it.
type Strings struct {
	raw    string // each ended by a NUL
	joined string // built on demand
	n      int
	texts  *texts
}

var emptyStrings = &Strings{}

// list makes raw, strings that are each ended by a NUL, a list of the state's own.
func (s *State) list(raw []byte) *Strings {
	if len(raw) == 0 || len(raw) == 1 && raw[0] == 0 {
		return emptyStrings
	}
	if raw[len(raw)-1] != 0 {
		s.buf = append(append(s.buf[:0], raw...), 0)
		raw = s.buf
	}
	slot := &s.lists[maphash.Bytes(s.seed, raw)%listSlots]
	if l := *slot; l != nil && l.raw == view(raw) {
		return l
	}
	l := s.listPool.get()
	l.raw, l.texts = s.texts.copy(raw), &s.texts
	l.n = strings.Count(l.raw, "\x00")
	*slot = l
	return l
}

func (s *State) listOf(items []string) *Strings {
	s.buf = s.buf[:0]
	for _, v := range items {
		s.buf = append(append(s.buf, v...), 0)
	}
	return s.list(s.buf)
}

// Len is the number of strings.
func (l *Strings) Len() int { return l.n }

// Bytes is the sum of the strings' lengths.
func (l *Strings) Bytes() int { return len(l.raw) - l.n }

// Each calls f for each string until f returns false.
func (l *Strings) Each(f func(string) bool) {
	for rest := l.raw; rest != ""; {
		i := strings.IndexByte(rest, 0)
		if !f(rest[:i]) {
			return
		}
		rest = rest[i+1:]
	}
}

// At returns string i.
func (l *Strings) At(i int) (string, bool) {
	if i < 0 || i >= l.n {
		return "", false
	}
	rest := l.raw
	for ; i > 0; i-- {
		rest = rest[strings.IndexByte(rest, 0)+1:]
	}
	return rest[:strings.IndexByte(rest, 0)], true
}

// Joined is the strings joined by spaces.
func (l *Strings) Joined() string {
	if l.n == 0 {
		return ""
	}
	if l.n == 1 {
		return l.raw[:len(l.raw)-1]
	}
	if l.joined == "" {
		l.joined = l.texts.spaced(l.raw[:len(l.raw)-1])
	}
	return l.joined
}

// Get returns the value of NAME=value without surrounding spaces; "" when there is
// no such string, or when its value is empty.
func (l *Strings) Get(name string) string {
	for rest := l.raw; rest != ""; {
		i := strings.IndexByte(rest, 0)
		if v := rest[:i]; len(v) > len(name) && v[len(name)] == '=' && v[:len(name)] == name {
			return strings.Trim(v[len(name)+1:], " ")
		}
		rest = rest[i+1:]
	}
	return ""
}

// Cgroup is one membership of a control group.
type Cgroup struct{ Subsys, Path string }

// Cgroups are a thread's control groups. Threads share it.
type Cgroups struct {
	List        []Cgroup
	ContainerID string // "" on the host
	Runtime     string // which makes such paths: "docker", "podman", ...
	raw         string
	joined      string
}

var emptyCgroups = &Cgroups{}

// cgroups reads memberships, each SUBSYSTEM=PATH ended by a NUL. It returns old when
// one of them is malformed.
func (s *State) cgroups(raw []byte, old *Cgroups) *Cgroups {
	if len(raw) == 0 || old.raw == view(raw) {
		return old
	}
	slot := &s.cgroupLists[maphash.Bytes(s.seed, raw)%cgroupSlots]
	if c := *slot; c != nil && c.raw == view(raw) {
		return c
	}
	c := &Cgroups{raw: string(raw)}
	paths := make([]string, 0, 16)
	for rest := c.raw; rest != ""; {
		item := rest
		if i := strings.IndexByte(rest, 0); i >= 0 {
			item, rest = rest[:i], rest[i+1:]
		} else {
			rest = ""
		}
		subsys, path, ok := strings.Cut(item, "=")
		if !ok {
			return old
		}
		c.List = append(c.List, Cgroup{subsystem(subsys), path})
		paths = append(paths, path)
	}
	c.ContainerID, c.Runtime = containers.Match(paths)
	s.meet(c)
	*slot = c
	return c
}

// subsystem is the canonical name of a control group subsystem.
func subsystem(name string) string {
	name = strings.TrimSuffix(name, "_cgroup")
	switch name {
	case "perf":
		return "perf_event"
	case "mem":
		return "memory"
	case "io":
		return "blkio"
	}
	return name
}

// Joined is "subsystem=path" joined by spaces.
func (c *Cgroups) Joined() string {
	if c.joined == "" && len(c.List) > 0 {
		var b strings.Builder
		for i, g := range c.List {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(g.Subsys)
			b.WriteByte('=')
			b.WriteString(g.Path)
		}
		c.joined = b.String()
	}
	return c.joined
}

// Path returns the path in the named subsystem.
func (c *Cgroups) Path(subsys string) (string, bool) {
	for i := range c.List {
		if c.List[i].Subsys == subsys {
			return c.List[i].Path, true
		}
	}
	return "", false
}
