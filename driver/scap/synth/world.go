package synth

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"path"
	"slices"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// The start of a world's clock, in ns since the epoch, and some of its ids.
const (
	Epoch     uint64 = 1_780_000_000_000_000_000
	bootTS           = Epoch - 86_400_000_000_000
	firstPID         = 4000
	rootDev          = 0xFE00
	invalidID        = ^uint32(0)
)

// World is a scripted machine: processes that fork, execute, open and connect.
// What is done before Begin is in the snapshot; what is done after it makes
// events. The first error of the sink sticks, and later calls do nothing.
type World struct {
	Machine    driver.Machine
	Users      []driver.User
	Groups     []driver.Group
	Interfaces []driver.Interface
	Rand       *rand.Rand
	Now        uint64 // ns since the epoch

	procs  map[int64]*Process
	next   int64
	inode  map[string]uint64
	sink   func(*driver.Event) error
	buf    []byte
	ev     driver.Event
	events int
	err    error
}

// NewWorld returns a machine that runs init alone.
func NewWorld(seed uint64) *World {
	w := &World{
		Machine: driver.Machine{CPUs: 4, Memory: 16 << 30, MaxPID: 4194304, Hostname: "host", BootTS: bootTS},
		Users: []driver.User{
			{UID: 0, GID: 0, Name: "root", Home: "/root", Shell: "/bin/bash"},
			{UID: 33, GID: 33, Name: "www-data", Home: "/var/www", Shell: "/usr/sbin/nologin"},
			{UID: 1000, GID: 1000, Name: "alice", Home: "/home/alice", Shell: "/bin/bash"},
		},
		Groups: []driver.Group{{GID: 0, Name: "root"}, {GID: 33, Name: "www-data"}, {GID: 1000, Name: "alice"}},
		Interfaces: []driver.Interface{
			{Name: "lo", Addr: netip.MustParseAddr("127.0.0.1"), Mask: netip.MustParseAddr("255.0.0.0")},
			{Name: "eth0", Addr: netip.MustParseAddr("10.0.0.5"), Mask: netip.MustParseAddr("255.255.255.0")},
		},
		Rand:  rand.New(rand.NewPCG(seed, 0x5ca9)),
		Now:   Epoch,
		procs: map[int64]*Process{},
		next:  firstPID,
		inode: map[string]uint64{},
	}
	init := &Process{w: w, Thread: driver.Thread{
		TID: 1, PID: 1, SID: 1, VPGID: 1, PGID: 1, VTID: 1, VPID: 1,
		Comm: "systemd", Exe: "/sbin/init", ExePath: "/usr/lib/systemd/systemd",
		Cwd: "/", Root: "/", FDLimit: 1 << 20, LoginUID: invalidID,
		CapPrm: 0x1ffffffffff, CapEff: 0x1ffffffffff,
		Cgroups: cgroups("/init.scope"), Flags: catalog.CL_IS_MAIN_THREAD,
	}, fds: map[int64]driver.FD{}}
	w.procs[1] = init
	return w
}

func cgroups(p string) []string {
	return []string{"cpuset=/", "cpu=" + p, "cpuacct=" + p, "io=" + p, "memory=" + p}
}

// Init is process 1.
func (w *World) Init() *Process { return w.procs[1] }

// Err is the first error that the sink returned or a value caused.
func (w *World) Err() error { return w.err }

// Events is the number of events made.
func (w *World) Events() int { return w.events }

// Snapshot is the state of the world now.
func (w *World) Snapshot() *driver.Snapshot {
	s := &driver.Snapshot{
		Machine: w.Machine, Users: slices.Clone(w.Users), Groups: slices.Clone(w.Groups), Interfaces: slices.Clone(w.Interfaces),
		FDs: map[int64][]driver.FD{},
	}
	for _, p := range w.procs {
		s.Threads = append(s.Threads, p.Thread)
		for _, fd := range p.fds {
			s.FDs[p.PID] = append(s.FDs[p.PID], fd)
		}
		slices.SortFunc(s.FDs[p.PID], func(a, b driver.FD) int { return int(a.Num - b.Num) })
	}
	slices.SortFunc(s.Threads, func(a, b driver.Thread) int { return int(a.TID - b.TID) })
	return s
}

// Begin returns the snapshot and sends what happens from now on to sink. The
// event is a view until sink returns.
func (w *World) Begin(sink func(*driver.Event) error) *driver.Snapshot {
	w.sink = sink
	return w.Snapshot()
}

// Emit makes an event of any type, a little later than the one before.
func (w *World) Emit(tid int64, id catalog.EventID, values ...any) {
	if w.sink == nil || w.err != nil {
		return
	}
	w.Now += 300 + w.Rand.Uint64N(1500)
	if w.buf, w.err = Append(w.buf[:0], w.Now, tid, id, values...); w.err != nil {
		return
	}
	if w.err = w.ev.Decode(w.buf); w.err != nil {
		return
	}
	w.ev.CPU = uint16(uint64(tid) % uint64(w.Machine.CPUs))
	w.events++
	w.err = w.sink(&w.ev)
}

