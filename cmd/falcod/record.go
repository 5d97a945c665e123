package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/record"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/pflag"
)

// recording is what the command line says about captures to write.
type recording struct {
	file     string // of all events
	dir      string // of captures around alerts
	every    bool   // alerts of every rule, not of those with capture: true only
	duration time.Duration
	size     byteSize
	files    int
	gzip     bool

	log    *record.Log
	alerts *record.Alerts
}

func (r *recording) flags(f *pflag.FlagSet) {
	r.duration, r.size, r.files = record.DefaultDuration, 256<<20, 10
	f.StringVar(&r.file, "record", "", "write all events to this capture")
	f.StringVar(&r.dir, "capture-dir", "", "write a capture to this directory for each alert of a rule with capture: true")
	f.BoolVar(&r.every, "capture-all", false, "with --capture-dir: for each alert, whatever its rule says")
	f.DurationVar(&r.duration, "capture-duration", r.duration, "how long a capture goes on after an alert whose rule has no capture_duration")
	f.Var(&r.size, "record-size", "size at which a written capture ends, such as 64MB; 0 is no limit")
	f.IntVar(&r.files, "record-files", r.files, "captures to keep: of --record the last ones as FILE, FILE.1, ... (1: end at the size), in --capture-dir the newest")
	f.BoolVar(&r.gzip, "record-gzip", false, "compress written captures")
}

func (r *recording) check() error {
	switch {
	case r.every && r.dir == "":
		return usageError{errors.New("--capture-all needs --capture-dir")}
	case r.duration < 0:
		return usageError{errors.New("--capture-duration cannot be negative")}
	case r.files < 0:
		return usageError{errors.New("--record-files cannot be negative")}
	}
	return nil
}

// begin attaches what is to be recorded to the engine. Failures are told to stderr as
// they happen.
func (r *recording) begin(e *runtime.Engine, stderr io.Writer) (err error) {
	failed := func(path string) func(error) {
		return func(err error) { fmt.Fprintf(stderr, "falcod: recording to %s: %v; detection goes on\n", path, err) }
	}
	limits := record.Limits{FileSize: int64(r.size), Files: r.files}
	opt := scap.WriterOptions{Gzip: r.gzip}
	if r.dir != "" {
		if r.alerts, err = record.InDir(r.dir, e.Fields.St, limits, opt); err != nil {
			return fmt.Errorf("recording: %w", err)
		}
		r.alerts.Failed = failed(r.dir)
	}
	if r.file != "" {
		if r.log, err = record.Create(r.file, e.Fields.St, limits, opt); err != nil {
			return fmt.Errorf("recording: %w", err)
		}
		r.log.Failed = failed(r.file)
	}
	switch {
	case r.log != nil && r.alerts != nil:
		e.Tap = both{r.log, r.alerts}
	case r.log != nil:
		e.Tap = r.log
	case r.alerts != nil:
		e.Tap = r.alerts
	}
	return nil
}

// both is two taps as one.
type both [2]runtime.Tap

func (b both) Section() { b[0].Section(); b[1].Section() }

func (b both) Event(ev *driver.Event) { b[0].Event(ev); b[1].Event(ev) }

// alert records around an alert.
func (r *recording) alert(rule *vm.RuleInfo, ev *driver.Event) {
	if r.alerts == nil || !rule.Capture && !r.every {
		return
	}
	d := r.duration
	if rule.CaptureDuration > 0 {
		d = time.Duration(rule.CaptureDuration) * time.Millisecond
	}
	r.alerts.Alert(ev, d)
}

// end closes the captures. Detection has gone on when one could not be written.
func (r *recording) end(stderr io.Writer) error {
	var errs []error
	if r.log != nil {
		if err := r.log.Close(); err != nil {
			errs = append(errs, fmt.Errorf("recording to %s: %w", r.file, err))
		}
		if r.log.Full {
			fmt.Fprintf(stderr, "falcod: %s has its full size, later events are not in it\n", r.file)
		}
	}
	if r.alerts != nil {
		if err := r.alerts.Close(); err != nil {
			errs = append(errs, fmt.Errorf("recording to %s: %w", r.dir, err))
		}
	}
	return errors.Join(errs...)
}

// byteSize is a number of bytes.
type byteSize int64

func (s *byteSize) String() string {
	for _, u := range sizeUnits {
		if n := int64(*s); n >= u.bytes && n%u.bytes == 0 {
			return strconv.FormatInt(n/u.bytes, 10) + u.name
		}
	}
	return strconv.FormatInt(int64(*s), 10)
}

// Type names the value in the help text.
func (s *byteSize) Type() string { return "SIZE" }

var sizeUnits = []struct {
	name  string
	bytes int64
}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}}

// Set reads the flag's value.
func (s *byteSize) Set(v string) error {
	num, unit := strings.ToUpper(v), int64(1)
	for _, u := range sizeUnits {
		if rest, ok := strings.CutSuffix(num, u.name); ok {
			num, unit = rest, u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(num, 10, 64)
	if err != nil || n < 0 || n > (1<<62)/unit {
		return errors.New("want a number of bytes, with KB, MB or GB behind it where it is large")
	}
	*s = byteSize(n * unit)
	return nil
}
