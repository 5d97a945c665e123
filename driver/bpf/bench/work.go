package main

import (
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
)

// work is the workload. The three parts run side by side.
func work() error {
	// In a group of the host, where what only containers can do wrong is filtered.
	for _, procs := range []string{"/sys/fs/cgroup/memory/cgroup.procs", "/sys/fs/cgroup/cgroup.procs"} {
		_ = os.WriteFile(procs, []byte(strconv.Itoa(os.Getpid())), 0o644)
	}
	dir, err := os.MkdirTemp("", "falcoc-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var parts sync.WaitGroup
	errs := make(chan error, 8)
	part := func(f func() error) {
		parts.Go(func() {
			if err := f(); err != nil {
				errs <- err
			}
		})
	}
	part(func() error {
		for range *spawns {
			if err := exec.Command("/bin/true").Run(); err != nil {
				return err
			}
		}
		return nil
	})
	part(func() error {
		name := make([]string, 100)
		for i := range name {
			name[i] = filepath.Join(dir, strconv.Itoa(i))
			if err := os.WriteFile(name[i], nil, 0o600); err != nil {
				return err
			}
		}
		for i := range *opens {
			fd, err := syscall.Open(name[i%len(name)], syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
			if err != nil {
				return err
			}
			_ = syscall.Close(fd)
		}
		return nil
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	exchange := func(c net.Conn, err error, first bool) error {
		if err != nil {
			return err
		}
		defer c.Close()
		buf := make([]byte, 16)
		if first {
			if _, err := c.Write(buf); err != nil {
				return err
			}
		}
		if _, err := io.ReadFull(c, buf); err != nil {
			return err
		}
		if !first {
			_, err = c.Write(buf)
		}
		return err
	}
	part(func() error {
		for range *tcp {
			c, err := l.Accept()
			if err := exchange(c, err, false); err != nil {
				return err
			}
		}
		return nil
	})
	part(func() error {
		for range *tcp {
			c, err := net.Dial("tcp", l.Addr().String())
			if err := exchange(c, err, true); err != nil {
				return err
			}
		}
		return nil
	})
	parts.Wait()
	close(errs)
	return <-errs
}
