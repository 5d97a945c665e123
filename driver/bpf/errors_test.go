package bpf

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		cause, reason error
	}{
		{unix.EPERM, ErrPrivileges}, {unix.EACCES, ErrPrivileges}, {ebpf.ErrNotSupported, ErrNoRingBuffer}, {unix.ENOSYS, ErrUnsupported},
	} {
		err := loadError(c.cause)
		var e *Error
		if !errors.Is(err, c.reason) || !errors.Is(err, c.cause) || !errors.As(err, &e) || e.Remedy == "" || !strings.Contains(err.Error(), e.Remedy) {
			t.Errorf("%v: %v", c.cause, err)
		}
	}
	if err := loadError(unix.ENOMEM); errors.Is(err, ErrPrivileges) || !errors.Is(err, unix.ENOMEM) {
		t.Error(err)
	}
	r := error(Refusal{"table", unix.E2BIG})
	if !errors.Is(r, unix.E2BIG) || !strings.HasPrefix(r.Error(), "table: ") {
		t.Error(r)
	}
}

// TestWithoutPrivileges starts this test again as nobody.
func TestWithoutPrivileges(t *testing.T) {
	if os.Getenv("FALCOC_NOBODY") != "" {
		_, err := Open(Options{Events: catalog.AllEvents})
		if !errors.Is(err, ErrPrivileges) {
			t.Errorf("%v is not %v", err, ErrPrivileges)
		}
		return
	}
	if os.Getuid() != 0 {
		t.Skip("needs root to become somebody else")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(exe)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "falcoc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := errors.Join(os.Chmod(dir, 0o755), os.WriteFile(dir+"/test", text, 0o755)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(dir+"/test", "-test.run=^TestWithoutPrivileges$")
	cmd.Dir = dir
	cmd.Env = []string{"FALCOC_NOBODY=1"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
