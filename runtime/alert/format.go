// Package alert writes what a rule has to say about an event: as Falco's line of text
// or as its JSON object.
package alert

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
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
	Append    []Append
	Base64    bool              // data buffers are printed in base64
	Static    map[string]string // the fields static.KEY, which have one value for all events

	// What JSON alerts have and have not.
	Message, NoOutput, NoFields, NoTags bool
}

// Append adds to the outputs of the rules that it fits.
type Append struct {
	Source, Rule string   // "" is any
	Tags         []string // all of which the rule must have
	Output       string   // text with %fields
	Fields       []Extra
	Suggested    bool
}

// Extra is a member of output_fields: a field, or a text with %fields.
type Extra struct {
	Key    string
	Format string // "" where Key is the field
}

func (a *Append) fits(info *vm.RuleInfo) bool {
	for _, tag := range a.Tags {
		if !slices.Contains(info.Tags, tag) {
			return false
		}
	}
	return (a.Source == "" || a.Source == info.Source) && (a.Rule == "" || a.Rule == info.Name)
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
	b     *vm.Bundle
	rules []rule                       // prepared when they first alert: few of many do
	keys  map[string]*catalog.FieldRef // fields of all outputs
	extra map[string]*field            // fields that the bundle has no register for
	// What every output ends with, and every output_fields has.
	common, members []part
	text            []byte // the line before escaping
	msg             int    // where the message begins in text
	inner           []byte // the value of a member with a format
	head            []byte // {"hostname":"…"
}

// rule is what is known about a rule's alerts beforehand.
type rule struct {
	ready  bool
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
	sub   []part // a member's text is made of these

	hidden bool // prints nothing, is only a member of output_fields
}

// field is a field that is read for alerts only, at most once for an event.
type field struct {
	get   vm.Extractor
	val   vm.Value
	event uint64
	ok    bool
}

