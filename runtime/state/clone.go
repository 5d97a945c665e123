package state

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Parameters of clone, clone3, fork and vfork.
const (
	cloneExe         = 1
	cloneArgs        = 2
	clonePID         = 4
	clonePTID        = 5
	cloneFDLimit     = 7
	clonePFMajor     = 8
	clonePFMinor     = 9
	cloneVMSize      = 10
	cloneVMRSS       = 11
	cloneVMSwap      = 12
	cloneComm        = 13
	cloneCgroups     = 14
	cloneFlags       = 15
	cloneUID         = 16
	cloneGID         = 17
	cloneVTID        = 18
	cloneVPID        = 19
	clonePidnsInitTS = 20
)

func onClone(s *State, ev *driver.Event) {
	ret, ok := ev.Int(0)
	switch {
	case !ok || ret < 0:
	case ret == 0:
		s.cloneChild(ev)
	default:
		s.cloneParent(ev, ret)
	}
}

// cloneParent handles the creator's side: child is the new thread's id in the
// creator's pid namespace.
func (s *State) cloneParent(ev *driver.Event, child int64) {
	caller := s.Thread
	if caller == nil {
		if caller = s.known(ev.TID); caller == nil {
			return
		}
		s.Thread = caller
	}
	if caller.IsInvalid() {
		s.complete(caller, ev)
	}
	flags, _ := ev.Uint(cloneFlags)
	// The number means nothing outside a pid namespace, and of some kinds the child
	// tells more: those are left to the child's side.
	const childTells = catalog.CL_CHILD_IN_PIDNS | catalog.CL_CLONE_NEWPID | catalog.CL_CLONE_PARENT | catalog.CL_CLONE_VFORK
	if flags&childTells != 0 || ev.Type == catalog.EvtVfork20X || caller.TID != caller.VTID {
		return
	}
	if s.exitedLately(child, caller, ev.TS) {
		return
	}
	if old := s.Find(child); old != nil {
		if old.Flags&catalog.CL_CLONE_INVERTED != 0 {
			return
		}
		s.remove(old)
		if s.Find(caller.TID) != caller {
			return // a process that makes itself: no kernel says so
		}
	}
	t := s.fresh(child, uint32(flags))
	if t == nil {
		return
	}
	if flags&catalog.CL_CLONE_THREAD == 0 {
		t.PID, t.PTID = child, caller.TID
		s.inheritProcess(t, caller)
	} else {
		t.PID, t.PTID = caller.PID, caller.PTID
		t.Flags |= catalog.CL_CLONE_FILES
		t.LastExecTS = caller.LastExecTS
	}
	t.VTID, t.VPID = t.TID, t.PID
	t.PidnsInitStart = s.bootTS
	s.inherit(t, caller)
	s.fillClone(t, caller, ev)
	s.add(t)
}

// cloneChild handles the new thread's side, which becomes the event's thread.
func (s *State) cloneChild(ev *driver.Event) {
	if old := s.Thread; old != nil {
		if old.CloneTS != 0 && ev.TS-old.CloneTS < cloneWindow {
			return
		}
		s.remove(old)
		s.Thread = nil
	}
	flags, _ := ev.Uint(cloneFlags)
	t := s.fresh(ev.TID, uint32(flags)|catalog.CL_CLONE_INVERTED)
	if t == nil {
		return
	}
	if n, ok := ev.Int(clonePID); ok {
		t.PID = n
	}
	if n, ok := ev.Int(clonePTID); ok {
		t.PTID = n
	}
	t.VTID = t.TID
	if n, ok := ev.Int(cloneVTID); ok {
		t.VTID = n
	}
	if n, ok := ev.Int(cloneVPID); ok {
		t.VPID = n
	}
	leader := flags&catalog.CL_CLONE_THREAD == 0
	from := t.PTID
	if !leader {
		from = t.PID
		t.Flags |= catalog.CL_CLONE_FILES
	}
	source := s.known(from)
	if source != nil {
		s.inherit(t, source)
		if leader {
			s.inheritProcess(t, source)
		} else {
			t.LastExecTS = source.LastExecTS
		}
	}
	t.PidnsInitStart = s.bootTS
	if flags&(catalog.CL_CHILD_IN_PIDNS|catalog.CL_CLONE_NEWPID) != 0 || t.TID != t.VTID {
		if n, ok := ev.Uint(clonePidnsInitTS); ok {
			t.PidnsInitStart = n + s.bootTS
		}
	}
	s.fillClone(t, source, ev)
	s.add(t)
	s.Thread = t
}

