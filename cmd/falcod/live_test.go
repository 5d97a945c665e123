package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/runtime/daemon/told"
	"github.com/spf13/pflag"
)

// TestLiveReload runs falcod on this machine, and reloads it by each way with good and
// with bad bundles while it works.
func TestLiveReload(t *testing.T) {
	told.NeedKernel(t)
	dir := t.TempDir()
	bundle, conf, out := filepath.Join(dir, "rules.fbc"), filepath.Join(dir, "falcod.yaml"), filepath.Join(dir, "alerts")
	put := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(name+".new", data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(name+".new", name); err != nil {
			t.Fatal(err)
		}
	}
	put(bundle, defaultBundle)
	put(conf, []byte("bundle: "+bundle+"\njson_output: true\nstdout_output: {enabled: false}\nfile_output: {enabled: true, filename: "+out+", keep_alive: true}\n"+
		"webserver: {enabled: true, listen_port: 0, reload_token: sesame}\nmetrics: {rules_cost_enabled: true}\n"))
	var log told.Text
	var c cmdline
	c.add(t, "--config", conf)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.run(ctx, io.Discard, &log) }()
	wait := func(text string) {
		t.Helper()
		for range 300 {
			if log.Wait(50*time.Millisecond, text) != "" {
				return
			}
			select {
			case err := <-ended:
				var refused *bpf.Error
				if errors.As(err, &refused) {
					t.Skip(err)
				}
				t.Fatal(err)
			default:
			}
		}
		t.Fatalf("no %q in\n%s", text, log.String())
	}
	wait("address=")
	_, url, _ := strings.Cut(log.String(), "address=")
	url, _, _ = strings.Cut("http://"+url, "\n")
	post := func() int {
		t.Helper()
		req, _ := http.NewRequest("POST", url+"/reload", nil)
		req.Header.Set("Authorization", "Bearer sesame")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	for range 500 {
		if res, err := http.Get(url + "/healthz"); err == nil {
			res.Body.Close()
			if res.StatusCode == 200 {
				break
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	if code := post(); code != 200 {
		t.Errorf("POST /reload: %d\n%s", code, log.String())
	}
	put(bundle, defaultBundle[:len(defaultBundle)/2])
	wait("the reload is refused, the old rules go on")
	if code := post(); code != 422 {
		t.Errorf("POST /reload of half a bundle: %d", code)
	}
	put(bundle, defaultBundle)
	wait(`because="a file has changed" rules=`)
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	wait("because=SIGHUP rules=")
	var n struct {
		Reloads, BadReloads, Events uint64
		Outputs                     []struct{ Name string }
	}
	for range 100 { // a quiet machine makes no events, so this test does
		if err := exec.Command("true").Run(); err != nil {
			t.Fatal(err)
		}
		res, err := http.Get(url + "/status")
		if err != nil {
			t.Fatal(err)
		}
		err = json.NewDecoder(res.Body).Decode(&n)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if n.Events > 0 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if n.Reloads < 3 || n.BadReloads < 2 || n.Events == 0 || len(n.Outputs) != 2 {
		t.Errorf("%+v", n)
	}
	res, err := http.Get(url + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(res.Body)
	res.Body.Close()
	for _, want := range []string{"falcod_events_measured_total ", `falcosecurity_scap_n_drops_buffer_total{dir="exit",drop="open"} `, `falcod_reloads_total{result="refused"} `} {
		if !bytes.Contains(text, []byte("\n"+want)) {
			t.Errorf("no %s in /metrics", want)
		}
	}
	http.DefaultClient.CloseIdleConnections()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// add parses flags as the command does.
func (c *cmdline) add(t *testing.T, args ...string) {
	t.Helper()
	f := pflag.NewFlagSet("falcod", pflag.ContinueOnError)
	c.flags(f)
	if err := f.Parse(args); err != nil {
		t.Fatal(err)
	}
}
