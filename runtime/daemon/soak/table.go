package main

import (
	"errors"
	"fmt"
	"text/tabwriter"
	"time"
)

// table is the course of the soak.
type table struct {
	start time.Time
	w     *tabwriter.Writer
	rows  []*status
}

func (t *table) head() {
	fmt.Fprintln(t.w, "minute\tMB resident\tgoroutines\tthreads\tdescriptors\tevents\tlost\talerts\treloads\tCPU s\t")
}

func (t *table) row(s *status) {
	t.rows = append(t.rows, s)
	fmt.Fprintf(t.w, "%.1f\t%.1f\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%.1f\t\n", time.Since(t.start).Minutes(), float64(s.Memory)/1e6, s.Goroutines,
		s.Threads, s.FDs, s.Events, s.Drops, s.Alerts, s.Reloads, s.CPU)
}

// Growth that is still flat: between the mean of the second third and that of the last.
const (
	memoryGrowth = 0.10
	moreRoutines = 5
)

// verdict says what is not as it should be. The first third is for warming up.
func (t *table) verdict() error {
	third := len(t.rows) / 3
	if third == 0 {
		return errors.New("too short for a verdict")
	}
	mean := func(rows []*status) (memory, routines float64) {
		for _, s := range rows {
			memory += float64(s.Memory) / float64(len(rows))
			routines += float64(s.Goroutines) / float64(len(rows))
		}
		return
	}
	m1, g1 := mean(t.rows[third : 2*third])
	m2, g2 := mean(t.rows[2*third:])
	last := t.rows[len(t.rows)-1]
	var errs []error
	if m2 > m1*(1+memoryGrowth) {
		errs = append(errs, fmt.Errorf("memory grew from %.1f to %.1f MB", m1/1e6, m2/1e6))
	}
	if g2 > g1+moreRoutines {
		errs = append(errs, fmt.Errorf("goroutines grew from %.1f to %.1f", g1, g2))
	}
	if last.Drops > 0 {
		errs = append(errs, fmt.Errorf("%d events were lost", last.Drops))
	}
	if last.BadReloads > 0 || last.Reloads == 0 {
		errs = append(errs, fmt.Errorf("%d reloads, %d refused", last.Reloads, last.BadReloads))
	}
	return errors.Join(errs...)
}
