package containers

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// spec is what we read of an OCI runtime's config.json.
type spec struct {
	Process struct {
		User struct {
			UID uint32 `json:"uid"`
			GID uint32 `json:"gid"`
		} `json:"user"`
		Env          []string `json:"env"`
		Capabilities struct {
			Bounding []string `json:"bounding"`
		} `json:"capabilities"`
	} `json:"process"`
	Mounts []struct {
		Destination string   `json:"destination"`
		Type        string   `json:"type"`
		Source      string   `json:"source"`
		Options     []string `json:"options"`
	} `json:"mounts"`
	Annotations map[string]string `json:"annotations"`
	Linux       struct {
		Namespaces []struct {
			Type string `json:"type"`
		} `json:"namespaces"`
		MaskedPaths []string  `json:"maskedPaths"`
		Seccomp     *struct{} `json:"seccomp"`
		Resources   struct {
			Memory struct {
				Limit int64 `json:"limit"`
				Swap  int64 `json:"swap"`
			} `json:"memory"`
			CPU struct {
				Shares int64  `json:"shares"`
				Quota  int64  `json:"quota"`
				Period int64  `json:"period"`
				Cpus   string `json:"cpus"`
			} `json:"cpu"`
		} `json:"resources"`
	} `json:"linux"`
}

func readSpec(file string) (*spec, time.Time, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, time.Time{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, time.Time{}, err
	}
	s := &spec{}
	return s, info.ModTime(), json.NewDecoder(io.LimitReader(f, maxAnswer)).Decode(s)
}

// container is what the specification says of the container.
func (s *spec) container(id, kind string) *Container {
	r := &s.Linux.Resources
	c := &Container{
		ID: id[:min(len(id), shortID)], FullID: id, Type: kind, Name: id, Size: -1,
		Env: s.Process.Env, MemoryLimit: r.Memory.Limit, SwapLimit: r.Memory.Swap,
		CPUShares: 1024, CPUQuota: r.CPU.Quota, CPUPeriod: 100000, CPUSetCPUCount: countCPUs(r.CPU.Cpus),
		HostPID: true, HostNetwork: true, HostIPC: true,
	}
	if r.CPU.Shares > 0 {
		c.CPUShares = r.CPU.Shares
	}
	if r.CPU.Period > 0 {
		c.CPUPeriod = r.CPU.Period
	}
	for _, n := range s.Linux.Namespaces {
		switch n.Type {
		case "pid":
			c.HostPID = false
		case "network":
			c.HostNetwork = false
		case "ipc":
			c.HostIPC = false
		}
	}
	// Engines say so in other words: a privileged container may administer the machine
	// and has nothing hidden from it.
	c.Privileged = len(s.Linux.MaskedPaths) == 0 && s.Linux.Seccomp == nil && slices.Contains(s.Process.Capabilities.Bounding, "CAP_SYS_ADMIN") &&
		slices.Contains(s.Process.Capabilities.Bounding, "CAP_SYS_MODULE")
	for _, m := range s.Mounts {
		if m.Type != "bind" && !slices.Contains(m.Options, "bind") && !slices.Contains(m.Options, "rbind") {
			continue
		}
		mount := Mount{Source: m.Source, Dest: m.Destination, RW: !slices.Contains(m.Options, "ro")}
		if !mount.RW {
			mount.Mode = "ro"
		}
		for _, o := range m.Options {
			if strings.HasSuffix(o, "private") || strings.HasSuffix(o, "shared") || strings.HasSuffix(o, "slave") {
				mount.Propagation = o
			}
		}
		c.Mounts = append(c.Mounts, mount)
	}
	c.annotate(s.Annotations)
	return c
}

// Kubernetes' labels by the annotations in which containerd and CRI-O keep them.
var kubeLabels = []struct{ label, containerd, crio string }{
	{"io.kubernetes.pod.name", "io.kubernetes.cri.sandbox-name", "io.kubernetes.pod.name"},
	{"io.kubernetes.pod.namespace", "io.kubernetes.cri.sandbox-namespace", "io.kubernetes.pod.namespace"},
	{"io.kubernetes.pod.uid", "io.kubernetes.cri.sandbox-uid", "io.kubernetes.pod.uid"},
	{"io.kubernetes.container.name", "io.kubernetes.cri.container-name", "io.kubernetes.container.name"},
}

func (c *Container) annotate(a map[string]string) {
	m := map[string]string{}
	if text := a["io.kubernetes.cri-o.Labels"]; text != "" {
		_ = json.Unmarshal([]byte(text), &m) // what cannot be read counts as missing
	}
	for _, k := range kubeLabels {
		for _, key := range []string{k.containerd, k.crio} {
			if v := a[key]; v != "" {
				m[k.label] = v
			}
		}
	}
	c.Labels = labels(m)
	first := func(keys ...string) string {
		for _, k := range keys {
			if v := a[k]; v != "" {
				return v
			}
		}
		return ""
	}
	if name := first("io.kubernetes.cri.container-name", "io.kubernetes.container.name", "io.container.manager.name", "nerdctl/name"); name != "" {
		c.Name = name
	}
	if image := first("io.kubernetes.cri.image-name", "io.kubernetes.cri-o.ImageName", "org.opencontainers.image.ref.name"); image != "" {
		c.setImage(image, first("io.kubernetes.cri-o.ImageRef"))
	}
	c.PodSandboxID = first("io.kubernetes.cri.sandbox-id", "io.kubernetes.cri-o.SandboxID")
	c.PodSandbox = strings.EqualFold(first("io.kubernetes.cri.container-type", "io.kubernetes.cri-o.ContainerType"), "sandbox")
	if c.PodSandbox {
		c.SandboxLabels = c.Labels
	}
	c.setIP(first("io.kubernetes.cri-o.IP.0"))
}

