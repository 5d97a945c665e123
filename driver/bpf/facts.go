package bpf

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cilium/ebpf"
	"golang.org/x/sys/unix"
)

// facts are what decides whether this machine can run the sensor.
type facts struct {
	release  string
	btf      error  // why there is no type information, nil where there is
	caps     uint64 // effective capabilities
	capsErr  error
	lockdown string // the kernel's modes, the chosen one in brackets; empty if unknown
}

// lookAt collects the facts of the machine whose files are below root.
func lookAt(root string) (f facts) {
	var uts unix.Utsname
	_ = unix.Uname(&uts)
	f.release = unix.ByteSliceToString(uts.Release[:])
	_, f.btf = os.Stat(filepath.Join(root, "/sys/kernel/btf/vmlinux"))
	text, err := os.ReadFile(filepath.Join(root, "/sys/kernel/security/lockdown"))
	if err == nil {
		f.lockdown = strings.TrimSpace(string(text))
	}
	f.caps, f.capsErr = effectiveCaps(filepath.Join(root, "/proc/self/status"))
	return f
}

// before reports whether the kernel is older than a version.
func (f *facts) before(major, minor int) bool {
	var a, b int
	_, _ = fmt.Sscanf(f.release, "%d.%d", &a, &b)
	return a < major || a == major && b < minor
}

// confined reports whether the kernel lets no program read its memory.
func (f *facts) confined() bool { return strings.Contains(f.lockdown, "[confidentiality]") }

// has reports whether this process has a capability, or the older one that holds it.
func (f *facts) has(c int) bool {
	const admin = 1 << unix.CAP_SYS_ADMIN
	return f.caps&(1<<c) != 0 || (c == unix.CAP_BPF || c == unix.CAP_PERFMON) && f.caps&admin != 0
}

// missing are the capabilities without which the sensor does not start.
func (f *facts) missing() (names []string) {
	for _, c := range capabilities {
		if f.capsErr == nil && c.need == Fails && !f.has(c.number) {
			names = append(names, c.name)
		}
	}
	return names
}

// explain says why the kernel refused a map, a program or a look at its features.
func (f *facts) explain(err error) error {
	denied := errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES)
	missing := f.missing()
	switch {
	case denied && len(missing) > 0:
		return &Error{ErrPrivileges, err, "grant " + strings.Join(missing, " and ") + ", or run as root"}
	case denied && f.before(5, 11) && strings.Contains(err.Error(), "MEMLOCK"):
		return &Error{ErrMemlock, err, remedyMemlock}
	case denied:
		return &Error{ErrPrivileges, err, remedyPrivileges}
	case f.confined():
		return &Error{ErrLocked, err, remedyLocked}
	case errors.Is(err, ebpf.ErrNotSupported):
		return &Error{ErrNoRingBuffer, err, remedyRing}
	case errors.Is(err, unix.ENOSYS):
		return &Error{ErrUnsupported, err, remedyRing}
	}
	return fmt.Errorf("loading the sensor: %w", err)
}
