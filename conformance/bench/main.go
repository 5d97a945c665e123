// Bench measures rule sets of several sizes and kinds in one run and prints one table:
// what building and loading them costs, what an event costs, and the memory of falcod.
// With a falco binary it gives Falco the same rules and events and prints the ratios.
//
// CPU times are of a process, user and system together; the least of several runs is
// printed, and what is compared takes turns.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/falcoc/falcoc/driver/scap/synth"
)

func main() {
	if len(os.Args) > 2 && os.Args[1] == childArg {
		if err := runChild(os.Args[2], os.Args[3:]); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	var o options
	flag.StringVar(&o.bin, "bin", "bin", "folder of falcoc and falcod")
	flag.StringVar(&o.rules, "rules", "rules", "folder of the default rules")
	flag.StringVar(&o.upstream, "upstream", os.Getenv("FALCOC_RULES"), "folder of the rules of the Falco project (FALCOC_RULES); without it the default rules are repeated")
	flag.StringVar(&o.falco, "falco", os.Getenv("FALCO_BIN"), "falco binary to compare with (FALCO_BIN)")
	flag.StringVar(&o.falcoConfig, "falco-config", os.Getenv("FALCO_CONFIG"), "its configuration, which loads the plugins that the rules need (FALCO_CONFIG)")
	flag.IntVar(&o.passes, "passes", 3, "how often each measurement is repeated")
	flag.IntVar(&o.events, "events", synth.FullSize, "events of the made workload")
	flag.IntVar(&o.most, "most", 10_000, "leave out larger generated rule sets")
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "usage: bench [flags] [CAPTURE...]\n\nCaptures are replayed besides the made workload.\n\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	o.captures = flag.Args()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := o.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the command line.
type options struct {
	bin, rules, upstream string
	falco, falcoConfig   string
	passes, events, most int
	captures             []string
}

func (o *options) run(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp("", "falcoc-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	sets, err := o.sets(dir)
	if err != nil {
		return err
	}
	made := filepath.Join(dir, "workload.scap")
	totals, err := workload(made, o.events)
	if err != nil {
		return err
	}
	t := &table{out: os.Stdout}
	t.machine()
	builds := make([]*built, len(sets))
	for i, s := range sets {
		if builds[i], err = o.build(ctx, dir, s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	t.builds(builds)
	if err := o.start(ctx, dir, builds, t); err != nil {
		return err
	}
	t.section(fmt.Sprintf("made workload: %d events, %d spawns, %d exchanges, %d opens", totals.Events, totals.Spawns, totals.Exchanges, totals.Opens))
	if err := o.replay(ctx, made, builds, t); err != nil {
		return err
	}
	for _, c := range o.captures {
		t.section(strings.TrimSuffix(filepath.Base(c), ".scap"))
		if err := o.replay(ctx, c, builds, t); err != nil {
			return fmt.Errorf("%s: %w", c, err)
		}
	}
	return t.err
}

// replay measures all rule sets on a capture.
func (o *options) replay(ctx context.Context, capture string, builds []*built, t *table) error {
	t.head(o.falco != "")
	for _, b := range builds {
		r, err := o.measure(ctx, capture, b)
		if err != nil {
			return fmt.Errorf("%s: %w", b.set.name, err)
		}
		t.row(r)
	}
	t.floor()
	return nil
}

func workload(name string, events int) (t synth.Totals, err error) {
	f, err := os.Create(name)
	if err != nil {
		return t, err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	return synth.Workload(f, synth.Options{Events: events})
}
