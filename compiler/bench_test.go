package compiler

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
)

func upstream(tb testing.TB) (files []*source.File) {
	dir := filepath.Join(golden.Dir(tb), "upstream-rules")
	for _, name := range []string{"falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			tb.Skip(err)
		}
		files = append(files, source.NewFile(name, data))
	}
	return files
}

func TestUpstreamRules(t *testing.T) {
	files := upstream(t)
	start := time.Now()
	res := Compile(files, Options{})
	if !res.OK() {
		var b bytes.Buffer
		_ = res.Report("test", "").Write(&b, "text", false)
		t.Fatal(b.String())
	}
	t.Logf("%d rules in %v", len(res.Rules), time.Since(start))
	if len(res.Rules) != 93 {
		t.Errorf("%d rules, want 93", len(res.Rules))
	}
	var before []byte
	for range 2 { // the same input gives the same bytes
		b, err := Compile(files, Options{}).Bundle(codegen.Options{})
		if err != nil {
			t.Fatal(err)
		}
		data, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if before != nil && !bytes.Equal(before, data) {
			t.Error("two builds differ")
		}
		before = data
	}
	t.Logf("bundle of %d bytes", len(before))
}

func BenchmarkUpstreamRules(b *testing.B) {
	files := upstream(b)
	b.ReportAllocs()
	for b.Loop() {
		Compile(files, Options{})
	}
}

// manyRules makes a file of n rules with the usual macros and lists.
func manyRules(n int) *source.File {
	var b bytes.Buffer
	b.WriteString("- list: shells\n  items: [bash, zsh, sh]\n- macro: spawned\n  condition: (evt.type in (execve, execveat))\n")
	for i := range n {
		fmt.Fprintf(&b, "- macro: m%d\n  condition: proc.name in (shells, p%d)\n", i, i)
		fmt.Fprintf(&b, "- rule: Rule %d\n  desc: d\n  condition: >\n    spawned and m%d\n    and proc.pname in (a%d, b) and not fd.name startswith /etc/%d\n"+
			"  output: Seen %%proc.name %%proc.cmdline (user=%%user.name)\n  priority: WARNING\n  tags: [a, b]\n", i, i, i, i)
	}
	return source.NewFile("many.yaml", b.Bytes())
}

func BenchmarkManyRules(b *testing.B) {
	f := manyRules(10000)
	for b.Loop() {
		if res := Compile([]*source.File{f}, Options{}); !res.OK() {
			b.Fatal(res.Diagnostics.All[0])
		}
	}
}

// BenchmarkManyFiles loads a folder of files, after each of which all is compiled.
func BenchmarkManyFiles(b *testing.B) {
	var files []*source.File
	for i := range 50 {
		text := strings.NewReplacer("Rule ", fmt.Sprintf("Rule %d.", i), "macro: m", fmt.Sprintf("macro: m%d_", i), "and m", fmt.Sprintf("and m%d_", i)).
			Replace(string(manyRules(100).Data))
		files = append(files, source.NewFile(fmt.Sprintf("%d.yaml", i), []byte(text)))
	}
	for b.Loop() {
		if res := Compile(files, Options{}); !res.OK() {
			b.Fatal(res.Diagnostics.All[0])
		}
	}
}

func longList(n int) *source.File {
	var b bytes.Buffer
	b.WriteString("- list: l\n  items:\n")
	for i := range n {
		fmt.Fprintf(&b, "    - item%d\n", i)
	}
	b.WriteString("- rule: r\n  desc: d\n  condition: evt.type = open and proc.name in (l)\n  output: o\n  priority: INFO\n")
	return source.NewFile("list.yaml", b.Bytes())
}

func BenchmarkLongList(b *testing.B) {
	f := longList(100000)
	for b.Loop() {
		if res := Compile([]*source.File{f}, Options{}); !res.OK() {
			b.Fatal(res.Diagnostics.All[0])
		}
	}
}

