package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/style"
	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

// lintFile is the configuration that lint takes where it is there.
const lintFile = ".falcoc-lint.yaml"

func lintCommand() *cobra.Command {
	var pol policy
	var config string
	format := words(diag.Formats...)
	cmd := &cobra.Command{
		Use:   "lint FILE|DIR...",
		Short: "Check rules for style: names, descriptions, tags, outputs",
		Long: `lint says what check says, and what is a matter of style: the codes that begin with FALCOC_STYLE_. It fails when it says
anything. A configuration (--config, else ` + lintFile + ` in the working directory) is a YAML mapping:

  off: [FALCOC_STYLE_ATTACK]                   what is not wanted
  error: [FALCOC_STYLE_TAGS]                   what is an error
  names: {rule: "^[A-Z]", macro: "^[a-z_]+$"}  patterns of names; list, too
  output: [proc.cmdline, [user.name, user.uid]]  fields that outputs must have; of those in brackets, one

A comment "# falcoc: off CODE" silences one place.`,
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := lintConfig(config)
			if err != nil {
				return err
			}
			files, err := readRules(cmd, args)
			if err != nil {
				return err
			}
			res := compiler.Compile(files, compiler.Options{})
			v, _ := res.Partial()
			for _, d := range c.Findings(v) {
				res.Diagnostics.Add(d)
			}
			res.Diagnostics.Sort(files)
			for _, code := range c.Off {
				if pol.warn[code] == "" {
					pol.warn[code] = "off"
				}
			}
			pol.apply(res)
			out := cmd.OutOrStdout()
			if err := res.Report("falcoc", vm.Version).Write(out, format.word, colourful(out)); err != nil {
				return err
			}
			if len(res.Diagnostics.All) > 0 || res.Fatal != "" {
				return errFound
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&config, "config", "", "the configuration")
	cmd.Flags().Var(format, "format", "how findings are written")
	pol.flags(cmd.Flags())
	return cmd
}

func lintConfig(name string) (*style.Config, error) {
	if name == "" {
		if _, err := os.Stat(lintFile); errors.Is(err, os.ErrNotExist) {
			return style.Default(), nil
		}
		name = lintFile
	}
	files, err := source.Read(name)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	return style.Parse(files[0])
}
