// Package procfs looks at what runs on this machine already: processes, threads,
// descriptors, accounts and network interfaces, as /proc and /etc show them. All
// of it may vanish while it is read, so what cannot be read is left out; every
// file, list and total is bounded.
package procfs

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"

	"github.com/falcoc/falcoc/driver"
	"golang.org/x/sys/unix"
)

// The bounds of one scan. What is beyond them is found by later events.
const (
	maxThreads = 1 << 18
	maxFDs     = 4096      // of one process
	maxSockets = 1 << 20   // of one network namespace
	maxText    = 4096      // bytes of a command line or an environment
	maxFile    = 64 << 10  // bytes of any other file of a process
	maxTable   = 256 << 20 // bytes of a list of sockets or accounts
)

// Scanner reads one machine's /proc. It belongs to one goroutine.
type Scanner struct {
	root string // of the proc file system
	etc  string
	boot uint64 // ns since the epoch
	buf  []byte
	nets map[uint64]sockets // by network namespace, of the current scan
}

// New returns a scanner of the proc file system mounted at root.
func New(root string) *Scanner {
	return &Scanner{root: root, etc: "/etc", boot: bootTime(), buf: make([]byte, maxFile)}
}

// Snapshot reads everything. It fails only when there is no proc file system.
func (s *Scanner) Snapshot() (*driver.Snapshot, error) {
	pids, err := s.numbers(s.root)
	if err != nil {
		return nil, fmt.Errorf("listing processes: %w", err)
	}
	if len(pids) == 0 {
		return nil, fmt.Errorf("listing processes: %s is no proc file system", s.root)
	}
	snap := &driver.Snapshot{
		Machine: s.machine(), Users: s.users(), Groups: s.groups(), Interfaces: interfaces(),
		FDs: make(map[int64][]driver.FD, len(pids)), Live: true,
	}
	s.nets = make(map[uint64]sockets)
	defer func() { s.nets = nil }()
	for _, pid := range pids {
		dir := s.dir(pid)
		tids, err := s.numbers(dir + "/task")
		if err != nil {
			continue
		}
		for _, tid := range tids {
			if len(snap.Threads) >= maxThreads {
				break
			}
			if t, ok := s.thread(dir+"/task/"+strconv.FormatInt(tid, 10), tid); ok {
				snap.Threads = append(snap.Threads, t)
			}
		}
		if fds := s.fds(dir); len(fds) > 0 {
			snap.FDs[pid] = fds
		}
	}
	return snap, nil
}

// Probe reads one thread and its process's descriptors.
func (s *Scanner) Probe(tid int64) (*driver.Thread, []driver.FD, bool) {
	if tid <= 0 {
		return nil, nil, false
	}
	t, ok := s.thread(s.dir(tid), tid)
	if !ok {
		return nil, nil, false
	}
	s.nets = make(map[uint64]sockets)
	defer func() { s.nets = nil }()
	return &t, s.fds(s.dir(t.PID)), true
}

func (s *Scanner) dir(pid int64) string { return s.root + "/" + strconv.FormatInt(pid, 10) }

// numbers lists the entries of a directory that are numbers, in rising order.
func (s *Scanner) numbers(dir string) ([]int64, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(maxThreads)
	if len(names) == 0 && err != nil {
		return nil, err
	}
	out := make([]int64, 0, len(names))
	for _, n := range names {
		if v, err := strconv.ParseInt(n, 10, 64); err == nil && v >= 0 {
			out = append(out, v)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out, nil
}

// read returns the first limit bytes of a file, valid until the next read.
func (s *Scanner) read(name string, limit int) ([]byte, bool) {
	fd, err := unix.Open(name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, false
	}
	defer unix.Close(fd)
	n := 0
	for n < limit {
		m, err := unix.Read(fd, s.buf[n:limit])
		if err == unix.EINTR {
			continue
		}
		if err != nil && n == 0 {
			return nil, false
		}
		if err != nil || m <= 0 {
			break
		}
		n += m
	}
	return s.buf[:n], true
}

// link is where a symbolic link points, or "".
func link(name string) string {
	to, err := os.Readlink(name)
	if err != nil {
		return ""
	}
	return to
}

func bootTime() uint64 {
	var now, up unix.Timespec
	if unix.ClockGettime(unix.CLOCK_REALTIME, &now) != nil || unix.ClockGettime(unix.CLOCK_BOOTTIME, &up) != nil {
		return 0
	}
	return uint64(now.Nano() - up.Nano())
}

func (s *Scanner) machine() driver.Machine {
	m := driver.Machine{BootTS: s.boot}
	if cpus, err := filepath.Glob("/sys/devices/system/cpu/cpu[0-9]*"); err == nil {
		m.CPUs = uint32(len(cpus))
	}
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) == nil {
		m.Memory = uint64(info.Totalram) * uint64(info.Unit)
	}
	if b, ok := s.read(s.root+"/sys/kernel/pid_max", 32); ok {
		m.MaxPID = parseUint(b, 10)
	}
	m.Hostname, _ = os.Hostname()
	return m
}
