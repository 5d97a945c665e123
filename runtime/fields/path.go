package fields

import (
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

var pathFields = map[catalog.FieldID]get{catalog.FieldEvtAbspath: absPath}

// pathPair is where a call has a path and the descriptor that it is relative to.
type pathPair struct{ path, dirfd int8 }

// absPaths are the calls with a path relative to a descriptor. The second pair is
// what .dst asks for, where the call has two paths.
var absPaths = [catalog.NumEvents][2]pathPair{
	catalog.EvtRenameatX:       {{2, 1}, {4, 3}},
	catalog.EvtRenameat2X:      {{2, 1}, {4, 3}},
	catalog.EvtLinkat2X:        {{2, 1}, {4, 3}},
	catalog.EvtSymlinkatX:      {{3, 2}},
	catalog.EvtOpenat2X:        {{2, 1}},
	catalog.EvtSyscOpenat2X:    {{2, 1}},
	catalog.EvtUnlinkat2X:      {{2, 1}},
	catalog.EvtMkdiratX:        {{2, 1}},
	catalog.EvtFchmodatX:       {{2, 1}},
	catalog.EvtFchownatX:       {{2, 1}},
	catalog.EvtOpenByHandleAtX: {{3, -1}},
}

func absPath(c *Context, ref *catalog.FieldRef, out *vm.Value) bool {
	pairs := &absPaths[c.Ev.Type]
	if pairs[0].path == 0 || c.St.Thread == nil {
		return false
	}
	at := pairs[0]
	if ref.Arg == "dst" && pairs[1].path != 0 {
		at = pairs[1]
	}
	path, ok := c.Ev.Text(int(at.path))
	if !ok {
		return false
	}
	start := len(c.buf)
	if at.dirfd < 0 { // the kernel has resolved it, if the call went well
		if fd, _ := c.Ev.Return(); fd <= 0 {
			return false
		}
		c.buf = append(c.buf, path...)
		return str(out, c.keep(start))
	}
	dirfd, _ := c.Ev.Int(int(at.dirfd))
	if dirfd == catalog.AT_FDCWD {
		c.buf = state.JoinPath(c.buf, c.St.Cwd(c.St.Thread), path)
		return str(out, c.keep(start))
	}
	dir := unknownDir
	if fd := c.St.Lookup(c.St.Thread, dirfd); fd != nil {
		dir = fd.Name
	}
	c.buf = append(append(c.buf, dir...), '/') // also behind a slash: the root gives "//"
	base := c.keep(start)
	start = len(c.buf)
	c.buf = state.JoinPath(c.buf, base, path)
	return str(out, c.keep(start))
}

// unknownDir stands for a directory that is not known.
const unknownDir = "<UNKNOWN>"
