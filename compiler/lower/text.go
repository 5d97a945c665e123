package lower

import (
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/vm"
)

// maxTexts is how many constants of a test a listing shows.
const maxTexts = 8

// Text says a test as a condition would.
func (g *Graph) Text(t *Test) string {
	var b strings.Builder
	b.WriteString(g.regText(t.Reg))
	r := &g.Regs[t.Reg]
	op := strings.TrimRight(t.Op.String(), "iufs")
	if t.Op >= vm.TestContains && t.Op <= vm.TestPMatch || t.Op == vm.TestExists {
		op = t.Op.String()
	}
	op = strings.TrimSuffix(op, "net")
	switch {
	case t.Op == vm.TestExists:
		return b.String() + " exists"
	case t.Right >= 0:
		return b.String() + " " + op + " " + g.regText(t.Right)
	case t.Op == vm.TestWithinI || t.Op == vm.TestWithinU:
		return b.String() + " from " + t.Texts[0] + " to " + t.Texts[1]
	case r.List && t.Mod == vm.Subset:
		op = "in"
	case r.List:
		op = "intersects"
	case len(t.Consts) == 1:
		return b.String() + " " + op + " " + quote(t.Texts[0])
	case op == "=" && t.Mod == vm.AnyOf:
		op = "in"
	case op != "pmatch":
		op += " " + t.Mod.String()
	}
	b.WriteString(" " + op + " (")
	for i, text := range t.Texts {
		if i == maxTexts {
			b.WriteString(", … " + strconv.Itoa(len(t.Texts)-i) + " more")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(quote(text))
	}
	b.WriteString(")")
	return b.String()
}

func (g *Graph) regText(reg int) string {
	r := &g.Regs[reg]
	switch r.Op {
	case vm.RegField:
		return r.Field.Text()
	case vm.RegConst:
		return strconv.Quote(r.Const)
	}
	args := make([]string, len(r.Args))
	for i, a := range r.Args {
		args[i] = g.regText(a)
	}
	s := "(" + strings.Join(args, ", ") + ")"
	if r.Op != vm.RegList {
		s = r.Op.String() + s
	}
	if r.Op == vm.RegGetopt && !r.List {
		s += "[" + r.Const + "]"
	}
	return s
}

func quote(s string) string {
	q := strconv.Quote(s)
	if s == "" || len(q) != len(s)+2 || strings.ContainsAny(s, " ,()=\"'") {
		return q
	}
	return s
}

// Formula says a formula as a condition would.
func (g *Graph) Formula(r Ref) string {
	switch r {
	case True:
		return "true"
	case False:
		return "false"
	}
	n := &g.Nodes[r.Node()]
	if n.Test >= 0 {
		s := g.Text(&g.Tests[n.Test])
		if r.Negated() {
			s = "not " + s
		}
		return s
	}
	kids := make([]string, len(n.Kids))
	for i, k := range n.Kids {
		kids[i] = g.Formula(k ^ r&1)
	}
	word := " and "
	if r.Negated() {
		word = " or "
	}
	return "(" + strings.Join(kids, word) + ")"
}
