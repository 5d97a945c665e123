package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/runtime/daemon"
	"github.com/falcoc/falcoc/vm"
)

// detect is Falco at work: compile, open, run.
func (o *options) detect(ctx context.Context, s *settings, stdout, stderr io.Writer) error {
	if o.describe || o.rule != "" {
		return o.describeRules(s, stdout, stderr)
	}
	log := newLog(s.Config, stderr)
	s.starting(log)
	first, err := o.setup(s, stderr)
	if err != nil {
		return err
	}
	if o.dry {
		log.Info("Loaded event sources: syscall")
		log.Info("Enabled event sources: syscall")
		_, err := fmt.Fprintln(stderr, "Skipping event processing in dry-run")
		return err
	}
	if o.pidfile != "" {
		if err := os.WriteFile(o.pidfile, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
			return err
		}
		defer os.Remove(o.pidfile)
	}
	opening(log, s.Config)
	severity := map[uint8]uint64{}
	return daemon.Run(ctx, daemon.Options{
		Load: func() (*daemon.Setup, error) {
			if s := first; s != nil {
				first = nil
				return s, nil
			}
			s, err := o.load(stderr)
			if err != nil {
				return nil, err
			}
			return o.setup(s, stderr)
		},
		Stdout: stdout, Stderr: stderr, Log: newLog, Versions: versions(),
		Alerted: func(rule *vm.RuleInfo, _ *driver.Event) { severity[rule.Priority]++ },
		Ended: func(e *runtime.Engine, src driver.Source, failed bool) error {
			err := o.writeStats(e)
			if err == nil && !failed {
				err = total(stdout, e, severity)
			}
			return err
		},
	})
}

// describeRules is -L and -l.
func (o *options) describeRules(s *settings, stdout, stderr io.Writer) error {
	res, err := o.compile(s, stderr)
	if err != nil {
		return err
	}
	d, err := describe(res.View, o.rule)
	switch {
	case err != nil:
		return err
	case s.JSON:
		return encode(stdout, d)
	}
	return o.describeText(res.View, stdout)
}

// setup compiles the rules that the settings name.
func (o *options) setup(s *settings, stderr io.Writer) (*daemon.Setup, error) {
	res, err := o.compile(s, stderr)
	if err != nil {
		return nil, err
	}
	loaded(newLog(s.Config, stderr), res)
	b, err := res.Bundle(codegen.Options{})
	if err != nil {
		return nil, err
	}
	if err := vm.Verify(b); err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for i := range res.Files {
		f := res.Files[i].File
		sums[filepath.Base(f.Name)] = fmt.Sprintf("%x", sha256.Sum256(f.Data))
	}
	data, err := b.Encode()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	sel := vm.NewSelection(b, priority(s.Priority))
	for _, c := range s.Config.Rules {
		if p := c.Enable; p != nil { // and disable, where both are given, is not done
			sel.Apply(vm.Choice{Enable: true, Rule: p.Rule, Tag: p.Tag})
		} else if p := c.Disable; p != nil {
			sel.Apply(vm.Choice{Rule: p.Rule, Tag: p.Tag})
		}
	}
	o.adjust(s.Config)
	return &daemon.Setup{Conf: s.Result, Bundle: b, Selection: sel, Sum: hex.EncodeToString(sum[:]), Sums: sums, Files: s.watched()}, nil
}

// adjust puts what the command line says into the configuration.
func (o *options) adjust(c *config.Config) {
	switch o.print {
	case "":
	case "c", "container", "k", "kubernetes":
		c.AppendOutput = append(c.AppendOutput, config.AppendOutput{Suggested: true})
	default:
		c.AppendOutput = append(c.AppendOutput, config.AppendOutput{Output: o.print})
	}
	c.Buffered = c.Buffered && !o.unbuffed
	c.Base.All = c.Base.All || o.all
}

func priority(name string) uint8 {
	for i, p := range alert.Priorities {
		if strings.EqualFold(p, name) || strings.EqualFold(name, "info") && p == "Informational" {
			return uint8(i)
		}
	}
	return runtime.LeastUrgent
}

// total is what Falco prints at the end.
func total(out io.Writer, e *runtime.Engine, severity map[uint8]uint64) error {
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
