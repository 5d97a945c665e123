package state

// texts is where the texts of a state are: cut from large blocks, so that new ones
// hardly ever allocate. A block lives as long as one of its texts does. So that old
// texts do not keep many blocks alive that are dead but for them, all that are in use
// are copied together now and then.
type texts struct {
	block []byte
	cut   int  // bytes since the last compaction
	live  int  // bytes that were in use then
	due   bool // time for the next one
}

const (
	blockSize  = 64 << 10
	minCompact = 8 << 20 // bytes that are cut at least before texts are copied together
)

// room returns n bytes.
func (x *texts) room(n int) []byte {
	if x.cut += n; x.cut > max(minCompact, 2*x.live) {
		x.due = true
	}
	if n > blockSize/4 {
		return make([]byte, n)
	}
	if len(x.block)+n > cap(x.block) {
		x.block = make([]byte, 0, blockSize)
	}
	at := len(x.block)
	x.block = x.block[:at+n]
	return x.block[at : at+n : at+n]
}

func (x *texts) copy(b []byte) string {
	to := x.room(len(b))
	copy(to, b)
	return view(to)
}

// join is both texts with a space between.
func (x *texts) join(a, b string) string {
	to := x.room(len(a) + 1 + len(b))
	copy(to, a)
	to[len(a)] = ' '
	copy(to[len(a)+1:], b)
	return view(to)
}

// spaced is the text with a space for each NUL.
func (x *texts) spaced(s string) string {
	to := x.room(len(s))
	copy(to, s)
	for i, c := range to {
		if c == 0 {
			to[i] = ' '
		}
	}
	return view(to)
}

// compact copies the texts that are in use together. Others that still refer to an
// old block keep it.
func (s *State) compact() {
	s.texts = texts{}
	clear(s.names[:])
	clear(s.lists[:])
	lists := map[*Strings]*Strings{emptyStrings: emptyStrings}
	list := func(l *Strings) *Strings {
		if lists[l] == nil {
			s.buf2 = append(s.buf2[:0], l.raw...)
			lists[l] = s.list(s.buf2)
		}
		return lists[l]
	}
	s.listPool = pool[Strings]{}
	s.threads.each(func(t *Thread) {
		for _, text := range [...]*string{&t.Comm, &t.Exe, &t.ExePath, &t.Root, &t.cwd, &t.introduced} {
			*text = s.keepString(*text)
		}
		t.cmdline = ""
		t.Args, t.env = list(t.Args), list(t.env)
		if t.fds != nil {
			t.fds.Each(func(_ int64, f *FD) bool {
				same := f.NameRaw == f.Name
				f.Name = s.keepString(f.Name)
				if f.NameRaw = f.Name; !same {
					f.NameRaw = s.keepString(f.NameRaw)
				}
				f.Own = s.keepString(f.Own)
				return true
			})
		}
	})
	s.texts.live, s.texts.cut, s.texts.due = s.texts.cut, 0, false
}
