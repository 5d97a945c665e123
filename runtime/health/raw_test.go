package health

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// say opens a connection, writes text and returns the status of each answer.
func say(t testing.TB, addr, text string) []int {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	go func() {
		_, _ = io.WriteString(c, text) // a server that has heard enough hangs up
		_ = c.(*net.TCPConn).CloseWrite()
	}()
	var codes []int
	for r := bufio.NewReader(c); ; {
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			return codes
		}
		_, _ = io.Copy(io.Discard, res.Body)
		codes = append(codes, res.StatusCode)
	}
}

// TestOddRequests are wrong methods, tricks with paths, and bodies and headers that are
// too large or lie about themselves.
func TestOddRequests(t *testing.T) {
	var reloads atomic.Int64
	opt := options()
	opt.Reload = func(ctx context.Context) error { reloads.Add(1); return nil }
	_, url := serve(t, opt)
	addr := strings.TrimPrefix(url, "http://")
	get := func(target string) string {
		return "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
	}
	post := func(headers, body string) string {
		return "POST /reload HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n" + body
	}
	const token = "Authorization: Bearer sesame\r\n"
	for _, c := range []struct {
		text string
		want int // 0: no answer
	}{
		{strings.Replace(get("/healthz"), "GET", "get", 1), 405},
		{strings.Replace(get("/healthz"), "GET", "TRACE", 1), 405},
		{strings.Replace(get("/healthz"), "GET", "OPTIONS", 1), 405},
		{strings.Replace(get("/reload"), "GET", "PUT", 1), 405},
		{"CONNECT evil:80 HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n", 405},
		{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
		{get("http://other/healthz"), 200},
		{get("/healthz?x=/etc/passwd"), 200},
		{get("/healthz/"), 404},
		{get("/healthz%00"), 404},
		{get("/healthz/%2e%2e/metrics/x"), 404},
		{get("/ui/..%2f..%2fetc/passwd"), 404},
		{get("/..\\..\\etc\\passwd"), 404},
		{get("/%"), 400},
		{get("healthz"), 400},
		{get("*"), 400},
		{get("/" + strings.Repeat("a", 8<<10)), 404},
		{get("/" + strings.Repeat("a", 32<<10)), 431},
		{get("/healthz") + "garbage", 200},
		{"GET /healthz HTTP/1.0\r\n\r\n", 200},
		{"GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
		{"GET /healthz HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n", 400},
		{"GET /healthz HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("A: b\r\n", 1<<14) + "\r\n", 431},
		{"GET /healthz HTTP/1.1\r\nHost: x", 400},
		{post("", ""), 401},
		{post("Authorization: Basic sesame\r\n", ""), 401},
		{post("Authorization: Bearer sesame \x00\r\n", ""), 400},
		{post("Authorization: bearer sesame\r\n", ""), 401},
		{post(token+"Authorization: Bearer wrong\r\n", ""), 200}, // the first holds
		{post("Content-Length: 9999999\r\n", strings.Repeat("a", 1<<20)), 401},
		{post("Transfer-Encoding: chunked\r\n", "zz\r\n"), 401},
		{post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 401},
		{post("Transfer-Encoding: gzip\r\n", ""), 501},
		{post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), 400},
		{post(token+"Content-Length: 99999999999999999999\r\n", ""), 400},
	} {
		if got := say(t, addr, c.text); c.want == 0 && len(got) > 0 || c.want != 0 && (len(got) == 0 || got[0] != c.want) {
			t.Errorf("%.60q: %v, want %d", c.text, got, c.want)
		}
	}
	if reloads.Load() != 1 {
		t.Errorf("%d reloads, one had the token", reloads.Load())
	}
	if codes := say(t, addr, strings.Repeat("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 20)+get("/none")); len(codes) != 21 || codes[20] != 404 {
		t.Errorf("21 requests at once: %v", codes)
	}
}

// TestCrowd holds that connections beyond the bound are sent away, and that there is
// room again when others go.
func TestCrowd(t *testing.T) {
	_, url := serve(t, options())
	addr := strings.TrimPrefix(url, "http://")
	var crowd []net.Conn
	for range maxConns + 20 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		crowd = append(crowd, c)
	}
	refused := 0
	for _, c := range slices.Backward(crowd) { // the last ones find no room
		c.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
		if _, err := c.Read(make([]byte, 1)); err != nil && !isTimeout(err) {
			refused++
		}
		if refused == 20 {
			break
		}
	}
	if refused < 20 {
		t.Errorf("%d of %d connections are refused", refused, len(crowd))
	}
	for _, c := range crowd {
		c.Close()
	}
	for i := 0; ; i++ {
		if codes := say(t, addr, "GET /healthz HTTP/1.0\r\n\r\n"); len(codes) == 1 && codes[0] == 200 {
			return
		}
		if i == 100 {
			t.Fatal("there is no room when the others have gone")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func isTimeout(err error) bool {
	n, ok := err.(net.Error)
	return ok && n.Timeout()
}

// panics keeps the line of a log that tells of one.
type panics struct{ told atomic.Pointer[string] }

func (p *panics) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("panic")) {
		text := string(line)
		p.told.Store(&text)
	}
	return len(line), nil
}

// FuzzConnection writes anything to the server. It must not fall over, and only a
// request with the token reloads.
func FuzzConnection(f *testing.F) {
	var log panics
	opt := options()
	opt.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var reloads atomic.Int64
	opt.Reload = func(context.Context) error { reloads.Add(1); return nil }
	s, err := Start(opt)
	if err != nil {
		f.Fatal(err)
	}
	s.Alerts.close()
	f.Cleanup(func() { _ = s.Close() })
	for _, text := range []string{
		"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /ui HTTP/1.0\r\n\r\n", "POST /reload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Length: 3\r\n\r\nabc",
		"POST /reload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: application/openmetrics-text\r\nAccept-Encoding: gzip\r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03", "HEAD //healthz?%zz HTTP/1.1\r\nHost: [::1\r\n\r\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := net.Dial("tcp", s.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(20 * time.Second))
		_, _ = c.Write(text)
		_ = c.(*net.TCPConn).CloseWrite()
		answer, err := io.ReadAll(c)
		if isTimeout(orNone(err)) {
			t.Errorf("%q holds the connection: %.80q", text, answer)
		}
		if n := reloads.Swap(0); n > 0 && !bytes.Contains(text, []byte("sesame")) {
			t.Errorf("%q reloads", text)
		}
		if codes := say(t, s.Addr().String(), "GET /healthz HTTP/1.0\r\n\r\n"); fmt.Sprint(codes) != "[200]" {
			t.Errorf("after %q: %v", text, codes)
		}
		if told := log.told.Load(); told != nil {
			t.Errorf("%q: %s", text, *told)
		}
	})
}

func orNone(err error) error {
	if err == nil {
		return io.EOF
	}
	return err
}
