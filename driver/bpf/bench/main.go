// Bench measures what watching a machine costs: one workload of process spawns,
// opened files and loopback TCP exchanges side by side, first alone, then under
// falcod without guards, with them, and, where there is one, under Falco. The runs
// alternate, and one table tells the medians.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"
)

var (
	falcod   = flag.String("falcod", "bin/falcod", "the sensor to measure")
	falcoc   = flag.String("falcoc", "bin/falcoc", "compiler of -rules")
	falco    = flag.String("falco", os.Getenv("FALCO_BIN"), "falco binary to compare with (FALCO_BIN); it needs -rules")
	rules    = flag.String("rules", os.Getenv("FALCOC_RULES"), "folder of rule files for both (FALCOC_RULES); falcod's own rules without it")
	bundle   = flag.String("bundle", "", "compiled rules for falcod, instead of -rules")
	spawns   = flag.Int("spawns", 3000, "processes to start")
	opens    = flag.Int("opens", 60000, "files to open and close")
	tcp      = flag.Int("tcp", 8000, "loopback TCP exchanges")
	rounds   = flag.Int("rounds", 5, "runs of each kind; the medians count")
	workload = flag.Bool("workload", false, "be the workload")
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	flag.Parse()
	if *workload {
		if err := work(); err != nil {
			log.Fatal(err)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	if os.Getuid() != 0 {
		return errors.New("only root may watch the machine")
	}
	if *rounds < 1 {
		return errors.New("-rounds: want 1 or more")
	}
	dir, err := os.MkdirTemp("", "falcoc-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	files, err := ruleFiles(*rules)
	if err != nil {
		return err
	}
	if *bundle == "" && len(files) > 0 {
		*bundle = filepath.Join(dir, "rules.fbc")
		if text, err := exec.CommandContext(ctx, *falcoc, append(append([]string{"build"}, files...), "-o", *bundle)...).CombinedOutput(); err != nil {
			return fmt.Errorf("compiling the rules: %w: %s", err, text)
		}
	}
	kinds := []sensor{{name: "alone"}, {name: "no guards", args: falcodArgs(false)}, {name: "guards", args: falcodArgs(true)}}
	if *falco != "" {
		if len(files) == 0 {
			return errors.New("-falco needs -rules: without the same rules there is nothing to compare")
		}
		kinds = append(kinds, sensor{name: "Falco", args: falcoArgs(dir, files), numbers: filepath.Join(dir, "falco.json")})
	}
	results := make([][]result, len(kinds))
	for range *rounds {
		for i := range kinds {
			r, err := kinds[i].measure(ctx, false)
			if err != nil {
				return fmt.Errorf("%s: %w", kinds[i].name, err)
			}
			results[i] = append(results[i], r)
		}
	}
	for i := range kinds[1:] { // counting takes time of its own
		r, err := kinds[i+1].measure(ctx, true)
		if err != nil {
			return fmt.Errorf("%s: %w", kinds[i+1].name, err)
		}
		for j := range results[i+1] {
			results[i+1][j].kernel, results[i+1][j].runs = r.kernel, r.runs
		}
	}
	table(out, kinds, results)
	return nil
}

// median is that of what f tells of each run.
func median[T cmp.Ordered](list []result, f func(*result) T) T {
	all := make([]T, len(list))
	for i := range list {
		all[i] = f(&list[i])
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func seconds(list []result, f func(*result) time.Duration) string {
	return fmt.Sprintf("%.2f", median(list, f).Seconds())
}

// table writes a line for each kind.
func table(out io.Writer, kinds []sensor, results [][]result) {
	fmt.Fprintf(out, "%d spawns, %d TCP exchanges, %d opened files side by side; medians of %d runs\n", *spawns, *tcp, *opens, *rounds)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "run\ttime s\tfrom-to\tslowdown\tits own CPU s\tCPU s: start\twork\tend\tprograms s\tns each\tmemory MB\tproduced/s\tfiltered/s\tdelivered/s\tdropped\talerts\t")
	alone := median(results[0], func(r *result) time.Duration { return r.time })
	for i, list := range results {
		t := median(list, func(r *result) time.Duration { return r.time })
		lo := slices.MinFunc(list, func(a, b result) int { return cmp.Compare(a.time, b.time) }).time
		hi := slices.MaxFunc(list, func(a, b result) int { return cmp.Compare(a.time, b.time) }).time
		fmt.Fprintf(w, "%s\t%.2f\t%.2f-%.2f\t%.2f\t%s\t", kinds[i].name, t.Seconds(), lo.Seconds(), hi.Seconds(), t.Seconds()/alone.Seconds(),
			seconds(list, func(r *result) time.Duration { return r.workCPU }))
		if kinds[i].args == nil {
			fmt.Fprintln(w, "\t\t\t\t\t\t\t\t\t\t\t")
			continue
		}
		rate := func(f func(*result) uint64) string {
			return fmt.Sprintf("%.0f", float64(median(list, f))/t.Seconds())
		}
		each := 0.0
		if list[0].runs > 0 {
			each = float64(list[0].kernel.Nanoseconds()) / float64(list[0].runs)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%.2f\t%.0f\t%.0f\t%s\t%s\t%s\t%d\t%d\t\n",
			seconds(list, func(r *result) time.Duration { return r.startCPU }), seconds(list, func(r *result) time.Duration { return r.cpu }),
			seconds(list, func(r *result) time.Duration { return r.endCPU }), list[0].kernel.Seconds(), each,
			median(list, func(r *result) float64 { return r.memory }),
			rate(func(r *result) uint64 { return r.produced }), rate(func(r *result) uint64 { return r.filtered }), rate(func(r *result) uint64 { return r.delivered }),
			median(list, func(r *result) uint64 { return r.dropped }), median(list, func(r *result) uint64 { return r.alerts }))
	}
	_ = w.Flush()
	fmt.Fprintln(out, "its own CPU: of the workload, kernel included; start, work, end: of the sensor until it watches, during the workload, and after;")
	fmt.Fprintln(out, "programs: time in the sensor's eBPF programs, from one more run; memory: the most that was resident; rates: of the workload's time")
}
