// Package typed is a rule's condition after checking: every field is known,
// every operator fits its operands, every literal has been read as its operand's
// type. Lowering turns it into predicates, and tests evaluate it as it stands.
package typed

import (
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Expr is a condition or a part of one.
type Expr interface{ typedExpr() }

// And is true when all operands are.
type And struct{ Kids []Expr }

// Or is true when one operand is.
type Or struct{ Kids []Expr }

// Not negates its operand.
type Not struct{ X Expr }

// Macro marks what came from a macro; it means what X means.
type Macro struct {
	Ref *ast.MacroRef
	X   Expr
}

// Pred is one comparison. Exactly one of Values and Right is used, none by Exists.
type Pred struct {
	Test   *ast.Test // where it was written
	Left   *Operand
	Op     Op
	Mod    Mod
	Values []Literal // one for single-valued operators, any number for in, intersects, pmatch and with a modifier
	Right  *Operand  // a field or a transformer on the right side
}

func (*And) typedExpr()   {}
func (*Or) typedExpr()    {}
func (*Not) typedExpr()   {}
func (*Macro) typedExpr() {}
func (*Pred) typedExpr()  {}

// Op is a comparison operator.
type Op uint8

// The operators. "==" is Eq; bcontains and bstartswith are Contains and
// StartsWith over buffers whose literal has been decoded from hexadecimal.
const (
	Exists Op = iota
	Eq
	Ne
	Lt
	Le
	Gt
	Ge
	Contains
	IContains
	StartsWith
	EndsWith
	Glob
	IGlob
	Regex
	In
	Intersects
	PMatch
)

// Mod is an operator modifier.
type Mod uint8

// The modifiers.
const (
	NoMod Mod = iota
	OneOf
	AnyOf
	AllOf
)

// Literal is a constant read as the left operand's type.
type Literal struct {
	Text string // as written, unescaped
	Num  uint64 // numbers in two's complement, doubles as IEEE bits, ports, booleans
	Data string // strings and buffers; addresses as 4 or 16 bytes in network order
	Bits int    // length of a network's prefix
}

// Operand is a field, a constant or a transformer applied to operands. Exactly
// one of Field, Const and Call is set.
type Operand struct {
	Field *catalog.FieldRef
	Const *string
	Call  *Call
	Type  catalog.Type // after transformation
	List  bool
}

// Call applies a transformer. A parenthesised tuple of operands is a call of
// MakeList, so join("-", (a, b)) is Join with the arguments "-" and MakeList(a, b).
type Call struct {
	Fn       Fn
	Args     []*Operand
	Selector string // getopt's option letter, "" when the result is a list
}

// Fn is a transformer.
type Fn uint8

// The transformers. val is not here: it only marks a field on the right side.
// MakeList is not written by name; its result is a list of strings, each number
// among its elements in decimal, and it is absent when one of them is.
const (
	ToLower Fn = iota
	ToUpper
	B64
	Basename
	Len
	Join
	Concat
	Getopt
	MakeList
)

var fnNames = [...]string{"tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt", ""}

// String returns the transformer's name in conditions, "" for MakeList.
func (f Fn) String() string { return fnNames[f] }

// Format is a checked output format.
type Format struct{ Parts []Part }

// Part is literal Text, or a token where Value is not nil.
type Part struct {
	Text  string
	Value *Operand
	Width int    // bytes to cut or pad to, 0 for none
	Key   string // member of output_fields; "" for a transformed token
	// Hidden parts print nothing: they are the plain fields inside the transformed
	// token that follows, which become members of output_fields in its place.
	Hidden bool
}
