package bpf

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

func TestMain(m *testing.M) {
	if os.Getenv("FALCOC_EXERCISE") != "" {
		exercise()
	}
	os.Exit(m.Run())
}

// open starts the sensor, or skips where the machine cannot run it.
func open(t testing.TB, opt Options) *Source {
	t.Helper()
	s, err := Open(opt)
	var e *Error
	if errors.As(err, &e) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for _, r := range s.Refused() {
		t.Errorf("refused: %+v", r)
	}
	return s
}

// event is a copy of one that arrived.
type event struct {
	driver.Event
	raw []byte
}

// collect takes the events that keep wants, of all that happens until f returns.
func collect(t testing.TB, s *Source, keep func(*driver.Event) bool, f func()) []*event {
	t.Helper()
	go func() {
		f()
		s.Stop()
	}()
	timer := time.AfterFunc(30*time.Second, s.Stop)
	defer timer.Stop()
	var out []*event
	var ev driver.Event
	for {
		err := s.Next(&ev)
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if keep(&ev) {
			e := &event{raw: bytes.Clone(ev.Raw)}
			if err := e.Decode(e.raw); err != nil {
				t.Fatal(err)
			}
			e.CPU = ev.CPU
			out = append(out, e)
		}
	}
}

func TestEveryCall(t *testing.T) {
	dir, err := os.MkdirTemp("", "falcoc") // short enough for a unix socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	dir, _ = filepath.EvalSymlinks(dir)
	s := open(t, Options{Events: catalog.AllEvents.Minus(onPoints()), HighVolume: true, NoScan: true})

	var results []result
	exe, _ := os.Executable()
	cmd := exec.Command(exe, "one", "", "three")
	cmd.Env = []string{"FALCOC_EXERCISE=" + dir, "X=y", "GODEBUG=asyncpreemptoff=1"}
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	got := collect(t, s, func(ev *driver.Event) bool { return true }, func() {
		out, err := cmd.Output()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 7 {
			t.Errorf("the exerciser ended with %v", err)
		}
		for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
			var r result
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				t.Errorf("%s: %v", lines.Bytes(), err)
			}
			results = append(results, r)
		}
	})
	if len(results) != len(steps)+1 {
		t.Fatalf("%d of %d calls were made", len(results)-1, len(steps))
	}
	tid := results[0].Ret
	if st, _, err := s.Stats(); err != nil || st.Lost() != 0 {
		t.Errorf("lost events: %+v, %v", st, err)
	}
	var mine []*event
	for i, e := range got {
		if e.TID == tid {
			mine = append(mine, e)
		}
		if i > 0 && e.TS < got[i-1].TS {
			t.Errorf("event %d is %d ns older than the one before", i, got[i-1].TS-e.TS)
		}
		if n := len(e.Info().Params); e.NumParams() != n {
			t.Errorf("%s has %d of %d parameters", e.Info().Name, e.NumParams(), n)
		}
		for p := range e.Info().Params {
			if size := e.Info().Params[p].Type.Size(); size != 0 && len(e.Param(p)) != size && len(e.Param(p)) != 0 {
				t.Errorf("%s: %s has %d bytes", e.Info().Name, e.Info().Params[p].Name, len(e.Param(p)))
			}
		}
	}

	checkBirth(t, mine, cmd, dir)
	w := &world{dir: dir, fd: map[string]int{}}
	next := 0
	for i, st := range steps {
		r := results[i+1]
		if r.Ret >= 0 {
			w.fd[st.name] = int(r.Ret)
		}
		want := st.want(w, r)
		found := -1
		for j := next; j < len(mine); j++ {
			if mine[j].Type == st.event && len(differences(mine[j], want)) == 0 {
				found = j
				break
			}
		}
		if found >= 0 {
			next = found + 1
			continue
		}
		t.Errorf("%s: result %d, no such event", st.name, r.Ret)
		for j := next; j < len(mine) && j < next+40; j++ {
			if mine[j].Type == st.event {
				for _, d := range differences(mine[j], want) {
					t.Errorf("    %s", d)
				}
				break
			}
		}
	}
	last := mine[len(mine)-1]
	if d := differences(last, known{"status": 7 << 8, "ret": 7, "sig": 0, "core": 0, "reaper_tid": 0}); last.Type != catalog.EvtProcexit1E || len(d) != 0 {
		t.Errorf("the end: %s: %v", last.Info().Name, d)
	}
}

