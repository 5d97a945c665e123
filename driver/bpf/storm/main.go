// Storm opens files and starts programs as fast as the machine can while falcod
// watches. Some of what it does is numbered, and a rule is about that: every number
// has to be alerted. Then it does the same under buffers that are much too small,
// where every loss has to be counted and told.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

var (
	falcod = flag.String("falcod", "bin/falcod", "what watches")
	falcoc = flag.String("falcoc", "bin/falcoc", "what compiles its rules")
	length = flag.Duration("time", 60*time.Second, "how long the storm goes on")
	tiny   = flag.Duration("tiny", 5*time.Second, "how long the storm under tiny buffers goes on")
)

const text = `
- rule: open
  desc: numbered openings
  condition: evt.type in (open, openat, openat2) and fd.name startswith DIR/numbered-
  output: number %fd.name
  priority: INFO
- rule: exec
  desc: numbered programs
  condition: evt.type in (execve, execveat) and evt.res = SUCCESS and proc.args startswith "DIR/program-"
  output: number %proc.args
  priority: INFO
`

func main() {
	log.SetFlags(0)
	log.SetPrefix("storm: ")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	if os.Getuid() != 0 {
		return errors.New("only root may watch the machine")
	}
	dir, err := os.MkdirTemp("", "falcoc-storm")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	rules, bundle := filepath.Join(dir, "rules.yaml"), filepath.Join(dir, "rules.fbc")
	if err := os.WriteFile(rules, []byte(strings.ReplaceAll(text, "DIR", dir)), 0o600); err != nil {
		return err
	}
	if out, err := exec.CommandContext(ctx, *falcoc, "build", rules, "-o", bundle).CombinedOutput(); err != nil {
		return fmt.Errorf("compiling the rules: %w: %s", err, out)
	}
	for _, kind := range []struct {
		name string
		time time.Duration
		args []string
		tiny bool
	}{
		{"as it comes", *length, nil, false},
		{"tiny buffers, nothing filtered", *tiny, []string{"--buffer-size=4096", "--guards=false"}, true},
	} {
		if kind.time <= 0 {
			continue
		}
		o, err := watch(ctx, dir, append([]string{"--bundle", bundle, "--stats", "--rule-matching=all"}, kind.args...), kind.time)
		if err != nil {
			return fmt.Errorf("%s: %w", kind.name, err)
		}
		fmt.Printf("%s: %d openings, %d programs in %v\n", kind.name, o.opens, o.programs, kind.time)
		fmt.Printf("  numbered %d, alerted %d; produced %d = delivered %d + filtered %d + lost %d; loss told as %d\n",
			o.numbered, o.alerted, o.count["produced in the kernel"], o.count["delivered to falcod"], o.count["filtered in the kernel"], o.count["lost"], o.told)
		if err := o.check(kind.tiny); err != nil {
			return fmt.Errorf("%s: %w", kind.name, err)
		}
	}
	return nil
}

// outcome is what a storm came to.
type outcome struct {
	opens, programs, numbered int64
	alerted                   int64             // numbers that were alerted
	again                     int64             // more than once
	told                      uint64            // lost events in alerts about losses
	count                     map[string]uint64 // of falcod's summary
}

func (o *outcome) check(tiny bool) error {
	c := o.count
	produced, delivered, filtered, lost := c["produced in the kernel"], c["delivered to falcod"], c["filtered in the kernel"], c["lost"]
	switch {
	case produced == 0 || o.numbered == 0:
		return errors.New("nothing was produced")
	case produced != delivered+filtered+lost:
		return fmt.Errorf("%d events do not add up", int64(produced-delivered-filtered-lost))
	case c["events"] < delivered:
		return fmt.Errorf("falcod read %d of %d events", c["events"], delivered)
	case o.again > 0:
		return fmt.Errorf("%d numbers were alerted more than once", o.again)
	case !tiny && lost > 0:
		return fmt.Errorf("%d events were lost", lost)
	case o.numbered-o.alerted > int64(lost):
		return fmt.Errorf("%d numbers are missing, %d events lost", o.numbered-o.alerted, lost)
	case tiny && lost == 0:
		return errors.New("nothing was lost, so that nothing is shown")
	case tiny && o.told == 0:
		return errors.New("no alert tells of the losses")
	case o.told != lost:
		return fmt.Errorf("alerts tell of %d losses, there are %d", o.told, lost)
	}
	return nil
}

