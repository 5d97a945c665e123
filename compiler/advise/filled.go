package advise

import (
	"fmt"
	"strings"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/resolve"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Some fields have a value on a few events only. The events are known by their names,
// so that old versions of an event count, too.
var (
	onePath = names("mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "open", "openat", "openat2", "chmod", "fchmod", "fchmodat", "chown", "lchown",
		"fchown", "fchownat", "quotactl", "umount", "umount2")
	twoPaths = names("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mount")
	opening  = names("open", "openat", "openat2", "creat", "open_by_handle_at")
	noFD     = names("execve", "execveat", "clone", "clone3", "fork", "vfork", "procexit", "kill", "tkill", "tgkill", "setuid", "setgid", "setresuid",
		"setresgid", "setsid", "setpgid", "capset", "unshare", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "rmdir", "mkdir", "unlink",
		"mount", "umount", "chmod", "chown")
)

// fills tells which events can give the field a value; nil for any.
func fills(name string) func(event string) bool {
	switch {
	case strings.HasPrefix(name, "fs.path.name"):
		return func(e string) bool { return onePath[e] }
	case strings.HasPrefix(name, "fs.path.source"), strings.HasPrefix(name, "fs.path.target"):
		return func(e string) bool { return twoPaths[e] }
	case strings.HasPrefix(name, "fd."):
		return func(e string) bool { return !noFD[e] }
	}
	return nil
}

func names(list ...string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, n := range list {
		out[n] = true
	}
	return out
}

// unfilled finds fields that have no value on any event that gets to them: in the
// condition, and in the output.
func (v *visitor) unfilled() {
	r := v.rule
	if r.Source != check.SourceSyscall {
		return
	}
	for _, p := range r.Format.Parts {
		if p.Value == nil || p.Value.Field == nil || p.Hidden {
			continue
		}
		name := p.Value.Field.Text()
		if !never(name, r.Events) {
			continue
		}
		if i := strings.Index(r.Output.S, "%"+name); i >= 0 {
			at, via := resolve.Place(r.Output, ast.Span{Start: int32(i), End: int32(i + 1 + len(name))})
			d := &diag.Diagnostic{Primary: at, Context: r.OutputCtx, Labels: resolve.Chain(via)}
			v.warn(d, CodeUnfilled, fmt.Sprintf("%s is never there on the rule's events, %s", name, eventNames(r.Events)), filledBy(name))
		}
	}
	f := fillWalk{v: v, left: 2000}
	f.walk(r.Cond.Expr, false, r.Events)
}

// never reports whether none of the events fills the field.
func never(name string, events catalog.EventSet) bool {
	fill := fills(name)
	if fill == nil {
		return false
	}
	some, any := false, false
	events.Each(func(id catalog.EventID) {
		if id != catalog.EvtAsynceventE {
			any = true
			some = some || fill(id.Info().Name)
		}
	})
	return any && !some
}

func eventNames(events catalog.EventSet) string {
	var list []string
	seen := map[string]bool{}
	events.Each(func(id catalog.EventID) {
		if n := id.Info().Name; id != catalog.EvtAsynceventE && !seen[n] {
			seen[n] = true
			list = append(list, n)
		}
	})
	if len(list) > 5 {
		list = append(list[:5], "...")
	}
	return strings.Join(list, ", ")
}

func filledBy(name string) string {
	switch {
	case strings.HasPrefix(name, "fs.path.name"):
		return "events about one path have it, such as openat, unlink, mkdir, chmod; for rename, link and mount there are fs.path.source and fs.path.target"
	case strings.HasPrefix(name, "fs.path."):
		return "events about two paths have it: rename, link, symlink and their kin, and mount; for one path there is fs.path.name"
	}
	return "events about a descriptor have it, such as open, read, connect; for the program that was started there is proc.exepath"
}

// maxInferences bounds the walks over all rules.
const maxInferences = 500_000

// fillWalk narrows the events down on the way to each comparison.
type fillWalk struct {
	v    *visitor
	left int // comparisons yet to look at
}

func (f *fillWalk) walk(e ast.Expr, not bool, seen catalog.EventSet) {
	if f.left <= 0 {
		return
	}
	switch e := e.(type) {
	case *ast.And:
		f.kids(e.Kids, not, !not, seen)
	case *ast.Or:
		f.kids(e.Kids, not, not, seen)
	case *ast.Not:
		f.walk(e.X, !not, seen)
	case *ast.MacroRef:
		if e.Body != nil {
			f.v.path = append(f.v.path, e)
			f.walk(e.Body, not, seen)
			f.v.path = f.v.path[:len(f.v.path)-1]
		}
	case *ast.Test:
		f.left--
		field, ok := e.Left.(*ast.Field)
		if lit, _ := e.Right.(*ast.Literal); ok && !not && strings.HasPrefix(field.Name, "evt.is_open_") && lit != nil && lit.Text == "true" && (e.Op == "=" || e.Op == "==") && f.noOpen(seen) {
			f.v.warnIn(field.Sp, CodeUnfilled, fmt.Sprintf("%s is never true: only %s gets here", field.Text(), eventNames(seen)),
				"it is about open, openat, openat2, creat and open_by_handle_at")
			return
		}
		if ok && !not && never(field.Text(), seen) {
			f.v.warnIn(field.Sp, CodeUnfilled, fmt.Sprintf("%s is never there: only %s gets here", field.Text(), eventNames(seen)), filledBy(field.Text()))
		}
	}
}

// noOpen reports whether none of the events opens a file.
func (f *fillWalk) noOpen(events catalog.EventSet) bool {
	opens, any := false, false
	events.Each(func(id catalog.EventID) {
		if id != catalog.EvtAsynceventE {
			any = true
			opens = opens || opening[id.Info().Name]
		}
	})
	return any && !opens
}

func (f *fillWalk) kids(kids []ast.Expr, not, all bool, seen catalog.EventSet) {
	if all {
		for _, k := range kids {
			if not {
				k = &ast.Not{X: k}
			}
			f.v.inferences++
			if f.left -= 4; f.left <= 0 || f.v.inferences > maxInferences {
				return
			}
			seen = seen.Intersect(check.Events(k))
		}
	}
	for _, k := range kids {
		f.walk(k, not, seen)
	}
}
