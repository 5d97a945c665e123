package lower

// pass is a step that leaves what a formula means alone.
type pass uint8

// The passes, in the order in which a condition goes through them: each comparison when
// it is read, each conjunction when its kids are there, the whole condition at the end.
const (
	normalise  pass = iota // predicate.go: comparisons in the forms that are shared and looked up best
	patterns               // pattern.go, regex.go: in front of a pattern the texts that it needs
	merge                  // merge.go: comparisons of one value are one test
	ranges                 // ranges.go: bounds of one number are one interval
	simplify               // simplify.go: what others imply is left out
	specialise             // events.go: what the event's type decides

	numPasses
)

// overKids takes the kids of a conjunction through the passes for these. Merging comes
// first: it makes tests that the others know. What simplify takes apart goes through all
// of them again.
func (g *Graph) overKids(kids []Ref) []Ref {
	if g.does(merge) {
		kids = g.merge(kids)
	}
	if g.does(ranges) {
		kids = g.ranges(kids)
	}
	if g.does(simplify) {
		kids = g.simplify(kids)
	}
	return kids
}

// Options of lowering.
type Options struct {
	NoOptimize bool // keep formulas as they were written

	without [numPasses]bool // for tests: the passes that are left out
}

func (g *Graph) does(p pass) bool { return !g.opt.NoOptimize && !g.opt.without[p] }
