package bpf

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// TestSnapshotAndProbe asks a source for what ran before it and for one process.
func TestSnapshotAndProbe(t *testing.T) {
	s := open(t, Options{Events: catalog.AllEvents})
	snap := s.Snapshot()
	var me *driver.Thread
	for i := range snap.Threads {
		if snap.Threads[i].TID == int64(os.Getpid()) {
			me = &snap.Threads[i]
		}
	}
	if !snap.Live || me == nil || len(snap.FDs[me.PID]) == 0 {
		t.Errorf("live %v, this process %+v", snap.Live, me)
	}
	cmd := exec.Command("/bin/sleep", "30")
	if err := cmd.Start(); err != nil {
		t.Skip(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	th, fds, ok := s.Probe(int64(cmd.Process.Pid))
	if !ok || th.PTID != int64(os.Getpid()) || len(fds) == 0 {
		t.Errorf("probe: %+v, %d descriptors, %v", th, len(fds), ok)
	}
}

// TestOverlay runs and opens files of both layers of an overlay, as a container does.
func TestOverlay(t *testing.T) {
	truth, err := exec.LookPath("true")
	if err != nil {
		t.Skip(err)
	}
	text, err := os.ReadFile(truth)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "falcoc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	dir, _ = filepath.EvalSymlinks(dir)
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, ""); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	for _, d := range []string{"lower", "upper", "work", "merged"} {
		if err := os.Mkdir(dir+"/"+d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(dir+"/lower/old", text, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("overlay", dir+"/merged", "overlay", 0, "lowerdir="+dir+"/lower,upperdir="+dir+"/upper,workdir="+dir+"/work"); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir+"/merged", unix.MNT_DETACH) })
	if err := os.WriteFile(dir+"/merged/new", text, 0o755); err != nil {
		t.Fatal(err)
	}

	s := open(t, Options{Events: catalog.AllEvents, NoScan: true})
	var failed error
	got := collect(t, s, func(ev *driver.Event) bool { return ev.Type == catalog.EvtExecve19X || ev.Type == catalog.EvtOpenat2X }, func() {
		for _, name := range []string{"old", "new"} {
			failed = errors.Join(failed, exec.Command(dir+"/merged/"+name).Run())
			f, err := os.Open(dir + "/merged/" + name)
			failed = errors.Join(failed, err)
			_ = f.Close()
		}
	})
	if failed != nil {
		t.Fatal(failed)
	}
	want := map[string]known{
		"exec old": {"res": 0, "trusted_exepath": dir + "/merged/old", "flags": catalog.EXE_WRITABLE | catalog.EXE_LOWER_LAYER},
		"exec new": {"res": 0, "trusted_exepath": dir + "/merged/new", "flags": catalog.EXE_WRITABLE | catalog.EXE_UPPER_LAYER},
		"open old": {"name": dir + "/merged/old", "flags": catalog.O_RDONLY | catalog.O_CLOEXEC | catalog.FD_LOWER_LAYER},
		"open new": {"name": dir + "/merged/new", "flags": catalog.O_RDONLY | catalog.O_CLOEXEC | catalog.FD_UPPER_LAYER},
	}
	for name, w := range want {
		seen := false
		for _, e := range got {
			if (e.Type == catalog.EvtExecve19X) == (name[:4] == "exec") && len(differences(e, w)) == 0 {
				seen = true
			}
		}
		if !seen {
			t.Errorf("%s: no such event", name)
		}
	}
}

// TestDetach closes a source while others make events, again and again.
func TestDetach(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
				_ = unix.Kill(1<<30, 70)
			}
		}
	}()
	for i := 0; i < 3; i++ {
		s := open(t, Options{Events: catalog.AllEvents, NoScan: true})
		done := make(chan error)
		go func() {
			var ev driver.Event
			for {
				if err := s.Next(&ev); err != nil {
					done <- err
					return
				}
			}
		}()
		time.Sleep(30 * time.Millisecond)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := <-done; err != io.EOF {
			t.Error(err)
		}
	}
}
