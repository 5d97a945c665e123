// Package config reads falcod's configuration: one YAML file with Falco's key names
// and meaning, files that are dropped in beside it, and overrides of the command line.
//
// It is strict. A key that nobody knows, a value of the wrong type and a key given
// twice are errors with their place; keys of Falco that mean nothing here are
// warnings with the reason. It is the one place of the runtime that reads YAML.
package config

import (
	"time"
)

// Config is all that can be configured. The yaml tags are the keys; doc says what a
// key means, enum, min and max what it may be; secret keeps a value from being printed.
type Config struct {
	Bundle      string   `yaml:"bundle" doc:"the bundle of compiled rules; empty: the built-in rules"`
	ConfigFiles []string `yaml:"config_files" doc:"files, or directories of *.yaml files, that are read after this one"`
	Watch       bool     `yaml:"watch_config_files" doc:"reload when the bundle or a configuration file changes"`

	Priority     string         `yaml:"priority" doc:"leave out rules that are less urgent" enum:"emergency,alert,critical,error,warning,notice,informational,info,debug"`
	RuleMatching string         `yaml:"rule_matching" doc:"alert for the first rule that matches an event or for all" enum:"first,all"`
	Rules        []RuleChoice   `yaml:"rules" doc:"rules to enable and disable, in this order"`
	AppendOutput []AppendOutput `yaml:"append_output" doc:"what is added to the output of rules"`

	Static map[string]string `yaml:"static_fields,omitempty" doc:"the fields static.KEY of append_output, which have one value for all events; they suggest themselves"`

	JSON          bool `yaml:"json_output" doc:"alerts are JSON objects"`
	JSONOutput    bool `yaml:"json_include_output_property" doc:"JSON alerts have output: time, priority and message"`
	JSONMessage   bool `yaml:"json_include_message_property" doc:"JSON alerts have message: the message alone"`
	JSONFields    bool `yaml:"json_include_output_fields_property" doc:"JSON alerts have output_fields"`
	JSONTags      bool `yaml:"json_include_tags_property" doc:"JSON alerts have tags"`
	ISO8601       bool `yaml:"time_format_iso_8601" doc:"times are in UTC with their date"`
	BufferBase64  bool `yaml:"buffer_format_base64" doc:"evt.buffer is printed in base64, encoded twice, as Falco does"`
	Buffered      bool `yaml:"buffered_outputs" doc:"standard output and files are written in large pieces"`
	OutputTimeout int  `yaml:"output_timeout" doc:"how long one attempt to deliver may take, in milliseconds" min:"1" max:"600000"`
	OutputsQueue  struct {
		Capacity int `yaml:"capacity" doc:"alerts that an output without a queue of its own may have waiting; 0: 65536" min:"0" max:"10000000"`
	} `yaml:"outputs_queue" doc:"the queue of each output"`

	Stdout  StdoutOutput  `yaml:"stdout_output" doc:"alerts to standard output"`
	Syslog  SyslogOutput  `yaml:"syslog_output" doc:"alerts to a syslog daemon"`
	File    FileOutput    `yaml:"file_output" doc:"alerts to a file"`
	Program ProgramOutput `yaml:"program_output" doc:"alerts to the standard input of a program"`
	HTTP    HTTPOutput    `yaml:"http_output" doc:"alerts by HTTP POST"`
	OTLP    OTLPOutput    `yaml:"otlp_output" doc:"alerts as OpenTelemetry log records by OTLP/HTTP"`
	Kafka   KafkaOutput   `yaml:"kafka_output" doc:"alerts to a Kafka topic"`
	NATS    NATSOutput    `yaml:"nats_output" doc:"alerts to a NATS subject"`

	Throttle []Throttle `yaml:"alert_throttle" doc:"limits on how often rules alert; the first entry that fits a rule holds"`
	Dedup    []Dedup    `yaml:"alert_dedup" doc:"windows in which equal alerts are only counted; the first entry that fits a rule holds"`

	Webserver Webserver `yaml:"webserver" doc:"health, metrics, reload and the page of alerts"`
	Metrics   Metrics   `yaml:"metrics" doc:"a regular alert with falcod's own numbers"`

	LogStderr bool   `yaml:"log_stderr" doc:"falcod's own messages go to standard error"`
	LogSyslog bool   `yaml:"log_syslog" doc:"falcod's own messages go to the local syslog daemon"`
	LogLevel  string `yaml:"log_level" doc:"the least urgent message that is logged" enum:"emergency,alert,critical,error,warning,notice,info,debug"`
	LogFormat string `yaml:"log_format" doc:"the form of falcod's own messages" enum:"text,json"`

	ContainerEngines ContainerEngines `yaml:"container_engines" doc:"whom to ask about containers; that a task runs in one is seen without"`

	Drops  Drops  `yaml:"syscall_event_drops" doc:"what happens when the kernel's buffers overflow"`
	Engine Engine `yaml:"engine" doc:"where events come from"`
	Base   struct {
		All bool `yaml:"all" doc:"watch reads, writes and other frequent calls too, where rules ask for them"`
	} `yaml:"base_syscalls" doc:"calls beyond what rules need"`
	Libs struct {
		Threads int `yaml:"thread_table_size" doc:"threads that the state may hold; 0: 262144" min:"0" max:"10000000"`
		SnapLen int `yaml:"snaplen" doc:"bytes of each data buffer that are kept; 0: 80" min:"0" max:"16000"`
	} `yaml:"falco_libs" doc:"limits of what is kept"`
}

