package suite

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Falco is a falco binary of version 0.45 or thereabouts. Every question costs one
// or two runs of it.
type Falco struct {
	Path     string
	Config   string // base configuration with the container plugin; "" for none
	Captures string
	Progress func(done, all int) // may be nil
	// Main takes the place of the binary where it is not nil: one that is within this
	// program.
	Main func(args []string, stdout, stderr io.Writer)
}

// Answers answers the cases in their order.
func (f *Falco) Answers(cases []*Case) ([]*Answer, error) {
	dir, err := os.MkdirTemp("", "conform")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var out []*Answer
	for i, c := range cases {
		a, err := f.answer(c, filepath.Join(dir, fmt.Sprint(i)))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.ID(), err)
		}
		out = append(out, a)
		if f.Progress != nil {
			f.Progress(i+1, len(cases))
		}
	}
	return out, nil
}

func (f *Falco) answer(c *Case, dir string) (*Answer, error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var paths []string
	for i, file := range c.rules() {
		// A folder of its own for each file keeps equal names apart.
		path := filepath.Join(dir, fmt.Sprint(i), filepath.Base(file.Name))
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(file.Text), 0o600); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	a, err := f.validate(paths)
	if err != nil || !a.ok() || c.Capture == "" {
		return a, err
	}
	return a, f.replay(c, paths, a)
}

// run is one run of Falco. A failing exit status is an answer, too.
func (f *Falco) run(args ...string) (stdout, stderr []byte, err error) {
	if f.Config != "" {
		args = append([]string{"-c", f.Config}, args...)
	}
	if f.Main != nil {
		var o, e bytes.Buffer
		f.Main(args, &o, &e)
		return o.Bytes(), e.Bytes(), nil
	}
	cmd := exec.Command(f.Path, args...)
	cmd.Env = append(os.Environ(), "TZ=UTC", "FALCO_HOSTNAME=host")
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		err = nil
		if !exit.Exited() {
			fmt.Fprintf(&e, "\n%s", exit)
		}
	}
	return o.Bytes(), e.Bytes(), err
}

type falcoMessage struct {
	Code, Message string
	Field         string `json:"deprecated_field"`
	Context       struct {
		Locations []struct {
			Kind string `json:"item_type"`
			Name string `json:"item_name"`
		}
	}
}

type falcoVerdict struct {
	Loads []struct {
		Name             string
		Errors, Warnings []falcoMessage
	} `json:"falco_load_results"`
	Describe *struct {
		Rules []struct {
			Info struct {
				Name, Priority, Source string
				Enabled                bool
				Tags                   []string
			}
			Details struct {
				Condition string `json:"condition_compiled"`
				Output    string `json:"output_compiled"`
				Events    []string
			}
		}
		Macros []struct {
			Info    struct{ Name string }
			Details struct {
				Condition string `json:"condition_compiled"`
			}
		}
		Lists []struct {
			Info    struct{ Name string }
			Details struct {
				Items []string `json:"items_compiled"`
			}
		}
	} `json:"falco_describe_results"`
}

// validate loads rule files. Describing them ends Falco where it cannot describe
// what it loaded, so that is left out in a second try.
func (f *Falco) validate(paths []string) (*Answer, error) {
	var args []string
	for _, p := range paths {
		args = append(args, "-V", p)
	}
	args = append(args, "-o", "json_output=true")
	var said []byte
	for _, more := range [][]string{{"-L"}, nil} {
		stdout, stderr, err := f.run(append(slices.Clone(args), more...)...)
		if err != nil {
			return nil, err
		}
		var v falcoVerdict
		if at := bytes.IndexByte(stdout, '{'); at >= 0 && json.NewDecoder(bytes.NewReader(stdout[at:])).Decode(&v) == nil {
			return v.answer(), nil
		}
		said = stderr
	}
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	return &Answer{Fatal: strings.TrimPrefix(lines[len(lines)-1], "Error: ")}, nil
}

func (v *falcoVerdict) answer() *Answer {
	a := &Answer{}
	convert := func(in []falcoMessage) (out []Message) {
		for _, m := range in {
			msg := Message{Code: m.Code, Text: m.Message}
			if m.Field != "" {
				msg.Text = deprecated(m.Field)
			}
			for _, l := range m.Context.Locations {
				msg.Items = append(msg.Items, Item{l.Kind, l.Name})
			}
			out = append(out, msg)
		}
		return out
	}
	for _, l := range v.Loads {
		a.Files = append(a.Files, Verdict{filepath.Base(l.Name), convert(l.Errors), convert(l.Warnings)})
	}
	if v.Describe == nil {
		return a
	}
	for _, r := range v.Describe.Rules {
		a.Rules = append(a.Rules, Rule{r.Info.Name, r.Details.Condition, r.Details.Output, r.Info.Priority, r.Info.Source, r.Info.Tags,
			r.Details.Events, r.Info.Enabled})
	}
	for _, m := range v.Describe.Macros {
		a.Macros = append(a.Macros, Item{m.Info.Name, m.Details.Condition})
	}
	for _, l := range v.Describe.Lists {
		a.Lists = append(a.Lists, Item{l.Info.Name, strings.Join(l.Details.Items, ", ")})
	}
	return a
}

