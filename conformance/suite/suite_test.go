package suite_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/conformance/suite"
)

var update = flag.Bool("update", false, "write the answers into the case files; review what changed")

// caseFiles are the Markdown files with cases.
func caseFiles(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(golden.Root(t), "conformance", "cases", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	return append(paths, filepath.Join(golden.Root(t), "docs", "language.md"))
}

func records(t testing.TB) *suite.Records {
	t.Helper()
	rec, err := suite.ReadRecords(filepath.Dir(golden.Recorded(t, "x")))
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func engine(t testing.TB) *suite.InProcess {
	t.Helper()
	return &suite.InProcess{Captures: filepath.Join(golden.Root(t), "conformance", "captures")}
}

// TestSuite asks falcoc every case of the suite and every example of the manual, and
// holds expectations against what Falco was recorded to say.
func TestSuite(t *testing.T) {
	rec, e := records(t), engine(t)
	if *update {
		for _, path := range caseFiles(t) {
			if err := suite.Rewrite(path, e, rec); err != nil {
				t.Fatal(err)
			}
		}
	}
	all, err := suite.Read(caseFiles(t)...)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := e.Answers(all)
	if err != nil {
		t.Fatal(err)
	}
	recorded, differ := 0, 0
	for i, c := range all {
		a := answers[i]
		if got := suite.Full(c, a, rec); !slices.Equal(got, c.Want) {
			t.Errorf("%s (%s) %.100q\n got:\n  %s\nwant:\n  %s", c.ID(), c.Name, c.Text, strings.Join(got, "\n  "), strings.Join(c.Want, "\n  "))
		}
		for _, code := range c.Finds {
			if !slices.Contains(a.Finds, code) {
				t.Errorf("%s: found %v, want %s, too", c.ID(), a.Finds, code)
			}
		}
		known := len(a.Differs)+len(c.About) > 0
		if known {
			differ++
		}
		if len(c.Falco) > 0 && !known {
			t.Errorf("%s: Falco answers %s, and no difference says why", c.ID(), c.Falco)
		}
		if line, ok := rec.Answer(c); ok {
			recorded++
			if line != "" && !slices.Contains(c.Want, line) && !known {
				t.Errorf("%s: Falco was recorded to say %q", c.ID(), line)
			}
		}
	}
	t.Logf("%d cases, %d with a recorded answer of Falco, %d with a deliberate difference", len(all), recorded, differ)
}

func TestDifferencesPage(t *testing.T) {
	cases, err := suite.Read(filepath.Join(golden.Root(t), "conformance", "cases"))
	if err != nil {
		t.Fatal(err)
	}
	answers, err := engine(t).Answers(cases)
	if err != nil {
		t.Fatal(err)
	}
	asserted := map[string]bool{}
	for i, c := range cases {
		for _, id := range append(answers[i].Differs, c.About...) {
			asserted[id] = true
		}
	}
	for _, d := range check.Differences {
		if !asserted[d.ID] {
			t.Errorf("no case asserts the difference %s", d.ID)
		}
		delete(asserted, d.ID)
	}
	for id := range asserted {
		t.Errorf("a case is about %s, which is no difference", id)
	}
	path := filepath.Join(golden.Root(t), "conformance", "DIFFERENCES.md")
	page := suite.Page(cases, answers)
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != page {
		t.Error("conformance/DIFFERENCES.md is not up to date: run the test with -update")
	}
}

// TestShare counts the recorded conditions that differ on purpose.
func TestShare(t *testing.T) {
	if testing.Short() {
		t.Skip("replays every capture")
	}
	type row struct {
		Capture, Condition, SHA256 string
		Count                      int
		Matches                    []uint64
	}
	captures := filepath.Join(golden.Root(t), "conformance", "captures")
	if dir := os.Getenv("FALCOC_GOLDEN"); dir != "" { // has all of them
		captures = filepath.Join(dir, "captures")
	}
	var cases []*suite.Case
	var want []string
	total := 0
	golden.Each(t, golden.Recorded(t, "conditions.jsonl.gz"), func(r row) {
		total++
		name := strings.TrimSuffix(r.Capture, ".scap")
		if _, err := os.Stat(filepath.Join(captures, r.Capture)); err != nil {
			return
		}
		cases = append(cases, &suite.Case{Kind: suite.Condition, Text: r.Condition, Capture: name})
		line := "matches " + suite.Numbers(r.Matches)
		if r.SHA256 != "" {
			line = fmt.Sprintf("matches %d events #%s", r.Count, r.SHA256[:8])
		}
		want = append(want, line)
	})
	answers, err := (&suite.InProcess{Captures: captures}).Answers(cases)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]int{}
	different := 0
	for i, a := range answers {
		if lines := a.Lines(cases[i]); slices.Contains(lines, want[i]) {
			continue
		}
		different++
		id := "unexplained"
		if len(a.Differs) > 0 {
			id = a.Differs[0]
		} else {
			t.Logf("%s %s: want %s", cases[i].Capture, cases[i].Text, want[i])
		}
		byID[id]++
	}
	t.Logf("%d of %d recorded conditions, %d of them replayed here, differ (%.2f %%): %v",
		different, total, len(cases), 100*float64(different)/float64(total), byID)
	if 100*different > total {
		t.Error("more than 1 %")
	}
	if byID["unexplained"] > 1 { // one record contradicts the others
		t.Errorf("%d without a reason", byID["unexplained"])
	}
}
