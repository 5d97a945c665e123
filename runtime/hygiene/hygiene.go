// Package hygiene keeps alerts back that come too often: throttles limit the rate of a
// rule, windows let one of many equal alerts through and count the others. Limits can
// be for each value of some fields. What is kept back is counted, and told by alerts of
// falcod's own.
//
// A Filter belongs to the goroutine of the events, and goes by their time.
package hygiene

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Limit is for the rules that its pattern and tag fit; the first of its kind holds.
type Limit struct {
	Fits   func(*vm.RuleInfo) bool
	Fields []string

	Rate  float64 // of a throttle: alerts a second
	Burst int     // and at once

	Window time.Duration // of a de-duplication; 0 where this is a throttle
}

// maxEntries bounds the values that are told apart. Beyond, alerts pass.
const maxEntries = 1 << 16

// The names of the alerts that tell what was kept back.
const (
	ThrottledRule = "falcod internal: alerts throttled"
	RepeatedRule  = "falcod internal: alerts repeated"
)

// summaryEvery is how often a throttle tells what it kept back, in nanoseconds.
const summaryEvery = uint64(time.Minute)

// Filter decides which alerts pass.
type Filter struct {
	Held uint64 // alerts that were kept back

	ctx     *fields.Context
	rules   [][]*limit // by rule
	limits  []*limit
	swept   uint64
	summary func(*alert.Internal) error
	key     []byte
}

type limit struct {
	Limit
	get     []part
	entries map[string]*entry
}

type part struct {
	name string
	kind render.Kind
	get  vm.Extractor
	val  vm.Value
}

// entry is what is known of one rule and the values of its fields.
type entry struct {
	rule   string
	values []string
	tokens float64
	last   uint64 // when tokens was right
	began  uint64 // of the window, or of what held counts
	held   uint64
}

// New prepares a filter for the rules of a bundle, nil where no limit fits any. summary
// takes the alerts about what was kept back.
func New(b *vm.Bundle, ctx *fields.Context, limits []Limit, summary func(*alert.Internal) error) (*Filter, error) {
	f := &Filter{ctx: ctx, rules: make([][]*limit, len(b.Rules)), summary: summary}
	used := false
	for _, l := range limits {
		own := &limit{Limit: l, entries: map[string]*entry{}}
		for _, name := range l.Fields {
			ref, err := catalog.ParseField(name)
			if err != nil {
				return nil, fmt.Errorf("field %s: %w", name, err)
			}
			get, err := fields.BindOutput(ctx, ref)
			if err != nil {
				return nil, err
			}
			own.get = append(own.get, part{name: name, kind: render.KindOf(&ref), get: get})
		}
		f.limits = append(f.limits, own)
		for i := range b.Rules {
			taken := slices.ContainsFunc(f.rules[i], func(o *limit) bool { return (o.Window > 0) == (l.Window > 0) })
			if !taken && l.Fits(&b.Rules[i]) {
				f.rules[i] = append(f.rules[i], own)
				used = true
			}
		}
	}
	if !used {
		return nil, nil
	}
	return f, nil
}

// Inherit takes over what another filter knows, where limits are the same.
func (f *Filter) Inherit(old *Filter) {
	if f == nil || old == nil {
		return
	}
	f.Held = old.Held
	for _, l := range f.limits {
		for _, o := range old.limits {
			if o.Window == l.Window && o.Rate == l.Rate && o.Burst == l.Burst && slices.Equal(o.Fields, l.Fields) && len(l.entries) == 0 {
				l.entries = o.entries
			}
		}
	}
}

// Pass reports whether the alert of a rule about the current event goes on.
func (f *Filter) Pass(rule int, name string) bool {
	if f == nil || len(f.rules[rule]) == 0 {
		return true
	}
	now, pass := f.ctx.Ev.TS, true
	for _, l := range f.rules[rule] {
		e := f.entry(l, name, now)
		if e == nil {
			continue
		}
		if l.Window > 0 {
			pass = f.window(l, e, now) && pass
		} else if pass {
			pass = l.token(e, now)
		}
	}
	if !pass {
		f.Held++
	}
	return pass
}

