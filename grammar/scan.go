package grammar

import (
	"errors"
	"strings"
)

// The patterns of the tokens, each a function from a text and a position to the
// end of the longest match there, or to that position when nothing matches.

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isAlnum(c byte) bool  { return isLetter(c) || isDigit(c) }
func isHex(c byte) bool    { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// isBlank tells what is skipped between tokens.
func isBlank(c byte) bool {
	return c == ' ' || c == '\t' || c == '\b' || c == '\r' || c == '\n'
}

// isSpace tells what ends a bare string, [[:space:]]. It differs from isBlank:
// \v and \f end a string and cannot be skipped, \b is part of a string.
func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func scanBlank(s string, i int) int {
	for i < len(s) && isBlank(s[i]) {
		i++
	}
	return i
}

// scanNot matches "not" and the white space that must follow.
func scanNot(s string, i int) int {
	if !strings.HasPrefix(s[i:], "not") {
		return i
	}
	j := i + len("not")
	for j < len(s) && isSpace(s[j]) {
		j++
	}
	if j == i+len("not") {
		return i
	}
	return j
}

func scanIdent(s string, i int) int {
	if i >= len(s) || !isLetter(s[i]) {
		return i
	}
	for i < len(s) && (isAlnum(s[i]) || s[i] == '_') {
		i++
	}
	return i
}

func scanField(s string, i int) int {
	at, last := scanIdent(s, i), i
	for at > i && at < len(s) && s[at] == '.' {
		next := scanIdent(s, at+1)
		if next == at+1 {
			break
		}
		at, last = next, next
	}
	return last
}

func scanDigits(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

func scanNumber(s string, i int) int {
	at := i
	if at < len(s) && (s[at] == '+' || s[at] == '-') {
		at++
	}
	whole := scanDigits(s, at)
	if whole == at {
		return i
	}
	at = whole
	if at < len(s) && s[at] == '.' {
		at = scanDigits(s, at+1)
	}
	if at+2 < len(s) && s[at]|0x20 == 'e' && (s[at+1] == '+' || s[at+1] == '-') && isDigit(s[at+2]) {
		at = scanDigits(s, at+2)
	}
	return at
}

func scanHex(s string, i int) int {
	if i+2 >= len(s) || s[i] != '0' || s[i+1]|0x20 != 'x' || !isHex(s[i+2]) {
		return i
	}
	for i += 2; i < len(s) && isHex(s[i]); i++ {
	}
	return i
}

// scanUntil matches characters that stop does not hold for. Bytes that are no
// UTF-8 match nothing, except that overlong forms, surrogates and code points
// beyond U+10FFFF are let through, as Falco's regular expressions do.
func scanUntil(s string, i int, stop *[128]bool) int {
	for i < len(s) {
		c := s[i]
		if c < 0x80 {
			if stop[c] {
				return i
			}
			i++
			continue
		}
		n := 0
		switch {
		case c < 0xc2 || c > 0xf4:
			return i
		case c < 0xe0:
			n = 1
		case c < 0xf0:
			n = 2
		default:
			n = 3
		}
		if i+n >= len(s) {
			return i
		}
		for j := 1; j <= n; j++ {
			if s[i+j]&0xc0 != 0x80 {
				return i
			}
		}
		i += n + 1
	}
	return i
}

var (
	bareStops     = stops("()\"'=,")
	argumentStops = stops("[]\"'")
)

func stops(chars string) *[128]bool {
	var set [128]bool
	for _, c := range chars + " \t\n\v\f\r" {
		set[c] = true
	}
	return &set
}

func scanBare(s string, i int) int     { return scanUntil(s, i, bareStops) }
func scanArgument(s string, i int) int { return scanUntil(s, i, argumentStops) }

// scanQuoted matches a quoted string: up to the first quote of the same kind that
// does not follow a backslash, even one that is itself escaped. A NUL is the end
// of the text to Falco here.
func scanQuoted(s string, i int) int {
	if i >= len(s) || s[i] != '"' && s[i] != '\'' {
		return i
	}
	for j := i + 1; j < len(s) && s[j] != 0; j++ {
		if s[j] == s[i] && s[j-1] != '\\' {
			return j + 1
		}
	}
	return i
}

// unescape reads a quoted string with its quotes.
func unescape(quoted string) (string, error) {
	quote, body := quoted[0], quoted[1:len(quoted)-1]
	at := strings.IndexByte(body, '\\')
	if at < 0 {
		return body, nil
	}
	b := make([]byte, at, len(body))
	copy(b, body)
	for i := at; i < len(body); i++ {
		c := body[i]
		if c != '\\' {
			b = append(b, c)
			continue
		}
		// A backslash is never last, or the quote would not have ended the string.
		i++
		c = body[i]
		switch c {
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case ' ', '\\':
			b = append(b, '\\')
		case '/':
			b = append(b, '/')
		case '"', '\'':
			if c != quote {
				return "", errors.New("invalid \\" + string(c) + " escape in " + string(quote) + "-quoted string")
			}
			b = append(b, c)
		case 'x':
			if i+2 >= len(body) {
				return "", errors.New("truncated hex char escape sequence")
			}
			digits := body[i+1 : i+3]
			if !isHex(digits[0]) || !isHex(digits[1]) {
				return "", errors.New("invalid hex char escape sequence: " + digits)
			}
			b = append(b, hexValue(digits[0])<<4|hexValue(digits[1]))
			i += 2
		default:
			return "", errors.New("unsupported string escape sequence: \\" + string([]byte{c}))
		}
	}
	return string(b), nil
}

func hexValue(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// escape writes a value as Falco prints it: quoted when it has one of a few
// characters, else bare, even where that does not read back as the same value.
func escape(b *strings.Builder, s string) {
	if !strings.ContainsAny(s, "\b\f\n\r\t =\\\"'\x00") {
		b.WriteString(s)
		return
	}
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\b':
			b.WriteString(`\b`)
		case '\f':
			b.WriteString(`\f`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		case '\\':
			b.WriteString(`\\`)
		case '"':
			b.WriteString(`\"`)
		case 0:
			b.WriteString(`\x00`)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
}
