package alert

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// maxCallDepth bounds how deep transformers in appended texts nest.
const maxCallDepth = 32

// call makes the part that prints a transformer at the beginning of text, and returns
// the parts of the fields in it, which print nothing, and how long the transformer is.
// It becomes the one register of a small machine, so that it means what it means in the
// output of a rule.
func (f *Formatter) call(text string) (p part, inner []part, n int, err error) {
	r := &callReader{text: text, static: f.opt.Static}
	arg, err := r.call(0)
	if err != nil {
		return part{}, nil, 0, err
	}
	for _, name := range r.fields {
		in, err := f.value(name)
		if err != nil {
			return part{}, nil, 0, err
		}
		in.hidden = true
		inner = append(inner, in)
	}
	r.b.Dispatch = make([]uint16, catalog.NumEvents)
	if err := vm.Verify(&r.b); err != nil {
		return part{}, nil, 0, err
	}
	m, err := vm.NewMachine(&r.b, func(i vm.Import) (vm.Extractor, error) { return fields.BindText(f.ctx, i.Field) })
	if err != nil {
		return part{}, nil, 0, err
	}
	last := len(r.b.Regs) - 1
	get := func(out *vm.Value) bool {
		m.Begin(0)
		v, _, _, ok := m.Reg(last)
		if ok {
			*out = *v
		}
		return ok
	}
	return part{reg: -1, field: &field{get: get}, kind: render.KindOfType(arg.Type, arg.List)}, inner, r.at, nil
}

// callReader reads a transformer into the registers of a bundle.
type callReader struct {
	text   string
	at     int
	b      vm.Bundle
	static map[string]string
	fields []string // without static ones
}

// isCall reports whether a transformer's name and its parenthesis begin the text.
func isCall(text string) bool {
	name, _, ok := strings.Cut(text, "(")
	return ok && (catalog.UnaryTransformer(name) || name == "join" || name == "concat" || name == "getopt")
}

var callOps = map[string]vm.RegOp{
	"tolower": vm.RegToLower, "toupper": vm.RegToUpper, "b64": vm.RegB64, "basename": vm.RegBasename, "len": vm.RegLen,
	"join": vm.RegJoin, "concat": vm.RegConcat, "getopt": vm.RegGetopt,
}

func (r *callReader) errorf(format string, args ...any) error {
	return fmt.Errorf("at %.20q: "+format, append([]any{r.text[r.at:]}, args...)...)
}

