package bpf

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cilium/ebpf"
	"golang.org/x/sys/unix"
)

// TestExplain: on machines that are not this one, each refusal has its own reason and
// remedy.
func TestExplain(t *testing.T) {
	const all = 1<<unix.CAP_BPF | 1<<unix.CAP_PERFMON | 1<<unix.CAP_SYS_PTRACE
	memlock := fmt.Errorf("map create: %w (MEMLOCK may be too low)", unix.EPERM)
	for _, c := range []struct {
		what   string
		f      facts
		err    error
		reason error
		remedy string
	}{
		{"no capability", facts{release: "6.1.0"}, unix.EPERM, ErrPrivileges, "grant CAP_BPF and CAP_PERFMON, or run as root"},
		{"one is missing", facts{release: "6.1.0", caps: all &^ (1 << unix.CAP_PERFMON)}, unix.EACCES, ErrPrivileges, "grant CAP_PERFMON, or run as root"},
		{"the older capability", facts{release: "6.1.0", caps: 1 << unix.CAP_SYS_ADMIN}, unix.EPERM, ErrPrivileges, "allow the bpf system call"},
		{"a filter of system calls", facts{release: "6.1.0", caps: all}, unix.EPERM, ErrPrivileges, "allow the bpf system call"},
		{"nothing is known of capabilities", facts{release: "6.1.0", capsErr: os.ErrNotExist}, unix.EPERM, ErrPrivileges, "run as root"},
		{"locked memory", facts{release: "5.10.0-32", caps: all}, memlock, ErrMemlock, "LimitMEMLOCK=infinity"},
		{"locked memory does not count", facts{release: "5.11.0", caps: all}, memlock, ErrPrivileges, "allow the bpf system call"},
		{"locked down", facts{release: "6.1.0", caps: all, lockdown: "none integrity [confidentiality]"}, unix.EINVAL, ErrLocked, "boot with lockdown=integrity or none"},
		{"an old kernel", facts{release: "5.4.0", caps: all, lockdown: "[none] integrity confidentiality"}, ebpf.ErrNotSupported, ErrNoRingBuffer, "use kernel 5.8 or later"},
		{"no bpf call at all", facts{release: "6.1.0", caps: all}, unix.ENOSYS, ErrUnsupported, "kernel"},
	} {
		err := c.f.explain(c.err)
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, c.reason) || !errors.Is(err, c.err) || !strings.Contains(e.Remedy, c.remedy) {
			t.Errorf("%s: %v", c.what, err)
		}
		if strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s: more than one line: %v", c.what, err)
		}
	}
	f := facts{release: "6.1.0", caps: all}
	var e *Error
	if err := f.explain(unix.ENOMEM); errors.As(err, &e) || !errors.Is(err, unix.ENOMEM) {
		t.Error(err)
	}
}

// TestLookAt reads the facts of a made machine.
func TestLookAt(t *testing.T) {
	root := t.TempDir()
	if f := lookAt(root); f.btf == nil || f.lockdown != "" || f.capsErr == nil || len(f.missing()) != 0 || f.release == "" {
		t.Errorf("of nothing: %+v", f)
	}
	for name, text := range map[string]string{
		"/sys/kernel/btf/vmlinux": "", "/sys/kernel/security/lockdown": "none integrity [confidentiality]\n", "/proc/self/status": "Name:\tx\nCapEff:\t0000004000000000\n",
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(root+name), 0o755), os.WriteFile(root+name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	f := lookAt(root)
	if f.btf != nil || !f.confined() || f.capsErr != nil || strings.Join(f.missing(), " ") != "CAP_BPF" {
		t.Errorf("%+v, missing %v", f, f.missing())
	}
	for release, old := range map[string]bool{"4.19.0": true, "5.7.19-arch": true, "5.8.0": false, "6.1.0": false, "10.0": false} {
		if f := (facts{release: release}); f.before(5, 8) != old {
			t.Errorf("%s is before 5.8: %v", release, !old)
		}
	}
}
