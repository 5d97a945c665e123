package state

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// onRead handles calls that read from a descriptor, onWrite those that write. tuple
// is the parameter of the socket's ends, control that of the control messages, -1
// when the call has none.
func onRead(tuple, control int) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if s.ret < 0 || s.FD == nil {
			return
		}
		s.transferred(ev, tuple, true)
		if control >= 0 && s.FD.Type == driver.FDUnix {
			s.received(ev.Param(control))
		}
	}
}

func onWrite(tuple int) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if s.ret < 0 {
			return
		}
		if s.FD == nil && tuple >= 0 {
			s.guessSocket(ev.Param(tuple))
		}
		if s.FD != nil {
			s.transferred(ev, tuple, false)
		}
	}
}

// guessSocket makes a socket of a descriptor that was never seen to be opened: only
// a datagram says where it goes.
func (s *State) guessSocket(tuple []byte) {
	if s.FDNum < 0 || len(tuple) == 0 {
		return
	}
	f := s.newFD()
	switch {
	case tuple[0] == catalog.AF_INET && len(tuple) == inetTuple:
		f.Type = driver.FDIPv4Sock
	case tuple[0] == catalog.AF_INET6 && len(tuple) == inet6Tuple:
		f.Type = driver.FDIPv6Sock
	default:
		return
	}
	f.setL4(driver.L4UDP)
	s.addFD(s.Thread, s.FDNum, f)
}

func (s *State) transferred(ev *driver.Event, param int, read bool) {
	f := s.FD
	if f.isConn() && f.Flags&Connected == 0 {
		f = s.own(s.Thread, s.FDNum)
		f.Flags |= Connected
	}
	if param < 0 || f.Name != "" && f.Type == driver.FDIPv4Sock && f.L4 == driver.L4TCP {
		return
	}
	tuple := ev.Param(param)
	if len(tuple) == 0 || f.repeats(tuple, read) {
		return
	}
	if f = s.own(s.Thread, s.FDNum); f == nil || !f.setTuple(tuple, false) {
		return
	}
	if !f.isConn() {
		s.buf = AppendTuple(s.buf[:0], tuple)
		f.Name = s.keep(s.buf)
		return
	}
	if f.L4 == driver.L4Unknown {
		f.setL4(driver.L4UDP)
	}
	s.nets.patch(f)
	if !f.hasRole() {
		s.guessRole(f, read)
	}
	if read && f.Flags&RoleClient != 0 || !read && f.Flags&RoleServer != 0 {
		f.swap()
	}
	s.buf = appendName(s.buf[:0], f)
	f.Name = s.keep(s.buf)
}

// guessRole tells which end of a datagram socket the process is: the client when it
// has not bound the destination's port, else the server when the source's port is
// not one of its own, else by the first direction.
func (s *State) guessRole(f *FD, read bool) {
	bound, used := false, false
	if fds := s.FDs(s.Thread); fds != nil {
		fds.Each(func(_ int64, o *FD) bool {
			if o.Sock != nil {
				bound = bound || o.IsListening() && o.Sock.SPort == f.Sock.DPort
				used = used || o.isConn() && o.Sock.SPort == f.Sock.SPort
			}
			return true
		})
	}
	switch {
	case !bound:
		f.setRole(RoleClient)
	case !used, read:
		f.setRole(RoleServer)
	default:
		f.setRole(RoleClient)
	}
}

// received takes the descriptors that came in control messages. What they are only
// the system can tell.
func (s *State) received(control []byte) {
	const header, rights, solSocket = 16, 1, 1
	if s.opt.Prober == nil {
		return
	}
	asked := false
	for len(control) >= header {
		n := le64(control)
		if n < header || n > uint64(len(control)) {
			return
		}
		if le32(control[8:]) == solSocket && le32(control[12:]) == rights {
			asked = true
		}
		n = (n + 7) &^ 7
		if n > uint64(len(control)) {
			break
		}
		control = control[n:]
	}
	if asked {
		s.probeFDs()
	}
}

// probeFDs adds the descriptors of the current process that only the system knows.
func (s *State) probeFDs() {
	t, num, fd := s.Thread, s.FDNum, s.FD
	s.stats.Probes++
	_, fds, ok := s.opt.Prober.Probe(t.PID)
	if !ok {
		return
	}
	for i := range fds {
		if s.Lookup(t, fds[i].Num) == nil {
			s.addFD(t, fds[i].Num, s.importFD(&fds[i]))
		}
	}
	s.FDNum, s.FD = num, fd
}
