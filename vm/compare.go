package vm

import (
	"math"
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/falcoc/falcoc/vm/catalog"
)

// Kind is a family of types whose values are compared alike.
type Kind uint8

// The kinds.
const (
	KindOther    Kind = iota // nothing but its presence can be tested
	KindSigned               // Value.N in two's complement
	KindUnsigned             // Value.N
	KindFloat                // Value.N as IEEE bits
	KindString               // Value.S, text
	KindBytes                // Value.S, a buffer
	KindAddress              // Value.S, 4 or 16 bytes in network order
	KindNet                  // Value.S, an address that is compared with networks
)

// KindOf returns the kind of the type's values.
func KindOf(t catalog.Type) Kind {
	switch t {
	case catalog.Int8, catalog.Int16, catalog.Int32, catalog.Int64, catalog.Errno, catalog.FD, catalog.PID, catalog.FD32, catalog.PID32:
		return KindSigned
	case catalog.Double:
		return KindFloat
	case catalog.Charbuf, catalog.Fspath, catalog.Fsrelpath:
		return KindString
	case catalog.Bytebuf, catalog.Sockaddr, catalog.Socktuple:
		return KindBytes
	case catalog.IPv4Addr, catalog.IPv6Addr, catalog.IPAddr:
		return KindAddress
	case catalog.IPv4Net, catalog.IPv6Net, catalog.IPNet:
		return KindNet
	case catalog.None, catalog.FDList, catalog.Dyn, catalog.CharbufArray, catalog.CharbufPairs:
		return KindOther
	}
	return KindUnsigned
}

func (k Kind) isNumber() bool { return k == KindSigned || k == KindUnsigned || k == KindFloat }

// fits reports whether values of the kind can be compared by the operation.
func (op TestOp) fits(k Kind) bool {
	switch {
	case op == TestExists:
		return true
	case op == TestEqN || op == TestNeN:
		return k.isNumber()
	case op >= TestLtI && op <= TestGeI || op >= TestLtU && op <= TestGeU || op == TestWithinI || op == TestWithinU:
		return k == KindSigned || k == KindUnsigned
	case op >= TestEqF && op <= TestGeF:
		return k == KindFloat
	case op == TestEqNet || op == TestNeNet:
		return k == KindNet || k == KindAddress
	case op == TestEqS || op == TestNeS:
		return k == KindString || k == KindBytes || k == KindAddress
	case op == TestContains || op == TestStartsWith || op == TestEndsWith:
		return k == KindString || k == KindBytes
	}
	return k == KindString
}

// negative reports whether the operation is a kind of "!=", which two ends of a
// connection must both satisfy.
func (op TestOp) negative() bool {
	return op == TestNeN || op == TestNeF || op == TestNeS || op == TestNeNet
}

// compareText reports whether a text fits one of the constants. The operation is =,
// contains, startswith or endswith.
func compareText(op TestOp, s string, consts []Const) bool {
	for i := range consts {
		c := consts[i].S
		var yes bool
		switch op {
		case TestEqS:
			yes = s == c
		case TestStartsWith:
			yes = len(s) >= len(c) && s[:len(c)] == c
		case TestEndsWith:
			yes = len(s) >= len(c) && s[len(s)-len(c):] == c
		default:
			yes = strings.Contains(s, c)
		}
		if yes {
			return true
		}
	}
	return false
}

// test decides a test other than those of tables.
func (m *Machine) test(t *Test) bool {
	v := m.load(t.Reg)
	if v == nil || t.Op == TestExists {
		return v != nil
	}
	var right *Value
	if t.RHS {
		if right = m.load(t.Arg); right == nil {
			return false
		}
	}
	r := &m.b.Regs[t.Reg]
	switch {
	case r.List:
		return m.testList(t, r, v, right)
	case r.Quant == catalog.Plain:
		return m.combine(t, r.Type, v, right)
	}
	all := r.Quant == catalog.EitherEnd && t.Op.negative()
	for i := range v.L {
		if m.combine(t, r.Type, &v.L[i], right) != all {
			return !all
		}
	}
	return all && len(v.L) > 0
}

// testList compares a list as a set: Subset asks that each element is among the
// constants, AnyOf that one is.
func (m *Machine) testList(t *Test, r *Register, v, right *Value) bool {
	every := t.Mod == Subset
	for i := range v.L {
		in := false
		if right == nil {
			for j := t.Arg; j < t.Arg+t.N && !in; j++ {
				in = m.compare(t.Op, r.Type, &v.L[i], j, &m.b.Consts[j])
			}
		} else {
			for j := range right.L {
				if in = m.compareValues(t.Op, r.Type, &v.L[i], &right.L[j]); in {
					break
				}
			}
		}
		if in != every {
			return !every
		}
	}
	return every
}

// combine compares one value with all constants.
func (m *Machine) combine(t *Test, typ catalog.Type, v, right *Value) bool {
	if right != nil {
		return m.compareValues(t.Op, typ, v, right)
	}
	if t.Op == TestWithinI || t.Op == TestWithinU {
		return within(t.Op, v.N, m.b.Consts[t.Arg:t.Arg+t.N])
	}
	n := uint32(0)
	for i := t.Arg; i < t.Arg+t.N; i++ {
		yes := m.compare(t.Op, typ, v, i, &m.b.Consts[i])
		switch {
		case t.Mod == AnyOf && yes:
			return true
		case t.Mod == AllOf && !yes:
			return false
		case yes:
			n++
		}
	}
	switch t.Mod {
	case AllOf:
		return t.N > 0
	case OneOf:
		return n == 1
	}
	return false
}

func (m *Machine) compareValues(op TestOp, typ catalog.Type, v, right *Value) bool {
	return m.compare(op, typ, v, 0, &Const{S: right.S, N: right.N})
}

