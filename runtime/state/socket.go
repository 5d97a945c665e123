package state

import (
	"bytes"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Linux's socket types and protocols, and the errno of a connect that goes on.
const (
	sockStream, sockDgram, sockRaw                = 1, 2, 3
	protoICMP, protoTCP, protoUDP, protoRaw       = 1, 6, 17, 255
	einprogress                             int64 = 115
)

func onSocket(s *State, ev *driver.Event) {
	if s.ret < 0 {
		return
	}
	domain, _ := ev.Uint(1)
	typ, _ := ev.Uint(2)
	proto, _ := ev.Uint(3)
	if ev.StateOnly && s.knowsListener(domain) {
		return
	}
	f := s.newFD()
	setUint32(&f.OpenFlags, ev, 4)
	switch domain {
	case catalog.AF_UNIX:
		f.Type = driver.FDUnix
	case catalog.AF_NETLINK:
		f.Type = driver.FDNetlink
	case catalog.AF_INET, catalog.AF_INET6:
		f.Type = driver.FDIPv4Sock
		if domain == catalog.AF_INET6 {
			f.Type = driver.FDIPv6Sock
		}
		f.setL4(transport(typ&0xff, proto))
	default:
		f.Type = driver.FDUnknown
	}
	s.addFD(s.Thread, s.ret, f)
}

func transport(typ, proto uint64) uint8 {
	switch proto {
	case protoTCP:
		if typ == sockRaw {
			return driver.L4Raw
		}
		return driver.L4TCP
	case protoUDP:
		if typ == sockRaw {
			return driver.L4Raw
		}
		return driver.L4UDP
	case 0:
		switch typ {
		case sockStream:
			return driver.L4TCP
		case sockDgram:
			return driver.L4UDP
		}
	case protoICMP:
		if typ == sockRaw {
			return driver.L4Raw
		}
		return driver.L4ICMP
	case protoRaw:
		return driver.L4Raw
	}
	return driver.L4Unknown
}

// onAccept handles accept and, where flags is the parameter of its flags, accept4.
func onAccept(flags int) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) {
		if s.ret < 0 {
			return
		}
		s.FDNum = s.ret
		if ev.StateOnly && s.knowsConnection(s.ret, ev.Param(1)) {
			return
		}
		f := s.newFD()
		if !f.setTuple(ev.Param(1), true) {
			return
		}
		if f.Type != driver.FDUnix {
			f.setL4(driver.L4TCP)
		}
		s.buf = AppendTuple(s.buf[:0], ev.Param(1))
		f.Name = s.keep(s.buf)
		f.Flags |= RoleServer | Connected
		setUint32(&f.OpenFlags, ev, flags)
		s.addFD(s.Thread, s.ret, f)
	}
}

func onSocketpair(s *State, ev *driver.Event) {
	fd1, ok1 := ev.Int(1)
	fd2, ok2 := ev.Int(2)
	if s.ret < 0 || !ok1 || !ok2 || fd1 < 0 || fd2 < 0 || fd1 == fd2 {
		return
	}
	src, _ := ev.Uint(3)
	peer, _ := ev.Uint(4)
	for i, n := range [2]int64{fd1, fd2} {
		f := s.newFD()
		f.Type = driver.FDUnix
		if i == 0 {
			f.setPointers(src, peer)
		} else {
			f.setPointers(peer, src)
		}
		s.addFD(s.Thread, n, f)
	}
}

func onBind(s *State, ev *driver.Event) {
	addr := ev.Param(1)
	if s.ret < 0 || s.FD == nil || len(addr) == 0 {
		return
	}
	f := s.own(s.Thread, s.FDNum)
	if f == nil || ev.StateOnly && f.Name != "" {
		return // what bind said itself is known
	}
	switch {
	case addr[0] == catalog.AF_INET && len(addr) == inetAddr:
		f.listen(driver.FDIPv4Serv, addr[1:5], addr[5:])
	case addr[0] == catalog.AF_INET6 && len(addr) == inet6Addr:
		if ip := addr[1:17]; mapped(ip) {
			f.listen(driver.FDIPv4Serv, ip[12:], addr[17:])
		} else {
			f.listen(driver.FDIPv6Serv, ip, addr[17:])
		}
	}
	s.buf = AppendSockaddr(s.buf[:0], addr)
	f.Name = s.keep(s.buf)
}

func onConnect(s *State, ev *driver.Event) {
	if ev.StateOnly && !s.introduceClient(ev) {
		return
	}
	if s.FD == nil || s.ret < 0 && s.ret != -einprogress {
		return
	}
	f := s.own(s.Thread, s.FDNum)
	if f == nil {
		return
	}
	f.Flags |= Connected
	tuple := ev.Param(1)
	if len(tuple) == 0 {
		s.connectTo(f, ev)
		return
	}
	s.connectTuple(f, s.atEntry(tuple, ev))
}

// connectTuple applies the ends of a connect.
func (s *State) connectTuple(f *FD, tuple []byte) {
	server := f.Flags&RoleServer != 0
	switch tuple[0] {
	case catalog.AF_INET, catalog.AF_INET6:
		if f.setTuple(tuple, true) && server && f.Type == driver.FDIPv4Sock && f.L4 == driver.L4UDP {
			f.swap()
		}
		if !f.isConn() {
			return
		}
		s.buf = appendName(s.buf[:0], f)
	case catalog.AF_UNIX:
		f.setTuple(tuple, true)
		s.buf = AppendTuple(s.buf[:0], tuple)
	default:
		return
	}
	f.Name = s.keep(s.buf)
	if !f.hasRole() {
		f.setRole(RoleClient)
	}
}

// connectTo applies a connect whose tuple is not known: the address alone, as it was
// on entry.
func (s *State) connectTo(f *FD, ev *driver.Event) {
	addr := ev.Param(3)
	if s.Enter != nil {
		addr = s.Enter.Param(1)
	}
	if len(addr) == 0 {
		return
	}
	switch {
	case addr[0] == catalog.AF_INET && len(addr) == inetAddr:
		f.setDst(driver.FDIPv4Sock, addr[1:5], addr[5:])
	case addr[0] == catalog.AF_INET6 && len(addr) == inet6Addr:
		if ip := addr[1:17]; mapped(ip) {
			f.setDst(driver.FDIPv4Sock, ip[12:], addr[17:])
		} else {
			f.setDst(driver.FDIPv6Sock, ip, addr[17:])
		}
	}
}

// atEntry replaces the tuple's destination by the address that the kernel read on
// entry, where the tuple only repeats what the program's memory held afterwards.
func (s *State) atEntry(tuple []byte, ev *driver.Event) []byte {
	if s.Enter == nil || s.Enter.Type != catalog.EvtConnectE {
		return tuple
	}
	in, out := s.Enter.Param(1), ev.Param(3)
	var at int
	switch {
	case tuple[0] == catalog.AF_INET && len(tuple) == inetTuple && len(in) == inetAddr && len(out) == inetAddr:
		at = 7
	case tuple[0] == catalog.AF_INET6 && len(tuple) == inet6Tuple && len(in) == inet6Addr && len(out) == inet6Addr:
		at = 19
	default:
		return tuple
	}
	if in[0] != tuple[0] || out[0] != tuple[0] || !bytes.Equal(tuple[at:], out[1:]) || bytes.Equal(in, out) {
		return tuple
	}
	s.tuple = append(append(s.tuple[:0], tuple[:at]...), in[1:]...)
	return s.tuple
}
