package vm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// gated has 70 rules that match every open. Gates at the tests 0 to 5 are a random
// forest over most of them; the gates around each rule are what the test asks of it.
func gated(rnd *rand.Rand) (b *Bundle, needs map[int][]Gate) {
	b = three()
	g := &b.Groups[0]
	b.Rules, g.Entries, g.Always, g.Gates = nil, nil, nil, nil
	needs = map[int][]Gate{}
	var grow func(around []Gate, rules []uint32)
	grow = func(around []Gate, rules []uint32) {
		for len(rules) > 0 {
			n := 1 + rnd.IntN(len(rules))
			own := rnd.IntN(n + 1)
			at := len(g.Gates)
			gate := Gate{Slot: uint32(rnd.IntN(6)), Want: rnd.IntN(2) == 0, Entries: rules[:own]}
			g.Gates = append(g.Gates, gate)
			inside := append(slices.Clone(around), gate)
			for _, r := range rules[:own] {
				needs[int(r)] = inside
			}
			if rest := rules[own:n]; len(inside) < 5 {
				grow(inside, rest)
			} else if len(rest) > 0 {
				g.Always = append(g.Always, rest...)
			}
			g.Gates[at].Inside = uint32(len(g.Gates) - at - 1)
			rules = rules[n:]
		}
	}
	var rules []uint32
	for i := range uint32(70) {
		b.Rules = append(b.Rules, RuleInfo{Name: fmt.Sprint(i), Enabled: rnd.IntN(4) > 0})
		g.Entries = append(g.Entries, Entry{i, 5})
		if rnd.IntN(8) > 0 {
			rules = append(rules, i)
		} else {
			g.Always = append(g.Always, i)
		}
	}
	grow(nil, rules)
	slices.Sort(g.Always)
	return b, needs
}

// A rule is a candidate when all gates around it are open.
func TestGates(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		b, needs := gated(rnd)
		if err := Verify(b); err != nil {
			t.Fatal(err)
		}
		behind := 0
		b.Groups[0].Behind(func(e uint32, gates []int) {
			behind++
			for i, at := range gates {
				if want := needs[int(e)][i]; b.Groups[0].Gates[at].Slot != want.Slot || b.Groups[0].Gates[at].Want != want.Want {
					t.Errorf("entry %d: gate %d is %d", e, i, at)
				}
			}
			if len(gates) != len(needs[int(e)]) {
				t.Errorf("entry %d lies behind %v", e, gates)
			}
		})
		if behind != len(needs) {
			t.Errorf("%d of %d entries lie behind gates", behind, len(needs))
		}
		f := fields{}
		m, err := NewMachine(b, f.bind)
		if err != nil {
			t.Fatal(err)
		}
		prof := rnd.IntN(2) == 0
		var p *Profile
		if prof {
			p = m.Profile()
		}
		sel := NewSelection(b, 7)
		for range 8 {
			f["proc.name"] = Value{S: []string{"a", "z"}[rnd.IntN(2)]}
			f["fd.name"] = Value{S: []string{"/etc/shadow", "/etc/X", "/tmp/shadow"}[rnd.IntN(3)]}
			f["proc.pid"] = Value{N: uint64(rnd.IntN(12))}
			m.Begin(2)
			var want []int
			for _, r := range sel.Enabled() {
				if !slices.ContainsFunc(needs[r], func(g Gate) bool { return m.decide(g.Slot)&1 == 1 != g.Want }) {
					want = append(want, r)
				}
			}
			m.Begin(2)
			if got := m.Match(sel, true, nil); !slices.Equal(got, want) {
				t.Fatalf("got %v, want %v", got, want)
			}
			if got := m.Match(sel, false, nil); len(got) != min(1, len(want)) || len(got) == 1 && got[0] != want[0] {
				t.Fatalf("first is %v of %v", got, want)
			}
			for _, r := range want {
				if prof && p.Gated[r]+p.Always[r] == 0 {
					t.Errorf("rule %d is not counted", r)
				}
			}
		}
	}
}
