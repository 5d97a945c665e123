package vm

import (
	"fmt"

	"github.com/falcoc/falcoc/vm/catalog"
)

// VerifyError is a bundle that a machine must not run: Part names the table and
// Index the row.
type VerifyError struct {
	Part  string
	Index int
	Msg   string
}

func (e *VerifyError) Error() string { return fmt.Sprintf("%s %d: %s", e.Part, e.Index, e.Msg) }

// MaxDepth bounds how deep shared formulas call each other.
const MaxDepth = 1000

// Verify proves what a machine takes for granted about a bundle: every index is
// in bounds, operands come before what uses them, programs go forward and call no
// formula that may call them, values have the type that is asked of them, and
// tables are laid out as their look-ups expect. After that every event is decided
// in time bounded by the size of the bundle and of the event's values.
func Verify(b *Bundle) error {
	v := &verifier{b: b}
	for _, check := range []func(){v.rules, v.registers, v.tables, v.tests, v.code, v.dispatch, v.debug} {
		if check(); v.err != nil {
			return v.err
		}
	}
	return nil
}

type verifier struct {
	b      *Bundle
	err    error
	starts []bool // of rows, while a table is checked
}

// must records the first thing that is not so, and passes its condition on.
func (v *verifier) must(ok bool, part string, index int, format string, args ...any) bool {
	if !ok && v.err == nil {
		v.err = &VerifyError{part, index, fmt.Sprintf(format, args...)}
	}
	return ok
}

func (v *verifier) rules() {
	for i := range v.b.Rules {
		r := &v.b.Rules[i]
		v.must(r.Priority <= 7, "rule", i, "priority %d", r.Priority)
		for _, p := range r.Output {
			v.must(p.Reg >= -1 && p.Reg < len(v.b.Regs), "rule", i, "output of register %d", p.Reg)
			v.must(p.Width >= 0, "rule", i, "negative width")
		}
	}
}

func (v *verifier) registers() {
	for i := range v.b.Regs {
		r := &v.b.Regs[i]
		must := func(ok bool, format string, args ...any) bool { return v.must(ok, "register", i, format, args...) }
		if !must(r.Op < numRegOps, "unknown operation %d", r.Op) ||
			!must(r.Type <= catalog.PID32, "unknown type %d", r.Type) ||
			!must(r.Quant <= catalog.EitherEnd, "unknown quantifier %d", r.Quant) ||
			!must(uint64(r.First)+uint64(r.N) <= uint64(len(v.b.Operands)), "operands out of bounds") {
			return
		}
		must(r.Quant == catalog.Plain || r.Op == RegField && !r.List, "only fields of one value have a quantifier")
		args := v.b.Operands[r.First : r.First+r.N]
		for _, a := range args {
			if !must(int(a) < i, "operand %d does not come before it", a) {
				return
			}
		}
		arity := func(n int) bool { return must(len(args) == n, "%s with %d operands", r.Op, len(args)) }
		switch r.Op {
		case RegField:
			if arity(0) && must(int(r.Arg) < len(v.b.Imports), "import %d", r.Arg) {
				imp := &v.b.Imports[r.Arg]
				must(imp.Type == r.Type && imp.List == r.List, "its type is not the import's")
			}
		case RegConst:
			if arity(0) && must(int(r.Arg) < len(v.b.Consts), "constant %d", r.Arg) {
				must(!r.List && r.Type == catalog.Charbuf, "constants are text")
			}
		case RegToLower, RegToUpper, RegB64, RegBasename:
			if arity(1) {
				from := &v.b.Regs[args[0]]
				must(from.List == r.List && from.Type == r.Type && from.Quant == catalog.Plain, "its type is not its operand's")
				must(KindOf(r.Type) == KindString || KindOf(r.Type) == KindBytes, "%s of %s", r.Op, r.Type)
			}
		case RegLen:
			if arity(1) {
				must(!r.List && r.Type == catalog.Uint64, "lengths are numbers")
			}
		case RegJoin:
			if arity(2) {
				must(!r.List && r.Type == catalog.Charbuf, "joined lists are text")
			}
		case RegConcat:
			must(!r.List && r.Type == catalog.Charbuf, "concatenations are text")
		case RegGetopt:
			if arity(2) {
				must(r.Type == catalog.Charbuf, "options are text")
				must(r.List || int(r.Arg) < len(v.b.Consts) && len(v.b.Consts[r.Arg].S) == 1, "the selector is one byte")
			}
		case RegList:
			must(r.List && r.Type == catalog.Charbuf, "lists are of text")
		}
	}
}