// TestHostile holds that input made to hurt ends soon, in an error. Short tests leave the time and the largest
// inputs out: the race detector makes one scan of a file ten times as long and finds nothing in it.
func TestHostile(t *testing.T) {
	rep := strings.Repeat
	bomb := "- &a0 [x,x,x,x,x,x,x,x,x,x]\n"
	for i := 1; i < 12; i++ {
		bomb += fmt.Sprintf("- &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1)
	}
	doubling := "- macro: m0\n  condition: proc.name = a\n"
	lists := "- list: l0\n  items: [a, b]\n"
	for i := 1; i < 60; i++ {
		doubling += fmt.Sprintf("- macro: m%d\n  condition: m%d and m%d\n", i, i-1, i-1)
	}
	for i := 1; i < 60; i++ {
		lists = fmt.Sprintf("- list: l%d\n  items: ['(l%d , l%d)']\n", i, i-1, i-1) + lists
	}
	var chain, back strings.Builder
	chain.WriteString("- macro: m0\n  condition: nosuch\n")
	for i := 1; i <= 15000; i++ {
		fmt.Fprintf(&chain, "- macro: m%d\n  condition: not m%d\n", i, i-1)
		fmt.Fprintf(&back, "- macro: m%d\n  condition: not m%d\n", 15001-i, 15000-i)
	}
	var shared strings.Builder
	shared.WriteString("- macro: m0\n  condition: (proc.aname = a or not proc.aname = b)\n")
	for i := 1; i < 18; i++ {
		fmt.Fprintf(&shared, "- macro: m%d\n  condition: m%d and m%d\n", i, i-1, i-1)
	}
	for i := range 5000 {
		fmt.Fprintf(&shared, "- rule: r%d\n  desc: d\n  condition: evt.type = open and m17 and fd.name = a%d\n  output: o\n  priority: INFO\n", i, i)
	}
	const head = "- rule: r\n  desc: d\n  output: o\n  priority: INFO\n  condition: evt.type = open and "
	for name, text := range map[string]string{
		"huge":            rep("# comment line\n", 100<<20/15),
		"huge one line":   rep("x", 30<<20),
		"many nodes":      rep("- a\n", 8<<20-1),
		"many maps":       rep("- {a: b}\n", 3<<20),
		"flow depth":      rep("[", 100000),
		"closed depth":    rep("[", 10000) + rep("]", 10000),
		"block depth":     rep("- ", 10000) + "x",
		"map depth":       rep("{a: ", 10000),
		"alias bomb":      bomb,
		"NUL":             "- rule: a\x00b\n",
		"self alias":      "- &a [*a]\n",
		"doubling macros": doubling + head + "m59\n",
		"shared macro":    shared.String(),
		"doubling lists":  lists + head + "proc.name in (l59)\n",
		"macro chain":     chain.String() + head + "m15000\n",
		"macro chain up":  back.String() + head + "m15000\n",
		"deep condition":  head + rep("(", 100000) + "\n",
		"deep not":        head + rep("not (", 100000) + "\n",
		"long condition":  head + rep("proc.name = a and ", 200000) + "\n",
		"many keys":       "- rule: r\n" + rep("  a: b\n", 300000),
		"open quotes":     rep("- \"\n", 2<<20),
		"question marks":  rep("? ", 100000),
		"colons":          rep(": ", 100000),
		"tags":            rep("!a &b ", 100000),
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && len(text) > 10<<20 {
				t.Skip("a large file, in short tests")
			}
			start := time.Now()
			res := Compile([]*source.File{source.NewFile("hostile.yaml", []byte(text))}, Options{})
			if took := time.Since(start); took > 10*time.Second && !testing.Short() {
				t.Errorf("took %v", took)
			} else {
				t.Log(took)
			}
			if res.OK() || len(res.Diagnostics.All) == 0 {
				t.Error("no error")
			} else {
				t.Logf("%.120s", res.Diagnostics.All[0].Message)
			}
			var b bytes.Buffer
			if err := res.Report("t", "").Write(&b, "text", true); err != nil || b.Len() > 4<<20 {
				t.Errorf("report of %d bytes, %v", b.Len(), err)
			}
		})
	}
}
