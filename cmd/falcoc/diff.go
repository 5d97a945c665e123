package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/rulediff"
	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

func diffCommand() *cobra.Command {
	var captures []string
	var exitCode bool
	format := words("text", "json")
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Tell what a change of rules means: rules added, removed, enabled, widened, narrowed",
		Long: `diff compares two rule sets in meaning. Each is a file, a folder, a bundle, "-" for standard input, or REV:PATH of the git
repository of the working directory.

A condition is narrowed or widened where its form proves that it matches less or more than before; otherwise it is
changed. With --capture, an event that only one of the two matches is named where there is one.`,
		Args: usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == stdin && args[1] == stdin {
				return usageError{errors.New("diff: standard input can be read only once")}
			}
			old, oldOK, err := diffSide(cmd, args[0])
			if err != nil {
				return err
			}
			now, nowOK, err := diffSide(cmd, args[1])
			if err != nil {
				return err
			}
			changes, err := rulediff.Compare(old, now, captures)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if format.word == "json" {
				err = writeJSON(out, changes)
			} else {
				err = rulediff.Text(out, changes, colourful(out))
			}
			if err != nil {
				return err
			}
			if exitCode && len(changes) > 0 || !oldOK || !nowOK {
				return errFound
			}
			return nil
		},
	}
	cmd.Flags().StringArrayVar(&captures, "capture", nil, "look for examples among the events of this capture (repeatable)")
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "exit with 1 when there is a difference")
	cmd.Flags().Var(format, "format", "how it is written")
	return cmd
}

// isBundle reports whether a file begins as bundles do.
func isBundle(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	var head [8]byte
	n, _ := io.ReadFull(f, head[:])
	_, err = vm.Decode(head[:n])
	return !errors.Is(err, vm.ErrMagic)
}

// diffSide reads one side; ok is false when some of its rules do not compile.
func diffSide(cmd *cobra.Command, arg string) (side *rulediff.Side, ok bool, err error) {
	var files []*source.File
	info, serr := os.Stat(arg)
	switch {
	case arg == stdin || serr == nil && info.IsDir():
		files, err = readRules(cmd, []string{arg})
	case serr == nil && isBundle(arg):
		b, _, err := readBundle(arg)
		if err != nil {
			return nil, false, err
		}
		return rulediff.FromBundle(b), true, nil
	case serr == nil:
		files, err = readRules(cmd, []string{arg})
	case strings.Contains(arg, ":"):
		files, err = gitFiles(arg)
	default:
		err = fmt.Errorf("reading rules: %w", serr)
	}
	if err != nil {
		return nil, false, err
	}
	res := compiler.Compile(files, compiler.Options{})
	if !res.OK() {
		w := cmd.ErrOrStderr()
		if err := res.Report("falcoc", vm.Version).Write(w, "text", colourful(w)); err != nil {
			return nil, false, err
		}
	}
	view, rules := res.Partial()
	side, err = rulediff.FromRules(view, rules)
	return side, res.OK(), err
}

// gitFiles reads REV:PATH: a file, or the rule files directly in a folder.
func gitFiles(arg string) ([]*source.File, error) {
	rev, name, _ := strings.Cut(arg, ":")
	if rev == "" || strings.HasPrefix(rev, "-") {
		return nil, fmt.Errorf("%s is neither a file nor REV:PATH", arg)
	}
	kind, err := git("cat-file", "-t", rev+":"+name)
	if err != nil {
		return nil, err
	}
	names := []string{name}
	if strings.TrimSpace(string(kind)) == "tree" {
		list, err := git("ls-tree", "--name-only", "-z", rev+":"+name)
		if err != nil {
			return nil, err
		}
		names = nil
		for _, n := range strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00") {
			if ext := path.Ext(n); ext == ".yaml" || ext == ".yml" {
				names = append(names, strings.TrimSuffix(name, "/")+"/"+n)
			}
		}
		slices.Sort(names)
	}
	var files []*source.File
	for _, n := range names {
		n = strings.TrimPrefix(n, "/")
		data, err := git("cat-file", "blob", rev+":"+n)
		if err != nil {
			return nil, err
		}
		files = append(files, source.NewFile(rev+":"+n, data))
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: %w", arg, source.ErrNoFiles)
	}
	return files, nil
}

func git(args ...string) ([]byte, error) {
	c := exec.Command("git", args...)
	var out, msg bytes.Buffer
	c.Stdout, c.Stderr = &out, &msg
	if err := c.Run(); err != nil {
		if text := strings.TrimSpace(msg.String()); text != "" {
			return nil, fmt.Errorf("git: %s", text)
		}
		return nil, fmt.Errorf("git: %w", err)
	}
	return out.Bytes(), nil
}
