package sensor_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
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

// The rules name what an author would: the call, the file, the program.
const bypassRules = `
- macro: opened
  condition: (evt.type in (open, openat, openat2, open_by_handle_at) and evt.is_open_read = true and fd.num >= 0)
- rule: secret opened
  desc: d
  condition: opened and fd.name = DIR/secret
  output: opened %evt.type %fd.name
  priority: INFO
- rule: secret put into place
  desc: d
  condition: evt.type in (rename, renameat, renameat2, link, linkat) and evt.res = SUCCESS and fs.path.target = DIR/secret
  output: moved %evt.type %fs.path.target
  priority: INFO
- rule: secret removed
  desc: d
  condition: evt.type in (unlink, unlinkat) and evt.res = SUCCESS and fs.path.name = DIR/gone
  output: removed %evt.type %fs.path.name
  priority: INFO
- rule: program started
  desc: d
  condition: evt.type in (execve, execveat) and evt.arg.res = 0 and proc.exepath = TRUE
  output: started %proc.exepath
  priority: INFO
- rule: program from memory
  desc: d
  condition: evt.type in (execve, execveat) and evt.arg.res = 0 and proc.is_exe_from_memfd = true
  output: from memory %proc.exepath
  priority: INFO
- rule: padded
  desc: d
  condition: evt.type in (execve, execveat) and evt.arg.res = 0 and proc.exepath = TRUE and proc.args contains xxxxxxxx
  output: padded %proc.exepath
  priority: INFO
- rule: socket becomes standard input
  desc: d
  condition: evt.type in (dup, dup2, dup3) and evt.rawres in (0, 1, 2, 90, 91) and fd.type in (ipv4, ipv6)
  output: tied %evt.type %fd.type
  priority: INFO
- rule: connected
  desc: d
  condition: evt.type = connect and evt.res in (SUCCESS, EINPROGRESS) and fd.sport = PORT
  output: connected %fd.name
  priority: INFO
`

// ways are what gets by rules elsewhere; each must make the alert that begins so.
var ways = []struct {
	name string
	do   func(*scene) error
	want string
}{
	{"relative path with a folder's descriptor", func(s *scene) error { return s.open(unix.Openat(s.folder, "secret", unix.O_RDONLY, 0)) }, "opened openat "},
	{"openat2", func(s *scene) error {
		return s.open(unix.Openat2(s.folder, "secret", &unix.OpenHow{Flags: unix.O_RDONLY, Resolve: unix.RESOLVE_BENEATH}))
	}, "opened openat2 "},
	{"open_by_handle_at", func(s *scene) error {
		h, _, err := unix.NameToHandleAt(s.folder, "secret", 0)
		if err != nil {
			return err
		}
		return s.open(unix.OpenByHandleAt(s.folder, h, unix.O_RDONLY))
	}, "opened open_by_handle_at "},
	{"symbolic link", func(s *scene) error { return s.open(unix.Open(s.dir+"/link", unix.O_RDONLY, 0)) }, "opened open"},
	{"link in the middle", func(s *scene) error { return s.open(unix.Open(s.dir+"/way/secret", unix.O_RDONLY, 0)) }, "opened open"},
	{"another view of the root", func(s *scene) error { return s.open(unix.Open("/proc/self/root"+s.dir+"/secret", unix.O_RDONLY, 0)) }, "opened open"},
	{"rename into place", func(s *scene) error {
		if err := os.WriteFile(s.dir+"/new", nil, 0o600); err != nil {
			return err
		}
		return os.Rename(s.dir+"/new", s.dir+"/secret")
	}, "moved rename"},
	{"renamed program", func(s *scene) error { return s.run(s.dir+"/innocent", "innocent") }, "started "},
	{"linked program", func(s *scene) error { return s.run(s.dir+"/alias", "alias") }, "started "},
	{"faked first argument", func(s *scene) error { return s.run(s.truth, "sshd: alice [priv]") }, "started "},
	{"program by descriptor", func(s *scene) error {
		f, err := os.Open(s.truth)
		if err != nil {
			return err
		}
		defer f.Close()
		return s.execveat(f, "x")
	}, "started "},
	{"program from memory", func(s *scene) error {
		fd, err := unix.MemfdCreate("ghost", 0)
		if err != nil {
			return err
		}
		mem := os.NewFile(uintptr(fd), "ghost")
		defer mem.Close()
		text, err := os.ReadFile(s.truth)
		if err == nil {
			_, err = mem.Write(text)
		}
		if err != nil {
			return err
		}
		return s.execveat(mem, "x")
	}, "from memory memfd:ghost"},
	{"padded arguments", func(s *scene) error { return s.run(s.truth, "true", strings.Repeat("x", 8192), "--evil") }, "padded "},
	{"dup2", func(s *scene) error { return unix.Dup2(s.client, 90) }, "tied dup"}, // which the library makes of dup3
	{"dup3", func(s *scene) error { return unix.Dup3(s.client, 91, unix.O_CLOEXEC) }, "tied dup"},
	{"io_uring opens", func(s *scene) error { return s.ring(18, unix.AT_FDCWD, s.dir+"/secret", 0, nil, 0) }, "opened openat "},
	{"io_uring renames", func(s *scene) error {
		if err := os.WriteFile(s.dir+"/new", nil, 0o600); err != nil {
			return err
		}
		return s.ring(35, unix.AT_FDCWD, s.dir+"/new", uint32(0xffffff9c), []byte(s.dir+"/secret\x00"), 0)
	}, "moved renameat2 "},
	{"io_uring removes", func(s *scene) error { return s.ring(36, unix.AT_FDCWD, s.dir+"/gone", 0, nil, 0) }, "removed unlinkat "},
	{"io_uring connects", func(s *scene) error {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		if err != nil {
			return err
		}
		s.fds = append(s.fds, fd)
		addr := string([]byte{unix.AF_INET, 0, byte(s.port >> 8), byte(s.port), 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0})
		return s.ring(16, fd, addr, 0, nil, 16)
	}, "connected 127.0.0.1:"},
}

