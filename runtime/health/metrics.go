package health

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/prometheus/client_golang/prometheus"
)

// Numbers are falcod's counters at one moment.
type Numbers struct {
	Engine    string // the source: modern_ebpf or replay
	Hostname  string
	Start     time.Time
	Reloaded  time.Time // when the rules were last loaded
	Bundle    string    // SHA-256
	Events    uint64
	Shown     uint64
	StateOnly uint64
	Matched   uint64
	Alerts    uint64
	Held      uint64 // alerts that throttling or de-duplication kept back
	Drops     uint64
	ByType    map[string]uint64
	ByRule    []RuleCount
	Outputs   []outputs.Stats
	Kernel    map[string]uint64 // the sensor's counters

	Threads, FDs   int
	RefusedThreads uint64
	RefusedFDs     uint64
	Probes, Purged uint64

	Reloads, BadReloads uint64
	Memory              uint64  // resident, bytes
	CPU                 float64 // seconds
	Goroutines          int
}

// RuleCount is how often a rule alerted.
type RuleCount struct {
	Rule, Source string
	Priority     int
	Tags         []string
	Alerts       uint64
}

// collector makes metrics of Numbers when it is asked. Names that begin with
// falcosecurity_ are Falco's.
type collector struct{ opt Options }

// Describe says nothing, which leaves the metrics unchecked: labels differ by rule.
func (c *collector) Describe(chan<- *prometheus.Desc) {}

func (c *collector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	n, err := c.opt.Numbers(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(prometheus.NewInvalidDesc(err), err)
		return
	}
	emit := func(kind prometheus.ValueType, name, help string, v float64, labels ...string) {
		var keys, vals []string
		for i := 0; i+1 < len(labels); i += 2 {
			keys, vals = append(keys, labels[i]), append(vals, strings.ToValidUTF8(labels[i+1], "\ufffd"))
		}
		m, err := prometheus.NewConstMetric(prometheus.NewDesc(name, help, keys, nil), kind, v, vals...)
		if err == nil {
			ch <- m
		}
	}
	counter := func(name, help string, v uint64, labels ...string) {
		emit(prometheus.CounterValue, name, help, float64(v), labels...)
	}
	gauge := func(name, help string, v float64, labels ...string) {
		emit(prometheus.GaugeValue, name, help, v, labels...)
	}
	gauge("falcosecurity_falco_version_info", "The version.", 1, "version", c.opt.Versions["falcod"])
	gauge("falcosecurity_falco_engine_version_info", "The version of the rule language.", 1, "engine_version", c.opt.Versions["engine"])
	gauge("falcosecurity_evt_hostname_info", "The name of this machine.", 1, "hostname", n.Hostname)
	gauge("falcosecurity_scap_engine_name_info", "Where events come from.", 1, "engine_name", n.Engine)
	gauge("falcosecurity_falco_sha256_rules_files_info", "The checksum of the rules.", 1, "file_name", "bundle", "sha256", n.Bundle)
	gauge("falcosecurity_falco_start_timestamp_nanoseconds", "When falcod was started.", float64(n.Start.UnixNano()))
	gauge("falcosecurity_falco_reload_timestamp_nanoseconds", "When rules were last loaded.", float64(n.Reloaded.UnixNano()))
	counter("falcosecurity_falco_duration_seconds_total", "How long falcod has run.", uint64(time.Since(n.Start).Seconds()))

	counter("falcosecurity_scap_n_evts_total", "Events of the kernel.", n.Events)
	counter("falcosecurity_scap_n_drops_total", "Events that were lost.", n.Drops)
	for name, v := range n.Kernel {
		counter("falcosecurity_scap_"+name+"_total", "A counter of the sensor.", v)
	}
	counter("falcosecurity_falco_num_evts_total", "Events that were read.", n.Events)
	counter("falcod_events_shown_total", "Events that rules saw.", n.Shown)
	counter("falcod_events_state_only_total", "Events that only kept the state right.", n.StateOnly)
	counter("falcod_events_matched_total", "Events that a rule matched.", n.Matched)
	for name, v := range n.ByType {
		counter("falcod_events_by_type_total", "Events of a type.", v, "type", name)
	}
	for _, r := range n.ByRule {
		counter("falcosecurity_falco_rules_matches_total", "Alerts of a rule.", r.Alerts,
			"rule_name", r.Rule, "priority", strconv.Itoa(r.Priority), "source", r.Source, "tags", strings.Join(r.Tags, ","))
	}
	counter("falcod_alerts_total", "Alerts of all rules.", n.Alerts)
	counter("falcod_alerts_held_back_total", "Alerts that throttling or de-duplication kept back.", n.Held)

	dropped := uint64(0)
	for _, o := range n.Outputs {
		dropped += o.Dropped
		for result, v := range map[string]uint64{"accepted": o.Accepted, "recovered": o.Recovered, "delivered": o.Delivered, "dropped": o.Dropped, "failed": o.Failed} {
			counter("falcod_output_alerts_total", "Alerts of an output, by what became of them.", v, "output", o.Name, "result", result)
		}
		counter("falcod_output_retries_total", "Attempts to deliver that were made again.", o.Retries, "output", o.Name)
		gauge("falcod_output_waiting", "Alerts that wait in memory.", float64(o.Waiting), "output", o.Name)
		gauge("falcod_output_on_disk", "Alerts that wait on disk.", float64(o.OnDisk), "output", o.Name)
	}
	counter("falcosecurity_falco_outputs_queue_num_drops_total", "Alerts that full queues lost.", dropped)

	gauge("falcosecurity_falco_n_threads", "Threads in the state.", float64(n.Threads))
	gauge("falcosecurity_falco_n_fds", "Descriptors in the state.", float64(n.FDs))
	counter("falcosecurity_falco_n_drops_full_threadtable_total", "Threads that the full state refused.", n.RefusedThreads)
	counter("falcod_state_refused_fds_total", "Descriptors that the full state refused.", n.RefusedFDs)
	counter("falcod_state_probes_total", "Questions to the system about unknown threads.", n.Probes)
	counter("falcod_state_purged_total", "Idle threads that were dropped.", n.Purged)

	counter("falcod_reloads_total", "Reloads, by how they ended.", n.Reloads, "result", "ok")
	counter("falcod_reloads_total", "Reloads, by how they ended.", n.BadReloads, "result", "refused")
	gauge("falcosecurity_falco_memory_rss_bytes", "Memory that is resident.", float64(n.Memory))
	emit(prometheus.CounterValue, "process_cpu_seconds_total", "Processor time that was used.", n.CPU)
	gauge("go_goroutines", "Goroutines.", float64(n.Goroutines))
}
