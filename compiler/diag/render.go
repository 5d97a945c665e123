package diag

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/source"
)

// Report is everything that there is to say about a set of files.
type Report struct {
	Tool, Version string // who says it
	Files         []*source.File
	Findings      *List
	Verdicts      []Verdict // as Falco would give them
	Fatal         string    // said instead of verdicts
}

// Verdict is Falco's result for one file.
type Verdict struct {
	Name             string
	Errors, Warnings []*Diagnostic
	Schema           *Schema // nil where there was nothing to check
}

// Schema is the result of checking a file against Falco's JSON schema.
type Schema struct {
	Valid    bool
	Messages []string
}

// Formats are the names of the formats that Write knows.
var Formats = []string{"text", "json", "sarif", "github", "junit", "falco-json"}

// Write renders the report. Colour concerns text only.
func (r *Report) Write(w io.Writer, format string, colour bool) error {
	b := &strings.Builder{}
	var err error
	switch format {
	case "text":
		r.text(b, colour)
	case "json":
		err = r.json(b)
	case "falco-json":
		err = r.falcoJSON(b)
	case "sarif":
		err = r.sarif(b)
	case "github":
		r.github(b)
	case "junit":
		err = r.junit(b)
	default:
		return fmt.Errorf("unknown format %q: one of %s", format, strings.Join(Formats, ", "))
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, b.String())
	return err
}

func (r *Report) count(s Severity) int {
	n := 0
	for _, d := range r.Findings.All {
		if d.Severity == s {
			n++
		}
	}
	return n
}

type palette struct{ bold, red, yellow, blue, reset string }

func (p palette) severity(s Severity) string {
	switch s {
	case Error:
		return p.red
	case Warning:
		return p.yellow
	}
	return p.blue
}

func (r *Report) text(b *strings.Builder, colour bool) {
	var p palette
	if colour {
		p = palette{"\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[0m"}
	}
	if r.Fatal != "" {
		fmt.Fprintf(b, "%serror%s: %s\n", p.red, p.reset, clean(r.Fatal))
	}
	for _, d := range r.Findings.All {
		at := ""
		if d.Primary.File != nil {
			at = d.Primary.String() + ": "
		}
		fmt.Fprintf(b, "%s%s%s%s%s: %s%s%s [%s]\n", p.bold, at, p.severity(d.Severity), d.Severity, p.reset,
			p.bold, clean(d.Message), p.reset, d.Code)
		excerptOf(b, d.Primary, p)
		if in := d.item(); in != "" {
			fmt.Fprintf(b, "   %s=%s in %s\n", p.blue, p.reset, clean(in))
		}
		for _, l := range d.Labels {
			fmt.Fprintf(b, "   %s=%s %s: %s\n", p.blue, p.reset, clean(l.Msg), l.Pos)
		}
		for _, n := range d.Notes {
			fmt.Fprintf(b, "   %s=%s note: %s\n", p.blue, p.reset, clean(n))
		}
		if d.Hint != "" {
			fmt.Fprintf(b, "   %s=%s hint: %s\n", p.blue, p.reset, clean(d.Hint))
		}
	}
	if r.Findings.Cut > 0 {
		fmt.Fprintf(b, "... and %s more\n", plural(r.Findings.Cut, "finding"))
	}
	if n, m := r.count(Error), r.count(Warning); n+m > 0 {
		fmt.Fprintf(b, "%s, %s\n", plural(n, "error"), plural(m, "warning"))
	}
}

// item names the rule, macro or list that a finding is about, where the line
// shown does not.
func (d *Diagnostic) item() string {
	for c := d.Context; c != nil; c = c.Up {
		if c.Name == "" || c.Kind != "rule" && c.Kind != "macro" && c.Kind != "list" {
			continue
		}
		if d.Primary.File == c.File && c.File != nil {
			at, _ := c.File.LineCol(d.Primary.Off)
			if line, _ := c.File.LineCol(c.Off); at == line {
				return ""
			}
		}
		return c.Kind + " '" + c.Name + "'"
	}
	return ""
}

func plural(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}

// excerptWidth is how much of a long line is shown to each side of the place.
const excerptWidth = 70

// excerptOf prints the line of a span with the span marked below.
func excerptOf(b *strings.Builder, s Span, p palette) {
	if s.File == nil || len(s.File.Data) == 0 {
		return
	}
	line, col := s.File.LineCol(s.Off)
	text := s.File.Line(line)
	from := min(col-1, len(text))
	to := max(min(from+s.End-s.Off, len(text)), from)
	before, marked, after := clip(text[:from], -excerptWidth), clip(text[from:to], 2*excerptWidth), clip(text[to:], excerptWidth)
	if to-from > 2*excerptWidth {
		marked, after = marked[:2*excerptWidth], "..."
	}
	before, marked, after = clean(before), clean(marked), clean(after)
	number := fmt.Sprint(line)
	pad := strings.Repeat(" ", len([]rune(before)))
	fmt.Fprintf(b, "%s%6s |%s %s%s%s\n", p.blue, number, p.reset, before, marked, after)
	fmt.Fprintf(b, "%s       |%s %s%s%s%s\n", p.blue, p.reset, pad, p.red, strings.Repeat("^", max(1, len([]rune(marked)))), p.reset)
}

// clip is the first n bytes of a text, or the last -n, with dots for what is left out.
func clip(text []byte, n int) string {
	switch {
	case n >= 0 && len(text) > n:
		return string(text[:n]) + "..."
	case n < 0 && len(text) > -n:
		return "..." + string(text[len(text)+n:])
	}
	return string(text)
}

// clean replaces what would move a terminal's cursor: control characters and
// bytes that are not UTF-8.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x200e && r <= 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '\ufffd'
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func (r *Report) github(b *strings.Builder) {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	if r.Fatal != "" {
		fmt.Fprintf(b, "::error::%s\n", data.Replace(r.Fatal))
	}
	for _, d := range r.Findings.All {
		msg := d.Message
		if d.Hint != "" {
			msg += "\n" + d.Hint
		}
		kind := d.Severity.String()
		if d.Severity == Note {
			kind = "notice"
		}
		where := ""
		if d.Primary.File != nil {
			p := newPlace(d.Primary)
			where = fmt.Sprintf("file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,", property.Replace(p.File), p.Line, p.EndLine, p.Column, p.EndColumn)
		}
		fmt.Fprintf(b, "::%s %stitle=%s::%s\n", kind, where, property.Replace(d.Code), data.Replace(strings.ToValidUTF8(msg, "\ufffd")))
	}
	if r.Findings.Cut > 0 {
		fmt.Fprintf(b, "::notice::and %s more\n", plural(r.Findings.Cut, "finding"))
	}
}

// byFile groups the findings by the report's files; those of no file come last.
func (r *Report) byFile() (names []string, found map[string][]*Diagnostic) {
	found = map[string][]*Diagnostic{}
	for _, f := range r.Files {
		names = append(names, f.Name)
	}
	for _, d := range r.Findings.All {
		name := ""
		if d.Primary.File != nil {
			name = d.Primary.File.Name
		}
		found[name] = append(found[name], d)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, found
}
