package deploy

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// lines collects what a process writes.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// wait waits for a line with all the words.
func (l *lines) wait(words ...string) string {
	for range 100 {
		l.mu.Lock()
		text := l.b.String()
		l.mu.Unlock()
		for _, line := range strings.Split(text, "\n") {
			all := true
			for _, w := range words {
				all = all && strings.Contains(line, w)
			}
			if all {
				return line
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	return ""
}

// sensor runs falcod with no more capabilities than the unit file gives it.
func sensor(t *testing.T, args ...string) (alerts *lines, pid int) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("live detection needs root")
	}
	if _, err := os.Stat("/sys/kernel/btf/vmlinux"); err != nil {
		t.Skip("the kernel has no BTF")
	}
	if _, err := exec.LookPath("setpriv"); err != nil {
		t.Skip("no setpriv")
	}
	bin := filepath.Join(t.TempDir(), "falcod")
	if out, err := exec.Command("go", "build", "-o", bin, "../cmd/falcod").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	caps := "-all,+" + strings.ToLower(strings.Join(capabilities, ",+"))
	alerts, log := &lines{}, &lines{}
	cmd := exec.Command("setpriv", append([]string{"--bounding-set=" + caps, "--inh-caps=" + caps, "--no-new-privs", bin}, args...)...)
	cmd.Stdout, cmd.Stderr = alerts, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	if log.wait("watching") == "" {
		t.Skipf("no live detection here: %s", log.b.String())
	}
	return alerts, cmd.Process.Pid
}

// TestFourCapabilities holds that live detection needs no more than the four.
func TestFourCapabilities(t *testing.T) {
	alerts, pid := sensor(t)
	status := string(read(t, fmt.Sprintf("/proc/%d/status", pid)))
	if !strings.Contains(status, "CapEff:\t000000c000080004") {
		t.Errorf("falcod has other capabilities:\n%s", status)
	}
	if err := exec.Command("cat", "/etc/shadow").Run(); err != nil {
		t.Skip(err)
	}
	if alerts.wait("Account secrets were read", "cat /etc/shadow") == "" {
		t.Error("no alert")
	}
}

// TestShortContainer holds that the alert about a container of Docker that lives for a
// moment names it and its image.
func TestShortContainer(t *testing.T) {
	socket := "/var/run/docker.sock"
	if host, ok := strings.CutPrefix(os.Getenv("DOCKER_HOST"), "unix://"); ok {
		socket = host
	}
	docker := func(args ...string) error {
		return exec.Command("docker", append([]string{"-H", "unix://" + socket}, args...)...).Run()
	}
	if err := docker("info"); err != nil {
		t.Skipf("no Docker engine at %s: %v", socket, err)
	}
	short(t, docker, "-o", "container_engines.docker.sockets[]="+socket)
}

// TestShortPodman is the same with a Podman that has a storage of its own and no service.
func TestShortPodman(t *testing.T) {
	for _, name := range []string{"podman", "runc", "conmon"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip("no " + name)
		}
	}
	if os.Getuid() != 0 {
		t.Skip("containers of root")
	}
	dir, err := os.MkdirTemp("/tmp", "pod") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	podman := func(args ...string) *exec.Cmd {
		return exec.Command("podman", append([]string{"--root", dir + "/root", "--runroot", dir + "/run", "--storage-driver", "vfs",
			"--cgroup-manager", "cgroupfs", "--events-backend", "file", "--runtime", "runc"}, args...)...)
	}
	conf := filepath.Join(dir, "storage.conf")
	if err := os.WriteFile(conf, []byte("[storage]\ndriver = \"vfs\"\nrunroot = \""+dir+"/run\"\ngraphroot = \""+dir+"/root\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("CONTAINERS_STORAGE_CONF", conf)
	short(t, func(args ...string) error {
		if args[0] == "run" {
			args = append([]string{"run", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"}, args[1:]...)
		}
		return podman(args...).Run()
	})

}

// short runs containers that live for a moment and wants an alert that names each.
func short(t *testing.T, engine func(args ...string) error, options ...string) {
	t.Helper()
	busybox, err := exec.LookPath("busybox")
	if err != nil {
		t.Skip("no busybox to make an image of")
	}
	root := t.TempDir()
	for name, data := range map[string][]byte{"bin/cat": read(t, busybox), "etc/shadow": []byte("root:*:1::::::\n")} {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	tar, image := filepath.Join(t.TempDir(), "i.tar"), fmt.Sprintf("falcoc-short-%d", os.Getpid())
	if out, err := exec.Command("tar", "-C", root, "-cf", tar, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := engine("import", tar, image+":v1"); err != nil {
		t.Skipf("images are not made here: %v", err)
	}
	defer engine("rmi", image+":v1")
	alerts, _ := sensor(t, options...)
	for i := range 5 {
		name := fmt.Sprintf("%s-%d", image, i)
		began := time.Now()
		if err := engine("run", "--rm", "--network", "none", "--name", name, image+":v1", "/bin/cat", "/etc/shadow"); err != nil {
			t.Skipf("containers do not run here: %v", err)
		}
		t.Logf("%s was there for less than %v", name, time.Since(began).Round(time.Millisecond))
		if alerts.wait("Account secrets were read", "container_name="+name, "container_image_repository=", image, "container_image_tag=v1") == "" {
			t.Errorf("no alert names %s", name)
		}
	}
}
