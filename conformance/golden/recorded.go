package golden

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Root returns the top folder of the checkout.
func Root(tb testing.TB) string {
	tb.Helper()
	at, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at
		}
		up := filepath.Dir(at)
		if up == at {
			tb.Fatal("no go.mod above the working directory")
		}
		at = up
	}
}

// Recorded returns the path of a file below conformance/falco: what real Falco
// said and did, carried with the project. See the README there.
func Recorded(tb testing.TB, name string) string {
	tb.Helper()
	return filepath.Join(Root(tb), "conformance", "falco", name)
}

// Capture returns the path of a capture that is carried with the project or,
// failing that, of one among the results that Dir finds; the test is skipped when
// neither has it.
func Capture(tb testing.TB, name string) string {
	tb.Helper()
	path := filepath.Join(Root(tb), "conformance", "captures", name)
	if _, err := os.Stat(path); err == nil {
		return path
	}
	return filepath.Join(Dir(tb), "captures", name)
}

// Each decodes every line of a gzipped JSON-lines file into a fresh T and calls f.
func Each[T any](tb testing.TB, path string, f func(T)) {
	tb.Helper()
	file, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		tb.Fatalf("%s: %v", path, err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(make([]byte, 1<<20), 64<<20)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			tb.Fatalf("%s: %v", path, err)
		}
		f(row)
	}
	if err := lines.Err(); err != nil {
		tb.Fatalf("%s: %v", path, err)
	}
}
