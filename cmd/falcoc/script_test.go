package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"falcoc": main})
}

// TestScripts runs testdata/*.txtar. $RULES and $CAPTURES are those of the project.
func TestScripts(t *testing.T) {
	root := golden.Root(t)
	dir, files := "testdata", []string(nil)
	if testing.Short() {
		// Each command starts a process, and few have more than one goroutine.
		dir, files = "", []string{"testdata/build.txtar", "testdata/check.txtar", "testdata/eval.txtar"}
	}
	testscript.Run(t, testscript.Params{
		Dir: dir, Files: files,
		Setup: func(env *testscript.Env) error {
			env.Setenv("RULES", filepath.Join(root, "rules"))
			env.Setenv("CAPTURES", filepath.Join(root, "conformance", "captures"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"damage": damage, "half": half, "mode": mode, "crlf": crlf},
	})
}

// damage flips the bits of the byte in the middle of a file.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	data[len(data)/2] ^= 0xff
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// crlf copies a file with the line ends of Windows.
func crlf(ts *testscript.TestScript, neg bool, args []string) {
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "\n", "\r\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
}

// half copies the first half of a file.
func half(ts *testscript.TestScript, neg bool, args []string) {
	data := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(data[:len(data)/2]), 0o644))
}

// mode checks a file's permissions.
func mode(ts *testscript.TestScript, neg bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if got := info.Mode().Perm().String(); got != args[1] {
		ts.Fatalf("%s has mode %s, want %s", args[0], got, args[1])
	}
}

// TestExitCodes holds the difference between wrong usage and refused input, and that
// output which cannot be written is an error.
func TestExitCodes(t *testing.T) {
	root := golden.Root(t)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	capture := filepath.Join(root, "conformance", "captures", "D-shell.scap")
	for _, c := range []struct {
		out  io.Writer
		want int
		args []string
	}{
		{io.Discard, 0, []string{"check", filepath.Join(root, "rules")}},
		{io.Discard, 1, []string{"check", "none.yaml"}},
		{io.Discard, 1, []string{"disasm", capture}},
		{io.Discard, 1, []string{"fields", "nosuchfield"}},
		{io.Discard, 2, []string{"check"}},
		{io.Discard, 2, []string{"check", "--format", "xml", "x"}},
		{io.Discard, 2, []string{"chekc"}},
		{io.Discard, 2, []string{"bundle", "sign", "x.fbc"}},
		{io.Discard, 2, []string{"capture", "print", capture, "--fields", "no.such"}},
		{full, 1, []string{"version"}},
		{full, 1, []string{"--help"}},
		{full, 1, []string{"fields"}},
		{full, 1, []string{"list", filepath.Join(root, "rules")}},
		{full, 1, []string{"explain", "LOAD_NO_EVTTYPE"}},
		{full, 1, []string{"eval", "--capture", capture, "evt.num = 8720"}},
		{full, 1, []string{"capture", "print", capture, "--filter", "evt.num = 8720"}},
		{full, 1, []string{"capture", "info", capture}},
	} {
		if got := run(c.args, strings.NewReader(""), c.out, io.Discard); got != c.want {
			t.Errorf("%v: code %d, want %d", c.args, got, c.want)
		}
	}
}
