package runtime_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm"
)

const debugPriority = 7

// compile checks rule files.
func compile(files ...*source.File) ([]codegen.Rule, error) {
	res := compiler.Compile(files, compiler.Options{})
	if !res.OK() {
		var text bytes.Buffer
		_ = res.Report("test", "").Write(&text, "text", false)
		return nil, fmt.Errorf("%s%s", res.Fatal, text.String())
	}
	return res.Rules, nil
}

// bundle compiles rule files as falcoc does.
func bundle(files ...*source.File) (*vm.Bundle, error) {
	rules, err := compile(files...)
	if err != nil {
		return nil, err
	}
	return build(rules)
}

func build(rules []codegen.Rule) (*vm.Bundle, error) {
	b, err := codegen.Build(rules, codegen.Options{})
	if err != nil {
		return nil, err
	}
	data, err := b.Encode() // what falcod runs has been through a file
	if err != nil {
		return nil, err
	}
	if b, err = vm.Decode(data); err != nil {
		return nil, err
	}
	return b, vm.Verify(b)
}

// replay runs a bundle over a capture. f gets each alert.
func replay(capture string, b *vm.Bundle, sel *vm.Selection, all bool, prepare func(*runtime.Engine) error, f func(rule int) error) error {
	src, err := scap.Open(capture)
	if err != nil {
		return err
	}
	defer src.Close()
	e, err := runtime.New(b, sel, src, runtime.Options{All: all})
	if err != nil {
		return err
	}
	if err := prepare(e); err != nil {
		return err
	}
	return e.Run(context.Background(), f)
}

// tooLarge reports whether a short test leaves the capture out.
func tooLarge(path string) bool {
	info, err := os.Stat(path)
	return err != nil || testing.Short() && info.Size() > 25<<10
}

func lines(t *testing.T, path string, f func(line []byte)) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	var sc *bufio.Scanner
	if strings.HasSuffix(path, ".gz") {
		zr, err := gzip.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		sc = bufio.NewScanner(zr)
	} else {
		sc = bufio.NewScanner(file)
	}
	sc.Buffer(nil, 64<<20)
	for sc.Scan() {
		f(sc.Bytes())
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}

// alerts of the upstream rules.

type recordedAlert struct {
	Num      uint64                     `json:"evt.num"`
	Rule     string                     `json:"rule"`
	Priority string                     `json:"priority"`
	Source   string                     `json:"source"`
	Time     string                     `json:"time"`
	Output   string                     `json:"output"`
	Fields   map[string]json.RawMessage `json:"output_fields"`
}

func TestGoldenAlerts(t *testing.T) {
	dir := golden.Dir(t)
	var files []*source.File
	for _, name := range []string{"falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"} {
		data, err := os.ReadFile(filepath.Join(dir, "upstream-rules", name))
		if err != nil {
			t.Skip(err)
		}
		files = append(files, source.NewFile(name, data))
	}
	b, err := bundle(files...)
	if err != nil {
		t.Fatal(err)
	}
	captures, _ := filepath.Glob(filepath.Join(dir, "captures", "*.scap"))
	for _, capture := range captures {
		if tooLarge(capture) {
			continue
		}
		for _, mode := range []string{"all", "first"} {
			base := strings.TrimSuffix(capture, ".scap")
			t.Run(filepath.Base(base)+"/"+mode, func(t *testing.T) {
				var want []recordedAlert
				lines(t, base+".alerts."+mode+".jsonl", func(line []byte) {
					var a recordedAlert
					if err := json.Unmarshal(line, &a); err != nil {
						t.Fatal(err)
					}
					want = append(want, a)
				})
				got := alertsOf(t, capture, b, mode == "all")
				compareAlerts(t, got, want)
			})
		}
	}
}

