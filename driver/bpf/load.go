package bpf

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"unsafe"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/rlimit"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// slots are the programs that sys_exit hands its calls to.
var slots = map[string]sensorProgSlot{
	"generic":      sensorProgSlotPROG_GENERIC,
	"table":        sensorProgSlotPROG_TABLE,
	"table_file":   sensorProgSlotPROG_FILE,
	"table_socket": sensorProgSlotPROG_SOCKET,
	"messages":     sensorProgSlotPROG_MESSAGES,
	"exec_failed":  sensorProgSlotPROG_EXEC,
	"clone_exit":   sensorProgSlotPROG_CLONE,
	"quotactl":     sensorProgSlotPROG_QUOTACTL,
	"semop":        sensorProgSlotPROG_SEMOP,
	"table_own":    sensorProgSlotPROG_OWN,
}

// load makes the maps, fills them and loads every program that the kernel takes.
func (s *Source) load(opt Options) error {
	// Kernels before 5.11 charge maps to this limit; later ones ignore it.
	_ = rlimit.RemoveMemlock()
	spec, err := loadSensor()
	if err != nil {
		return fmt.Errorf("reading the sensor's programs: %w", err)
	}
	cpus, err := ebpf.PossibleCPU()
	if err != nil {
		return fmt.Errorf("counting CPUs: %w", err)
	}
	fitMaps(spec, cpus, opt.BufferSize)
	s.options, s.spec = opt, spec
	defer func() { s.spec = nil }() // it is large
	s.maps = make(map[string]*ebpf.Map, len(spec.Maps))
	for name, m := range spec.Maps {
		if strings.HasPrefix(name, ".") {
			continue // constants, which belong to the programs
		}
		made, err := ebpf.NewMap(m)
		if err != nil {
			return fmt.Errorf("map %s: %w", name, loadError(err))
		}
		s.maps[name] = made
	}
	if err := s.openRings(spec.Maps["rings"].InnerMap); err != nil {
		return err
	}
	if err := s.watchScratch(spec.Maps["scratches"]); err != nil {
		return err
	}
	return s.configure(opt)
}

func fitMaps(spec *ebpf.CollectionSpec, cpus, buffer int) {
	spec.Maps["scratches"].MaxEntries = uint32(cpus)
	spec.Maps["rings"].MaxEntries = uint32(cpus)
	spec.Maps["rings"].InnerMap.MaxEntries = uint32(buffer)
}

// openRings gives each CPU that is online a ring.
func (s *Source) openRings(inner *ebpf.MapSpec) error {
	epoll, err := s.watchRings()
	if err != nil {
		return err
	}
	if s.wake, err = unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK); err != nil {
		return fmt.Errorf("eventfd: %w", err)
	}
	online, err := onlineCPUs()
	if err != nil {
		return err
	}
	s.events = make([]unix.EpollEvent, len(online)+1)
	if err := unix.EpollCtl(epoll, unix.EPOLL_CTL_ADD, s.wake, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(s.wake)}); err != nil {
		return fmt.Errorf("epoll: %w", err)
	}
	for _, cpu := range online {
		m, err := ebpf.NewMap(inner)
		if err != nil {
			return fmt.Errorf("ring of cpu %d: %w", cpu, loadError(err))
		}
		s.inner = append(s.inner, m)
		r, err := openRing(m.FD(), cpu, int(inner.MaxEntries))
		if err != nil {
			return err
		}
		s.merge.rings = append(s.merge.rings, r)
		// Edge-triggered: a ring that is being drained does not end each sleep.
		ev := unix.EpollEvent{Events: unix.EPOLLIN | unix.EPOLLET, Fd: int32(m.FD())}
		if err := unix.EpollCtl(epoll, unix.EPOLL_CTL_ADD, m.FD(), &ev); err != nil {
			return fmt.Errorf("epoll: %w", err)
		}
	}
	s.merge.heap = make([]*ring, 0, len(s.merge.rings))
	return s.putRings()
}

// putRings tells the programs the rings.
func (s *Source) putRings() error {
	for i, r := range s.merge.rings {
		if err := s.maps["rings"].Put(uint32(r.cpu), s.inner[i]); err != nil {
			return fmt.Errorf("ring of cpu %d: %w", r.cpu, err)
		}
	}
	return nil
}

