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
	"github.com/falcoc/falcoc/vm"
)

type recordedSelection struct {
	ID       string          `json:"id"`
	Files    json.RawMessage `json:"files"` // in load order
	Capture  string          `json:"capture"`
	Settings struct {
		Priority string `json:"priority"`
		Matching string `json:"rule_matching"`
		Rules    []struct {
			Enable, Disable *struct{ Rule, Tag string }
		} `json:"rules"`
	} `json:"settings"`
	ExitCode int            `json:"exit_code"`
	Counts   map[string]int `json:"counts"`
	Alerts   [][2]any       `json:"alerts"` // the first few
}

// TestSelection compares which rules fire, and which first, under recorded settings.
func TestSelection(t *testing.T) {
	ran, left := 0, 0
	golden.Each(t, golden.Recorded(t, "selection.jsonl.gz"), func(line json.RawMessage) {
		var c recordedSelection
		if err := json.Unmarshal(line, &c); err != nil {
			left++ // settings that are no settings
			return
		}
		if c.ExitCode != 0 {
			left++ // settings that falcod's flags cannot say
			return
		}
		ran++
		t.Run(c.ID, func(t *testing.T) { c.run(t) })
	})
	t.Logf("%d cases; %d whose settings Falco refuses are left out", ran, left)
}

func (c *recordedSelection) run(t *testing.T) {
	b, _, err := compile(c.files(t)...)
	if err != nil {
		t.Fatal(err)
	}
	sel := vm.NewSelection(b, least(c.Settings.Priority))
	for _, step := range c.Settings.Rules {
		if s := step.Enable; s != nil {
			sel.Apply(vm.Choice{Enable: true, Rule: s.Rule, Tag: s.Tag})
		}
		if s := step.Disable; s != nil {
			sel.Apply(vm.Choice{Rule: s.Rule, Tag: s.Tag})
		}
	}
	src, err := scap.Open(golden.Capture(t, c.Capture))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	counts, first := map[string]int{}, [][2]any{}
	_, err = alerts(src, b, sel, alert.Options{}, strings.EqualFold(c.Settings.Matching, "all"), func(e *runtime.Engine, rule int) {
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

// least is a priority as Falco's settings name it: by any beginning of its name.
func least(name string) uint8 {
	for i, p := range alert.Priorities {
		if name != "" && strings.HasPrefix(strings.ToLower(p), strings.ToLower(name)) {
			return uint8(i)
		}
	}
	return runtime.LeastUrgent
}
