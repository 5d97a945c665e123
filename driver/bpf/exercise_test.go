package bpf

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"unsafe"

	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// The exerciser is this test's binary, started again with an environment
// variable: it makes every system call of the list below on one thread, and says
// what came of it. The test compares that with the events that arrive.

// known is what the exerciser tells about a call besides its result.
type known map[string]any

// result is one line of the exerciser's report.
type result struct {
	Name  string
	Ret   int64
	Known known
}

// world is where the calls happen.
type world struct {
	dir string
	fd  map[string]int // descriptors by the name of the step that made them
}

// step is one call: how to make it, and what its event must hold. In want, a
// string is a C string, an int a number of any width, []byte bytes, nil an empty
// parameter, and a func decides by itself.
type step struct {
	name  string
	event catalog.EventID
	do    func(w *world, k known) int64
	want  func(w *world, r result) known
}

func sys(nr uintptr, args ...uintptr) int64 {
	var a [6]uintptr
	copy(a[:], args)
	r, _, e := unix.RawSyscall6(nr, a[0], a[1], a[2], a[3], a[4], a[5])
	if e != 0 {
		return -int64(e)
	}
	return int64(r)
}

// keep holds what the kernel is given pointers to.
var keep []any

func cstr(s string) uintptr {
	b, _ := unix.BytePtrFromString(s)
	keep = append(keep, b)
	return uintptr(unsafe.Pointer(b))
}

func ptr[T any](v *T) uintptr {
	keep = append(keep, v)
	return uintptr(unsafe.Pointer(v))
}

func at_(fd int) uintptr { return uintptr(fd) } // sign-extended: AT_FDCWD

var cwdFD = at_(unix.AT_FDCWD)

func inode(fd int64) (dev, ino uint64) {
	var st unix.Stat_t
	if unix.Fstat(int(fd), &st) != nil {
		return 0, 0
	}
	return st.Dev, st.Ino
}

// What init locks stays on the process's first thread, whose birth and exec the test
// looks at.
func init() {
	if os.Getenv("FALCOC_EXERCISE") != "" {
		runtime.LockOSThread()
	}
}

func exercise() {
	w := &world{dir: os.Getenv("FALCOC_EXERCISE"), fd: map[string]int{}}
	out := json.NewEncoder(os.Stdout)
	_ = out.Encode(result{Name: "tid", Ret: int64(unix.Gettid())})
	for _, s := range steps {
		k := known{}
		ret := s.do(w, k)
		if ret >= 0 {
			w.fd[s.name] = int(ret)
		}
		if err := out.Encode(result{s.name, ret, k}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(7)
}

func sockaddr4(port int) []byte {
	return []byte{unix.AF_INET, 0, byte(port >> 8), byte(port), 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}
}

func sockaddr6(port int) []byte {
	b := make([]byte, 28)
	b[0], b[2], b[3], b[23] = unix.AF_INET6, byte(port>>8), byte(port), 1
	return b
}

func sockaddrUnix(path string) []byte {
	return append([]byte{unix.AF_UNIX, 0}, append([]byte(path), 0)...)
}

func addressOf(b []byte) uint64 { return uint64(uintptr(unsafe.Pointer(&b[0]))) }

func bytesPtr(b []byte) uintptr {
	keep = append(keep, b)
	return uintptr(unsafe.Pointer(&b[0]))
}

func localPort(fd int) int {
	sa, err := unix.Getsockname(fd)
	if err != nil {
		return -1
	}
	switch a := sa.(type) {
	case *unix.SockaddrInet4:
		return a.Port
	case *unix.SockaddrInet6:
		return a.Port
	}
	return -1
}

func v4(ip byte, port int) []byte { return []byte{ip, 0, 0, 1, byte(port), byte(port >> 8)} }

func v6(last byte, port int) []byte {
	b := make([]byte, 18)
	b[15], b[16], b[17] = last, byte(port), byte(port>>8)
	return b
}

func join(parts ...[]byte) (out []byte) {
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// port reads a number that went through JSON.
func port(k known, name string) int {
	f, _ := k[name].(float64)
	return int(f)
}