// checkBirth looks at the fork and the exec that start the exerciser.
func checkBirth(t *testing.T, mine []*event, cmd *exec.Cmd, dir string) {
	t.Helper()
	exe, _ := os.Executable()
	dev, err := os.Open(exe)
	if err != nil {
		t.Fatal(err)
	}
	defer dev.Close()
	var st unix.Stat_t
	if err := unix.Fstat(int(dev.Fd()), &st); err != nil {
		t.Fatal(err)
	}
	pid := cmd.Process.Pid
	var born, execed bool
	for _, e := range mine {
		switch e.Type {
		case catalog.EvtClone20X, catalog.EvtClone3X, catalog.EvtVfork20X:
			if r, _ := e.Return(); r != 0 || born {
				continue
			}
			born = true
			for _, d := range differences(e, known{"tid": pid, "pid": pid, "exe": os.Args[0], "comm": "bpf.test", "uid": 0, "gid": 0, "vtid": pid, "vpid": pid,
				"cgroups": func(b []byte) bool {
					return bytes.HasPrefix(b, []byte("cpuset=/")) || bytes.HasPrefix(b, []byte("cpu=/"))
				}}) {
				t.Errorf("the fork's child: %s", d)
			}
		case catalog.EvtExecve19X:
			if r, _ := e.Return(); r != 0 || execed {
				continue
			}
			execed = true
			if e.Type != catalog.EvtExecve19X {
				t.Errorf("success is %s", e.Info().Name)
			}
			for _, d := range differences(e, known{"res": 0, "exe": exe, "args": []byte("one\x00\x00three\x00"), "tid": pid, "pid": pid, "cwd": nil,
				"comm": "bpf.test", "env": []byte("FALCOC_EXERCISE=" + dir + "\x00X=y\x00GODEBUG=asyncpreemptoff=1\x00"), "vpgid": unix.Getpgrp(), "pgid": unix.Getpgrp(),
				"flags": catalog.EXE_WRITABLE, "exe_ino": st.Ino, "exe_ino_ctime": uint64(st.Ctim.Nano()), "exe_ino_mtime": uint64(st.Mtim.Nano()),
				"uid": 0, "gid": 0, "trusted_exepath": exe, "filename": exe,
				"cap_effective": func(b []byte) bool { return len(b) == 8 && b[0] != 0 }}) {
				t.Errorf("the exec: %s", d)
			}
		}
	}
	if !born || !execed {
		t.Errorf("the exerciser's fork was seen: %v, its exec: %v", born, execed)
	}
}

// differences compares parameters by name.
func differences(e *event, want known) (out []string) {
	for name, v := range want {
		i := e.Info().Param(name)
		if i < 0 && name == "res" {
			i = 0
		}
		if i < 0 {
			out = append(out, fmt.Sprintf("%s has no parameter %s", e.Info().Name, name))
			continue
		}
		b := e.Param(i)
		good := false
		switch v := v.(type) {
		case nil:
			good = len(b) == 0 || name == "res"
		case string:
			good = string(b) == v+"\x00"
		case []byte:
			good = bytes.Equal(b, v)
		case func([]byte) bool:
			good = v(b)
		default:
			n, ok := e.Int(i)
			mask := ^uint64(0) >> (64 - 8*uint(max(len(b), 1)))
			var want int64
			switch v := v.(type) {
			case float64:
				want = int64(v)
			case uint64:
				want = int64(v)
			case int64:
				want = v
			case int:
				want = int64(v)
			}
			good = ok && uint64(n)&mask == uint64(want)&mask
		}
		if !good {
			out = append(out, fmt.Sprintf("%s of %s is %q, want %v", name, e.Info().Name, b, v))
		}
	}
	return out
}

