package vm

import "sort"

// PathMachine is an automaton that reads a path once and knows then which groups
// of patterns it shows. A path that user space would not take as it stands - one
// that is relative, or not in its shortest form, or has bytes that fields leave
// out - is odd: nothing is known of it.
type PathMachine struct {
	Class   [256]uint8 // bytes that no pattern tells apart share a class
	Classes int
	Next    []uint16 // state*Classes + class → state; state 0 is the start
	Seen    []uint64 // by state: groups that hold as soon as it is reached
	AtEnd   []uint64 // by state: groups that hold if the path ends there
	Folder  []uint64 // by state: groups that hold if its last byte was the last '/'
}

// OddPath is the group of paths of which nothing is known.
const OddPath = uint64(1) << MaxGuardPatterns

// oddities make a path odd wherever they stand.
var oddities = []Pattern{
	{PatternInside, "//"}, {PatternInside, "/./"}, {PatternInside, "/../"},
	{PatternSuffix, "/."}, {PatternSuffix, "/.."}, {PatternSuffix, "/"},
}

// newPathMachine builds the automaton of groups of patterns, nil where it gets too large.
func newPathMachine(groups [][]Pattern) *PathMachine {
	if len(groups) == 0 || len(groups) > MaxGuardPatterns {
		return nil
	}
	m := &PathMachine{}
	// The bytes of patterns, '/' and the odd ones have classes of their own.
	var used [256]bool
	used['/'], used['.'] = true, true
	for _, g := range groups {
		for _, p := range g {
			for i := range len(p.Text) {
				used[p.Text[i]] = true
			}
		}
	}
	const other, odd = 0, 1
	m.Classes = 2
	for b := range 256 {
		switch {
		case b < 0x20 || b >= 0x7f:
			m.Class[b] = odd
		case used[b]:
			m.Class[b] = uint8(m.Classes)
			m.Classes++
		default:
			m.Class[b] = other
		}
	}
	// Two tries in one: state 0 is the start of the path, state 1 any later place.
	// A pattern that may stand anywhere is in both.
	t := &trie{m: m}
	t.state()
	t.state()
	for g, ps := range groups {
		for _, p := range ps {
			t.add(p, uint64(1)<<g)
		}
	}
	for _, p := range oddities {
		t.add(p, OddPath)
	}
	if len(m.Seen) > MaxGuardStates || m.Classes > MaxGuardClasses {
		return nil
	}
	t.link()
	return m
}

// trie becomes an automaton that finds patterns wherever they begin.
type trie struct {
	m    *PathMachine
	kids []map[uint8]int
}

func (t *trie) state() int {
	t.kids = append(t.kids, map[uint8]int{})
	t.m.Seen = append(t.m.Seen, 0)
	t.m.AtEnd = append(t.m.AtEnd, 0)
	t.m.Folder = append(t.m.Folder, 0)
	return len(t.kids) - 1
}

func (t *trie) add(p Pattern, group uint64) {
	roots := []int{0, 1}
	if p.Place != PatternSuffix && p.Place != PatternInside {
		roots = roots[:1]
	}
	for _, s := range roots {
		for i := range len(p.Text) {
			c := t.m.Class[p.Text[i]]
			next, ok := t.kids[s][c]
			if !ok {
				next = t.state()
				t.kids[s][c] = next
			}
			s = next
		}
		switch p.Place {
		case PatternPrefix, PatternInside:
			t.m.Seen[s] |= group
		case PatternFolder:
			t.m.Folder[s] |= group
		default:
			t.m.AtEnd[s] |= group
		}
	}
}

// link makes the transitions total. The longest proper suffix of what a state has
// read is looked for among the patterns that may begin late, below state 1.
func (t *trie) link() {
	m := t.m
	m.Next = make([]uint16, len(t.kids)*m.Classes)
	fail := make([]int, len(t.kids))
	fail[0], fail[1] = 1, 1
	queue := []int{1, 0}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if s > 1 {
			m.Seen[s] |= m.Seen[fail[s]]
			m.AtEnd[s] |= m.AtEnd[fail[s]]
		}
		for c := range m.Classes {
			next, ok := t.kids[s][uint8(c)]
			at := s*m.Classes + c
			switch {
			case ok && s == 1:
				fail[next] = 1
			case ok:
				fail[next] = int(m.Next[fail[s]*m.Classes+c])
			case s == 1:
				next = 1
			default:
				next = int(m.Next[fail[s]*m.Classes+c])
			}
			m.Next[at] = uint16(next)
		}
		order := make([]int, 0, len(t.kids[s]))
		for c := range t.kids[s] {
			order = append(order, int(c))
		}
		sort.Ints(order)
		for _, c := range order {
			queue = append(queue, t.kids[s][uint8(c)])
		}
	}
	// A byte that fields leave out spoils what is known.
	for s := range t.kids {
		m.Next[s*m.Classes+1] = 1
	}
}

// Read returns the groups that a path shows, and those of which nothing is known.
func (m *PathMachine) Read(path []byte) (facts, unknown uint64) {
	if len(path) == 0 || len(path) > MaxGuardPath || path[0] != '/' {
		return 0, ^uint64(0)
	}
	s, folder := 0, uint64(0)
	for _, b := range path {
		c := int(m.Class[b])
		if c == 1 {
			return 0, ^uint64(0)
		}
		s = int(m.Next[s*m.Classes+c])
		facts |= m.Seen[s]
		if b == '/' {
			folder = m.Folder[s]
		}
	}
	facts |= m.AtEnd[s] | folder
	if facts&OddPath != 0 && len(path) > 1 {
		return 0, ^uint64(0)
	}
	return facts, 0
}
