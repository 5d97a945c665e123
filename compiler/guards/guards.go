// Package guards derives, for each rule and each event type that it can match,
// what the kernel can decide about an event before it is made: a formula over the
// event's raw numbers and its path that holds whenever the condition does. What
// the kernel cannot express is taken for true, negated or not, so a guard is an
// over-approximation by construction.
package guards

import (
	"slices"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// maxClauses is how many alternatives of a rule are kept apart.
const maxClauses = 12

// Build returns the guards of each rule.
func Build(rules []codegen.Rule) [][]vm.RuleGuard {
	g := lower.New(lower.Options{})
	out := make([][]vm.RuleGuard, len(rules))
	for i := range rules {
		out[i] = rule(g, &rules[i])
	}
	return out
}

func rule(g *lower.Graph, r *codegen.Rule) (out []vm.RuleGuard) {
	index := map[string]int{}
	outputReads := formatReads(r.Output)
	for _, v := range g.Specialise(g.Condition(r.Cond), r.Events) {
		d := &deriver{g: g, memo: map[lower.Ref]formula{}}
		inCond := d.readsIn(v.Cond)
		d.datagrams = d.excludesTCP(v.Cond)
		v.Events.Each(func(id catalog.EventID) {
			clear(d.memo)
			d.id, d.info = id, id.Info()
			f := always
			if id.IsExit() && d.info.Origin == catalog.FromSyscall && d.info.Flags&catalog.OldVersion == 0 {
				f = d.of(v.Cond)
			}
			rg := vm.RuleGuard{Any: f.atoms(), Reads: d.reads(slices.Concat(inCond, outputReads))}
			key := string(vm.EncodeGuards([][]vm.RuleGuard{{rg}}))
			at, ok := index[key]
			if !ok {
				at = len(out)
				index[key] = at
				out = append(out, rg)
			}
			out[at].Events.Add(id)
		})
	}
	return out
}

// opens reports whether the event gives a path a descriptor: it says itself what
// the descriptor is.
func opens(id catalog.EventID) bool {
	switch id.Info().Name {
	case "open", "openat", "openat2", "creat", "open_by_handle_at":
		return id.IsExit()
	}
	return false
}

// transfers reports whether the event moves data through a socket.
func transfers(id catalog.EventID) bool {
	switch id.Info().Name {
	case "sendto", "recvfrom", "sendmsg", "recvmsg":
		return true
	}
	return false
}

// excludesTCP reports whether the formula asks for not fd.l4proto = tcp.
func (d *deriver) excludesTCP(r lower.Ref) bool {
	if r.Negated() {
		n := &d.g.Nodes[r.Node()]
		if n.Test < 0 {
			return false
		}
		t := &d.g.Tests[n.Test]
		f := d.g.Regs[t.Reg].Field
		return f != nil && f.ID == catalog.FieldFdL4proto && t.Op == vm.TestEqS && t.Right < 0 &&
			slices.ContainsFunc(t.Consts, func(c vm.Const) bool { return c.S == "tcp" })
	}
	return slices.ContainsFunc(d.g.Nodes[r.Node()].Kids, d.excludesTCP)
}

// formula is a disjunction of conjunctions; nil is false, one empty conjunction true.
type formula []conjunction

type conjunction []vm.GuardAtom

var always = formula{conjunction{}}

func (f formula) atoms() [][]vm.GuardAtom {
	out := make([][]vm.GuardAtom, len(f))
	for i, c := range f {
		out[i] = c
	}
	return out
}

func (f formula) isTrue() bool { return len(f) == 1 && len(f[0]) == 0 }

// deriver derives formulas for one event type.
type deriver struct {
	g    *lower.Graph
	id   catalog.EventID
	info *catalog.EventInfo
	memo map[lower.Ref]formula

	datagrams bool // the condition holds for no TCP socket
}

func (d *deriver) of(r lower.Ref) formula {
	switch r {
	case lower.True:
		return always
	case lower.False:
		return nil
	}
	if f, ok := d.memo[r]; ok {
		return f
	}
	var f formula
	n := &d.g.Nodes[r.Node()]
	switch {
	case n.Test >= 0:
		f = always
		if a, ok := d.atom(&d.g.Tests[n.Test], r.Negated()); ok {
			f = formula{conjunction{a}}
		}
	case r.Negated():
		for _, k := range n.Kids {
			f = or(f, d.of(k.Not()))
		}
	default:
		kids := make([]formula, len(n.Kids))
		for i, k := range n.Kids {
			kids[i] = d.of(k)
		}
		// The simplest first, so that what gets too large is left out last.
		slices.SortStableFunc(kids, func(a, b formula) int { return len(a) - len(b) })
		f = always
		for _, k := range kids {
			f = and(f, k)
		}
	}
	d.memo[r] = f
	return f
}

func or(a, b formula) formula {
	if a.isTrue() || b.isTrue() {
		return always
	}
	out := slices.Clone(a)
	for _, c := range b {
		if !slices.ContainsFunc(out, func(o conjunction) bool { return implies(c, o) }) {
			out = slices.DeleteFunc(out, func(o conjunction) bool { return implies(o, c) })
			out = append(out, c)
		}
	}
	if len(out) > maxClauses {
		return always
	}
	return out
}

// and is weaker than a conjunction where that would get too large.
func and(a, b formula) formula {
	if len(a)*len(b) > maxClauses {
		return a
	}
	var out formula
	for _, x := range a {
		for _, y := range b {
			c := slices.Clone(x)
			for i := range y {
				if !contains(c, &y[i]) {
					c = append(c, y[i])
				}
			}
			out = or(out, formula{c})
		}
	}
	return out
}

// implies reports whether all of o's atoms are in c.
func implies(c, o conjunction) bool {
	for i := range o {
		if !contains(c, &o[i]) {
			return false
		}
	}
	return true
}

func contains(c conjunction, a *vm.GuardAtom) bool {
	return slices.ContainsFunc(c, func(b vm.GuardAtom) bool {
		return a.Not == b.Not && a.Path == b.Path && a.Param == b.Param && slices.Equal(a.Tests, b.Tests) && slices.Equal(a.Patterns, b.Patterns)
	})
}

// readsIn are the fields of a formula that look at what is known of descriptors.
func (d *deriver) readsIn(r lower.Ref) (out []*catalog.FieldRef) {
	seen := map[int]bool{}
	var reg func(int)
	reg = func(i int) {
		r := &d.g.Regs[i]
		if r.Field != nil && r.Field.ID.TellsOfDescriptors() {
			out = append(out, r.Field)
		}
		for _, a := range r.Args {
			reg(a)
		}
	}
	var walk func(lower.Ref)
	walk = func(r lower.Ref) {
		if seen[r.Node()] {
			return
		}
		seen[r.Node()] = true
		n := &d.g.Nodes[r.Node()]
		if n.Test >= 0 {
			t := &d.g.Tests[n.Test]
			reg(t.Reg)
			if t.Right >= 0 {
				reg(t.Right)
			}
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(r)
	return out
}

func formatReads(f *typed.Format) (out []*catalog.FieldRef) {
	if f == nil {
		return nil
	}
	var add func(o *typed.Operand)
	add = func(o *typed.Operand) {
		switch {
		case o == nil:
		case o.Field != nil:
			if o.Field.ID.TellsOfDescriptors() {
				out = append(out, o.Field)
			}
		case o.Call != nil:
			for _, a := range o.Call.Args {
				add(a)
			}
		}
	}
	for i := range f.Parts {
		add(f.Parts[i].Value)
	}
	return out
}

// reads is what the fields look at of descriptors on events of the type.
func (d *deriver) reads(fields []*catalog.FieldRef) (what vm.GuardReads) {
	if d.info.Origin != catalog.FromSyscall && d.info.Origin != catalog.FromTracepoint || d.info.Has(catalog.OldVersion) ||
		!d.id.IsExit() && d.info.Origin == catalog.FromSyscall {
		return vm.ReadsNone // no event of the kernel
	}
	for _, f := range fields {
		switch id := f.ID; {
		case id == catalog.FieldFdConnected && !(transfers(d.id) && d.datagrams):
			// Whether a TCP socket is connected shows in its transfers, all of which may
			// be left out otherwise.
			return vm.ReadsOther
		case id >= catalog.FieldFdNum && id <= catalog.FieldFdIsLowerLayer:
			if id != catalog.FieldFdNum && !opens(d.id) && (d.info.FDParam > 0 || d.info.Has(catalog.UsesFD)) {
				what = max(what, vm.ReadsOwn)
			}
		case id == catalog.FieldEvtArgs, id == catalog.FieldEvtInfo:
			for i := range d.info.Params {
				what = max(what, d.readsParam(i))
			}
		case id == catalog.FieldEvtArg:
			if i := param(d.info, f); i >= 0 {
				what = max(what, d.readsParam(i))
			}
		default:
			return vm.ReadsOther
		}
	}
	return what
}

// readsParam is what printing a parameter looks at. Folders are always known.
func (d *deriver) readsParam(i int) vm.GuardReads {
	switch d.info.Params[i].Type {
	case catalog.FDList:
		return vm.ReadsOther
	case catalog.FD, catalog.FD32:
	default:
		return vm.ReadsNone
	}
	for _, p := range d.info.Params {
		if int(p.DirFD) == i+1 {
			return vm.ReadsNone
		}
	}
	switch {
	case int(d.info.FDParam) == i+1:
		return vm.ReadsOwn
	case i == 0 && d.info.Has(catalog.CreatesFD):
		return vm.ReadsNone
	}
	return vm.ReadsOther
}

// param is the parameter of an event that evt.arg or evt.rawarg means, or -1.
func param(info *catalog.EventInfo, f *catalog.FieldRef) int {
	if f.Param != "" {
		return info.Param(f.Param)
	}
	if f.IsNum && f.Index >= 0 && f.Index < int64(len(info.Params)) {
		return int(f.Index)
	}
	return -1
}
