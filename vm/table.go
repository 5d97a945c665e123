package vm

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unsafe"

	"github.com/falcoc/falcoc/vm/catalog"
)

// HashString is the hash of a key in a TableSet.
func HashString(s string) uint32 {
	h := uint64(len(s)) ^ 0x9E3779B97F4A7C15
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	for len(b) > 16 {
		h = mix(h ^ binary.LittleEndian.Uint64(b))
		b = b[8:]
	}
	// The last bytes, without a loop: pieces that overlap.
	switch n := len(b); {
	case n > 8:
		h = mix(h ^ binary.LittleEndian.Uint64(b))
		h = mix(h ^ binary.LittleEndian.Uint64(b[n-8:]))
	case n >= 4:
		h = mix(h ^ uint64(binary.LittleEndian.Uint32(b)) ^ uint64(binary.LittleEndian.Uint32(b[n-4:]))<<32)
	case n > 0:
		h = mix(h ^ uint64(b[0]) ^ uint64(b[n/2])<<8 ^ uint64(b[n-1])<<16)
	}
	return uint32(h ^ h>>32)
}

// HashNet is the hash of a network in a TableNet: of the first bits of an address.
func HashNet(addr string, bits uint8) uint32 {
	var b [16]byte
	n := (int(bits) + 7) / 8
	copy(b[:n], addr)
	if rest := bits % 8; rest != 0 {
		b[n-1] &= 0xff << (8 - rest)
	}
	h := mix(binary.LittleEndian.Uint64(b[:]) ^ uint64(bits)<<32 ^ uint64(len(addr)) ^ 0x9E3779B97F4A7C15)
	h = mix(h ^ binary.LittleEndian.Uint64(b[8:]))
	return uint32(h ^ h>>32)
}

// Reverse appends the bytes of s, last one first: the key of s in a TableSuffix.
func Reverse(dst []byte, s string) []byte {
	for i := len(s) - 1; i >= 0; i-- {
		dst = append(dst, s[i])
	}
	return dst
}

// HashNumber is the hash of a number in a TableSet.
func HashNumber(n uint64) uint32 {
	h := mix(n ^ 0x9E3779B97F4A7C15)
	return uint32(h ^ h>>32)
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x, 0xD6E8FEB86659FD93)
	return hi ^ lo
}

// GramBit is the bit of a piece of text in the bitmap of a TableGram that has
// 1<<log bits.
func GramBit(gram uint32, log int) uint32 { return gram * 0x9E3779B1 >> (32 - log) }

// GramHash is the bucket hash of a piece of text in a TableGram.
func GramHash(gram uint32) uint32 { return HashNumber(uint64(gram)) }

// FilterBit is the bit of a hash in the filter of a large TableSet, a power of two
// words. The filter stays in the cache where the buckets do not.
func FilterBit(hash uint32, words int) uint32 { return hash >> 7 & uint32(64*words-1) }

// The lengths of the pieces that literals are found by.
const (
	GramLen = 4
	PairLen = 2
)

// look is what a machine knows of a table: what is at hand for each event lies side by
// side, on one line of the cache.
type look struct {
	epoch  uint32 // of rows
	reg    uint32
	kind   TableKind
	plain  bool     // the register is one value of a fixed type
	filter []uint64 // of a set: bits of the shapes that its keys have, a power of two words
	rows   []uint32 // rows of the table that hold for the event
	memory *[memorySlots]memory
	table  *Table
}

func (b *Bundle) look(t *Table) look {
	r := &b.Regs[t.Reg]
	return look{
		reg: t.Reg, kind: t.Kind, plain: !r.List && r.Quant == catalog.Plain && !r.Dynamic(),
		filter: b.shapes(t), rows: make([]uint32, 0, 16), table: t,
	}
}

