package vm

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/vm/catalog"
)

// sample is a small bundle by hand that has one of everything: rule A matches
// openat where proc.name is in (a, b, c), fd.name starts with /etc and contains
// "shadow" or has its lower-case basename equal to "x"; rule B everything.
func sample() *Bundle {
	b := &Bundle{
		Info: Info{Compiler: "1", Engine: "2", Schema: "3", Inputs: []Input{{Name: "rules.yaml", Hash: [32]byte{1, 2}}}},
		Rules: []RuleInfo{
			{
				Name: "A", Desc: "first", Source: "syscall", Priority: 4, Tags: []string{"t1", "t2"}, Enabled: true, Capture: true, CaptureDuration: 7,
				Output: []OutputPart{{Text: "x ", Reg: -1}, {Reg: 0, Width: 5, Key: "proc.name"}, {Reg: 2, Hidden: true}},
				File:   "rules.yaml", Line: 3, Condition: "c",
			},
			{Name: "B", Source: "syscall", Priority: 6, Enabled: true},
		},
		Imports: []Import{{"proc.name", catalog.Charbuf, false}, {"fd.name", catalog.Charbuf, false}, {"proc.pid", catalog.Int64, false}},
		Consts:  []Const{{S: "a"}, {S: "b"}, {S: "c"}, {S: "/etc"}, {S: "shadow"}, {S: "x"}, {N: 5}},
		Regs: []Register{
			{Op: RegField, Type: catalog.Charbuf, Arg: 0},
			{Op: RegField, Type: catalog.Charbuf, Arg: 1},
			{Op: RegBasename, Type: catalog.Charbuf, First: 0, N: 1},
			{Op: RegToLower, Type: catalog.Charbuf, First: 1, N: 1},
			{Op: RegField, Type: catalog.Int64, Arg: 2},
		},
		Operands: []uint32{1, 2},
		Tests: []Test{
			{Op: TestTable, Reg: 0, Arg: 0},
			{Op: TestTable, Reg: 1, Arg: 1},
			{Op: TestTable, Reg: 1, Arg: 2},
			{Op: TestEqS, Reg: 3, Arg: 5, N: 1},
			{Op: TestGtI, Reg: 4, Arg: 6, N: 1},
			{Op: TestTable, Reg: 4, Arg: 3},
		},
		Subs: []uint32{0},
		Code: []Inst{
			{Slot: 2, T: Accept, F: 1}, {Slot: 3, T: Accept, F: Reject}, // formula 6
			{Slot: 1, T: 1, F: Reject}, {Slot: 0, T: 1, F: Reject}, {Slot: 6, T: Accept, F: Reject},
			{Slot: 4, T: Accept, F: Accept},
		},
		Dispatch: make([]uint16, catalog.NumEvents),
		Groups: []Group{{
			Entries: []Entry{{0, 2}, {1, 5}},
			Always:  []uint32{1},
			Gates:   []Gate{{Slot: 4, Want: true, Inside: 1}, {Slot: 3, Entries: []uint32{0}}},
			Routes:  []Route{{Table: 0, Start: []uint32{0, 1}, Posts: []uint32{0}}},
			Filters: []Gate{{Slot: 6, Want: true, Entries: []uint32{0}}},
			Narrow:  []Route{{Table: 1, Start: []uint32{0, 1}, Posts: []uint32{0}}},
		}},
		Debug:  Debug{Tests: []string{"a", "b", "c", "d", "e", "f"}, Subs: []string{"macro"}},
		Guards: []byte{1, 2, 3}, Signature: []byte{4},
	}
	b.Dispatch[2] = 1
	set := Table{Kind: TableSet, Reg: 0, First: 0, N: 1, Buckets: make([]Bucket, 8), Rows: []uint32{0, 1, 0}}
	for i := range 3 {
		h := HashString(b.Consts[i].S)
		j := h & 7
		for set.Buckets[j].Row != 0 {
			j = (j + 1) & 7
		}
		set.Buckets[j] = Bucket{Hash: h, Row: 1, Key: uint64(i)}
	}
	prefix := Table{
		Kind: TablePrefix, Reg: 1, First: 1, N: 1, Rows: []uint32{0, 1, 0},
		Nodes: []Node{{First: 1, N: 1}, {Label: 3, Row: 1, First: 2}}, Edges: []byte{0, '/'},
	}
	gram := uint32('s') | 'h'<<8 | 'a'<<16 | 'd'<<24
	grams := Table{Kind: TableGram, Reg: 1, First: 2, N: 1, Buckets: make([]Bucket, 2), Grams: make([]uint64, 4), Rows: []uint32{0, 1, 0}}
	grams.Buckets[GramHash(gram)&1] = Bucket{Hash: gram, Row: 1, Key: 4}
	bit := GramBit(gram, 8)
	grams.Grams[bit>>6] |= 1 << (bit & 63)
	numbers := Table{Kind: TableNumber, Reg: 4, First: 5, N: 1, Buckets: make([]Bucket, 2), Rows: []uint32{0, 1, 0}}
	numbers.Buckets[HashNumber(9)&1] = Bucket{Hash: HashNumber(9), Row: 1, Key: 9}
	b.Tables = []Table{set, prefix, grams, numbers}
	return b
}

