package state

import (
	"slices"

	"github.com/falcoc/falcoc/vm/catalog"
)

// exitSlots is how many recent exits are remembered.
const exitSlots = 8192

// cloneWindow is how long a clone's two sides, or a clone and an exit, may be apart
// and still be about the same task, in ns.
const cloneWindow = 2e9

type exitRecord struct {
	tid, ptid int64
	ts        uint64
}

// add puts t into the table and the tree. An entry with its tid is dropped before.
func (s *State) add(t *Thread) {
	if old := s.Find(t.TID); old != nil {
		s.drop(old)
	}
	s.threads.put(t)
	s.attach(t)
}

// attach gives t its thread group and its parent. Only a thread with all ids can
// have them.
func (s *State) attach(t *Thread) {
	if t.IsInvalid() || t.group != nil {
		return
	}
	g := s.groups[t.PID]
	if g == nil {
		g = s.newGroup()
		g.pid, g.reaper = t.PID, t.PID == 1 || t.VPID == 1
		s.groups[t.PID] = g
	}
	t.group = g
	if !t.IsDead() {
		g.alive++
	}
	g.members = append(g.members, t)
	if t.IsMain() && len(g.members) > 1 {
		copy(g.members[1:], g.members)
		g.members[0] = t
	}
	if t.PID == 1 {
		return
	}
	p := s.Find(t.PTID)
	if p == nil || p.IsInvalid() || s.below(p, t) {
		t.PTID = 0
		return
	}
	p.adopt(t)
}

// below reports whether p is of t's process or of one of its descendants: then t
// must not become its child, or walks to the ancestors would not end.
func (s *State) below(p, t *Thread) bool {
	for p != nil {
		if p.PID == t.PID {
			return true
		}
		if m := s.Main(p); m != nil {
			p = m
		}
		p = p.parent
	}
	return false
}

// adopt makes c a child of t.
func (t *Thread) adopt(c *Thread) {
	c.orphan()
	c.parent, c.PTID = t, t.TID
	c.next = t.child
	if t.child != nil {
		t.child.prev = c
	}
	t.child = c
}

// orphan takes c from its parent.
func (c *Thread) orphan() {
	if c.parent == nil {
		return
	}
	if c.prev != nil {
		c.prev.next = c.next
	} else {
		c.parent.child = c.next
	}
	if c.next != nil {
		c.next.prev = c.prev
	}
	c.parent, c.next, c.prev = nil, nil, nil
}

// die marks t as exited; its entry stays until remove.
func (t *Thread) die() {
	if t.IsDead() {
		return
	}
	t.Flags |= catalog.CL_CLOSED
	if t.group != nil {
		t.group.alive--
	}
}

// remove takes an exited thread out: its children go to their reaper. The entry of
// a main thread stays as long as the process has a thread alive.
func (s *State) remove(t *Thread) {
	if t.group == nil {
		s.drop(t)
		return
	}
	t.die()
	if t.child != nil {
		s.reparent(t)
	}
	g := t.group
	if g.alive == 0 {
		if m := s.Find(g.pid); m != nil && m != t && m.group == g {
			s.drop(m)
		}
		s.drop(t)
	} else if !t.IsMain() {
		s.drop(t)
	}
}

// reparent gives t's children to the thread that the kernel would choose.
func (s *State) reparent(t *Thread) {
	var r *Thread
	if t.reaper > 0 {
		r = s.known(t.reaper)
	}
	if r == nil || r.IsInvalid() || r == t {
		r = s.findReaper(t)
	}
	if r != nil && r.group != nil && r.group != t.group {
		r.group.reaper = true
	}
	for t.child != nil {
		c := t.child
		c.orphan()
		if r == nil || s.below(r, c) {
			c.PTID = 0
			continue
		}
		r.adopt(c)
	}
}

func (s *State) findReaper(t *Thread) *Thread {
	if r := t.group.anyAlive(); r != nil {
		return r
	}
	for p := t.parent; p != nil && p.InPidns() == t.InPidns(); p = p.parent {
		if p.group != nil && p.group.reaper {
			if r := p.group.anyAlive(); r != nil {
				return r
			}
		}
	}
	return nil
}

func (g *Threads) anyAlive() *Thread {
	if g.alive > 0 {
		for _, m := range g.members {
			if !m.IsDead() {
				return m
			}
		}
	}
	return nil
}

// drop takes t's entry out of the table and the tree, whatever depends on it.
func (s *State) drop(t *Thread) {
	if s.threads.get(t.TID) != t {
		return
	}
	t.die()
	for c := t.child; c != nil; c = t.child {
		c.orphan()
		c.PTID = 0
	}
	t.orphan()
	if g := t.group; g != nil {
		for i, m := range g.members {
			if m == t {
				g.members = slices.Delete(g.members, i, i+1)
				break
			}
		}
		if len(g.members) == 0 {
			delete(s.groups, g.pid)
			s.freeGroup(g)
		}
		t.group = nil
	}
	s.threads.del(t.TID)
	if s.last == t {
		s.last = nil
	}
	s.release(t.fds)
	t.fds = nil
	if t.enter != nil {
		s.keepBuffer(t.enter)
		t.enter = nil
	}
	s.dropped = append(s.dropped, t)
}
