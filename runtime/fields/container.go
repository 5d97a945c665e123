package fields

import (
	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

const idLen = 12 // of the short form of a container's id

// container is what is known about the container of the event.
func (c *Context) container() *containers.Container {
	if c.St.EventContainer != nil {
		return c.St.EventContainer
	}
	if c.St.Thread == nil {
		return nil
	}
	return c.St.Container(c.St.Thread)
}

func ofContainer(f func(ct *containers.Container) string) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ct := c.container()
		return ct != nil && str(out, f(ct))
	}
}

func containerFlag(f func(ct *containers.Container) bool) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ct := c.container()
		return ct != nil && boolean(out, f(ct))
	}
}

var containerFields = map[catalog.FieldID]get{
	catalog.FieldContainerId: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ct := c.container()
		switch {
		case ct != nil && ct.ID != "":
			return str(out, ct.ID)
		case ct != nil:
			return str(out, "host")
		case c.St.Thread == nil:
			return false
		}
		return str(out, c.St.Thread.ContainerID())
	},
	catalog.FieldContainerFullId:          ofContainer(func(ct *containers.Container) string { return ct.FullID }),
	catalog.FieldContainerName:            ofContainer(func(ct *containers.Container) string { return ct.Name }),
	catalog.FieldContainerImage:           ofContainer(func(ct *containers.Container) string { return ct.Image }),
	catalog.FieldContainerImageId:         ofContainer(func(ct *containers.Container) string { return ct.ImageID }),
	catalog.FieldContainerImageRepository: ofContainer(func(ct *containers.Container) string { return ct.ImageRepo }),
	catalog.FieldContainerImageTag:        ofContainer(func(ct *containers.Container) string { return ct.ImageTag }),
	catalog.FieldContainerImageDigest:     ofContainer(func(ct *containers.Container) string { return ct.ImageDigest }),
	catalog.FieldContainerType:            ofContainer(func(ct *containers.Container) string { return ct.Type }),
	catalog.FieldContainerIp:              ofContainer(func(ct *containers.Container) string { return ct.IP }),
	catalog.FieldContainerCniJson:         ofContainer(func(ct *containers.Container) string { return ct.CNIJSON }),
	catalog.FieldContainerPrivileged:      containerFlag(func(ct *containers.Container) bool { return ct.Privileged }),
	catalog.FieldContainerHostPid:         containerFlag(func(ct *containers.Container) bool { return ct.HostPID }),
	catalog.FieldContainerHostNetwork:     containerFlag(func(ct *containers.Container) bool { return ct.HostNetwork }),
	catalog.FieldContainerHostIpc:         containerFlag(func(ct *containers.Container) bool { return ct.HostIPC }),
	catalog.FieldContainerMounts: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ct := c.container()
		if ct == nil {
			return false
		}
		start := len(c.buf)
		for i := range ct.Mounts {
			if i > 0 {
				c.buf = append(c.buf, ',')
			}
			c.buf = appendMount(c.buf, &ct.Mounts[i])
		}
		return str(out, c.keep(start))
	},
	catalog.FieldContainerStartTs: nonzero(func(_ *Context, t *state.Thread) uint64 { return t.PidnsInitStart }),
	catalog.FieldContainerDuration: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		t := c.St.Thread
		return t != nil && t.PidnsInitStart != 0 && num(out, c.Ev.TS-t.PidnsInitStart)
	},
	catalog.FieldContainerLabel: func(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
		ct := c.container()
		if ct == nil {
			return false
		}
		v, ok := containers.Find(ct.Labels, ref.Arg)
		return ok && str(out, v)
	},
	catalog.FieldContainerLabels: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ct := c.container()
		return ct != nil && str(out, c.labels(ct.Labels, true))
	},
	catalog.FieldContainerHealthcheck:    absent,
	catalog.FieldContainerLivenessProbe:  absent,
	catalog.FieldContainerReadinessProbe: absent,
}

func appendMount(dst []byte, m *containers.Mount) []byte {
	dst = append(append(dst, m.Source...), ':')
	dst = append(append(dst, m.Dest...), ':')
	dst = append(append(dst, m.Mode...), ':')
	dst = append(append(dst, rdwr(m)...), ':')
	return append(dst, m.Propagation...)
}

func rdwr(m *containers.Mount) string {
	if m.RW {
		return "true"
	}
	return "false"
}

// containerBinders are the fields about one mount, chosen by its index or by a
// pattern of its source; container.mount.source by one of its destination.
var containerBinders = map[catalog.FieldID]bind{
	catalog.FieldContainerMount: mount(bySource, func(c *Context, m *containers.Mount) string {
		start := len(c.buf)
		c.buf = appendMount(c.buf, m)
		return c.keep(start)
	}),
	catalog.FieldContainerMountSource: mount(byDest, func(_ *Context, m *containers.Mount) string { return m.Source }),
	catalog.FieldContainerMountDest:   mount(bySource, func(_ *Context, m *containers.Mount) string { return m.Dest }),
	catalog.FieldContainerMountMode:   mount(bySource, func(_ *Context, m *containers.Mount) string { return m.Mode }),
	catalog.FieldContainerMountRdwr:   mount(bySource, func(_ *Context, m *containers.Mount) string { return rdwr(m) }),
	catalog.FieldContainerMountPropagation: mount(bySource, func(_ *Context, m *containers.Mount) string {
		return m.Propagation
	}),
}

func bySource(m *containers.Mount) string { return m.Source }
func byDest(m *containers.Mount) string   { return m.Dest }

func mount(key func(*containers.Mount) string, f func(*Context, *containers.Mount) string) bind {
	return func(c *Context, ref *catalog.FieldRef) (vm.Extractor, error) {
		return func(out *vm.Value) bool {
			ct := c.container()
			if ct == nil {
				return false
			}
			if ref.IsNum {
				return ref.Index >= 0 && ref.Index < int64(len(ct.Mounts)) && str(out, f(c, &ct.Mounts[ref.Index]))
			}
			for i := range ct.Mounts {
				if glob(ref.Arg, key(&ct.Mounts[i])) {
					return str(out, f(c, &ct.Mounts[i]))
				}
			}
			return false
		}, nil
	}
}

// glob matches a whole text: * stands for any bytes and ? for one.
func glob(pattern, s string) bool {
	p, i, star, from := 0, 0, -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, i
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == s[i]):
			p++
			i++
		case star >= 0:
			from++
			p, i = star+1, from
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
