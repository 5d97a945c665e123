package alert

import (
	"strings"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
)

// appending is a formatter that can read texts, between events.
func appending() *Formatter {
	st := state.New(&driver.Snapshot{}, state.Options{})
	st.Num = 1
	return &Formatter{
		ctx: fields.New(st), extra: map[string]*field{},
		opt: Options{Static: map[string]string{"env": "prod", "a.b": "x y"}},
	}
}

// TestAppendedTransformers reads texts whose transformers need no event.
func TestAppendedTransformers(t *testing.T) {
	for text, want := range map[string]string{
		`%toupper("abc")d`:                             "ABCd",
		`<%5tolower('ABC')>`:                           "<abc  >",
		`%toupper( tolower( "aB" ) )`:                  "AB",
		`%join("-", ("a", "b",12))`:                    "a-b-12",
		`%join(",", ())!`:                              "!",
		`%concat("a", "\x62\t", static.env)`:           "ab\tprod",
		`%len("four") %len(("a","b"))`:                 "4 2",
		`%b64("YWJj")`:                                 "abc",
		`%basename("/a/b\"c")`:                         `b"c`,
		`%getopt(("-t","hello"),"nt:")[t]`:             "hello",
		`%getopt(("-n","x"),"n")`:                      "(n)",
		`%toupper("a")[x]`:                             "A[x]",
		`%static.env%static.a.b.c`:                     "prodx y.c",
		`%toupper(static.env)`:                         "PROD",
		`%b64("*")`:                                    "<NA>",
		`%join("", (toupper("a"), concat("b", "c")))`:  "Abc",
		`*%toupper("abc")`:                             "ABC",
		`%concat("%", "x")`:                            "%x",
		`%getopt(("-t","v"), concat("t", ":"))["t"]ok`: "vok",
	} {
		f := appending()
		parts, err := f.parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := string(f.parts(nil, parts)); got != want {
			t.Errorf("%s: want %q, got %q", text, want, got)
		}
	}
	for text, want := range map[string]string{
		`%toupper(proc.pid)`:                      "type 'INT64' is not supported by 'toupper' transformer applied on field 'proc.pid'",
		`%toupper("a"`:                            "expected , or )",
		`%toupper("a`:                             "does not end",
		`%toupper(no.such)`:                       "nonexistent field",
		`%toupper(proc.aname)`:                    "field 'proc.aname' does not support transformers",
		`%join("-")`:                              "unknown field transfomer 'join'",
		`%join("-", proc.name)`:                   "join() second argument must be a list",
		`%concat("a")`:                            "unknown field transfomer 'concat'",
		`%toupper("a", "b")`:                      "unknown multivalue transformer",
		`%getopt(("a"), "b")[bc]`:                 "single option character",
		`%toupper ("a")`:                          "begins with no field",
		`%val("a")`:                               "begins with no field",
		`%static.none`:                            "begins with no field",
		`%concat("a", "\q")`:                      `\q is no escape`,
		strings.Repeat("%", 1) + nested(100, `"`): "nest more than",
	} {
		if _, err := appending().parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: want an error with %q, got %v", text, want, err)
		}
	}
}

func nested(n int, quote string) string {
	return strings.Repeat("toupper(", n) + quote + quote + strings.Repeat(")", n)
}

// FuzzAppended reads any text: it is refused, or printed without an event.
func FuzzAppended(f *testing.F) {
	for _, s := range []string{`%toupper("a")`, `%join("-",(proc.name,"x"))[1]`, `%9static.env`, `%getopt(("a"),'b')[b]`, "%proc.aname[2]x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, "%") > 8 || len(text) > 256 {
			return
		}
		fm := appending()
		parts, err := fm.parse(text)
		if (err == nil) == (parts == nil) {
			t.Errorf("%q: %d parts and error %v", text, len(parts), err)
		}
	})
}
