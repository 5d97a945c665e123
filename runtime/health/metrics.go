package health

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/prometheus/client_golang/prometheus"
)

// Numbers are falcod's counters at one moment.
type Numbers struct {
	Engine    string // the source, in Falco's terms: modern_bpf or replay
	Hostname  string
	Start     time.Time
	Reloaded  time.Time         // when the rules were last loaded
	Bundle    string            // SHA-256
	Rules     map[string]string // SHA-256 of files with rules
	Configs   map[string]string // SHA-256 of files with configuration
	Events    uint64
	Shown     uint64
	StateOnly uint64
	Matched   uint64
	Alerts    uint64
	Held      uint64 // alerts that throttling or de-duplication kept back
	Drops     uint64
	ByType    map[string]uint64
	ByRule    []RuleCount
	Measured  uint64     // events whose rules were measured
	Costs     []RuleCost // of these; nil where nothing is measured
	Outputs   []outputs.Stats
	Kernel    *Kernel // nil without a sensor
	Host      Host

	Threads, FDs   int
	RefusedThreads uint64
	RefusedFDs     uint64
	Probes, Purged uint64

	Reloads, BadReloads uint64
	Memory              uint64 // resident, bytes
	VSZ, PSS            uint64 // mapped, and resident in proportion, bytes

	Containers, NoImage uint64  // containers that are known, and those of which no engine knows
	CPU                 float64 // seconds
	Goroutines          int
}

// BufferDrops are events of one kind, as Falco divides them, that found no room.
type BufferDrops struct {
	Kind, Dir string // of calls; enter or exit
	Lost      uint64
}

// Kernel are the sensor's counters.
type Kernel struct {
	Events, Lost []uint64                     // of each processor
	Why          map[string]uint64            // lost events by reason
	WhyByType    map[string]map[string]uint64 // the same by event type and reason
	Full         []BufferDrops                // of these, because a buffer had no room
	Size         uint64                       // of these, because they were too large
	Calls        uint64                       // system calls that were wanted
	Produced     uint64                       // events that were to be made: delivered, filtered or lost
	Delivered    uint64
	Filtered     uint64 // what no rule could match
	FilteredBy   map[string]uint64
	Bytes, Cut   uint64
	Unsure       uint64 // calls whose paths or address were read from the program's memory
}

// inspected is the share of what was not filtered that arrived, 1 where there was nothing.
func inspected(k *Kernel) float64 {
	if k.Produced <= k.Filtered {
		return 1
	}
	return float64(k.Delivered) / float64(k.Produced-k.Filtered)
}

// RuleCount is how often a rule alerted.
type RuleCount struct {
	Rule, Source string
	Priority     int
	Tags         []string
	Alerts       uint64
}

