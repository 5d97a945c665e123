package state

import (
	"encoding/binary"
	"net/netip"
	"strconv"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Lengths of the address parameters, the family byte included.
const (
	inetTuple   = 13 // source address and port, destination address and port
	inet6Tuple  = 37
	unixTuple   = 18 // at least: two kernel pointers and a path
	inetAddr    = 7  // address and port
	inet6Addr   = 19
	unixAddr    = 2 // at least: a path
	unixPathAt  = 17
	invalidText = "INVALID "
)

// mapped reports whether an IPv6 address stands for an IPv4 address: the last four
// bytes. So does the unspecified address.
func mapped(ip []byte) bool {
	lo, hi := binary.BigEndian.Uint64(ip), binary.BigEndian.Uint64(ip[8:])
	return lo == 0 && (hi>>32 == 0xFFFF || hi == 0)
}

// AppendTuple appends the text of a SOCKTUPLE parameter, as fd.name and evt.arg have
// it; nothing for an empty one.
func AppendTuple(dst, p []byte) []byte {
	if len(p) == 0 {
		return dst
	}
	le := binary.LittleEndian
	switch p[0] {
	case catalog.AF_INET:
		if len(p) != inetTuple {
			return append(dst, invalidText+"IPv4"...)
		}
		return appendEnds(dst, p[1:5], le.Uint16(p[5:]), p[7:11], le.Uint16(p[11:]))
	case catalog.AF_INET6:
		if len(p) != inet6Tuple {
			return append(dst, invalidText+"IPv6"...)
		}
		sip, dip := p[1:17], p[19:35]
		if mapped(sip) && mapped(dip) {
			sip, dip = sip[12:], dip[12:]
		}
		return appendEnds(dst, sip, le.Uint16(p[17:]), dip, le.Uint16(p[35:]))
	case catalog.AF_UNIX:
		if len(p) < unixTuple {
			return append(dst, invalidText+"UNIX"...)
		}
		return appendUnix(dst, le.Uint64(p[1:]), le.Uint64(p[9:]), driver.CString(p[unixPathAt:]))
	}
	return append(dst, "family "...)
}

// AppendSockaddr appends the text of a SOCKADDR parameter.
func AppendSockaddr(dst, p []byte) []byte {
	if len(p) == 0 {
		return dst
	}
	switch p[0] {
	case catalog.AF_INET:
		if len(p) != inetAddr {
			return append(dst, invalidText+"IPv4"...)
		}
		return appendEnd(dst, p[1:5], binary.LittleEndian.Uint16(p[5:]))
	case catalog.AF_INET6:
		if len(p) != inet6Addr {
			return append(dst, invalidText+"IPv6"...)
		}
		return appendEnd(dst, p[1:17], binary.LittleEndian.Uint16(p[17:]))
	case catalog.AF_UNIX:
		if len(p) < unixAddr {
			return append(dst, invalidText+"UNIX"...)
		}
		return append(dst, driver.CString(p[1:])...)
	}
	return strconv.AppendUint(append(dst, "family "...), uint64(p[0]), 10)
}

func appendUnix(dst []byte, src, dstPtr uint64, path string) []byte {
	dst = strconv.AppendUint(dst, src, 16)
	dst = append(dst, "->"...)
	dst = strconv.AppendUint(dst, dstPtr, 16)
	dst = append(dst, ' ')
	return append(dst, path...)
}

func appendEnds(dst, sip []byte, sport uint16, dip []byte, dport uint16) []byte {
	dst = appendEnd(dst, sip, sport)
	dst = append(dst, "->"...)
	return appendEnd(dst, dip, dport)
}

func appendEnd(dst, ip []byte, port uint16) []byte {
	dst = append(AppendIP(dst, ip), ':')
	return strconv.AppendUint(dst, uint64(port), 10)
}

// AppendIP appends an address of 4 or 16 bytes as inet_ntop writes it.
func AppendIP(dst, ip []byte) []byte {
	if len(ip) == 4 {
		for i, b := range ip {
			if i > 0 {
				dst = append(dst, '.')
			}
			dst = strconv.AppendUint(dst, uint64(b), 10)
		}
		return dst
	}
	if len(ip) != 16 {
		return dst
	}
	if binary.BigEndian.Uint64(ip) == 0 && binary.BigEndian.Uint32(ip[8:]) == 0 && (ip[12] != 0 || ip[13] != 0) {
		return AppendIP(append(dst, "::"...), ip[12:])
	}
	return netip.AddrFrom16([16]byte(ip)).AppendTo(dst)
}

// appendName appends the text of an inet socket's ends.
func appendName(dst []byte, f *FD) []byte {
	e := f.Sock
	src, dip := f.SrcIP(), f.DstIP()
	switch f.L4 {
	case driver.L4TCP, driver.L4UDP:
		return appendEnds(dst, src, e.SPort, dip, e.DPort)
	case driver.L4ICMP, driver.L4Raw:
		return AppendIP(append(AppendIP(dst, src), "->"...), dip)
	}
	return append(dst, "<unknown>"...)
}
