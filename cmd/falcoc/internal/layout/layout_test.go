package layout

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct{ name, in, out string }{
		{"spaces", "- list: a   \n  items: [x,y ,  \"z, z\" ,]\n\n\n\n- list: b\n  items: []", "- list: a\n  items: [x, y, \"z, z\"]\n\n- list: b\n  items: []\n"},
		{"order", "- rule: R\n  output: o\n  # why\n  condition: >\n    a = 1\n    and b\n\n  desc: d\n  priority: INFO\n- rule: S\n  desc: d\n",
			"- rule: R\n  desc: d\n  # why\n  condition: >\n    a = 1\n    and b\n  output: o\n  priority: INFO\n\n- rule: S\n  desc: d\n"},
		{"indent", "# head\n\n  - macro: m\n    condition: |\n      a\n        b\n  # about l\n  - list: l\n    items:\n      - a # first\n      - b\n# end\n",
			"# head\n\n- macro: m\n  condition: |\n    a\n      b\n# about l\n- list: l\n  items:\n    - a # first\n    - b\n# end\n"},
		{"windows", "- list: a  \r\n  items: [x,y]\r\n", "- list: a\r\n  items: [x, y]\r\n"},
		{"other shapes", "a: b   \n\n\nc: d\n", "a: b\n\nc: d\n"},
		{"flow", "[{list: a, items: [b,c]}]  ", "[{list: a, items: [b, c]}]\n"},
		{"empty", "", ""},
		{"comment only", "# a\n\n\n# b", "# a\n\n# b\n"},
		{"twice", "- rule: R\n  output: o\n  output: p\n", "- rule: R\n  output: o\n  output: p\n"},
	} {
		got, err := Format(source.NewFile(c.name, []byte(c.in)))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if string(got) != c.out {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.out)
		}
		again, err := Format(source.NewFile(c.name, got))
		if err != nil || !bytes.Equal(again, got) {
			t.Errorf("%s: not stable (%v):\n%s", c.name, err, again)
		}
	}
	if _, err := Format(source.NewFile("bad", []byte("a: [b"))); err == nil {
		t.Error("what is not YAML is formatted")
	}
}

// TestStable formats all rule files at hand twice.
func TestStable(t *testing.T) {
	dirs := []string{filepath.Join(golden.Root(t), "rules"), filepath.Join(golden.Root(t), "rules", "tests")}
	for _, dir := range dirs {
		stable(t, dir, false)
	}
	t.Run("upstream", func(t *testing.T) { stable(t, filepath.Join(golden.Dir(t), "upstream-rules"), true) })
}

func stable(t *testing.T, dir string, mayRefuse bool) {
	files, err := source.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		once, err := Format(f)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		twice, err := Format(source.NewFile(f.Name, once))
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%s: the layout is not stable (%v)", f.Name, err)
		}
		for _, line := range bytes.Split(f.Data, []byte("\n")) {
			if c := bytes.TrimSpace(line); len(c) > 0 && c[0] == '#' && !bytes.Contains(once, c) {
				t.Errorf("%s: the comment %s is gone", f.Name, c)
			}
		}
	}
}

func FuzzFormat(f *testing.F) {
	f.Add([]byte("- rule: R\n  output: o\n  # why\n  desc: |+\n    a\n\n- list: l\n  items: [a,b]\n"))
	f.Add([]byte("- a: 'b\n\n  c'\n  d: \"e\\\n   f\" # g\n---\n- x: y"))
	f.Fuzz(func(t *testing.T, data []byte) {
		once, err := Format(source.NewFile("f", data))
		if err != nil {
			return
		}
		if twice, err := Format(source.NewFile("f", once)); err != nil || !bytes.Equal(once, twice) {
			t.Errorf("not stable (%v):\n%q\n%q", err, once, twice)
		}
	})
}
