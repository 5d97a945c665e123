package outputs

import (
	"context"
	"fmt"
	"sync"
)

// Policy is what a full queue does.
type Policy uint8

// The policies.
const (
	DropOldest Policy = iota // loses the alert that has waited longest
	DropNewest               // loses the one that comes
	Block                    // holds up whoever sends, and with it the events
	Spill                    // writes to disk
)

var policies = map[string]Policy{"drop_oldest": DropOldest, "drop_newest": DropNewest, "block": Block, "spill": Spill}

// ParsePolicy reads the name of a policy.
func ParsePolicy(name string) (Policy, error) {
	p, ok := policies[name]
	if !ok {
		return 0, fmt.Errorf("unknown policy %q", name)
	}
	return p, nil
}

// The bounds of a queue that has none of its own.
const (
	DefaultCapacity = 65536
	maxBytes        = 64 << 20
)

// queue is a bounded ring of alerts with one reader.
type queue struct {
	mu     sync.Mutex
	more   sync.Cond // there is something to take, or no more comes
	room   sync.Cond
	ring   []*Alert // grows up to limit
	head   int
	n      int
	bytes  int
	limit  int
	policy Policy
	closed bool
}

func newQueue(limit int, policy Policy) *queue {
	if limit <= 0 {
		limit = DefaultCapacity
	}
	q := &queue{limit: limit, policy: policy}
	q.more.L, q.room.L = &q.mu, &q.mu
	return q
}

// full reports whether an alert of that size has no place. A single one always has.
func (q *queue) full(size int) bool {
	return q.n >= q.limit || q.n > 0 && q.bytes+size > maxBytes
}

// put adds an alert and tells how many were lost for it. A closed queue loses it.
func (q *queue) put(a *Alert) (lost int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.policy == Block && q.full(a.size()) && !q.closed {
		q.room.Wait()
	}
	if q.closed {
		return 1
	}
	for q.full(a.size()) {
		if q.policy == DropNewest {
			return lost + 1
		}
		q.pop()
		lost++
	}
	if q.n == len(q.ring) {
		q.grow()
	}
	q.ring[(q.head+q.n)%len(q.ring)] = a
	q.n++
	q.bytes += a.size()
	q.more.Signal()
	return lost
}

// offer adds an alert where there is room for it.
func (q *queue) offer(a *Alert) bool {
	q.mu.Lock()
	ok := !q.closed && !q.full(a.size())
	q.mu.Unlock()
	return ok && q.put(a) == 0 // there is one writer
}

func (q *queue) grow() {
	ring := make([]*Alert, min(max(2*len(q.ring), 64), q.limit))
	for i := range q.n {
		ring[i] = q.ring[(q.head+i)%len(q.ring)]
	}
	q.ring, q.head = ring, 0
}

func (q *queue) pop() *Alert {
	a := q.ring[q.head]
	q.ring[q.head] = nil
	q.head = (q.head + 1) % len(q.ring)
	q.n--
	q.bytes -= a.size()
	return a
}

// take waits for alerts and appends some of them to dst. Nothing is appended when the
// queue is closed and empty, or when ctx ends.
func (q *queue) take(ctx context.Context, dst []*Alert, most int) []*Alert {
	undo := context.AfterFunc(ctx, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.more.Broadcast()
	})
	defer undo()
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.n == 0 && !q.closed && ctx.Err() == nil {
		q.more.Wait()
	}
	if ctx.Err() != nil {
		return dst
	}
	for ; q.n > 0 && most > 0; most-- {
		dst = append(dst, q.pop())
	}
	q.room.Broadcast()
	return dst
}

func (q *queue) len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.n
}

// close lets no more in; what waits can still be taken.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.more.Broadcast()
	q.room.Broadcast()
}
