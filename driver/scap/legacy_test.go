package scap_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/vm/catalog"
)

// block frames a body as the format does.
func block(typ uint32, body []byte) []byte {
	for len(body)%4 != 0 {
		body = append(body, 0)
	}
	n := uint32(len(body) + 12)
	b := binary.LittleEndian.AppendUint32(nil, typ)
	b = binary.LittleEndian.AppendUint32(b, n)
	b = append(b, body...)
	return binary.LittleEndian.AppendUint32(b, n)
}

func section() []byte {
	b := binary.LittleEndian.AppendUint32(nil, 0x1A2B3C4D)
	b = append(b, 1, 0, 2, 0)
	return block(0x0A0D0D0A, binary.LittleEndian.AppendUint64(b, ^uint64(0)))
}

// event frames an event of the second version; old event types are made too.
func event(tb testing.TB, ts uint64, tid int64, id catalog.EventID, values ...any) []byte {
	tb.Helper()
	raw, err := synth.Append([]byte{3, 0}, ts, tid, id, values...)
	if err != nil {
		tb.Fatal(err)
	}
	// Append takes its start for the event's: the length is right as it is.
	if id.Info().Has(catalog.LargePayload) {
		return block(0x221, raw)
	}
	return block(0x216, raw)
}

// eventV1 frames an event of the first version: without a parameter count.
func eventV1(tb testing.TB, ts uint64, tid int64, id catalog.EventID, values ...any) []byte {
	tb.Helper()
	raw, err := synth.Append(nil, ts, tid, id, values...)
	if err != nil {
		tb.Fatal(err)
	}
	raw = append(raw[:22:22], raw[26:]...)
	binary.LittleEndian.PutUint32(raw[16:], uint32(len(raw)))
	return block(0x204, append([]byte{3, 0}, raw...))
}

// legacyCapture has events of many generations.
func legacyCapture(tb testing.TB) []byte {
	b := section()
	for i := range 200 {
		ts, tid := uint64(1000*i), int64(100+i%7)
		b = append(b, eventV1(tb, ts, tid, catalog.EvtReadE, 4, 512)...)
		b = append(b, eventV1(tb, ts+1, tid, catalog.EvtReadX, 3, []byte("abc"))...)
		b = append(b, event(tb, ts+2, tid, catalog.EvtOpenatE, -100, "etc/passwd", 1, 0)...)
		b = append(b, event(tb, ts+3, tid, catalog.EvtOpenatX, 5)...)
		b = append(b, event(tb, ts+4, tid, catalog.EvtExecve8E)...)
		b = append(b, event(tb, ts+5, tid, catalog.EvtExecve8X, 0, "cat", []string{"/etc/passwd"}, 1, 2, 3, "/", 1024)...)
		b = append(b, event(tb, ts+6, tid, catalog.EvtCloseE, 5)...)
		b = append(b, event(tb, ts+7, tid, catalog.EvtCloseX, 0)...)
	}
	return b
}

