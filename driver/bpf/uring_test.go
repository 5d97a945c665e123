package bpf

import (
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"unsafe"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// uring is an io_uring of a test: submissions are made and awaited one by one.
type uring struct {
	fd           int
	sq, cq, sqes []byte
	p            uringParams
}

type uringParams struct {
	SQEntries, CQEntries, Flags, CPU, Idle, Features, WQ uint32
	_                                                    [3]uint32
	SQOff, CQOff                                         [10]uint32
}

// sqe is struct io_uring_sqe.
type sqe struct {
	Opcode, Flags  uint8
	Prio           uint16
	FD             int32
	Off, Addr      uint64
	Len, OpFlags   uint32
	User           uint64
	BufIndex       uint16
	Personality    uint16
	FileIndex      int32
	Addr3, Reserve uint64
}

type cqe struct {
	User  uint64
	Res   int32
	Flags uint32
}

func newRing(t *testing.T, flags uint32) *uring {
	t.Helper()
	r := &uring{}
	r.p.Flags = flags
	r.p.Idle = 50
	fd, _, e := unix.Syscall(unix.SYS_IO_URING_SETUP, 16, uintptr(unsafe.Pointer(&r.p)), 0)
	if e != 0 {
		t.Skipf("no io_uring here: %v", e)
	}
	r.fd = int(fd)
	var err error
	area := func(off int64, size int) []byte {
		b, e := unix.Mmap(r.fd, off, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_POPULATE)
		if e != nil {
			err = e
		}
		return b
	}
	r.sq = area(0, int(r.p.SQOff[6]+4*r.p.SQEntries))
	r.cq = area(0x8000000, int(r.p.CQOff[5]+16*r.p.CQEntries))
	r.sqes = area(0x10000000, 64*int(r.p.SQEntries))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.close)
	return r
}

func (r *uring) close() {
	if r.fd < 0 {
		return
	}
	_ = unix.Munmap(r.sq)
	_ = unix.Munmap(r.cq)
	_ = unix.Munmap(r.sqes)
	_ = unix.Close(r.fd)
	r.fd = -1
}

func word(b []byte, off uint32) *uint32 { return (*uint32)(unsafe.Pointer(&b[off])) }

// submit hands requests over without waiting for them.
func (r *uring) submit(t *testing.T, list ...sqe) {
	t.Helper()
	tail, mask := word(r.sq, r.p.SQOff[1]), *word(r.sq, r.p.SQOff[2])
	for _, e := range list {
		i := *tail & mask
		*(*sqe)(unsafe.Pointer(&r.sqes[i*64])) = e
		*word(r.sq, r.p.SQOff[6]+4*i) = i
		atomic.StoreUint32(tail, *tail+1)
	}
	n, flags := uintptr(len(list)), uintptr(0)
	if r.p.Flags&2 != 0 { // SQPOLL: the kernel's thread takes them
		flags = 2
	}
	if _, _, e := unix.Syscall6(unix.SYS_IO_URING_ENTER, uintptr(r.fd), n, 0, flags, 0, 0); e != 0 {
		t.Fatalf("io_uring_enter: %v", e)
	}
}

// featureSkip says that a request may ask for no completion.
const featureSkip = 1 << 11

// can reports whether the kernel knows an operation.
func (r *uring) can(op uint8) bool {
	const ops = 256
	var probe [16 + 8*ops]byte
	if _, _, e := unix.Syscall6(unix.SYS_IO_URING_REGISTER, uintptr(r.fd), 8, uintptr(unsafe.Pointer(&probe[0])), ops, 0, 0); e != 0 {
		return false
	}
	return int(op) <= int(probe[0]) && probe[16+8*int(op)+2]&1 != 0
}

// wait gives the next completion.
func (r *uring) wait(t *testing.T) cqe {
	t.Helper()
	head, tail, mask := word(r.cq, r.p.CQOff[0]), word(r.cq, r.p.CQOff[1]), *word(r.cq, r.p.CQOff[2])
	for atomic.LoadUint32(tail) == *head {
		if _, _, e := unix.Syscall6(unix.SYS_IO_URING_ENTER, uintptr(r.fd), 0, 1, 1, 0, 0); e != 0 && e != unix.EINTR {
			t.Fatalf("io_uring_enter: %v", e)
		}
	}
	c := *(*cqe)(unsafe.Pointer(&r.cq[r.p.CQOff[5]+16*(*head&mask)]))
	atomic.StoreUint32(head, *head+1)
	return c
}

