package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"

	"github.com/falcoc/falcoc/compiler/fix"
	"github.com/falcoc/falcoc/compiler/source"
)

// showFixes prints what the fixes would change.
func showFixes(w io.Writer, before []*source.File, res *fix.Result) error {
	for i, f := range before {
		if _, err := io.WriteString(w, fix.Diff(f.Name, string(f.Data), string(res.Files[i].Data))); err != nil {
			return err
		}
	}
	return nil
}

// writeFixes writes the files that changed and says how many findings are gone.
func writeFixes(log io.Writer, before []*source.File, res *fix.Result) error {
	changed := 0
	for i, f := range before {
		if f == res.Files[i] {
			continue
		}
		if err := rewrite(f, res.Files[i].Data); err != nil {
			return err
		}
		changed++
	}
	_, err := fmt.Fprintf(log, "fixed %d in %d of %d files\n", len(res.Fixed), changed, len(before))
	return err
}

// rewrite puts new text into a file that is still as it was read. A byte order mark
// stays; other encodings than UTF-8 are refused.
func rewrite(f *source.File, text []byte) error {
	raw, err := os.ReadFile(f.Name)
	if err != nil {
		return fmt.Errorf("fixing %s: %w", f.Name, err)
	}
	if sha256.Sum256(raw) != f.Hash {
		return fmt.Errorf("fixing %s: the file has changed meanwhile", f.Name)
	}
	head, ok := bytes.CutSuffix(raw, f.Data)
	if !ok || len(head) > 3 {
		return fmt.Errorf("fixing %s: the file is not UTF-8", f.Name)
	}
	info, err := os.Stat(f.Name)
	if err != nil {
		return fmt.Errorf("fixing %s: %w", f.Name, err)
	}
	if err := writeFile(f.Name, append(bytes.Clone(head), text...)); err != nil {
		return err
	}
	return os.Chmod(f.Name, info.Mode().Perm())
}
