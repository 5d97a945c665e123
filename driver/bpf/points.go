package bpf

import (
	"fmt"

	"github.com/cilium/ebpf/link"
	"github.com/falcoc/falcoc/vm/catalog"
)

// onDemand are the programs on tracepoints that everything on the machine passes
// again and again: they are attached while somebody wants one of their events.
var onDemand = []struct {
	program string
	event   catalog.EventID
}{
	{"signal_deliver", catalog.EvtSignaldeliverE},
	{"sched_switch", catalog.EvtSchedswitch6E},
	{"page_fault_user", catalog.EvtPageFaultE},
	{"page_fault_kernel", catalog.EvtPageFaultE},
}

// attachPoints starts the programs whose events are wanted and stops the others.
func (s *Source) attachPoints(want catalog.EventSet) error {
	for _, d := range onDemand {
		if err := s.attachPoint(d.program, want.Has(d.event)); err != nil {
			return err
		}
	}
	rings := wantsRings(want)
	for _, name := range ringPrograms {
		if err := s.attachPoint(name, rings); err != nil {
			return err
		}
	}
	return nil
}

func (s *Source) attachPoint(program string, wanted bool) error {
	l, p := s.points[program], s.programs[program]
	switch {
	case l == nil && wanted && p != nil:
		l, err := link.AttachTracing(link.TracingOptions{Program: p})
		if err != nil {
			return fmt.Errorf("attaching %s: %w", program, err)
		}
		s.points[program] = l
	case l != nil && !wanted:
		delete(s.points, program)
		if err := l.Close(); err != nil {
			return fmt.Errorf("detaching %s: %w", program, err)
		}
	}
	return nil
}

// attachPointsAgain replaces the links of the programs that are attached on demand.
func (s *Source) attachPointsAgain(want catalog.EventSet) error {
	err := s.closePoints()
	if again := s.attachPoints(want); again != nil {
		return again
	}
	return err
}

func (s *Source) closePoints() (err error) {
	for name, l := range s.points {
		if e := l.Close(); e != nil {
			err = e
		}
		delete(s.points, name)
	}
	return err
}
