package differential

import (
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// TestCaptures compares verdicts on the events of captures, for random conditions
// over the values that the fields have there.
func TestCaptures(t *testing.T) {
	golden.OneThread(t)
	paths, err := filepath.Glob(filepath.Join(golden.Root(t), "conformance", "captures", "*.scap"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".scap"), func(t *testing.T) {
			every := uint64(1)
			if name := filepath.Base(path); name[0] == 'D' || name[0] == 'E' {
				every = 23 // of the large captures' events
			}
			compareCapture(t, path, every, 300)
		})
	}
}

// TestRuleSets compares verdicts of rules that people use: the default ones, and
// those upstream where they are at hand.
func TestRuleSets(t *testing.T) {
	sets := map[string]string{"default": filepath.Join(golden.Root(t), "rules")}
	if dir := os.Getenv("FALCOC_GOLDEN"); dir != "" {
		sets["upstream"] = filepath.Join(dir, "upstream-rules")
	}
	for name, dir := range sets {
		files, err := source.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		res := compiler.Compile(files, compiler.Options{})
		if !res.OK() {
			t.Fatalf("%s: %s", name, res.Diagnostics.All[0].Message)
		}
		for _, capture := range []string{"A-files", "B-net", "C1-procs-basic", "D-shell"} {
			t.Run(name+"/"+capture, func(t *testing.T) { compareResult(t, golden.Capture(t, capture+".scap"), 1, res) })
		}
	}
}

// names are fields with the arguments that captures have something for.
var names = func() (out []string) {
	for id := range catalog.Fields {
		row := &catalog.Fields[id]
		if row.Arg&catalog.ArgRequired == 0 {
			out = append(out, row.Name)
		}
	}
	return append(out, "evt.arg[0]", "evt.arg.flags", "evt.arg.name", "evt.arg.fd", "evt.arg.res", "evt.rawarg.fd", "evt.rawarg.flags", "evt.rawarg.res",
		"evt.rawarg.name", "proc.aname[1]", "proc.aname[2]", "proc.apid[1]", "proc.args[0]", "proc.args[1]", "proc.env[PATH]", "proc.aenv[1]",
		"fd.types[0]", "thread.cgroup.cpu", "evt.type.is.openat", "proc.aexepath[1]")
}()

// loader gives both sides the same values: each field is read once an event.
type loader struct {
	ctx    *fields.Context
	bound  map[string]vm.Extractor
	values map[string]*loaded
	epoch  int
}

type loaded struct {
	v     vm.Value
	ok    bool
	epoch int
}

func (l *loader) get(field string) (*loaded, error) {
	v := l.values[field]
	if v == nil {
		x, err := fields.BindText(l.ctx, field)
		if err != nil {
			return nil, err
		}
		v = &loaded{epoch: -1}
		l.bound[field], l.values[field] = x, v
	}
	if l.ctx.Ev != nil && v.epoch != l.epoch {
		v.epoch = l.epoch
		v.v.L = v.v.L[:0]
		v.ok = l.bound[field](&v.v)
	}
	return v, nil
}

func (l *loader) bind(imp vm.Import) (vm.Extractor, error) {
	if _, err := l.get(imp.Field); err != nil {
		return nil, err
	}
	return func(out *vm.Value) bool {
		v, _ := l.get(imp.Field)
		out.S, out.N, out.Type, out.L = v.v.S, v.v.N, v.v.Type, append(out.L[:0], v.v.L...)
		return v.ok
	}, nil
}

// eval evaluates fields for the reference evaluator.
func (l *loader) eval(ref *catalog.FieldRef) (vm.Value, bool) {
	v, err := l.get(ref.Text())
	if err != nil {
		panic(err) // it has been bound for the machine
	}
	return v.v, v.ok
}

