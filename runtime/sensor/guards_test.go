package sensor_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/sensor"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// rules have each their own file name, so that only the test's own events match.
const rules = `
- rule: read
  desc: d
  condition: evt.type in (open, openat) and evt.is_open_read = true and fd.num >= 0 and fd.name startswith DIR/secret
  output: read %fd.name %proc.name
  priority: INFO
- rule: write
  desc: d
  condition: evt.type in (open, openat, creat) and evt.is_open_write = true and fd.directory = DIR/folder and not fd.filename = allowed
  output: write %fd.name
  priority: INFO
- rule: failed
  desc: d
  condition: evt.type in (open, openat) and evt.res = ENOENT and fs.path.name endswith DIR/missing
  output: failed %evt.arg.name
  priority: INFO
- rule: mode
  desc: d
  condition: evt.type = fchmod and fd.name startswith DIR and evt.arg.mode contains S_ISUID
  output: mode %fd.name %evt.arg.mode
  priority: INFO
- rule: spawn
  desc: d
  condition: evt.type = execve and proc.cmdline contains DIR
  output: spawn %proc.cmdline
  priority: INFO
- rule: connect
  desc: d
  condition: evt.type = connect and fd.sport = PORT
  output: connect %fd.sport %fd.type
  priority: INFO
- rule: refused
  desc: d
  condition: evt.type = connect and fd.l4proto = tcp and fd.sport != PORT and proc.name = sensor.test and evt.res = ECONNREFUSED
  output: refused %fd.name %fd.type %fd.l4proto
  priority: INFO
- rule: sent
  desc: d
  condition: evt.type in (write, sendto, sendmsg) and proc.name = sensor.test and fd.l4proto = tcp and evt.buffer contains needle
  output: sent %fd.name %fd.sport %fd.cip %fd.is_server %fd.type %fd.l4proto
  priority: INFO
- rule: received
  desc: d
  condition: evt.type in (read, recvfrom, recvmsg) and proc.name = sensor.test and fd.l4proto = tcp and evt.buffer contains needle
  output: received %fd.name %fd.sport %fd.sip %fd.is_server %fd.type
  priority: INFO
- rule: copied
  desc: d
  condition: evt.type in (dup, dup2, dup3) and proc.name = sensor.test and evt.rawres = 477
  output: copied %fd.name %fd.num %fd.type %fd.ino
  priority: INFO
- rule: option
  desc: d
  condition: evt.type = setsockopt and proc.name = sensor.test and evt.arg.optname = SO_KEEPALIVE
  output: option %fd.name %fd.type %fd.is_server
  priority: INFO
- rule: listening
  desc: d
  condition: evt.type = listen and proc.name = sensor.test
  output: listening %fd.name %fd.type %fd.l4proto %fd.sport
  priority: INFO
- rule: piped
  desc: d
  condition: evt.type = write and proc.name = sensor.test and fd.type = pipe and evt.buffer contains needle
  output: piped %fd.name %fd.typechar
  priority: INFO
- rule: unixed
  desc: d
  condition: evt.type in (write, sendto) and proc.name = sensor.test and fd.type = unix and evt.buffer contains needle
  output: unixed %fd.name %fd.type
  priority: INFO
- rule: datagram
  desc: d
  condition: evt.type in (write, sendto, recvfrom, read) and proc.name = sensor.test and fd.l4proto = udp and evt.buffer contains needle
  output: datagram %evt.type %fd.name %fd.type %fd.is_server
  priority: INFO
- rule: gone
  desc: d
  condition: evt.type in (unlink, unlinkat) and evt.arg.name contains DIR
  output: gone %evt.arg.name
  priority: INFO
`

