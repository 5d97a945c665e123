package vm

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Disassemble writes a bundle as a listing for people. The bundle must have been
// verified.
func Disassemble(w io.Writer, b *Bundle) error {
	d := &lister{Writer: bufio.NewWriter(w), b: b}
	d.registers()
	d.tables()
	d.tests()
	d.code()
	d.dispatch()
	return d.Flush()
}

type lister struct {
	*bufio.Writer
	b *Bundle
}

func (d *lister) printf(format string, args ...any) { fmt.Fprintf(d, format, args...) }

func (d *lister) registers() {
	d.printf("registers\n")
	for i := range d.b.Regs {
		r := &d.b.Regs[i]
		typ := r.Type.String()
		if r.List {
			typ = "list of " + typ
		}
		d.printf("  %-5s %-40s %s%s\n", fmt.Sprint("r", i), d.define(r), typ, [...]string{"", ", any ancestor", ", either end"}[r.Quant])
	}
}

func (d *lister) define(r *Register) string {
	switch r.Op {
	case RegField:
		return d.b.Imports[r.Arg].Field
	case RegConst:
		return fmt.Sprintf("%q", d.b.Consts[r.Arg].S)
	}
	args := make([]string, r.N)
	for i, a := range d.b.Operands[r.First : r.First+r.N] {
		args[i] = fmt.Sprint("r", a)
	}
	s := r.Op.String() + "(" + strings.Join(args, ", ") + ")"
	if r.Op == RegGetopt && !r.List {
		s += "[" + d.b.Consts[r.Arg].S + "]"
	}
	return s
}

func (d *lister) tables() {
	if len(d.b.Tables) == 0 {
		return
	}
	d.printf("\ntables\n")
	for i := range d.b.Tables {
		t := &d.b.Tables[i]
		keys := 0
		for j := range t.Buckets {
			if t.Buckets[j].Row != 0 {
				keys++
			}
		}
		for j := range t.Nodes {
			if t.Nodes[j].Row != 0 {
				keys++
			}
		}
		d.printf("  %-5s %s of r%d: %d keys, tests s%d to s%d\n", fmt.Sprint("t", i), t.Kind, t.Reg, keys, t.First, t.First+t.N-1)
	}
}

func (d *lister) tests() {
	d.printf("\ntests\n")
	for i := range d.b.Tests {
		t := &d.b.Tests[i]
		how := fmt.Sprintf("r%d %s", t.Reg, t.Op)
		switch {
		case t.Op == TestTable:
			how = fmt.Sprintf("t%d[%d]", t.Arg, uint32(i)-d.b.Tables[t.Arg].First)
		case t.RHS:
			how += fmt.Sprintf(" r%d", t.Arg)
		case t.N == 1:
			how += fmt.Sprintf(" c%d", t.Arg)
		case t.Op != TestExists:
			how += fmt.Sprintf(" %s c%d to c%d", t.Mod, t.Arg, t.Arg+t.N-1)
		}
		d.printf("  %-5s %-28s %s\n", fmt.Sprint("s", i), how, d.slot(uint32(i)))
		if at := d.b.Debug.Where(uint32(i)); at != "" {
			d.printf("  %-34s   %s\n", "", at)
		}
	}
}

// RegisterText says a register as a condition would. What lies deep inside of it is
// only named.
func (b *Bundle) RegisterText(reg int) string { return b.registerText(reg, 4) }

func (b *Bundle) registerText(reg, depth int) string {
	const most = 8
	r := &b.Regs[reg]
	switch {
	case r.Op == RegField:
		return b.Imports[r.Arg].Field
	case r.Op == RegConst:
		return fmt.Sprintf("%q", b.Consts[r.Arg].S)
	case depth == 0:
		return fmt.Sprint("r", reg)
	}
	var args []string
	for i, a := range b.Operands[r.First : r.First+r.N] {
		if i == most {
			args = append(args, "…")
			break
		}
		args = append(args, b.registerText(int(a), depth-1))
	}
	s := "(" + strings.Join(args, ", ") + ")"
	if r.Op != RegList {
		s = r.Op.String() + s
	}
	if r.Op == RegGetopt && !r.List {
		s += "[" + b.Consts[r.Arg].S + "]"
	}
	return s
}

