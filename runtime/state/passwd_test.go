package state_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/runtime/state"
)

// TestLiveAccounts reads accounts from files as a live state does: of the host, and
// of a container through one of its processes.
func TestLiveAccounts(t *testing.T) {
	const id = "0a1d4bfe689b08fab1a2695d0d45a42095b4249d88eded87e402a9cf1adf95a8"
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("etc/passwd", "# accounts\nroot:x:0:0:root:/root:/bin/bash\n+nis\n\nbroken:x\nbad:x:y:0::/:/\nann:x:1000:1001:A:/home/ann:/bin/zsh\n")
	write("etc/group", "root:x:0:\nstaff:x:1001:ann\n")
	write("proc/20/root/etc/passwd", "web:x:1000:1000::/www:/bin/false\n")
	write("proc/30/root/x", "")
	if err := os.Symlink("/etc/passwd", filepath.Join(root, "proc/30/root/etc")); err != nil {
		t.Fatal(err)
	}
	snap := &driver.Snapshot{Live: true, Threads: []driver.Thread{
		{TID: 10, PID: 10, UID: 1000, GID: 1001, LoginUID: 4294967295},
		{TID: 20, PID: 20, UID: 1000, GID: 1000, Cgroups: []string{"cpu=/docker/" + id}},
		{TID: 30, PID: 30, UID: 1000, Cgroups: []string{"cpu=/docker/f" + id[1:]}},
	}}
	s := state.New(snap, state.Options{HostRoot: root})
	name := func(tid int64) string {
		if u := s.User(s.Find(tid)); u != nil {
			return u.Name + " " + u.Shell
		}
		return ""
	}
	for tid, want := range map[int64]string{10: "ann /bin/zsh", 20: "web /bin/false", 30: ""} {
		if got := name(tid); got != want {
			t.Errorf("thread %d: %q, want %q", tid, got, want)
		}
	}
	if g := s.Group(s.Find(10)); g == nil || g.Name != "staff" {
		t.Errorf("group %v", g)
	}
	if u := s.LoginUser(s.Find(10)); u != nil {
		t.Errorf("login %v", u)
	}
}
