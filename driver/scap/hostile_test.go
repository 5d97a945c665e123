package scap_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/vm/catalog"
)

// drain reads to the end and returns the number of events and the reason to stop.
func drain(data []byte) (n int, err error) {
	r, err := scap.NewReader(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	defer r.Close()
	var ev driver.Event
	for {
		err := r.Next(&ev)
		if errors.Is(err, driver.ErrRestart) {
			continue
		}
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n++
	}
}

// small is a capture of some kilobytes that has every kind of block.
func small(tb testing.TB) []byte {
	var b bytes.Buffer
	w := scap.NewWriter(&b, scap.WriterOptions{})
	world := synth.NewWorld(1)
	sh := world.Init().Spawn("/usr/bin/bash", "-bash")
	sh.Open("/etc/hosts", catalog.O_RDONLY)
	snap := world.Begin(w.Event)
	if err := w.Snapshot(snap); err != nil {
		tb.Fatal(err)
	}
	p := sh.Spawn("/usr/bin/cat", "cat", "/etc/shadow")
	fd := p.Open("/etc/shadow", catalog.O_RDONLY)
	p.Read(fd, []byte("root:*:19000:0:99999:7:::\n"))
	p.Close(fd)
	world.Emit(-1, catalog.EvtUserAddedE, 1001, 1001, "bob", "/home/bob", "/bin/sh", "")
	world.Emit(0, catalog.EvtAsynceventE, 0, "container", []byte(`{"container":{"id":"abc"}}`))
	p.Exit(0)
	if err := errors.Join(world.Err(), w.Close()); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func packed(tb testing.TB, data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestTruncated cuts a capture at every byte: what is whole is read, and only a
// cut between blocks is not an error.
func TestTruncated(t *testing.T) {
	for name, data := range map[string][]byte{"current": small(t), "old": legacyCapture(t)[:4000]} {
		t.Run(name, func(t *testing.T) {
			last := 0
			for n := range data {
				events, err := drain(data[:n])
				if events < last {
					t.Fatalf("%d bytes give %d events, fewer gave %d", n, events, last)
				}
				last = events
				var at *scap.Error
				if err != nil && !errors.As(err, &at) {
					t.Fatalf("%d bytes: untyped error %v", n, err)
				}
				if err != nil && at.Offset > int64(n) {
					t.Fatalf("%d bytes: error at %d", n, at.Offset)
				}
				if err == nil && events == 0 && name == "current" {
					t.Fatalf("%d bytes without an event are no error", n)
				}
			}
			if last == 0 {
				t.Fatal("no events")
			}
		})
	}
}

// TestTruncatedGzip reads what a packed capture that was cut still holds.
func TestTruncatedGzip(t *testing.T) {
	data := packed(t, workload(t, 5000, false))
	n, err := drain(data[:len(data)/2])
	var at *scap.Error
	if !errors.As(err, &at) || !errors.Is(err, scap.ErrTruncated) || n < 1000 {
		t.Errorf("%d events, %v", n, err)
	}
}

// TestCorrupted changes every byte of a capture. Nothing may panic or go
// undetected as an untyped error.
func TestCorrupted(t *testing.T) {
	for name, data := range map[string][]byte{"current": small(t), "old": legacyCapture(t)[:2000]} {
		t.Run(name, func(t *testing.T) {
			for i := range data {
				for _, flip := range []byte{0xFF, 0x01} {
					data[i] ^= flip
					_, err := drain(data)
					var at *scap.Error
					if err != nil && !errors.As(err, &at) {
						t.Fatalf("byte %d: untyped error %v", i, err)
					}
					data[i] ^= flip
				}
			}
		})
	}
}

func TestRefused(t *testing.T) {
	newer := section()
	newer[12] = 2
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, scap.ErrFormat},
		{"short", []byte("abc"), scap.ErrFormat},
		{"text", []byte("- rule: something that is no capture at all\n"), scap.ErrFormat},
		{"elf", append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 100)...), scap.ErrFormat},
		{"packed text", packed(t, []byte("some text that is long enough to be a header")), scap.ErrFormat},
		{"broken gzip", []byte{0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}, gzip.ErrHeader},
		{"newer major version", newer, scap.ErrVersion},
		{"no events", section(), scap.ErrNoEvents},
		{"huge machine info", append(section(), 1, 2, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF), scap.ErrTooLarge},
		{"process list that is cut", append(section(), 0x15, 2, 0, 0, 0, 0, 0, 8), scap.ErrTruncated},
		{"large event that is cut", append(section(), 0x21, 2, 0, 0, 0, 0, 0, 2), scap.ErrTruncated},
		{"large event beyond the limit", append(section(), 0x21, 2, 0, 0, 0, 0, 0, 0x70), scap.ErrCorrupt},
		{"event list with a wrong entry", append(section(), block(0x215, []byte{3, 0, 0, 0, 0, 0, 0, 0})...), scap.ErrCorrupt},
		{"metadata behind events", append(append(section(), event(t, 1, 7, catalog.EvtCloseX, 0, 3)...), block(0x201, make([]byte, 180))...), scap.ErrCorrupt},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := drain(tt.data)
			var at *scap.Error
			if !errors.Is(err, tt.want) || !errors.As(err, &at) {
				t.Errorf("%v, want %v", err, tt.want)
			}
		})
	}
}

