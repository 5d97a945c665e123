package driver

import (
	"errors"
	"net/netip"
)

// ErrRestart is returned by Next when a new section begins: all state is void
// and Snapshot has a new one.
var ErrRestart = errors.New("the source starts again")

// ErrIdle is returned by Next of a live source that was asked for it, when nothing
// has happened for a moment: the reader can see to other things.
var ErrIdle = errors.New("no event for a moment")

// Source yields events in the order in which they are to be judged.
type Source interface {
	// Snapshot is what was true before the first event.
	Snapshot() *Snapshot
	// Next makes ev the next event, converted to the current schema. The error is
	// io.EOF at the end, ErrRestart between sections, or a reason to stop.
	Next(ev *Event) error
	// Close releases what the source holds.
	Close() error
}

// Prober is a Source that can ask the operating system about a thread that no
// event has introduced.
type Prober interface {
	// Probe returns the thread and the descriptors of its process.
	Probe(tid int64) (*Thread, []FD, bool)
}

// Snapshot is the state of a machine at one moment.
type Snapshot struct {
	Machine    Machine
	Threads    []Thread
	FDs        map[int64][]FD // by the tid of the process's main thread
	Users      []User
	Groups     []Group
	Interfaces []Interface
	Live       bool // taken from this machine now: unknown users may be looked up
}

// Machine describes where the events were made.
type Machine struct {
	CPUs     uint32
	Memory   uint64 // bytes
	MaxPID   uint64
	Hostname string
	BootTS   uint64 // nanoseconds since the epoch, 0 when unknown
}

// Thread is one task. Unknown ids are -1, an unknown login uid is 0xFFFFFFFF.
type Thread struct {
	TID, PID, PTID         int64
	SID, VPGID, PGID       int64
	VTID, VPID             int64
	Comm, Exe, ExePath     string
	Args, Env              []string
	Cwd, Root              string
	FDLimit                int64
	Flags                  uint32 // catalog.CL_*
	UID, GID, LoginUID     uint32
	VMSize, VMRSS, VMSwap  uint32 // kB
	PFMajor, PFMinor       uint64
	Cgroups                []string // subsystem=path
	PidnsInitStart         uint64   // ns since the epoch
	CloneTS                uint64   // ns since the epoch, 0 when unknown
	TTY                    uint32
	CapInh, CapPrm, CapEff uint64
	ExeIno                 uint64
	ExeCtime, ExeMtime     uint64 // ns since the epoch
	ExeWritable, ExeUpper  bool
	ExeLower, ExeMemfd     bool
}

// FDType is the kind of a descriptor, with the numbers of the capture format.
type FDType int8

// The descriptor kinds.
const (
	FDUninitialized FDType = iota - 1
	FDUnknown
	FDFile
	FDDirectory
	FDIPv4Sock
	FDIPv6Sock
	FDIPv4Serv
	FDIPv6Serv
	FDFifo
	FDUnix
	FDEvent
	FDUnsupported
	FDSignal
	FDEventPoll
	FDInotify
	FDTimer
	FDNetlink
	FDFileV2
	FDBPF
	FDUserfault
	FDIOUring
	FDMemfd
	FDPidfd
)

// The transport protocols of a socket, with the numbers of the capture format.
const (
	L4Unknown uint8 = iota
	L4NA
	L4TCP
	L4UDP
	L4ICMP
	L4Raw
)

// FD is one open descriptor.
type FD struct {
	Num          int64
	Type         FDType
	Ino          uint64
	Name         string // files, pipes, and the path of a unix socket
	OpenFlags    uint32 // catalog.O_*
	Dev          uint32
	L4           uint8
	SIP, DIP     netip.Addr // listening sockets: SIP is the bound address
	SPort, DPort uint16
	Src, Dst     uint64 // kernel pointers of a unix socket's ends
}

// User is an account; Container is the id of the container it belongs to, ""
// for the host.
type User struct {
	UID, GID          uint32
	Name, Home, Shell string
	Container         string
}

// Group is a group of accounts.
type Group struct {
	GID       uint32
	Name      string
	Container string
}

// Interface is one network interface's address.
type Interface struct {
	Name string
	Addr netip.Addr
	Mask netip.Addr
}
