package codegen_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Tables of ends and of networks say what single comparisons say.
func TestSuffixesAndNetworks(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	word := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "ab./"[rng.IntN(4)]
		}
		return string(b)
	}
	addr := func() netip.Addr {
		if rng.IntN(3) == 0 {
			b := [16]byte{0x20, 1}
			b[rng.IntN(16)] = byte(rng.IntN(4))
			return netip.AddrFrom16(b)
		}
		return netip.AddrFrom4([4]byte{10, byte(rng.IntN(2)), byte(rng.IntN(2)), byte(rng.IntN(4))})
	}
	var conds []string
	for range 60 {
		a := addr()
		conds = append(conds,
			fmt.Sprintf("fd.name endswith '%s'", word(1+rng.IntN(4))),
			fmt.Sprintf("fd.snet in ('%s/%d', '%s/%d')", a, 1+rng.IntN(a.BitLen()), addr(), 1+rng.IntN(32)),
			fmt.Sprintf("fd.net = '%s/%d'", a, 1+rng.IntN(a.BitLen())),
			fmt.Sprintf("not fd.net = '%s/%d'", a, 1+rng.IntN(a.BitLen())),
		)
	}
	var machines []*vm.Machine
	var sels []*vm.Selection
	row := map[string]*vm.Value{}
	kinds := map[vm.TableKind]bool{}
	for _, opt := range []codegen.Options{{NoOptimize: true}, {}} {
		b := build(t, opt, conds...)
		for i := range b.Tables {
			kinds[b.Tables[i].Kind] = true
		}
		m, err := vm.NewMachine(b, func(imp vm.Import) (vm.Extractor, error) {
			return func(out *vm.Value) bool {
				v := row[imp.Field]
				if v == nil {
					return false
				}
				*out = *v
				return true
			}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		machines, sels = append(machines, m), append(sels, vm.NewSelection(b, 7))
	}
	if !kinds[vm.TableSuffix] || !kinds[vm.TableNet] {
		t.Fatalf("tables of kinds %v", kinds)
	}
	bytes := func(a netip.Addr) vm.Value { return vm.Value{S: string(a.AsSlice())} }
	for range 2000 {
		clear(row)
		if rng.IntN(10) > 0 {
			row["fd.name"] = &vm.Value{S: word(rng.IntN(8))}
		}
		if rng.IntN(10) > 0 {
			v := bytes(addr())
			row["fd.snet"] = &v
			row["fd.net"] = &vm.Value{L: []vm.Value{v, bytes(addr())}[:rng.IntN(3)]}
		}
		var hits [2][]int
		for i, m := range machines {
			m.Begin(catalog.EvtConnectX)
			hits[i] = m.Match(sels[i], true, nil)
		}
		if !slices.Equal(hits[0], hits[1]) {
			t.Fatalf("%v: %v and %v", row, hits[0], hits[1])
		}
	}
}
