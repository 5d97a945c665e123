package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/falcoc/falcoc/conformance/golden"
)

// TestKilled kills falcod while its receiver is away, and starts it again when the
// receiver is back: what waited on disk is delivered.
func TestKilled(t *testing.T) {
	capture := filepath.Join(golden.Root(t), "conformance", "captures", "D-shell.scap")
	var away atomic.Bool
	var mu sync.Mutex
	got := map[string]int{}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		if away.Load() {
			http.Error(w, "away", http.StatusServiceUnavailable)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		got[string(text)]++
	}))
	defer web.Close()
	dir := t.TempDir()
	falcod := func(more ...string) *exec.Cmd {
		cmd := exec.Command("falcod", append([]string{"--replay", capture, "--json"}, more...)...)
		cmd.Stderr = os.Stderr
		return cmd
	}
	out, err := falcod().Output()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	lines := 0
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); lines++ {
		want[s.Text()] = true
	}
	if lines < 5 {
		t.Fatalf("only %d alerts", lines)
	}
	spill := []string{"-o", "stdout_output.enabled=false", "-o", "log_level=critical", "-o", "http_output.enabled=true", "-o", "http_output.url=" + web.URL, "-o", "http_output.queue.policy=spill",
		"-o", "http_output.queue.spill_directory=" + dir, "-o", "http_output.keep_alive=true"}
	away.Store(true)
	first := falcod(append(spill, "-o", "http_output.queue.capacity=4")...)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	// What does not fit into the small queue goes to disk.
	file := filepath.Join(dir, "http.spill")
	var size int64
	for still, tries := 0, 0; still < 5; time.Sleep(100 * time.Millisecond) {
		if tries++; tries > 300 {
			t.Fatal("nothing is on disk")
		}
		info, err := os.Stat(file)
		if err == nil && info.Size() == size && size > 0 {
			still++
		} else if err == nil {
			size, still = info.Size(), 0
		}
	}
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait()
	away.Store(false)
	if err := falcod(spill...).Run(); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	total := 0
	for text, n := range got {
		total += n
		if !want[strings.TrimSpace(text)] {
			t.Errorf("not an alert: %s", text)
		}
	}
	if total <= lines || len(got) != len(want) {
		t.Errorf("%d deliveries of %d alerts, the second run made %d", total, len(got), lines)
	}
	if info, err := os.Stat(file); err != nil || info.Size() != 0 {
		t.Errorf("something is left on disk: %v %v", info, err)
	}
}
