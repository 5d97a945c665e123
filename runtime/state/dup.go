package state

import (
	"math"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// onDup handles dup, dup2 and, where flags is the parameter of its flags, dup3.
func onDup(flags int) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if s.ret < 0 {
			return
		}
		// Descriptors 0 and 1 are made so for the ends of a pipeline.
		switch s.ret {
		case 0:
			s.Thread.Flags |= catalog.CL_PIPE_DST
		case 1:
			s.Thread.Flags |= catalog.CL_PIPE_SRC
		}
		f, _ := ev.Uint(flags)
		s.duplicate(f&catalog.O_CLOEXEC != 0)
	}
}

// duplicate makes the call's result a copy of the event's descriptor.
func (s *State) duplicate(closeOnExec bool) {
	if s.FD == nil {
		return
	}
	c := s.copyFD(s.FD)
	c.OpenFlags &^= catalog.O_CLOEXEC
	if closeOnExec {
		c.OpenFlags |= catalog.O_CLOEXEC
	}
	s.addFD(s.Thread, s.ret, c)
}

func onFcntl(s *State, ev *driver.Event) {
	if s.ret < 0 {
		return
	}
	switch cmd, _ := ev.Uint(2); cmd {
	case catalog.FCNTL_F_DUPFD:
		s.duplicate(false)
	case catalog.FCNTL_F_DUPFD_CLOEXEC:
		s.duplicate(true)
	case catalog.FCNTL_F_SETFD:
		const fdCloexec = 1
		arg, _ := ev.Uint(3)
		s.setCloseOnExec(s.FDNum, arg&fdCloexec != 0)
	}
}

func (s *State) setCloseOnExec(num int64, on bool) {
	f := s.Lookup(s.Thread, num)
	if f == nil || f.OpenFlags&catalog.O_CLOEXEC != 0 == on {
		return
	}
	s.own(s.Thread, num).OpenFlags ^= catalog.O_CLOEXEC
}

func onClose(s *State, ev *driver.Event) {
	if s.ret >= 0 && s.FD != nil {
		s.closedFrom, s.closedFD = s.Thread, s.FDNum
	}
}

func onCloseRange(s *State, ev *driver.Event) {
	first, ok1 := ev.Uint(1)
	last, ok2 := ev.Uint(2)
	fds := s.FDs(s.Thread)
	if s.ret < 0 || !ok1 || !ok2 || fds == nil {
		return
	}
	flags, _ := ev.Uint(3)
	s.nums = s.nums[:0]
	fds.Each(func(n int64, _ *FD) bool {
		if uint64(n) >= first && uint64(n) <= min(last, math.MaxUint32) {
			s.nums = append(s.nums, n)
		}
		return true
	})
	for _, n := range s.nums {
		if flags&catalog.CLOSE_RANGE_CLOEXEC != 0 {
			s.setCloseOnExec(n, true)
		} else {
			s.closeFD(s.Thread, n)
		}
	}
}
