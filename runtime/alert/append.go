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

func (f *Formatter) extraField(x Extra) (part, error) {
	if x.Format == "" {
		return f.value(x.Key)
	}
	sub, err := f.parse(x.Format)
	return part{key: member(x.Key), sub: sub, reg: -1}, err
}

// parse splits a text with %fields. A field is the longest text that is one, as in
// rules; what stands behind a transformer must be compiled and is refused.
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
		n := len(rest)
		for ; n > 0; n-- {
			if _, err := catalog.ParseField(rest[:n]); err == nil {
				break
			}
		}
		if n == 0 {
			word, args, call := strings.Cut(rest, "(")
			if call && args != "" && !strings.ContainsAny(word, " %") {
				return nil, fmt.Errorf("%%%s(…) is a transformer, which only the output of a rule can have: falcoc compiles it", word)
			}
			return nil, fmt.Errorf("%q begins with no field", "%"+rest)
		}
		p, err := f.value(rest[:n])
		if err != nil {
			return nil, err
		}
		p.width = width
		parts = append(parts, p)
		text = rest[n:]
	}
}