// complete gives the thread of a clone event, which so far had only its tid, the ids
// that the event knows.
func (s *State) complete(t *Thread, ev *driver.Event) {
	if n, ok := ev.Int(clonePID); ok {
		t.PID = n
	}
	if n, ok := ev.Int(clonePTID); ok {
		t.PTID = n
	}
	t.VTID, t.VPID = t.TID, t.PID
	if n, ok := ev.Int(cloneVTID); ok {
		t.VTID = n
	}
	if n, ok := ev.Int(cloneVPID); ok {
		t.VPID = n
	}
	s.attach(t)
}

// fresh makes an entry, not yet in the table; nil when the table is full.
func (s *State) fresh(tid int64, flags uint32) *Thread {
	if s.full(tid) {
		return nil
	}
	return s.newThread(tid, flags)
}

// newThread returns an entry of which only the tid is known.
func (s *State) newThread(tid int64, flags uint32) *Thread {
	t := s.threadPool.get()
	*t = Thread{
		TID: tid, PID: -1, PTID: -1, SID: -1, PGID: -1, VPGID: -1, VTID: -1, VPID: -1,
		UID: noID, GID: noID, LoginUID: noID, Flags: flags,
		Args: emptyStrings, Cgroups: emptyCgroups, env: emptyStrings, fdLimit: -1, lastFD: -1,
	}
	return t
}

// inherit copies what a new thread has from its creator.
func (s *State) inherit(t, from *Thread) {
	t.ExePath, t.Root = from.ExePath, from.Root
	t.ExeWritable, t.ExeUpper, t.ExeLower, t.ExeMemfd = from.ExeWritable, from.ExeUpper, from.ExeLower, from.ExeMemfd
	t.ExeIno, t.ExeCtime, t.ExeMtime = from.ExeIno, from.ExeCtime, from.ExeMtime
	t.CloneAge = from.CloneAge
	t.SID, t.PGID, t.VPGID = from.SID, from.PGID, from.VPGID
	t.TTY, t.LoginUID = from.TTY, from.LoginUID
	t.CapInh, t.CapPrm, t.CapEff = from.CapInh, from.CapPrm, from.CapEff
}

// inheritProcess copies what a new process has from its creator's process.
func (s *State) inheritProcess(t, from *Thread) {
	t.fds = s.share(from)
	t.cwd = s.Cwd(from)
	t.env = from.env // of a secondary thread: none, as in Falco
}

// fillClone takes what the event itself says about the new thread.
func (s *State) fillClone(t, from *Thread, ev *driver.Event) {
	t.CloneTS = ev.TS
	if v, ok := s.param(ev, cloneExe); ok {
		t.Exe = v
	}
	if v, ok := s.param(ev, cloneComm); ok {
		t.Comm = v
	} else {
		t.Comm = t.Exe
	}
	t.Args = s.list(ev.Param(cloneArgs))
	if from != nil && t.Args == from.Args && t.Comm == from.Comm {
		t.cmdline = from.cmdline
	}
	if n, ok := ev.Int(cloneFDLimit); ok {
		t.fdLimit = n
	}
	s.memory(t, ev, clonePFMajor)
	t.Cgroups = s.cgroups(ev.Param(cloneCgroups), t.Cgroups)
	if n, ok := ev.Uint(cloneUID); ok {
		t.UID = uint32(n)
	}
	if n, ok := ev.Uint(cloneGID); ok {
		t.GID = uint32(n)
	}
}

// memory takes five counters of the event, from parameter i on: major and minor page
// faults, and the sizes of the memory, its resident and its swapped part.
func (s *State) memory(t *Thread, ev *driver.Event, i int) {
	if n, ok := ev.Uint(i); ok {
		t.PFMajor = n
	}
	if n, ok := ev.Uint(i + 1); ok {
		t.PFMinor = n
	}
	s.memorySizes(t, ev, i+2)
}

func (s *State) memorySizes(t *Thread, ev *driver.Event, i int) {
	if n, ok := ev.Uint(i); ok {
		t.VMSize = uint32(n)
	}
	if n, ok := ev.Uint(i + 1); ok {
		t.VMRSS = uint32(n)
	}
	if n, ok := ev.Uint(i + 2); ok {
		t.VMSwap = uint32(n)
	}
}

// exitedLately reports whether the child, whose creator's side is told only now, has
// exited already.
func (s *State) exitedLately(child int64, caller *Thread, now uint64) bool {
	r := &s.exits[uint64(child)%exitSlots]
	return r.tid == child && r.ts != 0 && now-r.ts < cloneWindow && (r.ptid == caller.TID || r.ptid == caller.PTID)
}
