package grammar

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/grammar/ast"
)

func TestParseCondition(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a and b or c and d or e", "((a and b) or (c and d) or e)"},
		{"a or (b) and c", "(a or (b and c))"},
		{"a and(b) or c", "((a and b) or c)"},
		{"a and(b)and(c)", "(a and b and c)"},
		{"(a)and(b)or(c)", "((a and b) or c)"},
		{"a or(b or c)or d", "(a or (b or c) or d)"},
		{"((a))", "a"},
		{"a and (b and c)", "(a and (b and c))"},
		{"not not not a", "not a"},
		{"not not a", "a"},
		{"not (not a)", "not not a"},
		{"not not(a)", "a"},
		{"not(a)and b", "(not a and b)"},
		{"not\va", "not a"},
		{"a and not", "(a and not)"},
		{"a and notb", "(a and notb)"},
		{"and", "and"},
		{"a.b = and and c", "(a.b = and and c)"},
		{"a.b = not", "a.b = not"},
		{"a.b > 1and c", "(a.b > 1 and c)"},
		{"a.b = 'x'and c", "(a.b = x and c)"},
		{"a.b existsand c", "(a.b exists and c)"},
		{"a.b infoo", "a.b in foo"},
		{"a.b intersectsfoo", "a.b intersects foo"},
		{"a.b in()", "a.b in ()"},
		{"a.b in (x, 'y z',\"\")", "a.b in (x, \"y z\", )"},
		{"a.b contains\tx", "a.b contains x"},
		{"a.b[''] = x", `a.b[""] = x`},
		{"a.b[1] = x", "a.b[1] = x"},
		{`a.b["a]b"] exists`, "a.b[a]b] exists"},
		{"a.b = x;y", "a.b = x;y"},
		{"a.b=[x]", "a.b = [x]"},
		{"a.b = val(c.d[e])", "a.b = val(c.d[e])"},
		{"a.b = val(c.d)[1]", "a.b = val(c.d)[1]"},
		{"a.b in val( c.d )", "a.b in val(c.d)"},
		{"a.b = c.d", "a.b = c.d"},
		{"a.b = tolower", "a.b = tolower"},
		{"a.b = b64 and(m)", "(a.b = b64 and m)"},
		{"tolower and a", "(tolower and a)"},
		{"b64( a.b )exists", "b64(a.b) exists"},
		{`join("-", ()) = x`, "join(-,()) = x"},
		{`join( "-" , ( a.b , 1, 0x2 ,tolower(c.d)) ) = x`, "join(-,(a.b,1,0x2,tolower(c.d))) = x"},
		{`getopt((proc.args), "n:")[n] = 1`, "getopt((proc.args),n:)[n] = 1"},
		{"a.b <= 0x12345", "a.b <= 0x12345"},
		{"a.b < -0.12e+10", "a.b < -0.12e+10"},
		{"a.b >+1.", "a.b > +1."},
		{"a.b = 0xAAA.1", "a.b = 0xAAA.1"},
		{`a.b = "x\ y"`, `a.b = "x\\y"`},
		{`a.b = "\x41\/\x0a"`, `a.b = "A/\n"`},
		{`a.b = 'it\'s'`, `a.b = "it's"`},
		{`a.b = \x41`, `a.b = "\\x41"`},
		{"a.b = \"\\x00\"", `a.b = "\x00"`},
		{"a.b = x\bandy", `a.b = "x\bandy"`},
		{"a.b = x\x00y", `a.b = "x\x00y"`},
		{"a.b == oneof (x, y)", "a.b == oneof (x, y)"},
		{"a.b contains\nanyof\n(x)", "a.b contains anyof (x)"},
		{"a.b == oneof and c.d exists", "(a.b == oneof and c.d exists)"},
		{"a.b == oneof oneof", "a.b == oneof oneof"},
		{"a.b == oneof andy", "a.b == oneof andy"},
		{"a.b = oneof", "a.b = oneof"},
		{"a.b ==oneof", "a.b == oneof"},
		{"evt.dir=>", "evt.dir = >"},
		{"a.b = \xc3\xa9", "a.b = \xc3\xa9"},
		{"a\r\nand b\n", "(a and b)"},
		{`a.b in ("\q")`, "a.b in ()"}, // Falco takes a list with a spoiled head for empty
	}
	for _, tt := range tests {
		e, err := ParseCondition(tt.text, MaxDepth)
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if got := String(e); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestParseConditionErrors(t *testing.T) {
	after := func(token string) string { return "unexpected token after '" + token + "', expecting 'or', 'and'" }
	tests := []struct {
		text string
		at   int
		msg  string
	}{
		{"", 0, errEmpty},
		{" ", 1, errNoCheck},
		{"()", 1, errNoCheck},
		{"# c", 0, errNoCheck},
		{"a or(b) and c", 8, after(")")},
		{"(a or(b) and c)", 9, errNoParen},
		{"a and (x or(b) and c or d", 15, errNoParen},
		{"a or(b) andx", 8, after(")")},
		{"a)", 1, after("a")},
		{"(a", 2, errNoParen},
		{"(a b)", 3, errNoParen},
		{"not(a", 5, errNoParen},
		{"a b", 2, after("a")},
		{"a andb", 5, "expected blank or '(' after 'and'"},
		{"a orb", 4, "expected blank or '(' after 'or'"},
		{"a or\v(b)", 4, "expected blank or '(' after 'or'"},
		{"a\fand b", 1, after("a")},
		{"a\x00", 1, after("a")},
		{"a and not ", 10, errNoCheck},
		{"a.b = 1and c", 11, after("1and")},
		{"a.b = x,y", 7, after("x")},
		{"a.b = 'x'y", 9, after("x")},
		{"a.b < 1e5", 7, after("1")},
		{"a.b < .5", 6, errNoNumber},
		{"a.b < (1)", 6, errNoNumber},
		{"a.b = (x)", 6, errNoString},
		{"a.b = \"x", 6, errNoString},
		{"a.b = \"x\x00\"", 6, errNoString},
		{"a.b = \xff", 6, errNoString},
		{"a.b = x\xff", 7, after("x")},
		{`a.b = "x\\"`, 6, errNoString},
		{`a.b = "it\'s"`, 13, `invalid \' escape in "-quoted string`},
		{`a.b = 'a\"'`, 11, `invalid \" escape in '-quoted string`},
		{`a.b = "\x4"`, 11, "truncated hex char escape sequence"},
		{`a.b = "\xgg"`, 12, "invalid hex char escape sequence: gg"},
		{`a.b = "\q" and`, 10, `unsupported string escape sequence: \q`},
		{`a.b["\q"] = x`, 8, `unsupported string escape sequence: \q`},
		{"a.b ~ x", 4, errNoOperator},
		{"a.b globx", 4, errNoOperator},
		{"a.b glob", 4, errNoOperator},
		{"a.b IN (x)", 4, errNoOperator},
		{"a.b oneof (x)", 4, errNoOperator},
		{"a.b [1] = x", 4, errNoOperator},
		{"a.b[] = x", 4, errNoSelector},
		{"a.b[ 1] = x", 4, errNoSelector},
		{"a.b[1 ] = x", 5, errNoBracket},
		{"a.b in 'x'", 7, errNoList},
		{"a.b in (a,)", 10, errNoItem},
		{"a.b in (,)", 8, errNoParen},
		{"a.b in (a b)", 10, errNoParen},
		{"a.b in (val(c.d))", 11, errNoParen},
		{`a.b in ("\q" )`, 12, errNoParen},
		{`a.b in (x, "\q")`, 15, `unsupported string escape sequence: \q`},
		{"a.b = oneof val(c.d)", 15, after("val")},
		{"a.b ==oneof (x)", 12, after("oneof")},
		{"a.b = oneof and_x", 15, "expected blank or '(' after 'and'"},
		{"val(a.b) = c", 3, after("val")},
		{"a.b = val(c)", 10, errNoField},
		{"a.b = val(tolower(c.d))", 10, errNoField},
		{"a.b = val(c.d,e.f)", 13, errNoCallParen},
		{"tolower() = x", 8, errNoArgument},
		{"tolower(a.b = x", 12, errNoCallParen},
		{"tolower(val(a.b)) = x", 8, errNoArgument},
		{`join("-", (a.b,)) = x`, 15, errNoElement},
		{`join("-", ((a.b))) = x`, 11, errNoElement},
		{"b64 (a.b) exists", 4, after("b64")},
	}
	for _, tt := range tests {
		e, err := ParseCondition(tt.text, MaxDepth)
		switch {
		case err == nil:
			t.Errorf("%q: parsed as %s", tt.text, String(e))
		case err.Msg != tt.msg || err.Offset != tt.at:
			t.Errorf("%q: %q at %d, want %q at %d", tt.text, err.Msg, err.Offset, tt.msg, tt.at)
		}
	}
}

func TestErrorPosition(t *testing.T) {
	_, err := ParseCondition("a\r\nand\né.b", MaxDepth)
	want := &Error{Offset: 7, Line: 4, Col: 1, Msg: errNoCheck}
	if diff := cmp.Diff(want, err); diff != "" {
		t.Error(diff)
	}
	_, err = ParseCondition("a.b = é ~", MaxDepth)
	if err == nil || err.Col != 10 {
		t.Errorf("columns are not bytes: %+v", err)
	}
}

func TestDepth(t *testing.T) {
	wrap := func(open, inner string, n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(")", n)
	}
	tests := []struct {
		text string
		max  int
		at   int // of the error, -1 for none
	}{
		{wrap("(", "a.b=c", 198), MaxDepth, -1},
		{wrap("(", "a.b=c", 199), MaxDepth, 199 + 3},
		{wrap("(", "a", 199), MaxDepth, -1},
		{wrap("(", "a.b=c", 200), MaxDepth, 200},
		{wrap("(", "a.b=c", 18), MaxDescribeDepth, -1},
		{wrap("(", "a.b=c", 19), MaxDescribeDepth, 19 + 3},
		{strings.Repeat("not ", 5000) + "a", MaxDepth, -1},
		{wrap("not(", "a", 249), MaxDepth, 4 * 249}, // four levels each, and four for the check
		{wrap("not(", "a", 248), MaxDepth, -1},
		{wrap("(", "a", 1e6), MaxDepth, 200},
		{strings.Repeat("(", 1e7), MaxDepth, 200},
		{wrap("tolower(", "a.b", 1e5) + " = x", MaxDepth, 8 * 996},
	}
	for _, tt := range tests {
		_, err := ParseCondition(tt.text, tt.max)
		name := tt.text[:min(len(tt.text), 20)]
		switch {
		case tt.at < 0 && err != nil:
			t.Errorf("%s: %d bytes: %v at %d", name, len(tt.text), err, err.Offset)
		case tt.at >= 0 && (err == nil || err.Offset != tt.at || err.Msg != fmt.Sprintf("exceeded max depth limit of %d", tt.max)):
			t.Errorf("%s: %d bytes: %+v, want an error at %d", name, len(tt.text), err, tt.at)
		}
	}
}

// TestBounds gives texts that would cost much memory.
func TestBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some hundred megabytes")
	}
	tests := []struct{ text, msg string }{
		{strings.Repeat("a", maxText+1), errTooLong},
		{"a.b in (" + strings.Repeat("x,", maxTokens), fmt.Sprintf("more than %d tokens", maxTokens)},
		{"a" + strings.Repeat(" or a", maxOperands), fmt.Sprintf("more than %d operands", maxOperands)},
		{"join(a.b" + strings.Repeat(",a.b", maxOperands), fmt.Sprintf("more than %d operands", maxOperands)},
	}
	for _, tt := range tests {
		if _, err := ParseCondition(tt.text, MaxDepth); err == nil || err.Msg != tt.msg {
			t.Errorf("%.20s: %v, want %s", tt.text, err, tt.msg)
		}
	}
}

