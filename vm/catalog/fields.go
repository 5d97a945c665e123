package catalog

// FieldID is a row of Fields.
type FieldID uint16

// Class is the group that a field belongs to. Look-ups search the classes in
// this order and stop at the first class in which some field's name is a prefix.
type Class uint8

// The field classes.
const (
	ClassGeneric Class = iota
	ClassEvt
	ClassProcess
	ClassUser
	ClassGroup
	ClassFD
	ClassFSPath
	ClassUtil
	ClassFDList
	ClassContainer

	numClasses
)

// ArgKinds says which arguments a field takes.
type ArgKinds uint8

// The argument kinds.
const (
	ArgIndex    ArgKinds = 1 << iota // [N]
	ArgKey                           // [text]
	ArgDotted                        // .name after the field
	ArgRequired                      // without one the field is an error

	ArgNone ArgKinds = 0
)

// FieldFlags are facts about a field.
type FieldFlags uint16

// The field flags.
const (
	Deprecated    FieldFlags = 1 << iota
	FilterOnly               // meant for conditions
	PrintOnly                // meant for outputs
	TableOnly                // hidden from listings
	NoRHS                    // never on the right side of a comparison
	NoTransformer            // takes no transformer
	Suggested                // appended to every alert by default
	Unstable                 // its text lives in scratch memory until the event ends
)

// Field is one row of the field table.
type Field struct {
	Name   string
	Class  Class
	Type   Type
	List   bool // a list of values of Type
	Arg    ArgKinds
	Flags  FieldFlags
	Format Format
	Doc    string
}

// Has reports whether all of the given flags are set.
func (f *Field) Has(flags FieldFlags) bool { return f.Flags&flags == flags }

// Row returns the row of the field.
func (id FieldID) Row() *Field { return &Fields[id] }

// Quantifier says how a comparison with a field of several values is decided.
type Quantifier uint8

// The quantifiers.
const (
	// One value, or a list compared as a set: "in" is "every element is in".
	Plain Quantifier = iota
	// AnyAncestor: true when some value, each of one ancestor, satisfies the
	// comparison, whatever the operator.
	AnyAncestor
	// EitherEnd: the two ends of a connection; true when one end satisfies the
	// comparison, but "!=" is true only when both do.
	EitherEnd
)

// Quantifier tells how the reference is compared in conditions.
func (r *FieldRef) Quantifier() Quantifier {
	switch r.ID {
	case FieldProcAname, FieldProcAexe, FieldProcAexepath, FieldProcAcmdline, FieldProcAenv, FieldProcApid:
		if !r.HasArg {
			return AnyAncestor
		}
	case FieldFdIp, FieldFdPort, FieldFdProto, FieldFdNet:
		return EitherEnd
	}
	return Plain
}

// FieldRef is a field with its argument, as written in a condition or an output.
type FieldRef struct {
	ID     FieldID
	Arg    string // text of the argument
	HasArg bool
	Index  int64 // value of a numeric argument where IsNum
	IsNum  bool
	Param  string // evt.arg.NAME, evt.rawarg.NAME: the parameter's name
	Type   Type   // the value's type; for evt.rawarg the first table entry's type
}

// Row returns the row of the field.
func (r *FieldRef) Row() *Field { return &Fields[r.ID] }

// Text is the field as written, "proc.aname[2]"; ParseField reads it back.
func (r *FieldRef) Text() string {
	name := Fields[r.ID].Name
	switch {
	case !r.HasArg:
		return name
	case r.dotted():
		return name + "." + r.Arg
	}
	return name + "[" + r.Arg + "]"
}

func (r *FieldRef) dotted() bool {
	return Fields[r.ID].Arg&ArgDotted != 0 && (r.ID != FieldEvtArg || r.Param != "")
}

// FieldByName returns the row of the field with exactly this name.
func FieldByName(name string) (*Field, bool) {
	for i := range Fields {
		if Fields[i].Name == name {
			return &Fields[i], true
		}
	}
	return nil, false
}

// TellsOfDescriptors reports whether the field may tell of a descriptor more than its
// number, or how many there are or may be.
func (id FieldID) TellsOfDescriptors() bool {
	switch {
	case id >= FieldFdNum && id <= FieldFdIsLowerLayer,
		id >= FieldProcStdinType && id <= FieldProcStderrName,
		id >= FieldFdlistNums && id <= FieldFdlistSports,
		id == FieldProcFdopencount, id == FieldProcFdusage, id == FieldProcFdlimit,
		id == FieldEvtArgs, id == FieldEvtInfo, id == FieldEvtArg:
		return true
	}
	return false
}
