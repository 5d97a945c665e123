package scap_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
)

func workload(tb testing.TB, events int, packed bool) []byte {
	tb.Helper()
	var b bytes.Buffer
	if _, err := synth.Workload(&b, synth.Options{Events: events, Gzip: packed}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// BenchmarkReader reads events from memory: one operation is one event.
func BenchmarkReader(b *testing.B) {
	for _, packed := range []bool{false, true} {
		name := "plain"
		if packed {
			name = "gzip"
		}
		b.Run(name, func(b *testing.B) {
			data := workload(b, 200_000, packed)
			b.ReportAllocs()
			var r *scap.Reader
			var ev driver.Event
			b.ResetTimer()
			for range b.N {
				if r != nil {
					err := r.Next(&ev)
					if err == nil {
						continue
					}
					if err != io.EOF {
						b.Fatal(err)
					}
				}
				var err error
				if r, err = scap.NewReader(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkConvert reads captures of old programs: one operation is one event.
func BenchmarkConvert(b *testing.B) {
	data := legacyCapture(b)
	b.ReportAllocs()
	var r *scap.Reader
	var ev driver.Event
	b.ResetTimer()
	for range b.N {
		if r != nil {
			err := r.Next(&ev)
			if err == nil {
				continue
			}
			if err != io.EOF {
				b.Fatal(err)
			}
		}
		var err error
		if r, err = scap.NewReader(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriter(b *testing.B) {
	r, err := scap.NewReader(bytes.NewReader(workload(b, 10_000, false)))
	if err != nil {
		b.Fatal(err)
	}
	w := scap.NewWriter(io.Discard, scap.WriterOptions{})
	if err := w.Snapshot(r.Snapshot()); err != nil {
		b.Fatal(err)
	}
	var ev driver.Event
	if err := r.Next(&ev); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		if err := w.Event(&ev); err != nil {
			b.Fatal(err)
		}
	}
}
