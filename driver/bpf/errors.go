package bpf

import (
	"errors"
	"fmt"
	"os"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"
	"github.com/cilium/ebpf/features"
	"golang.org/x/sys/unix"
)

// The reasons for which a machine cannot run the sensor at all. An *Error wraps
// one of them.
var (
	ErrPrivileges   = errors.New("not enough privileges for eBPF")
	ErrNoBTF        = errors.New("the kernel has no type information (BTF)")
	ErrNoRingBuffer = errors.New("the kernel has no BPF ring buffers")
	ErrNoPrograms   = errors.New("the kernel refuses the programs")
	ErrUnsupported  = errors.New("this system cannot run eBPF programs")
)

// Error is a reason why the sensor cannot start, with what to do about it.
type Error struct {
	Reason error  // one of the Err values of this package
	Cause  error  // what the kernel said, may be nil
	Remedy string // a sentence for the operator
}

func (e *Error) Error() string {
	s := e.Reason.Error()
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s + "; " + e.Remedy
}

// Unwrap makes both the reason and the cause visible to errors.Is.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Cause}
}

const (
	remedyPrivileges = "run as root, or with CAP_BPF, CAP_PERFMON and CAP_SYS_PTRACE (CAP_SYS_ADMIN before kernel 5.8); in a container, also allow the bpf system call"
	remedyBTF        = "use a kernel built with CONFIG_DEBUG_INFO_BTF=y, so that /sys/kernel/btf/vmlinux exists"
	remedyRing       = "use kernel 5.8 or later"
	remedyPrograms   = "see the refusals by name; a locked-down kernel (lockdown=confidentiality) refuses to read kernel memory"
)

// Check reports, without loading anything that stays, whether the sensor can
// start here.
func Check() error {
	if err := features.HaveMapType(ebpf.Array); err != nil {
		return loadError(err)
	}
	if err := features.HaveMapType(ebpf.RingBuf); err != nil {
		return loadError(err)
	}
	if _, err := os.Stat("/sys/kernel/btf/vmlinux"); err != nil {
		if _, err := btf.LoadKernelSpec(); err != nil {
			return &Error{ErrNoBTF, err, remedyBTF}
		}
	}
	return nil
}

// loadError classifies what a map or feature probe returned.
func loadError(err error) error {
	switch {
	case errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES):
		return &Error{ErrPrivileges, err, remedyPrivileges}
	case errors.Is(err, ebpf.ErrNotSupported):
		return &Error{ErrNoRingBuffer, err, remedyRing}
	case errors.Is(err, unix.ENOSYS):
		return &Error{ErrUnsupported, err, remedyRing}
	}
	return fmt.Errorf("loading the sensor: %w", err)
}
