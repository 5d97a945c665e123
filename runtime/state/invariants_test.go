package state

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// choices turns bytes into decisions, so that a fuzzer steers the events.
type choices struct{ data []byte }

func (c *choices) done() bool { return len(c.data) == 0 }

func (c *choices) n(limit int) int {
	if len(c.data) == 0 || limit <= 0 {
		return 0
	}
	v := int(c.data[0])
	c.data = c.data[1:]
	if limit > 256 && len(c.data) > 0 {
		v = v<<8 | int(c.data[0])
		c.data = c.data[1:]
	}
	return v % limit
}

var (
	handled = func() (ids []catalog.EventID) {
		for id := range kinds {
			if kinds[id].handle != nil {
				ids = append(ids, catalog.EventID(id))
			}
		}
		return ids
	}()
	someTexts = []string{"", "a", "/", "..", "/etc/passwd", "<NA>", "(NULL)", "x//y", "cpu=/docker/0a1d4bfe689b08fab1a2695d0d45a42095b4249d88eded87e402a9cf1adf95a8",
		"memory", "container", "container_removed", `{"container":{"id":"c1","ip":"10.0.0.1"}}`, " (deleted)", "/proc/3"}
	someAddrs = [][]byte{nil, {2}, {2, 127, 0, 0, 1, 80, 0}, {1, 'x', 0}, {10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4, 80, 0}, {10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 80, 0}, {9}}
)

