package bpf

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"unsafe"

	"github.com/cilium/ebpf"
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
	dead := s.deadLinks()
	if len(dead) > 0 {
		problems = append(problems, fmt.Sprintf("somebody detached %v", dead))
	}
	if len(silent) > 0 {
		problems = append(problems, fmt.Sprintf("the programs do not run on cpus %v", silent))
		dead = nil
	}
	if len(dead) > 0 || len(silent) > 0 {
		if err := s.attachAgain(dead); err != nil {
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
		if err := s.putRings(); err != nil {
			return problems, err
		}
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

// attachment is a program that stands on a tracepoint.
type attachment struct {
	link.Link
	program string
	id      link.ID // 0 where the kernel tells none
}

func attachProgram(name string, p *ebpf.Program) (attachment, error) {
	l, err := link.AttachTracing(link.TracingOptions{Program: p})
	if err != nil {
		return attachment{}, err
	}
	a := attachment{Link: l, program: name}
	if info, err := l.Info(); err == nil {
		a.id = info.ID
	}
	return a, nil
}

// deadLinks are the programs whose attachment this process no longer holds.
func (s *Source) deadLinks() (names []string) {
	dead := func(a attachment) bool {
		info, err := a.Info()
		return a.id != 0 && (err != nil || info.ID != a.id)
	}
	for _, a := range s.links {
		if dead(a) {
			names = append(names, a.program)
		}
	}
	for name, a := range s.points {
		if dead(a) {
			names = append(names, name)
		}
	}
	return names
}

// attachAgain replaces the attachments of the named programs, or all. The old ones
// go last, so that what still works misses nothing; an event may be told twice
// meanwhile, but none is lost.
func (s *Source) attachAgain(names []string) error {
	var fresh, old []attachment
	for _, a := range s.links {
		if names != nil && !slices.Contains(names, a.program) {
			fresh = append(fresh, a)
			continue
		}
		again, err := attachProgram(a.program, s.programs[a.program])
		attached := errors.Is(err, unix.EBUSY) || errors.Is(err, unix.EEXIST)
		if attached && names == nil && a.program == "sys_exit" { // and silent all the same
			_ = a.Close()
			again, err = attachProgram(a.program, s.programs[a.program])
			attached = false
		}
		switch {
		case attached:
			fresh = append(fresh, a)
		case err != nil:
			return errors.Join(fmt.Errorf("attaching %s again: %w", a.program, err), closeAll(fresh))
		default:
			fresh, old = append(fresh, again), append(old, a)
		}
	}
	s.links = fresh
	_ = closeAll(old) // some of them were closed behind our back
	return s.attachPointsAgain(names)
}

func closeAll(links []attachment) (err error) {
	for _, l := range links {
		err = errors.Join(err, l.Close())
	}
	return err
}

// steering are the maps that decide what is delivered, and where.
var steering = []string{"config", "calls", "guards", "progs", "rings"}

// contents appends the bytes of a map that steers.
func (s *Source) contents(out []byte, name string) ([]byte, error) {
	m := s.maps[name]
	var err error
	switch name {
	case "config":
		out, err = appendAll[sensorSettings](out, m)
	case "calls":
		out, err = appendAll[sensorCall](out, m)
	case "guards":
		out, err = appendAll[sensorGuard](out, m)
	default: // descriptors, which are read as the numbers of what they stand for
		for i := range m.MaxEntries() {
			var id uint32
			_ = m.Lookup(i, &id) // an empty slot stays 0
			out = append(out, byte(id), byte(id>>8), byte(id>>16), byte(id>>24))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("map %s: %w", name, err)
	}
	return out, nil
}

// appendAll appends the values of an array, which one call reads.
func appendAll[T any](out []byte, m *ebpf.Map) ([]byte, error) {
	n := int(m.MaxEntries())
	keys, values := make([]uint32, n), make([]T, n)
	var at ebpf.MapBatchCursor
	got, err := m.BatchLookup(&at, keys, values, nil)
	if err != nil && !errors.Is(err, ebpf.ErrKeyNotExist) { // which says that there are no more
		return nil, err
	}
	if got != n {
		return nil, fmt.Errorf("%d of %d values", got, n)
	}
	return append(out, unsafe.Slice((*byte)(unsafe.Pointer(&values[0])), uintptr(n)*unsafe.Sizeof(values[0]))...), nil
}

func (s *Source) remember() error {
	if s.expected == nil {
		s.expected = map[string][]byte{}
	}
	for _, name := range steering {
		b, err := s.contents(s.expected[name][:0], name)
		if err != nil {
			return err
		}
		s.expected[name] = b
	}
	return nil
}

// changedMaps are those that do not hold what was written to them, of those that it is
// the turn of.
func (s *Source) changedMaps() (out []string, err error) {
	s.beat++
	for _, name := range steering {
		if name == "guards" && s.beat%2 == 0 {
			continue // it is large: every other time
		}
		if s.seen, err = s.contents(s.seen[:0], name); err != nil {
			return nil, err
		}
		if !bytes.Equal(s.seen, s.expected[name]) {
			out = append(out, name)
		}
	}
	return out, nil
}