func alertsOf(t *testing.T, capture string, b *vm.Bundle, all bool) (got []recordedAlert) {
	t.Helper()
	var f *alert.Formatter
	var e *runtime.Engine
	err := replay(capture, b, vm.NewSelection(b, debugPriority), all, func(engine *runtime.Engine) (err error) {
		e = engine
		f, err = alert.New(b, e.Machine, e.Fields, alert.Options{JSON: true, Suggested: true, Fields: []string{"evt.num"}, Hostname: "golden"})
		return err
	}, func(rule int) error {
		a := recordedAlert{Num: e.Fields.St.Num}
		if err := json.Unmarshal(f.Append(nil, rule), &a); err != nil {
			return err
		}
		got = append(got, a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func compareAlerts(t *testing.T, got, want []recordedAlert) {
	t.Helper()
	errors := 0
	report := func(format string, args ...any) {
		if errors++; errors <= 10 {
			t.Errorf(format, args...)
		}
	}
	for i := 0; i < len(got) || i < len(want); i++ {
		if i >= len(got) || i >= len(want) || got[i].Num != want[i].Num || got[i].Rule != want[i].Rule {
			show := func(l []recordedAlert) string {
				if i >= len(l) {
					return "nothing"
				}
				return fmt.Sprintf("%d %q", l[i].Num, l[i].Rule)
			}
			report("alert %d: want %s, got %s (%d and %d in all)", i, show(want), show(got), len(want), len(got))
			break
		}
		g, w := got[i], want[i]
		if g.Output != w.Output || g.Priority != w.Priority || g.Source != w.Source || g.Time != w.Time {
			report("event %d, %s:\nwant %s %s\n got %s %s", w.Num, w.Rule, w.Time, w.Output, g.Time, g.Output)
		}
		for k, v := range w.Fields {
			if !bytes.Equal(v, g.Fields[k]) {
				report("event %d, %s: %s is %s, want %s", w.Num, w.Rule, k, g.Fields[k], v)
			}
		}
		for k := range g.Fields {
			if _, ok := w.Fields[k]; !ok {
				report("event %d, %s: %s is not wanted", w.Num, w.Rule, k)
			}
		}
	}
	t.Logf("%d alerts, %d differences", len(want), errors)
}

// Conditions.

type recordedCondition struct {
	ID        string   `json:"id"`
	Capture   string   `json:"capture"`
	Condition string   `json:"condition"`
	Count     int      `json:"count"`
	Matches   []uint64 `json:"matches"`
	SHA256    string   `json:"sha256"`
}

// unexplained are recorded results that are not to be reached, and why.
var unexplained = map[string]string{
	"c58c13d82ea": "each part of the condition gives here what the other recorded conditions say, together they cannot give nothing",
}

func TestGoldenConditions(t *testing.T) {
	dir := golden.Dir(t)
	byCapture := map[string][]recordedCondition{}
	lines(t, filepath.Join(dir, "language", "conditions", "conditions.jsonl.gz"), func(line []byte) {
		var c recordedCondition
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		byCapture[c.Capture] = append(byCapture[c.Capture], c)
	})
	for capture, conds := range byCapture {
		if tooLarge(filepath.Join(dir, "captures", capture)) {
			continue
		}
		t.Run(strings.TrimSuffix(capture, ".scap"), func(t *testing.T) {
			var yaml bytes.Buffer
			for _, c := range conds {
				text, _ := json.Marshal(c.Condition)
				fmt.Fprintf(&yaml, "- rule: %s\n  desc: d\n  condition: %s\n  output: d\n  priority: DEBUG\n  warn_evttypes: false\n", c.ID, text)
			}
			rules, err := compile(source.NewFile("conditions.yaml", yaml.Bytes()))
			if err != nil {
				t.Fatal(shorten(err.Error(), 3000))
			}
			b, err := build(rules)
			if err != nil {
				t.Fatal(err)
			}
			src, err := scap.Open(filepath.Join(dir, "captures", capture))
			if err != nil {
				t.Fatal(err)
			}
			defer src.Close()
			matches, err := runtime.Matches(context.Background(), b, src)
			if err != nil {
				t.Fatal(err)
			}
			wrong, deliberate := 0, map[string]int{}
			for i, c := range conds {
				if diff := c.compare(matches[i]); diff != "" {
					if reason := unexplained[c.ID]; reason != "" {
						t.Logf("%s: %s: %s", c.ID, reason, diff)
						continue
					}
					if ids := check.Differs(rules[i].Cond); len(ids) > 0 {
						deliberate[ids[0]]++
						continue
					}
					if wrong++; wrong <= 40 {
						t.Errorf("%s: %s\n%s", c.ID, shorten(c.Condition, 300), diff)
					}
				}
			}
			t.Logf("%d of %d conditions differ, besides those of check.Differences: %v", wrong, len(conds), deliberate)
		})
	}
}

func (c *recordedCondition) compare(got []uint64) string {
	if c.SHA256 != "" {
		var text []string
		for _, n := range got {
			text = append(text, strconv.FormatUint(n, 10))
		}
		sum := sha256.Sum256([]byte(strings.Join(text, "\n")))
		if hex.EncodeToString(sum[:]) != c.SHA256 {
			return fmt.Sprintf("want %d events, got %d", c.Count, len(got))
		}
		return ""
	}
	if slices.Equal(got, c.Matches) {
		return ""
	}
	minus := func(a, b []uint64) (out []uint64) {
		for _, n := range a {
			if _, ok := slices.BinarySearch(b, n); !ok {
				out = append(out, n)
			}
		}
		return out
	}
	missing, extra := minus(c.Matches, got), minus(got, c.Matches)
	return shorten(fmt.Sprintf("want %d events, got %d; missing %v; too many %v", c.Count, len(got), missing, extra), 300)
}

func shorten(s string, n int) string {
	if len(s) > n {
		return s[:n] + "…"
	}
	return s
}

// Outputs.

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

func TestGoldenOutputs(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles many rule sets")
	}
	t.Setenv("TZ", "UTC")
	dir := golden.Dir(t)
	ran, skipped := 0, map[string]int{}
	lines(t, filepath.Join(dir, "language", "outputs", "outputs.jsonl.gz"), func(line []byte) {
		var c recordedOutput
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		opt := alert.Options{Hostname: "golden"}
		for k, v := range c.Settings {
			ok := false
			switch k {
			case "time_format_iso_8601":
				opt.ISO8601, ok = v.(bool)
			case "append_output":
				ok = appendOutput(&opt, v)
			}
			if !ok {
				skipped[k]++
				return
			}
		}
		ran++
		b, err := bundle(source.NewFile("rules.yaml", []byte(c.Rules)))
		if err != nil {
			if c.ExitCode == 0 {
				t.Errorf("%s: %v\n%s", c.ID, err, c.Rules)
			}
			return
		}
		if c.ExitCode != 0 {
			e, err := runtime.New(b, vm.NewSelection(b, debugPriority), empty{}, runtime.Options{})
			if err == nil {
				_, err = alert.New(b, e.Machine, e.Fields, opt)
			}
			if err == nil {
				t.Errorf("%s: accepted\n%s", c.ID, c.Rules)
			}
			return
		}
		check := func(kind string, json bool, want []string) {
			o := opt
			o.JSON = json
			var f *alert.Formatter
			var got []string
			err := replay(filepath.Join(dir, "captures", c.Capture), b, vm.NewSelection(b, debugPriority), false, func(e *runtime.Engine) (err error) {
				f, err = alert.New(b, e.Machine, e.Fields, o)
				return err
			}, func(rule int) error {
				got = append(got, strings.TrimSuffix(string(f.Append(nil, rule)), "\n"))
				return nil
			})
			if err != nil {
				t.Errorf("%s: %v", c.ID, err)
				return
			}
			for i := range got {
				got[i] = sortTypes(strings.ToValidUTF8(got[i], "\uFFFD"))
			}
			for i := range want {
				want[i] = sortTypes(want[i])
			}
			if strings.Contains(c.Output, "util.cnt") && json {
				return // Falco counts the reading for the text too
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s, %s:\nwant %q\n got %q", c.ID, kind, want, got)
			}
		}
		check("text", false, c.Text)
		if c.JSONCode == 0 {
			check("JSON", true, c.JSON)
		}
	})
	var left []string
	for k, n := range skipped {
		left = append(left, fmt.Sprintf("%s %d", k, n))
	}
	sort.Strings(left)
	t.Logf("%d cases; settings that falcod does not have: %s", ran, strings.Join(left, ", "))
}

var typeLists = regexp.MustCompile(`fd\.types=\([a-z0-9_,<>NA]*\)|"fd\.types":\[[^]]*\]`)

// sortTypes puts the elements of fd.types, a set in the order of some hash, in order.
func sortTypes(line string) string {
	return typeLists.ReplaceAllStringFunc(line, func(s string) string {
		open := strings.IndexAny(s, "([") + 1
		l := strings.Split(s[open:len(s)-1], ",")
		slices.Sort(l)
		return s[:open] + strings.Join(l, ",") + s[len(s)-1:]
	})
}

// empty is a source without events.
type empty struct{}

func (empty) Snapshot() *driver.Snapshot { return nil }
func (empty) Next(*driver.Event) error   { return io.EOF }
func (empty) Close() error               { return nil }

// appendOutput takes the settings that falcod's flags can express.
func appendOutput(opt *alert.Options, v any) bool {
	list, _ := v.([]any)
	for _, e := range list {
		for k, v := range e.(map[string]any) {
			switch k {
			case "suggested_output":
				opt.Suggested = v == true
			case "extra_fields":
				for _, f := range v.([]any) {
					name, ok := f.(string)
					if !ok || strings.Contains(name, "(") {
						return false
					}
					opt.Fields = append(opt.Fields, name)
				}
			default:
				return false
			}
		}
	}
	return true
}

// Selection.

type recordedSelection struct {
	Files    map[string]string `json:"files"`
	Settings map[string]any    `json:"settings"`
	Capture  string            `json:"capture"`
	ExitCode int               `json:"exit_code"`
	Counts   map[string]int    `json:"counts"`
	Alerts   [][2]any          `json:"alerts"`
}

func TestGoldenSelection(t *testing.T) {
	dir := golden.Dir(t)
	paths, _ := filepath.Glob(filepath.Join(dir, "language", "selection", "*.json"))
	skipped := 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var c recordedSelection
		if err := json.Unmarshal(data, &c); err != nil {
			t.Fatal(err)
		}
		if c.ExitCode != 0 {
			skipped++ // settings that falcod's flags cannot say
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) { c.check(t, dir, data) })
	}
	t.Logf("%d cases without alerts left out", skipped)
}

func (c *recordedSelection) check(t *testing.T, dir string, data []byte) {
	names := fileOrder(t, data)
	var files []*source.File
	for _, name := range names {
		files = append(files, source.NewFile(name, []byte(c.Files[name])))
	}
	b, err := bundle(files...)
	if err != nil {
		t.Fatal(err)
	}
	limit, all := uint8(debugPriority), false
	var steps []vm.Choice
	for k, v := range c.Settings {
		switch k {
		case "priority":
			limit = priorityOf(fmt.Sprint(v))
		case "rule_matching":
			all = strings.EqualFold(fmt.Sprint(v), "all")
		case "rules":
			list, _ := v.([]any)
			for _, e := range list {
				entry, _ := e.(map[string]any)
				on, enable := entry["enable"].(map[string]any)
				if !enable {
					on, _ = entry["disable"].(map[string]any)
				}
				rule, _ := on["rule"].(string)
				tag, _ := on["tag"].(string)
				steps = append(steps, vm.Choice{Enable: enable, Rule: rule, Tag: tag})
			}
		default:
			t.Skipf("setting %s", k)
		}
	}
	sel := vm.NewSelection(b, limit)
	sel.Apply(steps...)
	counts := map[string]int{}
	var first [][2]any
	var e *runtime.Engine
	err = replay(filepath.Join(dir, "captures", c.Capture), b, sel, all, func(engine *runtime.Engine) error {
		e = engine
		return nil
	}, func(rule int) error {
		name := b.Rules[rule].Name
		counts[name]++
		if len(first) < len(c.Alerts) {
			first = append(first, [2]any{float64(e.Fields.St.Num), name})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(counts) != fmt.Sprint(c.Counts) {
		t.Errorf("want %v, got %v", c.Counts, counts)
	}
	if fmt.Sprint(first) != fmt.Sprint(c.Alerts) {
		t.Errorf("order: want %v, got %v", c.Alerts, first)
	}
}

func priorityOf(name string) uint8 {
	for i, p := range alert.Priorities {
		if strings.HasPrefix(strings.ToLower(p), strings.ToLower(name)) {
			return uint8(i)
		}
	}
	return debugPriority
}

// fileOrder is the load order of the files: that of their names in the JSON text.
func fileOrder(t *testing.T, data []byte) (names []string) {
	t.Helper()
	var top struct{ Files json.RawMessage }
	if err := json.Unmarshal(data, &top); err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(top.Files))
	_, _ = dec.Token()
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, key.(string))
		var text json.RawMessage
		if err := dec.Decode(&text); err != nil {
			t.Fatal(err)
		}
	}
	return names
}
