package daemon

import (
	"bytes"
	"context"
	"os"
	"slices"
	"time"

	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/health"
	"github.com/falcoc/falcoc/vm"
)

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
