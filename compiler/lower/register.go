package lower

import (
	"encoding/binary"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Reg is a value that tests compare: a field, a constant or a transformer of
// registers with lower numbers.
type Reg struct {
	Op    vm.RegOp
	Type  catalog.Type // of the register; catalog.Dyn where values state their own
	As    catalog.Type // type that constants were read as
	List  bool
	Quant catalog.Quantifier
	Field *catalog.FieldRef
	Const string // RegConst, and the selector of RegGetopt
	Args  []int
}

var regOps = [...]vm.RegOp{
	typed.ToLower: vm.RegToLower, typed.ToUpper: vm.RegToUpper, typed.B64: vm.RegB64, typed.Basename: vm.RegBasename,
	typed.Len: vm.RegLen, typed.Join: vm.RegJoin, typed.Concat: vm.RegConcat, typed.Getopt: vm.RegGetopt, typed.MakeList: vm.RegList,
}

// Operand adds an operand and returns its register.
func (g *Graph) Operand(o *typed.Operand) int {
	switch {
	case o.Field != nil:
		r := Reg{Op: vm.RegField, Type: o.Field.Row().Type, As: o.Type, List: o.List, Quant: o.Field.Quantifier(), Field: o.Field}
		return g.register(r, o.Field.Text())
	case o.Const != nil:
		return g.register(Reg{Op: vm.RegConst, Type: catalog.Charbuf, As: catalog.Charbuf, Const: *o.Const}, *o.Const)
	}
	r := Reg{Op: regOps[o.Call.Fn], Type: o.Type, As: o.Type, List: o.List, Const: o.Call.Selector}
	key := append([]byte(o.Call.Selector), 0)
	for _, a := range o.Call.Args {
		i := g.Operand(a)
		r.Args = append(r.Args, i)
		key = binary.AppendUvarint(key, uint64(i))
	}
	return g.register(r, string(key))
}

func (g *Graph) register(r Reg, key string) int {
	list := "-"
	if r.List {
		list = "+"
	}
	key = string(rune('a'+r.Op)) + string(rune('a'+r.As)) + list + key
	if i, ok := g.regs[key]; ok {
		return i
	}
	g.regs[key] = len(g.Regs)
	g.Regs = append(g.Regs, r)
	return len(g.Regs) - 1
}

// single reports whether the register has at most one value.
func (r *Reg) single() bool { return !r.List && r.Quant == catalog.Plain }
