package vm

// Selection is a choice of a bundle's rules in the order in which they are tried.
// Make it with NewSelection, adjust it with Apply.
type Selection struct {
	b *Bundle
}

// Choice is one step of a selection: rules whose name matches the pattern, and
// rules that have the tag, are enabled or disabled. An empty Rule or Tag names none.
type Choice struct {
	Enable bool
	Rule   string // "*" stands for any text
	Tag    string
}

// NewSelection enables, in order of definition, the rules that are enabled by
// themselves and at least as urgent as minPriority; less urgent rules can never
// be enabled.
func NewSelection(b *Bundle, minPriority uint8) *Selection { return &Selection{b: b} }

// Apply does the steps in order. A rule that gets enabled goes to the end of the
// order; enabling an enabled rule moves nothing.
func (s *Selection) Apply(steps ...Choice) {}

// Enabled returns the enabled rules in the order in which they are tried.
func (s *Selection) Enabled() []int { return nil }
