package vm

import "strings"

// globMatch matches the whole text against a shell pattern as fnmatch without
// flags does in the C locale: "*" and "?" match slashes and leading dots too.
func globMatch(pattern, s string, fold bool) bool {
	p, i := 0, 0
	star, mark := -1, 0 // after the last star, and where it started to match
	for i < len(s) || p < len(pattern) {
		if p < len(pattern) {
			if pattern[p] == '*' {
				p++
				star, mark = p, i
				continue
			}
			if i < len(s) {
				if n := globOne(pattern[p:], s[i], fold); n > 0 {
					p += n
					i++
					continue
				}
			}
		}
		if star < 0 || mark >= len(s) {
			return false
		}
		mark++
		p, i = star, mark
	}
	return true
}

// globOne matches one byte against the first element of the pattern, which is
// not a star, and returns the element's length, or 0 when it does not match.
func globOne(pattern string, c byte, fold bool) int {
	switch pattern[0] {
	case '?':
		return 1
	case '[':
		if n, in := globSet(pattern, c, fold); n > 0 {
			if in {
				return n
			}
			return 0
		}
	case '\\':
		if len(pattern) < 2 {
			return 0
		}
		if same(pattern[1], c, fold) {
			return 2
		}
		return 0
	}
	if same(pattern[0], c, fold) {
		return 1
	}
	return 0
}

func same(a, b byte, fold bool) bool { return a == b || fold && lower(a) == lower(b) }

// globSet matches a byte against a bracket expression. n is its length, 0 when
// the bracket is never closed and so stands for itself.
func globSet(pattern string, c byte, fold bool) (n int, in bool) {
	i, not := 1, false
	if i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^') {
		not = true
		i++
	}
	for first := true; ; first = false {
		if i >= len(pattern) {
			return 0, false
		}
		if pattern[i] == ']' && !first {
			return i + 1, in != not
		}
		if name, size := className(pattern[i:]); size > 0 {
			is, known := inClass(name, c) // as it is, whatever fold says
			if !known && !in {
				return len(pattern), false
			}
			in = in || is
			i += size
			continue
		}
		if p := pattern[i:]; len(p) >= 5 && p[0] == '[' && p[1] == '=' && p[3] == '=' && p[4] == ']' {
			in = in || p[2] == c
			i += 5
			continue
		}
		lo, k := globChar(pattern[i:])
		if k == 0 {
			return 0, false
		}
		i += k
		hi := lo
		if i+1 < len(pattern) && pattern[i] == '-' && pattern[i+1] != ']' {
			if hi, k = globChar(pattern[i+1:]); k == 0 {
				return 0, false
			}
			i += 1 + k
		}
		if fold {
			in = in || lower(lo) <= lower(c) && lower(c) <= lower(hi)
		} else {
			in = in || lo <= c && c <= hi
		}
	}
}

// className reads a class such as [:alpha:] of a bracket expression.
func className(p string) (name string, size int) {
	if !strings.HasPrefix(p, "[:") {
		return "", 0
	}
	n := strings.Index(p[2:], ":]")
	for i := 0; i < n; i++ {
		if c := p[2+i]; c < 'a' || c > 'z' {
			return "", 0
		}
	}
	if n < 0 {
		return "", 0
	}
	return p[2 : 2+n], n + 4
}

// globChar reads one character of a bracket expression.
func globChar(p string) (c byte, n int) {
	switch {
	case p == "":
		return 0, 0
	case p[0] == '\\':
		if len(p) < 2 {
			return 0, 0
		}
		return p[1], 2
	case len(p) >= 5 && p[0] == '[' && p[1] == '.' && p[3] == '.' && p[4] == ']':
		return p[2], 5
	}
	return p[0], 1
}

// inClass reports whether the byte is in a named class of the C locale, and
// whether there is such a class.
func inClass(name string, c byte) (in, known bool) {
	alpha := lower(c) >= 'a' && lower(c) <= 'z'
	digit := c >= '0' && c <= '9'
	switch name {
	case "alpha":
		in = alpha
	case "digit":
		in = digit
	case "alnum":
		in = alpha || digit
	case "upper":
		in = c >= 'A' && c <= 'Z'
	case "lower":
		in = c >= 'a' && c <= 'z'
	case "space":
		in = c == ' ' || c >= '\t' && c <= '\r'
	case "blank":
		in = c == ' ' || c == '\t'
	case "cntrl":
		in = c < ' ' || c == 0x7F
	case "print":
		in = c >= ' ' && c < 0x7F
	case "graph":
		in = c > ' ' && c < 0x7F
	case "punct":
		in = c > ' ' && c < 0x7F && !alpha && !digit
	case "xdigit":
		in = digit || lower(c) >= 'a' && lower(c) <= 'f'
	default:
		return false, false
	}
	return in, true
}

// component cuts the first non-empty piece between slashes off the path; ok is
// false at its end.
func component(path string) (name, rest string, ok bool) {
	path = strings.TrimLeft(path, "/")
	if path == "" {
		return "", "", false
	}
	if i := strings.IndexByte(path, '/'); i >= 0 {
		return path[:i], path[i:], true
	}
	return path, "", true
}

// pathMatch reports whether the pattern's components match the first components
// of the path.
func pathMatch(pattern, path string) bool {
	for {
		want, p, ok := component(pattern)
		if !ok {
			return true
		}
		have, rest, ok := component(path)
		if !ok {
			return false
		}
		if IsGlobComponent(want) {
			ok = globMatch(want, have, false)
		} else {
			ok = want == have
		}
		if !ok {
			return false
		}
		pattern, path = p, rest
	}
}

// IsGlobComponent reports whether pmatch takes a component of its pattern for a
// shell pattern.
func IsGlobComponent(s string) bool { return strings.ContainsAny(s, "?*[") }

// PathKey is the key of a path in a TablePath: its components, a slash behind
// each, appended to buf.
func PathKey(buf []byte, path string) []byte {
	if !strings.Contains(path, "//") {
		if path != "" && path[0] == '/' {
			path = path[1:]
		}
		buf = append(buf, path...)
		if path != "" && path[len(path)-1] != '/' {
			buf = append(buf, '/')
		}
		return buf
	}
	for {
		name, rest, ok := component(path)
		if !ok {
			return buf
		}
		buf = append(append(buf, name...), '/')
		path = rest
	}
}
