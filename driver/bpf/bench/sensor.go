package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/cilium/ebpf"
	"golang.org/x/sys/unix"
)

// sensor is what watches while the workload runs; without args nothing does.
type sensor struct {
	name    string
	args    []string
	numbers string // file in which Falco leaves its numbers
}

// result is what one run showed. The counts are those of the whole life of the sensor.
type result struct {
	time, workCPU         time.Duration // of the workload
	startCPU, cpu, endCPU time.Duration // of the sensor
	kernel                time.Duration // in its eBPF programs
	runs                  uint64        // of these
	memory                float64       // MB, the most that was resident

	produced, filtered, delivered, dropped, alerts uint64
}

func falcodArgs(guards bool) []string {
	args := []string{*falcod, "--stats", "--guards=" + strconv.FormatBool(guards)}
	if *bundle != "" {
		args = append(args, "--bundle", *bundle)
	}
	return args
}

// falcoArgs have Falco watch with its own defaults and leave its numbers in a file.
func falcoArgs(dir string, files []string) []string {
	args := []string{*falco, "-U"}
	for _, o := range []string{
		"engine.kind=modern_ebpf", "webserver.enabled=false", "metrics.enabled=true", "metrics.interval=1s", "metrics.output_rule=false",
		"metrics.output_file=" + filepath.Join(dir, "falco.json"), "load_plugins=[]",
	} {
		args = append(args, "-o", o)
	}
	for _, f := range files {
		args = append(args, "-r", f)
	}
	return args
}

// ruleFiles are the rule files of a folder, falco_rules.yaml first.
func ruleFiles(dir string) ([]string, error) {
	if dir == "" {
		return nil, nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.y*ml"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no rule files in %s", dir)
	}
	slices.SortStableFunc(files, func(a, b string) int {
		first := func(f string) int {
			if filepath.Base(f) == "falco_rules.yaml" {
				return 0
			}
			return 1
		}
		return first(a) - first(b)
	})
	return files, err
}

// output collects what a sensor says.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// ready are texts with which falcod and Falco say that they watch.
var ready = []string{"watching this machine", "Opening 'syscall' source"}

const (
	startTime = 30 * time.Second
	settle    = 500 * time.Millisecond // after the start, and for what is on its way at the end
)

// measure runs the workload once. counted has the kernel measure the programs, which
// makes them slower.
func (s *sensor) measure(ctx context.Context, counted bool) (r result, err error) {
	if s.args == nil {
		return r, r.work(ctx)
	}
	if counted {
		stats, err := ebpf.EnableStats(uint32(unix.BPF_STATS_RUN_TIME))
		if err != nil {
			return r, fmt.Errorf("counting the programs' time: %w", err)
		}
		defer stats.Close()
	}
	if s.numbers != "" {
		_ = os.Remove(s.numbers)
	}
	cmd := exec.CommandContext(ctx, s.args[0], s.args[1:]...)
	var errs, alerts output
	cmd.Stdout, cmd.Stderr = &alerts, &errs
	if err := cmd.Start(); err != nil {
		return r, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	end := func() error {
		_ = cmd.Process.Signal(os.Interrupt)
		select {
		case err := <-ended:
			return err
		case <-time.After(startTime):
			_ = cmd.Process.Kill()
			return errors.New("the sensor does not end")
		}
	}
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		if slices.ContainsFunc(ready, func(t string) bool { return strings.Contains(errs.String()+alerts.String(), t) }) {
			break
		}
		select {
		case err := <-ended:
			return r, fmt.Errorf("the sensor ended: %w: %s", err, errs.String())
		default:
		}
		if time.Since(begin) > startTime {
			return r, errors.Join(errors.New("the sensor does not start"), end())
		}
	}
	time.Sleep(settle)
	pid := cmd.Process.Pid
	r.startCPU = processTime(pid)
	if err := r.work(ctx); err != nil {
		return r, errors.Join(err, end())
	}
	time.Sleep(settle)
	r.cpu = processTime(pid) - r.startCPU
	if counted {
		r.kernel, r.runs = programTime(pid)
	}
	if err := end(); err != nil {
		return r, fmt.Errorf("%w: %s", err, errs.String())
	}
	r.endCPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime() - r.cpu - r.startCPU
	r.memory = float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) / 1024
	if s.numbers != "" {
		return r, r.falco(s.numbers, alerts.String())
	}
	r.falcod(errs.String())
	return r, nil
}

// work runs the workload in a process of its own.
func (r *result) work(ctx context.Context) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, exe, append([]string{"-workload"}, os.Args[1:]...)...)
	cmd.Stderr = os.Stderr
	start := time.Now()
	err = cmd.Run()
	r.time = time.Since(start)
	if err == nil {
		// Of its children too, which it has waited for.
		r.workCPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	return err
}

// processTime is the CPU time of a process's threads, as the scheduler counts it.
func processTime(pid int) (sum time.Duration) {
	names, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	for _, name := range names {
		text, _ := os.ReadFile(name)
		first, _, _ := strings.Cut(string(text), " ")
		ns, _ := strconv.ParseInt(first, 10, 64)
		sum += time.Duration(ns)
	}
	return sum
}

// programTime is what the kernel counted for the programs that a process holds.
func programTime(pid int) (sum time.Duration, runs uint64) {
	names, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fdinfo/*", pid))
	seen := map[string]bool{}
	for _, name := range names {
		text, _ := os.ReadFile(name)
		v := map[string]string{}
		for _, line := range strings.Split(string(text), "\n") {
			if key, value, ok := strings.Cut(line, ":"); ok {
				v[key] = strings.TrimSpace(value)
			}
		}
		id := v["prog_id"]
		if id == "" || seen[id] || v["run_cnt"] == "" {
			continue
		}
		seen[id] = true
		ns, _ := strconv.ParseInt(v["run_time_ns"], 10, 64)
		n, _ := strconv.ParseUint(v["run_cnt"], 10, 64)
		sum += time.Duration(ns)
		runs += n
	}
	return sum, runs
}

// falcod takes the numbers of falcod's summary.
func (r *result) falcod(summary string) {
	counts := map[string]uint64{}
	for _, line := range strings.Split(summary, "\n") {
		if words := strings.Fields(line); len(words) > 1 {
			n, err := strconv.ParseUint(words[len(words)-1], 10, 64)
			if key := strings.Join(words[:len(words)-1], " "); err == nil {
				if _, again := counts[key]; !again { // rules and event types come later
					counts[key] = n
				}
			}
		}
	}
	r.produced, r.filtered, r.delivered = counts["produced in the kernel"], counts["filtered in the kernel"], counts["events"]
	r.dropped, r.alerts = counts["dropped by the source"], counts["alerts"]
}

// falco takes the numbers that Falco left. It filters nothing in the kernel.
func (r *result) falco(file, alerts string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("Falco's numbers: %w", err)
	}
	list := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	var last struct {
		Fields map[string]any `json:"output_fields"`
	}
	if err := json.Unmarshal(list[len(list)-1], &last); err != nil {
		return fmt.Errorf("Falco's numbers: %w", err)
	}
	number := func(key string) uint64 {
		v, _ := last.Fields[key].(float64)
		return uint64(v)
	}
	r.delivered, r.dropped = number("scap.n_evts"), number("scap.n_drops")
	r.produced = r.delivered + r.dropped
	r.alerts = uint64(strings.Count(alerts, "\n"))
	return nil
}
