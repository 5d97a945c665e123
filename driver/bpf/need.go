package bpf

import (
	"slices"

	"github.com/falcoc/falcoc/vm/catalog"
)

// need is what the process and descriptor state wants of an event type besides what
// rules want: the events that satisfy a clause over some tests. Where of is set, an
// event is not needed after all if the descriptor in that register is one that the
// sensor can introduce when something happens to it.
type need struct {
	tests   []GuardTest
	clauses []GuardClause
	of      uint32 // 1 + register
}

// The registers of a need, plus one.
const (
	ofFirst  = 1 + 0
	ofResult = 1 + ret
)

var (
	succeeded = []GuardTest{{Op: GuardRange, Param: 0, Fact: 0, A: 0, B: 1<<63 - 1}}
	must1     = []GuardClause{{Must: 1}}
	always    = []GuardClause{{}}

	fdChanges = need{clauses: []GuardClause{{Must: 3}}, tests: []GuardTest{
		{Op: GuardRange, Param: 0, Fact: 0, A: 0, B: 1<<63 - 1},
		{Op: GuardRange, Param: 2, Fact: 1, A: catalog.FCNTL_F_DUPFD, B: catalog.FCNTL_F_DUPFD},
		{Op: GuardRange, Param: 2, Fact: 1, A: catalog.FCNTL_F_DUPFD_CLOEXEC, B: catalog.FCNTL_F_DUPFD_CLOEXEC},
		{Op: GuardRange, Param: 2, Fact: 1, A: catalog.FCNTL_F_SETFD, B: catalog.FCNTL_F_SETFD},
	}}
)

// needOf is what the state wants of a type of StateEvents. It is false where that is
// everything.
func needOf(id catalog.EventID, free bool) (need, bool) {
	name := id.Info().Name
	if name == "fcntl" {
		n := fdChanges
		if free {
			n.of = ofFirst
		}
		return n, true
	}
	if !free {
		switch name {
		case "open", "openat", "openat2", "creat", "open_by_handle_at":
			return need{tests: succeeded, clauses: must1}, true
		}
		return need{}, false
	}
	switch name {
	case "open", "openat", "openat2", "creat", "open_by_handle_at", "dup", "dup2", "dup3", "accept", "accept4", "socket":
		return need{tests: succeeded, clauses: must1, of: ofResult}, true
	case "connect", "getsockopt", "shutdown", "sendto", "recvfrom", "sendmsg", "recvmsg":
		return need{clauses: always, of: ofFirst}, true
	case "pipe", "pipe2", "close", "close_range", "setrlimit", "prlimit":
		// Limits are about the number of descriptors, which nobody asks for then.
		return need{}, true
	}
	return need{}, false
}

// join puts the need's clauses behind those of a guard, and counts them. It is false
// where there is no room.
func (n *need) join(g Guard) (_ Guard, clauses int, ok bool) {
	first := 0
	for _, t := range g.Tests {
		first = max(first, int(t.Fact)+1)
	}
	g.Tests, g.Clauses = slices.Clone(g.Tests), slices.Clone(g.Clauses)
	for _, t := range n.tests {
		t.Fact += uint8(first)
		if t.Fact >= guardFacts {
			return g, 0, false
		}
		g.Tests = append(g.Tests, t)
	}
	for _, c := range n.clauses {
		g.Clauses = append(g.Clauses, GuardClause{Must: c.Must << first})
	}
	return g, len(n.clauses), true
}
