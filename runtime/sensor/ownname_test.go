package sensor_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"golang.org/x/sys/unix"
)

const ownNameRules = `
- rule: read secret
  desc: d
  condition: evt.type in (open, openat, openat2) and evt.is_open_read = true and fd.num >= 0 and fd.name = DIR/secret
  output: read %fd.name %evt.arg.name %fd.ino
  priority: INFO
- rule: write secret
  desc: d
  condition: evt.type in (open, openat, openat2) and evt.is_open_write = true and fd.num >= 0 and fd.name = DIR/secret
  output: write %fd.name %fd.ino
  priority: INFO
- rule: changed
  desc: d
  condition: evt.type = fchmod and fd.name = DIR/secret
  output: changed %fd.name
  priority: INFO
`

// A program whose other thread rewrites the path, and openat2's flags, while the kernel
// reads them opens what it likes, but not unseen. With guards and without.
func TestRacingArguments(t *testing.T) {
	for _, guards := range []bool{false, true} {
		t.Run(map[bool]string{false: "all", true: "guarded"}[guards], func(t *testing.T) { racing(t, guards) })
	}
}

func racing(t *testing.T, guards bool) {
	dir := t.TempDir()
	secret, benign := filepath.Join(dir, "secret"), filepath.Join(dir, "benign")
	for _, name := range []string{secret, benign} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var st unix.Stat_t
	if err := unix.Stat(secret, &st); err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(ownNameRules, "DIR", dir)
	b, err := compiler.Compile([]*source.File{source.NewFile("live.yaml", []byte(text))}, compiler.Options{}).Bundle(codegen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stop, _ := watch(t, b, guards)

	// The two names differ in one word of eight bytes, so that no torn name is read.
	buf := make([]uint64, 1+len(secret)/8+1)
	raw := unsafe.Slice((*byte)(unsafe.Pointer(&buf[0])), 8*len(buf))
	at := 8 - len(dir)%8 // the file's name begins a word
	start := at - 1
	copy(raw[start:], dir+"/")
	word := (start + len(dir) + 1) / 8
	names := [2]uint64{le("secret"), le("benign")}
	buf[word] = names[1]
	how := [3]uint64{unix.O_RDONLY}

	var done atomic.Bool
	flipped := make(chan struct{})
	go func() {
		defer close(flipped)
		for i := 0; !done.Load(); i++ {
			atomic.StoreUint64(&buf[word], names[i&1])
			atomic.StoreUint64(&how[0], uint64(i>>1&1)) // O_RDONLY, O_WRONLY
		}
	}()
	opened, written := 0, 0
	for i := 0; i < 3000 || i < 100_000 && (opened == 0 || written == 0); i++ {
		fd, _, errno := unix.RawSyscall6(unix.SYS_OPENAT2, ^uintptr(99), uintptr(unsafe.Pointer(&raw[start])), uintptr(unsafe.Pointer(&how[0])), 24, 0, 0)
		if errno != 0 {
			continue
		}
		var got unix.Stat_t
		_ = unix.Fstat(int(fd), &got)
		if mode, _ := unix.FcntlInt(fd, unix.F_GETFL, 0); got.Ino == st.Ino && mode&unix.O_ACCMODE == unix.O_WRONLY {
			written++
		} else if got.Ino == st.Ino {
			opened++
		}
		_ = unix.Close(int(fd))
	}
	done.Store(true)
	<-flipped
	time.Sleep(100 * time.Millisecond)
	seen, seenWritten := 0, 0
	for _, line := range stop() {
		if strings.HasSuffix(line, fmt.Sprint(" ", st.Ino)) {
			if strings.Contains(line, "write") {
				seenWritten++
			} else {
				seen++
			}
		}
	}
	t.Logf("secret was opened to read %d times and to write %d times, seen %d and %d", opened, written, seen, seenWritten)
	if opened == 0 || written == 0 || seen != opened || seenWritten != written {
		t.Errorf("opened %d and %d, seen %d and %d", opened, written, seen, seenWritten)
	}
}

// le is a text of up to seven bytes as a little-endian word.
func le(s string) (w uint64) {
	for i := range len(s) {
		w |= uint64(s[i]) << (8 * i)
	}
	return w
}

// Whatever way a file is opened by, a rule about its own path sees it. Where the name
// that was given matches as well, there is one alert.
func TestOwnNames(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	link, folder := filepath.Join(dir, "link"), filepath.Join(dir, "folder")
	if err := os.Symlink(secret, link); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir, folder); err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(ownNameRules, "DIR", dir)
	b, err := compiler.Compile([]*source.File{source.NewFile("live.yaml", []byte(text))}, compiler.Options{}).Bundle(codegen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, guards := range []bool{false, true} {
		stop, _ := watch(t, b, guards)
		dirfd, err := unix.Open(dir, unix.O_PATH|unix.O_DIRECTORY, 0)
		if err != nil {
			t.Fatal(err)
		}
		ways := []string{secret, link, folder + "/secret", "/proc/self/root" + secret, dir + "/../" + filepath.Base(dir) + "/secret", "/proc/self/cwd/" + strings.Repeat("../", 20) + secret}
		for _, name := range ways {
			fd, err := unix.Open(name, unix.O_RDONLY, 0)
			if err != nil {
				t.Fatal(name, err)
			}
			_ = unix.Fchmod(fd, 0o600)
			unix.Close(fd)
		}
		for _, name := range []string{"secret", "folder/link"} {
			if fd, err := unix.Openat(dirfd, name, unix.O_RDONLY, 0); err == nil {
				unix.Close(fd)
			}
		}
		unix.Close(dirfd)
		time.Sleep(100 * time.Millisecond)
		alerts := stop()
		n, changed := 0, 0
		for _, line := range alerts {
			switch {
			case strings.Contains(line, "read "+secret+" "):
				n++
			case strings.Contains(line, "changed "+secret):
				changed++
			}
		}
		if n != len(ways)+2 || changed != len(ways) {
			t.Errorf("guards %v: %d openings and %d changes of %d and %d seen:\n%s", guards, n, changed, len(ways)+2, len(ways), strings.Join(alerts, "\n"))
		}
	}
}
