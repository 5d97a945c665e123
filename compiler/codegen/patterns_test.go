package codegen_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// twice decides events by the conditions as they are written and optimised, and fails
// where the two differ. It returns the kinds of tables and how often a rule matched.
func twice(t *testing.T, conds []string, events int, fill func(map[string]*vm.Value)) (kinds map[vm.TableKind]bool, matches int) {
	t.Helper()
	row := map[string]*vm.Value{}
	var machines []*vm.Machine
	var sels []*vm.Selection
	kinds = map[vm.TableKind]bool{}
	for _, opt := range []codegen.Options{{NoOptimize: true}, {}} {
		b := reload(t, build(t, opt, conds...))
		for i := range b.Tables {
			kinds[b.Tables[i].Kind] = true
		}
		m, err := vm.NewMachine(b, func(imp vm.Import) (vm.Extractor, error) {
			return func(out *vm.Value) bool {
				v := row[imp.Field]
				if v != nil {
					*out = *v
				}
				return v != nil
			}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		machines, sels = append(machines, m), append(sels, vm.NewSelection(b, 7))
	}
	for range events {
		clear(row)
		fill(row)
		var hits [2][]int
		for i, m := range machines {
			m.Begin(catalog.EvtConnectX)
			hits[i] = m.Match(sels[i], true, nil)
		}
		if !slices.Equal(hits[0], hits[1]) {
			for _, i := range append(hits[0], hits[1]...) {
				if slices.Contains(hits[0], i) != slices.Contains(hits[1], i) {
					t.Logf("%s: as written %v", conds[i], slices.Contains(hits[0], i))
				}
			}
			for k, v := range row {
				t.Logf("%s: %+v", k, *v)
			}
			t.FailNow()
		}
		matches += len(hits[0])
	}
	return kinds, matches
}

// The texts that patterns need, in front of them, change no verdict.
func TestPatterns(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	from := func(n int, elements ...string) string {
		var b strings.Builder
		for range n {
			b.WriteString(elements[rng.IntN(len(elements))])
		}
		return b.String()
	}
	word := func(n int) string { return from(n, "a", "b", "A", "B", "/", "ab", "\x00", "\xe9", "é", ".") }
	glob := func(n int) string {
		return from(n, "a", "b", "A", "/", "ab", "*", "*", "?", "[ab]", "[!a]", "[]a]", "[^]]", "[a-b]", "[[:alpha:]]", "[a", `\*`, `\a`, `\`, "é", "[")
	}
	regex := func(n int) string {
		return from(n, "a", "b", "A", "/", "ab", ".*", "a+", "(a|b)", "(ab|bA|)", "[ab]", "[^a]", "b?", "(a.|b)", "(ab){1,2}", "^", "$", "é", "(a*|b+)", "[a-z]", "(/a|/b)+")
	}
	var conds []string
	add := func(op, text string) {
		if strings.HasSuffix(text, `\`) {
			text += "a" // it would hide the quote
		}
		text = `"` + strings.ReplaceAll(text, `\`, `\\`) + `"`
		if op == "pmatch" {
			text = "(" + text + ")"
		}
		if !strings.Contains(text, "\x00") {
			conds = append(conds, "fd.name "+op+" "+text, "proc.aname "+op+" "+text)
		}
	}
	for range 150 {
		for _, op := range []string{"contains", "icontains"} {
			add(op, word(1+rng.IntN(5)))
		}
		add("glob", glob(1+rng.IntN(6)))
		add("iglob", glob(1+rng.IntN(6)))
		add("pmatch", glob(1+rng.IntN(6)))
		if r := regex(1 + rng.IntN(6)); regexIsFine(r) {
			add("regex", r)
		}
	}
	value := func() *vm.Value { return &vm.Value{S: word(rng.IntN(8))} }
	kinds, matches := twice(t, conds, 500, func(row map[string]*vm.Value) {
		if rng.IntN(10) > 0 {
			row["fd.name"] = value()
		}
		if rng.IntN(10) > 0 {
			v := &vm.Value{}
			for range rng.IntN(3) {
				v.L = append(v.L, *value())
			}
			row["proc.aname"] = v
		}
	})
	for _, k := range []vm.TableKind{vm.TableGram, vm.TablePair, vm.TableFold, vm.TableFoldPair} {
		if !kinds[k] {
			t.Errorf("no table of kind %s", k)
		}
	}
	t.Logf("%d conditions, %d matches", len(conds), matches)
}

func regexIsFine(pattern string) bool {
	_, err := vm.CompileRegex(pattern)
	return err == nil
}

// Intervals, alone and from several comparisons, hold where the comparisons do.
func TestIntervals(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	ops := []string{"<", "<=", ">", ">="}
	op := func() string { return ops[rng.IntN(4)] }
	ends := []uint64{0, 1, 2, 7, 8, 9, 100, 1 << 15, 1<<16 - 1, 1 << 31, 1<<63 - 1, 1 << 63, 1<<64 - 2, 1<<64 - 1}
	unsigned := func() uint64 {
		if rng.IntN(3) == 0 {
			return ends[rng.IntN(len(ends))]
		}
		return rng.Uint64N(40)
	}
	signed := func() int64 {
		if rng.IntN(3) == 0 {
			return int64(ends[rng.IntN(len(ends))])
		}
		return rng.Int64N(40) - 20
	}
	floats := []float64{0, math.Copysign(0, -1), 1.5, -1.5, 2, -2, 3, 50, 1e300, -1e300, 5e-324, math.Inf(1), math.Inf(-1), math.NaN()}
	whole := func() int { return rng.IntN(60) - 3 }
	var conds []string
	for range 60 {
		conds = append(conds,
			fmt.Sprintf("thread.cpu %s %d and not thread.cpu %s %d", op(), whole(), op(), whole()),
			fmt.Sprintf("proc.vmsize %s %d", op(), unsigned()&0xFFFFFFFF),
			fmt.Sprintf("evt.latency %s %d and evt.latency %s %d", op(), unsigned(), op(), unsigned()),
			fmt.Sprintf("evt.latency %s %d and (evt.latency %s %d or evt.rawres > %d) and evt.latency %s %d", op(), unsigned(), op(), unsigned(), signed(), op(), unsigned()),
			fmt.Sprintf("evt.rawres %s %d and evt.rawres %s %d", op(), signed(), op(), signed()),
			fmt.Sprintf("evt.rawres %s %d or not evt.rawres %s %d", op(), signed(), op(), signed()),
			fmt.Sprintf("not (evt.rawres %s %d and evt.rawres %s %d)", op(), signed(), op(), signed()),
			fmt.Sprintf("fd.port %s %d and fd.port %s %d", op(), unsigned()&0xFFFF, op(), unsigned()&0xFFFF),
		)
	}
	kinds, matches := twice(t, conds, 2000, func(row map[string]*vm.Value) {
		for _, f := range []string{"proc.vmsize", "evt.latency", "evt.rawres"} {
			switch {
			case rng.IntN(10) == 0:
			case f == "evt.rawres":
				row[f] = &vm.Value{N: uint64(signed())}
			default:
				row[f] = &vm.Value{N: unsigned()}
			}
		}
		if rng.IntN(10) > 0 {
			row["thread.cpu"] = &vm.Value{N: math.Float64bits(floats[rng.IntN(len(floats))])}
		}
		v := &vm.Value{}
		for range rng.IntN(3) {
			v.L = append(v.L, vm.Value{N: unsigned() & 0xFFFF})
		}
		row["fd.port"] = v
	})
	if !kinds[vm.TableOrder] {
		t.Errorf("tables of kinds %v", kinds)
	}
	t.Logf("%d conditions, %d matches", len(conds), matches)
}
