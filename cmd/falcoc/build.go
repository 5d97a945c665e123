package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

func buildCommand() *cobra.Command {
	var (
		pol      policy
		opt      compiler.Options
		out      string
		prof     string
		optimize = words("1", "0")
		format   = words(diag.Formats...)
		least    = priority{&opt.MinPriority}
	)
	cmd := &cobra.Command{
		Use:   "build FILE|DIR... -o OUT.fbc",
		Short: "Compile rule files to a bundle",
		Long: `build compiles rule files to a bundle, which falcod runs. Files are loaded in the order given, those of a directory
(*.yaml and *.yml) by name; "-" is standard input. Warnings do not fail the build. The bundle is written at once or not at all.`,
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError{errors.New("build: name the bundle with -o OUT.fbc")}
			}
			start := time.Now()
			costs, err := readProfile(prof)
			if err != nil {
				return err
			}
			files, err := readRules(cmd, args)
			if err != nil {
				return err
			}
			res := compiler.Compile(files, opt)
			pol.apply(res)
			w := cmd.OutOrStdout()
			if format.word == "text" || out == stdin {
				w = cmd.ErrOrStderr()
			}
			if err := res.Report("falcoc", vm.Version).Write(w, format.word, colourful(w)); err != nil {
				return err
			}
			if err := verdict(res); err != nil {
				return err
			}
			b, err := res.Bundle(codegen.Options{NoOptimize: optimize.word == "0", Profile: costs})
			if err != nil {
				return fmt.Errorf("building the bundle: %w", err)
			}
			data, err := b.Encode()
			if err != nil {
				return fmt.Errorf("building the bundle: %w", err)
			}
			if err := proved(data); err != nil {
				return fmt.Errorf("building the bundle: %w", err)
			}
			if out == stdin {
				_, err = cmd.OutOrStdout().Write(data)
			} else {
				err = writeFile(out, data)
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s, %s, %v\n", out, count(len(b.Rules), "rule"), count(len(data), "byte"),
				time.Since(start).Round(time.Millisecond))
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVarP(&out, "output", "o", "", "the bundle to write; - is standard output")
	f.VarP(optimize, "optimize", "O", "0 compiles each condition as it was written")
	f.StringVar(&prof, "profile", "", "order tests and choose look-ups by this profile, which falcod --profile or falcoc profile wrote")
	f.Var(format, "format", "how findings are written: text to standard error, all others to standard output")
	f.Var(&choice{&opt.Selections, true}, "enable", "enable rules by rule=PATTERN or tag=TAG, in the order given with --disable")
	f.Var(&choice{&opt.Selections, false}, "disable", "disable rules by rule=PATTERN or tag=TAG, in the order given with --enable")
	f.Var(&least, "min-priority", "leave out rules that are less urgent than this")
	pol.flags(f)
	return cmd
}

// proved reads a bundle back as falcod will.
func proved(data []byte) error {
	b, err := vm.Decode(data)
	if err != nil {
		return err
	}
	return vm.Verify(b)
}

// choice appends to the steps that --enable and --disable make together.
type choice struct {
	steps  *[]compiler.Selection
	enable bool
}

func (c *choice) String() string { return "" }

// Type names the value in the help text.
func (c *choice) Type() string { return "rule=PATTERN|tag=TAG" }

// Set reads the flag's value.
func (c *choice) Set(s string) error {
	kind, val, _ := strings.Cut(s, "=")
	step := compiler.Selection{Enable: c.enable}
	switch {
	case val != "" && kind == "rule":
		step.Rule = val
	case val != "" && kind == "tag":
		step.Tag = val
	default:
		return errors.New("want rule=PATTERN or tag=TAG")
	}
	*c.steps = append(*c.steps, step)
	return nil
}

// priority is the flag for a rule priority.
type priority struct{ to **uint8 }

func (p *priority) String() string {
	if p.to == nil || *p.to == nil {
		return ""
	}
	return strings.ToLower(alert.Priorities[**p.to])
}

// Type names the value in the help text.
func (p *priority) Type() string { return "PRIORITY" }

// Set reads the flag's value.
func (p *priority) Set(s string) error {
	for i, name := range alert.Priorities {
		if strings.EqualFold(s, name) || strings.EqualFold(s, "info") && name == "Informational" {
			n := uint8(i)
			*p.to = &n
			return nil
		}
	}
	return fmt.Errorf("want one of %s", strings.ToLower(strings.Join(alert.Priorities[:], ", ")))
}
