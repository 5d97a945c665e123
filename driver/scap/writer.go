package scap

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"net/netip"
	"slices"

	"github.com/klauspost/compress/gzip"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// The longest texts that readers of the format take, in bytes.
const (
	maxPath  = 1023
	maxArgs  = 4095
	maxLogin = 255
)

// maxListBlock is where a list is cut into several blocks.
const maxListBlock = 4 << 20

// WriterOptions choose the form of the file.
type WriterOptions struct {
	Gzip bool
}

// Writer writes a capture in the current version of the format. Texts longer
// than the format's readers accept are cut.
type Writer struct {
	out     *bufio.Writer
	gz      *gzip.Writer
	block   []byte // the block being made
	started bool
	err     error
}

var errNoSection = errors.New("a capture's section begins with a snapshot")

// NewWriter returns a Writer to w. Close writes what is buffered; w itself stays
// open.
func NewWriter(w io.Writer, opt WriterOptions) *Writer {
	s := &Writer{}
	if opt.Gzip {
		s.gz = gzip.NewWriter(w)
		w = s.gz
	}
	s.out = bufio.NewWriterSize(w, bufferSize)
	return s
}

// Snapshot begins a section. Users and groups of containers are left out: in a
// capture they are events.
func (w *Writer) Snapshot(s *driver.Snapshot) error {
	w.started = true
	w.begin(blockSection)
	w.u32(sectionMagic)
	w.u16(1)
	w.u16(2)
	w.u64(math.MaxUint64) // the section's length is not known
	w.end()

	w.machine(&s.Machine)
	if len(s.Interfaces) > 0 {
		w.interfaces(s.Interfaces)
	}
	w.users(s.Users, s.Groups)
	w.threads(s.Threads)
	w.descriptors(s)
	return w.err
}

// Event writes an event of the current section.
func (w *Writer) Event(ev *driver.Event) error {
	if w.err != nil {
		return w.err
	}
	if !w.started {
		return errNoSection
	}
	info := ev.Type.Info()
	if info == nil || len(ev.Raw) < driver.HeaderSize {
		return fmt.Errorf("%w: type %d, %d bytes", driver.ErrBadEvent, ev.Type, len(ev.Raw))
	}
	large := info.Has(catalog.LargePayload)
	typ, lead, flags := blockEventV2, 2, uint32(0)
	if ev.StateOnly {
		flags = flagStateOnly
	}
	if ev.Ring {
		flags |= flagRing
	}
	switch {
	case large && flags != 0:
		typ, lead = blockEventFLrg, 6
	case large:
		typ = blockEventLarge
	case flags != 0:
		typ, lead = blockEventFV2, 6
	}
	size := 12 + lead + len(ev.Raw)
	if limit := maxSmallBlock - 8; !large && size > limit || size > maxEventBlock-4 {
		return fmt.Errorf("%w: event of %d bytes", ErrTooLarge, len(ev.Raw))
	}
	w.begin(typ)
	w.u16(ev.CPU)
	if lead == 6 {
		w.u32(flags)
	}
	w.block = append(w.block, ev.Raw...)
	w.end()
	return w.err
}

// Flush writes what is buffered.
func (w *Writer) Flush() error {
	if w.err == nil {
		w.err = w.out.Flush()
	}
	if w.err == nil && w.gz != nil {
		w.err = w.gz.Flush()
	}
	return w.err
}

// Close writes what is buffered and ends the file.
func (w *Writer) Close() error {
	if w.err == nil {
		w.err = w.out.Flush()
	}
	if w.gz != nil {
		if err := w.gz.Close(); w.err == nil {
			w.err = err
		}
	}
	if w.err != nil {
		return w.err
	}
	w.err = errors.New("the capture is closed")
	return nil
}

func (w *Writer) u8(v uint8)   { w.block = append(w.block, v) }
func (w *Writer) u16(v uint16) { w.block = binary.LittleEndian.AppendUint16(w.block, v) }
func (w *Writer) u32(v uint32) { w.block = binary.LittleEndian.AppendUint32(w.block, v) }
func (w *Writer) u64(v uint64) { w.block = binary.LittleEndian.AppendUint64(w.block, v) }

func (w *Writer) bool(v bool) {
	if v {
		w.u8(1)
	} else {
		w.u8(0)
	}
}

