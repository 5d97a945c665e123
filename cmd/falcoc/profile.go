package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/cobra"
)

// readProfile reads the profile of an earlier run; no name, no profile.
func readProfile(name string) (*vm.Costs, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading the profile: %w", err)
	}
	defer f.Close()
	c, err := vm.ReadCosts(f)
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", name, err)
	}
	return c, nil
}

func profileCommand() *cobra.Command {
	var out string
	top := 20
	cmd := &cobra.Command{
		Use:   "profile B.fbc CAPTURE",
		Short: "Show which rules, fields and tests of a bundle cost what on a capture",
		Long: `profile replays a capture against a bundle, counts how often each rule is tried, where its candidates come from, how often
each field and test is looked at, and measures how long that takes. Times are without what lies below: a rule's is its own
code, not the tests and fields that it was the first to ask for. Measuring adds some 40 ns to each.`,
		Args: usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			b, _, err := readBundle(args[0])
			if err != nil {
				return err
			}
			src, err := scap.Open(args[1])
			if err != nil {
				return fmt.Errorf("capture %s: %w", args[1], err)
			}
			defer func() { err = errors.Join(err, src.Close()) }()
			e, err := runtime.New(b, vm.NewSelection(b, runtime.LeastUrgent), src, runtime.Options{})
			if err != nil {
				return err
			}
			p := e.Machine.Profile()
			if err := e.Run(cmd.Context(), func(int) error { return nil }); err != nil {
				return fmt.Errorf("capture %s: %w", args[1], err)
			}
			if out != "" {
				var data bytes.Buffer
				if err := p.Costs(b).Write(&data); err != nil {
					return fmt.Errorf("writing the profile: %w", err)
				}
				if err := writeFile(out, data.Bytes()); err != nil {
					return err
				}
			}
			return (&profile{Profile: p, b: b, top: top}).write(cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", "also write the profile to this file, for falcoc build --profile")
	cmd.Flags().IntVar(&top, "top", top, "how many rows of each kind are printed")
	return cmd
}

// profile prints a profile.
type profile struct {
	*vm.Profile
	b   *vm.Bundle
	top int
}

// line is a row with what it is sorted by.
type line struct {
	cost time.Duration
	n    uint64
	text string
}

func (p *profile) write(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "%d events of types that have rules\n", p.Events); err != nil {
		return err
	}
	brought := p.brought()
	var rules, fields, tables, tests []line
	for i, c := range p.Rules {
		rules = append(rules, line{c.Time, c.N, fmt.Sprintf("%d\t%d\t%s\t%s\t%s", c.N, c.Yes, p.perEvent(c), brought[i], p.b.Rules[i].Name)})
	}
	for i, c := range p.Regs {
		fields = append(fields, line{c.Time, c.N, fmt.Sprintf("%d\t%s\t%s\t%s\t%s", c.N, percent(c), perTime(c), p.perEvent(c), p.b.RegisterText(i))})
	}
	for i, c := range p.Tables {
		t := &p.b.Tables[i]
		tables = append(tables, line{c.Time, c.N, fmt.Sprintf("%d\t%s\t%s\t%s\t%s of %s, %d tests", c.N, percent(c), perTime(c), p.perEvent(c), t.Kind, p.b.RegisterText(int(t.Reg)), t.N)})
	}
	for i, c := range p.Tests {
		text, where := "", ""
		if n := len(p.b.Tests); i >= n {
			text = fmt.Sprintf("formula s%d", i)
			if i-n < len(p.b.Debug.Subs) && p.b.Debug.Subs[i-n] != "" {
				text += " of macro " + p.b.Debug.Subs[i-n]
			}
		} else if i < len(p.b.Debug.Tests) {
			text, where = p.b.Debug.Tests[i], p.b.Debug.Where(uint32(i))
		}
		tests = append(tests, line{c.Time, c.N, fmt.Sprintf("%d\t%s\t%s\t%s\t%s\t%s", c.N, percent(c), perTime(c), p.perEvent(c), text, where)})
	}
	return errors.Join(
		p.section(w, "rules", "tried\tmatched\tns/event\tcandidates by\trule", rules),
		p.section(w, "fields", "read\tpresent\tns\tns/event\tfield", fields),
		p.section(w, "look-ups", "made\tfound\tns\tns/event\ttable", tables),
		p.section(w, "tests", "decided\ttrue\tns\tns/event\ttest\twritten at", tests),
	)
}

// brought says for each rule where its candidates came from.
func (p *profile) brought() []string {
	out := make([]string, len(p.b.Rules))
	best := make([]uint64, len(out))
	for rule, n := range p.Always {
		if n > 0 {
			out[rule], best[rule] = "every event", n
		}
	}
	for i := range p.b.Groups {
		g := &p.b.Groups[i]
		g.Behind(func(e uint32, gates []int) {
			rule := g.Entries[e].Rule
			if n := p.Gated[rule]; n > best[rule] {
				best[rule], out[rule] = n, clip(p.gate(&g.Gates[gates[len(gates)-1]]))
			}
		})
		for j := range g.Routes {
			r := &g.Routes[j]
			for k := range r.Start[1:] {
				test := int(p.b.Tables[r.Table].First) + k
				for _, e := range r.Posts[r.Start[k]:r.Start[k+1]] {
					if rule := g.Entries[e].Rule; p.Brought[test] > best[rule] && test < len(p.b.Debug.Tests) {
						best[rule], out[rule] = p.Brought[test], clip(p.b.Debug.Tests[test])
					}
				}
			}
		}
	}
	return out
}

// gate says when a gate is open.
func (p *profile) gate(g *vm.Gate) string {
	text := fmt.Sprintf("s%d", g.Slot)
	if n := len(p.b.Debug.Tests); int(g.Slot) < n {
		text = p.b.Debug.Tests[g.Slot]
	} else if n > 0 && int(g.Slot)-n < len(p.b.Debug.Subs) && p.b.Debug.Subs[int(g.Slot)-n] != "" {
		text = p.b.Debug.Subs[int(g.Slot)-n]
	}
	if !g.Want {
		text = "not " + text
	}
	return text
}

// clip shortens a text for a column.
func clip(s string) string {
	const most = 48
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func (p *profile) perEvent(c vm.Count) string {
	return fmt.Sprintf("%.1f", float64(c.Time.Nanoseconds())/float64(max(1, p.Events)))
}

func perTime(c vm.Count) string {
	return fmt.Sprintf("%.0f", float64(c.Time.Nanoseconds())/float64(max(1, c.N)))
}

func percent(c vm.Count) string {
	return fmt.Sprintf("%.1f%%", 100*float64(c.Yes)/float64(max(1, c.N)))
}

func (p *profile) section(out io.Writer, title, head string, lines []line) error {
	lines = slices.DeleteFunc(lines, func(l line) bool { return l.n == 0 })
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Or(cmp.Compare(b.cost, a.cost), cmp.Compare(b.n, a.n)) })
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\n%s: %d\n%s\n", title, len(lines), head)
	for i, l := range lines {
		if i == p.top {
			fmt.Fprintf(w, "… %d more\n", len(lines)-i)
			break
		}
		fmt.Fprintln(w, l.text)
	}
	return w.Flush()
}
