package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/conformance/suite"
)

// TestSuite asks this command the cases of the conformance suite, as it would ask Falco,
// but without a process for each.
func TestSuite(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand runs of the command")
	}
	root := filepath.Join(golden.Root(t), "conformance")
	cases, err := suite.Read(filepath.Join(root, "cases"))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("FALCO_HOSTNAME", "host")
	local := time.Local
	time.Local = time.UTC
	defer func() { time.Local = local }()
	falco := &suite.Falco{Captures: filepath.Join(root, "captures"), Main: func(args []string, stdout, stderr io.Writer) { run(args, stdout, stderr) }}
	answers, err := falco.Answers(cases)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		got, want := suite.CompareOurs(c, answers[i])
		want = slices.DeleteFunc(want, func(line string) bool {
			return line == "is true" || line == "is false" || strings.HasPrefix(line, "differs ")
		}) // of made events, and of Falco
		if answers[i] != nil && !slices.Equal(got, want) && !(len(want) == 0 && slices.Equal(got, []string{"ok"})) {
			t.Errorf("%s:%d %s: got %q, want %q", c.Path, c.Line, c.Name, got, want)
		}
	}
}
