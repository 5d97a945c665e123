package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// job is what the guest has to do.
type job struct {
	Only  string
	Tests string
	Steps string
}

// The lines that frame a step on the console.
const (
	markBegin = "@@ begin "
	markEnd   = "@@ end "
	markDone  = "@@ done"
)

// step is one command, or something that is done here.
type step struct {
	name string
	args []string
	caps []uintptr // run as nobody with these
	do   func(io.Writer) error
}

const stepTime = 25 * time.Minute

// guest is process 1 of a kernel that was booted.
func guest() {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("guest:", r)
		}
		_ = unix.Reboot(unix.LINUX_REBOOT_CMD_POWER_OFF)
	}()
	for _, m := range [][2]string{{"proc", "/proc"}, {"sysfs", "/sys"}, {"devtmpfs", "/dev"}, {"tmpfs", "/tmp"}, {"tmpfs", "/run"}, {"securityfs", "/sys/kernel/security"}, {"tracefs", "/sys/kernel/tracing"}, {"cgroup2", "/sys/fs/cgroup"}} {
		if err := unix.Mount(m[0], m[1], m[0], 0, ""); err != nil {
			fmt.Println("guest: mounting", m[1]+":", err)
		}
	}
	_ = os.Chmod("/tmp", 0o777|os.ModeSticky)
	if err := raise("lo"); err != nil {
		fmt.Println("guest: interface lo:", err)
	}
	_ = os.Setenv("PATH", "/bin:/usr/bin")
	_ = os.Setenv("HOME", "/root")
	var j job
	if text, err := os.ReadFile("/job"); err != nil || json.Unmarshal(text, &j) != nil {
		fmt.Println("guest: no job:", err)
		return
	}
	for _, s := range steps(j) {
		fmt.Println("\n" + markBegin + s.name)
		err := s.run()
		code := "0"
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.Exited() {
			code = fmt.Sprint(exit.ExitCode())
		} else if err != nil {
			fmt.Println("guest:", err)
			code = "-1"
		}
		fmt.Println("\n" + markEnd + s.name + " " + code)
	}
	fmt.Println("\n" + markDone)
}

// minimal are the capabilities that the sensor needs at least.
var minimal = []uintptr{unix.CAP_BPF, unix.CAP_PERFMON, unix.CAP_SYS_PTRACE}

func steps(j job) []step {
	switch j.Only {
	case "locked":
		return []step{{name: "doctor", args: []string{"/bin/falcod", "doctor"}}, {name: "falcod", args: []string{"/bin/falcod"}}}
	case "no-btf":
		// Debian's kernels have type information; it is hidden.
		if err := unix.Mount("tmpfs", "/sys/kernel/btf", "tmpfs", 0, ""); err != nil {
			fmt.Println("guest: hiding BTF:", err)
		}
		return []step{{name: "doctor", args: []string{"/bin/falcod", "doctor"}}, {name: "falcod", args: []string{"/bin/falcod"}}}
	}
	list := []step{
		{name: "doctor", args: []string{"/bin/falcod", "doctor"}},
		{name: "doctor-caps", args: []string{"/bin/falcod", "doctor"}, caps: minimal},
		{name: "alert", do: func(w io.Writer) error { return detect(w, nil) }},
		{name: "alert-caps", do: func(w io.Writer) error { return detect(w, minimal) }},
	}
	// The caller's own network namespace and mounts are the whole machine here.
	live := []string{"/bin/bpf.test", "-test.v", "-test.timeout=24m", "-test.skip=TestOverlay"}
	if j.Tests != "" {
		live = append(live, "-test.run="+j.Tests)
	}
	list = append(list, step{name: "tests", args: live}, step{name: "guards", args: []string{"/bin/sensor.test", "-test.v", "-test.timeout=20m", "-test.run=Live|Racing|Own|Bypass"}})
	if want, err := regexp.Compile(j.Steps); err == nil && j.Steps != "" {
		list = slices.DeleteFunc(list, func(s step) bool { return !want.MatchString(s.name) })
	}
	return list
}

func (s *step) run() error {
	if s.do != nil {
		return s.do(os.Stdout)
	}
	ctx, cancel := context.WithTimeout(context.Background(), stepTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, s.args[0], s.args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stdout
	cmd.Dir = "/tmp"
	restrict(cmd, s.caps)
	return cmd.Run()
}

// restrict has a command run as nobody with few capabilities.
func restrict(cmd *exec.Cmd, caps []uintptr) {
	if caps != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}, AmbientCaps: caps}
	}
}

// lines collects output and wakes who waits for a text.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) wait(text string, limit time.Duration) bool {
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		l.mu.Lock()
		found := strings.Contains(l.text.String(), text)
		l.mu.Unlock()
		if found {
			return true
		}
	}
	return false
}

// detect starts falcod, does what a default rule is about, and waits for the alert.
func detect(w io.Writer, caps []uintptr) error {
	cmd := exec.Command("/bin/falcod", "--stats")
	restrict(cmd, caps)
	var out lines
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.Dir = "/tmp"
	if err := cmd.Start(); err != nil {
		return err
	}
	if !out.wait("watching this machine", time.Minute) {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		fmt.Fprintln(w, out.text.String())
		return errors.New("falcod does not start")
	}
	if err := exec.Command("/bin/cat", "/etc/shadow").Run(); err != nil {
		return err
	}
	found := out.wait("command=cat /etc/shadow", time.Minute)
	err := cmd.Process.Signal(os.Interrupt)
	timer := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	err = errors.Join(err, cmd.Wait())
	timer.Stop()
	fmt.Fprintln(w, out.text.String())
	if !found {
		return errors.Join(errors.New("no alert"), err)
	}
	return err
}

// raise switches a network interface on.
func raise(name string) error {
	if _, err := net.InterfaceByName(name); err != nil {
		return err
	}
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	req, err := unix.NewIfreq(name)
	if err != nil {
		return err
	}
	req.SetUint16(unix.IFF_UP | unix.IFF_RUNNING)
	return unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, req)
}
