package scap

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Description sums up a capture.
type Description struct {
	Versions   Versions
	Stats      Stats
	Machine    driver.Machine // of the first section
	Threads    int            // in the first section's snapshot, and so on
	FDs        int
	Users      int
	Groups     int
	Interfaces int
	Types      []TypeCount // most frequent first
	StateOnly  uint64      // events that only update state
	First      uint64      // smallest time of an event, ns since the epoch; 0 without events
	Last       uint64      // largest time of an event
	Active     int         // threads that made events, at most maxActive
	Bytes      int64       // read, uncompressed
}

// TypeCount is the number of events of one type. System calls without an event
// of their own have their names too.
type TypeCount struct {
	Name  string
	Enter bool
	Count uint64
}

// maxActive bounds the set of threads that Describe remembers.
const maxActive = 1 << 20

// Describe reads r to its end. With an error the description holds what was read
// before it.
func Describe(r *Reader) (*Description, error) {
	s := r.Snapshot()
	d := &Description{
		Machine: s.Machine,
		Threads: len(s.Threads), Users: len(s.Users), Groups: len(s.Groups), Interfaces: len(s.Interfaces),
	}
	for _, fds := range s.FDs {
		d.FDs += len(fds)
	}
	var types [catalog.NumEvents]uint64
	calls := make([]uint64, len(catalog.Syscalls))
	active := map[int64]struct{}{}
	var ev driver.Event
	var err error
	for {
		if err = r.Next(&ev); err != nil {
			if errors.Is(err, driver.ErrRestart) {
				continue
			}
			break
		}
		if d.First == 0 || ev.TS < d.First {
			d.First = ev.TS
		}
		d.Last = max(d.Last, ev.TS)
		if ev.StateOnly {
			d.StateOnly++
		}
		if len(active) < maxActive {
			active[ev.TID] = struct{}{}
		}
		if code, ok := ev.Uint(0); ev.Type == catalog.EvtGenericX && ok && code < uint64(len(calls)) {
			calls[code]++
			continue
		}
		types[ev.Type]++
	}
	for id, n := range types {
		if n > 0 {
			id := catalog.EventID(id)
			d.Types = append(d.Types, TypeCount{Name: id.Info().Name, Enter: !id.IsExit() && id.Info().Origin == catalog.FromSyscall, Count: n})
		}
	}
	for code, n := range calls {
		if n > 0 {
			d.Types = append(d.Types, TypeCount{Name: catalog.Syscalls[code].Name, Count: n})
		}
	}
	slices.SortStableFunc(d.Types, func(a, b TypeCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	d.Versions, d.Stats, d.Active, d.Bytes = r.Versions(), r.Stats(), len(active), r.Offset()
	if err == io.EOF {
		err = nil
	}
	return d, err
}
