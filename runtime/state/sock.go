package state

import (
	"bytes"
	"encoding/binary"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Sock is the two ends of a socket. Of an IPv4 address only the first four bytes
// are used. A listening socket has its address as Src.
type Sock struct {
	Src, Dst       [16]byte
	SPort, DPort   uint16
	SrcPtr, DstPtr uint64 // kernel pointers of a unix socket's ends

	raw [40]byte
}

// Falco keeps a socket's ends in one piece of memory that it reads by the
// descriptor's type of the moment, and some of its updates write the layout of one
// type while the descriptor has another. What is then seen - protocols that vanish,
// ports that become zero - is part of its behaviour. So the ends are kept as that
// memory, and the fields above are read from it.
type layout struct {
	size, dst, sport, dport, l4 int // offsets, but for size; -1: the type has none
}

var (
	layoutV4     = layout{4, 4, 8, 10, 12}
	layoutV4Serv = layout{4, -1, 4, -1, 6}
	layoutV6     = layout{16, 16, 32, 34, 36}
	layoutV6Serv = layout{16, -1, 16, -1, 18}
)

func (f *FD) layout() *layout {
	switch f.Type {
	case driver.FDIPv4Sock:
		return &layoutV4
	case driver.FDIPv4Serv:
		return &layoutV4Serv
	case driver.FDIPv6Sock:
		return &layoutV6
	case driver.FDIPv6Serv:
		return &layoutV6Serv
	}
	return nil
}

// SrcIP is the source address in network order: 4 or 16 bytes, nil when the
// descriptor is no socket with such ends.
func (f *FD) SrcIP() []byte {
	if f.Sock == nil || !f.IsInet() {
		return nil
	}
	return f.Sock.Src[:f.layout().size]
}

// DstIP is the destination address, nil for a listening socket.
func (f *FD) DstIP() []byte {
	if f.Sock == nil || !f.IsInet() || f.IsListening() {
		return nil
	}
	return f.Sock.Dst[:f.layout().size]
}

// ends returns f's socket ends for changing; decode must follow.
func (f *FD) ends() *Sock {
	if f.Sock == nil {
		if f.Sock, f.spare = f.spare, nil; f.Sock == nil {
			f.Sock = new(Sock)
		}
		*f.Sock = Sock{}
	}
	return f.Sock
}

// decode reads the ends from their memory.
func (f *FD) decode() {
	e := f.Sock
	if e == nil {
		return
	}
	le := binary.LittleEndian
	*e = Sock{raw: e.raw}
	if f.Type == driver.FDUnix {
		e.SrcPtr, e.DstPtr = le.Uint64(e.raw[0:]), le.Uint64(e.raw[8:])
		return
	}
	l := f.layout()
	if l == nil {
		return
	}
	copy(e.Src[:], e.raw[:l.size])
	e.SPort = le.Uint16(e.raw[l.sport:])
	if l.dst >= 0 {
		copy(e.Dst[:], e.raw[l.dst:l.dst+l.size])
		e.DPort = le.Uint16(e.raw[l.dport:])
	}
	f.L4 = e.raw[l.l4]
}

func (f *FD) setL4(l4 uint8) {
	if l := f.layout(); l != nil {
		f.ends().raw[l.l4], f.L4 = l4, l4
	}
}

// write puts a tuple into the memory.
func (e *Sock) write(l *layout, sip, sport, dip, dport []byte) {
	copy(e.raw[:l.size], sip)
	copy(e.raw[l.sport:l.sport+2], sport)
	copy(e.raw[l.dst:l.dst+l.size], dip)
	copy(e.raw[l.dport:l.dport+2], dport)
}

// is reports whether the memory holds the tuple.
func (e *Sock) is(l *layout, sip, sport, dip, dport []byte) bool {
	return bytes.Equal(e.raw[l.sport:l.sport+2], sport) && bytes.Equal(e.raw[l.dport:l.dport+2], dport) &&
		bytes.Equal(e.raw[:l.size], sip) && bytes.Equal(e.raw[l.dst:l.dst+l.size], dip)
}

// setV4 writes an IPv4 tuple unless it is known, one way or the other.
func (e *Sock) setV4(sip, sport, dip, dport []byte) bool {
	if e.is(&layoutV4, sip, sport, dip, dport) || e.is(&layoutV4, dip, dport, sip, sport) {
		return false
	}
	e.write(&layoutV4, sip, sport, dip, dport)
	return true
}

// setTuple takes a SOCKTUPLE parameter's ends. It returns false when the tuple says
// nothing new or nothing at all. With fresh, an IPv6 tuple makes the descriptor an
// IPv6 socket; without, it only writes the ends of one.
func (f *FD) setTuple(p []byte, fresh bool) (changed bool) {
	if len(p) == 0 {
		return false
	}
	switch {
	case p[0] == catalog.AF_INET && len(p) == inetTuple:
		e := f.ends()
		if f.Type == driver.FDIPv4Serv {
			e.raw[layoutV4.l4] = e.raw[layoutV4Serv.l4]
		}
		f.Type = driver.FDIPv4Sock
		changed = e.setV4(p[1:5], p[5:7], p[7:11], p[11:13])
	case p[0] == catalog.AF_INET6 && len(p) == inet6Tuple:
		e := f.ends()
		sip, sport, dip, dport := p[1:17], p[17:19], p[19:35], p[35:37]
		if mapped(sip) && mapped(dip) {
			f.Type = driver.FDIPv4Sock
			changed = e.setV4(sip[12:], sport, dip[12:], dport)
		} else {
			if fresh {
				f.Type = driver.FDIPv6Sock
			}
			e.write(&layoutV6, sip, sport, dip, dport)
			changed = true
		}
	case p[0] == catalog.AF_UNIX && len(p) >= unixTuple:
		f.Type = driver.FDUnix
		copy(f.ends().raw[:16], p[1:17])
		changed = true
	}
	f.decode()
	return changed
}

// repeats reports whether a transfer with the tuple would change nothing.
func (f *FD) repeats(p []byte, read bool) bool {
	e := f.Sock
	if e == nil {
		return false
	}
	switch {
	case p[0] == catalog.AF_INET && len(p) == inetTuple && f.Type == driver.FDIPv4Sock:
		sip, sport, dip, dport := p[1:5], p[5:7], p[7:11], p[11:13]
		return e.is(&layoutV4, sip, sport, dip, dport) || e.is(&layoutV4, dip, dport, sip, sport)
	case p[0] == catalog.AF_INET6 && len(p) == inet6Tuple && f.Type == driver.FDIPv6Sock:
		sip, sport, dip, dport := p[1:17], p[17:19], p[19:35], p[35:37]
		if !f.hasRole() || f.L4 == driver.L4Unknown || zero(sip) || zero(dip) || mapped(sip) && mapped(dip) {
			return false
		}
		if read == (f.Flags&RoleClient != 0) {
			sip, sport, dip, dport = dip, dport, sip, sport
		}
		return e.is(&layoutV6, sip, sport, dip, dport)
	}
	return false
}

// swap exchanges the ends of a connected socket.
func (f *FD) swap() {
	l := f.layout()
	if f.Sock == nil || l == nil || l.dst < 0 {
		return
	}
	raw := &f.Sock.raw
	var tmp [16]byte
	copy(tmp[:], raw[:l.size])
	copy(raw[:l.size], raw[l.dst:l.dst+l.size])
	copy(raw[l.dst:], tmp[:l.size])
	for i := range 2 {
		raw[l.sport+i], raw[l.dport+i] = raw[l.dport+i], raw[l.sport+i]
	}
	f.decode()
}

// listen makes f a socket that is bound to an address.
func (f *FD) listen(kind driver.FDType, ip, port []byte) {
	if port[0] == 0 && port[1] == 0 {
		return
	}
	l4 := f.L4
	f.Type = kind
	l := f.layout()
	e := f.ends()
	copy(e.raw[:l.size], ip)
	copy(e.raw[l.sport:], port[:2])
	e.raw[l.l4] = l4
	f.decode()
	f.setRole(RoleServer)
}

// setDst sets the destination alone.
func (f *FD) setDst(kind driver.FDType, ip, port []byte) {
	f.Type = kind
	l := f.layout()
	e := f.ends()
	copy(e.raw[l.dst:l.dst+l.size], ip)
	copy(e.raw[l.dport:], port[:2])
	f.decode()
}

// isConn reports whether f is an inet socket that is not bound only.
func (f *FD) isConn() bool { return f.Type == driver.FDIPv4Sock || f.Type == driver.FDIPv6Sock }

func (f *FD) setPointers(src, dst uint64) {
	e := f.ends()
	binary.LittleEndian.PutUint64(e.raw[0:], src)
	binary.LittleEndian.PutUint64(e.raw[8:], dst)
	f.decode()
}
