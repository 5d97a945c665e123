package lower

import (
	"regexp/syntax"
)

// regex puts the texts that a pattern needs in front of it.
func (g *Graph) regex(t Test, pattern string) Ref {
	re, err := syntax.Parse(pattern, syntax.POSIX)
	if err != nil {
		return g.test(t)
	}
	return g.behind(t, regexNeeds(re.Simplify()))
}

// Bounds of the texts that a part of an expression, and a set of characters, is spelled
// out as: each is a key of a table.
const (
	maxAlternatives = 16
	maxCharacters   = 4
)

// spelling is what is known of the texts that a part of an expression matches.
type spelling struct {
	all   []string   // each is one of these; nil when they are not known
	inner [][]string // each contains one of each of these lists; when all is nil
}

// regexNeeds are the texts that whatever matches the whole expression has.
func regexNeeds(re *syntax.Regexp) (n needs) {
	for re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	if s := spell(re); s.all != nil {
		return needs{whole: s.all}
	}
	if re.Op != syntax.OpConcat {
		n.inner = spell(re).inner
		return n
	}
	runs, inner := concatenate(re.Sub)
	last := len(runs) - 1
	n.head, n.tail = runs[0], runs[last]
	n.inner = append(inner, runs[1:last]...)
	return n
}

// spell reads an expression. Only ASCII is spelled out: other text may be there in
// another form, as the matcher sees broken UTF-8 repaired.
func spell(re *syntax.Regexp) spelling {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			if r >= 0x80 || re.Flags&syntax.FoldCase != 0 {
				return spelling{}
			}
		}
		return spelling{all: []string{string(re.Rune)}}
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return spelling{all: []string{""}}
	case syntax.OpCharClass:
		var all []string
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if r >= 0x80 || len(all) == maxCharacters {
					return spelling{}
				}
				all = append(all, string(r))
			}
		}
		return spelling{all: all}
	case syntax.OpCapture:
		return spell(re.Sub[0])
	case syntax.OpPlus:
		return atLeastOnce(re)
	case syntax.OpRepeat:
		if re.Min > 0 {
			return atLeastOnce(re)
		}
	case syntax.OpQuest:
		if s := spell(re.Sub[0]); s.all != nil && len(s.all) < maxAlternatives {
			return spelling{all: append(s.all, "")}
		}
	case syntax.OpAlternate:
		return alternate(re.Sub)
	case syntax.OpConcat:
		runs, inner := concatenate(re.Sub)
		if len(runs) == 1 {
			return spelling{all: runs[0]}
		}
		return spelling{inner: append(inner, runs...)}
	}
	return spelling{}
}

func atLeastOnce(re *syntax.Regexp) spelling {
	s := spell(re.Sub[0])
	if s.all != nil {
		s = spelling{inner: [][]string{s.all}}
	}
	return s
}

// alternate joins what is known of alternatives: a text that one of them needs is
// needed only together with one of each other.
func alternate(subs []*syntax.Regexp) spelling {
	var all, needed []string
	spelled := true
	for _, sub := range subs {
		s := spell(sub)
		best := s.all
		if s.all == nil {
			spelled = false
			for _, texts := range s.inner {
				if shortest(texts) > shortest(best) {
					best = texts
				}
			}
		}
		if best == nil || len(needed)+len(best) > maxAlternatives {
			return spelling{}
		}
		all = append(all, s.all...)
		needed = append(needed, best...)
	}
	if spelled {
		return spelling{all: all}
	}
	return spelling{inner: [][]string{needed}}
}

// concatenate spells out runs of parts. The first run is at the start, the last one
// at the end; there is one only when all is spelled out. inner is what the parts
// between need.
func concatenate(subs []*syntax.Regexp) (runs, inner [][]string) {
	run := []string{""}
	for _, sub := range subs {
		s := spell(sub)
		switch {
		case s.all == nil:
			runs, run = append(runs, run), []string{""}
			inner = append(inner, s.inner...)
			continue
		case len(run)*len(s.all) > maxAlternatives:
			runs = append(runs, run)
			// What follows is still next to it, but too much to spell out.
			run = s.all
			continue
		}
		var longer []string
		for _, a := range run {
			for _, b := range s.all {
				longer = append(longer, a+b)
			}
		}
		run = longer
	}
	return append(runs, run), inner
}
