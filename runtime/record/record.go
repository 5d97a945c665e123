// Package record writes captures of a running stream: all of it with Log, or what
// follows an alert with Alerts. Each file begins with the state of its moment, so that
// a replay of it sees what the original run saw.
//
// Both are taps of a stream. An error, such as a full disk, ends the recording and not
// the stream; Close returns it.
package record

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime/state"
)

// Start begins a capture in w with the state as it is now; ts is the time of the first
// event that will follow. Close of the writer ends it.
func Start(w io.Writer, st *state.State, ts uint64, opt scap.WriterOptions) (*scap.Writer, error) {
	out := scap.NewWriter(w, opt)
	return out, section(out, st, ts)
}

func section(out *scap.Writer, st *state.State, ts uint64) error {
	if err := out.Snapshot(st.Snapshot()); err != nil {
		return err
	}
	return st.Supplement(ts, out.Event)
}

// Limits bound what is written.
type Limits struct {
	FileSize int64 // bytes of one file, about; 0 is no limit
	Files    int   // that are kept
}

// fileMode keeps captures from others: they hold what processes read and write.
const fileMode = 0o600

// output is one file being written.
type output struct {
	file    *os.File
	w       *scap.Writer
	size    int64
	pending int64  // bytes that did not reach the file yet, about
	flushed uint64 // event time of the last flush
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.file.Write(p)
	o.size, o.pending = o.size+int64(n), 0
	return n, err
}

// fits reports whether the event may be added to a file of at most limit bytes.
func (o *output) fits(ev *driver.Event, limit int64) bool {
	return limit <= 0 || o.size+o.pending+int64(len(ev.Raw)) <= limit
}

func create(path string) (*output, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return nil, err
	}
	return &output{file: f}, nil
}

// event writes an event; what was written reaches the file within a second.
func (o *output) event(ev *driver.Event) error {
	const second = 1e9
	o.pending += int64(len(ev.Raw))
	if err := o.w.Event(ev); err != nil {
		return err
	}
	if o.flushed == 0 {
		o.flushed = ev.TS
	}
	if ev.TS > o.flushed+second {
		o.flushed = ev.TS
		return o.w.Flush()
	}
	return nil
}

func (o *output) close() error {
	var err error
	if o.w != nil {
		err = o.w.Close()
	}
	return errors.Join(err, o.file.Close())
}

// Log writes all events of a stream to a file.
type Log struct {
	Full bool // the one file has its full size: nothing more is recorded

	// Failed, where it is set, is told why recording ends early.
	Failed func(error)

	path   string
	st     *state.State
	limits Limits
	opt    scap.WriterOptions
	out    *output
	err    error
}

// Create begins a Log. When a file has its full size it is renamed to PATH.1, older
// ones to PATH.2 and so on, and the next begins; with limits for one file only, the
// recording ends.
func Create(path string, st *state.State, limits Limits, opt scap.WriterOptions) (*Log, error) {
	l := &Log{path: path, st: st, limits: limits, opt: opt}
	var err error
	if l.out, err = create(path); err != nil {
		return nil, err
	}
	return l, nil
}

// Section begins a section with the state of the stream's new one.
func (l *Log) Section() {
	if l.out == nil || l.out.w == nil {
		return
	}
	if err := section(l.out.w, l.st, l.st.FirstTS); err != nil {
		l.fail(err)
	}
}

// Event records an event that the state has not taken yet.
func (l *Log) Event(ev *driver.Event) {
	if l.out == nil {
		return
	}
	if l.out.w != nil && !l.out.fits(ev, l.limits.FileSize) && !l.rotate() {
		return
	}
	if l.out.w == nil {
		l.st.Settle()
		var err error
		if l.out.w, err = Start(l.out, l.st, ev.TS, l.opt); err != nil {
			l.fail(err)
			return
		}
	}
	if err := l.out.event(ev); err != nil {
		l.fail(err)
	}
}

func (l *Log) rotate() bool {
	out := l.out
	l.out = nil
	err := out.close()
	switch {
	case err != nil:
	case l.limits.Files <= 1:
		l.Full = true
		return false
	default:
		for n := l.limits.Files - 1; n >= 1 && err == nil; n-- {
			from := l.path
			if n > 1 {
				from = fmt.Sprintf("%s.%d", l.path, n-1)
			}
			if err = os.Rename(from, fmt.Sprintf("%s.%d", l.path, n)); errors.Is(err, os.ErrNotExist) {
				err = nil
			}
		}
		if err == nil {
			l.out, err = create(l.path)
		}
	}
	if err != nil {
		l.fail(err)
		return false
	}
	return true
}

func (l *Log) fail(err error) {
	l.err = err
	if l.out != nil {
		l.out.file.Close()
		l.out = nil
	}
	if l.Failed != nil {
		l.Failed(err)
	}
}

// Err is why recording ended early, nil when it did not.
func (l *Log) Err() error { return l.err }

// Close ends the recording. A stream without events leaves a capture with its state.
func (l *Log) Close() error {
	if l.out == nil {
		return l.err
	}
	if l.out.w == nil {
		if l.out.w, l.err = Start(l.out, l.st, 0, l.opt); l.err != nil {
			l.fail(l.err)
			return l.err
		}
	}
	l.err = l.out.close()
	l.out = nil
	return l.err
}
