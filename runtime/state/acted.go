package state

import (
	"bytes"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// A call that takes a path and opens nothing says what the program gave, which may be
// a link, or no longer what the kernel read. Where the kernel acted on other paths, the
// sensor says the event with those first, for the state only. It waits here for the
// event itself, so that rules can look at both.

// namesPath reports whether the event is of a call that acts on paths and opens nothing.
func namesPath(id catalog.EventID) bool {
	switch id.Info().Name {
	case "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "mknod", "mknodat", "rename", "renameat", "renameat2",
		"link", "linkat", "symlink", "symlinkat", "chmod", "fchmodat", "chown", "lchown", "fchownat", "chroot":
		return id.IsExit()
	}
	return false
}

// maxActed bounds how many of these events wait: each waits for the next event of its thread.
const maxActed = 8192

// keepActed keeps the event with the kernel's paths.
func (s *State) keepActed(ev *driver.Event) {
	if s.acted == nil {
		s.acted = map[int64][]byte{}
	}
	if len(s.acted) < maxActed {
		s.acted[ev.TID] = append(s.actedBuffer(), ev.Raw...)
	}
}

// takeActed makes Acted what was kept for the thread, if ev is the event that it belongs to.
func (s *State) takeActed(ev *driver.Event) {
	raw, ok := s.acted[ev.TID]
	if !ok {
		return
	}
	delete(s.acted, ev.TID)
	s.actedFree = append(s.actedFree, raw) // used again from the next event on
	var e driver.Event
	if e.Decode(raw) == nil && e.Type == ev.Type && bytes.Equal(e.Param(0), ev.Param(0)) {
		s.Acted = raw
	}
}

func (s *State) actedBuffer() []byte {
	n := len(s.actedFree)
	if n == 0 {
		return nil
	}
	b := s.actedFree[n-1]
	s.actedFree = s.actedFree[:n-1]
	return b[:0]
}
