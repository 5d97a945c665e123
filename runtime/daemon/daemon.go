// Package daemon detects as a configuration says: it opens the kernel or a capture,
// decides the events, gives the alerts to the outputs, tells over the web and by
// metrics how it is, and takes other rules while it runs. It does not know where rules
// come from: a Setup holds them compiled.
package daemon

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"os/signal"
	gort "runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/runtime/health"
	"github.com/falcoc/falcoc/runtime/hygiene"
	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/falcoc/falcoc/runtime/privileges"
	"github.com/falcoc/falcoc/runtime/reload"
	"github.com/falcoc/falcoc/runtime/sensor"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// measureEvery is how many events go by for one whose rules are measured.
const measureEvery = 64

// drainTime is how long alerts that wait may take to be delivered at the end.
const drainTime = 5 * time.Second

// Setup is what a daemon detects with.
type Setup struct {
	Conf      *config.Result
	Bundle    *vm.Bundle // verified
	Selection *vm.Selection
	Sum       string            // checksum of the rules
	Sums      map[string]string // of the files with rules, by name; nil: Sum alone
	Files     []string          // whose change means another setup, beside those of the configuration
}

// Options say how a daemon runs and what its command adds. The hooks may be nil; all
// but Load run in the events' goroutine.
type Options struct {
	Load   func() (*Setup, error) // at the start and for each reload
	Stdout io.Writer              // alerts
	Stderr io.Writer              // the log
	// Log makes the log; nil is NewLog.
	Log      func(conf *config.Config, stderr io.Writer) *slog.Logger
	Versions map[string]string // that /versions tells beside its own

	AllEvents  bool // the kernel leaves nothing out that rules want
	GivenPaths bool // files are judged by the paths that programs give only
	MaxThreads int  // of the state; 0: as configured
	MaxFDs     int
	BufferSize int // of the sensor for each CPU, in bytes; 0: as configured

	Started func(e *runtime.Engine) error
	Alerted func(rule *vm.RuleInfo, ev *driver.Event)
	Ended   func(e *runtime.Engine, src driver.Source, failed bool) error
}

// daemon is one that runs.
type daemon struct {
	opt Options
	log *slog.Logger
	src driver.Source
	e   *runtime.Engine
	web *health.Server

	containers *containers.Collector // nil in a replay

	rules *rules         // of the events' goroutine
	conf  *config.Result // as rules

	swapping sync.Mutex // one reload at a time
	hub      atomic.Pointer[outputs.Hub]

	start       time.Time
	loaded      atomic.Int64 // ns since the epoch
	newHub      chan struct{}
	metricsTo   config.Metrics
	metricsLine []byte
	reloads     atomic.Uint64
	badReloads  atomic.Uint64
	running     atomic.Bool
	tokens      float64 // for actions on losses
	tokensAt    uint64
	lost, seen  uint64 // since the last look at losses
	buf         []byte // of the events' goroutine
}

// rules are a bundle with all that hangs on it. They are made aside and taken over
// between two events.
type rules struct {
	set    *runtime.Ruleset
	line   *alert.Formatter
	full   *alert.Formatter // nil where no output wants it
	filter *hygiene.Filter  // nil where nothing is kept back
	guards *bpf.Guards
	want   catalog.EventSet
	sum    string

	sums, configs map[string]string // checksums of files
}

