package scap_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/vm/catalog"
)

// captures lists the recorded captures that Falco's results exist for.
func captures(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(golden.Dir(tb), "captures", "*.scap"))
	if err != nil || len(files) == 0 {
		tb.Skip("no recorded captures here")
	}
	return files
}

// typeName is what evt.type shows.
func typeName(ev *driver.Event) string {
	switch ev.Type {
	case catalog.EvtGenericX:
		if code, _ := ev.Uint(0); code != 0 {
			return catalog.Syscalls[code].Name
		}
		// Old drivers did not know the call's code: its number tells.
		native, _ := ev.Uint(1)
		for i := range catalog.Syscalls {
			if catalog.Syscalls[i].AMD64 == int(native) && catalog.Syscalls[i].Name != "" {
				return catalog.Syscalls[i].Name
			}
		}
	case catalog.EvtAsynceventE:
		name, _ := ev.Text(1)
		return strings.Clone(name) // the event is a view
	}
	return ev.Info().Name
}

// reported tells whether Falco shows the event to rules. Users, groups and
// containers that a file begins with are state, and so are the enter events that
// are still in the schema.
func reported(ev *driver.Event, leading *bool) bool {
	switch ev.Type {
	case catalog.EvtUserAddedE, catalog.EvtUserDeletedE, catalog.EvtGroupAddedE, catalog.EvtGroupDeletedE,
		catalog.EvtContainerJson2E, catalog.EvtAsynceventE:
		return !*leading
	}
	*leading = false
	return !ev.StateOnly && (ev.Type.IsExit() || ev.Info().Origin != catalog.FromSyscall)
}

// TestGoldenEvents compares number, type and time of every event with Falco's.
func TestGoldenEvents(t *testing.T) {
	for _, path := range captures(t) {
		base := strings.TrimSuffix(path, ".scap")
		t.Run(filepath.Base(base), func(t *testing.T) {
			t.Parallel()
			if info, err := os.Stat(path); testing.Short() && err == nil && info.Size() > 500<<10 {
				t.Skip("a large capture")
			}
			r, err := scap.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			want := goldenRows(t, base+".fields.jsonl.gz")
			types, leading := map[string]int{}, true
			var ev driver.Event
			for num := 1; ; num++ {
				err := r.Next(&ev)
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("event %d: %v", num, err)
				}
				w, there := want[num]
				delete(want, num)
				if !reported(&ev, &leading) {
					if there {
						t.Fatalf("event %d, %s: Falco reports it", num, typeName(&ev))
					}
					continue
				}
				types[typeName(&ev)]++
				if there && (w.Type != typeName(&ev) || w.Time != ev.TS) {
					t.Fatalf("event %d: %s at %d, Falco has %s at %d", num, typeName(&ev), ev.TS, w.Type, w.Time)
				}
			}
			if len(want) > 0 {
				t.Errorf("%d events that Falco reports are missing", len(want))
			}
			var meta struct {
				Types map[string]int `json:"event_types"`
			}
			b, err := os.ReadFile(base + ".meta.json")
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(b, &meta); err != nil {
				t.Fatal(err)
			}
			for name, n := range types {
				if meta.Types[name] != n {
					t.Errorf("%d events %q, Falco counts %d", n, name, meta.Types[name])
				}
				delete(meta.Types, name)
			}
			for name, n := range meta.Types {
				t.Errorf("no event %q, Falco counts %d", name, n)
			}
		})
	}
}

type goldenRow struct {
	Num  int    `json:"evt.num"`
	Type string `json:"evt.type"`
	Time uint64 `json:"evt.rawtime"`
}

func goldenRows(t *testing.T, path string) map[int]goldenRow {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[int]goldenRow{}
	for dec := json.NewDecoder(z); ; {
		var row goldenRow
		if err := dec.Decode(&row); errors.Is(err, io.EOF) {
			return rows
		} else if err != nil {
			t.Fatal(err)
		}
		rows[row.Num] = row
	}
}
