package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The test's own binary is the process between, as the program's is.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == childArg {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestFirstRules(t *testing.T) {
	text := []byte("# head\n\n- list: l\n  items: [a]\n- rule: one\n  desc: d\n- macro: m\n  condition: x\n- rule: two\n  desc: d\n")
	got := string(firstRules(repeated(text, 3), 3))
	for _, want := range []string{"- list: l", "- rule: one\n", "- macro: m", "- rule: two\n", "- rule: one, repeated 2\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "repeated 3") || strings.Count(got, "- rule:") != 3 {
		t.Errorf("too much:\n%s", got)
	}
}

// A falco that is a script: it gets the rules and the capture, and its time is shown.
func TestTable(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the commands")
	}
	dir := t.TempDir()
	for _, name := range []string{"falcoc", "falcod"} {
		if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, name), "../../cmd/"+name).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	falco := filepath.Join(dir, "falco")
	script := "#!/bin/sh\nfor a; do case $a in *=*) ;; -*) ;; *) test -s \"$a\" || exit 3;; esac; done\necho \"$@\" >>" + filepath.Join(dir, "asked") + "\n"
	if err := os.WriteFile(falco, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	o := options{bin: dir, rules: "../../rules", falco: falco, passes: 1, events: 2000, most: 1000}
	s, err := o.sets(dir)
	if err != nil {
		t.Fatal(err)
	}
	capture := filepath.Join(dir, "w.scap")
	if _, err := workload(capture, o.events); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	tab := &table{out: &out}
	tab.machine()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var builds []*built
	for _, one := range []set{s[0], s[1], s[2], s[len(s)-1]} {
		b, err := o.build(ctx, dir, one)
		if err != nil {
			t.Fatalf("%s: %v", one.name, err)
		}
		builds = append(builds, b)
	}
	tab.builds(builds)
	if err := o.start(ctx, dir, builds[:1], tab); err != nil {
		t.Fatal(err)
	}
	if err := o.replay(ctx, capture, builds, tab); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{25, 93, 1000, 1} {
		if n := len(builds[i].bundle.Rules); n != want {
			t.Errorf("%s: %d rules", builds[i].set.name, n)
		}
	}
	asked, err := os.ReadFile(filepath.Join(dir, "asked"))
	if err != nil || !strings.Contains(string(asked), "engine.replay.capture_file="+capture) || !strings.Contains(string(asked), "25.yaml") {
		t.Errorf("falco was asked %q, %v", asked, err)
	}
	for _, want := range []string{"falco ns", "evaluate ns", "25 default rules", "1 list of 100000", "The floor:"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	t.Log("\n" + out.String())
}
