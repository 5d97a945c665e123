package hygiene_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/hygiene"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// clock makes events of a given time.
type clock struct {
	ctx  *fields.Context
	ev   driver.Event
	told []string
}

const start = uint64(1_700_000_000_000_000_000)

func (c *clock) at(ms int) *clock {
	raw := make([]byte, driver.HeaderSize)
	ts := start + uint64(ms)*1e6
	for i := range 8 {
		raw[i] = byte(ts >> (8 * i))
	}
	raw[16], raw[20] = driver.HeaderSize, byte(catalog.EvtSelectX)
	if err := c.ev.Decode(raw); err != nil {
		panic(err)
	}
	c.ctx.Begin(&c.ev)
	return c
}

func filter(t testing.TB, limits ...hygiene.Limit) (*hygiene.Filter, *clock) {
	t.Helper()
	c := &clock{ctx: fields.New(state.New(&driver.Snapshot{}, state.Options{}))}
	b := &vm.Bundle{Rules: []vm.RuleInfo{{Name: "A"}, {Name: "B"}}}
	f, err := hygiene.New(b, c.ctx, limits, func(in *alert.Internal) error {
		c.told = append(c.told, fmt.Sprint(in.Rule, in.Fields))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c.at(0)
	return f, c
}

func onlyA(r *vm.RuleInfo) bool { return r.Name == "A" }

func TestThrottle(t *testing.T) {
	f, c := filter(t, hygiene.Limit{Fits: onlyA, Rate: 2, Burst: 3})
	passed := 0
	for ms := range 1000 {
		c.at(ms)
		if f.Pass(0, "A") {
			passed++
		}
		if !f.Pass(1, "B") {
			t.Fatal("a storm of A buries B")
		}
	}
	if passed != 4 || f.Held != 996 { // three at once, one after half a second
		t.Errorf("%d passed, %d held", passed, f.Held)
	}
	f.Tick(c.at(61_000).ev.TS)
	want := hygiene.ThrottledRule + "[{count 996} {rule A}]"
	if len(c.told) != 1 || c.told[0] != want {
		t.Errorf("%q, want %s", c.told, want)
	}
	f.Flush()
	if len(c.told) != 1 {
		t.Errorf("told twice: %q", c.told)
	}
}

func TestWindow(t *testing.T) {
	f, c := filter(t, hygiene.Limit{Fits: onlyA, Window: time.Second, Fields: []string{"evt.type", "proc.name"}})
	got := ""
	for _, ms := range []int{0, 10, 999, 1000, 1500, 5000} {
		c.at(ms)
		f.Tick(c.ev.TS)
		got += map[bool]string{true: "+", false: "-"}[f.Pass(0, "A")]
	}
	if got != "+--+-+" {
		t.Error(got)
	}
	want := hygiene.RepeatedRule + "[{count 2} {evt.type select} {proc.name <NA>} {rule A}]"
	if len(c.told) != 2 || c.told[0] != want {
		t.Errorf("%q, want %s", c.told, want)
	}
	c.at(-1000) // the clock is set back
	f.Tick(c.ev.TS)
	if !f.Pass(0, "A") {
		t.Error("nothing passes until the clock is where it was")
	}
}

func TestNothingToDo(t *testing.T) {
	f, _ := filter(t, hygiene.Limit{Fits: func(*vm.RuleInfo) bool { return false }, Rate: 1, Burst: 1})
	if f != nil || !f.Pass(0, "A") {
		t.Error("a filter that holds nothing back")
	}
	f.Tick(1)
	f.Flush()
}

func TestInherit(t *testing.T) {
	l := hygiene.Limit{Fits: onlyA, Window: time.Hour}
	old, _ := filter(t, l)
	old.Pass(0, "A")
	next, _ := filter(t, l)
	next.Inherit(old)
	if next.Pass(0, "A") {
		t.Error("a reload begins windows anew")
	}
}

func TestAllocs(t *testing.T) {
	f, c := filter(t, hygiene.Limit{Fits: onlyA, Rate: 1, Burst: 1, Fields: []string{"evt.type"}})
	c.at(0)
	f.Pass(0, "A")
	if n := testing.AllocsPerRun(100, func() { f.Pass(0, "A") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
