package daemon

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// topTypes is how many event types the summary lists.
const topTypes = 15

// Summary writes what happened to the events. events = shown + state only.
func Summary(out io.Writer, b *vm.Bundle, e *runtime.Engine, src driver.Source) {
	s := &e.Stats
	if d, ok := src.(interface{ Drops() uint64 }); ok {
		s.Drops = d.Drops()
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	defer w.Flush()
	fmt.Fprintf(w, "events\t%d\n", s.Events)
	fmt.Fprintf(w, "  shown to rules\t%d\n", s.Shown)
	fmt.Fprintf(w, "  state only\t%d\n", s.StateOnly)
	fmt.Fprintf(w, "  dropped by the source\t%d\n", s.Drops)
	if l, ok := src.(live); ok {
		kernelNumbers(w, l)
	}
	if d, ok := src.(interface {
		Filtered() map[catalog.EventID]uint64
	}); ok {
		filteredTypes(w, d.Filtered())
	}
	fmt.Fprintf(w, "matched\t%d\n", s.Matched)
	fmt.Fprintf(w, "alerts\t%d\n", s.Alerts)
	st := e.Fields.St.Stats()
	fmt.Fprintf(w, "threads\t%d\n", st.Threads)
	fmt.Fprintf(w, "  refused by --max-threads\t%d\n", st.RefusedThreads)
	fmt.Fprintf(w, "  gone, found by a look\t%d\n", st.Purged)
	fmt.Fprintf(w, "descriptors\t%d\n", st.FDs)
	fmt.Fprintf(w, "  refused by --max-fds\t%d\n", st.RefusedFDs)

	var rules []int
	for i, n := range e.ByRule {
		if n > 0 {
			rules = append(rules, i)
		}
	}
	slices.SortStableFunc(rules, func(a, b int) int { return int(e.ByRule[b]) - int(e.ByRule[a]) })
	for _, i := range rules {
		fmt.Fprintf(w, "  %s\t%d\n", b.Rules[i].Name, e.ByRule[i])
	}

	var types []catalog.EventID
	for id, n := range s.ByType {
		if n > 0 {
			types = append(types, catalog.EventID(id))
		}
	}
	slices.SortStableFunc(types, func(a, b catalog.EventID) int { return int(s.ByType[b]) - int(s.ByType[a]) })
	fmt.Fprintf(w, "event types\t%d\n", len(types))
	for _, id := range types[:min(len(types), topTypes)] {
		fmt.Fprintf(w, "  %s\t%d\n", label(id), s.ByType[id])
	}
}

// kernelNumbers writes what the sensor counted: what was produced is delivered,
// filtered or lost.
func kernelNumbers(w io.Writer, l live) {
	total, _, err := l.Stats()
	if err != nil {
		return
	}
	fmt.Fprintf(w, "produced in the kernel\t%d\n", total.Produced)
	fmt.Fprintf(w, "  delivered to falcod\t%d\n", total.Events)
	fmt.Fprintf(w, "  lost\t%d\n", total.Lost())
	if total.Lost() == 0 {
		return
	}
	by, err := l.LostBy()
	if err != nil {
		return
	}
	ids := slices.Collect(maps.Keys(by))
	slices.SortFunc(ids, func(a, b catalog.EventID) int {
		return cmp.Or(cmp.Compare(by[b].Lost(), by[a].Lost()), cmp.Compare(a, b))
	})
	for _, id := range ids {
		n := by[id]
		fmt.Fprintf(w, "    %s: full %d, size %d, nested %d, no program %d, unknown call %d\t%d\n", id.Info().Name, n.Full, n.Size, n.Nested, n.NoProg, n.Unknown, n.Lost())
	}
}

// label is the name of an event type; enter sides that are still in use are marked.
func label(id catalog.EventID) string {
	info := id.Info()
	if info.Origin == catalog.FromSyscall && !id.IsExit() {
		return info.Name + " (enter)"
	}
	return info.Name
}

// filteredTypes writes what never left the kernel.
func filteredTypes(w io.Writer, by map[catalog.EventID]uint64) {
	ids := make([]catalog.EventID, 0, len(by))
	total := uint64(0)
	for id, n := range by {
		ids = append(ids, id)
		total += n
	}
	fmt.Fprintf(w, "filtered in the kernel\t%d\n", total)
	slices.SortFunc(ids, func(a, b catalog.EventID) int {
		return cmp.Or(cmp.Compare(by[b], by[a]), cmp.Compare(a, b))
	})
	for _, id := range ids[:min(len(ids), topTypes)] {
		fmt.Fprintf(w, "  %s\t%d\n", id.Info().Name, by[id])
	}
}
