package vm

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/vm/catalog"
)

// DisassembleRule writes how one rule is decided: for each group of event types what
// makes it a candidate, and its code with the formulas that it shares. The bundle must
// have been verified.
func DisassembleRule(w io.Writer, b *Bundle, rule int) error {
	d := &lister{Writer: bufio.NewWriter(w), b: b}
	info := &b.Rules[rule]
	d.printf("rule %s\n  %s\n", info.Name, info.Condition)
	done := map[uint32]bool{}
	for i := range b.Groups {
		g := &b.Groups[i]
		for e := range g.Entries {
			if int(g.Entries[e].Rule) == rule {
				d.ruleEntry(i, uint32(e), done)
			}
		}
	}
	return d.Flush()
}

func (d *lister) ruleEntry(group int, e uint32, done map[uint32]bool) {
	g := &d.b.Groups[group]
	d.printf("\n%s\n", strings.Join(d.eventNames(group), ", "))
	if slices.Contains(g.Always, e) {
		d.printf("  always a candidate\n")
	}
	g.Behind(func(behind uint32, gates []int) {
		if behind != e {
			return
		}
		d.printf("  a candidate %s\n", g.opening(gates))
		for _, at := range gates {
			d.printf("    s%d  %s\n", g.Gates[at].Slot, d.slot(g.Gates[at].Slot))
		}
	})
	for j := range g.Routes {
		r := &g.Routes[j]
		for k := range r.Start[1:] {
			if slices.Contains(r.Posts[r.Start[k]:r.Start[k+1]], e) {
				s := d.b.Tables[r.Table].First + uint32(k)
				d.printf("  a candidate if s%d  %s\n", s, d.slot(s))
			}
		}
	}
	pc := g.Entries[e].PC
	if done[pc] {
		d.printf("  code at %d, as above\n", pc)
		return
	}
	d.reached(pc, done)
}

// eventNames are the names of a group's event types.
func (d *lister) eventNames(group int) (names []string) {
	for id, to := range d.b.Dispatch {
		if int(to) != group+1 {
			continue
		}
		if name := catalog.EventID(id).Info().Name; len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return names
}

// reached lists the code that can be reached from pc, and after it the formulas that
// it uses. Jumps go forward only.
func (d *lister) reached(pc uint32, done map[uint32]bool) {
	done[pc] = true
	n := uint32(len(d.b.Tests))
	var subs []uint32
	at := map[int]bool{int(pc): true}
	for i := int(pc); len(at) > 0; i++ {
		if !at[i] {
			continue
		}
		delete(at, i)
		d.inst(i)
		in := &d.b.Code[i]
		for _, jump := range [2]uint16{in.T, in.F} {
			if jump != Accept && jump != Reject {
				at[i+int(jump)] = true
			}
		}
		if in.Slot >= n {
			subs = append(subs, in.Slot)
		}
	}
	for _, s := range subs {
		if sub := d.b.Subs[s-n]; !done[sub] {
			d.printf("  formula s%d %s\n", s, d.slot(s))
			d.reached(sub, done)
		}
	}
}