// watch collects the alerts of a live engine until stop is called.
func watch(t *testing.T, b *vm.Bundle, guards bool) (stop func() []string, src *bpf.Source) {
	t.Helper()
	sel := vm.NewSelection(b, 7)
	var want catalog.EventSet
	for i := range b.Rules {
		want = want.Union(b.Rules[i].Events)
	}
	opt := bpf.Options{Events: want}
	if guards {
		g, err := sensor.Guards(b, sel)
		if err != nil {
			t.Fatal(err)
		}
		opt.Guards = g
	}
	src, err := bpf.Open(opt)
	var missing *bpf.Error
	if errors.As(err, &missing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	e, err := runtime.New(b, sel, src, runtime.Options{All: true, State: state.Options{}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := alert.New(b, e.Machine, e.Fields, alert.Options{Hostname: "test"})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	done := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		done <- e.Run(ctx, func(rule int) error {
			line := string(f.Append(nil, rule))
			_, text, _ := strings.Cut(strings.TrimSpace(line), ": ")
			out = append(out, text)
			return nil
		})
	}()
	return func() []string {
		src.Stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		cancel()
		if total, _, err := src.Stats(); err != nil || total.Lost() > 0 {
			t.Errorf("%+v %v", total, err)
		}
		return out
	}, src
}

// The same workload under two sensors, one of which filters in the kernel, raises the
// same alerts.
func TestGuardsLive(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "guards")
	for _, d := range []string{dir, dir + "/folder"} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
	text := strings.NewReplacer("DIR", dir, "PORT", port).Replace(rules)
	b, err := compiler.Compile([]*source.File{source.NewFile("live.yaml", []byte(text))}, compiler.Options{}).Bundle(codegen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	plain, _ := watch(t, b, false)
	filtered, src := watch(t, b, true)

	write := func(name string) {
		if err := os.WriteFile(dir+name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 50 {
		write(fmt.Sprintf("/other%d", i))
	}
	for _, name := range []string{"/secret", "/secret2", "/folder/x", "/folder/allowed", "/folder/../secret3", "/folder//y"} {
		write(name)
		data, err := os.ReadFile(dir + name)
		_, _ = data, err
	}
	_, _ = os.ReadFile(dir + "/missing")
	_, _ = os.ReadFile(dir + "/missing2")
	f, err := os.Open(dir + "/other3")
	if err != nil {
		t.Fatal(err)
	}
	_ = f.Chmod(0o644)
	_ = f.Chmod(os.ModeSetuid | 0o755)
	f.Close()
	sh := exec.Command("/bin/sh", "-c", "cd "+dir+"; cat secret ./secret folder/../secret2 >/dev/null; echo > folder/z; rm folder/z")
	if out, err := sh.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if c, err := net.Dial("tcp", l.Addr().String()); err == nil {
		c.Close()
	}
	if err := talk(l); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(dir + "/other1")
	time.Sleep(50 * time.Millisecond)

	want, got := plain(), filtered()
	// Each sensor takes the time itself, so calls of two threads may come in another order.
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("with guards:\n%s\nwithout:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(want) < 37 {
		t.Errorf("only %d alerts:\n%s", len(want), strings.Join(want, "\n"))
	}
	by, err := src.FilteredBy()
	if err != nil || by[catalog.EvtOpenat2X] < 40 {
		t.Errorf("filtered: %v %v", by, err)
	}
	t.Logf("%d alerts, filtered: %v", len(want), by)
}

// talk moves data through descriptors of all kinds, some of them copies.
func talk(l net.Listener) error {
	for _, network := range []string{"tcp4", "tcp6"} {
		addr := map[string]string{"tcp4": "127.0.0.1:0", "tcp6": "[::1]:0"}[network]
		own, err := net.Listen(network, addr)
		if err != nil {
			return err
		}
		accepted := make(chan error, 1)
		go func() {
			c, err := own.Accept()
			if err != nil {
				accepted <- err
				return
			}
			defer c.Close()
			if f, err := c.(*net.TCPConn).File(); err == nil {
				_, _, _ = unix.Recvfrom(int(f.Fd()), make([]byte, 64), 0)
				_ = unix.Sendmsg(int(f.Fd()), []byte("needle back"), nil, nil, 0)
				f.Close()
			}
			accepted <- err
		}()
		c, err := net.Dial(network, own.Addr().String())
		if err != nil {
			return err
		}
		_ = c.(*net.TCPConn).SetKeepAlive(true)
		raw, err := c.(*net.TCPConn).File()
		if err != nil {
			return err
		}
		_ = unix.Sendmsg(int(raw.Fd()), []byte("needle"), nil, nil, 0)
		if err := <-accepted; err != nil {
			return err
		}
		_, _, _ = unix.Recvfrom(int(raw.Fd()), make([]byte, 64), 0)
		_ = unix.Dup2(int(raw.Fd()), 477)
		_, _ = unix.Write(477, []byte("needle again"))
		unix.Close(477)
		raw.Close()
		c.Close()
		own.Close()
		if c, err := net.Dial(network, own.Addr().String()); err == nil {
			c.Close()
		}
	}
	var pipe, pair [2]int
	if err := unix.Pipe2(pipe[:], unix.O_CLOEXEC); err != nil {
		return err
	}
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	for _, fd := range []int{pipe[1], pair[0]} {
		_, _ = unix.Write(fd, []byte("needle"))
		_ = unix.Dup3(fd, 477, unix.O_CLOEXEC)
		_, _ = unix.Write(477, []byte("needle"))
		unix.Close(477)
	}
	null, err := unix.Open("/dev/null", unix.O_WRONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return err
	}
	_ = unix.Dup2(null, 477)
	for _, fd := range []int{null, 477, pipe[0], pipe[1], pair[0], pair[1]} {
		unix.Close(fd)
	}
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer server.Close()
	client, err := net.Dial("udp", server.LocalAddr().String())
	if err != nil {
		return err
	}
	defer client.Close()
	buf := make([]byte, 64)
	_, _ = client.Write([]byte("needle"))
	_, from, err := server.ReadFrom(buf)
	if err != nil {
		return err
	}
	_, _ = server.WriteTo([]byte("needle"), from)
	_, _ = client.Read(buf)
	return nil
}
