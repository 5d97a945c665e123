package containers

import "strings"

// Runtimes print the first shortID characters of an id of fullID hexadecimal digits.
const (
	shortID = 12
	fullID  = 64
)

// layout is what a runtime writes before and behind a full id.
type layout struct{ prefix, suffix string }

// matchers are tried in order on each path.
var matchers = []struct {
	runtime string
	match   func(path string) (id string, ok bool)
}{
	{"podman", hexID(
		layout{"/libpod-", ".scope"}, layout{"/libpod-", ".scope/container"}, layout{"/libpod-", ""},
		layout{"/libpod-payload-", ".scope"}, layout{"/libpod-payload-", ".scope/container"}, layout{"/libpod-payload-", ""},
	)},
	{"docker", hexID(layout{"/", ""}, layout{"/docker-", ".scope"})},
	{"cri", hexID(
		layout{"/", ""}, layout{"/crio-", ""}, layout{"/cri-containerd-", ".scope"}, layout{"/crio-", ".scope"},
		layout{":cri-containerd:", ""}, layout{"/docker-", ".scope"}, layout{"/nerdctl-", ".scope"},
	)},
	{"containerd", ctr},
	{"lxc", lxc},
	{"libvirt-lxc", libvirt},
	{"bpm", bpm},
}

// Match returns the container that a task with these control groups belongs to, and
// the kind of runtime that lays paths out like that; "" when it belongs to none.
func Match(paths []string) (id, runtime string) {
	for _, p := range paths {
		for i := range matchers {
			if id, ok := matchers[i].match(p); ok {
				return id, matchers[i].runtime
			}
		}
	}
	return "", ""
}

// hexID matches a full id between the last prefix and the last suffix of a layout.
func hexID(layouts ...layout) func(string) (string, bool) {
	return func(path string) (string, bool) {
		for _, l := range layouts {
			start := strings.LastIndex(path, l.prefix)
			end := strings.LastIndex(path, l.suffix)
			if start < 0 || end < 0 {
				continue
			}
			start += len(l.prefix)
			if end-start == fullID && isHex(path[start:end]) {
				return path[start : start+shortID], true
			}
		}
		return "", false
	}
}

func isHex(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return false
		}
	}
	return true
}

// ctr matches /NAMESPACE/ID, where the id may be any name but a systemd unit's.
func ctr(path string) (string, bool) {
	if path == "" || path[0] != '/' {
		return "", false
	}
	ns, id, ok := strings.Cut(path[1:], "/")
	if !ok || ns == "" || id == "" || len(id) > fullID || strings.Contains(id, "/") {
		return "", false
	}
	for _, unit := range []string{".service", ".slice", ".scope"} {
		if strings.HasSuffix(id, unit) {
			return "", false
		}
	}
	return id[:min(len(id), shortID)], true
}

func lxc(path string) (string, bool) {
	for _, prefix := range []string{"/lxc/", "/lxc.payload/", "/lxc.payload."} {
		if i := strings.Index(path, prefix); i >= 0 {
			id, _, _ := strings.Cut(path[i+len(prefix):], "/")
			return id, id != ""
		}
	}
	return "", false
}

func libvirt(path string) (string, bool) {
	if name, ok := strings.CutSuffix(path, ".libvirt-lxc"); ok {
		if i := strings.LastIndexByte(name, '/'); i >= 0 {
			return name[i+1:], name[i+1:] != ""
		}
	}
	const escaped = `-lxc\x2`
	if i := strings.Index(path, escaped); i >= 0 {
		if name, ok := strings.CutSuffix(path, ".scope"); ok && len(name) > i+len(escaped)+1 {
			return name[i+len(escaped)+1:], true
		}
	}
	const legacy = "/libvirt/lxc/"
	if i := strings.Index(path, legacy); i >= 0 {
		return path[i+len(legacy):], path[i+len(legacy):] != ""
	}
	return "", false
}

func bpm(path string) (string, bool) {
	if i := strings.Index(path, "bpm-"); i >= 0 {
		if name, ok := strings.CutSuffix(path[i+len("bpm-"):], ".scope"); ok {
			return name, name != ""
		}
	}
	return "", false
}
