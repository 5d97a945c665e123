package scap_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
)

// sumUp reads a capture to its end and sums it up.
func sumUp(r *scap.Reader, err error) string {
	if err != nil {
		return err.Error()
	}
	defer r.Close()
	var ev driver.Event
	n, sum := 0, uint64(0)
	for {
		if err := r.Next(&ev); err != nil {
			return fmt.Sprint(n, " ", sum, " ", r.Offset(), " ", err)
		}
		n++
		sum = sum*31 + ev.TS + uint64(ev.Type)
	}
}

// A packed file, which is unpacked ahead, says what the same bytes from memory say, also
// where it is cut or damaged.
func TestAhead(t *testing.T) {
	data := workload(t, 40_000, true)
	path := filepath.Join(t.TempDir(), "c.scap.gz")
	for name, data := range map[string][]byte{
		"whole": data, "cut": data[:len(data)/2], "cut early": data[:300], "without its end": data[:len(data)-8], "header": data[:5],
		"damaged": append(append(bytes.Clone(data[:len(data)/3]), 0xff, 0xff, 0, 0xff), data[len(data)/3+4:]...),
		"more":    append(bytes.Clone(data), "what is this"...),
	} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if file, memory := sumUp(scap.Open(path)), sumUp(scap.NewReader(bytes.NewReader(data))); file != memory {
			t.Errorf("%s: %s from a file, %s from memory", name, file, memory)
		}
	}
}

// Closing a packed file that is not read to its end leaves nothing behind.
func TestAheadCloses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.scap.gz")
	if err := os.WriteFile(path, workload(t, 100_000, true), 0o600); err != nil {
		t.Fatal(err)
	}
	before := runtime.NumGoroutine()
	for i := range 20 {
		r, err := scap.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		var ev driver.Event
		for range i * 1000 {
			if err := r.Next(&ev); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		if err := r.Next(&ev); !errors.Is(err, os.ErrClosed) || errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}