// scene is where the bypasses are tried.
type scene struct {
	t           *testing.T
	dir, truth  string
	folder      int
	client      int
	port        int
	fds         []int
	ringFD      int
	sq, cq, sqe []byte
	p           [30]uint32
}

func (s *scene) open(fd int, err error) error {
	if err == nil {
		_ = unix.Close(fd)
	}
	return err
}

func (s *scene) run(path string, args ...string) error {
	cmd := &exec.Cmd{Path: path, Args: args, Env: []string{}}
	return cmd.Run()
}

// execveat runs an open file without a name: a shell cannot, so this program's
// child does it by /proc.
func (s *scene) execveat(f *os.File, args ...string) error {
	cmd := &exec.Cmd{Path: "/proc/self/fd/3", Args: args, Env: []string{}, ExtraFiles: []*os.File{f}}
	return cmd.Run()
}

// ring has an io_uring do one thing.
func (s *scene) ring(op uint8, fd int, addr string, length uint32, off []byte, offset uint64) error {
	a := append([]byte(addr), 0)
	if off != nil {
		offset = uint64(uintptr(unsafe.Pointer(&off[0])))
	}
	e := (*[8]uint64)(unsafe.Pointer(&s.sqe[0]))
	*e = [8]uint64{uint64(op) | uint64(uint32(fd))<<32, offset, uint64(uintptr(unsafe.Pointer(&a[0]))), uint64(length)}
	word := func(b []byte, at uint32) *uint32 { return (*uint32)(unsafe.Pointer(&b[at])) }
	tail := word(s.sq, s.p[11])
	*word(s.sq, s.p[16]+4*(*tail&*word(s.sq, s.p[12]))) = 0
	*tail++
	if _, _, errno := unix.Syscall6(unix.SYS_IO_URING_ENTER, uintptr(s.ringFD), 1, 1, 1, 0, 0); errno != 0 {
		return errno
	}
	head := word(s.cq, s.p[20])
	for *head == atomic.LoadUint32(word(s.cq, s.p[21])) { // a signal may have ended the waiting
		if _, _, errno := unix.Syscall6(unix.SYS_IO_URING_ENTER, uintptr(s.ringFD), 0, 1, 1, 0, 0); errno != 0 && errno != unix.EINTR {
			return errno
		}
	}
	res := *(*int32)(unsafe.Pointer(&s.cq[s.p[25]+16*(*head&*word(s.cq, s.p[22]))+8]))
	*head++
	if res < 0 {
		return unix.Errno(-res)
	}
	if op == 18 {
		_ = unix.Close(int(res))
	}
	return nil
}

