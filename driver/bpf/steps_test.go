package bpf

import (
	"os"
	"time"
	"unsafe"

	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

const rdwr = catalog.O_RDONLY | catalog.O_WRONLY

func just(params known) func(*world, result) known {
	return func(_ *world, r result) known {
		out := known{"res": r.Ret}
		for k, v := range params {
			out[k] = v
		}
		return out
	}
}

func raw(nr uintptr, args ...uintptr) func(*world, known) int64 {
	return func(*world, known) int64 { return sys(nr, args...) }
}

var payload = []byte("0123456789abcdef")

var steps = []step{
	{"openat created", catalog.EvtOpenat2X, func(w *world, k known) int64 {
		fd := sys(unix.SYS_OPENAT, cwdFD, cstr(w.dir+"/new"), unix.O_CREAT|unix.O_RDWR|unix.O_CLOEXEC|unix.O_APPEND, 0o4640)
		dev, ino := inode(fd)
		k["dev"], k["ino"] = dev, ino
		return fd
	}, func(w *world, r result) known {
		return known{"fd": r.Ret, "dirfd": -100, "name": w.dir + "/new", "mode": catalog.S_ISUID | catalog.S_IRUSR | catalog.S_IWUSR | catalog.S_IRGRP,
			"flags": rdwr | catalog.O_CREAT | catalog.O_CLOEXEC | catalog.O_APPEND | catalog.O_F_CREATED, "dev": r.Known["dev"], "ino": r.Known["ino"]}
	}},
	{"openat again", catalog.EvtOpenat2X, func(w *world, k known) int64 {
		fd := sys(unix.SYS_OPENAT, cwdFD, cstr(w.dir+"/new"), unix.O_CREAT|unix.O_WRONLY|unix.O_TRUNC, 0o644)
		_, k["ino"] = inode(fd)
		return fd
	}, func(w *world, r result) known {
		return known{"fd": r.Ret, "flags": catalog.O_WRONLY | catalog.O_CREAT | catalog.O_TRUNC, "ino": r.Known["ino"]}
	}},
	{"openat dir", catalog.EvtOpenat2X, func(w *world, _ known) int64 {
		return sys(unix.SYS_OPENAT, cwdFD, cstr(w.dir), unix.O_DIRECTORY|unix.O_RDONLY, 0o777)
	}, func(w *world, r result) known {
		// A mask of several bits shows with its parts, as in Falco. The mode counts for new files only,
		// which the same overlap makes of it.
		return known{"fd": r.Ret, "flags": catalog.O_RDONLY | catalog.O_DIRECTORY | catalog.O_TMPFILE, "mode": 0}
	}},
	{"openat relative", catalog.EvtOpenat2X, func(w *world, _ known) int64 {
		return sys(unix.SYS_OPENAT, uintptr(w.fd["openat dir"]), cstr("new"), unix.O_RDONLY, 0)
	}, func(w *world, r result) known {
		return known{"fd": r.Ret, "dirfd": w.fd["openat dir"], "name": "new", "flags": catalog.O_RDONLY}
	}},
	{"openat fails", catalog.EvtOpenat2X, func(w *world, _ known) int64 {
		return sys(unix.SYS_OPENAT, cwdFD, cstr(w.dir+"/none"), unix.O_RDWR, 0)
	}, func(w *world, r result) known {
		return known{"fd": -int(unix.ENOENT), "name": w.dir + "/none", "flags": rdwr, "dev": 0, "ino": 0}
	}},
	{"openat without a name", catalog.EvtOpenat2X, raw(unix.SYS_OPENAT, cwdFD, 0, 0, 0), func(w *world, r result) known {
		return known{"fd": -int(unix.EFAULT), "name": nil}
	}},
	{"openat2", catalog.EvtSyscOpenat2X, func(w *world, k known) int64 {
		how := &unix.OpenHow{Flags: unix.O_RDWR | unix.O_CREAT, Mode: 0o600, Resolve: unix.RESOLVE_NO_SYMLINKS | unix.RESOLVE_NO_MAGICLINKS}
		fd := sys(unix.SYS_OPENAT2, cwdFD, cstr(w.dir+"/two"), ptr(how), unsafe.Sizeof(*how))
		k["dev"], k["ino"] = inode(fd)
		return fd
	}, func(w *world, r result) known {
		return known{"fd": r.Ret, "name": w.dir + "/two", "flags": rdwr | catalog.O_CREAT | catalog.O_F_CREATED, "mode": catalog.S_IRUSR | catalog.S_IWUSR,
			"resolve": catalog.RESOLVE_NO_SYMLINKS | catalog.RESOLVE_NO_MAGICLINKS, "dev": r.Known["dev"], "ino": r.Known["ino"]}
	}},
	{"open_by_handle_at", catalog.EvtOpenByHandleAtX, func(w *world, k known) int64 {
		h, _, err := unix.NameToHandleAt(unix.AT_FDCWD, w.dir+"/two", 0)
		if err != nil {
			return sys(unix.SYS_OPEN_BY_HANDLE_AT, cwdFD, 0, 0)
		}
		b := make([]byte, 8+h.Size())
		*(*uint32)(unsafe.Pointer(&b[0])), *(*int32)(unsafe.Pointer(&b[4])) = uint32(h.Size()), h.Type()
		copy(b[8:], h.Bytes())
		return sys(unix.SYS_OPEN_BY_HANDLE_AT, uintptr(w.fd["openat dir"]), bytesPtr(b), unix.O_RDONLY)
	}, func(w *world, r result) known {
		want := known{"fd": r.Ret, "flags": catalog.O_RDONLY}
		if r.Ret >= 0 {
			want["path"] = w.dir + "/two"
		}
		return want
	}},
	{"close", catalog.EvtCloseX, func(w *world, _ known) int64 { return sys(unix.SYS_CLOSE, uintptr(w.fd["openat again"])) },
		func(w *world, r result) known { return known{"res": 0, "fd": w.fd["openat again"]} }},
	{"close fails", catalog.EvtCloseX, raw(unix.SYS_CLOSE, ^uintptr(0)), just(known{"fd": -1})},
	{"write", catalog.EvtWriteX, func(w *world, _ known) int64 {
		return sys(unix.SYS_WRITE, uintptr(w.fd["openat created"]), bytesPtr(payload), uintptr(len(payload)))
	}, func(w *world, r result) known {
		return known{"res": len(payload), "data": payload, "fd": w.fd["openat created"], "size": len(payload)}
	}},
	{"pwrite64", catalog.EvtPwriteX, func(w *world, _ known) int64 {
		b := make([]byte, 100)
		copy(b, payload)
		return sys(unix.SYS_PWRITE64, uintptr(w.fd["openat2"]), bytesPtr(b), 100, 5)
	}, func(w *world, r result) known {
		return known{"res": 100, "data": append(append([]byte{}, payload...), make([]byte, 80-len(payload))...), "size": 100, "pos": 5}
	}},
	{"read", catalog.EvtReadX, func(w *world, _ known) int64 {
		b := make([]byte, 64)
		return sys(unix.SYS_READ, uintptr(w.fd["openat relative"]), bytesPtr(b), 64)
	}, func(w *world, r result) known {
		return known{"res": len(payload), "data": payload, "fd": w.fd["openat relative"], "size": 64}
	}},
	{"writev", catalog.EvtWritevX, func(w *world, _ known) int64 {
		v := &[2]unix.Iovec{{Base: &payload[0], Len: 3}, {Base: &payload[8], Len: 4}}
		return sys(unix.SYS_WRITEV, uintptr(w.fd["openat created"]), ptr(v), 2)
	}, func(w *world, r result) known {
		return known{"res": 7, "data": []byte("01289ab"), "fd": w.fd["openat created"], "size": 7}
	}},
	{"fchmod", catalog.EvtFchmodX, func(w *world, _ known) int64 {
		return sys(unix.SYS_FCHMOD, uintptr(w.fd["openat created"]), 0o2751)
	}, func(w *world, r result) known {
		return known{"res": 0, "fd": w.fd["openat created"], "mode": catalog.S_ISGID | catalog.S_IRUSR | catalog.S_IWUSR | catalog.S_IXUSR |
			catalog.S_IRGRP | catalog.S_IXGRP | catalog.S_IXOTH}
	}},
	{"fchmodat", catalog.EvtFchmodatX, func(w *world, _ known) int64 {
		return sys(unix.SYS_FCHMODAT, cwdFD, cstr(w.dir+"/new"), 0o4777)
	}, func(w *world, r result) known {
		return known{"res": 0, "dirfd": -100, "filename": w.dir + "/new", "mode": 0xfff &^ (catalog.S_ISGID | catalog.S_ISVTX)}
	}},
	{"fchownat", catalog.EvtFchownatX, func(w *world, _ known) int64 {
		return sys(unix.SYS_FCHOWNAT, cwdFD, cstr(w.dir+"/new"), 1, 2, unix.AT_SYMLINK_NOFOLLOW)
	}, func(w *world, r result) known {
		return known{"res": 0, "pathname": w.dir + "/new", "uid": 1, "gid": 2, "flags": 0}
	}},
	{"fchown", catalog.EvtFchownX, func(w *world, _ known) int64 { return sys(unix.SYS_FCHOWN, uintptr(w.fd["openat created"]), 3, 4) },
		just(known{"uid": 3, "gid": 4})},
	{"mkdirat", catalog.EvtMkdiratX, func(w *world, _ known) int64 { return sys(unix.SYS_MKDIRAT, cwdFD, cstr(w.dir+"/d"), 0o755) },
		func(w *world, r result) known {
			return known{"res": 0, "dirfd": -100, "path": w.dir + "/d", "mode": 0o755}
		}},
	{"renameat2", catalog.EvtRenameat2X, func(w *world, _ known) int64 {
		return sys(unix.SYS_RENAMEAT2, cwdFD, cstr(w.dir+"/two"), cwdFD, cstr(w.dir+"/d/two"), unix.RENAME_NOREPLACE)
	}, func(w *world, r result) known {
		return known{"res": 0, "olddirfd": -100, "oldpath": w.dir + "/two", "newdirfd": -100, "newpath": w.dir + "/d/two", "flags": unix.RENAME_NOREPLACE}
	}},
	{"renameat", catalog.EvtRenameatX, func(w *world, _ known) int64 {
		return sys(unix.SYS_RENAMEAT, uintptr(w.fd["openat dir"]), cstr("d/two"), cwdFD, cstr(w.dir+"/3"))
	}, func(w *world, r result) known {
		return known{"res": 0, "olddirfd": w.fd["openat dir"], "oldpath": "d/two", "newdirfd": -100, "newpath": w.dir + "/3"}
	}},
	{"linkat", catalog.EvtLinkat2X, func(w *world, _ known) int64 {
		return sys(unix.SYS_LINKAT, cwdFD, cstr(w.dir+"/3"), cwdFD, cstr(w.dir+"/l"), unix.AT_SYMLINK_FOLLOW)
	}, func(w *world, r result) known {
		return known{"res": 0, "olddir": -100, "oldpath": w.dir + "/3", "newdir": -100, "newpath": w.dir + "/l", "flags": catalog.AT_SYMLINK_FOLLOW}
	}},
	{"symlinkat", catalog.EvtSymlinkatX, func(w *world, _ known) int64 {
		return sys(unix.SYS_SYMLINKAT, cstr("/etc/shadow"), cwdFD, cstr(w.dir+"/s"))
	}, func(w *world, r result) known {
		return known{"res": 0, "target": "/etc/shadow", "linkdirfd": -100, "linkpath": w.dir + "/s"}
	}},
	{"unlinkat", catalog.EvtUnlinkat2X, func(w *world, _ known) int64 { return sys(unix.SYS_UNLINKAT, cwdFD, cstr(w.dir+"/s"), 0) },
		func(w *world, r result) known {
			return known{"res": 0, "dirfd": -100, "name": w.dir + "/s", "flags": 0}
		}},
	{"unlinkat dir", catalog.EvtUnlinkat2X, func(w *world, _ known) int64 {
		return sys(unix.SYS_UNLINKAT, cwdFD, cstr(w.dir+"/d"), unix.AT_REMOVEDIR)
	}, func(w *world, r result) known { return known{"res": 0, "flags": catalog.AT_REMOVEDIR} }},
	{"mknodat", catalog.EvtMknodatX, func(w *world, _ known) int64 {
		return sys(unix.SYS_MKNODAT, cwdFD, cstr(w.dir+"/f"), unix.S_IFIFO|0o600, 0)
	}, func(w *world, r result) known {
		return known{"res": 0, "path": w.dir + "/f", "mode": catalog.S_IFIFO | catalog.S_IRUSR | catalog.S_IWUSR, "dev": 0}
	}},
	{"chdir", catalog.EvtChdirX, func(w *world, _ known) int64 { return sys(unix.SYS_CHDIR, cstr(w.dir)) },
		func(w *world, r result) known { return known{"res": 0, "path": w.dir} }},
	{"fchdir", catalog.EvtFchdirX, func(w *world, _ known) int64 { return sys(unix.SYS_FCHDIR, uintptr(w.fd["openat dir"])) },
		func(w *world, r result) known { return known{"res": 0, "fd": w.fd["openat dir"]} }},
	{"chroot", catalog.EvtChrootX, raw(unix.SYS_CHROOT, cstr("/")), just(known{"path": "/"})},
	{"mount", catalog.EvtMountX, raw(unix.SYS_MOUNT, cstr("none"), cstr("/nowhere"), cstr("tmpfs"), 0xc0ed0000|unix.MS_NOSUID, 0),
		just(known{"dev": "none", "dir": "/nowhere", "type": "tmpfs", "flags": catalog.MS_NOSUID})},
	{"umount2", catalog.EvtUmount2X, raw(unix.SYS_UMOUNT2, cstr("/nowhere"), unix.MNT_DETACH),
		just(known{"name": "/nowhere", "flags": catalog.MNT_DETACH})},

	{"dup", catalog.EvtDup1X, raw(unix.SYS_DUP, 1), just(known{"oldfd": 1})},
	{"dup3", catalog.EvtDup3X, raw(unix.SYS_DUP3, 1, 100, unix.O_CLOEXEC), just(known{"res": 100, "oldfd": 1, "newfd": 100, "flags": catalog.O_CLOEXEC})},
	{"fcntl", catalog.EvtFcntlX, raw(unix.SYS_FCNTL, 1, unix.F_DUPFD_CLOEXEC, 200), just(known{"res": 200, "fd": 1, "cmd": catalog.FCNTL_F_DUPFD_CLOEXEC, "arg": 200})},
	{"close_range", catalog.EvtCloseRangeX, raw(unix.SYS_CLOSE_RANGE, 200, 210, 0), just(known{"first": 200, "last": 210, "flags": 0})},
	{"pipe2", catalog.EvtPipe2X, func(w *world, k known) int64 {
		p := new([2]int32)
		ret := sys(unix.SYS_PIPE2, ptr(p), unix.O_CLOEXEC|unix.O_NONBLOCK)
		k["fd1"], k["fd2"] = p[0], p[1]
		_, k["ino"] = inode(int64(p[0]))
		return ret
	}, func(w *world, r result) known {
		return known{"res": 0, "fd1": r.Known["fd1"], "fd2": r.Known["fd2"], "ino": r.Known["ino"], "flags": catalog.O_CLOEXEC | catalog.O_NONBLOCK}
	}},
	{"memfd_create", catalog.EvtMemfdCreateX, raw(unix.SYS_MEMFD_CREATE, cstr("thing"), unix.MFD_CLOEXEC|unix.MFD_ALLOW_SEALING), func(w *world, r result) known {
		return known{"fd": r.Ret, "name": "thing", "flags": catalog.MFD_CLOEXEC | catalog.MFD_ALLOW_SEALING}
	}},
	{"userfaultfd", catalog.EvtUserfaultfdX, raw(unix.SYS_USERFAULTFD, unix.O_CLOEXEC), just(known{"flags": unix.O_CLOEXEC})},
	{"eventfd2", catalog.EvtEventfd2X, raw(unix.SYS_EVENTFD2, 3, unix.EFD_NONBLOCK), just(known{"initval": 3, "flags": catalog.O_NONBLOCK})},
	{"signalfd4", catalog.EvtSignalfd4X, raw(unix.SYS_SIGNALFD4, ^uintptr(0), ptr(new(uint64)), 8, unix.SFD_CLOEXEC), just(known{"fd": -1, "flags": catalog.O_CLOEXEC, "mask": 0})},
	{"timerfd_create", catalog.EvtTimerfdCreateX, raw(unix.SYS_TIMERFD_CREATE, unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK), just(known{"clockid": 1, "flags": catalog.O_NONBLOCK})},
	{"inotify_init1", catalog.EvtInotifyInit1X, raw(unix.SYS_INOTIFY_INIT1, unix.IN_NONBLOCK), just(known{"flags": catalog.O_NONBLOCK})},
	{"epoll_create1", catalog.EvtEpollCreate1X, raw(unix.SYS_EPOLL_CREATE1, unix.EPOLL_CLOEXEC), just(known{"flags": catalog.EPOLL_CLOEXEC})},
	{"pidfd_open", catalog.EvtPidfdOpenX, func(w *world, _ known) int64 { return sys(unix.SYS_PIDFD_OPEN, uintptr(os.Getpid()), 0) },
		func(w *world, r result) known { return known{"fd": r.Ret, "flags": 0} }},
	{"pidfd_getfd", catalog.EvtPidfdGetfdX, func(w *world, _ known) int64 {
		return sys(unix.SYS_PIDFD_GETFD, uintptr(w.fd["pidfd_open"]), 1, 0)
	}, func(w *world, r result) known {
		return known{"fd": r.Ret, "pid_fd": w.fd["pidfd_open"], "target_fd": 1, "flags": 0}
	}},
	{"bpf", catalog.EvtBpf2X, raw(unix.SYS_BPF, 2, 0, 0), func(w *world, r result) known { return known{"fd": r.Ret, "cmd": 2} }},
	{"io_uring_setup", catalog.EvtIoUringSetupX, func(w *world, k known) int64 {
		p := new([30]uint32)
		p[2] = 1 << 3 // CQSIZE
		p[1] = 16
		ret := sys(425, 4, ptr(p))
		k["sq"], k["cq"] = p[0], p[1]
		return ret
	}, func(w *world, r result) known {
		return known{"res": r.Ret, "entries": 4, "sq_entries": r.Known["sq"], "cq_entries": r.Known["cq"], "flags": catalog.IORING_SETUP_CQSIZE}
	}},
	{"io_uring_enter", catalog.EvtIoUringEnterX, raw(426, ^uintptr(0), 5, 6, 1, 0), just(known{"fd": -1, "to_submit": 5, "min_complete": 6, "flags": catalog.IORING_ENTER_GETEVENTS})},
	{"io_uring_register", catalog.EvtIoUringRegisterX, raw(427, ^uintptr(0), 2, 77, 1), just(known{"fd": -1, "opcode": 2, "arg": 77, "nr_args": 1})},

	{"socket", catalog.EvtSocketX, raw(unix.SYS_SOCKET, unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 6), func(w *world, r result) known {
		return known{"fd": r.Ret, "domain": catalog.AF_INET, "type": unix.SOCK_STREAM | unix.SOCK_CLOEXEC, "proto": 6, "flags": catalog.O_CLOEXEC}
	}},
	{"bind", catalog.EvtBindX, func(w *world, k known) int64 {
		ret := sys(unix.SYS_BIND, uintptr(w.fd["socket"]), bytesPtr(sockaddr4(0)), 16)
		return ret
	}, func(w *world, r result) known {
		return known{"res": 0, "fd": w.fd["socket"], "addr": join([]byte{catalog.AF_INET}, v4(127, 0))}
	}},
	{"listen", catalog.EvtListenX, func(w *world, _ known) int64 { return sys(unix.SYS_LISTEN, uintptr(w.fd["socket"]), 9) },
		func(w *world, r result) known { return known{"res": 0, "fd": w.fd["socket"], "backlog": 9} }},
	{"client", catalog.EvtSocketX, raw(unix.SYS_SOCKET, unix.AF_INET, unix.SOCK_STREAM, 0), func(w *world, r result) known { return known{"fd": r.Ret} }},
	{"connect", catalog.EvtConnectX, func(w *world, k known) int64 {
		k["server"] = localPort(w.fd["socket"])
		ret := sys(unix.SYS_CONNECT, uintptr(w.fd["client"]), bytesPtr(sockaddr4(localPort(w.fd["socket"]))), 16)
		k["client"] = localPort(w.fd["client"])
		return ret
	}, func(w *world, r result) known {
		s, c := v4(127, port(r.Known, "server")), v4(127, port(r.Known, "client"))
		return known{"res": 0, "fd": w.fd["client"], "tuple": join([]byte{catalog.AF_INET}, c, s), "addr": join([]byte{catalog.AF_INET}, s)}
	}},
	{"connect fails", catalog.EvtConnectX, func(w *world, k known) int64 {
		fd, _ := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		return sys(unix.SYS_CONNECT, uintptr(fd), bytesPtr(sockaddr4(1)), 16)
	}, func(w *world, r result) known {
		return known{"res": -int(unix.ECONNREFUSED), "tuple": nil, "addr": join([]byte{catalog.AF_INET}, v4(127, 1))}
	}},
	{"accept4", catalog.EvtAccept46X, func(w *world, k known) int64 {
		k["server"], k["client"] = localPort(w.fd["socket"]), localPort(w.fd["client"])
		return sys(unix.SYS_ACCEPT4, uintptr(w.fd["socket"]), 0, 0, unix.SOCK_NONBLOCK)
	}, func(w *world, r result) known {
		s, c := v4(127, port(r.Known, "server")), v4(127, port(r.Known, "client"))
		return known{"fd": r.Ret, "tuple": join([]byte{catalog.AF_INET}, c, s), "queuepct": 0, "queuelen": 0, "queuemax": 9, "flags": catalog.O_NONBLOCK}
	}},
	{"sendto", catalog.EvtSendtoX, func(w *world, k known) int64 {
		k["server"], k["client"] = localPort(w.fd["socket"]), localPort(w.fd["client"])
		return sys(unix.SYS_SENDTO, uintptr(w.fd["client"]), bytesPtr(payload), 16, 0, 0, 0)
	}, func(w *world, r result) known {
		s, c := v4(127, port(r.Known, "server")), v4(127, port(r.Known, "client"))
		return known{"res": 16, "fd": w.fd["client"], "size": 16, "data": payload, "tuple": join([]byte{catalog.AF_INET}, c, s)}
	}},
	{"recvfrom", catalog.EvtRecvfromX, func(w *world, k known) int64 {
		k["server"], k["client"] = localPort(w.fd["socket"]), localPort(w.fd["client"])
		time.Sleep(10 * time.Millisecond)
		return sys(unix.SYS_RECVFROM, uintptr(w.fd["accept4"]), bytesPtr(make([]byte, 10)), 10, unix.MSG_DONTWAIT, 0, 0)
	}, func(w *world, r result) known {
		s, c := v4(127, port(r.Known, "server")), v4(127, port(r.Known, "client"))
		return known{"res": 10, "fd": w.fd["accept4"], "size": 10, "data": payload[:10], "tuple": join([]byte{catalog.AF_INET}, c, s)}
	}},
	{"sendmsg", catalog.EvtSendmsgX, func(w *world, _ known) int64 {
		v := &[2]unix.Iovec{{Base: &payload[0], Len: 2}, {Base: &payload[4], Len: 2}}
		ptr(v)
		m := &unix.Msghdr{Iov: &v[0], Iovlen: 2}
		return sys(unix.SYS_SENDMSG, uintptr(w.fd["client"]), ptr(m), 0)
	}, func(w *world, r result) known {
		return known{"res": 4, "fd": w.fd["client"], "size": 4, "data": []byte("0145"), "tuple": func(b []byte) bool { return len(b) == 13 && b[0] == 2 }}
	}},
	{"recvmsg", catalog.EvtRecvmsgX, func(w *world, _ known) int64 {
		time.Sleep(10 * time.Millisecond)
		b := make([]byte, 32)
		v := &unix.Iovec{Base: &b[0], Len: 32}
		ptr(v)
		return sys(unix.SYS_RECVMSG, uintptr(w.fd["accept4"]), ptr(&unix.Msghdr{Iov: v, Iovlen: 1}), unix.MSG_DONTWAIT)
	}, func(w *world, r result) known {
		return known{"res": 10, "size": 10, "fd": w.fd["accept4"], "data": []byte("abcdef0145"), "msgcontrol": nil}
	}},
	{"setsockopt", catalog.EvtSetsockoptX, func(w *world, _ known) int64 {
		return sys(unix.SYS_SETSOCKOPT, uintptr(w.fd["client"]), unix.SOL_SOCKET, unix.SO_KEEPALIVE, ptr(&[]int32{1}[0]), 4)
	}, func(w *world, r result) known {
		return known{"res": 0, "fd": w.fd["client"], "level": 1, "optname": 9, "val": []byte{2, 1, 0, 0, 0}, "optlen": 4}
	}},
	{"getsockopt", catalog.EvtGetsockoptX, func(w *world, _ known) int64 {
		return sys(unix.SYS_GETSOCKOPT, uintptr(w.fd["client"]), unix.SOL_SOCKET, unix.SO_ERROR, ptr(new(int32)), ptr(&[]uint32{4}[0]))
	}, func(w *world, r result) known {
		return known{"res": 0, "fd": w.fd["client"], "level": 1, "optname": 4, "val": []byte{1, 0, 0, 0, 0, 0, 0, 0, 0}, "optlen": 4}
	}},
	{"shutdown", catalog.EvtShutdownX, func(w *world, _ known) int64 { return sys(unix.SYS_SHUTDOWN, uintptr(w.fd["client"]), unix.SHUT_RDWR) },
		func(w *world, r result) known { return known{"res": 0, "fd": w.fd["client"], "how": 2} }},

	{"udp", catalog.EvtSocketX, raw(unix.SYS_SOCKET, unix.AF_INET6, unix.SOCK_DGRAM, 0), func(w *world, r result) known { return known{"domain": catalog.AF_INET6} }},
	{"bind6", catalog.EvtBindX, func(w *world, k known) int64 {
		return sys(unix.SYS_BIND, uintptr(w.fd["udp"]), bytesPtr(sockaddr6(0)), 28)
	},
		func(w *world, r result) known { return known{"addr": join([]byte{catalog.AF_INET6}, v6(1, 0))} }},
	{"sendto6", catalog.EvtSendtoX, func(w *world, k known) int64 {
		p := localPort(w.fd["udp"])
		k["port"] = p
		return sys(unix.SYS_SENDTO, uintptr(w.fd["udp"]), bytesPtr(payload), 3, 0, bytesPtr(sockaddr6(p)), 28)
	}, func(w *world, r result) known {
		e := v6(1, port(r.Known, "port"))
		return known{"res": 3, "tuple": join([]byte{catalog.AF_INET6}, e, e), "data": payload[:3]}
	}},
	{"recvfrom6", catalog.EvtRecvfromX, func(w *world, k known) int64 {
		k["port"] = localPort(w.fd["udp"])
		return sys(unix.SYS_RECVFROM, uintptr(w.fd["udp"]), bytesPtr(make([]byte, 10)), 10, unix.MSG_DONTWAIT, bytesPtr(make([]byte, 28)), ptr(&[]uint32{28}[0]))
	}, func(w *world, r result) known {
		e := v6(1, port(r.Known, "port"))
		return known{"res": 3, "tuple": join([]byte{catalog.AF_INET6}, e, e), "data": payload[:3]}
	}},
	{"sendmmsg", catalog.EvtSendmmsgX, func(w *world, k known) int64 {
		p := localPort(w.fd["udp"])
		k["port"] = p
		sa := sockaddr6(p)
		keep = append(keep, sa)
		type mmsg struct {
			hdr unix.Msghdr
			_   [2]uint32 // the kernel's msg_len, and padding
		}
		v := &[2]unix.Iovec{{Base: &payload[0], Len: 5}, {Base: &payload[5], Len: 6}}
		ptr(v)
		m := &[2]mmsg{{hdr: unix.Msghdr{Name: &sa[0], Namelen: 28, Iov: &v[0], Iovlen: 1}}, {hdr: unix.Msghdr{Name: &sa[0], Namelen: 28, Iov: &v[1], Iovlen: 1}}}
		return sys(unix.SYS_SENDMMSG, uintptr(w.fd["udp"]), ptr(m), 2, 0)
	}, func(w *world, r result) known {
		e := v6(1, port(r.Known, "port"))
		return known{"res": 5, "size": 5, "fd": w.fd["udp"], "data": payload[:5], "tuple": join([]byte{catalog.AF_INET6}, e, e)}
	}},

	{"socketpair", catalog.EvtSocketpairX, func(w *world, k known) int64 {
		p := new([2]int32)
		ret := sys(unix.SYS_SOCKETPAIR, unix.AF_UNIX, unix.SOCK_STREAM, 0, ptr(p))
		k["fd1"], k["fd2"] = p[0], p[1]
		return ret
	}, func(w *world, r result) known {
		isPtr := func(b []byte) bool { return len(b) == 8 && b[7] >= 0x80 }
		return known{"res": 0, "fd1": r.Known["fd1"], "fd2": r.Known["fd2"], "source": isPtr, "peer": isPtr, "domain": catalog.AF_UNIX, "type": 1, "proto": 0}
	}},
	{"unix server", catalog.EvtSocketX, raw(unix.SYS_SOCKET, unix.AF_UNIX, unix.SOCK_STREAM, 0), func(w *world, r result) known { return known{"domain": catalog.AF_UNIX} }},
	{"bind unix", catalog.EvtBindX, func(w *world, _ known) int64 {
		a := sockaddrUnix(w.dir + "/sock")
		return sys(unix.SYS_BIND, uintptr(w.fd["unix server"]), bytesPtr(a), uintptr(len(a)))
	}, func(w *world, r result) known {
		return known{"res": 0, "addr": append([]byte{catalog.AF_UNIX}, (w.dir + "/sock\x00")...)}
	}},
	{"listen unix", catalog.EvtListenX, func(w *world, _ known) int64 { return sys(unix.SYS_LISTEN, uintptr(w.fd["unix server"]), 1) }, just(known{"backlog": 1})},
	{"unix client", catalog.EvtSocketX, raw(unix.SYS_SOCKET, unix.AF_UNIX, unix.SOCK_STREAM, 0), func(w *world, r result) known { return known{"domain": catalog.AF_UNIX} }},
	{"connect unix", catalog.EvtConnectX, func(w *world, _ known) int64 {
		a := sockaddrUnix(w.dir + "/sock")
		return sys(unix.SYS_CONNECT, uintptr(w.fd["unix client"]), bytesPtr(a), uintptr(len(a)))
	}, func(w *world, r result) known {
		return known{"res": 0, "tuple": func(b []byte) bool { return len(b) > 17 && b[0] == 1 && string(b[17:]) == w.dir+"/sock\x00" }}
	}},

	{"kill", catalog.EvtKillX, raw(unix.SYS_KILL, 1<<30, 0), just(known{"pid": 1 << 30, "sig": 0})},
	{"tgkill", catalog.EvtTgkillX, raw(unix.SYS_TGKILL, 1<<30, 1<<30, 15), just(known{"pid": 1 << 30, "tid": 1 << 30, "sig": 15})},
	{"ptrace", catalog.EvtPtraceX, raw(unix.SYS_PTRACE, unix.PTRACE_ATTACH, 1<<30, 0, 0), just(known{"request": 11, "pid": 1 << 30})},
	{"ptrace peek", catalog.EvtPtraceX, raw(unix.SYS_PTRACE, unix.PTRACE_PEEKDATA, 1<<30, 0, 0), just(known{"request": 3, "addr": make([]byte, 9)})},
	{"prctl name", catalog.EvtPrctlX, raw(unix.SYS_PRCTL, unix.PR_SET_NAME, cstr("thing"), 0, 0, 0), just(known{"option": 15, "arg2_str": "thing", "arg2_int": 0})},
	{"prctl subreaper", catalog.EvtPrctlX, raw(unix.SYS_PRCTL, unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), just(known{"option": 36, "arg2_str": nil, "arg2_int": 1})},
	{"seccomp", catalog.EvtSeccompX, raw(unix.SYS_SECCOMP, 99, 1, 0), just(known{"op": 99, "flags": 1})},
	{"setns", catalog.EvtSetnsX, raw(unix.SYS_SETNS, ^uintptr(0), unix.CLONE_NEWNET), just(known{"fd": -1, "nstype": catalog.CL_CLONE_NEWNET})},
	{"unshare", catalog.EvtUnshareX, raw(unix.SYS_UNSHARE, unix.CLONE_NEWUTS), just(known{"flags": catalog.CL_CLONE_NEWUTS})},
	{"setsid", catalog.EvtSetsidX, raw(unix.SYS_SETSID), just(nil)},
	{"setpgid", catalog.EvtSetpgidX, raw(unix.SYS_SETPGID, 1<<30, 5), just(known{"pid": 1 << 30, "pgid": 5})},
	{"setrlimit", catalog.EvtSetrlimitX, raw(unix.SYS_SETRLIMIT, unix.RLIMIT_NOFILE, ptr(&unix.Rlimit{Cur: 1000, Max: 1001})), just(known{"cur": 1000, "max": 1001, "resource": 7})},
	{"prlimit", catalog.EvtPrlimitX, raw(unix.SYS_PRLIMIT64, 0, unix.RLIMIT_NOFILE, ptr(&unix.Rlimit{Cur: 900, Max: 1001}), ptr(new(unix.Rlimit))),
		just(known{"newcur": 900, "newmax": 1001, "oldcur": 1000, "oldmax": 1001, "pid": 0, "resource": 7})},
	{"init_module", catalog.EvtInitModuleX, raw(unix.SYS_INIT_MODULE, bytesPtr(payload), 16, cstr("x=1")), just(known{"img": payload, "length": 16, "uargs": "x=1"})},
	{"finit_module", catalog.EvtFinitModuleX, raw(unix.SYS_FINIT_MODULE, ^uintptr(0), cstr("y=2"), 1), just(known{"fd": -1, "uargs": "y=2", "flags": 1})},
	{"delete_module", catalog.EvtDeleteModuleX, raw(unix.SYS_DELETE_MODULE, cstr("nonesuch"), unix.O_NONBLOCK), just(known{"name": "nonesuch", "flags": catalog.DELETE_MODULE_O_NONBLOCK})},
	{"keyctl", catalog.EvtKeyctlX, raw(unix.SYS_KEYCTL, 10, 5, cstr("user"), cstr("desc"), 0),
		just(known{"operation": 10, "arg2": []byte{0, 5, 0, 0, 0, 0, 0, 0, 0}, "arg3": []byte("\x01user\x00"), "arg4": []byte("\x01desc\x00")})},
	{"poll", catalog.EvtPpollX, raw(unix.SYS_PPOLL, ptr(&unix.PollFd{Fd: -5, Events: unix.POLLIN}), 1, ptr(&unix.Timespec{Nsec: 1000}), 0),
		just(known{"fds": append([]byte{1, 0, 0xfb}, 255, 255, 255, 255, 255, 255, 255, 0, 0), "timeout": 0 /* the kernel writes back what is left */})},
	{"mmap", catalog.EvtMmapX, raw(unix.SYS_MMAP, 0, 4096, unix.PROT_READ, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS, ^uintptr(0), 0),
		just(known{"length": 4096, "prot": catalog.PROT_READ, "flags": catalog.MAP_PRIVATE | catalog.MAP_ANONYMOUS, "fd": -1, "offset": 0})},
	{"execve fails", catalog.EvtExecve19X, func(w *world, _ known) int64 {
		argv := &[3]uintptr{cstr("zero"), cstr("one"), 0}
		env := &[2]uintptr{cstr("A=b"), 0}
		return sys(unix.SYS_EXECVE, cstr(w.dir+"/none"), ptr(argv), ptr(env))
	}, func(w *world, r result) known {
		exe, _ := os.Executable()
		return known{"res": -int(unix.ENOENT), "exe": "zero", "args": []byte("one\x00"), "env": []byte("A=b\x00"), "filename": w.dir + "/none", "comm": "thing", "trusted_exepath": exe}
	}},
	{"execveat fails", catalog.EvtExecveatX, func(w *world, _ known) int64 {
		return sys(unix.SYS_EXECVEAT, cwdFD, cstr(w.dir+"/none"), 0, 0, 0)
	}, func(w *world, r result) known { return known{"res": -int(unix.ENOENT), "exe": "", "args": nil} }},
	{"generic", catalog.EvtGenericX, raw(unix.SYS_SYNC_FILE_RANGE, ^uintptr(0), 0, 0, 0), func(w *world, r result) known {
		code, _ := catalog.SyscallByName("sync_file_range")
		return known{"ID": code, "nativeID": unix.SYS_SYNC_FILE_RANGE}
	}},
	{"capset", catalog.EvtCapsetX, func(w *world, _ known) int64 {
		hdr := &unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
		data := &[2]unix.CapUserData{{Effective: 1<<6 | 1<<7, Permitted: 1<<6 | 1<<7}} // SETGID, SETUID
		return sys(unix.SYS_CAPSET, ptr(hdr), ptr(data))
	}, just(known{"cap_inheritable": 0, "cap_permitted": 0xc0, "cap_effective": 0xc0})},
	{"setresgid", catalog.EvtSetresgidX, raw(unix.SYS_SETRESGID, 11, 12, ^uintptr(0)), just(known{"rgid": 11, "egid": 12, "sgid": -1})},
	{"setregid", catalog.EvtSetregidX, raw(unix.SYS_SETREGID, 12, 12), just(nil)},
	{"setgid", catalog.EvtSetgidX, raw(unix.SYS_SETGID, 13), just(known{"gid": 13})},
	{"setresuid", catalog.EvtSetresuidX, raw(unix.SYS_SETRESUID, 0, 0, 21), just(known{"ruid": 0, "euid": 0, "suid": 21})},
	{"setreuid", catalog.EvtSetreuidX, raw(unix.SYS_SETREUID, 21, 21), just(known{"ruid": 21, "euid": 21})},
	{"setuid", catalog.EvtSetuidX, raw(unix.SYS_SETUID, 21), just(known{"uid": 21})},
	{"setuid fails", catalog.EvtSetuidX, raw(unix.SYS_SETUID, 0), just(known{"uid": 0})},
}
