package bpf

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"

	"github.com/cilium/ebpf/link"
	"golang.org/x/sys/unix"
)

// beatMagic is the argument of the call that is the sensor's sign of life.
const beatMagic = 0x7ea7bea7

// Beat checks that the sensor still sees: on each CPU it makes a call that the
// programs have to count, and it compares the maps that steer them with what was
// written there. What it finds wrong it puts right, by attaching the programs anew
// or writing the maps again, and tells. The error says that it could not.
func (s *Source) Beat() (problems []string, err error) {
	s.selecting.Lock()
	defer s.selecting.Unlock()
	if s.stopped.Load() != 0 {
		return nil, nil
	}
	silent, err := s.silentCPUs()
	if err != nil {
		return nil, err
	}
	if len(silent) > 0 {
		problems = append(problems, fmt.Sprintf("the programs do not run on cpus %v", silent))
		if err := s.attachAgain(); err != nil {
			return problems, err
		}
	}
	changed, err := s.changedMaps()
	if err != nil {
		return problems, err
	}
	for _, name := range changed {
		problems = append(problems, "somebody changed map "+name)
	}
	if len(changed) > 0 {
		if err := s.choose(s.selected); err != nil {
			return problems, err
		}
		s.putPrograms()
		if err := s.remember(); err != nil {
			return problems, err
		}
	}
	return problems, nil
}

// silentCPUs are those on which the call was not counted.
func (s *Source) silentCPUs() ([]int, error) {
	before, err := s.beats()
	if err != nil {
		return nil, err
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var own unix.CPUSet
	if err := unix.SchedGetaffinity(0, &own); err != nil {
		return nil, fmt.Errorf("heartbeat: %w", err)
	}
	var tried []int
	for _, r := range s.merge.rings {
		var one unix.CPUSet
		one.Set(r.cpu)
		if unix.SchedSetaffinity(0, &one) != nil {
			continue // a CPU that went offline, or that this process may not use
		}
		_, _, _ = unix.RawSyscall(unix.SYS_SCHED_GET_PRIORITY_MAX, beatMagic, 0, 0)
		tried = append(tried, r.cpu)
	}
	if err := unix.SchedSetaffinity(0, &own); err != nil {
		return nil, fmt.Errorf("heartbeat: %w", err)
	}
	after, err := s.beats()
	if err != nil {
		return nil, err
	}
	var silent []int
	for _, cpu := range tried {
		if after[cpu] == before[cpu] {
			silent = append(silent, cpu)
		}
	}
	return silent, nil
}

func (s *Source) beats() ([]uint64, error) {
	var all []sensorCounters
	if err := s.maps["stats"].Lookup(uint32(0), &all); err != nil {
		return nil, fmt.Errorf("map stats: %w", err)
	}
	out := make([]uint64, len(all))
	for i := range all {
		out[i] = all[i].Beats
	}
	return out, nil
}

// attachAgain replaces the links. The old ones go last, so that what still works
// misses nothing; an event may be told twice meanwhile, but none is lost.
func (s *Source) attachAgain() error {
	var fresh []link.Link
	for _, name := range onTracepoints {
		p := s.programs[name]
		if p == nil {
			continue
		}
		l, err := link.AttachTracing(link.TracingOptions{Program: p})
		if errors.Is(err, unix.EBUSY) {
			continue // still attached
		}
		if err != nil {
			return errors.Join(fmt.Errorf("attaching %s again: %w", name, err), closeAll(fresh))
		}
		fresh = append(fresh, l)
	}
	old := s.links
	s.links = fresh
	return errors.Join(closeAll(old), s.attachPointsAgain(s.wanted))
}

func closeAll(links []link.Link) (err error) {
	for _, l := range links {
		err = errors.Join(err, l.Close())
	}
	return err
}

// steering are the maps that decide what is delivered.
var steering = []string{"config", "calls", "guards", "progs"}

// contents are the bytes of a map that steers.
func (s *Source) contents(name string) ([]byte, error) {
	m := s.maps[name]
	var out, value []byte
	for i := uint32(0); i < m.MaxEntries(); i++ {
		if name == "progs" {
			var id uint32
			_ = m.Lookup(i, &id) // an empty slot stays 0
			out = append(out, byte(id), byte(id>>8), byte(id>>16), byte(id>>24))
			continue
		}
		var err error
		if value, err = m.LookupBytes(i); err != nil {
			return nil, fmt.Errorf("map %s: %w", name, err)
		}
		out = append(out, value...)
	}
	return out, nil
}

func (s *Source) remember() error {
	s.expected = map[string][]byte{}
	for _, name := range steering {
		b, err := s.contents(name)
		if err != nil {
			return err
		}
		s.expected[name] = b
	}
	return nil
}

// changedMaps are those that do not hold what was written to them.
func (s *Source) changedMaps() (out []string, err error) {
	for _, name := range steering {
		b, err := s.contents(name)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(b, s.expected[name]) {
			out = append(out, name)
		}
	}
	return out, nil
}
