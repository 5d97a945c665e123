package fields

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

var genericFields = map[catalog.FieldID]get{
	catalog.FieldEvtNum:         func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool { return num(out, c.St.Num) },
	catalog.FieldEvtTime:        stamp(func(dst []byte, ns uint64) []byte { return render.Time(dst, ns, true) }),
	catalog.FieldEvtTimeS:       stamp(func(dst []byte, ns uint64) []byte { return render.Time(dst, ns, false) }),
	catalog.FieldEvtTimeIso8601: stamp(func(dst []byte, ns uint64) []byte { return render.ISO8601(dst, ns, "+0000") }),
	catalog.FieldEvtDatetime:    stamp(func(dst []byte, ns uint64) []byte { return render.Datetime(dst, ns, true) }),
	catalog.FieldEvtDatetimeS:   stamp(func(dst []byte, ns uint64) []byte { return render.Datetime(dst, ns, false) }),
	catalog.FieldEvtOutputtime:  stamp(func(dst []byte, ns uint64) []byte { return render.Time(dst, ns, true) }),
	catalog.FieldEvtRawtime:     since(0, false),
	catalog.FieldEvtRawtimeS:    since(seconds, false),
	catalog.FieldEvtRawtimeNs:   since(nanos, false),
	catalog.FieldEvtReltime:     since(0, true),
	catalog.FieldEvtReltimeS:    since(seconds, true),
	catalog.FieldEvtReltimeNs:   since(nanos, true),
	catalog.FieldEvtPluginname:  absent,
	catalog.FieldEvtPlugininfo:  absent,
	catalog.FieldEvtSource:      func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool { return str(out, c.Source) },
	catalog.FieldEvtIsAsync: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return boolean(out, c.info.Origin == catalog.FromMeta)
	},
	catalog.FieldEvtAsynctype: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return c.info.Origin == catalog.FromMeta && str(out, eventName(c.Ev))
	},
	catalog.FieldEvtHostname: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool { return str(out, c.Hostname) },
}

// stamp is a field that shows the event's time as text, in JSON as a number.
func stamp(text func(dst []byte, ns uint64) []byte) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		start := len(c.buf)
		c.buf = text(c.buf, c.Ev.TS)
		out.N = c.Ev.TS
		return str(out, c.keep(start))
	}
}

// part is what of a time in nanoseconds a field shows; zero is all of it.
type part uint8

const (
	seconds part = iota + 1
	nanos
)

func (p part) of(ns uint64) uint64 {
	switch p {
	case seconds:
		return ns / 1e9
	case nanos:
		return ns % 1e9
	}
	return ns
}

func since(p part, first bool) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ns := c.Ev.TS
		if first {
			ns -= c.St.FirstTS
		}
		return num(out, p.of(ns))
	}
}

// eventName is what evt.type prints: of a generic event the system call's name, of an
// asynchronous event its own.
func eventName(ev *driver.Event) string {
	switch ev.Type {
	case catalog.EvtGenericX, catalog.EvtGenericE:
		code, _ := ev.Uint(0)
		if code == 0 {
			if native, ok := ev.Uint(1); ok && native < uint64(len(byNative)) {
				code = uint64(byNative[native])
			}
		}
		if code < uint64(len(catalog.Syscalls)) {
			return catalog.Syscalls[code].Name
		}
	case catalog.EvtAsynceventE:
		if name, ok := ev.Text(1); ok {
			return name
		}
	}
	return ev.Info().Name
}

// byNative is the schema's code of each system call number of x86-64, for captures
// whose writer did not know the call.
var byNative = func() (codes [512]uint16) {
	for code := range catalog.Syscalls {
		if n := catalog.Syscalls[code].AMD64; n >= 0 && n < len(codes) {
			codes[n] = uint16(code)
		}
	}
	return codes
}()
