package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"
)

// receivers are who gets the alerts: a web server that fails now and then, a syslog
// daemon, a file, a program, and pages.
type receivers struct {
	dir    string
	web    *httptest.Server
	syslog net.PacketConn
	port   int // of falcod

	down   atomic.Bool // the web server answers 503
	posts  atomic.Uint64
	grams  atomic.Uint64
	pages  atomic.Uint64 // visits
	events atomic.Uint64 // alerts that pages saw
}

func receive() (*receivers, error) {
	r := &receivers{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r.port = l.Addr().(*net.TCPAddr).Port
	l.Close()
	r.web = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		_, _ = io.Copy(io.Discard, q.Body)
		if r.down.Load() {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		r.posts.Add(1)
	}))
	if r.syslog, err = net.ListenPacket("udp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	_ = r.syslog.(*net.UDPConn).SetReadBuffer(4 << 20)
	go func() {
		b := make([]byte, 64<<10)
		for {
			if _, _, err := r.syslog.ReadFrom(b); err != nil {
				return
			}
			r.grams.Add(1)
		}
	}()
	return r, nil
}

func (r *receivers) close() {
	r.web.Close()
	r.syslog.Close()
}

// config is falcod's configuration.
func (r *receivers) config(dir, bundle string) string {
	r.dir = dir
	return strings.NewReplacer("BUNDLE", bundle, "DIR", dir, "URL", r.web.URL, "SYSLOG", r.syslog.LocalAddr().String(), "PORT", fmt.Sprint(r.port)).Replace(`
bundle: BUNDLE
json_output: true
stdout_output: {enabled: false}
file_output: {enabled: true, keep_alive: true, filename: DIR/alerts}
syslog_output: {enabled: true, address: "udp://SYSLOG"}
program_output: {enabled: true, keep_alive: true, program: "cat > DIR/piped"}
http_output: {enabled: true, url: "URL", keep_alive: true, retries: 2, queue: {capacity: 2000}}
webserver: {enabled: true, listen_port: PORT}
metrics: {enabled: true, interval: 10s}
`)
}

func (r *receivers) get(path string) (*http.Response, error) {
	return http.Get(fmt.Sprintf("http://127.0.0.1:%d%s", r.port, path))
}

// visit opens the stream of alerts again and again, reads a while and goes.
func (r *receivers) visit(ctx context.Context) {
	for ctx.Err() == nil {
		look, cancel := context.WithTimeout(ctx, 2*time.Second)
		req, err := http.NewRequestWithContext(look, "GET", fmt.Sprintf("http://127.0.0.1:%d/events", r.port), nil)
		if err == nil {
			var res *http.Response
			if res, err = http.DefaultClient.Do(req); err == nil {
				r.pages.Add(1)
				in := bufio.NewScanner(res.Body)
				for in.Scan() {
					if bytes.HasPrefix(in.Bytes(), []byte("data: ")) {
						r.events.Add(1)
					}
				}
				res.Body.Close()
			}
		}
		cancel()
		if res, err := r.get("/metrics"); err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
		}
		time.Sleep(500 * time.Millisecond)
	}
}

// faults takes the web server down for 20 seconds of every two minutes.
func (r *receivers) faults(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(100 * time.Second):
		}
		r.down.Store(true)
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Second):
		}
		r.down.Store(false)
	}
}

// verdict holds what arrived against what falcod says.
func (r *receivers) verdict(w io.Writer, s *status) error {
	lines := func(name string) uint64 {
		data, err := os.ReadFile(filepath.Join(r.dir, name))
		if err != nil {
			return 0
		}
		return uint64(bytes.Count(data, []byte{'\n'}))
	}
	got := map[string]uint64{"http": r.posts.Load(), "syslog": r.grams.Load(), "file": lines("alerts"), "program": lines("piped")}
	var wrong []string
	fmt.Fprintln(w)
	for _, o := range s.Outputs {
		if o.Accepted+o.Recovered != o.Delivered+o.Dropped+o.Failed+o.Waiting+o.OnDisk {
			wrong = append(wrong, fmt.Sprintf("the numbers of %s do not add up: %+v", o.Name, o))
		}
		n, ok := got[o.Name]
		if !ok {
			continue
		}
		fmt.Fprintf(w, "%s: %d accepted, %d delivered, %d received, %d dropped, %d failed\n", o.Name, o.Accepted, o.Delivered, n, o.Dropped, o.Failed)
		// Alerts after the last look, and metrics, may have come on top.
		if n < o.Delivered {
			wrong = append(wrong, fmt.Sprintf("%s: %d delivered, %d received", o.Name, o.Delivered, n))
		}
		if o.Name != "http" && o.Dropped+o.Failed > 0 {
			wrong = append(wrong, fmt.Sprintf("%s lost %d alerts", o.Name, o.Dropped+o.Failed))
		}
	}
	fmt.Fprintf(w, "pages: %d visits saw %d alerts\n", r.pages.Load(), r.events.Load())
	if len(wrong) > 0 {
		return fmt.Errorf("%s", strings.Join(wrong, "; "))
	}
	return nil
}
