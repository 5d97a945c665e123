package outputs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"syscall"
)

// stream writes lines to a descriptor that is open already.
type stream struct {
	w   io.Writer
	buf []byte
}

// NewStream is a sink that writes lines to w, a batch at a time. Its errors are permanent.
func NewStream(w io.Writer) Sink { return &stream{w: w} }

func (s *stream) Send(_ context.Context, batch []*Alert) (int, error) {
	s.buf = s.buf[:0]
	for _, a := range batch {
		s.buf = append(s.buf, a.Line...)
	}
	n, err := s.w.Write(s.buf)
	if err == nil {
		return len(batch), nil
	}
	return whole(batch, n), &Permanent{explain(err)}
}

// whole tells how many alerts are in the first n bytes.
func whole(batch []*Alert, n int) int {
	for i, a := range batch {
		if n -= len(a.Line); n < 0 {
			return i
		}
	}
	return len(batch)
}

// explain says what a failed write means for alerts.
func explain(err error) error {
	switch {
	case errors.Is(err, syscall.EPIPE):
		return fmt.Errorf("alerts are no longer read: %w", err)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("alerts are lost, the disk is full: %w", err)
	}
	return fmt.Errorf("writing alerts: %w", err)
}

func (s *stream) Close() error { return nil }

// file appends lines to a file.
type file struct {
	name   string
	keep   bool // open between batches
	f      *os.File
	reopen atomic.Bool
	torn   bool // the last write ended within a line
	buf    []byte
}

// NewFile is a sink that appends to a file, which is opened for each batch unless keep
// is set. Reopen makes it leave a file that was moved away.
func NewFile(name string, keep bool) Sink { return &file{name: name, keep: keep} }

func (f *file) Reopen() { f.reopen.Store(true) }

func (f *file) Send(_ context.Context, batch []*Alert) (int, error) {
	if f.reopen.Swap(false) {
		f.shut()
	}
	if f.f == nil {
		// Not blocking, so that a pipe without a reader is an error and not a wait.
		fd, err := os.OpenFile(f.name, os.O_WRONLY|os.O_APPEND|os.O_CREATE|syscall.O_NONBLOCK, 0o600)
		if err != nil {
			return 0, err
		}
		f.f = fd
	}
	if !f.keep {
		defer f.shut()
	}
	f.buf = f.buf[:0]
	if f.torn {
		f.buf = append(f.buf, '\n')
	}
	lead := len(f.buf)
	for _, a := range batch {
		f.buf = append(f.buf, a.Line...)
	}
	n, err := f.f.Write(f.buf)
	if err == nil {
		f.torn = false
		return len(batch), nil
	}
	done := 0
	if n >= lead {
		done = whole(batch, n-lead)
		for _, a := range batch[:done] {
			n -= len(a.Line)
		}
		f.torn = n > lead
	}
	f.shut()
	return done, explain(err)
}

func (f *file) shut() {
	if f.f != nil {
		_ = f.f.Close()
		f.f = nil
	}
}

func (f *file) Close() error {
	f.shut()
	return nil
}
