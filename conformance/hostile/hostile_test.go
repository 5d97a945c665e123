// Package hostile holds that files made to hurt end in a clear verdict, soon and in
// bounded memory.
package hostile

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
)

// Limits of one file. Time is that of the processor, since a machine may be busy.
const (
	maxTime   = 2 * time.Second
	maxMemory = 1 << 30
)

const head = "- rule: r\n  desc: d\n  output: o\n  priority: INFO\n  condition: evt.type = open and "

func rep(s string, n int) string { return strings.Repeat(s, n) }

// fill repeats a piece up to a size in bytes.
func fill(piece string, size int) string { return rep(piece, size/len(piece)) }

// lines makes n pieces of text.
func lines(n int, f func(b *strings.Builder, i int)) string {
	var b strings.Builder
	for i := range n {
		f(&b, i)
	}
	return b.String()
}

func rule(name, condition string) string {
	return "- rule: " + name + "\n  desc: d\n  output: o\n  priority: INFO\n  warn_evttypes: false\n  condition: " + condition + "\n"
}

// refused are files with an error, by name.
var refused = map[string]func() string{
	"100 MB of comments":     func() string { return fill("# comment line\n", 100<<20) },
	"100 MB of rules":        func() string { return fill(rule("r", "evt.type = open"), 100<<20) },
	"100 MB in one line":     func() string { return rep("x", 100<<20) },
	"100 MB of brackets":     func() string { return rep("[", 100<<20) },
	"100 MB of zeros":        func() string { return rep("\x00", 100<<20) },
	"31 MB of brackets":      func() string { return rep("[", 31<<20) },
	"31 MB of quotes":        func() string { return rep("'", 31<<20) },
	"31 MB of double quotes": func() string { return rep(`"`, 31<<20) },
	"31 MB of dashes":        func() string { return rep("- ", 31<<19) },
	"31 MB of anchors":       func() string { return fill("- &a b\n", 31<<20) },
	"31 MB of tags":          func() string { return fill("- !!str a\n", 31<<20) },
	"31 MB of NUL":           func() string { return rep("\x00", 31<<20) },
	"31 MB of bad UTF-8":     func() string { return rep("\xff\xc0", 31<<19) },
	"31 MB condition":        func() string { return head + fill("(", 31<<20) },
	"31 MB of operands":      func() string { return head + fill("proc.name = a or ", 31<<20) },
	"31 MB of values":        func() string { return head + "proc.name in (" + fill("a, ", 31<<20) },
	"31 MB of regex":         func() string { return head + "proc.name regex '" + fill("(a*)*", 31<<20) + "'" },
	"nested regex":           func() string { return head + "proc.name regex '" + rep("(", 20) + "a" + rep("{1,1000})", 20) + "'" },
	"wide regex":             func() string { return head + "proc.name regex '((a{1,100}){1,100}){1,100}'" },
	"10000 brackets":         func() string { return rep("[", 10000) + rep("]", 10000) },
	"10000 maps":             func() string { return rep("{a: ", 10000) + "b" + rep("}", 10000) },
	"10000 dashes":           func() string { return rep("- ", 10000) + "a" },
	"10000 indents": func() string {
		return lines(10000, func(b *strings.Builder, i int) { b.WriteString(rep(" ", i) + "a:\n") })
	},
	"10000 parentheses":  func() string { return head + rep("(", 10000) + "proc.pid = 1" + rep(")", 10000) },
	"10000 nots":         func() string { return head + rep("not (", 10000) + "proc.pid = 1" + rep(")", 10000) },
	"10000 transformers": func() string { return head + rep("tolower(", 10000) + "proc.name" + rep(")", 10000) + " = a" },
	"10000 in an output": func() string {
		return strings.Replace(rule("r", "evt.type = open"), "output: o", "output: \"%"+rep("tolower(", 10000)+"proc.name\"", 1)
	},
	"alias bomb": func() string {
		return "- &a0 {a: x, b: y}\n" + lines(30, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, "- &a%d {a: *a%d, b: *a%d}\n", i+1, i, i)
		})
	},
	"alias bomb of items": func() string {
		return "- list: l\n  items: &a0 [x, y]\n" + lines(40, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, "- list: l%d\n  items: &a%d [*a%d, *a%d]\n", i, i+1, i, i)
		})
	},
	"alias of itself":  func() string { return "- &a {rule: *a}\n" },
	"merge keys":       func() string { return "- &a {rule: r}\n- &b\n  <<: *a\n  <<: *b\n" },
	"macro of itself":  func() string { return "- macro: m\n  condition: m or proc.pid = 1\n" },
	"cyclic macros":    func() string { return cycle(3) },
	"long macro cycle": func() string { return cycle(10000) },
	"doubling macros": func() string {
		return "- macro: m0\n  condition: proc.pid = 1\n" + lines(50, doubling) + head + "m50\n"
	},
	"cyclic exceptions": func() string { return rule("r", "evt.type = open") + rep(" ", 1) + "exceptions: [&a [*a]]\n" },
	"doubling lists": func() string {
		return lines(60, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, "- list: l%d\n  items: ['(l%d , l%d)']\n", 60-i, 59-i, 59-i)
		}) + head + "proc.name in (l60)\n"
	},
	"tabs for indentation": func() string { return "- rule: r\n\tdesc: d\n" },
	"NUL in a name":        func() string { return "- rule: a\x00b\n" },
	"NUL in a condition":   func() string { return head + "proc.name = \"\\x00\"\n" },
	"undefined alias":      func() string { return "- *a\n" },
	"open quote":           func() string { return "- rule: \"r\n" },
	"surrogates":           func() string { return "- rule: \"\\ud800\"\n" },
	"percent signs": func() string {
		return strings.Replace(rule("r", "evt.type = open"), "output: o", "output: \""+rep("%", 1<<20)+"\"", 1)
	},
	"long unknown field": func() string { return head + "a." + rep("b", 20<<20) + " = 1\n" },
	"long output token": func() string {
		return strings.Replace(rule("r", "evt.type = open"), "output: o", "output: \"%"+rep("a.b", 1<<20)+"\"", 1)
	},
}

