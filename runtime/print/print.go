// Package print shows the fields of events, one line an event, with the values and the
// types that Falco gives them: for looking into captures and for comparing engines.
package print

import (
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// All is the list entry that stands for every field without an argument and for every
// parameter of the event, plain and raw.
const All = "all"

// Printer prints chosen fields of the current event.
type Printer struct {
	ctx  *fields.Context
	num  *column
	cols []*column                     // in the order asked for
	args [catalog.NumEvents][]*column  // the parameters of each event type, when all are asked for
	byID [catalog.NumEvents]*[]*column // cols and args, in the order of their names
}

// column is one field and its place for the value.
type column struct {
	name string
	ref  catalog.FieldRef
	kind render.Kind
	get  vm.Extractor
	val  vm.Value
}

// New returns a Printer of the named fields over ctx.
func New(ctx *fields.Context, names []string) (*Printer, error) {
	p := &Printer{ctx: ctx}
	num, err := p.column("evt.num")
	if err != nil {
		return nil, err
	}
	p.num = num
	for _, name := range names {
		if name == All {
			if err := p.addAll(); err != nil {
				return nil, err
			}
			continue
		}
		col, err := p.column(name)
		if err != nil {
			return nil, err
		}
		p.cols = append(p.cols, col)
	}
	return p, nil
}

func (p *Printer) column(name string) (*column, error) {
	ref, err := catalog.ParseField(name)
	if err != nil {
		return nil, fmt.Errorf("field %s: %w", name, err)
	}
	get, err := fields.BindOutput(p.ctx, ref)
	if err != nil {
		return nil, err
	}
	return &column{name: name, ref: ref, kind: render.KindOf(&ref), get: get}, nil
}

// addAll adds every field that can be printed without an argument, and each event
// type's parameters.
func (p *Printer) addAll() error {
	for i := range catalog.Fields {
		f := &catalog.Fields[i]
		if f.Arg&catalog.ArgRequired != 0 && catalog.FieldID(i) != catalog.FieldEvtAbspath || f.Has(catalog.FilterOnly) ||
			f.Class == catalog.ClassUtil || catalog.FieldID(i) == catalog.FieldEvtNum {
			continue
		}
		col, err := p.column(f.Name)
		if err != nil {
			return err
		}
		p.cols = append(p.cols, col)
	}
	made := map[string]*column{}
	for id := range catalog.Events {
		for j := range catalog.Events[id].Params {
			param := &catalog.Events[id].Params[j]
			names := []string{"evt.arg." + param.Name}
			if printable(param.Type) && catalog.EventID(id) != catalog.EvtGenericX {
				names = append(names, "evt.rawarg."+param.Name)
			}
			for _, name := range names {
				if made[name] == nil {
					col, err := p.column(name)
					if err != nil {
						return err
					}
					made[name] = col
				}
				p.args[id] = append(p.args[id], made[name])
			}
		}
	}
	return nil
}

// printable reports whether Falco can print the raw value of a parameter's type.
func printable(t catalog.Type) bool {
	switch t {
	case catalog.Errno, catalog.Mode, catalog.Dyn, catalog.FDList, catalog.Socktuple, catalog.CharbufArray,
		catalog.CharbufPairs, catalog.SigSet, catalog.SigType, catalog.SyscallID, catalog.FD32, catalog.PID32, catalog.Sockaddr:
		return false
	}
	return true
}

// columns are all columns for the current event's type, sorted by name.
func (p *Printer) columns() []*column {
	id := p.ctx.Ev.Type
	if p.byID[id] == nil {
		cols := append(slices.Clone(p.cols), p.args[id]...)
		slices.SortStableFunc(cols, func(a, b *column) int { return strings.Compare(a.name, b.name) })
		cols = slices.CompactFunc(cols, func(a, b *column) bool { return a.name == b.name })
		p.byID[id] = &cols
	}
	return *p.byID[id]
}

// load reads the column's value for the current event.
func (c *column) load(ctx *fields.Context) (render.Kind, bool) {
	if !c.get(&c.val) || c.ref.Quantifier() == catalog.EitherEnd || c.kind.Empty(&c.val) {
		return c.kind, false
	}
	if c.ref.ID == catalog.FieldEvtRawarg {
		info := ctx.Ev.Info()
		return c.kind.RawArg(&info.Params[info.Param(c.ref.Param)]), true
	}
	return c.kind, true
}

// JSON appends one object: evt.num and each field that is there, by name.
func (p *Printer) JSON(dst []byte) []byte {
	dst = append(dst, `{"evt.num":`...)
	p.num.get(&p.num.val)
	dst = p.num.kind.JSON(dst, &p.num.val)
	for _, col := range p.columns() {
		kind, ok := col.load(p.ctx)
		if !ok || col.name == p.num.name {
			continue
		}
		before := len(dst)
		dst = append(dst, ',', '"')
		dst = append(render.Escape(dst, col.name), '"', ':')
		value := len(dst)
		dst = kind.JSON(dst, &col.val)
		if string(dst[value:]) == "null" {
			dst = dst[:before]
		}
	}
	return append(dst, '}', '\n')
}

// Text appends name=value of the fields in the order asked for; <NA> stands for one
// that is not there.
func (p *Printer) Text(dst []byte) []byte {
	for _, cols := range [2][]*column{p.cols, p.args[p.ctx.Ev.Type]} {
		for _, col := range cols {
			dst = append(append(dst, col.name...), '=')
			if kind, ok := col.load(p.ctx); ok {
				dst = kind.Text(dst, &col.val)
			} else {
				dst = append(dst, "<NA>"...)
			}
			dst = append(dst, ' ')
		}
	}
	return append(dst[:max(len(dst)-1, 0)], '\n')
}