func (r *callReader) blank() {
	for r.at < len(r.text) && strings.IndexByte(" \t\b\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

func (r *callReader) has(c byte) bool { return r.at < len(r.text) && r.text[r.at] == c }

// add appends a register and returns its number.
func (r *callReader) add(reg vm.Register, operands ...uint32) uint32 {
	reg.First, reg.N = uint32(len(r.b.Operands)), uint32(len(operands))
	r.b.Operands = append(r.b.Operands, operands...)
	r.b.Regs = append(r.b.Regs, reg)
	return uint32(len(r.b.Regs) - 1)
}

func (r *callReader) constant(s string) uint32 {
	r.b.Consts = append(r.b.Consts, vm.Const{S: s})
	return uint32(len(r.b.Consts) - 1)
}

// call reads a transformer, whose register is then the last one.
func (r *callReader) call(depth int) (catalog.Arg, error) {
	if depth > maxCallDepth {
		return catalog.Arg{}, r.errorf("transformers nest more than %d deep", maxCallDepth)
	}
	name, _, _ := strings.Cut(r.text[r.at:], "(")
	start := r.at
	r.at += len(name) + 1
	args, regs, err := r.operands(depth, false)
	if err != nil {
		return catalog.Arg{}, err
	}
	var selector *string
	if r.has('[') && !(depth == 0 && name != "getopt") { // else it is text behind the call
		if selector, err = r.selector(); err != nil {
			return catalog.Arg{}, err
		}
	}
	typ, list, err := catalog.Transform(name, args, selector)
	if err != nil {
		return catalog.Arg{}, fmt.Errorf("%.40s: %w", r.text[start:r.at], err)
	}
	reg := vm.Register{Op: callOps[name], Type: typ, List: list}
	if selector != nil {
		reg.Arg = r.constant(*selector)
	}
	r.add(reg, regs...)
	out := catalog.Arg{Name: name, Type: typ, List: list, RawType: typ, RawList: list}
	if catalog.UnaryTransformer(name) {
		out = args[0]
		out.Type, out.List = typ, list
	}
	return out, nil
}

// selector reads an option in brackets.
func (r *callReader) selector() (*string, error) {
	r.at++
	var s string
	if r.has('"') || r.has('\'') {
		var err error
		if s, err = r.quoted(); err != nil {
			return nil, err
		}
	} else {
		n := strings.IndexByte(r.text[r.at:], ']')
		if n < 0 {
			return nil, r.errorf("expected ]")
		}
		s = r.text[r.at : r.at+n]
		r.at += n
	}
	if !r.has(']') {
		return nil, r.errorf("expected ]")
	}
	r.at++
	return &s, nil
}

// operands reads what stands between parentheses, the first of which has been read.
func (r *callReader) operands(depth int, inList bool) (args []catalog.Arg, regs []uint32, err error) {
	for {
		r.blank()
		if inList && len(args) == 0 && r.has(')') {
			break
		}
		arg, err := r.operand(depth, inList)
		if err != nil {
			return nil, nil, err
		}
		args, regs = append(args, arg), append(regs, uint32(len(r.b.Regs)-1))
		r.blank()
		if r.has(')') {
			break
		}
		if !r.has(',') {
			return nil, nil, r.errorf("expected , or )")
		}
		r.at++
	}
	r.at++
	return args, regs, nil
}

func (r *callReader) operand(depth int, inList bool) (catalog.Arg, error) {
	rest := r.text[r.at:]
	switch {
	case r.has('"') || r.has('\''):
		s, err := r.quoted()
		if err != nil {
			return catalog.Arg{}, err
		}
		return r.literal(s), nil
	case r.has('(') && !inList:
		r.at++
		_, regs, err := r.operands(depth+1, true)
		r.add(vm.Register{Op: vm.RegList, Type: catalog.Charbuf, List: true}, regs...)
		return catalog.Arg{Name: "raw_string", Type: catalog.Charbuf, List: true, RawType: catalog.Charbuf, RawList: true}, err
	case isCall(rest):
		return r.call(depth + 1)
	case rest != "" && strings.IndexByte("+-0123456789", rest[0]) >= 0:
		n := len(rest) - len(strings.TrimLeft(rest, "+-.0123456789abcdefxABCDEFX"))
		if _, err := strconv.ParseFloat(strings.ToLower(rest[:n]), 64); err != nil && !strings.HasPrefix(strings.ToLower(rest[:n]), "0x") {
			return catalog.Arg{}, r.errorf("this is no number")
		}
		r.at += n
		return r.literal(rest[:n]), nil
	}
	end := strings.IndexAny(rest, ",() \t\r\n[")
	if end >= 0 && rest[end] == '[' {
		if n := strings.IndexByte(rest[end:], ']'); n >= 0 {
			end += n + 1
		}
	}
	if end < 0 {
		return catalog.Arg{}, r.errorf("expected )")
	}
	name := rest[:end]
	if s, ok := r.static[strings.TrimPrefix(name, staticPrefix)]; ok && strings.HasPrefix(name, staticPrefix) {
		r.at += end
		return r.literal(s), nil
	}
	ref, err := catalog.ParseField(name)
	if err != nil {
		return catalog.Arg{}, r.errorf("expected a field, a transformer or a text: %w", err)
	}
	r.at += end
	row := ref.Row()
	r.fields = append(r.fields, name)
	r.b.Imports = append(r.b.Imports, vm.Import{Field: name, Type: ref.Type, List: row.List})
	reg := vm.Register{Op: vm.RegField, Type: ref.Type, List: row.List, Quant: ref.Quantifier(), Arg: uint32(len(r.b.Imports) - 1)}
	r.add(reg)
	return catalog.Arg{
		Name: row.Name, Type: ref.Type, List: row.List, Fixed: row.Has(catalog.NoTransformer), RawType: ref.Type, RawList: row.List,
	}, nil
}

func (r *callReader) literal(s string) catalog.Arg {
	r.add(vm.Register{Op: vm.RegConst, Type: catalog.Charbuf, Arg: r.constant(s)})
	return catalog.Arg{Name: "raw_string", Type: catalog.Charbuf, RawType: catalog.Charbuf}
}

// quoted reads a text in quotes, with the escapes that conditions have.
func (r *callReader) quoted() (string, error) {
	quote, out := r.text[r.at], []byte{}
	for i := r.at + 1; i < len(r.text); i++ {
		c := r.text[i]
		switch {
		case c == quote:
			r.at = i + 1
			return string(out), nil
		case c != '\\':
			out = append(out, c)
			continue
		case i+1 == len(r.text):
			return "", r.errorf("the text in quotes does not end")
		}
		i++
		switch c := r.text[i]; {
		case c == quote || c == '\\' || c == '/':
			out = append(out, c)
		case c == ' ':
			out = append(out, '\\')
		case strings.IndexByte("bfnrt", c) >= 0:
			out = append(out, "\b\f\n\r\t"[strings.IndexByte("bfnrt", c)])
		case c == 'x' && i+2 < len(r.text):
			b, err := strconv.ParseUint(r.text[i+1:i+3], 16, 8)
			if err != nil {
				return "", r.errorf("\\x wants two hexadecimal digits")
			}
			out = append(out, byte(b))
			i += 2
		default:
			return "", r.errorf("\\%c is no escape", c)
		}
	}
	return "", r.errorf("the text in quotes does not end")
}
