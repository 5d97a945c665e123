// Package golden finds the recorded results of real Falco that tests compare
// with. They are not part of the project; tests that need them skip without.
package golden

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir returns the folder of recorded results: the one that FALCOC_GOLDEN names, or
// shared/golden beside the checkout. The test is skipped when there is none.
func Dir(tb testing.TB) string {
	tb.Helper()
	if dir := os.Getenv("FALCOC_GOLDEN"); dir != "" {
		return dir
	}
	at, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		dir := filepath.Join(at, "shared", "golden")
		if s, err := os.Stat(dir); err == nil && s.IsDir() {
			return dir
		}
		up := filepath.Dir(at)
		if up == at {
			tb.Skip("no recorded Falco results here: set FALCOC_GOLDEN to their folder")
		}
		at = up
	}
}

// OneThread skips, in a short run, a long test whose work is one goroutine's. Short runs go with the race
// detector, which finds nothing there and makes it ten times as long.
func OneThread(tb testing.TB) {
	tb.Helper()
	if testing.Short() {
		tb.Skip("one goroutine's work, in a short run")
	}
}
