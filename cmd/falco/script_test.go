package main

import (
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/rogpeppe/go-internal/testscript"
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
			env.Setenv("RULES", filepath.Join(root, "rules"))
			env.Setenv("CAPTURES", filepath.Join(root, "conformance", "captures"))
			env.Setenv("TZ", "UTC")
			env.Setenv("FALCO_HOSTNAME", "golden")
			return nil
		},
	})
}
