package vm

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"unsafe"

	"github.com/falcoc/falcoc/vm/catalog"
)

// scratch holds the texts that transformers make during one event.
type scratch struct{ buf []byte }

func (s *scratch) reset() { s.buf = s.buf[:0] }

// maxScratch bounds what the transformers of one event make, maxElements the lists
// among it. What would take more is absent.
const (
	maxScratch  = 1 << 20
	maxElements = 1 << 12
)

// take returns the text that was appended to the buffer since it had n bytes.
// When the buffer has moved, earlier texts keep the old one.
func (s *scratch) take(n int) (string, bool) {
	if len(s.buf) > maxScratch {
		s.buf = s.buf[:n]
		return "", false
	}
	return view(s.buf[n:]), true
}

func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func (m *Machine) operand(r *Register, i uint32) uint32 { return m.b.Operands[r.First+i] }

// given makes a raw argument without bytes absent.
func given(x Extractor) Extractor {
	return func(v *Value) bool { return x(v) && (v.S != "" || KindOf(v.Type) != KindBytes) }
}

// fill gives a register its value and reports whether there is one.
func (m *Machine) fill(reg uint32) bool {
	r, v := &m.b.Regs[reg], &m.regs[reg]
	switch r.Op {
	case RegField:
		return m.extract[reg](v)
	case RegConst:
		c := &m.b.Consts[r.Arg]
		v.S, v.N = c.S, c.N
		return true
	case RegLen:
		return m.length(r, v)
	case RegToLower, RegToUpper, RegB64, RegBasename:
		return m.each(r, v)
	case RegJoin:
		return m.join(r, v)
	case RegConcat:
		return m.concat(r, v)
	case RegGetopt:
		return m.getopt(r, v)
	case RegList:
		return m.list(r, v)
	}
	return false
}

// each applies a transformer of strings to a value or to all elements of a list.
func (m *Machine) each(r *Register, out *Value) bool {
	in := m.load(m.operand(r, 0))
	if in == nil {
		return false
	}
	if !r.List {
		s, ok := m.transform(r.Op, r.Type, in.S)
		out.S = s
		return ok
	}
	out.L = out.L[:0]
	if len(in.L) > maxElements {
		return false
	}
	for i := range in.L {
		s, ok := m.transform(r.Op, r.Type, in.L[i].S)
		if !ok {
			return false
		}
		out.L = append(out.L, Value{S: s})
	}
	return true
}

func (m *Machine) transform(op RegOp, typ catalog.Type, s string) (string, bool) {
	sc := &m.scratch
	n := len(sc.buf)
	switch op {
	case RegBasename:
		return s[strings.LastIndexByte(s, '/')+1:], true
	case RegB64:
		return sc.decodeBase64(s, typ != catalog.Bytebuf)
	case RegToLower:
		for i := 0; i < len(s); i++ {
			sc.buf = append(sc.buf, lower(s[i]))
		}
	case RegToUpper:
		for i := 0; i < len(s); i++ {
			sc.buf = append(sc.buf, upper(s[i]))
		}
	}
	return sc.take(n)
}

var base64Strict = base64.RawStdEncoding.Strict()

// decodeBase64 decodes text whose padding may be left out. Decoded text ends at
// its first NUL byte.
func (s *scratch) decodeBase64(in string, text bool) (string, bool) {
	if strings.IndexByte(in, '\n') >= 0 || strings.IndexByte(in, '\r') >= 0 {
		return "", false // the decoder would skip them
	}
	for i := 0; i < 2 && strings.HasSuffix(in, "="); i++ {
		in = in[:len(in)-1]
	}
	n := len(s.buf)
	size := base64Strict.DecodedLen(len(in))
	for cap(s.buf) < n+size {
		s.buf = append(s.buf[:cap(s.buf)], 0)
	}
	s.buf = s.buf[:n+size]
	k, err := base64Strict.Decode(s.buf[n:], unsafe.Slice(unsafe.StringData(in), len(in)))
	if err != nil {
		s.buf = s.buf[:n]
		return "", false
	}
	s.buf = s.buf[:n+k]
	out, ok := s.take(n)
	if i := strings.IndexByte(out, 0); text && i >= 0 {
		out = out[:i]
	}
	return out, ok
}

func (m *Machine) length(r *Register, out *Value) bool {
	a := m.operand(r, 0)
	in := m.load(a)
	if in == nil {
		return false
	}
	out.N = uint64(len(in.S))
	if m.b.Regs[a].List {
		out.N = uint64(len(in.L))
	}
	return true
}

// text appends a register's value as text: numbers in decimal, candidates with
// blanks between them, the first number of several. A list has none.
func (m *Machine) text(reg uint32, v *Value) bool {
	r := &m.b.Regs[reg]
	typ := r.Type
	if r.Dynamic() {
		typ = v.Type
	}
	switch k := KindOf(typ); {
	case r.List, r.Quant != catalog.Plain && len(v.L) == 0:
		return false
	case r.Quant == catalog.Plain:
		m.scratch.value(v, typ)
	case k == KindString:
		for i := range v.L {
			if i > 0 {
				m.scratch.buf = append(m.scratch.buf, ' ')
			}
			m.scratch.value(&v.L[i], typ)
			if len(m.scratch.buf) > maxScratch {
				return false
			}
		}
	default:
		m.scratch.value(&v.L[0], typ)
	}
	return true
}

