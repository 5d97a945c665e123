package synth_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/vm/catalog"
)

func TestEvent(t *testing.T) {
	v4 := netip.MustParseAddrPort("10.0.0.1:80")
	tests := []struct {
		id     catalog.EventID
		values []any
		param  int
		want   string // its bytes
	}{
		{catalog.EvtOpenat2X, []any{3, -100, "f", 1, 0, 0xFE00, 9}, 0, "\x03\x00\x00\x00\x00\x00\x00\x00"},
		{catalog.EvtOpenat2X, []any{3, -100, "f", 1, 0, 0xFE00, 9}, 2, "f\x00"},
		{catalog.EvtOpenat2X, []any{3, nil, "f", uint32(1), int64(0), uint64(0xFE00), uint8(9)}, 5, "\x00\xfe\x00\x00"},
		{catalog.EvtOpenat2X, []any{3, nil}, 1, ""},
		{catalog.EvtOpenat2X, []any{[]byte{1, 2}}, 0, "\x01\x02"},
		{catalog.EvtExecve19X, []any{0, "sh", []string{"-c", ""}}, 2, "-c\x00\x00"},
		{catalog.EvtReadX, []any{2, "ab"}, 1, "ab"},
		{catalog.EvtConnectX, []any{0, synth.Tuple{Src: v4, Dst: v4}}, 1, "\x02\x0a\x00\x00\x01\x50\x00\x0a\x00\x00\x01\x50\x00"},
		{catalog.EvtConnectX, []any{0, synth.UnixTuple{Src: 1, Dst: 2, Path: "/x"}}, 1, "\x01\x01\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00/x\x00"},
		{catalog.EvtBindX, []any{0, v4}, 1, "\x02\x0a\x00\x00\x01\x50\x00"},
		{catalog.EvtBindX, []any{0, synth.UnixAddr("/x")}, 1, "\x01/x\x00"},
		{catalog.EvtPollX, []any{1, []synth.PollFD{{FD: 3, Flags: 1}}}, 1, "\x01\x00\x03\x00\x00\x00\x00\x00\x00\x00\x01\x00"},
		{catalog.EvtProcexit1E, []any{0, 0, 9, true}, 3, "\x01"},
		{catalog.EvtAsynceventE, []any{0, "container", strings.Repeat("x", 70000)}, 2, strings.Repeat("x", 70000)},
	}
	for i, tt := range tests {
		ev, err := synth.Event(5, 7, tt.id, tt.values...)
		if err != nil {
			t.Errorf("%d: %v", i, err)
			continue
		}
		if got := string(ev.Param(tt.param)); got != tt.want || ev.TS != 5 || ev.TID != 7 || ev.NumParams() != len(tt.values) {
			t.Errorf("%d: %q, want %q", i, got, tt.want)
		}
	}
	for i, err := range []error{
		second(synth.Event(1, 1, catalog.NumEvents)),
		second(synth.Event(1, 1, catalog.EvtCloseX, 1, 2, 3)),
		second(synth.Event(1, 1, catalog.EvtCloseX, "text")),
		second(synth.Event(1, 1, catalog.EvtCloseX, struct{}{})),
		second(synth.Event(1, 1, catalog.EvtReadX, 0, strings.Repeat("x", 70000))),
		second(synth.Named(1, 1, catalog.EvtCloseX, synth.Params{"name": 1})),
	} {
		if err == nil {
			t.Errorf("wrong values %d are taken", i)
		}
	}
	ev, err := synth.Named(1, 1, catalog.EvtOpenat2X, synth.Params{"name": "/etc/passwd", "fd": 3})
	if err != nil {
		t.Fatal(err)
	}
	if name, _ := ev.Text(2); name != "/etc/passwd" || ev.NumParams() != 7 || len(ev.Param(1)) != 0 {
		t.Errorf("named values: %q", name)
	}
}

func second(_ *driver.Event, err error) error { return err }

