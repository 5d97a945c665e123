// Package synth makes events, worlds of processes and whole captures without a
// kernel: for tests, for benchmarks, and for captures that show what a rule sees.
// The same seed gives the same bytes.
package synth

import (
	"encoding/binary"
	"fmt"
	"math"
	"net/netip"
	"reflect"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Tuple is a value for Socktuple parameters: the two ends of a connection.
type Tuple struct{ Src, Dst netip.AddrPort }

// UnixTuple is a value for Socktuple parameters of unix sockets.
type UnixTuple struct {
	Src, Dst uint64 // kernel pointers
	Path     string
}

// UnixAddr is a value for Sockaddr parameters of unix sockets.
type UnixAddr string

// PollFD is an element of a value for FDList parameters, which is a []PollFD.
type PollFD struct {
	FD    int64
	Flags int16
}

// Dyn is a value for Dyn parameters: the index of the alternative, and its value.
type Dyn struct {
	Index uint8
	Value any
}

// Params are an event's values by parameter name.
type Params map[string]any

// Append appends an event with the given values to b, in the order of the
// catalogue's parameters. Fewer values make an event with fewer parameters. A
// value is nil (not known), a []byte (as it is on the wire), a number of any Go
// type, a bool, a string, a []string (with a NUL behind each), a netip.AddrPort, or
// one of this package's types.
func Append(b []byte, ts uint64, tid int64, id catalog.EventID, values ...any) ([]byte, error) {
	info := id.Info()
	if info == nil {
		return b, fmt.Errorf("no event %d", id)
	}
	if len(values) > len(info.Params) {
		return b, fmt.Errorf("%s: %d values for %d parameters", info.Name, len(values), len(info.Params))
	}
	start, width := len(b), 2
	if info.Has(catalog.LargePayload) {
		width = 4
	}
	b = binary.LittleEndian.AppendUint64(b, ts)
	b = binary.LittleEndian.AppendUint64(b, uint64(tid))
	b = binary.LittleEndian.AppendUint32(b, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(id))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(values)))
	lens := len(b)
	for range width * len(values) {
		b = append(b, 0)
	}
	for i, v := range values {
		at := len(b)
		var err error
		if b, err = appendValue(b, &info.Params[i], v); err != nil {
			return b[:start], fmt.Errorf("%s.%s: %w", info.Name, info.Params[i].Name, err)
		}
		n := len(b) - at
		if width == 4 {
			binary.LittleEndian.PutUint32(b[lens+4*i:], uint32(n))
			continue
		}
		if n > math.MaxUint16 {
			return b[:start], fmt.Errorf("%s.%s: %d bytes are too long", info.Name, info.Params[i].Name, n)
		}
		binary.LittleEndian.PutUint16(b[lens+2*i:], uint16(n))
	}
	binary.LittleEndian.PutUint32(b[start+16:], uint32(len(b)-start))
	return b, nil
}

// Event makes an event, see Append.
func Event(ts uint64, tid int64, id catalog.EventID, values ...any) (*driver.Event, error) {
	raw, err := Append(nil, ts, tid, id, values...)
	if err != nil {
		return nil, err
	}
	ev := new(driver.Event)
	return ev, ev.Decode(raw)
}

// Must makes an event for code that knows its values to be right, and panics
// otherwise.
func Must(ts uint64, tid int64, id catalog.EventID, values ...any) *driver.Event {
	ev, err := Event(ts, tid, id, values...)
	if err != nil {
		panic(err)
	}
	return ev
}

// Named makes an event from values by parameter name. The event has all
// parameters; those without a value are empty.
func Named(ts uint64, tid int64, id catalog.EventID, params Params) (*driver.Event, error) {
	info := id.Info()
	if info == nil {
		return nil, fmt.Errorf("no event %d", id)
	}
	values := make([]any, len(info.Params))
	for name, v := range params {
		i := info.Param(name)
		if i < 0 {
			return nil, fmt.Errorf("%s has no parameter %q", info.Name, name)
		}
		values[i] = v
	}
	return Event(ts, tid, id, values...)
}

