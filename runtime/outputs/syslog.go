package outputs

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// facilities are syslog's, by number; those without a name here cannot be chosen.
var facilities = []string{
	"kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
	12: "", 13: "", 14: "", 15: "", 16: "local0", 17: "local1", 18: "local2", 19: "local3", 20: "local4", 21: "local5", 22: "local6", 23: "local7",
}

// maxDatagram bounds a message that must fit into one datagram, in bytes.
const maxDatagram = 65000

// Syslog says which daemon is meant.
type Syslog struct {
	Address  string // unix:///dev/log, udp://, tcp:// or tls://HOST:PORT
	Facility string
	App      string // who speaks
	Hostname string
	TLS      TLS
}

type syslogSink struct {
	opt      Syslog
	scheme   string
	addr     string
	facility int
	tls      *tls.Config
	conn     net.Conn
	dead     chan struct{} // closed when the peer has hung up
	buf      []byte
}

// ports are the ports of addresses that have none.
var ports = map[string]string{"udp": "514", "tcp": "601", "tls": "6514"}

// NewSyslog is a sink that writes to a syslog daemon: to the local one in the form of
// the C library, to others as RFC 5424, with counted octets on streams. A stream tells
// nothing of messages that were on their way when it broke; those are not sent again.
func NewSyslog(opt Syslog) (Sink, error) {
	u, err := url.Parse(opt.Address)
	if err != nil {
		return nil, err
	}
	s := &syslogSink{opt: opt, scheme: u.Scheme, addr: u.Host, facility: slices.Index(facilities, opt.Facility)}
	if s.facility < 0 || opt.Facility == "" {
		return nil, fmt.Errorf("unknown facility %q", opt.Facility)
	}
	switch port, ok := ports[u.Scheme]; {
	case u.Scheme == "unix" && u.Path != "":
		s.addr = u.Path
	case ok && u.Hostname() != "":
		if u.Port() == "" {
			s.addr = net.JoinHostPort(u.Hostname(), port)
		}
	default:
		return nil, fmt.Errorf("%q is not unix:///PATH, udp://, tcp:// or tls://HOST:PORT", opt.Address)
	}
	if s.scheme == "tls" {
		if s.tls, err = opt.TLS.Config(); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *syslogSink) connect(ctx context.Context) error {
	if s.conn != nil {
		select {
		case <-s.dead:
			s.shut()
		default:
			return nil
		}
	}
	d := &net.Dialer{}
	var err error
	switch s.scheme {
	case "unix":
		if s.conn, err = d.DialContext(ctx, "unixgram", s.addr); err != nil {
			s.conn, err = d.DialContext(ctx, "unix", s.addr)
		}
	case "tls":
		s.conn, err = (&tls.Dialer{NetDialer: d, Config: s.tls}).DialContext(ctx, "tcp", s.addr)
	default:
		s.conn, err = d.DialContext(ctx, s.scheme, s.addr)
	}
	if err != nil {
		s.conn = nil
		return err
	}
	s.dead = make(chan struct{})
	if s.stream() {
		go func(c net.Conn, dead chan struct{}) { // a daemon says nothing until it hangs up
			defer close(dead)
			_, _ = io.Copy(io.Discard, c)
		}(s.conn, s.dead)
	}
	return nil
}

func (s *syslogSink) stream() bool {
	return s.scheme == "tcp" || s.scheme == "tls" || s.conn.LocalAddr().Network() == "unix"
}

func (s *syslogSink) Send(ctx context.Context, batch []*Alert) (int, error) {
	for i, a := range batch {
		if err := s.connect(ctx); err != nil {
			return i, err
		}
		deadline, _ := ctx.Deadline()
		_ = s.conn.SetWriteDeadline(deadline)
		conn := s.conn
		undo := context.AfterFunc(ctx, func() { _ = conn.SetWriteDeadline(time.Unix(1, 0)) })
		_, err := s.conn.Write(s.message(a))
		undo()
		if err != nil {
			s.shut()
			return i, err
		}
	}
	return len(batch), nil
}

// message is the alert as the daemon takes it.
func (s *syslogSink) message(a *Alert) []byte {
	pri := s.facility<<3 | int(a.Priority&7)
	text := strings.TrimSuffix(string(a.Line), "\n")
	at := time.Unix(0, int64(a.Time))
	if s.scheme == "unix" {
		s.buf = fmt.Appendf(s.buf[:0], "<%d>%s %s[%d]: %s", pri, at.Format(time.Stamp), s.opt.App, os.Getpid(), text)
		if s.stream() {
			return append(s.buf, 0)
		}
		return s.buf[:min(len(s.buf), maxDatagram)]
	}
	s.buf = fmt.Appendf(s.buf[:0], "<%d>1 %s %s %s %d alert - %s", pri, at.UTC().Format("2006-01-02T15:04:05.000000Z"),
		header(s.opt.Hostname, 255), header(s.opt.App, 48), os.Getpid(), text)
	if s.scheme == "udp" {
		return s.buf[:min(len(s.buf), maxDatagram)]
	}
	return append(append([]byte(strconv.Itoa(len(s.buf))), ' '), s.buf...)
}

// header is text as a header field can have it.
func header(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
	if s == "" {
		return "-"
	}
	return s[:min(len(s), most)]
}

func (s *syslogSink) shut() {
	if s.conn == nil {
		return
	}
	_ = s.conn.Close()
	if s.stream() {
		<-s.dead
	}
	s.conn = nil
}

func (s *syslogSink) Close() error {
	if s.conn == nil {
		return nil
	}
	var err error
	if c, ok := s.conn.(interface{ CloseWrite() error }); ok && s.stream() {
		// Let the daemon read all that is on its way before the connection goes.
		if err = c.CloseWrite(); err == nil {
			select {
			case <-s.dead:
			case <-time.After(time.Second):
			}
		}
	}
	s.shut()
	if errors.Is(err, net.ErrClosed) {
		err = nil
	}
	return err
}