func (r *uring) do(t *testing.T, e sqe) int64 {
	t.Helper()
	r.submit(t, e)
	return int64(r.wait(t).Res)
}

const atCWD = int32(unix.AT_FDCWD)

// ringStep is one request and the event that it must make.
type ringStep struct {
	name  string
	event catalog.EventID
	make  func() sqe
	want  func(res int64) known
}

// TestRing does everything that io_uring can do which has an event, in the
// submitting thread, in workers, and through the kernel's polling thread.
func TestRing(t *testing.T) {
	for _, c := range []struct {
		name      string
		setup     uint32
		flags     uint8
		ownThread bool
	}{
		{name: "inline", ownThread: true}, {name: "workers", flags: 1 << 4, ownThread: true}, {name: "polled", setup: 2},
	} {
		t.Run(c.name, func(t *testing.T) { ringSteps(t, c.setup, c.flags, c.ownThread) })
	}
}

func ringSteps(t *testing.T, setup uint32, flags uint8, ownThread bool) {
	dir, err := os.MkdirTemp("", "falcoc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	dir, _ = filepath.EvalSymlinks(dir)
	s := open(t, Options{Events: catalog.AllEvents.Minus(onPoints()), OnlyEvents: true, HighVolume: true, NoScan: true})
	for _, r := range s.Refused() {
		t.Error(r)
	}
	ring := newRing(t, setup)

	name := func(n string) uint64 { return uint64(cstr(dir + "/" + n)) }
	how := &unix.OpenHow{Flags: unix.O_RDWR | unix.O_CREAT, Mode: 0o600, Resolve: unix.RESOLVE_NO_SYMLINKS}
	buf := make([]byte, 64)
	iov := &unix.Iovec{Base: &payload[0], Len: 5}
	udp, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(udp)
	udpAddr := sockaddr4(9)
	msg := &unix.Msghdr{Iov: iov, Iovlen: 1, Name: &udpAddr[0], Namelen: 16}
	var file, server, client, accepted int64
	var serverPort int
	var listenAddr []byte
	steps := []ringStep{
		{"openat", catalog.EvtOpenat2X, func() sqe {
			return sqe{Opcode: 18, FD: atCWD, Addr: name("a"), Len: 0o640, OpFlags: unix.O_CREAT | unix.O_RDWR | unix.O_CLOEXEC}
		}, func(res int64) known {
			file = res
			dev, ino := inode(res)
			return known{"fd": res, "dirfd": -100, "name": dir + "/a", "flags": rdwr | catalog.O_CREAT | catalog.O_CLOEXEC | catalog.O_F_CREATED,
				"mode": catalog.S_IRUSR | catalog.S_IWUSR | catalog.S_IRGRP, "dev": dev, "ino": ino}
		}},
		{"openat fails", catalog.EvtOpenat2X, func() sqe { return sqe{Opcode: 18, FD: atCWD, Addr: name("none"), OpFlags: unix.O_RDONLY} },
			func(res int64) known {
				return known{"fd": -int(unix.ENOENT), "name": dir + "/none", "flags": catalog.O_RDONLY}
			}},
		{"openat2", catalog.EvtSyscOpenat2X, func() sqe {
			return sqe{Opcode: 28, FD: atCWD, Addr: name("b"), Len: uint32(unsafe.Sizeof(*how)), Off: uint64(ptr(how))}
		}, func(res int64) known {
			return known{"fd": res, "name": dir + "/b", "flags": rdwr | catalog.O_CREAT | catalog.O_F_CREATED, "mode": catalog.S_IRUSR | catalog.S_IWUSR,
				"resolve": catalog.RESOLVE_NO_SYMLINKS}
		}},
		{"write", catalog.EvtPwriteX, func() sqe { return sqe{Opcode: 23, FD: int32(file), Addr: uint64(bytesPtr(payload)), Len: 16, Off: 3} },
			func(res int64) known {
				return known{"res": 16, "data": payload, "fd": file, "size": 16, "pos": 3}
			}},
		{"read", catalog.EvtReadX, func() sqe {
			return sqe{Opcode: 22, FD: int32(file), Addr: uint64(bytesPtr(buf)), Len: 64, Off: ^uint64(0)}
		},
			func(res int64) known { return known{"res": 19, "fd": file, "size": 64} }},
		{"writev", catalog.EvtPwritevX, func() sqe { return sqe{Opcode: 2, FD: int32(file), Addr: uint64(ptr(iov)), Len: 1} },
			func(res int64) known { return known{"res": 5, "data": payload[:5], "fd": file, "size": 5} }},
		{"mkdirat", catalog.EvtMkdiratX, func() sqe { return sqe{Opcode: 37, FD: atCWD, Addr: name("d"), Len: 0o755} },
			func(res int64) known {
				return known{"res": 0, "dirfd": -100, "path": dir + "/d", "mode": 0o755}
			}},
		{"renameat", catalog.EvtRenameat2X, func() sqe {
			return sqe{Opcode: 35, FD: atCWD, Addr: name("b"), Len: uint32(0xffffff9c), Off: name("d/b"), OpFlags: unix.RENAME_NOREPLACE}
		}, func(res int64) known {
			return known{"res": 0, "olddirfd": -100, "oldpath": dir + "/b", "newdirfd": -100, "newpath": dir + "/d/b", "flags": unix.RENAME_NOREPLACE}
		}},
		{"symlinkat", catalog.EvtSymlinkatX, func() sqe {
			return sqe{Opcode: 38, FD: atCWD, Addr: uint64(cstr("/etc/shadow")), Off: name("s")}
		}, func(res int64) known {
			return known{"res": 0, "target": "/etc/shadow", "linkdirfd": -100, "linkpath": dir + "/s"}
		}},
		{"linkat", catalog.EvtLinkat2X, func() sqe {
			return sqe{Opcode: 39, FD: atCWD, Addr: name("a"), Len: uint32(0xffffff9c), Off: name("l")}
		}, func(res int64) known {
			return known{"res": 0, "olddir": -100, "oldpath": dir + "/a", "newdir": -100, "newpath": dir + "/l"}
		}},
		{"unlinkat", catalog.EvtUnlinkat2X, func() sqe { return sqe{Opcode: 36, FD: atCWD, Addr: name("s")} },
			func(res int64) known { return known{"res": 0, "dirfd": -100, "name": dir + "/s", "flags": 0} }},
		{"socket", catalog.EvtSocketX, func() sqe {
			return sqe{Opcode: 45, FD: unix.AF_INET, Off: unix.SOCK_STREAM | unix.SOCK_CLOEXEC}
		}, func(res int64) known {
			server = res
			return known{"fd": res, "domain": catalog.AF_INET, "proto": 0, "flags": catalog.O_CLOEXEC}
		}},
		{"bind", catalog.EvtBindX, func() sqe {
			listenAddr = sockaddr4(0)
			return sqe{Opcode: 56, FD: int32(server), Addr: uint64(bytesPtr(listenAddr)), Off: 16}
		}, func(res int64) known {
			serverPort = localPort(int(server))
			return known{"res": 0, "fd": server, "addr": append([]byte{catalog.AF_INET}, v4(127, 0)...)}
		}},
		{"listen", catalog.EvtListenX, func() sqe { return sqe{Opcode: 57, FD: int32(server), Len: 3} },
			func(res int64) known { return known{"res": 0, "fd": server, "backlog": 3} }},
		{"socket client", catalog.EvtSocketX, func() sqe { return sqe{Opcode: 45, FD: unix.AF_INET, Off: unix.SOCK_STREAM} },
			func(res int64) known { client = res; return known{"fd": res} }},
		{"connect", catalog.EvtConnectX, func() sqe {
			return sqe{Opcode: 16, FD: int32(client), Addr: uint64(bytesPtr(sockaddr4(serverPort))), Off: 16}
		}, func(res int64) known {
			return known{"res": 0, "fd": client, "tuple": join([]byte{catalog.AF_INET}, v4(127, localPort(int(client))), v4(127, serverPort)),
				"addr": append([]byte{catalog.AF_INET}, v4(127, serverPort)...)}
		}},
		{"accept", catalog.EvtAccept46X, func() sqe { return sqe{Opcode: 13, FD: int32(server), OpFlags: unix.SOCK_CLOEXEC} },
			func(res int64) known {
				accepted = res
				return known{"fd": res, "tuple": join([]byte{catalog.AF_INET}, v4(127, localPort(int(client))), v4(127, serverPort)), "queuemax": 3,
					"flags": catalog.O_CLOEXEC}
			}},
		{"send", catalog.EvtSendtoX, func() sqe { return sqe{Opcode: 26, FD: int32(client), Addr: uint64(bytesPtr(payload)), Len: 7} },
			func(res int64) known {
				return known{"res": 7, "data": payload[:7], "fd": client, "size": 7,
					"tuple": join([]byte{catalog.AF_INET}, v4(127, localPort(int(client))), v4(127, serverPort))}
			}},
		{"recv", catalog.EvtRecvfromX, func() sqe { return sqe{Opcode: 27, FD: int32(accepted), Addr: uint64(bytesPtr(buf)), Len: 64} },
			func(res int64) known { return known{"res": 7, "data": payload[:7], "fd": accepted, "size": 64} }},
		{"send to an address", catalog.EvtSendtoX, func() sqe {
			a := sockaddr4(9)
			return sqe{Opcode: 26, FD: int32(udp), Addr: uint64(bytesPtr(payload)), Len: 3, Off: uint64(bytesPtr(a)), FileIndex: 16}
		}, func(res int64) known {
			return known{"res": 3, "tuple": func(b []byte) bool { return len(b) == 13 && string(b[7:]) == string(v4(127, 9)) }}
		}},
		{"sendmsg", catalog.EvtSendmsgX, func() sqe { return sqe{Opcode: 9, FD: int32(udp), Addr: uint64(ptr(msg)), Len: 1} },
			func(res int64) known {
				return known{"res": 5, "data": payload[:5], "fd": udp, "size": 5,
					"tuple": func(b []byte) bool { return len(b) == 13 && string(b[7:]) == string(v4(127, 9)) }}
			}},
		{"shutdown", catalog.EvtShutdownX, func() sqe { return sqe{Opcode: 34, FD: int32(client), Len: unix.SHUT_WR} },
			func(res int64) known { return known{"res": 0, "fd": client, "how": unix.SHUT_WR} }},
		{"fallocate", catalog.EvtGenericX, func() sqe { return sqe{Opcode: 17, FD: int32(file), Addr: 100} },
			func(res int64) known {
				code, _ := catalog.SyscallByName("fallocate")
				return known{"ID": code, "nativeID": unix.SYS_FALLOCATE}
			}},
		{"close", catalog.EvtCloseX, func() sqe { return sqe{Opcode: 19, FD: int32(client)} },
			func(res int64) known { return known{"res": 0, "fd": client} }},
		{"silent", catalog.EvtUnlinkat2X, func() sqe { return sqe{Opcode: 36, Flags: 1 << 6, FD: atCWD, Addr: name("l")} },
			func(res int64) known { return known{"res": 0, "name": dir + "/l"} }},
	}
	var wants []known
	var failed []string
	old := 0
	tid := int64(os.Getpid())
	got := collect(t, s, func(ev *driver.Event) bool { return ev.Ring }, func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if ownThread {
			tid = int64(unix.Gettid())
		}
		for _, st := range steps {
			e := st.make()
			e.Flags |= flags
			if !ring.can(e.Opcode) || st.name == "silent" && ring.p.Features&featureSkip == 0 {
				// An older kernel: the steps that follow need what this one makes.
				old++
				switch st.name {
				case "mkdirat":
					_ = os.Mkdir(dir+"/d", 0o755)
				case "symlinkat":
					_ = os.Symlink("/etc/shadow", dir+"/s")
				case "linkat":
					_ = os.Link(dir+"/a", dir+"/l")
				case "socket":
					fd, _ := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
					server = int64(fd)
				case "bind":
					_ = unix.Bind(int(server), &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})
					serverPort = localPort(int(server))
				case "listen":
					_ = unix.Listen(int(server), 3)
				case "socket client":
					fd, _ := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
					client = int64(fd)
				}
				wants = append(wants, nil)
				continue
			}
			if st.name == "silent" {
				ring.submit(t, e, sqe{Opcode: 0})
				if c := ring.wait(t); c.Res != 0 {
					t.Errorf("nop: %d", c.Res)
				}
				for i := 0; i < 1000 && unix.Access(dir+"/l", 0) == nil; i++ {
					_ = unix.Nanosleep(&unix.Timespec{Nsec: 1e6}, nil)
				}
				wants = append(wants, st.want(0))
				continue
			}
			res := ring.do(t, e)
			if res == -int64(unix.EINVAL) && st.name == "send to an address" { // before 6.0, refused before it is submitted
				old++
				wants = append(wants, nil)
				continue
			}
			if res < 0 && st.name != "openat fails" {
				failed = append(failed, st.name)
			}
			wants = append(wants, st.want(res))
		}
	})
	if len(failed) > 0 {
		t.Fatalf("requests failed: %v", failed)
	}
	var mine []*event
	for _, e := range got {
		if e.TID == tid {
			mine = append(mine, e)
		}
	}
	next := 0
	for i, st := range steps {
		if i < len(wants) && wants[i] == nil {
			continue
		}
		found := -1
		for j := next; j < len(mine) && found < 0; j++ {
			if mine[j].Type == st.event && i < len(wants) && len(differences(mine[j], wants[i])) == 0 {
				found = j
			}
		}
		if found >= 0 {
			next = found + 1
			continue
		}
		t.Errorf("%s: no such event", st.name)
		for _, e := range mine {
			if e.Type == st.event && i < len(wants) {
				t.Errorf("    %v", differences(e, wants[i]))
			}
		}
	}
	if len(mine) != len(steps)-old {
		t.Errorf("%d events of %d requests", len(mine), len(steps)-old)
	}
}

