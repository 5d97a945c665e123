package advise

import (
	"encoding/binary"
	"hash/maphash"
	"slices"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm/catalog"
)

// A condition is taken apart into clauses, all of which must hold, and a clause into
// atoms, one of which must hold. Atoms are known by hashes only: equal hashes stand
// for comparisons that are always equally true. What does not come apart is one atom.

// clause is a sorted set of atoms.
type clause []uint64

const (
	maxClauses = 256  // of one part of a condition
	maxAtoms   = 1024 // of one clause
)

type hashKey struct {
	e   typed.Expr
	not bool
}

var seed = maphash.MakeSeed()

func mix(parts ...uint64) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	var b [8]byte
	for _, p := range parts {
		binary.LittleEndian.PutUint64(b[:], p)
		_, _ = h.Write(b[:])
	}
	return h.Sum64()
}

func text(s string) uint64 { return maphash.String(seed, s) }

const (
	notTag = iota + 1
	andTag
	orTag
	macroTag
	predTag
	valueTag
)

// operandKey tells operands apart that can have different values.
func operandKey(o *typed.Operand) string {
	switch {
	case o == nil:
		return ""
	case o.Field != nil:
		return o.Field.Text()
	case o.Const != nil:
		return "'" + *o.Const + "'"
	}
	s := o.Call.Fn.String() + "("
	for _, a := range o.Call.Args {
		s += operandKey(a) + ","
	}
	return s + ")[" + o.Call.Selector + "]"
}

// operandName is how an operand is written in messages.
func operandName(o *typed.Operand) string {
	if o.Field != nil {
		return o.Field.Text()
	}
	if o.Call != nil && len(o.Call.Args) > 0 {
		return o.Call.Fn.String() + "(" + operandName(o.Call.Args[0]) + ")"
	}
	return "the operand"
}

// single reports whether an operand has one text or number to compare.
func single(o *typed.Operand) bool {
	if o == nil || o.List {
		return false
	}
	if o.Field != nil && o.Field.Quantifier() != catalog.Plain {
		return false
	}
	return isText(o) || isNumber(o)
}

func isText(o *typed.Operand) bool {
	return o.Type == catalog.Charbuf || o.Type == catalog.Fspath || o.Type == catalog.Fsrelpath
}

func isNumber(o *typed.Operand) bool {
	switch o.Type {
	case catalog.Int8, catalog.Int16, catalog.Int32, catalog.Int64, catalog.Uint8, catalog.Uint16, catalog.Uint32, catalog.Uint64, catalog.PID, catalog.FD:
		return true
	}
	return false
}

// equals reports whether a comparison asks for one of some values.
func equals(p *typed.Pred) bool {
	return (p.Op == typed.Eq || p.Op == typed.In) && p.Mod == typed.NoMod && p.Right == nil && len(p.Values) > 0 && single(p.Left)
}

func value(p *typed.Pred, i int) uint64 { return mix(text(p.Values[i].Data), p.Values[i].Num) }

// atom is the hash of a whole comparison.
func atom(p *typed.Pred) uint64 {
	h := []uint64{predTag, text(operandKey(p.Left)), uint64(p.Op), uint64(p.Mod), text(operandKey(p.Right)), text(p.Test.Op)}
	values := make([]uint64, len(p.Values))
	for i := range p.Values {
		values[i] = value(p, i)
	}
	if p.Op == typed.In || p.Op == typed.PMatch || p.Op == typed.Intersects {
		slices.Sort(values)
		values = slices.Compact(values)
	}
	return mix(append(h, values...)...)
}

