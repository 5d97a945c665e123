package fields

import (
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// No event that is not about a descriptor has a field of one, whatever the state says:
// the compiler counts on that.
func TestFieldsOfDescriptors(t *testing.T) {
	c := New(&state.State{})
	c.St.Thread = &state.Thread{}
	c.St.FD = &state.FD{Name: "/a/b", NameRaw: "/a/b", Type: driver.FDFile}
	c.St.FDNum = 3
	others := 0
	for id := range catalog.FieldID(catalog.NumFields) {
		row := (&catalog.FieldRef{ID: id}).Row()
		if row.Class != catalog.ClassFD {
			continue
		}
		x, err := Bind(c, catalog.FieldRef{ID: id})
		if err != nil {
			t.Fatal(row.Name, err)
		}
		for ev := range catalog.EventID(catalog.NumEvents) {
			info := ev.Info()
			if info.AboutFD() {
				continue
			}
			others++
			c.Begin(&driver.Event{Type: ev})
			var out vm.Value
			if x(&out) {
				t.Errorf("%s of %s, %d, is there: %+v", row.Name, info.Name, ev, out)
			}
		}
	}
	if others == 0 {
		t.Error("all events are about descriptors")
	}
}
