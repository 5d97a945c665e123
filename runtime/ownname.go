package runtime

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm/catalog"
)

// A program's word for a file may be a link's name, or one that another thread has
// changed since the kernel read it. Fields show that word, as Falco's do. So that
// nobody hides behind it, an event on such a file that no rule matches is decided
// once more with the path that the kernel says the file has.

// decideByOwnName decides the current event as if its descriptor had been opened by
// its file's own path.
func (e *Engine) decideByOwnName(fd *state.FD, alert func(rule int) error) error {
	given, raw, ev := fd.Name, fd.NameRaw, e.Ev
	fd.Name, fd.NameRaw = fd.Own, fd.Own
	defer func() {
		fd.Name, fd.NameRaw, e.Ev = given, raw, ev
		e.Fields.Begin(&e.Ev)
	}()
	if i := openedName(e.Ev.Type); i >= 0 {
		e.renamed = withText(e.renamed[:0], &ev, i, fd.Own)
		if err := e.Ev.Decode(e.renamed); err != nil {
			return fmt.Errorf("an event with its file's own name: %w", err)
		}
	}
	return e.decideAgain(alert)
}

// decideActed decides the current event as if the program had given the paths that the
// kernel acted on.
func (e *Engine) decideActed(acted []byte, alert func(rule int) error) error {
	ev := e.Ev
	defer func() {
		e.Ev = ev
		e.Fields.Begin(&e.Ev)
	}()
	if err := e.Ev.Decode(acted); err != nil {
		return fmt.Errorf("an event with the paths that the kernel acted on: %w", err)
	}
	e.Ev.CPU, e.Ev.Ring, e.Ev.TS = ev.CPU, ev.Ring, ev.TS
	return e.decideAgain(alert)
}

// decideAgain decides the event as it now stands. Rules that have matched already stay silent.
func (e *Engine) decideAgain(alert func(rule int) error) error {
	e.Fields.Begin(&e.Ev)
	e.Machine.Begin(e.Ev.Type)
	before := len(e.hits)
	e.hits = e.Machine.Match(e.sel, e.all, e.hits)
	n := before
	for _, rule := range e.hits[before:] {
		if !slices.Contains(e.hits[:before], rule) {
			e.hits[n] = rule
			n++
		}
	}
	e.hits = e.hits[:n]
	return e.alert(e.hits[before:], alert)
}

// openedName is the parameter that holds the path of what the event opened, or -1.
func openedName(id catalog.EventID) int {
	switch info := id.Info(); info.Name {
	case "open", "openat", "openat2", "creat":
		return info.Param("name")
	}
	return -1
}

// withText appends to b the event ev with a text in place of a parameter. The event's
// lengths are 16 bits wide.
func withText(b []byte, ev *driver.Event, param int, text string) []byte {
	const lengths = driver.HeaderSize
	b = append(b, ev.Raw[:lengths+2*ev.NumParams()]...)
	for i := range ev.NumParams() {
		p := ev.Param(i)
		if i == param {
			b = append(append(b, text...), 0)
			binary.LittleEndian.PutUint16(b[lengths+2*i:], uint16(len(text)+1))
			continue
		}
		b = append(b, p...)
	}
	binary.LittleEndian.PutUint32(b[16:], uint32(len(b)))
	return b
}
