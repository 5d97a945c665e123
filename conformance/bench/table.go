package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"os"
	goruntime "runtime"
	"strings"
	"time"
	"unicode/utf8"
)

// table prints the measurements as Markdown.
type table struct {
	out   io.Writer
	err   error
	read  float64 // least of the section, for the floor
	state float64
	falco bool
}

func (t *table) printf(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.out, format, args...)
	}
}

func (t *table) machine() {
	model := "unknown"
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		for s := bufio.NewScanner(f); s.Scan(); {
			if key, val, ok := strings.Cut(s.Text(), ":"); ok && strings.TrimSpace(key) == "model name" {
				model = strings.TrimSpace(val)
				break
			}
		}
		_ = f.Close()
	}
	load, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(load), " ")
	t.printf("%s, %d CPUs, load %s at the start, %s\n", model, goruntime.NumCPU(), first, goruntime.Version())
}

func (t *table) section(title string) { t.printf("\n%s\n\n", title) }

// row writes cells, the first one to the left, the others to the right.
func (t *table) cells(cells ...string) {
	for i, c := range cells {
		width := 11
		if i == 0 {
			width = 20
		}
		pad := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(c)))
		if i == 0 {
			t.printf("| %s%s ", c, pad)
		} else {
			t.printf("| %s%s ", pad, c)
		}
	}
	t.printf("|\n")
}

func (t *table) rule(n int) {
	t.printf("|%s", strings.Repeat("-", 22))
	for range n - 1 {
		t.printf("|%s:", strings.Repeat("-", 12))
	}
	t.printf("|\n")
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

func ns(f float64) string { return fmt.Sprintf("%.0f", f) }

func mb(n int64) string { return fmt.Sprintf("%.1f", float64(n)/1e6) }

func (t *table) builds(builds []*built) {
	t.section("building (falcoc build, a new process) and loading (decode, verify, select)")
	t.cells("rules", "build ms", "CPU ms", "bundle KB", "load ms")
	t.rule(5)
	for _, b := range builds {
		t.cells(b.set.name, ms(b.wall), ms(b.cpu), fmt.Sprint(b.size/1000), ms(b.load))
	}
}

func (t *table) startHead() {
	t.section("falcod from its start to the end of a capture with hardly an event")
	t.cells("rules", "ms", "CPU ms", "memory MB")
	t.rule(4)
}

func (t *table) start(b *built, p process) {
	t.cells(b.set.name, ms(p.Wall), ms(p.CPU), mb(p.Resident))
}

func (t *table) head(falco bool) {
	t.falco, t.read, t.state = falco, math.Inf(1), math.Inf(1)
	cells := []string{"rules", "whole ns", "evaluate ns", "allocs", "memory MB", "matched"}
	if falco {
		cells = append(cells, "falco ns", "falco MB", "ratio")
	}
	t.cells(cells...)
	t.rule(len(cells))
}

func (t *table) row(r *result) {
	t.read = min(t.read, r.Of(r.Read))
	t.state = min(t.state, r.Of(r.State))
	cells := []string{r.build.set.name, ns(r.Of(r.falcod.CPU)), ns(r.Evaluation()), fmt.Sprintf("%.4f", r.Allocs), mb(r.falcod.Resident), fmt.Sprint(r.Matched)}
	if t.falco {
		cells = append(cells, ns(r.Of(r.falco.CPU)), mb(r.falco.Resident), fmt.Sprintf("%.1f", float64(r.falco.CPU)/float64(max(1, r.falcod.CPU))))
	}
	t.cells(cells...)
}

// floor says what is left without rules.
func (t *table) floor() {
	t.printf("\nThe floor: %s ns to read and decode an event, %s ns with the state.\n", ns(t.read), ns(t.state))
}