// watchScratch maps the areas in which the CPUs make their events.
func (s *Source) watchScratch(m *ebpf.MapSpec) (err error) {
	each := (int(m.ValueSize) + 7) &^ 7
	page := os.Getpagesize()
	size := (each*int(m.MaxEntries) + page - 1) &^ (page - 1)
	s.scratch, err = unix.Mmap(s.maps["scratches"].FD(), 0, size, unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return fmt.Errorf("mapping the scratch area: %w", err)
	}
	for _, r := range s.merge.rings {
		at := r.cpu * each
		s.inFlight = append(s.inFlight, inFlight{
			busy: (*uint64)(unsafe.Pointer(&s.scratch[at])), ts: (*uint64)(unsafe.Pointer(&s.scratch[at+8])),
		})
	}
	return nil
}

// configure writes what the programs look up: settings, conversions, calls.
func (s *Source) configure(opt Options) error {
	if err := s.putConversions(); err != nil {
		return err
	}
	for i := uint32(0); i < s.maps["compat_calls"].MaxEntries(); i++ {
		nr, name := ^uint32(0), compat[i]
		if n := int(i) - maxSyscalls; n >= 0 && n < len(compatSockets) {
			name = compatSockets[n]
		}
		if code, ok := catalog.SyscallByName(name); ok && native(&catalog.Syscalls[code]) >= 0 {
			nr = uint32(native(&catalog.Syscalls[code]))
		}
		if err := s.maps["compat_calls"].Put(i, nr); err != nil {
			return fmt.Errorf("map compat_calls: %w", err)
		}
	}
	if err := s.putRingCalls(); err != nil {
		return err
	}
	for _, name := range []string{"compat_calls", "conv_flags", "conv_values", "uring_calls"} {
		if err := s.maps[name].Freeze(); err != nil && !errors.Is(err, ebpf.ErrNotSupported) {
			return fmt.Errorf("map %s: %w", name, err)
		}
	}
	s.guards = opt.Guards
	return s.Select(opt.Events)
}

// Select changes which events are delivered, as Options.Events does at start. It
// takes effect call by call, without a gap for what is wanted before and after.
func (s *Source) Select(events catalog.EventSet) error {
	s.selecting.Lock()
	defer s.selecting.Unlock()
	return s.choose(events)
}

func (s *Source) choose(events catalog.EventSet) error {
	s.selected = events
	opt := s.options
	want := events
	if !opt.OnlyEvents {
		want = want.Union(StateEvents())
	}
	if want.Has(catalog.EvtExecveatX) {
		want.Add(catalog.EvtExecve19X) // what a successful execveat is reported as
	}
	for _, id := range []catalog.EventID{catalog.EvtFork20X, catalog.EvtVfork20X, catalog.EvtClone3X} {
		if want.Has(id) {
			want.Add(catalog.EvtClone20X) // the child's side where a tracepoint reports it
		}
	}
	s.wanted = want
	hooked := s.wantedHooks(events)
	if err := s.require(s.programsFor(want, hooked)); err != nil {
		return err
	}
	cfg := sensorSettings{BootTime: s.bootTime, Snaplen: uint32(opt.SnapLen)}
	if opt.ExcludeSelf {
		cfg.SelfTgid = uint32(os.Getpid())
	}
	copy(cfg.Events[:], want[:])
	guards, err := s.putGuards(s.guards, events, want)
	if err != nil {
		return err
	}
	for id := range guards {
		s.guarded[id] = true
	}
	if err := s.maps["config"].Put(uint32(0), &cfg); err != nil {
		return fmt.Errorf("map config: %w", err)
	}
	if err := s.attachHooks(hooked); err != nil {
		return err
	}
	for code := range catalog.Syscalls {
		c := &catalog.Syscalls[code]
		nr := native(c)
		if nr < 0 || nr >= int(s.maps["calls"].MaxEntries()) {
			continue
		}
		entry := s.entry(code, c)
		if !want.Has(c.Exit) || c.Sets&catalog.SetHighVolume != 0 && !opt.HighVolume {
			entry.On = 0
		}
		if entry.On != 0 && changesUser(c.Name) {
			entry.On |= sensorCallUser
		}
		if events.Has(c.Exit) && !opt.GivenPaths {
			entry.Opens = openedBy(c.Exit, calls[c.Name])
		}
		if o, ok := ownedCalls[c.Name]; ok && entry.On != 0 && events.Has(c.Exit) && s.ownsAll(o) && (o.addr != 0 || s.loaded(sensorProgSlotPROG_OWN)) {
			entry.Own, entry.Addr = o.paths, o.addr
			if o.addr == 0 {
				entry.Prog = sensorProgSlotPROG_OWN
			}
		}
		if s.guards != nil {
			entry.Guard = guards[c.Exit]
			if s.guards.FreeDescriptors && (s.guards.Identity.Has(c.Exit) || c.Exit == catalog.EvtBindX) {
				entry.FdArg = descriptorArg(c.Exit, calls[c.Name]) // a bind changes a socket that exists
			}
			if s.guards.FreeDescriptors && closesFile(c.Exit) && !events.Has(c.Exit) {
				entry.On = 0
			}
		}
		if err := s.maps["calls"].Put(uint32(nr), &entry); err != nil {
			return fmt.Errorf("map calls: %s: %w", c.Name, err)
		}
	}
	if err := s.attachPoints(want); err != nil {
		return err
	}
	for name := range hooks {
		if !hooked[name] {
			if err := s.attachPoint(name, false); err != nil {
				return err
			}
		}
	}
	return s.remember()
}

