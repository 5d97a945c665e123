package source

// value collects a scalar's value together with where its bytes come from. As long as these stand in the
// file one after another, nothing is copied.
type value struct {
	src  []byte // the file
	from int    // where the value begins, while it is src[from:from+n]
	n    int    // bytes
	b    []byte // the value, once copied
	runs []run
}

func (s *scanner) newValue() value { return value{src: s.src} }

func (v *value) add(off int, c byte) {
	if last := len(v.runs) - 1; last < 0 || int(v.runs[last].off)-int(v.runs[last].val) != off-v.n {
		if last < 0 {
			v.from = off
		} else {
			v.copy()
		}
		v.runs = append(v.runs, run{int32(v.n), int32(off)})
	}
	if v.b == nil && v.src[off] != c { // a folded line's end
		v.copy()
	}
	if v.b != nil {
		v.b = append(v.b, c)
	}
	v.n++
}

// copy makes room for bytes that do not follow in the file.
func (v *value) copy() {
	if v.b == nil {
		v.b = append(make([]byte, 0, 2*v.n+64), v.src[v.from:v.from+v.n]...)
	}
}

// escape adds what an escape sequence at off stands for; all of it comes from there.
func (v *value) escape(off int, text string) {
	v.copy()
	for range len(text) {
		v.runs = append(v.runs, run{int32(v.n), int32(off)})
		v.n++
	}
	v.b = append(v.b, text...)
}

func (v *value) cut(n int) {
	if n >= v.n {
		return
	}
	if v.n = n; v.b != nil {
		v.b = v.b[:n]
	}
	for len(v.runs) > 0 && int(v.runs[len(v.runs)-1].val) >= n {
		v.runs = v.runs[:len(v.runs)-1]
	}
}

// bytes are the value so far. They may be the file's.
func (v *value) bytes() []byte {
	if v.b != nil {
		return v.b
	}
	return v.src[v.from : v.from+v.n]
}

func (s *scanner) emitScalar(kind tokenKind, at mark, v *value) {
	t := s.emit(kind, at)
	t.value, t.runs = string(v.bytes()), v.runs
}
