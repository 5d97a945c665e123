// Package lower turns the typed conditions of all rules into one graph in which
// equal predicates, and equal formulas of them, are the same node.
//
// A formula is a Ref: a node, perhaps negated. Nodes are tests and conjunctions;
// a disjunction is a negated conjunction of negations, so that a formula and its
// negation share their node. Kids have lower numbers than the nodes they are in.
package lower

import (
	"encoding/binary"
	"slices"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm"
)

// Ref is a formula: the number of a node, times two, plus one when negated.
type Ref uint32

// The constant formulas.
const (
	True  Ref = 0
	False Ref = 1
)

// Not is the negation of the formula.
func (r Ref) Not() Ref { return r ^ 1 }

// Negated reports whether the formula is the negation of its node.
func (r Ref) Negated() bool { return r&1 != 0 }

// Node is the number of the formula's node.
func (r Ref) Node() int { return int(r >> 1) }

// Node is a test or a conjunction; node 0 is true.
type Node struct {
	Test int    // index of Graph.Tests, -1 for conjunctions
	Kids []Ref  // of a conjunction: two or more, ascending
	Name string // macro that the formula is the body of, "" for none
}

// Graph is the conditions of all rules. Make it with New.
type Graph struct {
	Nodes []Node
	Tests []Test
	Regs  []Reg

	opt    Options
	nodes  map[string]Ref
	tests  map[string]int
	regs   map[string]int
	exprs  map[typed.Expr]Ref
	keybuf []byte

	rule   int      // whose condition is being added
	macros []string // around the test that is being added
}

// Test is one comparison.
type Test struct {
	Op     vm.TestOp
	Mod    vm.Mod
	Reg    int
	Right  int // register compared with, -1 for none
	Consts []vm.Const
	Texts  []string // the constants as they were written, for listings
	Origin Origin
	placed bool // Origin is that of a test in the graph, which this one is made of
	node   Ref
}

// Origin is where a test was first written: Rule counts the calls of Condition.
type Origin struct {
	Rule   int
	Macros []string  // from the rule to the test, outermost first
	Test   *ast.Test // nil when it was not written; its span counts in the innermost macro's text
}

// New returns an empty graph.
func New(opt Options) *Graph {
	return &Graph{
		opt: opt, Nodes: []Node{{Test: -1}},
		nodes: map[string]Ref{}, tests: map[string]int{}, regs: map[string]int{}, exprs: map[typed.Expr]Ref{},
	}
}

// And returns the conjunction of the formulas, simplified.
func (g *Graph) And(kids ...Ref) Ref {
	flat := make([]Ref, 0, len(kids))
	for _, k := range kids {
		if n := &g.Nodes[k.Node()]; !g.opt.NoOptimize && !k.Negated() && n.Test < 0 && k != True {
			flat = append(flat, n.Kids...)
		} else {
			flat = append(flat, k)
		}
	}
	slices.Sort(flat)
	flat = slices.Compact(flat)
	flat = g.overKids(flat)
	if len(flat) > 0 && flat[0] == True {
		flat = flat[1:]
	}
	for i, k := range flat {
		if k == False || i > 0 && k == flat[i-1].Not() {
			return False
		}
	}
	switch len(flat) {
	case 0:
		return True
	case 1:
		return flat[0]
	}
	return g.conjunction(flat)
}

// Or returns the disjunction of the formulas, simplified.
func (g *Graph) Or(kids ...Ref) Ref {
	negated := make([]Ref, len(kids))
	for i, k := range kids {
		negated[i] = k.Not()
	}
	return g.And(negated...).Not()
}

func (g *Graph) conjunction(kids []Ref) Ref {
	b := g.keybuf[:0]
	for _, k := range kids {
		b = binary.LittleEndian.AppendUint32(b, uint32(k))
	}
	g.keybuf = b
	if r, ok := g.nodes[string(b)]; ok {
		return r
	}
	r := Ref(len(g.Nodes) << 1)
	g.Nodes = append(g.Nodes, Node{Test: -1, Kids: kids})
	g.nodes[string(b)] = r
	return r
}

// test returns the formula of a test.
func (g *Graph) test(t Test) Ref {
	b := append(g.keybuf[:0], byte(t.Op), byte(t.Mod))
	b = binary.AppendVarint(b, int64(t.Reg))
	b = binary.AppendVarint(b, int64(t.Right))
	for _, c := range t.Consts {
		b = binary.AppendUvarint(b, c.N)
		b = binary.AppendUvarint(b, uint64(c.Bits))
		b = binary.AppendUvarint(b, uint64(len(c.S)))
		b = append(b, c.S...)
	}
	g.keybuf = b
	if i, ok := g.tests[string(b)]; ok {
		return g.Tests[i].node
	}
	if t.Origin.Test != nil && !t.placed {
		t.Origin.Rule, t.Origin.Macros, t.placed = g.rule, slices.Clone(g.macros), true
	}
	t.node = Ref(len(g.Nodes) << 1)
	g.Nodes = append(g.Nodes, Node{Test: len(g.Tests)})
	g.tests[string(b)] = len(g.Tests)
	g.Tests = append(g.Tests, t)
	return t.node
}

// Condition adds the condition of the next rule.
func (g *Graph) Condition(e typed.Expr) Ref {
	r := g.condition(e)
	g.rule++
	return r
}

func (g *Graph) condition(e typed.Expr) Ref {
	if r, ok := g.exprs[e]; ok {
		return r
	}
	var r Ref
	switch e := e.(type) {
	case *typed.And:
		r = g.And(g.conditions(e.Kids)...)
	case *typed.Or:
		r = g.Or(g.conditions(e.Kids)...)
	case *typed.Not:
		r = g.condition(e.X).Not()
	case *typed.Macro:
		if e.Ref != nil {
			g.macros = append(g.macros, e.Ref.Name)
		}
		r = g.condition(e.X)
		if e.Ref != nil {
			g.macros = g.macros[:len(g.macros)-1]
		}
		if n := &g.Nodes[r.Node()]; n.Name == "" && e.Ref != nil && n.Test < 0 {
			n.Name = e.Ref.Name
		}
	case *typed.Pred:
		r = g.predicate(e)
	default:
		r = False
	}
	g.exprs[e] = r
	return r
}

func (g *Graph) conditions(in []typed.Expr) []Ref {
	out := make([]Ref, len(in))
	for i, e := range in {
		out[i] = g.condition(e)
	}
	return out
}
