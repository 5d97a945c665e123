package containers

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const webID = "0a1d4bfe689b08fab1a2695d0d45a42095b4249d88eded87e402a9cf1adf95a8"

// fakeDocker is an engine on a unix socket with one container.
type fakeDocker struct {
	mu     sync.Mutex
	gone   bool
	delay  time.Duration // of inspections
	hang   bool
	events chan string
}

func (f *fakeDocker) serve(t *testing.T) string {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "docker.sock")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	f.events = make(chan string, 8)
	srv := &http.Server{Handler: f}
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	return socket
}

func (f *fakeDocker) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	gone, delay, hang := f.gone, f.delay, f.hang
	f.mu.Unlock()
	if hang {
		<-r.Context().Done()
		return
	}
	switch {
	case r.URL.Path == "/events":
		w.(http.Flusher).Flush()
		for {
			select {
			case <-r.Context().Done():
				return
			case action := <-f.events:
				fmt.Fprintf(w, `{"Type":"container","Action":%q,"Actor":{"ID":%q}}`+"\n", action, webID)
				w.(http.Flusher).Flush()
			}
		}
	case r.URL.Path == "/containers/json":
		var filters struct{ ID []string }
		_ = json.Unmarshal([]byte(r.FormValue("filters")), &filters)
		if gone || len(filters.ID) > 0 && !strings.HasPrefix(webID, filters.ID[0]) {
			fmt.Fprint(w, "[]")
			return
		}
		fmt.Fprintf(w, `[{"Id":%q,"Names":["/web"],"Image":"reg:5000/a/nginx:1.2","ImageID":"sha256:44","Created":%d,"Labels":{"tier":"front"}}]`, webID, time.Now().Unix())
	case r.URL.Path == "/containers/"+webID+"/json" && !gone:
		select {
		case <-time.After(delay):
		case <-r.Context().Done():
		}
		fmt.Fprintf(w, `{"Id":%q,"Name":"/web","Image":"sha256:44","Created":%q,"Config":{"Image":"reg:5000/a/nginx:1.2","User":"7","Env":["A=b"],"Labels":{"tier":"front"}},
			"HostConfig":{"Privileged":true,"PidMode":"host","NetworkMode":"bridge","CpusetCpus":"0-2,5"},
			"Mounts":[{"Source":"/srv","Destination":"/data","Mode":"ro","RW":false,"Propagation":"rprivate"}],
			"NetworkSettings":{"Networks":{"bridge":{"IPAddress":"172.17.0.2"}},"Ports":{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8088"},{"HostIp":"::1","HostPort":"8088"}]}}}`,
			webID, time.Now().Format(time.RFC3339Nano))
	case r.URL.Path == "/images/sha256:44/json":
		fmt.Fprint(w, `{"RepoDigests":["other@sha256:1","reg:5000/a/nginx@sha256:2"]}`)
	default:
		http.NotFound(w, r)
	}
}

func startFake(t *testing.T, f *fakeDocker, wait time.Duration) *Collector {
	t.Helper()
	d := newDocker("docker", f.serve(t))
	c := start(wait, []engine{d})
	t.Cleanup(func() {
		c.Close()
		d.client.CloseIdleConnections()
	})
	return c
}

