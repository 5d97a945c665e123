package check

import (
	"errors"
	"fmt"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

var transformers = map[string]typed.Fn{
	"tolower": typed.ToLower, "toupper": typed.ToUpper, "b64": typed.B64, "basename": typed.Basename, "len": typed.Len,
	"join": typed.Join, "concat": typed.Concat, "getopt": typed.Getopt,
}

func (c *checker) operand(o ast.Operand) (*operand, *fault) {
	switch o := o.(type) {
	case *ast.Field:
		return c.field(o)
	case *ast.Literal:
		return text(o.Text), nil
	case *ast.Tuple:
		return c.tuple(o)
	case *ast.Call:
		if o.Name == "val" && len(o.Args) == 1 {
			if o.HasArg {
				return nil, at(o, "filter error: transformer 'val' does not support field arguments")
			}
			return c.operand(o.Args[0])
		}
		if fn, ok := transformers[o.Name]; ok {
			return c.call(o, fn)
		}
		return nil, at(o, fmt.Sprintf("unknown field transfomer '%s'", o.Name))
	}
	return nil, &fault{msg: "filter error: missing field in left-hand of binary check expression"}
}

func text(s string) *operand {
	return &operand{
		Operand: &typed.Operand{Const: &s, Type: catalog.Charbuf}, name: "raw_string", rawType: catalog.Charbuf,
	}
}

func (c *checker) field(f *ast.Field) (*operand, *fault) {
	if c.plugin {
		if o, err := c.pluginField(f); o != nil || err != nil {
			return o, err
		}
	}
	ref, err := lookup(f.Text(), c.src)
	if err != nil {
		return nil, &fault{span: f.Sp, msg: fieldMessage(f.Text(), err), field: f, err: err}
	}
	row := ref.Row()
	return &operand{
		Operand: &typed.Operand{Field: &ref, Type: ref.Type, List: row.List},
		name:    row.Name, field: &ref, rawType: ref.Type, rawList: row.List,
	}, nil
}

// pluginField is a field of an event source that is not loaded; nil where it is one that
// all sources have. A fault without a message is a field of which nothing is known.
func (c *checker) pluginField(f *ast.Field) (*operand, *fault) {
	if _, err := lookup(f.Text(), c.src); err == nil {
		return nil, nil
	}
	row, err := catalog.ParsePluginField(c.src, f.Text())
	if err == nil {
		return &operand{
			Operand: &typed.Operand{Type: row.Type, List: row.List}, name: row.Name, rawType: row.Type, rawList: row.List,
		}, nil
	}
	known := catalog.PluginFields(c.src, func(*catalog.Field) {})
	if _, ours := catalog.ParseField(f.Text()); !known && ours != nil && errors.Is(err, catalog.ErrNoField) {
		return nil, &fault{span: f.Sp}
	}
	fault := &fault{span: f.Sp, msg: fieldMessage(f.Text(), err)}
	if errors.Is(err, catalog.ErrNoField) {
		fault.hint = c.pluginHint(f)
	}
	return nil, fault
}

func (c *checker) pluginHint(f *ast.Field) string {
	if c.hints++; c.hints > maxHints {
		return ""
	}
	if _, err := catalog.ParseField(f.Text()); err == nil {
		return "events of source " + c.src + " do not have this field"
	}
	best := nearest(f.Name, func(yield func(string)) {
		catalog.PluginFields(c.src, func(row *catalog.Field) { yield(row.Name) })
	})
	if best == "" {
		return ""
	}
	return "did you mean " + best + "?"
}

// lookup finds the field in the source's classes.
func lookup(text, src string) (catalog.FieldRef, error) {
	ref, err := catalog.ParseField(text)
	if err == nil && src != SourceSyscall && ref.Row().Class != catalog.ClassGeneric {
		return catalog.FieldRef{}, catalog.ErrNoField
	}
	return ref, err
}

func fieldMessage(text string, err error) string {
	if errors.Is(err, catalog.ErrNoField) {
		return "filter_check called with nonexistent field " + text
	}
	return err.Error()
}

func (c *checker) tuple(t *ast.Tuple) (*operand, *fault) {
	args := make([]*typed.Operand, len(t.Elems))
	for i, e := range t.Elems {
		o, err := c.operand(e)
		if err != nil {
			return nil, err
		}
		args[i] = o.Operand
	}
	return &operand{
		Operand: &typed.Operand{Call: &typed.Call{Fn: typed.MakeList, Args: args}, Type: catalog.Charbuf, List: true},
		name:    "raw_string", rawType: catalog.Charbuf, rawList: true,
	}, nil
}

// call applies a transformer. What its form alone refuses is told before what is wrong
// with its arguments, as in Falco.
func (c *checker) call(call *ast.Call, fn typed.Fn) (*operand, *fault) {
	unary := catalog.UnaryTransformer(call.Name)
	types := make([]catalog.Arg, len(call.Args))
	args := make([]*operand, len(call.Args))
	raw := make([]*typed.Operand, len(call.Args))
	if unary && len(args) == 1 && !call.HasArg || !unary && len(args) > 1 {
		for i, a := range call.Args {
			o, err := c.operand(a)
			if err != nil {
				return nil, err
			}
			args[i], raw[i] = o, o.Operand
			types[i] = catalog.Arg{Name: o.name, Type: o.Type, List: o.List, Fixed: o.has(catalog.NoTransformer), RawType: o.rawType, RawList: o.rawList}
		}
	}
	var selector *string
	if call.HasArg {
		selector = &call.Arg
	}
	typ, list, err := catalog.Transform(call.Name, types, selector)
	if err != nil {
		f := at(call, err.Error())
		var arity *catalog.ArityError
		if errors.As(err, &arity) {
			f.hint = arity.Hint
		}
		return nil, f
	}
	made := &typed.Operand{Call: &typed.Call{Fn: fn, Args: raw}, Type: typ, List: list}
	if unary {
		out := *args[0]
		out.Operand = made
		return &out, nil
	}
	made.Call.Selector = call.Arg
	return &operand{Operand: made, name: call.Name, rawType: typ, rawList: list}, nil
}
