package codegen

import (
	"fmt"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// code writes the subprograms and the programs of all variants.
func (b *builder) code() {
	b.estimate()
	for _, n := range b.live {
		if b.sub[n] == 0 {
			continue
		}
		b.out.Subs = append(b.out.Subs, uint32(len(b.out.Code)))
		b.out.Debug.Subs = append(b.out.Debug.Subs, b.graph.Nodes[n].Name)
		b.program(lower.Ref(n<<1), true)
	}
	b.pc = map[lower.Ref]uint32{}
	for _, vs := range b.variants {
		for _, v := range vs {
			if _, ok := b.pc[v.Cond]; !ok {
				b.pc[v.Cond] = uint32(len(b.out.Code))
				b.program(v.Cond, false)
			}
		}
	}
}

// target is where a branch goes: an end, or a label.
type target int

const (
	accept target = -1
	reject target = -2
)

// program is code under construction.
type program struct {
	b      *builder
	start  int
	goals  [][2]target // of each instruction: T, F
	labels []int       // instruction that each label stands before
}

// program writes the code of a formula. A subprogram's own node is written out,
// other shared nodes are tested by their slots.
func (b *builder) program(r lower.Ref, isSub bool) {
	p := &program{b: b, start: len(b.out.Code)}
	switch r {
	case lower.True:
		b.out.Code = append(b.out.Code, vm.Inst{Slot: b.anySlot(), T: vm.Accept, F: vm.Accept})
		return
	case lower.False:
		b.out.Code = append(b.out.Code, vm.Inst{Slot: b.anySlot(), T: vm.Reject, F: vm.Reject})
		return
	}
	p.formula(r, accept, reject, isSub)
	for i, g := range p.goals {
		in := &b.out.Code[p.start+i]
		in.T, in.F = p.jump(i, g[0]), p.jump(i, g[1])
	}
}

// anySlot is the slot of a test that programs without a test look at.
func (b *builder) anySlot() uint32 {
	if len(b.out.Tests) == 0 {
		reg := b.graph.Operand(&typed.Operand{Const: new(string), Type: catalog.Charbuf})
		b.registers()
		b.out.Tests = append(b.out.Tests, vm.Test{Op: vm.TestExists, Reg: uint32(reg)})
		b.out.Debug.Tests = append(b.out.Debug.Tests, "true")
	}
	return 0
}

func (p *program) jump(from int, to target) uint16 {
	switch to {
	case accept:
		return vm.Accept
	case reject:
		return vm.Reject
	}
	d := p.labels[to] - from
	if d > vm.MaxJump && p.b.err == nil {
		p.b.err = fmt.Errorf("a branch over %d instructions", d)
	}
	return uint16(d)
}

func (p *program) formula(r lower.Ref, yes, no target, whole bool) {
	if r.Negated() {
		yes, no = no, yes
	}
	n := r.Node()
	node := &p.b.graph.Nodes[n]
	slot := uint32(0)
	switch {
	case node.Test >= 0:
		slot = p.b.slot[node.Test]
	case p.b.sub[n] > 0 && !whole:
		slot = uint32(len(p.b.out.Tests) + p.b.sub[n] - 1)
	default:
		kids := p.b.kids[n]
		for i, k := range kids {
			next := yes
			if i < len(kids)-1 {
				next = target(len(p.labels))
				p.labels = append(p.labels, -1)
			}
			p.formula(k, next, no, false)
			if i < len(kids)-1 {
				p.labels[next] = len(p.goals)
			}
		}
		return
	}
	p.goals = append(p.goals, [2]target{yes, no})
	p.b.out.Code = append(p.b.out.Code, vm.Inst{Slot: slot})
}
