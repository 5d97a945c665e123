package record_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm"
)

func defaultRules(t testing.TB) *vm.Bundle {
	t.Helper()
	paths, _ := filepath.Glob("../../rules/*.yaml")
	var files []*source.File
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, source.NewFile(p, data))
	}
	res := compiler.Compile(files, compiler.Options{})
	if len(files) == 0 || !res.OK() {
		t.Fatal("the default rules do not compile")
	}
	b, err := codegen.Build(res.Rules, codegen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type raised struct {
	num  uint64
	line string
}

func alerts(t *testing.T, b *vm.Bundle, src driver.Source, tap func(*runtime.Stream) runtime.Tap) (list []raised) {
	t.Helper()
	e, err := runtime.New(b, vm.NewSelection(b, 7), src, runtime.Options{All: true})
	if err != nil {
		t.Fatal(err)
	}
	f, err := alert.New(b, e.Machine, e.Fields, alert.Options{JSON: true, Suggested: true, Hostname: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if tap != nil {
		e.Tap = tap(e.Stream)
	}
	err = e.Run(context.Background(), func(rule int) error {
		list = append(list, raised{e.Fields.St.Num, string(f.Append(nil, rule))})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestRecordedAlerts replays recordings that begin at some event: the alerts from there
// on are those of the whole capture.
func TestRecordedAlerts(t *testing.T) {
	t.Setenv("TZ", "UTC")
	b := defaultRules(t)
	var intrusion bytes.Buffer
	if err := synth.Intrusion(&intrusion, synth.Options{}); err != nil {
		t.Fatal(err)
	}
	sources := map[string][]byte{"intrusion": intrusion.Bytes()}
	for _, path := range captures(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sources[filepath.Base(path)] = data
	}
	total := 0
	for name, data := range sources {
		for _, at := range []uint64{1, 150, 300, 900, 3000} {
			src, err := scap.NewReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			var rec *starter
			want := alerts(t, b, src, func(s *runtime.Stream) runtime.Tap {
				rec = &starter{t: t, st: s.Fields.St, at: at}
				return rec
			})
			if rec.w == nil {
				continue
			}
			if err := errors.Join(rec.w.Close(), src.Close()); err != nil {
				t.Fatal(err)
			}
			r, err := scap.NewReader(&rec.out)
			if err != nil {
				t.Fatal(err)
			}
			got := alerts(t, b, r, nil)
			want = slices.DeleteFunc(want, func(a raised) bool { return a.num < at })
			if len(got) != len(want) {
				t.Errorf("%s from %d: %d alerts, want %d", name, at, len(got), len(want))
				continue
			}
			for i := range want {
				if got[i].line != want[i].line {
					t.Errorf("%s from %d:\nwant %s\n got %s", name, at, want[i].line, got[i].line)
					break
				}
			}
			total += len(want)
		}
	}
	t.Logf("%d alerts compared", total)
}
