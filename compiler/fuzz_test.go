package compiler

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
)

// FuzzCompile holds that no two files make the compiler panic, that there is an
// error wherever there is no result, and that every finding can be rendered.
func FuzzCompile(f *testing.F) {
	paths, _ := filepath.Glob("testdata/report/*.yaml")
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, []byte("- rule: A\n  condition: and proc.pid = 1\n  override: {condition: append}\n"))
	}
	f.Add([]byte("- list: l\n  items: [a, b]\n- list: l\n  items: [l]\n  append: true\n"), []byte("- macro: m\n  condition: m or n\n  append: true\n"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		res := Compile([]*source.File{source.NewFile("a.yaml", a), source.NewFile("b.yaml", b)}, Options{})
		if !res.OK() && res.Fatal == "" && res.Diagnostics.Errors() == 0 {
			t.Fatal("no result and no error")
		}
		for _, format := range diag.Formats {
			var out bytes.Buffer
			if err := res.Report("fuzz", "").Write(&out, format, false); err != nil {
				t.Fatal(err)
			}
			wellFormed(t, format, out.Bytes())
		}
	})
}
