package scap_test

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/vm/catalog"
)

// TestSysdig lets an independent program read what is written here, and write
// what is read here. It needs sysdig (0.29 and later are known to work).
func TestSysdig(t *testing.T) {
	sysdig, err := exec.LookPath("sysdig")
	if err != nil {
		t.Skip("sysdig is not installed")
	}
	dir := t.TempDir()
	for _, packed := range []bool{false, true} {
		data := workload(t, 20_000, packed)
		file := filepath.Join(dir, "in.scap")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		var want []string
		r, err := scap.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		var ev driver.Event
		for num := 1; ; num++ {
			if err := r.Next(&ev); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if res, _ := ev.Return(); ev.Type == catalog.EvtOpenat2X && res >= 0 {
				name, _ := ev.Text(2)
				want = append(want, strings.Clone(name))
			}
		}
		out, err := exec.Command(sysdig, "-r", file, "-p", "%fd.name", "evt.type = openat and evt.rawres >= 0").Output()
		if err != nil {
			t.Fatal(err)
		}
		got := bufio.NewScanner(bytes.NewReader(out))
		for i := 0; got.Scan(); i++ {
			if i >= len(want) || got.Text() != want[i] {
				t.Fatalf("open %d is %q for sysdig, want %q", i, got.Text(), want[min(i, len(want)-1)])
			}
			if i == len(want)-1 {
				want = nil
			}
		}
		if want != nil {
			t.Fatalf("sysdig sees fewer than %d opens", len(want))
		}

		again := filepath.Join(dir, "out.scap")
		if out, err := exec.Command(sysdig, "-r", file, "-w", again).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		theirs, err := scap.Open(again)
		if err != nil {
			t.Fatal(err)
		}
		ours, err := scap.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if a, b := len(ours.Snapshot().Threads), len(theirs.Snapshot().Threads); a != b {
			t.Errorf("%d threads, sysdig writes %d", a, b)
		}
		var mine driver.Event
		for theirs.Next(&ev) == nil {
			if ev.TID < 0 {
				continue // made by sysdig: users and containers that it found
			}
			for ours.Next(&mine) == nil && mine.TS < ev.TS {
				// Events that sysdig does not know it does not write.
			}
			if !bytes.Equal(mine.Raw, ev.Raw) {
				t.Fatalf("event at %d differs:\n%x\n%x", ev.TS, mine.Raw, ev.Raw)
			}
		}
		if n := theirs.Stats().Delivered; n < 15_000 {
			t.Errorf("%d events come back: %s", n, strings.TrimSpace(string(out[:min(len(out), 200)])))
		}
		theirs.Close()
	}
}
