package vm

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/falcoc/falcoc/vm/catalog"
)

// What can be wrong with the bytes of a bundle.
var (
	ErrMagic     = errors.New("not a falcoc bundle")
	ErrVersion   = errors.New("bundle of another format version")
	ErrTruncated = errors.New("truncated")
	ErrChecksum  = errors.New("checksum differs")
	ErrTooLarge  = errors.New("too many elements")
	ErrLayout    = errors.New("malformed")
)

// FormatError says where the bytes of a bundle are wrong; Err is one of the errors above.
type FormatError struct {
	Section string
	Offset  int // in the file
	Err     error
	Detail  string
}

func (e *FormatError) Error() string {
	s := fmt.Sprintf("%s: %v", e.Section, e.Err)
	if e.Offset > 0 {
		s += fmt.Sprintf(" at byte %d", e.Offset)
	}
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

func (e *FormatError) Unwrap() error { return e.Err }

// maxCount bounds every list and text in a bundle. Lists are bounded by the bytes
// that are there as well, so decoding takes memory in proportion to its input.
const maxCount = 1 << 26

var sectionNames = [...]string{
	secInfo: "info", secRules: "rules", secImports: "imports", secConsts: "constants", secRegisters: "registers", secTests: "tests",
	secCode: "code", secTables: "tables", secDispatch: "dispatch", secDebug: "debug", secGuards: "guards", secSignature: "signature",
}

// Decode reads what Encode wrote. The bundle keeps referring to data, which must
// not change any more. The error is a *FormatError.
func Decode(data []byte) (*Bundle, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, &FormatError{Section: "header", Err: ErrMagic}
	}
	if len(data) < headerSize {
		return nil, &FormatError{Section: "header", Offset: len(data), Err: ErrTruncated}
	}
	if err := checkFormat(data); err != nil {
		return nil, err
	}
	table := headerSize + numSections*entrySize + 4
	if len(data) < table {
		return nil, &FormatError{Section: "header", Offset: len(data), Err: ErrTruncated}
	}
	if crc32.Checksum(data[:table-4], castagnoli) != binary.LittleEndian.Uint32(data[table-4:]) {
		return nil, &FormatError{Section: "header", Err: ErrChecksum}
	}
	if n := binary.LittleEndian.Uint32(data[len(magic)+4:]); n != uint32(numSections) {
		return nil, &FormatError{Section: "header", Err: ErrLayout, Detail: fmt.Sprintf("%d sections", n)}
	}
	b := &Bundle{}
	at := uint64(table)
	for id := secInfo; id <= secSignature; id++ {
		e := data[headerSize+(int(id)-1)*entrySize:]
		sum, off, n := binary.LittleEndian.Uint32(e[4:]), binary.LittleEndian.Uint64(e[8:]), binary.LittleEndian.Uint64(e[16:])
		fail := func(err error) error { return &FormatError{Section: sectionNames[id], Offset: int(at), Err: err} }
		switch {
		case binary.LittleEndian.Uint32(e) != uint32(id) || off != at:
			return nil, fail(ErrLayout)
		case n > uint64(len(data))-at:
			return nil, fail(ErrTruncated)
		}
		payload := data[at : at+n]
		if crc32.Checksum(payload, castagnoli) != sum {
			return nil, fail(ErrChecksum)
		}
		r := &reader{data: payload}
		b.readSection(r, id)
		if r.err == nil && len(r.data) > 0 {
			r.err = ErrLayout
		}
		if r.err != nil {
			return nil, &FormatError{Section: sectionNames[id], Offset: int(at+n) - len(r.data), Err: r.err}
		}
		at += n
	}
	if at != uint64(len(data)) {
		return nil, &FormatError{Section: "signature", Offset: int(at), Err: ErrLayout, Detail: "more data follows"}
	}
	if minor := int(binary.LittleEndian.Uint16(data[len(magic)+2:])); minor != b.minor() {
		return nil, &FormatError{Section: "header", Err: ErrLayout, Detail: fmt.Sprintf("version %d.%d is stated, %s is needed", FormatMajor, minor, b.Format())}
	}
	if n := len(b.Dispatch); n != int(catalog.NumEvents) {
		return nil, &FormatError{Section: "dispatch", Err: ErrVersion, Detail: fmt.Sprintf(
			"it was made by falcoc %s, which knows %d event types; falcoc and falcod %s know %d: both must be of one version", b.Info.Compiler, n, Version, catalog.NumEvents)}
	}
	return b, nil
}

