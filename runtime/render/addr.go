package render

import (
	"encoding/binary"
	"net/netip"
	"strconv"

	"github.com/falcoc/falcoc/vm/catalog"
)

// IP appends an address of 4 or 16 bytes in network order. Other lengths append
// nothing.
func IP(dst []byte, ip []byte) []byte {
	switch len(ip) {
	case 4:
		return netip.AddrFrom4([4]byte(ip)).AppendTo(dst)
	case 16:
		a := [16]byte(ip)
		// The C library prints the obsolete IPv4-compatible addresses with dots.
		if binary.BigEndian.Uint64(a[:]) == 0 && binary.BigEndian.Uint32(a[8:]) == 0 && (a[12] != 0 || a[13] != 0) {
			return netip.AddrFrom4([4]byte(a[12:])).AppendTo(append(dst, "::"...))
		}
		return netip.AddrFrom16(a).AppendTo(dst)
	}
	return dst
}

func endpoint(dst []byte, ip []byte, port []byte) []byte {
	dst = IP(dst, ip)
	dst = append(dst, ':')
	return strconv.AppendUint(dst, uint64(binary.LittleEndian.Uint16(port)), 10)
}

// Sockaddr appends a socket address parameter.
func Sockaddr(dst []byte, p []byte) []byte {
	switch p[0] {
	case catalog.AF_UNIX:
		if len(p) < 2 {
			return append(dst, "INVALID UNIX"...)
		}
		return append(dst, cut(p[1:])...)
	case catalog.AF_INET:
		if len(p) != 1+4+2 {
			return append(dst, "INVALID IPv4"...)
		}
		return endpoint(dst, p[1:5], p[5:7])
	case catalog.AF_INET6:
		if len(p) != 1+16+2 {
			return append(dst, "INVALID IPv6"...)
		}
		return endpoint(dst, p[1:17], p[17:19])
	}
	dst = append(dst, "family "...)
	return strconv.AppendUint(dst, uint64(p[0]), 10)
}

// Socktuple appends the two ends of a connection.
func Socktuple(dst []byte, p []byte) []byte {
	switch p[0] {
	case catalog.AF_INET:
		if len(p) != 1+4+2+4+2 {
			return append(dst, "INVALID IPv4"...)
		}
		dst = endpoint(dst, p[1:5], p[5:7])
		return endpoint(append(dst, "->"...), p[7:11], p[11:13])
	case catalog.AF_INET6:
		if len(p) != 1+16+2+16+2 {
			return append(dst, "INVALID IPv6"...)
		}
		src, dest := p[1:17], p[19:35]
		if s4, ok := mapped(src); ok {
			if d4, ok := mapped(dest); ok {
				src, dest = s4, d4
			}
		}
		dst = endpoint(dst, src, p[17:19])
		return endpoint(append(dst, "->"...), dest, p[35:37])
	case catalog.AF_UNIX:
		if len(p) < 17 {
			return append(dst, "INVALID UNIX"...)
		}
		dst = strconv.AppendUint(dst, binary.LittleEndian.Uint64(p[1:]), 16)
		dst = strconv.AppendUint(append(dst, "->"...), binary.LittleEndian.Uint64(p[9:]), 16)
		return append(append(dst, ' '), cut(p[17:])...)
	}
	dst = append(dst, "family "...)
	return strconv.AppendUint(dst, uint64(p[0]), 10)
}

// mapped returns the IPv4 address inside an IPv6 one, if there is one. The
// unspecified address counts as such.
func mapped(ip []byte) ([]byte, bool) {
	for _, b := range ip[:10] {
		if b != 0 {
			return nil, false
		}
	}
	if ip[10] == 0xff && ip[11] == 0xff {
		return ip[12:], true
	}
	return ip[12:], [6]byte(ip[10:]) == [6]byte{}
}

// cut returns the bytes before the first NUL.
func cut(p []byte) []byte {
	for i, c := range p {
		if c == 0 {
			return p[:i]
		}
	}
	return p
}
