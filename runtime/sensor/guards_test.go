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
	_ = os.Remove(dir + "/other1")
	time.Sleep(50 * time.Millisecond)

	want, got := plain(), filtered()
	if !slices.Equal(got, want) {
		t.Errorf("with guards:\n%s\nwithout:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(want) < 12 {
		t.Errorf("only %d alerts:\n%s", len(want), strings.Join(want, "\n"))
	}
	by, err := src.FilteredBy()
	if err != nil || by[catalog.EvtOpenat2X] < 40 {
		t.Errorf("filtered: %v %v", by, err)
	}
	t.Logf("%d alerts, filtered: %v", len(want), by)
}
