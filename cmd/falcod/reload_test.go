package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/runtime/daemon/told"
)

// TestReloadStorm has two bundles take turns 300 times while files with numbers are
// opened. The kernel leaves out what each bundle does not want, and yet every number is
// alerted once.
func TestReloadStorm(t *testing.T) {
	told.NeedKernel(t)
	dir := t.TempDir()
	marks, out, bundle := filepath.Join(dir, "mark-"), filepath.Join(dir, "alerts"), filepath.Join(dir, "rules.fbc")
	var turns [2][]byte
	for i, other := range []string{
		"- rule: other\n  desc: d\n  condition: evt.type = connect and fd.sport = 1\n  output: o\n  priority: INFO\n",
		"- rule: before\n  desc: d\n  condition: evt.type = openat and fd.name = /none and proc.name = none\n  output: o\n  priority: INFO\n",
	} {
		text := other + fmt.Sprintf("- rule: mark %d\n  desc: d\n  condition: evt.type = openat and fd.name startswith %s\n  output: turn %d %%fd.name\n  priority: INFO\n", i, marks, i)
		b, err := compiler.Compile([]*source.File{source.NewFile("rules.yaml", []byte(text))}, compiler.Options{}).Bundle(codegen.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if turns[i], err = b.Encode(); err != nil {
			t.Fatal(err)
		}
	}
	put := func(i int) {
		t.Helper()
		if err := os.WriteFile(bundle, turns[i%2], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(0)
	conf := filepath.Join(dir, "falcod.yaml")
	text := fmt.Sprintf("bundle: %q\nwatch_config_files: false\nstdout_output: {enabled: false}\nfile_output: {enabled: true, filename: %q, keep_alive: true}\n"+
		"webserver: {enabled: true, listen_port: 0, reload_token: sesame}\ncontainer_engines: {docker: {enabled: false}}\n", bundle, out)
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var log told.Text
	cmd := exec.Command("falcod", "-c", conf)
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill() }()
	line := log.Wait(15*time.Second, "address=")
	if line == "" {
		t.Skipf("no live detection here:\n%s", log.String())
	}
	_, addr, _ := strings.Cut(strings.TrimSpace(line), "address=")
	post := func() int {
		req, _ := http.NewRequest("POST", "http://"+addr+"/reload", nil)
		req.Header.Set("Authorization", "Bearer sesame")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	for i := 0; post() != 200; i++ { // until it runs
		if i == 500 {
			t.Fatalf("it does not start:\n%s", log.String())
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop, sent := make(chan struct{}), make(chan int)
	go func() {
		n := 0
		for ; ; n++ {
			select {
			case <-stop:
				sent <- n
				return
			default:
				_, _ = os.Open(marks + strconv.Itoa(n)) // there is no such file
				if n%8 == 0 {
					time.Sleep(time.Millisecond)
				}
			}
		}
	}()
	const reloads = 300
	for i := range reloads {
		put(i + 1)
		if code := post(); code != 200 {
			t.Fatalf("reload %d: %d\n%s", i, code, log.String())
		}
	}
	close(stop)
	want := <-sent
	var status struct{ Events, Drops, Reloads uint64 }
	res, err := http.Get("http://" + addr + "/status")
	if err != nil {
		t.Fatal(err)
	}
	err = json.NewDecoder(res.Body).Decode(&status)
	res.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	if err != nil || status.Reloads < reloads {
		t.Errorf("%+v %v", status, err)
	}
	time.Sleep(500 * time.Millisecond) // the last events are read
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, log.String())
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	times, by := map[string]int{}, map[string]int{}
	for _, m := range regexp.MustCompile(`turn (\d) \S+mark-(\d+)`).FindAllStringSubmatch(string(data), -1) {
		times[m[2]]++
		by[m[1]]++
	}
	missing, twice := 0, 0
	for n := range want {
		switch times[strconv.Itoa(n)] {
		case 0:
			missing++
		case 1:
		default:
			twice++
		}
	}
	t.Logf("%d events, by the bundles in turn %v, %d lost by the kernel", want, by, status.Drops)
	if uint64(missing) > status.Drops || twice > 0 || len(by) != 2 {
		t.Errorf("of %d events %d are missing, %d are alerted twice; %d were lost by the kernel; %v", want, missing, twice, status.Drops, by)
	}
}
