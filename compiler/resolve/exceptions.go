package resolve

import (
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/items"
	"github.com/falcoc/falcoc/compiler/merge"
	"github.com/falcoc/falcoc/compiler/source"
)

// Exceptions is a rule's condition with its exceptions written out.
func Exceptions(r *merge.Rule) (source.Text, *diag.Diagnostic) {
	if len(r.Exceptions) == 0 {
		return r.Cond, nil
	}
	var b source.Builder
	at, _ := r.Cond.At(0)
	end, _ := r.Cond.At(len(r.Cond.S))
	b.Generate("(", at, nil)
	b.Add(r.Cond, 0, len(r.Cond.S))
	b.Generate(")", end, nil)
	for i := range r.Exceptions {
		e := &r.Exceptions[i]
		if len(e.Values) == 0 {
			continue
		}
		w := exceptionWriter{b: &b, e: e, at: source.Pos{File: e.Ctx.File, Off: e.Ctx.Off}}
		w.via = &source.Via{What: "exception", Name: e.Name, At: w.at}
		w.gen(" and not ")
		msg := ""
		if e.Fields.List {
			msg = w.tuples()
		} else {
			msg = w.set()
		}
		if msg != "" {
			return source.Text{}, &diag.Diagnostic{Code: "LOAD_ERR_VALIDATE", Message: msg, Primary: e.Ctx.Span(), Context: e.Ctx}
		}
	}
	return b.Text(), nil
}

type exceptionWriter struct {
	b   *source.Builder
	e   *items.Exception
	at  source.Pos
	via *source.Via
}

func (w *exceptionWriter) gen(s string)         { w.b.Generate(s, w.at, w.via) }
func (w *exceptionWriter) text(t source.Text)   { w.b.AddVia(t, w.via) }
func (w *exceptionWriter) quoted(t source.Text) { w.text(quote(t)) }

// set writes "(field op (v1, v2))".
func (w *exceptionWriter) set() string {
	w.gen("(")
	w.text(w.e.Fields.Text)
	w.gen(" ")
	w.text(w.e.Comps.Text)
	w.gen(" (")
	for i, v := range w.e.Values {
		if !v.Valid || v.List {
			return "Expected values array to contain a list of strings"
		}
		if i > 0 {
			w.gen(", ")
		}
		w.quoted(v.Text)
	}
	w.gen("))")
	return ""
}

// tuples writes "((f1 op1 v1 and f2 op2 v2) or ...)".
func (w *exceptionWriter) tuples() string {
	fields, comps := w.e.Fields.Elems, w.e.Comps.Elems
	w.gen("(")
	for i, tuple := range w.e.Values {
		if len(tuple.Elems) != len(fields) {
			return "Fields and values lists must have equal length"
		}
		if i > 0 {
			w.gen(" or ")
		}
		w.gen("(")
		for k, v := range tuple.Elems {
			if k > 0 {
				w.gen(" and ")
			}
			w.gen(" ")
			w.text(fields[k].Text)
			w.gen(" ")
			w.text(comps[k].Text)
			w.gen(" ")
			w.value(v, comps[k].Text.S)
		}
		w.gen(")")
	}
	w.gen(")")
	return ""
}

func (w *exceptionWriter) value(v items.Entry, op string) {
	switch {
	case v.List:
		w.gen("(")
		for i, e := range v.Elems {
			if i > 0 {
				w.gen(", ")
			}
			w.quoted(e.Text)
		}
		w.gen(")")
	case merge.TakesSet(op) && !strings.HasPrefix(v.Text.S, "("):
		w.gen("(")
		w.text(v.Text)
		w.gen(")")
	case merge.TakesSet(op):
		w.text(v.Text)
	default:
		w.quoted(v.Text)
	}
}