// RuleChoice enables or disables rules.
type RuleChoice struct {
	Enable  *RulePattern `yaml:"enable,omitempty" doc:"rules to enable"`
	Disable *RulePattern `yaml:"disable,omitempty" doc:"rules to disable"`
}

// RulePattern names rules.
type RulePattern struct {
	Rule string `yaml:"rule,omitempty" doc:"a rule's name, with * for any text"`
	Tag  string `yaml:"tag,omitempty" doc:"a tag"`
}

// AppendOutput adds to the outputs of the rules that match.
type AppendOutput struct {
	Match struct {
		Source string   `yaml:"source,omitempty" doc:"the event source"`
		Rule   string   `yaml:"rule,omitempty" doc:"the rule's name"`
		Tags   []string `yaml:"tags,omitempty" doc:"tags, all of which the rule must have"`
	} `yaml:"match,omitempty" doc:"the rules to change; default: all"`
	Output    string       `yaml:"extra_output,omitempty" doc:"text with %fields that follows the rule's output"`
	Fields    []ExtraField `yaml:"extra_fields,omitempty" doc:"members of output_fields: a field, or a name with a text that holds %fields"`
	Suggested bool         `yaml:"suggested_output" doc:"append the fields that suggest themselves, such as the container's"`
}

// ExtraField is a member of output_fields.
type ExtraField struct {
	Key    string
	Format string // "" where Key is the field
}

// Queue is where alerts wait for a slow output.
type Queue struct {
	Capacity int    `yaml:"capacity" doc:"alerts that may wait; 0: that of outputs_queue" min:"0" max:"10000000"`
	Policy   string `yaml:"policy" doc:"what a full queue does: lose its oldest alert, lose the new one, hold up the events, or write to disk" enum:"drop_oldest,drop_newest,block,spill"`
	Dir      string `yaml:"spill_directory,omitempty" doc:"where policy spill writes"`
	MaxBytes int64  `yaml:"spill_max_bytes,omitempty" doc:"how much policy spill may write" min:"0"`
}

// StdoutOutput is standard output.
type StdoutOutput struct {
	Enabled bool  `yaml:"enabled" doc:"use this output"`
	Queue   Queue `yaml:"queue" doc:"alerts that wait"`
}

// SyslogOutput is a local or a remote syslog daemon.
type SyslogOutput struct {
	Enabled  bool   `yaml:"enabled" doc:"use this output"`
	Address  string `yaml:"address" doc:"unix:///dev/log, udp://HOST:514, tcp://HOST:601 or tls://HOST:6514; remote ones get RFC 5424"`
	Facility string `yaml:"facility" doc:"the facility" enum:"kern,user,mail,daemon,auth,syslog,lpr,news,uucp,cron,authpriv,ftp,local0,local1,local2,local3,local4,local5,local6,local7"`
	TLS      `yaml:",inline"`
	Queue    Queue `yaml:"queue" doc:"alerts that wait"`
}

