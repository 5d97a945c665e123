package daemon

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/runtime/health"
	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/falcoc/falcoc/runtime/outputs/kafka"
	"github.com/falcoc/falcoc/runtime/outputs/nats"
	"github.com/falcoc/falcoc/vm"
)

// wantsFull reports whether an output needs alerts with all that is known.
func wantsFull(conf *config.Config) bool {
	return conf.OTLP.Enabled || conf.Webserver.Enabled && conf.Webserver.UI
}

// startOutputs starts what is configured. In a replay nothing is lost: a queue that has
// no policy of its own holds the events up.
func startOutputs(conf *config.Result, stdout io.Writer, web *health.Server, log *slog.Logger) (*outputs.Hub, error) {
	var specs []outputs.Spec
	replay := conf.Engine.Kind == "replay"
	big := 1
	if conf.Buffered || replay {
		big = 1024
	}
	add := func(name string, on bool, q *config.Queue, make func(*outputs.Spec) (outputs.Sink, error)) error {
		if !on {
			return nil
		}
		s := outputs.Spec{
			Name: name, Capacity: q.Capacity, Batch: 1, Retries: 5, SpillDir: q.Dir, SpillMax: q.MaxBytes,
			Timeout: time.Duration(conf.OutputTimeout) * time.Millisecond,
		}
		if s.Capacity == 0 {
			s.Capacity = conf.OutputsQueue.Capacity
		}
		policy := q.Policy
		if replay && !conf.Given[name+"_output.queue.policy"] {
			policy = "block"
		}
		var err error
		if s.Policy, err = outputs.ParsePolicy(policy); err == nil {
			s.Sink, err = make(&s)
		}
		if err != nil {
			return fmt.Errorf("output %s: %w", name, err)
		}
		specs = append(specs, s)
		return nil
	}
	outLog := func(name string) *slog.Logger { return log.With("output", name) }
	others := conf.Syslog.Enabled || conf.File.Enabled || conf.Program.Enabled || conf.HTTP.Enabled || conf.OTLP.Enabled || conf.Kafka.Enabled || conf.NATS.Enabled
	for _, err := range []error{
		add("stdout", conf.Stdout.Enabled, &conf.Stdout.Queue, func(s *outputs.Spec) (outputs.Sink, error) {
			s.Batch, s.Timeout, s.Fatal = big, 0, !others
			return outputs.NewStream(stdout), nil
		}),
		add("file", conf.File.Enabled, &conf.File.Queue, func(s *outputs.Spec) (outputs.Sink, error) {
			s.Batch = big
			return outputs.NewFile(conf.File.Filename, conf.File.KeepAlive), nil
		}),
		add("syslog", conf.Syslog.Enabled, &conf.Syslog.Queue, func(*outputs.Spec) (outputs.Sink, error) {
			return outputs.NewSyslog(outputs.Syslog{
				Address: conf.Syslog.Address, Facility: conf.Syslog.Facility, App: "falco", Hostname: hostname(), TLS: outputs.TLS(conf.Syslog.TLS),
			})
		}),
		add("program", conf.Program.Enabled, &conf.Program.Queue, func(*outputs.Spec) (outputs.Sink, error) {
			return outputs.NewProgram(conf.Program.Program, conf.Program.KeepAlive, outLog("program")), nil
		}),
		add("http", conf.HTTP.Enabled, &conf.HTTP.Queue, func(s *outputs.Spec) (outputs.Sink, error) {
			h := &conf.HTTP
			s.Retries = h.Retries
			return outputs.NewHTTP(outputs.HTTP{
				URL: h.URL, UserAgent: h.UserAgent, TLS: outputs.TLS(h.TLS), Echo: h.Echo, Compress: h.Compress,
				KeepAlive: h.KeepAlive, Headers: h.Headers, JSON: conf.JSON,
			}, outLog("http"))
		}),
		add("otlp", conf.OTLP.Enabled, &conf.OTLP.Queue, func(s *outputs.Spec) (outputs.Sink, error) {
			s.Retries, s.Batch = conf.OTLP.Retries, 512
			return outputs.NewOTLP(outputs.HTTP{URL: conf.OTLP.URL, TLS: outputs.TLS(conf.OTLP.TLS), Headers: conf.OTLP.Headers, UserAgent: "falcod/" + vm.Version},
				hostname(), vm.Version, outLog("otlp"))
		}),
		add("kafka", conf.Kafka.Enabled, &conf.Kafka.Queue, func(s *outputs.Spec) (outputs.Sink, error) {
			k := &conf.Kafka
			s.Retries, s.Batch = k.Retries, 512
			return kafka.New(kafka.Options{Brokers: k.Brokers, Topic: k.Topic, UseTLS: k.UseTLS, TLS: outputs.TLS(k.TLS), Username: k.Username, Password: k.Password})
		}),
		add("nats", conf.NATS.Enabled, &conf.NATS.Queue, func(s *outputs.Spec) (outputs.Sink, error) {
			n := &conf.NATS
			s.Retries, s.Batch = n.Retries, 64
			return nats.New(nats.Options{URL: n.URL, Subject: n.Subject, JetStream: n.JetStream, Credentials: n.Creds, TLS: outputs.TLS(n.TLS)})
		}),
	} {
		if err != nil {
			return nil, err
		}
	}
	if web != nil && conf.Webserver.UI {
		specs = append(specs, outputs.Spec{Name: "web", Sink: web.Alerts, Capacity: 1024, Batch: 64})
	}
	return outputs.New(log, specs...)
}
