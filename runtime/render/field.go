package render

import (
	"encoding/binary"
	"math"
	"strconv"
	"unsafe"

	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Limits of Falco's own print buffers, in bytes.
const (
	maxListText   = 1023
	maxBufferText = 1021
)

// Kind is how a field's values are printed, found out once when an output is bound.
type Kind struct {
	Type   catalog.Type
	Format catalog.Format
	List   bool
	stamp  bool // a formatted time, which JSON gives in nanoseconds
	join   bool // all values joined by spaces
	reread bool // JSON shows what a second reading for the same event gives: zero
}

// KindOf tells how the field prints.
func KindOf(ref *catalog.FieldRef) Kind {
	row := ref.Row()
	k := Kind{Type: ref.Type, Format: row.Format, List: row.List}
	switch ref.ID {
	case catalog.FieldEvtTime, catalog.FieldEvtTimeS, catalog.FieldEvtTimeIso8601, catalog.FieldEvtDatetime,
		catalog.FieldEvtDatetimeS, catalog.FieldEvtOutputtime:
		k.stamp = true
	case catalog.FieldEvtDeltatime, catalog.FieldEvtDeltatimeS, catalog.FieldEvtDeltatimeNs:
		k.reread = true
	case catalog.FieldProcAname, catalog.FieldProcAexe, catalog.FieldProcAexepath, catalog.FieldProcAcmdline:
		k.join = !ref.HasArg
	}
	return k
}

// KindOfType tells how a transformer's result prints.
func KindOfType(t catalog.Type, list bool) Kind {
	return Kind{Type: t, Format: catalog.FmtDec, List: list}
}

// RawArg is k with the type and the format of a parameter, for evt.rawarg.
func (k Kind) RawArg(p *catalog.Param) Kind {
	k.Type, k.Format = p.Type, p.Format
	return k
}

// Text appends a value as an output string shows it.
func (k Kind) Text(dst []byte, v *vm.Value) []byte {
	switch {
	case k.join:
		return joined(dst, v.L)
	case k.List:
		start := len(dst)
		dst = append(dst, '(')
		for i := range v.L {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = k.one(dst, &v.L[i])
		}
		dst = append(dst, ')')
		return dst[:min(len(dst), start+maxListText)]
	}
	return k.one(dst, v)
}

// joined leaves out the space where nothing is in front of it yet.
func joined(dst []byte, l []vm.Value) []byte {
	start := len(dst)
	for i := range l {
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = append(dst, l[i].S...)
	}
	return dst
}

// Empty reports whether a value that is there prints as if it were not.
func (k Kind) Empty(v *vm.Value) bool {
	if !k.join {
		return false
	}
	for i := range v.L {
		if v.L[i].S != "" {
			return false
		}
	}
	return true
}

func (k Kind) one(dst []byte, v *vm.Value) []byte {
	switch k.Type {
	case catalog.Charbuf, catalog.Fspath, catalog.Fsrelpath:
		return append(dst, v.S...)
	case catalog.Bytebuf:
		start := len(dst)
		dst = Buffer(dst, bytesOf(v.S))
		return dst[:min(len(dst), start+maxBufferText)]
	case catalog.IPv4Addr, catalog.IPv6Addr, catalog.IPAddr:
		return IP(dst, bytesOf(v.S))
	case catalog.IPNet, catalog.IPv4Net, catalog.IPv6Net:
		return append(dst, "<IPNET>"...)
	case catalog.Bool:
		return strconv.AppendBool(dst, v.N != 0)
	case catalog.Double:
		return strconv.AppendFloat(dst, math.Float64frombits(v.N), 'f', 1, 64)
	case catalog.Sockaddr:
		if v.S != "" {
			return Sockaddr(dst, bytesOf(v.S))
		}
		return dst
	case catalog.Socktuple:
		if v.S != "" {
			return Socktuple(dst, bytesOf(v.S))
		}
		return dst
	}
	return Number(dst, v.N, k.Type, k.Format)
}

// JSON appends a value as output_fields shows it.
func (k Kind) JSON(dst []byte, v *vm.Value) []byte {
	switch {
	case k.join:
		dst = append(dst, '"')
		start := len(dst)
		for i := range v.L {
			if len(dst) > start {
				dst = append(dst, ' ')
			}
			dst = EscapeField(dst, v.L[i].S)
		}
		return append(dst, '"')
	case k.List:
		if len(v.L) == 0 {
			return append(dst, "null"...)
		}
		dst = append(dst, '[')
		for i := range v.L {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = k.oneJSON(dst, &v.L[i])
		}
		return append(dst, ']')
	case k.reread:
		return append(dst, '0')
	case k.stamp:
		return strconv.AppendUint(dst, v.N, 10)
	}
	return k.oneJSON(dst, v)
}

func (k Kind) oneJSON(dst []byte, v *vm.Value) []byte {
	switch k.Type {
	case catalog.Charbuf, catalog.Fspath, catalog.Fsrelpath:
		return append(EscapeField(append(dst, '"'), v.S), '"')
	case catalog.Bool:
		return strconv.AppendBool(dst, v.N != 0)
	case catalog.Double:
		return double(dst, math.Float64frombits(v.N), k.Format)
	case catalog.Sockaddr:
		return append(dst, "null"...)
	case catalog.Bytebuf:
		dst = append(dst, '"')
		for _, c := range bytesOf(v.S[:min(len(v.S), maxBufferText)]) {
			switch {
			case c < 0x20 || c > 0x7e:
				c = '.'
			case c == '"' || c == '\\':
				dst = append(dst, '\\')
			}
			dst = append(dst, c)
		}
		return append(dst, '"')
	case catalog.IPv4Addr, catalog.IPv6Addr, catalog.IPAddr, catalog.IPNet, catalog.IPv4Net,
		catalog.IPv6Net, catalog.Socktuple:
		return append(k.one(append(dst, '"'), v), '"')
	}
	switch k.Format {
	case catalog.FmtHex, catalog.FmtOct:
		return append(Number(append(dst, '"'), v.N, k.Type, k.Format), '"')
	}
	return Number(dst, v.N, k.Type, catalog.FmtDec)
}

func double(dst []byte, f float64, format catalog.Format) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(dst, "null"...)
	}
	if format == catalog.FmtDec {
		return strconv.AppendInt(dst, int64(f), 10)
	}
	start := len(dst)
	dst = strconv.AppendFloat(dst, f, 'g', -1, 64)
	for _, c := range dst[start:] {
		if c == '.' || c == 'e' {
			return dst
		}
	}
	return append(dst, ".0"...)
}

// RawValue reads the bytes of a parameter of type t into v, as evt.rawarg compares
// and prints them. It is false for a type without a single value.
func RawValue(v *vm.Value, t catalog.Type, val []byte) bool {
	switch t {
	case catalog.Charbuf, catalog.Fspath, catalog.Fsrelpath:
		if v.S = notAvailable; len(val) > 0 {
			v.S = text(val)
		}
	case catalog.Bytebuf, catalog.CharbufArray, catalog.CharbufPairs, catalog.Sockaddr, catalog.Socktuple,
		catalog.IPv4Addr, catalog.IPv6Addr, catalog.IPAddr, catalog.FDList, catalog.Dyn:
		v.S = unsafe.String(unsafe.SliceData(val), len(val))
	case catalog.Double:
		if len(val) != 8 {
			return false
		}
		v.N = binary.LittleEndian.Uint64(val)
	default:
		if len(val) == 0 {
			return false
		}
		v.N = word(val, t)
	}
	v.Type = t
	return true
}

func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
