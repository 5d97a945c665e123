package scap

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Limits on what a capture may make the reader hold.
const (
	maxEventBlock = 64 << 20  // bytes of a large event's block
	maxSmallBlock = 1<<16 + 8 // bytes of other events' blocks
	maxStateBlock = 256 << 20 // bytes of one metadata block
	maxState      = 1 << 30   // bytes of a section's state in memory
)

const (
	sectionMagic = 0x1A2B3C4D
	maxMajor     = 1
	headerV1Size = 22 // an event's header before the parameter count was added
)

// Flags of an event block with flags. The second one is our own: other readers
// do not look at it.
const (
	flagStateOnly = uint32(1)
	flagRing      = uint32(1 << 24)
)

// Stats counts what a Reader met. Every event block is in exactly one of
// Delivered, Unknown and Dropped.
type Stats struct {
	Delivered uint64
	Converted uint64 // of those delivered: rewritten to the current schema
	Unknown   uint64 // of types that the schema does not have, from newer programs
	Dropped   uint64 // old enter events, whose facts went into their exit events, and events that no longer exist
	Blocks    uint64 // metadata blocks of unknown type
	Sections  int
}

// Reader reads a capture.
type Reader struct {
	in     *input
	close  io.Closer
	snap   *driver.Snapshot
	conv   converter
	stats  Stats
	events bool   // the current section has had an event
	left   budget // for the state of the current section
	err    error

	versions Versions
}

var _ driver.Source = (*Reader)(nil)

// Versions tells in which versions a capture's blocks are written.
type Versions struct {
	Major, Minor uint16               // of the section header
	Blocks       map[BlockType]uint64 // metadata blocks by type; events are not counted here
}

// Open opens a capture file.
func Open(path string) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	// What comes through a pipe is not waited for.
	info, err := f.Stat()
	r := &Reader{close: f}
	if err == nil {
		err = r.open(f, info.Mode().IsRegular())
	}
	if err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// NewReader reads a capture from r, plain or gzip, up to its first event.
func NewReader(r io.Reader) (*Reader, error) {
	s := &Reader{}
	if err := s.open(r, false); err != nil {
		return nil, err
	}
	return s, nil
}

func (r *Reader) open(from io.Reader, early bool) error {
	in, err := newInput(from, early)
	if err != nil {
		return &Error{Err: err}
	}
	r.in = in
	return r.section()
}

// Snapshot is the state of the current section before its first event.
func (r *Reader) Snapshot() *driver.Snapshot { return r.snap }

// Stats returns the counts so far.
func (r *Reader) Stats() Stats { return r.stats }

// Offset is the position in the uncompressed file.
func (r *Reader) Offset() int64 { return r.in.offset() }

// Versions returns the versions met so far. The map is the reader's own.
func (r *Reader) Versions() Versions { return r.versions }

// Close closes a file opened by Open.
func (r *Reader) Close() error {
	r.err = os.ErrClosed
	if r.close == nil {
		return nil
	}
	if r.in != nil && r.in.ahead != nil {
		r.in.ahead.stop()
	}
	c := r.close
	r.close = nil
	return c.Close()
}

