// Bench measures what watching a machine costs: one workload of process spawns,
// opened files and loopback TCP exchanges side by side, first alone, then under
// falcod without guards and with them. It prints one table.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"text/tabwriter"
	"time"
)

var (
	falcod   = flag.String("falcod", "bin/falcod", "the sensor to measure")
	bundle   = flag.String("bundle", "", "compiled rules; the sensor's own when empty")
	spawns   = flag.Int("spawns", 3000, "processes to start")
	opens    = flag.Int("opens", 60000, "files to open and close")
	tcp      = flag.Int("tcp", 8000, "loopback TCP exchanges")
	rounds   = flag.Int("rounds", 3, "runs of each kind; the fastest counts")
	workload = flag.Bool("workload", false, "be the workload")
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	flag.Parse()
	if *workload {
		if err := work(); err != nil {
			log.Fatal(err)
		}
		return
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "run\ttime s\tslowdown\tsensor CPU s\tmemory MB\tdelivered\tfiltered\tlost\talerts\t")
	var alone time.Duration
	for _, kind := range []string{"alone", "no guards", "guards"} {
		var best result
		for range *rounds {
			r, err := measure(kind)
			if err != nil {
				log.Fatal(err)
			}
			if best.time == 0 || r.time < best.time {
				best = r
			}
		}
		if kind == "alone" {
			alone = best.time
			fmt.Fprintf(w, "%s\t%.2f\t1.00\t\t\t\t\t\t\t\n", kind, best.time.Seconds())
			continue
		}
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\t%.0f\t%s\t%s\t%s\t%s\t\n", kind, best.time.Seconds(), best.time.Seconds()/alone.Seconds(),
			best.cpu.Seconds(), best.memory, best.counts["events"], best.counts["filtered in the kernel"], best.counts["dropped by the source"], best.counts["alerts"])
	}
	if err := w.Flush(); err != nil {
		log.Fatal(err)
	}
}

type result struct {
	time, cpu time.Duration
	memory    float64 // MB, the most that was resident
	counts    map[string]string
}

// measure runs the workload once, under the sensor unless alone.
func measure(kind string) (r result, err error) {
	var sensor *exec.Cmd
	var summary bytes.Buffer
	if kind != "alone" {
		sensor = exec.Command(*falcod, "--stats", "--guards="+strconv.FormatBool(kind == "guards"))
		if *bundle != "" {
			sensor.Args = append(sensor.Args, "--bundle", *bundle)
		}
		started, out := io.Pipe()
		sensor.Stderr = io.MultiWriter(&summary, out)
		if err := sensor.Start(); err != nil {
			return r, err
		}
		ready := make(chan struct{})
		go func() {
			buf := make([]byte, 1)
			_, _ = started.Read(buf)
			close(ready)
			_, _ = io.Copy(io.Discard, started)
		}()
		select {
		case <-ready:
		case <-time.After(30 * time.Second):
			_ = sensor.Process.Kill()
			return r, errors.New("the sensor does not start")
		}
		time.Sleep(300 * time.Millisecond)
	}
	exe, err := os.Executable()
	if err != nil {
		return r, err
	}
	cmd := exec.Command(exe, append([]string{"-workload"}, os.Args[1:]...)...)
	cmd.Stderr = os.Stderr
	start := time.Now()
	err = cmd.Run()
	r.time = time.Since(start)
	if sensor == nil || err != nil {
		return r, err
	}
	if err := sensor.Process.Signal(os.Interrupt); err != nil {
		return r, err
	}
	if err := sensor.Wait(); err != nil {
		return r, fmt.Errorf("%w: %s", err, summary.String())
	}
	usage := sensor.ProcessState.SysUsage().(*syscall.Rusage)
	r.cpu = sensor.ProcessState.UserTime() + sensor.ProcessState.SystemTime()
	r.memory = float64(usage.Maxrss) / 1024
	r.counts = map[string]string{}
	for _, line := range strings.Split(summary.String(), "\n") {
		if words := strings.Fields(line); len(words) > 1 {
			r.counts[strings.Join(words[:len(words)-1], " ")] = words[len(words)-1]
		}
	}
	return r, nil
}

// work is the workload. The three parts run side by side.
func work() error {
	// In a group of the host, where what only containers can do wrong is filtered.
	for _, procs := range []string{"/sys/fs/cgroup/memory/cgroup.procs", "/sys/fs/cgroup/cgroup.procs"} {
		_ = os.WriteFile(procs, []byte(strconv.Itoa(os.Getpid())), 0o644)
	}
	dir, err := os.MkdirTemp("", "falcoc-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var parts sync.WaitGroup
	errs := make(chan error, 8)
	part := func(f func() error) {
		parts.Go(func() {
			if err := f(); err != nil {
				errs <- err
			}
		})
	}
	part(func() error {
		for range *spawns {
			if err := exec.Command("/bin/true").Run(); err != nil {
				return err
			}
		}
		return nil
	})
	part(func() error {
		name := make([]string, 100)
		for i := range name {
			name[i] = filepath.Join(dir, strconv.Itoa(i))
			if err := os.WriteFile(name[i], nil, 0o600); err != nil {
				return err
			}
		}
		for i := range *opens {
			fd, err := syscall.Open(name[i%len(name)], syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
			if err != nil {
				return err
			}
			_ = syscall.Close(fd)
		}
		return nil
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	exchange := func(c net.Conn, err error, first bool) error {
		if err != nil {
			return err
		}
		defer c.Close()
		buf := make([]byte, 16)
		if first {
			if _, err := c.Write(buf); err != nil {
				return err
			}
		}
		if _, err := io.ReadFull(c, buf); err != nil {
			return err
		}
		if !first {
			_, err = c.Write(buf)
		}
		return err
	}
	part(func() error {
		for range *tcp {
			c, err := l.Accept()
			if err := exchange(c, err, false); err != nil {
				return err
			}
		}
		return nil
	})
	part(func() error {
		for range *tcp {
			c, err := net.Dial("tcp", l.Addr().String())
			if err := exchange(c, err, true); err != nil {
				return err
			}
		}
		return nil
	})
	parts.Wait()
	close(errs)
	return <-errs
}
