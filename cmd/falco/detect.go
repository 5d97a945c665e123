package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/runtime/privileges"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// detect is Falco at work: compile, open, run.
func (o *options) detect(ctx context.Context, s *settings, stdout, stderr io.Writer) (err error) {
	res, err := o.compile(s, stderr)
	if err != nil {
		return err
	}
	for i := range res.Files {
		if f := &res.Files[i]; len(f.Warnings) > 0 {
			fmt.Fprintln(stderr, verbose(f))
		}
	}
	if o.describe || o.rule != "" {
		d, err := describe(res.View, o.rule)
		switch {
		case err != nil:
			return err
		case s.JSON:
			return encode(stdout, d)
		}
		return o.describeText(res.View, stdout)
	}
	b, err := res.Bundle(codegen.Options{})
	if err != nil {
		return err
	}
	if err := vm.Verify(b); err != nil {
		return err
	}
	sel := vm.NewSelection(b, priority(s.Priority))
	for _, c := range s.Rules {
		if p := c.Enable; p != nil {
			sel.Apply(vm.Choice{Enable: true, Rule: p.Rule, Tag: p.Tag})
		}
		if p := c.Disable; p != nil {
			sel.Apply(vm.Choice{Rule: p.Rule, Tag: p.Tag})
		}
	}
	if o.dry {
		fmt.Fprintln(stderr, "Enabled event sources: syscall")
		_, err := fmt.Fprintln(stderr, "Skipping event processing in dry-run")
		return err
	}
	if o.pidfile != "" {
		if err := os.WriteFile(o.pidfile, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
			return err
		}
		defer os.Remove(o.pidfile)
	}
	replay := s.Engine.Kind == "replay"
	src, opt, err := open(s, b, sel, replay)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	if c, ok := opt.Containers.(*containers.Collector); ok {
		defer c.Close()
	}
	out, err := startOutputs(s, replay, o.unbuffed, stdout, stderr)
	if err != nil {
		return err
	}
	closed := false
	closeOut := func() error {
		if closed {
			return nil
		}
		closed = true
		return out.close()
	}
	defer func() { err = errors.Join(err, closeOut()) }()
	e, err := runtime.New(b, sel, src, runtime.Options{
		All: s.RuleMatching == "all", State: opt, Dropped: out.dropped,
	})
	if err != nil {
		return err
	}
	out.now = func() uint64 { return e.Ev.TS }
	if out.line, err = alert.New(b, e.Machine, e.Fields, o.layout(s)); err != nil {
		return err
	}
	if !replay && !s.Program.Enabled {
		if err := privileges.Drop(privileges.Needed...); err != nil {
			return err
		}
	}
	severity := map[uint8]uint64{}
	err = e.Run(ctx, func(rule int) error {
		severity[b.Rules[rule].Priority]++
		return out.alert(&b.Rules[rule], rule)
	})
	if cerr := closeOut(); err == nil {
		err = cerr
	}
	if serr := o.writeStats(e); err == nil {
		err = serr
	}
	if err == nil {
		err = total(stdout, b, e, severity)
	}
	return err
}

func priority(name string) uint8 {
	for i, p := range alert.Priorities {
		if strings.EqualFold(p, name) || strings.EqualFold(name, "info") && p == "Informational" {
			return uint8(i)
		}
	}
	return runtime.LeastUrgent
}

// layout is what alerts hold.
func (o *options) layout(s *settings) alert.Options {
	opt := alert.Options{
		JSON: s.JSON, ISO8601: s.ISO8601, Hostname: hostname(), Base64: s.BufferBase64,
		Message: s.JSONMessage, NoOutput: !s.JSONOutput, NoFields: !s.JSONFields, NoTags: !s.JSONTags,
	}
	for _, a := range s.AppendOutput {
		more := alert.Append{Source: a.Match.Source, Rule: a.Match.Rule, Tags: a.Match.Tags, Output: a.Output, Suggested: a.Suggested}
		for _, f := range a.Fields {
			more.Fields = append(more.Fields, alert.Extra{Key: f.Key, Format: f.Format})
		}
		opt.Append = append(opt.Append, more)
	}
	switch o.print {
	case "":
	case "c", "container", "k", "kubernetes":
		opt.Append = append(opt.Append, alert.Append{Suggested: true})
	default:
		opt.Append = append(opt.Append, alert.Append{Output: o.print})
	}
	return opt
}

func hostname() string {
	if h := os.Getenv("FALCO_HOSTNAME"); h != "" {
		return h
	}
	h, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	return h
}

// kernel is the running kernel as a source that tells what it lost.
type kernel struct{ *bpf.Source }

// Drops is the number of events that were wanted and did not arrive.
func (k kernel) Drops() uint64 {
	total, _, err := k.Stats()
	if err != nil {
		return 0
	}
	return total.Lost()
}

// open is the source that the configuration names, with how its state is kept.
func open(s *settings, b *vm.Bundle, sel *vm.Selection, replay bool) (driver.Source, state.Options, error) {
	opt := state.Options{MaxThreads: s.Libs.Threads}
	if replay {
		if s.Engine.Replay.File == "" {
			return nil, opt, errors.New("engine.kind=replay needs engine.replay.capture_file")
		}
		src, err := scap.Open(s.Engine.Replay.File)
		if err != nil {
			return nil, opt, fmt.Errorf("Unable to open the capture: %w", err)
		}
		return src, opt, nil
	}
	var want catalog.EventSet
	for _, rule := range sel.Enabled() {
		want = want.Union(b.Rules[rule].Events)
	}
	src, err := bpf.Open(bpf.Options{Events: want, ExcludeSelf: true, Idle: true})
	if err != nil {
		return nil, opt, fmt.Errorf("Unable to watch the kernel: %w", err)
	}
	opt.SelfPID, opt.HostRoot = int64(os.Getpid()), os.Getenv("HOST_ROOT")
	opt.Containers = containers.Start(containers.Options{
		HostRoot: opt.HostRoot, Off: s.ContainerEngines.Off(), Sockets: s.ContainerEngines.Sockets(),
	})
	opt.Alive = func(tid int64) bool {
		_, err := os.Stat("/proc/" + strconv.FormatInt(tid, 10))
		return err == nil
	}
	return kernel{src}, opt, nil
}

// total is what Falco prints at the end.
func total(out io.Writer, b *vm.Bundle, e *runtime.Engine, severity map[uint8]uint64) error {
	var text strings.Builder
	fmt.Fprintf(&text, "Events detected: %d\nRule counts by severity:\n", e.Stats.Alerts)
	for p := range alert.Priorities {
		if n := severity[uint8(p)]; n > 0 {
			fmt.Fprintf(&text, "   %s: %d\n", strings.ToUpper(alert.Priorities[p]), n)
		}
	}
	text.WriteString("Triggered rules by rule name:\n")
	type count struct {
		name string
		n    uint64
	}
	var counts []count
	e.EachRule(func(name string, n uint64) {
		if n > 0 {
			counts = append(counts, count{name, n})
		}
	})
	slices.SortFunc(counts, func(a, b count) int { return cmp.Compare(a.name, b.name) })
	for _, c := range counts {
		fmt.Fprintf(&text, "   %s: %d\n", c.name, c.n)
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// writeStats appends the numbers of -s.
func (o *options) writeStats(e *runtime.Engine) error {
	if o.stats == "" {
		return nil
	}
	f, err := os.OpenFile(o.stats, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, `{"sample":1,"cur":{"events":%d,"drops":%d,"alerts":%d}}`+"\n", e.Stats.Events, e.Stats.Drops, e.Stats.Alerts)
	return errors.Join(err, f.Close())
}