// compare compares a value of the type with a constant, whose index serves to
// find its compiled pattern.
func (m *Machine) compare(op TestOp, typ catalog.Type, v *Value, index uint32, c *Const) bool {
	if typ == catalog.Dyn {
		k := KindOf(v.Type)
		if !op.fits(k) {
			return false
		}
		op = op.as(k)
	}
	if op == TestRegex {
		return m.regex(index, c.S, v.S)
	}
	return Compare(op, v, c)
}

// as is the order operation for the signedness of the kind.
func (op TestOp) as(k Kind) TestOp {
	switch {
	case k == KindUnsigned && op >= TestLtI && op <= TestGeI:
		return op - TestLtI + TestLtU
	case k == KindSigned && op >= TestLtU && op <= TestGeU:
		return op - TestLtU + TestLtI
	}
	return op
}

// Compare decides one comparison other than TestRegex, which needs a machine.
func Compare(op TestOp, v *Value, c *Const) bool {
	switch op {
	case TestEqN:
		return v.N == c.N
	case TestNeN:
		return v.N != c.N
	case TestLtI:
		return int64(v.N) < int64(c.N)
	case TestLeI:
		return int64(v.N) <= int64(c.N)
	case TestGtI:
		return int64(v.N) > int64(c.N)
	case TestGeI:
		return int64(v.N) >= int64(c.N)
	case TestLtU:
		return v.N < c.N
	case TestLeU:
		return v.N <= c.N
	case TestGtU:
		return v.N > c.N
	case TestGeU:
		return v.N >= c.N
	case TestEqS:
		return v.S == c.S
	case TestNeS:
		return v.S != c.S
	case TestLtS:
		return v.S < c.S
	case TestLeS:
		return v.S <= c.S
	case TestGtS:
		return v.S > c.S
	case TestGeS:
		return v.S >= c.S
	case TestContains:
		return strings.Contains(v.S, c.S)
	case TestIContains:
		return containsFold(v.S, c.S)
	case TestStartsWith:
		return strings.HasPrefix(v.S, c.S)
	case TestEndsWith:
		return strings.HasSuffix(v.S, c.S)
	case TestGlob:
		return globMatch(c.S, v.S, false)
	case TestIGlob:
		return globMatch(c.S, v.S, true)
	case TestPMatch:
		return pathMatch(c.S, v.S)
	case TestEqNet:
		return inNet(v.S, c)
	case TestNeNet:
		return !inNet(v.S, c)
	}
	return compareFloat(op, math.Float64frombits(v.N), math.Float64frombits(c.N))
}

// within reports whether n lies in an interval of the pairs of constants.
func within(op TestOp, n uint64, c []Const) bool {
	signed := op == TestWithinI
	n = OrderKey(n, signed)
	for ; len(c) >= 2; c = c[2:] {
		if OrderKey(c[0].N, signed) <= n && n <= OrderKey(c[1].N, signed) {
			return true
		}
	}
	return false
}

// OrderKey maps numbers so that their order is that of unsigned ones.
func OrderKey(n uint64, signed bool) uint64 {
	if signed {
		return n ^ 1<<63
	}
	return n
}

// FloatKey is OrderKey for doubles. Both zeros have one key; those of numbers that are
// none lie outside of the infinities'.
func FloatKey(n uint64) uint64 {
	switch {
	case n == 1<<63:
		return 1 << 63
	case n>>63 == 1:
		return ^n
	}
	return n | 1<<63
}

func compareFloat(op TestOp, a, b float64) bool {
	switch op {
	case TestEqF:
		return a == b
	case TestNeF:
		return a != b
	case TestLtF:
		return a < b
	case TestLeF:
		return a <= b
	case TestGtF:
		return a > b
	case TestGeF:
		return a >= b
	}
	return false
}

// inNet reports whether the address lies in the network; it does not when the
// families differ.
func inNet(addr string, c *Const) bool {
	bits := int(c.Bits)
	if len(addr) != len(c.S) || bits > 8*len(addr) {
		return false
	}
	n := bits / 8
	if addr[:n] != c.S[:n] {
		return false
	}
	rest := bits % 8
	return rest == 0 || (addr[n]^c.S[n])>>(8-rest) == 0
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		c -= 'a' - 'A'
	}
	return c
}

// containsFold is strings.Contains without regard to the case of ASCII letters.
func containsFold(s, sub string) bool {
	if sub == "" {
		return true
	}
	first := lower(sub[0])
	for i := 0; i+len(sub) <= len(s); i++ {
		if lower(s[i]) == first && equalFold(s[i+1:i+len(sub)], sub[1:]) {
			return true
		}
	}
	return false
}

func equalFold(a, b string) bool {
	for i := 0; i < len(a); i++ {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

// regex matches the whole text against the pattern of a constant, which is
// compiled at its first use. Bytes that are not UTF-8 count as U+FFFD each.
func (m *Machine) regex(index uint32, pattern, s string) bool {
	re := m.regexps[index]
	if re == nil {
		var err error
		if re, err = CompileRegex(pattern); err != nil {
			re = never
		}
		m.regexps[index] = re
	}
	return re.MatchString(s)
}

var never = regexp.MustCompile(`[^\x{0}-\x{10FFFF}]`)

// CompileRegex compiles a pattern of the regex operator: the POSIX extended
// syntax with line anchors, to match a whole text.
func CompileRegex(pattern string) (*regexp.Regexp, error) {
	p, err := syntax.Parse(pattern, syntax.POSIX)
	if err != nil {
		return nil, err
	}
	return regexp.Compile(`\A(?:` + p.String() + `)\z`)
}
