package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/daemon"
	"github.com/falcoc/falcoc/vm"
)

// run detects until the source ends or ctx is cancelled.
func (c *cmdline) run(ctx context.Context, stdout, stderr io.Writer) error {
	if err := c.checkFields(); err != nil {
		return err
	}
	var profile *vm.Profile
	var profiled *vm.Bundle // the first one: a reload has a machine of its own
	opt := daemon.Options{
		Load: c.setup, Stdout: stdout, Stderr: stderr,
		AllEvents:  !c.guards || c.record.file != "" || c.record.dir != "",
		GivenPaths: c.given, MaxFDs: c.maxFD, BufferSize: int(c.buffer),
		Started: func(e *runtime.Engine) error {
			if c.profile != "" {
				e.Measure(1)
				profile, profiled = e.Profile(), e.Bundle
			}
			return c.record.begin(e, stderr)
		},
		Alerted: c.record.alert,
		Ended: func(e *runtime.Engine, src driver.Source, _ bool) error {
			err := c.record.end(stderr)
			if c.stats {
				daemon.Summary(stderr, e.Bundle, e, src)
			}
			if profile != nil {
				err = errors.Join(err, writeProfile(c.profile, profile, profiled))
			}
			return err
		},
	}
	if c.set != nil && c.set.Changed("max-threads") {
		opt.MaxThreads = c.maxThread
	}
	return daemon.Run(ctx, opt)
}

// setup is what the files and the command line ask for.
func (c *cmdline) setup() (*daemon.Setup, error) {
	conf, err := c.configure()
	if err != nil {
		return nil, err
	}
	s := &daemon.Setup{Conf: conf}
	if s.Bundle, s.Sum, err = loadBundle(conf.Bundle, c.key); err != nil {
		return nil, err
	}
	if conf.Bundle != "" {
		s.Files = []string{conf.Bundle}
		s.Sums = map[string]string{filepath.Base(conf.Bundle): s.Sum}
	}
	s.Selection, err = c.selection(s.Bundle, conf.Config)
	return s, err
}
