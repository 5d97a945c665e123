package containers

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sort"
	"strconv"
)

// ErrBadEvent is wrapped by the errors about a container event's text.
var ErrBadEvent = errors.New("malformed container event")

// types are the names of the runtimes by their number in events.
var types = [...]string{
	"docker", "lxc", "libvirt-lxc", "mesos", "rkt", "", "cri", "containerd", "cri-o", "bpm", "", "podman", "host",
}

// TypeName is the name of a runtime by its number, "" when it has none.
func TypeName(n int) string {
	if n < 0 || n >= len(types) {
		return ""
	}
	return types[n]
}

// text is the JSON form of a container in events. Keys that are missing or null keep
// their zero value.
type text struct {
	ID             string            `json:"id"`
	FullID         string            `json:"full_id"`
	Type           json.RawMessage   `json:"type"`
	Name           string            `json:"name"`
	Image          string            `json:"image"`
	ImageID        string            `json:"imageid"`
	ImageRepo      string            `json:"imagerepo"`
	ImageTag       string            `json:"imagetag"`
	ImageDigest    string            `json:"imagedigest"`
	IP             string            `json:"ip"`
	CNIJSON        string            `json:"cni_json"`
	User           string            `json:"User"`
	PodSandboxID   string            `json:"pod_sandbox_id"`
	IsPodSandbox   bool              `json:"is_pod_sandbox"`
	Privileged     bool              `json:"privileged"`
	HostPID        bool              `json:"host_pid"`
	HostNetwork    bool              `json:"host_network"`
	HostIPC        bool              `json:"host_ipc"`
	Labels         map[string]string `json:"labels"`
	SandboxLabels  map[string]string `json:"pod_sandbox_labels"`
	Env            []string          `json:"env"`
	CreatedTime    int64             `json:"created_time"`
	MemoryLimit    int64             `json:"memory_limit"`
	SwapLimit      int64             `json:"swap_limit"`
	CPUShares      int64             `json:"cpu_shares"`
	CPUQuota       int64             `json:"cpu_quota"`
	CPUPeriod      int64             `json:"cpu_period"`
	CPUSetCPUCount int32             `json:"cpuset_cpu_count"`
	Size           *int64            `json:"size"`
	Mounts         []textMount       `json:"Mounts"`
	PortMappings   []textPort        `json:"port_mappings"`
}

type textMount struct {
	Source      string `json:"Source"`
	Destination string `json:"Destination"`
	Mode        string `json:"Mode"`
	RW          bool   `json:"RW"`
	Propagation string `json:"Propagation"`
}

type textPort struct {
	HostIP        uint32 `json:"HostIp"`
	HostPort      uint16 `json:"HostPort"`
	ContainerPort uint16 `json:"ContainerPort"`
}

// Append appends the JSON that Parse makes c of.
func Append(dst []byte, c *Container) []byte {
	t := text{
		ID: c.ID, FullID: c.FullID, Name: c.Name,
		Image: c.Image, ImageID: c.ImageID, ImageRepo: c.ImageRepo, ImageTag: c.ImageTag, ImageDigest: c.ImageDigest,
		IP: c.IP, CNIJSON: c.CNIJSON, User: c.User, PodSandboxID: c.PodSandboxID, IsPodSandbox: c.PodSandbox,
		Privileged: c.Privileged, HostPID: c.HostPID, HostNetwork: c.HostNetwork, HostIPC: c.HostIPC,
		Labels: labelMap(c.Labels), SandboxLabels: labelMap(c.SandboxLabels), Env: c.Env,
		CreatedTime: c.CreatedTime, MemoryLimit: c.MemoryLimit, SwapLimit: c.SwapLimit,
		CPUShares: c.CPUShares, CPUQuota: c.CPUQuota, CPUPeriod: c.CPUPeriod, CPUSetCPUCount: c.CPUSetCPUCount,
		Size: &c.Size,
	}
	if n := slices.Index(types[:], c.Type); n >= 0 && c.Type != "" {
		t.Type = json.RawMessage(strconv.Itoa(n))
	} else {
		t.Type, _ = json.Marshal(c.Type)
	}
	for _, m := range c.Mounts {
		t.Mounts = append(t.Mounts, textMount{m.Source, m.Dest, m.Mode, m.RW, m.Propagation})
	}
	for _, p := range c.PortMappings {
		t.PortMappings = append(t.PortMappings, textPort(p))
	}
	data, err := json.Marshal(map[string]*text{"container": &t})
	if err != nil {
		return dst // not reached: every part of t has a JSON form
	}
	return append(dst, data...)
}

func labelMap(l []Label) map[string]string {
	m := make(map[string]string, len(l))
	for _, e := range l {
		m[e.Key] = e.Value
	}
	return m
}

// Parse reads the JSON of a container event. A value of an unexpected type counts as
// missing.
func Parse(data []byte) (*Container, error) {
	var ev struct {
		Container *text `json:"container"`
	}
	var wrong *json.UnmarshalTypeError
	if err := json.Unmarshal(data, &ev); err != nil && !errors.As(err, &wrong) {
		return nil, fmt.Errorf("%w: %w", ErrBadEvent, err)
	}
	t := ev.Container
	if t == nil || t.ID == "" {
		return nil, fmt.Errorf("%w: no container id", ErrBadEvent)
	}
	c := &Container{
		ID: t.ID, FullID: t.FullID, Type: typeOf(t.Type), Name: t.Name,
		Image: t.Image, ImageID: t.ImageID, ImageRepo: t.ImageRepo, ImageTag: t.ImageTag, ImageDigest: t.ImageDigest,
		IP: t.IP, CNIJSON: t.CNIJSON, User: t.User, PodSandboxID: t.PodSandboxID, PodSandbox: t.IsPodSandbox,
		Privileged: t.Privileged, HostPID: t.HostPID, HostNetwork: t.HostNetwork, HostIPC: t.HostIPC,
		Labels: labels(t.Labels), SandboxLabels: labels(t.SandboxLabels), Env: t.Env,
		CreatedTime: t.CreatedTime, MemoryLimit: t.MemoryLimit, SwapLimit: t.SwapLimit,
		CPUShares: t.CPUShares, CPUQuota: t.CPUQuota, CPUPeriod: t.CPUPeriod, CPUSetCPUCount: t.CPUSetCPUCount,
		Size: -1,
	}
	if t.Size != nil {
		c.Size = *t.Size
	}
	if a, err := netip.ParseAddr(t.IP); err == nil && a.Is4() && !a.IsUnspecified() {
		c.Addr = a
	}
	for _, m := range t.Mounts {
		c.Mounts = append(c.Mounts, Mount{m.Source, m.Destination, m.Mode, m.RW, m.Propagation})
	}
	for _, p := range t.PortMappings {
		c.PortMappings = append(c.PortMappings, Port(p))
	}
	return c, nil
}

// typeOf reads a runtime's number; a name is taken as it is.
func typeOf(raw json.RawMessage) string {
	var n int
	if json.Unmarshal(raw, &n) == nil {
		return TypeName(n)
	}
	var s string
	_ = json.Unmarshal(raw, &s)
	return s
}

func labels(m map[string]string) []Label {
	if len(m) == 0 {
		return nil
	}
	l := make([]Label, 0, len(m))
	for k, v := range m {
		l = append(l, Label{k, v})
	}
	sort.Slice(l, func(i, j int) bool { return l[i].Key < l[j].Key })
	return l
}
