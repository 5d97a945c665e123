package bpf

import (
	"errors"
	"os"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"
	"github.com/cilium/ebpf/features"
)

// The reasons for which a machine cannot run the sensor at all. An *Error wraps
// one of them.
var (
	ErrPrivileges   = errors.New("not enough privileges for eBPF")
	ErrNoBTF        = errors.New("the kernel has no type information (BTF)")
	ErrNoRingBuffer = errors.New("the kernel has no BPF ring buffers")
	ErrNoPrograms   = errors.New("the kernel refuses the programs")
	ErrUnsupported  = errors.New("this system cannot run eBPF programs")
	ErrLocked       = errors.New("the kernel is locked down: it lets no program read its memory")
	ErrMemlock      = errors.New("the limit of locked memory is too low for the sensor's maps")
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
	remedyPrivileges = "run as root, or with CAP_BPF, CAP_PERFMON and CAP_SYS_PTRACE; in a container, also allow the bpf system call"
	remedyBTF        = "use a kernel built with CONFIG_DEBUG_INFO_BTF=y, so that /sys/kernel/btf/vmlinux exists"
	remedyRing       = "use kernel 5.8 or later"
	remedyPrograms   = "see the refusals by name, and report them with the kernel's version"
	remedyLocked     = "boot with lockdown=integrity or none"
	remedyMemlock    = "raise it (ulimit -l unlimited, LimitMEMLOCK=infinity) or grant CAP_SYS_RESOURCE; kernels from 5.11 on do not need that"
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
	f := lookAt("/")
	return f.explain(err)
}
