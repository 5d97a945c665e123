// Package sensor sets the kernel's programs up for a bundle: what its enabled rules
// need goes into the kernel's filters, and what changes on the machine is kept up.
package sensor

import (
	"sync"
	"time"

	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Guards are the bundle's guards for the enabled rules, as the sensor takes them.
func Guards(b *vm.Bundle, sel *vm.Selection) (*bpf.Guards, error) {
	g, err := b.SelectGuards(sel)
	if err != nil {
		return nil, err
	}
	out := &bpf.Guards{Types: map[catalog.EventID]bpf.Guard{}, FreeDescriptors: g.FreeDescriptors, Identity: g.Identity}
	if m := g.Paths; m != nil {
		out.Paths = &bpf.PathMachine{Class: m.Class, Classes: m.Classes, Next: m.Next, Seen: m.Seen, AtEnd: m.AtEnd, Folder: m.Folder}
	}
	for id, guard := range g.Types {
		if guard == nil {
			continue
		}
		t := bpf.Guard{Path: guard.Path}
		for _, test := range guard.Tests {
			t.Tests = append(t.Tests, bpf.GuardTest{Op: bpf.GuardOp(test.Op), Param: test.Param, Fact: test.Fact, A: test.A, B: test.B})
		}
		for _, c := range guard.Clauses {
			t.Clauses = append(t.Clauses, bpf.GuardClause(c))
		}
		out.Types[catalog.EventID(id)] = t
	}
	return out, nil
}

// ShowsDescriptors reports whether a field that is added to alerts tells of
// descriptors: its rules did not say so when their guards were made.
func ShowsDescriptors(fields []string) bool {
	for _, name := range fields {
		if f, err := catalog.ParseField(name); err != nil || f.ID.TellsOfDescriptors() {
			return true
		}
	}
	return false
}

// cgroupsEvery is how soon the sensor learns of control groups that it meets. Until then
// their events pass. cgroupsAge is after how many of these times it looks at all.
const (
	cgroupsEvery = time.Second
	cgroupsAge   = 30
)

// CgroupWatch keeps the sensor informed of the host's control groups.
type CgroupWatch struct {
	stop chan struct{}
	done sync.WaitGroup
}

// Close ends the watch. It comes before the sensor's own end.
func (w *CgroupWatch) Close() {
	close(w.stop)
	w.done.Wait()
}

// WatchCgroups begins to tell the sensor which control groups are the host's.
func WatchCgroups(src *bpf.Source) *CgroupWatch {
	isHost := func(path string) bool {
		id, _ := containers.Match([]string{path})
		return id == ""
	}
	w := &CgroupWatch{stop: make(chan struct{})}
	if err := src.HostCgroups(isHost); err != nil {
		return w // what depends on containers passes
	}
	w.done.Add(1)
	go func() {
		defer w.done.Done()
		age := 0
		tick := time.NewTicker(cgroupsEvery)
		defer tick.Stop()
		for {
			select {
			case <-w.stop:
				return
			case <-tick.C:
				if age++; src.StrangeCgroups() || age >= cgroupsAge {
					_ = src.HostCgroups(isHost)
					age = 0
				}
			}
		}
	}()
	return w
}
