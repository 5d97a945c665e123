// Package fix carries out the safe edits that findings propose. Edits are byte ranges
// of the files, so comments and layout stay. Every set of edits is tried on a copy and
// compiled: one that makes new errors, does not remove its finding or, where it should
// not, changes what a rule means, is refused.
package fix

import (
	"cmp"
	"maps"
	"slices"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
)

// Result is what came of it.
type Result struct {
	Files   []*source.File     // in the order given; what needed no edit is the file given
	Fixed   []*diag.Diagnostic // what was found before and is gone
	Refused []*diag.Diagnostic // whose edit does not do what it should
	After   *compiler.Result   // of the files as they are now
}

// maxRounds is how often what became possible by other edits is looked for.
const maxRounds = 12

// Run fixes what can be fixed. The filter drops from a result the findings that the
// user does not want to see, which are then left alone.
func Run(files []*source.File, opt compiler.Options, filter func(*compiler.Result)) *Result {
	f := &fixer{opt: opt, filter: filter, refused: map[string]bool{}, out: &Result{}}
	f.files = slices.Clone(files)
	f.now = f.compile(f.files)
	for range maxRounds {
		all := f.candidates()
		if len(all) == 0 {
			break
		}
		f.try(all)
	}
	f.out.Files, f.out.After = f.files, f.now
	return f.out
}

type fixer struct {
	opt     compiler.Options
	filter  func(*compiler.Result)
	files   []*source.File
	now     *compiler.Result
	refused map[string]bool
	out     *Result
}

func (f *fixer) compile(files []*source.File) *compiler.Result {
	res := compiler.Compile(files, f.opt)
	if f.filter != nil {
		f.filter(res)
	}
	return res
}

// identity knows a finding again after edits elsewhere.
func identity(d *diag.Diagnostic) string {
	s := d.Code + "\x00" + d.Message
	if d.Primary.File != nil {
		line, _ := d.Primary.File.LineCol(d.Primary.Off)
		s += "\x00" + d.Primary.File.Name + "\x00" + string(d.Primary.File.Line(line))
	}
	return s
}

// keeps reports whether the edit must not change what rules mean.
func keeps(d *diag.Diagnostic) bool {
	return d.Severity != diag.Error && d.Code != "LOAD_UNKNOWN_KEY"
}

// candidates are findings with edits that do not overlap, first those that repair what
// is broken, then those that change only how it is written.
func (f *fixer) candidates() []*diag.Diagnostic {
	for _, preserving := range []bool{false, true} {
		var all []*diag.Diagnostic
		for _, d := range f.now.Diagnostics.All {
			if x := d.Fix; x != nil && !x.Guess && x.File != nil && slices.Contains(f.files, x.File) && keeps(d) == preserving && !f.refused[identity(d)] {
				all = append(all, d)
			}
		}
		slices.SortStableFunc(all, func(a, b *diag.Diagnostic) int {
			return cmp.Or(cmp.Compare(slices.Index(f.files, a.Fix.File), slices.Index(f.files, b.Fix.File)), cmp.Compare(a.Fix.Off, b.Fix.Off))
		})
		kept := all[:0]
		for _, d := range all {
			if n := len(kept); n > 0 && kept[n-1].Fix.File == d.Fix.File && d.Fix.Off < max(kept[n-1].Fix.End, kept[n-1].Fix.Off+1) {
				continue // in the next round
			}
			kept = append(kept, d)
		}
		if len(kept) > 0 {
			return kept
		}
	}
	return nil
}

// try applies the edits together or, when that is refused, each half on its own. What
// the first half moves is found again in the next round.
func (f *fixer) try(all []*diag.Diagnostic) bool {
	files := apply(f.files, all)
	next := f.compile(files)
	if f.accept(all, next) {
		f.out.Fixed = append(f.out.Fixed, all...)
		f.files, f.now = files, next
		return true
	}
	if len(all) == 1 {
		f.refused[identity(all[0])] = true
		f.out.Refused = append(f.out.Refused, all[0])
		return false
	}
	return f.try(all[:len(all)/2]) || f.try(all[len(all)/2:])
}

// accept compares the results before and after.
func (f *fixer) accept(all []*diag.Diagnostic, next *compiler.Result) bool {
	if next.Diagnostics.Errors() > f.now.Diagnostics.Errors() || f.now.OK() && !next.OK() {
		return false
	}
	before, after := tally(&f.now.Diagnostics), tally(&next.Diagnostics)
	for _, d := range all {
		k := d.Code + "\x00" + d.Message
		if after[k] >= before[k] {
			return false
		}
	}
	if !keeps(all[0]) {
		return true
	}
	for k, n := range after {
		if n > before[k] {
			return false
		}
	}
	return maps.Equal(f.now.Meanings(), next.Meanings())
}

func tally(l *diag.List) map[string]int {
	out := map[string]int{}
	for _, d := range l.All {
		out[d.Code+"\x00"+d.Message]++
	}
	return out
}

// apply makes new files with the edits carried out. The edits are in order and do not
// overlap.
func apply(files []*source.File, all []*diag.Diagnostic) []*source.File {
	out := slices.Clone(files)
	for i, file := range files {
		var data []byte
		done := 0
		for _, d := range all {
			if x := d.Fix; x.File == file && x.Off >= done && x.End >= x.Off && x.End <= len(file.Data) {
				data = append(append(data, file.Data[done:x.Off]...), x.Text...)
				done = x.End
			}
		}
		if done > 0 || data != nil {
			out[i] = source.NewFile(file.Name, append(data, file.Data[done:]...))
		}
	}
	return out
}
