package state

import (
	"encoding/binary"
	"net/netip"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// load takes a snapshot into an empty state.
func (s *State) load(snap *driver.Snapshot) {
	s.Machine, s.live = snap.Machine, snap.Live
	if s.live {
		s.bootTS = snap.Machine.BootTS
	}
	s.nets.load(snap.Interfaces)
	for _, u := range snap.Users {
		s.accounts.addUser(u.Container, &User{u.UID, u.GID, u.Name, u.Home, u.Shell})
	}
	for _, g := range snap.Groups {
		s.accounts.addGroup(g.Container, &Group{g.GID, g.Name})
	}
	loaded := make([]*Thread, 0, len(snap.Threads))
	for i := range snap.Threads {
		p := &snap.Threads[i]
		if s.full(p.TID) {
			continue
		}
		t := s.importThread(p)
		if old := s.Find(t.TID); old != nil {
			s.drop(old)
		}
		s.threads.put(t)
		s.importFDs(t, snap.FDs[t.TID])
		loaded = append(loaded, t)
	}
	// Parents may come after their children.
	for _, t := range loaded {
		if s.Find(t.TID) == t {
			s.attach(t)
		}
	}
	s.assignRoles(loaded)
}

// admit adds one thread that the system was asked for.
func (s *State) admit(p *driver.Thread, fds []driver.FD) *Thread {
	t := s.importThread(p)
	s.add(t)
	s.importFDs(t, fds)
	s.assignRoles([]*Thread{t})
	return t
}

func (s *State) importThread(p *driver.Thread) *Thread {
	t := s.threadPool.get()
	*t = Thread{
		TID: p.TID, PID: p.PID, PTID: p.PTID, SID: p.SID, PGID: p.PGID, VPGID: p.VPGID, VTID: p.VTID, VPID: p.VPID,
		Comm: s.keepString(p.Comm), Exe: s.keepString(p.Exe), ExePath: s.keepString(trimDeleted(p.ExePath)),
		Root: s.keepString(p.Root), UID: p.UID, GID: p.GID, LoginUID: p.LoginUID, TTY: p.TTY,
		Flags:  p.Flags | catalog.CL_ACTIVE,
		VMSize: p.VMSize, VMRSS: p.VMRSS, VMSwap: p.VMSwap, PFMajor: p.PFMajor, PFMinor: p.PFMinor,
		CapInh: p.CapInh, CapPrm: p.CapPrm, CapEff: p.CapEff,
		ExeIno: p.ExeIno, ExeCtime: p.ExeCtime, ExeMtime: p.ExeMtime,
		ExeWritable: p.ExeWritable, ExeUpper: p.ExeUpper, ExeLower: p.ExeLower, ExeMemfd: p.ExeMemfd,
		CloneTS: p.CloneTS, PidnsInitStart: p.PidnsInitStart,
		Args: s.listOf(p.Args), env: s.listOf(p.Env), fdLimit: p.FDLimit, lastFD: -1,
	}
	if p.ExeCtime != 0 {
		if p.CloneTS != 0 {
			t.CloneAge = p.CloneTS - p.ExeCtime
		}
		if p.PidnsInitStart != 0 && p.ExeCtime > p.PidnsInitStart {
			t.PidnsAge = p.ExeCtime - p.PidnsInitStart
		}
	}
	s.setCwd(t, p.Cwd)
	s.buf3 = s.buf3[:0]
	for _, c := range p.Cgroups {
		s.buf3 = append(append(s.buf3, c...), 0)
	}
	t.Cgroups = s.cgroups(s.buf3, emptyCgroups)
	return t
}

func (s *State) importFDs(t *Thread, fds []driver.FD) {
	if len(fds) == 0 || !t.IsMain() {
		return
	}
	num, fd := s.FDNum, s.FD
	for i := range fds {
		s.addFD(t, fds[i].Num, s.importFD(&fds[i]))
	}
	s.FDNum, s.FD = num, fd
}

func (s *State) importFD(p *driver.FD) *FD {
	f := s.newFD()
	f.Type, f.Ino, f.OpenFlags, f.Dev = p.Type, p.Ino, p.OpenFlags, p.Dev
	f.Flags = FromSnapshot
	f.Name = s.keepString(p.Name)
	switch {
	case p.Type == driver.FDUnix:
		f.setPointers(p.Src, p.Dst)
		f.Flags |= RoleClient
		if p.Name != "" {
			f.setRole(RoleServer)
		}
	case f.IsInet():
		f.importEnds(p)
		if f.L4 == driver.L4TCP {
			f.Flags |= Connected
		}
		if f.IsListening() {
			f.Flags |= RoleServer
			s.buf = appendEnd(s.buf[:0], f.SrcIP(), f.Sock.SPort)
		} else {
			s.nets.patch(f)
			s.buf = appendEnds(s.buf[:0], f.SrcIP(), f.Sock.SPort, f.DstIP(), f.Sock.DPort)
		}
		f.Name = s.keep(s.buf)
	}
	return f
}

func (f *FD) importEnds(p *driver.FD) {
	l := f.layout()
	raw := &f.ends().raw
	put := func(at int, a netip.Addr, portAt int, port uint16) {
		if at >= 0 {
			if b := a.As16(); l.size == 4 {
				copy(raw[at:], b[12:])
			} else {
				copy(raw[at:], b[:])
			}
			binary.LittleEndian.PutUint16(raw[portAt:], port)
		}
	}
	if p.SIP.IsValid() {
		put(0, p.SIP, l.sport, p.SPort)
	}
	if p.DIP.IsValid() {
		put(l.dst, p.DIP, l.dport, p.DPort)
	}
	raw[l.l4] = p.L4
	f.decode()
}

// assignRoles tells which end of its connections each process of a snapshot is: the
// server where something listens on the source's port.
func (s *State) assignRoles(threads []*Thread) {
	ports := make(map[uint16]bool)
	for _, t := range threads {
		if t.fds != nil {
			t.fds.Each(func(_ int64, f *FD) bool {
				if f.IsListening() {
					ports[f.Sock.SPort] = true
				}
				return true
			})
		}
	}
	for _, t := range threads {
		if t.fds != nil {
			t.fds.Each(func(_ int64, f *FD) bool {
				s.assignRole(f, ports)
				return true
			})
		}
	}
}

func (s *State) assignRole(f *FD, ports map[uint16]bool) {
	if f.Type != driver.FDIPv4Sock || f.Flags&FromSnapshot == 0 || f.hasRole() {
		return
	}
	if !ports[f.Sock.SPort] {
		f.setRole(RoleClient)
		return
	}
	f.swap()
	f.setRole(RoleServer)
	s.buf = appendEnds(s.buf[:0], f.SrcIP(), f.Sock.SPort, f.DstIP(), f.Sock.DPort)
	f.Name = s.keep(s.buf)
}
