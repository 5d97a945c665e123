package state_test

import (
	"strings"
	"testing"

	"github.com/falcoc/falcoc/runtime/state"
)

func TestJoinPath(t *testing.T) {
	long := strings.Repeat("d/", 600)
	for _, c := range []struct{ base, path, want string }{
		{"/srv/wl/", "f1", "/srv/wl/f1"},
		{"/srv/wl/", "/etc/passwd", "/etc/passwd"},
		{"/srv/wl/", "", ""},
		{"/srv/wl/", ".", "/srv/wl"},
		{"/srv/wl/", "./f", "/srv/wl/f"},
		{"/srv/wl/", "..", "/srv"},
		{"/srv/wl/", "../../../../etc", "/etc"},
		{"/srv/wl/", "a//b/./c/../d/", "/srv/wl/a/b/d"},
		{"/", "..", "/"},
		{"/", "x", "/x"},
		{"", "/..", "/"},
		{"", "/../x", "/x"},
		{"", "//a///b", "/a/b"},
		{"", "/a/...", "/a/..."},
		{"", "/a/..b/.c", "/a/..b/.c"},
		{"<UNKNOWN>", "f", "<UNKNOWN>f"},
		{"<UNKNOWN>", "../f", "f"},
		{"/", long, "/DIR_TOO_LONG/FILENAME_TOO_LONG"},
	} {
		if got := string(state.JoinPath(nil, c.base, c.path)); got != c.want {
			t.Errorf("JoinPath(%q, %q) = %q, want %q", c.base, c.path, got, c.want)
		}
	}
}

func FuzzJoinPath(f *testing.F) {
	f.Add("/srv/wl/", "../a//b/./c")
	f.Add("<UNKNOWN>", "../..")
	f.Add("", "/")
	f.Fuzz(func(t *testing.T, base, path string) {
		got := string(state.JoinPath([]byte("x"), base, path))
		if got == "" || got[0] != 'x' {
			t.Fatalf("what stood before is gone: %q", got)
		}
		if len(got) > 1024+1 {
			t.Fatalf("%d bytes", len(got))
		}
		if got = got[1:]; path != "" && path[0] == '/' {
			if got == "" || got[0] != '/' {
				t.Fatalf("JoinPath(%q, %q) = %q is not absolute", base, path, got)
			}
			if again := string(state.JoinPath(nil, "", got)); again != got {
				t.Fatalf("%q is not normal: %q", got, again)
			}
		}
	})
}
