package guards

import (
	"encoding/binary"
	"math"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// maxNames is how many names or ports one fact may list.
const maxNames = 40

// known is a test of what the kernel knows besides the event's numbers: of the socket
// that the event is about, or of the process. None is exact: where the state knows less
// than the kernel, the field is absent.
func (d *deriver) known(f *catalog.FieldRef, t *lower.Test, a *vm.GuardAtom) bool {
	switch f.ID {
	case catalog.FieldProcName:
		return names(t, a)
	case catalog.FieldUserUid:
		return users(t, a)
	case catalog.FieldFdType, catalog.FieldFdTypechar, catalog.FieldFdSockfamily:
		return d.family(f.ID, t, a)
	case catalog.FieldFdL4proto:
		return d.protocol(t, a)
	case catalog.FieldFdIp, catalog.FieldFdCip, catalog.FieldFdSip, catalog.FieldFdLip, catalog.FieldFdRip,
		catalog.FieldFdNet, catalog.FieldFdCnet, catalog.FieldFdSnet, catalog.FieldFdLnet, catalog.FieldFdRnet:
		return d.address(t, a)
	case catalog.FieldFdPort, catalog.FieldFdCport, catalog.FieldFdSport, catalog.FieldFdLport, catalog.FieldFdRport:
		return d.port(t, a)
	}
	return false
}

// names are those that a process may have: 15 bytes at most.
func names(t *lower.Test, a *vm.GuardAtom) bool {
	const longest = 15
	if t.Op != vm.TestEqS || len(t.Consts) == 0 || len(t.Consts) > maxNames {
		return false
	}
	for _, c := range t.Consts {
		if c.S == "" || len(c.S) > longest {
			return false
		}
		var b [16]byte
		copy(b[:], c.S)
		a.Tests = append(a.Tests, vm.GuardTest{Op: vm.GuardName, A: binary.LittleEndian.Uint64(b[:8]), B: binary.LittleEndian.Uint64(b[8:])})
	}
	return true
}

// users are ranges of user ids, which are unsigned.
func users(t *lower.Test, a *vm.GuardAtom) bool {
	return unsigned(t, math.MaxUint32, func(from, to uint64) {
		a.Tests = append(a.Tests, vm.GuardTest{Op: vm.GuardUser, A: from, B: to})
	})
}

// unsigned calls f with each range of unsigned numbers, up to last, that the test allows.
func unsigned(t *lower.Test, last uint64, f func(from, to uint64)) bool {
	if len(t.Consts) == 0 || len(t.Consts) > maxNames || t.Op != vm.TestEqN && len(t.Consts) > 1 {
		return false
	}
	for _, c := range t.Consts {
		n := c.N & last
		if n != c.N {
			return false
		}
		switch {
		case t.Op == vm.TestEqN:
			f(n, n)
		case t.Op == vm.TestLeU:
			f(0, n)
		case t.Op == vm.TestGeU:
			f(n, last)
		case t.Op == vm.TestLtU && n > 0:
			f(0, n-1)
		case t.Op == vm.TestGtU && n < last:
			f(n+1, last)
		default:
			return false
		}
	}
	return true
}

// socket is the parameter that holds the event's own socket, or -1: of a call that
// connects it, or uses it.
func (d *deriver) socket(connects bool) int {
	switch d.info.Name {
	case "accept", "accept4":
		return 0
	case "connect":
		return d.info.Param("fd")
	case "listen", "bind", "sendto", "sendmsg", "recvfrom", "recvmsg":
		if !connects {
			return d.info.Param("fd")
		}
	}
	return -1
}

func (d *deriver) family(id catalog.FieldID, t *lower.Test, a *vm.GuardAtom) bool {
	fd := d.socket(false)
	if fd < 0 || t.Op != vm.TestEqS {
		return false
	}
	mask := uint64(0)
	for _, c := range t.Consts {
		switch {
		case id == catalog.FieldFdType && c.S == "ipv4", id == catalog.FieldFdTypechar && c.S == "4", id == catalog.FieldFdSockfamily && c.S == "ip":
			mask |= vm.FamilyIPv4 | vm.FamilyIPv6 // of an IPv6 socket with mapped addresses
		case id == catalog.FieldFdType && c.S == "ipv6", id == catalog.FieldFdTypechar && c.S == "6":
			mask |= vm.FamilyIPv6
		case id == catalog.FieldFdType && c.S == "unix", id == catalog.FieldFdTypechar && c.S == "u", id == catalog.FieldFdSockfamily && c.S == "unix":
			mask |= vm.FamilyUnix
		default:
			return false
		}
	}
	a.Tests = []vm.GuardTest{{Op: vm.GuardFamily, Param: uint8(fd), A: mask}}
	return mask != 0
}

func (d *deriver) protocol(t *lower.Test, a *vm.GuardAtom) bool {
	fd := d.socket(true)
	if fd < 0 || t.Op != vm.TestEqS {
		return false
	}
	for _, c := range t.Consts {
		proto := map[string]uint64{"tcp": 6, "udp": 17}[c.S]
		if proto == 0 {
			return false
		}
		a.Tests = append(a.Tests, vm.GuardTest{Op: vm.GuardProto, Param: uint8(fd), A: proto})
	}
	return len(a.Tests) > 0
}

// address is a test of one end's address, or of either: in the end there is an end in a
// network, or with "!=" none.
func (d *deriver) address(t *lower.Test, a *vm.GuardAtom) bool {
	fd := d.socket(true)
	if fd < 0 || len(t.Consts) == 0 || len(t.Consts) > maxNames {
		return false
	}
	whole := t.Op == vm.TestEqS || t.Op == vm.TestNeS // addresses, which have no prefix
	switch t.Op {
	case vm.TestEqS, vm.TestEqNet:
	case vm.TestNeS, vm.TestNeNet:
		// Only "either end" forbids the network to both ends.
		if d.g.Regs[t.Reg].Quant != catalog.EitherEnd || len(t.Consts) != 1 {
			return false
		}
		a.Not = true
	default:
		return false
	}
	for _, c := range t.Consts {
		if len(c.S) != 4 || c.Bits > 32 {
			return false
		}
		mask := ^uint32(0)
		if !whole && c.Bits < 32 {
			mask = ^(^uint32(0) >> c.Bits)
		}
		var b [4]byte
		binary.BigEndian.PutUint32(b[:], mask)
		inMemory := binary.LittleEndian.Uint32(b[:]) // addresses stand in network order
		a.Tests = append(a.Tests, vm.GuardTest{
			Op: vm.GuardEnd, Param: uint8(fd), A: uint64(binary.LittleEndian.Uint32([]byte(c.S)) & inMemory), B: uint64(inMemory),
		})
	}
	return true
}

func (d *deriver) port(t *lower.Test, a *vm.GuardAtom) bool {
	fd := d.socket(true)
	return fd >= 0 && unsigned(t, math.MaxUint16, func(from, to uint64) {
		a.Tests = append(a.Tests, vm.GuardTest{Op: vm.GuardPort, Param: uint8(fd), A: from, B: to})
	})
}
