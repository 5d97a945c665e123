package main

import (
	"errors"
	"slices"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/fix"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

func checkCommand() *cobra.Command {
	var pol policy
	var repair, diff bool
	format := words(diag.Formats...)
	cmd := &cobra.Command{
		Use:   "check FILE|DIR...",
		Short: "Find the mistakes in rule files",
		Long: `check compiles rule files and prints what there is to say about them. It fails when there are errors.

A comment "# falcoc: off CODE" silences a warning on its own line and on the next one; at the head of a rule, macro or
list it counts for the whole item. 'falcoc explain CODE' says what a code means. "-" reads rules from standard input.

--fix carries out the edits that are safe: they keep comments and layout, and no rule that loads changes its meaning,
except that a misspelled key is read. An edit that does not do what it should is left out.`,
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			files, err := readRules(cmd, args)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if repair && slices.Contains(args, stdin) {
				return usageError{errors.New("--fix needs files; --diff reads standard input, too")}
			}
			var res *compiler.Result
			if repair || diff {
				fixed := fix.Run(files, compiler.Options{}, pol.apply)
				if diff {
					return showFixes(out, files, fixed)
				}
				if err := writeFixes(cmd.ErrOrStderr(), files, fixed); err != nil {
					return err
				}
				res = fixed.After
			} else {
				res = compiler.Compile(files, compiler.Options{})
				pol.apply(res)
			}
			if err := res.Report("falcoc", vm.Version).Write(out, format.word, colourful(out)); err != nil {
				return err
			}
			return verdict(res)
		},
	}
	cmd.Flags().Var(format, "format", "how findings are written; falco-json is the layout of falco -V")
	cmd.Flags().BoolVar(&repair, "fix", false, "apply the safe fixes to the files, then report what is left")
	cmd.Flags().BoolVar(&diff, "diff", false, "show what --fix would change instead")
	pol.flags(cmd.Flags())
	return cmd
}

// verdict is errFound where the result, after the user's policy, has errors.
func verdict(res *compiler.Result) error {
	if !res.OK() || res.Diagnostics.Errors() > 0 {
		return errFound
	}
	return nil
}
