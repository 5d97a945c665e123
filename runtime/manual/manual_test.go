package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/falcoc/falcoc/vm/catalog"
)

// TestFresh holds that the pages are those that go generate makes.
func TestFresh(t *testing.T) {
	time.Local = time.UTC
	pages, err := pages("../../conformance/captures")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join("../../docs", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("docs/%s is stale: run go generate ./runtime/manual", name)
		}
	}
}

func TestEveryFieldIsDescribed(t *testing.T) {
	described := map[catalog.Class]bool{}
	for _, c := range classes {
		described[c.class] = true
	}
	for i := range catalog.Fields {
		f := &catalog.Fields[i]
		if f.Doc == "" || f.Doc[len(f.Doc)-1] != '.' || !described[f.Class] {
			t.Errorf("%s: %q", f.Name, f.Doc)
		}
	}
}
