package health

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func options() Options {
	return Options{
		Address: "127.0.0.1:0", Metrics: true, UI: true, Token: "sesame", Log: slog.New(slog.DiscardHandler),
		Versions: map[string]string{"falcod": "1", "engine": "0.63"},
		Healthy:  func() error { return nil },
		Numbers: func(context.Context) (*Numbers, error) {
			return &Numbers{
				Engine: "replay", Events: 7, ByType: map[string]uint64{"open": 7}, Kernel: &Kernel{Events: []uint64{7}, Lost: []uint64{1}, Why: map[string]uint64{"full": 1}, WhyByType: map[string]map[string]uint64{"open": {"full": 1, "size": 0}}, FilteredBy: map[string]uint64{"connect": 2}, Produced: 10, Delivered: 7, Filtered: 2, Full: []BufferDrops{{"open", "exit", 1}}, Size: 2}, Drops: 1, Start: time.Now(),
				ByRule:   []RuleCount{{Rule: "R\xff", Priority: 4, Tags: []string{"a", "b-c", "b.c"}, Alerts: 3}, {Rule: "S"}},
				Measured: 5, Costs: []RuleCost{{"R", 4, 1, 1500 * time.Nanosecond}},
				Outputs: []outputs.Stats{{Name: "stdout", Accepted: 3, Delivered: 2, Dropped: 1}},
			}, nil
		},
		Rules:  func(context.Context) ([]Rule, error) { return []Rule{{Name: "R", Enabled: true}}, nil },
		Reload: func(context.Context) error { return nil },
	}
}

