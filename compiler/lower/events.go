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

// Specialise decides what a condition says about the event's type, and about parameters
// and descriptors that events of a type do not have, for each of the events. Variants
// that can never hold are left out.
func (g *Graph) Specialise(cond Ref, events catalog.EventSet) []Variant {
	if !g.does(specialise) {
		return []Variant{{events, cond}}
	}
	tests, ofFD := g.eventTests(cond)
	var out []Variant
	index := map[string]int{}
	key := make([]byte, len(tests)+1)
	events.Each(func(id catalog.EventID) {
		// Tests of a descriptor are false together.
		info := id.Info()
		decided := len(ofFD) > 0 && info != nil && !info.AboutFD()
		key[len(tests)] = byte(open)
		if decided {
			key[len(tests)] = byte(no)
		}
		for i, t := range tests {
			key[i] = byte(g.Tests[t].on(g, id))
			decided = decided || key[i] != byte(open)
		}
		i, ok := index[string(key)]
		if !ok {
			i = len(out)
			index[string(key)] = i
			v := Variant{Cond: cond}
			if decided {
				s := substitution{g: g, memo: map[int]Ref{}, value: map[int]Ref{}}
				if decision(key[len(tests)]) == no {
					for _, t := range ofFD {
						s.value[t] = False
					}
				}
				for j, t := range tests {
					switch decision(key[j]) {
					case yes:
						s.value[t] = True
					case no:
						s.value[t] = False
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

// eventTests lists the tests of a condition that some event types decide, and apart from
// them those of the event's descriptor.
func (g *Graph) eventTests(cond Ref) (out, ofFD []int) {
	seen := map[int]bool{}
	var walk func(Ref)
	walk = func(r Ref) {
		if seen[r.Node()] {
			return
		}
		seen[r.Node()] = true
		n := &g.Nodes[r.Node()]
		if n.Test >= 0 {
			switch r := &g.Regs[g.Tests[n.Test].Reg]; {
			case g.Tests[n.Test].ofEventType(g) || r.parameter() != "":
				out = append(out, n.Test)
			case r.Op == vm.RegField && r.Field.Row().Class == catalog.ClassFD:
				ofFD = append(ofFD, n.Test)
			}
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(cond)
	return out, ofFD
}

func (t *Test) ofEventType(g *Graph) bool {
	r := &g.Regs[t.Reg]
	return r.Op == vm.RegField && r.Field.ID == catalog.FieldEvtType && t.Right < 0
}

// parameter is the name of the event's parameter that the register is, "" for other
// registers.
func (r *Reg) parameter() string {
	if r.Op == vm.RegField && (r.Field.ID == catalog.FieldEvtArg || r.Field.ID == catalog.FieldEvtRawarg) {
		return r.Field.Param
	}
	return ""
}

// decision is what an event's type says of a test.
type decision byte

const (
	open decision = iota
	no
	yes
)

func (t *Test) on(g *Graph, id catalog.EventID) decision {
	if p := g.Regs[t.Reg].parameter(); p != "" {
		if info := id.Info(); info != nil && info.Param(p) < 0 {
			return no
		}
		return open
	}
	name, known := eventName(id)
	switch {
	case !known:
		return open
	case t.holds(&vm.Value{S: name}):
		return yes
	}
	return no
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
