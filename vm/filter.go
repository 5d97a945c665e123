package vm

import "math/bits"

// manyCandidates is the number of candidates from which filters are asked: a filter costs what
// some candidates do.
const manyCandidates = 16

// narrow takes candidates away that filters dismiss, as long as they are a crowd.
func (m *Machine) narrow(filters []selFilter) {
	for i := range filters {
		if !m.crowded() {
			return
		}
		f := &filters[i]
		if f.route == nil {
			s := m.slots[f.slot]
			if s&^1 != m.epoch {
				s = m.decide(f.slot)
			}
			if s&1 == f.want {
				continue
			}
			for j := range m.busy {
				for words := m.busy[j]; words != 0; words &= words - 1 {
					w := j<<6 | bits.TrailingZeros64(words)
					m.cand[w] &^= f.mine[w]
				}
			}
			continue
		}
		found := m.probe(f.table)
		for j := range m.busy {
			for words := m.busy[j]; words != 0; words &= words - 1 {
				w := j<<6 | bits.TrailingZeros64(words)
				m.keep[w] = ^f.mine[w]
			}
		}
		for _, at := range found {
			f.each(at, func(words []word) {
				for _, w := range words {
					m.keep[w.index] |= w.bits // for words that are not busy it means nothing
				}
			})
		}
		for j := range m.busy {
			for words := m.busy[j]; words != 0; words &= words - 1 {
				w := j<<6 | bits.TrailingZeros64(words)
				m.cand[w] &= m.keep[w]
			}
		}
	}
}

// crowded reports whether there are so many candidates that a filter pays.
func (m *Machine) crowded() bool {
	n := 0
	for i := range m.busy {
		for words := m.busy[i]; words != 0; words &= words - 1 {
			if n += bits.OnesCount64(m.cand[i<<6|bits.TrailingZeros64(words)]); n >= m.crowd {
				return true
			}
		}
	}
	return false
}

// each calls f with the ranks that a row of the route's table leads to.
func (r *selRoute) each(at uint32, f func([]word)) {
	if r.rows != nil && r.rows[at].n > 0 {
		s := r.rows[at]
		f(r.words[s.first : s.first+s.n])
		return
	}
	rows := r.tab.Rows
	for _, t := range rows[at+1 : at+1+rows[at]] {
		f(r.words[r.start[t]:r.start[t+1]])
	}
}

// stretch is a piece of a route's words.
type stretch struct{ first, n uint32 }

// What a row leads to is put together beforehand where that at least halves the words
// that a look-up goes through, within so many words for a route.
const (
	minTogether = 8
	maxTogether = 1 << 17
)

// together puts the words of rows together that have many tests.
func (r *selRoute) together(set *wordSet, ranks int) {
	own := len(r.words)
	rows := r.tab.Rows
	for at := 1; at < len(rows); at += 1 + int(rows[at]) {
		total := uint32(0)
		for _, t := range rows[at+1 : at+1+int(rows[at])] {
			total += r.start[t+1] - r.start[t]
		}
		if total < minTogether {
			continue
		}
		set.reset(ranks)
		for _, t := range rows[at+1 : at+1+int(rows[at])] {
			for _, w := range r.words[r.start[t]:r.start[t+1]] {
				(*set)[w.index] |= w.bits
			}
		}
		words := set.list()
		if len(words) > int(total)/2 || len(r.words)-own+len(words) > maxTogether {
			continue
		}
		if r.rows == nil {
			r.rows = make([]stretch, len(rows))
		}
		r.rows[at] = stretch{uint32(len(r.words)), uint32(len(words))}
		r.words = append(r.words, words...)
	}
}
