package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/conformance/golden"
)

// TestTutorial does what docs/tutorial.md says, and compares what it shows. A line of
// three dots stands for any lines.
func TestTutorial(t *testing.T) {
	root := golden.Root(t)
	data, err := os.ReadFile(filepath.Join(root, "docs", "tutorial.md"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	ran := map[string]bool{}
	for _, block := range regexp.MustCompile("(?ms)^```(yaml|console)(?: ([a-z.]+))?\n(.*?)^```$").FindAllStringSubmatch(string(data), -1) {
		kind, name, text := block[1], block[2], block[3]
		if kind == "yaml" {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for _, step := range strings.Split("\n"+text, "\n$ ")[1:] {
			line, shown, _ := strings.Cut(step, "\n")
			want := 0
			if before, ok := strings.CutSuffix(strings.TrimSuffix(shown, "\n"), "[exit code 1]"); ok {
				shown, want = before, 1
			}
			args := splitLine(line)
			ran[strings.Join(args[:2], " ")] = true
			var out, errs bytes.Buffer
			var code int
			if args[0] == "falcod" {
				code = falcod(t, root, args[1:], &out, &errs)
			} else {
				code = run(args[1:], strings.NewReader(""), &out, &errs)
			}
			if code != want || !shows(out.String(), shown) {
				t.Errorf("$ %s\n%s%s[exit code %d], but the tutorial shows\n%s[exit code %d]", line, out.String(), errs.String(), code, shown, want)
			}
		}
	}
	for _, step := range []string{"falcoc check", "falcoc test", "falcoc explain", "falcoc build", "falcoc bundle", "falcod --bundle"} {
		if !ran[step] {
			t.Errorf("the tutorial does not show %s", step)
		}
	}
}

// splitLine cuts a command line at blanks outside of single quotes.
func splitLine(line string) (args []string) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			args = append(args, part)
		} else {
			args = append(args, strings.Fields(part)...)
		}
	}
	return args
}

// shows compares output with what a page shows of it.
func shows(got, shown string) bool {
	parts := strings.Split("\n"+strings.TrimSuffix(shown, "\n")+"\n", "\n...\n")
	rest := "\n" + strings.TrimSuffix(got, "\n") + "\n"
	if len(parts) == 1 {
		return rest == parts[0]
	}
	for i, p := range parts {
		if i > 0 {
			p = "\n" + p
		}
		if i < len(parts)-1 {
			p += "\n"
		}
		at := strings.Index(rest, p)
		if p != "\n" && (at < 0 || i == 0 && at > 0) {
			return false
		}
		rest = rest[max(at, 0)+max(len(p)-1, 0):]
	}
	return true
}

// falcod builds falcod and runs it.
func falcod(t *testing.T, root string, args []string, out, errs *bytes.Buffer) int {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "falcod")
	build := exec.Command("go", "build", "-o", bin, "./cmd/falcod")
	build.Dir = root
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building falcod: %v\n%s", err, text)
	}
	c := exec.Command(bin, args...)
	c.Stdout, c.Stderr = out, errs
	if err := c.Run(); err != nil {
		return c.ProcessState.ExitCode()
	}
	if !strings.Contains(out.String(), "Secret notes were read") {
		t.Errorf("falcod wrote\n%s", out.String())
	}
	return 0
}
