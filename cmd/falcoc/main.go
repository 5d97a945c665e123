// Command falcoc is the toolchain: it compiles rule files to a bundle, checks and
// explains them, and looks into bundles and captures. It needs no privileges.
//
// Exit codes: 0 fine, 1 findings or refused input, 2 wrong usage.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

// errFound ends the process with code 1 after a command has said why itself.
var errFound = errors.New("findings")

// usageError ends the process with code 2.
type usageError struct{ error }

func main() { os.Exit(run()) }

func run() int {
	root := &cobra.Command{
		Use:           "falcoc",
		Short:         "Compile Falco rules to verified bytecode",
		Long:          "falcoc compiles Falco rule files to a bundle that falcod runs, and finds their mistakes before a host sees them.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("unknown command %q for falcoc", args[0])}
			}
			return cmd.Help()
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(
		fieldsCommand(),
		versionCommand(),
	)
	err := root.Execute()
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFound):
		return 1
	case errors.As(err, &usage):
		fmt.Fprintf(os.Stderr, "falcoc: %v\nRun 'falcoc --help' for usage.\n", err)
		return 2
	}
	fmt.Fprintf(os.Stderr, "falcoc: %v\n", err)
	return 1
}

// usage wraps an argument check so that its failure exits with code 2.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{fmt.Errorf("%s: %w", cmd.Name(), err)}
		}
		return nil
	}
}