// New returns a formatter for all rules of the bundle. Its error says what their
// alerts need and is not there.
func New(b *vm.Bundle, m *vm.Machine, ctx *fields.Context, opt Options) (*Formatter, error) {
	f := &Formatter{
		m: m, ctx: ctx, opt: opt, b: b, rules: make([]rule, len(b.Rules)), keys: map[string]*catalog.FieldRef{}, extra: map[string]*field{},
	}
	f.head = append(render.Escape([]byte(`{"hostname":"`), opt.Hostname), '"')
	time := "evt.time"
	if opt.ISO8601 {
		time = "evt.time.iso8601"
	}
	var err error
	if f.common, err = f.suggested(opt.Suggested); err != nil {
		return nil, err
	}
	for _, name := range append(slices.Clone(opt.Fields), time) {
		p, err := f.value(name)
		if err != nil {
			return nil, err
		}
		f.members = append(f.members, p)
	}
	for i := range b.Rules {
		if err := f.check(&b.Rules[i]); err != nil {
			return nil, fmt.Errorf("rule %q: %w", b.Rules[i].Name, err)
		}
	}
	for i := range opt.Append { // is checked with a rule that it fits
		rule := slices.IndexFunc(b.Rules, func(r vm.RuleInfo) bool { return opt.Append[i].fits(&r) })
		if rule < 0 {
			continue
		}
		if _, _, err := f.appended(&b.Rules[rule], nil, nil); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// check finds all that could keep a rule from being prepared.
func (f *Formatter) check(info *vm.RuleInfo) error {
	if int(info.Priority) >= len(Priorities) {
		return fmt.Errorf("priority %d", info.Priority)
	}
	for i := range info.Output {
		o := &info.Output[i]
		if o.Reg < 0 || o.Key == "" || f.keys[o.Key] != nil {
			continue
		}
		ref, err := catalog.ParseField(o.Key)
		if err != nil {
			return fmt.Errorf("field %s: %w", o.Key, err)
		}
		if f.ownValue(&ref) {
			if _, err := f.value(o.Key); err != nil {
				return err
			}
		}
		f.keys[o.Key] = &ref
	}
	return nil
}

// ownValue reports whether a field is read for printing, because the register holds
// what conditions compare.
func (f *Formatter) ownValue(ref *catalog.FieldRef) bool {
	return fields.PrintsOther(ref) || f.opt.Base64 && ref.Type == catalog.Bytebuf
}

// prepare makes a checked rule ready to alert.
func (f *Formatter) prepare(i int) error {
	common, members, err := f.appended(&f.b.Rules[i], f.common, f.members)
	if err == nil {
		f.rules[i], err = f.rule(&f.b.Rules[i], common, members)
	}
	return err
}

// suggested are the parts " container_id=%container.id" and so on.
func (f *Formatter) suggested(on bool) ([]part, error) {
	if !on {
		return nil, nil
	}
	var names []string
	for _, key := range slices.Sorted(maps.Keys(f.opt.Static)) {
		names = append(names, staticPrefix+key)
	}
	for i := range catalog.Fields {
		if row := &catalog.Fields[i]; row.Has(catalog.Suggested) {
			names = append(names, row.Name)
		}
	}
	var parts []part
	for _, name := range names {
		p, err := f.value(name)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{text: " " + strings.ReplaceAll(name, ".", "_") + "=", reg: -1}, p)
	}
	return parts, nil
}

// value is the part that prints the named field.
func (f *Formatter) value(name string) (part, error) {
	if s, ok := f.static(name); ok {
		get := func(out *vm.Value) bool {
			out.S = s
			return true
		}
		return part{reg: -1, field: &field{get: get}, kind: render.KindOfType(catalog.Charbuf, false), key: member(name)}, nil
	}
	ref, err := catalog.ParseField(name)
	if err != nil {
		return part{}, fmt.Errorf("field %s: %w", name, err)
	}
	fld := f.extra[name]
	if fld == nil {
		bind := fields.BindOutput
		if f.opt.Base64 && ref.Type == catalog.Bytebuf {
			bind = fields.Bind // the bytes
		}
		get, err := bind(f.ctx, ref)
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
	level := Priorities[info.Priority]
	r := rule{ready: true, level: ": " + level + " "}
	byKey := map[string]part{}
	for i := range info.Output {
		o := &info.Output[i]
		p := part{text: o.Text, reg: o.Reg, width: o.Width}
		if o.Reg >= 0 && o.Key != "" {
			ref := f.keys[o.Key]
			p.ref, p.kind, p.key = ref, render.KindOf(ref), member(o.Key)
			if f.ownValue(ref) {
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
	for _, p := range common {
		if !p.hidden {
			r.parts = append(r.parts, p)
		}
	}
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

	t := append([]byte(`,"priority":"`), level...)
	t = append(render.Escape(append(t, `","rule":"`...), info.Name), `","source":"`...)
	t = append(render.Escape(t, info.Source), '"')
	if !f.opt.NoTags {
		t = append(t, `,"tags":[`...)
		tags := slices.Clone(info.Tags)
		slices.Sort(tags)
		for i, tag := range slices.Compact(tags) {
			if i > 0 {
				t = append(t, ',')
			}
			t = append(render.Escape(append(t, '"'), tag), '"')
		}
		t = append(t, ']')
	}
	r.tail = append(t, `,"time":"`...)
	return r, nil
}

// Append appends the alert of a rule about the current event, with the newline.
func (f *Formatter) Append(dst []byte, rule int) []byte {
	r := &f.rules[rule]
	if !r.ready {
		_ = f.prepare(rule) // what could fail has been checked
	}
	f.line(r)
	if !f.opt.JSON {
		return append(render.Escape(dst, driver.View(f.text)), '\n')
	}
	dst = f.begin(dst)
	if !f.opt.NoFields {
		dst = append(dst, `,"output_fields":{`...)
		for i := range r.member {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = f.member(dst, &r.member[i])
		}
		dst = append(dst, '}')
	}
	dst = append(dst, r.tail...)
	return append(render.ISO8601(dst, f.ctx.Ev.TS, "Z"), '"', '}', '\n')
}

// begin appends the object up to the output.
func (f *Formatter) begin(dst []byte) []byte {
	dst = append(dst, f.head...)
	if f.opt.Message {
		dst = append(render.Escape(append(dst, `,"message":"`...), driver.View(f.text[f.msg:])), '"')
	}
	if !f.opt.NoOutput {
		dst = append(render.Escape(append(dst, `,"output":"`...), driver.View(f.text)), '"')
	}
	return dst
}

// member appends a member of output_fields.
func (f *Formatter) member(dst []byte, p *part) []byte {
	dst = append(dst, p.key...)
	if p.sub != nil {
		f.inner = f.parts(f.inner[:0], p.sub)
		return append(render.Escape(append(dst, '"'), driver.View(f.inner)), '"')
	}
	v, kind, ok := f.load(p)
	switch {
	case !ok:
		return append(dst, "null"...)
	case f.base64(kind):
		return append(appendBase64(append(dst, '"'), p.ref, v.S), '"')
	}
	return kind.JSON(dst, v)
}

// base64 reports whether a value is printed so.
func (f *Formatter) base64(kind render.Kind) bool {
	return f.opt.Base64 && kind.Type == catalog.Bytebuf && !kind.List
}

// appendBase64 appends a buffer in base64, evt.buffer twice over: Falco encodes there what
// it has encoded, and who reads its alerts decodes twice.
func appendBase64(dst []byte, ref *catalog.FieldRef, s string) []byte {
	data := []byte(s)
	if ref != nil && ref.ID == catalog.FieldEvtBuffer {
		data = base64.StdEncoding.AppendEncode(nil, data)
	}
	return base64.StdEncoding.AppendEncode(dst, data)
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
	f.msg = len(f.text)
	f.text = f.parts(f.text, r.parts)
}

// parts appends text and values.
func (f *Formatter) parts(dst []byte, list []part) []byte {
	for i := range list {
		p := &list[i]
		switch {
		case p.hidden:
			continue
		case p.reg < 0 && p.field == nil:
			dst = append(dst, p.text...)
			continue
		}
		start := len(dst)
		v, kind, ok := f.load(p)
		switch {
		case !ok:
			dst = append(dst, "<NA>"...)
		case f.base64(kind):
			dst = appendBase64(dst, p.ref, v.S)
		default:
			dst = kind.Text(dst, v)
		}
		if p.width > 0 {
			for len(dst) < start+p.width {
				dst = append(dst, ' ')
			}
			dst = dst[:start+p.width]
		}
	}
	return dst
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
		if v, ok = &fld.val, fld.ok; p.ref == nil {
			return v, kind, ok
		}
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
