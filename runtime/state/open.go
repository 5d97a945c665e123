package state

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// opened is what the calls that open a path have in common. Indexes are parameters
// of the exit event, -1 where it has none.
type opened struct {
	dirfd, name, flags, dev, ino int
	enterDirfd, enterName        int // of the kept enter event
	enterFlags                   int
	layers                       int // creat's flags of the layer that the file is in
}

var (
	openParams       = &opened{-1, 1, 2, 4, 5, -1, 0, 1, -1}
	creatParams      = &opened{-1, 1, -1, 3, 4, -1, 0, -1, 5}
	openatParams     = &opened{1, 2, 3, 5, 6, 0, 1, 2, -1}
	openat2Params    = &opened{1, 2, 3, 6, 7, 0, 1, 2, -1}
	byHandleAtParams = &opened{-1, 3, 2, 4, 5, -1, -1, -1, -1}
)

func onOpen(p *opened) func(*State, *driver.Event) {
	return func(s *State, ev *driver.Event) { s.opened(ev, p) }
}

func (s *State) opened(ev *driver.Event, p *opened) {
	if s.ret < 0 {
		return
	}
	t := s.Thread
	name, _ := ev.Text(p.name)
	if ev.StateOnly {
		t.introduced, t.introducedTS = s.keepString(name), ev.TS
		if s.knowsFile(ev, p) {
			s.FDNum = s.ret
			return
		}
	}
	if name == "(NULL)" || len(ev.Param(p.name)) == 0 {
		name = "<NA>"
	}
	var flags uint64
	if p.flags >= 0 {
		flags, _ = ev.Uint(p.flags)
	} else {
		flags = catalog.O_RDONLY | catalog.O_WRONLY | catalog.O_CREAT | catalog.O_TRUNC
	}
	dirfd := int64(catalog.AT_FDCWD)
	if p.dirfd >= 0 {
		dirfd, _ = ev.Int(p.dirfd)
	}
	if e := s.Enter; e != nil && p.enterName >= 0 {
		// The program cannot change what the kernel read on entry any more.
		if n, ok := e.Text(p.enterName); ok && n != "<NA>" && n != "(NULL)" {
			name = n
			if p.enterFlags >= 0 {
				if f, ok := e.Uint(p.enterFlags); ok {
					const onExit = ^uint64(catalog.O_F_CREATED - 1)
					flags = f | flags&onExit
				}
			}
			if p.enterDirfd >= 0 {
				if d, ok := e.Int(p.enterDirfd); ok {
					dirfd = d
				}
			}
		}
	}
	base := ""
	switch {
	case p == byHandleAtParams || name != "" && name[0] == '/':
	case p.dirfd < 0:
		base = s.Cwd(t)
	default:
		base = s.DirBase(t, dirfd)
	}
	f := s.newFD()
	f.Type = driver.FDFileV2
	if flags&catalog.O_DIRECTORY != 0 {
		f.Type = driver.FDDirectory
	}
	f.OpenFlags = uint32(flags)
	f.Name = s.join(base, name)
	f.NameRaw = s.rawPath(name, f.Name)
	if own := s.justIntroduced(t); own != f.Name && !ev.StateOnly {
		f.Own = own
	}
	setUint32(&f.Dev, ev, p.dev)
	setUint(&f.Ino, ev, p.ino)
	upper, lower := flags&catalog.FD_UPPER_LAYER != 0, flags&catalog.FD_LOWER_LAYER != 0
	if p.layers >= 0 {
		l, _ := ev.Uint(p.layers)
		upper, lower = l&catalog.FD_UPPER_LAYER_CREAT != 0, l&catalog.FD_LOWER_LAYER_CREAT != 0
	}
	if upper {
		f.Flags |= UpperLayer
	}
	if lower {
		f.Flags |= LowerLayer
	}
	s.addFD(t, s.ret, f)
}

// onEnter keeps an enter event for its exit.
func onEnter(s *State, ev *driver.Event) {
	const maxSize, maxKept = 8192, 8192
	t := s.Thread
	if len(ev.Raw) > maxSize {
		return
	}
	if t.enter == nil {
		if s.enters >= maxKept {
			return
		}
		s.enters++
		if n := len(s.enterFree); n > 0 {
			t.enter, s.enterFree = s.enterFree[n-1], s.enterFree[:n-1]
		}
	}
	t.enter = append(t.enter[:0], ev.Raw...)
}

// takeEnter gives the kept enter event to its exit, if ev is that: the event that
// followed it in the thread.
func (s *State) takeEnter(t *Thread, ev *driver.Event, paired bool) {
	buf := t.enter
	t.enter = nil
	if paired && s.enterEvent.Decode(buf) == nil {
		e := &s.enterEvent
		if len(e.Param(0)) > 0 || e.Type == catalog.EvtConnectE || e.Type == catalog.EvtExecveatE {
			s.Enter = e
			s.buf3 = append(s.buf3[:0], buf...)
			if e.Decode(s.buf3) != nil {
				s.Enter = nil
			}
		}
	}
	s.keepBuffer(buf)
}

// keepBuffer takes back the buffer of an enter event.
func (s *State) keepBuffer(b []byte) {
	s.enters--
	if len(s.enterFree) < 64 {
		s.enterFree = append(s.enterFree, b)
	}
}
