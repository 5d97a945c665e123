package bpf

import (
	"strings"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

func TestBeat(t *testing.T) {
	var want catalog.EventSet
	want.Add(catalog.EvtMkdiratX)
	s := open(t, Options{Events: want, NoScan: true, OnlyEvents: true})
	beat := func() string {
		t.Helper()
		problems, err := s.Beat()
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(problems, "; ")
	}
	if p := beat(); p != "" {
		t.Fatal(p)
	}
	for _, l := range s.links { // somebody detaches the programs
		_ = l.Close()
	}
	if p := beat(); !strings.Contains(p, "do not run") || !strings.Contains(p, "somebody detached") {
		t.Errorf("detached: %q", p)
	}
	if p := beat(); p != "" {
		t.Errorf("after attaching again: %q", p)
	}
	if err := s.attachAgain(nil); err != nil { // silent, though nobody detached anything
		t.Error(err)
	}
	if p := beat(); p != "" {
		t.Errorf("after attaching what was attached: %q", p)
	}
	for _, l := range s.links { // only one of those that show no sign of life
		if l.program == "sched_exit" {
			_ = l.Close()
		}
	}
	if p := beat(); p != "somebody detached [sched_exit]" {
		t.Errorf("one detached: %q", p)
	}
	if p := beat(); p != "" {
		t.Errorf("after attaching again: %q", p)
	}
	if l, ok := s.points["own_mkdir"]; ok { // or one that is attached on demand
		_ = l.Close()
		if p := beat(); p != "somebody detached [own_mkdir]" {
			t.Errorf("one detached: %q", p)
		}
		if p := beat(); p != "" {
			t.Errorf("after attaching again: %q", p)
		}
	}
	var none sensorCall
	for i := range s.maps["calls"].MaxEntries() {
		_ = s.maps["calls"].Put(i, &none)
	}
	for i := range s.maps["progs"].MaxEntries() {
		_ = s.maps["progs"].Delete(i)
	}
	for _, r := range s.merge.rings {
		_ = s.maps["rings"].Delete(uint32(r.cpu))
	}
	if p := beat(); !strings.Contains(p, "map calls") || !strings.Contains(p, "map progs") || !strings.Contains(p, "map rings") {
		t.Errorf("wiped: %q", p)
	}
	if p := beat(); p != "" {
		t.Errorf("after writing again: %q", p)
	}
	dir := t.TempDir()
	got := collect(t, s, func(ev *driver.Event) bool {
		name, _ := ev.Text(2)
		return ev.Type == catalog.EvtMkdiratX && strings.HasPrefix(name, dir+"/")
	}, func() { _ = unix.Mkdirat(unix.AT_FDCWD, dir+"/x", 0o700) })
	if len(got) != 1 {
		t.Errorf("%d events after the repairs", len(got))
	}
}
