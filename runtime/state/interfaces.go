package state

import (
	"bytes"
	"encoding/binary"
	"net/netip"

	"github.com/falcoc/falcoc/driver"
)

func le32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
func le64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// interfaces are the machine's own addresses.
type interfaces struct {
	list []driver.Interface
	v4   []net4
	v6   [][16]byte
}

type net4 struct{ addr, mask [4]byte }

func (n *interfaces) load(list []driver.Interface) {
	*n = interfaces{list: list}
	for _, i := range list {
		if i.Addr.Is4() || i.Addr.Is4In6() {
			a := net4{addr: i.Addr.Unmap().As4()}
			if i.Mask.IsValid() {
				a.mask = i.Mask.Unmap().As4()
			}
			n.v4 = append(n.v4, a)
		} else if i.Addr.Is6() {
			n.v6 = append(n.v6, i.Addr.As16())
		}
	}
}

// patch fills in the one end of a socket whose address is zero, a wildcard, unless
// that made both ends the same.
func (n *interfaces) patch(f *FD) {
	l := f.layout()
	if f.Sock == nil || l == nil || l.dst < 0 {
		return
	}
	src, dst := f.Sock.raw[:l.size], f.Sock.raw[l.dst:l.dst+l.size]
	open, peer := src, dst
	if !zero(src) {
		open, peer = dst, src
	}
	if !zero(open) {
		return
	}
	n.infer(open, peer)
	if f.Sock.SPort == f.Sock.DPort && bytes.Equal(src, dst) {
		clear(open)
	}
	f.decode()
}

func zero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// infer writes the address that the machine would use towards peer.
func (n *interfaces) infer(addr, peer []byte) {
	if len(addr) == 4 {
		p := [4]byte(peer)
		for _, i := range n.v4 {
			if i.addr == p {
				copy(addr, p[:])
				return
			}
		}
		for _, i := range n.v4 {
			mask := binary.BigEndian.Uint32(i.mask[:])
			if binary.BigEndian.Uint32(i.addr[:])&mask == binary.BigEndian.Uint32(p[:])&mask {
				copy(addr, i.addr[:])
				return
			}
		}
		for _, i := range n.v4 {
			if i.addr != [4]byte{127, 0, 0, 1} {
				copy(addr, i.addr[:])
				return
			}
		}
		return
	}
	p := [16]byte(peer)
	for _, i := range n.v6 {
		if i == p {
			copy(addr, p[:])
			return
		}
	}
	for _, i := range n.v6 {
		if [8]byte(i[:]) == [8]byte(p[:]) {
			copy(addr, i[:])
			return
		}
	}
	for _, i := range n.v6 {
		if i != netip.IPv6Loopback().As16() {
			copy(addr, i[:])
			return
		}
	}
}

// IsLocal reports whether the address, of 4 or 16 bytes, is one of the machine's or,
// for a thread in a container, the container's own. Of a container whose address is
// not known, only those of other containers are taken for local, and in a container
// no IPv6 address is.
func (s *State) IsLocal(t *Thread, ip []byte) bool {
	id := ""
	if t != nil {
		id = t.ContainerID()
	}
	switch len(ip) {
	case 4:
		if id != "" {
			if c := s.containers[id]; c == nil || !c.Addr.IsValid() {
				return s.anyContainerHas(netip.AddrFrom4([4]byte(ip)))
			} else if c.Addr == netip.AddrFrom4([4]byte(ip)) {
				return true
			}
		}
		for i := range s.nets.v4 {
			if s.nets.v4[i].addr == [4]byte(ip) {
				return true
			}
		}
	case 16:
		if id != "" {
			return false
		}
		for i := range s.nets.v6 {
			if [8]byte(s.nets.v6[i][:8]) == [8]byte(ip[:8]) {
				return true
			}
		}
	}
	return false
}

func (s *State) anyContainerHas(ip netip.Addr) bool {
	for _, c := range s.containers {
		if c.Addr == ip {
			return true
		}
	}
	return false
}
