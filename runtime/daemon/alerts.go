package daemon

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/hygiene"
	"github.com/falcoc/falcoc/runtime/outputs"
)

// form makes what alerts of a linked bundle need.
func (d *daemon) form(from *Setup, set *runtime.Ruleset) (*rules, error) {
	conf := from.Conf.Config
	r := &rules{set: set, sum: from.Sum, sums: from.Sums, configs: checksums(from.Conf.Files)}
	if r.sums == nil {
		r.sums = map[string]string{"bundle": from.Sum}
	}
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

// checksums are those of files, by the last part of their names.
func checksums(files []string) map[string]string {
	sums := map[string]string{}
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil {
			sums[filepath.Base(name)] = fmt.Sprintf("%x", sha256.Sum256(data))
		}
	}
	return sums
}

// alert sends the alert of a rule about the current event.
func (d *daemon) alert(rule int) error {
	r := d.rules
	info := &r.set.Bundle.Rules[rule]
	if r.filter != nil && !r.filter.Pass(rule, info.Name) {
		return nil
	}
	if d.opt.Alerted != nil {
		d.opt.Alerted(info, &d.e.Ev)
	}
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