// Next makes ev the next event. ev is a view of the reader's buffer until the
// next call, and so are the strings that it returns.
//
// All events that Falco numbers are delivered, in their order, also those that it
// does not show to rules: the user, group and container events that a file
// begins with, and the enter events that are left in the schema (of open, openat,
// openat2, creat, connect and execve). So the n-th event of a capture has Falco's
// evt.num n.
func (r *Reader) Next(ev *driver.Event) error {
	if r.err != nil {
		return r.err
	}
	for {
		head, err := r.in.peek(8)
		if err != nil {
			if err == io.EOF && r.events {
				return r.stop(io.EOF)
			}
			if err == io.EOF {
				err = ErrNoEvents
			}
			return r.fail(0, err)
		}
		typ, total := BlockType(binary.LittleEndian.Uint32(head)), binary.LittleEndian.Uint32(head[4:])
		if typ == blockEventV2 && total <= maxSmallBlock {
			// The common case, without a look-up of the block's layout.
			block, err := r.in.peek(int(total))
			if err != nil {
				return r.fail(typ, err)
			}
			if total < 12+2+driver.HeaderSize || binary.LittleEndian.Uint32(block[total-4:]) != total {
				return r.fail(typ, corrupt("lengths in front of and behind the block differ"))
			}
			raw := block[10 : total-4]
			id, params := binary.LittleEndian.Uint16(raw[20:]), binary.LittleEndian.Uint32(raw[22:])
			if int(id) < len(plainFrom) && params >= uint32(plainFrom[id]) && plainFrom[id] != neverPlain {
				n := binary.LittleEndian.Uint32(raw[16:])
				if n < driver.HeaderSize || int(n) > len(raw) {
					return r.fail(typ, corrupt("event of %d bytes in a block of %d", n, total))
				}
				if err := ev.Decode(raw[:n]); err != nil {
					return r.fail(typ, err)
				}
				ev.CPU, ev.StateOnly, ev.Ring = binary.LittleEndian.Uint16(block[8:]), false, false
				r.in.skip(int(total))
				r.events = true
				r.stats.Delivered++
				return nil
			}
		}
		what, version, flags, large := typ.layout()
		switch what {
		case roleEvent:
			ok, err := r.event(ev, typ, total, version, flags, large)
			if err != nil {
				return r.fail(typ, err)
			}
			r.events = true
			if ok {
				r.stats.Delivered++
				return nil
			}
		case roleSection:
			if err := r.section(); err != nil {
				r.err = err
				return err
			}
			return driver.ErrRestart
		case roleUnknown:
			if err := r.skipBlock(total); err != nil {
				return r.fail(typ, err)
			}
		default:
			return r.fail(typ, corrupt("metadata after events without a section header"))
		}
	}
}

func (r *Reader) stop(err error) error {
	r.err = err
	return err
}

// fail stops the reader with an error about the block at the window's start.
func (r *Reader) fail(t BlockType, err error) error { return r.stop(r.wrap(t, err)) }

func (r *Reader) wrap(t BlockType, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		err = ErrTruncated
	}
	return &Error{Offset: r.in.offset(), Block: t, Err: err}
}

// event decodes the event block at the window's start. It returns false when the
// block holds nothing to deliver.
func (r *Reader) event(ev *driver.Event, typ BlockType, total uint32, version int, flags, large bool) (bool, error) {
	limit, lead, header := uint32(maxSmallBlock), uint32(2), uint32(driver.HeaderSize)
	if large {
		limit = maxEventBlock
	}
	if flags {
		lead = 6
	}
	if version == 1 {
		header = headerV1Size
	}
	if total > limit {
		return false, corrupt("block of %d bytes, at most %d are allowed", total, limit)
	}
	if total < 12+lead+header {
		return false, corrupt("block of %d bytes is too short", total)
	}
	block, err := r.in.peek(int(total))
	if err != nil {
		return false, err
	}
	if binary.LittleEndian.Uint32(block[total-4:]) != total {
		return false, corrupt("lengths in front of and behind the block differ")
	}
	cpu, bits := binary.LittleEndian.Uint16(block[8:]), uint32(0)
	if flags {
		bits = binary.LittleEndian.Uint32(block[10:])
	}
	raw := block[8+lead : total-4]
	id := catalog.EventID(binary.LittleEndian.Uint16(raw[20:]))
	info := id.Info()
	if info == nil {
		r.stats.Unknown++
		r.in.skip(int(total))
		return false, nil
	}
	if info.Has(catalog.LargePayload) && !large {
		return false, corrupt("%s event outside of a large block", info.Name)
	}
	n := binary.LittleEndian.Uint32(raw[16:])
	if n < header || int64(n) > int64(len(raw)) {
		return false, corrupt("event of %d bytes in a block of %d", n, total)
	}
	raw = raw[:n]
	if version == 1 {
		if raw, err = r.conv.upgrade(raw, id, info); err != nil {
			return false, err
		}
	}
	if err := ev.Decode(raw); err != nil {
		return false, err
	}
	keep := true
	if plainFrom[id] == neverPlain || ev.NumParams() < int(plainFrom[id]) {
		before := r.conv.rewrites
		if keep, err = r.conv.convert(ev); err != nil {
			return false, err
		}
		switch {
		case !keep:
			r.stats.Dropped++
		case r.conv.rewrites != before:
			r.stats.Converted++
		}
	}
	ev.CPU, ev.StateOnly, ev.Ring = cpu, bits&flagStateOnly != 0, bits&flagRing != 0
	r.in.skip(int(total))
	return keep, nil
}

