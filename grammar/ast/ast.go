// Package ast is the tree of a rule's condition or output format. Nodes are
// immutable after parsing and carry byte spans into the text that was parsed,
// never token pointers; whoever made the text maps spans to files.
package ast

// Span is a half-open range of byte offsets in the parsed text.
type Span struct{ Start, End int32 }

// Expr is a condition or a part of one.
type Expr interface {
	Span() Span
	expr()
}

// And is true when all of its two or more operands are.
type And struct {
	Sp   Span
	Kids []Expr
}

// Or is true when one of its two or more operands is.
type Or struct {
	Sp   Span
	Kids []Expr
}

// Not negates its operand. Neighbouring nots are folded by the parser, those
// that parentheses separate are not.
type Not struct {
	Sp Span
	X  Expr
}

// MacroRef is a bare identifier where a check is expected. Body is nil until the
// compiler has resolved it; the spans in Body are offsets in the macro's text.
type MacroRef struct {
	Sp   Span
	Name string
	Body Expr
}

// Test compares an operand. Right is nil for exists.
type Test struct {
	Sp     Span
	Left   Operand
	Op     string // as written: "==" and "=" are kept apart
	OpSpan Span
	Mod    string // "", "oneof", "anyof", "allof"
	Right  Right
}

func (e *And) Span() Span      { return e.Sp }
func (e *Or) Span() Span       { return e.Sp }
func (e *Not) Span() Span      { return e.Sp }
func (e *MacroRef) Span() Span { return e.Sp }
func (e *Test) Span() Span     { return e.Sp }

func (*And) expr()      {}
func (*Or) expr()       {}
func (*Not) expr()      {}
func (*MacroRef) expr() {}
func (*Test) expr()     {}

// Operand is what can stand on the left of an operator or inside a transformer:
// *Field, *Call, and inside transformers also *Literal and *Tuple.
type Operand interface {
	Span() Span
	operand()
}

// Right is what can stand on the right: *Literal, *List, *Field (of val(...)), *Call.
type Right interface {
	Span() Span
	right()
}

// Field is a field reference. Arg is unescaped.
type Field struct {
	Sp     Span
	Name   string
	Arg    string
	HasArg bool
	Val    bool // written as val(field)
}

// Text is the field as the engine looks it up: name[arg].
func (f *Field) Text() string {
	if !f.HasArg {
		return f.Name
	}
	return f.Name + "[" + f.Arg + "]"
}

// Call applies a transformer.
type Call struct {
	Sp     Span
	Name   string
	Args   []Operand
	Arg    string // selector in brackets
	HasArg bool
}

// Tuple is a parenthesised list of operands inside a transformer.
type Tuple struct {
	Sp    Span
	Elems []Operand
}

// LitKind says how a literal was written.
type LitKind uint8

// The literal kinds.
const (
	Bare LitKind = iota
	Quoted
	Number
	Hex
)

// Literal is a constant; Text is unescaped.
type Literal struct {
	Sp   Span
	Text string
	Kind LitKind
}

// List is a list of constants. Ident is set when it was written as one bare
// identifier without parentheses.
type List struct {
	Sp    Span
	Elems []*Literal
	Ident bool
}

func (e *Field) Span() Span   { return e.Sp }
func (e *Call) Span() Span    { return e.Sp }
func (e *Tuple) Span() Span   { return e.Sp }
func (e *Literal) Span() Span { return e.Sp }
func (e *List) Span() Span    { return e.Sp }

func (*Field) operand()   {}
func (*Call) operand()    {}
func (*Tuple) operand()   {}
func (*Literal) operand() {}

func (*Field) right()   {}
func (*Call) right()    {}
func (*Literal) right() {}
func (*List) right()    {}

// Format is an output format. Literal text and tokens alternate in any order.
type Format struct {
	Parts []FormatPart
}

// FormatPart is literal Text, or, where Value is not nil, a token.
type FormatPart struct {
	Sp    Span
	Text  string
	Width int     // bytes to cut or pad to, 0 for none
	Value Operand // *Field or *Call
}
