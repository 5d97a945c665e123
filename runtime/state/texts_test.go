package state

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/driver"
)

// Compaction changes no text, and lets go of the blocks of texts that are gone.
func TestCompact(t *testing.T) {
	snap := &driver.Snapshot{FDs: map[int64][]driver.FD{}}
	for i := range int64(300) {
		env := []string{"A=1", fmt.Sprint("B=", i%7)}
		snap.Threads = append(snap.Threads, driver.Thread{
			TID: 100 + i, PID: 100 + i, PTID: 1, VTID: 100 + i, VPID: 100 + i, Comm: fmt.Sprint("comm", i%20), Exe: "/bin/x", ExePath: fmt.Sprint("/bin/", i),
			Cwd: "/srv/", Root: "/", Args: []string{"a", fmt.Sprint(i)}, Env: env,
		})
		for n := range int64(5) {
			snap.FDs[100+i] = append(snap.FDs[100+i], driver.FD{Num: n, Type: driver.FDFileV2, Name: fmt.Sprintf("/data/%d/%d", i, n)})
		}
	}
	s := New(snap, Options{})
	before := s.Snapshot()
	lines, shared := map[int64]string{}, map[*Strings]bool{}
	s.threads.each(func(th *Thread) {
		lines[th.TID] = strings.Clone(th.Cmdline())
		shared[th.env] = true
	})
	s.threads.each(func(th *Thread) {
		f := s.Lookup(th, 3)
		f.NameRaw = strings.Clone(f.Name)
	})
	// Texts that nothing refers to any more.
	for i := 0; !s.texts.due; i++ {
		s.buf = fmt.Appendf(s.buf[:0], "/tmp/%0100d", i)
		s.keep(s.buf)
	}
	var ev driver.Event
	c := &choices{[]byte{1, 2, 3, 4, 5}}
	if err := ev.Decode(c.event(1e18)); err != nil {
		t.Fatal(err)
	}
	ev.TID = 7777 // nobody's
	s.Process(&ev)
	if s.texts.due || s.texts.live == 0 || s.texts.live > 64<<10 || s.texts.cut > 64<<10 {
		t.Errorf("after a compaction: %d bytes live, %d cut, due: %v", s.texts.live, s.texts.cut, s.texts.due)
	}
	if th := s.Find(7777); th != nil {
		s.drop(th)
	}
	if after := s.Snapshot(); !reflect.DeepEqual(before.Threads, after.Threads) || !reflect.DeepEqual(before.FDs, after.FDs) {
		t.Error("the state has changed")
	}
	envs := map[*Strings]bool{}
	s.threads.each(func(th *Thread) {
		if th.Cmdline() != lines[th.TID] {
			t.Errorf("thread %d: %q, was %q", th.TID, th.Cmdline(), lines[th.TID])
		}
		if f := s.Lookup(th, 3); f.NameRaw != f.Name {
			t.Errorf("%q, raw %q", f.Name, f.NameRaw)
		}
		envs[th.env] = true
	})
	// What threads share they go on sharing. Equal lists are kept apart while their places
	// in the table of known ones collide with those of others.
	if len(envs) < 7 || len(envs) > len(shared) {
		t.Errorf("%d environments, before %d, of 7 different ones", len(envs), len(shared))
	}
}

// Processes that come and go, with descriptors and names that nobody has seen before,
// take nothing but a block for their texts now and then.
func TestSpawnsAllocateNothing(t *testing.T) {
	s := New(&driver.Snapshot{Threads: []driver.Thread{{TID: 1, PID: 1, VTID: 1, VPID: 1, Comm: "init", Cwd: "/"}}}, Options{})
	spawn := func(pid int64) {
		child := s.fresh(pid, 0)
		child.PID, child.PTID = pid, 1
		s.inheritProcess(child, s.Find(1))
		s.buf3 = append(strconv.AppendInt(append(s.buf3[:0], "arg\x00"...), pid, 10), 0)
		child.Args = s.list(s.buf3)
		child.Comm = "x"
		s.add(child)
		for n := range int64(20) {
			f := s.newFD()
			f.Type = driver.FDFileV2
			s.buf = strconv.AppendInt(append(strconv.AppendInt(append(s.buf[:0], "/proc/"...), pid, 10), "/fd/"...), n, 10)
			f.Name = s.keep(s.buf)
			s.addFD(child, n*n, f)
		}
		if !strings.HasPrefix(child.Cmdline(), "x arg ") {
			t.Fatal(child.Cmdline())
		}
		child.die()
		s.remove(child)
		s.bury()
		if s.texts.due {
			s.compact()
		}
	}
	pid := int64(1000)
	run := func() {
		for range 1000 {
			pid++
			spawn(pid)
		}
	}
	run()
	if n := testing.AllocsPerRun(5, run); n > 100 {
		t.Errorf("%v allocations for 1000 spawns, 20,000 descriptors and names", n)
	} else {
		t.Log(n, "allocations")
	}
	if n := s.threads.n; n != 1 {
		t.Errorf("%d threads", n)
	}
}
