// Package gen makes random well-typed conditions and random events for tests that
// compare evaluators. Values come from small pools, so that comparisons are often
// true, and often nearly so.
package gen

import (
	"fmt"
	"strconv"

	"pgregory.net/rapid"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Rule is a condition before and after checking.
type Rule struct {
	AST  ast.Expr
	Cond typed.Expr
}

// Condition generates conditions that check.Condition accepts, of at most depth
// levels of and, or and not.
func Condition(depth int) *rapid.Generator[Rule] {
	return rapid.Custom(func(t *rapid.T) Rule {
		e := expr(t, depth)
		c, findings := check.Condition(e, check.SourceSyscall)
		if c == nil {
			for _, f := range findings {
				if f.Error {
					panic(fmt.Sprintf("the generator made a condition that is refused: %s", f.Msg))
				}
			}
		}
		return Rule{e, c}
	})
}

func expr(t *rapid.T, depth int) ast.Expr {
	if depth > 0 {
		switch pick(t, "node", 5) {
		case 0:
			return &ast.And{Kids: exprs(t, depth-1)}
		case 1:
			return &ast.Or{Kids: exprs(t, depth-1)}
		case 2:
			return &ast.Not{X: expr(t, depth-1)}
		case 3:
			return &ast.MacroRef{Name: "m", Body: expr(t, depth-1)}
		}
	}
	return test(t)
}

func exprs(t *rapid.T, depth int) []ast.Expr {
	kids := make([]ast.Expr, 2+pick(t, "kids", 3))
	for i := range kids {
		kids[i] = expr(t, depth)
	}
	return kids
}

func pick(t *rapid.T, label string, n int) int { return rapid.IntRange(0, n-1).Draw(t, label) }

func oneOf[T any](t *rapid.T, label string, from []T) T { return from[pick(t, label, len(from))] }

// shape is what the operators of an operand depend on.
type shape struct {
	typ  catalog.Type
	list bool
	raw  bool // evt.rawarg
}

func test(t *rapid.T) ast.Expr {
	if pick(t, "kind", 6) == 0 { // what the events of a rule are inferred from
		return eventType(t)
	}
	left, s := operand(t)
	ops := operatorsOf(s)
	op := oneOf(t, "op", ops)
	e := &ast.Test{Left: left, Op: op}
	switch op {
	case "exists":
		return e
	case "in", "intersects", "pmatch":
		if right := sameShape(t, left, s); right != nil && op != "pmatch" {
			e.Right = right
			return e
		}
		e.Right = list(t, s, op)
		return e
	}
	if right := sameShape(t, left, s); right != nil && op != "regex" {
		e.Right = right
		return e
	}
	switch op {
	case "<", "<=", ">", ">=":
	default:
		if s.typ != catalog.IPNet && pick(t, "modified", 4) == 0 {
			e.Mod = oneOf(t, "mod", []string{"oneof", "anyof", "allof"})
			e.Right = list(t, s, op)
			return e
		}
	}
	e.Right = literal(t, s, op)
	return e
}

func eventType(t *rapid.T) ast.Expr {
	field := &ast.Field{Name: oneOf(t, "field", []string{"evt.type", "evt.type", "syscall.type", "evt.num"})}
	if field.Name == "evt.num" {
		op := oneOf(t, "op", []string{"=", "!=", "<", "<=", ">", ">="})
		return &ast.Test{Left: field, Op: op, Right: &ast.Literal{Text: strconv.Itoa(pick(t, "n", 3)), Kind: ast.Number}}
	}
	op := oneOf(t, "op", []string{"=", "==", "!=", "in", "in", "exists", "startswith", "contains"})
	e := &ast.Test{Left: field, Op: op}
	switch op {
	case "exists":
	case "in":
		names := make([]*ast.Literal, pick(t, "names", 4))
		for i := range names {
			names[i] = &ast.Literal{Text: oneOf(t, "name", EventNames)}
		}
		e.Right = &ast.List{Elems: names}
	default:
		e.Right = &ast.Literal{Text: oneOf(t, "name", EventNames)}
	}
	return e
}

func operatorsOf(s shape) []string {
	if s.list {
		return []string{"exists", "in", "intersects"}
	}
	basic := []string{"exists", "=", "==", "!=", "in", "intersects"}
	switch {
	case s.raw && s.typ == catalog.Bytebuf:
		return []string{"exists"}
	case s.typ.IsString():
		// The order operators take numbers only.
		return append(basic, "<", "<=", ">", ">=", "contains", "icontains", "startswith", "endswith", "glob", "iglob", "regex", "pmatch")
	case s.typ == catalog.Bytebuf:
		return append(basic, "contains", "startswith", "endswith", "bcontains", "bstartswith")
	case s.typ == catalog.Bool, s.typ == catalog.IPAddr, s.typ == catalog.IPNet:
		return basic
	case s.typ == catalog.UID, s.typ == catalog.GID, s.typ == catalog.Sockaddr, s.typ == catalog.Socktuple,
		s.typ == catalog.SigType, s.typ == catalog.SyscallID, s.typ.Size() == 0:
		return []string{"exists"}
	}
	return append(basic, "<", "<=", ">", ">=")
}

func operand(t *rapid.T) (ast.Operand, shape) {
	switch pick(t, "operand", 12) {
	case 0:
		f, s := textField(t)
		fn := oneOf(t, "fn", []string{"tolower", "toupper", "b64", "basename"})
		return call(fn, f), s
	case 1:
		f, _ := textField(t)
		return call("len", f), shape{typ: catalog.Uint64}
	case 2:
		fn := oneOf(t, "fn", []string{"tolower", "toupper", "basename"})
		return call(fn, &ast.Field{Name: "fd.types"}), shape{typ: catalog.Charbuf, list: true}
	case 3:
		a, _ := textField(t)
		return call("concat", a, &ast.Literal{Text: oneOf(t, "text", texts), Kind: ast.Quoted}), shape{typ: catalog.Charbuf}
	case 4:
		return call("join", &ast.Literal{Text: "-", Kind: ast.Quoted}, tuple(t)), shape{typ: catalog.Charbuf}
	case 5:
		c := call("getopt", tuple(t), &ast.Literal{Text: "ab:", Kind: ast.Quoted})
		if pick(t, "selector", 2) == 0 {
			return c, shape{typ: catalog.Charbuf, list: true}
		}
		c.Arg, c.HasArg = oneOf(t, "selector", []string{"a", "b"}), true
		return c, shape{typ: catalog.Charbuf}
	}
	f := oneOf(t, "field", fields)
	return astField(f.text), f.shape
}

func call(name string, args ...ast.Operand) *ast.Call { return &ast.Call{Name: name, Args: args} }

func textField(t *rapid.T) (ast.Operand, shape) {
	f := oneOf(t, "text field", plainTexts)
	return astField(f.text), f.shape
}

func tuple(t *rapid.T) *ast.Tuple {
	elems := make([]ast.Operand, pick(t, "elements", 4))
	for i := range elems {
		switch pick(t, "element", 4) {
		case 0:
			elems[i], _ = textField(t)
		case 1:
			elems[i] = &ast.Field{Name: oneOf(t, "number", []string{"proc.pid", "evt.num", "fd.num"})}
		default:
			elems[i] = &ast.Literal{Text: oneOf(t, "word", []string{"-a", "-b", "-ab", "x", "--", "-bx", "-c"}), Kind: ast.Quoted}
		}
	}
	return &ast.Tuple{Elems: elems}
}

// sameShape sometimes makes a right side that fits the left one.
func sameShape(t *rapid.T, left ast.Operand, s shape) ast.Right {
	if s.list || s.raw || s.typ == catalog.IPNet || pick(t, "right field", 6) != 0 {
		return nil
	}
	if f, ok := left.(*ast.Field); ok {
		if ref, err := catalog.ParseField(f.Text()); err != nil || ref.Row().Has(catalog.NoRHS) || ref.ID == catalog.FieldEvtType || ref.ID == catalog.FieldSyscallType {
			return nil
		}
	}
	var fit []sample
	for _, f := range fields {
		ref, _ := catalog.ParseField(f.text)
		if f.shape == s && !ref.Row().Has(catalog.NoRHS) {
			fit = append(fit, f)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	f := astField(oneOf(t, "right", fit).text)
	f.Val = true
	return f
}

func list(t *rapid.T, s shape, op string) *ast.List {
	l := &ast.List{Elems: make([]*ast.Literal, pick(t, "elements", 5))}
	for i := range l.Elems {
		l.Elems[i] = literal(t, s, op)
	}
	return l
}

func literal(t *rapid.T, s shape, op string) *ast.Literal {
	return &ast.Literal{Text: oneOf(t, "literal", literalPool(s, op)), Kind: ast.Quoted}
}

func astField(text string) *ast.Field {
	f := &ast.Field{Name: text}
	for i := range text {
		if text[i] == '[' {
			f.Name, f.Arg, f.HasArg = text[:i], text[i+1:len(text)-1], true
			break
		}
	}
	return f
}
