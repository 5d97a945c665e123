package catalog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// FieldID is a row of Fields.
type FieldID uint16

// Class is the group that a field belongs to. Look-ups search the classes in
// this order and stop at the first class in which some field's name is a prefix.
type Class uint8

// The field classes.
const (
	ClassGeneric Class = iota
	ClassEvt
	ClassProcess
	ClassUser
	ClassGroup
	ClassFD
	ClassFSPath
	ClassUtil
	ClassFDList
	ClassContainer

	numClasses
)

// ArgKinds says which arguments a field takes.
type ArgKinds uint8

// The argument kinds.
const (
	ArgIndex    ArgKinds = 1 << iota // [N]
	ArgKey                           // [text]
	ArgDotted                        // .name after the field
	ArgRequired                      // without one the field is an error

	ArgNone ArgKinds = 0
)

// FieldFlags are facts about a field.
type FieldFlags uint16

// The field flags.
const (
	Deprecated    FieldFlags = 1 << iota
	FilterOnly               // meant for conditions
	PrintOnly                // meant for outputs
	TableOnly                // hidden from listings
	NoRHS                    // never on the right side of a comparison
	NoTransformer            // takes no transformer
	Suggested                // appended to every alert by default
	Unstable                 // its text lives in scratch memory until the event ends
)

// Field is one row of the field table.
type Field struct {
	Name   string
	Class  Class
	Type   Type
	List   bool // a list of values of Type
	Arg    ArgKinds
	Flags  FieldFlags
	Format Format
	Doc    string
}

// Has reports whether all of the given flags are set.
func (f *Field) Has(flags FieldFlags) bool { return f.Flags&flags == flags }

// Row returns the row of the field.
func (id FieldID) Row() *Field { return &Fields[id] }

// Quantifier says how a comparison with a field of several values is decided.
type Quantifier uint8

// The quantifiers.
const (
	// One value, or a list compared as a set: "in" is "every element is in".
	Plain Quantifier = iota
	// AnyAncestor: true when some value, each of one ancestor, satisfies the
	// comparison, whatever the operator.
	AnyAncestor
	// EitherEnd: the two ends of a connection; true when one end satisfies the
	// comparison, but "!=" is true only when both do.
	EitherEnd
)

// Quantifier tells how the reference is compared in conditions.
func (r *FieldRef) Quantifier() Quantifier {
	switch r.ID {
	case FieldProcAname, FieldProcAexe, FieldProcAexepath, FieldProcAcmdline, FieldProcAenv, FieldProcApid:
		if !r.HasArg {
			return AnyAncestor
		}
	case FieldFdIp, FieldFdPort, FieldFdProto, FieldFdNet:
		return EitherEnd
	}
	return Plain
}

// FieldRef is a field with its argument, as written in a condition or an output.
type FieldRef struct {
	ID     FieldID
	Arg    string // text of the argument
	HasArg bool
	Index  int64 // value of a numeric argument where IsNum
	IsNum  bool
	Param  string // evt.arg.NAME, evt.rawarg.NAME: the parameter's name
	Type   Type   // the value's type; for evt.rawarg the first table entry's type
}

// Row returns the row of the field.
func (r *FieldRef) Row() *Field { return &Fields[r.ID] }

// ErrNoField is returned by ParseField for a text that names no field.
var ErrNoField = errors.New("nonexistent field")

// ArgError is an argument that the named field cannot take; its text is Falco's.
type ArgError struct{ Msg string }

func (e *ArgError) Error() string { return e.Msg }

// ParseField reads a whole field text such as "proc.aname[2]" or "evt.arg.flags".
// The error is ErrNoField, or an *ArgError.
func ParseField(text string) (FieldRef, error) {
	for c := Class(0); c < numClasses; c++ {
		best := -1
		for i := range Fields {
			f := &Fields[i]
			if f.Class == c && strings.HasPrefix(text, f.Name) && (best < 0 || len(f.Name) > len(Fields[best].Name)) {
				best = i
			}
		}
		if best < 0 {
			continue
		}
		return parseArg(FieldID(best), text[len(Fields[best].Name):], text)
	}
	return FieldRef{}, ErrNoField
}

func argErr(format string, a ...any) error { return &ArgError{Msg: fmt.Sprintf(format, a...)} }

func parseArg(id FieldID, rest, text string) (FieldRef, error) {
	r := FieldRef{ID: id, Type: Fields[id].Type}
	f := &Fields[id]
	if rest == "" {
		if f.Arg&ArgRequired != 0 {
			return r, argErr("filter syntax error: %s", text)
		}
		return r, nil
	}
	if rest[0] == '.' && f.Arg&ArgDotted != 0 && len(rest) > 1 {
		return parseDotted(r, rest[1:], text)
	}
	if rest[0] != '[' || f.Arg&(ArgIndex|ArgKey) == 0 {
		return r, ErrNoField
	}
	end := strings.IndexByte(rest, ']')
	if end != len(rest)-1 {
		return r, ErrNoField
	}
	r.Arg, r.HasArg = rest[1:end], true
	n, err := strconv.ParseInt(r.Arg, 10, 32)
	r.Index, r.IsNum = n, err == nil
	if !r.IsNum && f.Arg&ArgKey == 0 {
		if f.Class == ClassProcess {
			return r, ErrNoField
		}
		return r, argErr("%s is not a valid number", r.Arg)
	}
	return r, nil
}

func parseDotted(r FieldRef, name, text string) (FieldRef, error) {
	r.HasArg, r.Arg = true, name
	switch r.ID {
	case FieldEvtArg, FieldEvtRawarg:
		t, ok := paramType(name)
		if !ok {
			return r, argErr("unknown event argument %s", name)
		}
		r.Param = name
		if r.ID == FieldEvtRawarg {
			r.Type = t
		}
	case FieldEvtAbspath:
		if name != "src" && name != "dst" {
			return r, ErrNoField
		}
	}
	return r, nil
}

// paramType is the type of the first parameter in the event table with the name.
func paramType(name string) (Type, bool) {
	for i := range Events {
		for j := range Events[i].Params {
			if Events[i].Params[j].Name == name {
				return Events[i].Params[j].Type, true
			}
		}
	}
	return None, false
}
