package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/falcoc/falcoc/vm"
)

// drainTime is how long alerts that wait may take to be delivered at the end.
const drainTime = 5 * time.Second

// sender writes alerts to Falco's outputs.
type sender struct {
	hub  *outputs.Hub
	now  func() uint64 // of the current event
	line *alert.Formatter
}

// startOutputs starts the outputs of Falco that are configured.
func startOutputs(s *settings, replay, unbuffered bool, stdout, stderr io.Writer) (*sender, error) {
	for name, on := range map[string]bool{"otlp_output": s.OTLP.Enabled, "kafka_output": s.Kafka.Enabled, "nats_output": s.NATS.Enabled} {
		if on {
			return nil, fmt.Errorf("%s is an output of falcod: falcod --config %s takes the same keys", name, cmp.Or(s.file, "FILE"))
		}
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	var specs []outputs.Spec
	var errs []error
	add := func(name string, on bool, q *config.Queue, make func(*outputs.Spec) (outputs.Sink, error)) {
		if !on {
			return
		}
		spec := outputs.Spec{
			Name: name, Capacity: cmp.Or(q.Capacity, s.OutputsQueue.Capacity), Batch: 1, Retries: 5, SpillDir: q.Dir, SpillMax: q.MaxBytes,
			Timeout: time.Duration(s.OutputTimeout) * time.Millisecond,
		}
		if replay || s.Buffered && !unbuffered {
			spec.Batch = 1024
		}
		var err error
		if spec.Policy, err = outputs.ParsePolicy(q.Policy); err == nil {
			if replay {
				spec.Policy, _ = outputs.ParsePolicy("block") // a capture can wait
			}
			spec.Sink, err = make(&spec)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s_output: %w", name, err))
		}
		specs = append(specs, spec)
	}
	add("stdout", s.Stdout.Enabled, &s.Stdout.Queue, func(spec *outputs.Spec) (outputs.Sink, error) {
		spec.Timeout, spec.Fatal = 0, true
		return outputs.NewStream(stdout), nil
	})
	add("file", s.File.Enabled, &s.File.Queue, func(*outputs.Spec) (outputs.Sink, error) {
		return outputs.NewFile(s.File.Filename, s.File.KeepAlive), nil
	})
	add("syslog", s.Syslog.Enabled, &s.Syslog.Queue, func(spec *outputs.Spec) (outputs.Sink, error) {
		spec.Batch = 1
		return outputs.NewSyslog(outputs.Syslog{
			Address: s.Syslog.Address, Facility: s.Syslog.Facility, App: "falco", Hostname: hostname(), TLS: outputs.TLS(s.Syslog.TLS),
		})
	})
	add("program", s.Program.Enabled, &s.Program.Queue, func(spec *outputs.Spec) (outputs.Sink, error) {
		spec.Batch = 1
		return outputs.NewProgram(s.Program.Program, s.Program.KeepAlive, log), nil
	})
	add("http", s.HTTP.Enabled, &s.HTTP.Queue, func(spec *outputs.Spec) (outputs.Sink, error) {
		h := &s.HTTP
		spec.Retries, spec.Batch = h.Retries, 1
		return outputs.NewHTTP(outputs.HTTP{
			URL: h.URL, UserAgent: h.UserAgent, TLS: outputs.TLS(h.TLS), Echo: h.Echo, Compress: h.Compress,
			KeepAlive: h.KeepAlive, Headers: h.Headers, JSON: s.JSON,
		}, log)
	})
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	hub, err := outputs.New(log, specs...)
	if err != nil {
		return nil, err
	}
	return &sender{hub: hub}, nil
}

// alert sends the alert of a rule about the current event.
func (s *sender) alert(info *vm.RuleInfo, rule int) error {
	s.hub.Send(&outputs.Alert{Time: s.now(), Rule: info.Name, Source: info.Source, Priority: info.Priority, Line: s.line.Append(nil, rule)})
	return s.hub.Err()
}

// dropped sends the alert that n events were lost.
func (s *sender) dropped(n uint64) error {
	s.hub.Send(&outputs.Alert{Time: s.now(), Rule: "Falco internal: syscall event drop", Source: "internal", Priority: 7, Line: s.line.AppendDropped(nil, n)})
	return s.hub.Err()
}

// close delivers what waits.
func (s *sender) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	return s.hub.Close(ctx)
}