// member reports whether the test, one of the table's, holds.
func (m *Machine) member(table, slot uint32) bool {
	found := m.probe(table)
	if len(found) == 0 {
		return false
	}
	t := &m.b.Tables[table]
	want := slot - t.First
	for _, at := range found {
		row := t.Rows[at+1 : at+1+t.Rows[at]]
		lo, hi := 0, len(row)
		for lo < hi {
			if mid := int(uint(lo+hi) >> 1); row[mid] < want {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		if lo < len(row) && row[lo] == want {
			return true
		}
	}
	return false
}

// probe looks the register's value up and returns the rows that hold for it.
func (m *Machine) probe(table uint32) []uint32 {
	l := &m.looks[table]
	if l.epoch == m.epoch {
		return l.rows
	}
	l.epoch = m.epoch
	if m.prof != nil {
		l.rows = m.profiledFind(table, l.rows[:0])
		return l.rows
	}
	if l.plain && l.kind == TableSet {
		v := m.load(l.reg)
		if v == nil || !l.mayHave(v.S) {
			l.rows = l.rows[:0]
			return nil
		}
		l.rows = l.table.equalString(m.consts, v.S, l.rows[:0])
		return l.rows
	}
	l.rows = m.find(table, l.rows[:0])
	return l.rows
}

// find appends the rows of a table that hold for the event.
func (m *Machine) find(table uint32, out []uint32) []uint32 {
	t := &m.b.Tables[table]
	if v := m.load(t.Reg); v != nil {
		r := &m.b.Regs[t.Reg]
		if r.List || r.Quant != 0 {
			for i := range v.L {
				out = m.look(table, &v.L[i], r.Type, out)
			}
		} else {
			out = m.look(table, v, r.Type, out)
		}
	}
	return out
}

// look appends the rows of a table that hold for one value.
func (m *Machine) look(table uint32, v *Value, typ catalog.Type, out []uint32) []uint32 {
	t := &m.b.Tables[table]
	if typ == catalog.Dyn && !t.Kind.fits(KindOf(v.Type)) {
		return out
	}
	switch t.Kind {
	case TableSet:
		if !m.looks[table].mayHave(v.S) {
			return out
		}
		return t.equalString(m.b.Consts, v.S, out)
	case TableNumber:
		return t.equalNumber(v.N, out)
	case TablePrefix:
		return t.prefixes(m.b.Consts, v.S, out)
	case TablePath:
		m.path = PathKey(m.path[:0], v.S)
		return t.prefixes(m.b.Consts, view(m.path), out)
	case TableSuffix:
		return t.suffixes(m.b.Consts, v.S, out)
	case TableNet:
		return t.networks(m.b.Consts, v.S, out)
	case TableGram, TableFold, TablePair, TableFoldPair:
		if KindOf(typ) == KindString && len(v.S) >= minRemembered && len(v.S) <= maxRemembered {
			return m.remembered(table, v.S, out)
		}
		return t.pieces(m.b.Consts, v.S, out)
	case TableOrder:
		if k := KindOf(typ); k != KindFloat {
			return t.intervals(OrderKey(v.N, k == KindSigned), out)
		}
		return t.intervals(FloatKey(v.N), out)
	}
	return out
}

// fits reports whether values of the kind can be looked up.
func (k TableKind) fits(v Kind) bool {
	switch k {
	case TableSet:
		return v == KindString || v == KindBytes || v == KindAddress
	case TableNumber:
		return v == KindSigned || v == KindUnsigned
	case TableOrder:
		return v.isNumber()
	case TablePath, TableFold, TableFoldPair:
		return v == KindString
	case TableNet:
		return v == KindNet || v == KindAddress
	}
	return v == KindString || v == KindBytes
}

// prefixes appends the rows of the labels that s starts with.
func (t *Table) prefixes(consts []Const, s string, out []uint32) []uint32 {
	n := &t.Nodes[0]
	for {
		if n.Row != 0 {
			out = append(out, n.Row)
		}
		if len(s) == 0 || n.N == 0 {
			return out
		}
		i := child(t.Edges[n.First:n.First+uint32(n.N)], s[0])
		if i < 0 {
			return out
		}
		n = &t.Nodes[n.First+uint32(i)]
		label := consts[n.Label].S // begins with s[0]
		if len(label) > 1 && (len(label) > len(s) || s[1] != label[1] || s[:len(label)] != label) {
			return out
		}
		s = s[len(label):]
	}
}

// child is the index of the edge that begins with c, -1 if there is none.
func child(edges []byte, c byte) int {
	if len(edges) > 4 {
		return bytes.IndexByte(edges, c)
	}
	for i := range edges {
		if edges[i] == c {
			return i
		}
	}
	return -1
}

// suffixes is prefixes for labels that read s from its end.
func (t *Table) suffixes(consts []Const, s string, out []uint32) []uint32 {
	n := &t.Nodes[0]
	for {
		if n.Row != 0 {
			out = append(out, n.Row)
		}
		if len(s) == 0 || n.N == 0 {
			return out
		}
		i := child(t.Edges[n.First:n.First+uint32(n.N)], s[len(s)-1])
		if i < 0 {
			return out
		}
		n = &t.Nodes[n.First+uint32(i)]
		label := consts[n.Label].S
		if len(label) > len(s) {
			return out
		}
		for j := range len(label) {
			if label[j] != s[len(s)-1-j] {
				return out
			}
		}
		s = s[:len(s)-len(label)]
	}
}

// shape tells texts apart by their lengths and last bytes: most texts have none of the
// shapes of a set's keys, and need not be hashed.
func shape(s string) uint32 {
	n := len(s)
	h := uint32(n)
	if n >= 4 {
		b := unsafe.Slice(unsafe.StringData(s), n)
		h += binary.LittleEndian.Uint32(b[n-4:]) * 0x85EBCA6B
	} else if n > 0 {
		h += uint32(s[n-1]) * 0x85EBCA6B
	}
	return h * 0x9E3779B1 >> 8
}

// maxShapes is the number of buckets from which a set has no filter by shapes: a large
// one has a filter by hashes.
const maxShapes = 8192

// shapes are those of the table's keys, as a set of some 16 bits for each.
func (b *Bundle) shapes(t *Table) []uint64 {
	if t.Kind != TableSet || len(t.Buckets) > maxShapes {
		return nil
	}
	set := make([]uint64, 1<<bits.Len(uint(len(t.Buckets)/8)))
	for i := range t.Buckets {
		if t.Buckets[i].Row != 0 {
			bit := shape(b.Consts[t.Buckets[i].Key].S)
			set[bit>>6&uint32(len(set)-1)] |= 1 << (bit & 63)
		}
	}
	return set
}

// mayHave reports whether a set may have the key.
func (l *look) mayHave(s string) bool {
	if len(l.filter) == 0 {
		return true
	}
	bit := shape(s)
	return l.filter[bit>>6&uint32(len(l.filter)-1)]>>(bit&63)&1 != 0
}

// equalString appends the row of the key s.
func (t *Table) equalString(consts []Const, s string, out []uint32) []uint32 {
	h := HashString(s)
	if len(t.Grams) > 0 {
		if bit := FilterBit(h, len(t.Grams)); t.Grams[bit>>6]>>(bit&63)&1 == 0 {
			return out
		}
	}
	mask := uint32(len(t.Buckets) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		b := &t.Buckets[i]
		if b.Row == 0 {
			return out
		}
		if b.Hash == h && consts[b.Key].S == s {
			return append(out, b.Row)
		}
	}
}

// equalNumber appends the row of the key n.
func (t *Table) equalNumber(n uint64, out []uint32) []uint32 {
	mask := uint32(len(t.Buckets) - 1)
	for i := HashNumber(n) & mask; ; i = (i + 1) & mask {
		b := &t.Buckets[i]
		if b.Row == 0 {
			return out
		}
		if b.Key == n {
			return append(out, b.Row)
		}
	}
}

// networks appends the rows of the networks that the address lies in: one look-up for
// each length of a prefix.
func (t *Table) networks(consts []Const, addr string, out []uint32) []uint32 {
	mask := uint32(len(t.Buckets) - 1)
	for _, n := range t.Edges {
		if int(n) > 8*len(addr) {
			break
		}
		h := HashNet(addr, n)
		for i := h & mask; t.Buckets[i].Row != 0; i = (i + 1) & mask {
			b := &t.Buckets[i]
			if c := &consts[b.Key]; b.Hash == h && c.Bits == uint32(n) && inNet(addr, c) {
				out = append(out, b.Row)
				break
			}
		}
	}
	return out
}

// Piece is how the literals of a table of pieces are cut: n is the length of a piece,
// and the bits of fold are set in each, which makes letters of both cases one. 0 is
// the length for other tables.
func (k TableKind) Piece() (n int, fold uint32) {
	switch k {
	case TableGram:
		return GramLen, 0
	case TableFold:
		return GramLen, 0x20202020
	case TablePair:
		return PairLen, 0
	case TableFoldPair:
		return PairLen, 0x2020
	}
	return 0, 0
}

// PieceAt is the piece of the table's kind that s has at i.
func (k TableKind) PieceAt(s string, i int) uint32 {
	n, fold := k.Piece()
	var p uint32
	for j := range n {
		p |= uint32(s[i+j]) << (8 * j)
	}
	return p | fold
}

// pieces appends the rows of the literals that occur in s.
func (t *Table) pieces(consts []Const, s string, out []uint32) []uint32 {
	if n, _ := t.Kind.Piece(); n == GramLen {
		return t.contains(consts, s, out)
	}
	return t.containsPair(consts, s, out)
}

// contains appends the rows of the literals that occur in s. Each literal of the
// table is found by one piece of four bytes; a bitmap tells where to look closer.
func (t *Table) contains(consts []Const, s string, out []uint32) []uint32 {
	log := bits.Len(uint(len(t.Grams))) - 1 + 6
	_, fold := t.Kind.Piece()
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	for i := 0; i+GramLen <= len(b); i++ {
		piece := binary.LittleEndian.Uint32(b[i:]) | fold
		if bit := GramBit(piece, log); t.Grams[bit>>6]>>(bit&63)&1 != 0 {
			out = t.literals(consts, s, i, piece, out)
		}
	}
	return out
}

// containsPair is contains for pieces of two bytes.
func (t *Table) containsPair(consts []Const, s string, out []uint32) []uint32 {
	log := bits.Len(uint(len(t.Grams))) - 1 + 6
	_, fold := t.Kind.Piece()
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	for i := 0; i+PairLen <= len(b); i++ {
		piece := uint32(b[i]) | uint32(b[i+1])<<8 | fold
		if bit := GramBit(piece, log); t.Grams[bit>>6]>>(bit&63)&1 != 0 {
			out = t.literals(consts, s, i, piece, out)
		}
	}
	return out
}

// literals appends the rows of the literals that are filed under the piece and have
// it at i of s.
func (t *Table) literals(consts []Const, s string, i int, piece uint32, out []uint32) []uint32 {
	mask := uint32(len(t.Buckets) - 1)
	_, fold := t.Kind.Piece()
	for j := GramHash(piece) & mask; t.Buckets[j].Row != 0; j = (j + 1) & mask {
		k := &t.Buckets[j]
		if k.Hash != piece {
			continue
		}
		lit, off := consts[uint32(k.Key)].S, int(k.Key>>32)
		if i < off || len(s)-(i-off) < len(lit) {
			continue
		}
		if have := s[i-off : i-off+len(lit)]; have == lit || fold != 0 && equalFold(have, lit) {
			out = append(out, k.Row)
		}
	}
	return out
}

// intervals appends the rows of the intervals that key lies in: those of the leaf that
// it falls into, and of all above that.
func (t *Table) intervals(key uint64, out []uint32) []uint32 {
	lo, hi := 0, len(t.Grams)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); t.Grams[mid] <= key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for n := len(t.Nodes)/2 + lo; n > 0; n /= 2 {
		if row := t.Nodes[n].Row; row != 0 {
			out = append(out, row)
		}
	}
	return out
}
