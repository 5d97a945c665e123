package outputs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var quiet = slog.New(slog.DiscardHandler)

func line(i int) *Alert {
	return &Alert{
		Time: 1795450476530359276, Rule: "R", Source: "syscall", Priority: 4, Line: fmt.Appendf(nil, "line %d\n", i),
		Full: fmt.Appendf(nil, `{"output":"line %d","priority":"Warning","tags":["a"],"output_fields":{"n":%d,"s":"x","b":true,"none":null}}`+"\n", i, i),
	}
}

// start runs a hub of one output; stop ends it and returns its counters.
func start(t *testing.T, spec Spec) (h *Hub, stop func(patience time.Duration) Stats) {
	t.Helper()
	if spec.Name == "" {
		spec.Name = "test"
	}
	h, err := New(quiet, spec)
	if err != nil {
		t.Fatal(err)
	}
	return h, func(patience time.Duration) Stats {
		t.Helper()
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := h.Close(ctx); err != nil {
			t.Error(err)
		}
		s := h.Stats()[0]
		if s.Accepted+s.Recovered != s.Delivered+s.Dropped+s.Failed+s.Waiting+s.OnDisk || s.Waiting != 0 {
			t.Errorf("the counters do not add up: %+v", s)
		}
		return s
	}
}

// collect is a sink that can fail and wait.
type collect struct {
	mu    sync.Mutex
	lines []string
	fail  func(n int) error // for the n-th attempt
	n     int
	gate  chan struct{} // where not nil, each attempt waits for it
}

func (c *collect) Send(ctx context.Context, batch []*Alert) (int, error) {
	if c.gate != nil {
		select {
		case <-c.gate:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	if c.fail != nil {
		if err := c.fail(c.n); err != nil {
			return 0, err
		}
	}
	for _, a := range batch {
		c.lines = append(c.lines, string(a.Line))
	}
	return len(batch), nil
}

func (c *collect) Close() error { return nil }

func (c *collect) text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(c.lines, "")
}

func want(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		b.Write(line(i).Line)
	}
	return b.String()
}

func TestPolicies(t *testing.T) {
	for _, c := range []struct {
		policy  Policy
		dropped uint64
		want    string // but for the first, which the sender has already
	}{
		{DropOldest, 89, want(90, 100)},
		{DropNewest, 89, want(1, 11)},
	} {
		gate := make(chan struct{})
		sink := &collect{gate: gate}
		h, stop := start(t, Spec{Sink: sink, Capacity: 10, Policy: c.policy})
		h.Send(line(0))
		for h.outs[0].q.len() > 0 { // until the sender waits with it
			time.Sleep(time.Millisecond)
		}
		for i := 1; i < 100; i++ {
			h.Send(line(i))
		}
		close(gate)
		s := stop(5 * time.Second)
		if s.Dropped != c.dropped || sink.text() != line0+c.want {
			t.Errorf("policy %d: %+v\n%s", c.policy, s, sink.text())
		}
	}
}

const line0 = "line 0\n"

func TestBlock(t *testing.T) {
	sink := &collect{fail: func(int) error { time.Sleep(time.Millisecond); return nil }}
	h, stop := start(t, Spec{Sink: sink, Capacity: 3, Policy: Block, Batch: 2})
	for i := range 100 {
		h.Send(line(i))
	}
	if s := stop(5 * time.Second); s.Delivered != 100 || sink.text() != want(0, 100) {
		t.Errorf("%+v", s)
	}
}

