package bpf

import (
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

func open(t testing.TB, opt Options) *Source {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("needs root")
	}
	s, err := Open(opt)
	var e *Error
	if errors.As(err, &e) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for _, r := range s.Refused() {
		t.Errorf("refused: %+v", r)
	}
	return s
}

func TestSmoke(t *testing.T) {
	start := time.Now()
	s := open(t, Options{Events: catalog.AllEvents})
	t.Log("open took", time.Since(start))
	go func() {
		_ = exec.Command("/bin/cat", "/etc/shadow").Run()
		fd, _ := unix.Openat(unix.AT_FDCWD, "/tmp/falcoc-x", unix.O_CREAT|unix.O_WRONLY, 0o640)
		unix.Close(fd)
		time.Sleep(200 * time.Millisecond)
		s.Stop()
	}()
	var ev driver.Event
	for s.Next(&ev) == nil {
		switch ev.Type {
		case catalog.EvtExecve19X, catalog.EvtOpenat2X, catalog.EvtProcexit1E, catalog.EvtClone20X, catalog.EvtClone3X:
			t.Logf("%d cpu%d tid %d %s", ev.TS, ev.CPU, ev.TID, ev.Info().Name)
			for i, p := range ev.Info().Params {
				t.Logf("   %s = %q", p.Name, ev.Param(i))
			}
		}
	}
	st, _, _ := s.Stats()
	t.Logf("%+v", st)
}
