package check

import (
	"errors"
	"fmt"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

var unary = map[string]typed.Fn{
	"tolower": typed.ToLower, "toupper": typed.ToUpper, "b64": typed.B64, "basename": typed.Basename, "len": typed.Len,
}

var several = map[string]typed.Fn{"join": typed.Join, "concat": typed.Concat, "getopt": typed.Getopt}

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
		if fn, ok := unary[o.Name]; ok {
			return c.unary(o, fn)
		}
		if fn, ok := several[o.Name]; ok {
			return c.several(o, fn)
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

// unary applies a transformer of one argument.
func (c *checker) unary(call *ast.Call, fn typed.Fn) (*operand, *fault) {
	if call.HasArg {
		return nil, at(call, fmt.Sprintf("filter error: transformer '%s' does not support field arguments", call.Name))
	}
	if len(call.Args) != 1 {
		err := at(call, "unknown multivalue transformer")
		err.hint = fmt.Sprintf("%s takes one argument", call.Name)
		return nil, err
	}
	in, err := c.operand(call.Args[0])
	if err != nil {
		return nil, err
	}
	if in.has(catalog.NoTransformer) {
		return nil, at(call, fmt.Sprintf("field '%s' does not support transformers", in.name))
	}
	if !transformable(fn, in.Type, in.List) {
		list := ""
		if in.List {
			list = "list "
		}
		return nil, at(call, fmt.Sprintf("can't add field transformer: type '%s' is not supported by '%s' transformer applied on %sfield '%s'",
			in.Type, call.Name, list, in.name))
	}
	out := *in
	out.Operand = &typed.Operand{Call: &typed.Call{Fn: fn, Args: []*typed.Operand{in.Operand}}, Type: in.Type, List: in.List}
	if fn == typed.Len {
		out.Type, out.List = catalog.Uint64, false
	}
	return &out, nil
}

func transformable(fn typed.Fn, t catalog.Type, list bool) bool {
	switch fn {
	case typed.B64:
		return t == catalog.Charbuf || t == catalog.Bytebuf
	case typed.Len:
		return list || t.IsString() || t == catalog.Bytebuf
	}
	return t.IsString()
}

// several applies a transformer of several arguments. It checks them by their
// types before unary transformers, as Falco does.
func (c *checker) several(call *ast.Call, fn typed.Fn) (*operand, *fault) {
	if len(call.Args) < 2 {
		err := at(call, fmt.Sprintf("unknown field transfomer '%s'", call.Name))
		err.hint = fmt.Sprintf("%s takes at least two arguments", call.Name)
		return nil, err
	}
	args := make([]*operand, len(call.Args))
	raw := make([]*typed.Operand, len(call.Args))
	for i, a := range call.Args {
		o, err := c.operand(a)
		if err != nil {
			return nil, err
		}
		args[i], raw[i] = o, o.Operand
	}
	msg := badArguments(fn, args)
	if msg == "" && call.HasArg {
		switch {
		case fn != typed.Getopt:
			msg = fmt.Sprintf("transformer '%s' does not support field arguments", call.Name)
		case len(call.Arg) != 1:
			msg = "getopt() field argument must be a single option character"
		}
	}
	if msg != "" {
		return nil, at(call, msg)
	}
	list := fn == typed.Getopt && !call.HasArg
	return &operand{
		Operand: &typed.Operand{
			Call: &typed.Call{Fn: fn, Args: raw, Selector: call.Arg}, Type: catalog.Charbuf, List: list,
		},
		name: call.Name, rawType: catalog.Charbuf, rawList: list,
	}, nil
}

func badArguments(fn typed.Fn, args []*operand) string {
	switch fn {
	case typed.Join:
		switch {
		case len(args) != 2:
			return "join() requires exactly 2 arguments: separator and list"
		case args[0].rawList:
			return "join() first argument (separator) must be a single value, not a list"
		case !args[1].rawList:
			return "join() second argument must be a list"
		}
	case typed.Concat:
		for _, a := range args {
			if a.rawList || a.rawType != catalog.Charbuf {
				return "concat() arguments must be strings"
			}
		}
	case typed.Getopt:
		switch {
		case len(args) != 2:
			return "getopt() requires exactly 2 arguments: args list and optstring"
		case !args[0].rawList:
			return "getopt() first argument must be a list"
		case args[1].rawList:
			return "getopt() second argument (optstring) must be a single value"
		case args[0].rawType != catalog.Charbuf || args[1].rawType != catalog.Charbuf:
			return "getopt() arguments must be strings"
		}
	}
	return ""
}
