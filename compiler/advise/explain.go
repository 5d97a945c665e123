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
	fromList   = regexp.MustCompile(`^from list '(.*)', named here$`)
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
	for _, l := range d.Labels {
		if m := fromList.FindStringSubmatch(l.Msg); m != nil {
			d.Hint = m[1] + " is a list: write FIELD in (" + m[1] + ")"
			return
		}
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
	if m := unknownEvent.FindStringSubmatch(d.Message); m != nil {
		if now := goneEvents[m[1]]; now != "" {
			d.Hint = now
		}
		return
	}
	if d.Hint == "" {
		d.Hint = syntaxHint(d)
	}
	wholeWord(d)
	if !listLike.MatchString(word) || strings.Contains(d.Message, "nonexistent field") {
		return
	}
	if hint := a.missingList(word); hint != "" {
		d.Hint = hint
	} else if d.Hint == "" {
		d.Hint = "if " + word + " is meant to be a list: no list of this name is defined here or in a file before"
	}
}

// outputToken is a field, perhaps within the first transformers.
var outputToken = regexp.MustCompile(`^%?[0-9]*(?:[a-z0-9_]+\( *)*([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_/-]+)+(?:\[[^\]\n]*\])?)`)

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

var unknownEvent = regexp.MustCompile(`^unknown event type (.*)$`)

// goneEvents says what to write for names that rules have used for events.
var goneEvents = map[string]string{
	"openwrite": "no event has this name: write evt.type in (open, openat, openat2) and evt.is_open_write = true",
	"openread":  "no event has this name: write evt.type in (open, openat, openat2) and evt.is_open_read = true",
	"<unknown>": "events without a name are no longer reported under this one: leave it out",
	"exec":      "write evt.type in (execve, execveat)",
	"exit":      "write evt.type = procexit for the end of a process, or exit_group for the call",
	"spawn":     "write evt.type in (execve, execveat)",
}

var operators = []string{"exists", "glob", "iglob", "contains", "icontains", "bcontains", "startswith", "bstartswith", "endswith", "regex", "intersects", "in", "pmatch"}

// foreign are operators of other languages.
var foreign = []struct{ text, hint string }{
	{"&&", "write 'and'"}, {"||", "write 'or'"}, {"=>", "write >="}, {"=<", "write <="}, {"=~", "write regex"}, {"<>", "write !="},
	{"AND ", "write 'and': operators are lower case"}, {"OR ", "write 'or': operators are lower case"}, {"NOT ", "write 'not': operators are lower case"},
	{"IN ", "write 'in': operators are lower case"}, {"CONTAINS ", "write 'contains': operators are lower case"},
	{"not in", "write 'not FIELD in (...)'"}, {"like", "write glob"}, {"matches", "write regex"}, {"equals", "write ="}, {"is", "write ="}, {"!", "write 'not'"},
}

// syntaxHint looks at what stands where the parser gave up.
func syntaxHint(d *diag.Diagnostic) string {
	p := d.Primary
	if p.File == nil || p.Off >= len(p.File.Data) {
		return ""
	}
	for _, l := range d.Labels {
		if m := fromList.FindStringSubmatch(l.Msg); m != nil && strings.HasPrefix(d.Message, "unexpected token") {
			return m[1] + " is a list: write FIELD in (" + m[1] + ")"
		}
	}
	rest := string(p.File.Data[p.Off:min(len(p.File.Data), p.Off+60)])
	if rest = strings.TrimLeft(rest, " \t"); rest == "" {
		return ""
	}
	for _, f := range foreign {
		if strings.HasPrefix(rest, f.text) {
			return f.hint
		}
	}
	switch {
	case rest[0] == '#':
		return "a condition has no comments: in a block (> or |) and in quotes, # is text. Put the comment above the key"
	case strings.Contains(d.Message, "escape sequence"), strings.HasPrefix(d.Message, `invalid \`):
		return `the escapes are \b \f \n \r \t \/ \xHH and a backslash before the quote or a backslash; text without quotes has none`
	case strings.HasPrefix(d.Message, "expected a string value") && rest[0] == ')':
		return "remove the comma before the parenthesis"
	case strings.HasPrefix(d.Message, "expected a valid check operator"):
		if hint := operatorHint(d); hint != "" {
			word := wordAt.FindString(rest)
			best := nearest(word, func(yield func(string)) {
				for _, o := range operators {
					yield(o)
				}
			})
			if best != "" && len(word) > 2 {
				return "did you mean " + best + "?"
			}
			return hint
		}
	case strings.HasPrefix(d.Message, "expected a ')' token"):
		return "a parenthesis before this place is not closed"
	case strings.HasPrefix(d.Message, "unexpected token after") && strings.HasPrefix(rest, ")"):
		return "there is no parenthesis open here that could be closed"
	case strings.HasPrefix(d.Message, "unexpected token after"):
		word, _, _ := strings.Cut(strings.TrimPrefix(d.Message, "unexpected token after '"), "'")
		if word == "and" || word == "or" || word == "not" {
			return "an operand is missing: '" + word + "' stands where a comparison or a macro should"
		}
		if field := strings.Replace(word, "_", ".", 1); field != word {
			if _, err := catalog.ParseField(field); err == nil {
				return "did you mean " + field + "?"
			}
		}
		return "join comparisons with 'and' or 'or'; put a value with blanks in it into quotes"
	case strings.HasSuffix(d.Message, "is not a valid number"):
		if p.Off > 0 && p.File.Data[p.Off-1] == '=' && (rest[0] == '>' || rest[0] == '<') {
			return "write " + rest[:1] + "="
		}
		return "the field is a number; names of users and groups are in user.name and group.name"
	case strings.HasPrefix(d.Message, "expected a string value") && (rest[0] == '"' || rest[0] == '\''):
		return "see whether the quote is closed"
	}
	return ""
}

var wordAt = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*`)

// wholeWord extends a span that is one character to the word that begins there.
func wholeWord(d *diag.Diagnostic) {
	p := d.Primary
	if p.File == nil || p.End-p.Off != 1 || p.Off > 0 && wordAt.Match(p.File.Data[p.Off-1:p.Off]) {
		return
	}
	if w := wordAt.Find(p.File.Data[p.Off:min(len(p.File.Data), p.Off+100)]); len(w) > 1 {
		d.Primary.End = p.Off + len(w)
	}
}

var lastWord = regexp.MustCompile(`([A-Za-z][A-Za-z0-9_.]*(?:\[[^\]\n]*\])?)\s*$`)

// operatorHint looks at the field before the place where an operator was expected.
func operatorHint(d *diag.Diagnostic) string {
	p := d.Primary
	if p.File == nil || p.Off > len(p.File.Data) {
		return ""
	}
	var name string
	var ref catalog.FieldRef
	err := catalog.ErrNoField
	for _, end := range []int{p.Off, min(len(p.File.Data), p.Off+1)} { // at the end of the text the place is its last character
		if m := lastWord.FindSubmatch(p.File.Data[max(0, p.Off-120):end]); m != nil && err != nil {
			name = string(m[1])
			ref, err = catalog.ParseField(name)
		}
	}
	switch {
	case err != nil:
		return ""
	case ref.Type == catalog.Bool:
		return "a field needs a comparison: " + name + " = true"
	}
	return "a field needs a comparison: " + name + " = VALUE, or " + name + " exists"
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
		if !known && !listEnding.MatchString(e.Text) && (len(v.Collected.Lists) > 1000 || v.missingList(e.Text) == "") {
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
