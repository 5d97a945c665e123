package vm

import (
	"fmt"
	"slices"
	"testing"
)

func TestMatchWildcard(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"abc", "abc", true},
		{"abc", "abcd", false},
		{"ab", "abc", false},
		{"*", "", true},
		{"*", "any thing", true},
		{"a*", "abc", true},
		{"*c", "abc", true},
		{"a*c", "abc", true},
		{"a*b*c", "axxbyyc", true},
		{"*ab*", "xxabyy", true},
		{"b*", "abc", false},
		{"a?c", "abc", false},
		{"A*", "abc", false},
		// The first place counts.
		{"*ab", "abxab", false},
		{"*world", "world hello world", false},
		{"*world*", "world hello world", true},
	} {
		if got := matchWildcard(c.pattern, c.name); got != c.want {
			t.Errorf("%q, %q: %v", c.pattern, c.name, got)
		}
	}
}

// three rules that match every open, the last of them disabled by itself.
func three() *Bundle {
	b := sample()
	b.Subs, b.Debug.Subs, b.Code[4].Slot = nil, nil, 0
	b.Groups[0].Gates, b.Groups[0].Filters, b.Groups[0].Narrow = nil, nil, nil
	b.Rules, b.Groups[0].Routes, b.Groups[0].Entries, b.Groups[0].Always = nil, nil, nil, nil
	for i, name := range []string{"One", "Two", "Three", "Low"} {
		b.Rules = append(b.Rules, RuleInfo{Name: name, Priority: uint8(4 + i/3*3), Enabled: name != "Three", Tags: []string{"all", fmt.Sprint("t", i)}})
		b.Groups[0].Entries = append(b.Groups[0].Entries, Entry{uint32(i), 5})
		b.Groups[0].Always = append(b.Groups[0].Always, uint32(i))
	}
	return b
}

func TestSelection(t *testing.T) {
	on := func(rule, tag string) Choice { return Choice{Enable: true, Rule: rule, Tag: tag} }
	off := func(rule, tag string) Choice { return Choice{Rule: rule, Tag: tag} }
	for _, c := range []struct {
		limit uint8
		steps []Choice
		want  string
	}{
		{7, nil, "[0 1 3]"},
		{6, nil, "[0 1]"},
		{6, []Choice{on("Low", "")}, "[0 1]"},
		{7, []Choice{on("Three", "")}, "[0 1 3 2]"},
		{7, []Choice{on("One", "")}, "[0 1 3]"},
		{7, []Choice{off("One", ""), on("One", "")}, "[1 3 0]"},
		{7, []Choice{off("T*", "")}, "[0 3]"},
		{7, []Choice{off("*", ""), on("", "t1")}, "[1]"},
		{7, []Choice{off("*", ""), on("One", "t2")}, "[0 2]"},
		{7, []Choice{off("", "none"), off("one", "")}, "[0 1 3]"},
		{7, []Choice{off("", "all")}, "[]"},
	} {
		b := three()
		if err := Verify(b); err != nil {
			t.Fatal(err)
		}
		s := NewSelection(b, c.limit)
		s.Apply(c.steps...)
		if got := fmt.Sprint(s.Enabled()); got != c.want {
			t.Errorf("%+v: %s, want %s", c, got, c.want)
		}
		m, err := NewMachine(b, func(Import) (Extractor, error) { return func(*Value) bool { return false }, nil })
		if err != nil {
			t.Fatal(err)
		}
		m.Begin(2)
		if got := m.Match(s, true, nil); !slices.Equal(got, s.Enabled()) {
			t.Errorf("%+v: matched %v", c, got)
		}
		if got := m.Match(s, false, nil); len(got) > 1 || len(got) == 1 && got[0] != s.Enabled()[0] {
			t.Errorf("%+v: first is %v", c, got)
		}
	}
}

// Rules in the hundreds take more than one word of candidates.
func TestManyRules(t *testing.T) {
	b := three()
	b.Rules, b.Groups[0].Entries, b.Groups[0].Always = nil, nil, nil
	const n = 9000
	for i := range n {
		b.Rules = append(b.Rules, RuleInfo{Name: fmt.Sprint(i), Enabled: true})
		pc := uint32(2) // never
		if i%1000 == 999 {
			pc = 5
		}
		b.Groups[0].Entries = append(b.Groups[0].Entries, Entry{uint32(i), pc})
		b.Groups[0].Always = append(b.Groups[0].Always, uint32(i))
	}
	m, err := NewMachine(b, func(Import) (Extractor, error) { return func(*Value) bool { return false }, nil })
	if err != nil {
		t.Fatal(err)
	}
	s := NewSelection(b, 7)
	s.Apply(Choice{Rule: "999"}, Choice{Enable: true, Rule: "999"})
	for range 2 {
		m.Begin(2)
		if got := fmt.Sprint(m.Match(s, true, nil)); got != "[1999 2999 3999 4999 5999 6999 7999 8999 999]" {
			t.Error(got)
		}
		if got := fmt.Sprint(m.Match(s, false, nil)); got != "[1999]" {
			t.Error(got)
		}
	}
}
