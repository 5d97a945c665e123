package state

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

const allCaps = 1<<41 - 1 // every capability that is known

func onProcexit(s *State, ev *driver.Event) {
	t := s.Thread
	t.die()
	r := &s.exits[uint64(t.TID)%exitSlots]
	r.tid, r.ptid, r.ts = t.TID, t.PTID, ev.TS
	if t.child != nil {
		t.reaper = -1
		setInt(&t.reaper, ev, 4)
	}
	s.deadThread = t
}

func onChdir(s *State, ev *driver.Event) {
	m := s.Main(s.Thread)
	path, ok := ev.Text(1)
	if s.ret < 0 || m == nil || !ok {
		return
	}
	// A secondary thread has no directory of its own to start from.
	s.setCwd(m, s.join(s.Thread.cwd, path))
}

func onFchdir(s *State, ev *driver.Event) {
	if m := s.Main(s.Thread); s.ret >= 0 && m != nil && s.FD != nil {
		s.setCwd(m, s.FD.Name)
	}
}

func onGetcwd(s *State, ev *driver.Event) {
	m := s.Main(s.Thread)
	path, ok := ev.Text(1)
	if s.ret < 0 || m == nil || !ok {
		return
	}
	if n := len(path); m.cwd == path || len(m.cwd) == n+1 && m.cwd[:n] == path {
		return
	}
	s.setCwd(m, s.join("", path))
}

// setCwd sets the directory of a main thread.
func (s *State) setCwd(m *Thread, path string) {
	if n := len(path); n == 0 || path[n-1] != '/' {
		s.buf = append(append(s.buf[:0], path...), '/')
		m.cwd = s.keep(s.buf)
		return
	}
	m.cwd = s.keepString(path)
}

func onChroot(s *State, ev *driver.Event) {
	if path, ok := ev.Text(1); ok && s.ret == 0 {
		s.Thread.Root = s.join(s.Cwd(s.Thread), path)
	}
}

func onSetuid(param int) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if s.ret == 0 {
			setUint32(&s.Thread.UID, ev, param)
		}
	}
}

func onSetgid(param int) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if s.ret == 0 {
			setUint32(&s.Thread.GID, ev, param)
		}
	}
}

func onSetsid(s *State, ev *driver.Event) {
	if s.ret >= 0 {
		s.Thread.SID = s.ret
	}
}

func onCapset(s *State, ev *driver.Event) {
	if s.ret >= 0 {
		setUint(&s.Thread.CapInh, ev, 1)
		setUint(&s.Thread.CapPrm, ev, 2)
		setUint(&s.Thread.CapEff, ev, 3)
	}
}

// onNewUser handles unshare and setns: the first thread of a user namespace has all
// capabilities in it.
func onNewUser(param int) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if flags, _ := ev.Uint(param); s.ret >= 0 && flags&catalog.CL_CLONE_NEWUSER != 0 {
			s.Thread.CapInh, s.Thread.CapPrm, s.Thread.CapEff = allCaps, allCaps, allCaps
		}
	}
}

func onPrctl(s *State, ev *driver.Event) {
	if s.ret < 0 || s.Thread.group == nil {
		return
	}
	switch op, _ := ev.Uint(1); op {
	case catalog.PR_SET_CHILD_SUBREAPER, catalog.PR_GET_CHILD_SUBREAPER:
		on, _ := ev.Int(3)
		s.Thread.group.reaper = on != 0
	}
}

// onRlimit handles getrlimit and setrlimit.
func onRlimit(s *State, ev *driver.Event) {
	if res, ok := ev.Uint(3); s.ret >= 0 && ok && res == catalog.RLIMIT_NOFILE {
		if m := s.Main(s.Thread); m != nil {
			setInt(&m.fdLimit, ev, 1)
		}
	}
}

func onPrlimit(s *State, ev *driver.Event) {
	res, ok := ev.Uint(6)
	if s.ret < 0 || !ok || res != catalog.RLIMIT_NOFILE {
		return
	}
	cur, ok := ev.Int(1)
	if !ok || cur == -1 {
		return // a question, or no limit
	}
	t := s.Thread
	if pid, _ := ev.Int(5); pid != 0 {
		t = s.Find(pid)
	}
	if t != nil {
		if m := s.Main(t); m != nil {
			m.fdLimit = cur
		}
	}
}

// onMemory handles brk, mmap and munmap.
func onMemory(s *State, ev *driver.Event) { s.memorySizes(s.Thread, ev, 1) }

// onSwitch takes the page faults of the thread and the memory of its process.
func onSwitch(s *State, ev *driver.Event) {
	setUint(&s.Thread.PFMajor, ev, 1)
	setUint(&s.Thread.PFMinor, ev, 2)
	if m := s.Main(s.Thread); m != nil {
		s.memorySizes(m, ev, 3)
	}
}
