package main

import (
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// The load in each tenth of a second.
const (
	spawns    = 4
	opens     = 400
	exchanges = 30
	secrets   = 5
)

// work is the load: it goes on until it is killed.
func work(dir string) error {
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, 10) // falcod comes first
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("x"), 0o600); err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go serve(l)
	tick := time.NewTicker(100 * time.Millisecond)
	for range tick.C {
		if os.Getppid() == 1 {
			return errors.New("the soak is gone")
		}
		for range spawns {
			if err := exec.Command("/bin/sh", "-c", "true; cat "+secret+" >/dev/null").Run(); err != nil {
				return err
			}
		}
		for i := range opens {
			f, err := os.OpenFile(filepath.Join(dir, "file"+string(rune('a'+i%26))), os.O_CREATE|os.O_RDWR, 0o600)
			if err != nil {
				return err
			}
			_, _ = f.WriteString("y")
			f.Close()
		}
		for range exchanges {
			c, err := net.Dial("tcp", l.Addr().String())
			if err != nil {
				return err
			}
			_, _ = c.Write([]byte("z"))
			_, _ = c.Read(make([]byte, 1))
			c.Close()
		}
		for range secrets {
			if _, err := os.ReadFile(secret); err != nil {
				return err
			}
		}
	}
	return nil
}

func serve(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			_, _ = io.CopyN(c, c, 1)
			c.Close()
		}()
	}
}
