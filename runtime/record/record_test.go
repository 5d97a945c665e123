package record_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/print"
	"github.com/falcoc/falcoc/runtime/record"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm/catalog"
)

func captures(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("../../conformance/captures/*.scap")
	if err != nil || len(list) == 0 {
		t.Fatal("no captures", err)
	}
	return list
}

// starter begins a recording at the n-th event.
type starter struct {
	t   *testing.T
	st  *state.State
	at  uint64
	out bytes.Buffer
	w   *scap.Writer
}

func (s *starter) Section() {}

func (s *starter) Event(ev *driver.Event) {
	var err error
	if s.w == nil {
		if s.st.Num+1 < s.at {
			return
		}
		s.st.Settle()
		if s.w, err = record.Start(&s.out, s.st, ev.TS, scap.WriterOptions{}); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := s.w.Event(ev); err != nil {
		s.t.Fatal(err)
	}
}

// lost are fields that say when a process began, which captures do not hold, and those
// that count events.
var lost = map[string]bool{
	"evt.num": true, "evt.reltime": true, "evt.reltime.s": true, "evt.reltime.ns": true, "evt.deltatime": true,
	"evt.deltatime.s": true, "evt.deltatime.ns": true, "proc.duration": true, "proc.ppid.duration": true,
	"proc.pid.ts": true, "proc.ppid.ts": true, "proc.exe_ino.ctime_duration_proc_start": true,
	"fd.nameraw": true, "thread.totexectime": true, "evt.outputtime": true, "thread.exectime": true,
}

// names are the fields that are compared.
func names() (list []string) {
	for i := range catalog.Fields {
		f := &catalog.Fields[i]
		if f.Arg&catalog.ArgRequired == 0 && !f.Has(catalog.FilterOnly) && f.Class != catalog.ClassUtil && !lost[f.Name] {
			list = append(list, f.Name)
		}
	}
	return list
}

// window is how many events are compared from where a recording begins.
const window = 1500

// fieldsOf is the fields of the events that rules may see, from event number from on.
func fieldsOf(t *testing.T, src driver.Source, from uint64, tap func(*runtime.Stream) runtime.Tap) (list []string) {
	t.Helper()
	s := runtime.NewStream(src, state.Options{})
	if tap != nil {
		s.Tap = tap(s)
	}
	p, err := print.New(s.Fields, names())
	if err != nil {
		t.Fatal(err)
	}
	for len(list) < window {
		if err := s.Next(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if s.Fields.St.Num >= from {
			_, line, _ := strings.Cut(string(p.JSON(nil)), ",") // evt.num
			list = append(list, "{"+line)
		}
	}
	return list
}

// TestRecording replays a recording that begins in the middle of a capture: what rules
// see from there on must be what they saw in the whole one.
func TestRecording(t *testing.T) {
	for _, path := range captures(t) {
		for _, at := range []uint64{1, 400, 900, 2500, 7000} {
			if testing.Short() && at != 900 {
				continue
			}
			src, err := scap.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			var rec *starter
			want := fieldsOf(t, src, at, func(s *runtime.Stream) runtime.Tap {
				rec = &starter{t: t, st: s.Fields.St, at: at}
				return rec
			})
			if rec.w == nil {
				continue // a short capture
			}
			if err := errors.Join(rec.w.Close(), src.Close()); err != nil {
				t.Fatal(err)
			}
			r, err := scap.NewReader(&rec.out)
			if err != nil {
				t.Fatal(err)
			}
			got := fieldsOf(t, r, 0, nil)
			if len(got) != len(want) {
				t.Errorf("%s from %d: %d events, want %d", path, at, len(got), len(want))
				continue
			}
			compare(t, filepath.Base(path), at, got, want)
		}
	}
}

func compare(t *testing.T, name string, at uint64, got, want []string) {
	t.Helper()
	diffs, example := map[string]int{}, map[string]string{}
	for i := range want {
		if got[i] == want[i] {
			continue
		}
		var g, w map[string]json.RawMessage
		if err := errors.Join(json.Unmarshal([]byte(got[i]), &g), json.Unmarshal([]byte(want[i]), &w)); err != nil {
			t.Fatal(err)
		}
		for k, v := range w {
			if !bytes.Equal(v, g[k]) {
				diffs[k]++
				example[k] = fmt.Sprintf("%d %s is %s, want %s", i, w["evt.type"], g[k], v)
			}
		}
		for k, v := range g {
			if _, ok := w[k]; !ok {
				diffs[k]++
				example[k] = fmt.Sprintf("%d %s has %s", i, w["evt.type"], v)
			}
		}
	}
	sum := 0
	for k, n := range diffs {
		sum += n
		t.Logf("%s from %d: %s differs %d times: event %s", name, at, k, n, example[k])
	}
	// What a capture's snapshot does not hold: the flags and devices of descriptors other
	// than files, descriptors of threads that share none, times of clones.
	if values := len(want) * 60; sum > values/40 {
		t.Errorf("%s from %d: %d values of about %d differ", name, at, sum, values)
	}
	t.Logf("%s from %d: %d events", name, at, len(want))
}

// TestLog records whole captures and in files of limited size.
func TestLog(t *testing.T) {
	path := captures(t)[0]
	count := func(name string) (n int) {
		r, err := scap.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		var ev driver.Event
		for {
			err := r.Next(&ev)
			if err == io.EOF {
				return n
			}
			if err != nil {
				t.Fatal(err)
			}
			if !ev.StateOnly {
				n++
			}
		}
	}
	run := func(name string, limits record.Limits) (*record.Log, error) {
		src, err := scap.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		s := runtime.NewStream(src, state.Options{})
		log, err := record.Create(name, s.Fields.St, limits, scap.WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		s.Tap = log
		if err := s.Each(func() error { return nil }); err != nil {
			t.Fatal(err)
		}
		return log, log.Close()
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "all.scap")
	if _, err := run(name, record.Limits{}); err != nil {
		t.Fatal(err)
	}
	all := count(name)
	if want := count(path); all != want {
		t.Errorf("%d events recorded of %d", all, want)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}

	name = filepath.Join(dir, "one.scap")
	log, err := run(name, record.Limits{FileSize: info.Size() / 2, Files: 1})
	if err != nil || !log.Full {
		t.Errorf("full %v, %v", log.Full, err)
	}
	if n := count(name); n == 0 || n >= all {
		t.Errorf("%d events in the limited file, %d in all", n, all)
	}

	name = filepath.Join(dir, "rotated.scap")
	if _, err = run(name, record.Limits{FileSize: info.Size() / 2, Files: 100}); err != nil {
		t.Fatal(err)
	}
	files, sum := 0, 0
	list, _ := filepath.Glob(name + "*")
	for _, f := range list {
		files++
		sum += count(f)
	}
	if files < 2 || sum != all {
		t.Errorf("%d files with %d events of %d", files, sum, all)
	}

	if log, err = run("/dev/full", record.Limits{}); err == nil || !strings.Contains(err.Error(), "no space") || log.Err() == nil {
		t.Errorf("a full disk: %v", err)
	}
}

// TestAlerts records around alerts.
func TestAlerts(t *testing.T) {
	path, dir := captures(t)[0], t.TempDir()
	src, err := scap.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	s := runtime.NewStream(src, state.Options{})
	rec, err := record.InDir(dir, s.Fields.St, record.Limits{Files: 2}, scap.WriterOptions{Gzip: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Tap = rec
	var last []byte
	n := 0
	err = s.Each(func() error {
		if n++; n%200 == 0 {
			rec.Alert(&s.Ev, time.Microsecond)
			last = append(last[:0], s.Ev.Raw...)
		}
		return nil
	})
	if err := errors.Join(err, rec.Close()); err != nil {
		t.Fatal(err)
	}
	list, _ := filepath.Glob(filepath.Join(dir, "falcod_*.scap"))
	if len(list) != 2 || rec.Written < 3 {
		t.Fatalf("%d files are kept of %d", len(list), rec.Written)
	}
	r, err := scap.Open(list[1])
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var ev driver.Event
	for found := false; !found; found = bytes.Equal(ev.Raw, last) {
		if err := r.Next(&ev); err != nil {
			t.Fatal("the event is not in its capture: ", err)
		}
	}
	if _, err := record.InDir(list[0], s.Fields.St, record.Limits{}, scap.WriterOptions{}); err == nil {
		t.Error("a file is no directory")
	}
}
