// Package nats is the output to a NATS subject: plain, where the server has taken what
// was sent, or by JetStream, where a stream has stored it.
package nats

import (
	"context"
	"fmt"
	"strings"

	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Options say which subject of which servers is meant.
type Options struct {
	URL         string // several are separated by commas
	Subject     string
	JetStream   bool
	Credentials string // file
	TLS         outputs.TLS
}

type sink struct {
	opt  Options
	opts []nats.Option
	conn *nats.Conn
	js   jetstream.JetStream
}

// New prepares the sink; it connects when there is something to send.
func New(opt Options) (outputs.Sink, error) {
	if opt.Subject == "" || strings.ContainsAny(opt.Subject, " \t\r\n*>") {
		return nil, fmt.Errorf("nats: %q is no subject to publish to", opt.Subject)
	}
	// A lost connection is made again by the next attempt, not behind our back.
	s := &sink{opt: opt, opts: []nats.Option{nats.Name("falcod"), nats.NoReconnect()}}
	if opt.Credentials != "" {
		s.opts = append(s.opts, nats.UserCredentials(opt.Credentials))
	}
	if strings.HasPrefix(opt.URL, "tls://") {
		conf, err := opt.TLS.Config()
		if err != nil {
			return nil, err
		}
		s.opts = append(s.opts, nats.Secure(conf))
	}
	return s, nil
}

func (s *sink) connect() error {
	if s.conn != nil && s.conn.IsConnected() {
		return nil
	}
	_ = s.Close()
	conn, err := nats.Connect(s.opt.URL, s.opts...)
	if err != nil {
		return fmt.Errorf("nats: %w", err)
	}
	s.conn = conn
	if s.opt.JetStream {
		if s.js, err = jetstream.New(conn); err != nil {
			return fmt.Errorf("nats: %w", err)
		}
	}
	return nil
}

func (s *sink) Send(ctx context.Context, batch []*outputs.Alert) (int, error) {
	if err := s.connect(); err != nil {
		return 0, err
	}
	for i, a := range batch {
		line := a.Line
		if n := len(line); n > 0 && line[n-1] == '\n' {
			line = line[:n-1]
		}
		if s.js != nil {
			if _, err := s.js.Publish(ctx, s.opt.Subject, line); err != nil {
				return i, fmt.Errorf("nats: %w", err)
			}
			continue
		}
		if err := s.conn.Publish(s.opt.Subject, line); err != nil {
			return 0, fmt.Errorf("nats: %w", err)
		}
	}
	if s.js == nil { // the server's answer to a ping says that it has read the rest
		if err := s.conn.FlushWithContext(ctx); err != nil {
			return 0, fmt.Errorf("nats: %w", err)
		}
	}
	return len(batch), nil
}

func (s *sink) Close() error {
	if s.conn != nil {
		s.conn.Close()
		s.conn, s.js = nil, nil
	}
	return nil
}
