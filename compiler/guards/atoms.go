package guards

import (
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// atom is a fact that holds whenever the test, or its negation, does.
func (d *deriver) atom(t *lower.Test, not bool) (vm.GuardAtom, bool) {
	r := &d.g.Regs[t.Reg]
	if r.Op != vm.RegField || t.Right >= 0 || t.Mod != vm.AnyOf {
		return vm.GuardAtom{}, false
	}
	var a vm.GuardAtom
	if !not && d.known(r.Field, t, &a) {
		return a, true
	}
	a = vm.GuardAtom{}
	if r.Quant != catalog.Plain || r.List {
		return vm.GuardAtom{}, false
	}
	exact, ok := false, false
	switch f := r.Field; f.ID {
	case catalog.FieldEvtRawres:
		if d.id.HasReturn() {
			exact, ok = ranges(t, 0, &a)
		}
	case catalog.FieldEvtRes:
		ok = d.result(t, &a)
	case catalog.FieldFdNum:
		ok = opens(d.id) && number(t, 0, &a)
	case catalog.FieldEvtIsOpenRead:
		exact, ok = d.openFlag(t, catalog.O_RDONLY, &a)
	case catalog.FieldEvtIsOpenWrite:
		exact, ok = d.openFlag(t, catalog.O_WRONLY, &a)
	case catalog.FieldFdName, catalog.FieldFdNameraw, catalog.FieldFsPathName, catalog.FieldFdDirectory, catalog.FieldFdFilename:
		if opens(d.id) {
			if i := d.info.Param("name"); i >= 0 && d.info.Name != "open_by_handle_at" {
				exact, ok = paths(f.ID, t, i, &a)
			}
		}
	case catalog.FieldEvtArg, catalog.FieldEvtRawarg:
		exact, ok = d.argument(f, t, &a)
	case catalog.FieldContainerId:
		exact, ok = host(t, &a)
	}
	if !ok || not && !exact {
		return vm.GuardAtom{}, false
	}
	a.Not = a.Not != not
	return a, true
}

// host is container.id = host. A task of a container has some other id.
func host(t *lower.Test, a *vm.GuardAtom) (exact, ok bool) {
	if t.Op != vm.TestEqS || len(t.Consts) != 1 || t.Consts[0].S != "host" {
		return false, false
	}
	a.Tests = []vm.GuardTest{{Op: vm.GuardHost}}
	return true, true
}

func between(param int, from, to int64) vm.GuardTest {
	return vm.GuardTest{Op: vm.GuardRange, Param: uint8(param), A: uint64(from), B: uint64(to)}
}

// ranges are the signed numbers for which the test holds.
func ranges(t *lower.Test, param int, a *vm.GuardAtom) (exact, ok bool) {
	for _, c := range t.Consts {
		n := int64(c.N)
		switch t.Op {
		case vm.TestEqN:
			a.Tests = append(a.Tests, between(param, n, n))
		case vm.TestLtI:
			if n == math.MinInt64 {
				return false, false
			}
			a.Tests = append(a.Tests, between(param, math.MinInt64, n-1))
		case vm.TestLeI:
			a.Tests = append(a.Tests, between(param, math.MinInt64, n))
		case vm.TestGtI:
			if n == math.MaxInt64 {
				return false, false
			}
			a.Tests = append(a.Tests, between(param, n+1, math.MaxInt64))
		case vm.TestGeI:
			a.Tests = append(a.Tests, between(param, n, math.MaxInt64))
		default:
			return false, false
		}
	}
	return true, len(a.Tests) > 0 && len(a.Tests) <= maxClauses
}

// number is the descriptor of an event that opens: -1 when it failed.
func number(t *lower.Test, param int, a *vm.GuardAtom) bool {
	if len(t.Consts) != 1 {
		return false
	}
	n := int64(t.Consts[0].N)
	switch {
	case t.Op == vm.TestGeI && n == 0, t.Op == vm.TestGtI && n == -1:
		a.Tests = []vm.GuardTest{between(param, 0, math.MaxInt64)}
	case t.Op == vm.TestEqN && n == -1, t.Op == vm.TestLtI && n == 0:
		a.Tests = []vm.GuardTest{between(param, math.MinInt64, -1)}
	case t.Op == vm.TestEqN && n >= 0:
		a.Tests = []vm.GuardTest{between(param, n, n)}
	default:
		return false
	}
	return true
}

// result is evt.res: SUCCESS, or the name of an error.
func (d *deriver) result(t *lower.Test, a *vm.GuardAtom) bool {
	if !d.id.HasReturn() {
		return false
	}
	good, bad := between(0, 0, math.MaxInt64), between(0, math.MinInt64, -1)
	for _, c := range t.Consts {
		switch {
		case t.Op == vm.TestEqS && c.S == "SUCCESS", t.Op == vm.TestStartsWith && strings.HasPrefix("SUCCESS", c.S) && c.S != "":
			a.Tests = append(a.Tests, good)
		case t.Op == vm.TestEqS && len(catalog.Errnos(c.S)) > 0:
			for _, n := range catalog.Errnos(c.S) {
				a.Tests = append(a.Tests, between(0, -int64(n), -int64(n)))
			}
		case t.Op == vm.TestStartsWith && strings.HasPrefix(c.S, "E"):
			a.Tests = append(a.Tests, bad)
		default:
			return false
		}
	}
	return len(a.Tests) > 0
}

// openFlag is a boolean that one bit of the open flags decides.
func (d *deriver) openFlag(t *lower.Test, bit uint32, a *vm.GuardAtom) (exact, ok bool) {
	i := d.info.Param("flags")
	if !opens(d.id) || i < 0 || d.info.Name == "creat" || t.Op != vm.TestEqN || len(t.Consts) != 1 {
		return false, false
	}
	a.Tests = []vm.GuardTest{{Op: vm.GuardBits, Param: uint8(i), A: uint64(bit)}}
	a.Not = t.Consts[0].N == 0
	return true, true
}

// paths are patterns of the path that an event opens.
func paths(id catalog.FieldID, t *lower.Test, param int, a *vm.GuardAtom) (exact, ok bool) {
	a.Path, a.Param = true, uint8(param)
	exact = true
	for _, c := range t.Consts {
		p, same, ok := pattern(id, t.Op, c.S)
		if !ok {
			return false, false
		}
		exact = exact && same
		a.Patterns = append(a.Patterns, p)
		if p.Place == vm.PatternFolder && len(p.Text) > 1 { // a folder may be taken for its own
			a.Patterns = append(a.Patterns, vm.Pattern{Place: vm.PatternWhole, Text: p.Text[:len(p.Text)-1]})
		}
	}
	return exact, len(a.Patterns) > 0
}

// pattern is one of a path in its shortest form.
func pattern(id catalog.FieldID, op vm.TestOp, text string) (p vm.Pattern, exact, ok bool) {
	if text == "" || len(text) > 200 {
		return p, false, false
	}
	switch id {
	case catalog.FieldFdFilename:
		if op != vm.TestEqS || strings.Contains(text, "/") {
			return p, false, false
		}
		return vm.Pattern{Place: vm.PatternSuffix, Text: "/" + text}, true, true
	case catalog.FieldFdDirectory:
		switch {
		case op == vm.TestEqS && text == "/":
			return vm.Pattern{Place: vm.PatternFolder, Text: text}, false, true
		case op == vm.TestEqS && text[0] == '/' && path.Clean(text) == text:
			return vm.Pattern{Place: vm.PatternFolder, Text: text + "/"}, false, true
		case op == vm.TestStartsWith:
			return vm.Pattern{Place: vm.PatternPrefix, Text: text}, false, true
		}
		return p, false, false
	}
	switch op {
	case vm.TestEqS:
		return vm.Pattern{Place: vm.PatternWhole, Text: text}, true, true
	case vm.TestStartsWith:
		return vm.Pattern{Place: vm.PatternPrefix, Text: text}, true, true
	case vm.TestEndsWith:
		return vm.Pattern{Place: vm.PatternSuffix, Text: text}, true, true
	case vm.TestContains:
		return vm.Pattern{Place: vm.PatternInside, Text: text}, true, true
	case vm.TestPMatch:
		// The path, or a folder that it is in.
		if text[0] != '/' || path.Clean(text) != text || strings.ContainsAny(text, "*?[") {
			return p, false, false
		}
		return vm.Pattern{Place: vm.PatternPrefix, Text: text}, false, true
	}
	return p, false, false
}

// argument is a test of one parameter: a number, or the names of flags.
func (d *deriver) argument(f *catalog.FieldRef, t *lower.Test, a *vm.GuardAtom) (exact, ok bool) {
	i := param(d.info, f)
	if i < 0 || i > 31 {
		return false, false
	}
	p := &d.info.Params[i]
	if f.ID == catalog.FieldEvtRawarg {
		// Numbers are taken as they stand in the event, so only those that are the same
		// with any sign are safe.
		if p.Type.Size() == 0 || t.Op != vm.TestEqN || slices.ContainsFunc(t.Consts, func(c vm.Const) bool { return c.N>>31 != 0 }) {
			return false, false
		}
		_, ok = ranges(t, i, a)
		return false, ok
	}
	switch p.Type {
	case catalog.Flags8, catalog.Flags16, catalog.Flags32, catalog.EnumFlags8, catalog.EnumFlags16, catalog.EnumFlags32, catalog.Mode:
		return false, d.named(p, i, t, a)
	case catalog.Fspath, catalog.Fsrelpath, catalog.Charbuf:
		if d.info.Name == "open_by_handle_at" || p.Type == catalog.Charbuf {
			return false, false
		}
		return paths(catalog.FieldFdName, t, i, a)
	}
	return false, false
}

// named is a test of the names of a value's flags.
func (d *deriver) named(p *catalog.Param, i int, t *lower.Test, a *vm.GuardAtom) bool {
	if p.Flags == nil {
		return false
	}
	enum := p.Type == catalog.EnumFlags8 || p.Type == catalog.EnumFlags16 || p.Type == catalog.EnumFlags32
	for _, c := range t.Consts {
		if c.S == "" || strings.Contains(c.S, "|") {
			return false
		}
		var match func(name string) bool
		switch t.Op {
		case vm.TestEqS:
			match = func(name string) bool { return name == c.S }
		case vm.TestContains:
			match = func(name string) bool { return strings.Contains(name, c.S) }
		default:
			return false
		}
		if n, err := strconv.ParseInt(c.S, 0, 64); err == nil {
			if !enum || t.Op != vm.TestEqS {
				return false
			}
			a.Tests = append(a.Tests, between(i, n, n))
		}
		for _, flag := range p.Flags.Flags {
			switch {
			case !match(flag.Name):
			case enum:
				a.Tests = append(a.Tests, between(i, int64(flag.Value), int64(flag.Value)))
			case flag.Value == 0:
				return false
			default:
				a.Tests = append(a.Tests, vm.GuardTest{Op: vm.GuardBits, Param: uint8(i), A: uint64(flag.Value)})
			}
		}
	}
	return len(a.Tests) > 0 && len(a.Tests) <= maxClauses
}
