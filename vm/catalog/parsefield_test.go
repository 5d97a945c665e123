package catalog

import (
	"errors"
	"testing"
)

func TestParseField(t *testing.T) {
	for _, c := range []struct {
		text  string
		field string // name of the row, "" for an error
		want  FieldRef
	}{
		{"proc.name", "proc.name", FieldRef{Type: Charbuf}},
		{"proc.aname", "proc.aname", FieldRef{Type: Charbuf}},
		{"proc.aname[2]", "proc.aname", FieldRef{Type: Charbuf, Arg: "2", HasArg: true, Index: 2, IsNum: true}},
		{"proc.aname[-1]", "proc.aname", FieldRef{Type: Charbuf}},
		{"proc.aname[99999999999]", "proc.aname", FieldRef{Type: Charbuf, Arg: "99999999999", HasArg: true, Index: 1215752191, IsNum: true}},
		{"proc.env[PATH]", "proc.env", FieldRef{Type: Charbuf, Arg: "PATH", HasArg: true}},
		{"proc.env[1]", "proc.env", FieldRef{Type: Charbuf, Arg: "1", HasArg: true, Index: 1, IsNum: true}},
		{"proc.env[]", "proc.env", FieldRef{Type: Charbuf, HasArg: true}},
		{"evt.arg[0]", "evt.arg", FieldRef{Type: Charbuf, Arg: "0", HasArg: true, IsNum: true}},
		{"evt.arg.flags", "evt.arg", FieldRef{Type: Charbuf, Arg: "flags", HasArg: true, Param: "flags"}},
		{"evt.rawarg.res", "evt.rawarg", FieldRef{Type: Errno, Arg: "res", HasArg: true, Param: "res"}},
		{"evt.type.is.open", "evt.type.is", FieldRef{Type: Uint32, Arg: "open", HasArg: true}},
		{"evt.abspath.dst", "evt.abspath", FieldRef{Type: Charbuf, Arg: "dst", HasArg: true}},
		{"thread.cgroup.cpu_acct", "thread.cgroup", FieldRef{Type: Charbuf, Arg: "cpu_acct", HasArg: true}},
		{"thread.cgroups", "thread.cgroups", FieldRef{Type: Charbuf}},
		{"fd.types[3]", "fd.types", FieldRef{Type: Charbuf, Arg: "3", HasArg: true, Index: 3, IsNum: true}},
		{"container.mount[0]", "container.mount", FieldRef{Type: Charbuf, Arg: "0", HasArg: true, IsNum: true}},
		{"container.mount[/etc]", "container.mount", FieldRef{Type: Charbuf, Arg: "/etc", HasArg: true}},
		{"k8s.pod.label[01]", "k8s.pod.label", FieldRef{Type: Charbuf, Arg: "01", HasArg: true}},
	} {
		got, err := ParseField(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if name := got.Row().Name; name != c.field {
			t.Errorf("%s is field %s", c.text, name)
		}
		back, err := ParseField(got.Text())
		if err != nil || back != got {
			t.Errorf("%s is printed as %s, which reads as %+v, %v", c.text, got.Text(), back, err)
		}
		got.ID = 0
		if got != c.want {
			t.Errorf("%s: %+v", c.text, got)
		}
	}
}

func TestParseFieldErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "",
		"proc":                 "",
		"proc.namex":           "",
		"proc.name[1]":         "",
		"proc.name.x":          "",
		"Proc.name":            "",
		"evt.arg.resx":         "",
		"evt.type.is.openx":    "",
		"evt.type.is.nosuch":   "",
		"evt.abspath.x":        "",
		"proc.aname[x]":        "",
		"proc.aname[]":         "",
		"proc.aname[1":         "",
		"proc.args[a]b]":       "",
		"proc.env.x":           "",
		"thread.cgroup.cpu1":   "",
		"fd.types.x":           "",
		"container.id.x":       "",
		"container.label[a]b]": "",
		"evt.arg":              "filter syntax error: evt.arg",
		"evt.arg.!":            "unknown event argument !",
		"evt.arg[x]":           "x is not a valid number",
		"evt.arg[1.5]":         "1.5 is not a valid number",
		"evt.rawarg[0]":        "evt.arg fields must be expressed explicitly",
		"evt.rawarg":           "filter syntax error: evt.rawarg",
		"evt.around":           "filter syntax error: evt.around",
		"evt.around.x":         "wrong syntax for evt.around",
		"evt.around[x]":        "x is not a valid number",
		"evt.type.is[open]":    "filter syntax error: evt.type.is[open]",
		"thread.cgroup":        "filter syntax error: thread.cgroup",
		"thread.cgroup[cpu]":   "filter syntax error: thread.cgroup[cpu]",
		"fd.types[x]":          "x is not a valid number",
		"arg.x":                "filter error: proc.arg filter not implemented yet",
		"container.id[1]":      "filter 'container.id[1]': container.id does not allow nor require an argument but one is provided: 1",
		"container.label":      "filter 'container.label': container.label requires an argument but none provided",
		"container.label.x":    "filter 'container.label.x': container.label requires an argument but none provided",
		"container.label[a":    "filter 'container.label[a': container.label has unbalanced argument brackets",
		"container.label[a b]": "filter 'container.label[a': container.label has unbalanced argument brackets",
		"k8s.pod.label":        "filter 'k8s.pod.label': k8s.pod.label requires an argument but none provided",
	} {
		_, err := ParseField(text)
		var arg *ArgError
		switch {
		case err == nil:
			t.Errorf("%s is a field", text)
		case want == "" && !errors.Is(err, ErrNoField):
			t.Errorf("%s: %v", text, err)
		case want != "" && (!errors.As(err, &arg) || arg.Msg != want):
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestScanInt(t *testing.T) {
	for _, c := range []struct {
		text   string
		bits   int
		signed bool
		want   uint64
		ok     bool
	}{
		{"0", 8, false, 0, true}, {"007", 32, true, 7, true}, {" +1", 32, true, 1, true}, {"-1", 32, false, 1<<32 - 1, true},
		{"-1", 64, false, 1<<64 - 1, true}, {"-1", 16, true, 1<<64 - 1, true}, {"65536", 16, true, 0, true}, {"40000", 16, true, 0xFFFFFFFFFFFF9C40, true},
		{"4294967296", 32, false, 0, true}, {"99999999999999999999", 64, true, 1<<63 - 1, true}, {"-99999999999999999999", 64, true, 1 << 63, true},
		{"99999999999999999999", 32, true, 1<<64 - 1, true}, {"99999999999999999999", 64, false, 1<<64 - 1, true},
		{"", 32, true, 0, false}, {"-", 32, true, 0, false}, {"1 ", 32, true, 0, false}, {"0x1", 32, true, 0, false}, {"1.0", 32, true, 0, false},
	} {
		got, ok := ScanInt(c.text, c.bits, c.signed)
		if got != c.want || ok != c.ok {
			t.Errorf("%q %d %v: %#x %v", c.text, c.bits, c.signed, got, ok)
		}
	}
}

func FuzzParseField(f *testing.F) {
	for _, s := range []string{"proc.aname[2]", "evt.arg.flags", "thread.cgroup.", "container.mount[", "evt.around[]", "fd.types[1]]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseField(text)
		if err != nil {
			return
		}
		if back, err := ParseField(r.Text()); err != nil || back != r {
			t.Fatalf("%q is printed as %q: %+v, %v", text, r.Text(), back, err)
		}
	})
}
