package state

import (
	"fmt"
	"runtime"
	"testing"
	"unsafe"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// TestMemory holds the size of a large machine's state: 32768 threads in 8192
// processes with 200000 descriptors. Programs and environments repeat, as they do;
// arguments and paths do not.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a large state")
	}
	const processes, threads, fds = 8192, 4, 25
	env := make([]string, 30)
	for i := range env {
		env[i] = fmt.Sprintf("VARIABLE_%d=/some/value/of/forty/characters/or/so/%d", i, i)
	}
	snap := &driver.Snapshot{FDs: make(map[int64][]driver.FD)}
	for p := range processes {
		pid := int64(1 + p*threads)
		for i := range threads {
			th := driver.Thread{
				TID: pid + int64(i), PID: pid, PTID: max(1, pid/2/threads*threads+1), VTID: pid + int64(i), VPID: pid, SID: 1, PGID: pid,
				Comm: fmt.Sprintf("worker%d", p%300), Exe: "/usr/bin/worker", ExePath: "/usr/bin/worker",
				Args: []string{"--config", fmt.Sprintf("/etc/worker/%d/settings.yaml", p), "--verbose"},
				Cwd:  "/var/lib/worker", Cgroups: []string{"cpu=/system.slice/worker.service", "memory=/system.slice/worker.service"},
			}
			if i > 0 {
				th.Flags = catalog.CL_CLONE_THREAD | catalog.CL_CLONE_FILES
			} else {
				th.Env = append([]string{fmt.Sprintf("INSTANCE=%d", p%200)}, env...)
			}
			snap.Threads = append(snap.Threads, th)
		}
		for i := range fds {
			f := driver.FD{Num: int64(i), Type: driver.FDFileV2, Name: fmt.Sprintf("/var/lib/worker/data/%d/segment-%d.log", p, i)}
			if i%5 == 4 {
				f = driver.FD{Num: int64(i), Type: driver.FDIPv4Sock, L4: driver.L4TCP, SPort: uint16(p), DPort: uint16(i)}
			}
			snap.FDs[pid] = append(snap.FDs[pid], f)
		}
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s := New(snap, Options{})
	runtime.GC()
	runtime.ReadMemStats(&after)
	st := s.Stats()
	size := after.HeapAlloc - before.HeapAlloc
	t.Logf("%d threads of %d bytes, %d descriptors of %d bytes: %.1f MB", st.Threads, unsafe.Sizeof(Thread{}), st.FDs, unsafe.Sizeof(FD{}), float64(size)/1e6)
	if st.Threads != processes*threads || st.FDs != processes*fds {
		t.Errorf("%+v", st)
	}
	if size > 60e6 {
		t.Errorf("%.1f MB, more than 60", float64(size)/1e6)
	}
	runtime.KeepAlive(s)
	runtime.KeepAlive(snap)
}