// TestSpans prints the source of each node.
func TestSpans(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"  a  and ( b or not  c ) and not(d) ", []string{
			"And:a  and ( b or not  c ) and not(d)", "MacroRef:a",
			"Or:b or not  c", "MacroRef:b", "Not:not  c", "MacroRef:c", "Not:not(d)", "MacroRef:d",
		}},
		{"(a or b)and(c)", []string{"And:(a or b)and(c)", "Or:a or b", "MacroRef:a", "MacroRef:b", "MacroRef:c"}},
		{"x.y['é b']  = \"z\" or  not not (e.f in ( g,'h' ))", []string{
			"Or:x.y['é b']  = \"z\" or  not not (e.f in ( g,'h' ))",
			"Test:x.y['é b']  = \"z\"", "Field:x.y['é b']", "op:=", "Literal:\"z\"",
			"Test:e.f in ( g,'h' )", "Field:e.f", "op:in", "List:( g,'h' )", "Literal:g", "Literal:'h'",
		}},
		{"getopt( (\"a\", x.y) , 0x1)[n] contains  anyof  m", []string{
			"Test:getopt( (\"a\", x.y) , 0x1)[n] contains  anyof  m",
			"Call:getopt( (\"a\", x.y) , 0x1)[n]", "Tuple:(\"a\", x.y)", "Literal:\"a\"", "Field:x.y", "Literal:0x1",
			"op:contains", "List:m", "Literal:m",
		}},
		{"a.b<=val( c.d[1] )and e.f exists", []string{
			"And:a.b<=val( c.d[1] )and e.f exists", "Test:a.b<=val( c.d[1] )", "Field:a.b", "op:<=", "Field:val( c.d[1] )",
			"Test:e.f exists", "Field:e.f", "op:exists",
		}},
	}
	for _, tt := range tests {
		e, err := ParseCondition(tt.text, MaxDepth)
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		var got []string
		walk(e, func(kind string, sp ast.Span) { got = append(got, kind+":"+tt.text[sp.Start:sp.End]) })
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q: %s", tt.text, diff)
		}
	}
}

