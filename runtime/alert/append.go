package alert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// appended adds to the parts and the members of all rules what the entries of
// Options.Append say about this one.
func (f *Formatter) appended(info *vm.RuleInfo, common, members []part) ([]part, []part, error) {
	for i := range f.opt.Append {
		a := &f.opt.Append[i]
		if !a.fits(info) {
			continue
		}
		common, members = slices.Clip(common), slices.Clip(members)
		if a.Output != "" {
			// A token of older releases, which stands for nothing.
			parts, err := f.parse(strings.ReplaceAll(a.Output, "%container.info", ""))
			if err != nil {
				return nil, nil, fmt.Errorf("append_output: extra_output: %w", err)
			}
			common = append(append(common, part{text: " ", reg: -1}), parts...)
		}
		suggested, err := f.suggested(a.Suggested && !f.opt.Suggested)
		if err != nil {
			return nil, nil, err
		}
		common = append(common, suggested...)
		for _, x := range a.Fields {
			p, err := f.extraField(x)
			if err != nil {
				return nil, nil, fmt.Errorf("append_output: extra_fields: %s: %w", x.Key, err)
			}
			members = append(members, p)
		}
	}
	return common, members, nil
}

// extraField is a member of output_fields. A transformer that stands where a field's name
// is expected gives null, as in Falco.
func (f *Formatter) extraField(x Extra) (part, error) {
	if x.Format != "" {
		sub, err := f.parse(x.Format)
		return part{key: member(x.Key), sub: sub, reg: -1}, err
	}
	if !isCall(x.Key) {
		return f.value(x.Key)
	}
	p, _, n, err := f.call(x.Key)
	if err == nil && n != len(x.Key) {
		err = fmt.Errorf("%q follows the transformer", x.Key[n:])
	}
	p.key, p.field = member(x.Key), &field{get: func(*vm.Value) bool { return false }}
	return p, err
}

// parse splits a text with %fields. A field is the longest text that is one, as in
// rules.
func (f *Formatter) parse(text string) ([]part, error) {
	parts := []part{}
	text = strings.TrimPrefix(text, "*")
	for {
		lit, rest, more := strings.Cut(text, "%")
		if lit != "" {
			parts = append(parts, part{text: lit, reg: -1})
		}
		if !more {
			return parts, nil
		}
		width := 0
		for rest != "" && rest[0] >= '0' && rest[0] <= '9' && width < 1<<12 {
			width = width*10 + int(rest[0]-'0')
			rest = rest[1:]
		}
		var p part
		n, err := f.longest(rest), error(nil)
		switch {
		case n > 0:
			p, err = f.value(rest[:n])
		case isCall(rest):
			var inner []part
			p, inner, n, err = f.call(rest)
			parts = append(parts, inner...)
		default:
			err = fmt.Errorf("%q begins with no field", "%"+rest)
		}
		if err != nil {
			return nil, err
		}
		p.width = width
		parts = append(parts, p)
		text = rest[n:]
	}
}

// longest is the length of the longest field that begins the text, 0 for none.
func (f *Formatter) longest(text string) int {
	end := strings.IndexAny(text, "% \n")
	if open := strings.IndexByte(text, '['); open >= 0 && (end < 0 || open < end) {
		end = -1 // an argument may have blanks in it
	}
	if end < 0 {
		end = len(text)
	}
	for n := min(end, maxField); n > 0; n-- {
		if _, ok := f.static(text[:n]); ok {
			return n
		}
		if _, err := catalog.ParseField(text[:n]); err == nil {
			return n
		}
	}
	return 0
}

// maxField is longer than a field with its argument is.
const maxField = 512

const staticPrefix = "static."

// static is the value of a static field.
func (f *Formatter) static(name string) (string, bool) {
	key, ok := strings.CutPrefix(name, staticPrefix)
	if !ok {
		return "", false
	}
	s, ok := f.opt.Static[key]
	return s, ok
}
