package state_test

import (
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm/catalog"
)

// TestExport takes a state through Snapshot and Supplement: descriptors of every kind
// come out as they went in.
func TestExport(t *testing.T) {
	main := driver.Thread{TID: 10, PID: 10, PTID: 1, SID: 10, PGID: 10, VPGID: 10, VTID: 10, VPID: 10, Comm: "a", Exe: "a", Flags: catalog.CL_IS_MAIN_THREAD}
	snap := &driver.Snapshot{Threads: []driver.Thread{main}, FDs: map[int64][]driver.FD{}}
	for k := driver.FDFile; k <= driver.FDPidfd; k++ {
		name := "name"
		if k == driver.FDPidfd {
			name = "/proc/10"
		}
		snap.FDs[10] = append(snap.FDs[10], driver.FD{Num: int64(k) + 100, Type: k, Name: name, L4: driver.L4TCP, SPort: 1, DPort: 2})
	}
	a := state.New(snap, state.Options{})
	out := a.Snapshot()
	for _, f := range out.FDs[10] {
		if f.Type >= driver.FDBPF {
			t.Errorf("descriptor kind %d is in the snapshot", f.Type)
		}
	}
	b := state.New(out, state.Options{})
	err := a.Supplement(1, func(ev *driver.Event) error {
		if b.Process(ev) {
			t.Errorf("%s is shown to rules", ev.Info().Name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	ta, tb := a.Find(10), b.Find(10)
	if tb == nil || b.OpenFDs(tb) != a.OpenFDs(ta) {
		t.Fatalf("%d descriptors, want %d", b.OpenFDs(tb), a.OpenFDs(ta))
	}
	a.FDs(ta).Each(func(num int64, f *state.FD) bool {
		g := b.Lookup(tb, num)
		if g == nil || g.Type != f.Type || f.IsInet() && g.Name != f.Name || f.Type == driver.FDPidfd && g.Name != f.Name {
			t.Errorf("descriptor %d is %+v, want %+v", num, g, f)
		}
		return true
	})
}

// TestPidfdOfSnapshot holds that the name of a snapshot's pidfd is not trusted.
func TestPidfdOfSnapshot(t *testing.T) {
	main := driver.Thread{TID: 10, PID: 10, PTID: 1, Flags: catalog.CL_IS_MAIN_THREAD}
	for _, name := range []string{"", "/", "/proc/", "/proc/x", "[pidfd]"} {
		s := state.New(&driver.Snapshot{
			Threads: []driver.Thread{main}, FDs: map[int64][]driver.FD{10: {{Num: 3, Type: driver.FDPidfd, Name: name}}},
		}, state.Options{})
		raw := driver.AppendEvent(nil, 1, 10, catalog.EvtPidfdGetfdX, []byte{4, 0, 0, 0, 0, 0, 0, 0}, []byte{3, 0, 0, 0, 0, 0, 0, 0}, []byte{0, 0, 0, 0, 0, 0, 0, 0})
		var ev driver.Event
		if err := ev.Decode(raw); err != nil {
			t.Fatal(err)
		}
		s.Process(&ev)
	}
}
