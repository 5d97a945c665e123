// Package engines runs containers by the engines of this machine, for tests: Docker's
// that runs already or one of its own, containerd, and Podman, the latter two with
// storages of their own. What cannot be is skipped with the reason.
package engines

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Engine is one that can be told to do something with containers.
type Engine struct {
	Socket string // "" for Podman without its service
	State  string // where containerd and Podman keep what runs
	Root   string // where Podman keeps images

	name string
	args []string // before all others
}

// Command is the engine's program with arguments.
func (e *Engine) Command(args ...string) *exec.Cmd {
	return exec.Command(e.name, append(append([]string{}, e.args...), args...)...)
}

// Do runs the engine's program and returns what it says.
func (e *Engine) Do(tb testing.TB, args ...string) string {
	tb.Helper()
	cmd := e.Command(args...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		tb.Fatalf("%s %v: %v\n%s", e.name, args, err, errs.String())
	}
	return strings.TrimSpace(string(out))
}

// need skips a test for which a program or root's rights are missing.
func need(tb testing.TB, programs ...string) {
	tb.Helper()
	if os.Getuid() != 0 {
		tb.Skip("containers of root")
	}
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			tb.Skip("no " + name)
		}
	}
}

// folder is one with a short name, since the names of sockets are limited.
func folder(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("/tmp", "eng")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		detach(dir)
		_ = os.RemoveAll(dir)
	})
	return dir
}

// detach takes away what is mounted in a folder.
func detach(dir string) {
	mounts, _ := os.ReadFile("/proc/self/mounts") // what stays mounted stays on disk
	for line := range strings.Lines(string(mounts)) {
		if f := strings.Fields(line); len(f) > 1 && strings.HasPrefix(f[1], dir+"/") {
			_ = unix.Unmount(f[1], unix.MNT_DETACH)
		}
	}
}

// daemon starts a program, waits until ready says so, and ends it with the test.
func daemon(tb testing.TB, cmd *exec.Cmd, log string, ready func() error) {
	tb.Helper()
	out, err := os.Create(log)
	if err != nil {
		tb.Fatal(err)
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		tb.Skip(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tb.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(15 * time.Second):
			_ = cmd.Process.Kill()
			<-ended
		}
	})
	for range 300 {
		if err = ready(); err == nil {
			return
		}
		select {
		case bad := <-ended:
			ended <- bad
			text, _ := os.ReadFile(log)
			tb.Skipf("%s does not start here: %v\n%s", cmd.Path, bad, last(text))
		case <-time.After(100 * time.Millisecond):
		}
	}
	tb.Skipf("%s does not come up here: %v", cmd.Path, err)
}

// last is the end of a log.
func last(text []byte) []byte { return text[max(0, len(text)-2000):] }

// Docker is the engine at DOCKER_HOST or at its usual place, or one that is started for
// the test.
func Docker(tb testing.TB) *Engine {
	tb.Helper()
	need(tb, "docker")
	at := func(socket string) *Engine {
		return &Engine{Socket: socket, name: "docker", args: []string{"-H", "unix://" + socket}}
	}
	e := at("/var/run/docker.sock")
	if host, ok := strings.CutPrefix(os.Getenv("DOCKER_HOST"), "unix://"); ok {
		e = at(host)
	}
	if e.Command("info").Run() == nil {
		return e
	}
	need(tb, "dockerd", "containerd", "runc")
	dir := folder(tb)
	e = at(dir + "/s")
	cmd := exec.Command("dockerd", "-H", "unix://"+e.Socket, "--data-root", dir+"/data", "--exec-root", dir+"/exec", "--pidfile", dir+"/pid",
		"--storage-driver", "vfs", "--bridge", "none", "--iptables=false", "--ip6tables=false")
	daemon(tb, cmd, dir+"/log", func() error { return e.Command("info").Run() })
	return e
}

// Containerd is one that is started for the test.
func Containerd(tb testing.TB) *Engine {
	tb.Helper()
	need(tb, "containerd", "ctr", "runc")
	dir := folder(tb)
	conf := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(conf, []byte("version = 2\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n"), 0o600); err != nil {
		tb.Fatal(err)
	}
	e := &Engine{Socket: dir + "/s", State: filepath.Join(dir, "containerd"), name: "ctr", args: []string{"-a", dir + "/s"}}
	cmd := exec.Command("containerd", "--config", conf, "--root", dir+"/root", "--state", e.State, "--address", e.Socket)
	daemon(tb, cmd, dir+"/log", func() error { return e.Command("version").Run() })
	return e
}

// Podman has a storage of its own and no service. Its containers have few limits of
// their own, as not every machine lets limits be raised.
func Podman(tb testing.TB) *Engine {
	tb.Helper()
	need(tb, "podman", "runc", "conmon")
	dir := folder(tb)
	return &Engine{State: dir + "/run", Root: dir + "/root", name: "podman", args: []string{
		"--root", dir + "/root", "--runroot", dir + "/run", "--storage-driver", "vfs",
		"--cgroup-manager", "cgroupfs", "--events-backend", "file", "--runtime", "runc",
	}}
}

// Limits are options of podman run.
func Limits() []string {
	return []string{"--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"}
}

// Serve starts Podman's service.
func (e *Engine) Serve(tb testing.TB) {
	tb.Helper()
	dir := folder(tb)
	e.Socket = dir + "/s"
	daemon(tb, e.Command("system", "service", "--time", "0", "unix://"+e.Socket), dir+"/log", func() error {
		_, err := os.Stat(e.Socket)
		return err
	})
}

// Tree makes the files of an image: a static busybox under each of the names in
// programs, and files with a text.
func Tree(tb testing.TB, programs []string, files map[string]string) (dir string) {
	tb.Helper()
	busybox, err := exec.LookPath("busybox")
	if err != nil {
		tb.Skip("no busybox to make an image of")
	}
	data, err := os.ReadFile(busybox)
	if err != nil {
		tb.Fatal(err)
	}
	dir = tb.TempDir()
	put := func(name string, data []byte) {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, data, 0o755)); err != nil {
			tb.Fatal(err)
		}
	}
	for _, name := range programs {
		put(name, data)
	}
	for name, text := range files {
		put(name, []byte(text))
	}
	return dir
}

// Tar is a tar file of a folder, which engines import as an image.
func Tar(tb testing.TB, dir string) string {
	tb.Helper()
	tar := filepath.Join(tb.TempDir(), "image.tar")
	if out, err := exec.Command("tar", "-C", dir, "-cf", tar, ".").CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	return tar
}