func (w *Writer) text(s string, limit int) {
	s = s[:min(len(s), limit)]
	w.u16(uint16(len(s)))
	w.block = append(w.block, s...)
}

// texts writes strings with a NUL behind each; a string that does not fit is cut
// and ends the list.
func (w *Writer) texts(list []string) {
	at := len(w.block)
	w.u16(0)
	for _, s := range list {
		room := maxArgs - (len(w.block) - at - 2) - 1
		if room < 0 {
			break
		}
		w.block = append(w.block, s[:min(len(s), room)]...)
		w.u8(0)
	}
	binary.LittleEndian.PutUint16(w.block[at:], uint16(len(w.block)-at-2))
}

func (w *Writer) addr4(a netip.Addr) {
	var b [4]byte
	if a = a.Unmap(); a.Is4() {
		b = a.As4()
	}
	w.block = append(w.block, b[:]...)
}

func (w *Writer) addr16(a netip.Addr) {
	b := a.As16()
	w.block = append(w.block, b[:]...)
}

func (w *Writer) begin(t BlockType) {
	w.block = w.block[:0]
	w.u32(uint32(t))
	w.u32(0)
}

// end pads the block, sets its lengths and writes it.
func (w *Writer) end() {
	for len(w.block)%4 != 0 {
		w.u8(0)
	}
	total := uint32(len(w.block) + 4)
	binary.LittleEndian.PutUint32(w.block[4:], total)
	w.u32(total)
	if w.err == nil {
		_, w.err = w.out.Write(w.block)
	}
}

// entry writes one list entry whose length stands in front of it; self tells
// whether the length counts its own four bytes.
func (w *Writer) entry(self bool, body func()) {
	at := len(w.block)
	w.u32(0)
	body()
	n := len(w.block) - at
	if !self {
		n -= 4
	}
	binary.LittleEndian.PutUint32(w.block[at:], uint32(n))
}

// split starts another block of the type when the current one is long.
func (w *Writer) split(t BlockType) {
	if len(w.block) > maxListBlock {
		w.end()
		w.begin(t)
	}
}

func (w *Writer) machine(m *driver.Machine) {
	w.begin(blockMachine)
	w.u32(m.CPUs)
	w.u64(m.Memory)
	w.u64(m.MaxPID)
	var host [128]byte
	copy(host[:127], m.Hostname)
	w.block = append(w.block, host[:]...)
	w.u64(m.BootTS)
	w.block = append(w.block, make([]byte, 24)...)
	w.end()
}

func (w *Writer) interfaces(list []driver.Interface) {
	w.begin(blockIfacesV2)
	for i := range list {
		in := &list[i]
		name := in.Name[:min(len(in.Name), maxPath)]
		w.entry(false, func() {
			if in.Addr.Is4() {
				w.u16(ifaceIPv4)
				w.u16(uint16(len(name)))
				w.addr4(in.Addr)
				w.addr4(in.Mask)
				w.addr4(broadcast(in.Addr, in.Mask))
			} else {
				w.u16(ifaceIPv6)
				w.u16(uint16(len(name)))
				w.addr16(in.Addr)
				w.addr16(in.Mask)
				w.addr16(netip.Addr{})
			}
			w.u64(0) // link speed
			w.block = append(w.block, name...)
		})
	}
	w.end()
}

func broadcast(addr, mask netip.Addr) netip.Addr {
	if !addr.Is4() || !mask.Is4() {
		return netip.Addr{}
	}
	a, m := addr.As4(), mask.As4()
	for i := range a {
		a[i] |= ^m[i]
	}
	return netip.AddrFrom4(a)
}

func (w *Writer) users(users []driver.User, groups []driver.Group) {
	w.begin(blockUsersV2)
	for i := range users {
		if u := &users[i]; u.Container == "" {
			w.split(blockUsersV2)
			w.entry(true, func() {
				w.u8(0)
				w.u32(u.UID)
				w.u32(u.GID)
				w.text(u.Name, maxLogin)
				w.text(u.Home, maxLogin)
				w.text(u.Shell, maxLogin)
			})
		}
	}
	for i := range groups {
		if g := &groups[i]; g.Container == "" {
			w.split(blockUsersV2)
			w.entry(true, func() {
				w.u8(1)
				w.u32(g.GID)
				w.text(g.Name, maxLogin)
			})
		}
	}
	w.end()
}