// TestExecForms runs a program in the ways that hide what it is.
func TestExecForms(t *testing.T) {
	dir, err := os.MkdirTemp("", "falcoc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	dir, _ = filepath.EvalSymlinks(dir)
	truth, err := exec.LookPath("true")
	if err != nil {
		t.Skip(err)
	}
	truth, _ = filepath.EvalSymlinks(truth)
	if err := os.Symlink(truth, dir+"/link"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(truth)
	if err != nil {
		t.Fatal(err)
	}
	fd, err := unix.MemfdCreate("ghost", 0)
	if err != nil {
		t.Skip(err)
	}
	mem := os.NewFile(uintptr(fd), "ghost")
	defer mem.Close()
	if _, err := mem.Write(text); err != nil {
		t.Fatal(err)
	}
	deep := dir
	for i := 0; i < 40; i++ {
		deep += "/a-rather-long-folder-name"
	}
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(deep+"/prog", text, 0o755); err != nil {
		t.Fatal(err)
	}
	long := string(bytes.Repeat([]byte{'x'}, 5000))

	s := open(t, Options{Events: catalog.AllEvents, NoScan: true})
	var pids []int
	run := func(path string, args ...string) {
		cmd := &exec.Cmd{Path: path, Args: args, ExtraFiles: []*os.File{mem}, Env: []string{}}
		if err := cmd.Run(); err != nil {
			t.Errorf("%s: %v", path, err)
			pids = append(pids, 0)
			return
		}
		pids = append(pids, cmd.Process.Pid)
	}
	got := collect(t, s, func(ev *driver.Event) bool { return ev.Type == catalog.EvtExecve19X }, func() {
		run(dir+"/link", "innocent")
		run("/proc/self/fd/3", "m")
		run(deep+"/prog", "")
		run(truth, "true", long)
	})
	for i, want := range []known{
		{"exe": "innocent", "trusted_exepath": truth, "filename": dir + "/link", "comm": "link"},
		{"exe": "m", "trusted_exepath": "memfd:ghost", "flags": catalog.EXE_WRITABLE | catalog.EXE_FROM_MEMFD},
		{"exe": "", "trusted_exepath": deep + "/prog", "comm": "prog"},
		{"exe": "true", "args": append(bytes.Repeat([]byte{'x'}, 4096-5-1), 0), "env": nil},
	} {
		var e *event
		for _, g := range got {
			if r, _ := g.Return(); g.TID == int64(pids[i]) && r == 0 {
				e = g
			}
		}
		if e == nil {
			t.Errorf("exec %d has not arrived", i)
			continue
		}
		for _, d := range differences(e, want) {
			t.Errorf("exec %d: %s", i, d)
		}
	}
}

// TestBurst makes calls as fast as it can and counts what arrives.
func TestBurst(t *testing.T) {
	const n = 200_000
	var set catalog.EventSet
	set.Add(catalog.EvtKillX)
	// Room for all of it, should the reader not get to run.
	s := open(t, Options{Events: set, OnlyEvents: true, NoScan: true, BufferSize: 32 << 20})
	seen := 0
	next := int64(0)
	pid := int64(os.Getpid())
	var ev driver.Event
	start := time.Now()
	go func() {
		for i := uintptr(0); i < n; i++ {
			_, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 64+i&63, 0)
		}
	}()
	timer := time.AfterFunc(30*time.Second, s.Stop)
	defer timer.Stop()
	for seen < n {
		if err := s.Next(&ev); err != nil {
			t.Fatalf("%d of %d events: %v", seen, n, err)
		}
		if target, _ := ev.Int(1); target != 1<<30 {
			continue
		}
		sig, _ := ev.Uint(2)
		if int64(sig) != 64+next&63 {
			t.Fatalf("event %d has signal %d, want %d", seen, sig, 64+next&63)
		}
		next++
		seen++
	}
	took := time.Since(start)
	st, byCPU, err := s.Stats()
	if err != nil || st.Lost() != 0 || st.Events < n || len(byCPU) == 0 {
		t.Errorf("%+v, %v", st, err)
	}
	t.Logf("%d events in %v: %.0f a second (process %d)", n, took, n/took.Seconds(), pid)
}

// TestTinyBuffer loses events on purpose: all of them must be counted.
func TestTinyBuffer(t *testing.T) {
	const n = 20_000
	var set catalog.EventSet
	set.Add(catalog.EvtKillX)
	s := open(t, Options{Events: set, OnlyEvents: true, NoScan: true, BufferSize: os.Getpagesize()})
	for i := 0; i < n; i++ {
		_, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 70, 0)
	}
	st, _, err := s.Stats()
	if err != nil || st.Full == 0 || st.Calls < n || st.Events+st.Lost() != st.Calls || st.Produced != st.Calls {
		t.Errorf("%+v, %v", st, err)
	}
	if lost, err := s.LostBy(); err != nil || len(lost) != 1 || lost[catalog.EvtKillX] != st.Losses {
		t.Errorf("%+v lost by type, %+v in all, %v", lost, st.Losses, err)
	}
}

