package compiler

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
)

var update = flag.Bool("update", false, "write the expected reports anew")

func compileFile(t *testing.T, path string) *Result {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return Compile([]*source.File{source.NewFile(filepath.Base(path), data)}, Options{})
}

func TestReports(t *testing.T) {
	paths, _ := filepath.Glob("testdata/report/*.yaml")
	for _, path := range paths {
		res := compileFile(t, path)
		for _, format := range diag.Formats {
			var b bytes.Buffer
			if err := res.Report("falcoc", "").Write(&b, format, false); err != nil {
				t.Fatal(err)
			}
			want := strings.TrimSuffix(path, ".yaml") + "." + format
			if *update {
				if err := os.WriteFile(want, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			data, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(data), b.String()); d != "" {
				t.Errorf("%s: -want +got\n%s", want, d)
			}
			wellFormed(t, format, b.Bytes())
		}
	}
}

func wellFormed(t *testing.T, format string, data []byte) {
	t.Helper()
	switch format {
	case "json", "sarif", "falco-json":
		if !json.Valid(data) {
			t.Errorf("%s is not JSON", format)
		}
	case "junit":
		if err := xml.Unmarshal(data, new(struct{})); err != nil {
			t.Errorf("junit: %v", err)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := (&diag.Report{Findings: &diag.List{}}).Write(&bytes.Buffer{}, "yaml", false); err == nil {
		t.Error("no error")
	}
}
