package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/vm"
)

type recordedSelection struct {
	ID       string          `json:"id"`
	Files    json.RawMessage `json:"files"` // in load order
	Capture  string          `json:"capture"`
	Settings map[string]any  `json:"settings"`
	ExitCode int             `json:"exit_code"`
	Counts   map[string]int  `json:"counts"`
	Alerts   [][2]any        `json:"alerts"` // the first few
}

// TestSelection compares which rules fire, and which first, under recorded settings, and
// which settings are refused.
func TestSelection(t *testing.T) {
	ran, refused := 0, 0
	golden.Each(t, golden.Recorded(t, "selection.jsonl.gz"), func(c recordedSelection) {
		ran++
		t.Run(c.ID, func(t *testing.T) {
			res := configured(t, c.Settings)
			switch err := res.Err(); {
			case c.ExitCode != 0 && err == nil:
				t.Errorf("Falco refuses %v", c.Settings)
			case c.ExitCode != 0:
				refused++
			case err != nil:
				t.Errorf("refused: %v", err)
			default:
				c.run(t, res.Config)
			}
		})
	})
	t.Logf("%d cases, %d of them settings that are refused", ran, refused)
}

func (c *recordedSelection) run(t *testing.T, conf *config.Config) {
	b, _, err := compile(c.files(t)...)
	if err != nil {
		t.Fatal(err)
	}
	sel := vm.NewSelection(b, least(conf.Priority))
	for _, step := range conf.Rules {
		pat := step.Enable
		if pat == nil {
			pat = step.Disable
		}
		sel.Apply(vm.Choice{Enable: step.Enable != nil, Rule: pat.Rule, Tag: pat.Tag})
	}
	src, err := scap.Open(golden.Capture(t, c.Capture))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	counts, first := map[string]int{}, [][2]any{}
	_, err = alerts(src, b, sel, alert.Options{}, conf.RuleMatching == "all", func(e *runtime.Engine, rule int) {
		name := b.Rules[rule].Name
		counts[name]++
		if len(first) < len(c.Alerts) {
			first = append(first, [2]any{float64(e.Fields.St.Num), name})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(counts), fmt.Sprint(c.Counts); got != want {
		t.Errorf("alerts: want %s, got %s", want, got)
	}
	if got, want := fmt.Sprint(first), fmt.Sprint(c.Alerts); got != want {
		t.Errorf("order: want %s, got %s", want, got)
	}
}

// files are the rule files in the order of their names in the record.
func (c *recordedSelection) files(t *testing.T) (files []*source.File) {
	t.Helper()
	in := json.NewDecoder(bytes.NewReader(c.Files))
	if _, err := in.Token(); err != nil {
		t.Fatal(err)
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			t.Fatal(err)
		}
		var text string
		if err := in.Decode(&text); err != nil {
			t.Fatal(err)
		}
		files = append(files, source.NewFile(name.(string), []byte(text)))
	}
	return files
}

// least is the number of a configured priority.
func least(name string) uint8 {
	for i, p := range alert.Priorities {
		if strings.EqualFold(p, name) || name == "info" && p == "Informational" {
			return uint8(i)
		}
	}
	return runtime.LeastUrgent
}