// FileOutput is a file.
type FileOutput struct {
	Enabled   bool   `yaml:"enabled" doc:"use this output"`
	KeepAlive bool   `yaml:"keep_alive" doc:"keep the file open between alerts"`
	Filename  string `yaml:"filename" doc:"the file"`
	Queue     Queue  `yaml:"queue" doc:"alerts that wait"`
}

// ProgramOutput is the standard input of a program.
type ProgramOutput struct {
	Enabled   bool   `yaml:"enabled" doc:"use this output"`
	KeepAlive bool   `yaml:"keep_alive" doc:"one process for all alerts, not one for each"`
	Program   string `yaml:"program" doc:"the command, run by /bin/sh -c"`
	Queue     Queue  `yaml:"queue" doc:"alerts that wait"`
}

// TLS says whom a connection trusts and who it is.
type TLS struct {
	Insecure   bool   `yaml:"insecure" doc:"do not verify the server"`
	CACert     string `yaml:"ca_cert" doc:"file with the certificate that verifies the server"`
	CABundle   string `yaml:"ca_bundle" doc:"file with certificates that verify the server"`
	CAPath     string `yaml:"ca_path" doc:"directory with certificates that verify the server"`
	MTLS       bool   `yaml:"mtls" doc:"show a certificate to the server"`
	ClientCert string `yaml:"client_cert" doc:"file with the certificate to show"`
	ClientKey  string `yaml:"client_key" doc:"file with its key"`
}

// HTTPOutput is a web server.
type HTTPOutput struct {
	Enabled   bool   `yaml:"enabled" doc:"use this output"`
	URL       string `yaml:"url" doc:"where to POST each alert"`
	UserAgent string `yaml:"user_agent" doc:"the User-Agent header"`
	TLS       `yaml:",inline"`
	Echo      bool              `yaml:"echo" doc:"log the server's answers"`
	Compress  bool              `yaml:"compress_uploads" doc:"send bodies compressed by gzip"`
	KeepAlive bool              `yaml:"keep_alive" doc:"keep the connection between alerts"`
	Headers   map[string]string `yaml:"headers,omitempty" doc:"further headers" secret:"true"`
	Retries   int               `yaml:"retries" doc:"how often an attempt that failed is made again; -1: until it works" min:"-1" max:"1000000"`
	Queue     Queue             `yaml:"queue" doc:"alerts that wait"`
}

// OTLPOutput is an OpenTelemetry collector.
type OTLPOutput struct {
	Enabled bool   `yaml:"enabled" doc:"use this output"`
	URL     string `yaml:"url" doc:"the collector, such as http://localhost:4318/v1/logs"`
	TLS     `yaml:",inline"`
	Headers map[string]string `yaml:"headers,omitempty" doc:"further headers" secret:"true"`
	Retries int               `yaml:"retries" doc:"how often an attempt that failed is made again; -1: until it works" min:"-1" max:"1000000"`
	Queue   Queue             `yaml:"queue" doc:"alerts that wait"`
}

// KafkaOutput is a Kafka topic.
type KafkaOutput struct {
	Enabled  bool     `yaml:"enabled" doc:"use this output"`
	Brokers  []string `yaml:"brokers" doc:"the brokers to begin with, HOST:PORT"`
	Topic    string   `yaml:"topic" doc:"the topic"`
	UseTLS   bool     `yaml:"tls" doc:"connect by TLS"`
	TLS      `yaml:",inline"`
	Username string `yaml:"username" doc:"the user of SASL PLAIN; empty: none"`
	Password string `yaml:"password" doc:"their password" secret:"true"`
	Retries  int    `yaml:"retries" doc:"how often an attempt that failed is made again; -1: until it works" min:"-1" max:"1000000"`
	Queue    Queue  `yaml:"queue" doc:"alerts that wait"`
}

// NATSOutput is a NATS subject.
type NATSOutput struct {
	Enabled   bool   `yaml:"enabled" doc:"use this output"`
	URL       string `yaml:"url" doc:"the servers, nats://HOST:4222 or tls://HOST:4222, separated by commas" `
	Subject   string `yaml:"subject" doc:"the subject"`
	JetStream bool   `yaml:"jetstream" doc:"wait until a stream has stored each alert"`
	Creds     string `yaml:"credentials" doc:"file with the user's credentials"`
	TLS       `yaml:",inline"`
	Retries   int   `yaml:"retries" doc:"how often an attempt that failed is made again; -1: until it works" min:"-1" max:"1000000"`
	Queue     Queue `yaml:"queue" doc:"alerts that wait"`
}

