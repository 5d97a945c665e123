// Package bpf asks the running kernel for events: it loads CO-RE programs, which
// write events of the capture format into one ring buffer for each CPU, and
// merges the rings by time. A program that the kernel refuses is reported by name
// and the others work. Nothing is needed on the machine but the privileges, the
// kernel's own type information and Linux 5.8.
package bpf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"github.com/cilium/ebpf"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/procfs"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// Options say what the sensor delivers and how much memory it may take.
type Options struct {
	// Events are the event types that somebody wants. What keeps the process and
	// descriptor state right is delivered besides.
	Events catalog.EventSet
	// OnlyEvents leaves the state's events out: for tests.
	OnlyEvents bool
	// HighVolume delivers reads and writes too, if they are in Events. Falco
	// leaves them out, whatever the rules say, unless asked for everything.
	HighVolume bool
	// BufferSize is the ring's size in bytes for each CPU: a power of two and a
	// multiple of the page size. 0 is DefaultBufferSize.
	BufferSize int
	// SnapLen is how much of a data buffer is kept. 0 is DefaultSnapLen.
	SnapLen int
	// ExcludeSelf leaves out what the calling process does, so that the sensor's
	// own output does not feed back.
	ExcludeSelf bool
	// Idle has Next return driver.ErrIdle when it would wait for more than a moment.
	Idle bool
	// Guards leave out what no rule wants; nil leaves out nothing.
	Guards *Guards
	// GivenPaths leaves out by what path the kernel found what was opened.
	GivenPaths bool
	// NoScan leaves the snapshot empty: for tests.
	NoScan bool

	everything bool // load all programs, wanted or not
}

// The defaults of Options, and the longest data buffer that an event can hold.
const (
	DefaultBufferSize = 4 << 20
	DefaultSnapLen    = 80
	MaxSnapLen        = 16000
)

const (
	// settle is how old an event is at least when it is given out, in nanoseconds.
	// It covers what the CPUs' clocks and store buffers differ by; events that take
	// longer to be written show in the scratch area.
	settle = uint64(20 * time.Microsecond)
	// idle is how long the reader sleeps on empty rings at most. The first event in a
	// ring wakes it.
	idle = 100 * time.Millisecond
	// gather is how long the reader lets events gather, so that it is woken for many
	// of them. fillTime bounds that where rings are small: how long it takes at
	// least to fill a byte.
	gather   = 16 * time.Millisecond
	fillTime = 4 * time.Nanosecond
	// lastRun is how long a program may still run after it was detached.
	lastRun = 2 * time.Millisecond
)

// Marks in the top byte of a record's thread id.
const (
	markState = 0x80 // says what a descriptor is
	markRing  = 0x40 // comes by io_uring
)

// inFlight is what the kernel shows of a CPU that is making an event.
type inFlight struct{ busy, ts *uint64 }

// Refusal is a program that the kernel did not take.
type Refusal struct {
	Program string
	Err     error
}

func (r Refusal) Error() string { return r.Program + ": " + r.Err.Error() }

// Source delivers the running kernel's events. Next, Probe and Snapshot belong
// to one goroutine; Stop, Stats and Refused may be called from any.
type Source struct {
	maps     map[string]*ebpf.Map
	programs map[string]*ebpf.Program
	links    []attachment
	points   map[string]attachment // of the programs that are attached on demand
	inner    []*ebpf.Map
	tried    map[string]bool // programs that the kernel was given
	refused  []Refusal
	absent   []Absence
	probes   bool                 // stand at the kernel's functions
	spec     *ebpf.CollectionSpec // while Open runs
	options  Options

	selecting  sync.Mutex // guards what Select writes
	selected   catalog.EventSet
	wanted     catalog.EventSet  // with what keeps the state right
	expected   map[string][]byte // what the maps that steer the programs hold
	seen       []byte            // what the heartbeat found in one
	beat       int
	guards     *Guards
	guarded    map[catalog.EventID]bool   // types that had a guard at some time
	generation uint32                     // of the guards in use: 0 or 1
	groups     map[sensorCgroupKey]uint32 // what the kernel knows of control groups
	strangers  uint64
	marked     []byte // a copy of a record without its marks

	merge    merger
	bootTime uint64
	horizon  uint64 // events up to it may be given out
	inFlight []inFlight
	scratch  []byte // of all CPUs, shared with the kernel
	snapshot *driver.Snapshot
	scanner  *procfs.Scanner

	epoll       *os.File // of the rings and wake
	epollConn   syscall.RawConn
	lookAtRings func(fd uintptr) bool // says in ready and waitErr what is in them
	ready       int
	waitErr     error
	wake        int
	events      []unix.EpollEvent
	stopped     atomic.Uint64 // when, 0 not yet
	reading     sync.Mutex
	waking      sync.Mutex
	closed      bool
}

