package bpf

import (
	"fmt"

	"github.com/falcoc/falcoc/vm/catalog"
)

// Losses are events that were wanted and did not arrive, by cause.
type Losses struct {
	Full    uint64 // the ring had no room
	Size    uint64 // the event was larger than its limit
	Nested  uint64 // another event was being made on the CPU
	NoProg  uint64 // the program that makes the event is not loaded
	Unknown uint64 // a 32-bit call where these are not read
}

// Lost is the sum over the causes.
func (l Losses) Lost() uint64 { return l.Full + l.Size + l.Nested + l.NoProg + l.Unknown }

func (l *Losses) add(n *sensorLosses) {
	l.Full += n.Full
	l.Size += n.Size
	l.Nested += n.Nested
	l.NoProg += n.Program
	l.Unknown += n.Compat
}

// Stats are counters since Open, summed over the CPUs. What was produced has been
// written to a ring, filtered or lost; the three add up to it whenever no program runs.
type Stats struct {
	Produced uint64 // events that were to be made, of calls, tracepoints and descriptors
	Events   uint64 // written to the rings
	Filtered uint64 // that a guard dropped, because no rule can match them
	Losses

	Calls uint64 // system calls that were wanted
	Bytes uint64
	Cut   uint64 // strings that were longer than their limit
	// Unsure are calls whose paths or address had to be read from the program's memory,
	// because what the kernel acted on found no room.
	Unsure uint64
}

// Stats reads the kernel's counters, for each CPU.
func (s *Source) Stats() (total Stats, byCPU []Stats, err error) {
	var all []sensorCounters
	if err := s.maps["stats"].Lookup(uint32(0), &all); err != nil {
		return total, nil, fmt.Errorf("map stats: %w", err)
	}
	byCPU = make([]Stats, len(all))
	for i := range all {
		c, t := &all[i], &byCPU[i]
		*t = Stats{Produced: c.Produced, Events: c.Sent, Filtered: c.Filtered, Calls: c.Calls, Bytes: c.Bytes, Cut: c.Cut, Unsure: c.Unsure}
		t.add(&c.Lost)
		total.Produced += t.Produced
		total.Events += t.Events
		total.Filtered += t.Filtered
		total.add(&c.Lost)
		total.Calls += t.Calls
		total.Bytes += t.Bytes
		total.Cut += t.Cut
		total.Unsure += t.Unsure
	}
	return total, byCPU, nil
}

// LostBy are the lost events of each type that has any.
func (s *Source) LostBy() (map[catalog.EventID]Losses, error) {
	out := map[catalog.EventID]Losses{}
	if total, _, err := s.Stats(); err != nil || total.Lost() == 0 {
		return out, err
	}
	var all []sensorLosses
	for id := range uint32(catalog.NumEvents) {
		if err := s.maps["drops"].Lookup(id, &all); err != nil {
			return nil, fmt.Errorf("map drops: %w", err)
		}
		var l Losses
		for i := range all {
			l.add(&all[i])
		}
		if l.Lost() > 0 {
			out[catalog.EventID(id)] = l
		}
	}
	return out, nil
}
