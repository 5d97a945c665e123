package bpf

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Programs are loaded when somebody wants what they make: most of the sensor's start is
// the kernel's verifier reading them.

// programsFor are the programs that make the wanted events.
func (s *Source) programsFor(want catalog.EventSet, hooked map[string]bool) []string {
	if s.options.everything {
		want = catalog.AllEvents
	}
	names := append([]string{"generic"}, onTracepoints...) // what is refused is told as generic
	used := map[sensorProgSlot]bool{}
	for code := range catalog.Syscalls {
		c := &catalog.Syscalls[code]
		r, own := calls[c.Name]
		if !own || native(c) < 0 || !want.Has(c.Exit) {
			continue
		}
		used[r.prog] = true
		for _, h := range ownedCalls[c.Name].hooks {
			used[sensorProgSlotPROG_OWN] = used[sensorProgSlotPROG_OWN] || hooked[h] && ownedCalls[c.Name].addr == 0
		}
	}
	for name, slot := range slots {
		if used[slot] && name != "generic" {
			names = append(names, name)
		}
	}
	for _, d := range onDemand {
		if want.Has(d.event) {
			names = append(names, d.program)
		}
	}
	if wantsRings(want) {
		names = append(names, ringPrograms...)
	}
	for name := range hooked {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// require loads those of the named programs that nobody has tried to load yet: all at
// once, or each by itself when the kernel refuses one of them.
func (s *Source) require(names []string) error {
	missing := map[string]*ebpf.ProgramSpec{}
	for _, name := range names {
		if !s.tried[name] {
			missing[name] = nil
			s.tried[name] = true
		}
	}
	if len(missing) == 0 {
		return nil
	}
	spec := s.spec
	if spec == nil {
		var err error
		if spec, err = loadSensor(); err != nil {
			return fmt.Errorf("reading the sensor's programs: %w", err)
		}
		fitMaps(spec, int(s.maps["scratches"].MaxEntries()), s.options.BufferSize)
	}
	own := *spec // which is fitted anew each time
	own.Programs = maps.Clone(spec.Programs)
	spec = &own
	cache := btf.NewCache() // the kernel's types are read once
	if kernel, err := cache.Kernel(); err == nil {
		s.fitRings(spec, kernel)
		s.fitHooks(spec, kernel)
	}
	for name := range missing {
		if p := spec.Programs[name]; p != nil {
			missing[name] = p
		} else {
			delete(missing, name) // not on this machine
		}
	}
	at := map[string]*ebpf.ProgramSpec{}
	for name := range hooks {
		if p := missing[name]; p != nil {
			at[name] = p
			delete(missing, name)
		}
	}
	s.loadAll(spec, missing, cache)
	s.loadAll(spec, at, cache)
	s.putPrograms()
	return nil
}

// loadAll loads programs at once, or each by itself where the kernel refuses one.
func (s *Source) loadAll(spec *ebpf.CollectionSpec, programs map[string]*ebpf.ProgramSpec, cache *btf.Cache) {
	if len(programs) == 0 || s.loadSet(spec, programs, cache) == nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(programs)) {
		err := s.loadSet(spec, map[string]*ebpf.ProgramSpec{name: programs[name]}, cache)
		if other := instead[name]; err != nil && other != "" {
			p := programs[name].Copy()
			p.AttachTo = other
			if s.loadSet(spec, map[string]*ebpf.ProgramSpec{name: p}, cache) == nil {
				continue
			}
		}
		var read *ebpf.VerifierError
		switch _, hook := hooks[name]; {
		case err == nil:
		case hook && !errors.As(err, &read): // this kernel takes none at its functions
			s.lacks(partOf(name), noHooks(err))
		default:
			s.refused = append(s.refused, Refusal{name, err})
		}
	}
}

// noHooks says why nothing can stand at the kernel's functions.
func noHooks(err error) string {
	for e := err; e != nil; e = errors.Unwrap(e) {
		err = e // the innermost is the kernel's word
	}
	return "this kernel lets no program stand at its functions: " + err.Error()
}

// putPrograms fills the slots that sys_exit jumps to.
func (s *Source) putPrograms() {
	for name, slot := range slots {
		if p := s.programs[name]; p != nil {
			if err := s.maps["progs"].Put(uint32(slot), p); err != nil {
				s.refused = append(s.refused, Refusal{name, err})
				delete(s.programs, name)
				_ = p.Close()
			}
		}
	}
}

func (s *Source) loadSet(spec *ebpf.CollectionSpec, programs map[string]*ebpf.ProgramSpec, cache *btf.Cache) error {
	part := &ebpf.CollectionSpec{
		Maps: spec.Maps, Variables: spec.Variables, Types: spec.Types, ByteOrder: spec.ByteOrder, Programs: programs,
	}
	coll, err := ebpf.NewCollectionWithOptions(part, ebpf.CollectionOptions{MapReplacements: s.maps, Cache: cache})
	if err != nil {
		return err
	}
	for name := range programs {
		s.programs[name] = coll.DetachProgram(name)
	}
	coll.Close()
	return nil
}
