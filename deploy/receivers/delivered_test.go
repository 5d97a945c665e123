package receivers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// build makes falcod of the sources beside this module.
var build = sync.OnceValues(func() (string, error) {
	bin := filepath.Join(scratch, "falcod")
	cmd := exec.Command("go", "build", "-o", bin, "./cmd/falcod")
	cmd.Dir, cmd.Env = "../..", append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return bin, nil
})

func falcod(t *testing.T, conf string, args ...string) *exec.Cmd {
	t.Helper()
	bin, err := build()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "falcod.yaml")
	if err := os.WriteFile(file, []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, bin, append([]string{"-c", file}, args...)...)
	cmd.Env = append(os.Environ(), "TZ=UTC", "FALCO_HOSTNAME=here")
	return cmd
}

// outputs is a configuration with every output, all at once.
func outputs(all map[string]*receiver, ids *identities, syslog, file, piped string) string {
	tls := fmt.Sprintf("ca_cert: %q, mtls: true, client_cert: %q, client_key: %q", ids.file("ca.pem"), ids.file("client.pem"), ids.file("client.key"))
	return fmt.Sprintf(`
json_output: true
output_timeout: 1000
stdout_output: {enabled: true}
file_output: {enabled: true, filename: %q, keep_alive: true}
program_output: {enabled: true, program: "echo $$ > %s.pid; exec cat >> %s", keep_alive: true}
syslog_output: {enabled: true, address: %q, facility: local3, %s}
http_output: {enabled: true, url: "https://%s/alerts", compress_uploads: true, keep_alive: true, retries: -1, %s}
otlp_output: {enabled: true, url: "http://%s/v1/logs", retries: -1}
kafka_output: {enabled: true, brokers: [%q], topic: alerts, retries: -1}
nats_output: {enabled: true, url: "nats://%s", subject: alerts, jetstream: true, retries: -1}
`, file, piped, piped, syslog, tls, all["http"].addr, tls, all["otlp"].addr, all["kafka"].addr, all["nats"].addr)
}

// syslogs are the ways to a syslog daemon, of which falcod has one at a time.
var syslogs = []string{"unix", "udp", "tcp", "tls"}

// TestEveryReceiver replays a capture to all outputs at once, for each way to a syslog
// daemon again: what standard output says each receiver has, once.
func TestEveryReceiver(t *testing.T) {
	ids := newIdentities(t)
	all := everyone(t, ids)
	dir := t.TempDir()
	file, piped := filepath.Join(dir, "file"), filepath.Join(dir, "piped")
	var want, texts []string
	for _, scheme := range syslogs {
		addr, err := os.ReadFile(filepath.Join(all["syslog"].dir, scheme+".addr"))
		if err != nil {
			t.Fatal(err)
		}
		cmd := falcod(t, outputs(all, ids, string(addr), file, piped), "--replay", "../../conformance/captures/D-shell.scap")
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Run(); err != nil {
			t.Fatalf("%v\n%s", err, stderr.String())
		}
		alerts := split(stdout.Bytes())
		if len(alerts) < 10 {
			t.Fatalf("%d alerts:\n%s%s", len(alerts), stdout.String(), stderr.String())
		}
		want = append(want, alerts...)
		for _, line := range alerts {
			var alert struct{ Output string }
			if err := json.Unmarshal([]byte(line), &alert); err != nil {
				t.Fatal(err)
			}
			texts = append(texts, alert.Output)
		}
		for i := range alerts {
			alerts[i] = "falco local3 " + alerts[i]
		}
		equal(t, "syslog by "+scheme, func(t *testing.T) []string {
			list := lines(t, filepath.Join(all["syslog"].dir, scheme))
			for i := range list {
				list[i] = strings.Join(strings.Fields(list[i]), " ")
			}
			return list
		}, words(alerts))
	}
	equal(t, "file", func(t *testing.T) []string { return lines(t, file) }, want)
	equal(t, "program", func(t *testing.T) []string { return lines(t, piped) }, want)
	equal(t, "http", all["http"].got, want)
	equal(t, "kafka", all["kafka"].got, want)
	equal(t, "nats", all["nats"].got, want)
	equal(t, "otlp", all["otlp"].got, texts)
}

// words are lines with one space between words.
func words(list []string) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = strings.Join(strings.Fields(list[i]), " ")
	}
	return out
}

// equal waits for a receiver to have what is wanted, which may have been on its way.
func equal(t *testing.T, name string, got func(*testing.T) []string, want []string) {
	t.Helper()
	var list []string
	for range 50 {
		if list = got(t); len(list) >= len(want) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	slices.Sort(list)
	if want = slices.Sorted(slices.Values(want)); !slices.Equal(list, want) {
		t.Errorf("%s: %d alerts, want %d\n%.400q\n%.400q", name, len(list), len(want), list, want)
	}
}
