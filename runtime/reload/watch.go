// Package reload tells when files have changed. A file counts by its name: it may be
// replaced, as editors do and as Kubernetes does with the links of a ConfigMap.
package reload

import (
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long after a notice files are looked at, and how long they must then be
// at rest before their change is told.
const settle = 250 * time.Millisecond

// Watcher watches until it is closed.
type Watcher struct {
	fs    *fsnotify.Watcher
	ended sync.WaitGroup
}

// stamp tells one state of a file from another.
type stamp struct {
	size  int64
	mtime time.Time
	ino   any
	found bool
}

// Watch calls changed, in a goroutine of its own and never twice at once, after files
// or the YAML files of directories have changed.
func Watch(paths []string, changed func()) (*Watcher, error) {
	fs, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	for _, p := range paths {
		dir := filepath.Dir(p)
		if info, err := os.Stat(p); err == nil && info.IsDir() {
			dir = p
		}
		if err := fs.Add(dir); err != nil {
			_ = fs.Close()
			return nil, err
		}
	}
	w := &Watcher{fs: fs}
	before := look(paths) // now, so that no change after the return is missed
	w.ended.Add(1)
	go func() {
		defer w.ended.Done()
		w.run(paths, before, changed)
	}()
	return w, nil
}

// run looks at the files a while after a notice, and tells of a change when a second
// look finds the same. Notices about other files of the directories do not put that off.
func (w *Watcher) run(paths []string, before map[string]stamp, changed func()) {
	rest := time.NewTimer(settle)
	rest.Stop()
	defer rest.Stop()
	waits := false
	seen := before
	for {
		notice, ok := false, true
		select {
		case _, ok = <-w.fs.Events:
			notice = true
		case _, ok = <-w.fs.Errors: // lost notices: look as well
			notice = true
		case <-rest.C:
			waits = false
			now := look(paths)
			switch {
			case same(before, now):
				seen = before
			case same(seen, now):
				before = now
				changed()
			default:
				seen, notice = now, true
			}
		}
		if !ok {
			return
		}
		if notice && !waits {
			waits = true
			rest.Reset(settle)
		}
	}
}

// look takes the stamps of all files.
func look(paths []string) map[string]stamp {
	m := map[string]stamp{}
	see := func(name string) {
		info, err := os.Stat(name) // of what a link leads to
		if err != nil {
			m[name] = stamp{}
			return
		}
		real, _ := filepath.EvalSymlinks(name)
		m[name] = stamp{info.Size(), info.ModTime(), real, true}
	}
	for _, p := range paths {
		entries, err := os.ReadDir(p)
		if err != nil {
			see(p)
			continue
		}
		for _, e := range entries {
			if ext := filepath.Ext(e.Name()); ext == ".yaml" || ext == ".yml" {
				see(filepath.Join(p, e.Name()))
			}
		}
	}
	return m
}

func same(a, b map[string]stamp) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if w, ok := b[k]; !ok || w != v {
			return false
		}
	}
	return true
}

// Close ends the watch and waits for a call of changed.
func (w *Watcher) Close() error {
	err := w.fs.Close()
	w.ended.Wait()
	return err
}