// replay runs the rules over the case's capture, once for JSON and, where the lines
// are asked for, once for text.
func (f *Falco) replay(c *Case, paths []string, a *Answer) error {
	args := []string{
		"-o", "engine.kind=replay", "-o", "engine.replay.capture_file=" + filepath.Join(f.Captures, c.Capture+".scap"),
		"-o", "stdout_output.enabled=true", "-o", "syslog_output.enabled=false", "-o", "buffered_outputs=true",
		"-o", "append_output[]={\"extra_fields\": [\"evt.num\"]}", "-o", "priority=debug",
	}
	for _, p := range paths {
		args = append(args, "-r", p)
	}
	for _, l := range c.Set {
		name, value, _ := strings.Cut(strings.TrimPrefix(l, "set "), " ")
		switch {
		case !strings.HasPrefix(l, "set "):
		case name == "enable", name == "disable":
			kind, what, _ := strings.Cut(value, " ")
			args = append(args, "-o", fmt.Sprintf("rules[].%s.%s=%s", name, kind, what))
		case name == "suggested_output":
			args = append(args, "-o", "append_output[]={\"suggested_output\": "+value+"}")
		case name == "extra_field":
			args = append(args, "-o", fmt.Sprintf("append_output[]={\"extra_fields\": [%q]}", value))
		default:
			args = append(args, "-o", name+"="+value)
		}
	}
	if c.Kind == Condition {
		args = append(args, "-o", "rule_matching=all")
	}
	stdout, stderr, err := f.run(append(args, "-o", "json_output=true")...)
	if err != nil {
		return err
	}
	for _, line := range bytes.Split(stdout, []byte("\n")) {
		var alert struct {
			Rule   string
			Fields map[string]json.RawMessage `json:"output_fields"`
		}
		if json.Unmarshal(line, &alert) != nil || alert.Rule == "" {
			continue
		}
		al := Alert{Rule: alert.Rule}
		if err := json.Unmarshal(alert.Fields["evt.num"], &al.Event); err != nil {
			return fmt.Errorf("an alert without evt.num: %s", line)
		}
		delete(alert.Fields, "evt.time")
		if !strings.Contains(c.Text, "evt.num") && !slices.ContainsFunc(a.Rules, func(r Rule) bool { return strings.Contains(r.Output, "%evt.num") }) {
			delete(alert.Fields, "evt.num")
		}
		if al.JSON, err = json.Marshal(alert.Fields); err != nil {
			return err
		}
		a.Alerts = append(a.Alerts, al)
	}
	if i := bytes.LastIndex(stderr, []byte("Error: ")); i >= 0 {
		a.Died, _, _ = strings.Cut(string(stderr[i+len("Error: "):]), "\n")
	}
	if c.Kind == Output || c.has("show lines") {
		stdout, _, err := f.run(args...)
		if err != nil {
			return err
		}
		i := 0
		for _, line := range strings.Split(string(stdout), "\n") {
			if i < len(a.Alerts) && len(line) > 8 && line[2] == ':' && line[5] == ':' {
				a.Alerts[i].Text = message(line)
				i++
			}
		}
	}
	return nil
}

// Compare returns the lines that Falco answers and those that were expected of it,
// both empty when they are equal. Lines about what Falco's answer does not have
// are left out.
func Compare(c *Case, a *Answer) (got, want []string) {
	got = a.Lines(c)
	for _, l := range c.Want {
		if l != "recorded" && !strings.HasPrefix(l, "differs ") {
			want = append(want, l)
		}
	}
	words := func(lines []string) (out []string) {
		for _, l := range lines {
			w, _, _ := strings.Cut(l, " ")
			out = append(out, w)
		}
		return out
	}
	if c.World != nil && a.Holds == nil { // Falco has no made events
		is := func(l string) bool { return strings.HasPrefix(l, "is ") }
		want = slices.DeleteFunc(want, is)
		if len(want) == 0 {
			want = []string{"ok"}
		}
	}
	if len(c.Falco) > 0 {
		want = c.Falco
		known := words(want)
		got = slices.DeleteFunc(got, func(l string) bool { return !slices.Contains(known, words([]string{l})[0]) })
		dead := a.Fatal != "" || a.Died != ""
		if want[0] == "undefined" || dead && (want[0] == "refused" || want[0] == "crashes") { // for whatever reason
			return nil, nil
		}
	}
	if a.ok() && a.Rules == nil { // loaded, but not described
		described := func(l string) bool {
			return strings.HasPrefix(l, "means ") || strings.HasPrefix(l, "sees ") || strings.HasPrefix(l, "rule '") || strings.HasPrefix(l, "list '") ||
				strings.HasPrefix(l, "macro '")
		}
		got, want = slices.DeleteFunc(got, described), slices.DeleteFunc(slices.Clone(want), described)
		ok := func(l string) bool { return l == "ok" }
		got, want = slices.DeleteFunc(got, ok), slices.DeleteFunc(want, ok)
	}
	if slices.Equal(got, want) {
		return nil, nil
	}
	return got, want
}
