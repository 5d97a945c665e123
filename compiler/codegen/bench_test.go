package codegen_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// feed hands recorded or made-up events to a machine at the price of one
// indirect call for each register.
type feed struct {
	fields []string
	index  map[string]int
	types  []catalog.Type
	ids    []catalog.EventID
	rows   [][]*vm.Value        // by event and import, nil for absent
	known  map[string]*vm.Value // equal values are kept once, as a thread's are
	now    int
}

func newFeed(b *vm.Bundle) *feed {
	f := &feed{index: map[string]int{}, known: map[string]*vm.Value{}}
	for i, imp := range b.Imports {
		f.fields = append(f.fields, imp.Field)
		f.types = append(f.types, imp.Type)
		f.index[imp.Field] = i
	}
	return f
}

func (f *feed) bind(imp vm.Import) (vm.Extractor, error) {
	i := f.index[imp.Field]
	return func(out *vm.Value) bool {
		v := f.rows[f.now][i]
		if v == nil {
			return false
		}
		out.S, out.N, out.L = v.S, v.N, v.L
		return true
	}, nil
}

// add appends an event, whose values are looked up by the field's text.
func (f *feed) add(id catalog.EventID, get func(string) any) {
	row := make([]*vm.Value, len(f.fields))
	for i, name := range f.fields {
		raw := get(name)
		switch name {
		case "fd.ip", "fd.net":
			raw = []any{get("fd.cip"), get("fd.sip")}
		case "fd.port":
			raw = []any{get("fd.cport"), get("fd.sport")}
		case "proc.aname", "proc.aexepath":
			s, _ := raw.(string)
			var l []any
			for _, w := range strings.Fields(s) {
				l = append(l, w)
			}
			raw = l
		}
		if v, ok := f.value(raw, f.types[i]); ok {
			key := fmt.Sprint(v)
			if f.known[key] == nil {
				f.known[key] = &v
			}
			row[i] = f.known[key]
		}
	}
	f.ids, f.rows = append(f.ids, id), append(f.rows, row)
}

func (f *feed) value(raw any, typ catalog.Type) (v vm.Value, ok bool) {
	switch raw := raw.(type) {
	case []any:
		for _, e := range raw {
			if d, ok := f.value(e, typ); ok {
				v.L = append(v.L, d)
			}
		}
	case bool:
		if raw {
			v.N = 1
		}
	case float64:
		v.N = uint64(int64(raw))
	case string:
		v.S = raw
		if a, err := netip.ParseAddr(raw); err == nil && vm.KindOf(typ) == vm.KindAddress {
			v.S = string(a.AsSlice())
		}
	default:
		return v, false
	}
	return v, true
}

// capture adds the recorded events of a capture.
func (f *feed) capture(t testing.TB, name string) {
	file, err := os.Open(filepath.Join(golden.Dir(t), "captures", name+".fields.jsonl.gz"))
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	zip, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]catalog.EventID{}
	for id := range catalog.Events {
		if e := &catalog.Events[id]; catalog.EventID(id).IsExit() && e.Flags&(catalog.Unused|catalog.OldVersion) == 0 {
			ids[e.Name] = catalog.EventID(id)
		}
	}
	lines := bufio.NewScanner(zip)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var row map[string]any
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if id, ok := ids[fmt.Sprint(row["evt.type"])]; ok {
			f.add(id, func(name string) any { return row[name] })
		}
	}
}

func (f *feed) bench(b *testing.B, bundle *vm.Bundle) {
	m, err := vm.NewMachine(bundle, f.bind)
	if err != nil {
		b.Fatal(err)
	}
	sel := vm.NewSelection(bundle, 7)
	hits := make([]int, 0, len(bundle.Rules))
	matches := 0
	pass := func() {
		for f.now = range f.ids {
			m.Begin(f.ids[f.now])
			hits = m.Match(sel, false, hits[:0])
			matches += len(hits)
		}
	}
	pass()
	b.ReportAllocs()
	b.ReportMetric(0, "ns/op")
	perPass := matches
	b.ResetTimer()
	for range b.N {
		pass()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(f.ids)), "ns/event")
	b.ReportMetric(float64(perPass), "matches")
	b.ReportMetric(float64(len(f.ids)), "events")
}

