package vm

// Gate is a test or a formula that the rules behind it have in common: they can match
// only when its slot is Want. One look at it dismisses them all.
//
// The gates of a group stand in the order of a walk through a tree: the Inside gates
// after a gate are behind it too.
type Gate struct {
	Slot    uint32
	Want    bool
	Inside  uint32
	Entries []uint32 // what is behind this gate and no further one, ascending
}

// selGate is a gate with the enabled entries behind it.
type selGate struct {
	slot   uint32
	want   uint32 // 1 for true
	inside uint32
	first  word   // ranks of the entries
	more   []word // when they do not lie in one word
}

// gates are those of the group that have an enabled entry behind them.
func (sg *selGroup) arrangeGates(g *Group) {
	var words wordSet
	var walk func(from, to int)
	walk = func(from, to int) {
		for i := from; i < to; {
			gate := &g.Gates[i]
			at, after := len(sg.gates), i+1+int(gate.Inside)
			s := selGate{slot: gate.Slot}
			if gate.Want {
				s.want = 1
			}
			words.reset(len(sg.order))
			for _, e := range gate.Entries {
				words.add(sg.rank[e])
			}
			if all := words.list(); len(all) > 0 {
				s.first, s.more = all[0], all[1:]
			}
			sg.gates = append(sg.gates, s)
			walk(i+1, after)
			if n := len(sg.gates) - at - 1; n > 0 || s.first.bits != 0 {
				sg.gates[at].inside = uint32(n)
			} else {
				sg.gates = sg.gates[:at]
			}
			i = after
		}
	}
	walk(0, len(g.Gates))
}

// wordSet collects ranks.
type wordSet []uint64

func (w *wordSet) reset(ranks int) {
	n := (ranks + 63) / 64
	if cap(*w) < n {
		*w = make([]uint64, n)
	}
	*w = (*w)[:n]
	clear(*w)
}

func (w wordSet) add(rank uint32) {
	if rank != unranked {
		w[rank/64] |= 1 << (rank % 64)
	}
}

// list is the words that have a rank.
func (w wordSet) list() (out []word) {
	for i, bits := range w {
		if bits != 0 {
			out = append(out, word{uint32(i), bits})
		}
	}
	return out
}

// pass makes the entries candidates whose gates are open.
func (m *Machine) pass(gates []selGate) {
	for i := 0; i < len(gates); i++ {
		g := &gates[i]
		s := m.slots[g.slot]
		if s&^1 != m.epoch {
			s = m.decide(g.slot)
		}
		if s&1 != g.want {
			i += int(g.inside)
			continue
		}
		if g.first.bits != 0 {
			m.cand[g.first.index] |= g.first.bits
			m.busy[g.first.index>>6] |= 1 << (g.first.index & 63)
			m.add(g.more)
		}
	}
}

// gates checks that gates lie within each other and marks the entries behind them.
func (v *verifier) gates(group int, g *Group, tried []bool) bool {
	must := func(ok bool, format string, args ...any) bool { return v.must(ok, "group", group, format, args...) }
	slots := uint64(len(v.b.Tests)) + uint64(len(v.b.Subs))
	var ends []int // of the gates around the current one
	for i := range g.Gates {
		gate := &g.Gates[i]
		for len(ends) > 0 && ends[len(ends)-1] == i {
			ends = ends[:len(ends)-1]
		}
		limit := len(g.Gates)
		if len(ends) > 0 {
			limit = ends[len(ends)-1]
		}
		if !must(uint64(gate.Slot) < slots, "gate %d at slot %d", i, gate.Slot) ||
			!must(uint64(i)+1+uint64(gate.Inside) <= uint64(limit), "gate %d ends behind the one around it", i) ||
			!must(len(ends) < MaxGates, "gate %d is nested too deep", i) {
			return false
		}
		if gate.Inside > 0 {
			ends = append(ends, i+1+int(gate.Inside))
		}
		for j, e := range gate.Entries {
			if !must(int(e) < len(tried) && (j == 0 || gate.Entries[j-1] < e), "entry %d behind gate %d", e, i) {
				return false
			}
			tried[e] = true
		}
	}
	return true
}

// MaxGates bounds how many gates an entry lies behind.
const MaxGates = 16

// Behind calls f for each entry that lies behind gates, with their indexes.
func (g *Group) Behind(f func(entry uint32, gates []int)) {
	var around []int
	for i := range g.Gates {
		for len(around) > 0 {
			last := around[len(around)-1]
			if last+int(g.Gates[last].Inside) >= i {
				break
			}
			around = around[:len(around)-1]
		}
		around = append(around, i)
		for _, e := range g.Gates[i].Entries {
			f(e, around)
		}
	}
}
