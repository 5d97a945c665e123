package scap

import (
	"errors"
	"testing"

	"github.com/falcoc/falcoc/driver"
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
