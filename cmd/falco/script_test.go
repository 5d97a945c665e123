package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"falco": main})
}

// TestScripts runs testdata/*.txtar. $RULES and $CAPTURES are those of the project.
func TestScripts(t *testing.T) {
	root := golden.Root(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			// Falco's own configuration, which the tests of falcod hold.
			defaults, err := txtar.ParseFile(filepath.Join(root, "cmd", "falcod", "testdata", "defaults.txtar"))
			if err != nil {
				return err
			}
			for _, f := range defaults.Files {
				if f.Name == "falco.yaml" {
					if err := os.WriteFile(filepath.Join(env.WorkDir, "defaults.yaml"), f.Data, 0o600); err != nil {
						return err
					}
				}
			}
			env.Setenv("RULES", filepath.Join(root, "rules"))
			env.Setenv("CAPTURES", filepath.Join(root, "conformance", "captures"))
			env.Setenv("TZ", "UTC")
			env.Setenv("FALCO_HOSTNAME", "golden")
			return nil
		},
	})
}