// Where says where a test was written: "rules.yaml:10:7, in macro m", or "".
func (d *Debug) Where(test uint32) string {
	if int(test) >= len(d.Places) || d.Places[test].Line == 0 {
		return ""
	}
	p := &d.Places[test]
	s := fmt.Sprintf("%s:%d:%d", d.Files[p.File], p.Line, p.Col)
	if p.Via != "" {
		s += ", in " + p.Via
	}
	return s
}

// slot says what a slot holds, as far as the bundle tells.
func (d *lister) slot(s uint32) string {
	n := uint32(len(d.b.Tests))
	switch {
	case s < n && len(d.b.Debug.Tests) > 0:
		return d.b.Debug.Tests[s]
	case s >= n && len(d.b.Debug.Subs) > 0:
		return d.b.Debug.Subs[s-n]
	}
	return ""
}

func (d *lister) code() {
	d.printf("\ncode\n")
	titles := map[uint32][]string{}
	for i, pc := range d.b.Subs {
		titles[pc] = append(titles[pc], strings.TrimRight(fmt.Sprintf("formula s%d %s", len(d.b.Tests)+i, d.slot(uint32(len(d.b.Tests)+i))), " "))
	}
	for g := range d.b.Groups {
		for _, e := range d.b.Groups[g].Entries {
			title := "rule " + d.b.Rules[e.Rule].Name
			if n := len(titles[e.PC]); n == 0 || titles[e.PC][n-1] != title {
				titles[e.PC] = append(titles[e.PC], title)
			}
		}
	}
	for pc := range d.b.Code {
		for _, t := range titles[uint32(pc)] {
			d.printf(" %s\n", t)
		}
		d.inst(pc)
	}
}

func (d *lister) inst(pc int) {
	in := &d.b.Code[pc]
	d.printf("  %5d  %-6s ? %-6s : %-6s  %s\n", pc, fmt.Sprint("s", in.Slot), branch(pc, in.T), branch(pc, in.F), d.slot(in.Slot))
}

func branch(pc int, jump uint16) string {
	switch jump {
	case Accept:
		return "accept"
	case Reject:
		return "reject"
	}
	return fmt.Sprint(pc + int(jump))
}

func (d *lister) dispatch() {
	d.printf("\ndispatch\n")
	for i := range d.b.Groups {
		g := &d.b.Groups[i]
		names := d.eventNames(i)
		if len(names) > 12 {
			names = append(names[:12], fmt.Sprintf("… %d more", len(names)-12))
		}
		d.printf(" group %d: %s\n", i, strings.Join(names, ", "))
		for _, e := range g.Always {
			d.entry("always", g, e)
		}
		g.Behind(func(e uint32, gates []int) { d.entry(g.opening(gates), g, e) })
		for j := range g.Routes {
			r := &g.Routes[j]
			for k := range r.Start[1:] {
				for _, e := range r.Posts[r.Start[k]:r.Start[k+1]] {
					d.entry(fmt.Sprintf("if s%d", int(d.b.Tables[r.Table].First)+k), g, e)
				}
			}
		}
		for j := range g.Filters {
			f := &g.Filters[j]
			d.printf("  a crowd keeps %d of %d rules only if %s  %s\n", len(f.Entries), len(g.Entries), f.when(), d.slot(f.Slot))
		}
		for j := range g.Narrow {
			r := &g.Narrow[j]
			d.printf("  a crowd keeps what t%d, %s of %s, brings of %d more tests' rules\n", r.Table, d.b.Tables[r.Table].Kind,
				d.b.RegisterText(int(d.b.Tables[r.Table].Reg)), len(r.Start)-1)
		}
	}
}

// opening says when the gates let through: "if s7 and not s9".
func (g *Group) opening(gates []int) string {
	s := "if "
	for i, at := range gates {
		if i > 0 {
			s += " and "
		}
		s += g.Gates[at].when()
	}
	return s
}

// when is what the gate wants: "s7" or "not s7".
func (g *Gate) when() string {
	if g.Want {
		return fmt.Sprint("s", g.Slot)
	}
	return fmt.Sprint("not s", g.Slot)
}

func (d *lister) entry(when string, g *Group, e uint32) {
	entry := g.Entries[e]
	d.printf("  %-8s %5d  %s\n", when, entry.PC, d.b.Rules[entry.Rule].Name)
}