func (b *Bundle) readSection(r *reader, id sectionID) {
	switch id {
	case secInfo:
		b.Info.Compiler = r.str()
		b.Info.Engine = r.str()
		b.Info.Schema = r.str()
		b.Info.Inputs = get(r, 36, func(in *Input) {
			in.Name = r.str()
			copy(in.Hash[:], r.take(len(in.Hash)))
		})
	case secRules:
		b.Rules = get(r, 50, r.rule)
	case secImports:
		b.Imports = get(r, 6, func(i *Import) {
			i.Field = r.str()
			i.Type = catalog.Type(r.u8())
			i.List = r.flag()
		})
	case secConsts:
		b.Consts = get(r, 16, func(c *Const) {
			c.S = r.str()
			c.N = r.u64()
			c.Bits = r.u32()
		})
	case secRegisters:
		b.Regs = get(r, 16, func(g *Register) {
			g.Op = RegOp(r.u8())
			g.Type = catalog.Type(r.u8())
			g.List = r.flag()
			g.Quant = catalog.Quantifier(r.u8())
			g.Arg = r.u32()
			g.First = r.u32()
			g.N = r.u32()
		})
		b.Operands = r.u32s()
	case secTests:
		b.Tests = get(r, 16, func(t *Test) {
			t.Op = TestOp(r.u8())
			t.Mod = Mod(r.u8())
			t.RHS = r.flag()
			if r.u8() != 0 {
				r.fail(ErrLayout)
			}
			t.Reg = r.u32()
			t.Arg = r.u32()
			t.N = r.u32()
		})
	case secCode:
		b.Subs = r.u32s()
		b.Code = get(r, 8, func(in *Inst) {
			v := r.u64()
			in.Slot, in.T, in.F = uint32(v), uint16(v>>32), uint16(v>>48)
		})
	case secTables:
		b.Tables = get(r, 33, r.table)
	case secDispatch:
		b.Dispatch = get(r, 2, func(g *uint16) { *g = r.u16() })
		b.Groups = get(r, 12, r.group)
	case secDebug:
		b.Debug.Tests = get(r, 4, func(s *string) { *s = r.str() })
		b.Debug.Subs = get(r, 4, func(s *string) { *s = r.str() })
		b.Debug.Files = get(r, 4, func(s *string) { *s = r.str() })
		b.Debug.Places = get(r, 16, func(p *Place) {
			p.File = r.u32()
			p.Line = r.u32()
			p.Col = r.u32()
			p.Via = r.str()
		})
	case secGuards:
		b.Guards = r.rest()
	case secSignature:
		b.Signature = r.rest()
	}
}

func (r *reader) rule(i *RuleInfo) {
	for _, s := range []*string{&i.Name, &i.Desc, &i.Source, &i.Condition, &i.File} {
		*s = r.str()
	}
	i.Line = int(r.u32())
	i.Priority = r.u8()
	flags := r.u8()
	if flags&^(ruleEnabled|ruleCapture) != 0 {
		r.fail(ErrLayout)
	}
	i.Enabled, i.Capture = flags&ruleEnabled != 0, flags&ruleCapture != 0
	i.CaptureDuration = r.u32()
	i.Tags = get(r, 4, func(s *string) { *s = r.str() })
	if r.u32() != uint32(len(i.Events)) {
		r.fail(ErrLayout)
	}
	for w := range i.Events {
		i.Events[w] = r.u64()
	}
	i.Output = get(r, 17, func(p *OutputPart) {
		p.Text = r.str()
		p.Reg = int(int32(r.u32()))
		p.Width = int(r.u32())
		p.Key = r.str()
		p.Hidden = r.flag()
	})
}