// watch runs a storm under falcod.
func watch(ctx context.Context, dir string, args []string, d time.Duration) (o outcome, err error) {
	cmd := exec.CommandContext(ctx, *falcod, args...)
	alerts, err := cmd.StdoutPipe()
	if err != nil {
		return o, err
	}
	errs, err := cmd.StderrPipe()
	if err != nil {
		return o, err
	}
	if err := cmd.Start(); err != nil {
		return o, err
	}
	var reading sync.WaitGroup
	seen := map[string]int{}
	reading.Go(func() {
		for lines := bufio.NewScanner(alerts); lines.Scan(); {
			line := lines.Text()
			if _, number, ok := strings.Cut(line, "number "+dir+"/"); ok {
				number, _, _ = strings.Cut(number, " ")
				seen[number]++
			}
			// falcod internal: syscall event drop. N events were lost ...
			if strings.Contains(line, "drop") {
				for _, w := range strings.Fields(line) {
					if n, err := strconv.ParseUint(w, 10, 64); err == nil {
						o.told += n
						break
					}
				}
			}
		}
	})
	ready := make(chan struct{})
	var summary bytes.Buffer
	reading.Go(func() {
		var once sync.Once
		for lines := bufio.NewScanner(errs); lines.Scan(); {
			fmt.Fprintln(&summary, lines.Text())
			if strings.Contains(lines.Text(), "watching this machine") {
				once.Do(func() { close(ready) })
			}
		}
	})
	select {
	case <-ready:
		time.Sleep(300 * time.Millisecond)
		err = o.storm(ctx, dir, d)
		time.Sleep(1500 * time.Millisecond) // losses are told once in a second
	case <-time.After(time.Minute):
		err = errors.New("falcod does not start")
	}
	_ = cmd.Process.Signal(os.Interrupt)
	timer := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	reading.Wait()
	err = errors.Join(err, cmd.Wait())
	timer.Stop()
	if err != nil {
		return o, fmt.Errorf("%w: %s", err, summary.String())
	}
	for _, n := range seen {
		o.alerted++
		if n > 1 {
			o.again++
		}
	}
	o.count = map[string]uint64{}
	for _, line := range strings.Split(summary.String(), "\n") {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		key := strings.Join(words[:len(words)-1], " ")
		if n, err := strconv.ParseUint(words[len(words)-1], 10, 64); err == nil && o.count[key] == 0 {
			o.count[key] = n
		}
	}
	return o, nil
}

const oneIn = 200 // openings that are numbered

// storm goes on for d: half of the goroutines open files, half start programs.
func (o *outcome) storm(ctx context.Context, dir string, d time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	var opens, programs, numbered atomic.Int64
	var all sync.WaitGroup
	errs := make(chan error, 64)
	truth, err := exec.LookPath("true")
	if err != nil {
		return err
	}
	for range max(runtime.NumCPU(), 2) {
		all.Go(func() {
			for ctx.Err() == nil {
				name := dir + "/noise"
				if n := opens.Add(1); n%oneIn == 0 {
					name = fmt.Sprintf("%s/numbered-%d", dir, n)
					numbered.Add(1)
				}
				fd, err := syscall.Open(name, syscall.O_CREAT|syscall.O_WRONLY|syscall.O_CLOEXEC, 0o600)
				if err != nil {
					errs <- err
					return
				}
				_ = syscall.Close(fd)
				if strings.HasSuffix(name, "0") {
					_ = syscall.Unlink(name)
				}
			}
		})
		all.Go(func() {
			for ctx.Err() == nil {
				numbered.Add(1)
				cmd := exec.Command(truth, fmt.Sprintf("%s/program-%d", dir, programs.Add(1)))
				if err := cmd.Run(); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	all.Wait()
	o.opens, o.programs, o.numbered = opens.Load(), programs.Load(), numbered.Load()
	select {
	case err := <-errs:
		return err
	default:
		return nil
	}
}
