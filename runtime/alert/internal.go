package alert

import (
	"encoding/json"
	"fmt"

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

// DropRule is the name of the alert about lost events, which is Falco's.
const DropRule = "Falco internal: syscall event drop"

// Dropped is the alert that n of so many events were lost and may have matched. Its
// numbers are texts, as Falco has them.
func Dropped(n, events uint64) *Internal {
	return &Internal{
		Rule: DropRule, Priority: 7, Msg: fmt.Sprintf("%s. %d system calls dropped in last second.", DropRule, n),
		Fields: []Field{{"n_drops", fmt.Sprint(n)}, {"n_evts", fmt.Sprint(events)}},
	}
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
	f.text, f.msg = append(f.text[:0], in.Msg...), 0 // as Falco: the numbers are in output_fields
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
	return append(render.ISO8601(append(dst, `,"time":"`...), ts, "Z"), '"', '}', '\n')
}
