package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/ruletest"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

// tester is what falcoc test was asked to do.
type tester struct {
	cmd      *cobra.Command
	rules    []string
	pattern  string
	coverage bool
	verbose  bool
	format   *oneOf

	loaded map[string]*ruletest.Rules
}

func testCommand() *cobra.Command {
	t := &tester{format: words("text", "json", "junit")}
	var watch, rec bool
	var from recording
	cmd := &cobra.Command{
		Use:   "test FILE|DIR...",
		Short: "Run unit tests of rules",
		Long: `test runs the tests in YAML files, without a kernel, and fails when one fails. A file of tests is a mapping:

  rules: ../rules                  files or folders, as seen from this file; --rules replaces them
  events:                          events to begin with
    read: {evt.type: openat, evt.is_open_read: true, fd.type: file, fd.num: 3, proc.name: cat}
  tests:
    - test: secrets are read       the event as its fields; null stands for a field that is not there
      rule: Account secrets read
      like: read
      fields: {fd.name: /etc/shadow}
      fires: {output: secrets, fields: {proc.name: cat}}
    - test: who may read them      a table: what the cases say goes on top of the test
      rule: Account secrets read
      like: read
      fd.name: /etc/shadow
      cases:
        - {case: cat, proc.name: cat, fires: true}
        - {case: sshd, proc.name: sshd, fires: false}
    - test: an attack              system calls, in the language of falcoc capture synth
      script: {processes: [...], events: [...]}
      fires: [Account secrets read, {rule: Login keys changed, times: 1}]
      silent: others               or a list of rules
    - test: a recorded one
      capture: attack.scap
      events: 100-200
      silent: [Account secrets read]

Fields that follow from others need not be given: fd.directory from fd.name, evt.res from evt.rawres, a call succeeds
and comes from the host. With --record, test prints a test of the alert that an event of --capture raises.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if rec {
				return usage(cobra.NoArgs)(cmd, args)
			}
			return usage(cobra.MinimumNArgs(1))(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			t.cmd = cmd
			if rec {
				return from.write(cmd, t.rules)
			}
			if !watch {
				return t.run(args)
			}
			return t.watch(args)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&t.rules, "rules", nil, "rule files or folders to test in place of those that the tests name (repeatable)")
	f.StringVar(&t.pattern, "run", "", "only the tests whose names match this regular expression")
	f.BoolVar(&t.coverage, "coverage", false, "tell which rules, outcomes of tests, exceptions and list items were exercised")
	f.BoolVarP(&t.verbose, "verbose", "v", false, "also tell what passed, and with --coverage what is missing")
	f.Var(t.format, "format", "how results are written")
	f.BoolVar(&watch, "watch", false, "run again whenever a file changes")
	f.BoolVar(&rec, "record", false, "print a test made of an alert: --capture, --event and --rules")
	f.StringVar(&from.capture, "capture", "", "with --record: the capture")
	f.Uint64Var(&from.event, "event", 0, "with --record: the number of the event")
	f.StringVar(&from.rule, "rule", "", "with --record: the rule, when several fire")
	return cmd
}

func (t *tester) run(args []string) error {
	var match *regexp.Regexp
	if t.pattern != "" {
		var err error
		if match, err = regexp.Compile(t.pattern); err != nil {
			return usageError{fmt.Errorf("test: --run: %w", err)}
		}
	}
	files, err := readRules(t.cmd, args)
	if err != nil {
		return err
	}
	t.loaded = map[string]*ruletest.Rules{}
	var results []*ruletest.Result
	var broken []error
	for _, f := range files {
		r, err := t.file(f, match)
		if err != nil {
			broken = append(broken, err)
			continue
		}
		results = append(results, r)
	}
	if err := errors.Join(broken...); err != nil {
		return err
	}
	return t.report(results)
}

func (t *tester) file(f *source.File, match *regexp.Regexp) (*ruletest.Result, error) {
	spec, err := ruletest.Parse(f)
	if err != nil {
		return nil, err
	}
	paths := t.rules
	if len(paths) == 0 {
		paths = spec.Rules
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s: name the rules to test: rules: FILE, or --rules", f.Name)
	}
	rules, err := t.load(paths)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	res := &ruletest.Result{Name: f.Name}
	for _, test := range spec.Tests {
		if match == nil || match.MatchString(test.Name) {
			res.Outcomes = append(res.Outcomes, rules.Run(test))
		}
	}
	res.Took = time.Since(start)
	return res, nil
}

// load compiles rules once for all files that test the same ones.
func (t *tester) load(paths []string) (*ruletest.Rules, error) {
	key := strings.Join(paths, "\x00")
	if r := t.loaded[key]; r != nil {
		return r, nil
	}
	files, err := readRules(t.cmd, paths)
	if err != nil {
		return nil, err
	}
	r, err := ruletest.Load(files)
	if !r.Result.OK() {
		w := t.cmd.ErrOrStderr()
		if err := r.Result.Report("falcoc", vm.Version).Write(w, "text", colourful(w)); err != nil {
			return nil, err
		}
	}
	if err != nil {
		return nil, err
	}
	if t.coverage {
		r.Coverage = ruletest.NewCoverage()
	}
	t.loaded[key] = r
	return r, nil
}

func (t *tester) report(results []*ruletest.Result) error {
	out := t.cmd.OutOrStdout()
	passed, failed := 0, 0
	for _, r := range results {
		passed += r.Passed()
		failed += r.Failed()
	}
	var covers []*ruletest.CoverageReport
	for _, r := range t.loaded {
		if r.Coverage != nil {
			covers = append(covers, r.Coverage.Report(r))
		}
	}
	var err error
	switch t.format.word {
	case "json":
		var one *ruletest.CoverageReport
		if len(covers) > 0 {
			one = covers[0]
		}
		err = ruletest.WriteJSON(out, results, one)
	case "junit":
		err = ruletest.WriteJUnit(out, results)
	default:
		if err = ruletest.WriteText(out, results, t.verbose, colourful(out)); err != nil {
			break
		}
		fmt.Fprintf(out, "%s: %d passed, %d failed\n", count(passed+failed, "test"), passed, failed)
		for _, c := range covers {
			if err = ruletest.WriteCoverage(out, c, t.verbose); err != nil {
				break
			}
		}
	}
	if err != nil {
		return err
	}
	if passed+failed == 0 {
		return errors.New("no test was run")
	}
	if failed > 0 {
		return errFound
	}
	for _, r := range t.loaded {
		if !r.Result.OK() {
			return errFound
		}
	}
	return nil
}

// watchPause is how often files are looked at for changes.
const watchPause = 500 * time.Millisecond

// watch runs the tests until it is interrupted, again after each change.
func (t *tester) watch(args []string) error {
	base := t.cmd.Context()
	if base == nil {
		base = context.Background()
	}
	ctx, stop := signal.NotifyContext(base, os.Interrupt)
	defer stop()
	last := ""
	for {
		if t.stamp(args) != last {
			if err := t.run(args); err != nil && !errors.Is(err, errFound) {
				fmt.Fprintln(t.cmd.ErrOrStderr(), "falcoc:", err)
			}
			last = t.stamp(args)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(watchPause):
		}
	}
}

// stamp changes when one of the files does.
func (t *tester) stamp(args []string) string {
	var b strings.Builder
	paths := append(args[:len(args):len(args)], t.rules...)
	for key := range t.loaded {
		paths = append(paths, strings.Split(key, "\x00")...)
	}
	for _, p := range paths {
		names := []string{p}
		if more, err := filepath.Glob(filepath.Join(p, "*")); err == nil {
			names = append(names, more...)
		}
		for _, n := range names {
			if info, err := os.Stat(n); err == nil {
				fmt.Fprintf(&b, "%s %d %d\n", n, info.Size(), info.ModTime().UnixNano())
			}
		}
	}
	return b.String()
}

// recording is what --record makes a test of.
type recording struct {
	capture, rule string
	event         uint64
}

func (r *recording) write(cmd *cobra.Command, paths []string) error {
	switch {
	case r.capture == "":
		return usageError{errors.New("test: --record needs --capture")}
	case r.event == 0:
		return usageError{errors.New("test: --record needs --event")}
	case len(paths) == 0:
		return usageError{errors.New("test: --record needs --rules")}
	}
	files, err := readRules(cmd, paths)
	if err != nil {
		return err
	}
	rules, err := ruletest.Load(files)
	if err != nil {
		return err
	}
	text, err := rules.Record(r.capture, r.event, r.rule, paths)
	if err != nil {
		return err
	}
	_, err = io.WriteString(cmd.OutOrStdout(), text)
	return err
}
