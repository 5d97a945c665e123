package source

import (
	"slices"
	"sort"
	"strings"
)

// Text is a string that knows where its pieces come from. The zero Text is
// empty. Texts are values: operations return new ones and may share pieces.
type Text struct {
	S      string
	pieces []piece // by start, the first at 0; each runs to the next
}

type piece struct {
	start int
	at    Pos
	fixed bool // every byte comes from at, rather than bytes from at onwards
	via   *Via
}

// Via says through what a piece came into a text, innermost first.
type Via struct {
	What string // "list", "exception", ...
	Name string
	At   Pos // where it was named
	Up   *Via
}

// maxLinks is how long a chain grows; what is further out is dropped.
const maxLinks = 16

// within is the chain v continued with up.
func (v *Via) within(up *Via, links int) *Via {
	if v == nil || links == 0 {
		return up
	}
	return &Via{v.What, v.Name, v.At, v.Up.within(up, links-1)}
}

// Generated is text that the compiler made because of what stands at pos.
func Generated(s string, pos Pos) Text {
	if s == "" {
		return Text{}
	}
	return Text{S: s, pieces: []piece{{at: pos, fixed: true}}}
}

// Scalar is the value of a YAML scalar.
func Scalar(f *File, n *Node) Text {
	t := Text{S: n.Value}
	if n.Value == "" {
		return t
	}
	for _, r := range n.runs {
		t.pieces = append(t.pieces, piece{start: int(r.val), at: Pos{f, int(r.off)}})
	}
	if len(t.pieces) == 0 {
		t.pieces = []piece{{at: Pos{f, n.Off}, fixed: true}}
	}
	return t
}

// Plain is text of unknown origin.
func Plain(s string) Text { return Generated(s, Pos{}) }

// Pieces is how many pieces of different origin the text has.
func (t Text) Pieces() int { return len(t.pieces) }

// At finds where the byte at offset i comes from, and through what. An offset
// at the end is behind the last byte.
func (t Text) At(i int) (Pos, *Via) {
	if len(t.pieces) == 0 {
		return Pos{}, nil
	}
	i = max(0, min(i, len(t.S)))
	k := sort.Search(len(t.pieces), func(k int) bool { return t.pieces[k].start > i }) - 1
	p := t.pieces[k]
	if p.fixed || p.at.File == nil {
		return p.at, p.via
	}
	return Pos{p.at.File, min(p.at.Off+i-p.start, len(p.at.File.Data))}, p.via
}

// Via says whether some of t[from:to] came in through what.
func (t Text) Via(what string, from, to int) bool {
	first := sort.Search(len(t.pieces), func(k int) bool { return t.pieces[k].start > from }) - 1
	for _, p := range t.pieces[max(first, 0):] {
		if p.start >= to {
			break
		}
		for v := p.via; v != nil; v = v.Up {
			if v.What == what {
				return true
			}
		}
	}
	return false
}

// Builder assembles a Text.
type Builder struct {
	buf    strings.Builder
	pieces []piece
}

// Len is how many bytes have been added.
func (b *Builder) Len() int { return b.buf.Len() }

// Add appends t[from:to].
func (b *Builder) Add(t Text, from, to int) { b.add(t, from, to, nil) }

// AddVia appends a whole text that came in through via.
func (b *Builder) AddVia(t Text, via *Via) { b.add(t, 0, len(t.S), via) }

// Generate appends made text that belongs to pos.
func (b *Builder) Generate(s string, pos Pos, via *Via) {
	if s == "" {
		return
	}
	b.pieces = append(b.pieces, piece{start: b.buf.Len(), at: pos, fixed: true, via: via})
	b.buf.WriteString(s)
}

func (b *Builder) add(t Text, from, to int, via *Via) {
	if from >= to {
		return
	}
	var old, joined *Via // the link last joined: neighbours often share it
	k := sort.Search(len(t.pieces), func(k int) bool { return t.pieces[k].start > from }) - 1
	for ; k >= 0 && k < len(t.pieces) && t.pieces[k].start < to; k++ {
		p := t.pieces[k]
		start := p.start
		if start < from {
			if !p.fixed {
				p.at.Off += from - start
			}
			start = from
		}
		p.start = b.buf.Len() + start - from
		if p.via == nil {
			p.via = via
		} else if via != nil {
			if p.via != old {
				old, joined = p.via, p.via.within(via, maxLinks)
			}
			p.via = joined
		}
		if len(b.pieces) == cap(b.pieces) {
			b.pieces = slices.Grow(b.pieces, max(len(b.pieces), 4)) // append grows large ones by a quarter only
		}
		b.pieces = append(b.pieces, p)
	}
	b.buf.WriteString(t.S[from:to])
}

// Text is what has been assembled.
func (b *Builder) Text() Text {
	return Text{S: b.buf.String(), pieces: b.pieces}
}

// Concat joins texts.
func Concat(texts ...Text) Text {
	var b Builder
	size, pieces := 0, 0
	for _, t := range texts {
		size, pieces = size+len(t.S), pieces+len(t.pieces)
	}
	b.buf.Grow(size)
	b.pieces = make([]piece, 0, pieces)
	for _, t := range texts {
		b.Add(t, 0, len(t.S))
	}
	return b.Text()
}

// Slice is t[from:to].
func (t Text) Slice(from, to int) Text {
	var b Builder
	b.Add(t, from, to)
	return b.Text()
}

// TrimSpace drops blanks at both ends.
func (t Text) TrimSpace(cutset string) Text {
	left := len(t.S) - len(strings.TrimLeft(t.S, cutset))
	right := len(strings.TrimRight(t.S, cutset))
	if left == 0 && right == len(t.S) {
		return t
	}
	return t.Slice(left, max(left, right))
}
