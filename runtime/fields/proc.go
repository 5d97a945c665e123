package fields

import (
	"math"

	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// text, number and flag read a property of the event's thread.
func text(f func(c *Context, t *state.Thread) string) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return c.St.Thread != nil && str(out, f(c, c.St.Thread))
	}
}

func number(f func(c *Context, t *state.Thread) uint64) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return c.St.Thread != nil && num(out, f(c, c.St.Thread))
	}
}

func flag(f func(t *state.Thread) bool) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return c.St.Thread != nil && boolean(out, f(c.St.Thread))
	}
}

// nonzero is number, absent when it is zero.
func nonzero(f func(c *Context, t *state.Thread) uint64) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if c.St.Thread == nil {
			return false
		}
		n := f(c, c.St.Thread)
		return n != 0 && num(out, n)
	}
}

// known is a number that is absent when it is -1.
func known(f func(t *state.Thread) int64) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if c.St.Thread == nil {
			return false
		}
		n := f(c.St.Thread)
		return n != -1 && num(out, uint64(n))
	}
}

// procBinders are the fields that nearly every rule asks for: without a call in between.
var procBinders = map[catalog.FieldID]bind{
	catalog.FieldProcName: func(c *Context, _ *catalog.FieldRef) (vm.Extractor, error) {
		return func(out *vm.Value) bool {
			t := c.St.Thread
			if t == nil {
				return false
			}
			out.S = t.Comm
			return true
		}, nil
	},
}

// property is text that needs nothing but the thread.
func property(f func(t *state.Thread) string) get {
	return text(func(_ *Context, t *state.Thread) string { return f(t) })
}

// Most processes have one of a few sets of capabilities, whose names take hundreds of
// bytes: the last ones stay as texts.
func caps(f func(t *state.Thread) uint64) get {
	return text(func(c *Context, t *state.Thread) string {
		set := f(t)
		known := &c.caps[set*0x9E3779B97F4A7C15>>61]
		if known.text == "" || known.set != set {
			start := len(c.buf)
			c.buf = render.Caps(c.buf, set)
			known.set, known.text = set, string(c.buf[start:])
		}
		return known.text
	})
}

type capsText struct {
	set  uint64
	text string
}

