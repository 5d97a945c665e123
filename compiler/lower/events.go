package lower

import (
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// eventName is the text of evt.type on every event of the type. Generic, plugin
// and other events that are not one system call carry their name themselves.
func eventName(id catalog.EventID) (string, bool) {
	e := id.Info()
	if e == nil || id < 2 || e.Origin != catalog.FromSyscall && e.Origin != catalog.FromTracepoint {
		return "", false
	}
	return e.Name, true
}

// Variant is what a condition comes to for some event types.
type Variant struct {
	Events catalog.EventSet
	Cond   Ref
}

// Specialise decides what a condition says about the event's type, for each of
// the events. Variants that can never hold are left out.
func (g *Graph) Specialise(cond Ref, events catalog.EventSet) []Variant {
	if g.opt.NoOptimize {
		return []Variant{{events, cond}}
	}
	tests := g.eventTests(cond)
	var out []Variant
	index := map[string]int{}
	key := make([]byte, len(tests)+1)
	events.Each(func(id catalog.EventID) {
		name, known := eventName(id)
		key[0] = 0
		if known {
			key[0] = 1
			v := vm.Value{S: name}
			for i, t := range tests {
				key[i+1] = 0
				if g.Tests[t].holds(&v) {
					key[i+1] = 1
				}
			}
		} else {
			clear(key)
		}
		i, ok := index[string(key)]
		if !ok {
			i = len(out)
			index[string(key)] = i
			v := Variant{Cond: cond}
			if known {
				s := substitution{g: g, memo: map[int]Ref{}, value: map[int]Ref{}}
				for j, t := range tests {
					s.value[t] = False
					if key[j+1] == 1 {
						s.value[t] = True
					}
				}
				v.Cond = s.apply(cond)
			}
			out = append(out, v)
		}
		out[i].Events.Add(id)
	})
	kept := out[:0]
	for _, v := range out {
		if v.Cond != False {
			kept = append(kept, v)
		}
	}
	return kept
}

// eventTests lists the tests of the event's type in a condition.
func (g *Graph) eventTests(cond Ref) []int {
	var out []int
	seen := map[int]bool{}
	var walk func(Ref)
	walk = func(r Ref) {
		if seen[r.Node()] {
			return
		}
		seen[r.Node()] = true
		n := &g.Nodes[r.Node()]
		if n.Test >= 0 && g.Tests[n.Test].ofEventType(g) {
			out = append(out, n.Test)
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(cond)
	return out
}

func (t *Test) ofEventType(g *Graph) bool {
	r := &g.Regs[t.Reg]
	return r.Op == vm.RegField && r.Field.ID == catalog.FieldEvtType && t.Right < 0
}

// holds decides the test for a value that is known now.
func (t *Test) holds(v *vm.Value) bool {
	if t.Op == vm.TestExists {
		return true
	}
	n := 0
	for i := range t.Consts {
		c := &t.Consts[i]
		if t.Op == vm.TestRegex {
			if re, err := vm.CompileRegex(c.S); err == nil && re.MatchString(v.S) {
				n++
			}
		} else if vm.Compare(t.Op, v, c) {
			n++
		}
	}
	switch t.Mod {
	case vm.AllOf:
		return n == len(t.Consts) && n > 0
	case vm.OneOf:
		return n == 1
	}
	return n > 0
}

// substitution replaces tests by constants.
type substitution struct {
	g     *Graph
	value map[int]Ref
	memo  map[int]Ref
}

func (s *substitution) apply(r Ref) Ref {
	node := r.Node()
	out, ok := s.memo[node]
	if !ok {
		n := s.g.Nodes[node]
		out = Ref(node << 1)
		switch {
		case n.Test >= 0:
			if v, ok := s.value[n.Test]; ok {
				out = v
			}
		case node > 0:
			kids := make([]Ref, len(n.Kids))
			changed := false
			for i, k := range n.Kids {
				kids[i] = s.apply(k)
				changed = changed || kids[i] != k
			}
			if changed {
				out = s.g.And(kids...)
				if o := &s.g.Nodes[out.Node()]; o.Name == "" && o.Test < 0 && out > False {
					o.Name = n.Name
				}
			}
		}
		s.memo[node] = out
	}
	return out ^ r&1
}
