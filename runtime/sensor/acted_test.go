package sensor_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver/bpf"
	"golang.org/x/sys/unix"
)

// The names that begin with s are secret.
const actedRules = `
- rule: path
  desc: d
  condition: evt.type in (mkdirat, mknodat) and evt.res = SUCCESS and evt.arg.path startswith DIR/s
  output: secret %evt.type %evt.arg.path
  priority: INFO
- rule: name
  desc: d
  condition: evt.type = unlinkat and evt.res = SUCCESS and evt.arg.name startswith DIR/s
  output: secret %evt.type %evt.arg.name
  priority: INFO
- rule: mode
  desc: d
  condition: evt.type = fchmodat and evt.res = SUCCESS and evt.arg.filename startswith DIR/s
  output: secret %evt.type %evt.arg.filename
  priority: INFO
- rule: owner
  desc: d
  condition: evt.type = fchownat and evt.res = SUCCESS and evt.arg.pathname startswith DIR/s
  output: secret %evt.type %evt.arg.pathname
  priority: INFO
- rule: from
  desc: d
  condition: evt.type in (renameat2, linkat) and evt.res = SUCCESS and fs.path.source startswith DIR/s
  output: secret %evt.type %fs.path.source
  priority: INFO
- rule: to
  desc: d
  condition: evt.type in (renameat2, linkat) and evt.res = SUCCESS and fs.path.target startswith DIR/s
  output: secret %evt.type %fs.path.target
  priority: INFO
- rule: link
  desc: d
  condition: evt.type = symlinkat and evt.res = SUCCESS and evt.arg.linkpath startswith DIR/s
  output: secret %evt.type %evt.arg.linkpath
  priority: INFO
- rule: sent
  desc: d
  condition: evt.type in (sendto, sendmsg, sendmmsg) and evt.rawres > 0 and evt.arg.tuple endswith ":PORT"
  output: secret %evt.type :PORT
  priority: INFO
- rule: addressed
  desc: d
  condition: evt.type in (bind, connect) and evt.res = SUCCESS and evt.arg.addr contains DIR/s
  output: secret %evt.type %evt.arg.addr
  priority: INFO
`

// faults is memory that whoever touches it waits for, until it is let go.
type faults struct {
	fd   int
	page []byte
}

func newFaults(t *testing.T) *faults {
	t.Helper()
	fd, _, errno := unix.Syscall(unix.SYS_USERFAULTFD, unix.O_CLOEXEC, 0, 0)
	if errno != 0 {
		t.Skipf("userfaultfd: %v", errno)
	}
	page, err := unix.Mmap(-1, 0, os.Getpagesize(), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS)
	if err != nil {
		t.Fatal(err)
	}
	f := &faults{int(fd), page}
	t.Cleanup(func() {
		_ = unix.Close(f.fd)
		_ = unix.Munmap(f.page)
	})
	f.control(t, 0xc018aa3f, &[4]uint64{0xaa})
	f.control(t, 0xc020aa00, &[4]uint64{f.at(), uint64(len(page)), 1})
	return f
}

func (f *faults) at() uint64 { return uint64(uintptr(unsafe.Pointer(&f.page[0]))) }

func (f *faults) control(t *testing.T, request uintptr, arg *[4]uint64) {
	t.Helper()
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(f.fd), request, uintptr(unsafe.Pointer(arg))); errno != 0 {
		t.Skipf("userfaultfd: %v", errno)
	}
}

// arm makes the page one that is waited for again, release ends the waiting.
func (f *faults) arm() { _ = unix.Madvise(f.page, unix.MADV_DONTNEED) }
func (f *faults) release(t *testing.T) {
	f.control(t, 0xc020aa04, &[4]uint64{f.at(), uint64(len(f.page))})
}

// waits runs f in a thread of its own and returns once that thread waits in the kernel. A
// thread with a signal does so by trying again and again.
func waits(f func()) (done chan struct{}) {
	tid := make(chan int, 1)
	done = make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		tid <- unix.Gettid()
		f()
	}()
	file := fmt.Sprintf("/proc/self/task/%d/syscall", <-tid)
	for until := time.Now().Add(2 * time.Second); time.Now().Before(until); time.Sleep(time.Millisecond) {
		text, err := os.ReadFile(file)
		if nr, _, ok := strings.Cut(string(text), " "); err == nil && ok && nr != fmt.Sprint(unix.SYS_FUTEX) {
			return done
		}
		select {
		case <-done:
			return done
		default:
		}
	}
	return done
}

// cstring is a C string that may be rewritten in place.
func cstring(s string) []byte { return append([]byte(s), 0) }

func addr(b []byte) uintptr { return uintptr(unsafe.Pointer(&b[0])) }

