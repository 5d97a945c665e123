package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/measure"
	"github.com/falcoc/falcoc/vm"
)

// built is a rule set that was compiled.
type built struct {
	set    set
	file   string // the bundle
	bundle *vm.Bundle
	size   int
	wall   time.Duration // of falcoc build
	cpu    time.Duration
	load   time.Duration // decoding, verifying, choosing rules
}

// process is what a child process took.
type process struct {
	Wall, CPU time.Duration
	Resident  int64 // bytes, at most
}

// childArg makes this program start a command and tell what it took. A process counts
// the memory of the one that started it as its own, so that must be a small one.
const childArg = "child"

// child runs a command. What it writes goes nowhere, but for its errors.
func child(ctx context.Context, name string, args ...string) (p process, err error) {
	self, err := os.Executable()
	if err != nil {
		return p, err
	}
	cmd := exec.CommandContext(ctx, self, append([]string{childArg, name}, args...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return p, fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, strings.TrimSpace(stderr.String()))
	}
	return p, json.Unmarshal(stdout.Bytes(), &p)
}

// runChild is the process between: it runs the command and writes what that took.
func runChild(name string, args []string) error {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	var p process
	start := time.Now()
	err := cmd.Run()
	p.Wall = time.Since(start)
	if err != nil {
		return err
	}
	p.CPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		p.Resident = u.Maxrss * 1024
	}
	return json.NewEncoder(os.Stdout).Encode(p)
}

// least keeps the smaller of each.
func (p *process) least(q process) {
	if p.Wall == 0 || q.Wall < p.Wall {
		p.Wall = q.Wall
	}
	if p.CPU == 0 || q.CPU < p.CPU {
		p.CPU = q.CPU
	}
	if p.Resident == 0 || q.Resident < p.Resident {
		p.Resident = q.Resident
	}
}

func (o *options) build(ctx context.Context, dir string, s set) (*built, error) {
	b := &built{set: s, file: filepath.Join(dir, strings.NewReplacer(" ", "-", "×", "x", ",", "").Replace(s.name)+".fbc")}
	args := append([]string{"build", "-o", b.file}, s.files...)
	var took process
	for range o.passes {
		p, err := child(ctx, filepath.Join(o.bin, "falcoc"), args...)
		if err != nil {
			return nil, err
		}
		took.least(p)
	}
	b.wall, b.cpu = took.Wall, took.CPU
	data, err := os.ReadFile(b.file)
	if err != nil {
		return nil, err
	}
	b.size = len(data)
	for range 2 * o.passes {
		start := time.Now()
		if b.bundle, err = vm.Decode(data); err != nil {
			return nil, err
		}
		if err := vm.Verify(b.bundle); err != nil {
			return nil, err
		}
		vm.NewSelection(b.bundle, runtime.LeastUrgent)
		if d := time.Since(start); b.load == 0 || d < b.load {
			b.load = d
		}
	}
	return b, nil
}

// start measures falcod from its start to the end of a capture with hardly an event.
func (o *options) start(ctx context.Context, dir string, builds []*built, t *table) error {
	tiny := filepath.Join(dir, "tiny.scap")
	if _, err := workload(tiny, 1); err != nil {
		return err
	}
	t.startHead()
	for _, b := range builds {
		var took process
		for range 2 * o.passes {
			p, err := child(ctx, filepath.Join(o.bin, "falcod"), "--bundle", b.file, "--replay", tiny)
			if err != nil {
				return err
			}
			took.least(p)
		}
		t.start(b, took)
	}
	return nil
}

// result is a rule set on a capture.
type result struct {
	*measure.Cost
	build  *built
	falcod process
	falco  process
}

func (o *options) measure(ctx context.Context, capture string, b *built) (*result, error) {
	r := &result{build: b}
	var err error
	if r.Cost, err = measure.Replay(b.bundle, func() (driver.Source, error) { return scap.Open(capture) }, o.passes); err != nil {
		return nil, err
	}
	for range o.passes {
		p, err := child(ctx, filepath.Join(o.bin, "falcod"), "--bundle", b.file, "--replay", capture)
		if err != nil {
			return nil, err
		}
		r.falcod.least(p)
		if o.falco == "" {
			continue
		}
		if p, err = child(ctx, o.falco, o.falcoArgs(b.set.files, capture)...); err != nil {
			return nil, err
		}
		r.falco.least(p)
	}
	return r, nil
}

// falcoArgs has Falco do what falcod does: every event, alerts to standard output.
func (o *options) falcoArgs(rules []string, capture string) []string {
	var args []string
	if o.falcoConfig != "" {
		args = append(args, "-c", o.falcoConfig)
	}
	for _, f := range rules {
		args = append(args, "-r", f)
	}
	return append(args, "-o", "engine.kind=replay", "-o", "engine.replay.capture_file="+capture,
		"-o", "stdout_output.enabled=true", "-o", "syslog_output.enabled=false", "-o", "buffered_outputs=true")
}
