package ruletest

import (
	"fmt"
	"slices"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/explain"
	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Coverage is what the tests ever exercised.
type Coverage struct {
	rules map[int]*ruleCoverage
	items map[string]bool // list and item
	all   map[string]bool
}

type ruleCoverage struct {
	program      *explain.Program
	fired, quiet bool
	held, failed map[*compiler.Part]bool
	exceptions   map[string]bool // by name, whether it ever applied
}

// NewCoverage is empty.
func NewCoverage() *Coverage {
	return &Coverage{rules: map[int]*ruleCoverage{}, items: map[string]bool{}, all: map[string]bool{}}
}

// coverRun looks at one test.
type coverRun struct {
	c     *Coverage
	rules []*ruleCoverage
}

func (r *Rules) cover(bind func(vm.Import) (vm.Extractor, error)) (*coverRun, error) {
	run := &coverRun{c: r.Coverage}
	for i := range r.rules {
		rc := r.Coverage.rules[i]
		if rc == nil {
			p, err := r.program(i, true)
			if err != nil {
				return nil, err
			}
			rc = &ruleCoverage{program: p, held: map[*compiler.Part]bool{}, failed: map[*compiler.Part]bool{}, exceptions: map[string]bool{}}
			r.Coverage.rules[i] = rc
			rc.prepare(p.Root, r.Coverage, map[*compiler.Part]bool{})
		}
		if err := rc.program.Bind(bind); err != nil {
			return nil, err
		}
		run.rules = append(run.rules, rc)
	}
	return run, nil
}

func (rc *ruleCoverage) prepare(c *compiler.Part, all *Coverage, seen map[*compiler.Part]bool) {
	if seen[c] {
		return
	}
	seen[c] = true
	if name, ok := c.Origin.Through("exception"); ok {
		rc.exceptions[name] = false
	}
	for i := range c.Items {
		if list, ok := c.Items[i].Origin.Through("list"); ok {
			all.all[list+"\x00"+c.Items[i].Text] = true
		}
	}
	for _, k := range c.Kids {
		rc.prepare(k, all, seen)
	}
}

func (run *coverRun) event(id catalog.EventID) {
	for _, rc := range run.rules {
		p := rc.program
		if !p.Rule.Events.Has(id) {
			rc.quiet = true
			continue
		}
		p.Begin(id)
		if p.Matches() {
			rc.fired = true
		} else {
			rc.quiet = true
		}
		run.part(rc, p.Root, map[*compiler.Part]bool{})
	}
}

func (run *coverRun) part(rc *ruleCoverage, c *compiler.Part, seen map[*compiler.Part]bool) {
	if seen[c] {
		return
	}
	seen[c] = true
	if rc.program.Holds(c) {
		rc.held[c] = true
		if name, ok := c.Origin.Through("exception"); ok && c.Kind != compiler.NotPart {
			rc.exceptions[name] = true
		}
		for i := range c.Items {
			if list, ok := c.Items[i].Origin.Through("list"); ok && rc.program.ItemHolds(c, i) {
				run.c.items[list+"\x00"+c.Items[i].Text] = true
			}
		}
	} else {
		rc.failed[c] = true
	}
	for _, k := range c.Kids {
		run.part(rc, k, seen)
	}
}

// Ratio is so many of so many.
type Ratio struct {
	Covered int `json:"covered"`
	Total   int `json:"total"`
}

func (r *Ratio) add(ok bool) {
	r.Total++
	if ok {
		r.Covered++
	}
}

func (r Ratio) String() string {
	if r.Total == 0 {
		return "none"
	}
	return fmt.Sprintf("%d of %d (%d %%)", r.Covered, r.Total, 100*r.Covered/r.Total)
}

// CoverageReport is a coverage in numbers, with what is missing.
type CoverageReport struct {
	Firing     Ratio            `json:"rules_firing"`
	Silent     Ratio            `json:"rules_not_firing"`
	Branches   Ratio            `json:"branches"`
	Exceptions Ratio            `json:"exceptions"`
	Items      Ratio            `json:"list_items"`
	Rules      []RuleCoverage   `json:"rules"`
	Missing    []MissedListItem `json:"items_not_exercised"`
}

// RuleCoverage is about one rule. A branch is an outcome of a test.
type RuleCoverage struct {
	Rule       string   `json:"rule"`
	Fires      bool     `json:"fires"`
	Silent     bool     `json:"silent"`
	Branches   Ratio    `json:"branches"`
	Missing    []Branch `json:"missing_branches,omitempty"`
	Exceptions []string `json:"missing_exceptions,omitempty"`
}

// Branch is an outcome of a test that no event had.
type Branch struct {
	Test    string `json:"test"`
	Outcome bool   `json:"outcome"`
	At      string `json:"at"`
}

// MissedListItem is an item of a list that no test ever used.
type MissedListItem struct {
	List string `json:"list"`
	Item string `json:"item"`
}

// Report is the coverage by these rules' tests.
func (c *Coverage) Report(r *Rules) *CoverageReport {
	out := &CoverageReport{Rules: []RuleCoverage{}, Missing: []MissedListItem{}}
	for i, name := range r.Names() {
		row := RuleCoverage{Rule: name}
		if rc := c.rules[i]; rc != nil {
			row.Fires, row.Silent = rc.fired, rc.quiet
			rc.count(rc.program.Root, &row, map[*compiler.Part]bool{})
			for name, ok := range rc.exceptions {
				out.Exceptions.add(ok)
				if !ok {
					row.Exceptions = append(row.Exceptions, name)
				}
			}
			slices.Sort(row.Exceptions)
		}
		out.Firing.add(row.Fires)
		out.Silent.add(row.Silent)
		out.Branches.Covered += row.Branches.Covered
		out.Branches.Total += row.Branches.Total
		out.Rules = append(out.Rules, row)
	}
	keys := make([]string, 0, len(c.all))
	for k := range c.all {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		out.Items.add(c.items[k])
		if !c.items[k] {
			at := slices.Index([]byte(k), 0)
			out.Missing = append(out.Missing, MissedListItem{k[:at], k[at+1:]})
		}
	}
	return out
}

func (rc *ruleCoverage) count(c *compiler.Part, row *RuleCoverage, seen map[*compiler.Part]bool) {
	if seen[c] {
		return
	}
	seen[c] = true
	if c.Kind == compiler.TestPart {
		for _, outcome := range []bool{true, false} {
			ok := rc.held[c]
			if !outcome {
				ok = rc.failed[c]
			}
			row.Branches.add(ok)
			if !ok {
				row.Missing = append(row.Missing, Branch{c.Text, outcome, c.Origin.At.String()})
			}
		}
	}
	for _, k := range c.Kids {
		rc.count(k, row, seen)
	}
}