func (r *reader) table(t *Table) {
	t.Kind = TableKind(r.u8())
	t.Reg = r.u32()
	t.First = r.u32()
	t.N = r.u32()
	t.Buckets = get(r, 16, func(b *Bucket) {
		b.Hash = r.u32()
		b.Row = r.u32()
		b.Key = r.u64()
	})
	t.Nodes = get(r, 14, func(n *Node) {
		n.Label = r.u32()
		n.First = r.u32()
		n.Row = r.u32()
		n.N = r.u16()
	})
	if s := r.str(); s != "" {
		t.Edges = []byte(s)
	}
	t.Grams = get(r, 8, func(g *uint64) { *g = r.u64() })
	t.Rows = r.u32s()
}

func (r *reader) group(g *Group) {
	g.Entries = get(r, 8, func(e *Entry) {
		e.Rule = r.u32()
		e.PC = r.u32()
	})
	g.Always = r.u32s()
	g.Gates = get(r, 13, r.gate)
	g.Routes = get(r, 12, r.route)
	g.Filters = get(r, 13, r.gate)
	g.Narrow = get(r, 12, r.route)
}

func (r *reader) gate(g *Gate) {
	g.Slot = r.u32()
	g.Want = r.flag()
	g.Inside = r.u32()
	g.Entries = r.u32s()
}

func (r *reader) route(p *Route) {
	p.Table = r.u32()
	p.Start = r.u32s()
	p.Posts = r.u32s()
}

// reader takes values off the front of a payload. After an error it gives zeros.
type reader struct {
	data []byte
	err  error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.data = nil
}

func (r *reader) take(n int) []byte {
	if n > len(r.data) {
		r.fail(ErrTruncated)
		return nil
	}
	b := r.data[:n:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) rest() []byte {
	if len(r.data) == 0 {
		return nil
	}
	return r.take(len(r.data))
}

func (r *reader) u8() uint8 {
	if len(r.data) < 1 {
		r.fail(ErrTruncated)
		return 0
	}
	v := r.data[0]
	r.data = r.data[1:]
	return v
}

func (r *reader) u16() uint16 {
	if len(r.data) < 2 {
		r.fail(ErrTruncated)
		return 0
	}
	v := binary.LittleEndian.Uint16(r.data)
	r.data = r.data[2:]
	return v
}

func (r *reader) u32() uint32 {
	if len(r.data) < 4 {
		r.fail(ErrTruncated)
		return 0
	}
	v := binary.LittleEndian.Uint32(r.data)
	r.data = r.data[4:]
	return v
}

func (r *reader) u64() uint64 {
	if len(r.data) < 8 {
		r.fail(ErrTruncated)
		return 0
	}
	v := binary.LittleEndian.Uint64(r.data)
	r.data = r.data[8:]
	return v
}

func (r *reader) flag() bool {
	v := r.u8()
	if v > 1 {
		r.fail(ErrLayout)
	}
	return v == 1
}

func (r *reader) str() string {
	n := r.u32()
	if n > maxCount {
		r.fail(ErrTooLarge)
		return ""
	}
	return view(r.take(int(n)))
}

func (r *reader) u32s() []uint32 {
	return get(r, 4, func(n *uint32) { *n = r.u32() })
}

// get reads a list whose elements take at least size bytes each.
func get[T any](r *reader, size int, f func(*T)) []T {
	n := r.u32()
	switch {
	case n > maxCount:
		r.fail(ErrTooLarge)
	case int(n) > len(r.data)/size:
		r.fail(ErrTruncated)
	}
	if n == 0 || r.err != nil {
		return nil
	}
	list := make([]T, n)
	for i := range list {
		f(&list[i])
	}
	return list
}
