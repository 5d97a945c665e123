package health

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestPromtool has Prometheus' own tool look at the metrics. It has objections to names
// and labels of Falco, to none of ours.
func TestPromtool(t *testing.T) {
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("no promtool")
	}
	_, server := serve(t, options())
	code, text := do(t, "GET", server+"/metrics", "", "")
	if code != 200 {
		t.Fatal(code, text)
	}
	cmd := exec.Command(tool, "check", "metrics")
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "falcosecurity_") {
			t.Errorf("promtool: %s", line)
		}
	}
	if err != nil && len(out) == 0 {
		t.Error(err)
	}
}

// TestPrometheus has a real Prometheus scrape the server and asks it what it read.
func TestPrometheus(t *testing.T) {
	path, err := exec.LookPath("prometheus")
	if err != nil {
		t.Skip("no prometheus")
	}
	_, server := serve(t, options())
	dir := t.TempDir()
	conf := filepath.Join(dir, "prometheus.yml")
	text := fmt.Sprintf("global: {scrape_interval: 1s}\nscrape_configs:\n- job_name: falcod\n  static_configs: [{targets: [%q]}]\n", strings.TrimPrefix(server, "http://"))
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	out, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	log := func() string {
		data, err := os.ReadFile(out.Name())
		if err != nil {
			t.Error(err)
		}
		return string(data)
	}
	cmd := exec.Command(path, "--config.file="+conf, "--storage.tsdb.path="+dir+"/data", "--web.listen-address="+addr)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			_ = cmd.Process.Kill()
			<-ended
		}
	})
	ask := func(query string) string {
		res, err := http.Get("http://" + addr + "/api/v1/query?query=" + url.QueryEscape(query))
		if err != nil {
			return ""
		}
		defer res.Body.Close()
		data, _ := io.ReadAll(res.Body)
		var a struct {
			Data struct {
				Result []struct {
					Metric map[string]string
					Value  []any
				}
			}
		}
		if json.Unmarshal(data, &a) != nil || len(a.Data.Result) == 0 {
			return ""
		}
		return fmt.Sprint(a.Data.Result[0].Value[1])
	}
	for i := 0; ask(`up{job="falcod"} == 1`) == ""; i++ {
		if i == 300 {
			t.Fatalf("nothing is scraped\n%s", log())
		}
		time.Sleep(100 * time.Millisecond)
	}
	for query, want := range map[string]string{
		`falcosecurity_falco_rules_matches_total{priority="4",tag_a="true"}`:     "3",
		`falcosecurity_scap_n_evts_total`:                                        "8",
		`falcosecurity_scap_n_drops_total`:                                       "1",
		`sum(falcod_output_alerts_total{output="stdout",result!="accepted"})`:    "3",
		`count(falcosecurity_scap_engine_name_info{evt_source="syscall"})`:       "1",
		`count({job="falcod",__name__=~"falcosecurity_.+"}) > bool 25`:           "1",
		`falcosecurity_falco_start_timestamp_nanoseconds / 1e9 > bool time()-60`: "1",
	} {
		if got := ask(query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	if bad := regexp.MustCompile(`(?m)^.*level=(warn|error).*scrape.*$`).FindString(log()); bad != "" {
		t.Error(bad)
	}
}
