package receivers

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
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

// capacity is that of each queue in the test of faults; the file's takes what there is.
const capacity = 200

// TestFaults has every receiver killed and started again, then stopped for longer than
// queues last, while falcod watches this machine. What a receiver has, and what falcod
// counts as lost for it, are all alerts together; the file has all of them at once.
func TestFaults(t *testing.T) {
	told.NeedKernel(t)
	ids := newIdentities(t)
	all := everyone(t, ids)
	dir := t.TempDir()
	file, piped, bundle, marks := filepath.Join(dir, "file"), filepath.Join(dir, "piped"), filepath.Join(dir, "rules.fbc"), filepath.Join(dir, "mark-")
	compile(t, bundle, "- rule: mark\n  desc: d\n  condition: evt.type = openat and fd.name startswith "+marks+"\n  output: opened %fd.name\n  priority: NOTICE\n")
	conf := outputs(all, ids, "unix://"+all["syslog"].dir+"/log", file, piped) +
		fmt.Sprintf("bundle: %q\noutputs_queue: {capacity: %d}\nwebserver: {enabled: true, listen_port: 0}\ncontainer_engines: {docker: {enabled: false}}\n", bundle, capacity)
	conf = strings.Replace(conf, "filename: ", "queue: {capacity: 100000}, filename: ", 1)
	conf = strings.Replace(conf, "stdout_output: {enabled: true}", "stdout_output: {enabled: false}", 1)
	cmd := falcod(t, conf)
	logs, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer logs.Close()
	cmd.Stderr = logs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	url := ""
	for url == "" {
		select {
		case err := <-ended:
			text, _ := os.ReadFile(logs.Name())
			t.Skipf("no live detection here: %v\n%s", err, text)
		case <-time.After(50 * time.Millisecond):
		}
		text, _ := os.ReadFile(logs.Name())
		if m := regexp.MustCompile(`address=(\S+)`).FindSubmatch(text); m != nil && healthy("http://"+string(m[1])) {
			url = "http://" + string(m[1])
		}
	}
	sent := 0
	send := func(n int) {
		for range n {
			_, _ = os.Open(marks + strconv.Itoa(sent)) // there is no such file
			sent++
			time.Sleep(time.Millisecond)
		}
	}
	each := func(do func(r *receiver)) {
		for _, r := range all {
			do(r)
		}
	}
	inFile := func(when string) {
		t.Helper()
		equal(t, "file "+when, func(t *testing.T) []string { return numbers(lines(t, file)) }, numbersUpTo(sent))
	}

	send(100)
	settled(t, url)
	// A socket and a pipe take what their reader has not read, and lose it with the reader.
	for _, name := range []string{piped, filepath.Join(all["syslog"].dir, "unix")} {
		equal(t, name, func(t *testing.T) []string { return numbers(lines(t, name)) }, numbersUpTo(sent))
	}
	each(func(r *receiver) { r.signal(t, syscall.SIGKILL) })
	pid, err := os.ReadFile(piped + ".pid")
	if err != nil {
		t.Fatal(err)
	}
	kill(t, strings.TrimSpace(string(pid)))
	send(capacity / 2)
	inFile("while receivers are dead")
	each(func(r *receiver) { r.start(t) })
	send(50)
	for name, o := range settled(t, url) {
		if o.Dropped+o.Failed > 0 && name != "web" {
			t.Errorf("%s: a queue with room has lost alerts: %+v", name, o)
		}
	}
	each(func(r *receiver) { r.signal(t, syscall.SIGSTOP) })
	send(5 * capacity)
	inFile("while receivers hang")
	each(func(r *receiver) { r.signal(t, syscall.SIGCONT) })
	send(50)
	stats := settled(t, url)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Errorf("falcod ended with %v", err)
	}
	inFile("at the end")
	all["program"] = &receiver{got: func(t *testing.T) []string { return lines(t, piped) }}
	all["syslog"].got = func(t *testing.T) []string { return lines(t, filepath.Join(all["syslog"].dir, "unix")) }
	for name, r := range all {
		o := stats[name]
		if o.Accepted != uint64(sent) || o.Accepted != o.Delivered+o.Dropped+o.Failed {
			t.Errorf("%s: %d alerts were sent: %+v", name, sent, o)
		}
		got := numbers(r.got(t))
		different := len(slices.Compact(slices.Sorted(slices.Values(got))))
		t.Logf("%s: %d different alerts of %d, %d twice, %d counted as lost", name, different, sent, len(got)-different, o.Dropped+o.Failed)
		if lost := uint64(sent - different); lost != o.Dropped+o.Failed {
			t.Errorf("%s: %d of %d alerts did not arrive, falcod counts %+v", name, lost, sent, o)
		}
		// A reader of a pipe that lives takes all; the others had to lose some.
		if o.Dropped == 0 && name != "program" && name != "syslog" {
			t.Errorf("%s: nothing was dropped, so this test shows nothing: %+v", name, o)
		}
	}
	if text, _ := os.ReadFile(logs.Name()); !strings.Contains(string(text), "alerts were lost") {
		t.Errorf("the log does not tell what was lost:\n%s", text)
	}
}

// kill ends a process of falcod's, and returns when its end of the pipe is closed.
func kill(t *testing.T, pid string) {
	t.Helper()
	if err := exec.Command("kill", "-9", pid).Run(); err != nil {
		t.Error(err)
	}
	for range 1000 {
		if stat, err := os.ReadFile("/proc/" + pid + "/stat"); err != nil || strings.Contains(string(stat), ") Z ") {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("process %s does not end", pid)
}

// compile makes a bundle of a rule.
func compile(t *testing.T, to, rule string) {
	t.Helper()
	from := filepath.Join(t.TempDir(), "rules.yaml")
	if err := os.WriteFile(from, []byte(rule), 0o600); err != nil {
		t.Fatal(err)
	}
	files, err := source.Read(from)
	if err != nil {
		t.Fatal(err)
	}
	b, err := compiler.Compile(files, compiler.Options{}).Bundle(codegen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

var mark = regexp.MustCompile(`mark-(\d+)`)

// numbers are those of the marks in alerts.
func numbers(alerts []string) []string {
	var list []string
	for _, a := range alerts {
		if m := mark.FindStringSubmatch(a); m != nil {
			list = append(list, m[1])
		}
	}
	return list
}

func numbersUpTo(n int) []string {
	var list []string
	for i := range n {
		list = append(list, strconv.Itoa(i))
	}
	return list
}

func healthy(url string) bool {
	res, err := http.Get(url + "/healthz")
	if err != nil {
		return false
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	return res.StatusCode == http.StatusOK
}

type counts struct {
	Name                                          string
	Accepted, Delivered, Dropped, Failed, Waiting uint64
}

// settled are the counters of the outputs when nothing waits.
func settled(t *testing.T, url string) map[string]counts {
	t.Helper()
	var status struct{ Outputs []counts }
	for range 600 {
		time.Sleep(100 * time.Millisecond)
		res, err := http.Get(url + "/status")
		if err != nil {
			t.Fatal(err)
		}
		err = json.NewDecoder(res.Body).Decode(&status)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		by, waiting := map[string]counts{}, uint64(0)
		for _, o := range status.Outputs {
			by[o.Name] = o
			waiting += o.Waiting
		}
		if waiting == 0 {
			return by
		}
	}
	t.Fatalf("alerts still wait: %+v", status)
	return nil
}
