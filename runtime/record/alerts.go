package record

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime/state"
)

// DefaultDuration is how long a capture goes on after an alert whose rule does not say.
const DefaultDuration = 5 * time.Second

// prefix and suffix are around the names of captures, which sort by time.
const prefix, suffix = "falcod_", ".scap"

// Alerts writes a capture for each alert: the event that raised it and what follows. An
// alert during a capture prolongs it.
type Alerts struct {
	Written uint64 // captures
	Cut     uint64 // of those, ended by their size
	Refused uint64 // alerts that no capture could be made of

	// Failed, where it is set, is told why a capture is missing or ended early.
	Failed func(error)

	dir      string
	st       *state.State
	limits   Limits
	opt      scap.WriterOptions
	out      *output
	deadline uint64 // of event time
	err      error
}

// InDir makes an Alerts that writes to files in dir.
func InDir(dir string, st *state.State, limits Limits, opt scap.WriterOptions) (*Alerts, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a directory", dir)
	}
	return &Alerts{dir: dir, st: st, limits: limits, opt: opt}, nil
}

// Alert is called when a rule matched ev, which the state has taken but not settled.
func (a *Alerts) Alert(ev *driver.Event, d time.Duration) {
	if d <= 0 {
		d = DefaultDuration
	}
	if a.out != nil {
		a.deadline = max(a.deadline, ev.TS+uint64(d))
		return
	}
	if err := a.start(ev); err != nil {
		a.Refused++
		a.fail(err)
		return
	}
	a.deadline = ev.TS + uint64(d)
	a.Written++
}

func (a *Alerts) start(ev *driver.Event) error {
	if err := a.makeRoom(); err != nil {
		return err
	}
	name := fmt.Sprintf("%s%020d_%d%s", prefix, ev.TS, a.st.Num, suffix)
	out, err := create(filepath.Join(a.dir, name))
	if err != nil {
		return err
	}
	if out.w, err = Start(out, a.st, ev.TS, a.opt); err == nil {
		// The state has the event already; to take it once more changes nothing.
		err = out.event(ev)
	}
	if err != nil {
		return errors.Join(err, out.file.Close(), os.Remove(out.file.Name()))
	}
	a.out = out
	return nil
}

func (a *Alerts) fail(err error) {
	a.err = err
	if a.Failed != nil {
		a.Failed(err)
	}
}

// makeRoom removes the oldest captures until one more may be written.
func (a *Alerts) makeRoom() error {
	if a.limits.Files <= 0 {
		return nil
	}
	names, err := filepath.Glob(filepath.Join(a.dir, prefix+"*"+suffix))
	if err != nil {
		return err
	}
	slices.Sort(names)
	for len(names) >= a.limits.Files {
		if err := os.Remove(names[0]); err != nil {
			return err
		}
		names = names[1:]
	}
	return nil
}

// Section ends the capture: what follows has another state.
func (a *Alerts) Section() { a.end() }

// Event records an event of the current capture.
func (a *Alerts) Event(ev *driver.Event) {
	if a.out == nil {
		return
	}
	if ev.TS > a.deadline {
		a.end()
		return
	}
	if !a.out.fits(ev, a.limits.FileSize) {
		a.Cut++
		a.end()
		return
	}
	if err := a.out.event(ev); err != nil {
		err = errors.Join(err, a.out.file.Close())
		a.out = nil
		a.fail(err)
	}
}

func (a *Alerts) end() {
	if a.out == nil {
		return
	}
	err := a.out.close()
	if a.out = nil; err != nil {
		a.fail(err)
	}
}

// Close ends the capture and returns the last error.
func (a *Alerts) Close() error {
	a.end()
	return a.err
}
