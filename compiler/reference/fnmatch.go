package reference

import "strings"

// Fnmatch matches a whole text with a shell pattern as glibc's fnmatch does in
// the C locale and without flags but FNM_CASEFOLD: byte by byte, * and ? match
// slashes and leading dots too.
func Fnmatch(pattern, text string, fold bool) bool {
	p, t := 0, 0
	star, from := -1, 0 // where to go on when a match after the last * fails
	for t < len(text) || p < len(pattern) {
		if p < len(pattern) {
			if pattern[p] == '*' {
				star, from = p, t
				p++
				continue
			}
			if t < len(text) {
				if n, ok := one(pattern[p:], text[t], fold); ok {
					p += n
					t++
					continue
				}
			}
		}
		if star < 0 || from >= len(text) {
			return false
		}
		from++
		p, t = star+1, from
	}
	return true
}

// one matches a byte with the first element of the pattern and returns the
// element's length.
func one(pattern string, c byte, fold bool) (n int, ok bool) {
	switch pattern[0] {
	case '?':
		return 1, true
	case '\\':
		if len(pattern) == 1 {
			return 0, false
		}
		return 2, folded(pattern[1], fold) == folded(c, fold)
	case '[':
		if n, ok, closed := bracket(pattern, c, fold); closed {
			return n, ok
		}
		return 1, c == '['
	}
	return 1, folded(pattern[0], fold) == folded(c, fold)
}

func folded(c byte, fold bool) byte {
	if fold && 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// bracket matches a byte with a bracket expression. One without an end is not
// closed; then the bracket stands for itself.
func bracket(p string, c byte, fold bool) (n int, ok, closed bool) {
	i := 1
	negated := i < len(p) && (p[i] == '!' || p[i] == '^')
	if negated {
		i++
	}
	found := false
	for first := true; ; first = false {
		if i >= len(p) {
			return 0, false, false
		}
		if p[i] == ']' && !first {
			return i + 1, found != negated, true
		}
		if class, size, ok := className(p[i:]); ok {
			in, known := classes[class]
			if !known && !found {
				return 0, false, true
			}
			found = found || in(c)
			i += size
			continue
		}
		if strings.HasPrefix(p[i:], "[=") && len(p) >= i+5 && p[i+3:i+5] == "=]" { // not folded either
			found = found || p[i+2] == c
			i += 5
			continue
		}
		low, size := element(p[i:])
		if size == 0 {
			return 0, false, false
		}
		i += size
		low = folded(low, fold)
		if i+1 < len(p) && p[i] == '-' && p[i+1] != ']' {
			high, size := element(p[i+1:])
			if size == 0 {
				return 0, false, false
			}
			i += 1 + size
			found = found || low <= folded(c, fold) && folded(c, fold) <= folded(high, fold)
			continue
		}
		found = found || low == folded(c, fold)
	}
}

// element is one byte in brackets: plain, escaped or [.x.].
func element(p string) (c byte, size int) {
	switch {
	case len(p) >= 5 && p[0] == '[' && p[1] == '.' && p[3] == '.' && p[4] == ']':
		return p[2], 5
	case p[0] == '\\':
		if len(p) < 2 {
			return 0, 0
		}
		return p[1], 2
	}
	return p[0], 1
}

func className(p string) (name string, size int, ok bool) {
	if !strings.HasPrefix(p, "[:") {
		return "", 0, false
	}
	end := strings.Index(p[2:], ":]")
	if end < 0 || strings.Trim(p[2:2+end], "abcdefghijklmnopqrstuvwxyz") != "" {
		return "", 0, false
	}
	return p[2 : 2+end], end + 4, true
}

func between(from, to byte) func(byte) bool {
	return func(c byte) bool { return from <= c && c <= to }
}

func anyOf(fs ...func(byte) bool) func(byte) bool {
	return func(c byte) bool {
		for _, f := range fs {
			if f(c) {
				return true
			}
		}
		return false
	}
}

var (
	isDigit = between('0', '9')
	isLower = between('a', 'z')
	isUpper = between('A', 'Z')
	isAlpha = anyOf(isLower, isUpper)
	isAlnum = anyOf(isAlpha, isDigit)
	isGraph = between('!', '~')
)

// Classes look at the text's byte as it is, with FNM_CASEFOLD too.
var classes = map[string]func(byte) bool{
	"alpha":  isAlpha,
	"digit":  isDigit,
	"alnum":  isAlnum,
	"lower":  isLower,
	"upper":  isUpper,
	"graph":  isGraph,
	"print":  between(' ', '~'),
	"space":  anyOf(between('\t', '\r'), between(' ', ' ')),
	"blank":  anyOf(between('\t', '\t'), between(' ', ' ')),
	"cntrl":  anyOf(between(0, 31), between(127, 127)),
	"xdigit": anyOf(isDigit, between('a', 'f'), between('A', 'F')),
	"punct":  func(c byte) bool { return isGraph(c) && !isAlnum(c) },
}
