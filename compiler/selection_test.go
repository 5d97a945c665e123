package compiler

import (
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
)

func TestMatchName(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"a b", "a b", true}, {"a", "a b", false}, {"*", "", true}, {"*", "x", true}, {"a*", "ab", true}, {"*b", "ab", true}, {"a*c", "abc", true},
		{"*ab*", "xaby", true}, {"*world", "world hello world", false}, {"*ab", "abxab", false}, {"A*", "ab", false}, {"a?", "ab", false},
		{"a**b", "ab", true}, {"a*b*c", "a-b-c", true}, {"a*b*c", "a-c-b", false}, {"", "", true},
	} {
		if got := MatchName(c.pattern, c.name); got != c.want {
			t.Errorf("MatchName(%q, %q) = %v", c.pattern, c.name, got)
		}
	}
}

func TestSelections(t *testing.T) {
	var text strings.Builder
	for _, r := range []string{"one INFO [a] true", "two ERROR [a, b] false", "three DEBUG [b] true", "four ALERT [c] false"} {
		f := strings.SplitN(r, " ", 3)
		tags, enabled, _ := strings.Cut(f[2], "] ")
		text.WriteString("- rule: " + f[0] + "\n  desc: d\n  condition: evt.type = open\n  output: o\n  priority: " + f[1] + "\n  tags: " + tags + "]\n  enabled: " + enabled + "\n")
	}
	info := uint8(6)
	for _, c := range []struct {
		name string
		opt  Options
		want string
	}{
		{"none", Options{}, "one two- three four-"},
		{"priority", Options{MinPriority: &info}, "one two- four-"},
		{"a tag off", Options{Selections: []Selection{{Tag: "a"}}}, "one- two- three four-"},
		{"a rule on goes to the end", Options{Selections: []Selection{{Enable: true, Rule: "two"}}}, "one three four- two"},
		{"off and on again", Options{Selections: []Selection{{Rule: "one"}, {Enable: true, Rule: "o*"}}}, "two- three four- one"},
		{"on twice moves nothing", Options{Selections: []Selection{{Enable: true, Rule: "one"}}}, "one two- three four-"},
		{"the last wins", Options{Selections: []Selection{{Enable: true, Tag: "c"}, {Rule: "f*"}}}, "one two- three four-"},
	} {
		res := Compile([]*source.File{source.NewFile("f", []byte(text.String()))}, c.opt)
		var got []string
		for _, r := range res.Rules {
			name := r.Info.Name
			if !r.Info.Enabled {
				name += "-"
			}
			got = append(got, name)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: %s, want %s", c.name, g, c.want)
		}
	}
}
