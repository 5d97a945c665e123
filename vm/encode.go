package vm

import (
	"encoding/binary"
	"hash/crc32"
)

// The form of a bundle. All numbers are little-endian.
//
//	bundle   = magic major:u16 minor:u16 count:u32 {entry} checksum:u32 {payload}
//	magic    = "\x7ffalcoc\n"
//	entry    = id:u32 checksum:u32 offset:u64 length:u64
//	checksum = CRC-32C of the payload; after the entries, of all that is before it
//
// Entries are in ascending order of ids, payloads in the order of entries and
// without gaps; the last one ends the file. Every section occurs once, the
// signature's too, which may be empty. In a payload
//
//	string    = length:u32 {byte}
//	T*        = count:u32 {T}
//	1 info      = compiler:string engine:string schema:string input*        input = name:string sha256:[32]byte
//	2 rules     = rule*    rule  = name desc source condition file : string, line:u32 priority:u8 flags:u8 duration:u32
//	                               tags:string* events:u64* part*           part  = text:string reg:i32 width:u32 key:string flags:u8
//	3 imports   = import*  import = field:string type:u8 list:u8
//	4 consts    = const*   const = string number:u64 bits:u32
//	5 registers = register* operands:u32*   register = op:u8 type:u8 list:u8 quantifier:u8 arg:u32 first:u32 n:u32
//	6 tests     = test*    test  = op:u8 mod:u8 rhs:u8 0:u8 reg:u32 arg:u32 n:u32
//	7 code      = subs:u32* inst*   inst = slot:u32 t:u16 f:u16
//	8 tables    = table*   table = kind:u8 reg:u32 first:u32 n:u32 bucket* node* edges:string grams:u64* rows:u32*
//	                       bucket = hash:u32 row:u32 key:u64    node = label:u32 first:u32 row:u32 n:u16
//	9 dispatch  = groups:u16* group*   group = entry* always:u32* gate* route* filters:gate* narrow:route*
//	                       entry = rule:u32 pc:u32    route = table:u32 start:u32* posts:u32*
//	                       gate = slot:u32 want:u8 inside:u32 entries:u32*
//	10 debug    = tests:string* subs:string* files:string* place*   place = file:u32 line:u32 column:u32 macros:string
//	11 guards, 12 signature = bytes
const (
	magic      = "\x7ffalcoc\n"
	headerSize = len(magic) + 8
	entrySize  = 24
)

type sectionID uint32

