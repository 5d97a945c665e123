// Command manual writes the pages of the manual that come from the catalogue: the
// fields, with values from the project's captures, and the events.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

//go:generate go run . ../../docs ../../conformance/captures

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: manual DOCS CAPTURES")
		os.Exit(2)
	}
	time.Local = time.UTC
	pages, err := pages(os.Args[2])
	for name, text := range pages {
		if err == nil {
			err = os.WriteFile(filepath.Join(os.Args[1], name), text, 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "manual:", err)
		os.Exit(1)
	}
}

// pages are the generated pages by file name.
func pages(captures string) (map[string][]byte, error) {
	paths, err := filepath.Glob(filepath.Join(captures, "*.scap"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no captures in %s", captures)
	}
	samples, err := sample(paths)
	if err != nil {
		return nil, err
	}
	var fields, events bytes.Buffer
	fieldsPage(&fields, samples)
	eventsPage(&events)
	return map[string][]byte{"fields.md": fields.Bytes(), "events.md": events.Bytes()}, nil
}
