package daemon

import (
	"errors"

	"github.com/falcoc/falcoc/runtime/alert"
)

var errNotRunning = errors.New("falcod is starting or ending")

// errLosses is why falcod ends when it is told to.
var errLosses = errors.New("events were lost, and syscall_event_drops.actions has exit")

// dropped acts on n lost events. Without a configuration of that, each loss is an alert.
func (d *daemon) dropped(n uint64) error {
	p := &d.conf.Drops
	total := d.e.Stats.Events + d.e.Stats.Drops
	d.lost += n
	events := total - min(total, d.seen) // since the last action
	if !d.conf.Given["syscall_event_drops"] {
		n, d.lost, d.seen = d.lost, 0, total
		return d.internal(alert.Dropped(n, events))
	}
	if share := float64(d.lost) / float64(max(events, 1)); share <= p.Threshold {
		return nil
	}
	now := d.e.Ev.TS
	burst := float64(max(p.Burst, 1))
	if now > d.tokensAt { // a clock that was set back adds nothing
		d.tokens = min(burst, d.tokens+p.Rate*float64(now-d.tokensAt)/1e9)
	}
	d.tokensAt = now
	if d.tokens < 1 {
		return nil // told with the next action
	}
	d.tokens--
	n, d.lost, d.seen = d.lost, 0, total
	for _, action := range p.Actions {
		switch action {
		case "log":
			d.log.Warn("events were lost", "lost", n, "events", events)
		case "alert":
			if err := d.internal(alert.Dropped(n, events)); err != nil {
				return err
			}
		case "exit":
			return errLosses
		}
	}
	return nil
}