func (w *Writer) threads(list []driver.Thread) {
	w.begin(blockProcV9)
	for i := range list {
		w.split(blockProcV9)
		w.entry(true, func() { w.thread(&list[i]) })
	}
	w.end()
}

func (w *Writer) thread(t *driver.Thread) {
	w.u64(uint64(t.TID))
	w.u64(uint64(t.PID))
	w.u64(uint64(t.PTID))
	w.u64(uint64(t.SID))
	w.u64(uint64(t.VPGID))
	w.text(t.Comm, maxPath)
	w.text(t.Exe, maxPath)
	w.text(t.ExePath, maxPath)
	w.texts(t.Args)
	w.text(t.Cwd, maxPath)
	w.u64(uint64(t.FDLimit))
	w.u32(t.Flags)
	w.u32(t.UID)
	w.u32(t.GID)
	w.u32(t.VMSize)
	w.u32(t.VMRSS)
	w.u32(t.VMSwap)
	w.u64(t.PFMajor)
	w.u64(t.PFMinor)
	w.texts(t.Env)
	w.u64(uint64(t.VTID))
	w.u64(uint64(t.VPID))
	w.texts(t.Cgroups)
	w.text(t.Root, maxPath)
	w.u64(t.PidnsInitStart)
	w.u32(t.TTY)
	w.u32(t.LoginUID)
	w.bool(t.ExeWritable)
	w.u64(t.CapInh)
	w.u64(t.CapPrm)
	w.u64(t.CapEff)
	w.bool(t.ExeUpper)
	w.u64(t.ExeIno)
	w.u64(t.ExeCtime)
	w.u64(t.ExeMtime)
	w.bool(t.ExeMemfd)
	w.bool(t.ExeLower)
	w.u64(uint64(t.PGID))
}

// descriptors writes a list for each process that has one, those of known
// processes first, in the order of the threads.
func (w *Writer) descriptors(s *driver.Snapshot) {
	var rest []int64
	known := make(map[int64]bool, len(s.Threads))
	for i := range s.Threads {
		tid := s.Threads[i].TID
		if known[tid] {
			continue
		}
		known[tid] = true
		w.descriptorList(tid, s.FDs[tid])
	}
	for tid := range s.FDs {
		if !known[tid] {
			rest = append(rest, tid)
		}
	}
	slices.Sort(rest)
	for _, tid := range rest {
		w.descriptorList(tid, s.FDs[tid])
	}
}

func (w *Writer) descriptorList(tid int64, fds []driver.FD) {
	if len(fds) == 0 {
		return
	}
	w.begin(blockFDsV2)
	w.u64(uint64(tid))
	for i := range fds {
		if fds[i].Type <= driver.FDUnknown {
			continue
		}
		if len(w.block) > maxListBlock {
			w.end()
			w.begin(blockFDsV2)
			w.u64(uint64(tid))
		}
		w.entry(true, func() { w.descriptor(&fds[i]) })
	}
	w.end()
}

func (w *Writer) descriptor(fd *driver.FD) {
	w.u64(uint64(fd.Num))
	w.u64(fd.Ino)
	w.u8(uint8(fd.Type))
	switch fd.Type {
	case driver.FDIPv4Sock:
		w.addr4(fd.SIP)
		w.addr4(fd.DIP)
		w.u16(fd.SPort)
		w.u16(fd.DPort)
		w.u8(fd.L4)
	case driver.FDIPv6Sock:
		w.addr16(fd.SIP)
		w.addr16(fd.DIP)
		w.u16(fd.SPort)
		w.u16(fd.DPort)
		w.u8(fd.L4)
	case driver.FDIPv4Serv:
		w.addr4(fd.SIP)
		w.u16(fd.SPort)
		w.u8(fd.L4)
	case driver.FDIPv6Serv:
		w.addr16(fd.SIP)
		w.u16(fd.SPort)
		w.u8(fd.L4)
	case driver.FDUnix:
		w.u64(fd.Src)
		w.u64(fd.Dst)
		w.text(fd.Name, maxPath)
	case driver.FDFileV2:
		w.u32(fd.OpenFlags)
		w.text(fd.Name, maxPath)
		w.u32(fd.Dev)
	default:
		w.text(fd.Name, maxPath)
	}
}
