package state

// maxPath bounds a joined path, its NUL included.
const maxPath = 1024

const tooLong = "/DIR_TOO_LONG/FILENAME_TOO_LONG"

// JoinPath appends path as fd.name shows it: relative ones behind base, which is
// taken as it is, with doubled slashes, "." and ".." resolved and no slash at the
// end. No ".." leads above the root. An empty path gives nothing, whatever the base.
func JoinPath(dst []byte, base, path string) []byte {
	if path == "" {
		return dst
	}
	if path[0] == '/' {
		base = ""
	}
	if len(base)+len(path)+1 > maxPath {
		return append(dst, tooLong...)
	}
	start := len(dst)
	dst = append(dst, base...)
	for i := 0; i < len(path); {
		if path[i] == '/' {
			if n := len(dst); n == start || dst[n-1] != '/' {
				dst = append(dst, '/')
			}
			i++
			continue
		}
		end := i
		for end < len(path) && path[end] != '/' {
			end++
		}
		switch part := path[i:end]; part {
		case ".":
			end = skipSlash(path, end)
		case "..":
			dst = parentDir(dst, start)
			end = skipSlash(path, end)
		default:
			dst = append(dst, part...)
		}
		i = end
	}
	if n := len(dst); n > start+1 && dst[n-1] == '/' {
		dst = dst[:n-1]
	}
	return dst
}

func skipSlash(path string, i int) int {
	if i < len(path) {
		i++
	}
	return i
}

// parentDir cuts the last component of the path that begins at start and, unless it
// is the root, ends in a slash.
func parentDir(dst []byte, start int) []byte {
	n := len(dst)
	if n > start {
		n--
	}
	for n > start && dst[n-1] != '/' {
		n--
	}
	if n == start && len(dst) > start && dst[start] == '/' {
		n++
	}
	return dst[:n]
}

// join is the path behind base as a string of the state's own.
func (s *State) join(base, path string) string {
	s.buf = JoinPath(s.buf[:0], base, path)
	return s.keep(s.buf)
}

// rawPath is the path with runs of slashes as one, as a string of the state's own;
// joined is what it became.
func (s *State) rawPath(path, joined string) string {
	if path == joined {
		return joined
	}
	s.buf = s.buf[:0]
	for i := 0; i < len(path); i++ {
		if path[i] != '/' || i == 0 || path[i-1] != '/' {
			s.buf = append(s.buf, path[i])
		}
	}
	return s.keep(s.buf)
}
