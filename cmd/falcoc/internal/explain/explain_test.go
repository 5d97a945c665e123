package explain

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
)

func compile(t *testing.T, paths ...string) *compiler.Result {
	t.Helper()
	files, err := source.Read(paths...)
	if err != nil {
		t.Fatal(err)
	}
	res := compiler.Compile(files, compiler.Options{})
	if !res.OK() {
		t.Fatal("the rules do not compile")
	}
	return res
}

// thorough makes TestAgrees look at every rule for every event of the sample, which
// takes half a minute.
var thorough = os.Getenv("FALCOC_THOROUGH") != ""

// agree replays a capture and compares, for each alert and for the rules on about
// sample other events, the verdict with that of the machine that runs all rules.
func agree(t *testing.T, res *compiler.Result, programs []*Program, capture string, sample int) (alerts, others int) {
	t.Helper()
	count := 0
	walk := func(f func(s *runtime.Stream) error) {
		src, err := scap.Open(capture)
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		s := runtime.NewStream(src, state.Options{})
		if err := f(s); err != nil {
			t.Fatal(err)
		}
	}
	walk(func(s *runtime.Stream) error { return s.Each(func() error { count++; return nil }) })
	step := max(1, count/sample)
	walk(func(s *runtime.Stream) error {
		bind := func(imp vm.Import) (vm.Extractor, error) { return fields.BindText(s.Fields, imp.Field) }
		rules := slices.Clone(res.Rules)
		for i := range rules {
			rules[i].Info.Enabled = true
		}
		b, err := codegen.Build(rules, codegen.Options{})
		if err != nil {
			return err
		}
		m, err := vm.NewMachine(b, bind)
		if err != nil {
			return err
		}
		sel := vm.NewSelection(b, runtime.LeastUrgent)
		for _, p := range programs {
			if err := p.Bind(bind); err != nil {
				return err
			}
		}
		n := 0
		var hits []int
		return s.Each(func() error {
			m.Begin(s.Ev.Type)
			hits = m.Match(sel, true, hits[:0])
			n++
			if len(hits) == 0 && n%step != 0 {
				return nil
			}
			for i, p := range programs {
				want := slices.Contains(hits, i)
				if !want && (n%step != 0 || !thorough && (n/step+i)%8 != 0) {
					continue
				}
				if want {
					alerts++
				} else {
					others++
				}
				p.Begin(s.Ev.Type)
				v := p.Explain()
				if v.Matched != want {
					t.Errorf("%s event %d, rule %q: explained as %v, the machine says %v", filepath.Base(capture), s.Fields.St.Num, res.Rules[i].Info.Name, v.Matched, want)
				}
				consistent(t, v)
				if t.Failed() {
					return errors.New(v.Why)
				}
			}
			return nil
		})
	})
	return alerts, others
}