// Run detects until the source ends or ctx is cancelled.
func Run(ctx context.Context, opt Options) (err error) {
	first, err := opt.Load()
	if err != nil {
		return err
	}
	conf, b, sel := first.Conf, first.Bundle, first.Selection
	if opt.Log == nil {
		opt.Log = NewLog
	}
	d := &daemon{
		opt: opt, conf: conf, log: opt.Log(conf.Config, opt.Stderr), start: time.Now(), tokens: math.Inf(1),
		newHub: make(chan struct{}, 1), metricsTo: conf.Metrics,
	}
	d.loaded.Store(d.start.UnixNano())
	for _, w := range conf.Warnings() {
		d.log.Warn(w.Error())
	}
	if d.src, err = d.open(b, sel); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.src.Close()) }()
	if conf.Webserver.Enabled {
		if d.web, err = d.serve(); err != nil {
			return err
		}
		defer func() { _ = d.web.Close() }()
	}
	hub, err := startOutputs(conf, opt.Stdout, d.web, d.log)
	if err != nil {
		return err
	}
	d.hub.Store(hub)
	// A program of program_output may need what the user has given to the daemon.
	if d.live() && !conf.Program.Enabled {
		if err := privileges.Drop(privileges.Needed...); err != nil {
			d.log.Warn("privileges are kept", "error", err)
		}
	}
	closed := false
	closeHub := func() error {
		if closed {
			return nil
		}
		closed = true
		end := context.Background()
		if d.live() {
			var cancel context.CancelFunc
			end, cancel = context.WithTimeout(end, drainTime)
			defer cancel()
		}
		hub := d.hub.Load()
		return errors.Join(hub.Close(end), hub.Err())
	}
	defer func() { err = errors.Join(err, closeHub()) }()

	how := runtime.Options{All: conf.RuleMatching == "all", GivenPaths: opt.GivenPaths, Dropped: d.dropped, Tick: d.tick}
	if d.live() {
		how.State = liveState(&conf.ContainerEngines)
		d.containers, _ = how.State.Containers.(*containers.Collector)
		defer d.containers.Close()
	}
	how.State.MaxThreads, how.State.MaxFDs = opt.MaxThreads, opt.MaxFDs
	if how.State.MaxThreads == 0 {
		how.State.MaxThreads = conf.Libs.Threads
	}
	if d.e, err = runtime.New(b, sel, d.src, how); err != nil {
		return err
	}
	if d.rules, err = d.form(first, d.e.Ruleset); err != nil {
		return err
	}
	d.rules.want = wanted(b, sel)
	if conf.Metrics.RuleCosts {
		d.e.Measure(measureEvery)
	}
	if opt.Started != nil {
		if err := opt.Started(d.e); err != nil {
			return err
		}
	}
	err = d.loop(ctx, first.Files)
	if d.rules.filter != nil {
		d.rules.filter.Flush()
	}
	err = errors.Join(err, closeHub())
	if opt.Ended != nil {
		err = errors.Join(err, opt.Ended(d.e, d.src, err != nil))
	}
	return err
}

// loop runs the engine with all that acts on it from beside.
func (d *daemon) loop(ctx context.Context, files []string) error {
	ctx, cancel := context.WithCancel(ctx)
	var beside sync.WaitGroup
	defer beside.Wait()
	defer cancel()
	spawn := func(f func()) {
		beside.Add(1)
		go func() {
			defer beside.Done()
			f()
		}()
	}
	if d.live() {
		signals := make(chan os.Signal, 4)
		signal.Notify(signals, syscall.SIGHUP, syscall.SIGUSR1)
		defer signal.Stop(signals)
		spawn(func() { d.obey(ctx, signals) })
		if d.conf.Watch {
			w, err := reload.Watch(append(slices.Clone(d.conf.WatchPaths), files...), func() { _ = d.reload(ctx, "a file has changed") })
			if err != nil {
				d.log.Warn("files are not watched", "error", err)
			} else {
				defer w.Close()
			}
		}
	}
	if m := &d.conf.Metrics; m.Enabled && m.Interval > 0 {
		spawn(func() { d.metrics(ctx, time.Duration(m.Interval)) })
	}
	spawn(func() {
		for {
			hub := d.hub.Load()
			select {
			case <-hub.Died():
				if d.hub.Load() == hub {
					cancel()
					return
				}
			case <-d.newHub:
			case <-ctx.Done():
				return
			}
		}
	})
	d.running.Store(true)
	defer d.running.Store(false)
	return d.e.Run(ctx, d.alert)
}

// obey does what signals ask for.
func (d *daemon) obey(ctx context.Context, signals <-chan os.Signal) {
	for {
		select {
		case s := <-signals:
			if s == syscall.SIGUSR1 {
				d.hub.Load().Reopen()
				d.log.Info("files are opened again")
				continue
			}
			_ = d.reload(ctx, "SIGHUP")
		case <-ctx.Done():
			return
		}
	}
}

func (d *daemon) live() bool { return d.conf.Engine.Kind != "replay" }

// guarded reports whether the kernel may leave events out that no rule can match.
func (d *daemon) guarded(conf *config.Config) bool {
	return !d.opt.AllEvents && !sensor.ShowsDescriptors(extraFields(conf))
}

// open is the source that is asked for.
func (d *daemon) open(b *vm.Bundle, sel *vm.Selection) (driver.Source, error) {
	conf := d.conf.Config
	if d.live() {
		opt := bpf.Options{
			GivenPaths:  d.opt.GivenPaths,
			ExcludeSelf: true, Idle: true, BufferSize: conf.Engine.BufferSize(gort.NumCPU()), SnapLen: conf.Libs.SnapLen, HighVolume: conf.Base.All,
		}
		if d.opt.BufferSize > 0 {
			opt.BufferSize = d.opt.BufferSize
		}
		return openLive(b, sel, opt, d.guarded(conf), d.log)
	}
	src, err := scap.Open(conf.Engine.Replay.File)
	if err != nil {
		return nil, fmt.Errorf("opening the capture: %w", err)
	}
	return src, nil
}