// window reports whether the entry's window is over, and begins the next.
func (f *Filter) window(l *limit, e *entry, now uint64) bool {
	if e.began != 0 && now-e.began < uint64(l.Window) && now >= e.began {
		e.held++
		return false
	}
	f.tell(l, e)
	e.began, e.held = max(now, 1), 0
	return true
}

func (l *limit) token(e *entry, now uint64) bool {
	if e.last == 0 {
		e.tokens, e.began = float64(l.Burst), now
	} else if now > e.last {
		e.tokens = min(float64(l.Burst), e.tokens+l.Rate*float64(now-e.last)/1e9)
	}
	e.last = max(now, 1)
	if e.tokens < 1 {
		e.held++
		return false
	}
	e.tokens--
	return true
}

// entry finds what is known of the rule and the fields' values. The usual case does
// not allocate.
func (f *Filter) entry(l *limit, name string, now uint64) *entry {
	f.key = append(f.key[:0], name...)
	for i := range l.get {
		p := &l.get[i]
		f.key = append(f.key, 0)
		if p.get(&p.val) {
			f.key = p.kind.Text(f.key, &p.val)
		} else {
			f.key = append(f.key, 1)
		}
	}
	if e := l.entries[string(f.key)]; e != nil {
		return e
	}
	if len(l.entries) >= maxEntries {
		f.sweep(now)
		if len(l.entries) >= maxEntries {
			return nil
		}
	}
	e := &entry{rule: name}
	for i := range l.get {
		p, text := &l.get[i], "<NA>"
		if p.get(&p.val) {
			text = string(p.kind.Text(nil, &p.val))
		}
		e.values = append(e.values, text)
	}
	l.entries[string(f.key)] = e
	return e
}

// Tick tells what was kept back and forgets what is over. Call it for events, as often
// as you like.
func (f *Filter) Tick(now uint64) {
	if f != nil && (now-f.swept >= 1e9 || now < f.swept) {
		f.sweep(now)
	}
}

func (f *Filter) sweep(now uint64) {
	f.swept = now
	for _, l := range f.limits {
		for key, e := range l.entries {
			switch {
			case now < e.began || now < e.last: // the clock was set back
				f.tell(l, e)
				delete(l.entries, key)
			case l.Window > 0:
				if now-e.began >= uint64(l.Window) {
					f.tell(l, e)
					delete(l.entries, key)
				}
			case e.held > 0 && now-e.began >= summaryEvery:
				f.tell(l, e)
				e.began = now
			case e.held == 0 && e.tokens+l.Rate*float64(now-e.last)/1e9 >= float64(l.Burst):
				delete(l.entries, key)
			}
		}
	}
}

// Flush tells all that was kept back and not told, at the end.
func (f *Filter) Flush() {
	if f == nil {
		return
	}
	for _, l := range f.limits {
		for _, e := range l.entries {
			f.tell(l, e)
		}
	}
}

func (f *Filter) tell(l *limit, e *entry) {
	if e.held == 0 {
		return
	}
	in := &alert.Internal{Rule: ThrottledRule, Priority: 5, Fields: []alert.Field{{Key: "count", Value: e.held}, {Key: "rule", Value: e.rule}}}
	if l.Window > 0 {
		in.Rule = RepeatedRule
	}
	in.Msg = in.Rule
	for i, v := range e.values {
		in.Fields = append(in.Fields, alert.Field{Key: l.Fields[i], Value: strings.ToValidUTF8(v, strconv.QuoteRune('?'))})
	}
	slices.SortFunc(in.Fields, func(a, b alert.Field) int { return strings.Compare(a.Key, b.Key) })
	e.held = 0
	_ = f.summary(in) // what ends the outputs ends the events' loop as well
}
