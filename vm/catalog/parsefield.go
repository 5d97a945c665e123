package catalog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// ErrNoField is returned by ParseField for a text that names no field.
var ErrNoField = errors.New("nonexistent field")

// ArgError is an argument that the named field cannot take; its text is Falco's.
type ArgError struct{ Msg string }

func (e *ArgError) Error() string { return e.Msg }

func argErr(format string, a ...any) error { return &ArgError{Msg: fmt.Sprintf(format, a...)} }

// ParseField reads a whole field text such as "proc.aname[2]" or "evt.arg.flags".
// The error is ErrNoField, or an *ArgError.
//
// The classes are tried in order, and the first in which a name is a prefix of
// the text decides: the longest such name wins, and what follows it must be an
// argument of that field, to the end of the text.
func ParseField(text string) (FieldRef, error) {
	family, _, dotted := strings.Cut(text, ".")
	if (!dotted || !families()[family]) && !strings.HasPrefix(text, "arg") {
		return FieldRef{}, ErrNoField // of most constants, which are looked up, too
	}
	longest := longestNames(text)
	for c, id := range longest {
		if Class(c) == ClassProcess && strings.HasPrefix(text, "arg") {
			return FieldRef{}, argErr("filter error: proc.arg filter not implemented yet")
		}
		if id == noField {
			continue
		}
		r := FieldRef{ID: id, Type: Fields[id].Type}
		n, err := r.parseArg(text, len(Fields[id].Name))
		if err != nil {
			return FieldRef{}, err
		}
		if n != len(text) {
			return FieldRef{}, ErrNoField
		}
		return r, nil
	}
	return FieldRef{}, ErrNoField
}

// families are what stands before the first dot of the fields' names.
var families = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for i := range Fields {
		family, _, _ := strings.Cut(Fields[i].Name, ".")
		out[family] = true
	}
	return out
})

const noField = ^FieldID(0)

// longestNames finds in each class the field with the longest name that is a
// prefix of text.
func longestNames(text string) (ids [numClasses]FieldID) {
	for c := range ids {
		ids[c] = noField
	}
	for i := range Fields {
		f := &Fields[i]
		if best := ids[f.Class]; strings.HasPrefix(text, f.Name) && (best == noField || len(f.Name) > len(Fields[best].Name)) {
			ids[f.Class] = FieldID(i)
		}
	}
	return ids
}

// parseArg reads the argument that follows the field's name, which ends at n,
// and returns where it ends. An argument that is not the field's form is left
// unread, which makes the caller report an unknown field.
func (r *FieldRef) parseArg(text string, n int) (int, error) {
	rest := text[n:]
	switch r.ID {
	case FieldEvtArg, FieldEvtRawarg:
		return r.parseEventArg(text, n)
	case FieldEvtAround:
		switch {
		case strings.HasPrefix(rest, "["):
			return r.parseNumber(text, n)
		case rest != "":
			return 0, argErr("wrong syntax for evt.around")
		}
		return 0, argErr("filter syntax error: %s", text)
	case FieldEvtTypeIs:
		if !strings.HasPrefix(rest, ".") {
			return 0, argErr("filter syntax error: %s", text)
		}
		name := longestEventName(rest[1:])
		if name == "" {
			return n, nil
		}
		r.setArg(name)
		return n + 1 + len(name), nil
	case FieldEvtAbspath:
		for _, name := range []string{"src", "dst"} {
			if strings.HasPrefix(rest, "."+name) {
				r.setArg(name)
				return n + 1 + len(name), nil
			}
		}
		return n, nil
	case FieldThreadCgroup:
		if !strings.HasPrefix(rest, ".") {
			return 0, argErr("filter syntax error: %s", text)
		}
		name := rest[1:]
		for i := 0; i < len(name); i++ {
			if c := name[i] | 0x20; (c < 'a' || c > 'z') && name[i] != '_' {
				name = name[:i]
			}
		}
		r.setArg(name)
		return n + 1 + len(name), nil
	case FieldFdTypes:
		if strings.HasPrefix(rest, "[") {
			return r.parseNumber(text, n)
		}
		return n, nil
	}
	switch f := &Fields[r.ID]; {
	case f.Class == ClassContainer:
		return r.parsePluginArg(text, n)
	case f.Arg&(ArgIndex|ArgKey) != 0:
		return r.parseProcessArg(text, n), nil
	}
	return n, nil
}

func (r *FieldRef) setArg(arg string) { r.Arg, r.HasArg = arg, true }

// bracketed returns what stands between the bracket at text[n] and the first
// closing one, and where it ends.
func bracketed(text string, n int) (arg string, end int, ok bool) {
	i := strings.IndexByte(text[n:], ']')
	if i < 0 {
		return "", 0, false
	}
	return text[n+1 : n+i], n + i + 1, true
}

// parseNumber reads a required number in brackets.
func (r *FieldRef) parseNumber(text string, n int) (int, error) {
	arg, end, ok := bracketed(text, n)
	if !ok {
		return 0, argErr("filter syntax error: %s", text)
	}
	v, ok := scanInt32(arg)
	if r.ID == FieldEvtAround {
		v, ok = scanUint64(arg)
	}
	if !ok {
		return 0, argErr("%s is not a valid number", arg)
	}
	r.setArg(arg)
	r.Index, r.IsNum = v, true
	return end, nil
}