// TestBounded reads lengths that promise gigabytes.
func TestBounded(t *testing.T) {
	data := append(section(), 0x15, 2, 0, 0, 0xF0, 0xFF, 0xFF, 0x0F) // a process list of 256 MB
	data = append(data, make([]byte, 4096)...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := drain(data); !errors.Is(err, scap.ErrTruncated) {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 4<<20 {
		t.Errorf("%d bytes were allocated", n)
	}
}

// TestSlowReader takes input in pieces of any size.
func TestSlowReader(t *testing.T) {
	data := workload(t, 300, false)
	want, err := drain(data)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.Reader{
		"one byte":  iotest.OneByteReader(bytes.NewReader(data)),
		"half":      iotest.HalfReader(bytes.NewReader(data)),
		"data+EOF":  iotest.DataErrReader(bytes.NewReader(data)),
		"gzip byte": iotest.OneByteReader(bytes.NewReader(packed(t, data))),
	} {
		s, err := scap.NewReader(r)
		if err != nil {
			t.Fatal(name, err)
		}
		d, err := scap.Describe(s)
		if err != nil || d.Stats.Delivered != uint64(want) {
			t.Errorf("%s: %d events, want %d: %v", name, d.Stats.Delivered, want, err)
		}
	}
	s, err := scap.NewReader(iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(data))))
	if s != nil || !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("a failing stream: %v", err)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	if _, err := scap.Open(filepath.Join(dir, "none.scap")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	var at *scap.Error
	if _, err := scap.Open(dir); !errors.As(err, &at) {
		t.Errorf("a folder: %v", err)
	}
}

// TestAllocations holds the promise of the hot path.
func TestAllocations(t *testing.T) {
	r, err := scap.NewReader(bytes.NewReader(workload(t, 20_000, false)))
	if err != nil {
		t.Fatal(err)
	}
	var ev driver.Event
	if n := testing.AllocsPerRun(15_000, func() {
		if err := r.Next(&ev); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations an event", n)
	}
}

// TestAllocationsConvert holds it for old captures too, once every thread has
// been in a call.
func TestAllocationsConvert(t *testing.T) {
	r, err := scap.NewReader(bytes.NewReader(legacyCapture(t)))
	if err != nil {
		t.Fatal(err)
	}
	var ev driver.Event
	for range 200 {
		if err := r.Next(&ev); err != nil {
			t.Fatal(err)
		}
	}
	if n := testing.AllocsPerRun(500, func() {
		if err := r.Next(&ev); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations an event", n)
	}
}

func FuzzReader(f *testing.F) {
	f.Add(small(f))
	f.Add(legacyCapture(f)[:2000])
	f.Add(append(small(f), legacyCapture(f)[:1000]...))
	f.Add(packed(f, small(f)))
	f.Add(append(section(), block(0x207, bytes.Repeat([]byte{1, 0}, 80))...))
	f.Add(append(section(), block(0x203, binary.LittleEndian.AppendUint64(nil, 7))...))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := scap.NewReader(bytes.NewReader(data))
		var at *scap.Error
		if err != nil {
			if !errors.As(err, &at) {
				t.Fatalf("untyped error: %v", err)
			}
			return
		}
		var out bytes.Buffer
		w := scap.NewWriter(&out, scap.WriterOptions{})
		if err := w.Snapshot(r.Snapshot()); err != nil {
			t.Fatal(err)
		}
		var ev driver.Event
		events := 0
		for {
			err := r.Next(&ev)
			if errors.Is(err, driver.ErrRestart) {
				if err := w.Snapshot(r.Snapshot()); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if err != nil {
				if err != io.EOF && !errors.As(err, &at) {
					t.Fatalf("untyped error: %v", err)
				}
				break
			}
			if info := ev.Info(); info.Flags&(catalog.Unused|catalog.OldVersion) != 0 && ev.Type.IsExit() {
				t.Fatalf("event %d, %s, is not of the current schema", ev.Type, info.Name)
			}
			for i := range ev.NumParams() {
				_ = ev.Param(i)
			}
			if err := w.Event(&ev); err != nil {
				t.Fatal(err)
			}
			events++
		}
		if events == 0 || r.Stats().Sections != 1 {
			return
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if n, err := drain(out.Bytes()); n != events || err != nil {
			t.Fatalf("written again: %d events of %d, %v", n, events, err)
		}
	})
}
