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

// Records are Falco's recorded answers, by question. An answer is a line that the
// case's answer must have, or "".
type Records struct{ known map[string]string }

// ReadRecords reads the records of a folder (see the README in it).
func ReadRecords(dir string) (*Records, error) {
	r := &Records{known: map[string]string{}}
	err := lines(filepath.Join(dir, "compile.jsonl.gz"), func(line []byte) error {
		var v struct {
			Condition     string
			Lists, Macros map[string]string
			Error         *struct{ Code, Message string }
		}
		if err := json.Unmarshal(line, &v); err != nil {
			return err
		}
		if len(v.Lists)+len(v.Macros) == 0 {
			answer := ""
			if v.Error != nil {
				answer = strings.TrimRight("error "+v.Error.Code+": "+oneLine(v.Error.Message), " ")
			}
			r.add(answer, "compile", v.Condition)
		}
		return nil
	})
	if err == nil {
		err = lines(filepath.Join(dir, "conditions.jsonl.gz"), func(line []byte) error {
			var v struct {
				Capture, Condition, SHA256 string
				Count                      int
				Matches                    []uint64
			}
			err := json.Unmarshal(line, &v)
			answer := "matches " + Numbers(v.Matches)
			if v.SHA256 != "" {
				answer = fmt.Sprintf("matches %d events #%s", v.Count, v.SHA256[:8])
			}
			r.add(answer, "matches", strings.TrimSuffix(v.Capture, ".scap"), v.Condition)
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
				r.add("", "output", strings.TrimSuffix(v.Capture, ".scap"), strings.ReplaceAll(events, " ", ""), v.Output)
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
			r.add("", parts...)
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
				r.add("", selectionKey(v.Capture, text, v.Settings)...)
			}
			return nil
		})
	}
	if err != nil {
		return nil, fmt.Errorf("recorded results: %w", err)
	}
	return r, nil
}

func (r *Records) add(answer string, parts ...string) { r.known[strings.Join(parts, "\x01")] = answer }

// Answer returns the recorded line, "" for one that other tests compare, and whether
// there is a record.
func (r *Records) Answer(c *Case) (string, bool) {
	key, ok := recordKey(c)
	if !ok {
		return "", false
	}
	line, ok := r.known[strings.Join(key, "\x01")]
	return line, ok
}

func recordKey(c *Case) ([]string, bool) {
	switch {
	case c.World != nil:
		return nil, false
	case c.Kind == Condition && c.Capture == "":
		return []string{"compile", c.Text}, len(c.Files) == 0
	case c.Kind == Condition:
		return []string{"matches", c.Capture, c.Text}, len(c.Files) == 0
	case c.Kind == Output:
		return []string{"output", c.Capture, c.Events, c.Text}, true
	case c.Capture != "":
		if len(c.Files) != 1 {
			return nil, false
		}
		return caseSelection(c)
	}
	parts := []string{"load"}
	for _, f := range c.Files {
		parts = append(parts, f.Name, strings.TrimRight(f.Text, "\n"))
	}
	return parts, true
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