var procFields = map[catalog.FieldID]get{
	catalog.FieldProcExe:     property(func(t *state.Thread) string { return t.Exe }),
	catalog.FieldProcExepath: property(func(t *state.Thread) string { return t.ExePath }),
	catalog.FieldProcCmdline: property((*state.Thread).Cmdline),
	catalog.FieldProcArgs: func(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
		t := c.St.Thread
		if t == nil {
			return false
		}
		if ref.HasArg && ref.Index >= 0 {
			arg, _ := t.Args.At(int(ref.Index))
			return str(out, arg)
		}
		return str(out, t.Args.Joined())
	},
	catalog.FieldProcCmdnargs:   number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.Args.Len()) }),
	catalog.FieldProcCmdlenargs: number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.Args.Bytes()) }),
	catalog.FieldProcExeline: text(func(c *Context, t *state.Thread) string {
		start := len(c.buf)
		c.buf = append(append(c.buf, t.Exe...), ' ')
		c.buf = append(c.buf, t.Args.Joined()...)
		return c.keep(start)
	}),
	catalog.FieldProcEnv: func(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
		if c.St.Thread == nil {
			return false
		}
		env := c.St.Env(c.St.Thread)
		if ref.HasArg && !ref.IsNum {
			return str(out, env.Get(ref.Arg))
		}
		return str(out, env.Joined())
	},
	catalog.FieldProcCwd: text(func(c *Context, t *state.Thread) string { return c.St.Cwd(t) }),
	catalog.FieldProcTty: number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.TTY) }),
	catalog.FieldProcPid: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		t := c.St.Thread
		return t != nil && t.PID >= -1 && t.PID <= math.MaxUint32 && num(out, uint64(t.PID))
	},
	catalog.FieldProcVpid:  known(func(t *state.Thread) int64 { return t.VPID }),
	catalog.FieldProcSid:   number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.SID) }),
	catalog.FieldProcPgid:  number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.PGID) }),
	catalog.FieldProcVpgid: number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.VPGID) }),
	catalog.FieldProcDuration: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		t := c.St.Thread
		return t != nil && t.CloneTS != 0 && num(out, c.Ev.TS-t.CloneTS)
	},
	catalog.FieldProcPidTs:           nonzero(func(_ *Context, t *state.Thread) uint64 { return t.CloneTS }),
	catalog.FieldProcIsExeWritable:   flag(func(t *state.Thread) bool { return t.ExeWritable }),
	catalog.FieldProcIsExeUpperLayer: flag(func(t *state.Thread) bool { return t.ExeUpper }),
	catalog.FieldProcIsExeLowerLayer: flag(func(t *state.Thread) bool { return t.ExeLower }),
	catalog.FieldProcIsExeFromMemfd:  flag(func(t *state.Thread) bool { return t.ExeMemfd }),
	catalog.FieldProcIsSidLeader:     flag(func(t *state.Thread) bool { return t.SID == t.VPID }),
	catalog.FieldProcIsVpgidLeader:   flag(func(t *state.Thread) bool { return t.VPGID == t.VPID }),
	catalog.FieldProcIsPgidLeader:    flag(func(t *state.Thread) bool { return t.PGID == t.PID }),
	catalog.FieldProcExeIno:          nonzero(func(_ *Context, t *state.Thread) uint64 { return t.ExeIno }),
	catalog.FieldProcExeInoCtime:     nonzero(func(_ *Context, t *state.Thread) uint64 { return t.ExeCtime }),
	catalog.FieldProcExeInoMtime:     nonzero(func(_ *Context, t *state.Thread) uint64 { return t.ExeMtime }),

	catalog.FieldProcExeInoCtimeDurationProcStart:  nonzero(func(_ *Context, t *state.Thread) uint64 { return t.CloneAge }),
	catalog.FieldProcExeInoCtimeDurationPidnsStart: nonzero(func(_ *Context, t *state.Thread) uint64 { return t.PidnsAge }),
	catalog.FieldProcPidnsInitStartTs:              nonzero(func(_ *Context, t *state.Thread) uint64 { return t.PidnsInitStart }),

	catalog.FieldThreadCapPermitted:   caps(func(t *state.Thread) uint64 { return t.CapPrm }),
	catalog.FieldThreadCapInheritable: caps(func(t *state.Thread) uint64 { return t.CapInh }),
	catalog.FieldThreadCapEffective:   caps(func(t *state.Thread) uint64 { return t.CapEff }),

	catalog.FieldProcFdopencount: number(fdCount),
	catalog.FieldProcFdlimit:     number(func(c *Context, t *state.Thread) uint64 { return uint64(c.St.FDLimit(t)) }),
	catalog.FieldProcFdusage: number(func(c *Context, t *state.Thread) uint64 {
		limit := c.St.FDLimit(t)
		if limit == 0 {
			return math.Float64bits(0)
		}
		return math.Float64bits(float64(fdCount(c, t)) * 100 / float64(limit))
	}),
	catalog.FieldProcVmsize:    number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.VMSize) }),
	catalog.FieldProcVmrss:     number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.VMRSS) }),
	catalog.FieldProcVmswap:    number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.VMSwap) }),
	catalog.FieldThreadPfmajor: number(func(_ *Context, t *state.Thread) uint64 { return t.PFMajor }),
	catalog.FieldThreadPfminor: number(func(_ *Context, t *state.Thread) uint64 { return t.PFMinor }),
	catalog.FieldThreadTid: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return num(out, uint64(c.Ev.TID))
	},
	catalog.FieldThreadIsmain: flag((*state.Thread).IsMain),
	catalog.FieldThreadVtid:   known(func(t *state.Thread) int64 { return t.VTID }),
	catalog.FieldThreadNametid: text(func(c *Context, t *state.Thread) string {
		start := len(c.buf)
		c.buf = appendInt(append(c.buf, t.Comm...), c.Ev.TID)
		return c.keep(start)
	}),
	catalog.FieldThreadExectime:    zero,
	catalog.FieldThreadTotexectime: number(func(*Context, *state.Thread) uint64 { return 0 }),
	catalog.FieldThreadCgroups: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		t := c.St.Thread
		return t != nil && len(t.Cgroups.List) > 0 && str(out, t.Cgroups.Joined())
	},
	catalog.FieldThreadCgroup: func(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
		t := c.St.Thread
		if t == nil {
			return false
		}
		path, ok := t.Cgroups.Path(ref.Arg)
		return ok && str(out, path)
	},
	catalog.FieldProcNthreads: number(func(c *Context, t *state.Thread) uint64 { return uint64(c.St.Alive(t)) }),
	catalog.FieldProcNchilds: number(func(c *Context, t *state.Thread) uint64 {
		n := c.St.Alive(t)
		if m := c.St.Main(t); m != nil && m.Flags&catalog.CL_CLOSED == 0 {
			n--
		}
		return uint64(max(n, 0))
	}),
	catalog.FieldThreadCpu:       cpuUse,
	catalog.FieldThreadCpuUser:   cpuUse,
	catalog.FieldThreadCpuSystem: cpuUse,
	catalog.FieldThreadVmsize:    ofMain(func(t *state.Thread) uint64 { return uint64(t.VMSize) }),
	catalog.FieldThreadVmrss:     ofMain(func(t *state.Thread) uint64 { return uint64(t.VMRSS) }),
	catalog.FieldThreadVmsizeB:   ofMain(func(t *state.Thread) uint64 { return uint64(t.VMSize) * 1024 }),
	catalog.FieldThreadVmrssB:    ofMain(func(t *state.Thread) uint64 { return uint64(t.VMRSS) * 1024 }),
	catalog.FieldProcStdinType:   stdType(0),
	catalog.FieldProcStdoutType:  stdType(1),
	catalog.FieldProcStderrType:  stdType(2),
	catalog.FieldProcStdinName:   stdName(0),
	catalog.FieldProcStdoutName:  stdName(1),
	catalog.FieldProcStderrName:  stdName(2),

	catalog.FieldProcIsContainerHealthcheck:    absent,
	catalog.FieldProcIsContainerLivenessProbe:  absent,
	catalog.FieldProcIsContainerReadinessProbe: absent,
}

func fdCount(c *Context, t *state.Thread) uint64 {
	return uint64(c.St.OpenFDs(t))
}

// cpuUse is a figure that only the old procinfo events ask for and nothing measures.
func cpuUse(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
	return c.Ev.Type == catalog.EvtProcinfoE && c.St.Thread != nil && num(out, math.Float64bits(0))
}

func ofMain(f func(t *state.Thread) uint64) get {
	return number(func(_ *Context, t *state.Thread) uint64 {
		if !t.IsMain() {
			return 0
		}
		return f(t)
	})
}

func stdType(fd int64) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if c.St.Thread == nil {
			return false
		}
		f := c.St.Lookup(c.St.Thread, fd)
		return f != nil && str(out, typeName(f.Type))
	}
}

func stdName(fd int64) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if c.St.Thread == nil {
			return false
		}
		f := c.St.Lookup(c.St.Thread, fd)
		return f != nil && str(out, f.Name)
	}
}