// RuleCost is what a rule took in the events that were measured.
type RuleCost struct {
	Rule           string
	Tried, Matched uint64
	Time           time.Duration
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
	gauge("falcosecurity_falco_version_info", "The version.", 1, "version", cmp.Or(c.opt.Versions["falco_version"], c.opt.Versions["falcod"]))
	gauge("falcosecurity_falco_kernel_release_info", "The kernel.", 1, "kernel_release", n.Host.Kernel)
	gauge("falcosecurity_evt_hostname_info", "The name of this machine.", 1, "hostname", n.Hostname)
	gauge("falcosecurity_scap_engine_name_info", "Where events come from.", 1, "engine_name", n.Engine, "evt_source", "syscall")
	gauge("falcosecurity_falco_evt_source_info", "The source of events.", 1, "evt_source", "syscall")
	for file, sum := range n.Rules {
		gauge("falcosecurity_falco_sha256_rules_files_info", "The checksum of rules.", 1, "file_name", file, "sha256", sum)
	}
	for file, sum := range n.Configs {
		gauge("falcosecurity_falco_sha256_config_files_info", "The checksum of a configuration file.", 1, "file_name", file, "sha256", sum)
	}
	gauge("falcosecurity_falco_start_timestamp_nanoseconds", "When falcod was started.", float64(n.Start.UnixNano()))
	gauge("falcosecurity_falco_reload_timestamp_nanoseconds", "When rules were last loaded.", float64(n.Reloaded.UnixNano()))
	gauge("falcosecurity_falco_host_boot_timestamp_nanoseconds", "When this machine was started.", float64(n.Host.Boot.UnixNano()))
	gauge("falcosecurity_falco_host_num_cpus_total", "Processors of this machine.", float64(n.Host.CPUs))
	counter("falcosecurity_falco_duration_seconds_total", "How long falcod has run.", uint64(time.Since(n.Start).Seconds()))
	gauge("falcod_engine_info", "The version of the rule language.", 1, "engine_version", c.opt.Versions["engine"])

	counter("falcosecurity_scap_n_evts_total", "Events of the kernel, lost ones included.", n.Events+n.Drops)
	counter("falcosecurity_scap_n_drops_total", "Events that were lost.", n.Drops)
	if k := n.Kernel; k != nil {
		for _, b := range k.Full {
			counter("falcosecurity_scap_n_drops_buffer_total", "Events that were lost because a buffer had no room.", b.Lost, "dir", b.Dir, "drop", b.Kind)
		}
		counter("falcosecurity_scap_n_drops_scratch_map_total", "Events that were lost because they were too large.", k.Size)
		for cpu := range k.Events {
			counter("falcosecurity_scap_n_evts_cpu_total", "Events of a processor.", k.Events[cpu]+k.Lost[cpu], "cpu", strconv.Itoa(cpu))
			counter("falcosecurity_scap_n_drops_cpu_total", "Events of a processor that were lost.", k.Lost[cpu], "cpu", strconv.Itoa(cpu))
		}
		for why, v := range k.Why {
			counter("falcod_kernel_lost_events_total", "Events that were lost, by reason.", v, "reason", why)
		}
		for name, by := range k.WhyByType {
			for why, v := range by {
				if v > 0 {
					counter("falcod_kernel_lost_events_by_type_total", "Events that were lost, by type and reason.", v, "type", name, "reason", why)
				}
			}
		}
		counter("falcod_kernel_produced_total", "Events that were to be made: delivered, filtered or lost.", k.Produced)
		gauge("falcod_kernel_inspected_ratio", "The share of the events that were not filtered that arrived.", inspected(k))
		for name, v := range k.FilteredBy {
			counter("falcod_kernel_filtered_by_type_total", "Events that the kernel left out because no rule can match them, by type.", v, "type", name)
		}
		counter("falcod_kernel_unsure_total", "Calls whose paths or address had to be read from the program's memory.", k.Unsure)
		counter("falcod_kernel_calls_total", "System calls that were wanted.", k.Calls)
		counter("falcod_kernel_filtered_total", "System calls that the kernel left out because no rule can match them.", k.Filtered)
		counter("falcod_kernel_bytes_total", "Bytes of events.", k.Bytes)
		counter("falcod_kernel_cut_total", "Texts that were longer than their limit.", k.Cut)
	}
	counter("falcod_events_total", "Events that were read.", n.Events)
	counter("falcod_events_shown_total", "Events that rules saw.", n.Shown)
	counter("falcod_events_state_only_total", "Events that only kept the state right.", n.StateOnly)
	counter("falcod_events_matched_total", "Events that a rule matched.", n.Matched)
	for name, v := range n.ByType {
		counter("falcod_events_by_type_total", "Events of a type.", v, "type", name)
	}
	for _, r := range n.ByRule {
		labels := []string{"rule_name", r.Rule, "priority", strconv.Itoa(r.Priority), "source", r.Source}
		for _, tag := range tagLabels(r.Tags) {
			labels = append(labels, tag, "true")
		}
		counter("falcosecurity_falco_rules_matches_total", "Alerts of a rule.", r.Alerts, labels...)
	}
	if n.Costs != nil {
		counter("falcod_events_measured_total", "Events whose rules were measured.", n.Measured)
	}
	for _, c := range n.Costs {
		counter("falcod_rule_evaluations_measured_total", "How often a rule was tried in the events that were measured.", c.Tried, "rule_name", c.Rule)
		counter("falcod_rule_matches_measured_total", "How often a rule matched in the events that were measured.", c.Matched, "rule_name", c.Rule)
		emit(prometheus.CounterValue, "falcod_rule_evaluation_measured_seconds_total", "How long a rule took in the events that were measured.", c.Time.Seconds(), "rule_name", c.Rule)
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

	gauge("falcosecurity_scap_n_threads_total", "Threads in the state.", float64(n.Threads))
	gauge("falcosecurity_scap_n_fds_total", "Descriptors in the state.", float64(n.FDs))
	counter("falcosecurity_scap_n_drops_full_threadtable_total", "Threads that the full state refused.", n.RefusedThreads)
	gauge("falcosecurity_plugins_container_n_containers_total", "Containers that are known.", float64(n.Containers))
	counter("falcod_containers_unknown_total", "Containers that no engine knew.", n.NoImage)
	counter("falcod_state_refused_fds_total", "Descriptors that the full state refused.", n.RefusedFDs)
	counter("falcod_state_probes_total", "Questions to the system about unknown threads.", n.Probes)
	counter("falcod_state_purged_total", "Idle threads that were dropped.", n.Purged)

	counter("falcod_reloads_total", "Reloads, by how they ended.", n.Reloads, "result", "ok")
	counter("falcod_reloads_total", "Reloads, by how they ended.", n.BadReloads, "result", "refused")
	gauge("falcosecurity_falco_memory_rss_bytes", "Memory that is resident.", float64(n.Memory))
	gauge("falcosecurity_falco_memory_vsz_bytes", "Memory that is mapped.", float64(n.VSZ))
	gauge("falcosecurity_falco_memory_pss_bytes", "Memory that is resident, shared pages in proportion.", float64(n.PSS))
	gauge("falcosecurity_falco_container_memory_used_bytes", "Memory of falcod's control group.", float64(n.Host.GroupBytes))
	gauge("falcosecurity_falco_cpu_usage_ratio", "Processor time of falcod in each second of its life.", n.CPU/max(time.Since(n.Start).Seconds(), 1e-3))
	gauge("falcosecurity_falco_host_cpu_usage_ratio", "The share of all processors' time that was used.", n.Host.CPU)
	gauge("falcosecurity_falco_host_memory_used_bytes", "Memory of this machine that is used.", float64(n.Host.Memory))
	gauge("falcosecurity_falco_host_procs_running_total", "Tasks of this machine that run.", float64(n.Host.Running))
	gauge("falcosecurity_falco_host_open_fds_total", "Open files of this machine.", float64(n.Host.OpenFiles))
	emit(prometheus.CounterValue, "process_cpu_seconds_total", "Processor time that was used.", n.CPU)
	gauge("go_goroutines", "Goroutines.", float64(n.Goroutines))
}

// tagLabels are the tags of a rule as names of labels, each once.
func tagLabels(tags []string) []string {
	var names []string
	for _, t := range tags {
		name := "tag_" + strings.Map(func(r rune) rune {
			if r == '_' || r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				return r
			}
			return '_'
		}, t)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
