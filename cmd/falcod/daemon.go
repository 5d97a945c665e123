package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net"
	"os"
	"os/signal"
	gort "runtime"
	"slices"
	"strconv"
	"strings"
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
	"github.com/falcoc/falcoc/runtime/health"
	"github.com/falcoc/falcoc/runtime/hygiene"
	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/falcoc/falcoc/runtime/privileges"
	"github.com/falcoc/falcoc/runtime/reload"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// drainTime is how long alerts that wait may take to be delivered at the end.
const drainTime = 5 * time.Second

// daemon is a falcod that runs.
type daemon struct {
	cmd *cmdline
	log *slog.Logger
	src driver.Source
	e   *runtime.Engine
	web *health.Server

	rules *rules         // of the events' goroutine
	conf  *config.Result // as rules

	swapping sync.Mutex // one reload at a time
	hub      atomic.Pointer[outputs.Hub]

	start       time.Time
	loaded      atomic.Int64 // ns since the epoch
	stdout      io.Writer
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
}

// run detects until the source ends or ctx is cancelled.
func (c *cmdline) run(ctx context.Context, stdout, stderr io.Writer) (err error) {
	if err := c.checkFields(); err != nil {
		return err
	}
	conf, err := c.configure()
	if err != nil {
		return err
	}
	d := &daemon{cmd: c, conf: conf, log: newLog(conf.Config, stderr), start: time.Now(), tokens: math.Inf(1), stdout: stdout, newHub: make(chan struct{}, 1), metricsTo: conf.Metrics}
	d.loaded.Store(d.start.UnixNano())
	for _, w := range conf.Warnings() {
		d.log.Warn(w.Error())
	}
	b, sum, err := loadBundle(conf.Bundle, d.cmd.key)
	if err != nil {
		return err
	}
	sel, err := c.selection(b, conf.Config)
	if err != nil {
		return err
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
	hub, err := startOutputs(conf, stdout, d.web, d.log)
	if err != nil {
		return err
	}
	d.hub.Store(hub)
	// A program of program_output may need what the user has given to falcod.
	if conf.Engine.Kind != "replay" && !conf.Program.Enabled {
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

	opt := runtime.Options{All: conf.RuleMatching == "all", Dropped: d.dropped, Tick: d.tick}
	if d.live() {
		opt.State = liveState(&conf.ContainerEngines)
	}
	opt.State.MaxThreads, opt.State.MaxFDs = c.maxThread, c.maxFD
	if conf.Libs.Threads > 0 && (c.set == nil || !c.set.Changed("max-threads")) {
		opt.State.MaxThreads = conf.Libs.Threads
	}
	if d.e, err = runtime.New(b, sel, d.src, opt); err != nil {
		return err
	}
	if d.rules, err = d.form(conf.Config, d.e.Ruleset, sum); err != nil {
		return err
	}
	d.rules.want = wanted(b, sel)
	if err := c.record.begin(d.e, stderr); err != nil {
		return err
	}
	if c.profile != "" {
		p := d.e.Machine.Profile()
		defer func() { err = errors.Join(err, writeProfile(c.profile, p, b)) }()
	}
	err = d.loop(ctx)
	if d.rules.filter != nil {
		d.rules.filter.Flush()
	}
	err = errors.Join(err, closeHub(), c.record.end(stderr))
	if c.stats {
		summary(stderr, d.e.Bundle, d.e, d.src)
	}
	return err
}

// loop runs the engine with all that acts on it from beside.
func (d *daemon) loop(ctx context.Context) error {
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
			paths := slices.Clone(d.conf.WatchPaths)
			if d.conf.Bundle != "" {
				paths = append(paths, d.conf.Bundle)
			}
			w, err := reload.Watch(paths, func() { _ = d.reload(ctx, "a file has changed") })
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
	c := d.cmd
	return c.guards && c.record.file == "" && c.record.dir == "" && !showsDescriptors(extraFields(conf))
}

// open is the source that is asked for.
func (d *daemon) open(b *vm.Bundle, sel *vm.Selection) (driver.Source, error) {
	conf := d.conf.Config
	if d.live() {
		opt := bpf.Options{
			ExcludeSelf: true, Idle: true, BufferSize: conf.Engine.BufferSize(gort.NumCPU()), SnapLen: conf.Libs.SnapLen, HighVolume: conf.Base.All,
		}
		return openLive(b, sel, opt, d.guarded(conf), d.log)
	}
	src, err := scap.Open(conf.Engine.Replay.File)
	if err != nil {
		return nil, fmt.Errorf("opening the capture: %w", err)
	}
	return src, nil
}

// form makes what alerts of a linked bundle need.
func (d *daemon) form(conf *config.Config, set *runtime.Ruleset, sum string) (*rules, error) {
	r := &rules{set: set, sum: sum}
	var err error
	if r.line, err = alert.New(set.Bundle, set.Machine, d.e.Fields, forms(conf, false)); err != nil {
		return nil, err
	}
	if wantsFull(conf) {
		if r.full, err = alert.New(set.Bundle, set.Machine, d.e.Fields, forms(conf, true)); err != nil {
			return nil, err
		}
	}
	if r.filter, err = hygiene.New(set.Bundle, d.e.Fields, limits(conf), d.internal); err != nil {
		return nil, fmt.Errorf("alert_throttle, alert_dedup: %w", err)
	}
	return r, nil
}

// matches reports whether a name fits a pattern in which * stands for any text.
func matches(pattern, name string) bool {
	first, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == name
	}
	if !strings.HasPrefix(name, first) {
		return false
	}
	name = name[len(first):]
	for {
		piece, more, star := strings.Cut(rest, "*")
		if !star {
			return strings.HasSuffix(name, piece)
		}
		i := strings.Index(name, piece)
		if i < 0 {
			return false
		}
		name, rest = name[i+len(piece):], more
	}
}

// limits are the configured limits on alerts.
func limits(conf *config.Config) []hygiene.Limit {
	fits := func(pattern, tag string) func(*vm.RuleInfo) bool {
		return func(info *vm.RuleInfo) bool {
			return matches(pattern, info.Name) && (tag == "" || slices.Contains(info.Tags, tag))
		}
	}
	var list []hygiene.Limit
	for _, t := range conf.Throttle {
		list = append(list, hygiene.Limit{Fits: fits(t.Rule, t.Tag), Fields: t.Fields, Rate: t.Rate, Burst: t.Burst})
	}
	for _, w := range conf.Dedup {
		if w.Window > 0 {
			list = append(list, hygiene.Limit{Fits: fits(w.Rule, w.Tag), Fields: w.Fields, Window: time.Duration(w.Window)})
		}
	}
	return list
}

// alert sends the alert of a rule about the current event.
func (d *daemon) alert(rule int) error {
	r := d.rules
	info := &r.set.Bundle.Rules[rule]
	if r.filter != nil && !r.filter.Pass(rule, info.Name) {
		return nil
	}
	d.cmd.record.alert(info, &d.e.Ev)
	a := &outputs.Alert{Time: d.e.Ev.TS, Rule: info.Name, Source: info.Source, Priority: info.Priority}
	d.buf = r.line.Append(d.buf[:0], rule)
	n := len(d.buf)
	if r.full != nil {
		d.buf = r.full.Append(d.buf, rule)
	}
	return d.send(a, n)
}

// send takes the texts of an alert from buf: the line ends at n.
func (d *daemon) send(a *outputs.Alert, n int) error {
	all := bytes.Clone(d.buf)
	a.Line = all[:n:n]
	if len(all) > n {
		a.Full = all[n:]
	}
	hub := d.hub.Load()
	hub.Send(a)
	return nil
}

// internal sends an alert of falcod's own, at the time of the current event.
func (d *daemon) internal(in *alert.Internal) error {
	ts := d.e.Ev.TS
	if d.live() {
		ts = uint64(time.Now().UnixNano())
	}
	d.buf = d.rules.line.AppendInternal(d.buf[:0], ts, in)
	n := len(d.buf)
	if d.rules.full != nil {
		d.buf = d.rules.full.AppendInternal(d.buf, ts, in)
	}
	return d.send(&outputs.Alert{Time: ts, Rule: in.Rule, Source: "internal", Priority: in.Priority}, n)
}

func (d *daemon) tick(ts uint64) {
	if d.rules.filter != nil {
		d.rules.filter.Tick(ts)
	}
	for _, a := range sensorAlerts(d.src) {
		if err := d.internal(a); err != nil {
			d.log.Warn(err.Error())
		}
	}
}

var errNotRunning = errors.New("falcod is starting or ending")

// errLosses is why falcod ends when it is told to.
var errLosses = errors.New("events were lost, and syscall_event_drops.actions has exit")

// dropped acts on lost events. Without a configuration of that, each loss is an alert.
func (d *daemon) dropped(n uint64) error {
	p := &d.conf.Drops
	if !d.conf.Given["syscall_event_drops"] {
		return d.internal(alert.Dropped(n))
	}
	total := d.e.Stats.Events + d.e.Stats.Drops
	d.lost += n
	if share := float64(d.lost) / float64(max(total-d.seen, 1)); share <= p.Threshold {
		return nil
	}
	now := d.e.Ev.TS
	burst := float64(max(p.Burst, 1))
	d.tokens = min(burst, d.tokens+p.Rate*float64(now-d.tokensAt)/1e9)
	d.tokensAt = now
	if d.tokens < 1 {
		return nil // told with the next action
	}
	d.tokens--
	n, d.lost, d.seen = d.lost, 0, total
	for _, action := range p.Actions {
		switch action {
		case "log":
			d.log.Warn("events were lost", "events", n)
		case "alert":
			if err := d.internal(alert.Dropped(n)); err != nil {
				return err
			}
		case "exit":
			return errLosses
		}
	}
	return nil
}

// serve starts the web server.
func (d *daemon) serve() (*health.Server, error) {
	w := &d.conf.Webserver
	opt := health.Options{
		Address: net.JoinHostPort(w.Address, strconv.Itoa(w.Port)), Healthz: w.Healthz, Metrics: w.Prometheus, UI: w.UI, Token: w.ReloadToken,
		Log: d.log, Versions: map[string]string{"falcod": vm.Version, "engine": vm.EngineVersion, "schema": vm.SchemaVersion},
		Healthy: func() error {
			if !d.running.Load() {
				return errNotRunning
			}
			return nil
		},
		Numbers: d.numbers, Rules: d.list,
		Reload: func(ctx context.Context) error { return d.reload(ctx, "POST /reload") },
	}
	if w.SSL {
		opt.Certificate = w.Certificate
	}
	s, err := health.Start(opt)
	if err == nil {
		d.log.Info("serving", "address", s.Addr().String())
	}
	return s, err
}
