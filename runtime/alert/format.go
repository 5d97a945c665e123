// Package alert writes what a rule has to say about an event: as Falco's line of text
// or as its JSON object.
package alert

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Options choose what alerts hold.
type Options struct {
	JSON      bool
	Suggested bool     // append the fields that the catalogue suggests to every output
	Fields    []string // further members of output_fields
	ISO8601   bool     // the time in front in UTC instead of the local time of day
	Hostname  string
	Bare      bool // the rule's output alone, without time and priority in front
}

// Priorities are the names of the priorities, most urgent first.
var Priorities = [...]string{
	"Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Informational", "Debug",
}

// Formatter makes the alerts of a bundle's rules. It reads the registers of the
// machine that decided the event.
type Formatter struct {
	m     *vm.Machine
	ctx   *fields.Context
	opt   Options
	rules []rule
	extra map[string]*field // fields that the bundle has no register for
	text  []byte            // the line before escaping
	head  []byte            // {"hostname":…,"output":"
}

// rule is what is known about a rule's alerts beforehand.
type rule struct {
	level  string // " Warning "
	parts  []part
	member []part // of output_fields, by key
	tail   []byte // ,"priority":…,"time":"
}

// part is literal text, or a value with its width.
type part struct {
	text  string
	key   []byte // "proc.name":
	width int
	reg   int    // register, -1 where field or text is used
	field *field // read past the machine
	kind  render.Kind
	ref   *catalog.FieldRef
}

// field is a field that is read for alerts only, at most once for an event.
type field struct {
	get   vm.Extractor
	val   vm.Value
	event uint64
	ok    bool
}

// New prepares the alerts of all rules of the bundle.
func New(b *vm.Bundle, m *vm.Machine, ctx *fields.Context, opt Options) (*Formatter, error) {
	f := &Formatter{m: m, ctx: ctx, opt: opt, extra: map[string]*field{}}
	f.head = append(render.Escape([]byte(`{"hostname":"`), opt.Hostname), `","output":"`...)
	time := "evt.time"
	if opt.ISO8601 {
		time = "evt.time.iso8601"
	}
	common, err := f.suggested()
	if err != nil {
		return nil, err
	}
	members := []part{}
	for _, name := range append(slices.Clone(opt.Fields), time) {
		p, err := f.value(name)
		if err != nil {
			return nil, err
		}
		members = append(members, p)
	}
	for i := range b.Rules {
		r, err := f.rule(&b.Rules[i], common, members)
		if err != nil {
			return nil, fmt.Errorf("rule %q: %w", b.Rules[i].Name, err)
		}
		f.rules = append(f.rules, r)
	}
	return f, nil
}

// suggested are the parts " container_id=%container.id" and so on.
func (f *Formatter) suggested() ([]part, error) {
	if !f.opt.Suggested {
		return nil, nil
	}
	var parts []part
	for i := range catalog.Fields {
		row := &catalog.Fields[i]
		if !row.Has(catalog.Suggested) {
			continue
		}
		p, err := f.value(row.Name)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{text: " " + strings.ReplaceAll(row.Name, ".", "_") + "=", reg: -1}, p)
	}
	return parts, nil
}

// value is the part that prints the named field.
func (f *Formatter) value(name string) (part, error) {
	ref, err := catalog.ParseField(name)
	if err != nil {
		return part{}, fmt.Errorf("field %s: %w", name, err)
	}
	fld := f.extra[name]
	if fld == nil {
		get, err := fields.BindOutput(f.ctx, ref)
		if err != nil {
			return part{}, err
		}
		fld = &field{get: get}
		f.extra[name] = fld
	}
	return part{reg: -1, field: fld, kind: render.KindOf(&ref), ref: &ref, key: member(name)}, nil
}

// member is a JSON member's name with its colon.
func member(name string) []byte { return append(render.Escape([]byte{'"'}, name), '"', ':') }

func (f *Formatter) rule(info *vm.RuleInfo, common, members []part) (rule, error) {
	if int(info.Priority) >= len(Priorities) {
		return rule{}, fmt.Errorf("priority %d", info.Priority)
	}
	level := Priorities[info.Priority]
	r := rule{level: ": " + level + " "}
	byKey := map[string]part{}
	for i := range info.Output {
		o := &info.Output[i]
		p := part{text: o.Text, reg: o.Reg, width: o.Width}
		if o.Reg >= 0 && o.Key != "" {
			ref, err := catalog.ParseField(o.Key)
			if err != nil {
				return rule{}, fmt.Errorf("field %s: %w", o.Key, err)
			}
			p.ref, p.kind, p.key = &ref, render.KindOf(&ref), member(o.Key)
			if fields.PrintsOther(&ref) { // the register holds what conditions compare
				own, err := f.value(o.Key)
				if err != nil {
					return rule{}, err
				}
				p.reg, p.field = -1, own.field
			}
			byKey[string(p.key)] = p
		}
		if !o.Hidden {
			r.parts = append(r.parts, p)
		}
	}
	r.parts = append(r.parts, common...)
	for _, list := range [2][]part{common, members} {
		for _, p := range list {
			if p.key != nil {
				byKey[string(p.key)] = p
			}
		}
	}
	for _, p := range byKey {
		r.member = append(r.member, p)
	}
	slices.SortFunc(r.member, func(a, b part) int {
		return strings.Compare(string(a.key[:len(a.key)-2]), string(b.key[:len(b.key)-2]))
	})

	t := append([]byte(`},"priority":"`), level...)
	t = append(render.Escape(append(t, `","rule":"`...), info.Name), `","source":"`...)
	t = append(render.Escape(t, info.Source), `","tags":[`...)
	tags := slices.Clone(info.Tags)
	slices.Sort(tags)
	for i, tag := range slices.Compact(tags) {
		if i > 0 {
			t = append(t, ',')
		}
		t = append(render.Escape(append(t, '"'), tag), '"')
	}
	r.tail = append(t, `],"time":"`...)
	return r, nil
}

