package codegen

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm"
)

// layOut builds the table for the tests of a register, the first of which has
// the slot first.
func (b *builder) layOut(kind vm.TableKind, reg int, first uint32, tests []int) vm.Table {
	t := vm.Table{Kind: kind, Reg: uint32(reg), First: first, N: uint32(len(tests))}
	if kind == vm.TableOrder {
		b.layOutOrder(&t, tests)
		return t
	}
	// Which tests hold for each key, keys in the order in which they come up.
	var keys []vm.Const
	holds := map[vm.Const][]uint32{}
	for i, test := range tests {
		for _, c := range b.graph.Tests[test].Consts {
			switch kind {
			case vm.TablePath:
				c.S = string(vm.PathKey(nil, c.S))
			case vm.TableSuffix:
				c.S = string(vm.Reverse(nil, c.S))
			case vm.TableNet:
				c.S = network(c)
			}
			row := holds[c]
			if row == nil {
				keys = append(keys, c)
			}
			if len(row) == 0 || row[len(row)-1] != uint32(i) {
				holds[c] = append(row, uint32(i))
			}
		}
	}
	rows := rowPool{rows: []uint32{0}, index: map[string]uint32{}}
	switch kind {
	case vm.TablePrefix, vm.TablePath, vm.TableSuffix:
		b.layOutTree(&t, keys, func(c vm.Const) uint32 { return rows.add(holds[c]) })
	case vm.TableGram, vm.TablePair, vm.TableFold, vm.TableFoldPair:
		b.layOutGrams(&t, keys, func(c vm.Const) uint32 { return rows.add(holds[c]) })
	default:
		t.Buckets = make([]vm.Bucket, size(len(keys)))
		if kind == vm.TableSet && len(keys) >= minHashFilter {
			t.Grams = make([]uint64, size(len(keys))/8)
		}
		for _, c := range keys {
			k := vm.Bucket{Row: rows.add(holds[c])}
			switch kind {
			case vm.TableNumber:
				k.Hash, k.Key = vm.HashNumber(c.N), c.N
			case vm.TableNet:
				k.Hash, k.Key = vm.HashNet(c.S, uint8(c.Bits)), uint64(b.constant(c))
				if i, ok := slices.BinarySearch(t.Edges, byte(c.Bits)); !ok {
					t.Edges = slices.Insert(t.Edges, i, byte(c.Bits))
				}
			default:
				k.Hash, k.Key = vm.HashString(c.S), uint64(b.constant(c))
				if n := len(t.Grams); n > 0 {
					bit := vm.FilterBit(k.Hash, n)
					t.Grams[bit>>6] |= 1 << (bit & 63)
				}
			}
			insert(t.Buckets, k.Hash, k)
		}
	}
	t.Rows = rows.rows
	return t
}

// minHashFilter is the number of keys from which a set gets a filter, of some 16 bits for
// each: the buckets are then larger than what stays in the fast caches.
const minHashFilter = 4096

// network is the address of a network without the bits behind its prefix.
func network(c vm.Const) string {
	b := []byte(c.S)
	for i := range b {
		switch n := int(c.Bits) - 8*i; {
		case n <= 0:
			b[i] = 0
		case n < 8:
			b[i] &= 0xff << (8 - n)
		}
	}
	return string(b)
}

// size is the number of buckets for n keys: at most half of them get used.
func size(n int) int { return max(2, 1<<bits.Len(uint(2*n-1))) }

func insert(buckets []vm.Bucket, hash uint32, k vm.Bucket) {
	mask := uint32(len(buckets) - 1)
	i := hash & mask
	for buckets[i].Row != 0 {
		i = (i + 1) & mask
	}
	buckets[i] = k
}

// rowPool keeps equal rows once.
type rowPool struct {
	rows  []uint32
	index map[string]uint32
	key   []byte
}

func (p *rowPool) add(row []uint32) uint32 {
	p.key = p.key[:0]
	for _, t := range row {
		p.key = binary.LittleEndian.AppendUint32(p.key, t)
	}
	at, ok := p.index[string(p.key)]
	if !ok {
		at = uint32(len(p.rows))
		p.rows = append(append(p.rows, uint32(len(row))), row...)
		p.index[string(p.key)] = at
	}
	return at
}

