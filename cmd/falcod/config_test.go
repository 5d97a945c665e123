package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/pflag"
)

func parse(args ...string) (*cmdline, error) {
	c := &cmdline{}
	f := pflag.NewFlagSet("falcod", pflag.ContinueOnError)
	c.flags(f)
	return c, f.Parse(args)
}

func TestFlags(t *testing.T) {
	c, err := parse("--enable", "tag=net", "--disable=rule=Foo *", "--enable", "rule=a=b", "--min-priority", "info", "--rule-matching", "ALL",
		"--suggested-output=false", "--append-field", "proc.pid", "--append-field=fd.name")
	if err != nil {
		t.Fatal(err)
	}
	want := []vm.Choice{{Enable: true, Tag: "net"}, {Rule: "Foo *"}, {Enable: true, Rule: "a=b"}}
	if fmt.Sprint(c.choices) != fmt.Sprint(want) {
		t.Errorf("choices are %v, want %v", c.choices, want)
	}
	if c.priority != 6 || !bool(c.matching) || c.suggested || strings.Join(c.fields, " ") != "proc.pid fd.name" {
		t.Errorf("got %+v", c)
	}
	for _, bad := range [][]string{{"--enable", "x"}, {"--enable", "rule="}, {"--disable", "name=x"}, {"--min-priority", "high"}, {"--rule-matching", "some"}} {
		if _, err := parse(bad...); err == nil {
			t.Errorf("%v is accepted", bad)
		}
	}
}

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "foreign.fbc")
	if err := os.WriteFile(foreign, []byte("#!/bin/sh\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		cfg   cmdline
		usage bool
		want  string
	}{
		{cmdline{bundle: filepath.Join(dir, "none.fbc")}, false, "no such file"},
		{cmdline{bundle: foreign}, false, foreign},
		{cmdline{bundle: dir}, false, "bundle"},
		{cmdline{fields: []string{"no.such"}}, true, "--append-field no.such"},
	} {
		err := c.cfg.run(context.Background(), &bytes.Buffer{}, &bytes.Buffer{})
		var usage usageError
		if err == nil || !strings.Contains(err.Error(), c.want) || errors.As(err, &usage) != c.usage {
			t.Errorf("%+v: got %v", c.cfg, err)
		}
	}
}

func TestExitCodes(t *testing.T) {
	if code := run([]string{"--nope"}); code != 2 {
		t.Errorf("unknown flag: %d", code)
	}
	if code := run([]string{"extra"}); code != 2 {
		t.Errorf("argument: %d", code)
	}
	if code := run([]string{"--bundle", filepath.Join(t.TempDir(), "x.fbc")}); code != 1 {
		t.Errorf("missing bundle: %d", code)
	}
}
