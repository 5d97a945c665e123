// Soak keeps falcod busy for half an hour with a mixed load - processes, files,
// connections, alerts on five outputs one of which fails now and then, reloads, pages
// that come and go - and says whether memory and goroutines stayed flat, whether
// events were lost, and whether every alert was delivered or counted. It prints one table.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

var (
	falcod   = flag.String("falcod", "bin/falcod", "the sensor to soak")
	falcoc   = flag.String("falcoc", "bin/falcoc", "the compiler of its rules")
	rules    = flag.String("rules", "rules", "rules that are loaded beside those that the load matches")
	length   = flag.Duration("for", 30*time.Minute, "how long")
	rows     = flag.Int("rows", 15, "rows of the table")
	workload = flag.String("workload", "", "be the load, in this directory")
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("soak: ")
	flag.Parse()
	var err error
	if *workload != "" {
		err = work(*workload)
	} else {
		err = soak()
	}
	if err != nil {
		log.Fatal(err)
	}
}

// own are the rules that the load matches; the second bundle has one rule more.
const own = `
- rule: Soak secret read
  desc: The load reads its secret.
  condition: evt.type in (open, openat, openat2) and fd.name = DIR/secret
  output: The secret was read (file=%fd.name command=%proc.cmdline)
  priority: WARNING
`

const second = `
- rule: Soak never
  desc: Nothing matches.
  condition: evt.type = execve and proc.name = no-such-program
  output: never
  priority: INFO
`

// status is what /status tells, as far as the table needs it.
type status struct {
	Events, Alerts, Drops uint64
	Memory                uint64
	Goroutines            int
	Threads, FDs          int
	Reloads, BadReloads   uint64
	CPU                   float64
	Outputs               []output
}

type output struct {
	Name                                            string
	Accepted, Recovered, Delivered, Dropped, Failed uint64
	Waiting, OnDisk                                 uint64
}

func soak() error {
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for i, text := range []string{own, own + second} {
		name := filepath.Join(dir, fmt.Sprintf("own%d.yaml", i))
		if err := os.WriteFile(name, []byte(strings.ReplaceAll(text, "DIR", dir)), 0o600); err != nil {
			return err
		}
		if out, err := exec.Command(*falcoc, "build", *rules, name, "-o", filepath.Join(dir, fmt.Sprintf("%d.fbc", i))).CombinedOutput(); err != nil {
			return fmt.Errorf("building the rules: %w\n%s", err, out)
		}
	}
	bundle := filepath.Join(dir, "rules.fbc")
	if err := put(filepath.Join(dir, "0.fbc"), bundle); err != nil {
		return err
	}
	r, err := receive()
	if err != nil {
		return err
	}
	defer r.close()
	conf := filepath.Join(dir, "falcod.yaml")
	if err := os.WriteFile(conf, []byte(r.config(dir, bundle)), 0o600); err != nil {
		return err
	}
	var diary bytes.Buffer
	cmd := exec.Command(*falcod, "-c", conf)
	cmd.Stderr = &diary
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	defer func() { _ = cmd.Process.Kill() }()
	for !r.healthy() {
		select {
		case err := <-ended:
			return fmt.Errorf("falcod ended: %w\n%s", err, diary.Bytes())
		case <-time.After(100 * time.Millisecond):
		}
	}

	self, err := os.Executable()
	if err != nil {
		return err
	}
	load := exec.Command(self, "-workload", dir)
	load.Stderr = os.Stderr
	if err := load.Start(); err != nil {
		return err
	}
	defer func() { _ = load.Process.Kill(); _ = load.Wait() }()

	ctx, cancel := context.WithTimeout(context.Background(), *length)
	defer cancel()
	go r.visit(ctx)
	go r.faults(ctx)
	go reloads(ctx, dir, bundle)
	t := &table{start: time.Now(), w: tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)}
	t.head()
	tick := time.NewTicker(*length / time.Duration(*rows))
	defer tick.Stop()
	for ctx.Err() == nil {
		select {
		case <-tick.C:
			s, err := r.status()
			if err != nil {
				return fmt.Errorf("falcod does not answer: %w", err)
			}
			t.row(s)
		case err := <-ended:
			return fmt.Errorf("falcod ended: %w\n%s", err, diary.Bytes())
		case <-ctx.Done():
		}
	}
	_ = load.Process.Kill()
	time.Sleep(3 * time.Second) // alerts on their way arrive
	last, err := r.status()
	if err != nil {
		return err
	}
	t.row(last)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if err := <-ended; err != nil {
		return fmt.Errorf("falcod ended: %w\n%s", err, diary.Bytes())
	}
	_ = t.w.Flush()
	return errors.Join(t.verdict(), r.verdict(os.Stdout, last))
}

// put replaces a file at once, as a reload wants it.
func put(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.WriteFile(to+".new", data, 0o600); err != nil {
		return err
	}
	return os.Rename(to+".new", to)
}

// reloads has falcod take one bundle and the other in turn.
func reloads(ctx context.Context, dir, bundle string) {
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-time.After(5 * time.Second):
			if err := put(filepath.Join(dir, fmt.Sprintf("%d.fbc", n%2)), bundle); err != nil {
				log.Print(err)
			}
		}
	}
}

func (r *receivers) status() (*status, error) {
	res, err := r.get("/status")
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	s := &status{}
	return s, json.NewDecoder(res.Body).Decode(s)
}

func (r *receivers) healthy() bool {
	res, err := r.get("/healthz")
	if err != nil {
		return false
	}
	_, _ = io.Copy(io.Discard, res.Body)
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}
