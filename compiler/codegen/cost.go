package codegen

import (
	"strings"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm"
)

// The guesses by which kids of a formula are ordered and routes are chosen.
// Prices are in nanoseconds, roughly.

func registerPrice(g *lower.Graph, reg int) float64 {
	r := &g.Regs[reg]
	if r.Op != vm.RegField {
		price := 30.0
		for _, a := range r.Args {
			price += registerPrice(g, a)
		}
		return price
	}
	name := r.Field.Row().Name
	switch {
	case strings.HasPrefix(name, "evt.type"), strings.HasPrefix(name, "evt.is_"), name == "evt.rawres", name == "evt.failed":
		return 2
	case strings.HasPrefix(name, "evt.arg"), name == "evt.info", name == "evt.res", strings.HasPrefix(name, "evt.buffer"):
		return 40
	case strings.HasPrefix(name, "proc.a") && r.Field.Row().Name != "proc.args":
		return 60
	case strings.HasPrefix(name, "proc.cmd"), strings.HasPrefix(name, "proc.pcmd"), name == "proc.args", name == "proc.exeline":
		return 15
	case strings.HasPrefix(name, "fs.path"):
		return 30
	}
	return 5
}

func testPrice(t *lower.Test) float64 {
	n := float64(max(1, len(t.Consts)))
	switch t.Op {
	case vm.TestExists:
		return 0
	case vm.TestRegex:
		return 300 * n
	case vm.TestGlob, vm.TestIGlob, vm.TestIContains:
		return 60 * n
	case vm.TestContains, vm.TestPMatch:
		return 15 * n
	}
	return 2 + n
}

func testChance(t *lower.Test) float64 {
	switch t.Op {
	case vm.TestExists:
		return 0.95
	case vm.TestEqN:
		return 0.2
	case vm.TestEqS, vm.TestEqNet:
		return 0.05
	case vm.TestNeN, vm.TestNeS, vm.TestNeF, vm.TestNeNet:
		return 0.9
	case vm.TestLtI, vm.TestLeI, vm.TestGtI, vm.TestGeI, vm.TestLtU, vm.TestLeU, vm.TestGtU, vm.TestGeU:
		return 0.5
	}
	return 0.1
}

// estimate fills in chance and price of the live nodes and orders their kids: the
// cheapest and most decisive first.
func (b *builder) estimate() {
	g := b.graph
	b.chance = make([]float64, len(g.Nodes))
	b.price = make([]float64, len(g.Nodes))
	b.kids = make([][]lower.Ref, len(g.Nodes))
	b.chance[0] = 1
	for _, n := range b.live {
		node := &g.Nodes[n]
		if node.Test >= 0 {
			t := &g.Tests[node.Test]
			b.chance[n] = testChance(t)
			// Many formulas share the price of a field.
			b.price[n] = testPrice(t) + registerPrice(g, t.Reg)/float64(max(1, b.uses[n]))
			if b.table[node.Test] > 0 {
				b.price[n] = 4
			}
			continue
		}
		b.kids[n] = b.byDecision(node.Kids)
		p := 1.0
		for _, k := range b.kids[n] {
			b.price[n] += p * b.price[k.Node()]
			p *= b.probability(k)
		}
		b.chance[n] = p
	}
}

func (b *builder) probability(r lower.Ref) float64 {
	p := b.chance[r.Node()]
	if r.Negated() {
		return 1 - p
	}
	return p
}
