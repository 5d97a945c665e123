package fields

import (
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

var fsPathFields = map[catalog.FieldID]get{
	catalog.FieldFsPathName:      fsPath(fsName, true),
	catalog.FieldFsPathNameraw:   fsPath(fsName, false),
	catalog.FieldFsPathSource:    fsPath(fsSource, true),
	catalog.FieldFsPathSourceraw: fsPath(fsSource, false),
	catalog.FieldFsPathTarget:    fsPath(fsTarget, true),
	catalog.FieldFsPathTargetraw: fsPath(fsTarget, false),
}

// The three paths that a call may have.
const (
	fsName = iota
	fsSource
	fsTarget
)

// What a path is relative to, where it is not a parameter with a descriptor.
const (
	inCwd     int8 = -1 // the working directory
	ofFD      int8 = -2 // the descriptor's own name tells
	inUnknown int8 = -3
	atCwd     int8 = 64 // added to a parameter that may be AT_FDCWD; elsewhere Falco does not know it
)

// fsParam is the parameter of a path and the one of the descriptor that it is
// relative to. The zero value is no path.
type fsParam struct{ path, dirfd int8 }

// fsPaths are the calls on the file system with their paths. Falco takes the new
// name of link for the source and the old one for the target.
var fsPaths = [catalog.NumEvents][3]fsParam{
	catalog.EvtMkdir2X:      {fsName: {1, inCwd}},
	catalog.EvtMkdiratX:     {fsName: {2, 1}},
	catalog.EvtRmdir2X:      {fsName: {1, inCwd}},
	catalog.EvtUnlink2X:     {fsName: {1, inCwd}},
	catalog.EvtUnlinkat2X:   {fsName: {2, 1}},
	catalog.EvtOpenX:        {fsName: {1, inCwd}},
	catalog.EvtOpenat2X:     {fsName: {2, ofFD}},
	catalog.EvtSyscOpenat2X: {fsName: {2, ofFD}},
	catalog.EvtFchmodatX:    {fsName: {2, 1}},
	catalog.EvtChmodX:       {fsName: {1, inCwd}},
	catalog.EvtFchmodX:      {fsName: {-1, ofFD}},
	catalog.EvtChownX:       {fsName: {1, inCwd}},
	catalog.EvtLchownX:      {fsName: {1, inCwd}},
	catalog.EvtFchownX:      {fsName: {-1, ofFD}},
	catalog.EvtFchownatX:    {fsName: {2, 1}},
	catalog.EvtQuotactlX:    {fsName: {5, inCwd}},
	catalog.EvtUmount1X:     {fsName: {1, inCwd}},
	catalog.EvtUmount2X:     {fsName: {1, inCwd}},
	catalog.EvtRenameX:      {fsSource: {1, inCwd}, fsTarget: {2, inCwd}},
	catalog.EvtRenameatX:    {fsSource: {2, inCwd}, fsTarget: {4, inCwd}},
	catalog.EvtRenameat2X:   {fsSource: {2, atCwd + 1}, fsTarget: {4, atCwd + 3}},
	catalog.EvtLink2X:       {fsSource: {2, inCwd}, fsTarget: {1, inCwd}},
	catalog.EvtLinkat2X:     {fsSource: {4, inCwd}, fsTarget: {2, inCwd}},
	catalog.EvtSymlinkX:     {fsSource: {2, inCwd}, fsTarget: {1, inCwd}},
	catalog.EvtSymlinkatX:   {fsSource: {3, 2}, fsTarget: {1, inUnknown}},
	catalog.EvtMountX:       {fsSource: {1, inCwd}, fsTarget: {2, inCwd}},
}

// fsPath is one path of a successful call, made absolute or as it was given.
func fsPath(which int, resolve bool) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		p := fsPaths[c.Ev.Type][which]
		if p.path == 0 || c.St.Thread == nil {
			return false
		}
		if ret, ok := c.Ev.Return(); !ok || ret != 0 && !(isOpen(c.Ev.Type) && ret != -1) {
			return false
		}
		if p.path < 0 {
			return c.St.FD != nil && str(out, c.St.FD.Name)
		}
		path, ok := c.Ev.Text(int(p.path))
		if !ok {
			path = notAvailable
		}
		if !resolve {
			return str(out, path)
		}
		if p.dirfd == ofFD && (path == "" || path[0] != '/') {
			if c.St.FD == nil {
				return str(out, unknownDir)
			}
			return str(out, c.St.FD.Name)
		}
		start := len(c.buf)
		base := c.fsBase(p.dirfd)
		if base == unknownDir && path != "" && path[0] != '/' {
			c.buf = append(append(c.buf, base...), path...)
		} else {
			c.buf = state.JoinPath(c.buf, base, path)
		}
		return str(out, c.keep(start))
	}
}

// isOpen reports whether the call gives a descriptor. Falco takes only one that failed
// with EPERM for failed.
func isOpen(id catalog.EventID) bool {
	return id == catalog.EvtOpenX || id == catalog.EvtOpenat2X || id == catalog.EvtSyscOpenat2X
}

// fsBase is the directory that a path of the call is relative to.
func (c *Context) fsBase(dirfd int8) string {
	switch dirfd {
	case inCwd:
		return c.St.Cwd(c.St.Thread)
	case inUnknown:
		return unknownDir
	case ofFD:
		return ""
	}
	num, _ := c.Ev.Int(int(dirfd &^ atCwd))
	if num == catalog.AT_FDCWD && dirfd&atCwd == 0 {
		return unknownDir
	}
	if dirfd&atCwd == 0 {
		// Falco asks for a descriptor that was opened as a directory.
		if fd := c.St.Lookup(c.St.Thread, num); fd == nil || fd.Type != driver.FDDirectory {
			return unknownDir
		}
	}
	return c.St.DirBase(c.St.Thread, num)
}
