package config

// foreign are the keys of Falco that mean nothing to falcod, with the reason.
var foreign = map[string]string{
	"rules_files":  "falcod runs compiled rules: falcoc build makes a bundle of them, which the key bundle names",
	"rules_file":   "falcod runs compiled rules: falcoc build makes a bundle of them, which the key bundle names",
	"load_plugins": "falcod loads no plugins",
	"plugins":      "falcod loads no plugins; what the container plugin adds is built in",

	"plugins_hostinfo": "falcod loads no plugins",

	"container_engines.cri.disable_async": "the first event of a container always waits a moment",
	"capture":                             "falcod records by the command line",

	"grpc":        "Falco has given its gRPC server up",
	"grpc_output": "Falco has given its gRPC output up",

	"webserver.threadiness": "the server takes as many threads as it needs",

	"libs_logger": "falcod has one log: see log_level",
	"outputs":     "Falco has given this limit up; see alert_throttle",

	"http_output.max_consecutive_timeouts": "attempts have output_timeout and http_output.retries",

	"syscall_event_timeouts":              "waiting for events has no limit to exceed",
	"syscall_event_drops.simulate_drops":  "losses are not simulated",
	"syscall_buf_size_preset":             "this is engine.modern_ebpf.buf_size_preset now",
	"syscall_drop_failed_exit":            "failed calls are delivered: rules may ask for them",
	"modern_bpf":                          "this is engine.modern_ebpf now",
	"engine.kmod":                         "falcod uses eBPF, not a kernel module",
	"engine.ebpf":                         "Falco has given the old probe up; falcod uses CO-RE programs",
	"engine.gvisor":                       "Falco has given gVisor up",
	"engine.nodriver":                     "falcod needs a kernel or a capture",
	"engine.modern_ebpf.drop_failed_exit": "failed calls are delivered: rules may ask for them",

	"base_syscalls.custom_set": "falcod takes the calls that its rules and its state need",
	"base_syscalls.repair":     "falcod always takes the calls that its state needs",

	"falco_libs.thread_table_auto_purging_interval_s":       "idle threads are looked for all the time",
	"falco_libs.thread_table_auto_purging_thread_timeout_s": "threads are idle after 30 minutes",

	"metrics.kernel_event_counters_per_cpu_enabled": "the counters of processors are in /metrics only",
	"metrics.libbpf_stats_enabled":                  "falcod does not switch the kernel's own statistics on",
	"metrics.plugins_metrics_enabled":               "falcod loads no plugins",
	"metrics.jemalloc_stats_enabled":                "falcod's memory is that of Go: see /metrics",

	"metadata_download": "Falco has given this up",
}
