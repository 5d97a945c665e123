package suite_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/diag"
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

// elsewhere are the codes that no rule file can show, with the reason.
var elsewhere = map[string]string{
	"LOAD_ERR_FILE_READ":     "Falco has the code and tells of unreadable files without it; so does falcoc",
	"LOAD_ERR_EXTENSION":     "Falco has it for readers of other formats than YAML, of which there is none",
	"LOAD_WARNING_EXTENSION": "Falco has it for readers of other formats than YAML, of which there is none",
}

// TestCodes holds that every code has a case, those of falcoc lint in a script, and that
// the ones without are indeed never found.
func TestCodes(t *testing.T) {
	cases, err := suite.Read(filepath.Join(golden.Root(t), "conformance", "cases"))
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, c := range cases {
		for _, code := range c.Finds {
			shown[code] = true
		}
		for _, line := range c.Want {
			if kind, rest, _ := strings.Cut(line, " "); kind == "error" || kind == "warning" {
				for _, word := range strings.Fields(rest)[:min(2, len(strings.Fields(rest)))] { // behind a file's name
					shown[strings.TrimSuffix(word, ":")] = true
				}
			}
		}
	}
	lint, err := os.ReadFile(filepath.Join(golden.Root(t), "cmd", "falcoc", "testdata", "lint.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range diag.Codes {
		switch {
		case elsewhere[c.Name] != "":
			if shown[c.Name] {
				t.Errorf("a case shows %s, which is said to be impossible: %s", c.Name, elsewhere[c.Name])
			}
		case strings.HasPrefix(c.Name, "FALCOC_STYLE_"):
			if !strings.Contains(string(lint), c.Name) {
				t.Errorf("lint.txtar does not show %s", c.Name)
			}
		case !shown[c.Name]:
			t.Errorf("no case shows %s", c.Name)
		}
	}
}
