package state

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Parameters of execve and execveat.
const (
	execExe        = 1
	execArgs       = 2
	execPID        = 4
	execPTID       = 5
	execFDLimit    = 7
	execPFMajor    = 8
	execComm       = 13
	execCgroups    = 14
	execEnv        = 15
	execTTY        = 16
	execVPGID      = 17
	execLoginUID   = 18
	execFlags      = 19
	execCapInh     = 20
	execCapPrm     = 21
	execCapEff     = 22
	execIno        = 23
	execCtime      = 24
	execMtime      = 25
	execUID        = 26
	execTrustedExe = 27
	execPGID       = 28
	execGID        = 29
)

func onExecve(s *State, ev *driver.Event) {
	t := s.Thread
	if s.ret < 0 {
		return
	}
	if t.IsDead() {
		// A secondary thread executed after its main thread had exited: it has the
		// main thread's id now.
		t.Flags &^= catalog.CL_CLOSED
		if t.group != nil {
			t.group.alive++
		}
	}
	if v, ok := s.param(ev, execExe); ok {
		t.Exe = v
	}
	if v, ok := s.param(ev, execComm); ok {
		t.Comm = v
	} else {
		t.Comm = t.Exe
	}
	t.Args, t.cmdline = s.list(ev.Param(execArgs)), ""
	if t.IsInvalid() {
		s.completeExec(t, ev)
	}
	t.LastExecTS = ev.TS
	if n, ok := ev.Int(execFDLimit); ok {
		t.fdLimit = n
	}
	s.memory(t, ev, execPFMajor)
	if p := ev.Param(execEnv); len(p) > 0 {
		t.env = s.list(trimZeros(p))
	}
	t.Cgroups = s.cgroups(ev.Param(execCgroups), t.Cgroups)
	setUint32(&t.TTY, ev, execTTY)
	setInt(&t.VPGID, ev, execVPGID)
	setUint32(&t.LoginUID, ev, execLoginUID)
	if n, ok := ev.Uint(execFlags); ok {
		t.ExeWritable = n&catalog.EXE_WRITABLE != 0
		t.ExeUpper = n&catalog.EXE_UPPER_LAYER != 0
		t.ExeMemfd = n&catalog.EXE_FROM_MEMFD != 0
		t.ExeLower = n&catalog.EXE_LOWER_LAYER != 0
	}
	setUint(&t.CapInh, ev, execCapInh)
	setUint(&t.CapPrm, ev, execCapPrm)
	setUint(&t.CapEff, ev, execCapEff)
	setUint(&t.ExeIno, ev, execIno)
	if n, ok := ev.Uint(execCtime); ok {
		t.ExeCtime = n
		if t.CloneTS != 0 {
			t.CloneAge = t.CloneTS - n
		}
		if t.PidnsInitStart != 0 && n > t.PidnsInitStart {
			t.PidnsAge = n - t.PidnsInitStart
		}
	}
	setUint(&t.ExeMtime, ev, execMtime)
	setUint32(&t.UID, ev, execUID)
	setUint32(&t.GID, ev, execGID)
	t.PGID = -1
	setInt(&t.PGID, ev, execPGID)
	s.setExePath(t, ev)
	s.closeOnExec(t)
	const kept = catalog.CL_PIPE_SRC | catalog.CL_PIPE_DST | catalog.CL_IS_MAIN_THREAD | catalog.CL_CLONE_INVERTED
	t.Flags = t.Flags&kept | catalog.CL_ACTIVE | catalog.CL_NAME_CHANGED
	s.dropSiblings(t)
}

// completeExec gives a thread that only had its tid the ids of the event.
func (s *State) completeExec(t *Thread, ev *driver.Event) {
	setInt(&t.PID, ev, execPID)
	setInt(&t.PTID, ev, execPTID)
	if t.Flags&catalog.CL_CHILD_IN_PIDNS == 0 {
		t.VTID, t.VPID = t.TID, t.PID
	}
	s.attach(t)
}

// setExePath takes the path that the kernel resolved; old captures have none, then
// what was asked for is joined with its base.
func (s *State) setExePath(t *Thread, ev *driver.Event) {
	if v, ok := s.param(ev, execTrustedExe); ok {
		t.ExePath = trimDeleted(v)
		return
	}
	if s.Enter == nil {
		return
	}
	t.ExePath = "<NA>"
	switch s.Enter.Type {
	case catalog.EvtExecve19E:
		if name, ok := s.Enter.Text(0); ok && name != "<NA>" && name != "(NULL)" {
			t.ExePath = s.join(s.Cwd(t), name)
		}
	case catalog.EvtExecveatE:
		dirfd, _ := s.Enter.Int(0)
		name, ok := s.Enter.Text(1)
		if !ok || name == "<NA>" || name == "(NULL)" {
			name = ""
		}
		base := s.DirBase(t, dirfd)
		if flags, _ := s.Enter.Uint(2); name == "" && flags&catalog.EXVAT_AT_EMPTY_PATH != 0 {
			if f := s.Lookup(t, dirfd); f != nil {
				t.ExePath = f.Name
			}
			return
		}
		if name == "" || (name[0] != '/' && base == "<UNKNOWN>") {
			return
		}
		t.ExePath = s.join(base, name)
	}
}

func trimDeleted(path string) string {
	const suffix = " (deleted)"
	if n := len(path) - len(suffix); n > 0 && path[n:] == suffix {
		return path[:n]
	}
	return path
}

func trimZeros(p []byte) []byte {
	n := len(p)
	for n > 1 && p[n-1] == 0 && p[n-2] == 0 {
		n--
	}
	return p[:n]
}

func (s *State) closeOnExec(t *Thread) {
	fds := s.FDs(t)
	if fds == nil {
		return
	}
	for i, f := range fds.dense {
		if f != nil && f.OpenFlags&catalog.O_CLOEXEC != 0 {
			s.closeFD(t, int64(i))
		}
	}
	for n, f := range fds.sparse {
		if f.OpenFlags&catalog.O_CLOEXEC != 0 {
			s.closeFD(t, n)
		}
	}
}

// dropSiblings removes the threads that an execve ends.
func (s *State) dropSiblings(t *Thread) {
	if t.group == nil || t.group.alive <= 1 {
		return
	}
	for i := len(t.group.members) - 1; i >= 0 && t.group != nil; i-- {
		if i < len(t.group.members) {
			if m := t.group.members[i]; m != t && !m.IsMain() {
				s.remove(m)
			}
		}
	}
}

func setInt(to *int64, ev *driver.Event, i int) {
	if n, ok := ev.Int(i); ok {
		*to = n
	}
}

func setUint(to *uint64, ev *driver.Event, i int) {
	if n, ok := ev.Uint(i); ok {
		*to = n
	}
}

func setUint32(to *uint32, ev *driver.Event, i int) {
	if n, ok := ev.Uint(i); ok {
		*to = uint32(n)
	}
}
