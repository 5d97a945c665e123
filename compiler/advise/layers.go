package advise

import (
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/items"
	"github.com/falcoc/falcoc/compiler/merge"
	"github.com/falcoc/falcoc/compiler/resolve"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/grammar/ast"
)

// definition is what an item says, for comparison with another of its name.
type definition struct {
	ctx   *diag.Context
	items []source.Text // of a list
	texts [2]string     // the condition of a macro, and the output of a rule
	open  bool          // meant to be redefined: an empty list, a macro that is never or always true
}

// says reports whether two definitions differ in blanks at most.
func (d *definition) says(other *definition) bool {
	same := func(a, b source.Text) bool { return a.S == b.S }
	return slices.EqualFunc(d.items, other.items, same) && sameWords(d.texts[0], other.texts[0]) && sameWords(d.texts[1], other.texts[1])
}

func sameWords(a, b string) bool { return a == b || slices.Equal(strings.Fields(a), strings.Fields(b)) }

// layers finds items that replace an earlier one of the same name as a whole.
func (a *adviser) layers() {
	seen := map[string]definition{}
	for _, s := range a.Steps {
		var d definition
		kind, name := "", ""
		switch s := s.(type) {
		case *items.List:
			if s.Append {
				continue
			}
			kind, name = "list", s.Name
			d = definition{ctx: s.Ctx, items: s.Items, open: len(s.Items) == 0}
		case *items.Macro:
			if s.Append {
				continue
			}
			kind, name = "macro", s.Name
			d = definition{ctx: s.Ctx, texts: [2]string{s.Cond.S}, open: placeholder(s.Cond.S)}
		case *items.Rule:
			kind, name = "rule", s.Name
			d = definition{ctx: s.Ctx, texts: [2]string{s.Cond.S, s.Output.S}}
		default:
			continue
		}
		old, again := seen[kind+" "+name]
		seen[kind+" "+name] = d
		if !again || old.open || old.says(&d) || customary(name) {
			continue
		}
		w := &diag.Diagnostic{Primary: d.ctx.Span(), Context: d.ctx, Labels: []diag.Label{{Span: old.ctx.Span(), Msg: "the definition that is replaced is here"}}}
		hint := "to change a part only, use override; otherwise remove the other one, or give this one another name"
		if old.ctx.File != d.ctx.File {
			hint = "a copy hides what newer versions of " + old.ctx.File.Name + " improve: use override to change only what differs"
		}
		a.warn(w, CodeRedefined, "the "+kind+" '"+name+"' replaces an earlier definition that differs", hint)
	}
}

// placeholder reports whether a condition is there for users to put theirs in its place.
func placeholder(cond string) bool {
	if len(cond) > 100 {
		return false
	}
	switch strings.Trim(strings.Join(strings.Fields(cond), " "), "() ") {
	case "never_true", "always_true", "not never_true", "not always_true", "evt.num=0", "evt.num = 0", "evt.num<0", "evt.num < 0", "evt.num>=0", "evt.num >= 0":
		return true
	}
	return false
}

// customary names are for users to define.
func customary(name string) bool {
	return strings.HasPrefix(name, "user_") || strings.HasPrefix(name, "consider_") || strings.HasPrefix(name, "allowed_")
}

// seams finds appended conditions that begin with and behind a condition with an or.
func (a *adviser) seams() {
	for _, r := range a.Collected.Rules {
		a.seamsOf("rule", r.Cond, r.Seams, r.Ctx)
	}
	for _, m := range a.Collected.Macros {
		a.seamsOf("macro", m.Cond, m.Seams, m.Ctx)
	}
}

// maxSeams bounds how many appended pieces of one condition are looked at.
const maxSeams = 16

func (a *adviser) seamsOf(kind string, text source.Text, seams []merge.Seam, ctx *diag.Context) {
	cond := text.S
	for i, s := range seams[:min(len(seams), maxSeams)] {
		if s.Off > len(cond) {
			return
		}
		first, _, _ := strings.Cut(strings.TrimSpace(cond[s.Off:min(len(cond), s.Off+64)]), " ")
		if word, _, _ := strings.Cut(first, "("); word != "and" || !orAtTop(cond[:s.Off]) {
			continue
		}
		d := &diag.Diagnostic{Primary: s.By.Span(), Context: s.By, Labels: []diag.Label{{Span: ctx.Span(), Msg: "the " + kind + " is defined here"}},
			Notes: []string{"'a or b' with 'and c' appended is 'a or (b and c)'"}}
		at := int32(s.Off + len(cond[s.Off:]) - len(strings.TrimLeft(cond[s.Off:], " \t\r\n")))
		if word, _ := resolve.Place(text, ast.Span{Start: at, End: at + int32(len("and"))}); word.File != nil {
			d.Primary = word
		}
		if i == 0 {
			d.Fix = parenthesise(text, s.Off)
		}
		a.warn(d, CodePrecedence, "the appended 'and' binds to the last operand of the 'or' before it only",
			"put parentheses around the condition where it is defined, or replace it: override: {condition: replace}")
	}
}

// parenthesise is the edit that puts parentheses around a condition that was written in one
// piece. Then the rule matches something else, so it is a guess: nobody but the author
// knows whether that was meant.
func parenthesise(text source.Text, end int) *diag.Fix {
	base := strings.TrimRight(text.S[:end], " \t\r\n")
	start := len(base) - len(strings.TrimLeft(base, " \t\r\n"))
	at, _ := resolve.Place(text, ast.Span{Start: int32(start), End: int32(len(base))})
	if at.File == nil || at.End <= at.Off || at.End > len(at.File.Data) {
		return nil
	}
	raw := string(at.File.Data[at.Off:at.End])
	if strings.Join(strings.Fields(raw), " ") != strings.Join(strings.Fields(base), " ") {
		return nil // escapes, or text of several places
	}
	return &diag.Fix{Span: at, Text: "(" + raw + ")", Guess: true}
}

// orAtTop reports whether an or stands outside parentheses and quotes.
func orAtTop(s string) bool {
	depth, quote := 0, byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == 'o' && depth == 0 && i > 0 && strings.HasPrefix(s[i:], "or") && blank(s[i-1]) && i+2 < len(s) && (blank(s[i+2]) || s[i+2] == '('):
			return true
		}
	}
	return false
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == ')' }