const (
	secInfo sectionID = iota + 1
	secRules
	secImports
	secConsts
	secRegisters
	secTests
	secCode
	secTables
	secDispatch
	secDebug
	secGuards
	secSignature

	numSections = int(secSignature)
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Encode lays the bundle out as bytes. Equal bundles give equal bytes.
func (b *Bundle) Encode() ([]byte, error) {
	table := headerSize + numSections*entrySize + 4
	w := &writer{buf: make([]byte, table, table+1<<16)}
	copy(w.buf, magic)
	binary.LittleEndian.PutUint16(w.buf[len(magic):], FormatMajor)
	binary.LittleEndian.PutUint16(w.buf[len(magic)+2:], uint16(b.minor()))
	binary.LittleEndian.PutUint32(w.buf[len(magic)+4:], uint32(numSections))
	for id := secInfo; id <= secSignature; id++ {
		start := len(w.buf)
		b.writeSection(w, id)
		e := w.buf[headerSize+(int(id)-1)*entrySize:]
		binary.LittleEndian.PutUint32(e, uint32(id))
		binary.LittleEndian.PutUint32(e[4:], crc32.Checksum(w.buf[start:], castagnoli))
		binary.LittleEndian.PutUint64(e[8:], uint64(start))
		binary.LittleEndian.PutUint64(e[16:], uint64(len(w.buf)-start))
	}
	binary.LittleEndian.PutUint32(w.buf[table-4:], crc32.Checksum(w.buf[:table-4], castagnoli))
	return w.buf, w.err
}

func (b *Bundle) writeSection(w *writer, id sectionID) {
	switch id {
	case secInfo:
		w.str(b.Info.Compiler)
		w.str(b.Info.Engine)
		w.str(b.Info.Schema)
		put(w, b.Info.Inputs, func(in *Input) {
			w.str(in.Name)
			w.buf = append(w.buf, in.Hash[:]...)
		})
	case secRules:
		put(w, b.Rules, w.rule)
	case secImports:
		put(w, b.Imports, func(i *Import) {
			w.str(i.Field)
			w.u8(uint8(i.Type))
			w.flag(i.List)
		})
	case secConsts:
		put(w, b.Consts, func(c *Const) {
			w.str(c.S)
			w.u64(c.N)
			w.u32(c.Bits)
		})
	case secRegisters:
		put(w, b.Regs, func(r *Register) {
			w.u8(uint8(r.Op))
			w.u8(uint8(r.Type))
			w.flag(r.List)
			w.u8(uint8(r.Quant))
			w.u32(r.Arg)
			w.u32(r.First)
			w.u32(r.N)
		})
		w.u32s(b.Operands)
	case secTests:
		put(w, b.Tests, func(t *Test) {
			w.u8(uint8(t.Op))
			w.u8(uint8(t.Mod))
			w.flag(t.RHS)
			w.u8(0)
			w.u32(t.Reg)
			w.u32(t.Arg)
			w.u32(t.N)
		})
	case secCode:
		w.u32s(b.Subs)
		put(w, b.Code, func(in *Inst) {
			w.u32(in.Slot)
			w.u16(in.T)
			w.u16(in.F)
		})
	case secTables:
		put(w, b.Tables, w.table)
	case secDispatch:
		put(w, b.Dispatch, func(g *uint16) { w.u16(*g) })
		put(w, b.Groups, w.group)
	case secDebug:
		put(w, b.Debug.Tests, func(s *string) { w.str(*s) })
		put(w, b.Debug.Subs, func(s *string) { w.str(*s) })
		put(w, b.Debug.Files, func(s *string) { w.str(*s) })
		put(w, b.Debug.Places, func(p *Place) {
			w.u32(p.File)
			w.u32(p.Line)
			w.u32(p.Col)
			w.str(p.Via)
		})
	case secGuards:
		w.buf = append(w.buf, b.Guards...)
	case secSignature:
		w.buf = append(w.buf, b.Signature...)
	}
}

func (w *writer) rule(r *RuleInfo) {
	for _, s := range []string{r.Name, r.Desc, r.Source, r.Condition, r.File} {
		w.str(s)
	}
	w.u32(uint32(r.Line))
	w.u8(r.Priority)
	var flags uint8
	if r.Enabled {
		flags |= ruleEnabled
	}
	if r.Capture {
		flags |= ruleCapture
	}
	w.u8(flags)
	w.u32(r.CaptureDuration)
	put(w, r.Tags, func(s *string) { w.str(*s) })
	put(w, r.Events[:], func(e *uint64) { w.u64(*e) })
	put(w, r.Output, func(p *OutputPart) {
		w.str(p.Text)
		w.u32(uint32(int32(p.Reg)))
		w.u32(uint32(p.Width))
		w.str(p.Key)
		w.flag(p.Hidden)
	})
}

const (
	ruleEnabled = 1 << iota
	ruleCapture
)

func (w *writer) table(t *Table) {
	w.u8(uint8(t.Kind))
	w.u32(t.Reg)
	w.u32(t.First)
	w.u32(t.N)
	put(w, t.Buckets, func(b *Bucket) {
		w.u32(b.Hash)
		w.u32(b.Row)
		w.u64(b.Key)
	})
	put(w, t.Nodes, func(n *Node) {
		w.u32(n.Label)
		w.u32(n.First)
		w.u32(n.Row)
		w.u16(n.N)
	})
	w.str(string(t.Edges))
	put(w, t.Grams, func(g *uint64) { w.u64(*g) })
	w.u32s(t.Rows)
}

func (w *writer) group(g *Group) {
	put(w, g.Entries, func(e *Entry) {
		w.u32(e.Rule)
		w.u32(e.PC)
	})
	w.u32s(g.Always)
	put(w, g.Gates, w.gate)
	put(w, g.Routes, w.route)
	put(w, g.Filters, w.gate)
	put(w, g.Narrow, w.route)
}

func (w *writer) gate(g *Gate) {
	w.u32(g.Slot)
	w.flag(g.Want)
	w.u32(g.Inside)
	w.u32s(g.Entries)
}

func (w *writer) route(r *Route) {
	w.u32(r.Table)
	w.u32s(r.Start)
	w.u32s(r.Posts)
}

// writer appends values to a buffer.
type writer struct {
	buf []byte
	err error
}

func (w *writer) u8(v uint8)   { w.buf = append(w.buf, v) }
func (w *writer) u16(v uint16) { w.buf = binary.LittleEndian.AppendUint16(w.buf, v) }
func (w *writer) u32(v uint32) { w.buf = binary.LittleEndian.AppendUint32(w.buf, v) }
func (w *writer) u64(v uint64) { w.buf = binary.LittleEndian.AppendUint64(w.buf, v) }

func (w *writer) flag(v bool) {
	if v {
		w.u8(1)
	} else {
		w.u8(0)
	}
}

func (w *writer) count(n int) {
	if n > maxCount && w.err == nil {
		w.err = &FormatError{Section: "bundle", Err: ErrTooLarge}
	}
	w.u32(uint32(n))
}

func (w *writer) str(s string) {
	w.count(len(s))
	w.buf = append(w.buf, s...)
}

func (w *writer) u32s(v []uint32) { put(w, v, func(n *uint32) { w.u32(*n) }) }

// put writes the elements of a list with f.
func put[T any](w *writer, list []T, f func(*T)) {
	w.count(len(list))
	for i := range list {
		f(&list[i])
	}
}
