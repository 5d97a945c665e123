package state

import (
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Find returns the thread with the tid, or nil. It never asks the system.
func (s *State) Find(tid int64) *Thread { return s.threads.get(tid) }

// Main returns the main thread of t's process: nil when it is not known.
func (s *State) Main(t *Thread) *Thread {
	if t.IsMain() {
		return t
	}
	if t.group == nil || !t.group.members[0].IsMain() {
		return nil
	}
	return t.group.members[0]
}

// Parent returns the thread that made t, or took it over, without going on to its
// main thread; nil when there is none. Following it ends.
func (s *State) Parent(t *Thread) *Thread { return t.parent }

// NextAncestor is the step of a walk over processes: the main thread of the process
// that main's process descends from, or nil. A walk starts at Main(t) and ends.
func (s *State) NextAncestor(main *Thread) *Thread {
	if main.parent == nil {
		return nil
	}
	return s.Main(main.parent)
}

// Ancestor returns the n-th ancestor: 0 is t's main thread, 1 its parent process;
// nil when it is not known.
func (s *State) Ancestor(t *Thread, n int) *Thread {
	t = s.Main(t)
	for ; n > 0 && t != nil; n-- {
		t = s.NextAncestor(t)
	}
	return t
}

// SessionLeader returns the leader of t's session, nil when it is not known. A
// session id counts in t's pid namespace: within one the leader is the farthest of
// the ancestors, without a gap, that share it.
func (s *State) SessionLeader(t *Thread) *Thread {
	return s.leader(t, t.SID, true, func(p *Thread) int64 { return p.SID })
}

// GroupLeader returns the leader of t's process group, nil when it is not known.
func (s *State) GroupLeader(t *Thread) *Thread {
	return s.leader(t, t.PGID, false, func(p *Thread) int64 { return p.PGID })
}

// VGroupLeader is GroupLeader by the id in t's pid namespace.
func (s *State) VGroupLeader(t *Thread) *Thread {
	return s.leader(t, t.VPGID, true, func(p *Thread) int64 { return p.VPGID })
}

func (s *State) leader(t *Thread, id int64, virtual bool, of func(*Thread) int64) *Thread {
	if id == -1 {
		return nil
	}
	if !virtual || !t.InPidns() {
		if l := s.threads.get(id); l != nil {
			return l
		}
	}
	var l *Thread
	for p := t.parent; p != nil && of(p) == id; p = p.parent {
		l = p
	}
	return l
}

// fdOwner returns the thread that keeps t's descriptors: its main thread when t was
// made to share them, else t itself.
func (s *State) fdOwner(t *Thread) *Thread {
	if t.Flags&catalog.CL_CLONE_FILES != 0 {
		return s.Main(t)
	}
	return t
}

// FDs returns the descriptors that t uses, nil when they are not known.
func (s *State) FDs(t *Thread) *Table {
	if m := s.fdOwner(t); m != nil {
		if m.fds == nil {
			m.fds = s.newTable()
		}
		return m.fds
	}
	return nil
}

// Lookup returns the descriptor num of t, or nil.
func (s *State) Lookup(t *Thread, num int64) *FD {
	if m := s.fdOwner(t); m != nil && m.fds != nil {
		return m.fds.Get(num)
	}
	return nil
}

// OpenFDs returns the number of descriptors of t's main thread, 0 when that is not
// known.
func (s *State) OpenFDs(t *Thread) int {
	if m := s.Main(t); m != nil && m.fds != nil {
		return m.fds.Len()
	}
	return 0
}

// Cwd returns the working directory of t's process, ended by a slash; "./" when it
// is not known.
func (s *State) Cwd(t *Thread) string {
	if m := s.Main(t); m != nil {
		return m.cwd
	}
	return "./"
}

// Env returns the environment of t's process, never nil.
func (s *State) Env(t *Thread) *Strings {
	if m := s.Main(t); m != nil {
		return m.env
	}
	return emptyStrings
}

// FDLimit returns the limit on open descriptors of t's process, -1 when unknown.
func (s *State) FDLimit(t *Thread) int64 {
	if m := s.Main(t); m != nil {
		return m.fdLimit
	}
	return -1
}

// Alive returns how many threads of t's process have not exited.
func (s *State) Alive(t *Thread) int {
	if t.group == nil {
		return 0
	}
	return t.group.alive
}

// Container returns what is known about t's container: nil when nothing is. On the
// host it is the host's entry.
func (s *State) Container(t *Thread) *containers.Container { return s.containers[t.ContainerID()] }

// ContainerByID returns what is known about the container, nil when nothing is.
func (s *State) ContainerByID(id string) *containers.Container { return s.containers[id] }

// DirBase returns what a path relative to a descriptor of t's process starts with: a
// directory ended by a slash, or "<UNKNOWN>". t may be nil. The result is valid until
// the next call of DirBase or Process.
func (s *State) DirBase(t *Thread, dirfd int64) string {
	const unknown = "<UNKNOWN>"
	if t == nil {
		return unknown
	}
	if dirfd == catalog.AT_FDCWD {
		return s.Cwd(t)
	}
	f := s.Lookup(t, dirfd)
	if f == nil {
		return unknown
	}
	if n := len(f.Name); n > 0 && f.Name[n-1] == '/' {
		return f.Name
	}
	s.buf2 = append(append(s.buf2[:0], f.Name...), '/')
	return view(s.buf2)
}
