package codegen

import (
	"strings"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// The guesses by which kids of a formula are ordered and routes are chosen.
// Prices are in nanoseconds, roughly.

func (b *builder) registerPrice(reg int) float64 {
	g := b.graph
	r := &g.Regs[reg]
	if r.Op != vm.RegField {
		price := 30.0
		for _, a := range r.Args {
			price += b.registerPrice(a)
		}
		return price
	}
	guess := fieldPrice(r.Field.Row().Name)
	if isFlags(r.Field.Param) {
		guess = 100
	}
	if b.opt.Profile != nil {
		if c, ok := b.opt.Profile.Fields[r.Field.Text()]; ok && c.N >= enough {
			return measured(c, guess)
		}
	}
	return guess
}

// isFlags reports whether a parameter of an event is a set of flags, which conditions see
// as their names.
func isFlags(param string) bool {
	if param == "" {
		return false
	}
	for i := range catalog.Events {
		e := &catalog.Events[i]
		if p := e.Param(param); p >= 0 {
			switch e.Params[p].Type {
			case catalog.Flags8, catalog.Flags16, catalog.Flags32:
				return true
			}
		}
	}
	return false
}

func fieldPrice(name string) float64 {
	switch {
	case strings.HasPrefix(name, "evt.type"), strings.HasPrefix(name, "evt.is_"), name == "evt.rawres", name == "evt.failed":
		return 2
	case strings.HasPrefix(name, "evt.arg"), name == "evt.info", name == "evt.res", strings.HasPrefix(name, "evt.buffer"):
		return 40
	case strings.HasPrefix(name, "proc.a") && name != "proc.args":
		return 60
	case strings.HasPrefix(name, "proc.cmd"), strings.HasPrefix(name, "proc.pcmd"), name == "proc.args", name == "proc.exeline":
		return 15
	case strings.HasPrefix(name, "fs.path"):
		return 30
	}
	return 5
}

// A profile's word counts where it has seen something so often. Its times contain
// about so many nanoseconds for the clock, and as many again or more for what else the
// machine did.
const (
	enough    = 30
	measuring = 40
	noise     = 100
)

// measured is a price by a profile: the guess, unless that is plainly wrong.
func measured(c vm.Cost, guess float64) float64 {
	ns := max(1, c.NS-measuring)
	if ns < guess/2 || ns > 2*guess+noise {
		return ns
	}
	return guess
}

// seen is what the profile says of a test.
func (b *builder) seen(t *lower.Test) (vm.Cost, bool) {
	if b.opt.Profile == nil {
		return vm.Cost{}, false
	}
	c, ok := b.opt.Profile.Tests[b.graph.Text(t)]
	return c, ok && c.N >= enough
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

// usual is how often some tests hold where rules ask for them: on the standard workload
// and on captures of shells, containers and file work. Other tests are guessed by
// their operators.
var usual = map[string]float64{
	"evt.is_open_read = true": 0.9, "evt.is_open_write = true": 0.15, "fd.typechar = f": 0.93, "fd.type = file": 0.93,
	"fd.num >= 0": 0.8, "fd.num = -1": 0.8, "evt.res startswith E": 0.95, "evt.rawres >= 0": 0.8, "evt.rawres = 0": 0.8,
	"container.id = host": 0.5, "proc.tty = 0": 0.8,
}

func (b *builder) testChance(t *lower.Test) float64 {
	if p, ok := usual[b.graph.Text(t)]; ok {
		return p
	}
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
			b.chance[n] = b.testChance(t)
			// Many formulas share the price of a field.
			own := testPrice(t)
			if c, ok := b.seen(t); ok {
				own = measured(c, own)
				b.chance[n] = min(1, (float64(c.Yes)+1)/(float64(c.N)+2))
			}
			b.price[n] = own + b.registerPrice(t.Reg)/float64(max(1, b.uses[n]))
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

// Estimate is a guess at what deciding a rule costs that stands alone, in nanoseconds
// for an event of the types that it is about: that of its dearest variant.
func Estimate(r Rule) float64 {
	b := &builder{graph: lower.New(lower.Options{}), out: &vm.Bundle{}, consts: map[vm.Const]uint32{}, imports: map[string]uint32{}}
	b.lower([]Rule{r})
	b.shared()
	b.tests()
	b.registers()
	b.estimate()
	most := 0.0
	for _, v := range b.variants[0] {
		if n := v.Cond.Node(); n < len(b.price) {
			most = max(most, b.price[n])
		}
	}
	return most
}
