package state

import "github.com/falcoc/falcoc/driver"

// FDFlags are facts about a descriptor.
type FDFlags uint32

// The descriptor flags. A role says which end of the connection the process is:
// the client's address is the source.
const (
	RoleClient FDFlags = 1 << iota
	RoleServer
	Connected
	UpperLayer // of an overlay filesystem
	LowerLayer
	FromSnapshot
)

// FD is one open descriptor.
type FD struct {
	Name      string // as fd.name prints it
	NameRaw   string // the path as the program gave it, "" when unknown
	Own       string // where the kernel says that the file is, if that is not Name
	Ino       uint64
	Dev       uint32
	OpenFlags uint32 // catalog.O_*
	Flags     FDFlags
	Type      driver.FDType
	L4        uint8 // driver.L4*
	Sock      *Sock // the ends of a socket, nil when nothing is known of them

	refs  int32 // tables that hold it; one that is not shared may change its entry where there is one
	spare *Sock // of an earlier descriptor in this memory
}

// IsInet reports whether the descriptor is an IPv4 or IPv6 socket.
func (f *FD) IsInet() bool { return f.Type >= driver.FDIPv4Sock && f.Type <= driver.FDIPv6Serv }

// IsIPv6 reports whether the socket's addresses have 16 bytes.
func (f *FD) IsIPv6() bool { return f.Type == driver.FDIPv6Sock || f.Type == driver.FDIPv6Serv }

// IsListening reports whether the descriptor is a bound socket.
func (f *FD) IsListening() bool { return f.Type == driver.FDIPv4Serv || f.Type == driver.FDIPv6Serv }

// IsFile reports whether the descriptor is a regular file.
func (f *FD) IsFile() bool { return f.Type == driver.FDFile || f.Type == driver.FDFileV2 }

func (f *FD) hasRole() bool { return f.Flags&(RoleClient|RoleServer) != 0 }

func (f *FD) setRole(r FDFlags) { f.Flags = f.Flags&^(RoleClient|RoleServer) | r }

// Table is the descriptors of a process. Forked processes share one until one of
// them writes. That one gets a table of its own, which at first has the same entries:
// an entry is changed only where no other table has it.
type Table struct {
	shared int // processes that have the table besides the first
	count  int
	dense  []*FD         // by number
	sparse map[int64]*FD // numbers far beyond the others
}

// Len is the number of open descriptors.
func (t *Table) Len() int { return t.count }

// Get returns the descriptor num, or nil.
func (t *Table) Get(num int64) *FD {
	if uint64(num) < uint64(len(t.dense)) {
		if f := t.dense[num]; f != nil {
			return f
		}
	}
	if len(t.sparse) == 0 {
		return nil
	}
	return t.sparse[num]
}

// Each calls f for each descriptor, in no order, until f returns false.
func (t *Table) Each(f func(num int64, fd *FD) bool) {
	for i, fd := range t.dense {
		if fd != nil && !f(int64(i), fd) {
			return
		}
	}
	for n, fd := range t.sparse {
		if !f(n, fd) {
			return
		}
	}
}

func (t *Table) set(num int64, f *FD) {
	if uint64(num) < uint64(len(t.dense)) {
		t.dense[num] = f
		return
	}
	if num >= 0 && num < 64 || num >= 0 && num < int64(4*t.count) {
		size := 16
		for int64(size) <= num {
			size *= 2
		}
		if size <= cap(t.dense) {
			t.dense = t.dense[:size] // what is behind its end is nil
		} else {
			dense := make([]*FD, size)
			copy(dense, t.dense)
			t.dense = dense
		}
		t.dense[num] = f
		for n, sp := range t.sparse {
			if n >= 0 && n < int64(size) && n != num {
				t.dense[n] = sp
				delete(t.sparse, n)
			}
		}
		delete(t.sparse, num)
		return
	}
	if t.sparse == nil {
		t.sparse = make(map[int64]*FD)
	}
	t.sparse[num] = f
}

func (t *Table) unset(num int64) {
	if uint64(num) < uint64(len(t.dense)) {
		t.dense[num] = nil
		return
	}
	delete(t.sparse, num)
}

// share gives another process the table of t's process.
func (s *State) share(t *Thread) *Table {
	fds := s.FDs(t)
	if fds == nil {
		return nil
	}
	fds.shared++
	s.nfds += fds.count
	return fds
}

// writable returns the descriptors of t's process for changing, nil when the process
// is not known.
func (s *State) writable(t *Thread) *Table {
	m := s.fdOwner(t)
	if m == nil {
		return nil
	}
	if m.fds == nil {
		m.fds = s.newTable()
	} else if old := m.fds; old.shared > 0 {
		old.shared--
		fds := s.newTable()
		fds.count = old.count
		fds.dense = append(fds.dense, old.dense...)
		if len(old.sparse) > 0 && fds.sparse == nil {
			fds.sparse = make(map[int64]*FD, len(old.sparse))
		}
		for n, f := range old.sparse {
			fds.sparse[n] = f
		}
		fds.Each(func(_ int64, f *FD) bool {
			f.refs++
			return true
		})
		m.fds = fds
	}
	return m.fds
}

// release gives up a process's hold of a table.
func (s *State) release(fds *Table) {
	if fds == nil {
		return
	}
	s.nfds -= fds.count
	if fds.shared > 0 {
		fds.shared--
		return
	}
	s.freeTable(fds)
}

// addFD opens f as descriptor num of t's process and makes it the event's. It
// does nothing when the process is not known or its table is full.
func (s *State) addFD(t *Thread, num int64, f *FD) {
	fds := s.writable(t)
	if fds == nil {
		return
	}
	s.FDNum = num
	old := fds.Get(num)
	if old == nil {
		if fds.count >= s.opt.MaxFDs {
			s.stats.RefusedFDs++
			s.unref(f)
			return
		}
		fds.count++
		s.nfds++
	}
	f.refs = 1
	fds.set(num, f)
	if old != nil {
		s.unref(old)
	}
	s.FD = f
}

// own returns descriptor num of t's process for changing, or nil.
func (s *State) own(t *Thread, num int64) *FD {
	fds := s.writable(t)
	if fds == nil {
		return nil
	}
	f := fds.Get(num)
	if f == nil || f.refs == 1 {
		return f
	}
	c := s.copyFD(f)
	c.refs = 1
	f.refs--
	fds.set(num, c)
	if s.FD == f {
		s.FD = c
	}
	return c
}

func (s *State) copyFD(f *FD) *FD {
	c := s.newFD()
	spare := c.spare
	*c = *f
	c.refs, c.Sock, c.spare = 0, nil, spare
	if f.Sock != nil {
		*c.ends() = *f.Sock
	}
	return c
}

// closeFD removes descriptor num of t's process.
func (s *State) closeFD(t *Thread, num int64) {
	if s.Lookup(t, num) == nil {
		return
	}
	fds := s.writable(t)
	f := fds.Get(num)
	fds.unset(num)
	fds.count--
	s.nfds--
	s.unref(f)
}
