package scap

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"

	"github.com/falcoc/falcoc/driver"
)

// cursor reads packed little-endian values. Reading past the end gives zeros and
// sets short. It walks a string so that the texts it returns are parts of it.
type cursor struct {
	s     string
	short bool
}

func (c *cursor) take(n int) string {
	if n > len(c.s) {
		c.short, c.s = true, ""
		return ""
	}
	t := c.s[:n]
	c.s = c.s[n:]
	return t
}

func (c *cursor) uint(n int) (v uint64) {
	t := c.take(n)
	for i := len(t) - 1; i >= 0; i-- {
		v = v<<8 | uint64(t[i])
	}
	return v
}

func (c *cursor) u8() uint8    { return uint8(c.uint(1)) }
func (c *cursor) u16() uint16  { return uint16(c.uint(2)) }
func (c *cursor) u32() uint32  { return uint32(c.uint(4)) }
func (c *cursor) u64() uint64  { return c.uint(8) }
func (c *cursor) i64() int64   { return int64(c.uint(8)) }
func (c *cursor) text() string { return c.take(int(c.u16())) }
func (c *cursor) has(n int) bool {
	return len(c.s) >= n
}

// texts reads a list of strings, each with a NUL behind it; the last NUL may be
// missing.
func (c *cursor) texts() []string {
	t := c.text()
	if t == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(t, "\x00"), "\x00")
}

func (c *cursor) addr4() netip.Addr {
	var a [4]byte
	copy(a[:], c.take(4))
	return netip.AddrFrom4(a)
}

func (c *cursor) addr16() netip.Addr {
	var a [16]byte
	copy(a[:], c.take(16))
	return netip.AddrFrom16(a)
}

// entry cuts the next entry, with its own copy of the bytes, from body. prefixed
// entries begin with their length; self tells whether the length counts its own
// four bytes.
func entry(body []byte, self bool) (c cursor, rest []byte, err error) {
	n := uint64(binary.LittleEndian.Uint32(body))
	if !self {
		n += 4
	}
	if n < 4 || n > uint64(len(body)) {
		return c, nil, corrupt("entry of %d bytes, %d are left", n, len(body))
	}
	return cursor{s: string(body[4:n])}, body[n:], nil
}

// budget is what a section's state may still take in memory, in bytes. Lists of
// empty entries take far more there than in the file.
type budget int

func (b *budget) spend(n int) error {
	if *b -= budget(n); *b < 0 {
		return fmt.Errorf("%w: the state takes more than %d MB", ErrTooLarge, maxState>>20)
	}
	return nil
}

// Sizes of the snapshot's parts in bytes, rounded up.
const (
	threadSize = 512
	fdSize     = 160
	smallSize  = 96
	stringSize = 16
)

func (b *budget) thread(t *driver.Thread) error {
	return b.spend(threadSize + stringSize*(len(t.Args)+len(t.Env)+len(t.Cgroups)))
}

func readMachine(s *driver.Snapshot, body []byte) error {
	c := cursor{s: string(body)}
	m := driver.Machine{CPUs: c.u32(), Memory: c.u64(), MaxPID: c.u64()}
	m.Hostname, _, _ = strings.Cut(c.take(128), "\x00")
	m.BootTS = c.u64()
	c.take(24) // flags and reserved
	if c.short {
		return corrupt("%d bytes are too few", len(body))
	}
	s.Machine = m
	return nil
}

func readProcs(s *driver.Snapshot, b *budget, body []byte, version int) error {
	if version < 9 {
		c := cursor{s: string(body)}
		for c.has(4) {
			t := readThread(&c, version)
			if c.short {
				return corrupt("the list ends in the middle of an entry")
			}
			if err := b.thread(&t); err != nil {
				return err
			}
			s.Threads = append(s.Threads, t)
		}
		return nil
	}
	for len(body) >= 4 {
		c, rest, err := entry(body, true)
		if err != nil {
			return err
		}
		t := readThread(&c, version)
		if c.short {
			return corrupt("entry of %d bytes is too short", len(body)-len(rest))
		}
		readThreadTail(&c, &t)
		if err := b.thread(&t); err != nil {
			return err
		}
		s.Threads = append(s.Threads, t)
		body = rest
	}
	return nil
}

