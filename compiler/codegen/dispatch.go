package codegen

import (
	"encoding/binary"
	"slices"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// dispatch groups the event types for which the same rules have the same code.
func (b *builder) dispatch() {
	b.out.Dispatch = make([]uint16, catalog.NumEvents)
	groups := map[string]uint16{}
	type member struct {
		rule int
		cond lower.Ref
	}
	byEvent := make([][]member, catalog.NumEvents)
	for rule, vs := range b.variants {
		for _, v := range vs {
			v.Events.Each(func(id catalog.EventID) {
				byEvent[id] = append(byEvent[id], member{rule, v.Cond})
			})
		}
	}
	router := newRouter(b)
	var key []byte
	for id, members := range byEvent {
		if len(members) == 0 {
			continue
		}
		key = key[:0]
		for _, m := range members {
			key = binary.AppendUvarint(key, uint64(m.rule))
			key = binary.AppendUvarint(key, uint64(m.cond))
		}
		g, ok := groups[string(key)]
		if !ok {
			conds := make([]lower.Ref, len(members))
			group := vm.Group{Entries: make([]vm.Entry, len(members))}
			for i, m := range members {
				group.Entries[i] = vm.Entry{Rule: uint32(m.rule), PC: b.pc[m.cond]}
				conds[i] = m.cond
			}
			router.route(&group, conds)
			b.out.Groups = append(b.out.Groups, group)
			g = uint16(len(b.out.Groups))
			groups[string(key)] = g
		}
		b.out.Dispatch[id] = g
	}
}

// router chooses what makes a rule a candidate: tests that tables answer, one of
// which must hold for the rule to match.
type router struct {
	b      *builder
	weight []float64       // by test: how many candidates it would bring
	wide   map[int]bool    // tests of order that half of all numbers pass
	keys   []int           // by table, counted from 1: how many keys rules ask it for
	memo   map[int]covered // by formula
	gates  *gatekeeper
}

// covered are tests of which one holds whenever a formula does.
type covered struct {
	tests  []int
	weight float64 // negative when there are no such tests
}

// minRoute is the number of rules that a table must route; fewer are cheaper tried
// on every event.
const minRoute = 2

// narrow is the width from which on an interval counts as one that half of all numbers
// are in, and manyKeys the number of keys from which on a coarse field routes.
const (
	narrow   = 1024
	manyKeys = 24
)

func newRouter(b *builder) *router {
	r := &router{b: b, gates: newGatekeeper(b), wide: map[int]bool{}, weight: make([]float64, len(b.graph.Tests)), keys: make([]int, len(b.out.Tables)+1), memo: map[int]covered{}}
	if !b.does(routes) {
		return r
	}
	// A key that many rules ask for brings many candidates.
	type key struct {
		table int
		c     vm.Const
	}
	popular := map[key]float64{}
	all := make([]float64, len(b.out.Tables)+1) // by table: how often rules ask it
	for _, n := range b.live {
		t := b.graph.Nodes[n].Test
		if t < 0 || b.table[t] == 0 {
			continue
		}
		all[b.table[t]] += float64(b.uses[n])
		for _, c := range b.graph.Tests[t].Consts {
			k := key{b.table[t], c}
			if popular[k] == 0 {
				r.keys[b.table[t]]++
			}
			popular[k] += float64(b.uses[n])
		}
	}
	for _, t := range b.order {
		if b.table[t] == 0 {
			continue
		}
		w := 0.0
		for _, c := range b.graph.Tests[t].Consts {
			w += popular[key{b.table[t], c}]
		}
		kind := b.out.Tables[b.table[t]-1].Kind
		switch kind {
		case vm.TableOrder:
			if in, _ := lower.Interval(&b.graph.Tests[t]); in[1]-in[0] < narrow {
				w = w*4 + 50
			} else {
				w = all[b.table[t]] / 2
				r.wide[t] = true
			}
		case vm.TableNumber:
			w = w*4 + 50 // numbers repeat more than texts do
		case vm.TablePrefix, vm.TablePath, vm.TableSuffix, vm.TableNet:
			w *= 2
		case vm.TableGram, vm.TableFold:
			w = w*3 + 5
		case vm.TablePair, vm.TableFoldPair:
			w = w*6 + 30
		}
		if p := b.opt.Profile; p != nil && p.Events >= enough {
			if c, ok := p.Tests[b.graph.Text(&b.graph.Tests[t])]; ok {
				w *= 20 * (0.02 + float64(c.Held)/float64(p.Events))
			} else {
				w /= 2 // it never held
			}
		}
		r.weight[t] = w + b.registerPrice(b.graph.Tests[t].Reg)/10
	}
	return r
}

// cover finds the cheapest tests to route a formula by.
func (r *router) cover(f lower.Ref) covered {
	none := covered{weight: -1}
	n := f.Node()
	node := &r.b.graph.Nodes[n]
	if node.Test >= 0 {
		t := &r.b.graph.Tests[node.Test]
		reg := &r.b.graph.Regs[t.Reg]
		table := r.b.table[node.Test]
		if f.Negated() || table == 0 || reg.Op == vm.RegField && (coarse[reg.Field.Row().Name] && r.keys[table] < manyKeys || reg.Type == catalog.Bool) {
			return none
		}
		return covered{[]int{node.Test}, r.weight[node.Test]}
	}
	if f == lower.True {
		return none
	}
	if c, ok := r.memo[int(f)]; ok {
		return c
	}
	best := none
	if !f.Negated() {
		for _, k := range node.Kids {
			if c := r.cover(k); c.weight >= 0 && (best.weight < 0 || c.weight < best.weight) {
				best = c
			}
		}
	} else {
		best.weight = 0
		for _, k := range node.Kids {
			c := r.cover(k.Not())
			if c.weight < 0 {
				best = none
				break
			}
			best.tests = append(best.tests, c.tests...)
			best.weight += c.weight
		}
	}
	r.memo[int(f)] = best
	return best
}

// route fills in which entries of the group, whose conditions are conds, are
// always candidates and which only when a table says so.
func (r *router) route(g *vm.Group, conds []lower.Ref) {
	covers := make([][]int, len(conds))
	use := make([]int, len(r.b.out.Tables)+1)
	if r.b.does(routes) {
		for i, f := range conds {
			covers[i] = r.cover(f).tests
		}
		r.preferGates(conds, covers)
		for i := range covers {
			for _, t := range tablesOf(r.b.table, covers[i]) {
				use[t]++
			}
		}
		// Give up what would need a table for few rules; that may starve others.
		for again := true; again; {
			again = false
			for i := range covers {
				ts := tablesOf(r.b.table, covers[i])
				if slices.ContainsFunc(ts, func(t int) bool { return use[t] < minRoute }) {
					for _, t := range ts {
						use[t]--
					}
					covers[i] = nil
					again = true
				}
			}
		}
	}
	posts := postings{} // table → test in it → entries
	unrouted := map[uint32]lower.Ref{}
	for i, tests := range covers {
		if tests == nil {
			unrouted[uint32(i)] = conds[i]
			continue
		}
		posts.add(r.b, uint32(i), tests)
	}
	r.gates.arrange(g, unrouted)
	g.Routes = posts.routes(r.b)
	if len(conds) >= minFiltered && r.b.does(filters) {
		r.filters(g, conds, covers)
	}
}

// postings are entries by table and by test in it.
type postings map[int]map[uint32][]uint32

// add makes each of the tests bring the entry. Entries come in ascending order.
func (p postings) add(b *builder, entry uint32, tests []int) {
	for _, t := range tests {
		table := b.table[t] - 1
		if p[table] == nil {
			p[table] = map[uint32][]uint32{}
		}
		at := b.slot[t] - b.out.Tables[table].First
		if es := p[table][at]; len(es) == 0 || es[len(es)-1] != entry {
			p[table][at] = append(es, entry)
		}
	}
}

func (p postings) routes(b *builder) (out []vm.Route) {
	for table := range b.out.Tables {
		byTest := p[table]
		if byTest == nil {
			continue
		}
		n := b.out.Tables[table].N
		route := vm.Route{Table: uint32(table), Start: make([]uint32, n+1)}
		for t := range n {
			route.Posts = append(route.Posts, byTest[t]...)
			route.Start[t+1] = uint32(len(route.Posts))
		}
		out = append(out, route)
	}
	return out
}

// tablesOf lists the tables, counted from 1, that answer the tests.
func tablesOf(table []int, tests []int) []int {
	var out []int
	for _, t := range tests {
		if !slices.Contains(out, table[t]) {
			out = append(out, table[t])
		}
	}
	return out
}