// Inode is the number of the file with that name.
func (w *World) Inode(name string) uint64 {
	n, ok := w.inode[name]
	if !ok {
		n = 131072 + uint64(len(w.inode))
		w.inode[name] = n
	}
	return n
}

// Process is a process of one thread. Its Thread may be changed before the next
// event shows it.
type Process struct {
	driver.Thread
	w   *World
	fds map[int64]driver.FD
}

// Fork makes a child that is a copy of p. The caller's event shows the child's
// pid in the caller's namespace.
func (p *Process) Fork() *Process {
	w := p.w
	w.next++
	c := &Process{Thread: p.Thread, w: w, fds: make(map[int64]driver.FD, len(p.fds))}
	c.TID, c.PID, c.PTID = w.next, w.next, p.PID
	c.VTID, c.VPID = c.TID, c.PID
	if p.VPID != p.PID {
		c.VTID, c.VPID = c.TID-firstPID+100, c.PID-firstPID+100 // in a pid namespace of its own
	}
	for n, fd := range p.fds {
		c.fds[n] = fd
	}
	w.procs[c.PID] = c
	p.cloneEvent(c.VPID)
	c.cloneEvent(0)
	return c
}

func (p *Process) cloneEvent(res int64) {
	p.w.Emit(p.TID, catalog.EvtClone20X, res, p.Exe, p.Args, p.TID, p.PID, p.PTID, nil, p.FDLimit, p.PFMajor, p.PFMinor,
		p.VMSize, p.VMRSS, p.VMSwap, p.Comm, p.Cgroups, catalog.CL_CLONE_CHILD_CLEARTID|catalog.CL_CLONE_CHILD_SETTID,
		p.UID, p.GID, p.VTID, p.VPID, p.PidnsInitStart)
}

// Exec replaces the program by the file with that name; argv begins with
// argv[0].
func (p *Process) Exec(file string, argv ...string) {
	if len(argv) == 0 {
		argv = []string{file}
	}
	p.Comm = path.Base(file)
	p.Comm = p.Comm[:min(len(p.Comm), 15)]
	p.Exe, p.ExePath, p.Args = argv[0], file, slices.Clone(argv[1:])
	p.ExeIno, p.ExeCtime, p.ExeMtime = p.w.Inode(file), bootTS-3_600_000_000_000, bootTS-7_200_000_000_000
	p.VMSize, p.VMRSS = 4000+uint32(p.w.Rand.Uint32N(20000)), 900+uint32(p.w.Rand.Uint32N(3000))
	p.w.Emit(p.TID, catalog.EvtExecve19X, 0, p.Exe, p.Args, p.TID, p.PID, p.PTID, nil, p.FDLimit, p.PFMajor, p.PFMinor,
		p.VMSize, p.VMRSS, p.VMSwap, p.Comm, p.Cgroups, p.Env, p.TTY, p.VPGID, p.LoginUID, p.exeFlags(),
		p.CapInh, p.CapPrm, p.CapEff, p.ExeIno, p.ExeCtime, p.ExeMtime, p.UID, p.ExePath, p.PGID, p.GID, file)
}

func (p *Process) exeFlags() (f uint32) {
	if p.ExeWritable {
		f |= catalog.EXE_WRITABLE
	}
	if p.ExeUpper {
		f |= catalog.EXE_UPPER_LAYER
	}
	if p.ExeMemfd {
		f |= catalog.EXE_FROM_MEMFD
	}
	if p.ExeLower {
		f |= catalog.EXE_LOWER_LAYER
	}
	return f
}

// Spawn forks and executes.
func (p *Process) Spawn(file string, argv ...string) *Process {
	c := p.Fork()
	c.Exec(file, argv...)
	return c
}

// Exit ends the process with the given code.
func (p *Process) Exit(code int) {
	p.w.Emit(p.TID, catalog.EvtProcexit1E, int64(code)<<8, code, 0, 0, 0)
	delete(p.w.procs, p.PID)
}

func (p *Process) newFD(fd driver.FD) int64 {
	for fd.Num = 3; ; fd.Num++ {
		if _, taken := p.fds[fd.Num]; !taken {
			p.fds[fd.Num] = fd
			return fd.Num
		}
	}
}

// Open opens a file by openat; flags are catalog.O_*.
func (p *Process) Open(name string, flags uint32) int64 {
	kind := driver.FDFileV2
	if flags&catalog.O_DIRECTORY != 0 {
		kind = driver.FDDirectory
	}
	ino := p.w.Inode(name)
	full := name
	if !path.IsAbs(name) {
		full = path.Join(p.Cwd, name)
	}
	n := p.newFD(driver.FD{Type: kind, Ino: ino, Name: full, OpenFlags: flags, Dev: rootDev})
	mode := 0
	if flags&catalog.O_CREAT != 0 {
		mode = 0o644
	}
	p.w.Emit(p.TID, catalog.EvtOpenat2X, n, atFDCWD, name, flags, mode, rootDev, ino)
	return n
}

