// Package explain tells why a rule matches an event, or why it does not. Every part
// of the rule's condition is compiled as a rule of its own, all into one bundle, and
// the machine that runs rules decides them: an explanation cannot disagree with it.
package explain

import (
	"fmt"
	"slices"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Program decides one rule and all parts of its condition.
type Program struct {
	Rule   codegen.Rule
	Root   *compiler.Part
	Bundle *vm.Bundle

	m     *vm.Machine
	parts map[*compiler.Part]*part
	event catalog.EventID
}

// part is where the bundle decides a part.
type part struct {
	rule   int
	fields []operand // of a test
	exists []int     // rules: whether each of fields is there
	items  []int     // rules: whether the test holds for each of its items alone
}

type operand struct {
	text string
	ref  *catalog.FieldRef
	reg  int
}

// Bounds of what is compiled for an explanation: rules that parts become, and the
// constants of a test that are decided one by one.
const (
	maxParts = 1 << 15
	maxItems = 1 << 11
)

// ErrTooLarge says that a condition has too many parts to be explained.
var ErrTooLarge = fmt.Errorf("the condition has more than %d parts, too many to explain", maxParts)

// New compiles the parts of a rule, whose tree is root. With items, each constant of a
// test is decided as well.
func New(rule codegen.Rule, root *compiler.Part, items bool) (*Program, error) {
	p := &Program{Rule: rule, Root: root, parts: map[*compiler.Part]*part{}}
	whole := rule
	whole.Info.Enabled = true
	rules := []codegen.Rule{whole}
	p.collect(root, &rules, items)
	if len(rules) > maxParts {
		return nil, ErrTooLarge
	}
	b, err := codegen.Build(rules, codegen.Options{})
	if err != nil {
		return nil, err
	}
	p.Bundle = b
	for _, pt := range p.parts {
		for i := range pt.fields {
			pt.fields[i].reg = b.Rules[pt.rule].Output[i].Reg
		}
	}
	return p, nil
}

func (p *Program) collect(c *compiler.Part, rules *[]codegen.Rule, items bool) {
	if p.parts[c] != nil || len(*rules) > maxParts {
		return
	}
	add := func(e typed.Expr, out *typed.Format) int {
		*rules = append(*rules, codegen.Rule{Cond: e, Output: out, Events: catalog.AllEvents})
		return len(*rules) - 1
	}
	pt := &part{}
	p.parts[c] = pt
	pred, _ := c.Typed.(*typed.Pred)
	if pred == nil {
		pt.rule = add(c.Typed, nil)
	} else {
		var out typed.Format
		for _, o := range []*typed.Operand{pred.Left, pred.Right} {
			if o == nil || o.Const != nil {
				continue
			}
			op := operand{text: operandText(o), ref: o.Field}
			pt.fields = append(pt.fields, op)
			out.Parts = append(out.Parts, typed.Part{Value: o, Key: op.text})
			pt.exists = append(pt.exists, add(&typed.Pred{Test: pred.Test, Left: o, Op: typed.Exists}, nil))
		}
		pt.rule = add(pred, &out)
		if items && len(pred.Values) <= maxItems && (pred.Op == typed.In || pred.Op == typed.Intersects || pred.Op == typed.PMatch || pred.Mod != typed.NoMod) {
			for i := range pred.Values {
				one := *pred
				one.Values = pred.Values[i : i+1]
				pt.items = append(pt.items, add(&one, nil))
			}
		}
	}
	for _, k := range c.Kids {
		p.collect(k, rules, items)
	}
}

// operandText prints an operand as a condition has it.
func operandText(o *typed.Operand) string {
	switch {
	case o.Field != nil:
		return o.Field.Text()
	case o.Const != nil:
		return *o.Const
	}
	text := o.Call.Fn.String() + "("
	for i, a := range o.Call.Args {
		if i > 0 {
			text += ", "
		}
		text += operandText(a)
	}
	text += ")"
	if o.Call.Selector != "" {
		text += "[" + o.Call.Selector + "]"
	}
	return text
}

// Fields are the fields that the condition reads, in order.
func (p *Program) Fields() []string {
	var names []string
	for i := range p.Bundle.Regs {
		if r := &p.Bundle.Regs[i]; r.Op == vm.RegField {
			names = append(names, p.Bundle.Imports[r.Arg].Field)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Bind connects the program with where events come from.
func (p *Program) Bind(bind func(vm.Import) (vm.Extractor, error)) error {
	m, err := vm.NewMachine(p.Bundle, bind)
	p.m = m
	return err
}

// Begin makes an event of the type the current one.
func (p *Program) Begin(id catalog.EventID) {
	p.event = id
	p.m.Begin(id)
}

// Matches reports whether the rule matches the current event.
func (p *Program) Matches() bool { return p.m.Rule(0) }

// Holds reports whether a part of the condition holds for the current event.
func (p *Program) Holds(c *compiler.Part) bool { return p.m.Rule(p.parts[c].rule) }

// ItemHolds reports whether a test holds for one of its constants alone.
func (p *Program) ItemHolds(c *compiler.Part, item int) bool {
	pt := p.parts[c]
	return item < len(pt.items) && p.m.Rule(pt.items[item])
}

// Value is what a field of a test had.
type Value struct {
	Field  string `json:"field"`
	Text   string `json:"value"`
	Absent bool   `json:"absent,omitempty"`
}

func (p *Program) values(c *compiler.Part) (values []Value, absent bool) {
	pt := p.parts[c]
	for i, f := range pt.fields {
		v := Value{Field: f.text, Absent: !p.m.Rule(pt.exists[i])}
		val, typ, list, ok := p.m.Reg(f.reg)
		if ok && !v.Absent {
			v.Text = cut(valueText(f.ref, val, typ, list))
		}
		absent = absent || v.Absent
		values = append(values, v)
	}
	return values, absent
}

// maxValue bounds how much of a value an explanation shows, in bytes.
const maxValue = 512

func valueText(ref *catalog.FieldRef, v *vm.Value, typ catalog.Type, list bool) string {
	k := render.KindOfType(typ, list)
	if ref != nil && typ == ref.Type {
		k = render.KindOf(ref)
	}
	if ref != nil && ref.Quantifier() != catalog.Plain || list {
		k.List = false
		var b []byte
		for i := range v.L {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = one(b, k, typ, &v.L[i])
		}
		return "(" + string(b) + ")"
	}
	return string(one(nil, k, typ, v))
}

func one(b []byte, k render.Kind, typ catalog.Type, v *vm.Value) []byte {
	switch typ {
	case catalog.IPv4Net, catalog.IPv6Net, catalog.IPNet:
		return render.IP(b, []byte(v.S))
	}
	if typ.IsString() {
		return append(b, v.S...)
	}
	return k.Text(b, v)
}

func cut(s string) string {
	if len(s) > maxValue {
		return s[:maxValue] + "..."
	}
	return s
}

// Text is a field's value as an output shows it.
func Text(field string, v *vm.Value, typ catalog.Type, list bool) string {
	if ref, err := catalog.ParseField(field); err == nil {
		return valueText(&ref, v, typ, list)
	}
	return valueText(nil, v, typ, list)
}