func serve(t *testing.T, opt Options) (*Server, string) {
	t.Helper()
	s, err := Start(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, "http://" + s.Addr().String()
}

func do(t *testing.T, method, url, auth, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if auth != "" {
		req.Header.Set("Authorization", auth)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(text)
}

func TestAnswers(t *testing.T) {
	opt := options()
	healthy, reload := error(nil), error(nil)
	opt.Healthy = func() error { return healthy }
	opt.Reload = func(context.Context) error { return reload }
	_, url := serve(t, opt)
	check := func(method, path, auth string, status int, want string) {
		t.Helper()
		if code, text := do(t, method, url+path, auth, ""); code != status || !strings.Contains(text, want) {
			t.Errorf("%s %s: %d %s", method, path, code, text)
		}
	}
	check("GET", "/healthz", "", 200, `{"status":"ok"}`)
	check("HEAD", "/healthz", "", 200, "")
	check("GET", "/versions", "", 200, `"engine":"0.63"`)
	check("GET", "/rules", "", 200, `"name":"R"`)
	check("GET", "/status", "", 200, `"Events":7`)
	check("GET", "/ui", "", 200, "<title>falcod</title>")
	check("GET", "/", "", 200, "<title>falcod</title>")
	check("GET", "/metrics", "", 200, `falcosecurity_falco_rules_matches_total{priority="4",rule_name="R�",source="",tag_a="true",tag_b_c="true"} 3`)
	for _, line := range []string{
		`falcod_output_alerts_total{output="stdout",result="dropped"} 1`,
		`falcod_kernel_lost_events_total{reason="full"} 1`,
		`falcod_kernel_lost_events_by_type_total{reason="full",type="open"} 1`,
		`falcod_kernel_filtered_by_type_total{type="connect"} 2`,
		`falcod_kernel_produced_total 10`,
		`falcod_kernel_inspected_ratio 0.875`,
	} {
		check("GET", "/metrics", "", 200, line)
	}
	check("GET", "/metrics", "", 200, "falcosecurity_scap_n_evts_total 8")
	check("GET", "/metrics", "", 200, `falcosecurity_scap_n_drops_buffer_total{dir="exit",drop="open"} 1`)
	check("GET", "/metrics", "", 200, `falcod_rule_evaluations_measured_total{rule_name="R"} 4`)
	check("GET", "/metrics", "", 200, `falcod_rule_evaluation_measured_seconds_total{rule_name="R"} 1.5e-06`)
	check("POST", "/healthz", "", 405, "")
	check("DELETE", "/ui", "", 405, "")
	check("GET", "/reload", "", 405, "")
	check("GET", "/none", "", 404, "")
	check("GET", "/ui/../../etc/passwd", "", 404, "")
	check("GET", "/%2e%2e/etc/passwd", "", 404, "")
	check("POST", "/reload", "", 401, "token")
	check("POST", "/reload", "Bearer wrong", 401, "token")
	check("POST", "/reload", "Bearer sesame", 200, "reloaded")
	healthy, reload = errors.New("starting"), errors.New("bundle x: truncated")
	check("GET", "/healthz", "", 503, "starting")
	check("POST", "/reload", "Bearer sesame", 422, "truncated")
}

// TestAddress holds that a server listens where it is told, and says where it cannot.
func TestAddress(t *testing.T) {
	opt := options()
	opt.Address = "0.0.0.0:0"
	s, _ := serve(t, opt)
	if a := s.Addr().(*net.TCPAddr); a.IP.To4() == nil {
		t.Errorf("0.0.0.0 listens at %v", a)
	}
	opt.Address = s.Addr().String()
	if s, err := Start(opt); err == nil || !strings.Contains(err.Error(), "web server: ") || !strings.Contains(err.Error(), "address already in use") {
		if err == nil {
			s.Close()
		}
		t.Errorf("a port in use: %v", err)
	}
	opt.Address = "192.0.2.1:0"
	if s, err := Start(opt); err == nil {
		s.Close()
		t.Error("it listens at an address that this machine does not have")
	}
}

func TestNoToken(t *testing.T) {
	opt := options()
	opt.Token, opt.UI, opt.Metrics, opt.Healthz = "", false, false, "/live"
	_, url := serve(t, opt)
	for path, want := range map[string]int{"/ui": 404, "/events": 404, "/metrics": 404, "/live": 200, "/healthz": 200} {
		if code, _ := do(t, "GET", url+path, "", ""); code != want {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code, _ := do(t, "POST", url+"/reload", "Bearer ", ""); code != 401 {
		t.Errorf("a reload without a token: %d", code)
	}
	for _, bad := range []string{"/metrics", "healthz", "/a b", "/{x}", "/"} {
		opt.Healthz = bad
		if s, err := Start(opt); err == nil {
			s.Close()
			t.Errorf("%s is a path for health", bad)
		}
	}
	opt = options()
	opt.Certificate = "/dev/null"
	if s, err := Start(opt); err == nil {
		s.Close()
		t.Error("an empty certificate is fine")
	}
}

// TestRawRequests are malformed, huge and unfinished requests.
func TestRawRequests(t *testing.T) {
	_, url := serve(t, options())
	addr := strings.TrimPrefix(url, "http://")
	for text, want := range map[string]string{
		"\x00\x01\x02\r\n\r\n":                                                        "400",
		"GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n":                                    "505",
		"GET /healthz HTTP/1.1\r\n\r\n":                                               "400",
		"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n":              "400",
		"GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("a", 64<<10) + "\r\n\r\n": "431",
	} {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		c.SetDeadline(time.Now().Add(10 * time.Second))
		go io.WriteString(c, text)
		status, _ := bufio.NewReader(c).ReadString('\n')
		if !strings.Contains(status, want) {
			t.Errorf("%.40q: %q, want %s", text, status, want)
		}
		c.Close()
	}
	c, err := net.Dial("tcp", addr) // TLS to a server without it
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(5 * time.Second))
	if err := tls.Client(c, &tls.Config{InsecureSkipVerify: true}).Handshake(); err == nil {
		t.Error("TLS without a certificate")
	}
	if code, _ := do(t, "GET", url+"/healthz", "", ""); code != 200 {
		t.Errorf("afterwards: %d", code)
	}
}

// TestSlow holds that a client that never ends its request is sent away.
func TestSlow(t *testing.T) {
	_, url := serve(t, options())
	c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	c.SetReadDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.Copy(io.Discard, c); err != nil {
		t.Errorf("it is still there: %v", err)
	}
}

// TestTLS has clients that do not do as the server wants.
func TestTLS(t *testing.T) {
	made := httptest.NewTLSServer(nil) // for its certificate
	made.Close()
	own := made.TLS.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(own.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "falcod.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: own.Certificate[0]})
	text = append(text, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...)
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	opt := options()
	opt.Certificate = file
	_, url := serve(t, opt)
	addr := strings.TrimPrefix(url, "http://")
	if code, _ := do(t, "GET", url+"/healthz", "", ""); code != 400 {
		t.Errorf("without TLS: %d", code)
	}
	for name, c := range map[string]struct {
		conf *tls.Config
		fine bool
	}{
		"old":       {&tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}, false},
		"no trust":  {&tls.Config{ServerName: "falcod"}, false},
		"as wanted": {&tls.Config{InsecureSkipVerify: true}, true},
	} {
		conn, err := tls.Dial("tcp", addr, c.conf)
		if (err == nil) != c.fine {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			conn.Close()
		}
	}
	garbage, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(garbage, "\x16\x03\x01\xff\xffgarbage")
	garbage.Close()
	conn, err := tls.Dial("tcp", addr, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatalf("afterwards: %v", err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	if answer, _ := io.ReadAll(conn); !strings.Contains(string(answer), `{"status":"ok"}`) {
		t.Errorf("afterwards: %s", answer)
	}
}

func TestStream(t *testing.T) {
	s, url := serve(t, options())
	send := func(text string) {
		if n, err := s.Alerts.Send(context.Background(), []*outputs.Alert{{Full: []byte(text + "\n")}}); n != 1 || err != nil {
			t.Error(n, err)
		}
	}
	send(`{"n":0}`)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, "GET", url+"/events", nil)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	next := func() string {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return data
			}
		}
		return ""
	}
	for i := range 3 {
		if got, want := next(), fmt.Sprintf(`{"n":%d}`, i); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		send(fmt.Sprintf(`{"n":%d}`, i+1))
	}
	// A listener that does not read holds nobody up and is told what it missed.
	l := s.Alerts.join()
	for range maxBehind + 10 {
		send("{}")
	}
	if n := s.Alerts.missed(l); n < 10 {
		t.Errorf("%d missed", n)
	}
	s.Alerts.leave(l)
	for range maxStreams {
		s.Alerts.join()
	}
	if code, _ := do(t, "GET", url+"/events", "", ""); code != 503 {
		t.Errorf("too many listeners: %d", code)
	}
}

// TestMetricsAreConsistent has the registry check what is exported.
func TestMetricsAreConsistent(t *testing.T) {
	reg := prometheus.NewPedanticRegistry()
	reg.MustRegister(&collector{options()})
	if _, err := reg.Gather(); err != nil {
		t.Error(err)
	}
	opt := options()
	opt.Numbers = func(context.Context) (*Numbers, error) { return nil, errors.New("stopped") }
	reg = prometheus.NewRegistry()
	reg.MustRegister(&collector{opt})
	if _, err := reg.Gather(); err == nil {
		t.Error("an engine that has stopped has numbers")
	}
}

func FuzzRequest(f *testing.F) {
	s := &Server{opt: options(), Alerts: newStream()}
	s.opt.Healthz = "/healthz"
	s.Alerts.close()
	h := s.handler()
	for _, path := range []string{"/", "/reload", "/ui/..", "/events", "/metrics?x=%zz", "//healthz", "/%00"} {
		f.Add("GET", path, "Bearer x", "body")
	}
	f.Fuzz(func(t *testing.T, method, path, auth, body string) {
		req, err := http.NewRequest(method, "http://x/"+strings.TrimPrefix(path, "/"), strings.NewReader(body))
		if err != nil {
			return
		}
		req.Header["Authorization"] = []string{auth}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		if req.URL.Path == "/reload" && method == "POST" && auth != "Bearer sesame" && rec.Code != 401 {
			t.Errorf("a reload without its token: %d", rec.Code)
		}
	})
}
