package grammar

import (
	"fmt"
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/grammar/parser"
)

// Kind is a kind of token. Falco.g4 says what each looks like.
type Kind uint8

// The kinds of tokens.
const (
	Or          Kind = parser.FalcoOR
	And         Kind = parser.FalcoAND
	Not         Kind = parser.FalcoNOT
	Glued       Kind = parser.FalcoGLUED
	LParen      Kind = parser.FalcoLPAREN
	RParen      Kind = parser.FalcoRPAREN
	Comma       Kind = parser.FalcoCOMMA
	LBrack      Kind = parser.FalcoLBRACK
	RBrack      Kind = parser.FalcoRBRACK
	Field       Kind = parser.FalcoFIELD
	Ident       Kind = parser.FalcoIDENT
	Transformer Kind = parser.FalcoTRANSFORMER
	Val         Kind = parser.FalcoVAL
	Exists      Kind = parser.FalcoEXISTS
	NumOp       Kind = parser.FalcoNUM_OP
	StrOp       Kind = parser.FalcoSTR_OP
	ListOp      Kind = parser.FalcoLIST_OP
	Modifier    Kind = parser.FalcoMODIFIER
	Number      Kind = parser.FalcoNUMBER
	Hex         Kind = parser.FalcoHEX
	Quoted      Kind = parser.FalcoQUOTED
	Bare        Kind = parser.FalcoBARE
	Argument    Kind = parser.FalcoARGUMENT
	Spoiled     Kind = parser.FalcoSPOILED
	Text        Kind = parser.FalcoTEXT
	Percent     Kind = parser.FalcoPERCENT
	Width       Kind = parser.FalcoWIDTH
	Invalid     Kind = parser.FalcoINVALID

	end Kind = 255
)

// String returns the kind's name in the grammar.
func (k Kind) String() string {
	parser.FalcoInit()
	names := parser.FalcoParserStaticData.SymbolicNames
	if int(k) < len(names) {
		return names[k]
	}
	return "EOF"
}

// Token is a word of a condition or output format.
type Token struct {
	Kind Kind
	Span ast.Span
}

// token is a Token as ANTLR wants it. The parser needs no more than its kind; the
// text is cut by the span when the tree is built.
type token struct {
	start, end int32
	kind       Kind
}

func (t *token) span() ast.Span { return ast.Span{Start: t.start, End: t.end} }

func (t *token) GetTokenType() int {
	if t.kind == end {
		return antlr.TokenEOF
	}
	return int(t.kind)
}

func (t *token) GetSource() *antlr.TokenSourceCharStreamPair { return nil }
func (t *token) GetChannel() int                             { return antlr.TokenDefaultChannel }
func (t *token) GetStart() int                               { return int(t.start) }
func (t *token) GetStop() int                                { return int(t.end) - 1 }
func (t *token) GetLine() int                                { return 0 }
func (t *token) GetColumn() int                              { return 0 }
func (t *token) GetText() string                             { return "" }
func (t *token) SetText(string)                              {}
func (t *token) GetTokenIndex() int                          { return 0 }
func (t *token) SetTokenIndex(int)                           {}
func (t *token) GetTokenSource() antlr.TokenSource           { return nil }
func (t *token) GetInputStream() antlr.CharStream            { return nil }
func (t *token) String() string                              { return t.kind.String() }

// stream hands out tokens that were cut before, the last of which is the end.
type stream struct {
	tokens []token
	at     int
}

func (s *stream) LT(k int) antlr.Token {
	i := s.at + k - 1
	if k < 0 {
		i++
	}
	if i < 0 {
		return nil
	}
	return &s.tokens[min(i, len(s.tokens)-1)]
}

func (s *stream) LA(k int) int                                      { return s.LT(k).GetTokenType() }
func (s *stream) Consume()                                          { s.at++ }
func (s *stream) Mark() int                                         { return 0 }
func (s *stream) Release(int)                                       {}
func (s *stream) Index() int                                        { return s.at }
func (s *stream) Seek(index int)                                    { s.at = index }
func (s *stream) Size() int                                         { return len(s.tokens) }
func (s *stream) GetSourceName() string                             { return "" }
func (s *stream) Reset()                                            { s.at = 0 }
func (s *stream) Get(index int) antlr.Token                         { return &s.tokens[index] }
func (s *stream) GetTokenSource() antlr.TokenSource                 { return nil }
func (s *stream) SetTokenSource(antlr.TokenSource)                  {}
func (s *stream) GetAllText() string                                { return "" }
func (s *stream) GetTextFromInterval(antlr.Interval) string         { return "" }
func (s *stream) GetTextFromRuleContext(antlr.RuleContext) string   { return "" }
func (s *stream) GetTextFromTokens(antlr.Token, antlr.Token) string { return "" }

// operators are the comparison operators in the order in which Falco tries them.
var operators = []struct {
	text string
	kind Kind
	word bool // a blank must follow
}{
	{"exists", Exists, false},
	{"<=", NumOp, false}, {"<", NumOp, false}, {">=", NumOp, false}, {">", NumOp, false},
	{"==", StrOp, false}, {"=", StrOp, false}, {"!=", StrOp, false},
	{"glob", StrOp, true}, {"iglob", StrOp, true},
	{"contains", StrOp, true}, {"icontains", StrOp, true}, {"bcontains", StrOp, true},
	{"startswith", StrOp, true}, {"bstartswith", StrOp, true}, {"endswith", StrOp, true},
	{"regex", StrOp, true},
	{"intersects", ListOp, false}, {"in", ListOp, false}, {"pmatch", ListOp, false},
}

var (
	modifiers    = []string{"oneof", "anyof", "allof"}
	transformers = []string{"tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt"}
)

// Falco's messages.
var (
	errNoCheck     = "expected a '(' token, a field check, or an identifier"
	errNoOperator  = "expected a valid check operator: one of " + operatorNames()
	errNoNumber    = "expected a number value or a field with a valid transformer: " + referenceNames()
	errNoString    = "expected a string value or a field with a valid transformer: " + referenceNames()
	errNoList      = "expected a list, an identifier, or a field with a valid transformer: " + referenceNames()
	errNoItem      = "expected a string value"
	errNoParen     = "expected a ')' token"
	errNoBracket   = "expected a ']' token"
	errNoSelector  = "expected a valid field argument: a quoted string or a bare string"
	errNoField     = "expected a field within 'val' transformer"
	errNoCallParen = "expected a ')' token closing the transformer"
	errNoArgument  = "expected field transformer argument: field, transformer, quoted string, number, or transformer list"
	errNoElement   = "expected transformer list argument: field, transformer, quoted string, or number"
	errNoTupleEnd  = "expected a ')' token closing the transformer list"
	errEmpty       = "filter input string is empty"
	errTooLong     = fmt.Sprintf("longer than %d MiB", maxText>>20)
)

func operatorNames() string {
	names := make([]string, len(operators))
	for i, op := range operators {
		names[i] = op.text
	}
	return quoteNames(names)
}

func referenceNames() string { return quoteNames(append([]string{"val"}, transformers...)) }

func quoteNames(names []string) string { return "'" + strings.Join(names, "', '") + "'" }
