package check_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/grammar"
)

// verdict is Falco's answer about one condition.
type verdict struct {
	ID        string
	Condition string
	Lists     map[string]json.RawMessage
	Macros    map[string]string
	Accepted  bool
	Fatal     string
	Error     *struct {
		Code, Message string
		Where         struct{ Offset int }
	}
	Warnings []struct {
		Code, Message string
		Field         string `json:"deprecated_field"`
		Where         struct{ Offset int }
	}
	Events json.RawMessage
}

func eachLine(t *testing.T, path string, f func([]byte)) {
	t.Helper()
	file, err := os.Open(filepath.Join(golden.Dir(t), path))
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	zip, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(zip)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		f(lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// conditionOffset is where the goldens' rule has its condition.
const conditionOffset = 39

func TestConditionGolden(t *testing.T) {
	var universe []string
	data, err := os.ReadFile(filepath.Join(golden.Dir(t), "language/load/events.json"))
	if err != nil {
		t.Skip(err)
	}
	if err := json.Unmarshal(data, &universe); err != nil {
		t.Fatal(err)
	}
	total, bad := 0, 0
	eachLine(t, "language/load/compile.jsonl.gz", func(line []byte) {
		var v verdict
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		if len(v.Lists)+len(v.Macros) > 0 || v.Condition == "" {
			return // what stands before this package: lists, macros, YAML
		}
		total++
		if msg := disagrees(&v, universe); msg != "" {
			bad++
			if bad <= 40 {
				t.Errorf("%s: %.300q\n%s", v.ID, v.Condition, msg)
			}
		}
	})
	t.Logf("%d conditions, %d differ", total, bad)
}

func disagrees(v *verdict, universe []string) string {
	e, perr := grammar.ParseCondition(v.Condition, grammar.MaxDepth)
	if perr != nil {
		switch {
		case v.Accepted:
			return "does not parse: " + perr.Msg
		case v.Error != nil && v.Error.Message != perr.Msg:
			return "got  " + perr.Msg + "\nwant " + v.Error.Message
		}
		return ""
	}
	_, findings := check.Condition(e, check.SourceSyscall)
	i := slices.IndexFunc(findings, func(f check.Finding) bool { return f.Error })
	if !v.Accepted {
		switch {
		case i < 0:
			return "accepted"
		case v.Error == nil:
			return ""
		case findings[i].Code != v.Error.Code || findings[i].Msg != v.Error.Message:
			return "got  " + findings[i].Code + " " + findings[i].Msg + "\nwant " + v.Error.Code + " " + v.Error.Message
		case v.Error.Code == check.CodeCondition && int(findings[i].Pos)+conditionOffset != v.Error.Where.Offset:
			return "wrong place for " + v.Error.Message
		}
		return ""
	}
	if i >= 0 {
		return "refused: " + findings[i].Msg
	}
	var got, want []string
	for _, f := range findings {
		if strings.HasPrefix(f.Code, "LOAD_") {
			got = append(got, f.Code+" "+f.Msg+" "+f.Field)
		}
	}
	for _, w := range v.Warnings {
		want = append(want, w.Code+" "+w.Message+" "+w.Field)
	}
	if !slices.Equal(got, want) {
		return "warnings\ngot  " + strings.Join(got, "\n     ") + "\nwant " + strings.Join(want, "\n     ")
	}
	if v.Events == nil {
		return ""
	}
	names, wanted := check.Infer(e).Names(), []string(nil)
	if json.Unmarshal(v.Events, &wanted) != nil {
		var except struct {
			All []string `json:"all_except"`
		}
		if err := json.Unmarshal(v.Events, &except); err != nil {
			return err.Error()
		}
		for _, n := range universe {
			if !slices.Contains(except.All, n) {
				wanted = append(wanted, n)
			}
		}
	}
	slices.Sort(wanted)
	if !slices.Equal(names, wanted) {
		return "events\ngot  " + strings.Join(names, " ") + "\nwant " + strings.Join(wanted, " ")
	}
	return ""
}
