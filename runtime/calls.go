package runtime

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrStopped is what Do returns when the loop has ended.
var ErrStopped = errors.New("the engine has stopped")

// calls are functions that other goroutines want to have run between two events. The
// loop looks at waiting only, which costs an event one load.
type calls struct {
	waiting atomic.Bool
	mu      sync.Mutex
	closed  bool
	list    []*call
}

type call struct {
	f    func()
	done chan struct{}
	ran  bool // read after done is closed
}

// Do has f run by the goroutine of the events, between two of them, and waits for it.
// A call that ctx ends before its turn does not run. A source that waits for events
// lets calls through where it returns driver.ErrIdle.
func (c *calls) Do(ctx context.Context, f func()) error {
	k := &call{f: f, done: make(chan struct{})}
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return ErrStopped
	}
	c.list = append(c.list, k)
	c.waiting.Store(true)
	c.mu.Unlock()
	select {
	case <-k.done:
	case <-ctx.Done():
		c.mu.Lock()
		for i, other := range c.list {
			if other == k {
				c.list = append(c.list[:i], c.list[i+1:]...)
				c.mu.Unlock()
				return ctx.Err()
			}
		}
		c.mu.Unlock()
		<-k.done // it has its turn now
	}
	if !k.ran {
		return ErrStopped
	}
	return nil
}

// serve runs what waits.
func (c *calls) serve() {
	c.mu.Lock()
	list := c.list
	c.list = nil
	c.waiting.Store(false)
	c.mu.Unlock()
	for _, k := range list {
		k.f()
		k.ran = true
		close(k.done)
	}
}

// close turns away what waits and whatever comes.
func (c *calls) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	for _, k := range c.list {
		close(k.done)
	}
	c.list = nil
}