// Throttle limits how often a rule alerts.
type Throttle struct {
	Rule   string   `yaml:"rule" doc:"a rule's name, with * for any text; default: all"`
	Tag    string   `yaml:"tag,omitempty" doc:"a tag that the rule must have"`
	Fields []string `yaml:"fields,omitempty" doc:"fields whose values have limits of their own"`
	Rate   float64  `yaml:"rate" doc:"alerts a second" min:"0"`
	Burst  int      `yaml:"max_burst" doc:"alerts at once" min:"1"`
}

// Dedup holds equal alerts back.
type Dedup struct {
	Rule   string   `yaml:"rule" doc:"a rule's name, with * for any text; default: all"`
	Tag    string   `yaml:"tag,omitempty" doc:"a tag that the rule must have"`
	Fields []string `yaml:"fields,omitempty" doc:"alerts of a rule are equal when these fields are"`
	Window Duration `yaml:"window" doc:"for how long after an alert equal ones are only counted"`
}

// Webserver is falcod's own server.
type Webserver struct {
	Enabled     bool   `yaml:"enabled" doc:"serve"`
	Port        int    `yaml:"listen_port" doc:"the port" min:"0" max:"65535"`
	Address     string `yaml:"listen_address" doc:"the address; only this machine reaches the default"`
	Healthz     string `yaml:"k8s_healthz_endpoint" doc:"the path that answers whether falcod is well"`
	Prometheus  bool   `yaml:"prometheus_metrics_enabled" doc:"serve /metrics"`
	SSL         bool   `yaml:"ssl_enabled" doc:"serve by TLS"`
	Certificate string `yaml:"ssl_certificate" doc:"file with the certificate and its key"`
	ReloadToken string `yaml:"reload_token" doc:"the bearer token that POST /reload wants; empty: refused" secret:"true"`
	UI          bool   `yaml:"ui" doc:"serve /ui and /events: alerts as they come"`
}

// Metrics is the regular alert about falcod.
type Metrics struct {
	Enabled   bool     `yaml:"enabled" doc:"make it"`
	Interval  Duration `yaml:"interval" doc:"how often: a number with ms, s, m, h, d, w or y, or several"`
	Rule      bool     `yaml:"output_rule" doc:"as an alert on every output"`
	File      string   `yaml:"output_file" doc:"as a line of this file"`
	RuleCosts bool     `yaml:"rules_cost_enabled" doc:"/metrics tells how often each rule is tried and how long that takes; one event in 64 is measured"`
	Rules     bool     `yaml:"rules_counters_enabled" doc:"with the alerts of each rule"`
	Resources bool     `yaml:"resource_utilization_enabled" doc:"with falcod's use of memory and processors"`
	State     bool     `yaml:"state_counters_enabled" doc:"with the sizes of the state"`
	Kernel    bool     `yaml:"kernel_event_counters_enabled" doc:"with the kernel's counters"`
	MB        bool     `yaml:"convert_memory_to_mb" doc:"memory in MB, not bytes"`
	Empty     bool     `yaml:"include_empty_values" doc:"with counters that are zero"`
}

// Drops says what happens when events are lost.
type Drops struct {
	Threshold float64  `yaml:"threshold" doc:"the share of events that may be lost in silence" min:"0" max:"1"`
	Actions   []string `yaml:"actions" doc:"what happens beyond it" enum:"ignore,log,alert,exit"`
	Rate      float64  `yaml:"rate" doc:"actions a second" min:"0"`
	Burst     int      `yaml:"max_burst" doc:"actions at once" min:"0"`
}

// Engine says where events come from.
type Engine struct {
	Kind string `yaml:"kind" doc:"the running kernel or a capture" enum:"modern_ebpf,kmod,ebpf,replay"`
	BPF  struct {
		CPUs   int `yaml:"cpus_for_each_buffer" doc:"buffers are for each processor; this divides the size" min:"0" max:"4096"`
		Preset int `yaml:"buf_size_preset" doc:"the size of buffers: 1 is 1 MB, each further step doubles it" min:"1" max:"10"`
	} `yaml:"modern_ebpf" doc:"the running kernel"`
	Replay struct {
		File string `yaml:"capture_file" doc:"the capture"`
	} `yaml:"replay" doc:"a capture"`
}

