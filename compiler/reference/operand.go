package reference

import (
	"math"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Operand evaluates a field, a constant or a transformer, and reports whether it
// has a value.
func Operand(o *typed.Operand, get Get) (vm.Value, bool) {
	switch {
	case o.Field != nil:
		return get(o.Field)
	case o.Const != nil:
		return vm.Value{S: *o.Const}, true
	case o.Call == nil:
		return vm.Value{}, false
	}
	args := make([]vm.Value, len(o.Call.Args))
	for i, a := range o.Call.Args {
		v, ok := Operand(a, get)
		if !ok {
			return vm.Value{}, false
		}
		args[i] = v
	}
	return call(o.Call, args)
}

func call(c *typed.Call, args []vm.Value) (vm.Value, bool) {
	switch c.Fn {
	case typed.Len:
		return vm.Value{N: uint64(size(c.Args[0], args[0]))}, true
	case typed.MakeList:
		var out vm.Value
		for i, v := range args {
			s, ok := asText(c.Args[i], v)
			if !ok {
				return vm.Value{}, false
			}
			out.L = append(out.L, vm.Value{S: s})
		}
		return out, true
	case typed.Join:
		sep, ok := asText(c.Args[0], args[0])
		if !ok {
			return vm.Value{}, false
		}
		var parts []string
		for _, v := range args[1].L {
			parts = append(parts, v.S)
		}
		if !c.Args[1].List { // the number of a list's elements
			s, _ := asText(c.Args[1], args[1])
			parts = []string{s}
		}
		return vm.Value{S: strings.Join(parts, sep)}, true
	case typed.Concat:
		var s string
		for i, v := range args {
			t, ok := asText(c.Args[i], v)
			if !ok {
				return vm.Value{}, false
			}
			s += t
		}
		return vm.Value{S: s}, true
	case typed.Getopt:
		var argv []string
		for _, v := range args[0].L {
			argv = append(argv, v.S)
		}
		options, ok := asText(c.Args[1], args[1])
		if !ok {
			return vm.Value{}, false
		}
		return getopt(argv, options, c.Selector)
	}
	if c.Args[0].List {
		var out vm.Value
		for _, v := range args[0].L {
			t, ok := transform(c.Fn, v.S)
			if !ok {
				return vm.Value{}, false
			}
			out.L = append(out.L, vm.Value{S: t})
		}
		return out, true
	}
	s, ok := transform(c.Fn, args[0].S)
	return vm.Value{S: s}, ok
}

func transform(fn typed.Fn, s string) (string, bool) {
	switch fn {
	case typed.ToLower:
		return toLower(s), true
	case typed.ToUpper:
		return toUpper(s), true
	case typed.Basename:
		return s[strings.LastIndexByte(s, '/')+1:], true
	case typed.B64:
		return decode64(s)
	}
	return "", false
}

// size is what len gives: elements of a list, bytes of a buffer, bytes of a text
// up to a NUL.
func size(o *typed.Operand, v vm.Value) int {
	switch {
	case o.List:
		return len(v.L)
	case o.Type == catalog.Bytebuf:
		return len(v.S)
	}
	s, _, _ := strings.Cut(v.S, "\x00")
	return len(s)
}

// asText is an element of a list or an argument of concat as text: numbers in
// decimal, text and bytes as they are.
func asText(o *typed.Operand, v vm.Value) (string, bool) {
	t := o.Type
	if o.Field != nil && o.Field.ID == catalog.FieldEvtRawarg {
		t = v.Type
	}
	quantified := o.Field != nil && o.Field.Quantifier() != catalog.Plain
	switch {
	case quantified && len(v.L) == 0:
		return "", false
	case quantified && isText(t):
		var all []string
		for _, e := range v.L {
			all = append(all, e.S)
		}
		return strings.Join(all, " "), true
	case quantified:
		v = v.L[0]
	case o.List:
		return "", false
	}
	switch {
	case isText(t), isBytes(t):
		return v.S, true
	case t == catalog.Bool:
		return strconv.FormatBool(v.N != 0), true
	case t == catalog.Double:
		return strconv.FormatFloat(float(v.N), 'f', 1, 64), true
	case t.IsSigned():
		return strconv.FormatInt(int64(v.N), 10), true
	}
	return strconv.FormatUint(v.N, 10), true
}

func float(bits uint64) float64 { return math.Float64frombits(bits) }

func toLower(s string) string { return mapBytes(s, 'A', 'Z', 'a'-'A') }
func toUpper(s string) string { return mapBytes(s, 'a', 'z', -('a' - 'A')) }

func mapBytes(s string, from, to byte, by int) string {
	b := []byte(s)
	for i, c := range b {
		if from <= c && c <= to {
			b[i] = byte(int(c) + by)
		}
	}
	return string(b)
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// decode64 decodes base64 with or without its padding. The bits that the last
// character leaves over must be zero.
func decode64(s string) (string, bool) {
	for i := 0; i < 2 && strings.HasSuffix(s, "="); i++ {
		s = s[:len(s)-1]
	}
	if len(s)%4 == 1 {
		return "", false
	}
	var out []byte
	bits, n := 0, 0
	for i := 0; i < len(s); i++ {
		d := strings.IndexByte(alphabet, s[i])
		if d < 0 {
			return "", false
		}
		bits, n = bits<<6|d, n+6
		if n >= 8 {
			n -= 8
			out = append(out, byte(bits>>n))
			bits &= 1<<n - 1
		}
	}
	return string(out), bits == 0
}

// getopt scans an argument list. With a selector the result is the last value of
// that option, the option's letter when it takes none, and absent when the option
// does not occur; without, all options and values in order.
func getopt(argv []string, options, selector string) (vm.Value, bool) {
	options = strings.TrimPrefix(options, ":")
	var out vm.Value
	emit := func(s string) { out.L = append(out.L, vm.Value{S: s}) }
	found, selected := false, ""
	pick := func(option byte, value string) {
		if selector != "" && selector[0] == option {
			found, selected = true, value
		}
	}
scan:
	for i := 0; i < len(argv); i++ {
		word := argv[i]
		switch {
		case word == "--", !strings.HasPrefix(word, "-"), word == "-":
			break scan
		case strings.HasPrefix(word, "--"):
			continue
		}
		for j := 1; j < len(word); j++ {
			option, letter := word[j], word[j:j+1]
			at := strings.IndexByte(options, option)
			if option == ':' || at < 0 {
				emit("?")
				continue
			}
			if at+1 >= len(options) || options[at+1] != ':' {
				emit(letter)
				pick(option, letter)
				continue
			}
			switch {
			case j+1 < len(word):
				emit(letter)
				emit(word[j+1:])
				pick(option, word[j+1:])
			case i+1 < len(argv):
				i++
				emit(letter)
				emit(argv[i])
				pick(option, argv[i])
			default:
				emit("")
				pick(option, "")
			}
			break
		}
	}
	if selector == "" {
		return out, true
	}
	return vm.Value{S: selected}, found
}