// TestRingDescriptors keeps files in slots of a ring, accepts many connections
// with one request, and makes a slot's file a descriptor of the process.
func TestRingDescriptors(t *testing.T) {
	dir, err := os.MkdirTemp("", "falcoc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	dir, _ = filepath.EvalSymlinks(dir)
	s := open(t, Options{Events: catalog.AllEvents.Minus(onPoints()), OnlyEvents: true, HighVolume: true, NoScan: true})
	ring := newRing(t, 0)
	if !ring.can(54) {
		t.Skip("this kernel has not all requests of descriptors")
	}
	slots := []int32{-1, -1, -1, -1}
	if _, _, e := unix.Syscall6(unix.SYS_IO_URING_REGISTER, uintptr(ring.fd), 2, uintptr(unsafe.Pointer(&slots[0])), 4, 0, 0); e != 0 {
		t.Skipf("no slots: %v", e)
	}
	server, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(server)
	if err := unix.Listen(server, 5); err != nil {
		t.Fatal(err)
	}
	to := &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}, Port: localPort(server)}
	var clients []int
	var accepted []int64
	var installed int64
	got := collect(t, s, func(ev *driver.Event) bool { return ev.Ring && !ev.StateOnly }, func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		how := sqe{Opcode: 18, FD: atCWD, Addr: uint64(cstr(dir + "/kept")), Len: 0o600, OpFlags: unix.O_CREAT | unix.O_RDWR, FileIndex: 2}
		if res := ring.do(t, how); res != 0 {
			t.Errorf("openat into a slot: %d", res)
		}
		if res := ring.do(t, sqe{Opcode: 23, Flags: 1, FD: 1, Addr: uint64(bytesPtr(payload)), Len: 4, Off: ^uint64(0)}); res != 4 {
			t.Errorf("write to a slot: %d", res)
		}
		installed = ring.do(t, sqe{Opcode: 54, Flags: 1, FD: 1})
		if res := ring.do(t, sqe{Opcode: 19, FileIndex: 2}); res != 0 {
			t.Errorf("close of a slot: %d", res)
		}
		ring.submit(t, sqe{Opcode: 13, FD: int32(server), Prio: 1, User: 77})
		for i := 0; i < 3; i++ {
			c, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
			if err == nil {
				err = unix.Connect(c, to)
			}
			if err != nil {
				t.Error(err)
			}
			clients = append(clients, c)
			accepted = append(accepted, int64(ring.wait(t).Res))
		}
	})
	if len(got) < 7 {
		t.Fatalf("%d events", len(got))
	}
	opened, _ := got[0].Return()
	if opened < 1<<30 {
		t.Errorf("the slot is descriptor %#x", opened)
	}
	wants := []struct {
		event catalog.EventID
		known known
	}{
		{catalog.EvtOpenat2X, known{"name": dir + "/kept", "flags": rdwr | catalog.O_CREAT | catalog.O_F_CREATED, "ino": func(b []byte) bool { return b[0]|b[1]|b[2] != 0 }}},
		{catalog.EvtWriteX, known{"res": 4, "fd": opened, "data": payload[:4]}},
		{catalog.EvtDup1X, known{"res": installed, "oldfd": opened}},
		{catalog.EvtCloseX, known{"res": 0, "fd": opened}},
	}
	for i, c := range clients {
		wants = append(wants, struct {
			event catalog.EventID
			known known
		}{catalog.EvtAccept46X, known{"fd": accepted[i], "tuple": join([]byte{catalog.AF_INET}, v4(127, localPort(c)), v4(127, to.Port))}})
		defer unix.Close(c)
		defer unix.Close(int(accepted[i]))
	}
	for i, w := range wants {
		if got[i].Type != w.event {
			t.Errorf("event %d is %s, want %s", i, got[i].Info().Name, w.event.Info().Name)
			continue
		}
		for _, d := range differences(got[i], w.known) {
			t.Errorf("event %d: %s", i, d)
		}
	}
	if installed >= 0 {
		_ = unix.Close(int(installed))
	}
}
