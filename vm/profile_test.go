package vm

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestProfile(t *testing.T) {
	b := sample()
	f := fields{"proc.name": {S: "a"}, "fd.name": {S: "/etc/shadow"}}
	m, err := NewMachine(b, f.bind)
	if err != nil {
		t.Fatal(err)
	}
	sel := NewSelection(b, 7)
	plain := make([]int, 2)
	for i, profiled := range []bool{false, true} {
		var p *Profile
		if profiled {
			p = m.Profile()
		}
		for n := range 10 {
			f["proc.name"] = Value{S: []string{"a", "z"}[n%2]}
			m.Begin(2)
			plain[i] += len(m.Match(sel, true, nil))
		}
		if !profiled {
			continue
		}
		if p.Events != 10 || p.Rules[0].Yes+p.Rules[1].Yes != uint64(plain[i]) || p.Held[0] != 5 || p.Brought[0] != 5 || p.Always[1] != 10 {
			t.Errorf("%+v", p)
		}
		c := p.Costs(b)
		if c.Fields["proc.name"].N != 10 || c.Rules[b.Rules[1].Name].N != 10 || c.Tests["a"].Held != 5 {
			t.Errorf("%+v", c)
		}
		var out bytes.Buffer
		if err := c.Write(&out); err != nil {
			t.Fatal(err)
		}
		back, err := ReadCosts(&out)
		if err != nil || !reflect.DeepEqual(back, c) {
			t.Errorf("%+v, %v", back, err)
		}
	}
	if plain[0] != plain[1] {
		t.Errorf("%d matches without, %d with the profile", plain[0], plain[1])
	}
}

func FuzzReadCosts(f *testing.F) {
	f.Add(`{"falcoc_profile":1,"events":3,"fields":{"proc.name":{"n":1,"yes":1,"ns":2.5}},"tests":{},"rules":{}}`)
	f.Add(`{"falcoc_profile":2}`)
	f.Add(`[`)
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ReadCosts(strings.NewReader(s))
		if err != nil {
			if !errors.Is(err, ErrProfile) {
				t.Fatalf("untyped: %v", err)
			}
			return
		}
		if err := c.Write(new(bytes.Buffer)); err != nil {
			t.Fatal(err)
		}
	})
}
