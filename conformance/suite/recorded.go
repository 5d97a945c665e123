package suite

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Records are Falco's recorded answers, by question.
type Records struct{ known map[string]bool }

// ReadRecords reads the records of a folder (see the README in it).
func ReadRecords(dir string) (*Records, error) {
	r := &Records{known: map[string]bool{}}
	err := lines(filepath.Join(dir, "compile.jsonl.gz"), func(line []byte) error {
		var v struct {
			Condition     string
			Lists, Macros map[string]string
		}
		if err := json.Unmarshal(line, &v); err != nil {
			return err
		}
		if len(v.Lists)+len(v.Macros) == 0 {
			r.add("compile", v.Condition)
		}
		return nil
	})
	if err == nil {
		err = lines(filepath.Join(dir, "conditions.jsonl.gz"), func(line []byte) error {
			var v struct{ Capture, Condition string }
			err := json.Unmarshal(line, &v)
			r.add("matches", strings.TrimSuffix(v.Capture, ".scap"), v.Condition)
			return err
		})
	}
	if err == nil {
		err = lines(filepath.Join(dir, "outputs.jsonl.gz"), func(line []byte) error {
			var v struct {
				Capture, Output, Rules string
				Settings               map[string]any
			}
			err := json.Unmarshal(line, &v)
			_, events, _ := strings.Cut(v.Rules, "evt.num in (")
			events, _, _ = strings.Cut(events, ")")
			if len(v.Settings) == 0 {
				r.add("output", strings.TrimSuffix(v.Capture, ".scap"), strings.ReplaceAll(events, " ", ""), v.Output)
			}
			return err
		})
	}
	if err == nil {
		err = lines(filepath.Join(dir, "load.jsonl.gz"), func(line []byte) error {
			var v struct {
				Files    []string
				Contents map[string]struct {
					Text   string
					Base64 []byte
				}
			}
			if err := json.Unmarshal(line, &v); err != nil {
				return err
			}
			parts := []string{"load"}
			for _, name := range v.Files {
				text := v.Contents[name].Text
				if b := v.Contents[name].Base64; b != nil {
					text = string(b)
				}
				parts = append(parts, name, strings.TrimRight(text, "\n"))
			}
			r.add(parts...)
			return nil
		})
	}
	if err == nil {
		err = lines(filepath.Join(dir, "selection.jsonl.gz"), func(line []byte) error {
			var v struct {
				Capture  string
				Files    map[string]string
				Settings map[string]json.RawMessage
			}
			if err := json.Unmarshal(line, &v); err != nil {
				return err
			}
			if text, ok := v.Files["rules.yaml"]; ok && len(v.Files) == 1 {
				r.add(selectionKey(v.Capture, text, v.Settings)...)
			}
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("recorded results: %w", err)
	}
	return r, nil
}

func (r *Records) add(parts ...string) { r.known[strings.Join(parts, "\x01")] = true }

// Covers reports whether Falco's answer to the case, or to the part of it that is
// about the language, was recorded.
func (r *Records) Covers(c *Case) bool {
	has := func(parts ...string) bool { return r.known[strings.Join(parts, "\x01")] }
	switch {
	case c.Kind == Condition && c.Capture == "":
		return len(c.Files) == 0 && has("compile", c.Text)
	case c.Kind == Condition:
		return len(c.Files) == 0 && has("matches", c.Capture, c.Text)
	case c.Kind == Output:
		return has("output", c.Capture, c.Events, c.Text)
	case c.Capture != "":
		if len(c.Files) != 1 {
			return false
		}
		key, ok := caseSelection(c)
		return ok && has(key...)
	}
	parts := []string{"load"}
	for _, f := range c.Files {
		parts = append(parts, f.Name, strings.TrimRight(f.Text, "\n"))
	}
	return has(parts...)
}

// selectionKey spells the settings of a recorded selection.
func selectionKey(capture, text string, settings map[string]json.RawMessage) []string {
	key := []string{"selection", strings.TrimSuffix(capture, ".scap"), strings.TrimRight(text, "\n")}
	for _, name := range []string{"priority", "rule_matching"} {
		if v, ok := settings[name]; ok {
			key = append(key, name+" "+strings.Trim(string(v), `"`))
		}
	}
	var rules []map[string]map[string]string
	if v, ok := settings["rules"]; ok {
		if json.Unmarshal(v, &rules) != nil {
			return []string{"selection"}
		}
	}
	for _, step := range rules {
		for _, word := range []string{"enable", "disable"} {
			for _, kind := range []string{"rule", "tag"} {
				if v := step[word][kind]; v != "" {
					key = append(key, word+" "+kind+" "+v)
				}
			}
		}
	}
	return key
}

func caseSelection(c *Case) ([]string, bool) {
	key := []string{"selection", c.Capture, strings.TrimRight(c.Files[0].Text, "\n")}
	for _, name := range []string{"priority", "rule_matching"} {
		for _, v := range c.settings(name) {
			key = append(key, name+" "+v)
		}
	}
	for _, l := range c.Set {
		l, ok := strings.CutPrefix(l, "set ")
		if ok && (strings.HasPrefix(l, "enable ") || strings.HasPrefix(l, "disable ")) {
			key = append(key, l)
		} else if ok && !strings.HasPrefix(l, "priority ") && !strings.HasPrefix(l, "rule_matching ") {
			return nil, false
		}
	}
	return key, true
}

func lines(path string, f func([]byte) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	zr, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	sc := bufio.NewScanner(zr)
	sc.Buffer(nil, 64<<20)
	for sc.Scan() {
		if err := f(sc.Bytes()); err != nil {
			return err
		}
	}
	return sc.Err()
}