// atFDCWD is the directory descriptor that means the working directory.
const atFDCWD = -100

// OpenFails tries to open a file; errno is positive.
func (p *Process) OpenFails(name string, flags uint32, errno int) {
	p.w.Emit(p.TID, catalog.EvtOpenat2X, -errno, atFDCWD, name, flags, 0, 0, 0)
}

// Stat asks for a file's attributes; errno is 0 or positive.
func (p *Process) Stat(name string, errno int) {
	p.w.Emit(p.TID, catalog.EvtNewfstatatX, -errno, atFDCWD, name, 0)
}

// Read reads data; its first 80 bytes are in the event.
func (p *Process) Read(fd int64, data []byte) {
	p.w.Emit(p.TID, catalog.EvtReadX, len(data), data[:min(len(data), snapLen)], fd, 4096)
}

// Write writes data.
func (p *Process) Write(fd int64, data []byte) {
	p.w.Emit(p.TID, catalog.EvtWriteX, len(data), data[:min(len(data), snapLen)], fd, len(data))
}

const snapLen = 80

// Close closes a descriptor.
func (p *Process) Close(fd int64) {
	p.w.Emit(p.TID, catalog.EvtCloseX, 0, fd)
	delete(p.fds, fd)
}

// Dup makes another descriptor of the same file by dup2.
func (p *Process) Dup(fd, as int64) {
	p.w.Emit(p.TID, catalog.EvtDup2X, as, fd, as)
	if f, ok := p.fds[fd]; ok {
		f.Num = as
		p.fds[as] = f
	}
}

// Unlink removes a file.
func (p *Process) Unlink(name string) {
	p.w.Emit(p.TID, catalog.EvtUnlinkat2X, 0, atFDCWD, name, 0)
}

// Chmod sets a file's mode.
func (p *Process) Chmod(name string, mode int) {
	p.w.Emit(p.TID, catalog.EvtFchmodatX, 0, atFDCWD, name, mode)
}

// Call makes a system call that has no event of its own.
func (p *Process) Call(name string) {
	if code, ok := catalog.SyscallByName(name); ok {
		p.w.Emit(p.TID, catalog.EvtGenericX, code, catalog.Syscalls[code].AMD64)
	}
}

// Listen opens a TCP socket that waits for connections.
func (p *Process) Listen(at netip.AddrPort) int64 {
	kind := driver.FDIPv4Serv
	if at.Addr().Is6() {
		kind = driver.FDIPv6Serv
	}
	fd := p.newFD(driver.FD{Type: kind, SIP: at.Addr(), SPort: at.Port(), L4: driver.L4TCP, Ino: p.w.Inode(fmt.Sprint("tcp ", at))})
	p.w.Emit(p.TID, catalog.EvtSocketX, fd, int(family(at.Addr())), sockStream, 0, 0)
	p.w.Emit(p.TID, catalog.EvtBindX, 0, at, fd)
	p.w.Emit(p.TID, catalog.EvtListenX, 0, fd, 511)
	return fd
}

const sockStream = 1

// Connect opens a TCP connection from one address to another.
func (p *Process) Connect(from, to netip.AddrPort) int64 {
	fd := p.newFD(tcp(from, to))
	p.w.Emit(p.TID, catalog.EvtSocketX, fd, int(family(to.Addr())), sockStream, 0, 0)
	p.w.Emit(p.TID, catalog.EvtConnectX, 0, Tuple{from, to}, fd, to)
	return fd
}

// Accept takes a connection from a listening socket.
func (p *Process) Accept(from, to netip.AddrPort) int64 {
	fd := p.newFD(tcp(from, to))
	p.w.Emit(p.TID, catalog.EvtAccept46X, fd, Tuple{from, to}, 0, 0, 511, 0)
	return fd
}

func tcp(from, to netip.AddrPort) driver.FD {
	kind := driver.FDIPv4Sock
	if from.Addr().Is6() {
		kind = driver.FDIPv6Sock
	}
	return driver.FD{Type: kind, SIP: from.Addr(), SPort: from.Port(), DIP: to.Addr(), DPort: to.Port(), L4: driver.L4TCP}
}

// Send and Recv move data over a connected socket.
func (p *Process) Send(fd int64, data []byte) {
	p.w.Emit(p.TID, catalog.EvtSendtoX, len(data), data[:min(len(data), snapLen)], fd, len(data), nil)
}

// Recv receives data.
func (p *Process) Recv(fd int64, data []byte) {
	p.w.Emit(p.TID, catalog.EvtRecvfromX, len(data), data[:min(len(data), snapLen)], nil, fd, 16384)
}
