package receivers

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

// serveHTTPS notes each body that a client with a certificate of the right authority
// has posted.
func serveHTTPS(addr, dir string) error {
	pool := x509.NewCertPool()
	ca, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	if err != nil {
		return err
	}
	pool.AppendCertsFromPEM(ca)
	srv := &http.Server{
		Addr: addr, TLSConfig: &tls.Config{ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert},
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body := io.Reader(r.Body)
			if r.Header.Get("Content-Encoding") == "gzip" {
				if body, err = gzip.NewReader(body); err != nil {
					http.Error(w, err.Error(), http.StatusBadRequest)
					return
				}
			}
			text, err := io.ReadAll(body)
			if err == nil {
				err = note(dir, text)
			}
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		}),
	}
	return srv.ListenAndServeTLS(filepath.Join(dir, "server.pem"), filepath.Join(dir, "server.key"))
}

// serveOTLP is the collector's receiver; it notes the body of each record.
func serveOTLP(addr, dir string) error {
	factory := otlpreceiver.NewFactory()
	conf := factory.CreateDefaultConfig()
	if err := confmap.NewFromStringMap(map[string]any{"protocols": map[string]any{"http": map[string]any{"endpoint": addr}}}).Unmarshal(conf); err != nil {
		return err
	}
	next, err := consumer.NewLogs(func(_ context.Context, all plog.Logs) error {
		var texts bytes.Buffer
		for _, resource := range all.ResourceLogs().All() {
			if name, _ := resource.Resource().Attributes().Get("service.name"); name.AsString() != "falcod" {
				return fmt.Errorf("service.name is %q", name.AsString())
			}
			for _, scope := range resource.ScopeLogs().All() {
				for _, rec := range scope.LogRecords().All() {
					rule, ok := rec.Attributes().Get("falco.rule")
					if rec.Timestamp() == 0 || rec.SeverityNumber() == 0 || rec.SeverityText() == "" || !ok || rule.AsString() == "" {
						return fmt.Errorf("a record without time, severity or rule")
					}
					fmt.Fprintln(&texts, rec.Body().AsString())
				}
			}
		}
		return note(dir, texts.Bytes())
	})
	if err != nil {
		return err
	}
	ctx := context.Background()
	r, err := factory.CreateLogs(ctx, receivertest.NewNopSettings(factory.Type()), conf, next)
	if err != nil {
		return err
	}
	if err := r.Start(ctx, componenttest.NewNopHost()); err != nil {
		return err
	}
	select {}
}

const subject = "alerts"

// serveNATS is a server that writes what it acknowledges.
func serveNATS(addr, dir string) error {
	host, port, err := hostPort(addr)
	if err != nil {
		return err
	}
	s, err := server.NewServer(&server.Options{Host: host, Port: port, JetStream: true, StoreDir: dir, SyncAlways: true, NoSigs: true})
	if err != nil {
		return err
	}
	s.Start()
	s.WaitForShutdown()
	return nil
}

// stream makes the stream of the subject, and reads it.
func stream(r *receiver) (up func(context.Context) error, got func(*testing.T) []string) {
	open := func(ctx context.Context) (*nats.Conn, jetstream.Stream, error) {
		c, err := nats.Connect("nats://" + r.addr)
		if err != nil {
			return nil, nil, err
		}
		js, err := jetstream.New(c)
		if err != nil {
			return c, nil, err
		}
		s, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{Name: subject, Subjects: []string{subject}})
		return c, s, err
	}
	up = func(ctx context.Context) error {
		c, _, err := open(ctx)
		if c != nil {
			c.Close()
		}
		return err
	}
	got = func(t *testing.T) []string {
		c, s, err := open(t.Context())
		if c != nil {
			defer c.Close()
		}
		if err != nil {
			t.Error(err)
			return nil
		}
		info, err := s.Info(t.Context())
		if err != nil {
			t.Error(err)
			return nil
		}
		var list []string
		for seq := info.State.FirstSeq; seq <= info.State.LastSeq && seq > 0; seq++ {
			msg, err := s.GetMsg(t.Context(), seq)
			if err != nil {
				t.Error(err)
				return list
			}
			list = append(list, string(msg.Data))
		}
		return list
	}
	return up, got
}

// serveKafka is a broker that writes what it acknowledges.
func serveKafka(addr, dir string) error {
	_, port, err := hostPort(addr)
	if err != nil {
		return err
	}
	_, err = kfake.NewCluster(kfake.NumBrokers(1), kfake.Ports(port), kfake.SeedTopics(1, subject), kfake.DataDir(dir), kfake.SyncWrites())
	if err != nil {
		return err
	}
	select {}
}

// topic asks for the topic, and reads it.
func topic(r *receiver) (up func(context.Context) error, got func(*testing.T) []string) {
	up = func(ctx context.Context) error {
		c, err := kgo.NewClient(kgo.SeedBrokers(r.addr))
		if err != nil {
			return err
		}
		defer c.Close()
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		return c.Ping(ctx)
	}
	got = func(t *testing.T) []string {
		c, err := kgo.NewClient(kgo.SeedBrokers(r.addr), kgo.ConsumeTopics(subject))
		if err != nil {
			t.Error(err)
			return nil
		}
		defer c.Close()
		var list []string
		for { // until nothing more comes
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			f := c.PollFetches(ctx)
			cancel()
			if f.NumRecords() == 0 {
				return list
			}
			f.EachRecord(func(r *kgo.Record) { list = append(list, string(r.Value)) })
		}
	}
	return up, got
}

func hostPort(addr string) (host string, port int, err error) {
	host, text, err := net.SplitHostPort(addr)
	if err != nil {
		return "", 0, err
	}
	port, err = strconv.Atoi(text)
	return host, port, err
}