// ContainerEngines are the engines that may be asked about containers.
type ContainerEngines struct {
	Docker     ContainerEngine `yaml:"docker" doc:"Docker"`
	Podman     ContainerEngine `yaml:"podman" doc:"Podman by its service"`
	Containerd ContainerEngine `yaml:"containerd" doc:"containerd, with and without Kubernetes"`
	CRI        ContainerEngine `yaml:"cri" doc:"CRI-O, and Podman without its service, by the files that they keep"`
	LXC        ContainerEngine `yaml:"lxc" doc:"accepted: nobody is asked"`
	Libvirt    ContainerEngine `yaml:"libvirt_lxc" doc:"accepted: nobody is asked"`
	BPM        ContainerEngine `yaml:"bpm" doc:"accepted: nobody is asked"`
}

// ContainerEngine is one engine.
type ContainerEngine struct {
	Enabled bool     `yaml:"enabled" doc:"ask it"`
	Sockets []string `yaml:"sockets,omitempty" doc:"where it listens; default: its usual places"`
}

// Off and Sockets are the engines as containers.Options has them.
func (e *ContainerEngines) Off() map[string]bool {
	off := map[string]bool{}
	for name, c := range e.asked() {
		off[name] = !c.Enabled
	}
	return off
}

// Sockets are those that were given.
func (e *ContainerEngines) Sockets() map[string][]string {
	given := map[string][]string{}
	for name, c := range e.asked() {
		if len(c.Sockets) > 0 {
			given[name] = c.Sockets
		}
	}
	return given
}

func (e *ContainerEngines) asked() map[string]*ContainerEngine {
	return map[string]*ContainerEngine{"docker": &e.Docker, "podman": &e.Podman, "containerd": &e.Containerd, "cri": &e.CRI}
}

// DefaultDir is where drop-in files are looked for.
const DefaultDir = "/etc/falcod/config.d"

// Default is what holds where nothing is configured.
func Default() *Config {
	c := &Config{
		Watch: true, Priority: "debug", RuleMatching: "first",
		JSONOutput: true, JSONFields: true, JSONTags: true, OutputTimeout: 2000,
		AppendOutput: []AppendOutput{{Suggested: true}},
		LogStderr:    true, LogLevel: "info", LogFormat: "text",
		Drops: Drops{Threshold: .1, Actions: []string{"log", "alert"}, Rate: .03333, Burst: 1},
	}
	q := Queue{Policy: "drop_oldest", MaxBytes: 256 << 20}
	c.Stdout = StdoutOutput{Enabled: true, Queue: q}
	c.Syslog = SyslogOutput{Address: "unix:///dev/log", Facility: "user", Queue: q}
	c.File = FileOutput{Filename: "./events.txt", Queue: q}
	c.Program = ProgramOutput{Queue: q}
	c.HTTP = HTTPOutput{UserAgent: "falcosecurity/falco", Retries: 5, Queue: q}
	c.OTLP = OTLPOutput{URL: "http://localhost:4318/v1/logs", Retries: 5, Queue: q}
	c.Kafka = KafkaOutput{Topic: "falco", Retries: 5, Queue: q}
	c.NATS = NATSOutput{URL: "nats://localhost:4222", Subject: "falco.alerts", Retries: 5, Queue: q}
	c.Webserver = Webserver{Port: 8765, Address: "127.0.0.1", Healthz: "/healthz", Prometheus: true, UI: true}
	c.Metrics = Metrics{Interval: Duration(time.Hour), Rule: true, Rules: true, Resources: true, State: true, Kernel: true, MB: true}
	on := ContainerEngine{Enabled: true}
	c.ContainerEngines = ContainerEngines{on, on, on, on, on, on, on}
	c.Engine.Kind, c.Engine.BPF.CPUs, c.Engine.BPF.Preset = "modern_ebpf", 2, 4
	return c
}

// BufferSize is the size of a processor's buffer in bytes, a power of two.
func (e *Engine) BufferSize(cpus int) int {
	size, share := 1<<20<<(e.BPF.Preset-1), e.BPF.CPUs
	if share == 0 {
		share = cpus
	}
	for n := 1; n < share && size > 1<<16; n *= 2 {
		size /= 2
	}
	return size
}