// TestConvert shows old events as they come out.
func TestConvert(t *testing.T) {
	type ev struct {
		id     catalog.EventID
		values []any
	}
	tests := []struct {
		name string
		in   [][]byte
		want []ev
	}{
		{
			"arguments move from the enter event to the exit event",
			[][]byte{event(t, 1, 7, catalog.EvtOpenatE, -100, "f", 1, 0), event(t, 2, 7, catalog.EvtOpenatX, 5)},
			[]ev{{catalog.EvtOpenat2X, []any{5, -100, "f", 1, 0, nil, nil}}},
		},
		{
			"each thread has its own enter event",
			[][]byte{
				event(t, 1, 7, catalog.EvtCloseE, 3), event(t, 1, 8, catalog.EvtCloseE, 4),
				event(t, 2, 7, catalog.EvtCloseX, 0), event(t, 2, 8, catalog.EvtCloseX, 0),
			},
			[]ev{{catalog.EvtCloseX, []any{0, 3}}, {catalog.EvtCloseX, []any{0, 4}}},
		},
		{
			"no enter event: neutral values",
			[][]byte{event(t, 2, 7, catalog.EvtReadX, 3, []byte("abc"))},
			[]ev{{catalog.EvtReadX, []any{3, []byte("abc"), 0, 0}}},
		},
		{
			"no enter event: no values where zero would lie",
			[][]byte{event(t, 2, 7, catalog.EvtOpenatX, 5)},
			[]ev{{catalog.EvtOpenat2X, []any{5, nil, nil, nil, nil, nil, nil}}},
		},
		{
			"the enter event of another call does not count, and is used once",
			[][]byte{
				event(t, 1, 7, catalog.EvtReadE, 3, 9), event(t, 2, 7, catalog.EvtCloseX, 0),
				event(t, 3, 7, catalog.EvtCloseE, 6), event(t, 4, 7, catalog.EvtCloseX, 0), event(t, 5, 7, catalog.EvtCloseX, 0),
			},
			[]ev{{catalog.EvtCloseX, []any{0, 0}}, {catalog.EvtCloseX, []any{0, 6}}, {catalog.EvtCloseX, []any{0, 0}}},
		},
		{
			"enter events that carry nothing are dropped",
			[][]byte{event(t, 1, 7, catalog.EvtGetcwdE), event(t, 2, 7, catalog.EvtDup1X, 4, 3)},
			[]ev{{catalog.EvtDup1X, []any{4, 3}}},
		},
		{
			"first version",
			[][]byte{eventV1(t, 1, 7, catalog.EvtReadE, 4, 512), eventV1(t, 2, 7, catalog.EvtReadX, 3, []byte("abc"))},
			[]ev{{catalog.EvtReadX, []any{3, []byte("abc"), 4, 512}}},
		},
		{
			"the dynamic result of the first bpf event",
			[][]byte{event(t, 1, 7, catalog.EvtBpfE, 5), event(t, 2, 7, catalog.EvtBpfX, synth.Dyn{Index: 0, Value: 9})},
			[]ev{{catalog.EvtBpf2X, []any{9, 5}}},
		},
		{
			"the first container event",
			[][]byte{event(t, 1, 0, catalog.EvtContainerE, "abc", 0, "web", "nginx:1")},
			[]ev{{catalog.EvtContainerJson2E, []any{`{"container":{"id":"abc","type":0,"name":"web","image":"nginx:1"}}`}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := scap.NewReader(bytes.NewReader(append(section(), bytes.Join(tt.in, nil)...)))
			if err != nil {
				t.Fatal(err)
			}
			var got driver.Event
			for i, w := range tt.want {
				if err := r.Next(&got); err != nil {
					t.Fatalf("event %d: %v", i, err)
				}
				want := synth.Must(got.TS, got.TID, w.id, w.values...)
				if !bytes.Equal(got.Raw, want.Raw) {
					t.Errorf("event %d is %v\n%x, want %v\n%x", i, got.Type, got.Raw, want.Type, want.Raw)
				}
				if got.CPU != 3 {
					t.Errorf("event %d: cpu %d", i, got.CPU)
				}
			}
			if err := r.Next(&got); err != io.EOF {
				t.Errorf("behind the last event: %v", err)
			}
		})
	}
}

// TestSections reads two captures in one file.
func TestSections(t *testing.T) {
	one := append(section(), event(t, 1, 7, catalog.EvtCloseX, 0, 3)...)
	r, err := scap.NewReader(bytes.NewReader(append(one, one...)))
	if err != nil {
		t.Fatal(err)
	}
	first := r.Snapshot()
	var ev driver.Event
	if err := r.Next(&ev); err != nil {
		t.Fatal(err)
	}
	if err := r.Next(&ev); !errors.Is(err, driver.ErrRestart) {
		t.Fatalf("between the sections: %v", err)
	}
	if r.Snapshot() == first {
		t.Error("the second section has the snapshot of the first")
	}
	if err := r.Next(&ev); err != nil {
		t.Fatal(err)
	}
	if err := r.Next(&ev); err != io.EOF {
		t.Fatalf("at the end: %v", err)
	}
}

// TestUnknown passes over what newer programs write.
func TestUnknown(t *testing.T) {
	strange := block(0x999, []byte("something new"))
	newType := event(t, 1, 7, catalog.EvtCloseX, 0, 3)
	binary.LittleEndian.PutUint16(newType[10+20:], uint16(catalog.NumEvents)+7)
	more := event(t, 2, 7, catalog.EvtCloseX, 0, 3)
	data := bytes.Join([][]byte{section(), strange, newType, strange, more}, nil)
	r, err := scap.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var ev driver.Event
	if err := r.Next(&ev); err != nil || ev.TS != 2 {
		t.Fatalf("event at %d: %v", ev.TS, err)
	}
	if err := r.Next(&ev); err != io.EOF {
		t.Fatal(err)
	}
	if s := r.Stats(); s.Unknown != 1 || s.Delivered != 1 || s.Blocks != 2 {
		t.Errorf("%+v", s)
	}
}

// TestStateOnly keeps the flag of an event block.
func TestStateOnly(t *testing.T) {
	body, err := synth.Append([]byte{1, 0, 1, 0, 0, 0}, 9, 7, catalog.EvtCloseX, 0, 3)
	if err != nil {
		t.Fatal(err)
	}
	r, err := scap.NewReader(bytes.NewReader(append(section(), block(0x217, body)...)))
	if err != nil {
		t.Fatal(err)
	}
	var ev driver.Event
	if err := r.Next(&ev); err != nil {
		t.Fatal(err)
	}
	if !ev.StateOnly || ev.CPU != 1 {
		t.Errorf("%+v", ev)
	}
}
