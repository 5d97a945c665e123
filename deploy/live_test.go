package deploy

import (
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
	"github.com/falcoc/falcoc/runtime/daemon/told"
)

// patience is how long falcod may take to say something.
const patience = 15 * time.Second

// falcod is built once.
var falcod = sync.OnceValues(func() (string, error) {
	bin := filepath.Join(scratch, "falcod")
	cmd := exec.Command("go", "build", "-o", bin, "../cmd/falcod")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // as the Makefile does
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return bin, nil
})

// scratch is gone after the tests.
var scratch string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "deploy")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	scratch = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// sensor runs falcod with no more capabilities than the unit file gives it.
func sensor(t *testing.T, args ...string) (alerts *told.Text, pid int) {
	t.Helper()
	told.NeedKernel(t)
	if _, err := exec.LookPath("setpriv"); err != nil {
		t.Skip("no setpriv")
	}
	bin, err := falcod()
	if err != nil {
		t.Fatal(err)
	}
	caps := "-all,+" + strings.ToLower(strings.Join(capabilities, ",+"))
	alerts, log := &told.Text{}, &told.Text{}
	cmd := exec.Command("setpriv", append([]string{"--bounding-set=" + caps, "--inh-caps=" + caps, "--no-new-privs", bin}, args...)...)
	cmd.Stdout, cmd.Stderr = alerts, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	if log.Wait(patience, "watching") == "" {
		if log.Line("watching the kernel: ") != "" {
			t.Skipf("no live detection here: %s", log.String())
		}
		t.Fatalf("falcod does not start:\n%s", log.String())
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
	if alerts.Wait(patience, "Account secrets were read", "cat /etc/shadow") == "" {
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
		if alerts.Wait(patience, append(words(name), "Account secrets were read")...) == "" {
			t.Errorf("no alert names %s\n%s", name, alerts.String())
		}
	}
}
