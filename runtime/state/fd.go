package state

import "github.com/falcoc/falcoc/driver"

// FDFlags are facts about a descriptor.
type FDFlags uint32

// The descriptor flags.
const (
	RoleClient FDFlags = 1 << iota
	RoleServer
	Connected
	CloseOnExec
	UpperLayer // of an overlay filesystem
	LowerLayer
	FromSnapshot
)

// FD is one open descriptor.
type FD struct {
	Name      string // as fd.name prints it
	NameRaw   string // the path as the program gave it, "" when unknown
	Ino       uint64
	Dev       uint32
	OpenFlags uint32 // catalog.O_*
	Flags     FDFlags
	Type      driver.FDType
	L4        uint8 // driver.L4*
	Sock      *Sock // ends of a socket, nil when nothing is known

	owner uint64 // epoch of the table that may change it in place
	next  *FD    // free list
}

// Sock is the two ends of a socket. Of an IPv4 address only the first four bytes
// are used. A listening socket has its address as Src.
type Sock struct {
	Src, Dst       [16]byte
	SPort, DPort   uint16
	SrcPtr, DstPtr uint64 // kernel pointers of a unix socket's ends
}

// IsInet reports whether the descriptor is an IPv4 or IPv6 socket.
func (f *FD) IsInet() bool { return f.Type >= driver.FDIPv4Sock && f.Type <= driver.FDIPv6Serv }

// IsIPv6 reports whether the socket's addresses have 16 bytes.
func (f *FD) IsIPv6() bool { return f.Type == driver.FDIPv6Sock || f.Type == driver.FDIPv6Serv }

// IsListening reports whether the descriptor is a bound socket.
func (f *FD) IsListening() bool { return f.Type == driver.FDIPv4Serv || f.Type == driver.FDIPv6Serv }

// IsFile reports whether the descriptor is a regular file.
func (f *FD) IsFile() bool { return f.Type == driver.FDFile || f.Type == driver.FDFileV2 }

// SrcIP is the source address in network order: 4 or 16 bytes, nil when it is not
// a socket with known ends.
func (f *FD) SrcIP() []byte {
	if f.Sock == nil || !f.IsInet() {
		return nil
	}
	if f.IsIPv6() {
		return f.Sock.Src[:]
	}
	return f.Sock.Src[:4]
}

// DstIP is the destination address, nil for a listening socket.
func (f *FD) DstIP() []byte {
	if f.Sock == nil || !f.IsInet() || f.IsListening() {
		return nil
	}
	if f.IsIPv6() {
		return f.Sock.Dst[:]
	}
	return f.Sock.Dst[:4]
}

// Table is the descriptors of a process.
type Table struct {
	epoch  uint64
	shared int32 // further processes that read it until one of them writes
	count  int
	dense  []*FD         // by number
	sparse map[int64]*FD // numbers beyond the dense part
}
