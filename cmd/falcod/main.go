// Command falcod is the runtime: it loads a bundle, takes events from the running
// kernel or from a capture, and writes an alert for each rule that matches one. It
// knows no rule language; falcoc makes the bundles.
//
// Alerts go to standard output, everything else to standard error. Exit codes: 0
// fine, 1 refused input or a failure, 2 wrong usage.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

// usageError ends the process with code 2.
type usageError struct{ error }

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	// A reader of the alerts that goes away is an error that we report, not our end.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	root := command()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		fmt.Fprintf(os.Stderr, "falcod: %v\nRun 'falcod --help' for usage.\n", err)
		return 2
	}
	fmt.Fprintf(os.Stderr, "falcod: %v\n", err)
	return 1
}

func command() *cobra.Command {
	var cfg cmdline
	root := &cobra.Command{
		Use:   "falcod [--bundle FILE] [--replay CAPTURE]",
		Short: "Detect what a bundle of compiled Falco rules describes",
		Long: "falcod watches the running kernel, or replays a capture, and writes an alert for each event that a rule of the bundle matches.\n" +
			"Without --bundle it uses the default rules.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cfg.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	cfg.flags(root.Flags())
	root.AddCommand(doctorCommand())
	root.AddCommand(configCommands()...)
	root.AddCommand(&cobra.Command{
		Use:   "version",
		Short: "Print the versions of the runtime, of the rule language and of the event schema",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "falcod %s\nrule language: Falco engine %s\nevent schema: %s\n",
				vm.Version, vm.EngineVersion, vm.SchemaVersion)
			return err
		},
	})
	return root
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unexpected argument %q", args[0])}
	}
	return nil
}
