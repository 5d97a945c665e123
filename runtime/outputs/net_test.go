package outputs

import (
	"bufio"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// identity makes a certificate authority, a server's and a client's certificate.
func identity(t *testing.T) (client TLS, server *tls.Config) {
	t.Helper()
	dir := t.TempDir()
	caKey, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "ca"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, kind string, der []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	leaf := func(name string, use x509.ExtKeyUsage) (string, string) {
		key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		c := &x509.Certificate{
			SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
			IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{use}, KeyUsage: x509.KeyUsageDigitalSignature,
		}
		der, err := x509.CreateCertificate(rand.Reader, c, ca, &key.PublicKey, caKey)
		if err != nil {
			t.Fatal(err)
		}
		keyDER, _ := x509.MarshalPKCS8PrivateKey(key)
		return put(name+".pem", "CERTIFICATE", der), put(name+".key", "PRIVATE KEY", keyDER)
	}
	client = TLS{CACert: put("ca.pem", "CERTIFICATE", caDER), MTLS: true}
	client.ClientCert, client.ClientKey = leaf("client", x509.ExtKeyUsageClientAuth)
	cert, key := leaf("server", x509.ExtKeyUsageServerAuth)
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	caPEM, _ := os.ReadFile(client.CACert)
	pool.AppendCertsFromPEM(caPEM)
	return client, &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert}
}

// daemon is a syslog daemon on a stream: counted octets, one message each.
func syslogDaemon(t *testing.T, ln net.Listener, got chan<- string) {
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				r := bufio.NewReader(c)
				for {
					num, err := r.ReadString(' ')
					if err != nil {
						return
					}
					n, err := strconv.Atoi(strings.TrimSpace(num))
					if err != nil {
						got <- "bad frame " + num
						return
					}
					msg := make([]byte, n)
					if _, err := io.ReadFull(r, msg); err != nil {
						return
					}
					got <- string(msg)
				}
			}()
		}
	}()
	t.Cleanup(func() { ln.Close() })
}

var rfc5424 = regexp.MustCompile(`^<12>1 2026-11-23T16:14:36\.530359Z host falco \d+ alert - line (\d+)$`)

func TestSyslogStream(t *testing.T) {
	client, server := identity(t)
	for _, scheme := range []string{"tcp", "tls"} {
		got := make(chan string, 100)
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		addr := ln.Addr().String()
		wrap := func(ln net.Listener) net.Listener {
			if scheme == "tls" {
				return tls.NewListener(ln, server)
			}
			return ln
		}
		var conns killable
		conns.Listener = ln
		syslogDaemon(t, wrap(&conns), got)
		sink, err := NewSyslog(Syslog{Address: scheme + "://" + addr, Facility: "user", App: "falco", Hostname: "host", TLS: client})
		if err != nil {
			t.Fatal(err)
		}
		h, stop := start(t, Spec{Sink: sink, Timeout: 2 * time.Second, Retries: 20})
		for i := range 10 {
			if i == 5 { // the daemon dies and comes back
				conns.kill()
				time.Sleep(50 * time.Millisecond)
				if ln, err = net.Listen("tcp", addr); err != nil {
					t.Fatal(err)
				}
				syslogDaemon(t, wrap(ln), got)
			}
			h.Send(line(i))
			m := rfc5424.FindStringSubmatch(<-got)
			if m == nil || m[1] != strconv.Itoa(i) {
				t.Fatalf("%s: message %d is %q", scheme, i, m)
			}
		}
		if s := stop(5 * time.Second); s.Delivered != 10 {
			t.Errorf("%s: %+v", scheme, s)
		}
	}
}

// killable is a listener whose connections can be ended.
type killable struct {
	net.Listener
	last atomic.Pointer[net.Conn]
}

func (k *killable) Accept() (net.Conn, error) {
	c, err := k.Listener.Accept()
	if err == nil {
		k.last.Store(&c)
	}
	return c, err
}

func (k *killable) kill() {
	k.Listener.Close()
	if c := k.last.Load(); c != nil {
		(*c).Close()
	}
}