// readThread reads the fields whose presence the block's version tells.
func readThread(c *cursor, version int) driver.Thread {
	t := driver.Thread{SID: -1, VPGID: -1, PGID: -1, VTID: -1, VPID: -1, LoginUID: ^uint32(0)}
	t.TID, t.PID, t.PTID = c.i64(), c.i64(), c.i64()
	if version >= 6 {
		t.SID = c.i64()
	}
	if version >= 8 {
		t.VPGID = c.i64()
	}
	t.Comm, t.Exe = c.text(), c.text()
	if version >= 7 {
		t.ExePath = c.text()
	}
	t.Args = c.texts()
	t.Cwd = c.text()
	t.FDLimit = c.i64()
	t.Flags = c.u32()
	t.UID, t.GID = c.u32(), c.u32()
	if version >= 2 {
		t.VMSize, t.VMRSS, t.VMSwap = c.u32(), c.u32(), c.u32()
		t.PFMajor, t.PFMinor = c.u64(), c.u64()
	}
	if version >= 3 {
		t.Env = c.texts()
	}
	if version >= 4 {
		t.VTID, t.VPID = c.i64(), c.i64()
		t.Cgroups = c.texts()
	}
	if version >= 5 {
		t.Root = c.text()
	}
	return t
}

// readThreadTail reads the fields that grew at the end of version 9: each is
// there when the entry is long enough.
func readThreadTail(c *cursor, t *driver.Thread) {
	// Two fields were once inserted in front of the login uid; entries with at most
	// 29 bytes left are older than that.
	if len(c.s) > 29 {
		t.PidnsInitStart = c.u64()
		t.TTY = c.u32()
	}
	if c.has(4) {
		t.LoginUID = c.u32()
	}
	if c.has(1) {
		t.ExeWritable = c.u8() != 0
	}
	if c.has(24) {
		t.CapInh, t.CapPrm, t.CapEff = c.u64(), c.u64(), c.u64()
	}
	if c.has(1) {
		t.ExeUpper = c.u8() != 0
	}
	if c.has(24) {
		t.ExeIno, t.ExeCtime, t.ExeMtime = c.u64(), c.u64(), c.u64()
	}
	if c.has(1) {
		t.ExeMemfd = c.u8() != 0
	}
	if c.has(1) {
		t.ExeLower = c.u8() != 0
	}
	if c.has(8) {
		t.PGID = c.i64()
	}
}

func readFDs(s *driver.Snapshot, b *budget, body []byte, version int) error {
	if len(body) < 8 {
		return corrupt("%d bytes are too few", len(body))
	}
	tid := int64(binary.LittleEndian.Uint64(body))
	body = body[8:]
	var fds []driver.FD
	if version == 1 {
		c := cursor{s: string(body)}
		for c.has(4) {
			fd, known := readFD(&c, false)
			if !known {
				return corrupt("descriptor %d is of unknown type", fd.Num)
			}
			if c.short {
				return corrupt("the list ends in the middle of an entry")
			}
			if err := b.spend(fdSize); err != nil {
				return err
			}
			fds = append(fds, fd)
		}
	} else {
		for len(body) >= 4 {
			c, rest, err := entry(body, true)
			if err != nil {
				return err
			}
			fd, _ := readFD(&c, true)
			if c.short {
				return corrupt("entry of %d bytes is too short", len(body)-len(rest))
			}
			if err := b.spend(fdSize); err != nil {
				return err
			}
			fds = append(fds, fd)
			body = rest
		}
	}
	if len(fds) > 0 {
		s.FDs[tid] = append(s.FDs[tid], fds...)
	}
	return nil
}

