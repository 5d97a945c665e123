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
		l := s.points[d.program]
		switch {
		case l == nil && want.Has(d.event) && s.programs[d.program] != nil:
			l, err := link.AttachTracing(link.TracingOptions{Program: s.programs[d.program]})
			if err != nil {
				return fmt.Errorf("attaching %s: %w", d.program, err)
			}
			s.points[d.program] = l
		case l != nil && !want.Has(d.event):
			delete(s.points, d.program)
			if err := l.Close(); err != nil {
				return fmt.Errorf("detaching %s: %w", d.program, err)
			}
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
