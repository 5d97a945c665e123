package outputs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// reportEvery is how often lost alerts are logged.
const reportEvery = 10 * time.Second

// Hub gives each alert to all outputs.
type Hub struct {
	log     *slog.Logger
	outs    []*output
	fatal   atomic.Pointer[error]
	died    chan struct{}
	once    sync.Once
	stop    context.CancelFunc
	reports sync.WaitGroup
	told    map[string]uint64
}

// New starts the outputs. Where one cannot be, none is.
func New(log *slog.Logger, specs ...Spec) (*Hub, error) {
	ctx, stop := context.WithCancel(context.Background())
	h := &Hub{log: log, died: make(chan struct{}), stop: stop, told: map[string]uint64{}}
	for _, spec := range specs {
		o, err := newOutput(spec, log, h.die)
		if err != nil {
			_ = h.Close(ctx)
			return nil, fmt.Errorf("output %s: %w", spec.Name, err)
		}
		h.outs = append(h.outs, o)
	}
	h.reports.Add(1)
	go func() {
		defer h.reports.Done()
		t := time.NewTicker(reportEvery)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				h.report()
			case <-ctx.Done():
				return
			}
		}
	}()
	return h, nil
}

func (h *Hub) die(err error) {
	h.once.Do(func() {
		h.fatal.Store(&err)
		close(h.died)
	})
}

// Died is closed when an output that must not fail has failed; Err tells why.
func (h *Hub) Died() <-chan struct{} { return h.died }

// Err is what ended the hub, or nil.
func (h *Hub) Err() error {
	if err := h.fatal.Load(); err != nil {
		return *err
	}
	return nil
}

// Send hands an alert to every output. It waits for none whose policy is not Block.
func (h *Hub) Send(a *Alert) {
	for _, o := range h.outs {
		o.send(a)
	}
}

// Reopen has files opened again.
func (h *Hub) Reopen() {
	for _, o := range h.outs {
		if r, ok := o.spec.Sink.(Reopener); ok {
			r.Reopen()
		}
	}
}

// Stats are the counters of all outputs.
func (h *Hub) Stats() []Stats {
	list := make([]Stats, len(h.outs))
	for i, o := range h.outs {
		list[i] = o.stats()
	}
	return list
}

// report logs what was lost since the last time.
func (h *Hub) report() {
	for _, o := range h.outs {
		s := o.stats()
		if n := s.Lost() - h.told[s.Name]; n > 0 {
			h.told[s.Name] = s.Lost()
			args := []any{"output", s.Name, "alerts", n, "dropped", s.Dropped, "failed", s.Failed, "waiting", s.Waiting}
			if err := o.lastErr.Load(); err != nil {
				args = append(args, "error", *err)
			}
			h.log.Error("alerts were lost", args...)
		}
	}
}

// Close delivers what waits until ctx ends, and counts and reports the rest as lost.
func (h *Hub) Close(ctx context.Context) error {
	errs := make([]error, len(h.outs))
	var wg sync.WaitGroup
	for i, o := range h.outs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			errs[i] = o.close(ctx)
		}()
	}
	wg.Wait()
	h.stop()
	h.reports.Wait()
	h.report()
	return errors.Join(errs...)
}
