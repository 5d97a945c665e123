package suite_test

import (
	"flag"
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

// TestSuite asks falcoc every case of the suite and every example of the manual.
func TestSuite(t *testing.T) {
	rec, e := records(t), engine(t)
	if *update {
		for _, path := range caseFiles(t) {
			if err := suite.Rewrite(path, e, rec); err != nil {
				t.Fatal(err)
			}
		}
	}
	var all []*suite.Case
	for _, path := range caseFiles(t) {
		cases, err := suite.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, cases...)
	}
	answers, err := e.Answers(all)
	if err != nil {
		t.Fatal(err)
	}
	recorded, differ := 0, 0
	for i, c := range all {
		got := suite.Full(c, answers[i], rec)
		if !slices.Equal(got, c.Want) {
			t.Errorf("%s (%s) %.100q\n got:\n  %s\nwant:\n  %s", c.ID(), c.Name, c.Text, strings.Join(got, "\n  "), strings.Join(c.Want, "\n  "))
		}
		for _, code := range c.Finds {
			if !slices.Contains(answers[i].Finds, code) {
				t.Errorf("%s: found %v, want %s, too", c.ID(), answers[i].Finds, code)
			}
		}
		if rec.Covers(c) {
			recorded++
		}
		if len(answers[i].Differs) > 0 {
			differ++
		}
		if len(c.Falco) > 0 && len(answers[i].Differs) == 0 && !slices.ContainsFunc(c.Want, func(l string) bool { return strings.HasPrefix(l, "differs ") }) {
			t.Logf("%s: Falco's answer differs: %s", c.ID(), c.Falco)
		}
	}
	t.Logf("%d cases, %d with a recorded answer of Falco, %d with a deliberate difference", len(all), recorded, differ)
}

var _ = check.Differences
var _ = os.Getenv
