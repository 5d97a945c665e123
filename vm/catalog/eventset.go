package catalog

import "math/bits"

// EventSet is a set of event types.
type EventSet [(NumEvents + 63) / 64]uint64

// AllEvents is every event id of the table, unused ones too.
var AllEvents = func() (s EventSet) {
	for id := EventID(0); id < NumEvents; id++ {
		s.Add(id)
	}
	return s
}()

// Add puts id into the set.
func (s *EventSet) Add(id EventID) { s[id/64] |= 1 << (id % 64) }

// Has reports whether id is in the set.
func (s *EventSet) Has(id EventID) bool { return int(id/64) < len(s) && s[id/64]&(1<<(id%64)) != 0 }

// Union returns the events in s or in t.
func (s EventSet) Union(t EventSet) EventSet {
	for i := range s {
		s[i] |= t[i]
	}
	return s
}

// Intersect returns the events in both s and t.
func (s EventSet) Intersect(t EventSet) EventSet {
	for i := range s {
		s[i] &= t[i]
	}
	return s
}

// Minus returns the events in s that are not in t.
func (s EventSet) Minus(t EventSet) EventSet {
	for i := range s {
		s[i] &^= t[i]
	}
	return s
}

// Len is the number of events in the set.
func (s *EventSet) Len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Each calls f for every event in the set, in id order.
func (s *EventSet) Each(f func(EventID)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			f(EventID(i*64 + bits.TrailingZeros64(w)))
		}
	}
}