var _ interface {
	driver.Source
	driver.Prober
} = (*Source)(nil)

// Open loads and attaches the programs. From its return on, no event is missed
// unless a counter of Stats says so. The error is an *Error where the machine
// cannot run the sensor at all.
func Open(opt Options) (_ *Source, err error) {
	if opt.BufferSize == 0 {
		opt.BufferSize = DefaultBufferSize
	}
	if opt.SnapLen == 0 {
		opt.SnapLen = DefaultSnapLen
	}
	if n := opt.BufferSize; n < os.Getpagesize() || n&(n-1) != 0 || n > 1<<30 {
		return nil, fmt.Errorf("buffer size %d: want a power of two from %d to %d", n, os.Getpagesize(), 1<<30)
	}
	if opt.SnapLen < 0 || opt.SnapLen > MaxSnapLen {
		return nil, fmt.Errorf("snaplen %d: want 1 to %d", opt.SnapLen, MaxSnapLen)
	}
	if err := Check(); err != nil {
		return nil, err
	}
	s := &Source{wake: -1, bootTime: bootTime(), points: map[string]attachment{}, programs: map[string]*ebpf.Program{}, tried: map[string]bool{}, guarded: map[catalog.EventID]bool{}}
	defer func() {
		if err != nil {
			_ = s.Close()
		}
	}()
	if err := s.load(opt); err != nil {
		return nil, err
	}
	if err := s.attach(); err != nil {
		return nil, err
	}
	s.scanner = procfs.New("/proc")
	if opt.NoScan {
		s.snapshot = &driver.Snapshot{Live: true}
	} else if s.snapshot, err = s.scanner.Snapshot(); err != nil {
		return nil, fmt.Errorf("scanning /proc: %w", err)
	}
	s.tellTasks(s.snapshot.Threads)
	return s, nil
}

// Snapshot is what ran when the programs had been attached.
func (s *Source) Snapshot() *driver.Snapshot { return s.snapshot }

// Probe asks /proc about a thread.
func (s *Source) Probe(tid int64) (*driver.Thread, []driver.FD, bool) { return s.scanner.Probe(tid) }

// Refused lists the programs that this kernel did not take.
func (s *Source) Refused() []Refusal {
	s.selecting.Lock()
	defer s.selecting.Unlock()
	return slices.Clone(s.refused)
}

// Next waits for the next event. After Stop it gives out what happened before,
// and then returns io.EOF.
func (s *Source) Next(ev *driver.Event) error {
	s.reading.Lock()
	defer s.reading.Unlock()
	for {
		record, r := s.merge.next(s.horizon)
		stop := s.stopped.Load()
		if record == nil {
			if stop != 0 && s.horizon > stop || s.closed {
				return io.EOF
			}
			if err := s.wait(); err != nil {
				return err
			}
			if s.options.Idle && len(s.merge.heap) == 0 {
				return driver.ErrIdle
			}
			continue
		}
		if stop != 0 && binary.LittleEndian.Uint64(record) > stop {
			return io.EOF
		}
		ev.CPU = uint16(r.cpu)
		ev.StateOnly, ev.Ring = record[15]&markState != 0, record[15]&markRing != 0
		if ev.StateOnly || ev.Ring { // the kernel marks the thread id; the ring cannot be written
			s.marked = append(s.marked[:0], record...)
			s.marked[15] &^= markState | markRing
			record = s.marked
		}
		return ev.Decode(record)
	}
}

// wait looks at the rings and sleeps if there is nothing to give out.
func (s *Source) wait() error {
	// In this order: what begins after the look at the clock is younger than the
	// horizon, what has ended before the look at the scratch area is in the rings,
	// and what is between the two holds the horizon back.
	horizon := s.now() - settle
	for _, c := range s.inFlight {
		if atomic.LoadUint64(c.busy) != 0 {
			horizon = min(horizon, atomic.LoadUint64(c.ts)-1)
		}
	}
	s.horizon = max(s.horizon, horizon)
	s.merge.refill()
	if len(s.merge.heap) == 0 {
		ready, err := s.waitForRings()
		if err != nil || !ready {
			return err
		}
	} else if s.merge.heap[0].ts <= s.horizon {
		return nil
	}
	d := unix.NsecToTimespec(int64(min(gather, max(time.Duration(s.options.BufferSize)*fillTime, 2*time.Duration(settle)))))
	_, _, _ = unix.RawSyscall(unix.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&d)), 0, 0) // the runtime may end it with a signal
	return nil
}