// hash is equal for parts that are always equally true; opaque macros are known by
// their names only.
func (a *adviser) hash(e typed.Expr, opaque bool) uint64 {
	memo := a.hashed
	if opaque {
		memo = a.opaque
	}
	k := hashKey{e, false}
	if h, ok := memo[k]; ok {
		return h
	}
	kids := func(tag uint64, list []typed.Expr) uint64 {
		hs := make([]uint64, len(list))
		for i, k := range list {
			hs[i] = a.hash(k, opaque)
		}
		slices.Sort(hs)
		return mix(append(slices.Compact(hs), tag)...)
	}
	var h uint64
	switch e := e.(type) {
	case *typed.And:
		h = kids(andTag, e.Kids)
	case *typed.Or:
		h = kids(orTag, e.Kids)
	case *typed.Not:
		h = mix(notTag, a.hash(e.X, opaque))
	case *typed.Macro:
		if opaque {
			return mix(macroTag, text(e.Ref.Name))
		}
		h = a.hash(e.X, false)
	case *typed.Pred:
		h = atom(e)
	}
	memo[k] = h
	return h
}

// take gives the clauses of a part, or of its negation.
func (a *adviser) take(e typed.Expr, not bool) []clause {
	switch x := e.(type) {
	case *typed.Macro:
		return a.take(x.X, not)
	case *typed.Not:
		return a.take(x.X, !not)
	}
	k := hashKey{e, not}
	if c, ok := a.clauses[k]; ok {
		return c
	}
	var out []clause
	switch x := e.(type) {
	case *typed.And:
		out = a.takeKids(x.Kids, not, !not)
	case *typed.Or:
		out = a.takeKids(x.Kids, not, not)
	case *typed.Pred:
		out = a.takePred(x, not)
	}
	if len(out) > maxClauses {
		out = []clause{{a.whole(e, not)}}
	}
	a.clauses[k] = out
	return out
}

// whole is a part as one atom.
func (a *adviser) whole(e typed.Expr, not bool) uint64 {
	h := a.hash(e, false)
	if not {
		return mix(notTag, h)
	}
	return h
}

func (a *adviser) takeKids(kids []typed.Expr, not, all bool) (out []clause) {
	if all {
		for _, k := range kids {
			out = append(out, a.take(k, not)...)
			if len(out) > 4*maxClauses {
				break
			}
		}
		return unique(out)
	}
	var one clause
	for _, k := range kids {
		c := a.take(k, not)
		if len(c) == 1 && len(one)+len(c[0]) <= maxAtoms {
			one = append(one, c[0]...)
		} else {
			one = append(one, a.whole(k, not))
		}
	}
	slices.Sort(one)
	return []clause{slices.Compact(one)}
}

func unique(in []clause) []clause {
	slices.SortFunc(in, slices.Compare[clause])
	return slices.CompactFunc(in, slices.Equal[clause])
}

func (a *adviser) takePred(p *typed.Pred, not bool) []clause {
	key := text(operandKey(p.Left))
	switch {
	case equals(p) && !not && len(p.Values) <= maxAtoms:
		c := make(clause, len(p.Values))
		for i := range p.Values {
			c[i] = mix(valueTag, key, value(p, i))
		}
		slices.Sort(c)
		return []clause{slices.Compact(c)}
	case equals(p) && not && len(p.Values) <= maxClauses/4:
		out := make([]clause, len(p.Values))
		for i := range p.Values {
			out[i] = clause{mix(notTag, valueTag, key, value(p, i))}
		}
		return unique(out)
	}
	return []clause{{a.whole(p, not)}}
}

// Meaning is equal for conditions that mean the same, as far as that is seen by
// comparing their parts in any order. It is good for one process only. That events are
// seen when calls return is taken for granted.
func Meaning(e typed.Expr) uint64 {
	a := &adviser{hashed: map[hashKey]uint64{}, opaque: map[hashKey]uint64{}, clauses: map[hashKey][]clause{}}
	all := slices.Clone(a.take(e, false))
	always := mix(valueTag, text("evt.dir"), mix(text("<"), 0))
	all = slices.DeleteFunc(all, func(c clause) bool { return slices.Contains(c, always) })
	parts := make([]uint64, len(all))
	for i, c := range unique(all) {
		parts[i] = mix(c...)
	}
	return mix(parts...)
}

// within reports whether all atoms of c are in d, so that c implies d.
func within(c, d clause) bool {
	if len(c) > len(d) {
		return false
	}
	j := 0
	for _, x := range c {
		for j < len(d) && d[j] < x {
			j++
		}
		if j == len(d) || d[j] != x {
			return false
		}
	}
	return true
}
