package check

import (
	"fmt"
	"strings"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

var operators = map[string]typed.Op{
	"exists": typed.Exists, "=": typed.Eq, "==": typed.Eq, "!=": typed.Ne,
	"<": typed.Lt, "<=": typed.Le, ">": typed.Gt, ">=": typed.Ge,
	"contains": typed.Contains, "icontains": typed.IContains, "bcontains": typed.Contains,
	"startswith": typed.StartsWith, "bstartswith": typed.StartsWith, "endswith": typed.EndsWith,
	"glob": typed.Glob, "iglob": typed.IGlob, "regex": typed.Regex,
	"in": typed.In, "intersects": typed.Intersects, "pmatch": typed.PMatch,
}

var modifiers = map[string]typed.Mod{"": typed.NoMod, "oneof": typed.OneOf, "anyof": typed.AnyOf, "allof": typed.AllOf}

// kind groups the types that share their operators.
type kind uint8

const (
	otherKind kind = iota
	numberKind
	boolKind
	stringKind
	bufferKind
	addressKind
)

func kindOf(t catalog.Type) kind {
	switch t {
	case catalog.Int8, catalog.Int16, catalog.Int32, catalog.Int64, catalog.Uint8, catalog.Uint16, catalog.Uint32,
		catalog.Uint64, catalog.Errno, catalog.FD, catalog.PID, catalog.SyscallID, catalog.SigType, catalog.RelTime,
		catalog.AbsTime, catalog.Port, catalog.Flags8, catalog.Flags16, catalog.Flags32, catalog.EnumFlags8,
		catalog.EnumFlags16, catalog.EnumFlags32, catalog.Mode, catalog.Double:
		return numberKind
	case catalog.Bool:
		return boolKind
	case catalog.Charbuf, catalog.Fspath, catalog.Fsrelpath:
		return stringKind
	case catalog.Bytebuf:
		return bufferKind
	case catalog.IPv4Addr, catalog.IPv6Addr, catalog.IPAddr, catalog.IPv4Net, catalog.IPv6Net, catalog.IPNet:
		return addressKind
	}
	return otherKind
}

func ops(list ...typed.Op) (m uint32) {
	for _, op := range list {
		m |= 1 << op
	}
	return m
}

var (
	basicOps = ops(typed.Exists, typed.Eq, typed.Ne, typed.In, typed.Intersects)
	orderOps = ops(typed.Lt, typed.Le, typed.Gt, typed.Ge)
	partOps  = ops(typed.Contains, typed.StartsWith, typed.EndsWith)

	kindOps = [...]uint32{
		otherKind:   ops(typed.Exists),
		numberKind:  basicOps | orderOps,
		boolKind:    basicOps,
		stringKind:  basicOps | orderOps | partOps | ops(typed.IContains, typed.Glob, typed.IGlob, typed.Regex, typed.PMatch),
		bufferKind:  basicOps | partOps,
		addressKind: basicOps,
	}
	listOps = ops(typed.Exists, typed.In, typed.Intersects)
)

// misfit says why the operator does not fit the operand's type, or "" when it does.
func misfit(written string, op typed.Op, mod string, t catalog.Type, list bool) string {
	if written == "==" {
		written = "="
	}
	if list {
		switch {
		case listOps&(1<<op) == 0:
			return fmt.Sprintf("filter error: '%s' operator not supported list filters", written)
		case op == typed.Exists:
			return ""
		}
		switch t {
		case catalog.Charbuf, catalog.Uint64, catalog.RelTime, catalog.AbsTime, catalog.Bool, catalog.IPAddr, catalog.IPNet:
			return ""
		}
		return fmt.Sprintf("filter error: list filters are not supported for type '%s'", t)
	}
	k := kindOf(t)
	ok := kindOps[k]&(1<<op) != 0
	if k == stringKind && hexOperator(written) {
		ok = false
	}
	if ok {
		return ""
	}
	what := "numeric filters"
	switch k {
	case stringKind:
		what = "string filters"
	case bufferKind:
		what = "buffer filters"
	case addressKind:
		what = "ip address and network filters"
		if mod != "" {
			return fmt.Sprintf("filter error: '%s' with modifier not supported for %s", written, what)
		}
	case otherKind:
		what = fmt.Sprintf("type '%s'", t)
	}
	return fmt.Sprintf("filter error: '%s' operator not supported for %s", written, what)
}

func hexOperator(op string) bool { return op == "bcontains" || op == "bstartswith" }

// misfitHint lists the operators that would fit.
func misfitHint(op typed.Op, left *operand) string {
	fit := kindOps[kindOf(left.Type)]
	what := "a field of type " + left.Type.String()
	if left.List {
		fit, what = listOps, "a list field"
	}
	if left.field != nil && left.List && (op == typed.Eq || op == typed.Ne) {
		return fmt.Sprintf("%s is a list: use 'in' (every element is in the set) or 'intersects' (some element is)", left.name)
	}
	var names []string
	for _, name := range []string{"exists", "=", "!=", "<", "<=", ">", ">=", "contains", "icontains", "startswith", "endswith",
		"glob", "iglob", "regex", "in", "intersects", "pmatch"} {
		if fit&(1<<operators[name]) != 0 {
			names = append(names, name)
		}
	}
	if left.Type == catalog.Bytebuf && !left.List {
		names = append(names, "bcontains", "bstartswith")
	}
	return fmt.Sprintf("%s takes %s", what, strings.Join(names, ", "))
}

// rightMisfit says why the right operand cannot be compared with the left one.
func rightMisfit(t *ast.Test, op typed.Op, left, right *operand) *fault {
	msg := ""
	switch {
	case op == typed.PMatch || op == typed.Regex:
		msg = fmt.Sprintf("operator '%s' doesn't support right-hand side fields", strings.ToUpper(t.Op))
	case left.Type == catalog.IPNet || left.Type == catalog.IPv4Net || left.Type == catalog.IPv6Net:
		msg = fmt.Sprintf("field type '%s' doesn't support right-hand side fields", left.Type)
	case left.has(catalog.NoRHS):
		msg = fmt.Sprintf("field '%s' doesn't support right-hand side fields", left.name)
	case right.has(catalog.NoRHS):
		msg = fmt.Sprintf("field '%s' can't be used as a right-hand side field", right.name)
	case left.Type != right.Type || left.List != right.List:
		msg = fmt.Sprintf("field '%s' has type '%s' while the right-hand side field '%s' has incompatible type '%s'",
			left.name, left.Type, right.name, right.Type)
	default:
		return nil
	}
	err := at(t, msg)
	err.span = t.Right.Span()
	return err
}
