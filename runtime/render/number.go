// Package render turns event parameters and field values into text, byte for byte
// as Falco prints them. All functions append to a caller's buffer; none allocates
// once the buffer has grown.
package render

import (
	"math"
	"strconv"

	"github.com/falcoc/falcoc/vm/catalog"
)

const upperHex = "0123456789ABCDEF"

// Hex appends n in upper-case hexadecimal without a prefix.
func Hex(dst []byte, n uint64) []byte {
	shift := 60
	for shift > 0 && n>>shift == 0 {
		shift -= 4
	}
	for ; shift >= 0; shift -= 4 {
		dst = append(dst, upperHex[n>>shift&15])
	}
	return dst
}

// Padded appends n in decimal, with zeros to at least width digits.
func Padded(dst []byte, n uint64, width int) []byte {
	for p, d := uint64(10), 1; d < width; d++ {
		if n < p {
			for ; d < width; d++ {
				dst = append(dst, '0')
			}
			break
		}
		p *= 10
	}
	return strconv.AppendUint(dst, n, 10)
}

// Number appends the integer n of type t in a print format. n is in two's
// complement, sign-extended for signed types.
func Number(dst []byte, n uint64, t catalog.Type, f catalog.Format) []byte {
	switch f {
	case catalog.FmtHex:
		return Hex(dst, trunc(n, t))
	case catalog.FmtOct:
		return strconv.AppendUint(dst, trunc(n, t), 8)
	case catalog.FmtPadded:
		if !t.IsSigned() {
			return Padded(dst, n, 9)
		}
	}
	if t.IsSigned() {
		return strconv.AppendInt(dst, int64(n), 10)
	}
	return strconv.AppendUint(dst, n, 10)
}

// trunc cuts a sign-extended number to the bits of its type.
func trunc(n uint64, t catalog.Type) uint64 {
	switch t.Size() {
	case 1:
		return uint64(uint8(n))
	case 2:
		return uint64(uint16(n))
	case 4:
		return uint64(uint32(n))
	}
	return n
}

// general appends a double in the shortest of six significant digits, as C++
// streams do.
func general(dst []byte, f float64) []byte {
	if f == math.Trunc(f) && math.Abs(f) < 1e6 {
		return strconv.AppendInt(dst, int64(f), 10)
	}
	return strconv.AppendFloat(dst, f, 'g', 6, 64)
}
