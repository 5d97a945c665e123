package lower

import (
	"regexp/syntax"
	"strings"

	"github.com/falcoc/falcoc/vm"
)

// pmatch parts the paths that are looked up together from those with shell
// patterns.
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
			kids = append(kids, g.test(t.with(t.Op, c, t.Texts[i])))
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

// glob replaces patterns by simpler comparisons and puts the literal text that
// others need in front of them.
func (g *Graph) glob(t Test, pattern string) Ref {
	inner := strings.Trim(pattern, "*")
	if strings.ContainsAny(inner, `*?[\`) {
		i := strings.IndexAny(pattern, `*?[\`)
		if i > 0 {
			return g.And(g.test(t.literal(vm.TestStartsWith, pattern[:i])), g.test(t))
		}
		if lit := globLiteral(pattern); lit != "" {
			return g.And(g.test(t.literal(vm.TestContains, lit)), g.test(t))
		}
		return g.test(t)
	}
	head, tail := strings.HasPrefix(pattern, "*"), strings.HasSuffix(pattern, "*")
	switch {
	case inner == "" && head:
		return g.exists(t)
	case head && tail:
		return g.test(t.literal(vm.TestContains, inner))
	case head:
		return g.test(t.literal(vm.TestEndsWith, inner))
	case tail:
		return g.test(t.literal(vm.TestStartsWith, inner))
	}
	return g.test(t.literal(vm.TestEqS, inner))
}

// globLiteral is the longest text that whatever matches the pattern contains.
func globLiteral(pattern string) string {
	if strings.ContainsAny(pattern, `[\`) {
		return "" // not worth reading brackets
	}
	best := ""
	for _, lit := range strings.FieldsFunc(pattern, func(r rune) bool { return r == '*' || r == '?' }) {
		if len(lit) > len(best) {
			best = lit
		}
	}
	return best
}

// regex puts the literal text that a pattern needs in front of it.
func (g *Graph) regex(t Test, pattern string) Ref {
	re, err := syntax.Parse(pattern, syntax.POSIX)
	if err != nil {
		return g.test(t)
	}
	lit := regexLiteral(re.Simplify())
	if len(lit) < 2 {
		return g.test(t)
	}
	return g.And(g.test(t.literal(vm.TestContains, lit)), g.test(t))
}

// regexLiteral is an ASCII text that whatever matches the expression contains.
// Other text may be there in another form: the matcher sees broken UTF-8 repaired.
func regexLiteral(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return ""
		}
		for _, r := range re.Rune {
			if r >= 0x80 {
				return ""
			}
		}
		return string(re.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return regexLiteral(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return regexLiteral(re.Sub[0])
		}
	case syntax.OpConcat:
		best := ""
		for _, sub := range re.Sub {
			if lit := regexLiteral(sub); len(lit) > len(best) {
				best = lit
			}
		}
		return best
	}
	return ""
}
