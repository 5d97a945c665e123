package fields

import (
	"strings"

	"github.com/falcoc/falcoc/runtime/containers"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

var k8sFields = map[catalog.FieldID]get{
	catalog.FieldK8sPodName: label("io.kubernetes.pod.name"),
	catalog.FieldK8sNsName:  label("io.kubernetes.pod.namespace"),
	catalog.FieldK8sPodId:   label("io.kubernetes.pod.uid"),
	catalog.FieldK8sPodUid:  label("io.kubernetes.pod.uid"),
	catalog.FieldK8sPodSandboxId: ofContainer(func(ct *containers.Container) string {
		return ct.PodSandboxID[:min(len(ct.PodSandboxID), idLen)]
	}),
	catalog.FieldK8sPodFullSandboxId: ofContainer(func(ct *containers.Container) string { return ct.PodSandboxID }),
	catalog.FieldK8sPodLabel: func(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
		ct := c.pod()
		if ct == nil {
			return false
		}
		v, ok := containers.Find(ct.SandboxLabels, ref.Arg)
		return ok && str(out, v)
	},
	catalog.FieldK8sPodLabels: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ct := c.pod()
		return ct != nil && str(out, c.labels(ct.SandboxLabels, false))
	},
	catalog.FieldK8sPodIp:      ofPod(func(ct *containers.Container) string { return ct.IP }),
	catalog.FieldK8sPodCniJson: ofPod(func(ct *containers.Container) string { return ct.CNIJSON }),

	catalog.FieldK8sRcName:           absent,
	catalog.FieldK8sRcId:             absent,
	catalog.FieldK8sRcLabel:          absent,
	catalog.FieldK8sRcLabels:         absent,
	catalog.FieldK8sSvcName:          absent,
	catalog.FieldK8sSvcId:            absent,
	catalog.FieldK8sSvcLabel:         absent,
	catalog.FieldK8sSvcLabels:        absent,
	catalog.FieldK8sNsId:             absent,
	catalog.FieldK8sNsLabel:          absent,
	catalog.FieldK8sNsLabels:         absent,
	catalog.FieldK8sRsName:           absent,
	catalog.FieldK8sRsId:             absent,
	catalog.FieldK8sRsLabel:          absent,
	catalog.FieldK8sRsLabels:         absent,
	catalog.FieldK8sDeploymentName:   absent,
	catalog.FieldK8sDeploymentId:     absent,
	catalog.FieldK8sDeploymentLabel:  absent,
	catalog.FieldK8sDeploymentLabels: absent,
}

func label(key string) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ct := c.container()
		if ct == nil {
			return false
		}
		v, ok := containers.Find(ct.Labels, key)
		return ok && str(out, v)
	}
}

// pod is the container that knows the pod's network: the event's own, or else its
// pod's sandbox, which may not be known.
func (c *Context) pod() *containers.Container {
	ct := c.container()
	if ct == nil || ct.CNIJSON != "" {
		return ct
	}
	if id := ct.PodSandboxID; id != "" {
		if sandbox := c.St.ContainerByID(id[:min(len(id), idLen)]); sandbox != nil {
			return sandbox
		}
	}
	return &noPod
}

var noPod containers.Container

func ofPod(f func(ct *containers.Container) string) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ct := c.pod()
		return ct != nil && str(out, f(ct))
	}
}

// labels is "key:value" joined by ", ". Those that Kubernetes adds to a container
// are left out of the container's own.
func (c *Context) labels(labels []containers.Label, own bool) string {
	start := len(c.buf)
	for i := range labels {
		key := labels[i].Key
		if own && (strings.HasPrefix(key, "io.kubernetes.") || strings.HasPrefix(key, "annotation.")) {
			continue
		}
		if len(c.buf) > start {
			c.buf = append(c.buf, ", "...)
		}
		c.buf = append(append(c.buf, key...), ':')
		c.buf = append(c.buf, labels[i].Value...)
	}
	return c.keep(start)
}
