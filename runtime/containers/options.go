package containers

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Options say which engines are asked. The zero value asks those that Falco asks by
// default, where they put their sockets.
type Options struct {
	HostRoot string        // where the host's files are seen; "" is /
	Wait     time.Duration // for a container's data before its first event is judged; 0: 100 ms

	// Off are the engines that are not asked: "docker", "podman", "containerd", "cri".
	Off map[string]bool
	// Sockets replace an engine's own.
	Sockets map[string][]string
}

var defaultSockets = map[string][]string{
	"docker":     {"/var/run/docker.sock", "/run/docker.sock"},
	"podman":     {"/run/podman/podman.sock"},
	"containerd": {"/run/containerd/containerd.sock", "/run/host-containerd/containerd.sock", "/run/k3s/containerd/containerd.sock"},
}

// Where containerd keeps the specification of each running container, beside its socket
// or not, and where CRI-O and Podman do.
var (
	taskRoots    = []string{"/run/containerd", "/run/docker/containerd/daemon", "/run/k3s/containerd"}
	storageRoots = []string{"/run/containers/storage", "/var/lib/containers/storage"}
)

func (o *Options) wait() time.Duration {
	if o.Wait > 0 {
		return o.Wait
	}
	return 100 * time.Millisecond
}

func (o *Options) sockets(name string) []string {
	list, given := o.Sockets[name]
	if !given {
		list = defaultSockets[name]
	}
	var out []string
	for _, s := range list {
		out = append(out, filepath.Join("/", o.HostRoot, s))
	}
	return out
}

func (o *Options) engines() []engine {
	var list []engine
	for _, name := range []string{"docker", "podman"} {
		if !o.Off[name] {
			list = append(list, newDocker(name, o.sockets(name)...))
		}
	}
	if !o.Off["containerd"] {
		tasks := &tasks{}
		for _, r := range taskRoots {
			tasks.roots = append(tasks.roots, filepath.Join("/", o.HostRoot, r, "io.containerd.runtime.v2.task"))
		}
		for _, s := range append(o.sockets("containerd"), o.sockets("cri")...) {
			for _, r := range []string{filepath.Dir(s), filepath.Join(filepath.Dir(s), "containerd")} {
				if r = filepath.Join(r, "io.containerd.runtime.v2.task"); !slices.Contains(tasks.roots, r) {
					tasks.roots = append(tasks.roots, r)
				}
			}
			tasks.clients = append(tasks.clients, newGRPC(s))
		}
		list = append(list, tasks)
	}
	if !o.Off["cri"] {
		st := &storage{}
		for _, r := range append(configuredStorage(o.HostRoot), storageRoots...) {
			if r = filepath.Join("/", o.HostRoot, r); !slices.Contains(st.roots, r) {
				st.roots = append(st.roots, r)
			}
		}
		list = append(list, st)
	}
	return list
}

// configuredStorage is where the host's storage.conf, or the file that
// CONTAINERS_STORAGE_CONF names, puts containers: the runroot, then the graphroot.
func configuredStorage(hostRoot string) []string {
	file := filepath.Join("/", hostRoot, "/etc/containers/storage.conf")
	if own := os.Getenv("CONTAINERS_STORAGE_CONF"); own != "" {
		file = own
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	found := map[string]string{}
	for line := range strings.Lines(string(data)) {
		key, value, _ := strings.Cut(line, "=")
		value, _, _ = strings.Cut(strings.TrimSpace(value), "#")
		if value = strings.Trim(strings.TrimSpace(value), `"'`); strings.HasPrefix(value, "/") {
			found[strings.TrimSpace(key)] = value
		}
	}
	var roots []string
	for _, key := range []string{"runroot", "graphroot"} {
		if r := found[key]; r != "" {
			roots = append(roots, r)
		}
	}
	return roots
}
