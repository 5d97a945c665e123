package grammar

import (
	"strings"

	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/grammar/parser"
)

const (
	// maxWidth bounds what a format can make of an event.
	maxWidth = 1 << 16

	// maxField is longer than any field's name can be.
	maxField = 256
)

// Falco's messages about formats. The last one ends in the token that Falco's
// parser saw last while it tried ever shorter texts, which was always none.
const (
	errEmptyFormat  = "empty formatting token"
	errEndsInMark   = "invalid formatting syntax: formatting cannot end with a %"
	errEndsInWidth  = "invalid formatting syntax: formatting cannot end with a number"
	errUnknownField = "unknown filter: unexpected token after '"
)

// ParseOutput parses an output format. Valid tells whether an operand is a field
// or transformer that exists: a token of the format is the longest text that is
// valid, so that words can follow fields without a blank. Everything is valid to a
// nil function.
func ParseOutput(text string, valid func(ast.Operand) error) (*ast.Format, *Error) {
	if text == "" {
		return nil, errorAt(text, 0, errEmptyFormat)
	}
	if len(text) > maxText {
		return nil, errorAt(text, 0, errTooLong)
	}
	if valid == nil {
		valid = func(ast.Operand) error { return nil }
	}
	l := &lexer{text: text, maxDepth: MaxDescribeDepth}
	// A star asks for what Falco does with every rule: print missing values, too.
	if l.has("*") {
		l.at++
	}
	for l.at < len(text) && l.err == nil {
		to := strings.IndexByte(text[l.at:], '%')
		switch {
		case to < 0:
			l.emit(Text, len(text))
		case to > 0:
			l.emit(Text, l.at+to)
		default:
			l.formatToken(valid)
		}
	}
	if l.err != nil {
		return nil, l.err
	}
	l.tokens = append(l.tokens, token{start: int32(l.at), end: int32(l.at), kind: end})
	var format *ast.Format
	err := l.parse(func(p *parser.Falco) {
		format = builder{text}.output(p.Output())
	})
	if err != nil {
		return nil, err
	}
	return format, nil
}

// formatToken cuts a percent sign, a width and an operand.
func (l *lexer) formatToken(valid func(ast.Operand) error) {
	l.emit(Percent, l.at+1)
	if l.at == len(l.text) {
		l.fail(errEndsInMark)
		return
	}
	if to := scanDigits(l.text, l.at); to > l.at {
		l.emit(Width, to)
		if to == len(l.text) {
			l.fail(errEndsInWidth)
			return
		}
	}
	if !l.operand() {
		return
	}
	first := len(l.tokens)
	if to := scanField(l.text, l.at); to > l.at {
		l.formatField(to, valid)
	} else if to := l.transformer(); to > l.at {
		l.formatCall(to, valid)
	} else {
		l.unknown(first)
	}
}

// unknown refuses the operand whose tokens begin with the first.
func (l *lexer) unknown(first int) {
	if first < len(l.tokens) {
		l.at = int(l.tokens[first].start)
		l.tokens = l.tokens[:first]
	}
	l.fail(errUnknownField)
}

// formatField cuts the longest valid field of a name that ends at to.
func (l *lexer) formatField(to int, valid func(ast.Operand) error) {
	from, first := l.at, len(l.tokens)
	l.emit(Field, to)
	field := &ast.Field{Sp: ast.Span{Start: int32(from), End: int32(to)}, Name: l.text[from:to]}
	if l.optionalSelector() {
		field.Sp.End = int32(l.at)
		field.Arg, field.HasArg = l.argumentText(), true
		if valid(field) == nil {
			return
		}
	}
	shortest := scanIdent(l.text, from) + len(".x")
	for to = min(to, from+maxField); to >= shortest; to-- {
		if l.text[to-1] == '.' {
			continue
		}
		field := &ast.Field{Sp: ast.Span{Start: int32(from), End: int32(to)}, Name: l.text[from:to]}
		if valid(field) == nil {
			l.tokens = l.tokens[:first]
			l.at = from
			l.emit(Field, to)
			return
		}
	}
	l.unknown(first)
}

// formatCall cuts a transformer with its arguments.
func (l *lexer) formatCall(to int, valid func(ast.Operand) error) {
	first := len(l.tokens)
	l.mode = nil
	l.call(to, levelOr, nil)
	for l.err == nil && l.mode != nil {
		l.mode(l)
	}
	if l.err != nil {
		l.err = nil
		l.unknown(first)
		return
	}
	last, at := len(l.tokens), l.at
	if l.optionalSelector() {
		if l.validCall(first, valid) {
			return
		}
		l.tokens, l.at = l.tokens[:last], at
	}
	if !l.validCall(first, valid) {
		l.unknown(first)
	}
}

// validCall tells whether the tokens from the first are a valid call.
func (l *lexer) validCall(first int, valid func(ast.Operand) error) bool {
	sub := &lexer{text: l.text, tokens: append(l.tokens[first:len(l.tokens):len(l.tokens)],
		token{start: int32(l.at), end: int32(l.at), kind: end})}
	var operand ast.Operand
	err := sub.parse(func(p *parser.Falco) {
		operand = builder{l.text}.operand(p.Operand())
	})
	return err == nil && valid(operand) == nil
}

// optionalSelector cuts an argument in brackets; what looks like one and is none,
// is text.
func (l *lexer) optionalSelector() bool {
	at, count := l.at, len(l.tokens)
	if l.selector() && l.at > at {
		return true
	}
	l.at, l.tokens, l.err = at, l.tokens[:count], nil
	return false
}

// argumentText is the value between the brackets that were cut last.
func (l *lexer) argumentText() string {
	b, t := builder{l.text}, &l.tokens[len(l.tokens)-2]
	if t.kind == Quoted {
		return b.unquote(t)
	}
	return b.cut(t)
}

func (b builder) output(c parser.IOutputContext) *ast.Format {
	parts := c.GetParts()
	format := &ast.Format{Parts: make([]ast.FormatPart, len(parts))}
	for i, part := range parts {
		p := ast.FormatPart{Sp: b.span(part)}
		if text := part.GetLiteral(); text != nil {
			p.Text = b.cut(text)
		} else {
			p.Value = b.operand(part.GetExpr())
			if width := part.GetWidth(); width != nil {
				p.Width = readWidth(b.cut(width))
			}
		}
		format.Parts[i] = p
	}
	return format
}

func readWidth(digits string) int {
	width := 0
	for i := 0; i < len(digits) && width < maxWidth; i++ {
		width = width*10 + int(digits[i]-'0')
	}
	return min(width, maxWidth)
}