// waitForRings sleeps until there is something in a ring that was empty, and not longer
// than idle. It sleeps as Go's own input does, and looks without telling the runtime of
// it: a thread that enters the kernel in the usual way wakes the runtime's monitor, which
// then costs more than the reader.
func (s *Source) waitForRings() (ready bool, err error) {
	if err := s.epoll.SetReadDeadline(time.Now().Add(idle)); err != nil {
		return false, fmt.Errorf("waiting for events: %w", err)
	}
	s.ready, s.waitErr = 0, nil
	if err := s.epollConn.Read(s.lookAtRings); err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		return false, fmt.Errorf("waiting for events: %w", err)
	}
	if s.waitErr != nil {
		return false, fmt.Errorf("waiting for events: %w", s.waitErr)
	}
	return s.ready > 0, nil
}

// watchRings makes what waitForRings waits with, and returns its descriptor.
func (s *Source) watchRings() (fd int, err error) {
	fd, err = unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err == nil {
		err = unix.SetNonblock(fd, true) // or it is not waited for in Go's way
	}
	if err != nil {
		return -1, fmt.Errorf("epoll: %w", err)
	}
	s.epoll = os.NewFile(uintptr(fd), "rings")
	if s.epollConn, err = s.epoll.SyscallConn(); err != nil {
		return -1, fmt.Errorf("epoll: %w", err)
	}
	s.lookAtRings = func(fd uintptr) bool {
		n, _, errno := unix.RawSyscall6(unix.SYS_EPOLL_PWAIT, fd, uintptr(unsafe.Pointer(&s.events[0])), uintptr(len(s.events)), 0, 0, 0)
		switch errno {
		case 0:
			s.ready = int(n)
		case unix.EINTR:
		default:
			s.waitErr = errno
		}
		return s.ready > 0 || s.waitErr != nil
	}
	return fd, nil
}

func (s *Source) now() uint64 {
	var t unix.Timespec
	_, _, _ = unix.RawSyscall(unix.SYS_CLOCK_GETTIME, unix.CLOCK_BOOTTIME, uintptr(unsafe.Pointer(&t)), 0)
	return s.bootTime + uint64(t.Nano())
}

// bootTime is the wall-clock time at boot, in nanoseconds since the epoch.
func bootTime() uint64 {
	var boot, before, after unix.Timespec
	best, out := int64(1<<62), uint64(0)
	for i := 0; i < 5; i++ { // the tightest of some readings
		_ = unix.ClockGettime(unix.CLOCK_REALTIME, &before)
		_ = unix.ClockGettime(unix.CLOCK_BOOTTIME, &boot)
		_ = unix.ClockGettime(unix.CLOCK_REALTIME, &after)
		if d := after.Nano() - before.Nano(); d < best {
			best, out = d, uint64(before.Nano()+d/2-boot.Nano())
		}
	}
	return out
}

// Stop detaches the programs and makes Next come to an end. The counters stand still
// from then on.
func (s *Source) Stop() {
	s.selecting.Lock()
	first := s.stopped.Load() == 0
	if first {
		_ = closeAll(s.links)
		_ = s.closePoints()
		s.links = nil
		time.Sleep(lastRun)
		s.stopped.Store(s.now())
	}
	s.selecting.Unlock()
	if !first {
		return
	}
	s.waking.Lock() // Close must not give the descriptor away meanwhile
	defer s.waking.Unlock()
	if s.wake < 0 {
		return
	}
	one := [8]byte{1}
	_, _ = unix.Write(s.wake, one[:])
}

// Close detaches the programs and frees the rings. The bytes of the last event
// are gone then.
func (s *Source) Close() error {
	s.Stop()
	s.reading.Lock()
	defer s.reading.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	for _, l := range s.links {
		_ = l.Close()
	}
	_ = s.closePoints()
	for _, p := range s.programs {
		_ = p.Close()
	}
	for _, r := range s.merge.rings {
		r.close()
	}
	s.merge = merger{}
	s.inFlight = nil
	if s.scratch != nil {
		_ = unix.Munmap(s.scratch)
		s.scratch = nil
	}
	for _, m := range s.inner {
		_ = m.Close()
	}
	for _, m := range s.maps {
		_ = m.Close()
	}
	s.waking.Lock()
	defer s.waking.Unlock()
	if s.epoll != nil {
		_ = s.epoll.Close()
	}
	if s.wake >= 0 {
		_ = unix.Close(s.wake)
	}
	s.wake = -1
	return nil
}
