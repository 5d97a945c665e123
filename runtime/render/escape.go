package render

import "unicode/utf8"

const lowerHex = "0123456789abcdef"

// Escape appends s as the inside of a JSON string. Bytes that are not UTF-8 become
// U+FFFD.
func Escape(dst []byte, s string) []byte {
	clean := 0 // s[clean:i] needs no change
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 0x20 && c != '"' && c != '\\' {
				i++
				continue
			}
			dst = append(dst, s[clean:i]...)
			switch c {
			case '"', '\\':
				dst = append(dst, '\\', c)
			case '\b':
				dst = append(dst, `\b`...)
			case '\f':
				dst = append(dst, `\f`...)
			case '\n':
				dst = append(dst, `\n`...)
			case '\r':
				dst = append(dst, `\r`...)
			case '\t':
				dst = append(dst, `\t`...)
			default:
				dst = append(dst, '\\', 'u', '0', '0', lowerHex[c>>4], lowerHex[c&15])
			}
			i++
			clean = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, s[clean:i]...)
			dst = append(dst, "\uFFFD"...)
			i += broken(s[i:])
			clean = i
			continue
		}
		i += size
	}
	return append(dst, s[clean:]...)
}

// EscapeField is Escape for a value in output_fields, where Falco takes the bytes of a
// broken character for a whole one as long as the first byte's length allows.
func EscapeField(dst []byte, s string) []byte {
	clean := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		if _, size := utf8.DecodeRuneInString(s[i:]); size > 1 {
			i += size
			continue
		}
		dst = Escape(dst, s[clean:i])
		r, n := lenient(s[i:])
		dst = utf8.AppendRune(dst, r)
		i += n
		clean = i
	}
	return Escape(dst, s[clean:])
}

// lenient reads a character whose continuation bytes may be anything, and says how
// many bytes it took.
func lenient(s string) (rune, int) {
	c := s[0]
	var n int
	var first, least rune
	switch {
	case c < 0xE0:
		n, first, least = 2, rune(c&0x1F), 0x80
	case c < 0xF0:
		n, first, least = 3, rune(c&0x0F), 0x800
	case c < 0xF8:
		n, first, least = 4, rune(c&0x07), 0x10000
	default:
		return utf8.RuneError, 1
	}
	if len(s) < n {
		return utf8.RuneError, 1
	}
	r := first
	for i := 1; i < n; i++ {
		r = r<<6 | rune(s[i]&0x3F)
	}
	if r < least || 0xD800 <= r && r <= 0xDFFF {
		return utf8.RuneError, n
	}
	if r > utf8.MaxRune { // as a pair of surrogates keeps of it
		r = 0x10000 + (r-0x10000)&0xFFFFF
	}
	return r, n
}

// broken is the number of bytes that one replacement stands for: the longest start
// of a character that could have gone on.
func broken(s string) int {
	n, lo, hi := 0, byte(0x80), byte(0xBF)
	switch c := s[0]; {
	case c >= 0xC2 && c <= 0xDF:
		n = 1
	case c >= 0xE0 && c <= 0xEF:
		n = 2
		if c == 0xE0 {
			lo = 0xA0
		} else if c == 0xED {
			hi = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		n = 3
		if c == 0xF0 {
			lo = 0x90
		} else if c == 0xF4 {
			hi = 0x8F
		}
	}
	i := 1
	for ; i <= n && i < len(s) && s[i] >= lo && s[i] <= hi; i++ {
		lo, hi = 0x80, 0xBF
	}
	return i
}