// TestWorkload holds the workload's shape and that a seed gives the same bytes.
func TestWorkload(t *testing.T) {
	const events = 66_000 // a twentieth of the standard size
	var a, b, c bytes.Buffer
	totals, err := synth.Workload(&a, synth.Options{Events: events})
	if err != nil {
		t.Fatal(err)
	}
	_, err1 := synth.Workload(&b, synth.Options{Events: events})
	_, err2 := synth.Workload(&c, synth.Options{Events: events, Seed: 1})
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) || bytes.Equal(a.Bytes(), c.Bytes()) {
		t.Error("the bytes do not follow the seed")
	}
	for what, v := range map[string]struct{ got, low, high float64 }{
		"events":          {float64(totals.Events), events, events + 300},
		"spawns":          {float64(totals.Spawns), 145, 155},
		"exchanges":       {float64(totals.Exchanges), 390, 410},
		"events an open":  {float64(totals.Events) / float64(totals.Opens), 6.5, 7.5},
		"bytes an event":  {float64(a.Len()) / float64(totals.Events), 90, 110},
		"bytes, in total": {float64(a.Len()), events * 90, events * 110},
	} {
		if v.got < v.low || v.got > v.high {
			t.Errorf("%s: %v, want %v to %v", what, v.got, v.low, v.high)
		}
	}
	r, err := scap.NewReader(&a)
	if err != nil {
		t.Fatal(err)
	}
	var ev driver.Event
	last, n := uint64(0), 0
	for ; ; n++ {
		if err := r.Next(&ev); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if ev.TS <= last {
			t.Fatal("time does not go on")
		}
		last = ev.TS
	}
	if n != totals.Events {
		t.Errorf("%d events are read, %d were written", n, totals.Events)
	}
}

// TestIntrusion reads the story's capture and finds its main points.
func TestIntrusion(t *testing.T) {
	var b bytes.Buffer
	if err := synth.Intrusion(&b, synth.Options{}); err != nil {
		t.Fatal(err)
	}
	r, err := scap.NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var ev driver.Event
	for r.Next(&ev) == nil {
		switch ev.Type {
		case catalog.EvtExecve19X:
			file, _ := ev.Text(27)
			seen[strings.Clone(file)] = true
		case catalog.EvtOpenat2X:
			name, _ := ev.Text(2)
			seen[strings.Clone(name)] = true
		}
	}
	for _, want := range []string{"/tmp/.cache-update", "/etc/shadow", "/etc/cron.d/sysupdate", "/root/.ssh/authorized_keys"} {
		if !seen[want] {
			t.Errorf("%s is not in the story", want)
		}
	}
}

// TestSink stops a world at the sink's first error.
func TestSink(t *testing.T) {
	w := synth.NewWorld(1)
	full := errors.New("full")
	w.Begin(func(*driver.Event) error { return full })
	w.Init().Spawn("/bin/true").Exit(0)
	if !errors.Is(w.Err(), full) {
		t.Error(w.Err())
	}
}

// Example records a program that reads a secret.
func Example() {
	w := synth.NewWorld(1)
	shell := w.Init().Spawn("/usr/bin/bash", "-bash") // before Begin: in the snapshot
	snap := w.Begin(func(ev *driver.Event) error {
		fmt.Print(ev.Info().Name, " ")
		return nil
	})
	cat := shell.Spawn("/usr/bin/cat", "cat", "/etc/shadow")
	cat.Close(cat.Open("/etc/shadow", catalog.O_RDONLY))
	cat.Exit(0)
	fmt.Println(len(snap.Threads), w.Events(), w.Err())
	// Output: clone clone execve openat close procexit 2 6 <nil>
}

func BenchmarkWorkload(b *testing.B) {
	b.ReportAllocs()
	n := 0
	for range b.N {
		t, err := synth.Workload(io.Discard, synth.Options{Events: 20_000})
		if err != nil {
			b.Fatal(err)
		}
		n += t.Events
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/event")
}