// entry is the call table's row of a call. A call whose program was refused is
// reported as a generic one.
func (s *Source) entry(code int, c *catalog.Syscall) sensorCall {
	e := sensorCall{On: 1, Event: uint16(c.Exit), Code: uint16(code), Prog: sensorProgSlotPROG_GENERIC}
	r, ok := calls[c.Name]
	if !ok || !s.loaded(r.prog) {
		return e
	}
	e.Prog = r.prog
	e.Nparams = uint8(copy(e.P[:], r.params))
	return e
}

// sensorCallUser is CALL_USER.
const sensorCallUser = 2

// changesUser reports whether the call may give its task another user id.
func changesUser(call string) bool {
	switch call {
	case "setuid", "setreuid", "setresuid", "setfsuid", "setns", "unshare":
		return true
	}
	return false
}

func (s *Source) loaded(slot sensorProgSlot) bool {
	for name, n := range slots {
		if n == slot {
			return s.programs[name] != nil
		}
	}
	return false
}

// putConversions fills the tables of flags and values.
func (s *Source) putConversions() error {
	for c, bits := range bitTables {
		var t sensorConvBits
		t.N, t.Keep = uint32(len(bits)), keepBits[c]
		for i, b := range bits {
			t.E[i].K, t.E[i].V = b.kernel, b.schema
		}
		if err := s.maps["conv_flags"].Put(uint32(c), &t); err != nil {
			return fmt.Errorf("map conv_flags: %w", err)
		}
	}
	for c, values := range valueTables {
		for k, v := range values {
			key := sensorEnumKey{Conv: uint32(c), Value: k}
			if err := s.maps["conv_values"].Put(&key, v); err != nil {
				return fmt.Errorf("map conv_values: %w", err)
			}
		}
	}
	return nil
}

// onTracepoints are the programs that run by themselves.
var onTracepoints = []string{"sched_exit", "sched_exec", "sched_fork", "sys_exit"}

// attach starts the programs that stand on a tracepoint; the others are reached
// from sys_exit.
func (s *Source) attach() error {
	attached := 0
	for _, name := range onTracepoints {
		p := s.programs[name]
		if p == nil {
			continue
		}
		a, err := attachProgram(name, p)
		if err != nil {
			s.refused = append(s.refused, Refusal{name, err})
			continue
		}
		s.links = append(s.links, a)
		attached++
	}
	if s.programs["sys_exit"] == nil || attached == 0 {
		var first error = errors.New("no program was accepted")
		if len(s.refused) > 0 {
			first = s.refused[0]
		}
		var known *Error
		if err := loadError(first); errors.As(err, &known) {
			return known
		}
		return &Error{ErrNoPrograms, first, remedyPrograms}
	}
	return nil
}

// Unwrap makes the kernel's error visible to errors.Is.
func (r Refusal) Unwrap() error { return r.Err }

// StateEvents is what must be delivered for the process and descriptor state to
// be right.
func StateEvents() catalog.EventSet {
	var set catalog.EventSet
	for i := range catalog.Syscalls {
		if c := &catalog.Syscalls[i]; c.Sets&catalog.SetState != 0 && c.Exit != catalog.EvtGenericX {
			set.Add(c.Exit)
		}
	}
	set.Add(catalog.EvtExecve19X)
	set.Add(catalog.EvtProcexit1E)
	return set
}

// onlineCPUs reads a list such as 0-3,6.
func onlineCPUs() ([]int, error) {
	text, err := os.ReadFile("/sys/devices/system/cpu/online")
	if err != nil {
		return nil, fmt.Errorf("finding the CPUs: %w", err)
	}
	var cpus []int
	for _, part := range strings.Split(strings.TrimSpace(string(text)), ",") {
		lo, hi, isRange := strings.Cut(part, "-")
		first, err := strconv.Atoi(lo)
		last := first
		if err == nil && isRange {
			last, err = strconv.Atoi(hi)
		}
		if err != nil || last < first || last > 1<<16 {
			return nil, fmt.Errorf("finding the CPUs: %q makes no list", text)
		}
		for ; first <= last; first++ {
			cpus = append(cpus, first)
		}
	}
	return cpus, nil
}
