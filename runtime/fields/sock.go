package fields

import (
	"strconv"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// end is one end of a connection.
type end uint8

const (
	client end = iota // the source: who opened the connection
	server            // the destination, or the address that is listened on
	local             // the end whose address is this machine's
	remote
)

var sockFields = map[catalog.FieldID]get{
	catalog.FieldFdIp:    bothIPs,
	catalog.FieldFdNet:   bothIPs,
	catalog.FieldFdCip:   ip(client),
	catalog.FieldFdSip:   ip(server),
	catalog.FieldFdLip:   ip(local),
	catalog.FieldFdRip:   ip(remote),
	catalog.FieldFdCnet:  ip(client),
	catalog.FieldFdSnet:  ip(server),
	catalog.FieldFdLnet:  ip(local),
	catalog.FieldFdRnet:  ip(remote),
	catalog.FieldFdPort:  bothPorts,
	catalog.FieldFdProto: bothPorts,
	catalog.FieldFdCport: port(client),
	catalog.FieldFdSport: port(server),
	catalog.FieldFdLport: port(local),
	catalog.FieldFdRport: port(remote),

	catalog.FieldFdCproto: portText(client),
	catalog.FieldFdSproto: portText(server),
	catalog.FieldFdLproto: portText(local),
	catalog.FieldFdRproto: portText(remote),

	catalog.FieldFdL4proto: onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool { return str(out, protocol(fd)) }),
	catalog.FieldFdSockfamily: onFD(func(_ *Context, fd *state.FD, out *vm.Value) bool {
		switch {
		case fd.IsInet():
			return str(out, "ip")
		case fd.Type == driver.FDUnix:
			return str(out, "unix")
		}
		return false
	}),
	catalog.FieldFdIsServer: onFD(func(c *Context, fd *state.FD, out *vm.Value) bool {
		if fd.IsListening() {
			return boolean(out, true)
		}
		dst := fd.DstIP()
		if dst == nil && fd.IsIPv6() {
			dst = unspecified[:]
		}
		return boolean(out, dst != nil && c.St.IsLocal(c.St.Thread, dst))
	}),
	// The names of addresses are not looked up: a replay must not ask a name server.
	catalog.FieldFdCipName: absent,
	catalog.FieldFdSipName: absent,
	catalog.FieldFdLipName: absent,
	catalog.FieldFdRipName: absent,
}

// unspecified is the other end of a socket that has none yet. By the rule for IPv6,
// which looks at the network half, the loopback interface makes it local.
var unspecified [16]byte

func hasRole(fd *state.FD) bool { return fd.Flags&(state.RoleClient|state.RoleServer) != 0 }

// endpoint is one end of the descriptor's connection.
func (c *Context) endpoint(fd *state.FD, e end) (ip []byte, port uint16, ok bool) {
	if !fd.IsInet() {
		return nil, 0, false
	}
	if fd.IsListening() && fd.Sock != nil {
		return fd.SrcIP(), fd.Sock.SPort, e == server
	}
	if !hasRole(fd) {
		return nil, 0, false
	}
	if fd.Sock == nil {
		if fd.IsIPv6() {
			return unspecified[:], 0, true
		}
		return unspecified[:4], 0, true
	}
	src := e == client
	if e == local || e == remote {
		src = c.St.IsLocal(c.St.Thread, fd.SrcIP()) == (e == local)
	}
	if src {
		return fd.SrcIP(), fd.Sock.SPort, true
	}
	return fd.DstIP(), fd.Sock.DPort, true
}

func ip(e end) get {
	return onFD(func(c *Context, fd *state.FD, out *vm.Value) bool {
		addr, _, ok := c.endpoint(fd, e)
		return ok && str(out, driver.View(addr))
	})
}

func port(e end) get {
	return onFD(func(c *Context, fd *state.FD, out *vm.Value) bool {
		_, p, ok := c.endpoint(fd, e)
		return ok && num(out, uint64(p))
	})
}

// portText is a port as text; Falco's name resolution is off.
func portText(e end) get {
	return onFD(func(c *Context, fd *state.FD, out *vm.Value) bool {
		if e == client && !fd.IsInet() && hasRole(fd) {
			return str(out, "")
		}
		if fd.IsListening() {
			return (e == client || e == server) && str(out, "")
		}
		_, p, ok := c.endpoint(fd, e)
		if !ok {
			return false
		}
		start := len(c.buf)
		c.buf = strconv.AppendUint(c.buf, uint64(p), 10)
		return str(out, c.keep(start))
	})
}

// bothIPs are the addresses of both ends; of anything but a socket there are none,
// but the field is there.
func bothIPs(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
	fd := c.fd()
	if fd == nil {
		return false
	}
	out.L = out.L[:0]
	if src := fd.SrcIP(); src != nil {
		out.L = append(out.L, vm.Value{S: driver.View(src)})
	}
	if dst := fd.DstIP(); dst != nil {
		out.L = append(out.L, vm.Value{S: driver.View(dst)})
	}
	return true
}

func bothPorts(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
	fd := c.fd()
	if fd == nil {
		return false
	}
	out.L = out.L[:0]
	if fd.IsInet() && fd.Sock != nil {
		out.L = append(out.L, vm.Value{N: uint64(fd.Sock.SPort)})
		if !fd.IsListening() {
			out.L = append(out.L, vm.Value{N: uint64(fd.Sock.DPort)})
		}
	}
	return true
}

func protocol(fd *state.FD) string {
	if !fd.IsInet() {
		return notAvailable
	}
	if fd.L4 == driver.L4Raw {
		return "raw"
	}
	if !hasRole(fd) && !fd.IsListening() {
		return notAvailable
	}
	switch fd.L4 {
	case driver.L4TCP:
		return "tcp"
	case driver.L4UDP:
		return "udp"
	case driver.L4ICMP:
		return "icmp"
	}
	return notAvailable
}
