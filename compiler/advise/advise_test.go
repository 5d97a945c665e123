package advise_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/advise"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
)

var update = flag.Bool("update", false, "write the expected reports anew")

func read(tb testing.TB, paths ...string) (files []*source.File) {
	tb.Helper()
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			tb.Skip(err)
		}
		files = append(files, source.NewFile(filepath.Base(p), data))
	}
	return files
}

func render(tb testing.TB, res *compiler.Result) string {
	tb.Helper()
	var b bytes.Buffer
	if err := res.Report("falcoc", "").Write(&b, "text", false); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// TestReports compares what is said about each file of testdata with how it should be
// said. Files named alike but for a number are loaded together.
func TestReports(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.yaml")
	sets := map[string][]string{}
	for _, p := range paths {
		name, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(p), ".yaml"), "-")
		sets[name] = append(sets[name], p)
	}
	for name, set := range sets {
		t.Run(name, func(t *testing.T) {
			got := render(t, compiler.Compile(read(t, set...), compiler.Options{}))
			path := filepath.Join("testdata", name+".text")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

// findings are the code and line of what is beyond Falco.
func findings(res *compiler.Result) (out []string) {
	for _, d := range res.Diagnostics.All {
		line, _ := d.Primary.File.LineCol(d.Primary.Off)
		out = append(out, fmt.Sprintf("%s:%d %s", d.Primary.File.Name, line, d.Code))
	}
	return out
}

// TestUpstream holds that nothing is found in the public default rules but this.
func TestUpstream(t *testing.T) {
	dir := filepath.Join(golden.Dir(t), "upstream-rules")
	files := read(t, filepath.Join(dir, "falco_rules.yaml"), filepath.Join(dir, "falco-incubating_rules.yaml"), filepath.Join(dir, "falco-sandbox_rules.yaml"))
	want := []string{
		"falco_rules.yaml:968 FALCOC_UNFILLED_FIELD",           // %fd.name of a started program is <NA>
		"falco_rules.yaml:1174 FALCOC_UNFILLED_FIELD",          // likewise
		"falco-incubating_rules.yaml:108 FALCOC_REPEATED_ITEM", // touch twice in coreutils_binaries
		"falco-incubating_rules.yaml:160 FALCOC_REDEFINED",     // another python_package_managers than the stable file's
		"falco-incubating_rules.yaml:545 FALCOC_REDEFINED",     // another falco_containers
		"falco-incubating_rules.yaml:803 FALCOC_REDUNDANT",     // --list contains -l
		"falco-sandbox_rules.yaml:248 FALCOC_REDEFINED",        // another inbound_outbound
		"falco-sandbox_rules.yaml:343 FALCOC_REDUNDANT",        // /etc/httpd/conf.d/ starts with /etc/httpd/conf
		"falco-sandbox_rules.yaml:572 FALCOC_HIDDEN_ITEM",      // /etc/apt/sources.list.d is below /etc/apt
		"falco-sandbox_rules.yaml:775 FALCOC_REDUNDANT",        // /etc/redis.conf starts with /etc/redis
		"falco-sandbox_rules.yaml:839 FALCOC_NEVER_TRUE",       // 30store-metadata is longer than the kernel's names
		"falco-sandbox_rules.yaml:1049 FALCOC_NEVER_TRUE",      // no event of the rule has evt.arg.filename
		"falco-sandbox_rules.yaml:1568 FALCOC_UNFILLED_FIELD",  // chmod and its kin have no parameter name, which the output prints
		"falco-sandbox_rules.yaml:1588 FALCOC_UNFILLED_FIELD",  // open and its kin have no parameter filename, likewise
		"falco-sandbox_rules.yaml:1628 FALCOC_REDUNDANT",       // what ends with a backslash contains it: "\ " is a backslash alone
		"falco-sandbox_rules.yaml:1707 FALCOC_REDUNDANT",       // --decode contains -d
		"falco-sandbox_rules.yaml:1788 FALCOC_SHADOWED_RULE",   // npm's network tools are covered by those of any container
	}
	if d := cmp.Diff(want, findings(compiler.Compile(files, compiler.Options{}))); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// TestOwnRules holds that nothing is found in the rules of this project.
func TestOwnRules(t *testing.T) {
	paths, _ := filepath.Glob("../../rules/*.yaml")
	got := findings(compiler.Compile(read(t, paths...), compiler.Options{}))
	if len(got) > 0 {
		t.Error(got)
	}
}

// TestMistakes makes typical mistakes in good rules, and holds that the first finding
// points to the place and says what to do.
func TestMistakes(t *testing.T) {
	const good = `- list: shell_binaries
  items: [ash, bash, "sh"]
- macro: spawned_process
  condition: (evt.type in (execve, execveat))
- macro: open_write
  condition: (evt.type in (open, openat) and evt.is_open_write=true and fd.num>=0)
- rule: Shell
  desc: A shell was started
  condition: >
    spawned_process
    and proc.name in (shell_binaries)
    and not proc.pname startswith sshd
  output: Shell of %user.name | command=%proc.cmdline parent=%proc.pname
  priority: NOTICE
  tags: [mitre_execution, T1059]
- rule: Write
  desc: Something is written
  condition: open_write and (fd.name startswith /etc or fd.directory = /root) and user.uid != 0
  output: Written file=%fd.name by %proc.name
  priority: WARNING
- rule: Connect
  desc: Something connects
  condition: evt.type = connect and fd.sip = "10.0.0.1" and fd.sport in (80, 443)
  output: Connection to %fd.sip
  priority: INFO
`
	for _, c := range []struct{ name, old, with, at, says string }{
		{"field", "proc.name in", "proc.nme in", "11:9", "proc.name"},
		{"field class", "user.uid", "usr.uid", "18:83", "user.uid"},
		{"field underscore", "proc.pname startswith", "proc_pname startswith", "12:24", "proc.pname"},
		{"field case", "fd.directory", "fd.Directory", "18:57", "fd.directory"},
		{"operator", "startswith sshd", "startwith sshd", "12:24", "startswith"},
		{"operator word", "fd.num>=0", "fd.num=>0", "6:80", "write >="},
		{"operator of a number", "user.uid != 0", "user.uid contains 0", "18:92", "takes"},
		{"operator missing", "proc.pname startswith sshd", "proc.pname sshd", "12:24", "proc.pname = VALUE"},
		{"bool without value", "evt.is_open_write=true", "evt.is_open_write", "6:64", "evt.is_open_write = true"},
		{"macro", "    spawned_process", "    spawned_proces", "10:5", "spawned_process"},
		{"macro plural", "open_write and (", "open_writes and (", "18:14", "open_write"},
		{"macro of a default file", "open_write and (", "open_read and (", "18:14", "falco_rules.yaml"},
		{"macro of an older release", "open_write and (", "consider_all_chmods and (", "18:14", "older releases"},
		{"macro of the user", "open_write and (", "user_known_x and (", "18:14", "users to fill"},
		{"macro named like a list", "open_write and (", "shell_binaries and (", "2:16", "is a list"},
		{"list", "in (shell_binaries)", "in (shell_binarie)", "11:23", "did you mean the list shell_binaries"},
		{"list of a default file", "in (shell_binaries)", "in (docker_binaries)", "11:23", "load it before"},
		{"list as address", `"10.0.0.1"`, "allowed_ips", "23:46", "list"},
		{"address", `"10.0.0.1"`, `"10.0.0.256"`, "23:46", ""},
		{"port", "(80, 443)", "(80, htps)", "23:78", ""},
		{"number", "user.uid != 0", "user.uid != root", "18:95", "user.name"},
		{"event type", "evt.type = connect", "evt.type = conect", "23:25", "connect"},
		{"event type gone", "evt.type = connect", "evt.type = openwrite", "23:25", "evt.is_open_write"},
		{"parenthesis open", "= /root)", "= /root", "", "')'"},
		{"parenthesis closed", "= /root)", "= /root))", "18:78", ""},
		{"quote open", `"10.0.0.1"`, `"10.0.0.1`, "23:46", ""},
		{"and doubled", "and proc.name in", "and and proc.name in", "11:13", "operand is missing"},
		{"and missing", "    and proc.name in", "    proc.name in", "11:5", ""},
		{"C operators", "and not proc", "&& !proc", "12:5", "write 'and'"},
		{"output field", "%proc.cmdline", "%proc.cmdlin", "13:42", "proc.cmdline"},
		{"output percent", "Written file", "100% Written file", "19:15", "percent"},
		{"output label", "%proc.pname", "%k8s.pod.label.app", "13:63", "k8s.pod.label[app]"},
		{"priority", "NOTICE", "NOTISE", "14:13", "NOTICE"},
		{"priority scale", "NOTICE", "HIGH", "14:13", "CRITICAL"},
		{"priority short", "WARNING", "WARN", "20:13", "WARNING"},
		{"key", "  condition: open_write", "  condtion: open_write", "18:3", "condition"},
		{"key tag", "  tags:", "  tag:", "15:3", "tags"},
		{"key other", "  priority: INFO", "  severity: INFO", "25:3", "priority"},
		{"item", "- macro: open_write", "- marco: open_write", "5:3", "macro"},
		{"tag", "mitre_execution", "mitre_executon", "15:10", "mitre_execution"},
		{"technique", "T1059", "T105", "15:27", "T1059"},
		{"indentation", "  output: Connection", "   output: Connection", "", ""},
		{"tab", "  desc: Something connects", "\tdesc: Something connects", "22:1", ""},
		{"colon", "desc: Something is", "desc: Something: is", "", ""},
		{"list as text", "items: [ash, bash, \"sh\"]", "items: ash", "2:10", "[ash]"},
		{"value twice", "proc.pname startswith sshd", "proc.name = bash and proc.name = zsh", "12:34", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(good, c.old, c.with, 1)
			if text == good {
				t.Fatal("nothing changed")
			}
			res := compiler.Compile([]*source.File{source.NewFile("f", []byte(text))}, compiler.Options{})
			if len(res.Diagnostics.All) == 0 {
				t.Fatal("no finding")
			}
			t.Log("\n" + render(t, res))
			ok := slices.ContainsFunc(res.Diagnostics.All, func(d *diag.Diagnostic) bool {
				return strings.HasPrefix(d.Primary.String()+":", "f:"+c.at) && strings.Contains(d.Message+" "+d.Hint, c.says)
			})
			if !ok {
				t.Errorf("nothing at %s that says %q", c.at, c.says)
			}
		})
	}
	res := compiler.Compile([]*source.File{source.NewFile("f", []byte(good))}, compiler.Options{})
	if len(res.Diagnostics.All) > 0 {
		t.Error(render(t, res))
	}
}

// TestManyFiles holds that what is wrong in each of several files is said.
func TestManyFiles(t *testing.T) {
	var files []*source.File
	for i := range 5 {
		files = append(files, source.NewFile(fmt.Sprint(i), []byte("- rule: a\n  desc: d\n- macro: m\n  condition: proc.nme = 1\n- rule: b\n  desc: d\n  condition: nosuch\n  output: x\n  priority: X\n")))
	}
	res := compiler.Compile(files, compiler.Options{})
	byFile := map[string]int{}
	for _, d := range res.Diagnostics.All {
		byFile[d.Primary.File.Name]++
	}
	if len(byFile) != 5 {
		t.Errorf("findings by file: %v", byFile)
	}
	if !slices.IsSortedFunc(res.Diagnostics.All, func(a, b *diag.Diagnostic) int { return strings.Compare(a.Primary.File.Name, b.Primary.File.Name) }) {
		t.Error("not sorted")
	}
}

// BenchmarkFindings has rules that all look alike, so that each is compared with many.
func BenchmarkFindings(b *testing.B) {
	var text strings.Builder
	for i := range 10000 {
		fmt.Fprintf(&text, "- rule: R%d\n  desc: d\n  condition: evt.type = open and proc.name in (a%d, b%d) and proc.name != c and (fd.name startswith /x or fd.name startswith /y%d)\n  output: o\n  priority: INFO\n", i, i, i+1, i)
	}
	f := source.NewFile("f", []byte(text.String()))
	for b.Loop() {
		if res := compiler.Compile([]*source.File{f}, compiler.Options{}); !res.OK() {
			b.Fatal("errors")
		}
	}
}

// TestGuesses applies the edits that change what a rule matches, which nobody applies
// unseen: the finding is gone, and nothing is broken.
func TestGuesses(t *testing.T) {
	for text, want := range map[string]string{
		"- rule: r\n  desc: d\n  condition: >\n    evt.type = open and\n    proc.name = a or proc.name = b\n  output: o\n  priority: INFO\n- rule: r\n  condition: and user.uid = 0\n  override: {condition: append}\n": "(evt.type = open and\n    proc.name = a or proc.name = b)\n",
		"- macro: m\n  condition: 'proc.name = a or proc.name = b'\n- macro: m\n  condition: and user.uid = 0\n  override: {condition: append}\n":                                                                       "condition: '(proc.name = a or proc.name = b)'",
		"- rule: r\n  desc: d\n  condition: |\n    evt.type = open and proc.name = a\n    or proc.name = b\n  output: o\n  priority: INFO\n- rule: r\n  condition: and user.uid = 0\n  append: true\n":                  "(evt.type = open and proc.name = a\n    or proc.name = b)\n",
		"- rule: r\n  desc: d\n  condition: evt.type = open and proc.name = \"a b\" and proc.name=b\n  output: o\n  priority: INFO\n":                                                                                   "evt.type = open and proc.name in (\"a b\", b)\n",
	} {
		res := compiler.Compile([]*source.File{source.NewFile("a.yaml", []byte(text))}, compiler.Options{})
		at := slices.IndexFunc(res.Diagnostics.All, func(d *diag.Diagnostic) bool {
			return d.Code == advise.CodePrecedence || d.Code == advise.CodeContradiction
		})
		if at < 0 {
			if want != "" {
				t.Errorf("nothing is found:\n%s", text)
			}
			continue
		}
		d := res.Diagnostics.All[at]
		if d.Fix == nil || !d.Fix.Guess {
			t.Errorf("no guess for %s:\n%s", d.Code, text)
			continue
		}
		edited := text[:d.Fix.Off] + d.Fix.Text + text[d.Fix.End:]
		if !strings.Contains(edited, want) {
			t.Errorf("want %q in\n%s", want, edited)
		}
		after := compiler.Compile([]*source.File{source.NewFile("a.yaml", []byte(edited))}, compiler.Options{})
		if !after.OK() || slices.ContainsFunc(after.Diagnostics.All, func(x *diag.Diagnostic) bool { return x.Code == d.Code }) {
			t.Errorf("the edit does not help:\n%s", edited)
		}
	}
}
