package containers_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/runtime/containers"
)

const id = "0a1d4bfe689b08fab1a2695d0d45a42095b4249d88eded87e402a9cf1adf95a8"

func TestMatch(t *testing.T) {
	for _, c := range []struct{ path, id, runtime string }{
		{"/", "", ""},
		{"/wl", "", ""},
		{"", "", ""},
		{"/docker/" + id, "0a1d4bfe689b", "docker"},
		{"/system.slice/docker-" + id + ".scope", "0a1d4bfe689b", "docker"},
		{"/docker/" + id[:63], id[:12], "containerd"}, // no full id: any name in a namespace
		{"/docker/" + id + "0", "", ""},
		{"/docker/" + id[:63] + "g", "0a1d4bfe689b", "containerd"},
		{"/machine.slice/libpod-" + id + ".scope", "0a1d4bfe689b", "podman"},
		{"/machine.slice/libpod-" + id + ".scope/container", "0a1d4bfe689b", "podman"},
		{"/libpod_parent/libpod-" + id, "0a1d4bfe689b", "podman"},
		{"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-payload-" + id + ".scope", "0a1d4bfe689b", "podman"},
		{"/machine.slice/libpod-conmon-" + id + ".scope", "", ""},
		{"/kubepods/besteffort/pod1234/" + id, "0a1d4bfe689b", "docker"},
		{"/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + id + ".scope", "0a1d4bfe689b", "cri"},
		{"/kubepods.slice/kubepods-pod1.slice/crio-" + id + ".scope", "0a1d4bfe689b", "cri"},
		{"/kubepods.slice:cri-containerd:" + id, "0a1d4bfe689b", "cri"},
		{"/system.slice/nerdctl-" + id + ".scope", "0a1d4bfe689b", "cri"},
		{"/default/redis", "redis", "containerd"},
		{"/default/a-rather-long-name", "a-rather-lon", "containerd"},
		{"/system.slice/sshd.service", "", ""},
		{"/user.slice/user-1000.slice", "", ""},
		{"/user.slice/user-1000.slice/session-3.scope", "", ""},
		{"/init.scope", "", ""},
		{"/lxc/web/init", "web", "lxc"},
		{"/a/lxc.payload/web/x", "web", "lxc"},
		{"/lxc.payload.web/x/y", "web", "lxc"},
		{"/machine/p/web.libvirt-lxc", "web", "libvirt-lxc"},
		{`/machine.slice/a/machine-lxc\x2dweb.scope`, "web", "libvirt-lxc"},
		{"/a/b/libvirt/lxc/web", "web", "lxc"},
		{"/system.slice/runc-bpm-abc.scope", "abc", "bpm"},
	} {
		if id, runtime := containers.Match([]string{"/", c.path}); id != c.id || runtime != c.runtime {
			t.Errorf("%s: %q %q, want %q %q", c.path, id, runtime, c.id, c.runtime)
		}
	}
}

func TestParse(t *testing.T) {
	c, err := containers.Parse([]byte(`{"container":{"type":0,"id":"0a1d4bfe689b","name":"web","image":"bb:test","ip":"172.17.0.2",
		"labels":{"tier":"front","app":"web"},"pod_sandbox_labels":null,"privileged":true,"size":-1,"created_time":1795450200,
		"port_mappings":[{"HostIp":2130706433,"HostPort":8088,"ContainerPort":80}],
		"Mounts":[{"Source":"/srv","Destination":"/data","Mode":"ro","RW":false,"Propagation":"rprivate"}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if c.ID != "0a1d4bfe689b" || c.Type != "docker" || c.Name != "web" || !c.Privileged || c.Size != -1 || c.Addr.String() != "172.17.0.2" {
		t.Errorf("%+v", c)
	}
	if len(c.Labels) != 2 || c.Labels[0].Key != "app" {
		t.Errorf("labels %v", c.Labels)
	}
	if v, ok := containers.Find(c.Labels, "tier"); !ok || v != "front" {
		t.Errorf("tier is %q", v)
	}
	if _, ok := containers.Find(c.Labels, "none"); ok {
		t.Error("a label that is not there")
	}
	if len(c.Mounts) != 1 || c.Mounts[0].Dest != "/data" || len(c.PortMappings) != 1 || c.PortMappings[0].ContainerPort != 80 {
		t.Errorf("%+v", c)
	}
	if c, err = containers.Parse([]byte(`{"container":{"id":"x","type":"lxc","name":7,"privileged":"yes","image":"i"}}`)); err != nil {
		t.Fatal(err)
	} else if c.Type != "lxc" || c.Name != "" || c.Privileged || c.Image != "i" {
		t.Errorf("wrong types must count as missing: %+v", c)
	}
	for _, bad := range []string{"", "{", "null", "[]", `{"container":null}`, `{"container":{"name":"x"}}`, strings.Repeat("[", 100_000)} {
		if _, err := containers.Parse([]byte(bad)); !errors.Is(err, containers.ErrBadEvent) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"container":{"id":"x","type":11,"labels":{"a":"b"},"Mounts":[{}],"port_mappings":[{}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := containers.Parse(data); err == nil && c.ID == "" {
			t.Fatal("a container without an id")
		}
	})
}

func FuzzMatch(f *testing.F) {
	f.Add("/docker/" + id)
	f.Add("/lxc/")
	f.Add(`-lxc\x2.scope`)
	f.Fuzz(func(t *testing.T, path string) {
		if id, runtime := containers.Match([]string{path}); (id == "") != (runtime == "") {
			t.Fatalf("%q: %q %q", path, id, runtime)
		}
	})
}