// consistent checks a verdict in itself: parts follow from their kids, and turning
// what it names turns the verdict.
func consistent(t *testing.T, v *Verdict) {
	t.Helper()
	var walk func(n *Node)
	walk = func(n *Node) {
		if Changed(n, nil) != n.Is() {
			t.Errorf("%s is %s, which does not follow from its parts", n.Part.Text, n.State)
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	if len(v.Tree.Kids) > 0 {
		walk(v.Tree)
	}
	if v.Unseen {
		return
	}
	if v.Tree.Is() != v.Matched {
		t.Errorf("the tree is %s, the rule matches: %v", v.Tree.State, v.Matched)
	}
	if Changed(v.Tree, []*Node{v.Pivot}) == v.Tree.Is() {
		t.Errorf("turning %s changes nothing", v.Pivot.Part.Text)
	}
	if !v.Matched && !Changed(v.Tree, v.Tests) {
		t.Errorf("turning what the sentence names changes nothing: %s", v.Why)
	}
	if len(v.Tests) == 0 || v.Why == "" {
		t.Error("nothing is named")
	}
	if v.Matched {
		for i := range v.Tests {
			if n := v.Tests[i]; n.State == "" {
				t.Errorf("%s has no state", n.Part.Text)
			}
		}
	}
}

// TestAgrees explains all upstream rules, or the default ones where these are not
// there, on every recorded capture.
func TestAgrees(t *testing.T) {
	rules := []string{filepath.Join(golden.Root(t), "rules")}
	captures, _ := filepath.Glob(filepath.Join(golden.Root(t), "conformance", "captures", "*.scap"))
	test := func(t *testing.T, rules, captures []string) {
		res := compile(t, rules...)
		var programs []*Program
		for _, r := range res.Rules {
			p, err := New(r, res.Tree(r.Info.Name), false)
			if err != nil {
				t.Fatalf("%s: %v", r.Info.Name, err)
			}
			programs = append(programs, p)
		}
		sample := 1000
		if testing.Short() {
			sample = 50
		}
		alerts, others := 0, 0
		for _, c := range captures {
			a, o := agree(t, res, programs, c, sample)
			alerts, others = alerts+a, others+o
		}
		t.Logf("%d rules: %d alerts and %d other verdicts explained", len(programs), alerts, others)
	}
	t.Run("default", func(t *testing.T) { test(t, rules, captures) })
	t.Run("upstream", func(t *testing.T) {
		dir := golden.Dir(t)
		more, _ := filepath.Glob(filepath.Join(dir, "captures", "*.scap"))
		test(t, []string{filepath.Join(dir, "upstream-rules", "falco_rules.yaml"), filepath.Join(dir, "upstream-rules", "falco-incubating_rules.yaml"),
			filepath.Join(dir, "upstream-rules", "falco-sandbox_rules.yaml")}, more)
	})
}

// TestTable holds what follows from the fields of a table, and what is refused.
func TestTable(t *testing.T) {
	table := NewTable()
	for field, value := range map[string]string{"evt.type": "openat", "evt.rawres": "-2", "fd.name": "/etc/shadow", "fd.type": "file", "proc.pname": "sh",
		"proc.aname[2]": "sshd", "proc.name": "cat", "proc.args": "x", "fd.sip": "203.0.113.9"} {
		if err := table.Set(field, value); err != nil {
			t.Fatal(err)
		}
	}
	for field, want := range map[string]string{"fd.directory": "/etc", "fd.filename": "shadow", "evt.res": "ENOENT", "evt.failed": "true", "fd.typechar": "f",
		"proc.aname[1]": "sh", "proc.cmdline": "cat x", "container.id": "host", "syscall.type": "openat", "fd.cip": ""} {
		if got, _ := table.text(field, 0); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	for field, value := range map[string]string{"no.such": "x", "evt.type": "nosuch", "fd.num": "x", "fd.sip": "x", "evt.is_open_read": "x", "proc.aname[x]": "y"} {
		if err := table.Set(field, value); err == nil {
			t.Errorf("%s: %q is taken", field, value)
		}
	}
	if err := table.Set("fd.num", "1", "2"); err == nil {
		t.Error("a list for one value is taken")
	}
	if err := table.Unset("container.id"); err != nil {
		t.Fatal(err)
	}
	if _, ok := table.text("container.id", 0); ok {
		t.Error("an absent field is there")
	}
}

// TestOrigins holds where the parts of a condition come from.
func TestOrigins(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.yaml": "- list: l\n  items: [x]\n- macro: m\n  condition: (proc.name in (l))\n- rule: R\n  desc: d\n  condition: evt.type = open and m\n  output: o\n  priority: INFO\n  exceptions:\n    - name: e\n      fields: [proc.pname]\n      values: [[init]]\n",
		"b.yaml": "- list: l\n  items: [y]\n  override: {items: append}\n- rule: R\n  condition: and proc.pid > 1\n  override: {condition: append}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	res := compile(t, filepath.Join(dir, "a.yaml"), filepath.Join(dir, "b.yaml"))
	root := res.Tree("R")
	var parts []*compiler.Part
	var walk func(p *compiler.Part)
	walk = func(p *compiler.Part) {
		if p.Kind == compiler.TestPart {
			parts = append(parts, p)
		}
		for _, k := range p.Kids {
			walk(k)
		}
	}
	walk(root)
	find := func(text string) *compiler.Part {
		for _, p := range parts {
			if p.Text == text {
				return p
			}
		}
		t.Fatalf("no part %q", text)
		return nil
	}
	if p := find("proc.pid > 1"); filepath.Base(p.Origin.By.File.Name) != "b.yaml" {
		t.Error("the append is not named")
	}
	p := find("proc.pname = init")
	if name, ok := p.Origin.Through("exception"); !ok || name != "e" {
		t.Error("the exception is not named")
	}
	p = find("proc.name in (x, y)")
	if name, ok := p.Items[1].Origin.Through("list"); !ok || name != "l" || filepath.Base(p.Items[1].Origin.At.File.Name) != "b.yaml" {
		t.Errorf("the item comes from %v", p.Items[1].Origin)
	}
	if p.Origin.Macro != "m" {
		t.Error("the macro is not named")
	}
	if err := Tree(io.Discard, root, Style{}); err != nil {
		t.Error(err)
	}
}
