package containers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// docker speaks the HTTP interface of Docker's engine, which Podman has too.
type docker struct {
	kind   string // "docker" or "podman"
	client *http.Client
}

const maxAnswer = 8 << 20 // bytes

// newDocker returns the engine at the first of the sockets that answers.
func newDocker(kind string, sockets ...string) *docker {
	dial := func(ctx context.Context, _, _ string) (conn net.Conn, err error) {
		var d net.Dialer
		err = errors.New("no socket")
		for _, s := range sockets {
			if conn, err = d.DialContext(ctx, "unix", s); err == nil {
				break
			}
		}
		return conn, err
	}
	return &docker{kind, &http.Client{Transport: &http.Transport{DialContext: dial, MaxIdleConns: 4, IdleConnTimeout: time.Minute}}}
}

// get asks the engine and decodes its answer.
func (d *docker) get(ctx context.Context, path string, query url.Values, into any) error {
	body, err := d.open(ctx, path, query)
	if err != nil {
		return err
	}
	defer body.Close()
	if err := json.NewDecoder(io.LimitReader(body, maxAnswer)).Decode(into); err != nil {
		return fmt.Errorf("answer of %s: %w", d.kind, err)
	}
	return nil
}

func (d *docker) open(ctx context.Context, path string, query url.Values) (io.ReadCloser, error) {
	u := url.URL{Scheme: "http", Host: d.kind, Path: path, RawQuery: query.Encode()}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	res, err := d.client.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		res.Body.Close()
		if res.StatusCode == http.StatusNotFound {
			return nil, errUnknown
		}
		return nil, fmt.Errorf("%s answers %s", d.kind, res.Status)
	}
	return res.Body, nil
}

// listed is an element of /containers/json, which the engine answers without waiting
// for a container that is being started.
type listed struct {
	ID, Image, ImageID string
	Names              []string
	Created            int64
	Labels             map[string]string
	Mounts             []textMount
	HostConfig         struct{ NetworkMode string }
	NetworkSettings    networks
}

type networks struct {
	IPAddress string
	Networks  map[string]struct{ IPAddress string }
	Ports     map[string][]struct {
		HostIP   string `json:"HostIp"`
		HostPort string
	}
}

// inspected is the answer of /containers/ID/json.
type inspected struct {
	ID, Name, Image string
	Created         string
	Config          struct {
		Image, User string
		Env         []string
		Labels      map[string]string
	}
	HostConfig struct {
		Privileged                    bool
		PidMode, NetworkMode, IpcMode string
		Memory, MemorySwap            int64
		CPUShares                     int64  `json:"CpuShares"`
		CPUQuota                      int64  `json:"CpuQuota"`
		CPUPeriod                     int64  `json:"CpuPeriod"`
		CPUSet                        string `json:"CpusetCpus"`
	}
	Mounts          []textMount
	NetworkSettings networks
}

func (d *docker) fetch(ctx context.Context, id string, found func(*Container)) error {
	var list []listed
	filters, _ := json.Marshal(map[string][]string{"id": {id}}) // texts always encode
	err := d.get(ctx, "/containers/json", url.Values{"all": {"1"}, "filters": {string(filters)}}, &list)
	if err != nil {
		return err
	}
	if len(list) == 0 || len(list[0].ID) < shortID {
		return errUnknown
	}
	found(d.brief(&list[0]))
	var in inspected
	if err := d.get(ctx, "/containers/"+list[0].ID+"/json", nil, &in); err != nil || len(in.ID) < shortID {
		return nil // it is gone, or busy: the list has told the most
	}
	c := d.whole(&in)
	var image struct{ RepoDigests []string }
	if d.get(ctx, "/images/"+in.Image+"/json", nil, &image) == nil {
		c.ImageDigest = digestOf(image.RepoDigests, c.ImageRepo)
	}
	found(c)
	return nil
}

// digestOf is the digest of the image in its own repository, else in any.
func digestOf(digests []string, repo string) string {
	for _, any := range []bool{false, true} {
		for _, d := range digests {
			if name, digest, ok := strings.Cut(d, "@"); ok && (any || name == repo) {
				return digest
			}
		}
	}
	return ""
}

func (d *docker) brief(l *listed) *Container {
	c := &Container{
		ID: l.ID[:shortID], FullID: l.ID, Type: d.kind, CreatedTime: l.Created, Labels: labels(l.Labels),
		Mounts: mounts(l.Mounts), HostNetwork: l.HostConfig.NetworkMode == "host", Size: -1,
	}
	if len(l.Names) > 0 {
		c.Name = strings.TrimPrefix(l.Names[0], "/")
	}
	c.setImage(l.Image, l.ImageID)
	c.setNetworks(&l.NetworkSettings)
	return c
}

