package check

import (
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Difference is a place where a condition means something else than in Falco,
// because Falco's evaluation of it is plainly not what it says.
type Difference struct{ ID, Falco, Ours, Why string }

// The differences that a comparison can be seen to have.
var (
	addressSet = &Difference{
		"address-set", "Falco never matches 'fd.ip in (...)'",
		"true when either end of the connection is in the set",
		"the look-up is made with a length of zero, so no address is ever found",
	}
	numberSet = &Difference{
		"number-set", "Falco never matches 'in' and 'intersects' on this field",
		"true when the value is in the set",
		"numbers of proc.apid without index and of evt.rawarg are looked up with a length of zero",
	}
	firstValue = &Difference{
		"first-value", "Falco looks at the first value of the list only",
		"every value counts, and modifiers mean what they say",
		"fields with a comparison of their own take one value",
	}
	stops = &Difference{
		"stops", "Falco stops with an error at the first event that reaches this comparison",
		"'intersects' means 'in' here, as on other fields with one value",
		"the comparison is accepted when the rules are loaded, but was never written",
	}
	transformedSet = &Difference{
		"transformed-set", "Falco never finds transformed text in a set here",
		"the transformed text is compared",
		"transformed text carries a NUL byte that is counted in look-ups by length",
	}
	joinLeft = &Difference{
		"join-left", "Falco crashes at the first event that reaches this comparison",
		"the two texts are compared",
		"join, concat and getopt on the left side cannot be compared with a field or transformer",
	}
	listNumbers = &Difference{
		"list-numbers", "Falco joins the bytes of this number, not its digits",
		"numbers in a list of operands are decimal text",
		"only process ids and 64-bit integers are converted",
	}
	concatNumber = &Difference{
		"concat-number", "Falco concatenates the bytes of the length, not its digits",
		"the number's decimal text is concatenated",
		"the arguments' types are checked before they are transformed",
	}
	pmatchGlobs = &Difference{
		"pmatch-globs", "Falco can crash, or find too much or too little, when a pmatch set has several patterns with wildcards at one level",
		"true when some pattern matches the path's first components",
		"after a pattern has failed deeper down, the next one is tried against the wrong component",
	}
	lenGetopt = &Difference{
		"len-getopt", "Falco takes the length of one text here",
		"the number of elements that getopt returns",
		"the result is checked as a list and evaluated as one text",
	}
)

// Differences lists them all, the ones that no single comparison shows last.
var Differences = []*Difference{
	addressSet, numberSet, firstValue, stops, transformedSet, pmatchGlobs, joinLeft, listNumbers, concatNumber, lenGetopt,
	{
		"absent-element", "Falco crashes when a number in a list of operands is absent on an event",
		"the transformer's result is absent, as it is for an absent text",
		"the value is used without asking whether it is there",
	},
	{
		"abspath-fd", "asking for evt.abspath makes Falco answer later questions about another descriptor",
		"every field is about the event's own descriptor",
		"looking the path up replaces the event's descriptor as a side effect",
	},
	{
		"load-stops", "Falco stops without a load result at some conditions: transformed evt.type, ports beyond 2147483647",
		"an ordinary error in the rule's condition",
		"an exception passes by the place where load errors are collected",
	},
}

// Differs returns the identifiers of the differences that the comparisons of a
// condition show.
func Differs(e typed.Expr) []string {
	var ids []string
	done := map[typed.Expr]bool{}
	var walk func(typed.Expr)
	walk = func(e typed.Expr) {
		switch e := e.(type) {
		case *typed.And:
			for _, k := range e.Kids {
				walk(k)
			}
		case *typed.Or:
			for _, k := range e.Kids {
				walk(k)
			}
		case *typed.Not:
			walk(e.X)
		case *typed.Macro:
			if !done[e.X] {
				done[e.X] = true
				walk(e.X)
			}
		case *typed.Pred:
			for _, d := range predDifferences(e) {
				if !slices.Contains(ids, d.ID) {
					ids = append(ids, d.ID)
				}
			}
		}
	}
	walk(e)
	return ids
}

func predDifferences(p *typed.Pred) (ds []*Difference) {
	add := func(d *Difference, when bool) {
		if when && !slices.Contains(ds, d) {
			ds = append(ds, d)
		}
	}
	set := p.Op == typed.In || p.Op == typed.Intersects
	for _, o := range []*typed.Operand{p.Left, p.Right} {
		walkOperand(o, func(o *typed.Operand) {
			for _, d := range callDifferences(o) {
				add(d, true)
			}
		})
	}
	if f := p.Left.Field; f != nil {
		several := distinct(p.Values) > 1 || p.Mod == typed.OneOf && len(p.Values) > 1
		switch {
		case f.ID == catalog.FieldFdIp:
			add(addressSet, p.Op == typed.In)
			add(stops, p.Op == typed.Intersects)
			add(firstValue, p.Mod != typed.NoMod && several)
		case f.ID == catalog.FieldFdNet:
			add(firstValue, (p.Op == typed.In || p.Mod != typed.NoMod) && several || p.Op == typed.Intersects)
		case f.Quantifier() == catalog.EitherEnd:
			add(stops, p.Op == typed.Intersects)
			add(firstValue, p.Mod != typed.NoMod && several)
		case f.Quantifier() == catalog.AnyAncestor:
			add(numberSet, set && f.Type == catalog.Int64)
			add(firstValue, p.Mod != typed.NoMod && several)
		case f.ID == catalog.FieldEvtRawarg:
			add(numberSet, set && kindOf(f.Type) != stringKind)
			add(firstValue, p.Mod != typed.NoMod && several)
		}
	}
	add(transformedSet, set && (p.Left.List && addsNUL(p.Left) || p.Right != nil && addsNUL(p.Right)))
	add(pmatchGlobs, p.Op == typed.PMatch && globsAtOneLevel(p.Values))
	if p.Left.Call != nil && p.Right != nil {
		walkOperand(p.Left, func(o *typed.Operand) {
			add(joinLeft, o.Call != nil && (o.Call.Fn == typed.Join || o.Call.Fn == typed.Concat || o.Call.Fn == typed.Getopt))
		})
	}
	return ds
}

// globsAtOneLevel reports whether two different components with wildcards follow
// the same components, and one of them goes on: only where the match can fail
// deeper down does Falco lose its way.
func globsAtOneLevel(patterns []typed.Literal) bool {
	type level struct {
		glob   string
		goesOn bool
	}
	seen := map[string]level{}
	for _, p := range patterns {
		parts := strings.FieldsFunc(p.Data, func(r rune) bool { return r == '/' })
		prefix := ""
		for i, c := range parts {
			if strings.ContainsAny(c, "?*[") {
				goesOn := i+1 < len(parts)
				if other, ok := seen[prefix]; ok && other.glob != c && (other.goesOn || goesOn) {
					return true
				}
				seen[prefix] = level{c, goesOn || seen[prefix].goesOn}
			}
			prefix += "/" + c
		}
	}
	return false
}

// addsNUL reports whether the operand's last transformer makes text.
func addsNUL(o *typed.Operand) bool {
	if o.Call == nil {
		return false
	}
	switch o.Call.Fn {
	case typed.ToLower, typed.ToUpper, typed.Basename, typed.B64:
		return true
	}
	return false
}

func callDifferences(o *typed.Operand) (ds []*Difference) {
	if o.Call == nil {
		return nil
	}
	switch o.Call.Fn {
	case typed.MakeList:
		for _, a := range o.Call.Args {
			switch a.Type {
			case catalog.PID, catalog.Int64, catalog.Uint64:
			default:
				if kindOf(a.Type) != stringKind && a.Type != catalog.Bytebuf {
					ds = append(ds, listNumbers)
				}
			}
		}
	case typed.Concat:
		for _, a := range o.Call.Args {
			if a.Type != catalog.Charbuf {
				ds = append(ds, concatNumber)
			}
		}
	case typed.Len:
		if in := o.Call.Args[0]; in.List && in.Call != nil && in.Call.Fn == typed.Getopt {
			ds = append(ds, lenGetopt)
		}
	}
	return ds
}

func walkOperand(o *typed.Operand, f func(*typed.Operand)) {
	if o == nil {
		return
	}
	f(o)
	if o.Call != nil {
		for _, a := range o.Call.Args {
			walkOperand(a, f)
		}
	}
}
