// Package privileges gives up what a running falcod does not need. Detection, and a
// reload, which attaches programs again, need four capabilities; all others go, for
// every thread and for what the process may start.
package privileges

import (
	"errors"
	"fmt"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Needed are the capabilities that live detection needs: programs and maps, their
// attachment, and the files and memory maps of other users' processes.
var Needed = []int{unix.CAP_BPF, unix.CAP_PERFMON, unix.CAP_SYS_PTRACE, unix.CAP_DAC_READ_SEARCH}

// Drop gives up all capabilities but those to keep. A capability that the process does
// not have stays missing. It is not undone.
func Drop(keep ...int) error {
	var mask [2]uint32
	for _, c := range keep {
		mask[c/32] |= 1 << (c % 32)
	}
	head := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var has [2]unix.CapUserData
	if err := unix.Capget(&head, &has[0]); err != nil {
		return fmt.Errorf("reading capabilities: %w", err)
	}
	// Container engines that do not know CAP_BPF and CAP_PERFMON give CAP_SYS_ADMIN for them.
	for _, c := range keep {
		if (c == unix.CAP_BPF || c == unix.CAP_PERFMON) && has[c/32].Permitted&(1<<(c%32)) == 0 {
			mask[unix.CAP_SYS_ADMIN/32] |= 1 << (unix.CAP_SYS_ADMIN % 32)
		}
	}
	// The bounding set first, as that takes CAP_SETPCAP; without it nothing is to be
	// gained by starting a program.
	if has[unix.CAP_SETPCAP/32].Effective&(1<<(unix.CAP_SETPCAP%32)) != 0 {
		for c := 0; c <= unix.CAP_LAST_CAP; c++ {
			if mask[c/32]&(1<<(c%32)) == 0 {
				if err := onAllThreads(unix.SYS_PRCTL, unix.PR_CAPBSET_DROP, uintptr(c), 0); err != nil && !errors.Is(err, unix.EINVAL) {
					return fmt.Errorf("dropping capability %d: %w", c, err)
				}
			}
		}
	}
	if err := onAllThreads(unix.SYS_PRCTL, unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0); err != nil && !errors.Is(err, unix.EINVAL) {
		return fmt.Errorf("dropping ambient capabilities: %w", err)
	}
	for i := range has {
		has[i].Permitted &= mask[i]
		has[i].Effective = has[i].Permitted
		has[i].Inheritable = 0
	}
	if err := onAllThreads(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&head)), uintptr(unsafe.Pointer(&has[0])), 0); err != nil {
		return fmt.Errorf("dropping capabilities: %w", err)
	}
	return nil
}

// errCgo is why a falcod keeps what it has that was not built as the Makefile does it.
var errCgo = errors.New("a program with C code in it cannot tell all its threads: build with CGO_ENABLED=0")

func onAllThreads(trap, a, b, c uintptr) error {
	var errno syscall.Errno
	if trap == unix.SYS_PRCTL {
		_, _, errno = syscall.AllThreadsSyscall6(trap, a, b, c, 0, 0, 0)
	} else {
		_, _, errno = syscall.AllThreadsSyscall(trap, a, b, c)
	}
	if errno == unix.ENOTSUP {
		return errCgo
	}
	if errno != 0 {
		return errno
	}
	return nil
}
