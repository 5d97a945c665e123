// Package docs holds that the generated parts of the manual are up to date. The
// examples in it are run by conformance/suite.
package docs

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm/catalog"
)

var update = flag.Bool("update", false, "write the generated parts")

func TestManual(t *testing.T) {
	data, err := os.ReadFile("language.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for name, make := range map[string]func() string{
		"priorities": priorities, "types": types, "operators": operators, "transformers": transformers, "codes": codes,
	} {
		begin := "<!-- generated: " + name + " -->\n"
		before, rest, ok := strings.Cut(text, begin)
		_, after, ok2 := strings.Cut(rest, "<!-- end -->")
		if !ok || !ok2 {
			t.Fatalf("no place for %s", name)
		}
		text = before + begin + make() + "<!-- end -->" + after
	}
	hold(t, "language.md", text)
}

func TestCodes(t *testing.T) { hold(t, "codes.md", codePages()) }

// hold compares a file with what it should be, or writes it.
func hold(t *testing.T, name, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != want {
		t.Errorf("%s is not up to date: run go test ./docs -update", name)
	}
}

func priorities() string {
	about := []string{
		"the system is unusable", "someone must act now", "a critical condition", "an error", "a warning",
		"normal, but worth a look", "for information", "for looking into the rules themselves",
	}
	var b strings.Builder
	b.WriteString("From the most urgent to the least, in any case of letters; `INFO` is short for the seventh.\n\n| | Priority | Meaning |\n|---|---|---|\n")
	for i, p := range alert.Priorities {
		fmt.Fprintf(&b, "| %d | `%s` | %s |\n", i, strings.ToUpper(p), about[i])
	}
	return b.String()
}

// kind is types that rules handle alike.
type kind struct {
	name    string
	types   []catalog.Type
	list    bool
	value   string // a literal
	example string // a field
	about   string
}

var kinds = []kind{
	{"number", []catalog.Type{
		catalog.Int8, catalog.Int16, catalog.Int32, catalog.Int64, catalog.Uint8, catalog.Uint16, catalog.Uint32, catalog.Uint64, catalog.RelTime,
		catalog.AbsTime, catalog.Double,
	}, false, "1", "proc.pid", "decimal; times in nanoseconds"},
	{"port", []catalog.Type{catalog.Port}, false, "1", "fd.sport", "a number, or the name of a service"},
	{"boolean", []catalog.Type{catalog.Bool}, false, "true", "evt.is_io", "`true` or `false`"},
	{"text", []catalog.Type{catalog.Charbuf, catalog.Fspath, catalog.Fsrelpath}, false, "1", "proc.name", "bytes, at most 255 in a value"},
	{"buffer", []catalog.Type{catalog.Bytebuf}, false, "61", "evt.buffer", "data of reads and writes"},
	{"address", []catalog.Type{catalog.IPAddr}, false, "10.0.0.1", "fd.sip", "IPv4 or IPv6; the two are never equal"},
	{"network", []catalog.Type{catalog.IPNet}, false, "10.0.0.0/8", "fd.snet", "an address and the length of its prefix"},
	{"list", []catalog.Type{catalog.Charbuf}, true, "file", "fd.types", "a set of texts"},
}

func types() string {
	var b strings.Builder
	b.WriteString("| Kind | Falco's types | Fields | For example | Values |\n|---|---|---|---|---|\n")
	for _, k := range kinds {
		count := 0
		var names []string
		for i := range catalog.Fields {
			row := &catalog.Fields[i]
			if row.List != k.list || !slices.Contains(k.types, row.Type) {
				continue
			}
			count++
			if n := row.Type.String(); !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
		slices.Sort(names)
		fmt.Fprintf(&b, "| %s | %s | %d | `%s` | %s |\n", k.name, strings.Join(names, ", "), count, k.example, k.about)
	}
	return b.String()
}

// accepts reports whether the compiler takes a condition, or refuses it for another
// reason than that operator and type do not fit.
func accepts(condition string) bool {
	e, err := grammar.ParseCondition(condition, 1000)
	if err != nil {
		return false
	}
	c, _ := check.Condition(e, check.SourceSyscall)
	return c != nil
}

func operators() string {
	var b strings.Builder
	b.WriteString("Which operators a field takes depends on what kind of values it has.\n\n| Operator |")
	for _, k := range kinds {
		fmt.Fprintf(&b, " %s |", k.name)
	}
	b.WriteString("\n|---|" + strings.Repeat(":-:|", len(kinds)) + "\n")
	for _, row := range [][]string{
		{"exists"}, {"=", "=="}, {"!="}, {"<", "<=", ">", ">="}, {"contains", "startswith", "endswith"}, {"icontains"}, {"glob", "iglob"}, {"regex"},
		{"bcontains", "bstartswith"}, {"in (…)", "intersects (…)"}, {"pmatch (…)"}, {"= anyof (…)", "= allof (…)", "!= oneof (…)"},
		{"startswith anyof (…)"},
	} {
		fmt.Fprintf(&b, "| `%s` |", strings.Join(row, "`, `"))
		for _, k := range kinds {
			ok := true
			for _, op := range row {
				cond := k.example + " " + op + " " + k.value
				if op == "exists" {
					cond = k.example + " exists"
				} else if strings.HasSuffix(op, "(…)") {
					cond = k.example + " " + strings.Replace(op, "…", k.value, 1)
				}
				ok = ok && accepts(cond)
			}
			if ok {
				b.WriteString(" • |")
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func transformers() string {
	var b strings.Builder
	b.WriteString("| Transformer | Result |")
	for _, k := range kinds {
		fmt.Fprintf(&b, " %s |", k.name)
	}
	b.WriteString("\n|---|---|" + strings.Repeat(":-:|", len(kinds)) + "\n")
	for _, tr := range []struct{ name, call, result string }{
		{"tolower(x)", "tolower(%s)", "the text in lower case"},
		{"toupper(x)", "toupper(%s)", "the text in upper case"},
		{"basename(x)", "basename(%s)", "what follows the last slash"},
		{"b64(x)", "b64(%s)", "the bytes that the base64 text stands for; nothing when it is none"},
		{"len(x)", "len(%s)", "how many bytes or elements"},
		{"concat(x, y, …)", `concat(%s, "a")`, "the texts joined"},
		{"join(sep, (x, y, …))", `join("-", (%s, "a"))`, "the elements joined, with the separator between them"},
		{"getopt((x, y, …), opts)", `getopt((%s, "a"), "a")`, "the options among the words, as `getopt(3)` reads them; with `[c]`, the value of option c"},
	} {
		fmt.Fprintf(&b, "| `%s` | %s |", tr.name, tr.result)
		for _, k := range kinds {
			if accepts(fmt.Sprintf(tr.call, k.example) + " exists") {
				b.WriteString(" • |")
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func codes() string {
	var b strings.Builder
	b.WriteString("| Code | Meaning |\n|---|---|\n")
	for _, c := range diag.Codes {
		fmt.Fprintf(&b, "| [%s](codes.md#%s) | %s |\n", c.Name, strings.ToLower(c.Name), c.Short)
	}
	return b.String()
}

func codePages() string {
	var b strings.Builder
	b.WriteString("# Codes of findings\n\nEach finding of the compiler has a code. `falcoc explain CODE` prints its page. This file is written by `go test ./docs -update`.\n")
	for _, c := range diag.Codes {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n%s\n", c.Name, c.Short, strings.TrimSpace(c.Page))
	}
	return b.String()
}
