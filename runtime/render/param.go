package render

import (
	"encoding/binary"
	"strconv"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Names says what the numbers in an event stand for. It is asked about the process
// of the current event.
type Names interface {
	// FD describes a descriptor: its type's letter, its protocol and its name.
	FD(num int64) (char, l4 byte, name string, ok bool)
	// Comm is the command name of a thread.
	Comm(tid int64) (string, bool)
	// User and Group are the names of ids.
	User(uid uint32) (string, bool)
	Group(gid uint32) (string, bool)
	// Path appends the absolute form of a relative path. dirfd is the descriptor
	// that it is relative to, catalog.AT_FDCWD for the working directory.
	Path(dst []byte, dirfd int64, path string) []byte
}

const notAvailable = "<NA>"

// Param appends the plain text of one parameter: numbers as numbers.
func Param(dst []byte, p *catalog.Param, val []byte, names Names) []byte {
	return value(dst, p.Type, p.Format, p.Dyn, val, names)
}

func value(dst []byte, t catalog.Type, f catalog.Format, dyn []catalog.DynType, val []byte, names Names) []byte {
	if len(val) == 0 {
		switch t {
		case catalog.Bytebuf, catalog.Socktuple, catalog.FDList, catalog.CharbufArray, catalog.CharbufPairs, catalog.Dyn:
			return append(dst, "NULL"...)
		}
		return append(dst, notAvailable...)
	}
	switch t {
	case catalog.Charbuf, catalog.Fspath, catalog.Fsrelpath:
		return append(dst, text(val)...)
	case catalog.Bytebuf, catalog.CharbufArray, catalog.CharbufPairs:
		return Buffer(dst, val)
	case catalog.Sockaddr:
		return Sockaddr(dst, val)
	case catalog.Socktuple:
		return Socktuple(dst, val)
	case catalog.FDList:
		return fdList(dst, val, names)
	case catalog.SigSet:
		return SigSet(dst, uint32(word(val, catalog.SigSet)))
	case catalog.Dyn:
		if int(val[0]) >= len(dyn) {
			return append(dst, notAvailable...)
		}
		alt := dyn[val[0]]
		if alt.Type == catalog.Charbuf && len(val) == 1 {
			return append(dst, "(null)"...)
		}
		return value(dst, alt.Type, alt.Format, nil, val[1:], names)
	case catalog.IPv4Addr, catalog.IPv6Addr, catalog.IPAddr:
		return IP(dst, val)
	case catalog.UID, catalog.GID:
		if n := uint32(word(val, t)); n == 0xFFFFFFFF {
			return append(dst, "-1"...)
		}
	case catalog.Mode:
		return octal(dst, word(val, t))
	case catalog.AbsTime:
		return Datetime(dst, word(val, t), true)
	case catalog.Bool:
		if word(val, t) != 0 {
			return append(dst, "true"...)
		}
		return append(dst, "false"...)
	case catalog.Flags8, catalog.Flags16, catalog.Flags32, catalog.EnumFlags8, catalog.EnumFlags16, catalog.EnumFlags32,
		catalog.Errno:
		f = catalog.FmtDec
	case catalog.Uint32, catalog.Uint64: // Falco prints large ones as negative
		if f != catalog.FmtHex && f != catalog.FmtOct {
			n := word(val, t)
			if len(val) == 4 {
				n = uint64(int32(n))
			}
			return strconv.AppendInt(dst, int64(n), 10)
		}
	}
	if f == catalog.FmtOct {
		return octal(dst, trunc(word(val, t), t))
	}
	return Number(dst, word(val, t), t, f)
}

// octal appends n with the leading zero of C's alternative form.
func octal(dst []byte, n uint64) []byte {
	if n != 0 {
		dst = append(dst, '0')
	}
	return strconv.AppendUint(dst, n, 8)
}

// word reads a number of any width, sign-extended when its type is signed.
func word(val []byte, t catalog.Type) uint64 {
	switch {
	case len(val) >= 8:
		return binary.LittleEndian.Uint64(val)
	case len(val) >= 4:
		n := binary.LittleEndian.Uint32(val)
		if t.IsSigned() {
			return uint64(int64(int32(n)))
		}
		return uint64(n)
	case len(val) >= 2:
		n := binary.LittleEndian.Uint16(val)
		if t.IsSigned() {
			return uint64(int64(int16(n)))
		}
		return uint64(n)
	case len(val) == 1:
		if t.IsSigned() {
			return uint64(int64(int8(val[0])))
		}
		return uint64(val[0])
	}
	return 0
}

// text is the C string in a parameter. The kernel side writes "(NULL)" for a null
// pointer.
func text(val []byte) string {
	if s := driver.CString(val); s != "(NULL)" {
		return s
	}
	return notAvailable
}

// Buffer appends bytes as text: what cannot be printed becomes a dot.
func Buffer(dst, b []byte) []byte {
	for _, c := range b {
		if c < 0x20 || c > 0x7e {
			c = '.'
		}
		dst = append(dst, c)
	}
	return dst
}

// fdListEntry is the size of one entry: a descriptor and its poll flags.
const fdListEntry = 10

// FDListEntries calls f for each whole entry of a descriptor list.
func FDListEntries(val []byte, f func(fd int64, events uint16)) {
	if len(val) < 2 {
		return
	}
	n := int(binary.LittleEndian.Uint16(val))
	val = val[2:]
	for ; n > 0 && len(val) >= fdListEntry; n-- {
		f(int64(binary.LittleEndian.Uint64(val)), binary.LittleEndian.Uint16(val[8:]))
		val = val[fdListEntry:]
	}
}

func fdList(dst, val []byte, names Names) []byte {
	start := len(dst)
	FDListEntries(val, func(fd int64, events uint16) {
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		char, _, _, ok := names.FD(fd)
		if !ok {
			char = '?'
		}
		dst = strconv.AppendUint(dst, uint64(fd), 10)
		dst = append(dst, ':', char)
		dst = strconv.AppendUint(dst, uint64(events), 16)
	})
	return dst
}

// Resolved appends what parameter i of the event stands for - a name, a symbol, an
// absolute path - or nothing where its plain text says it all.
func Resolved(dst []byte, ev *driver.Event, i int, names Names) []byte {
	p := &ev.Info().Params[i]
	val := ev.Param(i)
	t := p.Type
	if t == catalog.Dyn && len(val) > 0 && int(val[0]) < len(p.Dyn) {
		t, val = p.Dyn[val[0]].Type, val[1:]
	}
	if len(val) == 0 {
		return dst
	}
	switch t {
	case catalog.FD, catalog.FD32:
		return FD(dst, int64(word(val, t)), names)
	case catalog.PID, catalog.PID32:
		if comm, ok := names.Comm(int64(word(val, t))); ok {
			dst = append(dst, comm...)
		}
	case catalog.Errno:
		if n := int64(word(val, t)); n < 0 {
			dst = append(dst, catalog.ErrnoName(uint64(-n))...)
		}
	case catalog.UID:
		dst = id(dst, uint32(word(val, t)), names.User)
	case catalog.GID:
		dst = id(dst, uint32(word(val, t)), names.Group)
	case catalog.SyscallID:
		if n := word(val, t); n < uint64(len(catalog.Syscalls)) {
			dst = append(dst, catalog.Syscalls[n].Name...)
		}
	case catalog.SigType:
		dst = append(dst, Signal(uint8(word(val, t)))...)
	case catalog.RelTime:
		dst = append(general(dst, float64(word(val, t))/1e9), 's')
	case catalog.Flags8, catalog.Flags16, catalog.Flags32, catalog.Mode:
		dst = Flags(dst, p.Flags, uint32(word(val, t)))
	case catalog.EnumFlags8, catalog.EnumFlags16, catalog.EnumFlags32:
		dst = Enum(dst, p.Flags, uint32(word(val, t)))
	case catalog.Fspath:
		if path := text(val); relative(path) {
			dst = names.Path(dst, catalog.AT_FDCWD, path)
		}
	case catalog.Fsrelpath:
		if path := text(val); relative(path) && p.DirFD > 0 {
			if dirfd, ok := ev.Int(int(p.DirFD) - 1); ok {
				dst = names.Path(dst, dirfd, path)
			}
		}
	}
	return dst
}

func relative(path string) bool { return path != "" && path[0] != '/' && path != notAvailable }

// FD appends "<f>/etc/passwd" for a known descriptor, the symbol of a negative one.
func FD(dst []byte, fd int64, names Names) []byte {
	if fd < 0 {
		if fd == catalog.AT_FDCWD {
			return append(dst, "AT_FDCWD"...)
		}
		return append(dst, catalog.ErrnoName(uint64(-fd))...)
	}
	char, l4, name, ok := names.FD(fd)
	if !ok {
		return dst
	}
	dst = append(dst, '<', char)
	switch l4 {
	case driver.L4TCP:
		dst = append(dst, 't')
	case driver.L4UDP:
		dst = append(dst, 'u')
	case driver.L4ICMP:
		dst = append(dst, 'i')
	case driver.L4Raw:
		dst = append(dst, 'r')
	}
	return append(append(dst, '>'), name...)
}

func id(dst []byte, n uint32, name func(uint32) (string, bool)) []byte {
	if n == 0xFFFFFFFF {
		return append(dst, "<NONE>"...)
	}
	if s, ok := name(n); ok {
		return append(dst, s...)
	}
	return append(dst, notAvailable...)
}

// Flags appends the names of the bits in n, joined by "|". A flag of value zero is
// named only when n is zero; the table's order decides which of overlapping flags
// takes their bits.
func Flags(dst []byte, table *catalog.FlagTable, n uint32) []byte {
	if table == nil {
		return dst
	}
	start, left := len(dst), n
	for _, f := range table.Flags {
		whole := f.Value == n
		if whole || f.Value != 0 && left&f.Value == f.Value {
			if len(dst) > start {
				dst = append(dst, '|')
			}
			dst = append(dst, f.Name...)
			left &^= f.Value
		}
		if whole {
			break
		}
	}
	return dst
}

// Enum appends the names that the table has for n, joined by "|".
func Enum(dst []byte, table *catalog.FlagTable, n uint32) []byte {
	if table == nil {
		return dst
	}
	start := len(dst)
	for _, f := range table.Flags {
		if f.Value == n {
			if len(dst) > start {
				dst = append(dst, '|')
			}
			dst = append(dst, f.Name...)
		}
	}
	return dst
}

// Arg appends the text of parameter i that evt.arg prints: what it stands for, or
// else its plain text.
func Arg(dst []byte, ev *driver.Event, i int, names Names) []byte {
	start := len(dst)
	if dst = Resolved(dst, ev, i, names); len(dst) > start {
		return dst
	}
	return Param(dst, &ev.Info().Params[i], ev.Param(i), names)
}

// Args appends "name=value" or "name=value(meaning)" for all parameters.
func Args(dst []byte, ev *driver.Event, names Names) []byte {
	if ev.Type == catalog.EvtGenericX {
		return dst
	}
	params := ev.Info().Params
	for i := range min(len(params), ev.NumParams()) {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = append(append(dst, params[i].Name...), '=')
		dst = Param(dst, &params[i], ev.Param(i), names)
		open := len(dst)
		dst = append(dst, '(')
		if dst = Resolved(dst, ev, i, names); len(dst) == open+1 {
			dst = dst[:open]
		} else {
			dst = append(dst, ')')
		}
	}
	return dst
}
