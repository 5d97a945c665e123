package daemon

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/runtime/outputs"
	"github.com/falcoc/falcoc/runtime/sensor"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// selector is a source that can change which events it delivers.
type selector interface {
	SetGuards(catalog.EventSet, *bpf.Guards) error
}

// wanted are the events that an enabled rule can match.
func wanted(b *vm.Bundle, sel *vm.Selection) catalog.EventSet {
	var want catalog.EventSet
	for _, rule := range sel.Enabled() {
		want = want.Union(b.Rules[rule].Events)
	}
	return want
}

// reload reads the configuration and the bundle again. What is wrong with them is found
// before anything changes; then the source delivers what either bundle wants, the rules
// change between two events, and the source goes on with what the new bundle wants.
func (d *daemon) reload(ctx context.Context, why string) error {
	d.swapping.Lock()
	defer d.swapping.Unlock()
	if !d.running.Load() {
		return errNotRunning
	}
	rules, sum, err := d.swap(ctx)
	if err != nil {
		d.badReloads.Add(1)
		d.log.Error("the reload is refused, the old rules go on", "because", why, "error", err)
		return err
	}
	d.reloads.Add(1)
	d.loaded.Store(time.Now().UnixNano())
	d.log.Info("rules reloaded", "because", why, "rules", rules, "bundle", sum)
	return nil
}

func (d *daemon) swap(ctx context.Context) (enabled int, checksum string, err error) {
	setup, err := d.opt.Load()
	if err != nil {
		return 0, "", err
	}
	conf, b, sel, sum := setup.Conf, setup.Bundle, setup.Selection, setup.Sum
	set, err := d.e.Link(b, sel)
	if err != nil {
		return 0, "", err
	}
	next, err := d.form(setup, set)
	if err != nil {
		return 0, "", err
	}
	next.want = wanted(b, sel)
	source, selects := d.src.(selector)
	if selects && d.guarded(conf.Config) {
		if next.guards, err = sensor.Guards(b, sel); err != nil {
			return 0, "", err
		}
	}
	hub, err := d.outputsFor(conf)
	if err != nil {
		return 0, "", err
	}
	if selects {
		if err := source.SetGuards(next.want.Union(d.rules.want), nil); err != nil {
			return 0, "", fmt.Errorf("the kernel's selection: %w", err)
		}
	}
	d.frozen(conf)
	old := d.hub.Load()
	err = d.e.Do(ctx, func() {
		next.filter.Inherit(d.rules.filter)
		d.e.Use(set)
		d.e.SetAll(conf.RuleMatching == "all")
		d.rules, d.conf = next, conf
		if hub != nil {
			d.hub.Store(hub)
		}
	})
	if err != nil {
		if hub != nil {
			_ = hub.Close(ctx)
		}
		return 0, "", err
	}
	if selects {
		if err := source.SetGuards(next.want, next.guards); err != nil {
			d.log.Warn("the kernel delivers more events than rules want", "error", err)
		}
	}
	for _, w := range conf.Warnings() {
		d.log.Warn(w.Error())
	}
	if hub != nil {
		select {
		case d.newHub <- struct{}{}:
		default:
		}
		end, cancel := context.WithTimeout(context.Background(), drainTime)
		defer cancel()
		if err := old.Close(end); err != nil {
			d.log.Warn("closing the old outputs", "error", err)
		}
	}
	return len(set.Enabled()), sum, nil
}

// outputKeys are what the outputs are made of.
func outputKeys(c *config.Config) []any {
	return []any{c.Stdout, c.Syslog, c.File, c.Program, c.HTTP, c.OTLP, c.Kafka, c.NATS, c.OutputsQueue, c.OutputTimeout, c.Buffered, c.JSON}
}

// outputsFor starts other outputs where they are configured otherwise, nil where not.
func (d *daemon) outputsFor(conf *config.Result) (*outputs.Hub, error) {
	if reflect.DeepEqual(outputKeys(conf.Config), outputKeys(d.conf.Config)) {
		return nil, nil
	}
	for _, c := range []*config.Config{d.conf.Config, conf.Config} {
		if c.Spills() {
			d.log.Warn("outputs that write to disk change with a restart only")
			return nil, nil
		}
	}
	return startOutputs(conf, d.opt.Stdout, d.web, d.log)
}

// frozen names what a reload does not change.
func (d *daemon) frozen(conf *config.Result) {
	var keys []string
	for _, k := range []struct {
		name     string
		old, now any
	}{
		{"webserver", d.conf.Webserver, conf.Webserver}, {"engine", d.conf.Engine, conf.Engine}, {"base_syscalls", d.conf.Base, conf.Base},
		{"falco_libs", d.conf.Libs, conf.Libs}, {"metrics", d.conf.Metrics, conf.Metrics}, {"watch_config_files", d.conf.Watch, conf.Watch},
		{"log_level", d.conf.LogLevel, conf.LogLevel}, {"log_format", d.conf.LogFormat, conf.LogFormat},
	} {
		if !reflect.DeepEqual(k.old, k.now) {
			keys = append(keys, k.name)
		}
	}
	if slices.Sort(keys); len(keys) > 0 {
		d.log.Warn("these keys change with a restart only", "keys", keys)
	}
	conf.Webserver, conf.Engine, conf.Base, conf.Libs = d.conf.Webserver, d.conf.Engine, d.conf.Base, d.conf.Libs
	conf.Metrics, conf.Watch, conf.LogLevel, conf.LogFormat = d.conf.Metrics, d.conf.Watch, d.conf.LogLevel, d.conf.LogFormat
}