// TestSelection delivers what was asked for only, and nothing of this process
// where that was asked for.
func TestSelection(t *testing.T) {
	var set catalog.EventSet
	set.Add(catalog.EvtKillX)
	s := open(t, Options{Events: set, OnlyEvents: true, NoScan: true, ExcludeSelf: true})
	got := collect(t, s, func(*driver.Event) bool { return true }, func() {
		_ = unix.Kill(1<<30, 70)
		_ = exec.Command("/bin/sh", "-c", "kill -0 $$").Run()
		time.Sleep(20 * time.Millisecond)
		_ = exec.Command("/bin/sh", "-c", "kill -0 $$").Run()
	})
	mine := 0
	for _, e := range got {
		if e.Type != catalog.EvtKillX {
			t.Errorf("got %s", e.Info().Name)
		}
		if n, _ := e.Int(1); n == 1<<30 {
			mine++
		}
	}
	if mine != 0 || len(got) == 0 {
		t.Errorf("%d events, %d of this process", len(got), mine)
	}
}

func TestStopAndClose(t *testing.T) {
	s := open(t, Options{NoScan: true, OnlyEvents: true})
	done := make(chan error)
	go func() {
		var ev driver.Event
		for {
			if err := s.Next(&ev); err != nil {
				done <- err
				return
			}
		}
	}()
	time.Sleep(20 * time.Millisecond)
	s.Stop()
	select {
	case err := <-done:
		if err != io.EOF {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("Next does not return")
	}
	for i := 0; i < 2; i++ {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	var ev driver.Event
	if err := s.Next(&ev); err != io.EOF {
		t.Error(err)
	}
}

func TestOptions(t *testing.T) {
	for _, o := range []Options{{BufferSize: 5000}, {BufferSize: -4096}, {SnapLen: -1}, {SnapLen: MaxSnapLen + 1}} {
		if s, err := Open(o); err == nil {
			_ = s.Close()
			t.Errorf("%+v is accepted", o)
		}
	}
}

func TestNextDoesNotAllocate(t *testing.T) {
	var set catalog.EventSet
	set.Add(catalog.EvtKillX)
	// A small ring is looked at without delay.
	s := open(t, Options{Events: set, OnlyEvents: true, NoScan: true, BufferSize: 1 << 16})
	var ev driver.Event
	n := testing.AllocsPerRun(2000, func() {
		_, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 70, 0)
		if err := s.Next(&ev); err != nil {
			t.Fatal(err)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations an event", n)
	}
}

// BenchmarkEvents is one cheap call, made, written, merged and decoded. The calls
// wait when the reader falls too far behind.
func BenchmarkEvents(b *testing.B) {
	var set catalog.EventSet
	set.Add(catalog.EvtKillX)
	s := open(b, Options{Events: set, OnlyEvents: true, NoScan: true})
	var seen atomic.Int64
	b.ReportAllocs()
	b.ResetTimer()
	go func() {
		for i := 0; i < b.N; i++ {
			_, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 70, 0)
			for int64(i)-seen.Load() > 20_000 {
				runtime.Gosched()
			}
		}
	}()
	var ev driver.Event
	for seen.Load() < int64(b.N) {
		if err := s.Next(&ev); err != nil {
			b.Fatal(err)
		}
		if target, _ := ev.Int(1); target == 1<<30 {
			seen.Add(1)
		}
	}
	if st, _, _ := s.Stats(); st.Lost() != 0 {
		b.Errorf("lost: %+v", st)
	}
}

// BenchmarkCall is what the sensor costs the process that makes a call: nothing
// attached, attached without interest, a small event, an open.
func BenchmarkCall(b *testing.B) {
	calls := func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			_, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 70, 0)
		}
	}
	name, _ := unix.BytePtrFromString("/etc/passwd")
	opens := func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			fd, _, _ := unix.RawSyscall6(unix.SYS_OPENAT, cwdFD, uintptr(unsafe.Pointer(name)), unix.O_RDONLY, 0, 0, 0)
			_, _, _ = unix.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
		}
	}
	attached := func(f func(*testing.B), ids ...catalog.EventID) func(*testing.B) {
		return func(b *testing.B) {
			var set catalog.EventSet
			for _, id := range ids {
				set.Add(id)
			}
			s := open(b, Options{Events: set, OnlyEvents: true, NoScan: true, BufferSize: 64 << 20})
			go func() {
				var ev driver.Event
				for s.Next(&ev) == nil {
				}
			}()
			b.ResetTimer()
			f(b)
		}
	}
	b.Run("kill/bare", calls)
	b.Run("kill/other", attached(calls, catalog.EvtSetuidX))
	b.Run("kill/event", attached(calls, catalog.EvtKillX))
	b.Run("open/bare", opens)
	b.Run("open/other", attached(opens, catalog.EvtSetuidX))
	b.Run("open/event", attached(opens, catalog.EvtOpenat2X))
	b.Run("open/both", attached(opens, catalog.EvtOpenat2X, catalog.EvtCloseX))
}

