package bpf

import (
	"os"
	"runtime"
	"testing"

	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// notExercised are the events of system calls that no step makes, and why.
var notExercised = map[catalog.EventID]string{
	catalog.EvtGenericX: "", // TestEveryCall does, by sync_file_range
	catalog.EvtVfork20X: "a child on its parent's stack: TestCompatCalls does",
	catalog.EvtMmap2X:   "only 32-bit programs have it: TestCompatCalls does", catalog.EvtLlseekX: "the same", catalog.EvtUmount1X: "the same",
	catalog.EvtSendX: "the same", catalog.EvtRecvX: "the same",
}

// TestEveryEventIsExercised names the events of calls that nothing makes.
func TestEveryEventIsExercised(t *testing.T) {
	made := map[catalog.EventID]bool{}
	for _, s := range steps {
		made[s.event] = true
	}
	for name := range calls {
		code, _ := catalog.SyscallByName(name)
		id := catalog.Syscalls[code].Exit
		if _, ok := notExercised[id]; made[id] == ok && id != catalog.EvtGenericX {
			t.Errorf("%s: a step %v, listed as not exercised %v", id.Info().Name, made[id], ok)
		}
	}
}

func withDir(f func(dir string) known) func(*world, result) known {
	return func(w *world, r result) known {
		k := f(w.dir)
		k["res"] = r.Ret
		return k
	}
}

// onFile is a call on the descriptor of step "more".
func onFile(nr uintptr, args ...uintptr) func(*world, known) int64 {
	return func(w *world, _ known) int64 { return sys(nr, append([]uintptr{uintptr(w.fd["more"])}, args...)...) }
}

func fileIs(params known) func(*world, result) known {
	return func(w *world, r result) known {
		out := known{"res": r.Ret, "fd": w.fd["more"]}
		for k, v := range params {
			out[k] = v
		}
		return out
	}
}

var (
	room     = make([]byte, 4096)
	vectors  = &[2]unix.Iovec{{Base: &payload[0], Len: 3}, {Base: &payload[8], Len: 4}}
	roomVecs = &[1]unix.Iovec{{Base: &room[0], Len: 6}}
)

const badPtr = 1

func page(k known) uintptr {
	b, err := unix.Mmap(-1, 0, 8192, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS)
	if err != nil {
		return 0
	}
	k["addr"] = addressOf(b)
	return uintptr(addressOf(b))
}

// onPage is a call on two fresh pages.
func onPage(nr uintptr, args ...uintptr) func(*world, known) int64 {
	return func(_ *world, k known) int64 { return sys(nr, append([]uintptr{page(k)}, args...)...) }
}

func pageIs(params known) func(*world, result) known {
	return func(_ *world, r result) known {
		out := known{"res": r.Ret, "addr": r.Known["addr"]}
		for k, v := range params {
			out[k] = v
		}
		return out
	}
}

// The other calls, and what becomes of parameters when a call fails or its memory
// cannot be read. They stand in front, because the list ends by giving up all
// privileges.
func init() {
	steps = append([]step{
		{"more", catalog.EvtOpenat2X, func(w *world, _ known) int64 {
			fd := sys(unix.SYS_OPENAT, cwdFD, cstr(w.dir+"/more"), unix.O_CREAT|unix.O_RDWR, 0o600)
			_, _ = unix.Pwrite(int(fd), payload, 0)
			return fd
		}, withDir(func(dir string) known { return known{"name": dir + "/more"} })},
		{"access", catalog.EvtAccessX, func(w *world, _ known) int64 { return sys(unix.SYS_ACCESS, cstr(w.dir), 6) },
			withDir(func(dir string) known { return known{"name": dir, "mode": catalog.R_OK | catalog.W_OK} })},
		{"brk", catalog.EvtBrk4X, raw(unix.SYS_BRK, 0), just(known{"addr": 0})},
		{"epoll_wait", catalog.EvtEpollwaitX, func(*world, known) int64 {
			return sys(unix.SYS_EPOLL_WAIT, uintptr(sys(unix.SYS_EPOLL_CREATE1, 0)), bytesPtr(room), 5, 0)
		}, just(known{"maxevents": 5})},
		{"flock", catalog.EvtFlockX, onFile(unix.SYS_FLOCK, unix.LOCK_EX|unix.LOCK_NB), fileIs(known{"operation": catalog.LOCK_EX | catalog.LOCK_NB})},
		{"fsconfig", catalog.EvtFsconfigX, raw(unix.SYS_FSCONFIG, ^uintptr(0), 1, cstr("key"), cstr("value"), 0),
			just(known{"fd": -1, "cmd": 1, "key": "key", "value_charbuf": "value", "value_bytebuf": nil, "aux": 0})},
		{"fsconfig bytes", catalog.EvtFsconfigX, raw(unix.SYS_FSCONFIG, ^uintptr(0), 2, cstr("key"), bytesPtr(payload), 4),
			just(known{"cmd": 2, "value_charbuf": nil, "value_bytebuf": payload[:4], "aux": 4})},
		{"fstat", catalog.EvtFstatX, onFile(unix.SYS_FSTAT, bytesPtr(room)), fileIs(nil)},
		{"futex", catalog.EvtFutexX, onPage(unix.SYS_FUTEX, 1|128, 3), pageIs(known{"op": 1 | 128, "val": 3})},
		{"getcwd", catalog.EvtGetcwdX, raw(unix.SYS_GETCWD, bytesPtr(room), 4096), withDir(func(dir string) known { return known{"path": dir} })},
		{"getcwd fails", catalog.EvtGetcwdX, raw(unix.SYS_GETCWD, bytesPtr(room), 1), just(known{"path": nil})},
		{"getdents64", catalog.EvtGetdents64X, onFile(unix.SYS_GETDENTS64, bytesPtr(room), 100), fileIs(nil)},
		{"getdents", catalog.EvtGetdentsX, onFile(unix.SYS_GETDENTS, bytesPtr(room), 100), fileIs(nil)},
		{"getuid", catalog.EvtGetuidX, raw(unix.SYS_GETUID), just(known{"uid": 0})},
		{"geteuid", catalog.EvtGeteuidX, raw(unix.SYS_GETEUID), just(known{"euid": 0})},
		{"getgid", catalog.EvtGetgidX, raw(unix.SYS_GETGID), just(known{"gid": 0})},
		{"getegid", catalog.EvtGetegidX, raw(unix.SYS_GETEGID), just(known{"egid": 0})},
		{"getresuid", catalog.EvtGetresuidX, raw(unix.SYS_GETRESUID, bytesPtr(room), bytesPtr(room[8:]), badPtr), just(known{"euid": 0})},
		{"getresgid", catalog.EvtGetresgidX, raw(unix.SYS_GETRESGID, bytesPtr(room), bytesPtr(room[8:]), bytesPtr(room[16:])), just(known{"rgid": 0, "egid": 0, "sgid": 0})},
		{"getrlimit", catalog.EvtGetrlimitX, func(_ *world, k known) int64 {
			l := new(unix.Rlimit)
			ret := sys(unix.SYS_GETRLIMIT, unix.RLIMIT_NOFILE, ptr(l))
			k["cur"], k["max"] = l.Cur, l.Max
			return ret
		}, func(_ *world, r result) known {
			return known{"res": 0, "cur": r.Known["cur"], "max": r.Known["max"], "resource": 7}
		}},
		{"getrlimit fails", catalog.EvtGetrlimitX, raw(unix.SYS_GETRLIMIT, 99, bytesPtr(room)), just(known{"cur": -1, "max": -1, "resource": catalog.RLIMIT_UNKNOWN})},
		{"setrlimit fails", catalog.EvtSetrlimitX, raw(unix.SYS_SETRLIMIT, 3, badPtr), just(known{"cur": 0, "max": 0, "resource": 3})},
		{"ioctl", catalog.EvtIoctl3X, onFile(unix.SYS_IOCTL, 0x5401, 77), fileIs(known{"request": 0x5401, "argument": 77})},
		{"lseek", catalog.EvtLseekX, onFile(unix.SYS_LSEEK, 3, 1), fileIs(known{"offset": 3, "whence": 1})},
		{"lseek data", catalog.EvtLseekX, onFile(unix.SYS_LSEEK, 0, 3), fileIs(known{"offset": 0, "whence": 0})},
		{"stat", catalog.EvtStatX, func(w *world, _ known) int64 { return sys(unix.SYS_STAT, cstr(w.dir), bytesPtr(room)) },
			withDir(func(dir string) known { return known{"path": dir} })},
		{"lstat", catalog.EvtLstatX, func(w *world, _ known) int64 { return sys(unix.SYS_LSTAT, cstr(w.dir), bytesPtr(room)) },
			withDir(func(dir string) known { return known{"path": dir} })},
		{"newfstatat", catalog.EvtNewfstatatX, raw(unix.SYS_NEWFSTATAT, cwdFD, cstr("more"), bytesPtr(room), unix.AT_SYMLINK_NOFOLLOW),
			just(known{"dirfd": -100, "path": "more", "flags": catalog.AT_SYMLINK_NOFOLLOW})},
		{"mknod", catalog.EvtMknodX, func(w *world, _ known) int64 {
			return sys(unix.SYS_MKNOD, cstr(w.dir+"/null"), unix.S_IFCHR|0o600, 0x103)
		}, withDir(func(dir string) known {
			return known{"path": dir + "/null", "mode": catalog.S_IFCHR | catalog.S_IRUSR | catalog.S_IWUSR, "dev": 0x100003} // as Falco recorded it
		})},
		{"mlock", catalog.EvtMlockX, onPage(unix.SYS_MLOCK, 4096), pageIs(known{"len": 4096})},
		{"munlock", catalog.EvtMunlockX, onPage(unix.SYS_MUNLOCK, 4096), pageIs(known{"len": 4096})},
		{"mlock2", catalog.EvtMlock2X, onPage(unix.SYS_MLOCK2, 4096, 1), pageIs(known{"len": 4096, "flags": catalog.MLOCK_ONFAULT})},
		{"mlockall", catalog.EvtMlockallX, raw(unix.SYS_MLOCKALL, 4), just(known{"flags": catalog.MLOCKALL_MCL_ONFAULT})},
		{"munlockall", catalog.EvtMunlockallX, raw(unix.SYS_MUNLOCKALL), just(nil)},
		{"mprotect", catalog.EvtMprotectX, onPage(unix.SYS_MPROTECT, 4096, unix.PROT_READ|unix.PROT_EXEC),
			pageIs(known{"length": 4096, "prot": catalog.PROT_READ | catalog.PROT_EXEC})},
		{"munmap", catalog.EvtMunmapX, onPage(unix.SYS_MUNMAP, 8192), pageIs(known{"length": 8192})},
		{"nanosleep", catalog.EvtNanosleepX, raw(unix.SYS_NANOSLEEP, ptr(&unix.Timespec{Nsec: 1000}), 0), just(known{"interval": 1000})},
		{"nanosleep fails", catalog.EvtNanosleepX, raw(unix.SYS_NANOSLEEP, badPtr, 0), just(known{"interval": 0})},
		{"pread64", catalog.EvtPreadX, onFile(unix.SYS_PREAD64, bytesPtr(room), 5, 2), fileIs(known{"data": payload[2:7], "size": 5, "pos": 2})},
		{"readv", catalog.EvtReadvX, func(w *world, _ known) int64 {
			_, _ = unix.Seek(w.fd["more"], 1, 0)
			return sys(unix.SYS_READV, uintptr(w.fd["more"]), ptr(roomVecs), 1)
		}, fileIs(known{"size": 6, "data": payload[1:7]})},
		{"preadv", catalog.EvtPreadvX, onFile(unix.SYS_PREADV, ptr(roomVecs), 1, 4), fileIs(known{"size": 6, "data": payload[4:10], "pos": 4})},
		{"preadv fails", catalog.EvtPreadvX, onFile(unix.SYS_PREADV, badPtr, 1, 4), fileIs(known{"size": 0, "data": nil, "pos": 4})},
		{"pwritev", catalog.EvtPwritevX, onFile(unix.SYS_PWRITEV, ptr(vectors), 2, 9), fileIs(known{"size": 7, "data": []byte("01289ab"), "pos": 9})},
		{"read fails", catalog.EvtReadX, onFile(unix.SYS_READ, badPtr, 10), fileIs(known{"data": nil, "size": 10})},
		{"write fails", catalog.EvtWriteX, onFile(unix.SYS_WRITE, badPtr, 10), fileIs(known{"data": nil, "size": 10})},
		{"copy_file_range", catalog.EvtCopyFileRangeX, onFile(unix.SYS_COPY_FILE_RANGE, 0, ^uintptr(0), 0, 5), func(w *world, r result) known {
			return known{"res": r.Ret, "fdin": w.fd["more"], "offin": 0, "fdout": -1, "offout": 0, "len": 5}
		}},
		{"sendfile", catalog.EvtSendfileX, func(w *world, k known) int64 {
			off := new(int64)
			*off = 2
			out, _ := unix.MemfdCreate("out", 0)
			ret := sys(unix.SYS_SENDFILE, uintptr(out), uintptr(w.fd["more"]), ptr(off), 4)
			k["out"], k["off"] = out, *off
			return ret
		}, func(w *world, r result) known {
			return known{"res": 4, "out_fd": r.Known["out"], "in_fd": w.fd["more"], "offset": r.Known["off"], "size": 4}
		}},
		{"splice", catalog.EvtSpliceX, onFile(unix.SYS_SPLICE, 0, ^uintptr(0), 0, 4, unix.SPLICE_F_NONBLOCK), func(w *world, r result) known {
			return known{"res": r.Ret, "fd_in": w.fd["more"], "fd_out": -1, "size": 4, "flags": catalog.SPLICE_F_NONBLOCK}
		}},
		{"process_vm_readv", catalog.EvtProcessVmReadvX, func(*world, known) int64 {
			return sys(unix.SYS_PROCESS_VM_READV, uintptr(os.Getpid()), ptr(roomVecs), 1, ptr(vectors), 2, 0)
		}, just(known{"res": 6, "data": []byte("01289a")})},
		{"process_vm_writev", catalog.EvtProcessVmWritevX, func(*world, known) int64 {
			return sys(unix.SYS_PROCESS_VM_WRITEV, uintptr(os.Getpid()), ptr(vectors), 1, ptr(roomVecs), 1, 0)
		}, just(known{"res": 3, "data": payload[:3]})},
		{"quotactl format", catalog.EvtQuotactlX, raw(unix.SYS_QUOTACTL, 0x80000400, cstr("/dev/none"), 0, bytesPtr([]byte{4, 0, 0, 0})),
			just(known{"special": "/dev/none", "quotafilepath": nil, "cmd": catalog.Q_GETFMT, "type": catalog.USRQUOTA, "id": 0,
				"quota_fmt": catalog.QFMT_NOT_USED, "quota_fmt_out": catalog.QFMT_VFS_V1, "dqb_bhardlimit": 0, "dqi_flags": 0})},
		{"quotactl on", catalog.EvtQuotactlX, raw(unix.SYS_QUOTACTL, 0x80000201, cstr("/dev/none"), 2, cstr("/quota")),
			just(known{"quotafilepath": "/quota", "cmd": catalog.Q_QUOTAON, "type": catalog.GRPQUOTA, "quota_fmt": catalog.QFMT_VFS_V0, "quota_fmt_out": catalog.QFMT_NOT_USED})},
		{"quotactl set", catalog.EvtQuotactlX, raw(unix.SYS_QUOTACTL, 0x80000800, cstr("/dev/none"), 7, ptr(&[9]uint64{10, 11, 12, 13, 14, 15, 16, 17, 1 | 16})),
			just(known{"cmd": catalog.Q_SETQUOTA, "id": 7, "dqb_bhardlimit": 10, "dqb_bsoftlimit": 11, "dqb_curspace": 0, "dqb_ihardlimit": 0, "dqb_btime": 16, "dqb_itime": 0})},
		{"quotactl info", catalog.EvtQuotactlX, raw(unix.SYS_QUOTACTL, 0x80000600, cstr("/dev/none"), 7, ptr(&[3]uint64{20, 21, 1 | 7<<32})),
			just(known{"cmd": catalog.Q_SETINFO, "id": 0, "dqi_bgrace": 20, "dqi_igrace": 21, "dqi_flags": 1})},
		{"select", catalog.EvtSelectX, raw(unix.SYS_SELECT, 0, 0, 0, 0, ptr(new(unix.Timeval))), just(nil)},
		{"semget", catalog.EvtSemgetX, raw(unix.SYS_SEMGET, 0, 2, 0o1600), just(known{"key": 0, "nsems": 2, "semflg": catalog.IPC_CREAT})},
		{"semop", catalog.EvtSemopX, func(w *world, _ known) int64 {
			return sys(unix.SYS_SEMOP, uintptr(w.fd["semget"]), ptr(&[6]uint16{0, 1, 0x800, 1, 2, 0x1000}), 2)
		}, func(w *world, r result) known {
			return known{"res": 0, "semid": w.fd["semget"], "nsops": 2, "sem_num_0": 0, "sem_op_0": 1, "sem_flg_0": catalog.IPC_NOWAIT,
				"sem_num_1": 1, "sem_op_1": 2, "sem_flg_1": catalog.SEM_UNDO}
		}},
		{"semop fails", catalog.EvtSemopX, raw(unix.SYS_SEMOP, ^uintptr(0), ptr(&[6]uint16{0, 1, 0x800, 1, 2, 0x1000}), 2),
			just(known{"semid": -1, "nsops": 2, "sem_op_0": 0, "sem_op_1": 0, "sem_flg_1": 0})},
		{"semctl", catalog.EvtSemctlX, func(w *world, _ known) int64 {
			return sys(unix.SYS_SEMCTL, uintptr(w.fd["semget"]), 0, 0, 9)
		}, func(w *world, r result) known {
			return known{"res": 0, "semid": w.fd["semget"], "semnum": 0, "cmd": catalog.IPC_RMID, "val": 9}
		}},
		{"signalfd", catalog.EvtSignalfdX, raw(unix.SYS_SIGNALFD, ^uintptr(0), ptr(new(uint64)), 8), just(known{"fd": -1, "mask": 0, "flags": 0})},
		{"tkill", catalog.EvtTkillX, raw(unix.SYS_TKILL, 1<<30, 9), just(known{"tid": 1 << 30, "sig": 9})},
		{"fork", catalog.EvtFork20X, func(*world, known) int64 {
			pid, _, _ := unix.RawSyscall(unix.SYS_FORK, 0, 0, 0)
			if pid == 0 {
				for {
					_, _, _ = unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
				}
			}
			_, _ = unix.Wait4(int(pid), nil, 0, nil)
			return int64(pid)
		}, func(w *world, r result) known { return known{"res": r.Ret, "comm": "bpf.test", "flags": 0} }},
		{"clone fails", catalog.EvtClone20X, raw(unix.SYS_CLONE, unix.CLONE_THREAD), just(known{"exe": nil, "args": nil, "comm": "bpf.test", "flags": catalog.CL_CLONE_THREAD})},
		{"clone3 fails", catalog.EvtClone3X, raw(unix.SYS_CLONE3, ptr(&[11]uint64{unix.CLONE_THREAD}), 88), just(known{"exe": nil, "args": nil, "flags": catalog.CL_CLONE_THREAD})},
		{"datagrams", catalog.EvtSocketpairX, func(w *world, k known) int64 {
			p := new([2]int32)
			ret := sys(unix.SYS_SOCKETPAIR, unix.AF_UNIX, unix.SOCK_DGRAM, 0, ptr(p))
			k["fd1"], k["fd2"] = p[0], p[1]
			w.fd["left"], w.fd["right"] = int(p[0]), int(p[1])
			return ret
		}, func(w *world, r result) known {
			w.fd["left"], w.fd["right"] = port(r.Known, "fd1"), port(r.Known, "fd2")
			return known{"res": 0, "fd1": r.Known["fd1"], "type": unix.SOCK_DGRAM}
		}},
		{"getsockname", catalog.EvtGetsocknameX, raw(unix.SYS_GETSOCKNAME, 1, bytesPtr(room), bytesPtr(room)), func(*world, result) known { return nil }},
		{"getpeername", catalog.EvtGetpeernameX, raw(unix.SYS_GETPEERNAME, 1, bytesPtr(room), bytesPtr(room)), func(*world, result) known { return nil }},
		{"recvmsg with descriptors", catalog.EvtRecvmsgX, func(w *world, k known) int64 {
			_ = unix.Sendmsg(w.fd["left"], payload[:4], unix.UnixRights(1), nil, 0)
			control := make([]byte, 64)
			m := &unix.Msghdr{Iov: &roomVecs[0], Iovlen: 1, Control: &control[0], Controllen: 64}
			ret := sys(unix.SYS_RECVMSG, uintptr(w.fd["right"]), ptr(m), 0)
			k["control"] = m.Controllen
			return ret
		}, func(w *world, r result) known {
			return known{"res": 4, "size": 4, "data": payload[:4], "fd": w.fd["right"],
				"msgcontrol": func(b []byte) bool {
					return len(b) == port(r.Known, "control") && len(b) >= 20 && b[8] == unix.SOL_SOCKET && b[12] == unix.SCM_RIGHTS
				}}
		}},
		{"recvmsg fails", catalog.EvtRecvmsgX, func(w *world, _ known) int64 {
			return sys(unix.SYS_RECVMSG, uintptr(w.fd["right"]), ptr(&unix.Msghdr{Iov: &roomVecs[0], Iovlen: 1}), unix.MSG_DONTWAIT)
		}, just(known{"size": 0, "data": nil, "tuple": nil, "msgcontrol": nil})},
		{"recvmmsg", catalog.EvtRecvmmsgX, func(w *world, _ known) int64 {
			_, _ = unix.Write(w.fd["left"], payload[:5])
			type mmsg struct {
				unix.Msghdr
				Len, _ uint32
			}
			return sys(unix.SYS_RECVMMSG, uintptr(w.fd["right"]), ptr(&mmsg{Msghdr: unix.Msghdr{Iov: &roomVecs[0], Iovlen: 1}}), 1, unix.MSG_DONTWAIT, 0)
		}, func(w *world, r result) known {
			return known{"res": 5, "fd": w.fd["right"], "size": 5, "data": payload[:5], "msgcontrol": nil}
		}},
		{"vsock", catalog.EvtSocketX, raw(unix.SYS_SOCKET, unix.AF_VSOCK, unix.SOCK_STREAM, 0), just(known{"domain": catalog.AF_UNSPEC, "type": 1})},
		{"unix stream", catalog.EvtSocketX, raw(unix.SYS_SOCKET, unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_NONBLOCK, 0), just(known{"domain": catalog.AF_UNIX, "flags": catalog.O_NONBLOCK})},
		{"connect abstract", catalog.EvtConnectX, func(w *world, _ known) int64 {
			a := []byte("\x01\x00\x00nobody")
			return sys(unix.SYS_CONNECT, uintptr(w.fd["unix stream"]), bytesPtr(a), uintptr(len(a)))
		}, func(w *world, r result) known {
			return known{"res": -int(unix.ECONNREFUSED), "tuple": nil, "fd": w.fd["unix stream"], "addr": []byte("\x01nobody\x00")}
		}},
		{"connect without memory", catalog.EvtConnectX, func(w *world, _ known) int64 {
			return sys(unix.SYS_CONNECT, uintptr(w.fd["unix stream"]), badPtr, 16)
		}, just(known{"tuple": nil, "addr": nil})},
		{"netlink", catalog.EvtSocketX, raw(unix.SYS_SOCKET, unix.AF_NETLINK, unix.SOCK_RAW, 0), just(known{"domain": catalog.AF_NETLINK, "type": 3})},
		{"bind netlink", catalog.EvtBindX, func(w *world, _ known) int64 {
			return sys(unix.SYS_BIND, uintptr(w.fd["netlink"]), bytesPtr([]byte{16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), 12)
		}, just(known{"addr": nil})},
		{"rename without names", catalog.EvtRenameX, raw(unix.SYS_RENAME, 0, badPtr), just(known{"oldpath": nil, "newpath": nil})},
		{"open of an empty name", catalog.EvtOpenX, raw(unix.SYS_OPEN, cstr(""), unix.O_RDONLY, 0), func(w *world, r result) known {
			return known{"fd": -int(unix.ENOENT), "name": ""}
		}},
		{"openat2 without memory", catalog.EvtSyscOpenat2X, raw(unix.SYS_OPENAT2, cwdFD, cstr("x"), badPtr, 24), func(w *world, r result) known {
			return known{"fd": -int(unix.EFAULT), "name": "x", "resolve": 0, "mode": 0}
		}},
		{"prctl without memory", catalog.EvtPrctlX, raw(unix.SYS_PRCTL, unix.PR_SET_NAME, badPtr), just(known{"option": 15, "arg2_str": nil})},
		{"fcntl unknown", catalog.EvtFcntlX, onFile(unix.SYS_FCNTL, 9999, 1), fileIs(known{"cmd": catalog.FCNTL_UNKNOWN, "arg": 1})},
		{"dup2 onto itself", catalog.EvtDup2X, raw(unix.SYS_DUP2, 1, 1), just(known{"oldfd": 1, "newfd": 1})},
		{"pipe fails", catalog.EvtPipeX, raw(unix.SYS_PIPE, badPtr), just(known{"fd1": -1, "fd2": -1, "ino": 0})},
	}, steps...)
	runtime.KeepAlive(room)
}
