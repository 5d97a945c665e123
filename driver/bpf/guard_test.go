package bpf

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// onlySecret lets through what opens a path that ends in /secret.
func onlySecret() *Guards {
	m := &PathMachine{Classes: 2 + 7}
	for i := range m.Class {
		if i < 0x20 || i >= 0x7f {
			m.Class[i] = 1
		}
	}
	const word = "/secrt" // the bytes of the word, each once
	for i := range len(word) {
		m.Class[word[i]] = uint8(2 + i)
	}
	const text = "/secret"
	for state := 0; state <= len(text); state++ {
		row := make([]uint16, m.Classes)
		row[m.Class['/']] = 1
		if state < len(text) {
			row[m.Class[text[state]]] = uint16(state + 1)
		}
		m.Next = append(m.Next, row...)
	}
	m.Seen, m.Folder = make([]uint64, len(text)+1), make([]uint64, len(text)+1)
	m.AtEnd = make([]uint64, len(text)+1)
	m.AtEnd[len(text)] = 1
	g := Guard{
		Tests:   []GuardTest{{Op: GuardBits, Param: 3, Fact: 0, A: catalog.O_RDONLY}},
		Clauses: []GuardClause{{Must: 1, PathMust: 1}}, Path: 2,
	}
	return &Guards{Types: map[catalog.EventID]Guard{catalog.EvtOpenat2X: g}, Paths: m, FreeDescriptors: true}
}

func TestGuardDecides(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"secret", "other", "written", "od\x7fd"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(dir, "secrets")
	if err := os.Mkdir(link, 0o700); err != nil {
		t.Fatal(err)
	}
	g := onlySecret()
	g.Identity.Add(catalog.EvtFchmodX)
	want := catalog.EventSet{}
	want.Add(catalog.EvtOpenat2X)
	want.Add(catalog.EvtFchmodX)
	s := open(t, Options{Events: want, NoScan: true, OnlyEvents: true, Guards: g})
	type seen struct {
		name      string
		fd        int64
		stateOnly bool
	}
	var all []seen
	odd := dir + "/od\x7fd"
	var plain, folder int
	collect(t, s, func(ev *driver.Event) bool {
		switch ev.Type {
		case catalog.EvtOpenat2X:
			name, _ := ev.Text(2)
			fd, _ := ev.Int(0)
			if filepath.Dir(name) == dir || name == odd {
				all = append(all, seen{name, fd, ev.StateOnly})
			}
		case catalog.EvtOpenByHandleAtX:
			name, _ := ev.Text(3)
			fd, _ := ev.Int(0)
			all = append(all, seen{name, fd, ev.StateOnly})
		case catalog.EvtFchmodX:
			fd, _ := ev.Int(1)
			all = append(all, seen{"fchmod", fd, ev.StateOnly})
		}
		return false
	}, func() {
		open := func(name string, flags int) int {
			fd, err := unix.Openat(unix.AT_FDCWD, name, flags|unix.O_CLOEXEC, 0)
			if err != nil {
				t.Error(err)
			}
			return fd
		}
		defer unix.Close(open(dir+"/secret", unix.O_RDONLY))
		defer unix.Close(open(dir+"/written", unix.O_WRONLY))
		defer unix.Close(open(odd, unix.O_RDONLY))
		folder = open(link, unix.O_RDONLY)
		defer unix.Close(folder)
		plain = open(dir+"/other", unix.O_RDONLY)
		defer unix.Close(plain)
		_ = unix.Fchmod(plain, 0o644)
	})
	var names []string
	for _, e := range all {
		names = append(names, filepath.Base(e.name))
	}
	want1 := []string{"secret", "od\x7fd", "secrets", "other", "fchmod"}
	if len(names) != len(want1) {
		t.Fatalf("arrived: %+v", all)
	}
	for i, n := range want1 {
		if names[i] != n {
			t.Fatalf("arrived: %+v", all)
		}
	}
	if intro := all[3]; !intro.stateOnly || intro.fd != int64(plain) || all[1].name != odd || all[4].stateOnly {
		t.Fatalf("arrived: %+v", all)
	}
	total, _, err := s.Stats()
	by, err2 := s.FilteredBy()
	if err != nil || err2 != nil || total.Filtered < 2 || by[catalog.EvtOpenat2X] < 2 {
		t.Fatal(total, by, err, err2)
	}
}

// TestGuardHost: what only containers can do wrong is dropped on the host, as soon as
// the host's control groups are known.
func TestGuardHost(t *testing.T) {
	g := &Guards{FreeDescriptors: true, Types: map[catalog.EventID]Guard{catalog.EvtMkdiratX: {
		Path: -1, Tests: []GuardTest{{Op: GuardHost}}, Clauses: []GuardClause{{Not: 1}},
	}}}
	var want catalog.EventSet
	want.Add(catalog.EvtMkdiratX)
	s := open(t, Options{Events: want, NoScan: true, OnlyEvents: true, Guards: g})
	dir := t.TempDir()
	count := func(path string) func() int {
		return func() int {
			before, _ := s.FilteredBy()
			if err := unix.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
			after, _ := s.FilteredBy()
			return int(after[catalog.EvtMkdiratX] - before[catalog.EvtMkdiratX])
		}
	}
	if n := count(dir + "/unknown")(); n != 0 {
		t.Errorf("%d dropped while nothing is known of control groups", n)
	}
	if err := s.HostCgroups(func(string) bool { return true }); err != nil {
		t.Skip(err)
	}
	if n := count(dir + "/host")(); n == 0 {
		t.Error("nothing dropped on the host")
	}
	if err := s.HostCgroups(func(string) bool { return false }); err != nil {
		t.Fatal(err)
	}
	if n := count(dir + "/container")(); n != 0 {
		t.Errorf("%d dropped in a container", n)
	}
}

// TestGuardSwitch: what passes before and after a change of guards passes during it.
func TestGuardSwitch(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"secret", "other"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var want catalog.EventSet
	want.Add(catalog.EvtOpenat2X)
	g := onlySecret()
	s := open(t, Options{Events: want, NoScan: true, OnlyEvents: true, Guards: g, BufferSize: 16 << 20})
	const opens = 5000
	switches := 0
	got := collect(t, s, func(ev *driver.Event) bool {
		name, _ := ev.Text(2)
		return ev.Type == catalog.EvtOpenat2X && name == dir+"/secret"
	}, func() {
		done := make(chan struct{})
		go func() {
			defer close(done)
			for range opens {
				for _, name := range []string{"/secret", "/other"} {
					if fd, err := unix.Openat(unix.AT_FDCWD, dir+name, unix.O_RDONLY|unix.O_CLOEXEC, 0); err == nil {
						unix.Close(fd)
					}
				}
			}
		}()
		for {
			select {
			case <-done:
				return
			default:
			}
			next := g
			if switches%3 == 0 {
				next = nil
			}
			if err := s.SetGuards(want, next); err != nil {
				t.Error(err)
				<-done
				return
			}
			switches++
		}
	})
	total, _, err := s.Stats()
	if err != nil || total.Lost() > 0 {
		t.Skipf("events were lost: %+v %v", total, err)
	}
	if len(got) != opens {
		t.Errorf("%d of %d events passed %d switches", len(got), opens, switches)
	}
	t.Logf("%d switches", switches)
}
