package suite

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// decide evaluates one rule on a made event, of which only the fields in the lines
// have a value.
func decide(lines []string, rules []codegen.Rule) (bool, error) {
	values := map[string]vm.Value{}
	id := catalog.EvtOpenX
	for _, line := range lines {
		name, text, ok := strings.Cut(line, " = ")
		if !ok {
			return false, fmt.Errorf("%q: want FIELD = VALUE", line)
		}
		ref, err := catalog.ParseField(name)
		if err != nil {
			return false, err
		}
		if values[ref.Text()], err = value(&ref, text); err != nil {
			return false, fmt.Errorf("%q: %w", line, err)
		}
		if ref.ID == catalog.FieldEvtType {
			if id, ok = exitOf(text); !ok {
				return false, fmt.Errorf("no event %q", text)
			}
		}
	}
	b, err := build(rules)
	if err != nil {
		return false, err
	}
	m, err := vm.NewMachine(b, func(imp vm.Import) (vm.Extractor, error) {
		return func(out *vm.Value) bool {
			v, ok := values[imp.Field]
			out.S, out.N, out.Type, out.L = v.S, v.N, v.Type, append(out.L[:0], v.L...)
			return ok
		}, nil
	})
	if err != nil {
		return false, err
	}
	m.Begin(id)
	return len(m.Match(vm.NewSelection(b, 7), true, nil)) > 0, nil
}

// exitOf finds the current exit event of a name.
func exitOf(name string) (catalog.EventID, bool) {
	for id := range catalog.Events {
		info := &catalog.Events[id]
		if info.Name == name && info.Flags&(catalog.Unused|catalog.OldVersion) == 0 && catalog.EventID(id).IsExit() {
			return catalog.EventID(id), true
		}
	}
	return 0, false
}

// value reads a value of a field's type: text in Go's quotes or bare, several of
// them in brackets.
func value(ref *catalog.FieldRef, text string) (v vm.Value, err error) {
	if ref.Row().List || ref.Quantifier() != catalog.Plain {
		inner, ok := strings.CutPrefix(text, "[")
		inner, ok2 := strings.CutSuffix(inner, "]")
		if !ok || !ok2 {
			return v, fmt.Errorf("%s has several values: want them in brackets", ref.Text())
		}
		for _, t := range strings.Split(inner, ", ") {
			if t == "" {
				continue
			}
			one, err := single(ref.Type, t)
			if err != nil {
				return v, err
			}
			v.L = append(v.L, one)
		}
		return v, nil
	}
	if v, err = single(ref.Type, text); ref.ID == catalog.FieldEvtRawarg {
		v.Type = ref.Type
	}
	return v, err
}

func single(typ catalog.Type, text string) (v vm.Value, err error) {
	switch {
	case typ.IsString(), typ == catalog.Bytebuf:
		v.S = text
		if strings.HasPrefix(text, `"`) {
			v.S, err = strconv.Unquote(text)
		}
	case typ == catalog.Bool:
		v.N = 0
		if text == "true" {
			v.N = 1
		}
	case typ == catalog.IPAddr, typ == catalog.IPNet:
		var a netip.Addr
		if a, err = netip.ParseAddr(text); err == nil {
			v.S = string(a.AsSlice())
		}
	default:
		if strings.HasPrefix(text, "-") {
			var n int64
			n, err = strconv.ParseInt(text, 10, 64)
			v.N = uint64(n)
		} else {
			v.N, err = strconv.ParseUint(text, 10, 64)
		}
	}
	return v, err
}