func TestRetries(t *testing.T) {
	down := errors.New("down")
	sink := &collect{fail: func(n int) error {
		switch {
		case n < 3:
			return down
		case n == 4:
			return &Permanent{errors.New("refused")}
		}
		return nil
	}}
	h, stop := start(t, Spec{Sink: sink, Retries: 2})
	for i := range 3 {
		h.Send(line(i))
	}
	if s := stop(5 * time.Second); s.Delivered != 2 || s.Failed != 1 || s.Retries != 2 || sink.text() != "line 0\nline 2\n" {
		t.Errorf("%+v %q", s, sink.text())
	}
	sink = &collect{fail: func(int) error { return down }}
	h, stop = start(t, Spec{Sink: sink, Retries: 1})
	h.Send(line(0))
	if s := stop(5 * time.Second); s.Failed != 1 || s.Retries != 1 {
		t.Errorf("%+v", s)
	}
}

// TestHung holds that a receiver that never answers holds up neither the events nor
// another output, and that the end comes.
func TestHung(t *testing.T) {
	dead, good := &collect{gate: make(chan struct{})}, &collect{}
	h, err := New(quiet, Spec{Name: "dead", Sink: dead, Capacity: 10, Retries: -1}, Spec{Name: "good", Sink: good, Capacity: 100000})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	for i := range 10000 {
		h.Send(line(i))
	}
	if d := time.Since(began); d > 2*time.Second {
		t.Errorf("sending took %v", d)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	for len(good.text()) != len(want(0, 10000)) {
		time.Sleep(time.Millisecond)
	}
	if err := h.Close(ctx); err != nil {
		t.Error(err)
	}
	for _, s := range h.Stats() {
		if s.Accepted != 10000 || s.Accepted != s.Delivered+s.Dropped {
			t.Errorf("%+v", s)
		}
	}
}

func TestFatal(t *testing.T) {
	h, stop := start(t, Spec{Sink: &collect{fail: func(int) error { return &Permanent{io.ErrClosedPipe} }}, Fatal: true})
	h.Send(line(0))
	<-h.Died()
	if !errors.Is(h.Err(), io.ErrClosedPipe) {
		t.Error(h.Err())
	}
	stop(time.Second)
}

// TestSpill has a receiver away for a whole run: the next one delivers all, in order.
func TestSpill(t *testing.T) {
	dir := t.TempDir()
	spec := Spec{Policy: Spill, SpillDir: dir, SpillMax: 1 << 20, Capacity: 8, Batch: 4}
	down := &collect{fail: func(int) error { return errors.New("down") }}
	spec.Sink = down
	h, stop := start(t, spec)
	sent := 0
	for ; sent < 1000; sent++ {
		h.Send(line(sent))
		for h.outs[0].in.len() > 4 {
			time.Sleep(100 * time.Microsecond)
		}
	}
	if s := stop(50 * time.Millisecond); s.OnDisk != 1000 || s.Dropped != 0 {
		t.Fatalf("%+v", s)
	}
	f, err := os.OpenFile(filepath.Join(dir, "test.spill"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("\x50\x00\x00\x00torn") // as a crash leaves it
	f.Close()
	good := &collect{}
	spec.Sink = good
	h, stop = start(t, spec)
	for ; sent < 1010; sent++ {
		h.Send(line(sent))
		for h.outs[0].in.len() > 4 {
			time.Sleep(100 * time.Microsecond)
		}
	}
	s := stop(10 * time.Second)
	got := map[string]int{}
	for _, l := range good.lines {
		got[l]++
	}
	if s.Recovered != 1000 || s.Delivered != 1010 || len(got) != 1010 || s.OnDisk != 0 {
		t.Errorf("%+v, %d alerts", s, len(got))
	}
}

func TestSpillFull(t *testing.T) {
	spec := Spec{Policy: Spill, SpillDir: t.TempDir(), SpillMax: 1000, Capacity: 2, Sink: &collect{fail: func(int) error { return errors.New("down") }}}
	h, stop := start(t, spec)
	for i := range 100 {
		h.Send(line(i))
	}
	if s := stop(20 * time.Millisecond); s.Dropped == 0 || s.OnDisk == 0 {
		t.Errorf("%+v", s)
	}
	if _, err := New(quiet, Spec{Name: "x", Policy: Spill, SpillDir: "/dev/null/x"}); err == nil {
		t.Error("a spill directory that cannot be is fine")
	}
}

func TestStream(t *testing.T) {
	var out bytes.Buffer
	h, stop := start(t, Spec{Sink: NewStream(&out), Batch: 16})
	for i := range 100 {
		h.Send(line(i))
	}
	if stop(time.Second); out.String() != want(0, 100) {
		t.Error(out.String())
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	h, stop = start(t, Spec{Sink: NewStream(full)})
	h.Send(line(0))
	if s := stop(time.Second); s.Failed != 1 {
		t.Errorf("%+v", s)
	}
	if err := *h.outs[0].lastErr.Load(); !strings.Contains(err.Error(), "the disk is full") {
		t.Error(err)
	}
}

func TestFile(t *testing.T) {
	for _, keep := range []bool{true, false} {
		name := filepath.Join(t.TempDir(), "alerts")
		h, stop := start(t, Spec{Sink: NewFile(name, keep)})
		wait := func(file, text string) {
			t.Helper()
			for range 2000 {
				if data, _ := os.ReadFile(file); string(data) == text {
					return
				}
				time.Sleep(time.Millisecond)
			}
			data, _ := os.ReadFile(file)
			t.Fatalf("keep %v: %s has %q", keep, file, data)
		}
		h.Send(line(0))
		wait(name, line0)
		if err := os.Rename(name, name+".1"); err != nil {
			t.Fatal(err)
		}
		h.Reopen()
		h.Send(line(1))
		wait(name, "line 1\n")
		wait(name+".1", line0)
		stop(time.Second)
	}
	h, stop := start(t, Spec{Sink: NewFile("/dev/full", true), Retries: 1})
	h.Send(line(0))
	if s := stop(5 * time.Second); s.Failed != 1 {
		t.Errorf("a full disk: %+v", s)
	}
}

func TestProgram(t *testing.T) {
	for _, keep := range []bool{true, false} {
		out := filepath.Join(t.TempDir(), "out")
		h, stop := start(t, Spec{Sink: NewProgram("cat >>"+out, keep, quiet), Timeout: 5 * time.Second})
		for i := range 5 {
			h.Send(line(i))
		}
		stop(10 * time.Second)
		if data, _ := os.ReadFile(out); string(data) != want(0, 5) {
			t.Errorf("keep %v: %q", keep, data)
		}
	}
	for command, s := range map[string]Spec{
		"exit 3":    {},
		"sleep 100": {Timeout: 50 * time.Millisecond},
	} {
		s.Sink = NewProgram(command, false, quiet)
		h, stop := start(t, s)
		h.Send(line(0))
		if s := stop(5 * time.Second); s.Failed != 1 {
			t.Errorf("%s: %+v", command, s)
		}
	}
	// A program that does not read is killed and begun again.
	h, stop := start(t, Spec{Sink: NewProgram("sleep 100", true, quiet), Timeout: 50 * time.Millisecond, Capacity: 100})
	big := line(0)
	big.Line = bytes.Repeat([]byte("x"), 1<<20)
	h.Send(big)
	if s := stop(10 * time.Second); s.Failed != 1 {
		t.Errorf("a program that does not read: %+v", s)
	}
}

func BenchmarkSend(b *testing.B) {
	var n atomic.Uint64
	h, err := New(quiet, Spec{Name: "x", Sink: counting{&n}, Batch: 256, Policy: Block})
	if err != nil {
		b.Fatal(err)
	}
	a := line(0)
	b.ReportAllocs()
	for b.Loop() {
		h.Send(a)
	}
	_ = h.Close(context.Background())
}

type counting struct{ n *atomic.Uint64 }

func (c counting) Send(_ context.Context, batch []*Alert) (int, error) {
	c.n.Add(uint64(len(batch)))
	return len(batch), nil
}
func (c counting) Close() error { return nil }
