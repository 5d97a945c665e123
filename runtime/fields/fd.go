package fields

import (
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

var fileFields = map[catalog.FieldID]get{
	catalog.FieldFdType: onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool { return str(out, typeName(fd.Type)) }),
	catalog.FieldFdTypechar: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if !c.aboutFD() {
			return false
		}
		if c.St.FD != nil {
			return str(out, typeChars[typeChar(c.St.FD.Type)])
		}
		return str(out, typeChars[guessChar(c.Ev.Type)])
	},
	catalog.FieldFdUid: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if !c.aboutFD() {
			return false
		}
		start := len(c.buf)
		c.buf = appendInt(appendInt(c.buf, c.Ev.TID), c.St.FDNum)
		return str(out, c.keep(start))
	},
	catalog.FieldFdContainername:      inContainer((*Context).fdName),
	catalog.FieldFdContainerdirectory: inContainer((*Context).fdDirectory),
	catalog.FieldFdConnected: onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool {
		return boolean(out, fd.Flags&state.Connected != 0)
	}),
	catalog.FieldFdNameChanged: onFD(func(c *Context, fd *state.FD, out *vm.Value) bool {
		return boolean(out, fd.Name != c.St.OldName)
	}),
	catalog.FieldFdDev: onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool { return num(out, uint64(fd.Dev)) }),
	catalog.FieldFdDevMajor: onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool {
		return num(out, uint64(fd.Dev&0xfff00>>8))
	}),
	catalog.FieldFdDevMinor: onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool {
		return num(out, uint64(fd.Dev&0xff|fd.Dev>>12&0xfff00))
	}),
	catalog.FieldFdIno:     onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool { return num(out, fd.Ino) }),
	catalog.FieldFdNameraw: nameRaw,
	catalog.FieldFdTypes:   fdTypes,
	catalog.FieldFdIsUpperLayer: onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool {
		return boolean(out, fd.Flags&state.UpperLayer != 0)
	}),
	catalog.FieldFdIsLowerLayer: onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool {
		return boolean(out, fd.Flags&state.LowerLayer != 0)
	}),
}

// fileBinders are the fields that nearly every open asks for: without a call in between.
var fileBinders = map[catalog.FieldID]bind{
	catalog.FieldFdNum: func(c *Context, _ *catalog.FieldRef) (vm.Extractor, error) {
		return func(out *vm.Value) bool {
			out.N = uint64(c.St.FDNum)
			return c.aboutFD()
		}, nil
	},
	catalog.FieldFdName: func(c *Context, _ *catalog.FieldRef) (vm.Extractor, error) {
		return func(out *vm.Value) (ok bool) {
			out.S, ok = c.fdName()
			return ok
		}, nil
	},
	catalog.FieldFdDirectory: func(c *Context, _ *catalog.FieldRef) (vm.Extractor, error) {
		return func(out *vm.Value) (ok bool) {
			out.S, ok = c.fdDirectory()
			return ok
		}, nil
	},
	catalog.FieldFdFilename: func(c *Context, _ *catalog.FieldRef) (vm.Extractor, error) {
		return func(out *vm.Value) bool {
			fd := c.fd()
			if fd == nil || !fd.IsFile() {
				return false
			}
			i := strings.LastIndexByte(fd.Name, '/')
			if i < 0 || i == len(fd.Name)-1 {
				out.S = "/"
			} else {
				out.S = fd.Name[i+1:]
			}
			return true
		}, nil
	},
}

// aboutFD reports whether the event is about a descriptor, be it known or not.
func (c *Context) aboutFD() bool {
	return c.St.Thread != nil && c.info.AboutFD()
}

// fd is the descriptor that the event is about, nil when it is not known.
func (c *Context) fd() *state.FD {
	if !c.aboutFD() {
		return nil
	}
	return c.St.FD
}

func onFD(f func(c *Context, fd *state.FD, out *vm.Value) bool) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		fd := c.fd()
		return fd != nil && f(c, fd, out)
	}
}

// types are the name and the letter of each kind of descriptor.
var types = [...]struct {
	name string
	char byte
}{
	driver.FDUnknown:     {notAvailable, 'o'},
	driver.FDFile:        {"file", 'f'},
	driver.FDDirectory:   {"directory", 'd'},
	driver.FDIPv4Sock:    {"ipv4", '4'},
	driver.FDIPv6Sock:    {"ipv6", '6'},
	driver.FDIPv4Serv:    {"ipv4", '4'},
	driver.FDIPv6Serv:    {"ipv6", '6'},
	driver.FDFifo:        {"pipe", 'p'},
	driver.FDUnix:        {"unix", 'u'},
	driver.FDEvent:       {"event", 'e'},
	driver.FDUnsupported: {notAvailable, 'X'},
	driver.FDSignal:      {"signalfd", 's'},
	driver.FDEventPoll:   {"eventpoll", 'l'},
	driver.FDInotify:     {"inotify", 'i'},
	driver.FDTimer:       {"timerfd", 't'},
	driver.FDNetlink:     {"netlink", 'n'},
	driver.FDFileV2:      {"file", 'f'},
	driver.FDBPF:         {"bpf", 'b'},
	driver.FDUserfault:   {"userfaultfd", 'u'},
	driver.FDIOUring:     {"io_uring", 'r'},
	driver.FDMemfd:       {"memfd", 'm'},
	driver.FDPidfd:       {"pidfd", 'P'},
}

func typeName(t driver.FDType) string {
	if t >= 0 && int(t) < len(types) {
		return types[t].name
	}
	return notAvailable
}

