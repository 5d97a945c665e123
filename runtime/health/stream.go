package health

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/falcoc/falcoc/runtime/outputs"
)

// Stream shows alerts to whoever listens, as server-sent events. It is an output that
// never waits: a listener that is slow misses alerts and is told how many.
type Stream struct {
	mu        sync.Mutex
	listeners map[*listener]struct{}
	recent    [][]byte // the last alerts, for those who come later
	closed    bool
	done      chan struct{}
}

type listener struct {
	lines  chan []byte
	missed int // under the Stream's mu
}

const (
	maxRecent   = 100
	maxBehind   = 256
	writeLimit  = 10 * time.Second
	keepAlive   = 15 * time.Second
	maxListened = 64 << 10 // bytes of one alert
)

func newStream() *Stream {
	return &Stream{listeners: map[*listener]struct{}{}, done: make(chan struct{})}
}

// Send is that of outputs.Sink.
func (s *Stream) Send(_ context.Context, batch []*outputs.Alert) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range batch {
		line := bytes.TrimSuffix(a.Full, []byte{'\n'})
		if len(line) > maxListened {
			continue
		}
		if len(s.recent) == maxRecent {
			s.recent = append(s.recent[:0], s.recent[1:]...)
		}
		s.recent = append(s.recent, line)
		for l := range s.listeners {
			select {
			case l.lines <- line:
			default:
				l.missed++
			}
		}
	}
	return len(batch), nil
}

// Close is that of outputs.Sink; the stream lives as long as its server.
func (s *Stream) Close() error { return nil }

func (s *Stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.done)
	}
}

func (s *Stream) join() *listener {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.listeners) >= maxStreams {
		return nil
	}
	l := &listener{lines: make(chan []byte, maxBehind)}
	for _, line := range s.recent {
		l.lines <- line
	}
	s.listeners[l] = struct{}{}
	return l
}

func (s *Stream) leave(l *listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.listeners, l)
}

func (s *Stream) missed(l *listener) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := l.missed
	l.missed = 0
	return n
}

func (s *Stream) serve(w http.ResponseWriter, r *http.Request) {
	l := s.join()
	if l == nil {
		http.Error(w, "too many listeners", http.StatusServiceUnavailable)
		return
	}
	defer s.leave(l)
	c := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	tick := time.NewTicker(keepAlive)
	defer tick.Stop()
	text := ": alerts\n\n"
	for {
		if c.SetWriteDeadline(time.Now().Add(writeLimit)) != nil {
			return
		}
		if _, err := fmt.Fprint(w, text); err != nil || c.Flush() != nil {
			return
		}
		select {
		case line := <-l.lines:
			text = "data: " + string(line) + "\n\n"
			if n := s.missed(l); n > 0 {
				text += fmt.Sprintf("event: missed\ndata: %d\n\n", n)
			}
		case <-tick.C:
			text = ":\n\n"
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
}
