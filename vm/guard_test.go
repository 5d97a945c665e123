package vm

import (
	"bytes"
	"math/rand/v2"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/vm/catalog"
)

func sampleGuards() [][]RuleGuard {
	g := RuleGuard{Reads: ReadsOwn, Any: [][]GuardAtom{{
		{Not: true, Param: 3, Tests: []GuardTest{{Op: GuardBits, Param: 3, A: 2}}, Patterns: []Pattern{}},
		{Path: true, Param: 2, Tests: []GuardTest{}, Patterns: []Pattern{{PatternPrefix, "/etc"}, {PatternFolder, "/tmp/"}}},
	}, {}}}
	g.Events.Add(catalog.EvtOpenat2X)
	return [][]RuleGuard{{g}, {}}
}

func TestGuardsRoundTrip(t *testing.T) {
	want := sampleGuards()
	got, err := DecodeGuards(EncodeGuards(want), 2)
	if err != nil {
		t.Fatal(err)
	}
	want[0][0].Any[1] = got[0][0].Any[1] // empty either way
	if !reflect.DeepEqual(got[0], want[0]) || len(got[1]) != 0 {
		t.Errorf("%+v", got)
	}
	if _, err := DecodeGuards(EncodeGuards(want), 3); err == nil {
		t.Error("guards of another number of rules are taken")
	}
}

func FuzzDecodeGuards(f *testing.F) {
	f.Add(EncodeGuards(sampleGuards()))
	f.Add([]byte{2, 0, 0, 0, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := DecodeGuards(data, 2)
		if err != nil || all == nil {
			return
		}
		if !bytes.Equal(EncodeGuards(all), data) {
			t.Error("another encoding of the same guards is taken")
		}
		b := &Bundle{Rules: make([]RuleInfo, 2)}
		g := NewGuards(b, []int{0, 1}, all)
		for _, guard := range g.Types {
			if guard != nil && (len(guard.Tests) > MaxGuardTests || len(guard.Clauses) > MaxGuardClauses) {
				t.Error("a guard is beyond its limits")
			}
		}
	})
}

// naive is what a pattern says of a path, decided the obvious way.
func naive(p Pattern, s string) bool {
	switch p.Place {
	case PatternWhole:
		return s == p.Text
	case PatternPrefix:
		return strings.HasPrefix(s, p.Text)
	case PatternSuffix:
		return strings.HasSuffix(s, p.Text)
	case PatternInside:
		return strings.Contains(s, p.Text)
	}
	return s[:strings.LastIndexByte(s, '/')+1] == p.Text
}

func TestPathMachine(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func(n int) string {
		b := make([]byte, 1+r.IntN(n))
		for i := range b {
			b[i] = "/ab.c"[r.IntN(5)]
		}
		return string(b)
	}
	known, held := 0, 0
	for range 300 {
		groups := make([][]Pattern, 1+r.IntN(6))
		for i := range groups {
			for range 1 + r.IntN(3) {
				p := Pattern{PatternPlace(r.IntN(5)), word(5)}
				switch p.Place {
				case PatternWhole, PatternPrefix:
					p.Text = "/" + p.Text
				case PatternFolder:
					p.Text = "/" + p.Text + "/"
				}
				groups[i] = append(groups[i], p)
			}
		}
		m := newPathMachine(groups)
		for range 100 {
			s := word(14)
			facts, unknown := m.Read([]byte(s))
			if odd := s[0] != '/' || path.Clean(s) != s; odd != (unknown != 0) {
				t.Fatalf("%q: odd %v, unknown %#x", s, odd, unknown)
			}
			if unknown != 0 {
				continue
			}
			known++
			for i, ps := range groups {
				want := false
				for _, p := range ps {
					want = want || naive(p, s)
				}
				if got := facts>>i&1 == 1; got != want {
					t.Fatalf("%q: %+v is %v, want %v", s, ps, got, want)
				}
				if want {
					held++
				}
			}
		}
	}
	if known < 1000 || held < 500 {
		t.Errorf("%d paths, %d facts", known, held)
	}
	m := newPathMachine([][]Pattern{{{PatternPrefix, "/a"}}})
	for _, s := range []string{"", "a", "/a\x01", "/\xff", "/a" + strings.Repeat("b", MaxGuardPath)} {
		if _, unknown := m.Read([]byte(s)); unknown == 0 {
			t.Errorf("something is told of %q", s)
		}
	}
}

func TestGuardUnknown(t *testing.T) {
	g := Guard{Path: -1, Tests: []GuardTest{{Op: GuardRange, A: 0, B: 9}, {Op: GuardHost, Fact: 1}}, Clauses: []GuardClause{{Must: 1, Not: 2}}}
	for _, c := range []struct {
		value           uint64
		known           bool
		host, hostKnown bool
		want            bool
	}{
		{5, true, false, true, true}, {10, true, false, true, false}, {^uint64(0), true, false, true, false},
		{5, true, true, true, false}, {5, true, true, false, true}, {0, false, false, true, true}, {0, false, true, true, false},
	} {
		facts, unknown := g.Numbers(func(int) (uint64, bool) { return c.value, c.known }, func(*GuardTest) (bool, bool) { return c.host, c.hostKnown })
		if got := g.Pass(facts, unknown, 0, 0); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
