package main

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/spf13/cobra"
)

// doctorCommand says what works on this machine, what does not, and what to do.
func doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say what of this machine the sensor can use, what is missing, and what to do about it",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			failed := false
			for _, f := range bpf.Diagnose() {
				failed = failed || f.Status == bpf.Fails
				fmt.Fprintf(w, "%s\t%s\t%s\n", f.Status, f.Part, f.Detail)
				if f.Remedy != "" {
					fmt.Fprintf(w, "\t\t→ %s\n", f.Remedy)
				}
			}
			if err := w.Flush(); err != nil {
				return err
			}
			if failed {
				return errors.New("the sensor cannot run on this machine")
			}
			return nil
		},
	}
}
