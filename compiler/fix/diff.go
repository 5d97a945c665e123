package fix

import (
	"fmt"
	"slices"
	"strings"
)

const (
	contextLines = 3
	lookAhead    = 64 // lines within which two texts come together again
)

// hunk is a run of lines that differ: a[from:to] became b[bfrom:bto].
type hunk struct{ from, to, bfrom, bto int }

// Diff shows how a text changed, as a unified diff.
func Diff(name, before, after string) string {
	a, b := slices.Collect(strings.Lines(before)), slices.Collect(strings.Lines(after))
	hunks := compare(a, b)
	if len(hunks) == 0 {
		return ""
	}
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", name, name)
	for i := 0; i < len(hunks); {
		last := i
		for last+1 < len(hunks) && hunks[last+1].from-hunks[last].to <= 2*contextLines {
			last++
		}
		first, end := hunks[i], hunks[last]
		from, to := max(0, first.from-contextLines), min(len(a), end.to+contextLines)
		bfrom := first.bfrom - (first.from - from)
		bto := end.bto + to - end.to
		fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n", from+1, to-from, bfrom+1, bto-bfrom)
		at := from
		for _, h := range hunks[i : last+1] {
			lines(&out, ' ', a[at:h.from])
			lines(&out, '-', a[h.from:h.to])
			lines(&out, '+', b[h.bfrom:h.bto])
			at = h.to
		}
		lines(&out, ' ', a[at:to])
		i = last + 1
	}
	return out.String()
}

func lines(out *strings.Builder, mark byte, list []string) {
	for _, l := range list {
		out.WriteByte(mark)
		out.WriteString(l)
		if !strings.HasSuffix(l, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// compare finds the lines that differ, looking a few lines ahead at each difference.
func compare(a, b []string) (out []hunk) {
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		if i < len(a) && j < len(b) && a[i] == b[j] {
			i, j = i+1, j+1
			continue
		}
		di, dj := meet(a[i:], b[j:])
		out = append(out, hunk{i, i + di, j, j + dj})
		i, j = i+di, j+dj
	}
	return out
}

// meet is how many lines of each text to leave out until they go on alike.
func meet(a, b []string) (di, dj int) {
	for n := 1; n <= 2*lookAhead; n++ {
		for di := 0; di <= n; di++ {
			dj := n - di
			if di < len(a) && dj < len(b) && a[di] == b[dj] && strings.TrimSpace(a[di]) != "" {
				return di, dj
			}
		}
	}
	return len(a), len(b)
}