// accepted are files that look bad, and load.
var accepted = map[string]func() string{
	"CRLF": func() string {
		return strings.ReplaceAll(rule("r", "evt.type = open\n    or evt.type = close"), "\n", "\r\n")
	},
	"tabs in a condition": func() string {
		return rule("r", "\"evt.type = open and\tproc.name\tcontains\tx\"")
	},
	"broken UTF-8 in texts": func() string {
		return strings.Replace(rule("r", "evt.type = open"), "desc: d", "desc: \xff\xfe\xc3", 1)
	},
	"cyclic lists": func() string {
		return "- list: a\n  items: [b, x]\n- list: b\n  items: [a, y]\n- list: a\n  items: [b]\n  override: {items: append}\n" + rule("r", "proc.name in (a)")
	},
	"a list of 100000 items": func() string {
		return "- list: l\n  items:\n" + lines(100000, func(b *strings.Builder, i int) { fmt.Fprintf(b, "  - item%d\n", i) }) + rule("r", "evt.type = open and proc.name in (l)")
	},
	"5000 lists in 1000 conditions": func() string {
		return lines(5000, func(b *strings.Builder, i int) { fmt.Fprintf(b, "- list: l%d\n  items: [a, b]\n", i) }) +
			lines(1000, func(b *strings.Builder, i int) {
				b.WriteString(rule(fmt.Sprint("r", i), fmt.Sprintf("evt.type = open and proc.name in (l%d, l%d)", i, 4*i)))
			})
	},
	"5000 appends to a condition": func() string {
		return rule("r", "evt.type = open") + rep("- rule: r\n  condition: or evt.type = close\n  override: {condition: append}\n", 5000)
	},
	"20000 definitions of a rule": func() string { return rep(rule("r", "evt.type = open"), 20000) },
	"20000 values of an exception": func() string {
		return rule("r", "evt.type = open") + "  exceptions:\n  - name: e\n    fields: [proc.name, fd.name]\n    values:\n" +
			lines(20000, func(b *strings.Builder, i int) { fmt.Fprintf(b, "    - [a%d, /b%d]\n", i, i) })
	},
	"20000 tokens of an output": func() string {
		return strings.Replace(rule("r", "evt.type = open"), "output: o", "output: \""+rep("%proc.name", 20000)+"\"", 1)
	},
	"100000 tags": func() string {
		return rule("r", "evt.type = open") + "  tags: [" + lines(100000, func(b *strings.Builder, i int) { fmt.Fprintf(b, "t%d, ", i) }) + "]\n"
	},
	"100000 unknown keys": func() string {
		return rule("r", "evt.type = open") + lines(100000, func(b *strings.Builder, i int) { fmt.Fprintf(b, "  k%d: v\n", i) })
	},
}