func TestSyslogDatagram(t *testing.T) {
	udp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	path := filepath.Join(t.TempDir(), "log")
	local, err := net.ListenPacket("unixgram", path)
	if err != nil {
		t.Fatal(err)
	}
	defer local.Close()
	t.Setenv("TZ", "UTC")
	for addr, c := range map[string]struct {
		conn net.PacketConn
		want string
	}{
		"udp://" + udp.LocalAddr().String(): {udp, `^<12>1 \S+ host falco \d+ alert - line 0$`},
		"unix://" + path:                    {local, `^<12>Nov 2[34] \d\d:14:36 falco\[\d+\]: line 0$`},
	} {
		sink, err := NewSyslog(Syslog{Address: addr, Facility: "user", App: "falco", Hostname: "ho st"})
		if err != nil {
			t.Fatal(err)
		}
		h, stop := start(t, Spec{Sink: sink, Timeout: time.Second})
		h.Send(line(0))
		buf := make([]byte, 1000)
		c.conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		n, _, err := c.conn.ReadFrom(buf)
		if err != nil || !regexp.MustCompile(c.want).Match(buf[:n]) {
			t.Errorf("%s: %q %v", addr, buf[:n], err)
		}
		stop(time.Second)
	}
	for _, bad := range []Syslog{{Address: "udp://", Facility: "user"}, {Address: "ftp://h", Facility: "user"}, {Address: "unix://", Facility: "user"}, {Address: "udp://h", Facility: "x"}, {Address: "udp://h"}, {Address: ":"}} {
		if _, err := NewSyslog(bad); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}

// receiver is an HTTPS server that wants a certificate.
func receiver(t *testing.T, f http.HandlerFunc) (url string, client TLS) {
	client, conf := identity(t)
	srv := httptest.NewUnstartedServer(f)
	srv.TLS = conf
	srv.Config.ErrorLog = nil
	srv.StartTLS()
	t.Cleanup(srv.Close)
	return srv.URL, client
}

func TestHTTP(t *testing.T) {
	var n atomic.Int64
	bodies := make(chan string, 100)
	url, id := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		switch n.Add(1) {
		case 1:
			w.WriteHeader(http.StatusInternalServerError)
			return
		case 2:
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		case 3: // hang up
			panic(http.ErrAbortHandler)
		case 5:
			w.WriteHeader(http.StatusForbidden)
			return
		}
		gz, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Error(err)
			return
		}
		body, _ := io.ReadAll(gz)
		bodies <- r.Method + " " + r.Header.Get("Content-Type") + " " + r.Header.Get("X-A") + " " + r.UserAgent() + " " + string(body)
	})
	sink, err := NewHTTP(HTTP{URL: url, UserAgent: "ua", TLS: id, Compress: true, KeepAlive: true, Headers: map[string]string{"X-A": "b"}, JSON: true}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	h, stop := start(t, Spec{Sink: sink, Timeout: 2 * time.Second, Retries: 5})
	for i := range 3 {
		h.Send(line(i))
	}
	if s := stop(10 * time.Second); s.Delivered != 2 || s.Failed != 1 || s.Retries != 3 {
		t.Errorf("%+v", s)
	}
	for _, i := range []int{0, 2} {
		if got, want := <-bodies, fmt.Sprintf("POST application/json b ua line %d", i); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	// Without the authority, and without a certificate of its own, nothing goes out.
	for _, bad := range []TLS{{}, {CACert: id.CACert}} {
		sink, err := NewHTTP(HTTP{URL: url, TLS: bad}, quiet)
		if err != nil {
			t.Fatal(err)
		}
		h, stop := start(t, Spec{Sink: sink, Timeout: time.Second})
		h.Send(line(0))
		if s := stop(5 * time.Second); s.Failed != 1 {
			t.Errorf("%+v: %+v", bad, s)
		}
	}
	for _, bad := range []HTTP{{URL: "x"}, {URL: "ftp://x"}, {URL: "http://h", TLS: TLS{CACert: "/none"}}, {URL: "http://h", TLS: TLS{MTLS: true}}, {URL: "http://h", TLS: TLS{CABundle: "/dev/null"}}} {
		if _, err := NewHTTP(bad, quiet); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}

func TestHTTPHung(t *testing.T) {
	free := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-free }))
	defer srv.Close()
	defer close(free)
	sink, err := NewHTTP(HTTP{URL: srv.URL, KeepAlive: true}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	h, stop := start(t, Spec{Sink: sink, Timeout: 50 * time.Millisecond, Retries: 1})
	h.Send(line(0))
	if s := stop(5 * time.Second); s.Failed != 1 || s.Retries != 1 {
		t.Errorf("%+v", s)
	}
}

func TestOTLP(t *testing.T) {
	got := make(chan []byte, 10)
	var n atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		gz, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Error(err)
			return
		}
		body, _ := io.ReadAll(gz)
		got <- body
		if n.Add(1) == 2 {
			fmt.Fprint(w, `{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"no"}}`)
			return
		}
		fmt.Fprint(w, `{}`)
	}))
	defer srv.Close()
	sink, err := NewOTLP(HTTP{URL: srv.URL + "/v1/logs"}, "host", "1", quiet)
	if err != nil {
		t.Fatal(err)
	}
	h, stop := start(t, Spec{Sink: sink, Batch: 512, Timeout: 5 * time.Second})
	h.Send(line(7))
	var doc struct {
		ResourceLogs []struct {
			Resource  struct{ Attributes []attribute }
			ScopeLogs []struct{ LogRecords []logRecord }
		}
	}
	if err := json.Unmarshal(<-got, &doc); err != nil {
		t.Fatal(err)
	}
	r := doc.ResourceLogs[0].ScopeLogs[0].LogRecords[0]
	if r.Time != "1795450476530359276" || r.Severity != 13 || r.Text != "Warning" || r.Body["stringValue"] != "line 7" {
		t.Errorf("%+v", r)
	}
	text := fmt.Sprint(r.Attrs)
	for _, want := range []string{"falco.rule map[stringValue:R]", "n map[intValue:7]", "b map[boolValue:true]", "s map[stringValue:x]"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s lacks %s", text, want)
		}
	}
	h.Send(line(8))
	h.Send(&Alert{Full: []byte("no JSON")})
	if s := stop(5 * time.Second); s.Delivered != 1 || s.Failed != 2 {
		t.Errorf("%+v", s)
	}
}