// readFD reads one descriptor. known is false for types of newer programs.
func readFD(c *cursor, prefixed bool) (fd driver.FD, known bool) {
	fd.Num, fd.Ino = c.i64(), c.u64()
	typ := c.u8()
	fd.Type = driver.FDType(typ)
	switch fd.Type {
	case driver.FDUnknown:
	case driver.FDIPv4Sock:
		fd.SIP, fd.DIP, fd.SPort, fd.DPort, fd.L4 = c.addr4(), c.addr4(), c.u16(), c.u16(), c.u8()
	case driver.FDIPv6Sock:
		fd.SIP, fd.DIP, fd.SPort, fd.DPort, fd.L4 = c.addr16(), c.addr16(), c.u16(), c.u16(), c.u8()
	case driver.FDIPv4Serv:
		fd.SIP, fd.SPort, fd.L4 = c.addr4(), c.u16(), c.u8()
	case driver.FDIPv6Serv:
		fd.SIP, fd.SPort, fd.L4 = c.addr16(), c.u16(), c.u8()
	case driver.FDUnix:
		fd.Src, fd.Dst, fd.Name = c.u64(), c.u64(), c.text()
	case driver.FDFileV2:
		fd.OpenFlags, fd.Name = c.u32(), c.text()
		if prefixed && c.has(4) {
			fd.Dev = c.u32()
		}
	case driver.FDFile, driver.FDDirectory, driver.FDFifo, driver.FDEvent, driver.FDUnsupported, driver.FDSignal,
		driver.FDEventPoll, driver.FDInotify, driver.FDTimer, driver.FDNetlink, driver.FDBPF, driver.FDUserfault,
		driver.FDIOUring, driver.FDMemfd, driver.FDPidfd:
		fd.Name = c.text()
	default:
		fd.Type, fd.Name = driver.FDUnsupported, fmt.Sprintf("unknown-type:[%d]", typ)
		return fd, false
	}
	return fd, true
}

func readUsers(s *driver.Snapshot, b *budget, body []byte, version int) error {
	var c cursor
	if version == 1 {
		c = cursor{s: string(body)}
	}
	for {
		if version == 1 {
			if !c.has(4) {
				return nil
			}
		} else {
			if len(body) < 4 {
				return nil
			}
			var err error
			if c, body, err = entry(body, true); err != nil {
				return err
			}
		}
		switch kind := c.u8(); kind {
		case 0:
			s.Users = append(s.Users, driver.User{UID: c.u32(), GID: c.u32(), Name: c.text(), Home: c.text(), Shell: c.text()})
		case 1:
			s.Groups = append(s.Groups, driver.Group{GID: c.u32(), Name: c.text()})
		default:
			return corrupt("entry of kind %d is neither a user nor a group", kind)
		}
		if c.short {
			return corrupt("the list ends in the middle of an entry")
		}
		if err := b.spend(smallSize); err != nil {
			return err
		}
	}
}

func readInterfaces(s *driver.Snapshot, b *budget, body []byte, version int) error {
	var c cursor
	if version == 1 {
		c = cursor{s: string(body)}
	}
	for {
		if version == 1 {
			if !c.has(4) {
				return nil
			}
		} else {
			if len(body) < 4 {
				return nil
			}
			var err error
			if c, body, err = entry(body, false); err != nil {
				return err
			}
		}
		kind, size := c.u16(), int(c.u16())
		var i driver.Interface
		switch kind {
		case ifaceIPv4, ifaceIPv4Bare:
			i.Addr, i.Mask = c.addr4(), c.addr4()
			c.take(4) // broadcast
		case ifaceIPv6, ifaceIPv6Bare:
			i.Addr, i.Mask = c.addr16(), c.addr16()
			c.take(16)
		default:
			return corrupt("interface of type %d", kind)
		}
		if kind == ifaceIPv4 || kind == ifaceIPv6 {
			c.take(8) // link speed
		}
		i.Name = c.take(size)
		if c.short {
			return corrupt("the list ends in the middle of an entry")
		}
		if err := b.spend(smallSize); err != nil {
			return err
		}
		s.Interfaces = append(s.Interfaces, i)
	}
}

// The types of an interface entry; bare ones have no link speed.
const (
	ifaceIPv4 = iota + 1
	ifaceIPv6
	ifaceIPv4Bare
	ifaceIPv6Bare
)
