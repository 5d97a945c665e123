package containers

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds of a Collector.
const (
	maxKnown   = 1 << 14
	maxQueue   = 1 << 12 // containers that wait to be taken by the events' goroutine
	maxWaiting = 256     // look-ups that wait for a worker
	maxMissing = 1 << 12 // ids that no engine knew

	workers     = 4
	askTimeout  = 3 * time.Second  // of one engine for one container
	patience    = 10 * time.Second // without waiting after an engine was too slow
	sweepPeriod = 20 * time.Second
	lingering   = 40 * time.Second // between an end and when it is forgotten: events may be late
)

// errUnknown says that an engine answered and has no such container.
var errUnknown = errors.New("no such container")

// engine is a program that runs containers.
type engine interface {
	// fetch calls found with what is known of the container whose id begins so: perhaps
	// twice, when a part of it takes longer.
	fetch(ctx context.Context, id string, found func(*Container)) error
	// watch tells of containers that are made or gone until ctx ends; gone gets short ids.
	watch(ctx context.Context, made func(id string), gone func(id string))
}

// Stats counts what a Collector did.
type Stats struct {
	Known   int    // containers now
	Asked   uint64 // look-ups by the events' goroutine
	Late    uint64 // of these, answered after the wait
	Missing uint64 // of these, that no engine knew
	Lost    uint64 // news that found no room
}

// Collector finds out about containers from the engines that run them. Lookup, Ready
// and Take are for the events' goroutine: it never waits longer than Options.Wait for
// one container, and not at all for a while after an engine was that slow.
type Collector struct {
	wait    time.Duration
	engines []engine
	cancel  context.CancelFunc
	done    sync.WaitGroup
	jobs    chan *job
	ready   atomic.Bool
	began   int64 // s since the epoch

	mu      sync.Mutex
	known   map[string]*entry
	missing map[string]time.Time // when to ask again
	queue   []News
	stats   Stats

	impatient time.Time // no waiting before; of the events' goroutine
}

type entry struct {
	c    *Container
	told *Container // what was told last, nil before
	gone time.Time  // zero while it is there
}

type job struct {
	id   string
	told bool          // by the engine, before an event named it
	full chan struct{} // closed when all is known
	once sync.Once
}

func (j *job) finish() { j.once.Do(func() { close(j.full) }) }

// News is what became known about a container.
type News struct {
	*Container
	Removed bool
	Quiet   bool // no rule is to see it: the container is older than the Collector, or only changed
}

// Start begins to watch the engines.
func Start(opt Options) *Collector {
	return start(opt.wait(), opt.engines())
}

func start(wait time.Duration, engines []engine) *Collector {
	ctx, cancel := context.WithCancel(context.Background())
	c := &Collector{
		wait: wait, engines: engines, cancel: cancel, began: time.Now().Unix(),
		jobs: make(chan *job, maxWaiting), known: map[string]*entry{}, missing: map[string]time.Time{},
	}
	for range workers {
		c.done.Go(func() { c.work(ctx) })
	}
	for _, e := range engines {
		c.done.Go(func() {
			e.watch(ctx, func(id string) { c.submit(&job{id: id, told: true, full: make(chan struct{})}) }, c.markGone)
		})
	}
	c.done.Go(func() { c.sweep(ctx) })
	return c
}

// Close ends all that runs.
func (c *Collector) Close() {
	c.cancel()
	c.done.Wait()
}

// Stats returns the present counts.
func (c *Collector) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	st := c.stats
	st.Known = len(c.known)
	return st
}

// Lookup returns what is known of a container that the events name for the first
// time, of the kind that Match found; nil when that is nothing yet.
func (c *Collector) Lookup(id, kind string) *Container {
	switch kind {
	case "lxc", "libvirt-lxc", "bpm":
		return &Container{ID: id, FullID: id, Type: kind, Name: id, Size: -1}
	}
	now := time.Now()
	c.mu.Lock()
	c.stats.Asked++
	if e := c.known[id]; e != nil {
		c.mu.Unlock()
		return e.c
	}
	again, asked := c.missing[id]
	c.mu.Unlock()
	if len(c.engines) == 0 || asked && now.Before(again) {
		return nil
	}
	j := &job{id: id, full: make(chan struct{})}
	if !c.submit(j) || now.Before(c.impatient) {
		return c.lookAgain(id)
	}
	timer := time.NewTimer(c.wait)
	defer timer.Stop()
	select {
	case <-j.full:
	case <-timer.C:
		c.impatient = time.Now().Add(patience)
	}
	return c.lookAgain(id)
}

func (c *Collector) lookAgain(id string) *Container {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.known[id]; e != nil {
		return e.c
	}
	c.stats.Late++
	return nil
}

// Ready reports whether Take has something. It costs one load.
func (c *Collector) Ready() bool { return c.ready.Load() }

// Take returns the oldest news.
func (c *Collector) Take() (News, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.queue) == 0 {
		c.ready.Store(false)
		return News{}, false
	}
	n := c.queue[0]
	c.queue[0] = News{}
	if c.queue = c.queue[1:]; len(c.queue) == 0 {
		c.queue = nil
		c.ready.Store(false)
	}
	return n, true
}

func (c *Collector) submit(j *job) bool {
	select {
	case c.jobs <- j:
		return true
	default:
		c.mu.Lock()
		c.stats.Lost++
		c.mu.Unlock()
		return false
	}
}

func (c *Collector) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-c.jobs:
			c.ask(ctx, j)
			j.finish()
		}
	}
}

// ask asks all engines at once; one that hangs does not hold the others up.
func (c *Collector) ask(ctx context.Context, j *job) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	answers := make(chan error, len(c.engines))
	for _, e := range c.engines {
		go func() {
			answers <- e.fetch(ctx, j.id, c.found)
		}()
	}
	for range c.engines {
		if err := <-answers; err == nil {
			c.mu.Lock()
			if e := c.known[j.id]; e != nil && (e.told == nil || !reflect.DeepEqual(e.told, e.c)) {
				c.news(News{Container: e.c, Quiet: e.told != nil || e.c.CreatedTime < c.began})
				e.told = e.c
			}
			c.mu.Unlock()
			return
		}
	}
	if j.told {
		return // it was asked too early: an engine is just writing down what it makes
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stats.Missing++
	if len(c.missing) >= maxMissing {
		clear(c.missing)
	}
	c.missing[j.id] = time.Now().Add(patience)
}

// found keeps what is known of a container.
func (c *Collector) found(ct *Container) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known[ct.ID] == nil && len(c.known) >= maxKnown {
		c.stats.Lost++
		return
	}
	e := &entry{c: ct}
	if old := c.known[ct.ID]; old != nil {
		e.told = old.told
	}
	c.known[ct.ID] = e
	delete(c.missing, ct.ID)
}

func (c *Collector) news(n News) {
	if len(c.queue) >= maxQueue {
		c.stats.Lost++
		return
	}
	c.queue = append(c.queue, n)
	c.ready.Store(true)
}

func (c *Collector) markGone(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.known[id]; e != nil && e.gone.IsZero() {
		e.gone = time.Now()
	}
}

// sweep forgets what is gone for some time.
func (c *Collector) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepPeriod)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			c.forget(now)
		}
	}
}

func (c *Collector) forget(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, e := range c.known {
		if !e.gone.IsZero() && now.Sub(e.gone) >= lingering {
			delete(c.known, id)
			c.news(News{Container: e.c, Removed: true})
		}
	}
	for id, again := range c.missing {
		if now.After(again) {
			delete(c.missing, id)
		}
	}
}
