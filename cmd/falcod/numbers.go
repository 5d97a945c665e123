package main

import (
	"bytes"
	"context"
	"os"
	gort "runtime"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/health"
	"github.com/falcoc/falcoc/vm"
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
	var sum string
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
		if f := d.rules.filter; f != nil {
			n.Held = f.Held
		}
		sum = d.rules.sum
	})
	if err != nil {
		return nil, err
	}
	n.Bundle = sum
	n.Outputs = d.hub.Load().Stats()
	n.Reloads, n.BadReloads = d.reloads.Load(), d.badReloads.Load()
	n.Reloaded = time.Unix(0, d.loaded.Load())
	if l, ok := d.src.(live); ok {
		n.Engine = "modern_ebpf"
		n.Drops = l.Drops()
		if k, _, err := l.Stats(); err == nil {
			n.Kernel = map[string]uint64{
				"n_drops_buffer": k.Full, "n_drops_size": k.Size, "n_drops_nested": k.Nested, "n_drops_no_program": k.NoProg,
				"n_drops_unknown": k.Unknown, "n_calls_wanted": k.Calls, "n_bytes": k.Bytes, "n_cut": k.Cut,
			}
		}
	}
	n.Memory, n.CPU, n.Goroutines = resident(), processorTime(), gort.NumGoroutine()
	return n, nil
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

// resident is the memory of this process in bytes.
func resident() uint64 {
	data, err := os.ReadFile("/proc/self/statm")
	f := bytes.Fields(data)
	if err != nil || len(f) < 2 {
		return 0
	}
	pages, err := strconv.ParseUint(string(f[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * uint64(os.Getpagesize())
}

// processorTime is what this process used, in seconds.
func processorTime() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// The alert with falcod's own numbers, as Falco calls it.
const (
	metricsRule = "Falco internal: metrics snapshot"
	metricsMsg  = "Falco metrics snapshot"
)

// metrics makes the regular alert about falcod.
func (d *daemon) metrics(ctx context.Context, every time.Duration) {
	t := time.NewTicker(every)
	defer t.Stop()
	var last *health.Numbers
	for {
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
		n, err := d.numbers(ctx)
		if err != nil {
			continue
		}
		in := d.snapshot(n, last, every)
		last = n
		_ = d.e.Do(ctx, func() {
			if d.metricsTo.Rule {
				_ = d.internal(in)
			}
			if d.metricsTo.File != "" {
				d.metricsLine = d.rules.line.AppendInternal(d.metricsLine[:0], uint64(time.Now().UnixNano()), in)
			}
		})
		if d.metricsTo.File != "" && len(d.metricsLine) > 0 {
			d.appendMetrics()
		}
	}
}

// snapshot is the alert, with Falco's names of the numbers.
func (d *daemon) snapshot(n, last *health.Numbers, every time.Duration) *alert.Internal {
	m := d.metricsTo
	in := &alert.Internal{Rule: metricsRule, Priority: 6, Msg: metricsMsg}
	add := func(key string, v any) {
		if u, ok := v.(uint64); ok && u == 0 && !m.Empty {
			return
		}
		in.Fields = append(in.Fields, alert.Field{Key: key, Value: v})
	}
	prev := uint64(0)
	if last != nil {
		prev = last.Events
	}
	add("evt.hostname", n.Hostname)
	add("falco.start_ts", uint64(n.Start.UnixNano()))
	add("falco.duration_sec", uint64(time.Since(n.Start).Seconds()))
	add("falco.version", vm.Version)
	add("falco.reload_ts", uint64(n.Reloaded.UnixNano()))
	add("falco.sha256_rules_file.bundle", n.Bundle)
	add("scap.engine_name", n.Engine)
	add("falco.num_evts", n.Events)
	add("falco.num_evts_prev", prev)
	add("falco.evts_rate_sec", float64(n.Events-min(prev, n.Events))/every.Seconds())
	lost := uint64(0)
	for _, o := range n.Outputs {
		lost += o.Lost()
	}
	add("falco.outputs_queue_num_drops", lost)
	if m.Rules {
		add("falco.rules.matches_total", n.Alerts)
		for _, r := range n.ByRule {
			add("falco.rules."+ruleKey(r.Rule), r.Alerts)
		}
	}
	if m.Resources {
		memory := "falco.memory_rss_bytes"
		v := any(n.Memory)
		if m.MB {
			memory, v = "falco.memory_rss_mb", float64(n.Memory/1e5)/10
		}
		add(memory, v)
		add("falco.cpu_usage_perc", float64(int(1000*n.CPU/max(time.Since(n.Start).Seconds(), 1e-3)))/10)
	}
	if m.State {
		add("falco.n_threads", uint64(n.Threads))
		add("falco.n_fds", uint64(n.FDs))
		add("falco.n_drops_full_threadtable", n.RefusedThreads)
	}
	if m.Kernel {
		add("scap.n_evts", n.Events)
		add("scap.n_drops", n.Drops)
		for _, k := range []string{"n_drops_buffer", "n_drops_size", "n_drops_nested"} {
			add("scap."+k, n.Kernel[k])
		}
	}
	slices.SortFunc(in.Fields, func(a, b alert.Field) int { return bytes.Compare([]byte(a.Key), []byte(b.Key)) })
	return in
}

// ruleKey is a rule's name as part of a key.
func ruleKey(name string) string {
	b := []byte(name)
	for i, c := range b {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
			b[i] = '_'
		}
	}
	return string(b)
}

func (d *daemon) appendMetrics() {
	f, err := os.OpenFile(d.metricsTo.File, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err == nil {
		_, err = f.Write(d.metricsLine)
		f.Close()
	}
	if err != nil {
		d.log.Warn("metrics are not written", "error", err)
	}
}