func (s *scratch) value(v *Value, typ catalog.Type) {
	switch k := KindOf(typ); {
	case typ == catalog.Bool:
		s.buf = strconv.AppendBool(s.buf, v.N != 0)
	case k == KindSigned:
		s.buf = strconv.AppendInt(s.buf, int64(v.N), 10)
	case k == KindUnsigned:
		s.buf = strconv.AppendUint(s.buf, v.N, 10)
	case k == KindFloat:
		s.buf = strconv.AppendFloat(s.buf, math.Float64frombits(v.N), 'f', 1, 64)
	default:
		s.buf = append(s.buf, v.S...)
	}
}

// operands loads all operands, which may write to the scratch buffer themselves,
// and reports whether they are there.
func (m *Machine) operands(r *Register) bool {
	for i := uint32(0); i < r.N; i++ {
		if m.load(m.operand(r, i)) == nil {
			return false
		}
	}
	return true
}

func (m *Machine) join(r *Register, out *Value) (ok bool) {
	if !m.operands(r) {
		return false
	}
	sep, list := m.operand(r, 0), m.operand(r, 1)
	n := len(m.scratch.buf)
	if !m.b.Regs[list].List {
		if !m.text(list, m.load(list)) {
			return false
		}
		out.S, ok = m.scratch.take(n)
		return ok
	}
	items := m.load(list)
	for i := range items.L {
		if i > 0 && !m.text(sep, m.load(sep)) {
			return false
		}
		m.scratch.buf = append(m.scratch.buf, items.L[i].S...)
		if len(m.scratch.buf) > maxScratch {
			return false
		}
	}
	out.S, ok = m.scratch.take(n)
	return ok
}

func (m *Machine) concat(r *Register, out *Value) (ok bool) {
	if !m.operands(r) {
		return false
	}
	n := len(m.scratch.buf)
	for i := uint32(0); i < r.N; i++ {
		a := m.operand(r, i)
		if !m.text(a, m.load(a)) || len(m.scratch.buf) > maxScratch {
			return false
		}
	}
	out.S, ok = m.scratch.take(n)
	return ok
}

func (m *Machine) list(r *Register, out *Value) bool {
	out.L = out.L[:0]
	if !m.operands(r) {
		return false
	}
	for i := uint32(0); i < r.N; i++ {
		a := m.operand(r, i)
		n := len(m.scratch.buf)
		v := m.load(a)
		var e Value
		if g := &m.b.Regs[a]; KindOf(g.Type) == KindString && !g.List && g.Quant == catalog.Plain {
			e.S = v.S
		} else {
			if !m.text(a, v) {
				return false
			}
			var ok bool
			if e.S, ok = m.scratch.take(n); !ok {
				return false
			}
		}
		out.L = append(out.L, e)
	}
	return true
}

// getopt scans the elements of its first operand for the options that the second
// one describes. Without a selector the result lists options and their values in
// order; with one it is the value of that option, the option itself when it takes
// none, and the register is absent when it was not given.
func (m *Machine) getopt(r *Register, out *Value) bool {
	if !m.operands(r) {
		return false
	}
	argv, n := m.load(m.operand(r, 0)), len(m.scratch.buf)
	spec := m.operand(r, 1)
	if !m.text(spec, m.load(spec)) {
		return false
	}
	options, ok := m.scratch.take(n)
	if !ok {
		return false
	}
	options = strings.TrimPrefix(options, ":")
	var want byte
	if !r.List {
		want = m.b.Consts[r.Arg].S[0]
	}
	out.S, out.L = "", out.L[:0]
	found := false
	emit := func(option, value string, hasValue bool) {
		switch {
		case r.List && hasValue:
			out.L = append(out.L, Value{S: option}, Value{S: value})
		case r.List:
			out.L = append(out.L, Value{S: option})
		case option[0] == want:
			found, out.S = true, option
			if hasValue {
				out.S = value
			}
		}
	}
	for i := 0; i < len(argv.L) && len(out.L) <= maxElements; i++ {
		token := argv.L[i].S
		if token == "--" || len(token) < 2 || token[0] != '-' {
			break
		}
		if token[1] == '-' {
			continue
		}
		for j := 1; j < len(token) && len(out.L) <= maxElements; j++ {
			option := token[j : j+1]
			at := strings.Index(options, option)
			switch {
			case at < 0 || option == ":":
				emit("?", "", false)
				continue
			case at+1 >= len(options) || options[at+1] != ':':
				emit(option, "", false)
				continue
			case j+1 < len(token):
				emit(option, token[j+1:], true)
			case i+1 < len(argv.L):
				i++
				emit(option, argv.L[i].S, true)
			case r.List:
				out.L = append(out.L, Value{})
			default:
				if option[0] == want {
					found, out.S = true, ""
				}
			}
			break
		}
	}
	return (r.List || found) && len(out.L) <= maxElements
}
