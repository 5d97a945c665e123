package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/falcoc/falcoc/compiler/source"
	"github.com/spf13/cobra"
)

// stdin is the argument that stands for standard input.
const stdin = "-"

// readRules reads the rule files that the arguments name, in their order. A folder
// without any is an error only where there are no others.
func readRules(cmd *cobra.Command, args []string) ([]*source.File, error) {
	var files []*source.File
	var empty error
	taken := false
	for _, arg := range args {
		if arg != stdin {
			more, err := source.Read(arg)
			if errors.Is(err, source.ErrNoFiles) {
				empty = err
			} else if err != nil {
				return nil, fmt.Errorf("reading rules: %w", err)
			}
			files = append(files, more...)
			continue
		}
		if taken {
			return nil, usageError{errors.New("standard input can be read only once")}
		}
		taken = true
		data, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), source.MaxFileSize+1))
		if err != nil {
			return nil, fmt.Errorf("reading rules from standard input: %w", err)
		}
		files = append(files, source.NewFile("<stdin>", data))
	}
	if len(files) == 0 && empty != nil {
		return nil, fmt.Errorf("reading rules: %w", empty)
	}
	return files, nil
}

// writeFile puts data in place of the named file at once: readers see the old file
// or the new one. What is not a regular file is written to as it is.
func writeFile(name string, data []byte) (err error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return fmt.Errorf("writing %s: it is a directory", name)
		}
		return os.WriteFile(name, data, 0o666)
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
			err = fmt.Errorf("writing %s: %w", name, err)
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}
