package codegen

import (
	"cmp"
	"slices"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// A register's tests get a table when together they have at least so many
// constants; fewer are faster compared one by one.
var tableMin = [...]int{
	vm.TableSet: 3, vm.TableNumber: 3, vm.TablePrefix: 3, vm.TablePath: 2, vm.TableSuffix: 6, vm.TableNet: 6, vm.TableOrder: 8,
	vm.TableGram: 8, vm.TablePair: 12, vm.TableFold: 3, vm.TableFoldPair: 3,
}

// tableCoarse is the same for coarse fields, whose tests are few and share no key.
const tableCoarse = 12

// tableKind returns the kind of table that can answer the test.
func tableKind(g *lower.Graph, t *lower.Test) (vm.TableKind, bool) {
	r := &g.Regs[t.Reg]
	if t.Right >= 0 || t.Mod != vm.AnyOf || r.Op == vm.RegConst {
		return 0, false
	}
	shortest := func(n int) bool {
		return !slices.ContainsFunc(t.Consts, func(c vm.Const) bool { return len(c.S) < n })
	}
	switch t.Op {
	case vm.TestEqS:
		return vm.TableSet, true
	case vm.TestEqN:
		return vm.TableNumber, vm.KindOf(r.Type) != vm.KindFloat && r.Type != catalog.Dyn
	case vm.TestStartsWith:
		return vm.TablePrefix, true
	case vm.TestEndsWith:
		return vm.TableSuffix, true
	case vm.TestEqNet:
		return vm.TableNet, !slices.ContainsFunc(t.Consts, func(c vm.Const) bool {
			return len(c.S) != 4 && len(c.S) != 16 || int(c.Bits) > 8*len(c.S)
		})
	case vm.TestPMatch:
		return vm.TablePath, !slices.ContainsFunc(t.Consts, func(c vm.Const) bool { return vm.IsGlobComponent(c.S) })
	case vm.TestContains:
		if lower.Short(t) {
			return vm.TablePair, shortest(vm.PairLen)
		}
		return vm.TableGram, true
	case vm.TestIContains:
		if lower.Short(t) {
			return vm.TableFoldPair, shortest(vm.PairLen)
		}
		return vm.TableFold, true
	}
	_, ok := lower.Interval(t)
	return vm.TableOrder, ok && r.Type != catalog.Dyn
}

// coarse are fields that have few values: routing by them leads nowhere, unless rules
// ask for many.
var coarse = map[string]bool{
	"evt.type": true, "evt.dir": true, "evt.category": true, "evt.io_dir": true, "evt.source": true, "fd.type": true, "fd.typechar": true,
	"fd.l4proto": true, "fd.sockfamily": true, "proc.stdin.type": true, "proc.stdout.type": true, "proc.stderr.type": true,
	"container.type": true, "container.privileged": true, "user.name": true, "user.uid": true,
}

// tests gives the live tests their slots: those of one table side by side, then
// the others.
func (b *builder) tests() {
	g := b.graph
	b.table = make([]int, len(g.Tests))
	b.slot = make([]uint32, len(g.Tests))
	type place struct {
		reg  int
		kind vm.TableKind
	}
	groups := map[place][]int{}
	var places []place
	var rest []int
	var live []int
	for _, n := range b.live {
		if t := g.Nodes[n].Test; t >= 0 {
			live = append(live, t)
		}
	}
	slices.Sort(live)
	for _, t := range live {
		kind, ok := tableKind(g, &g.Tests[t])
		if !ok || !b.does(tables) {
			rest = append(rest, t)
			continue
		}
		p := place{g.Tests[t].Reg, kind}
		if groups[p] == nil {
			places = append(places, p)
		}
		groups[p] = append(groups[p], t)
	}
	slices.SortFunc(places, func(x, y place) int { return cmp.Or(cmp.Compare(x.reg, y.reg), cmp.Compare(x.kind, y.kind)) })
	for _, p := range places {
		n := 0
		for _, t := range groups[p] {
			n += len(g.Tests[t].Consts)
		}
		if reg := &g.Regs[p.reg]; n < tableMin[p.kind] || n < tableCoarse && reg.Field != nil && coarse[reg.Field.Row().Name] {
			rest = append(rest, groups[p]...)
			continue
		}
		first := uint32(len(b.order))
		for _, t := range groups[p] {
			b.table[t] = len(b.out.Tables) + 1
			b.place(t)
		}
		b.out.Tables = append(b.out.Tables, b.layOut(p.kind, p.reg, first, groups[p]))
	}
	slices.Sort(rest)
	for _, t := range rest {
		b.place(t)
	}
	b.out.Tests = make([]vm.Test, len(b.order))
	b.out.Debug.Tests = make([]string, len(b.order))
	for slot, i := range b.order {
		t := &g.Tests[i]
		out := &b.out.Tests[slot]
		b.out.Debug.Tests[slot] = g.Text(t)
		switch {
		case b.table[i] > 0:
			*out = vm.Test{Op: vm.TestTable, Reg: uint32(t.Reg), Arg: uint32(b.table[i] - 1)}
		case t.Right >= 0:
			*out = vm.Test{Op: t.Op, Mod: t.Mod, RHS: true, Reg: uint32(t.Reg), Arg: uint32(t.Right)}
		default:
			*out = vm.Test{Op: t.Op, Mod: t.Mod, Reg: uint32(t.Reg), N: uint32(len(t.Consts))}
			if len(t.Consts) > 0 {
				out.Arg = b.run(t.Consts)
			}
		}
	}
}

func (b *builder) place(test int) {
	b.slot[test] = uint32(len(b.order))
	b.order = append(b.order, test)
}
