package vm

import (
	"bytes"
	"math/bits"
)

func (v *verifier) tables() {
	for i := range v.b.Tables {
		if v.table(i, &v.b.Tables[i]); v.err != nil {
			return
		}
	}
}

func (v *verifier) table(i int, t *Table) {
	must := func(ok bool, format string, args ...any) bool { return v.must(ok, "table", i, format, args...) }
	if !must(t.Kind < numTableKinds, "unknown kind %d", t.Kind) || !must(int(t.Reg) < len(v.b.Regs), "register %d", t.Reg) ||
		!must(t.N > 0 && uint64(t.First)+uint64(t.N) <= uint64(len(v.b.Tests)), "tests out of bounds") {
		return
	}
	r := &v.b.Regs[t.Reg]
	must(r.Dynamic() || t.Kind.fits(KindOf(r.Type)), "a table of kind %s for %s", t.Kind, r.Type)
	piece, _ := t.Kind.Piece()
	hashed := t.Kind == TableSet || t.Kind == TableNumber || piece > 0 || t.Kind == TableNet
	must(hashed || len(t.Buckets) == 0, "buckets in a tree")
	must(!hashed || len(t.Nodes) == 0, "nodes in a hash table")
	must(piece > 0 || t.Kind == TableSet || t.Kind == TableOrder || len(t.Grams) == 0, "a bitmap that is not used")
	if t.Kind == TableNet {
		for k, n := range t.Edges {
			must(n <= 128 && (k == 0 || t.Edges[k-1] < n), "prefix length %d", n)
		}
	}
	edges := len(t.Nodes)
	if t.Kind == TableOrder {
		edges = 0
	}
	if !must(edges == len(t.Edges) || t.Kind == TableNet, "%d edges for %d nodes", len(t.Edges), len(t.Nodes)) || !v.rows(i, t) {
		return
	}
	switch {
	case hashed:
		v.buckets(i, t)
	case t.Kind == TableOrder:
		v.pieces(i, t)
	default:
		v.nodes(i, t)
	}
}

// rows checks that Rows is an empty row and others after it, each ascending.
func (v *verifier) rows(i int, t *Table) bool {
	must := func(ok bool, format string, args ...any) bool { return v.must(ok, "table", i, format, args...) }
	if !must(len(t.Rows) > 0 && t.Rows[0] == 0, "no empty row") {
		return false
	}
	v.starts = make([]bool, len(t.Rows))
	for at := 1; at < len(t.Rows); {
		n := int(t.Rows[at])
		if !must(n > 0 && n < len(t.Rows)-at, "row at %d out of bounds", at) {
			return false
		}
		v.starts[at] = true
		for k := 1; k <= n; k++ {
			e := t.Rows[at+k]
			if !must(e < t.N && (k == 1 || t.Rows[at+k-1] < e), "row at %d out of order", at) {
				return false
			}
		}
		at += n + 1
	}
	return true
}

func (v *verifier) isRow(at uint32) bool { return int(at) < len(v.starts) && v.starts[at] }

