// Package health is falcod's own web server: whether it is well, which versions it is
// made of, its numbers for Prometheus, a way to reload, and a page that shows alerts as
// they come. It answers GET and HEAD, and POST where something is to be done; requests
// have bounds in size and time.
package health

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Options say what is served and to whom.
type Options struct {
	Address     string // HOST:PORT
	Healthz     string // path
	Certificate string // file with certificate and key; "" is no TLS
	Metrics     bool
	UI          bool
	Token       string // of POST /reload; "" refuses it

	Log      *slog.Logger
	Versions map[string]string
	Healthy  func() error
	Numbers  func(ctx context.Context) (*Numbers, error)
	Reload   func(ctx context.Context) error
	Rules    func(ctx context.Context) ([]Rule, error)
}

// Rule is a rule as the page shows it.
type Rule struct {
	Name     string   `json:"name"`
	Desc     string   `json:"desc"`
	Priority string   `json:"priority"`
	Tags     []string `json:"tags"`
	Enabled  bool     `json:"enabled"`
	Alerts   uint64   `json:"alerts"`
}

// The bounds of the server.
const (
	maxConns   = 256
	maxStreams = 32
	maxBody    = 4 << 10
	maxHeader  = 16 << 10
	maxTime    = 15 * time.Second
)

// Server is a running server.
type Server struct {
	Alerts *Stream

	opt   Options
	srv   *http.Server
	ln    net.Listener
	ended sync.WaitGroup
}

var healthPath = regexp.MustCompile(`^(/[A-Za-z0-9._~-]+)+$`)

//go:embed ui.html
var page []byte

// policy lets the page run the script and the styles that it came with, and no others.
var policy = "default-src 'none'; style-src " + digest("style") + "; script-src " + digest("script") +
	"; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// digest is the source expression of the page's one element of this kind.
func digest(tag string) string {
	_, text, _ := bytes.Cut(page, []byte("<"+tag+">"))
	text, _, _ = bytes.Cut(text, []byte("</"+tag+">"))
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Start listens and serves.
func Start(opt Options) (*Server, error) {
	switch opt.Healthz {
	case "":
		opt.Healthz = "/healthz"
	case "/versions", "/metrics", "/reload", "/ui", "/events", "/rules", "/status":
		return nil, fmt.Errorf("web server: %s is no path for health", opt.Healthz)
	}
	if !healthPath.MatchString(opt.Healthz) {
		return nil, fmt.Errorf("web server: %q is no path", opt.Healthz)
	}
	s := &Server{opt: opt, Alerts: newStream()}
	ln, err := net.Listen(network(opt.Address), opt.Address)
	if err != nil {
		return nil, fmt.Errorf("web server: %w", err)
	}
	s.ln = ln
	if opt.Certificate != "" {
		cert, err := tls.LoadX509KeyPair(opt.Certificate, opt.Certificate)
		if err != nil {
			ln.Close()
			return nil, fmt.Errorf("web server: certificate: %w", err)
		}
		ln = tls.NewListener(&limited{ln, make(chan struct{}, maxConns)}, &tls.Config{
			Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
		})
	} else {
		ln = &limited{ln, make(chan struct{}, maxConns)}
	}
	s.srv = &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: maxTime, IdleTimeout: time.Minute,
		MaxHeaderBytes: maxHeader,
		ErrorLog:       slog.NewLogLogger(opt.Log.Handler(), slog.LevelDebug),
	}
	s.ended.Add(1)
	go func() {
		defer s.ended.Done()
		if err := s.srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			opt.Log.Error("the web server ended", "error", err)
		}
	}()
	return s, nil
}

// network keeps an address of IPv4 from meaning IPv6, too: 0.0.0.0 would.
func network(addr string) string {
	if a, err := netip.ParseAddrPort(addr); err == nil && a.Addr().Is4() {
		return "tcp4"
	}
	return "tcp"
}

// Addr is where the server listens.
func (s *Server) Addr() net.Addr { return s.ln.Addr() }

// Close ends the server with what it is doing.
func (s *Server) Close() error {
	s.Alerts.close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	err := s.srv.Shutdown(ctx)
	if err != nil {
		err = s.srv.Close()
	}
	s.ended.Wait()
	return err
}

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	exact := func(path string, f http.HandlerFunc) { mux.HandleFunc("GET "+path, f) }
	exact("/healthz", s.healthz)
	if path := s.opt.Healthz; path != "/healthz" {
		exact(path, s.healthz)
	}
	exact("/versions", func(w http.ResponseWriter, _ *http.Request) { answer(w, s.opt.Versions) })
	if s.opt.Metrics {
		reg := prometheus.NewRegistry()
		reg.MustRegister(&collector{s.opt})
		exact("/metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second}).ServeHTTP)
	}
	mux.HandleFunc("POST /reload", s.reload)
	if s.opt.UI {
		exact("/ui", s.ui)
		exact("/events", s.Alerts.serve)
		exact("/rules", func(w http.ResponseWriter, r *http.Request) {
			rules, err := s.opt.Rules(r.Context())
			if err != nil {
				http.Error(w, err.Error(), http.StatusServiceUnavailable)
				return
			}
			answer(w, rules)
		})
		exact("/status", func(w http.ResponseWriter, r *http.Request) {
			n, err := s.opt.Numbers(r.Context())
			if err != nil {
				http.Error(w, err.Error(), http.StatusServiceUnavailable)
				return
			}
			answer(w, n)
		})
		exact("/{$}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ui", http.StatusSeeOther) })
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		mux.ServeHTTP(w, r)
	})
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the peer has gone
}

func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	if err := s.opt.Healthy(); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	answer(w, map[string]string{"status": "ok"})
}

func (s *Server) ui(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	_, _ = w.Write(page)
}

// reload needs the token: whoever reaches the port must not replace rules.
func (s *Server) reload(w http.ResponseWriter, r *http.Request) {
	want := sha256.Sum256([]byte("Bearer " + s.opt.Token))
	got := sha256.Sum256([]byte(r.Header.Get("Authorization")))
	if s.opt.Token == "" || subtle.ConstantTimeCompare(want[:], got[:]) != 1 {
		w.Header().Set("WWW-Authenticate", "Bearer")
		http.Error(w, "a reload needs the token of webserver.reload_token", http.StatusUnauthorized)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), maxTime-time.Second)
	defer cancel()
	if err := s.opt.Reload(ctx); err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	answer(w, map[string]string{"status": "reloaded"})
}

// limited lets a number of connections in; the others wait to be accepted.
type limited struct {
	net.Listener
	slots chan struct{}
}

func (l *limited) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	select {
	case l.slots <- struct{}{}:
		return &counted{Conn: c, free: sync.OnceFunc(func() { <-l.slots })}, nil
	default:
		_ = c.Close() // too many: a client that waits would hold a descriptor as well
		return l.Accept()
	}
}

type counted struct {
	net.Conn
	free func()
}

func (c *counted) Close() error {
	defer c.free()
	return c.Conn.Close()
}
