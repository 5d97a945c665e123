package vm

// Code is a sequence of two-way branches. Each looks at one slot, the result of
// a test or of a shared formula, which is decided when it is first looked at and
// then known until the next event:
//
//	 0       4     6     8
//	+-------+-----+-----+
//	| slot  |  T  |  F  |      pc += T when the slot is true, else pc += F
//	+-------+-----+-----+
//
// T and F count instructions forward from the branch itself; Reject (0) and
// Accept (0xffff) end the program instead. There is nothing else: every program
// ends after at most as many steps as it has instructions, and negation costs
// nothing, as it swaps T and F.
type Inst struct {
	Slot uint32
	T, F uint16
}

// The two ends of a program, in place of a distance.
const (
	Reject uint16 = 0
	Accept uint16 = 0xffff

	MaxJump = int(Accept) - 1
)

//go:generate go run golang.org/x/tools/cmd/stringer@v0.38.0 -type=RegOp,TestOp,Mod,TableKind -linecomment -output=op_string.go

// RegOp says how a register gets its value. Operands are registers a, b, …; a
// register whose operand is absent is absent.
type RegOp uint8

// The register operations.
const (
	RegField    RegOp = iota // field
	RegConst                 // const
	RegToLower               // tolower
	RegToUpper               // toupper
	RegB64                   // b64
	RegBasename              // basename
	RegLen                   // len
	RegJoin                  // join
	RegConcat                // concat
	RegGetopt                // getopt
	RegList                  // list

	numRegOps
)

// TestOp says how a test compares the value v of its register with a constant
// or register c. Every test of an absent value is false.
//
// The letter at the end is the kind of value: S bytes (strings, buffers,
// addresses), I signed, U unsigned, F floating, N any number, Net networks.
type TestOp uint8

// Within asks whether the value lies in one of the closed intervals that pairs of
// constants make: its lower end, its upper end.
//
// The test operations.
const (
	TestExists     TestOp = iota // exists
	TestTable                    // table
	TestEqN                      // =
	TestNeN                      // !=
	TestLtI                      // <i
	TestLeI                      // <=i
	TestGtI                      // >i
	TestGeI                      // >=i
	TestLtU                      // <
	TestLeU                      // <=
	TestGtU                      // >
	TestGeU                      // >=
	TestEqF                      // =f
	TestNeF                      // !=f
	TestLtF                      // <f
	TestLeF                      // <=f
	TestGtF                      // >f
	TestGeF                      // >=f
	TestEqS                      // =s
	TestNeS                      // !=s
	TestLtS                      // <s
	TestLeS                      // <=s
	TestGtS                      // >s
	TestGeS                      // >=s
	TestContains                 // contains
	TestIContains                // icontains
	TestStartsWith               // startswith
	TestEndsWith                 // endswith
	TestGlob                     // glob
	TestIGlob                    // iglob
	TestRegex                    // regex
	TestPMatch                   // pmatch
	TestEqNet                    // =net
	TestNeNet                    // !=net
	TestWithinI                  // withini
	TestWithinU                  // within

	numTestOps
)

// Mod says how several constants are combined.
type Mod uint8

// The modifiers.
const (
	AnyOf  Mod = iota // anyof
	AllOf             // allof
	OneOf             // oneof
	Subset            // in

	numMods
)

// TableKind says how a table is laid out.
type TableKind uint8

// The table kinds.
const (
	TableSet      TableKind = iota // set
	TableNumber                    // numbers
	TablePrefix                    // prefix
	TablePath                      // path
	TableGram                      // gram
	TableSuffix                    // suffix
	TableNet                       // networks
	TablePair                      // pair
	TableFold                      // fold
	TableFoldPair                  // foldpair
	TableOrder                     // order

	numTableKinds
)
