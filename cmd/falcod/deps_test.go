package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestDependencies holds what ARCHITECTURE.md promises: a host runs no parser and no
// compiler.
func TestDependencies(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	for _, dep := range strings.Fields(string(out)) {
		for _, banned := range []string{"falcoc/grammar", "falcoc/compiler", "antlr", "yaml"} {
			if strings.Contains(dep, banned) {
				t.Errorf("falcod links %s", dep)
			}
		}
	}
}
