package grammar

import (
	"strings"
	"testing"

	"github.com/falcoc/falcoc/grammar/ast"
)

var fuzzSeeds = []string{
	"a and b or(c) and not not(d)",
	"proc.name in (a, \"b c\", '\\x41') or fd.name startswith anyof (/etc, /usr)",
	"proc.aname[2]=val(proc.env['PATH']) and evt.num>0x10and x",
	"join(\"-\", (a.b, 1, tolower(c.d))) = x and getopt((proc.args), \"n:\")[n] exists",
	"a.b in (\"\\q\") or a.b = \"\\q\"",
	"((((((((((a.b glob *))))))))))",
	"a.b = x\x00\xff\xed\xa0\x80\v and\fb",
	"a\r\nand\tb.c intersectsd",
	"*%10proc.name[1] %join(\",\", (proc.name))[x%%",
}

func FuzzParseCondition(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add(seed, 1000)
	}
	f.Add("(((a)))", 10)
	f.Fuzz(func(t *testing.T, text string, depth int) {
		tokens, lexErr := Tokens(text)
		at := int32(0)
		for _, token := range tokens {
			if token.Span.Start < at || token.Span.End <= token.Span.Start || int(token.Span.End) > len(text) {
				t.Fatalf("token %v at %v after %d", token.Kind, token.Span, at)
			}
			if gap := text[at:token.Span.Start]; strings.Trim(gap, " \t\b\r\n\v\f") != "" {
				t.Fatalf("%q lies between tokens", gap)
			}
			at = token.Span.End
		}
		e, err := ParseCondition(text, depth%1001)
		if (e == nil) == (err == nil) {
			t.Fatalf("tree %v, error %v", e, err)
		}
		if err != nil {
			if err.Offset < 0 || err.Offset > len(text) || err.Line < 1 || err.Col < 1 || err.Msg == "" {
				t.Fatalf("%+v", err)
			}
			return
		}
		if lexErr != nil {
			t.Fatalf("parsed, but not cut into tokens: %v", lexErr)
		}
		faithful := true
		checkSpans(t, text, e, ast.Span{End: int32(len(text))}, &faithful)
		if !faithful {
			return
		}
		printed := String(e)
		again, err := ParseCondition(printed, MaxDepth)
		if err != nil {
			// What was printed may have parentheses that the source has not.
			if strings.HasPrefix(err.Msg, "exceeded max depth") {
				return
			}
			t.Fatalf("%q is printed as %q: %v", text, printed, err)
		}
		if got := String(again); got != printed {
			t.Fatalf("%q is printed as %q and then as %q", text, printed, got)
		}
	})
}

// checkSpans expects nodes within their parents, and finds constants whose printed
// form reads back as something else.
func checkSpans(t *testing.T, text string, n node, in ast.Span, faithful *bool) {
	sp := n.Span()
	if sp.Start < in.Start || sp.End > in.End || sp.Start >= sp.End {
		t.Fatalf("%T at %v lies outside of %v", n, sp, in)
	}
	switch n := n.(type) {
	case *ast.And:
		for _, kid := range n.Kids {
			checkSpans(t, text, kid, sp, faithful)
		}
	case *ast.Or:
		for _, kid := range n.Kids {
			checkSpans(t, text, kid, sp, faithful)
		}
	case *ast.Not:
		checkSpans(t, text, n.X, sp, faithful)
	case *ast.MacroRef:
		if text[sp.Start:sp.End] != n.Name {
			t.Fatalf("identifier %q at %v", n.Name, sp)
		}
		*faithful = *faithful && n.Name != "not" // a macro's name only where no blank follows
	case *ast.Test:
		if text[n.OpSpan.Start:n.OpSpan.End] != n.Op {
			t.Fatalf("operator %q at %v", n.Op, n.OpSpan)
		}
		checkSpans(t, text, n.Left, sp, faithful)
		if n.Right == nil {
			break
		}
		checkSpans(t, text, n.Right, sp, faithful)
		if lit, ok := n.Right.(*ast.Literal); ok {
			// Without its quotes, a value can pass for a modifier.
			for _, word := range modifiers {
				*faithful = *faithful && lit.Text != word
			}
		}
	case *ast.Field:
		// An argument is printed with quotes only where a value is.
		*faithful = *faithful && !strings.ContainsAny(n.Arg, "[]\v") && scanArgument(n.Arg, 0) == len(n.Arg)
	case *ast.Call:
		// Printed arguments lose their quotes.
		*faithful = false
		for _, arg := range n.Args {
			checkSpans(t, text, arg, sp, faithful)
		}
	case *ast.Tuple:
		for _, elem := range n.Elems {
			checkSpans(t, text, elem, sp, faithful)
		}
	case *ast.List:
		for _, elem := range n.Elems {
			checkSpans(t, text, elem, sp, faithful)
		}
	case *ast.Literal:
		var b strings.Builder
		escape(&b, n.Text)
		printed := b.String()
		*faithful = *faithful && printed != "" &&
			(scanBare(printed, 0) == len(printed) || scanQuoted(printed, 0) == len(printed))
	}
}

func FuzzParseOutput(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add(seed)
	}
	f.Add("%proc.nameand%5thread.tidend *%toupper(proc.name)[x]%proc.aname[\"a b\"]")
	f.Fuzz(func(t *testing.T, text string) {
		format, err := ParseOutput(text, known)
		if (format == nil) == (err == nil) {
			t.Fatalf("format %v, error %v", format, err)
		}
		if err != nil {
			if err.Offset < 0 || err.Offset > len(text) || err.Msg == "" {
				t.Fatalf("%+v", err)
			}
			return
		}
		checkFormat(t, text, format)
	})
}
