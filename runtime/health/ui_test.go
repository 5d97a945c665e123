package health

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/runtime/outputs"
)

// browser is a headless Chromium that is told by a pipe what to do.
type browser struct {
	t       *testing.T
	in      io.Writer
	out     *bufio.Reader
	session string
	id      int
	events  []string // of the page: exceptions and messages of its console
}

// open starts Chromium and has it open a page.
func open(t *testing.T, url string) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium")
	}
	// No name is looked up and nobody else is asked: all but the page's own host is refused.
	cmd := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--window-size=1280,900", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe", "about:blank")
	childIn, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, childOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.ExtraFiles = []*os.File{childIn, childOut}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	childIn.Close()
	childOut.Close()
	b := &browser{t: t, in: in, out: bufio.NewReader(out)}
	if err := out.SetReadDeadline(time.Now().Add(90 * time.Second)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		b.session = ""
		b.send("Browser.close", nil)
		done := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
		done.Stop()
		in.Close()
		out.Close()
	})
	var target struct{ TargetID, SessionID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &target)
	b.session = target.SessionID
	b.call("Runtime.enable", nil, nil)
	b.call("Log.enable", nil, nil)
	b.call("Page.navigate", map[string]any{"url": url}, nil)
	return b
}

func (b *browser) send(method string, params any) {
	b.id++
	m := map[string]any{"id": b.id, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" {
		m["sessionId"] = b.session
	}
	text, _ := json.Marshal(m)
	_, _ = b.in.Write(append(text, 0))
}

// call waits for the answer and keeps what the page says meanwhile.
func (b *browser) call(method string, params, result any) {
	b.t.Helper()
	b.send(method, params)
	for {
		text, err := b.out.ReadBytes(0)
		if err != nil {
			b.t.Fatalf("%s: %v", method, err)
		}
		var m struct {
			ID     int
			Method string
			Params json.RawMessage
			Result json.RawMessage
			Error  json.RawMessage
		}
		if err := json.Unmarshal(text[:len(text)-1], &m); err != nil {
			b.t.Fatal(err)
		}
		switch {
		case m.Method == "Runtime.exceptionThrown" || m.Method == "Log.entryAdded" || m.Method == "Runtime.consoleAPICalled":
			b.events = append(b.events, string(m.Params))
		case m.ID == b.id && m.Error != nil:
			b.t.Fatalf("%s: %s", method, m.Error)
		case m.ID == b.id:
			if result != nil {
				if err := json.Unmarshal(m.Result, result); err != nil {
					b.t.Fatal(err)
				}
			}
			return
		}
	}
}

// eval is the text of an expression in the page.
func (b *browser) eval(js string) string {
	b.t.Helper()
	var r struct{ Result struct{ Value any } }
	b.call("Runtime.evaluate", map[string]any{"expression": js, "returnByValue": true}, &r)
	return fmt.Sprint(r.Result.Value)
}

