package diag

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryCodeIsExplained reads the compiler's sources for codes.
func TestEveryCodeIsExplained(t *testing.T) {
	code := regexp.MustCompile(`"((?:LOAD|FALCOC)_[A-Z_]+)"`)
	paths, _ := filepath.Glob("../*/*.go")
	own, _ := filepath.Glob("../*.go")
	found := 0
	for _, p := range append(paths, own...) {
		if strings.HasSuffix(p, "_test.go") {
			continue
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(data), -1) {
			found++
			if _, ok := Lookup(m[1]); !ok && m[1] != "FALCOC_GOLDEN" {
				t.Errorf("%s: no page for %s", p, m[1])
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d codes found", found)
	}
}

func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Codes {
		if c.Short == "" || len(strings.TrimSpace(c.Page)) < 40 || seen[c.Name] {
			t.Errorf("%s: short %q, page of %d bytes", c.Name, c.Short, len(c.Page))
		}
		seen[c.Name] = true
		for _, line := range strings.Split(c.Page, "\n") {
			if len(line) > 90 {
				t.Errorf("%s: line of %d bytes", c.Name, len(line))
			}
		}
	}
	if c, ok := Lookup("load_no_evttype"); !ok || c.Name != "LOAD_NO_EVTTYPE" {
		t.Error("codes are not found in lower case")
	}
}

func TestListIsCapped(t *testing.T) {
	var l List
	for i := range 3 * MaxFindings {
		l.Add(&Diagnostic{Severity: Warning, Message: strings.Repeat("x", i)})
		l.Add(&Diagnostic{Severity: Warning, Message: strings.Repeat("x", i)}) // once is enough
	}
	l.Add(&Diagnostic{Message: "error"})
	if len(l.All) != MaxFindings+1 || l.Errors() != 1 || l.Cut == 0 {
		t.Errorf("%d kept, %d cut, %d errors", len(l.All), l.Cut, l.Errors())
	}
}

func TestCleanOutput(t *testing.T) {
	if got := clean("a\x1b[31mb\nc\xffd\u202e"); got != "a\ufffd[31mb c\ufffdd\ufffd" {
		t.Errorf("%q", got)
	}
}
