// Package driver is where events come from. It defines the one form that an
// event has inside the system - the bytes of the capture format's own event -
// and the state that a source knows before its first event. Its subfolders make
// them: scap reads capture files, bpf asks the kernel, procfs looks at what runs
// already.
package driver

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unsafe"

	"github.com/falcoc/falcoc/vm/catalog"
)

// HeaderSize is the length of an event's header in bytes. The header is packed
// and little-endian:
//
//	ts u64 (ns since the epoch) | tid u64 | len u32 (whole event) | type u16 | nparams u32
//
// nparams lengths of two bytes follow (four for catalog.LargePayload types), then
// the parameters without padding.
const HeaderSize = 26

// MaxParams bounds the parameters of one event; the schema's widest has 31.
const MaxParams = 40

// ErrBadEvent is wrapped by all errors about an event's bytes.
var ErrBadEvent = errors.New("malformed event")

// Event is one decoded event. It is a view: Raw and all that is derived from it
// are valid until the source's next call of Next.
type Event struct {
	Raw       []byte
	TS        uint64 // nanoseconds since the epoch
	TID       int64  // thread in the host's pid namespace
	Type      catalog.EventID
	CPU       uint16
	StateOnly bool // updates the state, is never shown to rules
	Ring      bool // an io_uring has done the call's work

	n   int
	off [MaxParams + 1]uint32 // parameter i is Raw[off[i]:off[i+1]]
}

// Decode makes e a view of raw, which must hold one whole event in the current
// schema.
func (e *Event) Decode(raw []byte) error {
	if len(raw) < HeaderSize {
		return fmt.Errorf("%w: %d bytes are less than a header", ErrBadEvent, len(raw))
	}
	e.Raw = raw
	e.TS = binary.LittleEndian.Uint64(raw)
	e.TID = int64(binary.LittleEndian.Uint64(raw[8:]))
	e.Type = catalog.EventID(binary.LittleEndian.Uint16(raw[20:]))
	e.n = 0
	info := e.Type.Info()
	if info == nil {
		return fmt.Errorf("%w: type %d", ErrBadEvent, e.Type)
	}
	size, n := binary.LittleEndian.Uint32(raw[16:]), binary.LittleEndian.Uint32(raw[22:])
	if uint64(size) > uint64(len(raw)) || n > MaxParams {
		return fmt.Errorf("%w: length %d of %d, %d parameters", ErrBadEvent, size, len(raw), n)
	}
	width := uint32(2)
	if info.Flags&catalog.LargePayload != 0 {
		width = 4
	}
	at := HeaderSize + n*width
	if at > size {
		return fmt.Errorf("%w: %d parameter lengths in %d bytes", ErrBadEvent, n, size)
	}
	lens := raw[HeaderSize:at]
	e.off[0] = at
	for i := uint32(0); i < n; i++ {
		var l uint32
		if width == 2 {
			l = uint32(binary.LittleEndian.Uint16(lens[2*i:]))
		} else {
			l = binary.LittleEndian.Uint32(lens[4*i:])
		}
		if l > size-at {
			return fmt.Errorf("%w: parameter %d of %s is %d bytes long, %d are left", ErrBadEvent, i, info.Name, l, size-at)
		}
		at += l
		e.off[i+1] = at
	}
	e.n = int(n)
	return nil
}

// Info is the event's row in the catalogue.
func (e *Event) Info() *catalog.EventInfo { return &catalog.Events[e.Type] }

// NumParams is the number of parameters that the event carries.
func (e *Event) NumParams() int { return e.n }

// Param returns the bytes of parameter i. It is empty when the event has no such
// parameter or does not know its value.
func (e *Event) Param(i int) []byte {
	if uint(i) >= uint(e.n) {
		return nil
	}
	return e.Raw[e.off[i]:e.off[i+1]]
}

// Int returns parameter i, of 1, 2, 4 or 8 bytes, as a signed number.
func (e *Event) Int(i int) (int64, bool) {
	p := e.Param(i)
	switch len(p) {
	case 8:
		return int64(binary.LittleEndian.Uint64(p)), true
	case 4:
		return int64(int32(binary.LittleEndian.Uint32(p))), true
	case 2:
		return int64(int16(binary.LittleEndian.Uint16(p))), true
	case 1:
		return int64(int8(p[0])), true
	}
	return 0, false
}

// Uint returns parameter i, of 1, 2, 4 or 8 bytes, as an unsigned number.
func (e *Event) Uint(i int) (uint64, bool) {
	p := e.Param(i)
	switch len(p) {
	case 8:
		return binary.LittleEndian.Uint64(p), true
	case 4:
		return uint64(binary.LittleEndian.Uint32(p)), true
	case 2:
		return uint64(binary.LittleEndian.Uint16(p)), true
	case 1:
		return uint64(p[0]), true
	}
	return 0, false
}

// Text returns the C string in parameter i as a view, without its NUL, and
// whether the parameter is there.
func (e *Event) Text(i int) (string, bool) {
	p := e.Param(i)
	if len(p) == 0 {
		return "", false
	}
	return CString(p), true
}

// Return is the call's return value where the event type has one.
func (e *Event) Return() (int64, bool) {
	if !e.Type.HasReturn() {
		return 0, false
	}
	return e.Int(0)
}

// CString views the bytes before the first NUL as a string.
func CString(p []byte) string {
	for i, c := range p {
		if c == 0 {
			return View(p[:i])
		}
	}
	return View(p)
}

// View is p as a string without a copy: valid as long as p is not written to.
func View(p []byte) string { return unsafe.String(unsafe.SliceData(p), len(p)) }
