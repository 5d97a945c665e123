package advise

import (
	"fmt"

	"github.com/falcoc/falcoc/compiler/diag"
)

// maxTries bounds how many earlier rules a rule is compared with.
const maxTries = 64

// shadows finds rules that cannot fire where the first match wins: whenever the
// condition holds, that of an earlier rule does. Each rule waits under the atoms of
// its rarest clause, where a later rule that it covers must come by.
func (a *adviser) shadows() {
	type entry struct {
		rule    *Rule
		clauses []clause
	}
	all := make([]entry, 0, len(a.Rules))
	count := map[uint64]int{}
	for i := range a.Rules {
		r := &a.Rules[i]
		if !r.Enabled || r.UnknownSource {
			continue
		}
		e := entry{r, a.take(r.Typed, false)}
		all = append(all, e)
		for _, c := range e.clauses {
			for _, x := range c {
				count[x]++
			}
		}
	}
	waiting := map[uint64][]int{}
	for i, e := range all {
		tries := 0
		found := -1
	search:
		for _, c := range e.clauses {
			if len(c) == 0 {
				continue
			}
			for _, j := range waiting[c[0]] {
				if tries++; tries > maxTries {
					break search
				}
				if all[j].rule.Source == e.rule.Source && covers(all[j].clauses, e.clauses) {
					found = j
					break search
				}
			}
		}
		if found >= 0 {
			a.shadowed(e.rule, all[found].rule, len(e.clauses) == len(all[found].clauses) && covers(e.clauses, all[found].clauses))
		}
		best, rarest := -1, int(^uint(0)>>1)
		for k, c := range e.clauses {
			most := 0
			for _, x := range c {
				most += count[x]
			}
			if most < rarest && len(c) > 0 {
				best, rarest = k, most
			}
		}
		if best >= 0 {
			for _, x := range e.clauses[best] {
				waiting[x] = append(waiting[x], i)
			}
		}
	}
}

// covers reports whether b implies a: each clause of a follows from one of b.
func covers(a, b []clause) bool {
next:
	for _, c := range a {
		for _, d := range b {
			if within(d, c) {
				continue next
			}
		}
		return false
	}
	return true
}

func (a *adviser) shadowed(late, early *Rule, same bool) {
	msg := fmt.Sprintf("the rule never fires: rule '%s' before it matches whenever this one does", early.Name)
	if same {
		msg = fmt.Sprintf("the rule never fires: rule '%s' before it has the same condition", early.Name)
	}
	d := &diag.Diagnostic{Primary: late.Ctx.Span(), Context: late.Ctx,
		Labels: []diag.Label{{Span: early.Ctx.Span(), Msg: "rule '" + early.Name + "' is here"}},
		Notes:  []string{"of the rules that match an event, only the first alerts, unless all matching rules are asked for"}}
	a.warn(d, CodeShadowed, msg, "put the narrower rule first, or exclude it from the wider one")
}
