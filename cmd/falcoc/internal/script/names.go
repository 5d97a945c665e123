package script

import (
	"github.com/falcoc/falcoc/vm/catalog"
)

// flagNamed is the value of a flag of the parameter.
func flagNamed(p *catalog.Param, name string) (uint64, bool) {
	if p.Flags == nil {
		return 0, false
	}
	for _, f := range p.Flags.Flags {
		if f.Name == name {
			return uint64(f.Value), true
		}
	}
	return 0, false
}

// eventNamed is the event that current sensors make under the name: the exit of a call,
// or the one event of a tracepoint.
func eventNamed(name string) (found catalog.EventID, ok bool) {
	for i := range catalog.Events {
		id, e := catalog.EventID(i), &catalog.Events[i]
		if e.Name != name || e.Flags&(catalog.OldVersion|catalog.Unused) != 0 || id == catalog.EvtGenericX {
			continue
		}
		if e.Origin == catalog.FromSyscall && !id.IsExit() || e.Origin == catalog.FromPlugin {
			continue
		}
		found, ok = id, true
	}
	return found, ok
}
