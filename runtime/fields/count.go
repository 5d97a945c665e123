package fields

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

func one(_ *Context, _ *catalog.FieldRef, out *vm.Value) bool { return num(out, 1) }

var countFields = map[catalog.FieldID]get{
	catalog.FieldEvtCount:            one,
	catalog.FieldEvtCountError:       errorsOf(func(*Context) bool { return true }),
	catalog.FieldEvtCountErrorFile:   errorsOf(failsOnFile),
	catalog.FieldEvtCountErrorNet:    errorsOf(failsOnNet),
	catalog.FieldEvtCountErrorMemory: errorsOf(failsOnMemory),
	catalog.FieldEvtCountErrorOther: errorsOf(func(c *Context) bool {
		return !failsOnFile(c) && !failsOnNet(c) && !failsOnMemory(c)
	}),
	catalog.FieldEvtCountExit: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return c.Ev.Type.IsExit() && num(out, 1)
	},
	catalog.FieldEvtCountProcinfo: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return boolean(out, c.Ev.Type == catalog.EvtProcinfoE && c.St.Thread != nil && c.St.Thread.IsMain())
	},
	catalog.FieldEvtCountThreadinfo: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return boolean(out, c.Ev.Type == catalog.EvtProcinfoE)
	},
}

// errorsOf is 1 for a failed call of a kind and 0 for a successful one.
func errorsOf(kind func(*Context) bool) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		ret, ok := c.Ev.Return()
		return ok && kind(c) && boolean(out, ret < 0)
	}
}

func failsOnFile(c *Context) bool {
	if fd := c.St.FD; fd != nil {
		return fd.IsFile() || fd.Type == driver.FDDirectory
	}
	switch c.Ev.Type {
	case catalog.EvtOpenX, catalog.EvtCreatX, catalog.EvtOpenat2X, catalog.EvtSyscOpenat2X, catalog.EvtOpenByHandleAtX:
		return true
	}
	return false
}

func failsOnNet(c *Context) bool {
	if fd := c.St.FD; fd != nil {
		return fd.IsInet() || fd.Type == driver.FDUnix
	}
	switch c.Ev.Type {
	case catalog.EvtAccept5X, catalog.EvtAccept46X, catalog.EvtConnectX:
		return true
	}
	return false
}

func failsOnMemory(c *Context) bool { return c.info.Category == catalog.CatMemory }

var openFields = map[catalog.FieldID]get{
	catalog.FieldEvtIsOpenRead: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		flags, _ := openFlags(c.Ev)
		return boolean(out, flags&catalog.O_RDONLY != 0)
	},
	catalog.FieldEvtIsOpenWrite: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		flags, _ := openFlags(c.Ev)
		return boolean(out, flags&catalog.O_WRONLY != 0)
	},
	catalog.FieldEvtIsOpenExec: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		return boolean(out, opensExecutable(c.Ev))
	},
	catalog.FieldEvtIsOpenCreate: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		flags, ok := openFlags(c.Ev)
		if !ok {
			return boolean(out, false)
		}
		ret, _ := c.Ev.Return()
		return boolean(out, flags&catalog.O_F_CREATED != 0 || flags&catalog.O_TMPFILE != 0 && ret >= 0)
	},
}

// openFlags is the flags parameter of the exit of an open call.
func openFlags(ev *driver.Event) (uint64, bool) {
	switch ev.Type {
	case catalog.EvtOpenX, catalog.EvtOpenByHandleAtX:
		return ev.Uint(2)
	case catalog.EvtOpenat2X, catalog.EvtSyscOpenat2X:
		return ev.Uint(3)
	}
	return 0, false
}

const anyExec = catalog.S_IXUSR | catalog.S_IXGRP | catalog.S_IXOTH

// opensExecutable reports whether an open may make an executable file.
func opensExecutable(ev *driver.Event) bool {
	mode := uint64(0)
	switch ev.Type {
	case catalog.EvtCreatX:
		mode, _ = ev.Uint(2)
		return mode&anyExec != 0
	case catalog.EvtOpenX:
		mode, _ = ev.Uint(3)
	case catalog.EvtOpenat2X, catalog.EvtSyscOpenat2X:
		mode, _ = ev.Uint(4)
	}
	flags, _ := openFlags(ev)
	return flags&(catalog.O_CREAT|catalog.O_TMPFILE) != 0 && mode&anyExec != 0
}
