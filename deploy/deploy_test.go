// Package deploy holds that what installs falcod agrees with falcod.
package deploy

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/runtime/config"
	"gopkg.in/yaml.v3"
)

var capabilities = []string{"BPF", "PERFMON", "SYS_PTRACE", "DAC_READ_SEARCH"}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decode(t *testing.T, name string) []map[string]any {
	t.Helper()
	var docs []map[string]any
	dec := yaml.NewDecoder(bytes.NewReader(read(t, name)))
	for {
		var doc map[string]any
		if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
			return docs
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		docs = append(docs, doc)
	}
}

// at follows keys and indexes.
func at(t *testing.T, doc any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := doc.(map[string]any)
			doc = m[step]
		case int:
			l, _ := doc.([]any)
			if step >= len(l) {
				t.Fatalf("%v: no element %d", path, step)
			}
			doc = l[step]
		}
	}
	return doc
}

func texts(list any) []string {
	var out []string
	for _, v := range list.([]any) {
		out = append(out, v.(string))
	}
	return out
}

func TestConfigurations(t *testing.T) {
	res, err := config.Load(config.Source{File: "falcod.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		t.Error(p)
	}
}

func TestCapabilities(t *testing.T) {
	compose := decode(t, "compose.yaml")[0]
	if got := texts(at(t, compose, "services", "falcod", "cap_add")); !slices.Equal(got, capabilities) {
		t.Errorf("compose.yaml: %v", got)
	}
	unit := string(read(t, "falcod.service"))
	if !strings.Contains(unit, "CapabilityBoundingSet=CAP_"+strings.Join(capabilities, " CAP_")+"\n") {
		t.Error("falcod.service: other capabilities")
	}
}

// TestDashboard holds that falcod has the metrics that are shown.
func TestDashboard(t *testing.T) {
	var board struct {
		Panels []struct {
			ID      int
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(read(t, "grafana-dashboard.json"), &board); err != nil {
		t.Fatal(err)
	}
	made := string(read(t, "../runtime/health/metrics.go"))
	metric := regexp.MustCompile(`(falcosecurity|falcod|process)_[a-z_]+`)
	for _, p := range board.Panels {
		if len(p.Targets) == 0 {
			t.Errorf("%s shows nothing", p.Title)
		}
		for _, target := range p.Targets {
			for _, name := range metric.FindAllString(target.Expr, -1) {
				if !strings.Contains(made, `"`+name+`"`) {
					t.Errorf("%s: falcod has no metric %s", p.Title, name)
				}
			}
		}
	}
}

// TestUnit has systemd look at the unit.
func TestUnit(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze")
	}
	unit := filepath.Join(t.TempDir(), "falcod.service")
	text := bytes.Replace(read(t, "falcod.service"), []byte("/usr/bin/falcod"), []byte("/bin/true"), 1)
	if err := os.WriteFile(unit, text, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(analyze, "verify", unit).CombinedOutput(); err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}
