package state

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/containers"
)

// State is the state of one machine.
type State struct {
	// The current event.
	Num     uint64  // evt.num
	FirstTS uint64  // time of the first event that is not a meta event, 0 before it
	Thread  *Thread // nil when the event has none
	FD      *FD     // nil when the event has none, or none that is known
	FDNum   int64   // descriptor number that fd.num prints, -1 when there is none
	Errno   int32   // positive when the call failed
	OldName string  // of FD, before the event
	// EventContainer is the container that a container event is about.
	EventContainer *containers.Container
	// Enter is the kept enter side of the current call, when the capture has it.
	Enter *driver.Event

	Machine driver.Machine
}

type enterEvent struct{}

// Options bound a State. The zero value means the defaults.
type Options struct {
	MaxThreads int           // entries of the thread table; 262144
	MaxFDs     int           // descriptors of a process; 4096
	Prober     driver.Prober // asks the system about unknown threads; nil in a replay
}

// New returns the state that a snapshot describes.
func New(snap *driver.Snapshot, opt Options) *State { return &State{} }

// Process takes the next event and reports whether rules may see it.
func (s *State) Process(ev *driver.Event) bool { return true }
