package bpf

import (
	"encoding/binary"
	"fmt"

	"github.com/cilium/ebpf"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Guards say which events no rule can want, so that the kernel need not make them.
type Guards struct {
	Types map[catalog.EventID]Guard // types without a guard pass
	Paths *PathMachine              // for guards that look at a path
	// FreeDescriptors says that calls that make, copy or close descriptors need not be
	// told for the state's sake, where the sensor can say later what a descriptor is.
	FreeDescriptors bool
	// Identity are the types whose events say first what their descriptor is, where
	// FreeDescriptors may have hidden its making.
	Identity catalog.EventSet
}

// Guard is a disjunction of clauses over facts, which are bits.
type Guard struct {
	Tests   []GuardTest
	Clauses []GuardClause
	Path    int // parameter that the path facts are about, -1 for none
}

// GuardTest makes a fact of a parameter.
type GuardTest struct {
	Op    GuardOp
	Param uint8
	Fact  uint8
	A, B  uint64
}

// GuardOp is how a test decides.
type GuardOp uint8

// The operations of guards.
const (
	GuardBits   GuardOp = iota // the parameter and A have a bit in common
	GuardRange                 // A <= parameter <= B, signed
	GuardHost                  // the task is in no container
	GuardFamily                // the socket that Param is has an address family of A: 1 IPv4, 2 IPv6, 4 unix
	GuardProto                 // that socket's IP protocol is A
	GuardEnd                   // one end of it is in the IPv4 network A of mask B, in network order
	GuardPort                  // A <= the port of one of its ends <= B
	GuardName                  // the task's name, as its events told it, is the 16 bytes of A and B
	GuardUser                  // A <= the task's effective user id, as its events told it, <= B
)

// GuardClause passes what shows all facts of Must and none of Not.
type GuardClause struct{ Must, Not, PathMust, PathNot uint64 }

// PathMachine is an automaton over the bytes of a path.
type PathMachine struct {
	Class               [256]uint8
	Classes             int
	Next                []uint16 // state*Classes + class → state
	Seen, AtEnd, Folder []uint64 // by state: groups of patterns
}

const (
	maxStates  = 4096
	maxClasses = 128
	guardSlots = 256
	guardFacts = 32

	fileFlags = catalog.O_F_CREATED | catalog.FD_UPPER_LAYER | catalog.FD_LOWER_LAYER
)

// putGuards writes guards beside those in use and returns the number of each one's
// slot, plus one. The call table switches to them.
func (s *Source) putGuards(g *Guards, asked, want catalog.EventSet) (map[catalog.EventID]uint32, error) {
	if g == nil {
		return nil, nil
	}
	s.generation ^= 1
	first := s.generation * guardSlots / 2
	paths := g.Paths != nil && len(g.Paths.Seen) <= maxStates && g.Paths.Classes <= maxClasses
	if paths {
		if err := s.putPaths(g.Paths); err != nil {
			return nil, err
		}
	}
	out := map[catalog.EventID]uint32{}
	next := first
	state := StateEvents()
	for id := range catalog.EventID(catalog.NumEvents) {
		if !want.Has(id) || next == first+guardSlots/2 {
			continue
		}
		guard, ok := g.Types[id]
		if !asked.Has(id) {
			guard, ok = Guard{Path: -1}, true // no rule wants it
		}
		r, known := rowOf(id)
		if !ok || !known {
			continue
		}
		nstate, of := 0, uint32(0)
		if state.Has(id) {
			need, knows := needOf(id, g.FreeDescriptors)
			if !knows {
				continue
			}
			of = need.of
			if guard, nstate, ok = need.join(guard); !ok {
				continue
			}
		}
		var e sensorGuard
		if !e.fill(id, &guard, r) || guard.Path >= 0 && (!paths || e.Path == 0) {
			continue
		}
		e.Nstate, e.Of, e.Paths = uint32(nstate), of, s.generation
		if err := s.maps["guards"].Put(next, &e); err != nil {
			return nil, fmt.Errorf("map guards: %w", err)
		}
		next++
		out[id] = next
	}
	return out, nil
}

// fill translates a guard: parameters become what the call table makes them of.
func (e *sensorGuard) fill(id catalog.EventID, g *Guard, r row) bool {
	if len(g.Tests) > len(e.Tests) || len(g.Clauses) > len(e.Clauses) {
		return false
	}
	for i, t := range g.Tests {
		out := &e.Tests[i]
		out.Op, out.Fact, out.A, out.B = uint8(t.Op), t.Fact, t.A, t.B
		if t.Fact >= guardFacts {
			return false
		}
		if t.Op == GuardHost || t.Op >= GuardName || int(t.Param) >= len(r.params) {
			continue // kind 0 cannot be told
		}
		p := &r.params[t.Param]
		switch p.Kind {
		case sensorKindKIND_NUM:
			if p.Flags&^sensorParamFlagFLAG_SIGN32 != 0 {
				continue
			}
		case sensorKindKIND_OPEN_FLAGS, sensorKindKIND_OPEN_FLAGS_AT:
			if t.Op != GuardBits || t.A&fileFlags != 0 {
				continue
			}
		default:
			continue
		}
		out.Kind, out.Arg, out.Width, out.Conv, out.Flags = uint8(p.Kind), p.Arg, p.Width, p.Conv, uint8(p.Flags)
	}
	for i, c := range g.Clauses {
		out := &e.Clauses[i]
		out.Must, out.Not, out.PathMust, out.PathNot = uint32(c.Must), uint32(c.Not), c.PathMust, c.PathNot
	}
	e.Ntests, e.Nclauses = uint32(len(g.Tests)), uint32(len(g.Clauses))
	if g.Path >= 0 && g.Path < len(r.params) && r.params[g.Path].Kind == sensorKindKIND_STR {
		e.Path = 1 + uint32(r.params[g.Path].Arg)
	}
	if opensFile(id) {
		e.Opens = 1
	}
	return true
}

func (s *Source) putPaths(m *PathMachine) error {
	t := &sensorPathMachine{Class: m.Class}
	copy(t.Seen[:], m.Seen)
	copy(t.AtEnd[:], m.AtEnd)
	copy(t.Folder[:], m.Folder)
	for state := range m.Seen {
		copy(t.Next[state*maxClasses:], m.Next[state*m.Classes:(state+1)*m.Classes])
	}
	if err := s.maps["path_machines"].Put(s.generation, t); err != nil {
		return fmt.Errorf("map path_machines: %w", err)
	}
	return nil
}

// opensFile reports whether the event gives a path a descriptor.
func opensFile(id catalog.EventID) bool {
	switch id.Info().Name {
	case "open", "openat", "openat2", "creat":
		return id.IsExit()
	}
	return false
}

// openedBy is 1 + the argument that holds the path by which the event opened something,
// 0 for none.
func openedBy(id catalog.EventID, r row) uint8 {
	if i := id.Info().Param("name"); opensFile(id) && i >= 0 && i < len(r.params) {
		return 1 + r.params[i].Arg
	}
	return 0
}

// closesFile reports whether the event only takes descriptors away.
func closesFile(id catalog.EventID) bool {
	return id.Info().Name == "close" || id.Info().Name == "close_range"
}

// rowOf is the call table's row of an event type: a guard needs the one call.
func rowOf(id catalog.EventID) (r row, ok bool) {
	n := 0
	for code := range catalog.Syscalls {
		if c := &catalog.Syscalls[code]; c.Exit == id && native(c) >= 0 {
			if own, has := calls[c.Name]; has {
				// Calls that share an event type have the same parameters in the same
				// place, or no guard.
				if n > 0 && !sameParams(r, own) {
					return r, false
				}
				r, n = own, n+1
			}
		}
	}
	return r, n > 0 && len(r.params) > 0
}

func sameParams(a, b row) bool {
	if len(a.params) != len(b.params) {
		return false
	}
	for i := range a.params {
		if a.params[i] != b.params[i] {
			return false
		}
	}
	return true
}

// descriptorArg is 1 + the argument that holds the event's descriptor, 0 for none.
func descriptorArg(id catalog.EventID, r row) uint8 {
	i := int(id.Info().FDParam) - 1
	if i < 0 || i >= len(r.params) || r.params[i].Kind != sensorKindKIND_NUM || r.params[i].Arg >= ret {
		return 0
	}
	return 1 + r.params[i].Arg
}

// SetGuards changes what is delivered: as Select does, and only what the guards
// let through. Nil lets all pass. Events of types that are wanted before and after
// meet either the old guard or the new one.
func (s *Source) SetGuards(events catalog.EventSet, g *Guards) error {
	s.selecting.Lock()
	defer s.selecting.Unlock()
	s.guards = g
	return s.choose(events)
}

// FilteredBy is the number of calls of each event type that a guard dropped.
func (s *Source) FilteredBy() (map[catalog.EventID]uint64, error) {
	s.selecting.Lock()
	defer s.selecting.Unlock()
	out := map[catalog.EventID]uint64{}
	var all []uint64
	for id := range s.guarded {
		if err := s.maps["filtered"].Lookup(uint32(id), &all); err != nil {
			return nil, fmt.Errorf("map filtered: %w", err)
		}
		n := uint64(0)
		for _, v := range all {
			n += v
		}
		if n > 0 {
			out[id] = n
		}
	}
	return out, nil
}

// tellTasks notes in the kernel what the snapshot says of tasks, as their events note it
// from then on. What an event has noted meanwhile is newer. Of tasks that find no room
// nothing is known: their events pass.
func (s *Source) tellTasks(threads []driver.Thread) {
	for i := range threads {
		t := &threads[i]
		v := sensorTold{Uid: t.UID, UidKnown: 1}
		var name [16]byte
		copy(name[:15], t.Comm)
		v.Name[0], v.Name[1] = binary.LittleEndian.Uint64(name[:8]), binary.LittleEndian.Uint64(name[8:])
		_ = s.maps["tasks"].Update(uint32(t.TID), &v, ebpf.UpdateNoExist)
	}
}

// The values of the map of control groups.
const (
	hostGroup      = uint32(1)
	containerGroup = uint32(2)
)

// HostCgroups tells the kernel which control groups are no container's: those for
// whose path host reports true. What it does not know passes each guard, so this is
// to be repeated when StrangeCgroups says so, and now and then, as groups go.
func (s *Source) HostCgroups(host func(path string) bool) error {
	now, err := cgroups()
	if err != nil {
		return err
	}
	known := map[sensorCgroupKey]uint32{}
	for key, path := range now {
		v := containerGroup
		if host(path) {
			v = hostGroup
		}
		known[key] = v
		if s.groups[key] != v {
			if err := s.maps["cgroups"].Put(&key, v); err != nil {
				delete(known, key) // the map is full: the group's events pass
			}
		}
	}
	for key := range s.groups {
		if known[key] == 0 {
			_ = s.maps["cgroups"].Delete(&key)
		}
	}
	s.groups = known
	return nil
}

// StrangeCgroups reports whether the kernel has met control groups that it has not been
// told of since the last time.
func (s *Source) StrangeCgroups() bool {
	var all []sensorCounters
	if s.maps["stats"].Lookup(uint32(0), &all) != nil {
		return true
	}
	n := uint64(0)
	for i := range all {
		n += all[i].Strangers
	}
	strange := n != s.strangers
	s.strangers = n
	return strange
}
