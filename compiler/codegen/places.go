package codegen

import (
	"strings"

	"github.com/falcoc/falcoc/vm"
)

// places notes where each test was written, for listings and profiles.
func (b *builder) places(rules []Rule) {
	files := map[string]uint32{}
	out := &b.out.Debug
	out.Places = make([]vm.Place, len(b.out.Tests))
	for slot, i := range b.order {
		o := &b.graph.Tests[i].Origin
		if o.Test == nil || rules[o.Rule].Where == nil {
			continue
		}
		macro := ""
		if n := len(o.Macros); n > 0 {
			macro = o.Macros[n-1]
		}
		file, line, col := rules[o.Rule].Where(macro, o.Test.Span())
		if line <= 0 {
			continue
		}
		at, ok := files[file]
		if !ok {
			at = uint32(len(out.Files))
			files[file] = at
			out.Files = append(out.Files, file)
		}
		out.Places[slot] = vm.Place{File: at, Line: uint32(line), Col: uint32(col), Via: strings.Join(o.Macros, " > ")}
	}
}