func typeChar(t driver.FDType) byte {
	if t >= 0 && int(t) < len(types) {
		return types[t].char
	}
	return '?'
}

// typeChars are the strings of one letter, so that none has to be made.
var typeChars = func() (s [128]string) {
	for i := range s {
		s[i] = string(rune(i))
	}
	return s
}()

// guessChar is the kind of descriptor that a call would have made or used.
func guessChar(id catalog.EventID) byte {
	switch id {
	case catalog.EvtOpenat2X, catalog.EvtSyscOpenat2X, catalog.EvtCreatX:
		return 'f'
	case catalog.EvtSocketX, catalog.EvtAccept5X, catalog.EvtAccept46X:
		return '4'
	case catalog.EvtPipeX, catalog.EvtPipe2X:
		return 'p'
	case catalog.EvtEventfdX, catalog.EvtEventfd2X:
		return 'e'
	case catalog.EvtSignalfdX, catalog.EvtSignalfd4X:
		return 's'
	case catalog.EvtTimerfdCreateX:
		return 't'
	case catalog.EvtInotifyInitX, catalog.EvtInotifyInit1X:
		return 'i'
	case catalog.EvtBpf2X:
		return 'b'
	case catalog.EvtUserfaultfdX:
		return 'u'
	case catalog.EvtIoUringSetupX:
		return 'r'
	case catalog.EvtEpollCreateX, catalog.EvtEpollCreate1X:
		return 'l'
	}
	return 'o'
}

// fdName is the descriptor's name, or what the event itself says of it.
func (c *Context) fdName() (string, bool) {
	if !c.aboutFD() {
		return "", false
	}
	if c.St.FD != nil {
		return c.St.FD.Name, true
	}
	if !c.toldName {
		c.told, c.toldOK = c.nameTold()
		c.toldName = true
	}
	return c.told, c.toldOK
}

// nameTold is the name of a descriptor that there is none of: the call failed, or the
// one that made it was not seen.
func (c *Context) nameTold() (string, bool) {
	start := len(c.buf)
	t := c.St.Thread
	switch c.Ev.Type {
	case catalog.EvtOpenX, catalog.EvtCreatX, catalog.EvtAccept5X, catalog.EvtAccept46X, catalog.EvtConnectX:
		c.buf = render.Arg(c.buf, c.Ev, 1, c.names())
	case catalog.EvtOpenat2X, catalog.EvtSyscOpenat2X:
		path, ok := c.Ev.Text(2)
		if !ok {
			return "", false
		}
		dirfd, _ := c.Ev.Int(1)
		c.buf = state.JoinPath(c.buf, c.St.DirBase(t, dirfd), path)
	case catalog.EvtOpenByHandleAtX:
		path, ok := c.Ev.Text(3)
		if !ok {
			path = notAvailable
		}
		c.buf = append(c.buf, path...)
	}
	return c.keep(start), true
}

func (c *Context) fdDirectory() (string, bool) {
	if !c.aboutFD() {
		return "", false
	}
	name, ok := c.fdName()
	if !ok {
		return "", false
	}
	if fd := c.St.FD; fd != nil {
		if fd.Type == driver.FDDirectory {
			return name, true
		}
		if !fd.IsFile() {
			return "", false
		}
	}
	i := strings.LastIndexByte(name, '/')
	switch {
	case i <= 0:
		return "/", true
	case i == len(name)-1:
		return name, true
	}
	return name[:i], true
}

func inContainer(f func(*Context) (string, bool)) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		s, ok := f(c)
		if !ok {
			return false
		}
		start := len(c.buf)
		c.buf = append(append(c.buf, c.St.Thread.ContainerID()...), ':')
		c.buf = append(c.buf, s...)
		return str(out, c.keep(start))
	}
}

// nameRaw is the path as the program gave it; of a failed open it stands in the event.
func nameRaw(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
	if !c.aboutFD() {
		return false
	}
	if c.St.FD != nil {
		return str(out, c.St.FD.NameRaw)
	}
	switch c.Ev.Type {
	case catalog.EvtOpenat2X, catalog.EvtSyscOpenat2X:
		path, ok := c.Ev.Text(2)
		return ok && str(out, c.singleSlashes(path))
	}
	name, ok := c.fdName()
	return ok && str(out, name)
}

// singleSlashes is the path without doubled slashes.
func (c *Context) singleSlashes(path string) string {
	if !strings.Contains(path, "//") {
		return path
	}
	start := len(c.buf)
	for i := range len(path) {
		if path[i] != '/' || i == 0 || path[i-1] != '/' {
			c.buf = append(c.buf, path[i])
		}
	}
	return c.keep(start)
}

// fdTypes is the set of the kinds of all descriptors of the process, or the kind of
// one.
func fdTypes(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
	if !c.aboutFD() {
		return false
	}
	out.L = out.L[:0]
	if ref.HasArg {
		fd := c.St.Lookup(c.St.Thread, ref.Index)
		if fd == nil {
			return false
		}
		out.L = append(out.L, vm.Value{S: typeName(fd.Type)})
		return true
	}
	fds := c.St.FDs(c.St.Thread)
	if fds == nil {
		return false
	}
	var seen [len(types) + 1]bool
	fds.Each(func(_ int64, fd *state.FD) bool {
		i := len(types)
		if fd.Type >= 0 && int(fd.Type) < len(types) {
			i = int(fd.Type)
		}
		if !seen[i] {
			seen[i] = true
			name := typeName(fd.Type)
			for j := range out.L {
				if out.L[j].S == name {
					return true
				}
			}
			out.L = append(out.L, vm.Value{S: name})
		}
		return true
	})
	return true
}
