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
		if strings.HasPrefix(pattern[i:], "[:") {
			if end := strings.Index(pattern[i+2:], ":]"); end >= 0 {
				name := pattern[i+2 : i+2+end]
				if inClass(name, c) || fold && (inClass(name, lower(c)) || inClass(name, upper(c))) {
					in = true
				}
				i += end + 4
				continue
			}
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
		if lo <= c && c <= hi || fold && (lo <= lower(c) && lower(c) <= hi || lo <= upper(c) && upper(c) <= hi) {
			in = true
		}
	}
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
	case len(p) >= 5 && (strings.HasPrefix(p, "[.") && p[3:5] == ".]" || strings.HasPrefix(p, "[=") && p[3:5] == "=]"):
		return p[2], 5
	}
	return p[0], 1
}

// inClass reports whether the byte is in a named class of the C locale.
func inClass(name string, c byte) bool {
	alpha := lower(c) >= 'a' && lower(c) <= 'z'
	digit := c >= '0' && c <= '9'
	switch name {
	case "alpha":
		return alpha
	case "digit":
		return digit
	case "alnum":
		return alpha || digit
	case "upper":
		return c >= 'A' && c <= 'Z'
	case "lower":
		return c >= 'a' && c <= 'z'
	case "space":
		return c == ' ' || c >= '\t' && c <= '\r'
	case "blank":
		return c == ' ' || c == '\t'
	case "cntrl":
		return c < ' ' || c == 0x7F
	case "print":
		return c >= ' ' && c < 0x7F
	case "graph":
		return c > ' ' && c < 0x7F
	case "punct":
		return c > ' ' && c < 0x7F && !alpha && !digit
	case "xdigit":
		return digit || lower(c) >= 'a' && lower(c) <= 'f'
	}
	return false
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