type node interface{ Span() ast.Span }

// walk visits each node before those in it.
func walk(n node, visit func(kind string, sp ast.Span)) {
	visit(reflect.TypeOf(n).Elem().Name(), n.Span())
	switch n := n.(type) {
	case *ast.And:
		for _, kid := range n.Kids {
			walk(kid, visit)
		}
	case *ast.Or:
		for _, kid := range n.Kids {
			walk(kid, visit)
		}
	case *ast.Not:
		walk(n.X, visit)
	case *ast.Test:
		walk(n.Left, visit)
		visit("op", n.OpSpan)
		if n.Right != nil {
			walk(n.Right, visit)
		}
	case *ast.Call:
		for _, arg := range n.Args {
			walk(arg, visit)
		}
	case *ast.Tuple:
		for _, elem := range n.Elems {
			walk(elem, visit)
		}
	case *ast.List:
		for _, elem := range n.Elems {
			walk(elem, visit)
		}
	}
}

func TestTokens(t *testing.T) {
	text := "not(a.b[1] in (x, \"y\") or tolower(a.b)=val(c.d))and m"
	want := "NOT:not GLUED:( FIELD:a.b LBRACK:[ ARGUMENT:1 RBRACK:] LIST_OP:in LPAREN:( BARE:x COMMA:, QUOTED:\"y\" RPAREN:) " +
		"OR:or TRANSFORMER:tolower LPAREN:( FIELD:a.b RPAREN:) STR_OP:= VAL:val LPAREN:( FIELD:c.d RPAREN:) RPAREN:) AND:and IDENT:m"
	tokens, err := Tokens(text)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, token := range tokens {
		got = append(got, token.Kind.String()+":"+text[token.Span.Start:token.Span.End])
	}
	if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
		t.Error(diff)
	}
	if tokens, err := Tokens("a and b.c ~"); err == nil || len(tokens) != 3 {
		t.Errorf("got %d tokens and %v before a bad operator, want 3 and an error", len(tokens), err)
	}
}

