package check

import "github.com/falcoc/falcoc/grammar/ast"

// Finding is one thing to tell the author of a rule.
type Finding struct {
	Code  string // Falco's LOAD_* code, or one of ours
	Error bool   // the rule cannot be loaded
	Span  ast.Span
	Pos   int32           // byte offset that Falco reports for the finding
	Path  []*ast.MacroRef // the macros that led to the place, outermost first; Span is in the last one's text
	Msg   string          // Falco's text for Falco's codes
	Hint  string          // what to do about it, may be empty
	Field string          // the deprecated field, for LOAD_DEPRECATED_ITEM
	More  bool            // Falco stops before it
	Diff  string          // the entry of Differences, for CodeDiffers
}

// Falco's codes for what this package finds.
const (
	CodeCondition  = "LOAD_ERR_COMPILE_CONDITION"
	CodeOutput     = "LOAD_ERR_COMPILE_OUTPUT"
	CodeWarn       = "LOAD_COMPILE_CONDITION"
	CodeDeprecated = "LOAD_DEPRECATED_ITEM"
	CodeUnsafeNA   = "LOAD_UNSAFE_NA_CHECK"
	CodeNoEvttype  = "LOAD_NO_EVTTYPE"
)

// Our own codes, all of warnings about conditions that Falco accepts in silence.
const (
	CodeNeverTrue  = "FALCOC_NEVER_TRUE"  // the comparison cannot be true
	CodeAlwaysTrue = "FALCOC_ALWAYS_TRUE" // the comparison is true whenever the field is there
	CodeNumber     = "FALCOC_NUMBER"      // the number is not taken as it was written
	CodeSuspicious = "FALCOC_SUSPICIOUS"  // the comparison is probably not what was meant
	CodeDiffers    = "FALCOC_DIFFERS"     // Falco evaluates the comparison differently; see Differences
)
