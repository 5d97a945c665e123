package alert

import (
	"encoding/json"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/render"
)

// Internal is an alert of falcod's own.
type Internal struct {
	Rule     string
	Priority uint8
	Msg      string
	Fields   []Field // by key
}

// Field is a member of an internal alert's output_fields.
type Field struct {
	Key   string
	Value any // a text, a number or a boolean
}

// DropRule is the name of the alert about lost events.
const DropRule = "falcod internal: event drop"

// Dropped is the alert that n events were lost and may have matched.
func Dropped(n uint64) *Internal {
	return &Internal{Rule: DropRule, Priority: 4, Msg: DropRule, Fields: []Field{{"n_drops", n}}}
}

// AppendDropped appends the alert that n events were lost, at the time of the current event.
func (f *Formatter) AppendDropped(dst []byte, n uint64) []byte {
	return f.AppendInternal(dst, f.ctx.Ev.TS, Dropped(n))
}

// AppendInternal appends an alert of falcod's own, with the newline.
func (f *Formatter) AppendInternal(dst []byte, ts uint64, in *Internal) []byte {
	level := Priorities[in.Priority]
	if f.opt.ISO8601 {
		f.text = render.ISO8601(f.text[:0], ts, "+0000")
	} else {
		f.text = render.Time(f.text[:0], ts, true)
	}
	f.text = append(append(append(f.text, ": "...), level...), ' ')
	f.msg = len(f.text)
	f.text = append(append(f.text, in.Msg...), " ("...)
	values := make([]string, len(in.Fields))
	for i, x := range in.Fields {
		v, err := json.Marshal(x.Value)
		if err != nil {
			v = []byte("null")
		}
		values[i] = string(v)
		if i > 0 {
			f.text = append(f.text, ' ')
		}
		f.text = append(append(append(f.text, x.Key...), '='), v...)
	}
	f.text = append(f.text, ')')
	if !f.opt.JSON {
		return append(render.Escape(dst, driver.View(f.text)), '\n')
	}
	dst = f.begin(dst)
	if !f.opt.NoFields {
		dst = append(dst, `,"output_fields":{`...)
		for i, x := range in.Fields {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(append(dst, member(x.Key)...), values[i]...)
		}
		dst = append(dst, '}')
	}
	dst = append(append(dst, `,"priority":"`...), level...)
	dst = append(render.Escape(append(dst, `","rule":"`...), in.Rule), `","source":"internal"`...)
	if !f.opt.NoTags {
		dst = append(dst, `,"tags":[]`...)
	}
	return append(render.ISO8601(append(dst, `,"time":"`...), ts, "Z"), '"', '}', '\n')
}
