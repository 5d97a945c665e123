package advise

import (
	"regexp"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

var (
	undefined  = regexp.MustCompile(`^Undefined macro '(.*)' used in filter\.$`)
	listLike   = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)+$`)
	listEnding = regexp.MustCompile(`_(list|binaries|processes|procs|ips|ipaddrs|networks|domains|ports|images|files|dirs|directories|users|names|namespaces|paths|cmdlines|commands)$`)
	dotLabel   = regexp.MustCompile(`^((?:k8s\.[a-z]+|container)\.label)\.([^\s()\[\]"'=!<>,]+)$`)
)

// explain adds to errors of other stages what their authors need to know.
func (a *adviser) explain() {
	for _, d := range a.out.All {
		if m := undefined.FindStringSubmatch(d.Message); m != nil && d.Hint == "" {
			a.undefinedMacro(d, m[1])
		}
		if d.Severity == diag.Error && d.Code == "LOAD_ERR_COMPILE_CONDITION" {
			a.valueOrField(d)
		}
		if d.Severity == diag.Error && d.Code == "LOAD_ERR_COMPILE_OUTPUT" {
			token(d)
		}
		if d.Severity == diag.Error && d.Context != nil {
			a.blame(d)
		}
		if d.Fix == nil && d.Severity == diag.Error {
			guess(d)
		}
	}
	a.dropFixes()
}

var didYouMean = regexp.MustCompile(`^did you mean ([^ ?]+)\?$`)

// guess makes an edit of the advice to write another name.
func guess(d *diag.Diagnostic) {
	m := didYouMean.FindStringSubmatch(d.Hint)
	if word := written(d); m != nil && word != "" && !strings.ContainsAny(word, " \t\n()") && near(word, m[1]) {
		d.Fix = &diag.Fix{Span: d.Primary, Text: m[1], Guess: true}
	}
}

// written is the text that a finding is about.
func written(d *diag.Diagnostic) string {
	p := d.Primary
	if p.File == nil || p.End <= p.Off || p.End > len(p.File.Data) || p.End-p.Off > 200 {
		return ""
	}
	return string(p.File.Data[p.Off:p.End])
}

func (a *adviser) undefinedMacro(d *diag.Diagnostic, name string) {
	if ref, err := catalog.ParseField(name); err == nil {
		d.Hint = "a field needs a comparison: " + name + " exists"
		if ref.Type == catalog.Bool {
			d.Hint = "a field needs a comparison: " + name + " = true"
		}
		return
	}
	if a.Collected.List(name) != nil {
		d.Hint = name + " is a list: write FIELD in (" + name + ")"
		return
	}
	if d.Hint = usually("macro", name); d.Hint != "" {
		return
	}
	best := nearest(name, func(yield func(string)) {
		for _, m := range a.Collected.Macros {
			yield(m.Name)
		}
	})
	if best != "" {
		d.Hint = "did you mean " + best + "?"
		return
	}
	best = nearest(name, func(yield func(string)) {
		for k := range defaults() {
			if n, ok := strings.CutPrefix(k, "macro "); ok {
				yield(n)
			}
		}
	})
	if best != "" {
		d.Hint = "did you mean " + best + "? " + usually("macro", best)
		return
	}
	d.Hint = "define the macro above the first item that uses it, or load the file that does before this one"
}

// valueOrField explains a value that is a list's name, and labels in dotted notation.
func (a *adviser) valueOrField(d *diag.Diagnostic) {
	word := written(d)
	if m := dotLabel.FindStringSubmatch(word); m != nil {
		text := m[1] + "[" + m[2] + "]"
		d.Hint = "labels are arguments now: " + text
		d.Fix = &diag.Fix{Span: d.Primary, Text: text}
		return
	}
	if !listLike.MatchString(word) || strings.Contains(d.Message, "nonexistent field") {
		return
	}
	if hint := a.missingList(word); hint != "" {
		d.Hint = hint
	} else if d.Hint == "" {
		d.Hint = "if " + word + " is meant to be a list: no list of this name is defined here or in a file before"
	}
}

var outputToken = regexp.MustCompile(`^%?[0-9]*([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_/-]+)+(?:\[[^\]\n]*\])?)`)

// token names the part of an output that is no field, which Falco does not.
func token(d *diag.Diagnostic) {
	p := d.Primary
	if p.File == nil || p.Off >= len(p.File.Data) {
		return
	}
	m := outputToken.FindSubmatchIndex(p.File.Data[p.Off:min(len(p.File.Data), p.Off+200)])
	if m == nil {
		return
	}
	word := strings.TrimRight(string(p.File.Data[p.Off+m[2]:p.Off+m[3]]), ".-/")
	if _, err := catalog.ParseField(word); err == nil {
		return
	}
	d.Primary = diag.Span{Pos: p.Pos, End: p.Off + m[2] + len(word)}.From(p.Off + m[2])
	if d.FalcoMessage == "" {
		d.FalcoMessage = d.Message
	}
	d.Message = "the output has no field '" + word + "'"
	if m := dotLabel.FindStringSubmatch(word); m != nil {
		d.Hint = "labels are arguments now: " + m[1] + "[" + m[2] + "]"
		d.Fix = &diag.Fix{Span: d.Primary, Text: m[1] + "[" + m[2] + "]"}
		return
	}
	if d.Hint == "" {
		d.Hint = "'falcoc fields' lists the fields"
	}
}

// missingList says which list was perhaps meant by a value.
func (a *adviser) missingList(word string) string {
	if l := a.Collected.List(word); l != nil {
		return "the list " + word + " is defined later, at " + where(l.Ctx.Span().Pos) + ": move it up"
	}
	if hint := usually("list", word); hint != "" {
		return "there is no list " + word + ", so this is taken as a value. " + strings.ToUpper(hint[:1]) + hint[1:]
	}
	best := nearest(word, func(yield func(string)) {
		for _, l := range a.Collected.Lists {
			yield(l.Name)
		}
	})
	if best != "" {
		return "there is no list " + word + ", so this is taken as a value: did you mean the list " + best + "?"
	}
	return ""
}

// maxNames bounds how many values are compared with the names of lists.
const maxNames = 64

// listNames warns about values that look like the names of lists.
func (v *visitor) listNames(p *typed.Pred) {
	l, ok := p.Test.Right.(*ast.List)
	if !ok || len(l.Elems) > maxNames {
		return
	}
	for _, e := range l.Elems {
		if e.Kind != ast.Bare || !listLike.MatchString(e.Text) {
			continue
		}
		known := len(defaults()["list "+e.Text]) > 0
		if !known && !listEnding.MatchString(e.Text) {
			continue
		}
		if v.Macros.FromList(v.rule.Cond, v.path, e.Sp) {
			continue
		}
		hint := v.missingList(e.Text)
		if hint == "" {
			hint = "define the list, or put the value in quotes when it is one"
		}
		v.warnIn(e.Sp, CodeMissingList, "'"+e.Text+"' looks like the name of a list, but there is none: it is compared as text", hint)
	}
}

// blame points to the item that brought the mistake, when another defined the rule.
func (a *adviser) blame(d *diag.Diagnostic) {
	for c := d.Context; c != nil; c = c.Up {
		if c.Kind != "rule" && c.Kind != "macro" || c.Name == "" {
			continue
		}
		var changes []*diag.Context
		if c.Kind == "rule" {
			if r := a.Collected.Rule(c.Name); r != nil {
				changes = r.Changes
			}
		} else if m := a.Collected.Macro(c.Name); m != nil {
			changes = m.Changes
		}
		if len(changes) < 2 {
			return
		}
		// The item that a place belongs to is the last one that begins before it.
		var by *diag.Context
		for _, x := range changes {
			if x.File == d.Primary.File && x.Off <= d.Primary.Off && (by == nil || x.Off > by.Off) {
				by = x
			}
		}
		if by == nil {
			return
		}
		if by != changes[0] {
			d.Labels = append(d.Labels, diag.Label{Span: changes[0].Span(), Msg: "this item changes the " + c.Kind + " '" + c.Name + "', which is defined here"})
		}
		return
	}
}

// nearest returns the candidate with the smallest edit distance to name, "" when none
// is near. Of equally near ones it takes the first in alphabetical order.
func nearest(name string, candidates func(yield func(string))) string {
	limit := 1 + len(name)/6
	best, at := "", limit+1
	candidates(func(c string) {
		if n := len(c) - len(name); n > limit || -n > limit || c == name {
			return
		}
		if n := distance(name, c, limit); n < at || n == at && n <= limit && c < best {
			best, at = c, n
		}
	})
	return best
}

func near(a, b string) bool { return distance(a, b, 1+len(b)/5) <= 1+len(b)/5 }

// distance is the number of edits between a and b, or more than limit.
func distance(a, b string, limit int) int {
	if len(a) > 128 || len(b) > 128 {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next := min(row[j]+1, row[j-1]+1, diagonal+cost)
			diagonal, row[j] = row[j], next
			least = min(least, next)
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}
