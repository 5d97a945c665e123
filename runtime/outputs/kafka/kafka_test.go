package kafka

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
)

func TestSend(t *testing.T) {
	c, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "falco"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s, err := New(Options{Brokers: c.ListenAddrs(), Topic: "falco"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var batch []*outputs.Alert
	for i := range 10 {
		batch = append(batch, &outputs.Alert{Rule: "R", Line: fmt.Appendf(nil, "line %d\n", i)})
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if n, err := s.Send(ctx, batch); n != 10 || err != nil {
		t.Fatal(n, err)
	}
	r, err := kgo.NewClient(kgo.SeedBrokers(c.ListenAddrs()...), kgo.ConsumeTopics("falco"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for i := 0; i < 10; {
		f := r.PollFetches(ctx)
		if err := f.Err(); err != nil {
			t.Fatal(err)
		}
		for _, rec := range f.Records() {
			if string(rec.Value) != fmt.Sprintf("line %d", i) || string(rec.Key) != "R" {
				t.Errorf("record %d: %s %s", i, rec.Key, rec.Value)
			}
			i++
		}
	}
}

func TestAway(t *testing.T) {
	s, err := New(Options{Brokers: []string{"127.0.0.1:1"}, Topic: "falco"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if n, err := s.Send(ctx, []*outputs.Alert{{Line: []byte("x\n")}}); n != 0 || err == nil {
		t.Error(n, err)
	}
}
