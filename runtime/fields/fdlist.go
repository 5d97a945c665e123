package fields

import (
	"strconv"

	"github.com/falcoc/falcoc/runtime/render"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

var fdListFields = map[catalog.FieldID]get{
	catalog.FieldFdlistNums: fdList(func(c *Context, num int64, _ *state.FD) bool {
		c.buf = appendInt(c.buf, num)
		return true
	}),
	catalog.FieldFdlistNames: fdList(func(c *Context, _ int64, fd *state.FD) bool {
		if fd == nil || fd.Name == "" {
			c.buf = append(c.buf, notAvailable...)
			return true
		}
		c.buf = append(c.buf, fd.Name...)
		return true
	}),
	catalog.FieldFdlistCips:   fdList(listIP(client)),
	catalog.FieldFdlistSips:   fdList(listIP(server)),
	catalog.FieldFdlistCports: fdList(listPort(client)),
	catalog.FieldFdlistSports: fdList(listPort(server)),
}

// fdList is a property of each descriptor that poll waited for, joined by commas. add
// appends one and says whether there was something to append.
func fdList(add func(c *Context, num int64, fd *state.FD) bool) get {
	return func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if c.Ev.Type != catalog.EvtPollX && c.Ev.Type != catalog.EvtPpollX || c.St.Thread == nil {
			return false
		}
		start := len(c.buf)
		render.FDListEntries(c.Ev.Param(1), func(num int64, _ uint16) {
			before := len(c.buf)
			if before > start {
				c.buf = append(c.buf, ',')
			}
			if !add(c, num, c.St.Lookup(c.St.Thread, num)) {
				c.buf = c.buf[:before]
			}
		})
		return len(c.buf) > start && str(out, c.keep(start))
	}
}

func listIP(e end) func(*Context, int64, *state.FD) bool {
	return func(c *Context, _ int64, fd *state.FD) bool {
		if fd == nil {
			return false
		}
		addr, _, ok := c.tupleEnd(fd, e)
		if ok {
			c.buf = render.IP(c.buf, addr)
		}
		return ok
	}
}

func listPort(e end) func(*Context, int64, *state.FD) bool {
	return func(c *Context, _ int64, fd *state.FD) bool {
		if fd == nil {
			return false
		}
		_, p, ok := c.tupleEnd(fd, e)
		if ok = ok && !fd.IsListening(); ok {
			c.buf = strconv.AppendUint(c.buf, uint64(p), 10)
		}
		return ok
	}
}

// tupleEnd is endpoint without regard to the role.
func (c *Context) tupleEnd(fd *state.FD, e end) (ip []byte, port uint16, ok bool) {
	if !fd.IsInet() {
		return nil, 0, false
	}
	if fd.Sock == nil {
		if fd.IsIPv6() {
			return unspecified[:], 0, true
		}
		return unspecified[:4], 0, true
	}
	if fd.IsListening() {
		return fd.SrcIP(), fd.Sock.SPort, e == server
	}
	if e == client {
		return fd.SrcIP(), fd.Sock.SPort, true
	}
	return fd.DstIP(), fd.Sock.DPort, true
}
