package vm

import "github.com/falcoc/falcoc/vm/catalog"

// Value is what a register holds: a view of an event's or the state's bytes,
// valid until the next event.
type Value struct {
	S    string       // string types and buffers; addresses as 4 or 16 bytes in network order
	N    uint64       // numbers in two's complement, booleans as 0 or 1, doubles as IEEE bits
	L    []Value      // the elements of a list, or the candidates of a quantified field
	Type catalog.Type // set by dynamically typed fields only (evt.rawarg)
}

// Extractor reads one field of the current event into out and reports whether
// the field is there. It is called at most once for an event and register.
// out keeps its L between calls so that lists need no allocation.
type Extractor func(out *Value) bool

// Import is a field that a bundle needs from the runtime. Field is the whole
// text, "proc.aname[2]".
type Import struct {
	Field string
	Type  catalog.Type
	List  bool
}