// fields hands out fixed values.
type fields map[string]Value

func (f fields) bind(imp Import) (Extractor, error) {
	return func(out *Value) bool {
		v, ok := f[imp.Field]
		out.S, out.N, out.L, out.Type = v.S, v.N, v.L, v.Type
		return ok
	}, nil
}

func TestSample(t *testing.T) {
	b := sample()
	if err := Verify(b); err != nil {
		t.Fatal(err)
	}
	f := fields{}
	m, err := NewMachine(b, f.bind)
	if err != nil {
		t.Fatal(err)
	}
	m.crowd = 1
	sel := NewSelection(b, 7)
	for _, c := range []struct {
		name, file string
		want       string
	}{
		{"a", "/etc/shadow", "[0 1]"},
		{"b", "/etc/dir/X", "[0 1]"},
		{"b", "/etc/dir/y", "[1]"},
		{"d", "/etc/shadow", "[1]"},
		{"a", "/tmp/shadow", "[1]"},
		{"", "", "[1]"},
	} {
		clear(f)
		if c.name != "" {
			f["proc.name"], f["fd.name"] = Value{S: c.name}, Value{S: c.file}
		}
		m.Begin(2)
		if got := fmt.Sprint(m.Match(sel, true, nil)); got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
		if got := m.Match(sel, false, nil); len(got) != 1 {
			t.Errorf("%+v: first: %v", c, got)
		}
		m.Begin(3)
		if got := m.Match(sel, true, nil); len(got) != 0 || m.Rule(1) {
			t.Errorf("event without rules: %v", got)
		}
	}
	v, typ, list, ok := m.Reg(0)
	if v != nil || typ != catalog.Charbuf || list || ok {
		t.Error("an absent register")
	}
}

func TestMissing(t *testing.T) {
	_, err := NewMachine(sample(), func(imp Import) (Extractor, error) {
		if imp.Field == "fd.name" {
			return nil, errors.New("unknown")
		}
		return func(*Value) bool { return false }, nil
	})
	var missing *MissingError
	if !errors.As(err, &missing) || len(missing.Errs) != 1 || !strings.Contains(err.Error(), "fd.name") {
		t.Fatal(err)
	}
}

func TestEncode(t *testing.T) {
	want := sample()
	data, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	again, _ := got.Encode()
	if !bytes.Equal(data, again) {
		t.Error("encoding again gives other bytes")
	}
}

func TestDecodeErrors(t *testing.T) {
	data, err := sample().Encode()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		data []byte
		want error
	}{
		{nil, ErrMagic},
		{[]byte("- rule: x"), ErrMagic},
		{data[:10], ErrTruncated},
		{data[:100], ErrTruncated},
		{data[:len(data)-1], ErrTruncated},
		{append(slices.Clone(data), 0), ErrLayout},
		{append([]byte(magic), 9, 0, 0, 0, 0, 0, 0, 0), ErrVersion},
	} {
		if _, err := Decode(c.data); !errors.Is(err, c.want) {
			t.Errorf("%d: %v", i, err)
		}
	}
	// No byte can change unnoticed.
	for i := len(magic); i < len(data); i++ {
		bad := slices.Clone(data)
		bad[i] ^= 0x10
		var fe *FormatError
		if _, err := Decode(bad); !errors.As(err, &fe) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
}

