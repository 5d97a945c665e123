package codegen_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/vm"
)

// shown is what each file of testdata/passes shows of listings.
var shown = map[string]func(string) string{
	"share":  part("code"),
	"order":  part("code"),
	"tables": func(s string) string { return part("tables")(s) + part("tests")(s) },
	"routes": part("dispatch"),
	"gates":  part("dispatch"),
	"filters": func(s string) (out string) {
		for line := range strings.Lines(part("dispatch")(s)) {
			if strings.HasPrefix(line, " group") || strings.Contains(line, "a crowd") {
				out += line
			}
		}
		return out
	},
}

// part cuts a part out of a listing.
func part(title string) func(string) string {
	return func(s string) string {
		_, rest, ok := strings.Cut("\n"+s, "\n"+title+"\n")
		if !ok {
			return title + "\n  none\n"
		}
		rest, _, _ = strings.Cut(rest, "\n\n")
		return title + "\n" + strings.TrimRight(rest, "\n") + "\n"
	}
}

// Each file of testdata/passes says in its first lines what a pass does, then has
// conditions, then what they are compiled to with all other passes and with the pass too.
func TestPasses(t *testing.T) {
	paths, err := filepath.Glob("testdata/passes/*.txt")
	if err != nil || len(paths) != codegen.NumPasses {
		t.Fatalf("%d files for %d passes: %v", len(paths), codegen.NumPasses, err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(name, func(t *testing.T) {
			without, ok := codegen.Without(name)
			if !ok {
				t.Fatal("there is no such pass")
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			source, _, _ := strings.Cut(string(data), "\n-- ")
			source = strings.TrimSpace(source)
			var conditions []string
			for line := range strings.Lines(source) {
				line = strings.TrimSpace(line)
				switch {
				case line == "" || strings.HasPrefix(line, "#"):
				case strings.Contains(line, "$i"):
					for i := range 70 {
						conditions = append(conditions, strings.ReplaceAll(line, "$i", fmt.Sprint(i+1)))
					}
				default:
					conditions = append(conditions, line)
				}
			}
			var out bytes.Buffer
			out.WriteString(source + "\n")
			for _, title := range []string{"before", "after"} {
				opt := without
				if title == "after" {
					opt = codegen.Options{}
				}
				var listing bytes.Buffer
				if err := vm.Disassemble(&listing, build(t, opt, conditions...)); err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&out, "\n-- %s --\n%s", title, shown[name](listing.String()))
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
