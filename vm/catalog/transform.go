package catalog

import "fmt"

// Arg is what a transformer's type rules look at in one of its arguments.
type Arg struct {
	Name  string // of the field, or of the transformer where there is none
	Type  Type
	List  bool
	Fixed bool // the field takes no transformer

	// Transformers of several arguments go by the types before unary transformers.
	RawType Type
	RawList bool
}

// UnaryTransformer reports whether there is a transformer of one argument by this name.
func UnaryTransformer(name string) bool {
	switch name {
	case "tolower", "toupper", "b64", "basename", "len":
		return true
	}
	return false
}

// Transform is the type of a transformer's result. The selector is what stands in
// brackets behind it, nil where nothing does. The errors are Falco's texts.
func Transform(name string, args []Arg, selector *string) (typ Type, list bool, err error) {
	if UnaryTransformer(name) {
		return transformOne(name, args, selector)
	}
	switch name {
	case "join", "concat", "getopt":
	default:
		return None, false, fmt.Errorf("unknown field transfomer '%s'", name)
	}
	if len(args) < 2 {
		return None, false, &ArityError{fmt.Sprintf("unknown field transfomer '%s'", name), fmt.Sprintf("%s takes at least two arguments", name)}
	}
	msg := badArguments(name, args)
	if msg == "" && selector != nil {
		switch {
		case name != "getopt":
			msg = fmt.Sprintf("transformer '%s' does not support field arguments", name)
		case len(*selector) != 1:
			msg = "getopt() field argument must be a single option character"
		}
	}
	if msg != "" {
		return None, false, argErr("%s", msg)
	}
	return Charbuf, name == "getopt" && selector == nil, nil
}

// ArityError is a call with a number of arguments that its transformer never takes.
type ArityError struct{ Msg, Hint string }

func (e *ArityError) Error() string { return e.Msg }

func transformOne(name string, args []Arg, selector *string) (Type, bool, error) {
	switch {
	case selector != nil:
		return None, false, argErr("filter error: transformer '%s' does not support field arguments", name)
	case len(args) != 1:
		return None, false, &ArityError{"unknown multivalue transformer", name + " takes one argument"}
	}
	in := args[0]
	if in.Fixed {
		return None, false, argErr("field '%s' does not support transformers", in.Name)
	}
	ok := in.Type.IsString()
	switch name {
	case "b64":
		ok = in.Type == Charbuf || in.Type == Bytebuf
	case "len":
		ok = in.List || in.Type.IsString() || in.Type == Bytebuf
	}
	if !ok {
		list := ""
		if in.List {
			list = "list "
		}
		return None, false, argErr("can't add field transformer: type '%s' is not supported by '%s' transformer applied on %sfield '%s'",
			in.Type, name, list, in.Name)
	}
	if name == "len" {
		return Uint64, false, nil
	}
	return in.Type, in.List, nil
}

func badArguments(name string, args []Arg) string {
	switch name {
	case "join":
		switch {
		case len(args) != 2:
			return "join() requires exactly 2 arguments: separator and list"
		case args[0].RawList:
			return "join() first argument (separator) must be a single value, not a list"
		case !args[1].RawList:
			return "join() second argument must be a list"
		}
	case "concat":
		for _, a := range args {
			if a.RawList || a.RawType != Charbuf {
				return "concat() arguments must be strings"
			}
		}
	case "getopt":
		switch {
		case len(args) != 2:
			return "getopt() requires exactly 2 arguments: args list and optstring"
		case !args[0].RawList:
			return "getopt() first argument must be a list"
		case args[1].RawList:
			return "getopt() second argument (optstring) must be a single value"
		case args[0].RawType != Charbuf || args[1].RawType != Charbuf:
			return "getopt() arguments must be strings"
		}
	}
	return ""
}