// Every mutation makes the bundle one that must not run.
func TestVerify(t *testing.T) {
	for name, mutate := range map[string]func(*Bundle){
		"priority":           func(b *Bundle) { b.Rules[0].Priority = 8 },
		"output register":    func(b *Bundle) { b.Rules[0].Output[1].Reg = 5 },
		"register operation": func(b *Bundle) { b.Regs[0].Op = numRegOps },
		"register type":      func(b *Bundle) { b.Regs[0].Type = 200 },
		"import":             func(b *Bundle) { b.Regs[0].Arg = 3 },
		"import type":        func(b *Bundle) { b.Imports[0].Type = catalog.Int64 },
		"operands":           func(b *Bundle) { b.Regs[2].First = 2 },
		"operand order":      func(b *Bundle) { b.Operands[0] = 2 },
		"arity":              func(b *Bundle) { b.Regs[2].N = 0 },
		"operand type":       func(b *Bundle) { b.Operands[1] = 0; b.Regs[0].List, b.Imports[0].List = true, true },
		"quantifier":         func(b *Bundle) { b.Regs[2].Quant = catalog.EitherEnd },
		"test operation":     func(b *Bundle) { b.Tests[3].Op = numTestOps },
		"modifier":           func(b *Bundle) { b.Tests[3].Mod = numMods },
		"subset of one":      func(b *Bundle) { b.Tests[3].Mod = Subset },
		"test register":      func(b *Bundle) { b.Tests[3].Reg = 5 },
		"test type":          func(b *Bundle) { b.Tests[4].Op = TestContains },
		"constants":          func(b *Bundle) { b.Tests[3].N = 3 },
		"right register":     func(b *Bundle) { b.Tests[3].RHS = true; b.Tests[3].Arg = 9 },
		"right type":         func(b *Bundle) { b.Tests[3].RHS = true; b.Tests[3].Arg = 4 },
		"table":              func(b *Bundle) { b.Tests[0].Arg = 4 },
		"table of another":   func(b *Bundle) { b.Tests[1].Arg = 2 },
		"slot":               func(b *Bundle) { b.Code[0].Slot = 7 },
		"branch":             func(b *Bundle) { b.Code[5].T = 1 },
		"branch out":         func(b *Bundle) { b.Code[1].F = 1 },
		"own formula":        func(b *Bundle) { b.Code[0].Slot = 6 },
		"formula code":       func(b *Bundle) { b.Subs[0] = 6 },
		"dispatch size":      func(b *Bundle) { b.Dispatch = b.Dispatch[1:] },
		"dispatch":           func(b *Bundle) { b.Dispatch[3] = 2 },
		"entry rule":         func(b *Bundle) { b.Groups[0].Entries[1].Rule = 2 },
		"entry order":        func(b *Bundle) { b.Groups[0].Entries[1].Rule = 0 },
		"entry code":         func(b *Bundle) { b.Groups[0].Entries[1].PC = 6 },
		"always":             func(b *Bundle) { b.Groups[0].Always[0] = 2 },
		"never tried":        func(b *Bundle) { b.Groups[0].Always = nil },
		"gate slot":          func(b *Bundle) { b.Groups[0].Gates[0].Slot = 7 },
		"gate inside":        func(b *Bundle) { b.Groups[0].Gates[1].Inside = 1 },
		"gate too far":       func(b *Bundle) { b.Groups[0].Gates[0].Inside = 1 << 31 },
		"gate entry":         func(b *Bundle) { b.Groups[0].Gates[1].Entries[0] = 2 },
		"gate entries":       func(b *Bundle) { b.Groups[0].Gates[1].Entries = []uint32{0, 0} },
		"filter slot":        func(b *Bundle) { b.Groups[0].Filters[0].Slot = 7 },
		"filter inside":      func(b *Bundle) { b.Groups[0].Filters[0].Inside = 1 },
		"filter entry":       func(b *Bundle) { b.Groups[0].Filters[0].Entries[0] = 2 },
		"narrow table":       func(b *Bundle) { b.Groups[0].Narrow[0].Table = 4 },
		"narrow entry":       func(b *Bundle) { b.Groups[0].Narrow[0].Posts[0] = 2 },
		"gate crossing":      func(b *Bundle) { b.Groups[0].Gates = []Gate{{Inside: 1}, {Inside: 1}, {}} },
		"gate depth": func(b *Bundle) {
			b.Groups[0].Gates = make([]Gate, MaxGates+1)
			for i := range b.Groups[0].Gates {
				b.Groups[0].Gates[i].Inside = uint32(MaxGates - i)
			}
		},
		"route table":        func(b *Bundle) { b.Groups[0].Routes[0].Table = 4 },
		"route size":         func(b *Bundle) { b.Groups[0].Routes[0].Start = []uint32{0} },
		"route order":        func(b *Bundle) { b.Groups[0].Routes[0].Start[0] = 1 },
		"route end":          func(b *Bundle) { b.Groups[0].Routes[0].Start[1] = 2 },
		"route entry":        func(b *Bundle) { b.Groups[0].Routes[0].Posts[0] = 2 },
		"table kind":         func(b *Bundle) { b.Tables[0].Kind = numTableKinds },
		"table register":     func(b *Bundle) { b.Tables[0].Reg = 9 },
		"table type":         func(b *Bundle) { b.Tables[0].Kind = TableNumber },
		"table tests":        func(b *Bundle) { b.Tables[0].N = 9 },
		"buckets":            func(b *Bundle) { b.Tables[0].Buckets = b.Tables[0].Buckets[1:] },
		"full":               func(b *Bundle) { b.Tables[3].Buckets[1-HashNumber(9)&1] = b.Tables[3].Buckets[HashNumber(9)&1] },
		"rows":               func(b *Bundle) { b.Tables[0].Rows[0] = 1 },
		"row end":            func(b *Bundle) { b.Tables[0].Rows[1] = 2 },
		"row test":           func(b *Bundle) { b.Tables[0].Rows[2] = 1 },
		"hash":               func(b *Bundle) { b.Tables[3].Buckets[HashNumber(9)&1].Hash++ },
		"number":             func(b *Bundle) { b.Tables[3].Buckets[HashNumber(9)&1].Key = 8 },
		"node children":      func(b *Bundle) { b.Tables[1].Nodes[0].N = 2 },
		"node loop":          func(b *Bundle) { b.Tables[1].Nodes[1] = Node{Label: 3, First: 1, N: 1} },
		"node label":         func(b *Bundle) { b.Tables[1].Nodes[1].Label = 7 },
		"empty label":        func(b *Bundle) { b.Consts[3].S = "" },
		"edge":               func(b *Bundle) { b.Tables[1].Edges[1] = 'x' },
		"edges":              func(b *Bundle) { b.Tables[1].Edges = nil },
		"node row":           func(b *Bundle) { b.Tables[1].Nodes[1].Row = 2 },
		"no bitmap":          func(b *Bundle) { b.Tables[2].Grams = nil },
		"bitmap":             func(b *Bundle) { clear(b.Tables[2].Grams) },
		"gram":               func(b *Bundle) { b.Consts[4].S = "shadxw"; b.Consts[4].S = "xhadow" },
		"gram place":         func(b *Bundle) { b.Tables[2].Buckets[0].Key |= 3 << 32; b.Tables[2].Buckets[1].Key |= 3 << 32 },
		"debug":              func(b *Bundle) { b.Debug.Tests = b.Debug.Tests[1:] },
		"selector":           func(b *Bundle) { b.Regs[3] = Register{Op: RegGetopt, Type: catalog.Charbuf, N: 2, Arg: 3} },
		"constant of a list": func(b *Bundle) { b.Regs[4] = Register{Op: RegConst, Type: catalog.Charbuf, List: true} },
		"length as text":     func(b *Bundle) { b.Regs[3] = Register{Op: RegLen, Type: catalog.Charbuf, N: 1} },
		"transformed number": func(b *Bundle) { b.Regs[4] = Register{Op: RegToLower, Type: catalog.Int64, N: 1} },
		"list of single test": func(b *Bundle) {
			b.Regs[1].List, b.Imports[1].List = true, true
			b.Tests[3].Reg, b.Tests[3].Op = 1, TestContains
		},
	} {
		b := sample()
		mutate(b)
		var ve *VerifyError
		if err := Verify(b); !errors.As(err, &ve) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDisassemble(t *testing.T) {
	var out bytes.Buffer
	if err := Disassemble(&out, sample()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"tolower(r2)", "t2    gram of r1", "formula s6 macro", "s6     ? accept : reject", "always", "if s0", "if s4 and not s3"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	b := sample()
	f := fields{"proc.name": {S: "a"}, "fd.name": {S: "/etc/A/X"}, "proc.pid": {N: 9}}
	m, err := NewMachine(b, f.bind)
	if err != nil {
		t.Fatal(err)
	}
	sel := NewSelection(b, 7)
	hits := make([]int, 0, 8)
	run := func() {
		m.Begin(2)
		hits = m.Match(sel, true, hits[:0])
		m.Reg(3)
	}
	run()
	if n := testing.AllocsPerRun(100, run); n != 0 {
		t.Errorf("%v allocations an event", n)
	}
}

// The epoch wraps around without taking old results for new ones.
func TestEpoch(t *testing.T) {
	b := sample()
	f := fields{"proc.name": {S: "a"}, "fd.name": {S: "/etc/shadow"}}
	m, err := NewMachine(b, f.bind)
	if err != nil {
		t.Fatal(err)
	}
	m.epoch = ^uint32(0) - 5
	for i := range 10 {
		f["proc.name"] = Value{S: []string{"a", "z"}[i%2]}
		m.Begin(2)
		if m.Rule(0) != (i%2 == 0) {
			t.Fatal(i)
		}
	}
}