// until waits for a condition of the page.
func (b *browser) until(js string) {
	b.t.Helper()
	for range 200 {
		if b.eval(js) == "true" {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.t.Fatalf("never: %s\n%s\n%s", js, b.eval("document.body.innerText"), strings.Join(b.events, "\n"))
}

// TestPage has a browser show alerts as they come, texts that would be markup and
// scripts among them.
func TestPage(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	hostile := `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`
	events := uint64(1000)
	opt := options()
	opt.Numbers = func(context.Context) (*Numbers, error) {
		events += 500
		return &Numbers{
			Engine: "modern_bpf", Hostname: "node-7", Bundle: "0123456789abcdef", Events: events, Drops: 12, Alerts: 3, Threads: 321, Memory: 55e6,
			Start: time.Now(), Reloaded: time.Now(), Reloads: 4,
			Outputs: []outputs.Stats{{Name: "stdout", Accepted: 3, Delivered: 3}, {Name: "http", Accepted: 3, Delivered: 1, Failed: 2}},
		}, nil
	}
	list := []Rule{
		{Name: "Shell in a container", Desc: "A shell was started.", Priority: "Notice", Enabled: true, Alerts: 3, Tags: []string{"shell"}},
		{Name: hostile, Desc: hostile, Priority: "Debug"},
	}
	opt.Rules = func(context.Context) ([]Rule, error) { return list, nil }
	s, url := serve(t, opt)
	b := open(t, url+"/ui")
	b.until(`document.getElementById("state").textContent === "live"`)
	send := func(rule, priority, output string) {
		line, _ := json.Marshal(map[string]any{
			"time": "2026-01-02T03:04:05.000000006Z", "rule": rule, "priority": priority, "output": output,
			"output_fields": map[string]any{"proc.cmdline": output, "evt.num": 7, "fd.name": nil},
		})
		if _, err := s.Alerts.Send(context.Background(), []*outputs.Alert{{Full: line}}); err != nil {
			t.Error(err)
		}
	}
	send("Shell in a container", "Notice", "A shell (command=bash)")
	send("Read of a secret", "Warning", "cat read /etc/shadow")
	send(hostile, "Critical", hostile)
	b.until(`document.querySelectorAll("#alerts > tr").length === 3`)
	b.until(`document.querySelectorAll("#rules > tr").length === 2 && document.querySelectorAll("#outputs > tr").length === 2`)
	b.until(`document.querySelector("#numbers polyline").getAttribute("points").split(" ").length >= 2`)
	for js, want := range map[string]string{
		`document.title`: "falcod",
		`document.querySelectorAll("#alerts img, #alerts script, #rules img, #rules script").length`: "0",
		`document.querySelector("#alerts > tr summary").textContent`:                                 hostile,
		`document.querySelector("#rules tr.off td").textContent`:                                     hostile + " (off)",
		`document.getElementById("host").textContent`:                                                "node-7",
		`[...document.querySelectorAll("#numbers dd.bad")].map(e => e.textContent).join()`:           "12,2",
		`document.getElementById("loaded").textContent`:                                              "2 loaded, 1 on",
	} {
		if got := b.eval(js); got != want {
			t.Errorf("%s: %q, want %q", js, got, want)
		}
	}
	// The filters, and a reload that brings other rules.
	b.eval(`(() => { const f = document.getElementById("find"); f.value = "shadow"; f.dispatchEvent(new Event("input")) })()`)
	b.until(`document.querySelectorAll("#alerts > tr").length === 1`)
	b.eval(`(() => { const f = document.getElementById("find"); f.value = ""; const l = document.getElementById("least"); l.value = "Warning"; l.dispatchEvent(new Event("input")) })()`)
	b.until(`document.querySelectorAll("#alerts > tr").length === 2`)
	list = list[:1:1]
	b.until(`document.querySelectorAll("#rules > tr").length === 1`)
	if name := os.Getenv("SCREENSHOT"); name != "" {
		b.eval(`document.querySelector("#alerts details").open = true`)
		var shot struct{ Data string }
		b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &shot)
		png, err := base64.StdEncoding.DecodeString(shot.Data)
		if err != nil || os.WriteFile(name, png, 0o600) != nil {
			t.Error(err)
		}
	}
	// A script that somebody got into the page does not run.
	b.eval(`(() => { const e = document.createElement("script"); e.textContent = "document.title = 'owned'"; document.body.append(e) })()`)
	if got := b.eval("document.title"); got != "falcod" {
		t.Errorf("the title is %q", got)
	}
	refused := 0
	for _, e := range b.events {
		if strings.Contains(e, "Content Security Policy") && strings.Contains(e, "script-src") {
			refused++
			continue
		}
		t.Errorf("the page says: %s", e)
	}
	if refused != 1 {
		t.Errorf("%d scripts were refused", refused)
	}
	// When the server goes, the page says so.
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	b.until(`document.getElementById("state").textContent === "not connected"`)
}
