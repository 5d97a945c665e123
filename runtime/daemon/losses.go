package daemon

import (
	"errors"

	"github.com/falcoc/falcoc/runtime/alert"
)

var errNotRunning = errors.New("falcod is starting or ending")

// errLosses is why falcod ends when it is told to.
var errLosses = errors.New("events were lost, and syscall_event_drops.actions has exit")

// dropped acts on lost events. Without a configuration of that, each loss is an alert.
func (d *daemon) dropped(n uint64) error {
	p := &d.conf.Drops
	if !d.conf.Given["syscall_event_drops"] {
		return d.internal(alert.Dropped(n))
	}
	total := d.e.Stats.Events + d.e.Stats.Drops
	d.lost += n
	if share := float64(d.lost) / float64(max(total-d.seen, 1)); share <= p.Threshold {
		return nil
	}
	now := d.e.Ev.TS
	burst := float64(max(p.Burst, 1))
	d.tokens = min(burst, d.tokens+p.Rate*float64(now-d.tokensAt)/1e9)
	d.tokensAt = now
	if d.tokens < 1 {
		return nil // told with the next action
	}
	d.tokens--
	n, d.lost, d.seen = d.lost, 0, total
	for _, action := range p.Actions {
		switch action {
		case "log":
			d.log.Warn("events were lost", "events", n)
		case "alert":
			if err := d.internal(alert.Dropped(n)); err != nil {
				return err
			}
		case "exit":
			return errLosses
		}
	}
	return nil
}
