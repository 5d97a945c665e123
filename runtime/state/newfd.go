package state

import (
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// onNewFD handles the calls that return a descriptor of which only the kind matters.
func onNewFD(kind driver.FDType) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if s.ret >= 0 {
			f := s.newFD()
			f.Type = kind
			s.addFD(s.Thread, s.ret, f)
		}
	}
}

// onNewFDFlags is onNewFD for calls whose open flags are a parameter.
func onNewFDFlags(kind driver.FDType, param int) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if s.ret >= 0 {
			f := s.newFD()
			f.Type = kind
			setUint32(&f.OpenFlags, ev, param)
			s.addFD(s.Thread, s.ret, f)
		}
	}
}

func onEpollCreate1(s *State, ev *driver.Event) {
	if s.ret < 0 {
		return
	}
	f := s.newFD()
	f.Type = driver.FDEventPoll
	if flags, _ := ev.Uint(1); flags&catalog.EPOLL_CLOEXEC != 0 {
		f.OpenFlags = catalog.O_CLOEXEC
	}
	s.addFD(s.Thread, s.ret, f)
}

// onPipe handles pipe, and pipe2 where flags is the parameter of its flags.
func onPipe(flags int) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if s.ret < 0 {
			return
		}
		for i := 1; i <= 2; i++ {
			n, ok := ev.Int(i)
			if !ok || n < 0 || ev.StateOnly && s.knowsPipe(ev, n) {
				return
			}
			f := s.newFD()
			f.Type = driver.FDFifo
			setUint(&f.Ino, ev, 3)
			setUint32(&f.OpenFlags, ev, flags)
			s.addFD(s.Thread, n, f)
		}
	}
}

func onMemfdCreate(s *State, ev *driver.Event) {
	if s.ret < 0 {
		return
	}
	f := s.newFD()
	f.Type = driver.FDMemfd
	f.Name, _ = s.param(ev, 1)
	if flags, _ := ev.Uint(2); flags&catalog.MFD_CLOEXEC != 0 {
		f.OpenFlags |= catalog.O_CLOEXEC
	}
	s.addFD(s.Thread, s.ret, f)
}

func onPidfdOpen(s *State, ev *driver.Event) {
	if s.ret < 0 {
		return
	}
	f := s.newFD()
	f.Type = driver.FDPidfd
	f.OpenFlags = catalog.O_CLOEXEC
	pid, _ := ev.Int(1)
	s.buf = append(append(s.buf[:0], s.opt.HostRoot...), "/proc/"...)
	f.Name = s.keep(strconv.AppendInt(s.buf, pid, 10))
	s.addFD(s.Thread, s.ret, f)
}

// pidOf is the process that a pidfd refers to. Those of a snapshot may have any name.
func (s *State) pidOf(f *FD) (int64, bool) {
	name, ok := strings.CutPrefix(f.Name, s.opt.HostRoot)
	if !ok {
		return 0, false
	}
	if name, ok = strings.CutPrefix(name, "/proc/"); !ok {
		return 0, false
	}
	pid, err := strconv.ParseInt(name, 10, 64)
	return pid, err == nil
}

func onPidfdGetfd(s *State, ev *driver.Event) {
	pidfd, ok1 := ev.Int(1)
	num, ok2 := ev.Int(2)
	if s.ret < 0 || !ok1 || !ok2 {
		return
	}
	p := s.Lookup(s.Thread, pidfd)
	if p == nil || p.Type != driver.FDPidfd {
		return
	}
	pid, ok := s.pidOf(p)
	if !ok {
		return
	}
	target := s.Find(pid)
	if target == nil {
		return
	}
	if f := s.Lookup(target, num); f != nil {
		c := s.copyFD(f)
		c.OpenFlags |= catalog.O_CLOEXEC
		s.addFD(s.Thread, s.ret, c)
	}
}
