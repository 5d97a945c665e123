// Package vm is the machine that rules are compiled for: its instructions, the
// bundle that holds a compiled rule set, the verifier that proves a bundle safe,
// the machine that decides events with it, and the choice of enabled rules.
//
// A bundle is data: registers (an imported field or a transformer's result),
// tests (one comparison of a register), code (two-way branches on tests), match
// tables that answer many tests at once, and a dispatch from event types to the
// rules that can match them. The package knows neither the compiler nor the
// runtime; whoever runs a bundle binds its imports to extractors.
package vm

import "github.com/falcoc/falcoc/vm/catalog"

// Bundle is a compiled rule set. Machines share it and never write to it.
// What indexes what is said at each table; Verify proves it.
type Bundle struct {
	Info    Info
	Rules   []RuleInfo
	Imports []Import

	Consts   []Const    // constants of tests and registers
	Regs     []Register // an operand of a register has a lower number
	Operands []uint32   // registers, the operand lists of Regs
	Tests    []Test     // slot i of the machine is the result of Tests[i]
	Subs     []uint32   // slot len(Tests)+i is the result of the code at Subs[i]
	Code     []Inst
	Tables   []Table // match tables

	Dispatch []uint16 // event type → 1 + index of Groups, 0 for none
	Groups   []Group
	Debug    Debug

	Guards    []byte // tables for the kernel's filters
	Signature []byte // over the bytes of all other sections
}

// Info says where a bundle comes from.
type Info struct {
	Compiler string // Version of the compiler
	Engine   string // EngineVersion of the rule language
	Schema   string // SchemaVersion of the catalogue
	Inputs   []Input
}

// Input is one rules file that went into the bundle.
type Input struct {
	Name string
	Hash [32]byte // SHA-256
}

// RuleInfo is what there is to know of a rule besides its condition.
type RuleInfo struct {
	Name            string
	Desc            string
	Source          string
	Priority        uint8 // 0 emergency … 7 debug
	Tags            []string
	Enabled         bool
	Capture         bool
	CaptureDuration uint32           // milliseconds
	Events          catalog.EventSet // the event types that can match
	Output          []OutputPart
	Condition       string // as printed after compiling, for tools
	File            string
	Line            int
}

// OutputPart is a piece of an output: literal text where Reg is negative, else
// the value of a register.
type OutputPart struct {
	Text   string
	Reg    int
	Width  int    // bytes to cut or pad to, 0 for none
	Key    string // member of output_fields: the field's text; "" for transformed tokens
	Hidden bool   // prints nothing, is only a member of output_fields
}

// Const is a constant read as the type of what it is compared with.
type Const struct {
	S    string // strings and buffers; addresses as 4 or 16 bytes in network order
	N    uint64 // numbers in two's complement, booleans, doubles as IEEE bits
	Bits uint32 // length of a network's prefix
}

// Register is one row of the register table.
type Register struct {
	Op    RegOp
	Type  catalog.Type // of the value, or of each element
	List  bool         // a list, compared as a set
	Quant catalog.Quantifier
	Arg   uint32 // RegField: import; RegConst and RegGetopt with a selector: constant
	First uint32 // operands are Operands[First:First+N]
	N     uint32
}

// Dynamic reports whether values of the register state their type themselves.
func (r *Register) Dynamic() bool { return r.Type == catalog.Dyn }

// Test is one row of the test table: Reg Op constants, or Reg Op register.
type Test struct {
	Op  TestOp
	Mod Mod
	RHS bool   // Arg is a register
	Reg uint32 // left operand
	Arg uint32 // first constant, register, or table
	N   uint32 // number of constants
}

// Table is a match table over one register. One look-up decides the tests
// [First, First+N) together, all of which are TestTable rows for this table.
type Table struct {
	Kind  TableKind
	Reg   uint32
	First uint32
	N     uint32

	Buckets []Bucket // TableSet, TableNumber, TableNet, those of pieces: a power of two, open addressing, one empty at least
	Nodes   []Node   // TablePrefix, TablePath, TableSuffix (of reversed texts): node 0 is the root; TableOrder: see Intervals
	Edges   []byte   // first bytes of the nodes' labels, parallel to Nodes; TableNet: the lengths of its prefixes in bits, ascending
	Grams   []uint64 // those of pieces: a bitmap of the hashed pieces, a power of two bits; large TableSet: of the keys' hashes; TableOrder: cuts
	Rows    []uint32 // rows of numbers: a count, then so many tests relative to First, ascending
}

// A TableOrder answers which intervals a number lies in. Grams are the numbers at
// which one begins or has ended, as OrderKey and FloatKey map them, ascending: they cut all
// numbers into pieces, the first one before Grams[0]. Nodes are a tree over the
// pieces: node 1 is the root, the children of node n are 2n and 2n+1, and piece i is
// the leaf len(Nodes)/2+i. Only their Row is used: the tests whose intervals cover all
// that is below. So n intervals take n log n places, and the rows of a number are
// those on the way from its leaf to the root.

// Bucket holds one key of a table. Row is 0 in empty buckets; Rows[0] is 0.
//
//	table        Hash             Key
//	TableSet     HashString(key)  constant whose S is the key
//	TableNumber  HashNumber(key)  the key
//	TableNet     HashNet(key)     constant that is the network, no bit set behind its prefix
//	of pieces    the piece        constant whose S is the literal, | the piece's place in it << 32
type Bucket struct {
	Hash uint32
	Row  uint32 // where its row starts in Rows
	Key  uint64
}

// Node is one node of a prefix tree. Its label is S of a constant; the children
// are consecutive, ordered by the first byte of their labels.
type Node struct {
	Label uint32 // constant
	First uint32 // first child
	N     uint16 // number of children
	Row   uint32 // tests that are true once the label has been read; 0 for none
}

// Group is a set of event types for which the same rules have the same code.
type Group struct {
	Entries []Entry
	Always  []uint32 // entries that are candidates for every event, ascending
	Gates   []Gate   // entries that are candidates when tests hold that they share
	Routes  []Route

	// What is left of a crowd of candidates, where there is one: those of the entries of
	// a filter go when its slot is not what they want, those of a narrowing route when
	// its table brings others only. Filters have nothing inside.
	Filters []Gate
	Narrow  []Route
}

// Entry is a rule and its code, for the event types of a group.
type Entry struct {
	Rule uint32
	PC   uint32
}

// Route makes entries candidates when tests of a table hold. For test First+i of
// the table the entries are Posts[Start[i]:Start[i+1]].
type Route struct {
	Table uint32
	Start []uint32
	Posts []uint32
}

// Debug names what the other tables hold, for people. It may be empty.
type Debug struct {
	Tests  []string // text of each test
	Subs   []string // macro that a shared formula came from, or ""
	Files  []string // rules files that Places are in
	Places []Place  // of each test
}

// Place is where a test was first written. A line of 0 means that it is not known.
type Place struct {
	File uint32 // index of Debug.Files
	Line uint32
	Col  uint32
	Via  string // the macros from the rule to the test, outermost first: "a > b"
}
