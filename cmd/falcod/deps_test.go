package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestDependencies holds what ARCHITECTURE.md promises: a host runs no parser of rules
// and no compiler, and only the configuration is read from YAML.
func TestDependencies(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", ".").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	for _, line := range strings.Split(string(out), "\n") {
		dep, imports, _ := strings.Cut(line, " ")
		for _, banned := range []string{"falcoc/grammar", "falcoc/compiler", "antlr"} {
			if strings.Contains(dep, banned) {
				t.Errorf("falcod links %s", dep)
			}
		}
		if strings.Contains(imports, "yaml") && !strings.HasSuffix(dep, "/runtime/config") && !strings.Contains(dep, "yaml") {
			t.Errorf("%s reads YAML", dep)
		}
	}
}
