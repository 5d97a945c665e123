package nats

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/runtime/outputs"
)

// server speaks as much of the protocol as a publisher needs. Messages with a reply
// subject are stored by its stream.
func server(t *testing.T, got chan<- string) string {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	serve := func(c net.Conn) {
		defer c.Close()
		fmt.Fprintf(c, "INFO {\"server_id\":\"x\",\"version\":\"2.11.0\",\"max_payload\":1048576,\"headers\":true}\r\n")
		r, sid, seq := bufio.NewReader(c), "", 0
		for {
			text, err := r.ReadString('\n')
			if err != nil {
				return
			}
			f := strings.Fields(text)
			switch f[0] {
			case "PING":
				fmt.Fprint(c, "PONG\r\n")
			case "SUB":
				sid = f[len(f)-1]
			case "PUB", "HPUB":
				n, err := strconv.Atoi(f[len(f)-1])
				if err != nil {
					return
				}
				msg := make([]byte, n+2)
				if _, err := io.ReadFull(r, msg); err != nil {
					return
				}
				got <- f[1] + " " + string(msg[:n])
				if (f[0] == "PUB" && len(f) == 4) || (f[0] == "HPUB" && len(f) == 5) {
					seq++
					ack := fmt.Sprintf(`{"stream":"S","seq":%d}`, seq)
					fmt.Fprintf(c, "MSG %s %s %d\r\n%s\r\n", f[2], sid, len(ack), ack)
				}
			}
		}
	}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go serve(c)
		}
	}()
	return "nats://" + ln.Addr().String()
}

func TestSend(t *testing.T) {
	for _, js := range []bool{false, true} {
		got := make(chan string, 10)
		s, err := New(Options{URL: server(t, got), Subject: "falco.alerts", JetStream: js})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		n, err := s.Send(ctx, []*outputs.Alert{{Line: []byte("one\n")}, {Line: []byte("two\n")}})
		if n != 2 || err != nil {
			t.Fatal(js, n, err)
		}
		for _, want := range []string{"falco.alerts one", "falco.alerts two"} {
			if msg := <-got; msg != want {
				t.Errorf("%q, want %q", msg, want)
			}
		}
		cancel()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, subject := range []string{"", "a b", "a.*", "a.>"} {
		if _, err := New(Options{URL: "nats://127.0.0.1:1", Subject: subject}); err == nil {
			t.Errorf("%q is a subject", subject)
		}
	}
	s, err := New(Options{URL: "nats://127.0.0.1:1", Subject: "a"})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Send(context.Background(), []*outputs.Alert{{}}); n != 0 || err == nil {
		t.Error(n, err)
	}
}
