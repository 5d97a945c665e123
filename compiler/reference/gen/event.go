package gen

import (
	"math"
	"net/netip"

	"pgregory.net/rapid"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Event is the values of some fields on one event. A field that is not among
// them is absent.
type Event struct {
	ID     catalog.EventID
	Values map[string]vm.Value // by the field's whole text
}

// Get is the value of a field.
func (e *Event) Get(ref *catalog.FieldRef) (vm.Value, bool) {
	v, ok := e.Values[ref.Text()]
	return v, ok
}

// Fields returns the fields that a condition uses, each once, in reading order.
func Fields(e typed.Expr) (out []*catalog.FieldRef) {
	seen := map[string]bool{}
	var operand func(*typed.Operand)
	operand = func(o *typed.Operand) {
		switch {
		case o == nil:
		case o.Field != nil && !seen[o.Field.Text()]:
			seen[o.Field.Text()] = true
			out = append(out, o.Field)
		case o.Call != nil:
			for _, a := range o.Call.Args {
				operand(a)
			}
		}
	}
	var walk func(typed.Expr)
	walk = func(e typed.Expr) {
		switch e := e.(type) {
		case *typed.And:
			for _, k := range e.Kids {
				walk(k)
			}
		case *typed.Or:
			for _, k := range e.Kids {
				walk(k)
			}
		case *typed.Not:
			walk(e.X)
		case *typed.Macro:
			walk(e.X)
		case *typed.Pred:
			operand(e.Left)
			operand(e.Right)
		}
	}
	walk(e)
	return out
}

var eventIDs = func() (ids []catalog.EventID) {
	for id := range catalog.Events {
		info := &catalog.Events[id]
		if info.Flags&(catalog.Unused|catalog.OldVersion) != 0 {
			continue
		}
		for _, name := range EventNames {
			if info.Name == name && (info.Origin != catalog.FromSyscall || catalog.EventID(id).IsExit()) {
				ids = append(ids, catalog.EventID(id))
			}
		}
	}
	return append(ids, catalog.EvtGenericX, catalog.EvtAsynceventE)
}()

// RandomEvent generates events with values for the fields. What a compiler knows
// of events holds: evt.type is always there and is the event's name, or the system
// call's for a generic event, or the asynchronous event's own; so is evt.num,
// which is not zero.
func RandomEvent(refs []*catalog.FieldRef) *rapid.Generator[*Event] {
	return rapid.Custom(func(t *rapid.T) *Event {
		e := &Event{ID: oneOf(t, "event", eventIDs), Values: map[string]vm.Value{}}
		name := e.ID.Info().Name
		switch e.ID {
		case catalog.EvtGenericX:
			name = oneOf(t, "call", []string{"syncfs", "sync"})
		case catalog.EvtAsynceventE:
			name = "container"
		}
		for _, ref := range refs {
			if v, ok := value(t, e.ID, name, ref); ok {
				e.Values[ref.Text()] = v
			}
		}
		return e
	})
}

func value(t *rapid.T, id catalog.EventID, name string, ref *catalog.FieldRef) (v vm.Value, ok bool) {
	switch ref.ID {
	case catalog.FieldEvtArg, catalog.FieldEvtRawarg:
		if ref.Param != "" && id.Info().Param(ref.Param) < 0 {
			return v, false // no event of the type has it
		}
	case catalog.FieldEvtType:
		return vm.Value{S: name}, true
	case catalog.FieldSyscallType:
		return vm.Value{S: name}, id.Info().Origin == catalog.FromSyscall
	case catalog.FieldEvtTypeIs:
		return vm.Value{N: truth(name == ref.Arg)}, true
	case catalog.FieldEvtDir:
		return vm.Value{S: map[bool]string{true: "<", false: ">"}[id.IsExit()]}, true
	case catalog.FieldEvtIsAsync:
		return vm.Value{N: truth(id == catalog.EvtAsynceventE)}, true
	case catalog.FieldEvtNum:
		return vm.Value{N: uint64(1 + pick(t, "num", 3))}, true
	}
	if ref.Row().Class == catalog.ClassFD && !id.Info().AboutFD() {
		return v, false
	}
	if pick(t, "absent", 5) == 0 {
		return v, false
	}
	row := ref.Row()
	if row.List || ref.Quantifier() != catalog.Plain {
		n := pick(t, "elements", 4)
		if ref.Quantifier() == catalog.EitherEnd {
			n = oneOf(t, "ends", []int{0, 1, 2, 2})
		}
		for range n {
			v.L = append(v.L, single(t, ref.Type))
		}
		return v, true
	}
	typ := ref.Type
	if ref.ID == catalog.FieldEvtRawarg {
		v = single(t, typ)
		v.Type = typ
		return v, true
	}
	return single(t, typ), true
}

func truth(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func single(t *rapid.T, typ catalog.Type) vm.Value {
	switch {
	case typ.IsString():
		return vm.Value{S: oneOf(t, "text", texts)}
	case typ == catalog.Bytebuf:
		return vm.Value{S: oneOf(t, "buffer", buffers)}
	case typ == catalog.Bool:
		return vm.Value{N: uint64(pick(t, "bool", 2))}
	case typ == catalog.IPAddr, typ == catalog.IPNet:
		return vm.Value{S: string(netip.MustParseAddr(oneOf(t, "address", addrs)).AsSlice())}
	case typ == catalog.Port:
		return vm.Value{N: oneOf(t, "port", portPool())}
	case typ == catalog.Double:
		return vm.Value{N: math.Float64bits(oneOf(t, "double", []float64{0, 0.5, 1, 2, -1, 80, 100.25}))}
	}
	return vm.Value{N: oneOf(t, "number", numberPool(typ))}
}
