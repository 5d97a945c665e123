package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// ErrNoFiles says that a folder has no rule files in it.
var ErrNoFiles = errors.New("no *.yaml or *.yml files in it")

// Read reads rule files in the order of the paths. A folder stands for the
// regular *.yaml and *.yml files directly in it, sorted by path. One without any is an
// error only where the other paths have none either.
func Read(paths ...string) ([]*File, error) {
	var out []*File
	var empty error
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		names := []string{path}
		if info.IsDir() {
			if names, err = ruleFiles(path); errors.Is(err, ErrNoFiles) {
				empty = err
			} else if err != nil {
				return nil, err
			}
		}
		for _, name := range names {
			f, err := readFile(name)
			if err != nil {
				return nil, err
			}
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return nil, empty
	}
	return out, nil
}

func ruleFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if ext := filepath.Ext(name); ext != ".yaml" && ext != ".yml" {
			continue
		}
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, &fs.PathError{Op: "read", Path: dir, Err: ErrNoFiles}
	}
	slices.Sort(names)
	return names, nil
}

func readFile(name string) (*File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var data bytes.Buffer
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		data.Grow(int(min(info.Size(), MaxFileSize)) + 2*bytes.MinRead) // read at once, into memory of this size
	}
	// One byte more than allowed is enough to see that there is too much.
	if _, err := data.ReadFrom(io.LimitReader(f, MaxFileSize+1)); err != nil {
		return nil, fmt.Errorf("reading rules: %w", err)
	}
	return NewFile(name, data.Bytes()), nil
}
