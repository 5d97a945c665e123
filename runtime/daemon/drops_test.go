package daemon

import (
	"testing"

	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/vm/catalog"
)

// TestDropKinds holds that the names are those of events, and that each kind gets its own.
func TestDropKinds(t *testing.T) {
	named := map[string]bool{}
	by := map[catalog.EventID]bpf.Losses{}
	for id := range catalog.NumEvents {
		id := catalog.EventID(id)
		named[id.Info().Name] = true
		by[id] = bpf.Losses{Full: 1, Size: 7}
	}
	for name := range dropKinds {
		if !named[name] {
			t.Errorf("there is no event %s", name)
		}
	}
	for _, k := range byKind(by) {
		if k.Lost == 0 {
			t.Errorf("nothing counts as %s %s", k.Kind, k.Dir)
		}
	}
	one := map[catalog.EventID]bpf.Losses{catalog.EvtKillX: {Full: 3}, catalog.EvtExecve19X: {Full: 4, Size: 1}}
	for _, k := range byKind(one) {
		if want := map[string]uint64{"execve": 4}[k.Kind]; k.Lost != want {
			t.Errorf("%s: %d, want %d", k.Kind, k.Lost, want)
		}
	}
	if byKind(nil)[0].Lost != 0 {
		t.Error("counts stay from one look to the next")
	}
}