// actions are the calls that act on a path and open nothing. Each is made with a secret
// path p, which becomes a harmless one before the call ends; q is another path.
var actions = []struct {
	event  string
	target bool   // what it waits for is the file's own lock, not the folder's
	before string // what p is: a file, a folder or nothing; in that case q is a file
	call   func(p, q []byte) unix.Errno
}{
	{"unlinkat", false, "file", func(p, _ []byte) unix.Errno { return call(unix.SYS_UNLINKAT, at(), addr(p), 0) }},
	{"unlinkat", false, "folder", func(p, _ []byte) unix.Errno { return call(unix.SYS_UNLINKAT, at(), addr(p), unix.AT_REMOVEDIR) }},
	{"mkdirat", false, "", func(p, _ []byte) unix.Errno { return call(unix.SYS_MKDIRAT, at(), addr(p), 0o700) }},
	{"mknodat", false, "", func(p, _ []byte) unix.Errno { return call(unix.SYS_MKNODAT, at(), addr(p), unix.S_IFIFO|0o600) }},
	{"renameat2", false, "file", func(p, q []byte) unix.Errno {
		return call(unix.SYS_RENAMEAT2, at(), addr(p), at(), addr(q))
	}},
	{"renameat2", false, "", func(p, q []byte) unix.Errno {
		return call(unix.SYS_RENAMEAT2, at(), addr(q), at(), addr(p))
	}},
	{"linkat", false, "file", func(p, q []byte) unix.Errno { return call(unix.SYS_LINKAT, at(), addr(p), at(), addr(q)) }},
	{"linkat", false, "", func(p, q []byte) unix.Errno { return call(unix.SYS_LINKAT, at(), addr(q), at(), addr(p)) }},
	{"symlinkat", false, "", func(p, q []byte) unix.Errno { return call(unix.SYS_SYMLINKAT, addr(q), at(), addr(p)) }},
	{"fchmodat", true, "folder", func(p, _ []byte) unix.Errno { return call(unix.SYS_FCHMODAT, at(), addr(p), 0o711) }},
	{"fchownat", true, "folder", func(p, _ []byte) unix.Errno { return call(unix.SYS_FCHOWNAT, at(), addr(p), 0, 0) }},
}

func at() uintptr { return ^uintptr(99) }

func call(nr uintptr, args ...uintptr) unix.Errno {
	var a [6]uintptr
	copy(a[:], args)
	_, _, errno := unix.Syscall6(nr, a[0], a[1], a[2], a[3], a[4], a[5])
	return errno
}

