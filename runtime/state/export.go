package state

import (
	"cmp"
	"encoding/binary"
	"net/netip"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Settle does what the last event has left to do once the rules have seen it, such as
// taking out a thread that exited. Without it, the next Process does.
func (s *State) Settle() { s.settle() }

// Snapshot describes the state as it is now, for a source that begins here. Not in it
// is what Supplement adds. Lost are times of clones and execs, which captures do not
// hold, and descriptors of threads that share none with their process.
func (s *State) Snapshot() *driver.Snapshot {
	snap := &driver.Snapshot{
		Machine:    s.Machine,
		Threads:    make([]driver.Thread, 0, s.threads.n),
		FDs:        make(map[int64][]driver.FD),
		Interfaces: slices.Clone(s.nets.list),
	}
	listened := s.listened()
	for _, t := range s.sorted() {
		snap.Threads = append(snap.Threads, exportThread(t))
		if t.fds == nil {
			continue
		}
		list := make([]driver.FD, 0, t.fds.count)
		t.fds.Each(func(num int64, f *FD) bool {
			if !f.supplements(listened) {
				list = append(list, exportFD(num, f))
			}
			return true
		})
		if len(list) > 0 {
			slices.SortFunc(list, func(a, b driver.FD) int { return cmp.Compare(a.Num, b.Num) })
			snap.FDs[t.TID] = list
		}
	}
	for k, u := range s.accounts.users {
		snap.Users = append(snap.Users, driver.User{UID: u.UID, GID: u.GID, Name: u.Name, Home: u.Home, Shell: u.Shell, Container: k.container})
	}
	for k, g := range s.accounts.groups {
		snap.Groups = append(snap.Groups, driver.Group{GID: g.GID, Name: g.Name, Container: k.container})
	}
	slices.SortFunc(snap.Users, func(a, b driver.User) int {
		return cmp.Or(strings.Compare(a.Container, b.Container), cmp.Compare(a.UID, b.UID))
	})
	slices.SortFunc(snap.Groups, func(a, b driver.Group) int {
		return cmp.Or(strings.Compare(a.Container, b.Container), cmp.Compare(a.GID, b.GID))
	})
	return snap
}

// sorted is all threads by tid.
func (s *State) sorted() []*Thread {
	list := make([]*Thread, 0, s.threads.n)
	s.threads.each(func(t *Thread) { list = append(list, t) })
	slices.SortFunc(list, func(a, b *Thread) int { return cmp.Compare(a.TID, b.TID) })
	return list
}

// listened is the ports that something listens on: by them a reader of a snapshot tells
// which end of a connection a process is.
func (s *State) listened() map[uint16]bool {
	ports := make(map[uint16]bool)
	s.threads.each(func(t *Thread) {
		if t.fds != nil {
			t.fds.Each(func(_ int64, f *FD) bool {
				if f.IsListening() && f.Sock != nil {
					ports[f.Sock.SPort] = true
				}
				return true
			})
		}
	})
	return ports
}

func exportThread(t *Thread) driver.Thread {
	p := driver.Thread{
		TID: t.TID, PID: t.PID, PTID: t.PTID, SID: t.SID, VPGID: t.VPGID, PGID: t.PGID, VTID: t.VTID, VPID: t.VPID,
		Comm: t.Comm, Exe: t.Exe, ExePath: t.ExePath, Cwd: t.cwd, Root: t.Root, FDLimit: t.fdLimit, Flags: t.Flags,
		UID: t.UID, GID: t.GID, LoginUID: t.LoginUID, VMSize: t.VMSize, VMRSS: t.VMRSS, VMSwap: t.VMSwap,
		PFMajor: t.PFMajor, PFMinor: t.PFMinor, PidnsInitStart: t.PidnsInitStart, CloneTS: t.CloneTS, TTY: t.TTY,
		CapInh: t.CapInh, CapPrm: t.CapPrm, CapEff: t.CapEff, ExeIno: t.ExeIno, ExeCtime: t.ExeCtime, ExeMtime: t.ExeMtime,
		ExeWritable: t.ExeWritable, ExeUpper: t.ExeUpper, ExeLower: t.ExeLower, ExeMemfd: t.ExeMemfd,
	}
	t.Args.Each(func(v string) bool { p.Args = append(p.Args, v); return true })
	t.env.Each(func(v string) bool { p.Env = append(p.Env, v); return true })
	if raw := strings.TrimSuffix(t.Cgroups.raw, "\x00"); raw != "" {
		p.Cgroups = strings.Split(raw, "\x00")
	}
	return p
}

func exportFD(num int64, f *FD) driver.FD {
	p := driver.FD{Num: num, Type: f.Type, Ino: f.Ino, OpenFlags: f.OpenFlags, Dev: f.Dev}
	switch {
	case f.IsInet():
		p.L4 = f.L4
		p.SIP, p.SPort = address(f.SrcIP(), f.IsIPv6()), f.port(true)
		if !f.IsListening() {
			p.DIP, p.DPort = address(f.DstIP(), f.IsIPv6()), f.port(false)
			if f.Type == driver.FDIPv4Sock && f.Flags&RoleServer != 0 {
				// The system lists a connection with the local end first.
				p.SIP, p.DIP, p.SPort, p.DPort = p.DIP, p.SIP, p.DPort, p.SPort
			}
		}
	case f.Type == driver.FDUnix:
		p.Name = f.Name
		if f.Sock != nil {
			p.Src, p.Dst = f.Sock.SrcPtr, f.Sock.DstPtr
		}
	default:
		p.Name = f.Name
	}
	return p
}

func address(ip []byte, six bool) netip.Addr {
	if a, ok := netip.AddrFromSlice(ip); ok {
		return a
	}
	if six {
		return netip.IPv6Unspecified()
	}
	return netip.IPv4Unspecified()
}

func (f *FD) port(src bool) uint16 {
	switch {
	case f.Sock == nil:
		return 0
	case src:
		return f.Sock.SPort
	}
	return f.Sock.DPort
}

// supplements reports whether a snapshot's reader would take the descriptor for
// something else: a socket without ends for a connected one, a connection for one of
// the other role or of none. Events can tell it. Kinds of descriptors that came late to
// the format are events, too: readers of then refuse a file with them, but pass over
// events that they do not know.
func (f *FD) supplements(listened map[uint16]bool) bool {
	if f.Type >= driver.FDBPF {
		return true
	}
	if !f.isConn() {
		return false
	}
	switch {
	case f.Name == "" && !f.hasRole():
		return true
	case f.Flags&Connected == 0 || f.L4 != driver.L4TCP && f.L4 != driver.L4UDP:
		return false
	case f.Flags&RoleServer != 0:
		return f.L4 == driver.L4TCP && (f.IsIPv6() || !listened[f.port(false)])
	case f.Flags&RoleClient != 0:
		return f.IsIPv6() || listened[f.port(true)]
	}
	return false
}

// Supplement makes events, with the time ts, that bring a state made from Snapshot
// nearer to this one: containers, subreapers, and sockets of which a snapshot does not
// tell enough. They are for the state only. The event is a view until f returns.
func (s *State) Supplement(ts uint64, f func(*driver.Event) error) error {
	p := supplement{ts: ts, f: f}
	ids := make([]string, 0, len(s.containers))
	for id := range s.containers {
		if id != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		text := containers.Append(nil, s.containers[id])
		p.send(-1, catalog.EvtContainerJson2E, append(text, 0))
	}
	listened := s.listened()
	for _, t := range s.sorted() {
		if t.group != nil && t.IsMain() && t.group.reaper && t.PID != 1 && t.VPID != 1 && !t.IsDead() {
			p.send(t.TID, catalog.EvtPrctlX, num64(0), num32(catalog.PR_SET_CHILD_SUBREAPER), []byte{0}, num64(1))
		}
		if t.fds == nil || t.IsDead() {
			continue
		}
		var nums []int64
		t.fds.Each(func(num int64, f *FD) bool {
			if f.supplements(listened) {
				nums = append(nums, num)
			}
			return true
		})
		slices.Sort(nums)
		for _, num := range nums {
			if f := t.fds.Get(num); f.Type >= driver.FDBPF {
				p.special(s, t.TID, num, f)
			} else {
				p.socket(t.TID, num, f)
			}
		}
	}
	return p.err
}

type supplement struct {
	ts  uint64
	f   func(*driver.Event) error
	buf []byte
	ev  driver.Event
	err error
}

func (p *supplement) send(tid int64, id catalog.EventID, params ...[]byte) {
	if p.err != nil {
		return
	}
	p.buf = driver.AppendEvent(p.buf[:0], p.ts, tid, id, params...)
	if p.err = p.ev.Decode(p.buf); p.err == nil {
		p.ev.StateOnly = true
		p.err = p.f(&p.ev)
	}
}

// special makes the event that opens a descriptor of a late kind.
func (p *supplement) special(s *State, tid, num int64, f *FD) {
	switch f.Type {
	case driver.FDBPF:
		p.send(tid, catalog.EvtBpf2X, num64(num))
	case driver.FDUserfault:
		p.send(tid, catalog.EvtUserfaultfdX, num64(num), num32(f.OpenFlags))
	case driver.FDIOUring:
		p.send(tid, catalog.EvtIoUringSetupX, num64(num))
	case driver.FDMemfd:
		flags := uint32(0)
		if f.OpenFlags&catalog.O_CLOEXEC != 0 {
			flags = catalog.MFD_CLOEXEC
		}
		p.send(tid, catalog.EvtMemfdCreateX, num64(num), append([]byte(f.Name), 0), num32(flags))
	case driver.FDPidfd:
		pid, ok := s.pidOf(f)
		if !ok {
			pid = -1
		}
		p.send(tid, catalog.EvtPidfdOpenX, num64(num), num64(pid), num32(0))
	}
}

func (p *supplement) socket(tid, num int64, f *FD) {
	family := uint32(catalog.AF_INET)
	if f.IsIPv6() {
		family = catalog.AF_INET6
	}
	var src, dst []byte
	if f.hasRole() {
		src, dst = append(slices.Clone(f.SrcIP()), num16(f.port(true))...), append(slices.Clone(f.DstIP()), num16(f.port(false))...)
	}
	tuple := slices.Concat([]byte{byte(family)}, src, dst)
	if f.Flags&RoleServer != 0 {
		p.send(tid, catalog.EvtAccept46X, num64(num), tuple, []byte{0}, num32(0), num32(0), num32(f.OpenFlags))
		return
	}
	typ, proto := uint32(sockStream), uint32(0)
	switch f.L4 {
	case driver.L4TCP:
	case driver.L4UDP:
		typ = sockDgram
	case driver.L4ICMP:
		typ, proto = sockDgram, protoICMP
	case driver.L4Raw:
		typ, proto = sockRaw, protoRaw
	default:
		proto = 254 // no protocol that has a name
	}
	p.send(tid, catalog.EvtSocketX, num64(num), num32(family), num32(typ), num32(proto), num32(f.OpenFlags))
	if f.hasRole() {
		p.send(tid, catalog.EvtConnectX, num64(0), tuple, num64(num), append([]byte{byte(family)}, dst...))
	}
}

func num16(v uint16) []byte { return binary.LittleEndian.AppendUint16(nil, v) }
func num32(v uint32) []byte { return binary.LittleEndian.AppendUint32(nil, v) }
func num64(v int64) []byte  { return binary.LittleEndian.AppendUint64(nil, uint64(v)) }

// Keeps reports whether the event, the one that Process took last, matters to the
// state: what comes after it may be seen differently without it.
func (s *State) Keeps(ev *driver.Event) bool {
	if int(ev.Type) >= len(kinds) || kinds[ev.Type].handle == nil {
		return false
	}
	switch info := ev.Info(); {
	case info.Has(catalog.ReadsFromFD) || info.Has(catalog.WritesToFD):
		return s.FD != nil && s.FD.Sock != nil && s.Errno == 0
	case info.Has(catalog.CreatesFD):
		return s.Errno == 0
	}
	return true
}
