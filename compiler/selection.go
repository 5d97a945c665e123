package compiler

import (
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/codegen"
)

// Selection enables or disables rules, by a pattern over their names in which
// only * is special, or by a tag. When both are given they act one after the other.
type Selection struct {
	Enable bool
	Rule   string
	Tag    string
}

// selected carries out selections. The order of evaluation is the order in which
// rules were enabled: those enabled again move to the end.
func selected(rules []codegen.Rule, sel []Selection) []codegen.Rule {
	apply := func(enable bool, match func(*codegen.Rule) bool) {
		var moved []codegen.Rule
		rest := rules[:0:0]
		for i := range rules {
			r := rules[i]
			if match(&r) && r.Info.Enabled != enable {
				r.Info.Enabled = enable
				if enable {
					moved = append(moved, r)
					continue
				}
			}
			rest = append(rest, r)
		}
		rules = append(rest, moved...)
	}
	for _, s := range sel {
		if s.Rule != "" {
			apply(s.Enable, func(r *codegen.Rule) bool { return MatchName(s.Rule, r.Info.Name) })
		}
		if s.Tag != "" {
			apply(s.Enable, func(r *codegen.Rule) bool { return slices.Contains(r.Info.Tags, s.Tag) })
		}
	}
	return rules
}

// MatchName matches a rule's name against a pattern. Each literal part is taken
// at its first occurrence, without going back, as Falco does: "*ab" does not
// match "abxab".
func MatchName(pattern, name string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == name
	}
	if !strings.HasPrefix(name, parts[0]) {
		return false
	}
	name = name[len(parts[0]):]
	for i, p := range parts[1:] {
		if p == "" {
			continue
		}
		at := strings.Index(name, p)
		if at < 0 {
			return false
		}
		name = name[at+len(p):]
		if i == len(parts)-2 && name != "" {
			return false
		}
	}
	return true
}