// layOutTree builds the prefix tree, level by level so that the children of a node
// stand side by side.
func (b *builder) layOutTree(t *vm.Table, keys []vm.Const, row func(vm.Const) uint32) {
	slices.SortFunc(keys, func(x, y vm.Const) int { return strings.Compare(x.S, y.S) })
	type span struct{ lo, hi, read int } // keys that share the first read bytes
	t.Nodes, t.Edges = []vm.Node{{}}, []byte{0}
	queue := []span{{0, len(keys), 0}}
	for n := 0; n < len(t.Nodes); n++ {
		s := queue[n]
		if s.lo < s.hi && len(keys[s.lo].S) == s.read {
			t.Nodes[n].Row = row(keys[s.lo])
			s.lo++
		}
		t.Nodes[n].First = uint32(len(t.Nodes))
		for lo := s.lo; lo < s.hi; {
			hi := lo + 1
			for hi < s.hi && keys[hi].S[s.read] == keys[lo].S[s.read] {
				hi++
			}
			// Keys are sorted, so what the first and the last share all share.
			label := common(keys[lo].S[s.read:], keys[hi-1].S[s.read:])
			t.Nodes = append(t.Nodes, vm.Node{Label: b.constant(vm.Const{S: label})})
			t.Edges = append(t.Edges, label[0])
			t.Nodes[n].N++
			queue = append(queue, span{lo, hi, s.read + len(label)})
			lo = hi
		}
	}
}

func common(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// layOutGrams files each literal under the one of its pieces that the fewest
// others have.
func (b *builder) layOutGrams(t *vm.Table, keys []vm.Const, row func(vm.Const) uint32) {
	length, _ := t.Kind.Piece()
	count := map[uint32]int{}
	for _, c := range keys {
		for i := 0; i+length <= len(c.S); i++ {
			count[t.Kind.PieceAt(c.S, i)]++
		}
	}
	t.Buckets = make([]vm.Bucket, size(len(keys)))
	t.Grams = make([]uint64, max(4, 1<<bits.Len(uint(len(keys)))))
	log := bits.Len(uint(len(t.Grams))) - 1 + 6
	for _, c := range keys {
		best := 0
		for i := 1; i+length <= len(c.S); i++ {
			if count[t.Kind.PieceAt(c.S, i)] < count[t.Kind.PieceAt(c.S, best)] {
				best = i
			}
		}
		p := t.Kind.PieceAt(c.S, best)
		bit := vm.GramBit(p, log)
		t.Grams[bit>>6] |= 1 << (bit & 63)
		insert(t.Buckets, vm.GramHash(p), vm.Bucket{Hash: p, Row: row(c), Key: uint64(b.constant(c)) | uint64(best)<<32})
	}
}

// layOutOrder cuts the numbers at the ends of all intervals, and notes each interval
// in the highest nodes of the tree over the pieces that it covers.
func (b *builder) layOutOrder(t *vm.Table, tests []int) {
	intervals := make([][2]uint64, len(tests))
	for i, test := range tests {
		in, _ := lower.Interval(&b.graph.Tests[test])
		intervals[i] = in
		if in[0] > 0 {
			t.Grams = append(t.Grams, in[0])
		}
		if in[1] < math.MaxUint64 {
			t.Grams = append(t.Grams, in[1]+1)
		}
	}
	slices.Sort(t.Grams)
	t.Grams = slices.Compact(t.Grams)
	leaves := 1 << bits.Len(uint(len(t.Grams)))
	piece := func(n uint64) int { // the one that n is in
		i, ok := slices.BinarySearch(t.Grams, n)
		if ok {
			i++
		}
		return i
	}
	holds := make([][]uint32, 2*leaves)
	for i, in := range intervals {
		lo, hi := leaves+piece(in[0]), leaves+piece(in[1])+1
		for ; lo < hi; lo, hi = lo/2, hi/2 {
			if lo&1 == 1 {
				holds[lo] = append(holds[lo], uint32(i))
				lo++
			}
			if hi&1 == 1 {
				hi--
				holds[hi] = append(holds[hi], uint32(i))
			}
		}
	}
	rows := rowPool{rows: []uint32{0}, index: map[string]uint32{}}
	t.Nodes = make([]vm.Node, 2*leaves)
	for n, row := range holds {
		if row != nil {
			t.Nodes[n].Row = rows.add(row)
		}
	}
	t.Rows = rows.rows
}
