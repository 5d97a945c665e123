package state

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Where rules do not need them, the sensor leaves out the calls that make, copy and
// close descriptors. It says then what a descriptor is, by an event for the state
// only, before an event that is about one. That event looks like the call that may
// have made the descriptor; what is known better already is kept.

// knowsFile reports whether the descriptor that an introduction is about is known as
// that file, perhaps by the name under which the program opened it.
func (s *State) knowsFile(ev *driver.Event, p *opened) bool {
	f := s.Lookup(s.Thread, s.ret)
	if f == nil || p.flags < 0 || p.ino < 0 {
		return false
	}
	const access = catalog.O_RDONLY | catalog.O_WRONLY
	flags, _ := ev.Uint(p.flags)
	dev, ok1 := ev.Uint(p.dev)
	ino, ok2 := ev.Uint(p.ino)
	return ok1 && ok2 && ino != 0 && f.Ino == ino && uint64(f.Dev) == dev && f.OpenFlags&access == uint32(flags)&access
}

// justIntroduced is the path of the file that the thread's last event introduced as the
// descriptor that the present one opened, or "". The program's own word for it may be
// that of a link, or no longer what the kernel read.
func (s *State) justIntroduced(t *Thread) string {
	if t.introducedTS == 0 || t.introducedTS != t.LastEventTS || t.lastFD != s.ret {
		return ""
	}
	return t.introduced
}

// knowsPipe is knowsFile for a pipe's end.
func (s *State) knowsPipe(ev *driver.Event, num int64) bool {
	f := s.Lookup(s.Thread, num)
	ino, ok := ev.Uint(3)
	return f != nil && ok && f.Type == driver.FDFifo && f.Ino == ino
}

// knowsListener is knowsFile for a TCP socket that is not connected.
func (s *State) knowsListener(domain uint64) bool {
	f := s.Lookup(s.Thread, s.ret)
	if f == nil || f.L4 != driver.L4TCP {
		return false
	}
	switch f.Type {
	case driver.FDIPv4Serv, driver.FDIPv6Serv:
		return true
	case driver.FDIPv4Sock:
		return domain == catalog.AF_INET && (f.Sock == nil || f.Sock.DPort == 0)
	case driver.FDIPv6Sock:
		return domain == catalog.AF_INET6 && (f.Sock == nil || f.Sock.DPort == 0)
	}
	return false
}

// knowsConnection is knowsFile for a connected TCP socket, by its ends either way round.
func (s *State) knowsConnection(num int64, tuple []byte) bool {
	f := s.Lookup(s.Thread, num)
	if f == nil || f.Sock == nil || f.L4 != driver.L4TCP || !f.hasRole() || len(tuple) == 0 {
		return false
	}
	l := f.layout()
	switch {
	case tuple[0] == catalog.AF_INET && len(tuple) == inetTuple && f.Type == driver.FDIPv4Sock:
		sip, sport, dip, dport := tuple[1:5], tuple[5:7], tuple[7:11], tuple[11:13]
		return f.Sock.is(l, sip, sport, dip, dport) || f.Sock.is(l, dip, dport, sip, sport)
	case tuple[0] == catalog.AF_INET6 && len(tuple) == inet6Tuple:
		sip, sport, dip, dport := tuple[1:17], tuple[17:19], tuple[19:35], tuple[35:37]
		if f.Type == driver.FDIPv4Sock && mapped(sip) && mapped(dip) {
			sip, dip = sip[12:], dip[12:]
		} else if f.Type != driver.FDIPv6Sock {
			return false
		}
		return f.Sock.is(l, sip, sport, dip, dport) || f.Sock.is(l, dip, dport, sip, sport)
	}
	return false
}

// introduceClient makes the socket of a connect that is for the state only. It is
// false where the connection is known.
func (s *State) introduceClient(ev *driver.Event) bool {
	tuple := ev.Param(1)
	if s.FDNum < 0 || len(tuple) == 0 || s.knowsConnection(s.FDNum, tuple) {
		return false
	}
	f := s.newFD()
	f.Type = driver.FDIPv4Sock
	if tuple[0] == catalog.AF_INET6 {
		f.Type = driver.FDIPv6Sock
	}
	f.setL4(driver.L4TCP)
	s.addFD(s.Thread, s.FDNum, f)
	return true
}
