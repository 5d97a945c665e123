package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/falcoc/falcoc/runtime/daemon/told"
)

// TestLive runs falco on this machine as a unit file would: it serves, takes changed
// rules by itself and on SIGHUP, and refuses those that do not compile.
func TestLive(t *testing.T) {
	told.NeedKernel(t)
	dir := t.TempDir()
	secret, rules, conf := filepath.Join(dir, "secret"), filepath.Join(dir, "rules.yaml"), filepath.Join(dir, "falco.yaml")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rule := "- rule: secret\n  desc: d\n  condition: evt.type in (open, openat, openat2) and fd.name = " + secret + "\n  output: VERB %fd.name\n  priority: WARNING\n"
	put(secret, "x")
	put(rules, strings.Replace(rule, "VERB", "first", 1))
	put(conf, fmt.Sprintf("rules_files: [%s]\nwebserver: {enabled: true, listen_port: %d, listen_address: 127.0.0.1}\n", rules, port))
	var alerts, log told.Text
	cmd := exec.Command("falco", "-c", conf)
	cmd.Stdout, cmd.Stderr = &alerts, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	defer func() { _ = cmd.Process.Kill() }()
	wait := func(w *told.Text, text string, do func()) {
		t.Helper()
		for range 300 {
			if do != nil {
				do()
			}
			if w.Wait(50*time.Millisecond, text) != "" {
				return
			}
			select {
			case err := <-ended:
				t.Skipf("no live detection here: %v\n%s", err, log.String())
			default:
			}
		}
		t.Fatalf("no %q\n%s\n%s", text, alerts.String(), log.String())
	}
	look := func() { _, _ = exec.Command("cat", secret).Output() }
	get := func(path string) string {
		res, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d%s", port, path))
		if err != nil {
			return ""
		}
		defer res.Body.Close()
		text, _ := io.ReadAll(res.Body)
		return string(text)
	}
	wait(&alerts, "Warning first "+secret, look)
	wait(&log, "Opening 'syscall' source with modern BPF probe.", nil)
	for path, want := range map[string]string{
		"/healthz": "ok", "/versions": `"falco_version":"` + falcoVersion + `"`,
		"/metrics": `falcosecurity_falco_version_info{version="` + falcoVersion + `"} 1`,
	} {
		if got := get(path); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	put(rules, strings.Replace(rule, "VERB", "second", 1))
	wait(&alerts, "Warning second "+secret, look)
	put(rules, "- rule: broken\n")
	wait(&log, "the reload is refused, the old rules go on because=a file has changed", nil)
	if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	wait(&log, "the old rules go on because=SIGHUP", nil)
	n := strings.Count(alerts.String(), "Warning second ")
	look()
	for i := 0; strings.Count(alerts.String(), "Warning second ") == n; i++ {
		if i == 100 {
			t.Fatal("the old rules do not go on")
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Errorf("%v\n%s", err, log.String())
	}
	if !strings.Contains(alerts.String(), "Triggered rules by rule name:\n   secret: ") {
		t.Errorf("no summary:\n%s", alerts.String())
	}
}
