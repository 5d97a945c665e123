package fields_test

import (
	"io"
	"path/filepath"
	goruntime "runtime"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// arguments are what fields that need an argument are tried with.
var arguments = map[catalog.FieldID][]string{
	catalog.FieldEvtTypeIs:                 {".openat"},
	catalog.FieldEvtArg:                    {"[0]", "[1]", ".flags", ".data", ".tuple", ".exe"},
	catalog.FieldEvtRawarg:                 {".res", ".fd", ".data", ".name"},
	catalog.FieldEvtAround:                 {"[1]"},
	catalog.FieldProcAname:                 {"", "[1]"},
	catalog.FieldProcEnv:                   {"", "[PATH]"},
	catalog.FieldProcAenv:                  {"", "[1]", "[PATH]"},
	catalog.FieldProcArgs:                  {"", "[0]"},
	catalog.FieldThreadCgroup:              {".cpu"},
	catalog.FieldFdTypes:                   {"", "[0]"},
	catalog.FieldContainerMount:            {"[0]", "[/*]"},
	catalog.FieldContainerMountSource:      {"[0]", "[/*]"},
	catalog.FieldContainerMountDest:        {"[0]"},
	catalog.FieldContainerMountMode:        {"[0]"},
	catalog.FieldContainerMountRdwr:        {"[0]"},
	catalog.FieldContainerMountPropagation: {"[0]"},
}

// texts are the ways to write the field.
func texts(id catalog.FieldID) []string {
	name := id.Row().Name
	args := arguments[id]
	if args == nil {
		args = []string{""}
		if id.Row().Arg&catalog.ArgRequired != 0 {
			args = []string{"[app]"}
		}
	}
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = name + a
	}
	return out
}

type bound struct {
	text string
	get  vm.Extractor
	kind render.Kind
	val  vm.Value
}

func bindAll(tb testing.TB, ctx *fields.Context, want func(*catalog.Field) bool) []*bound {
	tb.Helper()
	var all []*bound
	for i := range catalog.Fields {
		if !want(&catalog.Fields[i]) {
			continue
		}
		for _, text := range texts(catalog.FieldID(i)) {
			ref, err := catalog.ParseField(text)
			if err != nil {
				tb.Fatalf("%s: %v", text, err)
			}
			get, err := fields.Bind(ctx, ref)
			if err != nil {
				tb.Fatalf("%s: %v", text, err)
			}
			all = append(all, &bound{text: text, get: get, kind: render.KindOf(&ref)})
		}
	}
	return all
}

// each replays a capture of the project.
func each(tb testing.TB, f func(ctx *fields.Context, ev *driver.Event)) {
	tb.Helper()
	paths, _ := filepath.Glob("../../conformance/captures/*.scap")
	if len(paths) == 0 {
		tb.Skip("no captures")
	}
	if testing.Short() {
		paths = paths[:1]
	}
	for _, path := range paths {
		src, err := scap.Open(path)
		if err != nil {
			tb.Fatal(err)
		}
		ctx := fields.New(state.New(src.Snapshot(), state.Options{}))
		var ev driver.Event
		for {
			if err := src.Next(&ev); err == io.EOF {
				break
			} else if err != nil {
				tb.Fatal(err)
			}
			if ctx.St.Process(&ev) {
				ctx.Begin(&ev)
				f(ctx, &ev)
			}
		}
		src.Close()
	}
}

// TestEveryField binds every row of the catalogue and reads it on every event.
func TestEveryField(t *testing.T) {
	var all []*bound
	var last *fields.Context
	present := map[string]bool{}
	var buf []byte
	each(t, func(ctx *fields.Context, _ *driver.Event) {
		if ctx != last {
			last, all = ctx, bindAll(t, ctx, func(*catalog.Field) bool { return true })
		}
		for _, b := range all {
			if b.get(&b.val) {
				present[b.text] = true
				buf = b.kind.JSON(b.kind.Text(buf[:0], &b.val), &b.val)
			}
		}
	})
	if len(present) < 200 {
		t.Errorf("only %d fields are ever there", len(present))
	}
}

// TestNoAllocation reads every field a second time on each event: what the first
// reading has cached or grown is then there.
func TestNoAllocation(t *testing.T) {
	if testing.Short() {
		t.Skip("reads memory statistics often")
	}
	var all []*bound
	var last *fields.Context
	var before, after goruntime.MemStats
	n := 0
	each(t, func(ctx *fields.Context, ev *driver.Event) {
		if ctx != last {
			last, all = ctx, bindAll(t, ctx, func(*catalog.Field) bool { return true })
		}
		if n++; n%41 != 0 {
			return
		}
		for _, b := range all {
			b.get(&b.val)
		}
		ctx.Begin(ev)
		goruntime.ReadMemStats(&before)
		for _, b := range all {
			b.get(&b.val)
		}
		goruntime.ReadMemStats(&after)
		if d := after.Mallocs - before.Mallocs; d > 0 && !t.Failed() {
			for _, b := range all {
				if a := testing.AllocsPerRun(10, func() { b.get(&b.val) }); a > 0 {
					t.Errorf("event %d: %s allocates %v times", ctx.St.Num, b.text, a)
				}
			}
		}
	})
}

// BenchmarkFields reads all fields of a class on one event of each capture's kind.
func BenchmarkFields(b *testing.B) {
	classes := []struct {
		name  string
		class catalog.Class
	}{
		{"generic", catalog.ClassGeneric}, {"evt", catalog.ClassEvt}, {"process", catalog.ClassProcess},
		{"user", catalog.ClassUser}, {"group", catalog.ClassGroup}, {"fd", catalog.ClassFD},
		{"fspath", catalog.ClassFSPath}, {"fdlist", catalog.ClassFDList}, {"container", catalog.ClassContainer},
	}
	for _, c := range classes {
		b.Run(c.name, func(b *testing.B) {
			done := false
			each(b, func(ctx *fields.Context, ev *driver.Event) {
				if done || ev.Type != catalog.EvtOpenat2X || ctx.St.Num < 500 {
					return
				}
				done = true
				all := bindAll(b, ctx, func(f *catalog.Field) bool { return f.Class == c.class })
				b.ReportAllocs()
				for b.Loop() {
					ctx.Begin(ev)
					for _, f := range all {
						f.get(&f.val)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(all)), "ns/field")
			})
		})
	}
}
