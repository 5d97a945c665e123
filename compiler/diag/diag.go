// Package diag is what the compiler has to say about rule files: findings with a
// code, an exact place and advice, how they are sorted and capped, and how they
// are rendered. Beside the exact place a finding keeps the chain of items by
// which Falco locates it, since tools read that.
package diag

import (
	"cmp"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/source"
)

// Severity says how bad a finding is. Only errors make a file fail.
type Severity uint8

// The severities.
const (
	Error Severity = iota
	Warning
	Note
)

func (s Severity) String() string {
	return [...]string{"error", "warning", "note"}[s]
}

// Span is a range of a file.
type Span struct {
	source.Pos
	End int
}

// At makes a span of n bytes.
func At(p source.Pos, n int) Span { return Span{p, p.Off + n} }

// Label explains a second place.
type Label struct {
	Span
	Msg string
}

// Fix is an edit that removes the finding. A guess is for the author to judge: it
// may not be what was meant, or changes what the rules match.
type Fix struct {
	Span
	Text  string
	Guess bool
}

// Diagnostic is one finding.
type Diagnostic struct {
	Code     string
	Severity Severity
	Message  string
	Primary  Span
	Labels   []Label
	Notes    []string
	Hint     string
	Fix      *Fix

	Context         *Context // as Falco locates it
	FalcoMessage    string   // Falco's words where Message differs
	DeprecatedField string
	BeyondFalco     bool // a finding that Falco does not make
}

// Falco is the message in Falco's words.
func (d *Diagnostic) Falco() string {
	if d.FalcoMessage != "" {
		return d.FalcoMessage
	}
	return d.Message
}

// MaxFindings is how many errors a List keeps, and how many other findings.
const MaxFindings = 1000

// List collects findings, each once.
type List struct {
	All    []*Diagnostic
	Cut    int // how many more there were
	seen   map[key]bool
	errors int
}

type key struct {
	Span
	code, msg string
}

// maxMessage is how many bytes of a message are shown. Messages quote values, and
// a value may be as long as a file.
const maxMessage = 2000

// Add appends a finding unless it is there or the list is full.
func (l *List) Add(d *Diagnostic) {
	if len(d.Message) > maxMessage {
		d.FalcoMessage = d.Falco()
		d.Message = strings.ToValidUTF8(d.Message[:maxMessage], "") + "…"
	}
	k := key{d.Primary, d.Code, d.Message}
	if l.seen[k] {
		return
	}
	n := len(l.All) - l.errors
	if d.Severity == Error {
		n = l.errors
	}
	if n >= MaxFindings {
		l.Cut++
		return
	}
	if l.seen == nil {
		l.seen = map[key]bool{}
	}
	l.seen[k] = true
	l.All = append(l.All, d)
	if d.Severity == Error {
		l.errors++
	}
}

// Errors is how many errors the list holds.
func (l *List) Errors() int { return l.errors }

// Sort orders the findings by place, in the order of files given.
func (l *List) Sort(files []*source.File) {
	rank := make(map[*source.File]int, len(files))
	for i, f := range files {
		rank[f] = i + 1
	}
	slices.SortStableFunc(l.All, func(a, b *Diagnostic) int {
		return cmp.Or(
			cmp.Compare(rank[a.Primary.File], rank[b.Primary.File]),
			cmp.Compare(a.Primary.Off, b.Primary.Off),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message))
	})
}

// From is the span with another beginning.
func (s Span) From(off int) Span {
	s.Off = off
	return s
}
