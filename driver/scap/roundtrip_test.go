package scap_test

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"net/netip"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
)

var sameAddr = cmp.Comparer(func(a, b netip.Addr) bool { return a == b })

// TestRoundTrip writes what it read and reads it again.
func TestRoundTrip(t *testing.T) {
	for _, path := range captures(t) {
		for _, packed := range []bool{false, true} {
			name := filepath.Base(path)
			if packed {
				name += " gzip"
			}
			t.Run(name, func(t *testing.T) {
				in, err := scap.Open(path)
				if err != nil {
					t.Fatal(err)
				}
				defer in.Close()
				var buf bytes.Buffer
				events := copyCapture(t, in, &buf, packed)
				again, err := scap.NewReader(&buf)
				if err != nil {
					t.Fatal(err)
				}
				want := in.Snapshot()
				for tid, fds := range want.FDs {
					want.FDs[tid] = writable(fds)
				}
				if d := cmp.Diff(want, again.Snapshot(), sameAddr, cmpopts.EquateEmpty()); d != "" {
					t.Fatal(d)
				}
				var ev driver.Event
				for i := range events {
					if err := again.Next(&ev); err != nil {
						t.Fatalf("event %d: %v", i, err)
					}
					if !bytes.Equal(ev.Raw, events[i].raw) || ev.CPU != events[i].cpu || ev.StateOnly != events[i].stateOnly {
						t.Fatalf("event %d differs", i)
					}
				}
				if err := again.Next(&ev); err != io.EOF {
					t.Fatalf("behind the last event: %v", err)
				}
			})
		}
	}
}

// writable drops the descriptors that captures do not hold.
func writable(fds []driver.FD) (out []driver.FD) {
	for _, fd := range fds {
		if fd.Type > driver.FDUnknown {
			out = append(out, fd)
		}
	}
	return out
}

type copied struct {
	raw       []byte
	cpu       uint16
	stateOnly bool
}

func copyCapture(tb testing.TB, in *scap.Reader, out io.Writer, packed bool) (events []copied) {
	tb.Helper()
	w := scap.NewWriter(out, scap.WriterOptions{Gzip: packed})
	if err := w.Snapshot(in.Snapshot()); err != nil {
		tb.Fatal(err)
	}
	var ev driver.Event
	for {
		err := in.Next(&ev)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			tb.Fatal(err)
		}
		events = append(events, copied{bytes.Clone(ev.Raw), ev.CPU, ev.StateOnly})
		if err := w.Event(&ev); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return events
}
