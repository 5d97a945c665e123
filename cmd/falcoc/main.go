// Command falcoc is the toolchain: it compiles rule files to a bundle, checks and
// explains them, and looks into bundles and captures. It needs no privileges.
//
// Exit codes: 0 fine, 1 findings or refused input, 2 wrong usage.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// errFound ends the process with code 1 after a command has said why itself.
var errFound = errors.New("findings")

// usageError ends the process with code 2.
type usageError struct{ error }

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, in io.Reader, stdout, stderr io.Writer) int {
	// A reader of our output that goes away is an error that we report, not our end.
	signal.Ignore(syscall.SIGPIPE)
	out := &output{Writer: stdout}
	root := command()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(stderr)
	err := root.Execute()
	if out.err != nil {
		err = out.err // what came of it further on says less
	}
	var wrong usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFound):
		return 1
	case errors.As(err, &wrong):
		fmt.Fprintf(stderr, "falcoc: %v\nRun 'falcoc --help' for usage.\n", err)
		return 2
	}
	fmt.Fprintf(stderr, "falcoc: %v\n", err)
	return 1
}

func command() *cobra.Command {
	root := group("falcoc", "Compile Falco rules to verified bytecode",
		benchCommand(),
		buildCommand(),
		bundleCommand(),
		captureCommand(),
		checkCommand(),
		diffCommand(),
		disasmCommand(),
		evalCommand(),
		explainCommand(),
		fieldsCommand(),
		fmtCommand(),
		lintCommand(),
		listCommand(),
		manCommand(),
		profileCommand(),
		testCommand(),
		versionCommand(),
	)
	root.Long = "falcoc compiles Falco rule files to a bundle that falcod runs, and finds their mistakes before a host sees them."
	root.SilenceErrors = true
	root.SilenceUsage = true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%s: %w", cmd.Name(), err)}
	})
	return root
}

// group is a command that only has commands below it.
func group(name, short string, below ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{
		Use:   name,
		Short: short,
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			err := fmt.Errorf("unknown command %q for %s", args[0], cmd.CommandPath())
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				err = fmt.Errorf("%w; did you mean %q?", err, near[0])
			}
			return usageError{err}
		},
	}
	cmd.SuggestionsMinimumDistance = 2
	cmd.AddCommand(below...)
	return cmd
}

// output remembers that something could not be written.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if err != nil && o.err == nil {
		o.err = fmt.Errorf("writing the output: %w", err)
	}
	return n, err
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
