package fields

import (
	"fmt"
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

var evtFields = map[catalog.FieldID]get{
	catalog.FieldEvtLatency:          zero,
	catalog.FieldEvtLatencyS:         zero,
	catalog.FieldEvtLatencyNs:        zero,
	catalog.FieldEvtLatencyQuantized: zero,
	catalog.FieldEvtLatencyHuman:     func(_ *Context, _ *catalog.FieldRef, out *vm.Value) bool { return str(out, "0ns") },
	catalog.FieldEvtWaitLatency:      zero,
	catalog.FieldEvtDir: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if c.Ev.Type.IsExit() {
			return str(out, "<")
		}
		return str(out, ">")
	},
	catalog.FieldEvtType: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return str(out, eventName(c.Ev))
	},
	catalog.FieldSyscallType: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return c.info.Origin == catalog.FromSyscall && str(out, eventName(c.Ev))
	},
	catalog.FieldEvtCategory: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return str(out, category(c))
	},
	catalog.FieldEvtCpu:  func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool { return num(out, uint64(int16(c.Ev.CPU))) },
	catalog.FieldEvtArgs: evtArgs,
	catalog.FieldEvtInfo: evtArgs,
	catalog.FieldEvtBuffer: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		i := c.info.Param("data")
		return i >= 0 && i < c.Ev.NumParams() && str(out, driver.View(c.Ev.Param(i)))
	},
	// The compiler makes evt.around[T] = D a range of times.
	catalog.FieldEvtAround:        func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool { return num(out, c.Ev.TS) },
	catalog.FieldEvtBuflen:        buflen(func(*Context) bool { return true }),
	catalog.FieldEvtBuflenIn:      buflen(reads),
	catalog.FieldEvtBuflenOut:     buflen(writes),
	catalog.FieldEvtBuflenFile:    buflen(isFile),
	catalog.FieldEvtBuflenFileIn:  buflen(func(c *Context) bool { return isFile(c) && reads(c) }),
	catalog.FieldEvtBuflenFileOut: buflen(func(c *Context) bool { return isFile(c) && writes(c) }),
	catalog.FieldEvtBuflenNet:     buflen(isNet),
	catalog.FieldEvtBuflenNetIn:   buflen(func(c *Context) bool { return isNet(c) && reads(c) }),
	catalog.FieldEvtBuflenNetOut:  buflen(func(c *Context) bool { return isNet(c) && writes(c) }),
	catalog.FieldEvtRes: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ret, ok := c.Ev.Return()
		switch {
		case !ok:
			return false
		case ret >= 0:
			return str(out, "SUCCESS")
		}
		start := len(c.buf)
		c.buf = render.Arg(c.buf, c.Ev, 0, c.names())
		return str(out, c.keep(start))
	},
	catalog.FieldEvtRawres: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ret, ok := c.Ev.Return()
		return ok && num(out, uint64(ret))
	},
	catalog.FieldEvtFailed: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ret, ok := c.Ev.Return()
		return ok && boolean(out, ret < 0)
	},
	catalog.FieldEvtIsIo: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return boolean(out, c.has(catalog.ReadsFromFD|catalog.WritesToFD))
	},
	catalog.FieldEvtIsIoRead: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return boolean(out, c.has(catalog.ReadsFromFD))
	},
	catalog.FieldEvtIsIoWrite: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return boolean(out, c.has(catalog.WritesToFD))
	},
	catalog.FieldEvtIoDir: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		switch {
		case c.has(catalog.WritesToFD):
			return str(out, "write")
		case c.has(catalog.ReadsFromFD):
			return str(out, "read")
		}
		return false
	},
	catalog.FieldEvtIsWait: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return boolean(out, c.has(catalog.Waits))
	},
	catalog.FieldEvtIsIoUring: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return c.Ev.Ring && boolean(out, true)
	},
	catalog.FieldEvtIsSyslog: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return boolean(out, c.has(catalog.WritesToFD) && c.St.FD != nil && strings.Contains(c.St.FD.Name, "/dev/log"))
	},
	catalog.FieldEvtInfraDockerName:           infra("Event:", 0),
	catalog.FieldEvtInfraDockerContainerId:    infra("ID:", 12),
	catalog.FieldEvtInfraDockerContainerName:  infra("name:", 0),
	catalog.FieldEvtInfraDockerContainerImage: infra("Image:", 0),
}

var evtBinders = map[catalog.FieldID]bind{
	catalog.FieldEvtDeltatime:   deltatime(0),
	catalog.FieldEvtDeltatimeS:  deltatime(seconds),
	catalog.FieldEvtDeltatimeNs: deltatime(nanos),
	catalog.FieldEvtTypeIs:      typeIs,
	catalog.FieldEvtArg:         evtArg,
	catalog.FieldEvtRawarg:      evtRawarg,
	catalog.FieldUtilCnt: func(*Context, *catalog.FieldRef) (vm.Extractor, error) {
		n := uint64(0)
		return func(out *vm.Value) bool {
			n++
			return num(out, n)
		}, nil
	},
}

func evtArgs(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
	start := len(c.buf)
	c.buf = render.Args(c.buf, c.Ev, c.names())
	return str(out, c.keep(start))
}

