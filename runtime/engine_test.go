package runtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// ownCapture is a capture that ships with the project.
func ownCapture(tb testing.TB, name string) string {
	tb.Helper()
	path := filepath.Join("..", "conformance", "captures", name)
	if _, err := os.Stat(path); err != nil {
		tb.Skip(err)
	}
	return path
}

func ruleFile(text string) *source.File { return source.NewFile("rules.yaml", []byte(text)) }

const shadowRule = `
- rule: Secrets
  desc: d
  condition: evt.type in (open, openat) and fd.name = /etc/shadow and evt.is_open_read = true
  output: read %fd.name by %5proc.name|%proc.pname parent=%proc.aname[9]
  priority: WARNING
  tags: [b, a]
`

func TestAlertForms(t *testing.T) {
	t.Setenv("TZ", "UTC")
	b, err := bundle(ruleFile(shadowRule))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		opt  alert.Options
		want []string
	}{
		{"text", alert.Options{}, []string{": Warning read /etc/shadow by ", "|", "parent=<NA>\n"}},
		{"suggested", alert.Options{Suggested: true}, []string{" container_id=host container_name=host container_image_repository= "}},
		{"JSON", alert.Options{JSON: true, Hostname: "h", Fields: []string{"proc.pid", "evt.is_io"}},
			[]string{`{"hostname":"h","output":"`, `"evt.is_io":false`, `"proc.aname[9]":null`, `"proc.pid":`, `"tags":["a","b"],"time":"2`, "Z\"}\n"}},
		{"bare JSON", alert.Options{JSON: true, Message: true, NoOutput: true, NoFields: true, NoTags: true, Hostname: "h"},
			[]string{`{"hostname":"h","message":"read /etc/shadow by `, `","priority":"Warning","rule":"Secrets","source":"syscall","time":"2`}},
		{"appended", alert.Options{JSON: true, Append: []alert.Append{
			{Rule: "Secrets", Tags: []string{"a"}, Output: "pid=%proc.pid. %8proc.name|", Fields: []alert.Extra{{Key: "note", Format: `*"%fd.name"`}, {Key: "fd.num"}}, Suggested: true},
			{Rule: "Other", Output: "other"}, {Source: "k8s_audit", Output: "other"}, {Tags: []string{"z"}, Output: "other"},
		}}, []string{`parent=<NA> pid=`, `| container_id=host`, `"fd.num":`, `"note":"\"/etc/shadow\""`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f *alert.Formatter
			n := 0
			err := replay(ownCapture(t, "D-shell.scap"), b, vm.NewSelection(b, debugPriority), false, func(e *runtime.Engine) (err error) {
				f, err = alert.New(b, e.Machine, e.Fields, c.opt)
				return err
			}, func(rule int) error {
				n++
				if drop := f.AppendInternal(nil, 1e18, alert.Dropped(7, 9)); c.opt.JSON && !json.Valid(drop) || !strings.Contains(string(drop), "7 system calls dropped in last second.") {
					t.Errorf("%s", drop)
				}
				line := string(f.Append(nil, rule))
				if strings.Contains(line, "other") {
					t.Errorf("an entry for other rules has been applied: %s", line)
				}
				for _, want := range c.want {
					if !strings.Contains(line, want) {
						t.Errorf("%q is not in %s", want, line)
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				t.Error("no alert")
			}
		})
	}
}

func TestAppendRefused(t *testing.T) {
	b, err := bundle(ruleFile(shadowRule))
	if err != nil {
		t.Fatal(err)
	}
	e, err := runtime.New(b, vm.NewSelection(b, debugPriority), empty{}, runtime.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"a % b":    `"% b" begins with no field`,
		"a %":      `"%" begins with no field`,
		"%no.such": `"%no.such" begins with no field`,
	} {
		_, err := alert.New(b, e.Machine, e.Fields, alert.Options{Append: []alert.Append{{Output: text}}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

func TestCountersAddUp(t *testing.T) {
	b, err := bundle(ruleFile(shadowRule))
	if err != nil {
		t.Fatal(err)
	}
	var e *runtime.Engine
	err = replay(ownCapture(t, "D-shell.scap"), b, vm.NewSelection(b, debugPriority), false, func(engine *runtime.Engine) error {
		e = engine
		return nil
	}, func(int) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	s := &e.Stats
	total := uint64(0)
	for _, n := range s.ByType {
		total += n
	}
	if s.Events == 0 || s.Events != s.Shown+s.StateOnly || s.Events != total {
		t.Errorf("%d events, %d shown, %d state only, %d by type", s.Events, s.Shown, s.StateOnly, total)
	}
	if s.Alerts != e.ByRule[0] || s.Alerts < s.Matched {
		t.Errorf("%d alerts, %d of the rule, %d events matched", s.Alerts, e.ByRule[0], s.Matched)
	}
}

func TestAlertErrorEndsRun(t *testing.T) {
	b, err := bundle(ruleFile(shadowRule))
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("full")
	err = replay(ownCapture(t, "D-shell.scap"), b, vm.NewSelection(b, debugPriority), false,
		func(*runtime.Engine) error { return nil }, func(int) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

func TestUnknownImport(t *testing.T) {
	b, err := bundle(ruleFile(shadowRule))
	if err != nil {
		t.Fatal(err)
	}
	b.Imports[0].Field = "no.such"
	_, err = runtime.New(b, vm.NewSelection(b, debugPriority), empty{}, runtime.Options{})
	if err == nil || !strings.Contains(err.Error(), "no.such") {
		t.Errorf("got %v", err)
	}
}

// endless gives the same event for ever, in two sections, and can be stopped.
type endless struct {
	raw      []byte
	restarts int
	stopped  chan struct{}
}

func (s *endless) Snapshot() *driver.Snapshot { return &driver.Snapshot{} }
func (s *endless) Close() error               { return nil }
func (s *endless) Stop()                      { close(s.stopped) }
func (s *endless) Drops() uint64              { return 5 }

func (s *endless) Next(ev *driver.Event) error {
	if s.restarts == 0 {
		s.restarts++
		return driver.ErrRestart
	}
	select {
	case <-s.stopped:
		return io.EOF
	default:
		return ev.Decode(s.raw)
	}
}

func TestStop(t *testing.T) {
	b, err := bundle(ruleFile("- rule: r\n  desc: d\n  condition: evt.num > 0\n  output: o\n  priority: INFO\n  warn_evttypes: false\n"))
	if err != nil {
		t.Fatal(err)
	}
	raw := make([]byte, driver.HeaderSize)
	raw[7], raw[8], raw[16] = 1, 1, driver.HeaderSize // long after the epoch
	raw[20] = byte(catalog.EvtSelectX)
	src := &endless{raw: raw, stopped: make(chan struct{})}
	lost, reports := uint64(0), 0
	e, err := runtime.New(b, vm.NewSelection(b, debugPriority), src, runtime.Options{Dropped: func(n uint64) error {
		lost += n
		reports++
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err = e.Run(ctx, func(int) error {
		if n++; n == 1000 {
			cancel()
		}
		return nil
	})
	if err != nil || n < 1000 || e.Stats.Sections != 2 {
		t.Errorf("%d alerts, %d sections, %v", n, e.Stats.Sections, err)
	}
	if lost != 5 || reports != 1 {
		t.Errorf("%d losses in %d reports", lost, reports)
	}
}

// ruleFiles are the project's own rules.
func ruleFiles(tb testing.TB) []*source.File {
	tb.Helper()
	var files []*source.File
	paths, _ := filepath.Glob(filepath.Join("..", "rules", "*.yaml"))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		files = append(files, source.NewFile(path, data))
	}
	return files
}

// BenchmarkReplay is the whole path but the writing, with the project's own rules.
func BenchmarkReplay(b *testing.B) {
	bd, err := bundle(ruleFiles(b)...)
	if err != nil {
		b.Fatal(err)
	}
	path := ownCapture(b, "D-shell.scap")
	events := uint64(0)
	b.ReportAllocs()
	for b.Loop() {
		src, err := scap.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		e, err := runtime.New(bd, vm.NewSelection(bd, debugPriority), src, runtime.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := e.Run(context.Background(), func(int) error { return nil }); err != nil {
			b.Fatal(err)
		}
		events += e.Stats.Events
		src.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
}
