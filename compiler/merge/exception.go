package merge

import (
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/items"
	"github.com/falcoc/falcoc/compiler/source"
)

var (
	comparisons = []string{"exists", "<=", "<", ">=", ">", "==", "=", "!=", "glob", "iglob", "contains", "icontains", "bcontains", "startswith",
		"bstartswith", "endswith", "regex", "intersects", "in", "pmatch"}
	modifiable = []string{"=", "==", "!=", "contains", "icontains", "bcontains", "startswith", "bstartswith", "endswith", "glob", "iglob", "regex"}
)

// Modified says whether an operator has a modifier: "startswith oneof".
func Modified(op string) bool {
	word, mod, ok := strings.Cut(op, " ")
	return ok && slices.Contains(modifiable, word) && (mod == "oneof" || mod == "anyof" || mod == "allof")
}

// TakesSet says whether an operator compares with a set of values.
func TakesSet(op string) bool {
	return op == "in" || op == "intersects" || op == "pmatch" || Modified(op)
}

// completeException fills in the comparison operators that an exception leaves
// out and validates it.
func (c *Collector) completeException(e *items.Exception, src string, anyField bool, out *findings) bool {
	if !e.Fields.Valid || e.Fields.List && len(e.Fields.Elems) == 0 {
		return out.fail("Rule exception item must have fields property with a list of fields", "", e.Ctx)
	}
	at, _ := e.Fields.Text.At(0)
	if !e.Fields.List {
		return c.completeScalar(e, src, anyField, at, out)
	}
	if !e.Comps.Valid || e.Comps.List && len(e.Comps.Elems) == 0 {
		e.Comps = items.Entry{Valid: true, List: true}
		for range e.Fields.Elems {
			e.Comps.Elems = append(e.Comps.Elems, items.Entry{Valid: true, Text: source.Generated("=", at)})
		}
	}
	if len(e.Comps.Elems) != len(e.Fields.Elems) {
		return out.fail("Fields and comps lists must have equal length", "", e.Ctx)
	}
	comps := slices.Clone(e.Comps.Elems)
	for i := range comps {
		comps[i].Text = comps[i].Text.TrimSpace(items.Blanks)
		op := scalarOf(comps[i])
		if !slices.Contains(comparisons, op) && !Modified(op) {
			return out.fail("'"+op+"' is not a supported comparison operator", "", e.Ctx)
		}
	}
	e.Comps.Elems = comps
	for _, f := range e.Fields.Elems {
		if name := scalarOf(f); !anyField && !c.opt.ValidField(name, src) {
			return out.fail("'"+name+"' is not a supported filter field", "", e.Ctx)
		}
	}
	return true
}

// lazyException prepares an exception that replaces others. Falco validates
// nothing here, so that mistakes show in the condition. It crashes where several
// fields have no operators, which is an error here.
func lazyException(e *items.Exception, out *findings) bool {
	if !e.Fields.List || len(e.Comps.Elems) >= len(e.Fields.Elems) || len(e.Values) == 0 {
		return true
	}
	if e.Comps.Valid || len(e.Fields.Elems) > 1 {
		return out.fail("Fields and comps lists must have equal length", "exceptions that replace others need their comps written out", e.Ctx)
	}
	at, _ := e.Fields.Text.At(0)
	e.Comps = items.Entry{Valid: true, List: true, Elems: []items.Entry{{Valid: true, Text: source.Generated("=", at)}}}
	return true
}

func scalarOf(e items.Entry) string {
	if e.List {
		return ""
	}
	return e.Text.S
}

func (c *Collector) completeScalar(e *items.Exception, src string, anyField bool, at source.Pos, out *findings) bool {
	if !e.Comps.Valid || e.Comps.List && len(e.Comps.Elems) == 0 {
		e.Comps = items.Entry{Valid: true, Text: source.Generated("in", at)}
	}
	if e.Comps.List {
		return out.fail("Fields and comps must both be strings", "", e.Ctx)
	}
	e.Comps.Text = e.Comps.Text.TrimSpace(items.Blanks)
	if !TakesSet(e.Comps.Text.S) {
		return out.fail("When fields is a single value, comps must be one of (in, pmatch, intersects) or a modifier operator (e.g. startswith oneof)",
			"or write fields and comps as lists", e.Ctx)
	}
	if name := e.Fields.Text.S; !anyField && !c.opt.ValidField(name, src) {
		return out.fail("'"+name+"' is not a supported filter field", "", e.Ctx)
	}
	return true
}

func (c *Collector) appendException(r *Rule, e items.Exception, out *findings) bool {
	i := slices.IndexFunc(r.Exceptions, func(x items.Exception) bool { return x.Name == e.Name })
	if i < 0 {
		if !e.Fields.Valid {
			return out.fail("Rule exception must have fields property with a list of fields", "", e.Ctx)
		}
		if len(e.Values) == 0 {
			return out.fail("Rule exception must have values property with a list of values", "", e.Ctx)
		}
		if !c.completeException(&e, r.Source, r.UnknownSource, out) {
			return false
		}
		r.Exceptions = append(slices.Clip(r.Exceptions), e)
		return true
	}
	const only = " to existing exception, only values"
	if e.Fields.Valid {
		return out.fail("Can not append exception fields"+only, "", e.Ctx)
	}
	if e.Comps.Valid {
		return out.fail("Can not append exception comps"+only, "", e.Ctx)
	}
	ex := slices.Clone(r.Exceptions)
	ex[i].Values = append(slices.Clip(ex[i].Values), e.Values...)
	r.Exceptions = ex
	return true
}