func doubling(b *strings.Builder, i int) {
	fmt.Fprintf(b, "- macro: m%d\n  condition: m%d and m%d\n", i+1, i, i)
}

// cycle makes macros of which the last one is the first one's condition.
func cycle(n int) string {
	return "- macro: m0\n  condition: proc.pid = 1\n" + lines(n, func(b *strings.Builder, i int) {
		fmt.Fprintf(b, "- macro: m%d\n  condition: not m%d\n", i+1, i)
	}) + fmt.Sprintf("- macro: m0\n  condition: or m%d\n  override: {condition: append}\n", n)
}

const childFile = "FALCOC_HOSTILE_FILE"

// TestMain compiles one file when it runs as a child, as falcoc build would, and
// writes the report.
func TestMain(m *testing.M) {
	path := os.Getenv(childFile)
	if path == "" {
		os.Exit(m.Run())
	}
	code := child(path, os.Stdout)
	// The kernel's figure for a child begins with its parent's, so it counts itself.
	status, _ := os.ReadFile("/proc/self/status")
	_, peak, _ := bytes.Cut(status, []byte("VmHWM:"))
	fmt.Fprintf(os.Stderr, "%s", bytes.Fields(peak)[0])
	os.Exit(code)
}

func child(path string, w io.Writer) int {
	files, err := source.Read(path)
	if err != nil {
		fmt.Fprintln(w, err)
		return 3
	}
	res := compiler.Compile(files, compiler.Options{})
	if err := res.Report("hostile", "").Write(w, "text", false); err != nil {
		return 3
	}
	if !res.OK() {
		if res.Diagnostics.Errors() == 0 {
			return 3
		}
		return 1
	}
	b, err := res.Bundle(codegen.Options{})
	if err == nil {
		_, err = b.Encode()
	}
	if err != nil {
		fmt.Fprintln(w, err)
		return 1
	}
	return 0
}

func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which goes with -short, takes longer than the bounds allow")
	}
	// The bound is for a machine that compiles the ordinary file in two thirds of it.
	bound := max(maxTime, 3*run(t, ordinary(), 0, time.Minute)/2)
	for name, text := range refused {
		t.Run(name, func(t *testing.T) { run(t, text(), 1, bound) })
	}
	for name, text := range accepted {
		t.Run(name, func(t *testing.T) { run(t, text(), 0, bound) })
	}
}

// ordinary is a file of 10,000 rules as people write them.
func ordinary() string {
	return lines(10_000, func(b *strings.Builder, i int) {
		b.WriteString(rule(fmt.Sprint("r", i), fmt.Sprintf("evt.type in (open, openat) and proc.name in (a%d, b%d) and fd.name startswith /dir%d/sub and not fd.name contains x%d", i, i, i, i)))
	})
}

// run compiles a text in a process of its own and returns the CPU time that took.
func run(t *testing.T, text string, want int, bound time.Duration) time.Duration {
	path := filepath.Join(t.TempDir(), "hostile.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, peak bytes.Buffer
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFile+"="+path)
	cmd.Stdout, cmd.Stderr = &out, &peak
	time.AfterFunc(60*time.Second, func() {
		if cmd.Process != nil {
			_ = cmd.Process.Kill()
		}
	})
	_ = cmd.Run()
	state := cmd.ProcessState
	took := state.UserTime() + state.SystemTime()
	memory, err := strconv.Atoi(peak.String())
	if err != nil {
		t.Fatalf("%s %v: %.2000s", out.String(), state, peak.String())
	}
	memory <<= 10
	first, _, _ := strings.Cut(out.String(), "\n")
	t.Logf("%v, %d MB, exit %d, %d bytes of report: %.120s", took.Round(time.Millisecond), memory>>20, state.ExitCode(), out.Len(), first)
	if took > bound {
		t.Errorf("took %v, more than %v", took, bound)
	}
	if memory > maxMemory {
		t.Errorf("took %d MB", memory>>20)
	}
	if state.ExitCode() != want {
		t.Errorf("exit %d, want %d: %.500s", state.ExitCode(), want, out.String())
	}
	if out.Len() > 4<<20 {
		t.Errorf("a report of %d bytes", out.Len())
	}
	return took
}