// walk calls f for every so many events of a capture.
func walk(t *testing.T, path string, every uint64, f func(l *loader)) {
	t.Helper()
	src, err := scap.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	s := runtime.NewStream(src, state.Options{})
	l := &loader{ctx: s.Fields, bound: map[string]vm.Extractor{}, values: map[string]*loaded{}}
	err = s.Each(func() error {
		l.epoch++
		if s.Stats.Shown%every == 0 {
			f(l)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func compareCapture(t *testing.T, path string, every uint64, count int) {
	rng := rand.New(rand.NewPCG(1, uint64(len(path))))
	pool := map[string][]string{} // literals by field
	walk(t, path, every*7, func(l *loader) {
		for _, name := range names {
			v, err := l.get(name)
			if err != nil {
				t.Fatal(err)
			}
			if v.ok && len(pool[name]) < 200 {
				pool[name] = append(pool[name], literals(name, &v.v)...)
			}
		}
	})
	g := &maker{rng: rng, pool: pool}
	for name, l := range pool {
		if len(l) == 0 { // exists is all there is to ask
			pool[name] = []string{"x"}
		}
		g.fields = append(g.fields, name)
	}
	slices.Sort(g.fields)

	// Conditions are compiled one by one to find those that the compiler takes, and
	// then together.
	var text strings.Builder
	n := 0
	for tries := 0; n < count && tries < 20*count; tries++ {
		rule := fmt.Sprintf("- rule: r%d\n  desc: d\n  condition: %s\n  output: o\n  priority: INFO\n  warn_evttypes: false\n", n, quote(g.expr(3)))
		if compiler.Compile([]*source.File{source.NewFile("f.yaml", []byte(rule))}, compiler.Options{}).OK() {
			text.WriteString(rule)
			n++
		}
	}
	res := compiler.Compile([]*source.File{source.NewFile("rules.yaml", []byte(text.String()))}, compiler.Options{})
	if !res.OK() {
		t.Fatal(res.Diagnostics.All[0].Message)
	}
	compareResult(t, path, every, res)
}

// compareResult compares verdicts of compiled rules on the events of a capture.
func compareResult(t *testing.T, path string, every uint64, res *compiler.Result) {
	t.Helper()
	var bundles []*vm.Bundle
	for _, opt := range settings {
		b, err := res.Bundle(opt)
		if err == nil {
			b, err = reload(b)
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.Rules {
			b.Rules[i].Enabled = true
		}
		bundles = append(bundles, b)
	}
	machines := make([]*vm.Machine, len(bundles))
	events, hits, bad := 0, 0, 0
	walk(t, path, every, func(l *loader) {
		events++
		id := l.ctx.Ev.Type
		var want []int
		for i := range res.Rules {
			if bundles[0].Rules[i].Events.Has(id) && reference.Eval(res.Rules[i].Cond, l.eval) {
				want = append(want, i)
			}
		}
		hits += len(want)
		for k, b := range bundles {
			if machines[k] == nil {
				m, err := vm.NewMachine(b, l.bind)
				if err != nil {
					t.Fatal(err)
				}
				machines[k] = m
			}
			machines[k].Begin(id)
			if got := machines[k].Match(vm.NewSelection(b, 7), true, nil); !slices.Equal(got, want) {
				if bad++; bad > 5 {
					continue
				}
				for i := range res.Rules {
					if slices.Contains(got, i) != slices.Contains(want, i) {
						t.Errorf("event %d, %+v: the machine says %v: %s", l.ctx.St.Num, settings[k], slices.Contains(got, i), res.View.Rules[i].ConditionCompiled)
					}
				}
			}
		}
	})
	t.Logf("%d rules, %d events, %d matches, %d events differ", len(res.Rules), events, hits, bad)
	if events == 0 {
		t.Error("nothing was compared")
	}
}

// literals spells a value as conditions do, whole and in pieces.
func literals(name string, v *vm.Value) (out []string) {
	ref, err := catalog.ParseField(name)
	if err != nil {
		return nil
	}
	values := []vm.Value{*v}
	if ref.Row().List || ref.Quantifier() != catalog.Plain {
		values = v.L
	}
	for _, v := range values {
		typ := ref.Type
		if v.Type != 0 {
			typ = v.Type
		}
		switch {
		case typ.IsString(), typ == catalog.Bytebuf:
			s := v.S[:min(len(v.S), 60)]
			out = append(out, s, s[:len(s)/2], s[len(s)/2:], strings.ToUpper(s))
			if typ == catalog.Bytebuf {
				out = append(out, hex.EncodeToString([]byte(s)))
			}
		case typ == catalog.IPAddr, typ == catalog.IPNet:
			if a, ok := netip.AddrFromSlice([]byte(v.S)); ok {
				out = append(out, a.String(), a.String()+"/12")
			}
		case typ == catalog.Bool:
			out = append(out, strconv.FormatBool(v.N != 0), "true")
		default:
			out = append(out, strconv.FormatInt(int64(v.N), 10), strconv.FormatUint(v.N, 10))
		}
	}
	return out
}

// maker makes conditions as text.
type maker struct {
	rng    *rand.Rand
	pool   map[string][]string
	fields []string
}

func one[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

func (g *maker) expr(depth int) string {
	if depth > 0 {
		switch g.rng.IntN(6) {
		case 0:
			return "(" + g.expr(depth-1) + ") and (" + g.expr(depth-1) + ")"
		case 1, 2:
			return "(" + g.expr(depth-1) + ") or (" + g.expr(depth-1) + ")"
		case 3:
			return "not (" + g.expr(depth-1) + ")"
		}
	}
	return g.test()
}

func (g *maker) test() string {
	name := one(g.rng, g.fields)
	left := name
	if g.rng.IntN(5) == 0 {
		left = one(g.rng, []string{"tolower", "toupper", "basename", "len", "b64"}) + "(" + name + ")"
	}
	value := func() string {
		if g.rng.IntN(8) == 0 {
			return literal(one(g.rng, g.pool[one(g.rng, g.fields)]))
		}
		return literal(one(g.rng, g.pool[name]))
	}
	switch g.rng.IntN(6) {
	case 0:
		return left + " exists"
	case 1:
		op := one(g.rng, []string{"in", "in", "intersects", "pmatch", "= oneof", "= anyof", "!= allof", "startswith anyof", "contains oneof", "glob anyof"})
		var list []string
		for range 1 + g.rng.IntN(4) {
			list = append(list, value())
		}
		return left + " " + op + " (" + strings.Join(list, ", ") + ")"
	case 2:
		return left + " " + one(g.rng, []string{"=", "!=", "<", ">=", "contains", "startswith", "endswith"}) + " val(" + one(g.rng, g.fields) + ")"
	case 3:
		return left + " " + one(g.rng, []string{"<", "<=", ">", ">="}) + " " + strings.Trim(value(), `"`)
	}
	return left + " " + one(g.rng, []string{"=", "!=", "contains", "icontains", "startswith", "endswith", "glob", "iglob", "regex", "bcontains"}) + " " + value()
}