// buckets checks a hash table: each key lies where a look-up, which goes from the
// place of its hash to the first empty bucket, comes by.
func (v *verifier) buckets(i int, t *Table) {
	must := func(ok bool, format string, args ...any) bool { return v.must(ok, "table", i, format, args...) }
	n := len(t.Buckets)
	if !must(n >= 2 && n&(n-1) == 0, "%d buckets", n) {
		return
	}
	empty := -1
	for j := range t.Buckets {
		if t.Buckets[j].Row == 0 {
			empty = j
		}
	}
	if !must(empty >= 0, "no bucket is empty") {
		return
	}
	log := 0
	piece, _ := t.Kind.Piece()
	if piece > 0 || len(t.Grams) > 0 {
		g := len(t.Grams)
		if !must(g > 0 && g&(g-1) == 0 && g <= 1<<25, "a bitmap of %d words", g) {
			return
		}
		log = bits.Len(uint(g)) - 1 + 6
	}
	mask := uint32(n - 1)
	since := 0 // used buckets since the last empty one; starting behind one
	for k := 1; k <= n; k++ {
		j := (empty + k) % n
		b := &t.Buckets[j]
		if b.Row == 0 {
			since = 0
			continue
		}
		if !must(v.isRow(b.Row), "bucket %d has no row", j) {
			return
		}
		hash := b.Hash
		switch t.Kind {
		case TableNumber:
			must(b.Hash == HashNumber(b.Key), "bucket %d has another hash", j)
		case TableSet:
			if !must(b.Key < uint64(len(v.b.Consts)), "bucket %d has no key", j) {
				return
			}
			must(b.Hash == HashString(v.b.Consts[b.Key].S), "bucket %d has another hash", j)
			if n := len(t.Grams); n > 0 {
				bit := FilterBit(b.Hash, n)
				must(t.Grams[bit>>6]>>(bit&63)&1 == 1, "bucket %d is not in the filter", j)
			}
		case TableNet:
			if !must(b.Key < uint64(len(v.b.Consts)), "bucket %d has no key", j) {
				return
			}
			c := &v.b.Consts[b.Key]
			if !must((len(c.S) == 4 || len(c.S) == 16) && int(c.Bits) <= 8*len(c.S) && bytes.IndexByte(t.Edges, byte(c.Bits)) >= 0, "bucket %d is no network", j) {
				return
			}
			must(b.Hash == HashNet(c.S, uint8(c.Bits)), "bucket %d has another hash", j)
		default: // of pieces
			lit, off := b.Key&0xFFFFFFFF, int(b.Key>>32)
			if !must(lit < uint64(len(v.b.Consts)), "bucket %d has no key", j) {
				return
			}
			s := v.b.Consts[lit].S
			if !must(off+piece <= len(s) && t.Kind.PieceAt(s, off) == b.Hash, "bucket %d is not of its text", j) {
				return
			}
			bit := GramBit(b.Hash, log)
			must(t.Grams[bit>>6]>>(bit&63)&1 == 1, "bucket %d is not in the bitmap", j)
			hash = GramHash(b.Hash)
		}
		must((uint32(j)-hash)&mask <= uint32(since), "bucket %d cannot be reached", j)
		since++
	}
}

// nodes checks a prefix tree: children follow their parents, labels are not
// empty, and children are told apart by their first bytes.
func (v *verifier) nodes(i int, t *Table) {
	must := func(ok bool, format string, args ...any) bool { return v.must(ok, "table", i, format, args...) }
	if !must(len(t.Nodes) > 0, "no root") {
		return
	}
	for j := range t.Nodes {
		n := &t.Nodes[j]
		must(n.Row == 0 || v.isRow(n.Row), "node %d has no row", j)
		if !must(uint64(n.First)+uint64(n.N) <= uint64(len(t.Nodes)) && (n.N == 0 || int(n.First) > j), "children of node %d", j) {
			return
		}
		for c := n.First + 1; c < n.First+uint32(n.N); c++ {
			must(t.Edges[c-1] < t.Edges[c], "children of node %d are out of order", j)
		}
		if j == 0 {
			continue
		}
		if !must(int(n.Label) < len(v.b.Consts) && len(v.b.Consts[n.Label].S) > 0, "label of node %d", j) {
			return
		}
		must(v.b.Consts[n.Label].S[0] == t.Edges[j], "edge of node %d", j)
	}
}

// pieces checks a table of intervals: cuts ascend, and the tree has a leaf for each
// piece between them.
func (v *verifier) pieces(i int, t *Table) {
	must := func(ok bool, format string, args ...any) bool { return v.must(ok, "table", i, format, args...) }
	n := len(t.Nodes)
	if !must(n >= 2 && n&(n-1) == 0 && len(t.Grams) < n/2, "%d nodes for %d cuts", n, len(t.Grams)) {
		return
	}
	for j := range t.Grams {
		must(j == 0 || t.Grams[j-1] < t.Grams[j], "cut %d is out of order", j)
	}
	for j := range t.Nodes {
		node := &t.Nodes[j]
		must(node.Label == 0 && node.First == 0 && node.N == 0, "node %d has a label or children", j)
		must(node.Row == 0 || v.isRow(node.Row), "node %d has no row", j)
	}
}
