package script

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
)

// TestManual holds that the manual's script is one.
func TestManual(t *testing.T) {
	page, err := os.ReadFile("../../../../docs/captures.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(page, -1) {
		if err := Check(source.NewFile("captures.md", m[1])); err != nil {
			t.Error(err)
		}
	}
}

// TestHelp holds that each line of Help that shows an event is one.
func TestHelp(t *testing.T) {
	var text strings.Builder
	text.WriteString("processes:\n  - {name: sh, exe: /bin/sh}\nevents:\n")
	n := 0
	for _, line := range strings.Split(Help, "\n") {
		if example := regexp.MustCompile(`^  (\{(process: sh|process: cat|wait).*\})`).FindStringSubmatch(line); example != nil {
			text.WriteString("  - " + example[1] + "\n")
			n++
		}
	}
	if err := Check(source.NewFile("help", []byte(text.String()))); err != nil || n < 10 {
		t.Errorf("%d examples: %v\n%s", n, err, text.String())
	}
}

func FuzzScript(f *testing.F) {
	f.Add([]byte("processes:\n  - {name: sh, exe: /bin/sh, container: c}\ncontainers:\n  - {name: c, id: 3ad7b26ded6d}\nevents:\n  - {process: sh, open: /x, flags: O_RDONLY|O_CREAT, as: f}\n  - {process: sh, read: f}\n"))
	f.Add([]byte("events:\n  - {process: init, event: connect, params: {res: 0, tuple: \"1.2.3.4:5->1.2.3.4:6\", fd: 3}}\n  - {wait: 1s}\n"))
	f.Add([]byte("users:\n  - {name: a, uid: 1}\nevents:\n  - {process: init, fork: a}\n  - {process: a, exec: /x}\n  - {process: a, exit: 1}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var mistake *Error
		if err := Check(source.NewFile("f", data)); err != nil && !errors.As(err, &mistake) && !strings.Contains(err.Error(), "too") {
			t.Fatalf("a mistake without a place: %v", err)
		}
	})
}
