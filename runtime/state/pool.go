package state

import "cmp"

// Entries are cut from slabs and used again once nothing refers to them: in the long
// run neither the birth of a process nor an open allocates.
const slab = 32

// pool holds what may be used again.
type pool[T any] struct {
	free  []*T
	fresh []T // of the last slab
}

// get returns an entry that is empty, or as put left it.
func (p *pool[T]) get() *T {
	if n := len(p.free); n > 0 {
		x := p.free[n-1]
		p.free = p.free[:n-1]
		return x
	}
	if len(p.fresh) == 0 {
		p.fresh = make([]T, slab)
	}
	x := &p.fresh[0]
	p.fresh = p.fresh[1:]
	return x
}

func (p *pool[T]) put(x *T) { p.free = append(p.free, x) }

// bury takes back the threads that were dropped during the event before: until then
// they could be looked at.
func (s *State) bury() {
	for i, t := range s.dropped {
		*t = Thread{}
		s.threadPool.put(t)
		s.dropped[i] = nil
	}
	s.dropped = s.dropped[:0]
}

func (s *State) newGroup() *Threads {
	g := s.groupPool.get()
	if g.members == nil {
		g.members = g.few[:0]
	}
	return g
}

// freeGroup takes back a group without members.
func (s *State) freeGroup(g *Threads) {
	*g = Threads{members: g.members[:0]}
	s.groupPool.put(g)
}

// maxSpare is the number of places up to which a descriptor table keeps them when it is
// used again.
const maxSpare = 1024

func (s *State) newTable() *Table { return s.tablePool.get() }

// freeTable takes back a table that no process has any more, and what only it held.
func (s *State) freeTable(t *Table) {
	t.Each(func(_ int64, f *FD) bool {
		s.unref(f)
		return true
	})
	if len(t.dense) > maxSpare || len(t.sparse) > maxSpare {
		return
	}
	clear(t.dense)
	clear(t.sparse)
	*t = Table{dense: t.dense[:0], sparse: t.sparse}
	s.tablePool.put(t)
}

func (s *State) newFD() *FD { return s.fdPool.get() }

// unref takes a descriptor out of one table. The event's own is left to the collector.
func (s *State) unref(f *FD) {
	if f.refs--; f.refs <= 0 && f != s.FD {
		*f = FD{spare: cmp.Or(f.Sock, f.spare)}
		s.fdPool.put(f)
	}
}
