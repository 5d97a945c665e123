package scap

import (
	"errors"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// TestBudget reads lists that take far more memory than they have bytes.
func TestBudget(t *testing.T) {
	s := &driver.Snapshot{FDs: map[int64][]driver.FD{}}
	for name, read := range map[string]func(b *budget) error{
		"threads":     func(b *budget) error { return readProcs(s, b, make([]byte, 60*5000), 1) },
		"descriptors": func(b *budget) error { return readFDs(s, b, make([]byte, 8+17*10000), 1) },
		"users":       func(b *budget) error { return readUsers(s, b, make([]byte, 15*20000), 1) },
		"interfaces": func(b *budget) error {
			body := make([]byte, 24*20000)
			for i := range 20000 {
				body[24*i] = ifaceIPv4
			}
			return readInterfaces(s, b, body, 1)
		},
	} {
		b := budget(1 << 20)
		if err := read(&b); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestConversions holds what the look-up takes for granted, and that every row
// ends in an event that the schema has.
func TestConversions(t *testing.T) {
	for i := range conversions {
		c := &conversions[i]
		if got := findConversion(c.From, c.N); got != c {
			t.Errorf("row %d: event %d with %d parameters is not found", i, c.From, c.N)
		}
		to, n := c.From.Info(), c.N+len(c.Ins)
		if c.Act == actChange {
			to, n = c.To.Info(), len(c.Ins)
		}
		if c.Act >= actAdd && n > len(to.Params) {
			t.Errorf("row %d: %d parameters, %s has %d", i, n, to.Name, len(to.Params))
		}
	}
}

// TestConversionsEnd brings an event of every type, with as many parameters as it
// ever had, to the current schema.
func TestConversionsEnd(t *testing.T) {
	try := func(id catalog.EventID, n int) {
		var c converter
		var ev driver.Event
		if err := ev.Decode(appendEvent(nil, 1, 2, id, make([][]byte, n))); err != nil {
			t.Fatal(err)
		}
		keep, err := c.convert(&ev)
		if err != nil {
			t.Errorf("event %d with %d parameters: %v", id, n, err)
		}
		info := ev.Info()
		if keep && ev.Type.IsExit() && (info.Has(catalog.OldVersion) || info.Has(catalog.Converted) && ev.NumParams() != len(info.Params)) {
			t.Errorf("event %d with %d parameters ends as %d, %s, with %d of %d", id, n, ev.Type, info.Name, ev.NumParams(), len(info.Params))
		}
	}
	for i := range conversions {
		try(conversions[i].From, conversions[i].N)
	}
	for id := range catalog.EventID(catalog.NumEvents) {
		try(id, len(id.Info().Params))
	}
}
