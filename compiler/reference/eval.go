// Package reference evaluates checked conditions as slowly and as plainly as
// possible. It says what a condition means; tests compare compiled programs with
// it on random rules and events. It shares no code with the machine.
package reference

import (
	"regexp"
	"strings"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Get returns the value of a field on the event at hand and whether it is there.
type Get func(*catalog.FieldRef) (vm.Value, bool)

// Eval reports whether the condition is true. An absent field makes its
// comparison false, whatever the operator.
func Eval(e typed.Expr, get Get) bool {
	switch e := e.(type) {
	case *typed.And:
		for _, k := range e.Kids {
			if !Eval(k, get) {
				return false
			}
		}
		return true
	case *typed.Or:
		for _, k := range e.Kids {
			if Eval(k, get) {
				return true
			}
		}
		return false
	case *typed.Not:
		return !Eval(e.X, get)
	case *typed.Macro:
		return Eval(e.X, get)
	case *typed.Pred:
		return pred(e, get)
	}
	return false
}

func pred(p *typed.Pred, get Get) bool {
	left, ok := Operand(p.Left, get)
	if !ok {
		return false
	}
	typ := p.Left.Type
	quantifier := catalog.Plain
	if f := p.Left.Field; f != nil {
		quantifier = f.Quantifier()
		if f.ID == catalog.FieldEvtRawarg {
			if left.Type != catalog.None {
				typ = left.Type
			}
			if length(left, typ) == 0 {
				return false
			}
		}
	}
	switch {
	case p.Op == typed.Exists:
		return true
	case p.Left.Field != nil && p.Left.Field.ID == catalog.FieldEvtAround:
		return around(p, p.Left.Field, left)
	}
	var right *vm.Value
	if p.Right != nil {
		v, ok := Operand(p.Right, get)
		if !ok {
			return false
		}
		right = &v
	}
	switch {
	case quantifier == catalog.AnyAncestor, quantifier == catalog.EitherEnd && p.Op != typed.Ne:
		for _, v := range left.L {
			if single(p, typ, v, right) {
				return true
			}
		}
		return false
	case quantifier == catalog.EitherEnd:
		for _, v := range left.L {
			if !single(p, typ, v, right) {
				return false
			}
		}
		return len(left.L) > 0
	case p.Left.List:
		return list(p, typ, left, right)
	}
	return single(p, typ, left, right)
}

// length of a raw argument: an empty one counts as absent.
func length(v vm.Value, t catalog.Type) int {
	if isText(t) || t == catalog.Bytebuf || t.Size() == 0 {
		return len(v.S) + boolInt(isText(t)) // with the NUL
	}
	return t.Size()
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// around is evt.around[T] = D: T lies within D milliseconds of the event, whose
// time the field delivers.
func around(p *typed.Pred, f *catalog.FieldRef, v vm.Value) bool {
	if p.Right != nil || len(p.Values) == 0 {
		return false
	}
	t, d := uint64(f.Index), p.Values[0].Num*1_000_000
	return t >= v.N-d && t <= v.N+d
}

// list compares a field of several values: "in" asks of every one, "intersects"
// of some.
func list(p *typed.Pred, typ catalog.Type, left vm.Value, right *vm.Value) bool {
	for _, v := range left.L {
		found := false
		if right != nil {
			for _, r := range right.L {
				found = found || equal(typ, v, r)
			}
		} else {
			for i := range p.Values {
				found = found || compare(typed.Eq, typ, v, &p.Values[i])
			}
		}
		if found && p.Op == typed.Intersects {
			return true
		}
		if !found && p.Op == typed.In {
			return false
		}
	}
	return p.Op == typed.In
}

// single compares one value.
func single(p *typed.Pred, typ catalog.Type, v vm.Value, right *vm.Value) bool {
	op := p.Op
	if right != nil {
		if op == typed.In || op == typed.Intersects {
			op = typed.Eq
		}
		return compareValues(op, typ, v, *right)
	}
	holds := 0
	for i := range p.Values {
		one := op
		if op == typed.In || op == typed.Intersects {
			one = typed.Eq
		}
		if compare(one, typ, v, &p.Values[i]) {
			holds++
		}
	}
	switch {
	case p.Mod == typed.AllOf:
		return holds > 0 && holds == len(p.Values)
	case p.Mod == typed.OneOf:
		return holds == 1
	}
	return holds > 0 // one value, or any of several
}

func compare(op typed.Op, typ catalog.Type, v vm.Value, l *typed.Literal) bool {
	switch typ {
	case catalog.IPNet, catalog.IPv4Net, catalog.IPv6Net:
		in := inNet(v.S, l.Data, l.Bits)
		return in == (op == typed.Eq)
	}
	if isText(typ) {
		return compareText(op, v.S, l.Data)
	}
	if isBytes(typ) {
		return compareBytes(op, v.S, l.Data)
	}
	return compareNumbers(op, typ, v.N, l.Num)
}

func compareValues(op typed.Op, typ catalog.Type, a, b vm.Value) bool {
	switch {
	case isText(typ):
		return compareText(op, a.S, b.S)
	case isBytes(typ):
		return compareBytes(op, a.S, b.S)
	}
	return compareNumbers(op, typ, a.N, b.N)
}

func equal(typ catalog.Type, a, b vm.Value) bool { return compareValues(typed.Eq, typ, a, b) }

func isText(t catalog.Type) bool {
	return t == catalog.Charbuf || t == catalog.Fspath || t == catalog.Fsrelpath
}

func isBytes(t catalog.Type) bool {
	switch t {
	case catalog.Bytebuf, catalog.IPAddr, catalog.IPv4Addr, catalog.IPv6Addr, catalog.IPNet, catalog.Sockaddr, catalog.Socktuple:
		return true
	}
	return false
}

// inNet reports whether the address lies in the network; families do not mix.
func inNet(addr, net string, bits int) bool {
	if len(addr) != len(net) {
		return false
	}
	for i := 0; i < bits; i++ {
		mask := byte(0x80) >> (i % 8)
		if addr[i/8]&mask != net[i/8]&mask {
			return false
		}
	}
	return true
}

func compareText(op typed.Op, s, arg string) bool {
	switch op {
	case typed.Eq:
		return s == arg
	case typed.Ne:
		return s != arg
	case typed.Lt:
		return s < arg
	case typed.Le:
		return s <= arg
	case typed.Gt:
		return s > arg
	case typed.Ge:
		return s >= arg
	case typed.Contains:
		return strings.Contains(s, arg)
	case typed.IContains:
		return strings.Contains(toLower(s), toLower(arg))
	case typed.StartsWith:
		return strings.HasPrefix(s, arg)
	case typed.EndsWith:
		return strings.HasSuffix(s, arg)
	case typed.Glob:
		return Fnmatch(arg, s, false)
	case typed.IGlob:
		return Fnmatch(arg, s, true)
	case typed.Regex:
		return matchRegex(arg, s)
	case typed.PMatch:
		return pathMatch(arg, s)
	}
	return false
}

func compareBytes(op typed.Op, s, arg string) bool {
	switch op {
	case typed.Eq:
		return s == arg
	case typed.Ne:
		return s != arg
	case typed.Contains:
		return strings.Contains(s, arg)
	case typed.StartsWith:
		return strings.HasPrefix(s, arg)
	case typed.EndsWith:
		return strings.HasSuffix(s, arg)
	}
	return false
}

// compareNumbers compares in the type's own order.
func compareNumbers(op typed.Op, typ catalog.Type, a, b uint64) bool {
	less, same := a < b, a == b
	switch {
	case typ == catalog.Double:
		x, y := float(a), float(b)
		less, same = x < y, x == y
		if x != x || y != y {
			return op == typed.Ne
		}
	case typ.IsSigned():
		less = int64(a) < int64(b)
	}
	switch op {
	case typed.Eq:
		return same
	case typed.Ne:
		return !same
	case typed.Lt:
		return less
	case typed.Le:
		return less || same
	case typed.Gt:
		return !less && !same
	case typed.Ge:
		return !less
	}
	return false
}

// matchRegex asks for a match of the whole text. Invalid UTF-8 in the text counts
// as replacement characters, one for each byte.
func matchRegex(pattern, s string) bool {
	re, err := regexp.CompilePOSIX(pattern)
	if err != nil {
		return false
	}
	var clean strings.Builder
	for _, r := range s {
		clean.WriteRune(r)
	}
	s = clean.String()
	at := re.FindStringIndex(s)
	// The leftmost match is the longest at its place; a match of the whole text
	// starts at the beginning, where anything else would start as well.
	return at != nil && at[0] == 0 && at[1] == len(s)
}

// pathMatch reports whether the pattern's components match the first components
// of the path. Empty components count for nothing.
func pathMatch(pattern, path string) bool {
	want, have := components(pattern), components(path)
	if len(want) > len(have) {
		return false
	}
	for i, w := range want {
		if strings.ContainsAny(w, "?*[") {
			if !Fnmatch(w, have[i], false) {
				return false
			}
		} else if w != have[i] {
			return false
		}
	}
	return true
}

func components(path string) (out []string) {
	for _, c := range strings.Split(path, "/") {
		if c != "" {
			out = append(out, c)
		}
	}
	return out
}
