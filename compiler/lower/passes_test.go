package lower_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm/catalog"
)

var update = flag.Bool("update", false, "write the files of testdata/passes anew")

// Each file of testdata/passes says in its first lines what a pass does, then has
// conditions, each with what it comes to with all other passes and with the pass too.
func TestPasses(t *testing.T) {
	paths, err := filepath.Glob("testdata/passes/*.txt")
	if err != nil || len(paths) != lower.NumPasses {
		t.Fatalf("%d files for %d passes: %v", len(paths), lower.NumPasses, err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(name, func(t *testing.T) {
			without, ok := lower.Without(name)
			if !ok {
				t.Fatal("there is no such pass")
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			for line := range strings.Lines(string(data)) {
				line = strings.TrimSpace(line)
				switch {
				case line == "":
				case strings.HasPrefix(line, "#"):
					fmt.Fprintln(&out, line)
				case !strings.HasPrefix(line, "before: ") && !strings.HasPrefix(line, "after: "):
					fmt.Fprintf(&out, "\n%s\n", line)
					fmt.Fprintf(&out, "  before: %s\n", passed(t, without, line, name))
					fmt.Fprintf(&out, "  after:  %s\n", passed(t, lower.Options{}, line, name))
				}
			}
			if *update {
				if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(string(data), out.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// passed is what a condition comes to, for event types where the pass is about these.
func passed(t *testing.T, opt lower.Options, cond, pass string) string {
	g := lower.New(opt)
	r, _ := lowered(t, g, cond)
	if pass != "specialise" {
		return g.Formula(r)
	}
	var parts []string
	for _, v := range g.Specialise(r, catalog.AllEvents) {
		var names []string
		v.Events.Each(func(id catalog.EventID) {
			if n := id.Info().Name; id.IsExit() && slices.Contains([]string{"open", "openat", "close", "unlinkat"}, n) && !slices.Contains(names, n) {
				names = append(names, n)
			}
		})
		if names != nil {
			slices.Sort(names)
			parts = append(parts, strings.Join(names, ", ")+": "+g.Formula(v.Cond))
		}
	}
	if parts == nil {
		return "none"
	}
	return strings.Join(parts, "; ")
}
