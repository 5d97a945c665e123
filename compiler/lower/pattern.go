package lower

import (
	"cmp"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/vm"
)

// needs are texts that whatever matches a pattern has. Each list is of alternatives;
// an empty list says nothing.
type needs struct {
	whole      []string   // it is one of these
	head, tail []string   // it begins and ends with one
	inner      [][]string // it contains one of each
}

// What is put in front of a pattern: so many texts that it contains, none shorter.
const (
	maxInner = 3
	minText  = vm.PairLen
)

// behind puts the texts that a pattern needs in front of its test. Any of them can
// then route to the rule, and is cheaper than the pattern.
func (g *Graph) behind(t Test, n needs) Ref {
	if !g.does(patterns) {
		return g.test(t)
	}
	fold := t.Op == vm.TestIGlob
	kids := []Ref{g.test(t)}
	add := func(op vm.TestOp, texts []string) {
		texts = slices.Compact(slices.Sorted(slices.Values(texts)))
		alternatives := make([]Ref, len(texts))
		for i, s := range texts {
			alternatives[i] = g.test(t.literal(op, s))
		}
		kids = append(kids, g.Or(alternatives...))
	}
	inner := n.inner
	if fold {
		inner = append(inner, n.head, n.tail)
	} else {
		if len(n.whole) > 0 {
			add(vm.TestEqS, n.whole)
		}
		if shortest(n.head) >= minText {
			add(vm.TestStartsWith, n.head)
		}
		if shortest(n.tail) >= minText {
			add(vm.TestEndsWith, n.tail)
		}
	}
	inner = slices.DeleteFunc(slices.Clone(inner), func(texts []string) bool { return shortest(texts) < minText })
	slices.SortStableFunc(inner, func(a, b []string) int { return cmp.Compare(shortest(b), shortest(a)) })
	op := vm.TestContains
	if fold {
		op = vm.TestIContains
	}
	for _, texts := range inner[:min(len(inner), maxInner)] {
		add(op, texts)
	}
	return g.And(kids...)
}

// shortest is the length of the shortest text, 0 when there is none.
func shortest(texts []string) int {
	n := 0
	for i, s := range texts {
		if i == 0 || len(s) < n {
			n = len(s)
		}
	}
	return n
}

// pmatch parts the paths that are looked up together from those with shell
// patterns, and puts the components that these need in front of them.
func (g *Graph) pmatch(t Test, single bool) Ref {
	var kids []Ref
	plain := t
	plain.Consts, plain.Texts = nil, nil
	seen := map[string]bool{}
	for i, c := range t.Consts {
		key := string(vm.PathKey(nil, c.S))
		switch {
		case key == "" && single:
			return g.exists(t)
		case vm.IsGlobComponent(c.S):
			kids = append(kids, g.behind(t.with(t.Op, c, t.Texts[i]), pathNeeds(c.S)))
		case !seen[key]:
			seen[key] = true
			plain.Consts = append(plain.Consts, vm.Const{S: c.S})
			plain.Texts = append(plain.Texts, t.Texts[i])
		}
	}
	if plain.Consts != nil {
		kids = append(kids, g.test(plain))
	}
	return g.Or(kids...)
}

// pathNeeds are the texts of a path's components. What is between them may be more
// than one slash.
func pathNeeds(path string) (n needs) {
	for _, part := range strings.Split(path, "/") {
		if !vm.IsGlobComponent(part) {
			n.inner = append(n.inner, []string{part})
			continue
		}
		pieces, _ := globPieces(part)
		for _, p := range pieces {
			n.inner = append(n.inner, []string{p})
		}
	}
	return n
}

// glob replaces patterns by simpler comparisons and puts the texts that others need
// in front of them.
func (g *Graph) glob(t Test, pattern string, single bool) Ref {
	fold := t.Op == vm.TestIGlob
	inner := strings.Trim(pattern, "*")
	head, tail := strings.HasPrefix(pattern, "*"), strings.HasSuffix(pattern, "*")
	switch {
	case strings.ContainsAny(inner, `*?[\`), inner == "" && head && !single, fold && !(head && tail):
		return g.behind(t, globNeeds(pattern))
	case inner == "" && head:
		return g.exists(t)
	case fold:
		return g.test(t.literal(vm.TestIContains, inner))
	case head && tail:
		return g.test(t.literal(vm.TestContains, inner))
	case head:
		return g.test(t.literal(vm.TestEndsWith, inner))
	case tail:
		return g.test(t.literal(vm.TestStartsWith, inner))
	}
	return g.test(t.literal(vm.TestEqS, inner))
}

// globNeeds are the texts between a shell pattern's wildcards.
func globNeeds(pattern string) (n needs) {
	pieces, whole := globPieces(pattern)
	last := len(pieces) - 1
	for i, p := range pieces {
		switch {
		case i == 0 && i == last && whole:
			n.whole = []string{p}
			n.head = n.whole // what a comparison without case goes by
		case i == 0:
			n.head = []string{p}
		case i == last && whole:
			n.tail = []string{p}
		default:
			n.inner = append(n.inner, []string{p})
		}
	}
	return n
}

// globPieces splits a shell pattern at its wildcards. Where it comes to something
// that it does not want to read, an odd bracket, it stops, and the pieces are not
// those of the whole pattern.
func globPieces(pattern string) (pieces []string, whole bool) {
	var piece []byte
	cut := func() { pieces, piece = append(pieces, string(piece)), nil }
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; c {
		case '*', '?':
			cut()
		case '[':
			n := bracket(pattern[i:])
			if n == 0 {
				cut()
				return pieces, false
			}
			cut()
			i += n - 1
		case '\\':
			if i++; i == len(pattern) {
				cut()
				return pieces, false
			}
			piece = append(piece, pattern[i])
		default:
			piece = append(piece, c)
		}
	}
	cut()
	return pieces, true
}

// bracket is the length of the bracket expression at the start of a pattern, 0 for
// those with classes or escapes and for a bracket that is not closed.
func bracket(p string) int {
	i := 1
	if i < len(p) && (p[i] == '!' || p[i] == '^') {
		i++
	}
	if i++; i > len(p) || strings.ContainsAny(p[1:i], `[\`) {
		return 0 // the first character may be a closing bracket, and stands for itself
	}
	n := strings.IndexByte(p[i:], ']')
	if n < 0 || strings.ContainsAny(p[i:i+n], `[\`) {
		return 0
	}
	return i + n + 1
}
