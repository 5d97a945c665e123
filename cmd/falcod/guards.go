package main

import (
	"errors"
	"io"
	"sync"
	"time"

	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// liveGuards are the bundle's guards for the enabled rules, as the sensor takes them.
func liveGuards(b *vm.Bundle, sel *vm.Selection) (*bpf.Guards, error) {
	g, err := b.SelectGuards(sel)
	if err != nil {
		return nil, err
	}
	out := &bpf.Guards{Types: map[catalog.EventID]bpf.Guard{}, FreeFiles: g.FreeFiles, Identity: g.Identity}
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

// showsDescriptors reports whether a field that is added to alerts tells of
// descriptors: its rules did not say so when their guards were made.
func showsDescriptors(fields []string) bool {
	for _, name := range fields {
		f, err := catalog.ParseField(name)
		if err != nil {
			return true
		}
		switch id := f.ID; {
		case id >= catalog.FieldFdNum && id <= catalog.FieldFdIsLowerLayer,
			id >= catalog.FieldProcStdinType && id <= catalog.FieldProcStderrName,
			id >= catalog.FieldFdlistNums && id <= catalog.FieldFdlistSports,
			id == catalog.FieldProcFdopencount, id == catalog.FieldProcFdusage,
			id == catalog.FieldEvtArg, id == catalog.FieldEvtArgs, id == catalog.FieldEvtInfo:
			return true
		}
	}
	return false
}

// cgroupsEvery is how often the sensor learns of new control groups. Until then
// their events pass.
const cgroupsEvery = time.Second

// cgroupWatch keeps the sensor informed of the host's control groups.
type cgroupWatch struct {
	stop chan struct{}
	done sync.WaitGroup
}

func watchCgroups(src *bpf.Source, _ io.Writer) *cgroupWatch {
	isHost := func(path string) bool {
		id, _ := containers.Match([]string{path})
		return id == ""
	}
	w := &cgroupWatch{stop: make(chan struct{})}
	if err := src.HostCgroups(isHost); err != nil {
		return w // what depends on containers passes
	}
	w.done.Add(1)
	go func() {
		defer w.done.Done()
		tick := time.NewTicker(cgroupsEvery)
		defer tick.Stop()
		for {
			select {
			case <-w.stop:
				return
			case <-tick.C:
				_ = src.HostCgroups(isHost)
			}
		}
	}()
	return w
}

// Close ends the watch, then the sensor.
func (l live) Close() error {
	if l.watch != nil {
		close(l.watch.stop)
		l.watch.done.Wait()
	}
	return errors.Join(l.Source.Close())
}

// Filtered is the number of events of each type that the kernel left out because no
// enabled rule can match them.
func (l live) Filtered() map[catalog.EventID]uint64 {
	n, err := l.FilteredBy()
	if err != nil {
		return nil
	}
	return n
}
