// Package receivers holds that what falcod sends arrives at those who are there to
// receive it: the OpenTelemetry Collector's receiver, a NATS server with JetStream, a
// Kafka broker, rsyslog, and a web server that asks for a certificate. Each is a process
// of its own, so that it can be killed and stopped. They need many modules, which is why
// this folder is a module apart.
package receivers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// roles are what this test's binary is when it is started with a role in its environment.
var roles = map[string]func(addr, dir string) error{"https": serveHTTPS, "otlp": serveOTLP, "nats": serveNATS, "kafka": serveKafka}

const roleVariable = "RECEIVER_ROLE"

func TestMain(m *testing.M) {
	if role := roles[os.Getenv(roleVariable)]; role != nil {
		if err := role(os.Args[1], os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	dir, err := os.MkdirTemp("", "receivers")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	scratch = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// scratch is gone after the tests.
var scratch string

// receiver is one that gets alerts.
type receiver struct {
	name string
	addr string // HOST:PORT
	dir  string // what it keeps
	cmd  func() *exec.Cmd
	up   func(context.Context) error // nil when it serves
	got  func(t *testing.T) []string // the texts that it has, in any order
	proc *exec.Cmd                   // that runs
}

func (r *receiver) start(t *testing.T) {
	t.Helper()
	r.proc = r.cmd()
	var log bytes.Buffer
	r.proc.Stdout, r.proc.Stderr = &log, &log
	if err := r.proc.Start(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		err := r.up(ctx)
		if err == nil {
			return
		}
		if ctx.Err() != nil {
			t.Fatalf("%s does not come up: %v\n%s", r.name, err, log.String())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (r *receiver) signal(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := r.proc.Process.Signal(s); err != nil {
		t.Errorf("%s: %v", r.name, err)
	}
	if s == syscall.SIGKILL {
		_ = r.proc.Wait()
	}
}

// dial is an up for those who serve as soon as they listen.
func (r *receiver) dial(ctx context.Context) error {
	c, err := (&net.Dialer{}).DialContext(ctx, "tcp", r.addr)
	if err == nil {
		err = c.Close()
	}
	return err
}

// freeAddr is an address that nobody listened at a moment ago.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// ourselves is a receiver that this test's binary plays.
func ourselves(t *testing.T, role string) *receiver {
	t.Helper()
	bin, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := &receiver{name: role, addr: freeAddr(t), dir: t.TempDir()}
	r.up = r.dial
	r.cmd = func() *exec.Cmd {
		cmd := exec.Command(bin, r.addr, r.dir)
		cmd.Env = append(os.Environ(), roleVariable+"="+role)
		return cmd
	}
	r.got = func(t *testing.T) []string { return lines(t, filepath.Join(r.dir, "got")) }
	return r
}

// everyone starts all receivers, and ends them with the test.
func everyone(t *testing.T, ids *identities) map[string]*receiver {
	t.Helper()
	all := map[string]*receiver{
		"http": ourselves(t, "https"), "otlp": ourselves(t, "otlp"), "nats": ourselves(t, "nats"), "kafka": ourselves(t, "kafka"), "syslog": rsyslog(t, ids),
	}
	ids.put(t, all["http"].dir)
	all["nats"].up, all["nats"].got = stream(all["nats"])
	all["kafka"].up, all["kafka"].got = topic(all["kafka"])
	for _, r := range all {
		r.start(t)
		t.Cleanup(func() {
			_ = r.proc.Process.Kill()
			_ = r.proc.Wait()
		})
	}
	return all
}

// lines are those of a file.
func lines(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	return split(data)
}

func split(data []byte) []string {
	var list []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// note appends a line to what a receiver has got.
func note(dir string, line []byte) error {
	f, err := os.OpenFile(filepath.Join(dir, "got"), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(slices.Clip(bytes.TrimSpace(line)), '\n'))
	return errors.Join(err, f.Close())
}