// Append appends the alert of a rule about the current event, with the newline.
func (f *Formatter) Append(dst []byte, rule int) []byte {
	r := &f.rules[rule]
	f.line(r)
	if !f.opt.JSON {
		return append(render.Escape(dst, driver.View(f.text)), '\n')
	}
	dst = append(dst, f.head...)
	dst = append(render.Escape(dst, driver.View(f.text)), `","output_fields":{`...)
	for i := range r.member {
		if i > 0 {
			dst = append(dst, ',')
		}
		p := &r.member[i]
		dst = append(dst, p.key...)
		if v, kind, ok := f.load(p); ok {
			dst = kind.JSON(dst, v)
		} else {
			dst = append(dst, "null"...)
		}
	}
	dst = append(dst, r.tail...)
	return append(render.ISO8601(dst, f.ctx.Ev.TS, "Z"), '"', '}', '\n')
}

// The alert about lost events.
const (
	dropRule  = "falcod internal: event drop"
	dropLevel = "Warning"
)

// AppendDropped appends an alert of falcod's own, at the time of the current event:
// that n events were lost and may have matched.
func (f *Formatter) AppendDropped(dst []byte, n uint64) []byte {
	ts := f.ctx.Ev.TS
	f.text = append(append(render.Time(f.text[:0], ts, true), ": "...), dropLevel...)
	f.text = append(append(f.text, ' '), dropRule...)
	f.text = append(strconv.AppendUint(append(f.text, " (n_drops="...), n, 10), ')')
	if !f.opt.JSON {
		return append(append(dst, f.text...), '\n')
	}
	dst = append(append(dst, f.head...), f.text...)
	dst = strconv.AppendUint(append(dst, `","output_fields":{"n_drops":`...), n, 10)
	dst = append(dst, `},"priority":"`+dropLevel+`","rule":"`+dropRule+`","source":"internal","tags":[],"time":"`...)
	return append(render.ISO8601(dst, ts, "Z"), '"', '}', '\n')
}

// line makes the text of the alert.
func (f *Formatter) line(r *rule) {
	f.text = f.text[:0]
	if !f.opt.Bare {
		if f.opt.ISO8601 {
			f.text = render.ISO8601(f.text, f.ctx.Ev.TS, "+0000")
		} else {
			f.text = render.Time(f.text, f.ctx.Ev.TS, true)
		}
		f.text = append(f.text, r.level...)
	}
	for i := range r.parts {
		p := &r.parts[i]
		if p.reg < 0 && p.field == nil {
			f.text = append(f.text, p.text...)
			continue
		}
		start := len(f.text)
		if v, kind, ok := f.load(p); ok {
			f.text = kind.Text(f.text, v)
		} else {
			f.text = append(f.text, "<NA>"...)
		}
		if p.width > 0 {
			for len(f.text) < start+p.width {
				f.text = append(f.text, ' ')
			}
			f.text = f.text[:start+p.width]
		}
	}
}

// load reads the value of a part and how it prints.
func (f *Formatter) load(p *part) (v *vm.Value, kind render.Kind, ok bool) {
	kind = p.kind
	if p.field != nil {
		fld := p.field
		if fld.event != f.ctx.St.Num {
			fld.event = f.ctx.St.Num
			fld.ok = fld.get(&fld.val)
		}
		v, ok = &fld.val, fld.ok
	} else {
		var typ catalog.Type
		var list bool
		if v, typ, list, ok = f.m.Reg(p.reg); p.ref == nil {
			return v, render.KindOfType(typ, list), ok
		}
	}
	if ok && p.ref.ID == catalog.FieldEvtRawarg {
		info := f.ctx.Ev.Info()
		i := info.Param(p.ref.Param)
		return v, kind.RawArg(&info.Params[i]), ok
	}
	return v, kind, ok && p.ref.Quantifier() != catalog.EitherEnd && !kind.Empty(v)
}
