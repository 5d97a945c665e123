package check

import (
	"errors"
	"fmt"
	"strings"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
)

const (
	containerInfo        = "%container.info"
	containerInfoDropped = "%container.info is deprecated and no more useful, and will be dropped by Falco 1.0.0. The container plugin will automatically add required fields to the output message."
)

// Output checks an output format for events of the source. The format is nil when
// one of the findings is an error.
func Output(format, src string) (*typed.Format, []Finding) {
	c := checker{src: src}
	text := strings.ReplaceAll(format, containerInfo, "")
	if text != format {
		c.add(Finding{Code: CodeDeprecated, Span: spanOf(format, containerInfo), Msg: containerInfoDropped})
	}
	parsed := c.tokens(format, text)
	if parsed == nil {
		return nil, c.findings
	}
	for _, d := range DeprecatedFields {
		if strings.Contains(text, d.Name) {
			c.add(Finding{
				Code: CodeDeprecated, Span: spanOf(format, d.Name), Field: d.Name,
				Msg: fmt.Sprintf("usage of deprecated field '%s' has been detected in the rule output", d.Name),
			})
		}
	}
	out := &typed.Format{}
	for _, p := range parsed.Parts {
		if p.Value == nil {
			out.Parts = append(out.Parts, typed.Part{Text: p.Text})
			continue
		}
		o, _ := c.operand(p.Value) // the parser has asked already
		if o == nil {
			continue
		}
		f, plain := p.Value.(*ast.Field)
		if plain {
			out.Parts = append(out.Parts, typed.Part{Value: o.Operand, Width: p.Width, Key: f.Text()})
			continue
		}
		eachPlain(p.Value, func(f *ast.Field) {
			if in, err := c.operand(f); err == nil {
				out.Parts = append(out.Parts, typed.Part{Value: in.Operand, Key: f.Text(), Hidden: true})
			}
		})
		out.Parts = append(out.Parts, typed.Part{Value: o.Operand, Width: p.Width})
	}
	return out, c.findings
}

// maxOutputErrors is how many tokens of a format are reported at most.
const maxOutputErrors = 20

// tokens parses a format, text without %container.info. It is nil when a token cannot be read; what stands
// behind such a token is read as well, so that each is told.
func (c *checker) tokens(format, text string) *ast.Format {
	for from, errs := 0, 0; ; {
		var why *fault // of the last token that is no field's
		parsed, bad := grammar.ParseOutput(text[from:], func(o ast.Operand) error {
			if _, err := c.operand(o); err != nil {
				why = err
				return errors.New(err.msg)
			}
			return nil
		})
		if bad == nil {
			if from > 0 {
				return nil
			}
			return parsed
		}
		at := from + bad.Offset
		c.add(Finding{
			Code: CodeOutput, Error: true, Span: written(format, int32(at)), Pos: int32(at), Msg: bad.Msg,
			Hint: outputHint(text, at, c.src, why), More: errs > 0,
		})
		if errs++; errs == maxOutputErrors {
			return nil
		}
		for at < len(text) && text[at] == '%' {
			at++
		}
		next := strings.IndexByte(text[at:], '%')
		if next < 0 {
			return nil
		}
		from = at + next
	}
}

// written is where an offset of the format without %container.info was written.
func written(format string, off int32) ast.Span {
	at := int(off)
	for from := 0; ; {
		i := strings.Index(format[from:], containerInfo)
		if i < 0 || from+i > at {
			return ast.Span{Start: int32(at), End: int32(at)}
		}
		from += i + len(containerInfo)
		at += len(containerInfo)
	}
}

// eachPlain visits every field of an operand.
func eachPlain(o ast.Operand, f func(*ast.Field)) {
	switch o := o.(type) {
	case *ast.Field:
		f(o)
	case *ast.Call:
		for _, a := range o.Args {
			eachPlain(a, f)
		}
	case *ast.Tuple:
		for _, a := range o.Elems {
			eachPlain(a, f)
		}
	}
}

func spanOf(text, part string) ast.Span {
	i := int32(strings.Index(text, part))
	return ast.Span{Start: i, End: i + int32(len(part))}
}

// outputHint looks at what stands after the percent sign that could not be read.
func outputHint(text string, offset int, src string, why *fault) string {
	if offset < 0 || offset > len(text) {
		return ""
	}
	at := strings.TrimLeft(strings.TrimPrefix(text[offset:], "%"), "0123456789")
	switch {
	case strings.HasPrefix(at, "%"), at == "", strings.HasPrefix(at, " "):
		return "a percent sign always starts a field here; it cannot be escaped"
	case strings.HasPrefix(at, "val("):
		return "write the field without val()"
	}
	end := strings.IndexFunc(at, func(r rune) bool {
		return r != '.' && r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
	if end < 0 {
		end = len(at)
	}
	name := strings.TrimRight(at[:end], ".")
	if end < len(at) && at[end] == '(' {
		if why != nil && why.field != nil {
			if hint := fieldHint(why.field, src, why.err); hint != "" {
				return hint
			}
		}
		if why != nil {
			return why.msg
		}
		return ""
	}
	if low := strings.ToLower(name); low != name {
		if _, err := lookup(low, src); err == nil {
			return "did you mean " + low + "?"
		}
	}
	f := &ast.Field{Name: name}
	_, err := lookup(name, src)
	if err == nil {
		return ""
	}
	return fieldHint(f, src, err)
}
