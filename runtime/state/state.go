// Package state keeps what a machine's tasks are: threads, their processes,
// descriptors, credentials and containers, as the events so far imply.
//
// State.Process takes the events in order. It binds the thread and the descriptor
// that the event is about, applies the event's effect and says whether rules may
// see it. What is bound, and every string reached from it, holds until the next
// call of Process. A State belongs to one goroutine.
package state

import (
	"hash/maphash"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Options bound a State. The zero value means the defaults.
type Options struct {
	MaxThreads int           // entries of the thread table; 262144
	MaxFDs     int           // descriptors of a process; 4096
	Prober     driver.Prober // asks the system about unknown threads; nil in a replay
	SelfPID    int64         // a process that is admitted to a full table; 0 is none
	Containers Collector     // asks engines about unknown containers; nil in a replay

	// Threads that were idle for IdleTimeout of event time (30 min) are dropped when
	// Alive says that the system has them no more. Without Alive the Prober is asked.
	Alive       func(tid int64) bool
	IdleTimeout uint64 // ns

	// HostRoot is where the host's files are seen. It is used for live states only: for
	// the accounts of users that no event has named, and for the names of pidfds.
	HostRoot string
}

// Collector knows containers. Lookup is called once a control group names one that the
// state does not know; it may wait for some milliseconds.
type Collector interface {
	Lookup(id, kind string) *containers.Container
}

// Stats count what a State holds and had to refuse.
type Stats struct {
	Threads, FDs   int    // held now
	Fakes          uint64 // threads that only their tid is known of
	Probes         uint64 // questions to the system
	RefusedThreads uint64 // the thread table was full
	RefusedFDs     uint64 // a descriptor table was full
	Purged         uint64 // idle threads that were dropped
	BadContainers  uint64 // container events that could not be read, or were too many
}

// State is the state of one machine.
type State struct {
	// The current event.
	Num     uint64  // evt.num
	FirstTS uint64  // time of the first event that is not a meta event, 0 before it
	Thread  *Thread // nil when the event has none
	FD      *FD     // nil when the event has none, or none that is known
	FDNum   int64   // the descriptor's number, -1 when there is none
	Errno   int32   // positive when the call failed
	OldName string  // of the descriptor, before the event
	// NameChanged tells whether the event gave the descriptor another name.
	NameChanged bool
	// EventContainer is the container that a container event is about, else nil.
	EventContainer *containers.Container
	// Acted is the current event as it would be with the paths that the kernel acted on,
	// nil where these are the given ones or not known.
	Acted []byte
	// Enter is the kept enter side of the current call, nil when there is none.
	Enter *driver.Event

	Machine driver.Machine

	opt     Options
	live    bool
	bootTS  uint64 // of a live machine; Falco does not know it of a capture's
	head    bool   // only lists of accounts and containers so far
	ret     int64  // of the current event, when it has one
	threads threadMap
	last    *Thread // looked up last; nil, or in the table
	groups  map[int64]*Threads
	exits   [exitSlots]exitRecord

	deadThread *Thread // to be removed before the next event
	closedFrom *Thread // to lose closedFD before the next event
	closedFD   int64

	nfds    int
	dropped []*Thread // to be used again from the next event on

	threadPool pool[Thread]
	groupPool  pool[Threads]
	tablePool  pool[Table]
	fdPool     pool[FD]
	listPool   pool[Strings]

	accounts   accounts
	files      accountFiles
	containers map[string]*containers.Container
	nets       interfaces
	nextPurge  uint64
	stats      Stats

	acted     map[int64][]byte // by thread
	actedFree [][]byte

	enterEvent  driver.Event
	enterFree   [][]byte
	enters      int // enter events that wait for their exit
	seed        maphash.Seed
	names       [nameSlots]string
	lists       [listSlots]*Strings
	cgroupLists [cgroupSlots]*Cgroups
	texts       texts
	buf, buf2   []byte
	buf3, tuple []byte
	nums        []int64
}

// New returns the state that a snapshot describes.
func New(snap *driver.Snapshot, opt Options) *State {
	if opt.MaxThreads <= 0 {
		opt.MaxThreads = 262144
	}
	if opt.MaxFDs <= 0 {
		opt.MaxFDs = 4096
	}
	if opt.IdleTimeout == 0 {
		opt.IdleTimeout = 30 * 60e9
	}
	if p := opt.Prober; p != nil && opt.Alive == nil {
		opt.Alive = func(tid int64) bool {
			_, _, ok := p.Probe(tid)
			return ok
		}
	}
	s := &State{opt: opt, seed: maphash.MakeSeed()}
	s.Restart(snap)
	return s
}

// Restart forgets everything but the number of the last event and takes the
// snapshot: a capture may have several sections.
func (s *State) Restart(snap *driver.Snapshot) {
	num, first, stats := s.Num, s.FirstTS, s.stats
	*s = State{opt: s.opt, seed: s.seed, Num: num, FirstTS: first, stats: stats, FDNum: -1, head: true}
	s.threads.init()
	s.groups = make(map[int64]*Threads)
	s.containers = map[string]*containers.Container{"": containers.Host()}
	s.accounts.init()
	if snap != nil {
		s.load(snap)
	}
}

// Stats returns the present counts.
func (s *State) Stats() Stats {
	st := s.stats
	st.Threads, st.FDs = s.threads.n, s.nfds
	return st
}

// Process takes the next event and reports whether rules may see it. It counts
// every event, as evt.num does.
func (s *State) Process(ev *driver.Event) bool {
	s.Num++
	s.FD, s.FDNum, s.Errno, s.OldName = nil, -1, 0, ""
	s.NameChanged, s.EventContainer, s.Enter = false, nil, nil
	if len(s.dropped) > 0 {
		s.bury()
	}
	if s.texts.due {
		s.compact()
	}
	s.settle()
	if int(ev.Type) >= len(kinds) {
		s.Thread = nil
		return false
	}
	k := &kinds[ev.Type]
	visible := !ev.StateOnly
	s.Acted = nil
	if ev.StateOnly && k.is&isPath != 0 {
		s.keepActed(ev)
		s.Thread = nil
		return false
	}
	if len(s.acted) > 0 {
		s.takeActed(ev)
	}
	if s.head {
		if k.is&isHead != 0 {
			visible = false
		} else {
			s.head = false
		}
	}
	if k.is&isMeta == 0 && s.FirstTS == 0 {
		s.FirstTS = ev.TS
	}
	t := s.last
	if t == nil || t.TID != ev.TID {
		if t = s.threads.get(ev.TID); t != nil {
			s.last = t
		}
	}
	if k.is&isUnbound != 0 {
		s.Thread = t
		if k.handle != nil {
			k.handle(s, ev)
		}
		return visible
	}
	if t == nil && k.is&isTableOnly == 0 {
		t = s.introduce(ev.TID)
	}
	s.Thread = t
	if k.is&hasReturn != 0 {
		s.ret = -1 // not known: no effect
		if ret, ok := ev.Int(0); ok {
			s.ret = ret
			if ret < 0 {
				s.Errno = int32(-ret)
			}
		}
	}
	if t == nil {
		if k.is&needsNoThread != 0 {
			k.handle(s, ev)
		}
		return visible
	}
	s.bind(k, t, ev)
	if k.handle != nil {
		k.handle(s, ev)
		t = s.Thread
	}
	s.NameChanged = s.FD != nil && s.FD.Name != s.OldName
	if t != nil && ev.Type != catalog.EvtSchedswitch6E {
		t.lastFD, t.lastType, t.LastEventTS = s.FDNum, ev.Type, ev.TS
	}
	if s.opt.Alive != nil && ev.TS >= s.nextPurge {
		s.purge(ev.TS)
	}
	return visible
}

// bind finds the descriptor that the event is about.
func (s *State) bind(k *kind, t *Thread, ev *driver.Event) {
	t.Flags |= catalog.CL_ACTIVE
	if k.is&isEnter != 0 {
		if k.fd >= 0 {
			if n, ok := ev.Int(int(k.fd)); ok {
				s.FDNum = n
			}
		}
	} else {
		paired := t.lastType == ev.Type-1 ||
			(ev.Type == catalog.EvtExecve19X && t.lastType == catalog.EvtExecveatE)
		if paired {
			s.FDNum = t.lastFD
		}
		if t.enter != nil {
			s.takeEnter(t, ev, paired)
		}
		if s.FDNum == -1 && k.fd >= 0 {
			if n, ok := ev.Int(int(k.fd)); ok {
				s.FDNum = n
			}
		}
		if k.fd < 0 {
			return
		}
	}
	if s.FDNum >= 0 {
		if f := s.Lookup(t, s.FDNum); f != nil {
			s.FD, s.OldName = f, f.Name
		}
	}
}

// settle does what the event before has left to do once the rules have seen it.
func (s *State) settle() {
	if t := s.deadThread; t != nil {
		s.deadThread = nil
		s.remove(t)
	}
	if t := s.closedFrom; t != nil {
		s.closedFrom = nil
		s.closeFD(t, s.closedFD)
	}
}

// introduce makes an entry for a thread that no event has introduced: what the
// system knows of it, else one with nothing but its tid. It returns nil when the
// table is full.
func (s *State) introduce(tid int64) *Thread {
	if s.full(tid) {
		return nil
	}
	if s.opt.Prober != nil {
		s.stats.Probes++
		if p, fds, ok := s.opt.Prober.Probe(tid); ok && p.TID == tid {
			t := s.admit(p, fds)
			if t.PID != tid && s.Find(t.PID) == nil {
				s.introduce(t.PID) // it keeps what belongs to the process
			}
			return t
		}
	}
	s.stats.Fakes++
	t := s.newThread(tid, 0)
	t.Comm, t.Exe = "<NA>", "<NA>"
	s.add(t)
	return t
}

// full reports, and counts, that there is no room for a thread.
func (s *State) full(tid int64) bool {
	if s.threads.n < s.opt.MaxThreads || s.opt.SelfPID != 0 && tid == s.opt.SelfPID {
		return false
	}
	s.stats.RefusedThreads++
	return true
}

// known returns the thread if it is in the table or the system knows it.
func (s *State) known(tid int64) *Thread {
	if t := s.Find(tid); t != nil {
		return t
	}
	return s.introduce(tid)
}

// purge drops the threads that were idle for long and are gone.
func (s *State) purge(now uint64) {
	const first, period = 30e9, 20 * 60e9
	if s.nextPurge == 0 {
		s.nextPurge = now + first
		return
	}
	s.nextPurge = now + period
	var gone []int64
	s.threads.each(func(t *Thread) {
		if t != s.Thread && t.LastEventTS+s.opt.IdleTimeout < now && !s.opt.Alive(t.TID) {
			gone = append(gone, t.TID)
		}
	})
	for _, tid := range gone {
		if t := s.Find(tid); t != nil {
			s.remove(t)
			s.stats.Purged++
		}
	}
}