func (v *verifier) tests() {
	for i := range v.b.Tests {
		t := &v.b.Tests[i]
		must := func(ok bool, format string, args ...any) bool { return v.must(ok, "test", i, format, args...) }
		if !must(t.Op < numTestOps, "unknown operation %d", t.Op) || !must(t.Mod < numMods, "unknown modifier %d", t.Mod) ||
			!must(int(t.Reg) < len(v.b.Regs), "register %d", t.Reg) {
			return
		}
		r := &v.b.Regs[t.Reg]
		switch {
		case t.Op == TestTable:
			if must(int(t.Arg) < len(v.b.Tables), "table %d", t.Arg) {
				tab := &v.b.Tables[t.Arg]
				must(tab.Reg == t.Reg && uint32(i)-tab.First < tab.N, "it is not of its table")
			}
			continue
		case t.Op == TestExists:
			continue
		}
		must(r.Dynamic() || t.Op.fits(KindOf(r.Type)), "%s of %s", t.Op, r.Type)
		if r.List {
			must(t.Op == TestEqN || t.Op == TestEqF || t.Op == TestEqS || t.Op == TestEqNet, "%s of a list", t.Op)
			must(t.Mod == Subset || t.Mod == AnyOf, "%s of a list", t.Mod)
		} else {
			must(t.Mod != Subset, "a single value is no subset")
		}
		if t.RHS {
			if must(int(t.Arg) < len(v.b.Regs), "register %d", t.Arg) {
				right := &v.b.Regs[t.Arg]
				must(right.List == r.List && right.Quant == catalog.Plain, "the registers are not of one form")
				must(right.Dynamic() || t.Op.fits(KindOf(right.Type)), "%s with %s", t.Op, right.Type)
				must(t.Op != TestRegex && t.Op != TestEqNet && t.Op != TestNeNet && t.Op < TestWithinI, "%s with a register", t.Op)
			}
			continue
		}
		must(uint64(t.Arg)+uint64(t.N) <= uint64(len(v.b.Consts)), "constants out of bounds")
		must(t.Op < TestWithinI || t.Mod == AnyOf && t.N%2 == 0, "%s with %d constants", t.Op, t.N)
	}
	for i := range v.b.Tables {
		t := &v.b.Tables[i]
		for s := t.First; s < t.First+t.N; s++ {
			if !v.must(v.b.Tests[s].Op == TestTable && v.b.Tests[s].Arg == uint32(i), "table", i, "test %d is not its own", s) {
				return
			}
		}
	}
}

func (v *verifier) code() {
	b := v.b
	slots := uint64(len(b.Tests)) + uint64(len(b.Subs))
	jump := func(pc int, j uint16) bool {
		return j == Reject || j == Accept || pc+int(j) < len(b.Code)
	}
	for pc := range b.Code {
		in := &b.Code[pc]
		if !v.must(uint64(in.Slot) < slots, "instruction", pc, "slot %d", in.Slot) ||
			!v.must(jump(pc, in.T) && jump(pc, in.F), "instruction", pc, "branch out of the code") {
			return
		}
	}
	// The code of a shared formula ends where the next one's begins, and looks at
	// formulas before it only, so that none can call itself.
	depth := make([]int, len(b.Subs))
	for i, start := range b.Subs {
		end := v.subEnd(i)
		if !v.must(int(start) < end, "formula", i, "its code does not come before the next one's") {
			return
		}
		for pc := int(start); pc < end; pc++ {
			in := &b.Code[pc]
			for _, j := range [...]uint16{in.T, in.F} {
				v.must(j == Reject || j == Accept || pc+int(j) < end, "instruction", pc, "branch out of its formula")
			}
			if s := int(in.Slot) - len(b.Tests); s >= 0 {
				if !v.must(s < i, "instruction", pc, "formula %d looks at formula %d", i, s) {
					return
				}
				depth[i] = max(depth[i], depth[s]+1)
			}
		}
		v.must(depth[i] < MaxDepth, "formula", i, "nested too deep")
	}
}

