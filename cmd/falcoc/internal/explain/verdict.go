package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/vm/catalog"
)

// State is what became of a part.
type State string

// The states. A test is absent when it is false because a field is not there.
const (
	True   State = "true"
	False  State = "false"
	Absent State = "absent"
)

// Node is a part of the condition with what became of it for one event.
type Node struct {
	Part   *compiler.Part
	State  State
	Values []Value
	Kids   []*Node
	// Decides marks the parts that explain the verdict: those that made it true, or
	// a smallest choice of those that would have to be otherwise.
	Decides bool
}

// Verdict is the answer about one event.
type Verdict struct {
	Matched bool
	Tree    *Node
	// Unseen says that the condition holds, but the rule is never asked about
	// events of this type.
	Unseen bool
	// Pivot is the smallest part whose change alone would change the verdict.
	Pivot *Node
	// Tests are the tests that decided, see Node.Decides.
	Tests []*Node
	// Why is the answer in a sentence.
	Why string
}

// maxNodes bounds a verdict's tree, which repeats macros where they are used.
const maxNodes = 1 << 16

// Explain decides all parts for the current event.
func (p *Program) Explain() *Verdict {
	left := maxNodes
	v := &Verdict{Matched: p.Matches()}
	v.Tree = p.node(p.Root, &left)
	v.Unseen = !v.Matched && v.Tree.State == True
	v.Pivot = pivot(v.Tree)
	if !v.Unseen {
		memo := map[*Node]int{}
		if v.Matched {
			v.Tests = proof(v.Tree, nil)
		} else {
			v.Tests = flips(v.Tree, nil, memo)
		}
		for _, n := range v.Tests {
			n.Decides = true
		}
	}
	v.Why = p.sentence(v)
	return v
}

func (p *Program) node(c *compiler.Part, left *int) *Node {
	*left--
	n := &Node{Part: c, State: False}
	if p.Holds(c) {
		n.State = True
	}
	if c.Kind == compiler.TestPart {
		absent := false
		if n.Values, absent = p.values(c); absent && n.State == False {
			n.State = Absent
		}
	}
	for _, k := range c.Kids {
		if *left > 0 {
			n.Kids = append(n.Kids, p.node(k, left))
		}
	}
	return n
}

// Is reports whether the part holds.
func (n *Node) Is() bool { return n.State == True }

// cost is how many tests must change for the part to change.
func cost(n *Node, memo map[*Node]int) int {
	if c, ok := memo[n]; ok {
		return c
	}
	c := 0
	switch {
	case len(n.Kids) == 0:
		c = 1
	case all(n):
		for _, k := range n.Kids {
			if k.Is() == n.Is() {
				c += cost(k, memo)
			}
		}
	default:
		for i, k := range n.Kids {
			if kc := cost(k, memo); i == 0 || kc < c {
				c = kc
			}
		}
	}
	memo[n] = c
	return c
}

// all reports whether every kid that is like n has to change for n to change: those
// of a false and, and of a true or.
func all(n *Node) bool {
	switch n.Part.Kind {
	case compiler.AndPart:
		return !n.Is()
	case compiler.OrPart:
		return n.Is()
	}
	return false
}

// flips appends the tests of a smallest change.
func flips(n *Node, out []*Node, memo map[*Node]int) []*Node {
	switch {
	case len(n.Kids) == 0:
		return append(out, n)
	case all(n):
		for _, k := range n.Kids {
			if k.Is() == n.Is() {
				out = flips(k, out, memo)
			}
		}
		return out
	}
	best := n.Kids[0]
	for _, k := range n.Kids[1:] {
		if cost(k, memo) < cost(best, memo) {
			best = k
		}
	}
	return flips(best, out, memo)
}

// proof appends tests that are enough for the part to be what it is.
func proof(n *Node, out []*Node) []*Node {
	switch {
	case len(n.Kids) == 0:
		return append(out, n)
	case all(n): // one of those that are like n is enough
		var best []*Node
		for _, k := range n.Kids {
			if k.Is() == n.Is() {
				if got := proof(k, nil); best == nil || len(got) < len(best) {
					best = got
				}
			}
		}
		return append(out, best...)
	}
	for _, k := range n.Kids {
		out = proof(k, out)
	}
	return out
}

// pivot goes down as long as one kid alone decides.
func pivot(n *Node) *Node {
	for {
		var next *Node
		if all(n) {
			for _, k := range n.Kids {
				if k.Is() == n.Is() {
					if next != nil {
						return n
					}
					next = k
				}
			}
		} else if len(n.Kids) == 1 {
			next = n.Kids[0]
		} else if len(n.Kids) > 1 {
			// Any kid's change is enough; the one that takes the fewest tests is named.
			memo := map[*Node]int{}
			for _, k := range n.Kids {
				if next == nil || cost(k, memo) < cost(next, memo) {
					next = k
				}
			}
		}
		if next == nil {
			return n
		}
		n = next
	}
}

// Changed evaluates the tree with some of its parts turned around: what the machine
// would say if they were otherwise.
func Changed(n *Node, turned []*Node) bool {
	is := n.Is()
	if len(n.Kids) > 0 {
		switch n.Part.Kind {
		case compiler.AndPart:
			is = !slices.ContainsFunc(n.Kids, func(k *Node) bool { return !Changed(k, turned) })
		case compiler.OrPart:
			is = slices.ContainsFunc(n.Kids, func(k *Node) bool { return Changed(k, turned) })
		case compiler.NotPart:
			is = !Changed(n.Kids[0], turned)
		case compiler.MacroPart:
			is = Changed(n.Kids[0], turned)
		}
	}
	if slices.Contains(turned, n) {
		return !n.Is()
	}
	return is
}

// maxTests is how many tests a sentence names.
const maxTests = 3

func (p *Program) sentence(v *Verdict) string {
	if v.Unseen {
		return fmt.Sprintf("It does not match because the rule never looks at events of type %s, though the condition holds.", EventName(p.event))
	}
	var b strings.Builder
	if v.Matched {
		b.WriteString("It matches because ")
	} else {
		b.WriteString("It does not match because ")
	}
	for i, n := range v.Tests {
		if i == maxTests {
			fmt.Fprintf(&b, ", and %d more", len(v.Tests)-i)
			break
		}
		switch {
		case i > 0 && i == len(v.Tests)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(n.says())
	}
	b.WriteByte('.')
	return b.String()
}

// says is one test with its values in words.
func (n *Node) says() string {
	text := n.Part.Text
	if len(text) > 100 {
		text = text[:97] + "..."
	}
	switch n.State {
	case Absent:
		var names []string
		for _, v := range n.Values {
			if v.Absent {
				names = append(names, v.Field)
			}
		}
		return fmt.Sprintf("`%s` is false: there is no %s", text, strings.Join(names, " and no "))
	case True:
		if len(n.Values) > 0 && strings.HasSuffix(n.Part.Text, "exists") {
			return "`" + text + "` is true"
		}
	}
	var values []string
	for _, v := range n.Values {
		if !v.Absent {
			values = append(values, fmt.Sprintf("%s is %q", v.Field, v.Text))
		}
	}
	state := "true"
	if !n.Is() {
		state = "false"
	}
	if values == nil {
		return fmt.Sprintf("`%s` is %s", text, state)
	}
	return fmt.Sprintf("`%s` is %s: %s", text, state, strings.Join(values, ", "))
}

// EventName is the name of an event type.
func EventName(id catalog.EventID) string {
	if info := id.Info(); info != nil {
		return info.Name
	}
	return fmt.Sprint(id)
}