// watchActed watches with the rules above.
func watchActed(t *testing.T, dir string, port int, guards bool, part string) (stop func() []string) {
	t.Helper()
	text := strings.NewReplacer("DIR", dir, "PORT", fmt.Sprint(port)).Replace(actedRules)
	b, err := compiler.Compile([]*source.File{source.NewFile("live.yaml", []byte(text))}, compiler.Options{}).Bundle(codegen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stop, src := watch(t, b, guards)
	for _, a := range src.Absent() {
		if a.Part == part {
			stop()
			t.Skip(a.Why)
		}
	}
	return stop
}

// A program whose other thread rewrites a path after the kernel has read it, and before
// the call ends, is seen by the path that the kernel acted on. With guards and without.
func TestRacingPaths(t *testing.T) {
	for _, guards := range []bool{false, true} {
		t.Run(map[bool]string{false: "all", true: "guarded"}[guards], func(t *testing.T) { racingPaths(t, guards) })
	}
}

func racingPaths(t *testing.T, guards bool) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	f := newFaults(t)
	stop := watchActed(t, dir, 0, guards, bpf.PartPaths)
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	const rounds = 20
	want := map[string]int{}
	for i, a := range actions {
		for j := range rounds {
			name := fmt.Sprintf("%02d%02d", i, j)
			secret, other := dir+"/s"+name, dir+"/o"+name
			switch a.before {
			case "file":
				must(os.WriteFile(secret, nil, 0o600))
			case "folder":
				must(unix.Mkdir(secret, 0o700)) // the library makes a mkdirat of it
			default:
				must(os.WriteFile(other, nil, 0o600))
			}
			locked := dir
			if a.target {
				locked = secret
			}
			fd, err := unix.Open(locked, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
			must(err)
			// Whoever lists a folder has its lock, here until there is a page to list to.
			f.arm()
			lists := waits(func() {
				_, _, _ = unix.Syscall(unix.SYS_GETDENTS64, uintptr(fd), uintptr(f.at()), uintptr(len(f.page)))
			})
			p, q := cstring(secret), cstring(other)
			var errno unix.Errno
			acts := waits(func() { errno = a.call(p, q) })
			p[len(dir)+1] = 'b'
			f.release(t)
			<-lists
			<-acts
			unix.Close(fd)
			if errno != 0 {
				t.Fatalf("%s: %v", a.event, errno)
			}
			want["secret "+a.event+" "+secret]++
		}
	}
	time.Sleep(100 * time.Millisecond)
	compareAlerts(t, want, stop())
}

// The same of addresses. What is sent is memory that is waited for.
func TestRacingAddresses(t *testing.T) {
	for _, guards := range []bool{false, true} {
		t.Run(map[bool]string{false: "all", true: "guarded"}[guards], func(t *testing.T) { racingAddresses(t, guards) })
	}
}

func racingAddresses(t *testing.T, guards bool) {
	dir, err := os.MkdirTemp("", "f") // an address has little room
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	dir, _ = filepath.EvalSymlinks(dir)
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	const secret, harmless = 47111, 47112
	f := newFaults(t)
	stop := watchActed(t, dir, secret, guards, bpf.PartAddresses)
	const rounds = 20
	want := map[string]int{}
	udp, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	must(err)
	defer unix.Close(udp)
	to := []byte{unix.AF_INET, 0, 0, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}
	setPort := func(port int) { to[2], to[3] = byte(port>>8), byte(port) }
	vec := [2]uint64{f.at(), 8}
	hdr := [8]uint64{uint64(addr(to)), uint64(len(to)), uint64(uintptr(unsafe.Pointer(&vec[0]))), 1}
	for _, c := range []struct {
		event string
		call  func() unix.Errno
	}{
		{"sendto", func() unix.Errno {
			return call(unix.SYS_SENDTO, uintptr(udp), uintptr(f.at()), 8, 0, addr(to), uintptr(len(to)))
		}},
		{"sendmsg", func() unix.Errno { return call(unix.SYS_SENDMSG, uintptr(udp), uintptr(unsafe.Pointer(&hdr[0])), 0) }},
		{"sendmmsg", func() unix.Errno {
			return call(unix.SYS_SENDMMSG, uintptr(udp), uintptr(unsafe.Pointer(&hdr[0])), 1, 0)
		}},
	} {
		for range rounds {
			f.arm()
			setPort(secret)
			var errno unix.Errno
			done := waits(func() { errno = c.call() })
			setPort(harmless)
			f.release(t)
			<-done
			if errno != 0 {
				t.Fatalf("%s: %v", c.event, errno)
			}
			want[fmt.Sprintf("secret %s :%d", c.event, secret)]++
		}
	}
	for i := range rounds {
		path := fmt.Sprintf("%s/s%02d", dir, i)
		name := append([]byte{unix.AF_UNIX, 0}, cstring(path)...)
		rewrite := func(b byte) { name[2+len(dir)+1] = b }
		server, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		must(err)
		fd, err := unix.Open(dir, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		must(err)
		f.arm()
		lists := waits(func() {
			_, _, _ = unix.Syscall(unix.SYS_GETDENTS64, uintptr(fd), uintptr(f.at()), uintptr(len(f.page)))
		})
		var errno unix.Errno
		binds := waits(func() { errno = call(unix.SYS_BIND, uintptr(server), addr(name), uintptr(len(name))) })
		rewrite('b')
		f.release(t)
		<-lists
		<-binds
		if errno != 0 {
			t.Fatalf("bind: %v", errno)
		}
		want["secret bind "+path]++

		// A server that takes nobody lets one wait in the line, the next one in its call.
		must(unix.Listen(server, 0))
		rewrite('s')
		var clients [2]int
		for i := range clients {
			clients[i], err = unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
			must(err)
		}
		if errno := call(unix.SYS_CONNECT, uintptr(clients[0]), addr(name), uintptr(len(name))); errno != 0 {
			t.Fatal(errno)
		}
		connects := waits(func() { errno = call(unix.SYS_CONNECT, uintptr(clients[1]), addr(name), uintptr(len(name))) })
		rewrite('b')
		taken, _, err := unix.Accept(server)
		must(err)
		<-connects
		if errno != 0 {
			t.Fatalf("connect: %v", errno)
		}
		want["secret connect "+path] += 2
		for _, fd := range []int{fd, server, clients[0], clients[1], taken} {
			unix.Close(fd)
		}
	}
	time.Sleep(100 * time.Millisecond)
	compareAlerts(t, want, stop())
}

// compareAlerts counts the alerts that are wanted.
func compareAlerts(t *testing.T, want map[string]int, alerts []string) {
	t.Helper()
	got := map[string]int{}
	for _, line := range alerts {
		got[strings.TrimPrefix(line, "Informational ")]++
	}
	missed := 0
	for line, n := range want {
		if got[line] != n {
			missed++
			t.Logf("%d of %d alerts %q", got[line], n, line)
		}
	}
	if missed > 0 {
		t.Errorf("%d of %d kinds of calls were not seen as what they did", missed, len(want))
	}
}
