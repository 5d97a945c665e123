// Package kafka is the output to a Kafka topic. An alert is one record, its key the
// rule, so that the alerts of a rule keep their order.
package kafka

import (
	"context"
	"errors"
	"fmt"

	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/plain"
)

// Options say which topic of which brokers is meant.
type Options struct {
	Brokers            []string
	Topic              string
	UseTLS             bool
	TLS                outputs.TLS
	Username, Password string // of SASL PLAIN
}

type sink struct{ client *kgo.Client }

// New makes the client; it connects when there is something to send.
func New(opt Options) (outputs.Sink, error) {
	opts := []kgo.Opt{
		kgo.SeedBrokers(opt.Brokers...), kgo.DefaultProduceTopic(opt.Topic), kgo.ClientID("falcod"),
		kgo.RequiredAcks(kgo.AllISRAcks()), kgo.ProducerBatchCompression(kgo.ZstdCompression(), kgo.NoCompression()),
		kgo.AllowAutoTopicCreation(), kgo.RecordRetries(2),
	}
	if opt.UseTLS {
		conf, err := opt.TLS.Config()
		if err != nil {
			return nil, err
		}
		opts = append(opts, kgo.DialTLSConfig(conf))
	}
	if opt.Username != "" {
		opts = append(opts, kgo.SASL(plain.Auth{User: opt.Username, Pass: opt.Password}.AsMechanism()))
	}
	c, err := kgo.NewClient(opts...)
	if err != nil {
		return nil, fmt.Errorf("kafka: %w", err)
	}
	return &sink{c}, nil
}

// Send returns when the brokers have stored the batch. Alerts after one that failed
// may have been stored as well; they are sent again.
func (s *sink) Send(ctx context.Context, batch []*outputs.Alert) (int, error) {
	records := make([]*kgo.Record, len(batch))
	for i, a := range batch {
		line := a.Line
		if n := len(line); n > 0 && line[n-1] == '\n' {
			line = line[:n-1]
		}
		records[i] = &kgo.Record{Key: []byte(a.Rule), Value: line}
	}
	failed := map[*kgo.Record]error{}
	for _, r := range s.client.ProduceSync(ctx, records...) {
		if r.Err != nil {
			failed[r.Record] = r.Err
		}
	}
	for i, r := range records {
		err := failed[r]
		var answer *kerr.Error
		switch {
		case err == nil:
			continue
		case errors.As(err, &answer) && !answer.Retriable:
			return i, &outputs.Permanent{Err: err}
		}
		return i, err
	}
	return len(batch), nil
}

func (s *sink) Close() error {
	s.client.Close()
	return nil
}