func appendValue(b []byte, p *catalog.Param, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return b, nil
	case []byte:
		return append(b, v...), nil
	case string:
		switch p.Type {
		case catalog.Charbuf, catalog.Fspath, catalog.Fsrelpath:
			return append(append(b, v...), 0), nil
		case catalog.Bytebuf, catalog.CharbufArray, catalog.CharbufPairs:
			return append(b, v...), nil
		}
	case []string:
		switch p.Type {
		case catalog.Bytebuf, catalog.CharbufArray, catalog.CharbufPairs:
			for _, s := range v {
				b = append(append(b, s...), 0)
			}
			return b, nil
		}
	case bool:
		n := 0
		if v {
			n = 1
		}
		return appendInt(b, p.Type, uint64(n))
	case int:
		return appendInt(b, p.Type, uint64(v))
	case int64:
		return appendInt(b, p.Type, uint64(v))
	case uint32:
		return appendInt(b, p.Type, uint64(v))
	case uint64:
		return appendInt(b, p.Type, v)
	case netip.AddrPort:
		if p.Type == catalog.Sockaddr {
			b = append(b, family(v.Addr()))
			return appendEnd(b, v), nil
		}
	case netip.Addr:
		if p.Type == catalog.IPv4Addr || p.Type == catalog.IPv6Addr {
			return append(b, v.AsSlice()...), nil
		}
	case UnixAddr:
		if p.Type == catalog.Sockaddr {
			return append(append(append(b, catalog.AF_UNIX), v...), 0), nil
		}
	case Tuple:
		if p.Type == catalog.Socktuple {
			b = append(b, family(v.Src.Addr()))
			return appendEnd(appendEnd(b, v.Src), v.Dst), nil
		}
	case UnixTuple:
		if p.Type == catalog.Socktuple {
			b = append(b, catalog.AF_UNIX)
			b = binary.LittleEndian.AppendUint64(b, v.Src)
			b = binary.LittleEndian.AppendUint64(b, v.Dst)
			return append(append(b, v.Path...), 0), nil
		}
	case []PollFD:
		if p.Type == catalog.FDList && len(v) <= math.MaxUint16 {
			b = binary.LittleEndian.AppendUint16(b, uint16(len(v)))
			for _, f := range v {
				b = binary.LittleEndian.AppendUint64(b, uint64(f.FD))
				b = binary.LittleEndian.AppendUint16(b, uint16(f.Flags))
			}
			return b, nil
		}
	case Dyn:
		if p.Type == catalog.Dyn && int(v.Index) < len(p.Dyn) {
			alt := p.Dyn[v.Index]
			return appendValue(append(b, v.Index), &catalog.Param{Name: p.Name, Type: alt.Type}, v.Value)
		}
	default:
		switch r := reflect.ValueOf(v); {
		case r.CanInt():
			return appendInt(b, p.Type, uint64(r.Int()))
		case r.CanUint():
			return appendInt(b, p.Type, r.Uint())
		}
	}
	return b, fmt.Errorf("%T is no value for %v", v, p.Type)
}

func appendInt(b []byte, t catalog.Type, v uint64) ([]byte, error) {
	switch t.Size() {
	case 1:
		return append(b, byte(v)), nil
	case 2:
		return binary.LittleEndian.AppendUint16(b, uint16(v)), nil
	case 4:
		return binary.LittleEndian.AppendUint32(b, uint32(v)), nil
	case 8:
		return binary.LittleEndian.AppendUint64(b, v), nil
	}
	return b, fmt.Errorf("a number is no value for %v", t)
}

func family(a netip.Addr) byte {
	if a.Is4() {
		return catalog.AF_INET
	}
	return catalog.AF_INET6
}

func appendEnd(b []byte, e netip.AddrPort) []byte {
	if a := e.Addr(); a.Is4() {
		b4 := a.As4()
		b = append(b, b4[:]...)
	} else {
		b16 := a.As16()
		b = append(b, b16[:]...)
	}
	return binary.LittleEndian.AppendUint16(b, e.Port())
}
