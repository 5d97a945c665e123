package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/encoding/protojson"
)

// gathered are the alerts that a receiver got, by their text.
type gathered struct {
	mu    sync.Mutex
	lines []string
}

func (g *gathered) add(line string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.lines = append(g.lines, strings.TrimSpace(line))
}

func (g *gathered) sorted() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Sorted(slices.Values(g.lines))
}

// One replay to every output that needs no account: what standard output says, each
// receiver has got, once. OpenTelemetry's own definitions read what a collector gets.
func TestEveryOutput(t *testing.T) {
	bin, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var web, otlp, syslog, kafka gathered
	receive := func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if r.Header.Get("Content-Encoding") == "gzip" {
			gz, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Error(err)
				return
			}
			body, _ = io.ReadAll(gz)
		}
		if r.URL.Path == "/alerts" {
			web.add(string(body))
			return
		}
		var doc logs.LogsData
		if err := protojson.Unmarshal(body, &doc); err != nil {
			t.Errorf("%v: %s", err, body)
		}
		for _, res := range doc.ResourceLogs {
			for _, scope := range res.ScopeLogs {
				for _, rec := range scope.LogRecords {
					if rec.TimeUnixNano == 0 || rec.SeverityNumber == 0 {
						t.Errorf("record without time or severity: %v", rec)
					}
					otlp.add(rec.Body.GetStringValue())
				}
			}
		}
		_, _ = w.Write([]byte("{}"))
	}
	srv := httptest.NewServer(http.HandlerFunc(receive))
	defer srv.Close()
	daemon, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var reading sync.WaitGroup
	reading.Go(func() {
		buf := make([]byte, 1<<16)
		for {
			n, _, err := daemon.ReadFrom(buf)
			if err != nil {
				return
			}
			syslog.add(string(buf[max(bytes.IndexByte(buf[:n], '{'), 0):n])) // behind the header
		}
	})
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "alerts"))
	if err != nil {
		t.Fatal(err)
	}
	defer cluster.Close()
	file, program := filepath.Join(dir, "alerts"), filepath.Join(dir, "piped")
	conf := fmt.Sprintf(`
json_output: true
stdout_output: {enabled: true}
file_output: {enabled: true, filename: %q, keep_alive: true}
program_output: {enabled: true, program: "cat >> %s", keep_alive: true}
syslog_output: {enabled: true, address: "udp://%s"}
http_output: {enabled: true, url: "%s/alerts", compress_uploads: true}
otlp_output: {enabled: true, url: "%s/v1/logs"}
kafka_output: {enabled: true, brokers: [%q], topic: alerts}
`, file, program, daemon.LocalAddr(), srv.URL, srv.URL, cluster.ListenAddrs()[0])
	path := filepath.Join(dir, "falcod.yaml")
	if err := os.WriteFile(path, []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	capture := filepath.Join(golden.Root(t), "conformance", "captures", "D-shell.scap")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, "-c", path, "--replay", capture)
	cmd.Args[0] = "falcod"
	cmd.Env = append(os.Environ(), "TZ=UTC", "FALCO_HOSTNAME=golden")
	cmd.Path = falcodFor(t, bin, dir)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var want gathered
	for line := range strings.Lines(stdout.String()) {
		want.add(line)
	}
	if len(want.lines) < 10 {
		t.Fatalf("%d alerts:\n%s%s", len(want.lines), stdout.String(), stderr.String())
	}
	consumer, err := kgo.NewClient(kgo.SeedBrokers(cluster.ListenAddrs()...), kgo.ConsumeTopics("alerts"))
	if err != nil {
		t.Fatal(err)
	}
	defer consumer.Close()
	for len(kafka.lines) < len(want.lines) {
		f := consumer.PollFetches(ctx)
		if err := f.Err(); err != nil {
			t.Fatal(err)
		}
		f.EachRecord(func(r *kgo.Record) { kafka.add(string(r.Value)) })
	}
	time.Sleep(50 * time.Millisecond) // the last datagrams
	daemon.Close()
	reading.Wait()
	read := func(name string) *gathered {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		}
		var g gathered
		for line := range strings.Lines(string(data)) {
			g.add(line)
		}
		return &g
	}
	var texts gathered
	for _, line := range want.lines {
		var alert struct{ Output string }
		if err := json.Unmarshal([]byte(line), &alert); err != nil {
			t.Fatal(err)
		}
		texts.add(alert.Output)
	}
	for name, c := range map[string]struct{ got, want *gathered }{
		"file": {read(file), &want}, "program": {read(program), &want}, "http": {&web, &want}, "kafka": {&kafka, &want},
		"syslog": {&syslog, &want}, "otlp": {&otlp, &texts},
	} {
		if got, want := c.got.sorted(), c.want.sorted(); !slices.Equal(got, want) {
			t.Errorf("%s: %d alerts, want %d\n%.300s\n%.300s", name, len(got), len(want), got, want)
		}
	}
}

// falcodFor is a name under which the test's binary is falcod.
func falcodFor(t *testing.T, bin, dir string) string {
	t.Helper()
	name := filepath.Join(dir, "falcod")
	if err := os.Symlink(bin, name); err != nil {
		t.Fatal(err)
	}
	return name
}