func newScene(t *testing.T) *scene {
	s := &scene{t: t, dir: t.TempDir()}
	s.dir, _ = filepath.EvalSymlinks(s.dir)
	truth, err := exec.LookPath("true")
	if err != nil {
		t.Skip(err)
	}
	text, err := os.ReadFile(truth)
	if err != nil {
		t.Fatal(err)
	}
	s.truth = s.dir + "/evil"
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	must(os.WriteFile(s.truth, text, 0o755))
	must(os.WriteFile(s.dir+"/secret", nil, 0o600))
	must(os.WriteFile(s.dir+"/gone", nil, 0o600))
	must(os.Symlink(s.dir+"/secret", s.dir+"/link"))
	must(os.Symlink(s.dir, s.dir+"/way"))
	must(os.Symlink(s.truth, s.dir+"/alias"))
	must(os.Symlink(s.truth, s.dir+"/innocent"))
	s.folder, err = unix.Open(s.dir, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	must(err)
	server, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	must(err)
	must(unix.Listen(server, 5))
	sa, err := unix.Getsockname(server)
	must(err)
	s.port = sa.(*unix.SockaddrInet4).Port
	s.fds = append(s.fds, s.folder, server, 90, 91)
	t.Cleanup(func() {
		for _, fd := range s.fds {
			_ = unix.Close(fd)
		}
	})
	fd, _, errno := unix.Syscall(unix.SYS_IO_URING_SETUP, 1, uintptr(unsafe.Pointer(&s.p)), 0)
	if errno != 0 {
		t.Skipf("no io_uring here: %v", errno)
	}
	s.ringFD = int(fd)
	s.fds = append(s.fds, s.ringFD)
	s.sq, err = unix.Mmap(s.ringFD, 0, int(s.p[16]+4*s.p[0]), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	must(err)
	s.cq, err = unix.Mmap(s.ringFD, 0x8000000, int(s.p[25]+16*s.p[1]), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	must(err)
	s.sqe, err = unix.Mmap(s.ringFD, 0x10000000, 64*int(s.p[0]), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	must(err)
	return s
}

// TestBypasses tries the known ways around rules, each for itself, with guards and
// without: the rule about the call, the file or the program fires.
func TestBypasses(t *testing.T) {
	for _, guards := range []bool{false, true} {
		s := newScene(t)
		text := strings.NewReplacer("DIR", s.dir, "TRUE", s.truth, "PORT", strconv.Itoa(s.port)).Replace(bypassRules)
		b, err := compiler.Compile([]*source.File{source.NewFile("bypass.yaml", []byte(text))}, compiler.Options{}).Bundle(codegen.Options{})
		if err != nil {
			t.Fatal(err)
		}
		stop, _ := watch(t, b, guards)
		if s.client, err = unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0); err != nil {
			t.Fatal(err)
		}
		s.fds = append(s.fds, s.client)
		if err := unix.Connect(s.client, &unix.SockaddrInet4{Port: s.port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
			t.Fatal(err)
		}
		want := map[string]int{"connected 127.0.0.1:": 1}
		for _, w := range ways {
			if err := w.do(s); err != nil {
				t.Errorf("%s: %v", w.name, err)
				continue
			}
			want[w.want]++
		}
		time.Sleep(100 * time.Millisecond)
		alerts := stop()
		for prefix, n := range want {
			got := 0
			for _, a := range alerts {
				if strings.HasPrefix(strings.TrimPrefix(a, "Informational "), prefix) {
					got++
				}
			}
			if got < n {
				t.Errorf("guards %v: %d alerts %q, want %d:\n%s", guards, got, prefix, n, strings.Join(alerts, "\n"))
			}
		}
	}
}
