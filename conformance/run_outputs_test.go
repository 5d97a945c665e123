package conformance

import (
	"context"
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
	"github.com/falcoc/falcoc/vm"
)

// differentJSON names the recorded outputs whose JSON is different on purpose.
var differentJSON = map[string]string{
	"o228-8ce03146": "Falco encodes buffers twice here: its JSON holds the base64 of the base64 that its text has",
}

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
	t.Setenv("TZ", "UTC")
	ran, left := 0, map[string]int{}
	golden.Each(t, golden.Recorded(t, "outputs.jsonl.gz"), func(c recordedOutput) {
		opt := alert.Options{Hostname: "golden"}
		for name, v := range c.Settings {
			if !setting(&opt, name, v) {
				left[name]++ // falcod has no flag for it
				return
			}
		}
		t.Run(c.ID, func(t *testing.T) {
			b, _, err := compile(source.NewFile("rules.yaml", []byte(c.Rules)))
			if err != nil {
				if c.ExitCode == 0 {
					t.Errorf("%v\n%s", err, c.Rules)
				}
				return
			}
			ran++
			for _, json := range []bool{false, true} {
				want, code := c.Text, c.ExitCode
				if json {
					want, code = c.JSON, c.JSONCode
				}
				if json && (strings.Contains(c.Output, "util.cnt") || code != 0) {
					continue // Falco counts the reading for the text, too
				}
				o := opt
				o.JSON = json
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
				if why := differentJSON[c.ID]; json && why != "" {
					if slices.Equal(got, want) {
						t.Errorf("no longer different: %s", why)
					}
					continue
				}
				if !slices.Equal(got, want) {
					t.Errorf("want %q\n got %q", want, got)
				}
			}
		})
	})
	t.Logf("%d cases; settings without a flag: %v", ran, left)
}

// setting takes a setting of Falco that falcod's configuration has, too.
func setting(opt *alert.Options, name string, v any) bool {
	switch name {
	case "time_format_iso_8601":
		opt.ISO8601 = v == true
	case "buffer_format_base64":
		opt.Base64 = v == true
	case "json_include_output_property":
		opt.NoOutput = v == false
	case "json_include_output_fields_property":
		opt.NoFields = v == false
	case "append_output":
		list, _ := v.([]any)
		for _, entry := range list {
			m, _ := entry.(map[string]any)
			a, ok := appended(m)
			if !ok {
				return false
			}
			opt.Append = append(opt.Append, a)
		}
	default:
		return false
	}
	return true
}

// appended is one entry of append_output; false where it needs a transformer, which
// falcod leaves to rules.
func appended(m map[string]any) (a alert.Append, ok bool) {
	if match, _ := m["match"].(map[string]any); match != nil {
		a.Source, _ = match["source"].(string)
		a.Rule, _ = match["rule"].(string)
		tags, _ := match["tags"].([]any)
		for _, tag := range tags {
			a.Tags = append(a.Tags, tag.(string))
		}
	}
	a.Output, _ = m["extra_output"].(string)
	a.Suggested = m["suggested_output"] == true
	extra, _ := m["extra_fields"].([]any)
	for _, f := range extra {
		switch f := f.(type) {
		case string:
			a.Fields = append(a.Fields, alert.Extra{Key: f})
		case map[string]any:
			for key, format := range f {
				a.Fields = append(a.Fields, alert.Extra{Key: key, Format: format.(string)})
			}
		}
	}
	for _, f := range a.Fields {
		if strings.Contains(f.Key+f.Format, "(") {
			return a, false
		}
	}
	return a, true
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
