// Package containers says which container a task belongs to, from its cgroup
// paths, and what is known about that container, from the "container" events that
// a collector adds to the event stream.
package containers

import "net/netip"

// Container is what is known about one container. ID is the short form that
// container.id prints; the host itself is a Container with the ID "".
type Container struct {
	ID, FullID     string
	Type           string // "docker", "containerd", ..., "host"
	Name           string
	Image          string
	ImageID        string
	ImageRepo      string
	ImageTag       string
	ImageDigest    string
	IP             string     // dotted form, "" when unknown
	Addr           netip.Addr // IP, invalid when unknown
	CNIJSON        string
	User           string // the configured user
	PodSandboxID   string
	PodSandbox     bool // the container is a pod's sandbox
	Privileged     bool
	HostPID        bool
	HostNetwork    bool
	HostIPC        bool
	Mounts         []Mount
	Labels         []Label // sorted by key
	SandboxLabels  []Label // sorted by key
	PortMappings   []Port
	Env            []string
	CreatedTime    int64 // s since the epoch
	MemoryLimit    int64 // bytes
	SwapLimit      int64 // bytes
	CPUShares      int64
	CPUQuota       int64
	CPUPeriod      int64
	CPUSetCPUCount int32
	Size           int64 // bytes, -1 when unknown
}

// Mount is one mount of a container.
type Mount struct {
	Source, Dest, Mode string
	RW                 bool
	Propagation        string
}

// Label is one key with its value.
type Label struct{ Key, Value string }

// Port is one published port.
type Port struct {
	HostIP                  uint32 // network order as a number
	HostPort, ContainerPort uint16
}

// Find returns the value of the label named key.
func Find(labels []Label, key string) (string, bool) {
	for i := range labels {
		if labels[i].Key == key {
			return labels[i].Value, true
		}
	}
	return "", false
}

// Host returns the entry for what runs in no container.
func Host() *Container {
	return &Container{FullID: "host", Type: "host", Name: "host", Size: -1}
}
