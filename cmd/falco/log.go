package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/runtime/daemon"
)

// newLog writes as Falco does: "Sat Nov 28 09:42:31 2026: message", or with an ISO 8601
// time. With log_format json lines are falcod's.
func newLog(conf *config.Config, stderr io.Writer) *slog.Logger {
	if conf.LogFormat == "json" {
		return daemon.NewLog(conf, stderr)
	}
	return slog.New(&plainLog{out: daemon.LogTo(conf, stderr), mu: &sync.Mutex{}, level: daemon.LogLevel(conf), iso: conf.ISO8601})
}

// plainLog is a slog.Handler.
type plainLog struct {
	out   io.Writer
	mu    *sync.Mutex
	level slog.Level
	iso   bool
	attrs string
}

// Enabled is that of slog.Handler.
func (h *plainLog) Enabled(_ context.Context, l slog.Level) bool { return l >= h.level }

// Handle is that of slog.Handler.
func (h *plainLog) Handle(_ context.Context, r slog.Record) error {
	var b bytes.Buffer
	if h.iso {
		b.WriteString(r.Time.UTC().Format("2006-01-02T15:04:05+0000"))
	} else {
		b.WriteString(r.Time.Format(time.ANSIC))
	}
	b.WriteString(": " + r.Message)
	r.Attrs(func(a slog.Attr) bool {
		fmt.Fprintf(&b, " %s=%v", a.Key, a.Value)
		return true
	})
	line := strings.ReplaceAll(b.String()+h.attrs, "\n", " ") + "\n"
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := io.WriteString(h.out, line)
	return err
}

// WithAttrs is that of slog.Handler.
func (h *plainLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	more := *h
	for _, a := range attrs {
		more.attrs += fmt.Sprintf(" %s=%v", a.Key, a.Value)
	}
	return &more
}

// WithGroup is that of slog.Handler; the daemon has no groups.
func (h *plainLog) WithGroup(string) slog.Handler { return h }
