package bpf

import (
	"bytes"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// TestDelay: an event is given out soon, though other processors make none.
func TestDelay(t *testing.T) {
	var set catalog.EventSet
	set.Add(catalog.EvtKillX)
	s := open(t, Options{Events: set, OnlyEvents: true, NoScan: true})
	const limit = idle + gather + time.Second // the last is for a busy machine
	var ev driver.Event
	for range 20 {
		done := make(chan error, 1)
		start := time.Now()
		go func() {
			for {
				if err := s.Next(&ev); err != nil {
					done <- err
					return
				}
				if n, _ := ev.Int(1); n == 1<<30 {
					done <- nil
					return
				}
			}
		}()
		time.Sleep(time.Millisecond)
		_, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 70, 0)
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
		case <-time.After(10 * time.Second):
			s.Stop()
			t.Fatal("an event is not given out")
		}
		if took := time.Since(start); took > limit {
			t.Errorf("an event came after %v", took)
		}
	}
}

// TestHeldBack: no event is given out while a processor is making an older one.
func TestHeldBack(t *testing.T) {
	var set catalog.EventSet
	set.Add(catalog.EvtKillX)
	s := open(t, Options{Events: set, OnlyEvents: true, NoScan: true})
	var busy, ts uint64 = 1, s.now()
	s.inFlight = append(s.inFlight, inFlight{busy: &busy, ts: &ts})
	came := make(chan uint64, 1)
	go func() {
		var ev driver.Event
		for s.Next(&ev) == nil {
			if n, _ := ev.Int(1); n == 1<<30 {
				came <- ev.TS
				return
			}
		}
	}()
	_, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 70, 0)
	select {
	case at := <-came:
		t.Errorf("an event of %d was given out while one of %d was being made", at, ts)
	case <-time.After(300 * time.Millisecond):
	}
	atomic.StoreUint64(&busy, 0)
	select {
	case <-came:
	case <-time.After(10 * time.Second):
		s.Stop()
		t.Error("an event is held back for ever")
	}
}

// TestNestedLosses: what a processor cannot make because it is making another event is counted.
func TestNestedLosses(t *testing.T) {
	const n = 50
	var set catalog.EventSet
	set.Add(catalog.EvtKillX)
	s := open(t, Options{Events: set, OnlyEvents: true, NoScan: true})
	scratches := s.maps["scratches"]
	mark := func(busy byte) {
		area := make([]byte, scratches.ValueSize())
		area[0] = busy
		for cpu := range scratches.MaxEntries() {
			if err := scratches.Put(cpu, area); err != nil {
				t.Fatal(err)
			}
		}
	}
	kill := func() { _, _, _ = unix.RawSyscall(unix.SYS_KILL, 1<<30, 70, 0) }
	mark(1)
	for range n {
		kill()
	}
	mark(0)
	st, _, err := s.Stats()
	by, err2 := s.LostBy()
	if err != nil || err2 != nil || st.Nested < n || by[catalog.EvtKillX].Nested != st.Nested || st.Lost() != st.Nested || st.Produced != st.Events+st.Lost() {
		t.Errorf("%+v, by type %+v, %v %v", st, by, err, err2)
	}
	got := collect(t, s, func(ev *driver.Event) bool { p, _ := ev.Int(1); return p == 1<<30 }, kill)
	if len(got) != 1 {
		t.Errorf("%d events afterwards", len(got))
	}
}

// TestLimits: texts and events at their limit arrive whole; what is longer is cut or lost,
// and counted.
func TestLimits(t *testing.T) {
	var set catalog.EventSet
	set.Add(catalog.EvtMkdiratX)
	set.Add(catalog.EvtKillX)
	s := open(t, Options{Events: set, OnlyEvents: true, NoScan: true, GivenPaths: true})
	const limit = 4096
	path := func(n int) *byte {
		b := append(bytes.Repeat([]byte("x"), n), 0)
		return &b[0]
	}
	// kill tells its target's name as often as there is room for, and once more.
	row := func(strings int) sensorCall {
		c := sensorCall{On: 1, Event: uint16(catalog.EvtKillX), Prog: sensorProgSlotPROG_TABLE, Nparams: uint8(strings)}
		for i := range strings {
			c.P[i] = str(0)
		}
		return c
	}
	long := path(limit - 1)
	kill := func(strings int) {
		c := row(strings)
		if err := s.maps["calls"].Put(uint32(unix.SYS_KILL), &c); err != nil {
			t.Error(err)
		}
		_, _, _ = unix.RawSyscall(unix.SYS_KILL, uintptr(unsafe.Pointer(long)), 70, 0)
	}
	cut := func() uint64 { st, _, _ := s.Stats(); return st.Cut }
	before := cut()
	var atLimit, above uint64
	got := collect(t, s, func(ev *driver.Event) bool {
		return ev.Type == catalog.EvtMkdiratX && len(ev.Param(2)) >= limit || ev.Type == catalog.EvtKillX && len(ev.Param(0)) == limit
	}, func() {
		_, _, _ = unix.Syscall(unix.SYS_MKDIRAT, cwdFD, uintptr(unsafe.Pointer(path(limit-1))), 0)
		atLimit = cut()
		_, _, _ = unix.Syscall(unix.SYS_MKDIRAT, cwdFD, uintptr(unsafe.Pointer(path(limit))), 0)
		above = cut()
		kill(7)
		kill(9)
		time.Sleep(2 * time.Millisecond)
	})
	if len(got) != 3 || len(got[0].Param(2)) != limit || len(got[1].Param(2)) != limit {
		t.Errorf("%d events", len(got))
	}
	if atLimit != before || above != before+1 {
		t.Errorf("%d, %d and %d texts were cut", before, atLimit, above)
	}
	st, _, err := s.Stats()
	if err != nil || st.Size != 1 || st.Lost() != 1 || st.Produced != st.Events+1 {
		t.Errorf("%+v, %v", st, err)
	}
	if by, err := s.LostBy(); err != nil || by[catalog.EvtKillX].Size != 1 {
		t.Errorf("%+v, %v", by, err)
	}
}
