package reload

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	sub := filepath.Join(dir, "config.d")
	file := filepath.Join(dir, "falcod.yaml")
	link := filepath.Join(dir, "rules.fbc")
	put := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(sub, 0o700); err != nil {
		t.Fatal(err)
	}
	put(file, "a")
	put(filepath.Join(dir, "1"), "x")
	put(filepath.Join(dir, "2"), "y")
	if err := os.Symlink("1", link); err != nil {
		t.Fatal(err)
	}
	changes := make(chan struct{}, 10)
	w, err := Watch([]string{file, sub, link}, func() { changes <- struct{}{} })
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		act  func()
		seen bool
	}{
		"written":    {func() { put(file, "ab"); put(file, "abc") }, true},
		"replaced":   {func() { put(file+".new", "longer"); os.Rename(file+".new", file) }, true},
		"dropped in": {func() { put(filepath.Join(sub, "1.yaml"), "x") }, true},
		"other file": {func() { put(filepath.Join(dir, "notes"), "x"); put(filepath.Join(sub, "README"), "x") }, false},
		"link": {func() {
			os.Symlink("2", link+".new")
			os.Rename(link+".new", link)
		}, true},
	} {
		c.act()
		select {
		case <-changes:
			if !c.seen {
				t.Errorf("%s: told", name)
			}
		case <-time.After(map[bool]time.Duration{true: 10 * time.Second, false: 2 * settle}[c.seen]):
			if c.seen {
				t.Errorf("%s: not told", name)
			}
		}
		select {
		case <-changes:
			t.Errorf("%s: told twice", name)
		case <-time.After(settle + 100*time.Millisecond):
		}
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if _, err := Watch([]string{"/no/such/dir/file"}, nil); err == nil {
		t.Error("a folder that is not there can be watched")
	}
}

// Other files of the directory that never rest do not put a change off.
func TestWatchBusy(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "rules.fbc")
	put := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Error(err)
		}
	}
	put(file, "a")
	changes := make(chan struct{}, 10)
	w, err := Watch([]string{file}, func() { changes <- struct{}{} })
	if err != nil {
		t.Fatal(err)
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			case <-time.After(settle / 20):
				put(filepath.Join(dir, "other"), "x")
			}
		}
	}()
	put(file+".new", "longer")
	if err := os.Rename(file+".new", file); err != nil {
		t.Fatal(err)
	}
	select {
	case <-changes:
	case <-time.After(20 * settle):
		t.Error("the change is not told")
	}
	close(stop)
	<-stopped
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}