// tasks are the containers of containerd. It keeps each one's specification in
// ROOT/NAMESPACE/ID/config.json while that runs; names of images and labels are asked
// for at its socket.
type tasks struct {
	roots   []string
	clients []*grpc
}

func (t *tasks) fetch(ctx context.Context, id string, found func(*Container)) error {
	for _, root := range t.roots {
		spaces, err := os.ReadDir(root)
		if err != nil {
			continue
		}
		for _, ns := range spaces {
			if ns.Name() == "moby" {
				continue // Docker's
			}
			full := matching(filepath.Join(root, ns.Name()), id)
			if full == "" {
				continue
			}
			s, made, err := readSpec(filepath.Join(root, ns.Name(), full, "config.json"))
			if err != nil {
				return err
			}
			c := s.container(full, "containerd")
			c.CreatedTime = made.Unix()
			found(c)
			for _, g := range t.clients {
				if more, ok := g.complete(ctx, ns.Name(), c); ok {
					found(more)
					break
				}
			}
			return nil
		}
	}
	return errUnknown
}

// matching is the entry of a directory that begins with the short id.
func matching(dir, id string) string {
	if id == "" || filepath.Base(id) != id {
		return ""
	}
	list, err := os.ReadDir(dir)
	if err != nil {
		return ""
	}
	for _, e := range list {
		if name := e.Name(); name == id || len(id) == shortID && strings.HasPrefix(name, id) {
			return name
		}
	}
	return ""
}

func (t *tasks) watch(ctx context.Context, made, gone func(id string)) {
	poll(ctx, func(see func(string)) {
		for _, root := range t.roots {
			spaces, _ := os.ReadDir(root)
			for _, ns := range spaces {
				if ns.Name() == "moby" {
					continue
				}
				list, _ := os.ReadDir(filepath.Join(root, ns.Name()))
				for _, e := range list {
					if _, err := os.Stat(filepath.Join(root, ns.Name(), e.Name(), "config.json")); err == nil {
						see(e.Name())
					}
				}
			}
		}
	}, made, gone)
}

// poll looks regularly for what has come and gone.
func poll(ctx context.Context, look func(see func(id string)), made, gone func(id string)) {
	const period = 200 * time.Millisecond
	present := map[string]bool{}
	tick := time.NewTicker(period)
	defer tick.Stop()
	for {
		now := map[string]bool{}
		look(func(full string) {
			id := full[:min(len(full), shortID)]
			now[id] = true
			if !present[id] && len(now) <= maxKnown {
				made(id)
			}
		})
		for id := range present {
			if !now[id] {
				gone(id)
			}
		}
		present = now
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// storage are the containers of CRI-O and of Podman without its service, which keep
// specifications in ROOT/DRIVER-containers/ID/userdata/config.json, and names in
// containers.json and volatile-containers.json of ROOT/DRIVER-containers.
type storage struct{ roots []string }

// storageDrivers are those whose folders are looked for, the usual one first.
var storageDrivers = []string{"overlay", "vfs", "btrfs", "zfs"}

// each calls f with the folders of containers, in their order, until it returns true.
func (s *storage) each(f func(dir string) bool) {
	for _, root := range s.roots {
		for _, driver := range storageDrivers {
			if f(filepath.Join(root, driver+"-containers")) {
				return
			}
		}
	}
}

func (s *storage) fetch(_ context.Context, id string, found func(*Container)) error {
	if len(id) != shortID {
		return errUnknown
	}
	err := errUnknown
	s.each(func(dir string) bool {
		full := matching(dir, id)
		if full == "" {
			return false
		}
		sp, made, bad := readSpec(filepath.Join(dir, full, "userdata", "config.json"))
		if bad != nil {
			return false
		}
		kind := "podman"
		if sp.Annotations["io.container.manager"] == "cri-o" || sp.Annotations["io.kubernetes.cri-o.ContainerType"] != "" {
			kind = "cri-o"
		}
		c := sp.container(full, kind)
		c.CreatedTime = made.Unix()
		s.each(func(dir string) bool {
			for _, name := range []string{"containers.json", "volatile-containers.json"} {
				c.fromStorage(filepath.Join(dir, name))
			}
			return false
		})
		found(c)
		err = nil
		return true
	})
	return err
}

// fromStorage adds what containers.json has: the name and the image.
func (c *Container) fromStorage(file string) {
	f, err := os.Open(file)
	if err != nil {
		return
	}
	defer f.Close()
	var list []struct {
		ID       string   `json:"id"`
		Names    []string `json:"names"`
		Image    string   `json:"image"`
		Metadata string   `json:"metadata"`
	}
	if json.NewDecoder(io.LimitReader(f, maxAnswer)).Decode(&list) != nil {
		return
	}
	for _, e := range list {
		if e.ID != c.FullID {
			continue
		}
		if c.Name == c.FullID && len(e.Names) > 0 {
			c.Name = e.Names[0]
		}
		var meta struct {
			Image string `json:"image-name"`
			ID    string `json:"image-id"`
		}
		if c.Image == "" && json.Unmarshal([]byte(e.Metadata), &meta) == nil {
			c.setImage(meta.Image, meta.ID)
		}
	}
}

func (s *storage) watch(ctx context.Context, made, gone func(id string)) {
	poll(ctx, func(see func(string)) {
		s.each(func(dir string) bool {
			list, _ := os.ReadDir(dir)
			for _, e := range list {
				// The folder is made before the specification, and who asks too early
				// is told that nobody knows the container.
				if _, err := os.Stat(filepath.Join(dir, e.Name(), "userdata", "config.json")); err == nil && len(e.Name()) == fullID {
					see(e.Name())
				}
			}
			return false
		})
	}, made, gone)
}
