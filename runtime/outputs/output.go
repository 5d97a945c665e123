package outputs

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// Spec says how an output works.
type Spec struct {
	Name     string
	Sink     Sink
	Capacity int // alerts that may wait; 0 is DefaultCapacity
	Policy   Policy
	Timeout  time.Duration // of one attempt; 0 is none
	Retries  int           // attempts after the first; -1, and policy Spill, is without end
	Batch    int           // alerts of one attempt; 0 is 1
	Fatal    bool          // an attempt that fails for good ends the hub

	SpillDir string // of policy Spill
	SpillMax int64  // bytes
}

// Stats count what became of the alerts of an output:
// Accepted + Recovered = Delivered + Dropped + Failed + Waiting + OnDisk,
// but for the batch that is being delivered, which is Waiting.
type Stats struct {
	Name      string
	Accepted  uint64
	Recovered uint64 // found on disk at start
	Delivered uint64
	Dropped   uint64 // the queue was full
	Failed    uint64 // the receiver refused or stayed away
	Waiting   uint64
	OnDisk    uint64
	Retries   uint64
}

// Lost is the number of alerts that will not arrive.
func (s *Stats) Lost() uint64 { return s.Dropped + s.Failed }

// output is one sink with its queue.
type output struct {
	spec  Spec
	log   *slog.Logger
	q     *queue
	spill *spill // with policy Spill
	in    *queue // in front of the disk
	ended chan struct{}
	stop  context.CancelFunc // of ctx
	ctx   context.Context    // ends when what waits is given up
	fatal func(error)

	accepted, delivered, dropped, failed, retries, recovered atomic.Uint64
	inFlight                                                 atomic.Int64
	lastErr                                                  atomic.Pointer[error]
	spoke                                                    time.Time // of the worker: when it last logged
}

func newOutput(spec Spec, log *slog.Logger, fatal func(error)) (*output, error) {
	o := &output{spec: spec, log: log.With("output", spec.Name), ended: make(chan struct{}), fatal: fatal}
	o.ctx, o.stop = context.WithCancel(context.Background())
	o.spec.Batch = max(o.spec.Batch, 1)
	if spec.Policy != Spill {
		o.q = newQueue(spec.Capacity, spec.Policy)
		go o.run()
		return o, nil
	}
	o.spec.Retries = -1 // what the disk keeps is not given up
	s, err := openSpill(spec.SpillDir, spec.Name, spec.SpillMax)
	if err != nil {
		return nil, err
	}
	o.spill = s
	if n := s.len(); n > 0 {
		o.recovered.Store(uint64(n))
		o.log.Info("alerts of an earlier run are on disk", "alerts", n)
	}
	o.in, o.q = newQueue(spec.Capacity, DropOldest), newQueue(spec.Capacity, DropNewest)
	go o.runSpilled()
	return o, nil
}

// send never waits, unless the policy is Block.
func (o *output) send(a *Alert) {
	o.accepted.Add(1)
	q := o.q
	if o.in != nil {
		q = o.in
	}
	if lost := q.put(a); lost > 0 {
		o.dropped.Add(uint64(lost))
	}
}

func (o *output) run() {
	defer close(o.ended)
	batch := make([]*Alert, 0, o.spec.Batch)
	for {
		batch = o.q.take(o.ctx, batch[:0], o.spec.Batch)
		if len(batch) == 0 {
			break
		}
		o.inFlight.Store(int64(len(batch)))
		rest := o.deliver(batch)
		o.dropped.Add(uint64(len(rest)))
		o.inFlight.Store(0)
		clear(batch)
	}
	for o.q.len() > 0 {
		o.dropped.Add(uint64(len(o.q.take(context.Background(), batch[:0], o.spec.Batch))))
	}
}

// deliver sends a batch, trying again as long as it is worth it. It returns what is
// neither delivered nor failed because the output ends.
func (o *output) deliver(batch []*Alert) []*Alert {
	for tries := 0; len(batch) > 0; {
		if o.ctx.Err() != nil {
			return batch
		}
		n, err := o.attempt(batch)
		o.delivered.Add(uint64(n))
		o.inFlight.Add(-int64(n))
		batch = batch[n:]
		if n > 0 {
			tries = 0
		}
		if len(batch) == 0 {
			break
		}
		if err == nil {
			err = errors.New("the output stopped early")
		}
		o.lastErr.Store(&err)
		var r *rejected
		if errors.As(err, &r) {
			o.failed.Add(uint64(len(batch)))
			o.say("alerts are rejected", err, "alerts", len(batch))
			return nil
		}
		if permanent(err) {
			o.failed.Add(1)
			o.inFlight.Add(-1)
			batch = batch[1:]
			o.say("an alert cannot be delivered", err)
			if o.spec.Fatal {
				o.fatal(err)
			}
			continue
		}
		if o.spec.Retries >= 0 && tries >= o.spec.Retries {
			o.failed.Add(uint64(len(batch)))
			o.say("alerts are given up", err, "alerts", len(batch), "attempts", tries+1)
			return nil
		}
		if o.ctx.Err() != nil {
			return batch
		}
		o.retries.Add(1)
		if tries == 0 {
			o.say("delivery is tried again", err)
		}
		pause(o.ctx, backOff(tries, err))
		tries++
	}
	return nil
}

// say logs what happens to a delivery, at most once in a while: a storm of alerts must
// not become one of messages. The hub reports how many were lost.
func (o *output) say(msg string, err error, args ...any) {
	if now := time.Now(); now.Sub(o.spoke) >= reportEvery {
		o.spoke = now
		o.log.Warn(msg, append(args, "error", err)...)
	}
}

func (o *output) attempt(batch []*Alert) (int, error) {
	ctx := o.ctx
	if o.spec.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, o.spec.Timeout)
		defer cancel()
	}
	n, err := o.spec.Sink.Send(ctx, batch)
	return min(max(n, 0), len(batch)), err
}

// The bounds of the time between attempts.
const (
	firstPause = 100 * time.Millisecond
	maxPause   = 30 * time.Second
)

// backOff doubles from try to try, with some chance in it so that many sensors do not
// come back to a receiver at once.
func backOff(tries int, err error) time.Duration {
	d := maxPause
	if tries < 8 {
		d = min(firstPause<<tries, maxPause)
	}
	var l *later
	if errors.As(err, &l) && l.after > d {
		return min(l.after, maxPause)
	}
	return d/2 + rand.N(d/2+1)
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// close lets no more in, waits for what is there until ctx ends, and gives up then.
func (o *output) close(ctx context.Context) error {
	if o.in != nil {
		o.in.close()
	} else {
		o.q.close()
	}
	select {
	case <-o.ended:
	case <-ctx.Done():
		o.stop()
		select { // a sink that heeds its context returns at once
		case <-o.ended:
		case <-time.After(time.Second):
			// The sink is stuck in a call that cannot be ended: it goes with the process.
			return errors.New("output " + o.spec.Name + " is stuck")
		}
	}
	o.stop()
	return o.spec.Sink.Close()
}

func (o *output) stats() Stats {
	s := Stats{
		Name: o.spec.Name, Accepted: o.accepted.Load(), Delivered: o.delivered.Load(), Dropped: o.dropped.Load(),
		Failed: o.failed.Load(), Retries: o.retries.Load(), Recovered: o.recovered.Load(),
		Waiting: uint64(o.q.len()) + uint64(max(o.inFlight.Load(), 0)),
	}
	if o.in != nil {
		s.Waiting += uint64(o.in.len())
		s.OnDisk = uint64(o.spill.len())
	}
	return s
}
