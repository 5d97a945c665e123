package daemon

import "testing"

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"*", "x/y", true}, {"a*", "ab", true}, {"a*c", "abc", true}, {"a*c", "abd", false}, {"*b*", "abc", true}, {"*ab", "abxab", true},
		{"abc", "abc", true}, {"a", "abc", false}, {"a*b*c", "a-b-c", true}, {"b*", "ab", false},
	} {
		if got := matches(c.pattern, c.name); got != c.want {
			t.Errorf("%q, %q: %v", c.pattern, c.name, got)
		}
	}
}
