package daemon

import (
	"context"
	"os"
	gort "runtime"
	"slices"
	"syscall"
	"time"

	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/health"
	"github.com/falcoc/falcoc/vm/catalog"
)

// numbers are falcod's counters between two events.
func (d *daemon) numbers(ctx context.Context) (*health.Numbers, error) {
	if !d.running.Load() {
		return nil, errNotRunning
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	n := &health.Numbers{Engine: "replay", Hostname: hostname(), Start: d.start, ByType: map[string]uint64{}}
	err := d.e.Do(ctx, func() {
		s := &d.e.Stats
		n.Events, n.Shown, n.StateOnly, n.Matched, n.Alerts, n.Drops = s.Events, s.Shown, s.StateOnly, s.Matched, s.Alerts, s.Drops
		for id, count := range s.ByType {
			if count > 0 {
				n.ByType[label(catalog.EventID(id))] += count
			}
		}
		infos := d.e.Bundle.Rules
		for i := range infos {
			r := &infos[i]
			n.ByRule = append(n.ByRule, health.RuleCount{Rule: r.Name, Source: r.Source, Priority: int(r.Priority), Tags: r.Tags, Alerts: d.e.ByRule[i]})
		}
		st := d.e.Fields.St.Stats()
		n.Threads, n.FDs, n.RefusedThreads, n.RefusedFDs, n.Probes, n.Purged = st.Threads, st.FDs, st.RefusedThreads, st.RefusedFDs, st.Probes, st.Purged
		if c := d.e.Costs(); c.Every > 0 {
			n.Measured, n.Costs = c.Events, []health.RuleCost{}
			for name, cost := range c.Rules {
				n.Costs = append(n.Costs, health.RuleCost{Rule: name, Tried: cost.Tried, Matched: cost.Matched, Time: cost.Time})
			}
		}
		if f := d.rules.filter; f != nil {
			n.Held = f.Held
		}
		n.Bundle, n.Rules, n.Configs = d.rules.sum, d.rules.sums, d.rules.configs
		if c := d.containers; c != nil {
			s := c.Stats()
			n.Containers, n.NoImage = uint64(s.Known), s.Missing
		}
	})
	if err != nil {
		return nil, err
	}
	n.Outputs = d.hub.Load().Stats()
	n.Reloads, n.BadReloads = d.reloads.Load(), d.badReloads.Load()
	n.Reloaded = time.Unix(0, d.loaded.Load())
	if l, ok := d.src.(live); ok {
		n.Engine = "modern_bpf"
		n.Drops = l.Drops()
		if k, cpus, err := l.Stats(); err == nil {
			n.Kernel = &health.Kernel{
				Full: fullBy(l, k), Size: k.Size, Calls: k.Calls, Produced: k.Produced, Delivered: k.Events, Filtered: k.Filtered, Bytes: k.Bytes, Cut: k.Cut, Unsure: k.Unsure,
				Why: reasons(k.Losses), FilteredBy: map[string]uint64{}, WhyByType: map[string]map[string]uint64{},
			}
			if by, err := l.FilteredBy(); err == nil {
				for id, v := range by {
					n.Kernel.FilteredBy[label(id)] += v
				}
			}
			if by, err := l.LostBy(); err == nil {
				for id, v := range by {
					n.Kernel.WhyByType[label(id)] = reasons(v)
				}
			}
			for _, c := range cpus {
				n.Kernel.Events, n.Kernel.Lost = append(n.Kernel.Events, c.Events), append(n.Kernel.Lost, c.Lost())
			}
		}
	}
	n.Host = health.LookAtHost(os.Getenv("HOST_ROOT"))
	n.Memory, n.VSZ, n.PSS = health.Memory()
	n.CPU, n.Goroutines = processorTime(), gort.NumGoroutine()
	return n, nil
}

// reasons are the causes of losses by the names that metrics have.
func reasons(l bpf.Losses) map[string]uint64 {
	return map[string]uint64{"full": l.Full, "size": l.Size, "nested": l.Nested, "no_program": l.NoProg, "unknown_call": l.Unknown}
}

// list is the rules that are loaded.
func (d *daemon) list(ctx context.Context) ([]health.Rule, error) {
	if !d.running.Load() {
		return nil, errNotRunning
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	var rules []health.Rule
	err := d.e.Do(ctx, func() {
		on := d.e.Enabled()
		for i := range d.e.Bundle.Rules {
			r := &d.e.Bundle.Rules[i]
			rules = append(rules, health.Rule{
				Name: r.Name, Desc: r.Desc, Priority: alert.Priorities[r.Priority], Tags: r.Tags, Enabled: slices.Contains(on, i), Alerts: d.e.ByRule[i],
			})
		}
	})
	return rules, err
}

// processorTime is what this process used, in seconds.
func processorTime() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}
