package daemon

import (
	"bytes"
	"cmp"
	"context"
	"math"
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
		switch {
		case m.Empty:
		case v == uint64(0), v == 0.0:
			return
		}
		in.Fields = append(in.Fields, alert.Field{Key: key, Value: v})
	}
	always := func(key string, v any) { in.Fields = append(in.Fields, alert.Field{Key: key, Value: v}) }
	var before health.Numbers
	seconds := every.Seconds()
	if last != nil {
		before = *last
	}
	rate := func(now, then uint64) float64 { return rounded(float64(now-min(now, then)) / seconds) }
	always("evt.time", uint64(time.Now().UnixNano()))
	always("evt.hostname", n.Hostname)
	always("evt.source", "syscall")
	always("falco.start_ts", uint64(n.Start.UnixNano()))
	always("falco.duration_sec", uint64(time.Since(n.Start).Seconds()))
	always("falco.version", cmp.Or(d.opt.Versions["falco_version"], vm.Version))
	always("falco.reload_ts", uint64(n.Reloaded.UnixNano()))
	always("falco.kernel_release", n.Host.Kernel)
	always("falco.host_boot_ts", uint64(n.Host.Boot.UnixNano()))
	always("falco.host_num_cpus", n.Host.CPUs)
	for file, sum := range n.Rules {
		always("falco.sha256_rules_file."+keyPart(file), sum)
	}
	for file, sum := range n.Configs {
		always("falco.sha256_config_file."+keyPart(file), sum)
	}
	always("scap.engine_name", n.Engine)
	always("falco.num_evts", n.Events)
	always("falco.num_evts_prev", before.Events)
	if before.Events > 0 {
		always("falco.evts_rate_sec", rate(n.Events, before.Events))
	}
	lost := uint64(0)
	for _, o := range n.Outputs {
		lost += o.Lost()
	}
	always("falco.outputs_queue_num_drops", lost)
	if m.Rules {
		always("falco.rules.matches_total", n.Alerts)
		for _, r := range n.ByRule {
			add("falco.rules."+keyPart(r.Rule), r.Alerts)
		}
	}
	if m.Resources {
		memory := func(key string, bytes uint64) {
			if m.MB {
				add(key+"_mb", rounded(float64(bytes)/(1<<20)))
			} else {
				add(key+"_bytes", bytes)
			}
		}
		memory("falco.memory_rss", n.Memory)
		memory("falco.memory_vsz", n.VSZ)
		memory("falco.memory_pss", n.PSS)
		memory("falco.container_memory_used", n.Host.GroupBytes)
		memory("falco.host_memory_used", n.Host.Memory)
		add("falco.cpu_usage_perc", rounded(100*n.CPU/max(time.Since(n.Start).Seconds(), 1e-3)))
		add("falco.host_cpu_usage_perc", rounded(100*n.Host.CPU))
		add("falco.host_procs_running", n.Host.Running)
		add("falco.host_open_fds", n.Host.OpenFiles)
	}
	if m.State {
		add("falco.n_threads", uint64(n.Threads))
		add("falco.n_fds", uint64(n.FDs))
		add("falco.n_drops_full_threadtable", n.RefusedThreads)
	}
	if m.Kernel {
		all, prev := n.Events+n.Drops, before.Events+before.Drops
		always("scap.n_evts", all)
		always("scap.n_evts_prev", prev)
		always("scap.n_drops", n.Drops)
		always("scap.n_drops_prev", before.Drops)
		always("scap.evts_rate_sec", rate(all, prev))
		always("scap.evts_drop_rate_sec", rate(n.Drops, before.Drops))
		share := 0.0
		if all > prev && n.Drops > before.Drops {
			share = rounded(100 * float64(n.Drops-before.Drops) / float64(all-prev))
		}
		always("scap.n_drops_perc", share)
		if n.Kernel != nil {
			for _, b := range n.Kernel.Full {
				add("scap.n_drops_buffer_"+b.Kind+"_"+b.Dir, b.Lost)
			}
			add("scap.n_drops_buffer_total", n.Kernel.Why["full"])
			add("scap.n_drops_scratch_map", n.Kernel.Size)
		}
	}
	slices.SortFunc(in.Fields, func(a, b alert.Field) int { return bytes.Compare([]byte(a.Key), []byte(b.Key)) })
	return in
}

// rounded has one digit after the point.
func rounded(v float64) float64 { return math.Round(v*10) / 10 }

// keyPart is a name as part of a key: what is no letter, digit, underscore or colon
// becomes an underscore, several become one, and none is at the end.
func keyPart(name string) string {
	var b []byte
	for i := range len(name) {
		c := name[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ':') {
			c = '_'
		}
		if c == '_' && len(b) > 0 && b[len(b)-1] == '_' {
			continue
		}
		b = append(b, c)
	}
	return string(bytes.TrimRight(b, "_"))
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
