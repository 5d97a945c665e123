package containers

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/runtime/containers/engines"
)

// image is a tar file with a program that sleeps.
func image(t *testing.T) string {
	t.Helper()
	return engines.Tar(t, engines.Tree(t, []string{"bin/sleep"}, nil))
}

// TestRealDocker looks at a container of a Docker engine.
func TestRealDocker(t *testing.T) {
	e := engines.Docker(t)
	docker := func(args ...string) string { return e.Do(t, args...) }
	name := fmt.Sprintf("falcoc-test-%d", os.Getpid())
	docker("import", image(t), name+":v1")
	defer docker("rmi", name+":v1")
	d := newDocker("docker", e.Socket)
	c := start(5*time.Second, []engine{d})
	defer d.client.CloseIdleConnections()
	defer c.Close()
	time.Sleep(200 * time.Millisecond) // the engine's news are followed
	id := docker("create", "--name", name, "-l", "tier=front", "--network", "none", "-v", "/srv:/data:ro", name+":v1", "/bin/sleep", "1")
	removed := false
	defer func() {
		if !removed {
			docker("rm", id)
		}
	}()
	for n := eventually(t, c); n.Name != name; n = eventually(t, c) {
		if n.Quiet == false && n.CreatedTime < c.began {
			t.Errorf("an old container is told as new: %+v", n.Container)
		}
	}
	ct := c.Lookup(id[:12], "docker")
	if ct == nil {
		t.Fatal("not found")
	}
	if ct.Name != name || ct.ImageRepo != name || ct.ImageTag != "v1" || ct.FullID != id || len(ct.Labels) != 1 || ct.Type != "docker" || ct.ImageID == "" ||
		len(ct.Mounts) != 1 || ct.Mounts[0].Dest != "/data" || ct.Mounts[0].RW || ct.Privileged {
		t.Errorf("%+v", ct)
	}
	docker("rm", id)
	removed = true
	for range 500 {
		c.forget(time.Now().Add(2 * lingering))
		if n, ok := c.Take(); ok && n.Removed && n.ID == id[:12] {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("its end was not told")
}

// TestRealContainerd looks at a container of a containerd that is started for it.
func TestRealContainerd(t *testing.T) {
	e := engines.Containerd(t)
	ctr, root := e.Command, engines.Tree(t, []string{"bin/sleep"}, nil)
	if out, err := ctr("run", "-d", "--rootfs", "--label", "tier=front", "--mount", "type=bind,src=/srv,dst=/data,options=rbind:ro", root, "falcoc-test", "/bin/sleep", "30").CombinedOutput(); err != nil {
		t.Skipf("containers do not run here: %v\n%s", err, out)
	}
	defer func() {
		_ = ctr("task", "kill", "-s", "SIGKILL", "falcoc-test").Run()
		time.Sleep(200 * time.Millisecond)
		_ = ctr("task", "rm", "-f", "falcoc-test").Run()
		_ = ctr("container", "rm", "falcoc-test").Run()
	}()
	g := newGRPC(e.Socket)
	defer g.client.CloseIdleConnections()
	c := start(5*time.Second, []engine{&tasks{roots: []string{filepath.Join(e.State, "io.containerd.runtime.v2.task")}, clients: []*grpc{g}}})
	defer c.Close()
	// The look-up waits for a bounded time; on a busy machine what containerd says comes later.
	var ct *Container
	for range 100 {
		if ct = c.Lookup("falcoc-test"[:11], "containerd"); ct != nil && len(ct.Labels) > 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if ct == nil {
		t.Fatal("not found")
	}
	if v, _ := Find(ct.Labels, "tier"); v != "front" || ct.Type != "containerd" || ct.FullID != "falcoc-test" || ct.HostPID || ct.Privileged ||
		len(ct.Mounts) == 0 || ct.Mounts[len(ct.Mounts)-1].Dest != "/data" {
		t.Errorf("%+v", ct)
	}
}

// TestRealPodman looks at a container of a Podman with a storage of its own, by the
// files that Podman keeps and by its service.
func TestRealPodman(t *testing.T) {
	e := engines.Podman(t)
	podman := e.Command
	if out, err := podman("import", image(t), "falcoc-test:v1").CombinedOutput(); err != nil {
		t.Skipf("Podman does not work here: %v\n%s", err, out)
	}
	name := fmt.Sprintf("falcoc-podman-%d", os.Getpid())
	run := podman(slices.Concat([]string{"run", "-d", "--name", name, "--network", "none"}, engines.Limits(),
		[]string{"-l", "tier=front", "-v", "/srv:/data:ro", "falcoc-test:v1", "/bin/sleep", "60"})...)
	if out, err := run.CombinedOutput(); err != nil {
		t.Skipf("containers do not run here: %v\n%s", err, out)
	}
	defer func() { _ = podman("rm", "-f", "-t", "0", name).Run() }()
	out, err := podman("inspect", "-f", "{{.Id}} {{.State.Pid}}", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	full, pid, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	group, err := os.ReadFile("/proc/" + pid + "/cgroup")
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for line := range strings.Lines(string(group)) {
		paths = append(paths, strings.TrimSpace(line[strings.LastIndex(line, ":")+1:]))
	}
	if id, kind := Match(paths); id != full[:shortID] || kind != "podman" {
		t.Errorf("control groups %v: %s of %s", paths, id, kind)
	}
	see := func(how string, e engine) {
		c := start(5*time.Second, []engine{e})
		defer c.Close()
		ct := c.Lookup(full[:shortID], "podman")
		if ct == nil {
			t.Errorf("%s: not found", how)
			return
		}
		if v, _ := Find(ct.Labels, "tier"); ct.Name != name || ct.Type != "podman" || ct.FullID != full || ct.Privileged || ct.ImageTag != "v1" ||
			!strings.HasSuffix(ct.ImageRepo, "falcoc-test") || how == "service" && v != "front" {
			t.Errorf("%s: %+v", how, ct)
		}
		for _, m := range ct.Mounts {
			if m.Dest == "/data" && !m.RW {
				return
			}
		}
		t.Errorf("%s: mounts %+v", how, ct.Mounts)
	}
	see("files", &storage{roots: []string{e.State, e.Root}})
	e.Serve(t)
	d := newDocker("podman", e.Socket)
	defer d.client.CloseIdleConnections()
	see("service", d)
}