// value makes the bytes of one parameter.
func (c *choices) value(p *catalog.Param) []byte {
	small := func(size int) []byte {
		v := int64(c.n(24)) - 4
		if c.n(16) == 15 {
			v = int64(c.n(1<<16))<<20 | 0x2000
		}
		b := binary.LittleEndian.AppendUint64(nil, uint64(v))
		return append(b, make([]byte, 8)...)[:size]
	}
	if c.n(12) == 11 {
		return nil
	}
	switch p.Type {
	case catalog.Sockaddr:
		return someAddrs[c.n(len(someAddrs))]
	case catalog.Socktuple:
		switch c.n(5) {
		case 0:
			b := make([]byte, 13)
			b[0], b[1], b[5], b[7], b[11] = 2, byte(c.n(3)), byte(c.n(3)), byte(c.n(3)), byte(c.n(3))
			return b
		case 1:
			b := make([]byte, 37)
			b[0], b[1], b[16], b[17], b[19], b[34], b[35] = 10, byte(c.n(2)), byte(c.n(3)), byte(c.n(3)), byte(c.n(2)), byte(c.n(3)), byte(c.n(3))
			return b
		case 2:
			return append([]byte{1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, 'p', 0)
		case 3:
			return []byte{byte(c.n(12))}
		}
		return nil
	}
	if size := p.Type.Size(); size > 0 {
		return small(size)
	}
	text := append([]byte(someTexts[c.n(len(someTexts))]), 0)
	for c.n(4) == 3 {
		text = append(append(text, someTexts[c.n(len(someTexts))]...), 0)
	}
	return text
}

func (c *choices) event(ts uint64) []byte {
	id := handled[c.n(len(handled))]
	if c.n(8) == 7 {
		id = catalog.EventID(c.n(catalog.NumEvents))
	}
	e := id.Info()
	width := 2
	if e.Flags&catalog.LargePayload != 0 {
		width = 4
	}
	n := len(e.Params)
	if c.n(16) == 15 {
		n = c.n(n + 1)
	}
	var lens, body []byte
	for i := 0; i < n; i++ {
		v := c.value(&e.Params[i])
		l := binary.LittleEndian.AppendUint32(nil, uint32(len(v)))
		lens = append(lens, l[:width]...)
		body = append(body, v...)
	}
	raw := binary.LittleEndian.AppendUint64(nil, ts)
	raw = binary.LittleEndian.AppendUint64(raw, uint64(int64(c.n(20))-2))
	raw = binary.LittleEndian.AppendUint32(raw, uint32(driver.HeaderSize+len(lens)+len(body)))
	raw = binary.LittleEndian.AppendUint16(raw, uint16(id))
	raw = binary.LittleEndian.AppendUint32(raw, uint32(n))
	return append(append(raw, lens...), body...)
}

func playRandom(t *testing.T, data []byte) {
	t.Helper()
	snap := &driver.Snapshot{
		Threads: []driver.Thread{
			{TID: 1, PID: 1, VTID: 1, VPID: 1, Comm: "init", Cwd: "/"},
			{TID: 2, PID: 2, PTID: 1, VTID: 2, VPID: 2, Comm: "sh", Cwd: "/root"},
			{TID: 3, PID: 2, PTID: 1, VTID: 3, VPID: 2, Comm: "sh", Flags: catalog.CL_CLONE_THREAD | catalog.CL_CLONE_FILES},
		},
		FDs: map[int64][]driver.FD{2: {{Num: 0, Type: driver.FDFileV2, Name: "/dev/null"}, {Num: 5, Type: driver.FDIPv4Sock, L4: driver.L4TCP}}},
	}
	s := New(snap, Options{MaxThreads: 12, MaxFDs: 6})
	c := &choices{data}
	var ev driver.Event
	for ts := uint64(1e18); !c.done(); ts += uint64(c.n(4)) * 8e8 {
		if err := ev.Decode(c.event(ts)); err != nil {
			t.Fatal(err)
		}
		s.texts.due = s.Num%40 == 39
		s.Process(&ev)
		check(t, s)
		if t.Failed() {
			t.Fatalf("after event %d, %s", s.Num, ev.Info().Name)
		}
	}
}

// check verifies what holds between any two events.
func check(t *testing.T, s *State) {
	t.Helper()
	n, fds := 0, 0
	tables := map[*Table]int{}
	free, held := map[any]bool{}, map[*FD]int{}
	for _, f := range s.fdPool.free {
		if free[f] || *f != (FD{spare: f.spare}) {
			t.Errorf("a free descriptor is not empty, or free twice: %+v", f)
		}
		free[f] = true
	}
	for _, th := range s.threadPool.free {
		if free[th] || th.TID != 0 {
			t.Errorf("thread %d is not empty, or free twice", th.TID)
		}
		free[th] = true
	}
	for _, tab := range s.tablePool.free {
		if free[tab] || tab.count != 0 || len(tab.sparse) != 0 || len(tab.dense) != 0 {
			t.Errorf("a free table is not empty, or free twice: %+v", tab)
		}
		for _, f := range tab.dense[:cap(tab.dense)] {
			if f != nil {
				t.Errorf("a free table holds a descriptor")
			}
		}
		free[tab] = true
	}
	for _, g := range s.groupPool.free {
		if free[g] || len(g.members) != 0 {
			t.Errorf("group %d is not empty, or free twice", g.pid)
		}
		free[g] = true
	}
	s.threads.each(func(th *Thread) {
		n++
		if s.Find(th.TID) != th {
			t.Errorf("thread %d is not found", th.TID)
		}
		if free[th] || free[th.group] || free[th.fds] {
			t.Errorf("thread %d, its group or its table is a free one", th.TID)
		}
		if th.group != nil {
			if s.groups[th.PID] != th.group {
				t.Errorf("thread %d is not in the group of %d", th.TID, th.PID)
			}
			in := 0
			for _, m := range th.group.members {
				if m == th {
					in++
				}
			}
			if in != 1 {
				t.Errorf("thread %d is %d times in its group", th.TID, in)
			}
		}
		if p := th.parent; p != nil {
			if s.Find(p.TID) != p || th.PTID != p.TID {
				t.Errorf("thread %d has a parent that is gone: %d, %d", th.TID, p.TID, th.PTID)
			}
		}
		for c := th.child; c != nil; c = c.next {
			if c.parent != th || s.Find(c.TID) != c {
				t.Errorf("thread %d has a child that is not its own: %d", th.TID, c.TID)
			}
		}
		steps := 0
		for m := s.Main(th); m != nil; m = s.NextAncestor(m) {
			if steps++; steps > 100 {
				t.Fatalf("the walk from thread %d does not end", th.TID)
			}
		}
		if th.fds != nil {
			tables[th.fds]++
			fds += th.fds.count
		}
		if th.Args == nil || th.env == nil || th.Cgroups == nil {
			t.Errorf("thread %d lacks lists", th.TID)
		}
		_, _, _ = s.SessionLeader(th), s.VGroupLeader(th), th.Cmdline()
	})
	if n != s.threads.n || n > s.opt.MaxThreads+1 {
		t.Errorf("%d threads, counted %d", n, s.threads.n)
	}
	if fds != s.nfds {
		t.Errorf("%d descriptors, counted %d", fds, s.nfds)
	}
	for tab, holders := range tables {
		if tab.shared != holders-1 {
			t.Errorf("a table has %d holders, counted %d", holders, tab.shared+1)
		}
		count := 0
		tab.Each(func(num int64, f *FD) bool {
			count++
			if tab.Get(num) != f {
				t.Errorf("descriptor %d is not found", num)
			}
			if free[f] {
				t.Errorf("descriptor %d is a free one", num)
			}
			held[f]++
			return true
		})
		if count != tab.count || count > s.opt.MaxFDs {
			t.Errorf("%d descriptors in a table, counted %d", count, tab.count)
		}
	}
	for f, n := range held {
		if int(f.refs) != n {
			t.Errorf("a descriptor is in %d tables, counted %d", n, f.refs)
		}
	}
	for pid, g := range s.groups {
		alive := 0
		for i, m := range g.members {
			if m.group != g || m.PID != pid {
				t.Errorf("group %d has a foreign member %d", pid, m.TID)
			}
			if !m.IsDead() {
				alive++
			}
			if m.IsMain() && i > 0 && !g.members[0].IsMain() {
				t.Errorf("group %d does not begin with its main thread", pid)
			}
		}
		if alive != g.alive {
			t.Errorf("group %d has %d alive, counted %d", pid, alive, g.alive)
		}
	}
	if s.Thread != nil && s.FD != nil && free[s.FD] {
		t.Error("the event has a free descriptor")
	}
}

func TestRandomEvents(t *testing.T) {
	for seed := uint64(0); seed < 300; seed++ {
		r := rand.New(rand.NewPCG(seed, 1))
		data := make([]byte, 4000)
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		playRandom(t, data)
	}
}

func FuzzProcess(f *testing.F) {
	f.Add([]byte("some events"))
	f.Fuzz(playRandom)
}

// FuzzRaw feeds bytes as they are to the decoder and the state.
func FuzzRaw(f *testing.F) {
	c := &choices{[]byte("\x01\x02\x03\x04\x05\x06\x07\x08\x09")}
	f.Add(c.event(1e18))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := New(nil, Options{MaxThreads: 4})
		var ev driver.Event
		if ev.Decode(raw) == nil {
			s.Process(&ev)
			s.Process(&ev)
			check(t, s)
		}
	})
}
