package sensor

import (
	"sync"
	"time"

	"github.com/falcoc/falcoc/driver/bpf"
)

// beatEvery is how often the sensor is asked for a sign of life.
const beatEvery = 2 * time.Second

// Heartbeat asks the kernel's programs for a sign of life, and has them put right
// when there is none.
type Heartbeat struct {
	stop chan struct{}
	done sync.WaitGroup

	mu    sync.Mutex
	found []string
}

// maxFound bounds what waits for Take.
const maxFound = 64

// StartHeartbeat begins to watch the sensor.
func StartHeartbeat(src *bpf.Source) *Heartbeat {
	h := &Heartbeat{stop: make(chan struct{})}
	h.done.Add(1)
	go func() {
		defer h.done.Done()
		tick := time.NewTicker(beatEvery)
		defer tick.Stop()
		for {
			select {
			case <-h.stop:
				return
			case <-tick.C:
			}
			problems, err := src.Beat()
			if err != nil {
				problems = append(problems, "the sensor cannot be put right: "+err.Error())
			}
			h.mu.Lock()
			h.found = append(h.found, problems[:min(len(problems), maxFound-len(h.found))]...)
			h.mu.Unlock()
		}
	}()
	return h
}

// Take returns what was found wrong since the last call.
func (h *Heartbeat) Take() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := h.found
	h.found = nil
	return out
}

// Close ends the watch. It comes before the sensor's own end.
func (h *Heartbeat) Close() {
	close(h.stop)
	h.done.Wait()
}
