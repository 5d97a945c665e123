package alert

import (
	"errors"
	"fmt"
	"io"
	"syscall"
)

const bufferSize = 64 << 10

// Writer collects alerts and hands them on in large pieces. Its first error is final.
type Writer struct {
	w   io.Writer
	buf []byte
	err error
	now bool
}

// NewWriter returns a Writer onto w. With now set, each alert is written at once.
func NewWriter(w io.Writer, now bool) *Writer {
	return &Writer{w: w, buf: make([]byte, 0, bufferSize), now: now}
}

// Alert adds one alert.
func (w *Writer) Alert(f *Formatter, rule int) error {
	w.buf = f.Append(w.buf, rule)
	return w.added()
}

// Dropped adds the alert that n events were lost.
func (w *Writer) Dropped(f *Formatter, n uint64) error {
	w.buf = f.AppendDropped(w.buf, n)
	return w.added()
}

func (w *Writer) added() error {
	if w.now || len(w.buf) >= bufferSize {
		return w.Flush()
	}
	return w.err
}

// Flush writes what was collected.
func (w *Writer) Flush() error {
	if w.err == nil && len(w.buf) > 0 {
		if _, err := w.w.Write(w.buf); err != nil {
			w.err = explain(err)
		}
	}
	w.buf = w.buf[:0]
	return w.err
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
