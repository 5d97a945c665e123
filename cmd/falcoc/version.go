package main

import (
	"fmt"

	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the compiler, of the rule language and of the event schema",
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "falcoc %s\nrule language: Falco engine %s\nevent schema: %s\n",
				vm.Version, vm.EngineVersion, vm.SchemaVersion)
			return err
		},
	}
}
