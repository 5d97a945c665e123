package advise

import (
	"fmt"
	"regexp/syntax"
	"strings"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

func literals(p *typed.Pred) []*ast.Literal {
	switch r := p.Test.Right.(type) {
	case *ast.Literal:
		return []*ast.Literal{r}
	case *ast.List:
		return r.Elems
	}
	return nil
}

// manyBranches is from how many alternatives on a pattern that may begin anywhere is
// told to be slow.
const manyBranches = 16

// regex finds patterns whose matching is slow, or that could be a plain operator.
func (v *visitor) regex(p *typed.Pred) {
	if p.Op != typed.Regex {
		return
	}
	for _, l := range literals(p) {
		if len(l.Text) > 4096 {
			continue
		}
		re, err := syntax.Parse(l.Text, syntax.POSIX)
		if err != nil {
			continue
		}
		name := operandName(p.Left)
		switch {
		case nested(re, false):
			v.warnIn(l.Sp, CodeRegex, "a repetition within a repetition makes the pattern slow", "write it with one of the two")
		case strings.HasPrefix(l.Text, ".*") && len(l.Text) > 2 && !plain(re) || strings.HasSuffix(l.Text, ".*") && len(l.Text) > 2 && !plain(re):
			v.warnIn(l.Sp, CodeRegex, "the whole text is matched, and .* at its ends is slow", "see whether contains, startswith, endswith or glob says the same")
		case words(l.Text) != nil:
			v.warnIn(l.Sp, CodeRegex, "the pattern is a choice of plain texts", fmt.Sprintf("write %s in (%s)", name, strings.Join(words(l.Text), ", ")))
		case re.Op == syntax.OpAlternate && len(re.Sub) >= manyBranches:
			v.warnIn(l.Sp, CodeRegex, fmt.Sprintf("a pattern of %d alternatives is slow", len(re.Sub)), "split it, or put the plain texts into a list and compare with 'in' or 'pmatch'")
		}
	}
}

// nested reports whether a repetition without end repeats another one.
func nested(re *syntax.Regexp, within bool) bool {
	repeats := re.Op == syntax.OpStar || re.Op == syntax.OpPlus || re.Op == syntax.OpRepeat && re.Max < 0
	if repeats && within {
		return true
	}
	// Something fixed beside the inner repetition keeps the two apart.
	if re.Op == syntax.OpConcat {
		for _, s := range re.Sub {
			if s.Op == syntax.OpLiteral || s.Op == syntax.OpCharClass {
				within = false
			}
		}
	}
	for _, s := range re.Sub {
		if nested(s, within || repeats) {
			return true
		}
	}
	return false
}

// plain reports whether a pattern is text between wildcards, about which Falco warns.
func plain(re *syntax.Regexp) bool {
	if re.Op != syntax.OpConcat {
		return re.Op == syntax.OpLiteral
	}
	for _, s := range re.Sub {
		if s.Op != syntax.OpLiteral && !(s.Op == syntax.OpStar && (s.Sub[0].Op == syntax.OpAnyChar || s.Sub[0].Op == syntax.OpAnyCharNotNL)) {
			return false
		}
	}
	return true
}

// words are the texts that a pattern chooses from, nil when it is more than that.
func words(pattern string) []string {
	pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "^"), "$")
	if in, ok := strings.CutPrefix(pattern, "("); ok {
		pattern = strings.TrimSuffix(in, ")")
	}
	if !strings.Contains(pattern, "|") || strings.ContainsAny(pattern, `.+*?^$()[]{}\\`) {
		return nil
	}
	return strings.Split(pattern, "|")
}

// notAvailable finds comparisons with the text <NA>. Some fields have it as a value. A
// set with other values in it is left alone: it is written for several releases.
func (v *visitor) notAvailable(p *typed.Pred) {
	if p.Right != nil || p.Left.Field == nil {
		return
	}
	row := p.Left.Field.Row()
	if row.Class == catalog.ClassUser || row.Class == catalog.ClassGroup {
		return // which have it for ids without a name
	}
	for i, l := range literals(p) {
		if l.Text != "<NA>" || i > 64 {
			continue
		}
		name := operandName(p.Left)
		switch {
		case strings.HasPrefix(name, "ka.") || strings.HasPrefix(name, "jevt."): // of which Falco warns
		case p.Op == typed.Ne:
			v.warnIn(l.Sp, CodeNA, fmt.Sprintf("a missing %s is not the text <NA>: the comparison is true whenever the field is there", name), "write "+name+" exists")
		case p.Op == typed.Eq:
			v.warnIn(l.Sp, CodeNA, fmt.Sprintf("a missing %s is not the text <NA>: no comparison of it is true", name), "write not "+name+" exists")
		}
	}
}

// oldField finds fields that are kept for old rules and have no value any more.
func (v *visitor) oldField(p *typed.Pred) {
	f := p.Left.Field
	if f == nil || !f.Row().Has(catalog.Deprecated) || !strings.HasPrefix(f.Row().Name, "k8s.") {
		return
	}
	v.warnIn(p.Test.Left.Span(), CodeOldField, f.Row().Name+" is kept for old rules and never there, so the comparison is never true",
		"what is known of a pod is in k8s.pod.*, k8s.ns.name and container.*")
}
