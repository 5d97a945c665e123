package advise

import (
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/resolve"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Some fields have a value on a few events only. Where the catalogue does not say which,
// the events are known by their names, so that old versions of an event count, too.
var (
	onePath = names("mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "open", "openat", "openat2", "chmod", "fchmod", "fchmodat", "chown", "lchown",
		"fchown", "fchownat", "quotactl", "umount", "umount2")
	twoPaths = names("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mount")
	opening  = names("open", "openat", "openat2", "creat", "open_by_handle_at")
	ids      = names("getuid", "geteuid", "getgid", "getegid") // whose result is another parameter
)

// A filling says which events can give a field a value, and in words.
type filling struct {
	by   func(*catalog.EventInfo) bool
	hint string // "" where it is a parameter
}

func param(name string) func(*catalog.EventInfo) bool {
	return func(e *catalog.EventInfo) bool { return e.Param(name) >= 0 }
}

func paramOf(t catalog.Type) func(*catalog.EventInfo) bool {
	return func(e *catalog.EventInfo) bool {
		return slices.ContainsFunc(e.Params, func(p catalog.Param) bool { return p.Type == t })
	}
}

func hasFD(e *catalog.EventInfo) bool {
	return e.AboutFD()
}

// fills is the filling of a field; nil where any event may give it a value.
func fills(text string) *filling {
	ref, err := catalog.ParseField(text)
	if err != nil {
		return nil
	}
	name := ref.Row().Name
	switch {
	case strings.HasPrefix(name, "fs.path.name"):
		return &filling{func(e *catalog.EventInfo) bool { return onePath[e.Name] },
			"events about one path have it, such as openat, unlink, mkdir, chmod; for rename, link and mount there are fs.path.source and fs.path.target"}
	case strings.HasPrefix(name, "fs.path.source"), strings.HasPrefix(name, "fs.path.target"):
		return &filling{func(e *catalog.EventInfo) bool { return twoPaths[e.Name] },
			"events about two paths have it: rename, link, symlink and their kin, and mount; for one path there is fs.path.name"}
	case socketField(name):
		return &filling{func(e *catalog.EventInfo) bool { return hasFD(e) && !opening[e.Name] },
			"events about a socket have it, such as connect, accept, sendto"}
	case ref.Row().Class == catalog.ClassFD:
		return &filling{hasFD, "events about a descriptor have it, such as open, read, connect; for the program that was started there is proc.exepath"}
	case ref.Row().Class == catalog.ClassFDList:
		return &filling{paramOf(catalog.FDList), "poll and ppoll have it"}
	case ref.Param != "":
		return &filling{param(ref.Param), ""}
	case ref.ID == catalog.FieldEvtArg && ref.IsNum:
		return &filling{func(e *catalog.EventInfo) bool { return ref.Index < int64(len(e.Params)) }, ""}
	}
	switch ref.ID {
	case catalog.FieldEvtBuffer:
		return &filling{param("data"), "events that carry data have it, such as read, write, sendto"}
	case catalog.FieldEvtRes, catalog.FieldEvtRawres, catalog.FieldEvtFailed:
		return &filling{func(e *catalog.EventInfo) bool { return e.Param("res") >= 0 || e.Param("fd") >= 0 || ids[e.Name] },
			"calls that have event types of their own have a result"}
	case catalog.FieldEvtAbspath:
		return &filling{func(e *catalog.EventInfo) bool { return paramOf(catalog.Fsrelpath)(e) || e.Name == "open_by_handle_at" },
			"calls with a directory's descriptor have it, such as openat, renameat; for others there are fd.name and fs.path.name"}
	case catalog.FieldEvtAsynctype, catalog.FieldEvtPluginname, catalog.FieldEvtPlugininfo:
		return &filling{func(*catalog.EventInfo) bool { return false }, "system calls do not have it"}
	}
	return nil
}

// socketField reports whether a field is about the address of a socket.
func socketField(name string) bool {
	rest, ok := strings.CutPrefix(name, "fd.")
	if !ok || rest == "l4proto" {
		return false
	}
	rest = strings.TrimSuffix(rest, ".name")
	for _, kind := range []string{"ip", "net", "port", "proto"} {
		if side, ok := strings.CutSuffix(rest, kind); ok && (side == "" || len(side) == 1 && strings.Contains("cslr", side)) {
			return true
		}
	}
	return rest == "sockfamily"
}

func names(list ...string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, n := range list {
		out[n] = true
	}
	return out
}

// filling is fills, remembered.
func (a *adviser) filling(text string) *filling {
	f, ok := a.fillings[text]
	if !ok {
		f = fills(text)
		a.fillings[text] = f
	}
	return f
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
		if !v.never(name, r.Events) {
			continue
		}
		if i := strings.Index(r.Output.S, "%"+name); i >= 0 {
			at, via := resolve.Place(r.Output, ast.Span{Start: int32(i), End: int32(i + 1 + len(name))})
			d := &diag.Diagnostic{Primary: at, Context: r.OutputCtx, Labels: resolve.Chain(via)}
			v.warn(d, CodeUnfilled, fmt.Sprintf("%s is never there on the rule's events, %s", name, eventNames(r.Events)), v.filledBy(name, r.Events))
		}
	}
	f := fillWalk{v: v, left: 2000}
	f.walk(r.Cond.Expr, false, r.Events)
}

// never reports whether none of the events fills the field. Async events do not count:
// every rule sees them.
func (a *adviser) never(name string, events catalog.EventSet) bool {
	fill := a.filling(name)
	if fill == nil {
		return false
	}
	some, any := false, false
	events.Each(func(id catalog.EventID) {
		if !some && id != catalog.EvtAsynceventE {
			any = true
			some = fill.by(id.Info())
		}
	})
	return any && !some
}

// filledBy says which events fill the field, or what parameters the events have.
func (a *adviser) filledBy(name string, events catalog.EventSet) string {
	if hint := a.filling(name).hint; hint != "" {
		return hint
	}
	return check.Parameters(events)
}

func eventNames(events catalog.EventSet) string {
	var list []string
	seen := map[string]bool{}
	events.Each(func(id catalog.EventID) {
		n := id.Info().Name
		if id.Info().Origin == catalog.FromSyscall && n == "syscall" {
			n = "calls without an event type of their own"
		}
		if id != catalog.EvtAsynceventE && !seen[n] {
			seen[n] = true
			list = append(list, n)
		}
	})
	if len(list) > 5 {
		list = append(list[:5], "...")
	}
	return strings.Join(list, ", ")
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
			f.v.warnIn(field.Sp, CodeUnfilled, fmt.Sprintf("%s is never true: only %s get here", field.Text(), eventNames(seen)),
				"it is about open, openat, openat2, creat and open_by_handle_at")
			return
		}
		if ok && !not && !parameter(field.Name) && f.v.never(field.Text(), seen) {
			f.v.warnIn(field.Sp, CodeUnfilled, fmt.Sprintf("%s is never there: only %s get here", field.Text(), eventNames(seen)), f.v.filledBy(field.Text(), seen))
		}
	}
}

// parameter reports whether a field is a named parameter, of which package check warns.
func parameter(name string) bool {
	return strings.HasPrefix(name, "evt.arg.") || strings.HasPrefix(name, "evt.rawarg.")
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
