package state_test

import (
	"fmt"
	"net/netip"
	"runtime"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Sizes of a large machine, and what its state may take.
const (
	bigProcesses = 8192
	bigThreads   = 4  // of a process
	bigFDs       = 25 // of a process
	bigLimit     = 60 << 20
)

// bigMachine is 32,768 threads with 204,800 descriptors: files with a name each, every
// fourth a connection.
func bigMachine() *driver.Snapshot {
	snap := &driver.Snapshot{FDs: map[int64][]driver.FD{}}
	env := []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "HOME=/root", "SHLVL=1"}
	for p := range bigProcesses {
		pid := int64(1000 + p*bigThreads)
		group := fmt.Sprintf("/system.slice/unit%d.service", p%200)
		for i := range bigThreads {
			t := driver.Thread{
				TID: pid + int64(i), PID: pid, PTID: 1, SID: pid, PGID: pid, VPGID: pid, VTID: pid + int64(i), VPID: pid,
				Comm: fmt.Sprintf("worker%d", p%500), Exe: "/usr/bin/worker", ExePath: fmt.Sprintf("/usr/lib/app%d/worker", p%500),
				Cwd: "/srv/app/", Root: "/", FDLimit: 1024, LoginUID: 0xFFFFFFFF,
				Args:    []string{"--config", fmt.Sprintf("/etc/app/%d.yaml", p), "--port", fmt.Sprint(p)},
				Cgroups: []string{"cpuset=/", "cpu=" + group, "memory=" + group},
			}
			if i > 0 {
				t.Flags = catalog.CL_CLONE_THREAD | catalog.CL_CLONE_FILES
			} else {
				t.Flags = catalog.CL_IS_MAIN_THREAD
				t.Env = append(env[:4:4], fmt.Sprintf("INVOCATION_ID=%032x", p))
			}
			snap.Threads = append(snap.Threads, t)
		}
		for n := range bigFDs {
			fd := driver.FD{Num: int64(n), Type: driver.FDFileV2, Ino: uint64(n), Name: fmt.Sprintf("/var/lib/app/%d/segment-%06d.log", p, n), OpenFlags: catalog.O_RDONLY | catalog.O_WRONLY}
			if n%4 == 3 {
				fd = driver.FD{Num: int64(n), Type: driver.FDIPv4Sock, L4: driver.L4TCP, SPort: uint16(p), DPort: 443,
					SIP: netip.AddrFrom4([4]byte{10, 0, 0, 5}), DIP: netip.AddrFrom4([4]byte{10, 1, byte(p >> 8), byte(p)})}
			}
			snap.FDs[pid] = append(snap.FDs[pid], fd)
		}
	}
	return snap
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestMemory holds what the state of a large machine takes.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	before := heap()
	s := state.New(bigMachine(), state.Options{})
	used := heap() - before
	st := s.Stats()
	t.Logf("%d threads, %d descriptors: %.1f MB", st.Threads, st.FDs, float64(used)/(1<<20))
	if st.Threads != bigProcesses*bigThreads || st.FDs != bigProcesses*bigFDs {
		t.Errorf("%+v", st)
	}
	if used > bigLimit {
		t.Errorf("%d bytes, at most %d are wanted", used, bigLimit)
	}
	runtime.KeepAlive(s)
}

// TestCaps holds that full tables refuse, count and go on.
func TestCaps(t *testing.T) {
	snap := bigMachine()
	s := state.New(snap, state.Options{MaxThreads: 1000, MaxFDs: 10})
	st := s.Stats()
	if st.Threads != 1000 || st.FDs != 1000/bigThreads*10 {
		t.Errorf("%+v", st)
	}
	if want := uint64(len(snap.Threads) - 1000); st.RefusedThreads != want {
		t.Errorf("%d threads refused, want %d", st.RefusedThreads, want)
	}
	if want := uint64(1000 / bigThreads * (bigFDs - 10)); st.RefusedFDs != want {
		t.Errorf("%d descriptors refused, want %d", st.RefusedFDs, want)
	}
}

func BenchmarkSnapshot(b *testing.B) {
	s := state.New(bigMachine(), state.Options{})
	b.ReportAllocs()
	for b.Loop() {
		if n := len(s.Snapshot().Threads); n != bigProcesses*bigThreads {
			b.Fatal(n)
		}
	}
}