// eventually waits for news.
func eventually(t *testing.T, c *Collector) News {
	t.Helper()
	for range 500 {
		if n, ok := c.Take(); ok {
			return n
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("no news")
	return News{}
}

func TestDocker(t *testing.T) {
	c := startFake(t, &fakeDocker{}, 5*time.Second)
	ct := c.Lookup(webID[:12], "docker")
	if ct == nil {
		t.Fatal("not found")
	}
	if ct.Name != "web" || ct.FullID != webID || ct.Image != "reg:5000/a/nginx:1.2" || ct.ImageRepo != "reg:5000/a/nginx" || ct.ImageTag != "1.2" ||
		ct.ImageDigest != "sha256:2" || ct.ImageID != "44" || ct.User != "7" || !ct.Privileged || !ct.HostPID || ct.HostNetwork || ct.IP != "172.17.0.2" ||
		ct.CPUSetCPUCount != 4 || len(ct.Mounts) != 1 || len(ct.PortMappings) != 1 || ct.PortMappings[0] != (Port{0x7f000001, 8088, 80}) {
		t.Errorf("%+v", ct)
	}
	if n := eventually(t, c); n.Name != "web" || n.Removed || n.Quiet {
		t.Errorf("%+v", n)
	}
	if ct := c.Lookup("ffffffffffff", "docker"); ct != nil {
		t.Errorf("found %+v", ct)
	}
	if ct := c.Lookup("vm", "lxc"); ct == nil || ct.Type != "lxc" || ct.Name != "vm" {
		t.Errorf("%+v", ct)
	}
}

func TestSlowInspection(t *testing.T) {
	c := startFake(t, &fakeDocker{delay: 200 * time.Millisecond}, 50*time.Millisecond)
	began := time.Now()
	ct := c.Lookup(webID[:12], "docker")
	if ct == nil || ct.Name != "web" || ct.Privileged {
		t.Errorf("what the list has must do: %+v", ct)
	}
	if took := time.Since(began); took > 150*time.Millisecond {
		t.Errorf("waited %v", took)
	}
	if n := eventually(t, c); !n.Privileged {
		t.Errorf("%+v", n)
	}
}

func TestHangingEngine(t *testing.T) {
	c := startFake(t, &fakeDocker{hang: true}, 20*time.Millisecond)
	began := time.Now()
	for i := range 300 {
		if ct := c.Lookup(fmt.Sprintf("%012x", i), "docker"); ct != nil {
			t.Fatalf("%+v", ct)
		}
	}
	if took := time.Since(began); took > 200*time.Millisecond {
		t.Errorf("300 look-ups of a dead engine took %v", took)
	}
}

func TestNews(t *testing.T) {
	f := &fakeDocker{gone: true}
	c := startFake(t, f, time.Second)
	time.Sleep(50 * time.Millisecond) // the list has been read
	f.mu.Lock()
	f.gone = false
	f.mu.Unlock()
	f.events <- "create"
	if n := eventually(t, c); n.Name != "web" || n.Quiet {
		t.Errorf("%+v", n)
	}
	f.events <- "destroy"
	for range 100 {
		c.forget(time.Now().Add(2 * lingering))
		if c.Ready() {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	for {
		n := eventually(t, c)
		if n.Removed {
			break
		}
	}
	if c.Stats().Known != 0 {
		t.Errorf("%+v", c.Stats())
	}
}

// TestReady holds that an event pays nothing for a Collector without news.
func TestReady(t *testing.T) {
	c := start(time.Millisecond, nil)
	defer c.Close()
	if n := testing.AllocsPerRun(100, func() {
		if c.Ready() {
			t.Fatal("news")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSpecifications(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "run/containerd/io.containerd.runtime.v2.task/k8s.io", webID, "config.json"), `{
		"process":{"user":{"uid":0},"env":["A=b"],"capabilities":{"bounding":["CAP_SYS_ADMIN","CAP_SYS_MODULE"]}},
		"mounts":[{"destination":"/proc","type":"proc","source":"proc"},{"destination":"/data","type":"bind","source":"/srv","options":["rbind","rprivate","ro"]}],
		"annotations":{"io.kubernetes.cri.container-name":"app","io.kubernetes.cri.container-type":"container","io.kubernetes.cri.image-name":"docker.io/library/nginx:1.2",
			"io.kubernetes.cri.sandbox-id":"aa","io.kubernetes.cri.sandbox-name":"pod-1","io.kubernetes.cri.sandbox-namespace":"prod","io.kubernetes.cri.sandbox-uid":"u-1"},
		"linux":{"namespaces":[{"type":"pid"},{"type":"ipc"},{"type":"mount"}],"resources":{"memory":{"limit":1024},"cpu":{"shares":2,"cpus":"1"}}}}`)
	const crio = "1243c926c1f73b30681e6e87c870a7361b507f678ef62b6c2f5d5078beca728b"
	write(t, filepath.Join(root, "run/containers/storage/overlay-containers", crio, "userdata/config.json"), `{
		"annotations":{"io.container.manager":"cri-o","io.kubernetes.cri-o.ContainerType":"container","io.kubernetes.cri-o.ImageName":"quay.io/x/y:z",
			"io.kubernetes.cri-o.Labels":"{\"io.kubernetes.pod.name\":\"p\",\"l\":\"v\"}","io.kubernetes.container.name":"c","io.kubernetes.cri-o.SandboxID":"bb"},
		"linux":{"namespaces":[{"type":"pid"},{"type":"ipc"},{"type":"network"}],"maskedPaths":["/proc/kcore"]}}`)
	const pod = "660cd9b3cedabfc3f9d73ba472b531a207645aeabda598ff8f9563d324f76765"
	write(t, filepath.Join(root, "var/lib/containers/storage/overlay-containers", pod, "userdata/config.json"), `{}`)
	write(t, filepath.Join(root, "var/lib/containers/storage/overlay-containers/containers.json"),
		`[{"id":"`+pod+`","names":["box"],"image":"i","metadata":"{\"image-name\":\"localhost/b:1\",\"image-id\":\"77\"}"}]`)
	c := Start(Options{HostRoot: root, Wait: 5 * time.Second})
	defer c.Close()
	k := c.Lookup(webID[:12], "cri")
	if k == nil {
		t.Fatal("not found")
	}
	name, _ := Find(k.Labels, "io.kubernetes.pod.name")
	ns, _ := Find(k.Labels, "io.kubernetes.pod.namespace")
	uid, _ := Find(k.Labels, "io.kubernetes.pod.uid")
	if k.Type != "containerd" || k.Name != "app" || k.ImageRepo != "docker.io/library/nginx" || k.ImageTag != "1.2" || name != "pod-1" || ns != "prod" || uid != "u-1" ||
		k.PodSandboxID != "aa" || k.PodSandbox || !k.Privileged || !k.HostNetwork || k.HostPID || k.MemoryLimit != 1024 || k.CPUSetCPUCount != 1 ||
		len(k.Mounts) != 1 || k.Mounts[0] != (Mount{"/srv", "/data", "ro", false, "rprivate"}) {
		t.Errorf("%+v", k)
	}
	o := c.Lookup(crio[:12], "cri")
	if o == nil || o.Type != "cri-o" || o.Name != "c" || o.ImageRepo != "quay.io/x/y" || o.Privileged || len(o.Labels) != 3 {
		t.Errorf("%+v", o)
	}
	p := c.Lookup(pod[:12], "podman")
	if p == nil || p.Type != "podman" || p.Name != "box" || p.ImageTag != "1" || p.ImageID != "77" {
		t.Errorf("%+v", p)
	}
}

// TestContainerd asks a server that speaks containerd's interface.
func TestContainerd(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "c.sock")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	member := func(field byte, value string) string { return string([]byte{field<<3 | 2, byte(len(value))}) + value }
	srv := &http.Server{Protocols: new(http.Protocols), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Trailer", "Grpc-Status")
		msg := ""
		switch r.URL.Path {
		case "/containerd.services.containers.v1.Containers/Get":
			msg = member(1, member(1, "redis")+member(2, member(1, "k")+member(2, "v"))+member(3, "docker.io/library/redis:7")+"\x40\x05")
		case "/containerd.services.images.v1.Images/Get":
			msg = member(1, member(1, "x")+member(3, member(1, "type")+member(2, "sha256:9")))
		}
		if r.Header.Get("Containerd-Namespace") != "default" {
			msg = ""
		}
		w.Write([]byte{0, 0, 0, 0, byte(len(msg))})
		w.Write([]byte(msg))
		w.Header().Set("Grpc-Status", "0")
	})}
	srv.Protocols.SetUnencryptedHTTP2(true)
	go srv.Serve(l)
	defer srv.Close()
	g := newGRPC(socket)
	defer g.client.CloseIdleConnections()
	c, ok := g.complete(context.Background(), "default", &Container{FullID: "redis"})
	if !ok || c.ImageRepo != "docker.io/library/redis" || c.ImageTag != "7" || c.ImageDigest != "sha256:9" || len(c.Labels) != 1 || c.Labels[0] != (Label{"k", "v"}) {
		t.Errorf("%v %+v", ok, c)
	}
}

func FuzzMembers(f *testing.F) {
	f.Add([]byte("\x0a\x02hi\x10\x05"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		_ = members(data, func(_ uint64, v []byte) error { n += len(v); return nil })
		if n > len(data) {
			t.Fatal("more than there was")
		}
	})
}

// early is an engine that tells of a container before it can say what that is.
type early struct {
	asked chan struct{}
	known atomic.Bool
}

func (e *early) fetch(_ context.Context, id string, found func(*Container)) error {
	if !e.known.Load() {
		e.asked <- struct{}{}
		return errUnknown
	}
	found(&Container{ID: id, Name: "web"})
	return nil
}

func (e *early) watch(ctx context.Context, made, _ func(id string)) {
	made(webID[:12])
	<-ctx.Done()
}

// TestToldTooEarly holds that an event of a container is waited for although the engine
// told of the container before it knew it.
func TestToldTooEarly(t *testing.T) {
	e := &early{asked: make(chan struct{}, 8)}
	c := start(5*time.Second, []engine{e})
	defer c.Close()
	<-e.asked
	time.Sleep(20 * time.Millisecond) // the answer is taken
	e.known.Store(true)
	if ct := c.Lookup(webID[:12], "podman"); ct == nil || ct.Name != "web" {
		t.Errorf("%+v", ct)
	}
}
