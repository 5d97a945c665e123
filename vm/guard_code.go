package vm

import (
	"encoding/binary"
	"fmt"

	"github.com/falcoc/falcoc/vm/catalog"
)

// EncodeGuards lays the guards of each rule out as the bundle's section:
//
//	guards  = rule*:u32          rule = guard*:u32
//	guard   = events:u64* reads:u8 clause*:u32     clause = atom*:u32
//	atom    = not:u8 path:u8 param:u8 test*:u32 pattern*:u32
//	test    = op:u8 param:u8 a:u64 b:u64           pattern = place:u8 string
func EncodeGuards(rules [][]RuleGuard) []byte {
	var b []byte
	n := func(v int) { b = binary.LittleEndian.AppendUint32(b, uint32(v)) }
	flag := func(v bool) {
		if v {
			b = append(b, 1)
		} else {
			b = append(b, 0)
		}
	}
	n(len(rules))
	for _, r := range rules {
		n(len(r))
		for i := range r {
			g := &r[i]
			for _, w := range g.Events {
				b = binary.LittleEndian.AppendUint64(b, w)
			}
			b = append(b, byte(g.Reads))
			n(len(g.Any))
			for _, atoms := range g.Any {
				n(len(atoms))
				for j := range atoms {
					a := &atoms[j]
					flag(a.Not)
					flag(a.Path)
					b = append(b, a.Param)
					n(len(a.Tests))
					for _, t := range a.Tests {
						b = append(b, byte(t.Op), t.Param)
						b = binary.LittleEndian.AppendUint64(b, t.A)
						b = binary.LittleEndian.AppendUint64(b, t.B)
					}
					n(len(a.Patterns))
					for _, p := range a.Patterns {
						b = append(b, byte(p.Place))
						n(len(p.Text))
						b = append(b, p.Text...)
					}
				}
			}
		}
	}
	return b
}

// ErrGuards is what a section that is not one of guards is refused with.
var ErrGuards = fmt.Errorf("the section of guards is damaged")

// DecodeGuards reads the section. An empty one has no guards: the result is nil.
func DecodeGuards(data []byte, rules int) ([][]RuleGuard, error) {
	if len(data) == 0 {
		return nil, nil
	}
	r := &guardReader{data: data}
	if r.count(4) != rules {
		return nil, ErrGuards
	}
	out := make([][]RuleGuard, rules)
	for i := range out {
		out[i] = make([]RuleGuard, r.count(8))
		for j := range out[i] {
			r.guard(&out[i][j])
		}
		if r.bad {
			return nil, ErrGuards
		}
	}
	if r.bad || len(r.data) != 0 {
		return nil, ErrGuards
	}
	return out, nil
}

type guardReader struct {
	data []byte
	bad  bool
}

func (r *guardReader) take(n int) []byte {
	if r.bad || n > len(r.data) {
		r.bad = true
		return make([]byte, min(n, 8))
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

// count reads how many elements follow, each of size bytes at least.
func (r *guardReader) count(size int) int {
	n := binary.LittleEndian.Uint32(r.take(4))
	if r.bad || uint64(n)*uint64(size) > uint64(len(r.data)) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *guardReader) byte(limit byte) byte {
	v := r.take(1)[0]
	if v > limit {
		r.bad = true
	}
	return v
}

func (r *guardReader) u64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

func (r *guardReader) guard(g *RuleGuard) {
	for i := range g.Events {
		g.Events[i] = r.u64()
	}
	g.Events.Each(func(id catalog.EventID) {
		if id >= catalog.NumEvents {
			r.bad = true
		}
	})
	g.Reads = GuardReads(r.byte(byte(ReadsOther)))
	g.Any = make([][]GuardAtom, r.count(4))
	for i := range g.Any {
		g.Any[i] = make([]GuardAtom, r.count(11))
		for j := range g.Any[i] {
			a := &g.Any[i][j]
			a.Not, a.Path, a.Param = r.byte(1) == 1, r.byte(1) == 1, r.byte(31)
			a.Tests = make([]GuardTest, r.count(18))
			for k := range a.Tests {
				a.Tests[k] = GuardTest{Op: GuardOp(r.byte(byte(numGuardOps - 1))), Param: r.byte(31), A: r.u64(), B: r.u64()}
			}
			a.Patterns = make([]Pattern, r.count(5))
			for k := range a.Patterns {
				a.Patterns[k].Place = PatternPlace(r.byte(byte(PatternFolder)))
				a.Patterns[k].Text = string(r.take(r.count(1)))
			}
		}
	}
}
