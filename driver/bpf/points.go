package bpf

import (
	"errors"
	"fmt"
	"slices"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
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
	l, attached := s.points[program]
	p := s.programs[program]
	switch {
	case !attached && wanted && p != nil:
		l, err := s.attachAt(program, p)
		if _, hook := hooks[program]; hook && errors.Is(err, unix.ENOENT) {
			// Before 5.13 a program can stand at a function once only.
			if p = s.loadAgain(program); p != nil {
				l, err = s.attachAt(program, p)
			}
		}
		if err != nil {
			return fmt.Errorf("attaching %s: %w", program, err)
		}
		s.points[program] = l
	case attached && !wanted:
		delete(s.points, program)
		if err := l.Close(); err != nil {
			return fmt.Errorf("detaching %s: %w", program, err)
		}
	}
	return nil
}

// attachPointsAgain replaces the attachments of the named programs, or all, of those that
// are attached on demand.
func (s *Source) attachPointsAgain(names []string) (err error) {
	for name, l := range s.points {
		if names != nil && !slices.Contains(names, name) {
			continue
		}
		_ = l.Close() // perhaps somebody else did
		delete(s.points, name)
		err = errors.Join(err, s.attachPoint(name, true))
	}
	return err
}

// attachAt attaches a program that is attached on demand.
func (s *Source) attachAt(program string, p *ebpf.Program) (attachment, error) {
	if p.Type() != ebpf.Kprobe {
		return attachProgram(program, p)
	}
	l, err := link.Kprobe(hooks[program].function, p, nil)
	return attachment{Link: l, program: program}, err
}

// unload forgets a program, which may be loaded again.
func (s *Source) unload(program string) {
	if p := s.programs[program]; p != nil {
		_ = p.Close()
	}
	delete(s.programs, program)
	delete(s.tried, program)
}

// loadAgain replaces a program by a fresh one, and returns nil where there is none.
func (s *Source) loadAgain(program string) *ebpf.Program {
	s.unload(program)
	if s.require([]string{program}) != nil {
		return nil
	}
	return s.programs[program]
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