// known stands for the catalogue of fields.
func known(o ast.Operand) error {
	switch o := o.(type) {
	case *ast.Field:
		switch o.Text() {
		case "proc.name", "proc.pid", "proc.aname", "proc.aname[2]", "proc.aname[a b]", "thread.tid":
			return nil
		}
		return errors.New("unknown field " + o.Text())
	case *ast.Call:
		for _, arg := range o.Args {
			if err := known(arg); err != nil {
				return err
			}
		}
		if o.HasArg && o.Name != "getopt" {
			return errors.New("no argument allowed")
		}
	case *ast.Tuple:
		for _, elem := range o.Elems {
			if err := known(elem); err != nil {
				return err
			}
		}
	}
	return nil
}

func TestParseOutput(t *testing.T) {
	tests := []struct{ text, want string }{
		{"plain", "[plain]"},
		{"start %proc.name end", "[start ]{proc.name}[ end]"},
		{"%proc.name.", "{proc.name}[.]"},
		{"%proc.nameand%thread.tidend", "{proc.name}[and]{thread.tid}[end]"},
		{"%proc.name%proc.pid", "{proc.name}{proc.pid}"},
		{"%proc.name.x%proc.pid_y", "{proc.name}[.x]{proc.pid}[_y]"},
		{"%10proc.name|%007proc.pid", "{10 proc.name}[|]{7 proc.pid}"},
		{"%0proc.name", "{proc.name}"},
		{"%99999999999999999999proc.name", "{65536 proc.name}"},
		{"*%proc.name", "{proc.name}"},
		{"**", "[*]"},
		{"*", ""},
		{"%proc.aname[2]x", "{proc.aname[2]}[x]"},
		{"%proc.aname['a b']", `{proc.aname["a b"]}`},
		{"%proc.aname[2", "{proc.aname}[[2]"},
		{"%proc.aname[3]", "{proc.aname}[[3]]"},
		{"%proc.name[", "{proc.name}[[]"},
		{"%proc.name[]", "{proc.name}[[]]"},
		{"%toupper(proc.name)%proc.pid", "{toupper(proc.name)}{proc.pid}"},
		{"%toupper( proc.name )[x]", "{toupper(proc.name)}[[x]]"},
		{"%toupper(proc.name)[x", "{toupper(proc.name)}[[x]"},
		{`%join("->", (proc.name, proc.pid))!`, "{join(->,(proc.name,proc.pid))}[!]"},
		{`%getopt((proc.name), "n:")[n]`, "{getopt((proc.name),n:)[n]}"},
		{"é%proc.name\xff", "[é]{proc.name}[\xff]"},
	}
	for _, tt := range tests {
		f, err := ParseOutput(tt.text, known)
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if got := formatString(f); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, got, tt.want)
		}
		checkFormat(t, tt.text, f)
	}
}