// subEnd is where the code of a shared formula ends. Programs of rules follow the
// last one, so its end is where the first of these begins.
func (v *verifier) subEnd(i int) int {
	b := v.b
	if i+1 < len(b.Subs) {
		return min(int(b.Subs[i+1]), len(b.Code))
	}
	end := len(b.Code)
	for g := range b.Groups {
		for _, e := range b.Groups[g].Entries {
			if e.PC > b.Subs[i] {
				end = min(end, int(e.PC))
			}
		}
	}
	return end
}

func (v *verifier) dispatch() {
	b := v.b
	if !v.must(len(b.Dispatch) == int(catalog.NumEvents), "dispatch", len(b.Dispatch), "the bundle is for other event types") {
		return
	}
	for id, g := range b.Dispatch {
		v.must(int(g) <= len(b.Groups), "event type", id, "group %d", g)
	}
	for i := range b.Groups {
		v.group(i, &b.Groups[i])
	}
}

func (v *verifier) group(i int, g *Group) {
	b := v.b
	must := func(ok bool, format string, args ...any) bool { return v.must(ok, "group", i, format, args...) }
	for j, e := range g.Entries {
		must(int(e.Rule) < len(b.Rules), "rule %d", e.Rule)
		must(j == 0 || g.Entries[j-1].Rule < e.Rule, "rules are not in order")
		must(int(e.PC) < len(b.Code), "code at %d", e.PC)
	}
	tried := make([]bool, len(g.Entries))
	for j, e := range g.Always {
		if !must(int(e) < len(tried) && (j == 0 || g.Always[j-1] < e), "entry %d", e) {
			return
		}
		tried[e] = true
	}
	if !v.gates(i, g, tried) {
		return
	}
	if !v.routes(i, g.Routes, tried) {
		return
	}
	for e, ok := range tried {
		must(ok, "entry %d is never tried", e)
	}
	for j := range g.Filters {
		f := &g.Filters[j]
		must(uint64(f.Slot) < uint64(len(b.Tests))+uint64(len(b.Subs)) && f.Inside == 0, "filter %d", j)
		for k, e := range f.Entries {
			must(int(e) < len(tried) && (k == 0 || f.Entries[k-1] < e), "entry %d of filter %d", e, j)
		}
	}
	v.routes(i, g.Narrow, tried)
}

// routes checks the routes of a group and marks the entries that they lead to.
func (v *verifier) routes(group int, routes []Route, tried []bool) bool {
	b := v.b
	must := func(ok bool, format string, args ...any) bool { return v.must(ok, "group", group, format, args...) }
	for j := range routes {
		r := &routes[j]
		if !must(int(r.Table) < len(b.Tables), "table %d", r.Table) ||
			!must(j == 0 || routes[j-1].Table < r.Table, "tables are not in order") ||
			!must(len(r.Start) == int(b.Tables[r.Table].N)+1, "route of table %d is not of its size", r.Table) {
			return false
		}
		for k, s := range r.Start {
			first := uint32(0)
			if k > 0 {
				first = r.Start[k-1]
			}
			if !must(s >= first && (k > 0 || s == 0) && int(s) <= len(r.Posts), "route of table %d is out of order", r.Table) {
				return false
			}
		}
		must(int(r.Start[len(r.Start)-1]) == len(r.Posts), "route of table %d does not end", r.Table)
		for _, e := range r.Posts {
			if !must(int(e) < len(tried), "entry %d", e) {
				return false
			}
			tried[e] = true
		}
	}
	return true
}

func (v *verifier) debug() {
	d := &v.b.Debug
	v.must(len(d.Tests) == 0 || len(d.Tests) == len(v.b.Tests), "debug", 0, "%d tests", len(d.Tests))
	v.must(len(d.Subs) == 0 || len(d.Subs) == len(v.b.Subs), "debug", 0, "%d formulas", len(d.Subs))
	v.must(len(d.Places) == 0 || len(d.Places) == len(v.b.Tests), "debug", 0, "%d places", len(d.Places))
	for i := range d.Places {
		v.must(d.Places[i].Line == 0 || int(d.Places[i].File) < len(d.Files), "place", i, "file %d", d.Places[i].File)
	}
}
