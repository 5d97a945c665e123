// Package grammar parses rule conditions and output formats into the trees of
// package ast, and prints conditions.
//
// The grammar is Falco.g4, from which package parser is generated. Texts may be
// any bytes; positions count bytes. What is refused is refused with the words and
// at the position of Falco's own parser, which names what it expected where it
// stopped. Time and memory are linear in the text, and bounded.
package grammar

import (
	"sync"

	"github.com/antlr4-go/antlr/v4"

	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/grammar/parser"
)

// Levels of nesting that Falco's parser accepts. A pair of parentheses takes five.
const (
	MaxDepth         = 1000 // when it loads rules
	MaxDescribeDepth = 100  // when it describes them, and in output formats
)

// Error says why a text is refused and where.
type Error struct {
	Offset int // in bytes, from 0
	Line   int // from 1; both CR and LF end a line, so CRLF ends two
	Col    int // in bytes, from 1
	Msg    string
}

func (e *Error) Error() string { return e.Msg }

func errorAt(text string, offset int, msg string) *Error {
	e := &Error{Offset: offset, Line: 1, Col: 1, Msg: msg}
	for i := range offset {
		e.Col++
		if text[i] == '\r' || text[i] == '\n' {
			e.Line++
			e.Col = 1
		}
	}
	return e
}

// ParseCondition parses a condition. Nesting is limited as in Falco, usually to
// MaxDepth levels.
func ParseCondition(text string, maxDepth int) (ast.Expr, *Error) {
	l := lexCondition(text, maxDepth)
	if len(l.tokens) == 0 {
		return nil, l.err
	}
	var expr ast.Expr
	err := l.parse(func(p *parser.Falco) {
		expr = builder{text}.condition(p.Condition())
	})
	if err != nil {
		return nil, err
	}
	return expr, nil
}

// Tokens cuts a condition into its tokens. The text between them is blank. On an
// error, the tokens before it are returned, too. Text can have tokens and yet not
// parse.
func Tokens(text string) ([]Token, *Error) {
	l := lexCondition(text, MaxDepth)
	var tokens []Token
	for _, t := range l.tokens {
		if t.kind == end || t.kind == Invalid {
			break
		}
		tokens = append(tokens, Token{t.kind, t.span()})
	}
	return tokens, l.err
}

func lexCondition(text string, maxDepth int) *lexer {
	l := &lexer{text: text, maxDepth: maxDepth, mode: (*lexer).expression}
	switch {
	case text == "":
		l.err = errorAt(text, 0, errEmpty)
	case len(text) > maxText:
		l.err = errorAt(text, 0, errTooLong)
	default:
		l.tokens = make([]token, 0, min(len(text)/4+8, 1<<16))
		l.run()
	}
	return l
}

var parsers = sync.Pool{New: func() any {
	p := parser.NewFalco(nil)
	p.RemoveErrorListeners()
	p.SetErrorHandler(strategy{antlr.NewDefaultErrorStrategy()})
	// The tree is built from the labels of the rules' contexts.
	p.BuildParseTrees = false
	return p
}}

// parse runs the generated parser on the tokens.
func (l *lexer) parse(rule func(*parser.Falco)) (err *Error) {
	p := parsers.Get().(*parser.Falco)
	s := &stream{tokens: l.tokens}
	p.SetTokenStream(s)
	defer func() {
		if r := recover(); r != nil {
			stop, ok := r.(unexpected)
			if !ok {
				panic(r)
			}
			err = l.explain(s.at, stop.nested)
		}
		p.SetError(nil)
		p.SetTokenStream(nil)
		parsers.Put(p)
	}()
	rule(p)
	return nil
}

// explain words the parser's refusal of a token.
func (l *lexer) explain(at int, nested bool) *Error {
	t := &l.tokens[min(at, len(l.tokens)-1)]
	switch {
	case l.err != nil && t.kind == Invalid:
		return l.err
	case nested:
		return errorAt(l.text, int(t.start), errNoParen)
	}
	var last string
	if at > 0 {
		last = builder{l.text}.literal(&l.tokens[at-1]).Text
	}
	return errorAt(l.text, int(t.start), "unexpected token after '"+last+"', expecting 'or', 'and'")
}

// unexpected is what the parser is stopped with at a token that it cannot accept,
// as its generated code has no other way out.
type unexpected struct{ nested bool }

// strategy stops at the first error. Every choice in the grammar is made on the
// next token, so that an error is seen where it is.
type strategy struct{ *antlr.DefaultErrorStrategy }

func stop(p antlr.Parser) {
	_, top := p.GetParserRuleContext().(*parser.ConditionContext)
	panic(unexpected{nested: !top})
}

func (strategy) RecoverInline(p antlr.Parser) antlr.Token             { stop(p); return nil }
func (strategy) Recover(p antlr.Parser, _ antlr.RecognitionException) { stop(p) }
func (strategy) ReportError(antlr.Parser, antlr.RecognitionException) {}
func (strategy) ReportMatch(antlr.Parser)                             {}
func (strategy) Sync(antlr.Parser)                                    {}
func (strategy) InErrorRecoveryMode(antlr.Parser) bool                { return false }
