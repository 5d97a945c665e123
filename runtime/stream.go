// Package runtime is the engine of falcod: it takes the events of a source, keeps the
// state of their machine, decides each event with a bundle and hands on what matches.
// A capture and a live kernel go through the same loop. An engine and all that hangs
// on it belong to one goroutine.
package runtime

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Stream walks over the events of a source and keeps the state that they imply.
type Stream struct {
	Ev     driver.Event    // the current event
	Fields *fields.Context // what extractors of the current event read; its St is the state
	Stats  Stats
	Tap    Tap // may be nil

	src       driver.Source
	idle      func() error // called when no event comes, may be nil
	calls     calls
	collector Collector // nil where there is none
	news      []byte    // the event about a container
}

// Collector finds out about containers while events go on.
type Collector interface {
	state.Collector
	Ready() bool
	Take() (containers.News, bool)
}

// Tap sees all that a stream's state takes.
type Tap interface {
	// Section is called when the state is that of a new section's snapshot.
	Section()
	// Event is called before the state takes the event, which may be for the state only.
	Event(ev *driver.Event)
}

// Stats counts what happened to the events of a source. Every event that was read was
// either shown to rules or served the state only.
type Stats struct {
	Events    uint64 // read from the source
	Shown     uint64 // shown to rules
	StateOnly uint64 // only kept the state right
	Matched   uint64 // shown events that at least one rule matched
	Alerts    uint64
	Sections  uint64 // of the source, each with a state of its own
	Drops     uint64 // events that the source lost
	ByType    [catalog.NumEvents]uint64
}

// dropCounter is a source that knows how many events it lost.
type dropCounter interface{ Drops() uint64 }

// NewStream begins a walk. Where opt has no Prober and the source is one, that is used.
func NewStream(src driver.Source, opt state.Options) *Stream {
	if p, ok := src.(driver.Prober); ok && opt.Prober == nil {
		opt.Prober = p
	}
	s := &Stream{src: src, Fields: fields.New(nil)}
	s.collector, _ = opt.Containers.(Collector)
	s.Fields.St = state.New(nil, opt)
	s.restart()
	return s
}

// restart takes the snapshot of a new section.
func (s *Stream) restart() {
	snap := s.src.Snapshot()
	if snap == nil {
		snap = &driver.Snapshot{}
	}
	s.Stats.Sections++
	s.Fields.St.Restart(snap)
	s.Fields.Hostname = ""
	if snap.Live {
		s.Fields.Hostname = snap.Machine.Hostname
	}
}

// Next goes to the next event that rules may see. The error is io.EOF at the end.
func (s *Stream) Next() error {
	for {
		if s.calls.waiting.Load() {
			s.calls.serve()
		}
		err := s.next()
		switch {
		case err == nil:
		case err == driver.ErrIdle:
			if s.idle == nil {
				continue
			}
			if err := s.idle(); err != nil {
				return err
			}
			continue
		case errors.Is(err, driver.ErrRestart):
			s.restart()
			if s.Tap != nil {
				s.Tap.Section()
			}
			continue
		default:
			if d, ok := s.src.(dropCounter); ok {
				s.Stats.Drops = d.Drops()
			}
			return err
		}
		s.Stats.Events++
		s.Stats.ByType[s.Ev.Type]++
		if s.Tap != nil {
			s.Tap.Event(&s.Ev)
		}
		if shown := s.Fields.St.Process(&s.Ev); !shown || isEnter(s.Ev.Type) {
			s.Stats.StateOnly++
			continue
		}
		s.Stats.Shown++
		s.Fields.Begin(&s.Ev)
		return nil
	}
}

// next makes Ev the next event: news of a container go first.
func (s *Stream) next() error {
	if s.collector != nil && s.collector.Ready() {
		if n, ok := s.collector.Take(); ok {
			return s.tell(n)
		}
	}
	return s.src.Next(&s.Ev)
}

// tell makes Ev the event by which captures hold news of a container.
func (s *Stream) tell(n containers.News) error {
	ts := s.Ev.TS
	if ts == 0 {
		ts = uint64(time.Now().UnixNano())
	}
	name := "container\x00"
	if n.Removed {
		name = "container_removed\x00"
	}
	const head = driver.HeaderSize + 3*4             // asyncevent has wide lengths
	b := append(s.news[:0], make([]byte, head+4)...) // the first parameter: no plugin
	b = append(b, name...)
	b = append(containers.Append(b, n.Container), 0)
	data := len(b) - head - 4 - len(name)
	binary.LittleEndian.PutUint64(b, ts)
	binary.LittleEndian.PutUint32(b[16:], uint32(len(b)))
	binary.LittleEndian.PutUint16(b[20:], uint16(catalog.EvtAsynceventE))
	binary.LittleEndian.PutUint32(b[22:], 3)
	for i, size := range []int{4, len(name), data} {
		binary.LittleEndian.PutUint32(b[driver.HeaderSize+4*i:], uint32(size))
	}
	s.news = b
	if err := s.Ev.Decode(b); err != nil {
		return fmt.Errorf("telling of a container: %w", err)
	}
	s.Ev.CPU, s.Ev.StateOnly, s.Ev.Ring = 0, n.Quiet, false
	return nil
}

// isEnter reports whether the event is the enter side of a system call: rules see
// exits only.
func isEnter(id catalog.EventID) bool {
	return !id.IsExit() && id.Info().Origin == catalog.FromSyscall
}

// Each calls f for every event that rules may see, until f fails or the source ends.
func (s *Stream) Each(f func() error) error {
	for {
		switch err := s.Next(); {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		if err := f(); err != nil {
			return err
		}
	}
}
