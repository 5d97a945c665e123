package conformance

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/config"
	"github.com/falcoc/falcoc/vm"
)

type recordedOutput struct {
	ID       string         `json:"id"`
	Capture  string         `json:"capture"`
	Output   string         `json:"output"`
	Rules    string         `json:"rules"`
	Settings map[string]any `json:"settings"`
	ExitCode int            `json:"exit_code"`
	Text     []string       `json:"text"`
	JSONCode int            `json:"json_exit_code"`
	JSON     []string       `json:"json"`
}

// alerts replays a capture and returns its alerts.
func alerts(src driver.Source, b *vm.Bundle, sel *vm.Selection, opt alert.Options, all bool, note func(e *runtime.Engine, rule int)) (lines []string, err error) {
	e, err := runtime.New(b, sel, src, runtime.Options{All: all})
	if err != nil {
		return nil, err
	}
	f, err := alert.New(b, e.Machine, e.Fields, opt)
	if err != nil {
		return nil, err
	}
	err = e.Run(context.Background(), func(rule int) error {
		lines = append(lines, strings.TrimSuffix(string(f.Append(nil, rule)), "\n"))
		note(e, rule)
		return nil
	})
	return lines, err
}

// TestOutputs compares the lines that recorded outputs give, as text and as JSON.
func TestOutputs(t *testing.T) {
	golden.OneThread(t)
	t.Setenv("TZ", "UTC")
	ran := 0
	golden.Each(t, golden.Recorded(t, "outputs.jsonl.gz"), func(c recordedOutput) {
		t.Run(c.ID, func(t *testing.T) {
			opt := settings(t, &c)
			b, _, err := compile(source.NewFile("rules.yaml", []byte(c.Rules)))
			if err != nil {
				if c.ExitCode == 0 {
					t.Errorf("%v\n%s", err, c.Rules)
				}
				return
			}
			ran++
			for _, asJSON := range []bool{false, true} {
				want, code := c.Text, c.ExitCode
				if asJSON {
					want, code = c.JSON, c.JSONCode
				}
				if asJSON && (strings.Contains(c.Output, "util.cnt") || code != 0) {
					continue // Falco counts the reading for the text, too
				}
				o := opt
				o.JSON = asJSON
				src, err := scap.Open(golden.Capture(t, c.Capture))
				if err != nil {
					t.Fatal(err)
				}
				got, err := alerts(src, b, vm.NewSelection(b, runtime.LeastUrgent), o, false, func(*runtime.Engine, int) {})
				src.Close()
				if code != 0 {
					if err == nil {
						t.Errorf("accepted: %s", c.Rules)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				got, want = canonical(got), canonical(want)
				if !slices.Equal(got, want) {
					t.Errorf("want %q\n got %q", want, got)
				}
			}
		})
	})
	t.Logf("%d cases", ran)
}

// settings are the recorded settings as falcod's configuration reads them.
func settings(t *testing.T, c *recordedOutput) alert.Options {
	t.Helper()
	res := configured(t, c.Settings)
	if err := res.Err(); err != nil {
		t.Fatal(err)
	}
	conf := res.Config
	if _, ok := c.Settings["append_output"]; !ok {
		conf.AppendOutput = nil // the records are made without what Falco's own file has
	}
	opt := alert.Options{
		Hostname: "golden", ISO8601: conf.ISO8601, Base64: conf.BufferBase64, Static: conf.Static,
		Message: conf.JSONMessage, NoOutput: !conf.JSONOutput, NoFields: !conf.JSONFields, NoTags: !conf.JSONTags,
	}
	for _, a := range conf.AppendOutput {
		entry := alert.Append{Source: a.Match.Source, Rule: a.Match.Rule, Tags: a.Match.Tags, Output: a.Output, Suggested: a.Suggested}
		for _, f := range a.Fields {
			entry.Fields = append(entry.Fields, alert.Extra{Key: f.Key, Format: f.Format})
		}
		opt.Append = append(opt.Append, entry)
	}
	return opt
}

// configured reads recorded settings, which are YAML too, as falcod's configuration.
func configured(t *testing.T, settings any) *config.Result {
	t.Helper()
	text, err := json.Marshal(settings)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "falco.yaml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	res, err := config.Load(config.Source{File: file})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

var typeLists = regexp.MustCompile(`fd\.types=\([a-z0-9_,<>NA]*\)|"fd\.types":\[[^]]*\]`)

// canonical gives fd.types, a set in the order of some hash, an order, and replaces
// what is not UTF-8, which the records cannot hold.
func canonical(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = typeLists.ReplaceAllStringFunc(strings.ToValidUTF8(line, "\uFFFD"), func(s string) string {
			open := strings.IndexAny(s, "([") + 1
			list := strings.Split(s[open:len(s)-1], ",")
			slices.Sort(list)
			return s[:open] + strings.Join(list, ",") + s[len(s)-1:]
		})
	}
	return out
}
