package outputs

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestSpillNoSpace has a disk of 64 KB run full under the waiting alerts: those that
// found room are delivered by the next run, the others are counted.
func TestSpillNoSpace(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("no small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	spec := Spec{Policy: Spill, SpillDir: dir, Capacity: 8, Batch: 4, Sink: &collect{fail: func(int) error { return errors.New("down") }}}
	h, stop := start(t, spec)
	const sent = 2000
	for i := range sent {
		h.Send(line(i))
		for h.outs[0].in.len() > 4 {
			time.Sleep(50 * time.Microsecond)
		}
	}
	s := stop(50 * time.Millisecond)
	if s.Accepted != sent || s.Dropped == 0 || s.OnDisk == 0 {
		t.Fatalf("%+v", s)
	}
	kept := s.OnDisk
	spec.Sink = &collect{}
	_, stop = start(t, spec)
	if s := stop(10 * time.Second); s.Recovered != kept || s.Delivered != kept {
		t.Errorf("%d were on disk: %+v", kept, s)
	}
}

// TestSpillDamaged has the disk give back something else than was written.
func TestSpillDamaged(t *testing.T) {
	s, err := openSpill(t.TempDir(), "x", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer s.f.Close()
	for i := range 10 {
		if err := s.append(line(i)); err != nil {
			t.Fatal(err)
		}
	}
	batch, done := s.next(3)
	done(len(batch))
	if _, err := s.f.WriteAt([]byte("xxxx"), s.read+recordHead+5); err != nil {
		t.Fatal(err)
	}
	batch, _ = s.next(10)
	if n := s.lost(); len(batch) != 0 || n != 7 || s.len() != 0 || s.lost() != 0 {
		t.Errorf("%d read, %d lost, %d left", len(batch), n, s.len())
	}
}

// TestFileGone has the folder of a file taken away and given back.
func TestFileGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "log")
	h, stop := start(t, Spec{Sink: NewFile(filepath.Join(dir, "alerts"), false), Retries: 100, Batch: 1})
	h.Send(line(0))
	time.Sleep(50 * time.Millisecond)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	h.Send(line(1))
	if s := stop(10 * time.Second); s.Delivered != 2 || s.Retries == 0 {
		t.Errorf("%+v", s)
	}
}
