package deploy

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/falcoc/falcoc/runtime/containers/engines"
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

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
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
	e := engines.Docker(t)
	short(t, e, imported, nil, "-o", "container_engines.docker.sockets[]="+e.Socket)
}

// TestShortContainerd is the same with containerd, whose client makes no images of folders.
func TestShortContainerd(t *testing.T) {
	e := engines.Containerd(t)
	short(t, e, unpacked, nil, "-o", "container_engines.containerd.sockets[]="+e.Socket)
}

// TestShortPodman is the same with a Podman that has no service.
func TestShortPodman(t *testing.T) {
	e := engines.Podman(t)
	conf := filepath.Join(t.TempDir(), "storage.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, "[storage]\ndriver = \"vfs\"\nrunroot = %q\ngraphroot = %q\n", e.State, e.Root), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("CONTAINERS_STORAGE_CONF", conf)
	short(t, e, imported, engines.Limits())
}

// A way is how an engine runs a container of a folder of files: make prepares that, run
// are the arguments for a container of a name, and words are what an alert says of it.
type way func(t *testing.T, e *engines.Engine, dir string) (run func(name string, more []string) []string, words func(name string) []string)

// imported makes an image of the folder.
func imported(t *testing.T, e *engines.Engine, dir string) (run func(string, []string) []string, words func(string) []string) {
	image := fmt.Sprintf("falcoc-short-%d", os.Getpid())
	if out, err := e.Command("import", engines.Tar(t, dir), image+":v1").CombinedOutput(); err != nil {
		t.Skipf("images are not made here: %v\n%s", err, out)
	}
	t.Cleanup(func() { _ = e.Command("rmi", image+":v1").Run() })
	run = func(name string, more []string) []string {
		return slices.Concat([]string{"run", "--rm", "--network", "none", "--name", name}, more, []string{image + ":v1", "/bin/cat", "/etc/shadow"})
	}
	words = func(name string) []string {
		return []string{"container_name=" + name + " ", "container_image_repository=", image, "container_image_tag=v1"}
	}
	return run, words
}

// unpacked runs in the folder.
func unpacked(_ *testing.T, _ *engines.Engine, dir string) (run func(string, []string) []string, words func(string) []string) {
	id := func(name string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(name))) }
	run = func(name string, _ []string) []string {
		return []string{"run", "--rm", "--rootfs", dir, id(name), "/bin/cat", "/etc/shadow"}
	}
	words = func(name string) []string {
		return []string{"container_id=" + id(name)[:12] + " ", "container_name=" + id(name) + " "}
	}
	return run, words
}

// short runs containers that live for a moment and wants an alert that names each.
func short(t *testing.T, e *engines.Engine, by way, more []string, options ...string) {
	t.Helper()
	run, words := by(t, e, engines.Tree(t, []string{"bin/cat"}, map[string]string{"etc/shadow": "root:*:1::::::\n"}))
	alerts, _ := sensor(t, options...)
	for i := range 5 {
		name := fmt.Sprintf("falcoc-short-%d-%d", os.Getpid(), i)
		began := time.Now()
		if out, err := e.Command(run(name, more)...).CombinedOutput(); err != nil {
			t.Skipf("containers do not run here: %v\n%s", err, out)
		}
		t.Logf("%s was there for less than %v", name, time.Since(began).Round(time.Millisecond))
		if alerts.wait(append(words(name), "Account secrets were read")...) == "" {
			t.Errorf("no alert names %s\n%s", name, alerts.String())
		}
	}
}
