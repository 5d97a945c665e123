package bpf

// merger yields the records of several rings by time. A record is given out
// only when it is older than the horizon, because a younger one may still be
// overtaken by one that another CPU is writing at this moment.
type merger struct {
	rings []*ring
	heap  []*ring // rings with a head, the oldest first
	last  *ring   // gave out the record that the caller is looking at
}

// refill looks at all rings anew. No record that was handed out is in use any more.
func (m *merger) refill() {
	m.last = nil
	for _, r := range m.rings {
		r.free(true)
		r.refresh()
		if r.head == nil && r.peek() {
			m.push(r)
		}
	}
}

// next returns the oldest record if it is not younger than horizon.
func (m *merger) next(horizon uint64) ([]byte, *ring) {
	if m.last != nil {
		m.last.free(false)
		m.last = nil
	}
	if len(m.heap) == 0 || m.heap[0].ts > horizon {
		return nil, nil
	}
	r := m.heap[0]
	record := r.head
	r.advance()
	if r.peek() {
		m.down(0)
	} else {
		n := len(m.heap) - 1
		m.heap[0] = m.heap[n]
		m.heap = m.heap[:n]
		m.down(0)
	}
	m.last = r
	return record, r
}

func (m *merger) push(r *ring) {
	m.heap = append(m.heap, r)
	for i := len(m.heap) - 1; i > 0; {
		up := (i - 1) / 2
		if m.heap[up].ts <= m.heap[i].ts {
			break
		}
		m.heap[up], m.heap[i] = m.heap[i], m.heap[up]
		i = up
	}
}

func (m *merger) down(i int) {
	for {
		c := 2*i + 1
		if c >= len(m.heap) {
			return
		}
		if c+1 < len(m.heap) && m.heap[c+1].ts < m.heap[c].ts {
			c++
		}
		if m.heap[i].ts <= m.heap[c].ts {
			return
		}
		m.heap[i], m.heap[c] = m.heap[c], m.heap[i]
		i = c
	}
}
