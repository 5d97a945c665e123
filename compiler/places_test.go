package compiler

import (
	"fmt"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
)

// TestPlaces holds that findings point to where the mistake was written, and
// tell how it came into the condition.
func TestPlaces(t *testing.T) {
	const rule = "- rule: r\n  desc: d\n  output: o\n  priority: INFO\n"
	for _, c := range []struct{ name, in, want string }{
		{"folded", rule + "  condition: >\n    evt.type = open\n    and proc.nme = x\n", "7:9"},
		{"literal", rule + "  condition: |\n    evt.type = open\n\n      and proc.nme = x\n", "8:11"},
		{"plain lines", rule + "  condition: evt.type = open\n    and proc.nme = x\n", "6:9"},
		{"in the next line", rule + "  condition:\n    evt.type = open\n    and proc.nme = x\n", "7:9"},
		{"double quotes", rule + "  condition: \"evt.type = \\\"open\\\" and proc.nme = x\"\n", "5:39"},
		{"single quotes", rule + "  condition: 'evt.type = ''open'' and proc.nme = x'\n", "5:39"},
		{"appended", rule + "  condition: evt.type = open\n- rule: r\n  override: {condition: append}\n  condition: |\n    and\n    proc.nme = x\n", "10:5; this item changes the rule 'r', which is defined here 1:3"},
		{"macro", "- macro: m\n  condition: proc.nme = x\n" + rule + "  condition: evt.type = open and m\n", "2:14; in macro 'm', expanded here 7:34"},
		{"macro in macro", "- macro: m\n  condition: >\n    proc.nme = x\n- macro: n\n  condition: not m\n" + rule + "  condition: evt.type = open and n\n",
			"3:5; in macro 'm', expanded here 5:18; in macro 'n', expanded here 10:34"},
		{"list item", "- list: l\n  items: [1,\n    x]\n" + rule + "  condition: evt.type = open and proc.pid in (l)\n", "3:5; from list 'l', named here 8:47"},
		{"list in list", "- list: l\n  items: [x]\n- list: k\n  items: [1, l]\n" + rule + "  condition: evt.type = open and proc.pid in (k)\n",
			"2:11; from list 'l', named here 4:14; from list 'k', named here 9:47"},
		{"after a list", "- list: l\n  items: [a, b, c]\n" + rule + "  condition: evt.type = open and proc.name in (l) and proc.nme = x\n", "7:55"},
		{"exception", rule + "  condition: evt.type = open\n  exceptions:\n    - name: e\n      fields: [proc.pid]\n      values:\n        - [x]\n",
			"10:12; from exception 'e', named here 7:7"},
		{"output", "- rule: r\n  desc: d\n  priority: INFO\n  condition: evt.type = open\n  output: >\n    a\n    %proc.nme\n", "7:6"},
		{"undefined macro", rule + "  condition: evt.type = open\n    and nosuch\n", "6:9"},
		{"unknown key", rule + "  condition: evt.type = open\n  tagz: []\n", "6:3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := Compile([]*source.File{source.NewFile("f", []byte(c.in))}, Options{})
			if len(res.Diagnostics.All) == 0 {
				t.Fatal("no findings")
			}
			d := res.Diagnostics.All[0]
			got := strings.TrimPrefix(d.Primary.String(), "f:")
			for _, l := range d.Labels {
				got += fmt.Sprintf("; %s %s", l.Msg, strings.TrimPrefix(l.String(), "f:"))
			}
			if got != c.want {
				t.Errorf("%s\n got %s\nwant %s", d.Message, got, c.want)
			}
		})
	}
}

// TestAllFindings holds that one mistake does not hide another, while Falco's
// verdict stops at the first.
func TestAllFindings(t *testing.T) {
	res := Compile([]*source.File{
		source.NewFile("a", []byte("- rule: a\n  desc: d\n- rule: b\n  desc: d\n  condition: evt.type =\n  output: o\n  priority: INFO\n")),
		source.NewFile("b", []byte("- rule: c\n  desc: d\n  condition: nosuch and evt.type = open\n  output: '%bad'\n  priority: INFO\n")),
	}, Options{})
	for i, f := range res.Files {
		if len(f.Errors) != 1 {
			t.Errorf("file %d: %d errors, want 1", i, len(f.Errors))
		}
	}
	if n := res.Diagnostics.Errors(); n != 6 {
		for _, d := range res.Diagnostics.All {
			t.Log(d.Primary, d.Code, d.Message)
		}
		t.Errorf("%d errors in all, want 6", n)
	}
}