// parseProcessArg reads the optional argument of the process class: a number, or
// for environments a name, of which one made of digits is an index.
func (r *FieldRef) parseProcessArg(text string, n int) int {
	if !strings.HasPrefix(text[n:], "[") {
		return n
	}
	arg, end, ok := bracketed(text, n)
	if !ok {
		return n
	}
	if Fields[r.ID].Arg&ArgKey != 0 {
		r.setArg(arg)
		if arg != "" && strings.Trim(arg, "0123456789") == "" {
			r.Index, r.IsNum = scanInt32(arg)
		}
		return end
	}
	v, ok := scanInt32(arg)
	if !ok {
		return n
	}
	if v != -1 { // -1 stands for "no index" inside Falco
		r.setArg(arg)
		r.Index, r.IsNum = v, true
	}
	return end
}

// parseEventArg reads evt.arg[N], evt.arg.NAME and evt.rawarg.NAME, where NAME is
// the longest name of an event parameter that the text starts with.
func (r *FieldRef) parseEventArg(text string, n int) (int, error) {
	rest := text[n:]
	switch {
	case strings.HasPrefix(rest, "["):
		if r.ID == FieldEvtRawarg {
			return 0, argErr("evt.arg fields must be expressed explicitly")
		}
		return r.parseNumber(text, n)
	case strings.HasPrefix(rest, "."):
		name, typ := longestParam(rest[1:])
		if name == "" {
			return 0, argErr("unknown event argument %s", rest[1:])
		}
		r.setArg(name)
		r.Param = name
		if r.ID == FieldEvtRawarg {
			r.Type = typ
		}
		return n + 1 + len(name), nil
	}
	return 0, argErr("filter syntax error: %s", text)
}

// longestParam is the first parameter in the event table with the longest name
// that is a prefix of text.
func longestParam(text string) (name string, typ Type) {
	for i := range Events {
		for j := range Events[i].Params {
			if p := &Events[i].Params[j]; len(p.Name) > len(name) && strings.HasPrefix(text, p.Name) {
				name, typ = p.Name, p.Type
			}
		}
	}
	return name, typ
}

func longestEventName(text string) (name string) {
	for i := range Events {
		if e := &Events[i]; len(e.Name) > len(name) && strings.HasPrefix(text, e.Name) {
			name = e.Name
		}
	}
	return name
}

// parsePluginArg reads the argument of a plugin's field.
func (r *FieldRef) parsePluginArg(text string, n int) (int, error) {
	return pluginArg(&Fields[r.ID], text, n, func(arg string) {
		r.setArg(arg)
		if Fields[r.ID].Arg&ArgIndex != 0 {
			r.IsNum = pluginIndex(arg, &r.Index) == ""
		}
	})
}

// pluginArg hands the argument of a plugin's field to set and returns where it ends. It
// looks for brackets in the whole text up to the first blank, wherever they are.
func pluginArg(f *Field, text string, n int, set func(arg string)) (int, error) {
	text, _, _ = strings.Cut(text, " ")
	open := strings.IndexByte(text, '[')
	if open < 0 {
		if f.Arg&ArgRequired != 0 {
			return 0, argErr("filter '%s': %s requires an argument but none provided", text, f.Name)
		}
		return n, nil
	}
	arg, end, ok := bracketed(text, open)
	if !ok {
		return 0, argErr("filter '%s': %s has unbalanced argument brackets", text, f.Name)
	}
	if f.Arg == ArgNone {
		return 0, argErr("filter '%s': %s does not allow nor require an argument but one is provided: %s", text, f.Name, arg)
	}
	if f.Arg&ArgIndex != 0 && f.Arg&ArgKey == 0 {
		if why := pluginIndex(arg, new(int64)); why != "" {
			return 0, argErr("filter '%s': %s has an invalid index argument %s: %s", text, f.Name, why, arg)
		}
	}
	set(arg)
	return end, nil
}

func pluginIndex(arg string, index *int64) (why string) {
	switch v, err := strconv.ParseUint(arg, 10, 64); {
	case arg == "" || arg[0] == '0' && arg != "0":
		return "starting with 0"
	case strings.Trim(arg, "0123456789") != "":
		return "not composed only by digits"
	case err != nil:
		return "not representable on 64 bit"
	default:
		*index = int64(v)
		return ""
	}
}

// ScanInt reads a decimal number of the given width in bits as Falco does, which
// is as C's sscanf does: leading blanks and a sign are fine, anything after the
// digits is not; 64-bit values clamp, narrower ones are cut to their low bits,
// and an unsigned negative wraps. The result is in two's complement.
func ScanInt(s string, bits int, signed bool) (v uint64, ok bool) {
	s = strings.TrimLeft(s, " \t\n\v\f\r")
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg, s = s[0] == '-', s[1:]
	}
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	u, err := strconv.ParseUint(s, 10, 64)
	switch {
	case signed && neg && (err != nil || u > 1<<63):
		v = 1 << 63
	case signed && !neg && (err != nil || u >= 1<<63):
		v = 1<<63 - 1
	case err != nil:
		v = 1<<64 - 1
	case neg:
		v = -u
	default:
		v = u
	}
	if bits < 64 {
		v &= 1<<bits - 1
		if signed && v>>(bits-1) != 0 {
			v |= ^uint64(0) << bits
		}
	}
	return v, true
}

func scanInt32(s string) (int64, bool) {
	v, ok := ScanInt(s, 32, true)
	return int64(v), ok
}

func scanUint64(s string) (int64, bool) {
	v, ok := ScanInt(s, 64, false)
	return int64(v), ok
}