// skipBlock passes over a block of unknown type.
func (r *Reader) skipBlock(total uint32) error {
	if total < 12 || total > 1<<31-1 {
		return corrupt("block of %d bytes", total)
	}
	if err := r.in.discard(int(total) - 4); err != nil {
		return err
	}
	tail, err := r.in.peek(4)
	if err != nil {
		return err
	}
	if binary.LittleEndian.Uint32(tail) != total {
		return corrupt("lengths in front of and behind the block differ")
	}
	r.in.skip(4)
	r.stats.Blocks++
	return nil
}

// section reads a section header and the metadata that follows.
func (r *Reader) section() error {
	head, err := r.in.peek(8 + 16)
	if err != nil && len(r.in.buf[r.in.pos:r.in.end]) < 4 || err == nil && BlockType(binary.LittleEndian.Uint32(head)) != blockSection {
		if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
			return r.wrap(0, err)
		}
		return &Error{Offset: r.in.offset(), Err: ErrFormat}
	}
	if err != nil {
		return r.wrap(0, err)
	}
	total := binary.LittleEndian.Uint32(head[4:])
	if binary.LittleEndian.Uint32(head[8:]) != sectionMagic || total < 28 {
		return &Error{Offset: r.in.offset(), Block: blockSection, Err: ErrFormat}
	}
	major, minor := binary.LittleEndian.Uint16(head[12:]), binary.LittleEndian.Uint16(head[14:])
	if major > maxMajor {
		return &Error{Offset: r.in.offset(), Block: blockSection, Err: ErrVersion}
	}
	// Whatever is behind the sixteen bytes are options.
	if err := r.skipBlock(total); err != nil {
		return r.wrap(blockSection, err)
	}
	r.stats.Blocks--
	r.stats.Sections++
	r.versions.Major, r.versions.Minor = major, minor
	if r.versions.Blocks == nil {
		r.versions.Blocks = map[BlockType]uint64{}
	}
	r.snap = &driver.Snapshot{FDs: map[int64][]driver.FD{}}
	r.conv.reset()
	r.events, r.left = false, maxState
	for {
		head, err := r.in.peek(8)
		if err == io.EOF {
			return r.wrap(0, ErrNoEvents)
		}
		if err != nil {
			return r.wrap(0, err)
		}
		typ, total := BlockType(binary.LittleEndian.Uint32(head)), binary.LittleEndian.Uint32(head[4:])
		what, version, _, _ := typ.layout()
		switch what {
		case roleEvent:
			return nil
		case roleUnknown:
			err = r.skipBlock(total)
		case roleSection:
			err = corrupt("a section without events")
		default:
			err = r.metadata(typ, what, version, total)
		}
		if err != nil {
			return r.wrap(typ, err)
		}
	}
}

// metadata reads one block of state into the snapshot.
func (r *Reader) metadata(typ BlockType, what role, version int, total uint32) error {
	if total < 12 {
		return corrupt("block of %d bytes", total)
	}
	if total > maxStateBlock {
		return fmt.Errorf("%w: a block of %d bytes", ErrTooLarge, total)
	}
	if err := r.left.spend(int(total)); err != nil {
		return err
	}
	block, err := r.in.peek(int(total))
	if err != nil {
		return err
	}
	if binary.LittleEndian.Uint32(block[total-4:]) != total {
		return corrupt("lengths in front of and behind the block differ")
	}
	body := block[8 : total-4]
	switch what {
	case roleMachine:
		err = readMachine(r.snap, body)
	case roleProcs:
		err = readProcs(r.snap, &r.left, body, version)
	case roleFDs:
		err = readFDs(r.snap, &r.left, body, version)
	case roleUsers:
		err = readUsers(r.snap, &r.left, body, version)
	case roleIfaces:
		err = readInterfaces(r.snap, &r.left, body, version)
	}
	if err != nil {
		return err
	}
	r.versions.Blocks[typ]++
	r.in.skip(int(total))
	return nil
}
