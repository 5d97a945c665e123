package source

import "testing"

func TestText(t *testing.T) {
	f := NewFile("f", []byte("hello\nworld\n"))
	hello := Text{S: "hello", pieces: []piece{{at: Pos{f, 0}}}}
	world := Text{S: "world", pieces: []piece{{at: Pos{f, 6}}}}
	via := &Via{What: "list", Name: "l", At: Pos{f, 2}}
	var b Builder
	b.Add(hello, 1, 4)
	b.Generate("--", Pos{f, 5}, nil)
	b.AddVia(world, via)
	text := b.Text()
	if text.S != "ell--world" {
		t.Fatal(text.S)
	}
	for _, c := range []struct {
		at   int
		want string
		via  bool
	}{{0, "f:1:2", false}, {2, "f:1:4", false}, {3, "f:1:6", false}, {4, "f:1:6", false}, {5, "f:2:1", true}, {9, "f:2:5", true}, {10, "f:2:6", true}, {99, "f:2:6", true}} {
		at, v := text.At(c.at)
		if at.String() != c.want || (v != nil) != c.via {
			t.Errorf("byte %d is at %v %v, want %s", c.at, at, v, c.want)
		}
	}
	if !text.Via("list", 0, 10) || text.Via("list", 0, 5) || text.Via("exception", 0, 10) {
		t.Error("Via")
	}
	part := Concat(text.Slice(4, 7), Generated("!", Pos{f, 0}))
	if at, _ := part.At(2); part.S != "-wo!" || at.String() != "f:2:2" {
		t.Errorf("%q, byte 2 at %v", part.S, at)
	}
	if s := Plain("  a ").TrimSpace(" "); s.S != "a" {
		t.Errorf("%q", s.S)
	}
	if s := Plain("   ").TrimSpace(" "); s.S != "" {
		t.Errorf("%q", s.S)
	}
	if at, _ := (Text{}).At(0); at.File != nil {
		t.Error("empty text is somewhere")
	}
}

func TestViaChain(t *testing.T) {
	text := Generated("x", Pos{})
	for i := range 100 {
		var b Builder
		b.AddVia(text, &Via{What: "list", Name: string(rune('a' + i%26))})
		text = b.Text()
	}
	_, v := text.At(0)
	n := 0
	for ; v != nil; v = v.Up {
		n++
	}
	if n < 2 || n > maxLinks+1 {
		t.Errorf("chain of %d", n)
	}
}

func TestLineCol(t *testing.T) {
	f := NewFile("f", []byte("a\r\nb\rc\n\nd"))
	for off, want := range map[int][2]int{0: {1, 1}, 1: {1, 2}, 3: {2, 1}, 5: {3, 1}, 7: {4, 1}, 8: {5, 1}, 9: {5, 2}} {
		if line, col := f.LineCol(off); line != want[0] || col != want[1] {
			t.Errorf("offset %d is at %d:%d, want %v", off, line, col, want)
		}
	}
	for n, want := range map[int]string{0: "", 1: "a", 2: "b", 3: "c", 4: "", 5: "d", 6: ""} {
		if got := string(f.Line(n)); got != want {
			t.Errorf("line %d is %q, want %q", n, got, want)
		}
	}
}