func TestSelectAgain(t *testing.T) {
	var first, second catalog.EventSet
	first.Add(catalog.EvtKillX)
	second.Add(catalog.EvtTgkillX)
	s := open(t, Options{Events: first, OnlyEvents: true, NoScan: true})
	both := func() {
		_, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 70, 0)
		_, _, _ = unix.RawSyscall(unix.SYS_TGKILL, 1<<30, 1<<30, 70)
	}
	var types []catalog.EventID
	for _, e := range collect(t, s, func(ev *driver.Event) bool { n, _ := ev.Int(1); return n == 1<<30 }, func() {
		both()
		if err := s.Select(second); err != nil {
			t.Error(err)
		}
		both()
	}) {
		types = append(types, e.Type)
	}
	if len(types) != 2 || types[0] != catalog.EvtKillX || types[1] != catalog.EvtTgkillX {
		t.Errorf("%v", types)
	}
}

// TestLoadsOnDemand: a program is loaded when somebody wants its events first, and what
// was wanted before goes on meanwhile.
func TestLoadsOnDemand(t *testing.T) {
	var first, both catalog.EventSet
	first.Add(catalog.EvtKillX)
	both.Add(catalog.EvtKillX)
	both.Add(catalog.EvtSignaldeliverE)
	both.Add(catalog.EvtSemopX)
	s := open(t, Options{Events: first, OnlyEvents: true, NoScan: true})
	for _, name := range []string{"signal_deliver", "semop", "table_socket", "uring_submit", "own_unlink"} {
		if s.programs[name] != nil {
			t.Errorf("%s is loaded, and nobody wants it", name)
		}
	}
	kills, semops := 0, 0
	const n = 3000
	for _, e := range collect(t, s, func(*driver.Event) bool { return true }, func() {
		done := make(chan struct{})
		go func() {
			defer close(done)
			for i := range uintptr(n) {
				_, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 70, i)
				if i%100 == 0 {
					time.Sleep(time.Millisecond)
				}
			}
		}()
		if err := s.Select(both); err != nil {
			t.Error(err)
		}
		_, _, _ = unix.RawSyscall(unix.SYS_SEMOP, 1<<30, 0, 0)
		<-done
	}) {
		if p, _ := e.Int(1); e.Type == catalog.EvtKillX && p == 1<<30 {
			kills++
		}
		if e.Type == catalog.EvtSemopX {
			semops++
		}
	}
	if kills != n || semops == 0 || s.programs["signal_deliver"] == nil {
		t.Errorf("%d of %d kills, %d operations of semaphores", kills, n, semops)
	}
}
