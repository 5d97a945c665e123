package advise

import (
	"regexp"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/items"
)

var (
	techniqueLike = regexp.MustCompile(`^[Tt]([Aa])?[0-9]+(\.[0-9]+)*$`)
	technique     = regexp.MustCompile(`^(T[0-9]{4}(\.[0-9]{3})?|TA[0-9]{4})$`)
	tactics       = []string{"collection", "command_and_control", "credential_access", "defense_evasion", "discovery", "execution", "exfiltration", "impact",
		"initial_access", "lateral_movement", "persistence", "privilege_escalation", "reconnaissance", "resource_development"}
	maturities = []string{"stable", "incubating", "sandbox", "deprecated"}
)

// tags checks the tags that have a fixed form: ids and tactics of ATT&CK, maturity.
func (a *adviser) tags() {
	for _, s := range a.Steps {
		switch s := s.(type) {
		case *items.Rule:
			a.tagsOf(s.Tags, s.TagsAt, s.Ctx)
		case *items.Update:
			if s.Tags != nil {
				a.tagsOf(*s.Tags, s.TagsAt, s.Ctx)
			}
		}
	}
}

func (a *adviser) tagsOf(tags []string, at []diag.Span, ctx *diag.Context) {
	for i, t := range tags[:min(len(tags), len(at))] {
		msg, hint, text := tag(t)
		if msg == "" {
			continue
		}
		d := &diag.Diagnostic{Primary: at[i], Context: ctx}
		if text != "" {
			d.Fix = &diag.Fix{Span: at[i], Text: text, Guess: true}
		}
		a.warn(d, CodeTag, msg, hint)
	}
}

// tag says what is wrong with a tag, and what was perhaps meant.
func tag(t string) (msg, hint, text string) {
	if techniqueLike.MatchString(t) && !technique.MatchString(t) {
		if up := strings.ToUpper(t); technique.MatchString(up) {
			return "'" + t + "' is not how ATT&CK writes the id", "did you mean " + up + "?", up
		}
		if len(strings.Trim(t, "0123456789.")) > 0 && len(t) > 3 {
			return "'" + t + "' is no id of ATT&CK", "a technique is T1059 or T1059.004, a tactic TA0002", ""
		}
		return "", "", ""
	}
	for prefix, known := range map[string][]string{"mitre_": tactics, "maturity_": maturities} {
		rest, ok := strings.CutPrefix(t, prefix)
		if !ok {
			continue
		}
		for _, k := range known {
			if k == rest {
				return "", "", ""
			}
		}
		what := "is no tactic of ATT&CK"
		if prefix == "maturity_" {
			what = "is no level of maturity"
		}
		best := nearest(strings.ReplaceAll(rest, "-", "_"), func(yield func(string)) {
			for _, k := range known {
				yield(k)
			}
		})
		if best == "" && strings.ReplaceAll(rest, "-", "_") != rest {
			for _, k := range known {
				if k == strings.ReplaceAll(rest, "-", "_") {
					best = k
				}
			}
		}
		if best != "" {
			return "'" + t + "' " + what, "did you mean " + prefix + best + "?", prefix + best
		}
		return "'" + t + "' " + what, "one of " + prefix + strings.Join(known, ", "+prefix), ""
	}
	return "", "", ""
}
