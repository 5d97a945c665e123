package record_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/print"
	"github.com/falcoc/falcoc/runtime/state"
)

// TestSysdig lets an independent program read a recording that begins in the middle: it
// must know the processes that began before.
func TestSysdig(t *testing.T) {
	sysdig, err := exec.LookPath("sysdig")
	if err != nil {
		t.Skip("sysdig is not installed")
	}
	var whole bytes.Buffer
	if _, err := synth.Workload(&whole, synth.Options{Events: 6000}); err != nil {
		t.Fatal(err)
	}
	src, err := scap.NewReader(&whole)
	if err != nil {
		t.Fatal(err)
	}
	s := runtime.NewStream(src, state.Options{})
	rec := &starter{t: t, st: s.Fields.St, at: 3000}
	s.Tap = rec
	p, err := print.New(s.Fields, []string{"evt.type", "proc.name", "proc.pname", "proc.cmdline"})
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	err = s.Each(func() error {
		if rec.w != nil {
			line := strings.TrimSpace(string(p.Text(nil)))
			if strings.HasPrefix(line, "evt.type=openat ") {
				want = append(want, line)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := rec.w.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "r.scap")
	if err := os.WriteFile(file, rec.out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(sysdig, "-r", file, "-p", "evt.type=%evt.type proc.name=%proc.name proc.pname=%proc.pname proc.cmdline=%proc.cmdline",
		"evt.type = openat and evt.dir = <").Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(got) != len(want) || len(want) == 0 {
		t.Fatalf("sysdig sees %d opens, want %d", len(got), len(want))
	}
	for i := range want {
		if strings.TrimSpace(got[i]) != want[i] {
			t.Fatalf("open %d:\nwant %s\n got %s", i, want[i], got[i])
		}
	}
}
