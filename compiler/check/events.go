package check

import (
	"slices"
	"strings"

	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// asyncNames are the names that asynchronous events of the container plugin have
// as their evt.type.
var asyncNames = []string{"container", "container_removed"}

// manyEvents is how many event types a rule may see before Falco warns.
const manyEvents = 100

// Events are the event types that can make a condition over system calls true,
// and asynchronous events, which every rule sees.
func Events(e ast.Expr) catalog.EventSet {
	s := Infer(e).events
	s.Add(catalog.EvtAsynceventE)
	return s
}

// Inference is what a condition's comparisons of evt.type allow. Calls without an
// event type of their own share the generic one; which of them are meant is kept
// beside it.
type Inference struct {
	events   catalog.EventSet
	syscalls syscallSet
}

type syscallSet [8]uint64

func (s *syscallSet) add(code int)      { s[code/64] |= 1 << (code % 64) }
func (s *syscallSet) has(code int) bool { return s[code/64]&(1<<(code%64)) != 0 }

var everything = func() (r Inference) {
	r.events = catalog.AllEvents
	for code := range catalog.Syscalls {
		if code > 0 {
			r.syscalls.add(code)
		}
	}
	return r
}()

func (a Inference) union(b Inference) Inference {
	a.events = a.events.Union(b.events)
	for i := range a.syscalls {
		a.syscalls[i] |= b.syscalls[i]
	}
	return a
}

func (a Inference) intersect(b Inference) Inference {
	a.events = a.events.Intersect(b.events)
	for i := range a.syscalls {
		a.syscalls[i] &= b.syscalls[i]
	}
	return a
}

func (a Inference) complement() Inference {
	r := everything
	r.events = r.events.Minus(a.events)
	for i := range r.syscalls {
		r.syscalls[i] &^= a.syscalls[i]
	}
	return r
}

// TooMany reports whether Falco warns that the rule sees too many event types.
func (a Inference) TooMany() bool { return a.events.Len() > manyEvents }

// Empty reports whether no event type is left but asynchronous events.
func (a Inference) Empty() bool { return a.events.Len() == 0 }

// Names are the names of the event types that the rule sees, sorted.
func (a Inference) Names() []string {
	names := []string{catalog.EvtAsynceventE.Info().Name}
	a.events.Each(func(id catalog.EventID) {
		if id != catalog.EvtGenericE && id != catalog.EvtGenericX {
			names = append(names, id.Info().Name)
		}
	})
	for code := range catalog.Syscalls {
		if !a.syscalls.has(code) {
			continue
		}
		switch sc := &catalog.Syscalls[code]; sc.Exit {
		case catalog.EvtGenericX:
			names = append(names, sc.Name)
		case catalog.EvtAccept46X: // whose older versions are named accept
			names = append(names, "accept", sc.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Infer walks a resolved condition.
func Infer(e ast.Expr) Inference { return (&inferrer{}).infer(e, false) }

// inferrer remembers the answers about macros.
type inferrer struct{ done map[negatable]Inference }

type negatable struct {
	e   ast.Expr
	not bool
}

// infer is what a condition, or its negation, allows.
func (f *inferrer) infer(e ast.Expr, not bool) (r Inference) {
	switch e := e.(type) {
	case *ast.And:
		return f.kids(e.Kids, not, !not)
	case *ast.Or:
		return f.kids(e.Kids, not, not)
	case *ast.Not:
		return f.infer(e.X, !not)
	case *ast.MacroRef:
		if e.Body == nil {
			return everything
		}
		k := negatable{e.Body, not}
		r, ok := f.done[k]
		if !ok {
			r = f.infer(e.Body, not)
			if f.done == nil {
				f.done = map[negatable]Inference{}
			}
			f.done[k] = r
		}
		return r
	case *ast.Test:
		r, decided := inferTest(e)
		switch {
		case !decided:
			return everything // a comparison that says nothing about event types is not inverted
		case not:
			return r.complement()
		}
		return r
	}
	return everything
}

func (f *inferrer) kids(kids []ast.Expr, not, all bool) (r Inference) {
	if all {
		r = everything
	}
	for _, k := range kids {
		if all {
			r = r.intersect(f.infer(k, not))
		} else {
			r = r.union(f.infer(k, not))
		}
	}
	return r
}

func isEventType(o ast.Operand) bool {
	f, ok := o.(*ast.Field)
	return ok && !f.HasArg && (f.Name == "evt.type" || f.Name == "syscall.type")
}

// inferTest returns the events of one comparison when it decides them.
func inferTest(t *ast.Test) (r Inference, decided bool) {
	if t.Mod != "" {
		return r, false
	}
	lits := literals(t.Right)
	if f, ok := t.Left.(*ast.Field); ok && !f.HasArg && f.Name == "evt.num" {
		return inferNumber(t.Op, lits, t.Right)
	}
	if !isEventType(t.Left) {
		return r, false
	}
	switch t.Op {
	case "exists":
		return everything, true
	case "=", "==", "!=", "in":
	default:
		return r, false
	}
	if _, field := t.Right.(*ast.Field); field {
		return r, false
	}
	for _, l := range lits {
		r = r.union(eventsNamed(l.Text))
	}
	if t.Op == "!=" {
		r = r.complement()
	}
	return r, true
}

func literals(r ast.Right) []*ast.Literal {
	switch r := r.(type) {
	case *ast.Literal:
		return []*ast.Literal{r}
	case *ast.List:
		return r.Elems
	}
	return nil
}

// inferNumber knows that evt.num is at least 1, which makes the comparisons by
// which rules are written to match never or always.
func inferNumber(op string, lits []*ast.Literal, right ast.Right) (r Inference, decided bool) {
	if _, list := right.(*ast.List); len(lits) == 0 && !list {
		return r, false
	}
	values := make([]uint64, len(lits))
	for i, l := range lits {
		v, ok := catalog.ScanInt(l.Text, 64, false)
		if !ok || strings.Contains(l.Text, "-") {
			return r, false
		}
		values[i] = v
	}
	if op == "in" {
		return r, !slices.ContainsFunc(values, func(v uint64) bool { return v != 0 })
	}
	if len(values) != 1 {
		return r, false
	}
	switch v := values[0]; {
	case (op == "=" || op == "==" || op == "<=") && v == 0, op == "<" && v <= 1:
		return r, true
	case (op == "!=" || op == ">") && v == 0, op == ">=" && v <= 1:
		return everything, true
	}
	return r, false
}

// eventsNamed are all versions and directions of the events with the name.
func eventsNamed(name string) (r Inference) {
	known := false
	for id := range catalog.Events {
		if catalog.Events[id].Name == name {
			known = true
			r.events.Add(catalog.EventID(id))
		}
	}
	if slices.Contains(asyncNames, name) {
		known = true
		r.events.Add(catalog.EvtAsynceventE)
	}
	code, ok := catalog.SyscallByName(name)
	switch {
	case name == "accept", name == "accept4":
		code, _ = catalog.SyscallByName("accept4")
		r.syscalls.add(code)
	case ok && catalog.Syscalls[code].Exit == catalog.EvtGenericX:
		r.syscalls.add(code)
	}
	if !known && ok {
		r.events.Add(catalog.EvtGenericE)
		r.events.Add(catalog.EvtGenericX)
	}
	return r
}

func knownEventName(name string) bool {
	r := eventsNamed(name)
	return r.events.Len() > 0
}

// eventTypes refuses comparisons of the event type that the inference cannot
// read. Falco stops at these with an error of its own.
func (c *checker) eventTypes(e ast.Expr) {
	const (
		transformed = "event code search does not support `evt.type` checks with transformers"
		withField   = "right-hand field comparisons on `evt.type`/`syscall.type` checks are not supported by event code search"
	)
	walkTests(e, func(t *ast.Test, path []*ast.MacroRef) {
		msg := ""
		_, plain := t.Left.(*ast.Field)
		right, field := t.Right.(ast.Operand)
		if _, lit := t.Right.(*ast.Literal); lit {
			field = false
		}
		switch t.Op {
		case "=", "==", "!=", "in", "exists":
		default:
			return
		}
		switch {
		case !plain && mentionsEventType(t.Left):
			msg = transformed
		case !isEventType(t.Left) || !field:
			return
		case mentionsEventType(right):
			msg = transformed
		default:
			msg = withField
		}
		if msg != "" {
			c.findings = append(c.findings, Finding{
				Code: CodeCondition, Error: true, Span: t.Sp, Pos: t.Sp.Start, Path: slices.Clone(path), Msg: msg,
				Hint: "compare evt.type with names of events only",
			})
		}
	})
}

// mentionsEventType looks into transformers and tuples, but not into one whose
// result is selected by an argument.
func mentionsEventType(o ast.Operand) bool {
	switch o := o.(type) {
	case *ast.Call:
		return !o.HasArg && slices.ContainsFunc(o.Args, mentionsEventType)
	case *ast.Tuple:
		return slices.ContainsFunc(o.Elems, mentionsEventType)
	}
	return isEventType(o)
}
