// Package catalog is the single table of what exists: event types with their
// parameters, flag and enumeration tables, system calls, and the fields that
// rules may ask for. The compiler type-checks against it, the runtime decodes
// and extracts by it, the kernel programs' headers are generated from it and
// the manual prints it. It holds data and look-ups only.
//
// Numbers and names are those of Falco's event schema 4.x, so that captures,
// rules and tools of that world fit (see ARCHITECTURE.md, "One event format").
package catalog

// Type is the type of an event parameter or of a field's value. The names are
// the schema's own, without their PT_ prefix.
type Type uint8

// Wire sizes are given in bytes; "var" types take the length that stands in the
// event. A zero length means "not available" for every type.
const (
	None         Type = iota
	Int8              // 1
	Int16             // 2
	Int32             // 4
	Int64             // 8
	Uint8             // 1
	Uint16            // 2
	Uint32            // 4
	Uint64            // 8
	Charbuf           // var: one C string, the NUL included
	Bytebuf           // var: raw bytes
	Errno             // 8: signed, negative is -errno
	Sockaddr          // var: family byte, address, port
	Socktuple         // var: family byte, two addresses and ports, or two kernel pointers and a path
	FD                // 8: signed descriptor number, negative is -errno, -100 is AT_FDCWD
	PID               // 8: signed
	FDList            // var: uint16 count, then (int64 fd, int16 poll flags) each
	Fspath            // var: a C string holding a path
	SyscallID         // 2: index into Syscalls
	SigType           // 1: signal number
	RelTime           // 8: nanoseconds
	AbsTime           // 8: nanoseconds since the epoch
	Port              // 2: host order
	L4Proto           // 1
	SockFamily        // 1
	Bool              // 4
	IPv4Addr          // 4: network order
	Dyn               // var: index byte into a list of types, then a value of that type
	Flags8            // 1
	Flags16           // 2
	Flags32           // 4
	UID               // 4: 0xFFFFFFFF is "none"
	GID               // 4: 0xFFFFFFFF is "none"
	Double            // 8
	SigSet            // 4: low 32 bits
	CharbufArray      // var: NUL-separated strings
	CharbufPairs      // var: NUL-separated key=value strings
	IPv4Net           // only in rules
	IPv6Addr          // 16: network order
	IPv6Net           // only in rules
	IPAddr            // IPv4 or IPv6, only in fields
	IPNet             // IPv4 or IPv6 network, only in fields
	Mode              // 4: file mode bits
	Fsrelpath         // var: a C string holding a path relative to another parameter's descriptor
	EnumFlags8        // 1: exactly one of a table's values
	EnumFlags16       // 2
	EnumFlags32       // 4
	FD32              // 4
	PID32             // 4

	numTypes
)

var typeNames = [numTypes]string{
	"NONE", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64", "CHARBUF", "BYTEBUF", "ERRNO",
	"SOCKADDR", "SOCKTUPLE", "FD", "PID", "FDLIST", "FSPATH", "SYSCALLID", "SIGTYPE", "RELTIME", "ABSTIME", "PORT",
	"L4PROTO", "SOCKFAMILY", "BOOL", "IPV4ADDR", "DYNAMIC", "FLAGS8", "FLAGS16", "FLAGS32", "UID", "GID", "DOUBLE", "SIGSET",
	"CHARBUFARRAY", "CHARBUF_PAIR_ARRAY", "IPV4NET", "IPV6ADDR", "IPV6NET", "IPADDR", "IPNET", "MODE", "FSRELPATH",
	"ENUMFLAGS8", "ENUMFLAGS16", "ENUMFLAGS32", "FD32", "PID32",
}

// String returns the schema's name of the type, as Falco's messages print it.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return "UNKNOWN"
}

// Size is the number of bytes of a value of a fixed-size type on the wire, or 0
// where the size varies.
func (t Type) Size() int {
	switch t {
	case Int8, Uint8, Flags8, EnumFlags8, SigType, L4Proto, SockFamily:
		return 1
	case Int16, Uint16, Flags16, EnumFlags16, SyscallID, Port:
		return 2
	case Int32, Uint32, Flags32, EnumFlags32, UID, GID, Mode, SigSet, FD32, PID32, IPv4Addr, Bool:
		return 4
	case Int64, Uint64, RelTime, AbsTime, Errno, FD, PID, Double:
		return 8
	case IPv6Addr:
		return 16
	}
	return 0
}

// IsString reports whether values of the type are C strings that the string
// operators compare.
func (t Type) IsString() bool { return t == Charbuf || t == Fspath || t == Fsrelpath }

// IsSigned reports whether numeric values of the type compare as signed.
func (t Type) IsSigned() bool {
	switch t {
	case Int8, Int16, Int32, Int64, Errno, FD, PID, FD32, PID32:
		return true
	}
	return false
}

// Format says how a number is printed.
type Format uint8

// The print formats of the schema.
const (
	FmtNA     Format = iota // the type's own form
	FmtDec                  // decimal
	FmtHex                  // upper-case hexadecimal without 0x
	FmtPadded               // decimal, zero-padded to nine digits
	FmtID                   // decimal, an identifier (no thousands, no unit)
	FmtDir                  // > or <
	FmtOct                  // octal
)
