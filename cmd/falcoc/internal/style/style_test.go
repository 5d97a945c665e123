package style

import (
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/source"
)

func TestFindings(t *testing.T) {
	head := "  desc: A program has opened a file.\n  condition: evt.type = openat\n  priority: INFO\n"
	tags := "  tags: [mitre_execution, T1059.004]\n"
	out := "  output: A file was opened (command=%proc.cmdline user=%user.name)\n"
	for _, c := range []struct{ text, want string }{
		{"- rule: File opened\n" + head + tags + out, ""},
		{"- rule: file opened\n" + head + tags + out, CodeName},
		{"- rule: File opened.\n" + head + tags + out, CodeName},
		{"- rule: File opened\n" + head + out, CodeTags},
		{"- rule: File opened\n" + head + "  tags: [host]\n" + out, CodeAttack},
		{"- rule: File opened\n" + head + "  tags: [mitre_execution, T1]\n" + out, CodeAttack},
		{"- rule: File opened\n" + head + tags + "  output: A file was opened (user=%user.name)\n", CodeOutput},
		{"- rule: File opened\n" + head + tags + "  output: A file was opened (program=%proc.name2 user=%user.name)\n", ""}, // the name ends where no field is longer
		{"- rule: File opened\n" + head + tags + "  output: A file was opened (program=%toupper(proc.name) user=%user.name)\n", ""},
		{"- rule: File opened\n" + head + tags + "  output: \"%proc.name %user.name\"\n", CodeWords},
		{"- rule: File opened\n" + head + tags + out + "- list: Some\n  items: []\n", CodeName},
	} {
		res := compiler.Compile([]*source.File{source.NewFile("r.yaml", []byte(c.text))}, compiler.Options{})
		v, _ := res.Partial()
		got := ""
		for _, d := range Default().Findings(v) {
			got += d.Code
		}
		if got != c.want {
			t.Errorf("%s\nfound %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("off: [FALCOC_STYLE_TAGS]\nnames: {rule: a, list: b}\noutput: [a, [b, c]]\nerror: [FALCOC_STYLE_NAME]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := Parse(source.NewFile("f", data)); err == nil && c.Names["rule"] == nil {
			t.Error("no pattern for rules")
		}
	})
}
