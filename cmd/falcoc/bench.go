package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime/measure"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

func benchCommand() *cobra.Command {
	passes := 5
	cmd := &cobra.Command{
		Use:   "bench B.fbc CAPTURE",
		Short: "Measure what a bundle's rules cost on a capture",
		Long: `bench replays a capture against a bundle, and prints the CPU time for one event: reading alone, keeping the state of
processes and descriptors, and deciding with the rules. Each is the fastest of several passes, which take turns.
"repeated" decides some events over and over, with all that it needs in the caches: the number to compare two builds by, as
other work on the machine hardly shows in it.`,
		Args: usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if passes < 1 {
				return usageError{fmt.Errorf("bench: --passes %d", passes)}
			}
			start := time.Now()
			b, size, err := readBundle(args[0])
			if err != nil {
				return err
			}
			vm.NewSelection(b, 7)
			loaded := time.Since(start)
			open := func() (driver.Source, error) { return scap.Open(args[1]) }
			c, err := measure.Replay(b, open, passes)
			if err != nil {
				return fmt.Errorf("capture %s: %w", args[1], err)
			}
			repeated, err := measure.Repeated(b, open)
			if err != nil {
				return fmt.Errorf("capture %s: %w", args[1], err)
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			row := func(name, format string, args ...any) { fmt.Fprintf(w, name+"\t"+format+"\n", args...) }
			row("bundle", "%s, %s, loaded in %.1f ms", count(len(b.Rules), "rule"), count(size, "byte"), float64(loaded.Microseconds())/1000)
			row("capture", "%d events, %d shown to rules, %d matched", c.Events, c.Shown, c.Matched)
			row("reading", "%.1f ns an event", c.Of(c.Read))
			row("state", "%.1f ns", c.Of(c.State-c.Read))
			row("evaluation", "%.1f ns", c.Evaluation())
			row("  repeated", "%.1f ns", repeated)
			row("whole path", "%.1f ns", c.Of(c.Whole))
			row("allocations", "%.4f an event", c.Allocs)
			return w.Flush()
		},
	}
	cmd.Flags().IntVar(&passes, "passes", passes, "how often each measurement is repeated")
	return cmd
}
