package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/spf13/pflag"
)

// policy is what the user makes of warnings: by flags, for all of a code, and by
// comments in rule files, for one place. Errors stay errors.
type policy struct {
	warn map[string]string // off or error, by code
	max  int
}

func (p *policy) flags(f *pflag.FlagSet) {
	p.warn = map[string]string{}
	f.Var(p, "warn", "turn the warnings of a code off or into errors (repeatable)")
	f.IntVar(&p.max, "max", diag.MaxFindings, "show at most so many findings, errors first")
}

func (p *policy) String() string { return "" }

// Type names the value in the help text.
func (p *policy) Type() string { return "CODE=off|error" }

// Set reads the flag's value.
func (p *policy) Set(s string) error {
	name, what, _ := strings.Cut(s, "=")
	if what != "off" && what != "error" {
		return errors.New("want CODE=off or CODE=error")
	}
	code, ok := diag.Lookup(name)
	if !ok {
		return fmt.Errorf("there is no code %s", name)
	}
	p.warn[code.Name] = what
	return nil
}

// apply changes what the result says accordingly.
func (p *policy) apply(res *compiler.Result) {
	old := res.Diagnostics
	kept := diag.List{Cut: old.Cut}
	comments := map[*source.File]map[int][]string{}
	for _, d := range old.All {
		if d.Severity != diag.Error {
			what := p.warn[d.Code]
			if what == "off" || silenced(d, comments) {
				continue
			}
			if what == "error" {
				changed := *d // Falco's verdict keeps its warning
				changed.Severity = diag.Error
				d = &changed
			}
		}
		kept.Add(d)
	}
	if cut := len(kept.All) - p.max; cut > 0 && p.max >= 0 {
		kept = p.cap(kept)
		kept.Cut += cut
	}
	res.Diagnostics = kept
}

// cap keeps the first findings, errors before others, in the order of their places.
func (p *policy) cap(all diag.List) diag.List {
	errs := min(all.Errors(), p.max)
	rest := p.max - errs
	kept := diag.List{Cut: all.Cut}
	for _, d := range all.All {
		left := &rest
		if d.Severity == diag.Error {
			left = &errs
		}
		if *left > 0 {
			*left--
			kept.Add(d)
		}
	}
	return kept
}

var offComment = regexp.MustCompile(`#\s*falcoc:\s*off\s+([A-Za-z_]+(?:[ \t,]+[A-Za-z_]+)*)`)

// silenced reports whether a comment "# falcoc: off CODE" stands on the line of the
// finding, on the line before, or at the head of the item or key that it is about.
func silenced(d *diag.Diagnostic, comments map[*source.File]map[int][]string) bool {
	off := func(f *source.File, offset int) bool {
		if f == nil {
			return false
		}
		lines, ok := comments[f]
		if !ok {
			lines = offLines(f)
			comments[f] = lines
		}
		line, _ := f.LineCol(offset)
		return slices.Contains(lines[line], d.Code) || slices.Contains(lines[line-1], d.Code)
	}
	if off(d.Primary.File, d.Primary.Off) {
		return true
	}
	for c := d.Context; c != nil && c.Up != nil; c = c.Up {
		if c.Kind != "condition expression" && off(c.File, c.Off) {
			return true
		}
	}
	return false
}

// offLines finds the comments of a file: the codes that are off, by line.
func offLines(f *source.File) map[int][]string {
	lines := map[int][]string{}
	for _, at := range offComment.FindAllSubmatchIndex(f.Data, -1) {
		line, _ := f.LineCol(at[0])
		for _, code := range strings.FieldsFunc(string(f.Data[at[2]:at[3]]), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
			lines[line] = append(lines[line], strings.ToUpper(code))
		}
	}
	return lines
}
