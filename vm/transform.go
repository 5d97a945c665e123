package vm

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unsafe"

	"github.com/falcoc/falcoc/vm/catalog"
)

// scratch holds the texts that transformers make during one event.
type scratch struct{ buf []byte }

func (s *scratch) reset() { s.buf = s.buf[:0] }

// take returns the text that was appended to the buffer since it had n bytes.
// When the buffer has moved, earlier texts keep the old one.
func (s *scratch) take(n int) string { return view(s.buf[n:]) }

func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func (m *Machine) operand(r *Register, i uint32) uint32 { return m.b.Operands[r.First+i] }

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
	return sc.take(n), true
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
	out := s.take(n)
	if i := strings.IndexByte(out, 0); text && i >= 0 {
		out = out[:i]
	}
	return out, true
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

// text appends a value of the type as text.
func (s *scratch) text(v *Value, typ catalog.Type) {
	switch KindOf(typ) {
	case KindSigned:
		s.buf = strconv.AppendInt(s.buf, int64(v.N), 10)
	case KindUnsigned:
		s.buf = strconv.AppendUint(s.buf, v.N, 10)
	default:
		s.buf = append(s.buf, v.S...)
	}
}

func (m *Machine) join(r *Register, out *Value) bool {
	sep, items := m.load(m.operand(r, 0)), m.load(m.operand(r, 1))
	if sep == nil || items == nil {
		return false
	}
	typ := m.b.Regs[m.operand(r, 1)].Type
	n := len(m.scratch.buf)
	for i := range items.L {
		if i > 0 {
			m.scratch.buf = append(m.scratch.buf, sep.S...)
		}
		m.scratch.text(&items.L[i], typ)
	}
	out.S = m.scratch.take(n)
	return true
}

func (m *Machine) concat(r *Register, out *Value) bool {
	// Operands may write to the scratch buffer themselves.
	for i := uint32(0); i < r.N; i++ {
		if m.load(m.operand(r, i)) == nil {
			return false
		}
	}
	n := len(m.scratch.buf)
	for i := uint32(0); i < r.N; i++ {
		a := m.operand(r, i)
		m.scratch.text(m.load(a), m.b.Regs[a].Type)
	}
	out.S = m.scratch.take(n)
	return true
}

func (m *Machine) list(r *Register, out *Value) bool {
	out.L = out.L[:0]
	for i := uint32(0); i < r.N; i++ {
		a := m.operand(r, i)
		v := m.load(a)
		if v == nil {
			return false
		}
		e := Value{S: v.S}
		if typ := m.b.Regs[a].Type; KindOf(typ) == KindSigned || KindOf(typ) == KindUnsigned {
			n := len(m.scratch.buf)
			m.scratch.text(v, typ)
			e.S = m.scratch.take(n)
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
	argv, spec := m.load(m.operand(r, 0)), m.load(m.operand(r, 1))
	if argv == nil || spec == nil {
		return false
	}
	options := strings.TrimPrefix(spec.S, ":")
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
	for i := 0; i < len(argv.L); i++ {
		token := argv.L[i].S
		if token == "--" || len(token) < 2 || token[0] != '-' {
			break
		}
		if token[1] == '-' {
			continue
		}
		for j := 1; j < len(token); j++ {
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
	return r.List || found
}
