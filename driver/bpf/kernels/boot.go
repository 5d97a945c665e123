package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// boot runs a kernel until it switches itself off, and returns what came out of its
// serial line.
func boot(ctx context.Context, k *kernel, kvm bool, kernel, root string) ([]byte, error) {
	machine, console := "qemu-system-x86_64", "ttyS0"
	args := []string{"-machine", "q35", "-cpu", "max"}
	if k.arch == "arm64" {
		machine, console = "qemu-system-aarch64", "ttyAMA0"
		args = []string{"-machine", "virt", "-cpu", "cortex-a72"}
	}
	if kvm {
		args = append(args, "-accel", "kvm", "-cpu", "host")
	} else {
		// With a thread for each processor QEMU 7.2 panicked in code that the kernel was patching.
		args = append(args, "-accel", "tcg,thread=single")
	}
	if _, err := exec.LookPath(machine); err != nil {
		return nil, fmt.Errorf("%s is missing (Debian: apt-get install qemu-system-x86 qemu-system-arm)", machine)
	}
	cmdline := "console=" + console + " quiet loglevel=1 panic=-1 rdinit=/init mitigations=off " + k.cmdline
	args = append(args, "-smp", "2", "-m", "1536", "-nodefaults", "-display", "none", "-no-reboot", "-serial", "stdio", "-monitor", "none",
		"-kernel", kernel, "-initrd", root, "-append", cmdline)
	cmd := exec.CommandContext(ctx, machine, args...)
	var out bytes.Buffer
	cmd.Stdout = &out
	if *verbose {
		cmd.Stdout = io.MultiWriter(&out, os.Stderr)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	err := cmd.Run()
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		err = errors.New("the time was up")
	case err != nil:
		err = fmt.Errorf("%s: %w: %s", machine, err, errs.Bytes())
	case !bytes.Contains(out.Bytes(), []byte(markDone)):
		err = errors.New("the kernel ended before its steps did")
	}
	return out.Bytes(), err
}
