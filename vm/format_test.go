package vm

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/vm/catalog"
)

var update = flag.Bool("update", false, "add new kinds to testdata/format.txt")

// Every kind has the number and the version that testdata/format.txt gives it. A line is
// never changed or taken away once its version is released.
func TestFormatKinds(t *testing.T) {
	const path = "testdata/format.txt"
	var now bytes.Buffer
	list := func(sort string, n int, count func(*kinds) uint8, name func(int) string) {
		for i := range n {
			minor := 0
			for minor < len(formats) && int(count(&formats[minor])) <= i {
				minor++
			}
			if minor == len(formats) {
				t.Errorf("%s %d, %s, is in no version of the format: if the last one is released, begin a new row of formats", sort, i, name(i))
			}
			fmt.Fprintf(&now, "%d.%d %s %d %s\n", FormatMajor, minor, sort, i, name(i))
		}
		if last := int(count(&formats[len(formats)-1])); last != n {
			t.Errorf("formats knows %d of sort %s, there are %d", last, sort, n)
		}
	}
	list("register", int(numRegOps), func(k *kinds) uint8 { return k.regs }, func(i int) string { return RegOp(i).String() })
	list("test", int(numTestOps), func(k *kinds) uint8 { return k.tests }, func(i int) string { return TestOp(i).String() })
	list("modifier", int(numMods), func(k *kinds) uint8 { return k.mods }, func(i int) string { return Mod(i).String() })
	list("table", int(numTableKinds), func(k *kinds) uint8 { return k.tables }, func(i int) string { return TableKind(i).String() })
	list("type", int(catalog.PID32)+1, func(k *kinds) uint8 { return k.types }, func(i int) string { return catalog.Type(i).String() })
	list("quantifier", int(catalog.EitherEnd)+1, func(k *kinds) uint8 { return k.quantifiers }, func(i int) string { return []string{"plain", "any ancestor", "either end"}[i] })
	list("guard", int(numGuardOps), func(k *kinds) uint8 { return k.guards }, func(i int) string {
		return []string{"bits", "range", "host", "family", "proto", "end", "port", "name", "user"}[i]
	})
	list("pattern", int(PatternFolder)+1, func(k *kinds) uint8 { return k.patterns }, func(i int) string {
		return []string{"whole", "prefix", "suffix", "inside", "folder"}[i]
	})
	if *update {
		if err := os.WriteFile(path, now.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(was), now.String()); diff != "" {
		t.Errorf("the format differs from %s; what is new is added by -update:\n%s", path, diff)
	}
}

// A bundle needs the first version that knows all it uses.
func TestFormatNeeds(t *testing.T) {
	of := []kinds{formats[0], formats[0], formats[0]}
	of[0].tables, of[0].guards = 3, 2
	of[1].guards = 5
	for _, c := range []struct {
		used kinds
		want int
	}{
		{kinds{}, 0},
		{kinds{tables: 3, guards: 2}, 0},
		{kinds{tables: 4}, 1},
		{kinds{tables: 4, guards: 6}, 2},
		{kinds{tables: 200}, 2},
	} {
		if got := needs(c.used, of); got != c.want {
			t.Errorf("%+v: %d, want %d", c.used, got, c.want)
		}
	}
	b := sample()
	b.Guards = EncodeGuards([][]RuleGuard{
		{{Any: [][]GuardAtom{{{Tests: []GuardTest{{Op: GuardPort}}}}}}},
		{{Any: [][]GuardAtom{{{Path: true, Patterns: []Pattern{{Place: PatternSuffix, Text: "x"}}}}}}},
	})
	want := kinds{
		regs: uint8(RegBasename) + 1, tests: uint8(TestEqS) + 1, mods: 1, tables: uint8(TableGram) + 1,
		types: uint8(catalog.Charbuf) + 1, quantifiers: 1, guards: uint8(GuardPort) + 1, patterns: uint8(PatternSuffix) + 1,
	}
	if got := b.uses(); got != want {
		t.Errorf("it uses %+v, want %+v", got, want)
	}
}

// Bundles of other versions are refused as such, and what would read them is named.
func TestFormatVersions(t *testing.T) {
	b := sample()
	b.Info.Compiler = "7.8.9"
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	version := func(major, minor int) []byte {
		d := bytes.Clone(data)
		binary.LittleEndian.PutUint16(d[len(magic):], uint16(major))
		binary.LittleEndian.PutUint16(d[len(magic)+2:], uint16(minor))
		return d
	}
	for _, c := range []struct {
		data []byte
		want string
	}{
		{version(FormatMajor, FormatMinor+1), "falcod 7.8.9 or newer is needed"},
		{version(FormatMajor+1, 0), "falcod 7.8.9 or newer is needed"},
		{version(FormatMajor-1, 0), "made by falcoc 7.8.9"},
		{version(FormatMajor-1, 0), "build it anew with falcoc " + Version},
		{version(FormatMajor+1, 0)[:headerSize], "falcod of its maker's version is needed"},
	} {
		_, err := Decode(c.data)
		if !errors.Is(err, ErrVersion) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v does not say %q", err, c.want)
		}
	}
	// A first text that is none is not printed.
	for _, at := range []int{0, 4} {
		bad := version(FormatMajor+1, 0)
		bad[headerSize+numSections*entrySize+4+at] = 0xff
		if _, err := Decode(bad); !errors.Is(err, ErrVersion) || !strings.Contains(err.Error(), "its maker's version") {
			t.Error(err)
		}
	}
	b.Dispatch = b.Dispatch[:10]
	data, err = b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(data); !errors.Is(err, ErrVersion) || !strings.Contains(err.Error(), "7.8.9, which knows 10 event types") {
		t.Error(err)
	}
}
