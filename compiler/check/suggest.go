package check

import (
	"errors"
	"strings"

	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// fieldHint says what could have been meant by a field that is not there.
func fieldHint(f *ast.Field, src string, err error) string {
	for _, family := range []string{"evt.arg.", "evt.rawarg."} {
		if name, ok := strings.CutPrefix(f.Name, family); ok {
			best := nearest(name, func(yield func(string)) {
				for i := range catalog.Events {
					for _, p := range catalog.Events[i].Params {
						yield(p.Name)
					}
				}
			})
			if best == "" {
				return "no event has such a parameter"
			}
			return "did you mean " + family + best + "?"
		}
	}
	var bad *catalog.ArgError
	if errors.As(err, &bad) {
		if ref, err := lookup(f.Name, src); err == nil && ref.Row().Arg == catalog.ArgNone {
			return f.Name + " takes no argument"
		}
		return argHint(f.Name)
	}
	if f.HasArg {
		if ref, err := lookup(f.Name, src); err == nil {
			if ref.Row().Arg == catalog.ArgNone {
				return f.Name + " takes no argument"
			}
			return argHint(f.Name)
		}
	}
	if src != SourceSyscall {
		if _, err := catalog.ParseField(f.Text()); err == nil {
			return "events of source " + src + " do not have this field"
		}
	}
	best := nearest(f.Name, func(yield func(string)) {
		for i := range catalog.Fields {
			if row := &catalog.Fields[i]; !row.Has(catalog.TableOnly) && (src == SourceSyscall || row.Class == catalog.ClassGeneric) {
				yield(row.Name)
			}
		}
	})
	if best == "" {
		return ""
	}
	return "did you mean " + best + "?"
}

func argHint(name string) string {
	switch name {
	case "evt.arg":
		return "write evt.arg.NAME or evt.arg[N]"
	case "evt.rawarg":
		return "write evt.rawarg.NAME"
	case "evt.around":
		return "write evt.around[TIMESTAMP] = MILLISECONDS"
	case "evt.type.is":
		return "write evt.type.is.NAME"
	case "thread.cgroup":
		return "write thread.cgroup.SUBSYSTEM"
	}
	ref, ok := catalog.FieldByName(name)
	switch {
	case !ok:
		return ""
	case ref.Arg&catalog.ArgKey != 0:
		return "write " + name + "[KEY]"
	case ref.Arg&catalog.ArgIndex != 0:
		return "write " + name + "[N]"
	}
	return ""
}

func suggestEvent(name string) string {
	best := nearest(name, func(yield func(string)) {
		for i := range catalog.Events {
			yield(catalog.Events[i].Name)
		}
		for i := range catalog.Syscalls {
			yield(catalog.Syscalls[i].Name)
		}
	})
	if best == "" {
		return ""
	}
	return "did you mean " + best + "?"
}

// nearest returns the candidate with the smallest edit distance to name, or ""
// when none is near. Of equally near ones it takes the first, before it one that name
// begins.
func nearest(name string, candidates func(yield func(string))) string {
	limit := 1 + len(name)/5
	best, at := "", limit+1
	candidates(func(c string) {
		if d := len(c) - len(name); d > limit || -d > limit || c == "" {
			return
		}
		d, begins := distance(strings.ToLower(name), c), strings.HasPrefix(c, name)
		if d < at || d == at && d <= limit && begins && !strings.HasPrefix(best, name) {
			best, at = c, d
		}
	})
	return best
}

// distance counts insertions, deletions, replacements and swaps of neighbours.
func distance(a, b string) int {
	if len(a) > 128 || len(b) > 128 {
		return 128
	}
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
