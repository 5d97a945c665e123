package source

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestRead(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"b.yaml": "- b", "a.yml": "- a", "c.txt": "c", "d.yaml": "- d"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "sub.yaml", "deep"), 0o700); err != nil {
		t.Fatal(err)
	}
	files, err := Read(filepath.Join(dir, "d.yaml"), dir)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, f := range files {
		got += string(f.Data)
	}
	if got != "- d- a- b- d" {
		t.Errorf("read %q", got)
	}
	if _, err := Read(filepath.Join(dir, "none.yaml")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if files, err := Read(filepath.Join(dir, "sub.yaml"), dir); err != nil || len(files) == 0 {
		t.Errorf("an empty folder beside others: %d files, %v", len(files), err)
	}
	if _, err := Read(filepath.Join(dir, "sub.yaml")); !errors.Is(err, ErrNoFiles) {
		t.Error(err)
	}
	if f, err := os.Open("/dev/zero"); err == nil {
		f.Close()
		files, err := Read("/dev/zero")
		if err != nil || !files[0].TooLarge {
			t.Error("an endless file is read on and on")
		}
	}
}