// bufferText is evt.buffer as it prints: NULL when there is no data.
func bufferText(c *Context, out *vm.Value) bool {
	i := c.info.Param("data")
	if i < 0 || i >= c.Ev.NumParams() {
		return false
	}
	start := len(c.buf)
	c.buf = render.Param(c.buf, &c.info.Params[i], c.Ev.Param(i), c.names())
	return str(out, c.keep(start))
}

// categoryNames are the texts of evt.category. The I/O categories take theirs from
// the descriptor.
var categoryNames = [...]string{
	catalog.CatUnknown: "unknown", catalog.CatOther: "other", catalog.CatFile: "file", catalog.CatNet: "net",
	catalog.CatIPC: "IPC", catalog.CatMemory: "memory", catalog.CatProcess: "process", catalog.CatSleep: "sleep",
	catalog.CatSystem: "system", catalog.CatSignal: "signal", catalog.CatUser: "user", catalog.CatTime: "time",
	catalog.CatProcessing: "processing", catalog.CatWait: "wait", catalog.CatScheduler: "scheduler",
	catalog.CatInternal: "internal",
}

func isIO(c *Context) bool {
	return c.info.Category == catalog.CatIORead || c.info.Category == catalog.CatIOWrite || c.info.Category == catalog.CatIOOther
}

func category(c *Context) string {
	if !isIO(c) {
		if int(c.info.Category) < len(categoryNames) {
			return categoryNames[c.info.Category]
		}
		return "unknown"
	}
	if c.St.FD == nil {
		return "unknown"
	}
	switch c.St.FD.Type {
	case driver.FDFile, driver.FDFileV2, driver.FDDirectory:
		return "file"
	case driver.FDIPv4Sock, driver.FDIPv6Sock, driver.FDIPv4Serv, driver.FDIPv6Serv:
		return "net"
	case driver.FDFifo, driver.FDUnix, driver.FDEvent, driver.FDSignal, driver.FDInotify, driver.FDUserfault:
		return "ipc"
	}
	return "unknown"
}

func reads(c *Context) bool  { return c.info.Category == catalog.CatIORead }
func writes(c *Context) bool { return c.info.Category == catalog.CatIOWrite }
func isFile(c *Context) bool { return c.St.FD.IsFile() }
func isNet(c *Context) bool  { return c.St.FD.IsInet() }

// buflen is the length of an input or output that went well on a known descriptor.
func buflen(when func(*Context) bool) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if c.St.FD == nil || !isIO(c) || !when(c) {
			return false
		}
		ret, ok := c.Ev.Return()
		return ok && ret >= 0 && num(out, uint64(ret))
	}
}

// infra is one item of an infrastructure event's description.
func infra(key string, limit int) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if c.Ev.Type != catalog.EvtInfrastructureEventE {
			return false
		}
		desc, _ := c.Ev.Text(2)
		for desc != "" {
			var item string
			item, desc, _ = strings.Cut(desc, ";")
			if val, ok := strings.CutPrefix(strings.TrimLeft(item, " "), key); ok {
				val, _, _ = strings.Cut(val, "@")
				if limit > 0 && len(val) > limit {
					val = val[:limit]
				}
				return str(out, val)
			}
		}
		return false
	}
}

// deltatime is the time since this field was last asked for.
func deltatime(p part) bind {
	return func(c *Context, _ *catalog.FieldRef) (vm.Extractor, error) {
		last := uint64(0)
		return func(out *vm.Value) bool {
			delta := uint64(0)
			if last != 0 && c.Ev.TS > last {
				delta = c.Ev.TS - last
			}
			last = c.Ev.TS
			return num(out, p.of(delta))
		}, nil
	}
}

// typeIs is evt.type.is.NAME: 1 for the first type of that name and its exit side.
func typeIs(c *Context, ref *catalog.FieldRef) (vm.Extractor, error) {
	first := catalog.EventID(catalog.NumEvents)
	for id := range catalog.Events {
		if catalog.Events[id].Name == ref.Arg {
			first = catalog.EventID(id)
			break
		}
	}
	return func(out *vm.Value) bool { return boolean(out, c.Ev.Type == first || c.Ev.Type == first+1) }, nil
}

// paramIndex finds a named parameter in each event type beforehand.
func paramIndex(name string) *[catalog.NumEvents]int8 {
	var at [catalog.NumEvents]int8
	for id := range catalog.Events {
		at[id] = int8(catalog.Events[id].Param(name))
	}
	return &at
}

func evtArg(c *Context, ref *catalog.FieldRef) (vm.Extractor, error) {
	index := func() int { return int(ref.Index) }
	if ref.Param != "" {
		at := paramIndex(ref.Param)
		index = func() int { return int(at[c.Ev.Type]) }
	} else if !ref.IsNum {
		return nil, fmt.Errorf("evt.arg[%s]: not a number", ref.Arg)
	}
	return func(out *vm.Value) bool {
		i := index()
		if i < 0 || i >= c.Ev.NumParams() || i >= len(c.info.Params) {
			return false
		}
		start := len(c.buf)
		c.buf = render.Arg(c.buf, c.Ev, i, c.names())
		return str(out, c.keep(start))
	}, nil
}

func evtRawarg(c *Context, ref *catalog.FieldRef) (vm.Extractor, error) {
	at := paramIndex(ref.Param)
	return func(out *vm.Value) bool {
		i := int(at[c.Ev.Type])
		if i < 0 || i >= c.Ev.NumParams() {
			return false
		}
		return render.RawValue(out, c.info.Params[i].Type, c.Ev.Param(i))
	}, nil
}