func BenchmarkUpstream(b *testing.B) {
	rules := upstream(b)
	for _, opt := range []codegen.Options{{}, {NoOptimize: true}} {
		bundle, err := codegen.Build(rules, opt)
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range []string{"A-files", "D-shell", "E-containers"} {
			b.Run(fmt.Sprintf("%s/optimise=%v", name, !opt.NoOptimize), func(b *testing.B) {
				f := newFeed(bundle)
				f.capture(b, name)
				f.bench(b, bundle)
			})
		}
	}
}

// families are shapes of rules, of which a benchmark makes many.
var families = map[string]func(i int) string{
	"equality": func(i int) string {
		return fmt.Sprintf("evt.type in (open, openat, openat2) and proc.name in (p%d, q%d, r%d) and fd.name startswith /data/%d and not fd.name contains x%d", i, i/2, i/3, i, i)
	},
	"prefix": func(i int) string {
		return fmt.Sprintf("evt.type in (open, openat, openat2) and fd.name startswith /data/%d/ and not proc.name in (a%d, b%d)", i, i%50, i%70)
	},
	"contains": func(i int) string {
		return fmt.Sprintf("evt.type in (open, openat, openat2) and (fd.name contains secret%d or fd.name regex '.*/token%d[0-9]+') and proc.name != n%d", i, i, i%10)
	},
	"few": func(i int) string {
		return fmt.Sprintf("evt.type in (open, openat, openat2) and proc.name in (p%d, p%d, p%d) and fd.name startswith /dir%d and not fd.name contains x%d", i%10, i%17, i%23, i%20, i%7)
	},
}

func generated(t testing.TB, family string, n int) []codegen.Rule {
	t.Helper()
	rules := make([]codegen.Rule, n)
	for i := range rules {
		e, perr := grammar.ParseCondition(families[family](i), 100)
		if perr != nil {
			t.Fatal(perr)
		}
		c, findings := check.Condition(e, "syscall")
		if c == nil {
			t.Fatal(findings)
		}
		rules[i] = codegen.Rule{
			Info: vm.RuleInfo{Name: fmt.Sprint("rule ", i), Source: "syscall", Enabled: true, Priority: 4}, Cond: c, Events: check.Events(e),
		}
	}
	return rules
}

// opens are made-up events: opens by various programs, and reads.
func (f *feed) opens(n int) {
	names := []string{"bash", "cat", "find", "p7", "q12", "sshd", "nginx", "node"}
	paths := []string{
		"/etc/passwd", "/usr/lib/x86_64-linux-gnu/libc.so.6", "/data/77/logs/current", "/proc/self/status", "/home/user/src/project/main.go",
		"/dir3/file", "/var/lib/app/secret12", "/data/512/x512", "/tmp/token17a/b", "/usr/share/zoneinfo/Europe/Berlin",
	}
	for i := range n {
		name, path, id := names[i%len(names)], paths[i*7%len(paths)], catalog.EventID(0)
		kind := "openat"
		if i%3 == 0 {
			kind = "read"
		}
		for e := range catalog.Events {
			if catalog.Events[e].Name == kind && catalog.EventID(e).IsExit() {
				id = catalog.EventID(e)
			}
		}
		f.add(id, func(field string) any {
			switch field {
			case "proc.name":
				return name
			case "fd.name":
				return path
			}
			return kind
		})
	}
}

func BenchmarkGenerated(b *testing.B) {
	for _, family := range []string{"equality", "prefix", "contains", "few"} {
		for _, n := range []int{100, 1000, 10000} {
			b.Run(fmt.Sprintf("%s/%d", family, n), func(b *testing.B) {
				bundle, err := codegen.Build(generated(b, family, n), codegen.Options{})
				if err != nil {
					b.Fatal(err)
				}
				f := newFeed(bundle)
				f.opens(240)
				f.bench(b, bundle)
			})
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, family := range []string{"equality", "prefix", "contains"} {
		rules := generated(b, family, 10000)
		b.Run(family, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				if _, err := codegen.Build(rules, codegen.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		bundle, err := codegen.Build(rules, codegen.Options{})
		if err != nil {
			b.Fatal(err)
		}
		data, err := bundle.Encode()
		if err != nil {
			b.Fatal(err)
		}
		b.Run(family+"/load", func(b *testing.B) {
			b.ReportAllocs()
			b.ReportMetric(float64(len(data)), "bytes")
			for range b.N {
				d, err := vm.Decode(data)
				if err != nil {
					b.Fatal(err)
				}
				if err := vm.Verify(d); err != nil {
					b.Fatal(err)
				}
				vm.NewSelection(d, 7)
			}
		})
	}
}
