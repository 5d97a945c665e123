package fix_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/fix"
	"github.com/falcoc/falcoc/compiler/source"
)

func run(text string) *fix.Result {
	return fix.Run([]*source.File{source.NewFile("f", []byte(text))}, compiler.Options{}, nil)
}

// TestRun fixes what stands before the arrow to what stands behind it, once and again.
func TestRun(t *testing.T) {
	const head = "- rule: r   # keep\n  desc: d\n"
	const tail = "  output: o\n  priority: INFO\n"
	for _, c := range []struct{ name, before, after string }{
		{"items", "- list: l\n  items: [a, b,\n    a]   # why\n", "- list: l\n  items: [a, b]   # why\n"},
		{"item lines", "- list: l\n  items:\n    - a\n    # note\n    - 'a'   \n    - b\n", "- list: l\n  items:\n    - a\n    # note\n    - b\n"},
		{"append", head + "  condition: evt.type = open\n" + tail + "- rule: r\n  append: true # x\n  condition: and proc.pid = 1\n",
			head + "  condition: evt.type = open\n" + tail + "- rule: r\n  override: {condition: append} # x\n  condition: and proc.pid = 1\n"},
		{"enabled", head + "  condition: evt.type = open\n" + tail + "- rule: r\r\n  enabled: false # off\r\n",
			head + "  condition: evt.type = open\n" + tail + "- rule: r\r\n  override:\r\n    enabled: replace\r\n  enabled: false # off\r\n"},
		{"enabled in braces", head + "  condition: evt.type = open\n" + tail + "- {rule: r, enabled: no}\n",
			head + "  condition: evt.type = open\n" + tail + "- {rule: r, override: {enabled: replace}, enabled: no}\n"},
		{"direction", head + "  condition: >\n    evt.type = open and evt.dir = <\n    and proc.pid = 1\n" + tail, head + "  condition: >\n    evt.type = open\n    and proc.pid = 1\n" + tail},
		{"direction first", head + "  condition: evt.dir=< and evt.type = open\n" + tail, head + "  condition: evt.type = open\n" + tail},
		{"direction in a macro", "- macro: m\n  condition: (evt.type = open and evt.dir=<)\n" + head + "  condition: m\n" + tail, "- macro: m\n  condition: (evt.type = open)\n" + head + "  condition: m\n" + tail},
		{"direction quoted", head + "  condition: 'evt.type = open and evt.dir = \"<\" and proc.pid = 1'\n" + tail, head + "  condition: 'evt.type = open and proc.pid = 1'\n" + tail},
		{"other direction", head + "  condition: evt.type = open and evt.dir = >\n" + tail, ""},
		{"direction in an or", head + "  condition: evt.type = open and (evt.dir = < or proc.pid = 1)\n" + tail, ""},
		{"container info", head + "  condition: evt.type = open\n  output: a (%container.info)\n  priority: INFO\n", head + "  condition: evt.type = open\n  output: a ()\n  priority: INFO\n"},
		{"label", head + "  condition: evt.type = open and container.label.app = x\n  output: '%k8s.pod.label.app'\n  priority: INFO\n",
			head + "  condition: evt.type = open and container.label[app] = x\n  output: '%k8s.pod.label[app]'\n  priority: INFO\n"},
		{"key", head + "  condtion: evt.type = open\n" + tail, head + "  condition: evt.type = open\n" + tail},
		{"twice", head + "  condition: evt.type = open and proc.pid = 1 and proc.pid = 1\n" + tail, head + "  condition: evt.type = open and proc.pid = 1\n" + tail},
		{"guess", head + "  condition: evt.type = open and proc.nme = x\n" + tail, ""},
		{"guess of a priority", head + "  condition: evt.type = open\n  output: o\n  priority: HIGH\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := c.after
			if want == "" {
				want = c.before
			}
			got := run(c.before)
			if d := cmp.Diff(want, string(got.Files[0].Data)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
			if (c.after != "") != (len(got.Fixed) > 0) {
				t.Errorf("%d fixed", len(got.Fixed))
			}
			if again := run(want); string(again.Files[0].Data) != want {
				t.Errorf("again: %s", again.Files[0].Data)
			}
		})
	}
}

// TestFilter holds that what the user does not want to see stays.
func TestFilter(t *testing.T) {
	f := source.NewFile("f", []byte("- list: l\n  items: [a, a]\n"))
	res := fix.Run([]*source.File{f}, compiler.Options{}, func(r *compiler.Result) { r.Diagnostics = diag.List{} })
	if res.Files[0] != f || len(res.Fixed) > 0 {
		t.Error("fixed")
	}
}

// TestRefused holds that an edit which does not do what it should is left out, and the
// others are made.
func TestRefused(t *testing.T) {
	const text = "- rule: r\n  desc: d\n  condition: evt.type = open and proc.pid = 1\n  output: o\n  priority: INFO\n- list: l\n  items: [a, a]\n"
	f := source.NewFile("f", []byte(text))
	first := true
	res := fix.Run([]*source.File{f}, compiler.Options{}, func(r *compiler.Result) {
		if !first {
			return
		}
		first = false
		at := strings.Index(text, " and proc.pid = 1")
		r.Diagnostics.Add(&diag.Diagnostic{Code: "FALCOC_REDUNDANT", Severity: diag.Warning, Message: "made up", Primary: diag.At(source.Pos{File: f, Off: at}, 4),
			Fix: &diag.Fix{Span: diag.At(source.Pos{File: f, Off: at}, 17)}})
	})
	if got := string(res.Files[0].Data); got != strings.Replace(text, "[a, a]", "[a]", 1) || len(res.Refused) != 1 || len(res.Fixed) != 1 {
		t.Errorf("%d fixed, %d refused\n%s", len(res.Fixed), len(res.Refused), got)
	}
}

func TestDiff(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"a\nb\n", "a\nb\n", ""},
		{"a\nb\nc\n", "a\nc\n", "--- f\n+++ f\n@@ -1,3 +1,2 @@\n a\n-b\n c\n"},
		{"a", "b", "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"},
	} {
		if d := cmp.Diff(c.want, fix.Diff("f", c.before, c.after)); d != "" {
			t.Errorf("-want +got\n%s", d)
		}
	}
}

// FuzzRun holds that fixing never fails, that what loaded loads afterwards, and that a
// second run changes nothing.
func FuzzRun(f *testing.F) {
	paths, _ := filepath.Glob("../advise/testdata/*.yaml")
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		before := compiler.Compile([]*source.File{source.NewFile("f", []byte(text))}, compiler.Options{})
		res := run(text)
		if before.OK() && !res.After.OK() || res.After.Diagnostics.Errors() > before.Diagnostics.Errors() {
			t.Fatal("worse than before")
		}
		fix.Diff("f", text, string(res.Files[0].Data))
	})
}