func (d *docker) whole(in *inspected) *Container {
	h := &in.HostConfig
	c := &Container{
		ID: in.ID[:shortID], FullID: in.ID, Type: d.kind, Name: strings.TrimPrefix(in.Name, "/"),
		User: in.Config.User, Env: in.Config.Env, Labels: labels(in.Config.Labels), Mounts: mounts(in.Mounts),
		Privileged: h.Privileged, HostPID: h.PidMode == "host", HostNetwork: h.NetworkMode == "host", HostIPC: h.IpcMode == "host",
		MemoryLimit: h.Memory, SwapLimit: h.MemorySwap, CPUShares: 1024, CPUQuota: h.CPUQuota, CPUPeriod: 100000,
		CPUSetCPUCount: countCPUs(h.CPUSet), Size: -1,
	}
	if h.CPUShares > 0 {
		c.CPUShares = h.CPUShares
	}
	if h.CPUPeriod > 0 {
		c.CPUPeriod = h.CPUPeriod
	}
	if t, err := time.Parse(time.RFC3339Nano, in.Created); err == nil {
		c.CreatedTime = t.Unix()
	}
	c.setImage(in.Config.Image, in.Image)
	c.setNetworks(&in.NetworkSettings)
	return c
}

// setImage takes an image's name, such as host:5000/a/b:tag@sha256:…, and its id.
func (c *Container) setImage(name, id string) {
	c.Image, c.ImageID = name, strings.TrimPrefix(id, "sha256:")
	repo, digest, _ := strings.Cut(name, "@")
	c.ImageDigest = digest
	if i := strings.LastIndexByte(repo, ':'); i > strings.LastIndexByte(repo, '/') {
		repo, c.ImageTag = repo[:i], repo[i+1:]
	}
	if repo != "sha256" { // no name but an id
		c.ImageRepo = repo
	} else {
		c.ImageTag = ""
	}
}

func (c *Container) setNetworks(n *networks) {
	ip := n.IPAddress
	names := make([]string, 0, len(n.Networks))
	for name := range n.Networks {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if ip == "" {
			ip = n.Networks[name].IPAddress
		}
	}
	c.setIP(ip)
	for spec, hosts := range n.Ports {
		port, _, _ := strings.Cut(spec, "/")
		inner, err := strconv.ParseUint(port, 10, 16)
		for _, h := range hosts {
			outer, err2 := strconv.ParseUint(h.HostPort, 10, 16)
			a, err3 := netip.ParseAddr(h.HostIP)
			if err == nil && err2 == nil && err3 == nil && a.Is4() {
				b := a.As4()
				c.PortMappings = append(c.PortMappings, Port{
					uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3]), uint16(outer), uint16(inner),
				})
			}
		}
	}
	slices.SortFunc(c.PortMappings, func(a, b Port) int { return int(a.ContainerPort) - int(b.ContainerPort) })
}

func (c *Container) setIP(ip string) {
	if a, err := netip.ParseAddr(ip); err == nil && a.Is4() && !a.IsUnspecified() {
		c.IP, c.Addr = ip, a
	}
}

func mounts(list []textMount) []Mount {
	var out []Mount
	for _, m := range list {
		out = append(out, Mount{m.Source, m.Destination, m.Mode, m.RW, m.Propagation})
	}
	return out
}

// countCPUs counts a list such as 0-2,7.
func countCPUs(set string) int32 {
	n := 0
	for _, part := range strings.Split(set, ",") {
		from, to, ok := strings.Cut(part, "-")
		a, err := strconv.Atoi(from)
		if err != nil || a < 0 {
			continue
		}
		b := a
		if ok {
			if b, err = strconv.Atoi(to); err != nil || b < a || b > 1<<16 {
				continue
			}
		}
		n += b - a + 1
	}
	return int32(min(n, 1<<16))
}

// watch follows the engine's own news: a container is asked for when it is made, which
// is before its first process runs.
func (d *docker) watch(ctx context.Context, made, gone func(id string)) {
	present := map[string]bool{}
	for wait := time.Second; ctx.Err() == nil; wait = min(2*wait, time.Minute) {
		began := time.Now()
		_ = d.follow(ctx, present, made, gone) // it is tried again whatever ended it
		if time.Since(began) > time.Minute {
			wait = time.Second
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// follow reads the engine's news until the connection ends. What changed while there
// was none is found by the list.
func (d *docker) follow(ctx context.Context, present map[string]bool, made, gone func(id string)) error {
	body, err := d.open(ctx, "/events", url.Values{"filters": {`{"type":["container"]}`}})
	if err != nil {
		return err
	}
	defer body.Close()
	listCtx, cancel := context.WithTimeout(ctx, askTimeout)
	var list []listed
	err = d.get(listCtx, "/containers/json", url.Values{"all": {"1"}}, &list)
	cancel()
	if err != nil {
		return err
	}
	now := map[string]bool{}
	for _, l := range list {
		if len(l.ID) >= shortID {
			id := l.ID[:shortID]
			now[id] = true
			if !present[id] {
				present[id] = true
				made(id)
			}
		}
	}
	for id := range present {
		if !now[id] {
			delete(present, id)
			gone(id)
		}
	}
	dec := json.NewDecoder(body)
	for {
		var ev struct {
			Action string
			Actor  struct{ ID string }
			ID     string `json:"id"`
		}
		if err := dec.Decode(&ev); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		id := ev.Actor.ID
		if id == "" {
			id = ev.ID
		}
		if len(id) < shortID || path.Base(id) != id {
			continue
		}
		id = id[:shortID]
		switch ev.Action {
		case "create", "start", "rename":
			present[id] = true
			made(id)
		case "destroy", "remove":
			delete(present, id)
			gone(id)
		}
	}
}