func formatString(f *ast.Format) string {
	var b strings.Builder
	for _, p := range f.Parts {
		if p.Value == nil {
			b.WriteString("[" + p.Text + "]")
			continue
		}
		b.WriteByte('{')
		if p.Width > 0 {
			fmt.Fprintf(&b, "%d ", p.Width)
		}
		printOperand(&b, p.Value)
		b.WriteByte('}')
	}
	return b.String()
}

// checkFormat expects the parts to cover the text.
func checkFormat(t *testing.T, text string, f *ast.Format) {
	t.Helper()
	at := int32(len(text) - len(strings.TrimPrefix(text, "*")))
	for _, p := range f.Parts {
		if p.Sp.Start != at || p.Sp.End <= at {
			t.Fatalf("%q: a part at %d-%d follows %d", text, p.Sp.Start, p.Sp.End, at)
		}
		if p.Value == nil && p.Text != text[p.Sp.Start:p.Sp.End] {
			t.Fatalf("%q: text %q at %d", text, p.Text, at)
		}
		if p.Value != nil && p.Value.Span().End != p.Sp.End {
			t.Fatalf("%q: the operand at %d ends elsewhere", text, at)
		}
		at = p.Sp.End
	}
	if int(at) != len(text) {
		t.Fatalf("%q: parts end at %d", text, at)
	}
}

func TestParseOutputErrors(t *testing.T) {
	tests := []struct {
		text string
		at   int
		msg  string
	}{
		{"", 0, errEmptyFormat},
		{"x %", 3, errEndsInMark},
		{"100%", 4, errEndsInMark},
		{"%5", 2, errEndsInWidth},
		{"%%", 1, errUnknownField},
		{"a %some.field", 3, errUnknownField},
		{"%a", 1, errUnknownField},
		{"% proc.name", 1, errUnknownField},
		{"%*proc.name", 1, errUnknownField},
		{"%-5proc.name", 1, errUnknownField},
		{"%5.3proc.name", 2, errUnknownField},
		{"%toupper (proc.name)", 1, errUnknownField},
		{"%toupper(some.field)", 1, errUnknownField},
		{"%toupper(proc.name", 1, errUnknownField},
		{"%val(proc.name)", 1, errUnknownField},
		{"%PROC.NAME", 1, errUnknownField},
		{"%" + strings.Repeat("tolower(", 100000), 1, errUnknownField},
		{"%a." + strings.Repeat("b", 1e6), 1, errUnknownField},
	}
	for _, tt := range tests {
		f, err := ParseOutput(tt.text, known)
		switch {
		case err == nil:
			t.Errorf("%.40q: parsed as %s", tt.text, formatString(f))
		case err.Msg != tt.msg || err.Offset != tt.at:
			t.Errorf("%.40q: %q at %d, want %q at %d", tt.text, err.Msg, err.Offset, tt.msg, tt.at)
		}
	}
}

// TestConcurrent is for the race detector: parsers are shared and used again, also
// after errors.
func TestConcurrent(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 200 {
				if e, err := ParseCondition("a and (b or not c.d in (e))", MaxDepth); err != nil || String(e) != "(a and (b or not c.d in (e)))" {
					t.Errorf("got %v, %v", e, err)
				}
				if _, err := ParseCondition("(a and b"[i%3:], MaxDepth); (err != nil) != (i%3 != 1) {
					t.Errorf("%d: got %v", i%3, err)
				}
			}
		})
	}
	wg.Wait()
}

// TestOneTokenLookahead holds the grammar to decisions on the next token: then the
// generated parser neither predicts nor caches, and takes linear time.
func TestOneTokenLookahead(t *testing.T) {
	code, err := os.ReadFile("parser/falco_parser.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(code), "AdaptivePredict"); n > 0 {
		t.Errorf("%d decisions need more than one token", n)
	}
}
