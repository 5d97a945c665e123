package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.md")
	text := "```conditions\nproc.name = a\n    ok\nproc.name =\n    ok\n```\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := run([]string{path}, "../../captures", "", ""); n != 1 || err != nil {
		t.Errorf("%d different, %v", n, err)
	}
	if _, err := run([]string{path + ".none"}, "", "", ""); err == nil {
		t.Error("a missing file is no error")
	}
	if _, err := run([]string{path}, "", filepath.Join(path, "falco"), ""); err == nil {
		t.Error("a missing falco is no error")
	}
}
