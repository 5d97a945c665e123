package bpf

import (
	"slices"

	"github.com/falcoc/falcoc/vm/catalog"
)

// row says how the kernel programs make the event of a system call: which
// program, and for each parameter of the event where its value comes from. The
// event's type is the one that the catalogue gives the call.
type row struct {
	prog   sensorProgSlot
	params []sensorParam
}

func simple(p ...sensorParam) row { return row{sensorProgSlotPROG_TABLE, p} }
func file(p ...sensorParam) row   { return row{sensorProgSlotPROG_FILE, p} }
func sock(p ...sensorParam) row   { return row{sensorProgSlotPROG_SOCKET, p} }

// The registers that a parameter may name besides the six arguments.
const (
	ret  = 6
	zero = 7
)

func num(arg, width uint8) sensorParam {
	return sensorParam{Kind: sensorKindKIND_NUM, Arg: arg, Width: width}
}

func u8(arg uint8) sensorParam  { return num(arg, 1) }
func u16(arg uint8) sensorParam { return num(arg, 2) }
func u32(arg uint8) sensorParam { return num(arg, 4) }
func u64(arg uint8) sensorParam { return num(arg, 8) }

// fd is an int argument as eight bytes: a descriptor, AT_FDCWD, a pid.
func fd(arg uint8) sensorParam {
	p := num(arg, 8)
	p.Flags = sensorParamFlagFLAG_SIGN32
	return p
}

// flags converts an argument of so many bytes by a table.
func flags(c conversion, arg, width uint8) sensorParam {
	p := num(arg, width)
	p.Conv = uint8(c)
	return p
}

func of(kind sensorKind, arg uint8) sensorParam { return sensorParam{Kind: kind, Arg: arg} }

func of2(kind sensorKind, arg, arg2 uint8) sensorParam {
	return sensorParam{Kind: kind, Arg: arg, Arg2: arg2}
}

// at is a number in user memory, off bytes behind where an argument points.
func at(arg, off, width uint8, flags sensorParamFlag) sensorParam {
	return sensorParam{Kind: sensorKindKIND_NUM_AT, Arg: arg, Off: off, Width: width, Flags: flags}
}

func str(arg uint8) sensorParam      { return of(sensorKindKIND_STR, arg) }
func openMask(arg uint8) sensorParam { return of(sensorKindKIND_OPEN_FLAGS, arg) }

// tuple is a socket's two ends; far is the argument with the far end's address
// where the socket has none, or zero.
func tuple(kind sensorKind, arg, far uint8) sensorParam {
	return sensorParam{Kind: kind, Arg: arg, Arg2: far, Off: 1}
}

func keyctl(n uint8) sensorParam {
	return sensorParam{Kind: sensorKindKIND_KEYCTL, Arg: n - 1, Off: n}
}

func capSet(which uint8) sensorParam { return sensorParam{Kind: sensorKindKIND_CAP, Off: which} }

// withFlags adds conditions or substitutes to a parameter.
func withFlags(p sensorParam, f sensorParamFlag) sensorParam {
	p.Flags |= f
	return p
}

func with(p sensorParam, c conversion) sensorParam {
	p.Conv = uint8(c)
	return p
}

func wide(p sensorParam, width uint8) sensorParam {
	p.Width = width
	return p
}

const (
	ok        = sensorParamFlagFLAG_IF_OK
	connected = sensorParamFlagFLAG_IF_CONNECTED
	orZero    = sensorParamFlagFLAG_OR_ZERO
	orMinus1  = sensorParamFlagFLAG_OR_MINUS1
	long      = sensorParamFlagFLAG_LONG

	tupleOut = sensorKindKIND_TUPLE_OUT
	tupleIn  = sensorKindKIND_TUPLE_IN
)

func ifOK(p sensorParam) sensorParam { return withFlags(p, ok) }

var (
	res     = u64(ret)
	fileDev = of(sensorKindKIND_FILE_DEV, ret)
	fileIno = of(sensorKindKIND_FILE_INO, ret)

	vmSize = of(sensorKindKIND_VM_SIZE, zero)
	vmRSS  = of(sensorKindKIND_VM_RSS, zero)
	vmSwap = of(sensorKindKIND_VM_SWAP, zero)

	sent      = of2(sensorKindKIND_BUF_REQ, 1, 2)
	received  = ifOK(of2(sensorKindKIND_BUF, 1, ret))
	resOrZero = withFlags(u32(ret), ok|orZero)
	gathered  = of2(sensorKindKIND_IOV_DATA, 1, 2)
	scattered = ifOK(gathered)
)

// calls has the system calls with an event of their own, by the schema's name.
// Their parameters stand in the order of the event table.
var calls = map[string]row{
	// Processes.
	"execve":            {prog: sensorProgSlotPROG_EXEC},
	"execveat":          {prog: sensorProgSlotPROG_EXEC},
	"clone":             {prog: sensorProgSlotPROG_CLONE},
	"clone3":            {prog: sensorProgSlotPROG_CLONE},
	"fork":              {prog: sensorProgSlotPROG_CLONE},
	"vfork":             {prog: sensorProgSlotPROG_CLONE},
	"kill":              simple(res, fd(0), u8(1)),
	"tkill":             simple(res, fd(0), u8(1)),
	"tgkill":            simple(res, fd(0), fd(1), u8(2)),
	"ptrace":            simple(res, of(sensorKindKIND_PTRACE_ADDR, 2), of(sensorKindKIND_PTRACE_DATA, 3), flags(convPtrace, 0, 2), fd(1)),
	"prctl":             simple(res, u32(0), of(sensorKindKIND_PRCTL_STR, 1), of(sensorKindKIND_PRCTL_INT, 1)),
	"seccomp":           simple(res, u64(0), u64(1)),
	"setns":             simple(res, fd(0), flags(convClone, 1, 4)),
	"unshare":           simple(res, flags(convClone, 0, 4)),
	"setsid":            simple(res),
	"setpgid":           simple(res, fd(0), fd(1)),
	"capset":            simple(res, capSet(0), capSet(1), capSet(2)),
	"pidfd_open":        simple(res, fd(0), flags(convPidfd, 1, 4)),
	"pidfd_getfd":       simple(res, fd(0), fd(1), u32(2)),
	"process_vm_readv":  sock(res, fd(0), scattered),
	"process_vm_writev": sock(res, fd(0), scattered),

	// Identities and limits.
	"setuid":    simple(res, u32(0)),
	"setgid":    simple(res, u32(0)),
	"setreuid":  simple(res, u32(0), u32(1)),
	"setregid":  simple(res, u32(0), u32(1)),
	"setresuid": simple(res, u32(0), u32(1), u32(2)),
	"setresgid": simple(res, u32(0), u32(1), u32(2)),
	"getuid":    simple(u32(ret)),
	"geteuid":   simple(u32(ret)),
	"getgid":    simple(u32(ret)),
	"getegid":   simple(u32(ret)),
	"getresuid": simple(res, at(0, 0, 4, 0), at(1, 0, 4, 0), at(2, 0, 4, 0)),
	"getresgid": simple(res, at(0, 0, 4, 0), at(1, 0, 4, 0), at(2, 0, 4, 0)),
	"getrlimit": simple(res, at(1, 0, 8, ok|orMinus1|long), at(1, 8, 8, ok|orMinus1|long), flags(convRlimit, 0, 1)),
	"setrlimit": simple(res, at(1, 0, 8, orZero|long), at(1, 8, 8, orZero|long), flags(convRlimit, 0, 1)),
	"prlimit64": simple(res, at(2, 0, 8, orMinus1), at(2, 8, 8, orMinus1), at(3, 0, 8, ok|orMinus1), at(3, 8, 8, ok|orMinus1),
		fd(0), flags(convRlimit, 1, 1)),

	// Files by name.
	"open":              file(res, str(0), openMask(1), of2(sensorKindKIND_OPEN_MODE, 2, 1), fileDev, fileIno),
	"openat":            file(res, fd(0), str(1), openMask(2), of2(sensorKindKIND_OPEN_MODE, 3, 2), fileDev, fileIno),
	"openat2":           file(res, fd(0), str(1), of(sensorKindKIND_OPEN_FLAGS_AT, 2), of(sensorKindKIND_OPEN_MODE_AT, 2), with(at(2, 16, 4, orZero), convResolve), fileDev, fileIno),
	"creat":             file(res, str(0), flags(convMode, 1, 4), fileDev, fileIno, wide(of(sensorKindKIND_FILE_LAYER, ret), 2)),
	"open_by_handle_at": file(res, fd(0), openMask(2), of(sensorKindKIND_FILE_PATH, ret), fileDev, fileIno),
	"access":            simple(res, str(0), flags(convAccess, 1, 4)),
	"stat":              simple(res, str(0)),
	"lstat":             simple(res, str(0)),
	"newfstatat":        simple(res, fd(0), str(1), flags(convStatat, 3, 4)),
	"chdir":             simple(res, str(0)),
	"chroot":            simple(res, str(0)),
	"getcwd":            simple(res, ifOK(str(0))),
	"mkdir":             simple(res, str(0), u32(1)),
	"mkdirat":           simple(res, fd(0), str(1), u32(2)),
	"rmdir":             simple(res, str(0)),
	"mknod":             simple(res, str(0), flags(convMknod, 1, 4), of(sensorKindKIND_DEV, 2)),
	"mknodat":           simple(res, fd(0), str(1), flags(convMknod, 2, 4), of(sensorKindKIND_DEV, 3)),
	"rename":            simple(res, str(0), str(1)),
	"renameat":          simple(res, fd(0), str(1), fd(2), str(3)),
	"renameat2":         simple(res, fd(0), str(1), fd(2), str(3), u32(4)),
	"link":              simple(res, str(0), str(1)),
	"linkat":            simple(res, fd(0), str(1), fd(2), str(3), flags(convLinkat, 4, 4)),
	"symlink":           simple(res, str(0), str(1)),
	"symlinkat":         simple(res, str(0), fd(1), str(2)),
	"unlink":            simple(res, str(0)),
	"unlinkat":          simple(res, fd(0), str(1), flags(convUnlinkat, 2, 4)),
	"chmod":             simple(res, str(0), flags(convMode, 1, 4)),
	"fchmodat":          simple(res, fd(0), str(1), flags(convMode, 2, 4)),
	"chown":             simple(res, str(0), u32(1), u32(2)),
	"lchown":            simple(res, str(0), u32(1), u32(2)),
	"fchownat":          simple(res, fd(0), str(1), u32(2), u32(3), flags(convFchownat, 4, 4)),
	"mount":             simple(res, str(0), str(1), str(2), of(sensorKindKIND_MOUNT_FLAGS, 3)),
	"umount":            simple(res, str(0)),
	"umount2":           simple(res, str(0), flags(convUmount, 1, 4)),
	"fsconfig": simple(res, fd(0), u32(1), str(2), of2(sensorKindKIND_FSCONFIG_BUF, 3, 4),
		of(sensorKindKIND_FSCONFIG_STR, 3), u32(4)),

	// Descriptors.
	"close":          simple(res, fd(0)),
	"close_range":    simple(res, u32(0), u32(1), flags(convCloseRange, 2, 4)),
	"dup":            simple(res, fd(0)),
	"dup2":           simple(res, fd(0), fd(1)),
	"dup3":           simple(res, fd(0), fd(1), flags(convNonblock, 2, 4)),
	"fcntl":          simple(res, fd(0), flags(convFcntl, 1, 1), u64(2)),
	"fchdir":         simple(res, fd(0)),
	"fchmod":         simple(res, fd(0), flags(convMode, 1, 4)),
	"fchown":         simple(res, fd(0), u32(1), u32(2)),
	"fstat":          simple(res, fd(0)),
	"getdents":       simple(res, fd(0)),
	"getdents64":     simple(res, fd(0)),
	"flock":          simple(res, fd(0), flags(convFlock, 1, 4)),
	"ioctl":          simple(res, fd(0), u64(1), u64(2)),
	"_llseek":        simple(res, fd(0), of2(sensorKindKIND_HALVES, 1, 2), flags(convWhence, 4, 1)),
	"lseek":          simple(res, fd(0), u64(1), flags(convWhence, 2, 1)),
	"pipe":           file(res, of(sensorKindKIND_FD_AT, 0), sensorParam{Kind: sensorKindKIND_FD_AT, Off: 4}, of(sensorKindKIND_FILE_INO_AT, 0)),
	"pipe2":          file(res, of(sensorKindKIND_FD_AT, 0), sensorParam{Kind: sensorKindKIND_FD_AT, Off: 4}, of(sensorKindKIND_FILE_INO_AT, 0), flags(convPipe, 1, 4)),
	"memfd_create":   simple(res, str(0), flags(convMemfd, 1, 4)),
	"userfaultfd":    simple(res, u32(0)),
	"bpf":            simple(res, u32(0)),
	"eventfd":        simple(res, u64(0), u32(zero)),
	"eventfd2":       simple(res, flags(convNonblock, 1, 2), u64(0)),
	"signalfd":       simple(res, fd(0), u32(zero), u8(zero)),
	"signalfd4":      simple(res, flags(convNonblock, 3, 2), fd(0), u32(zero)),
	"timerfd_create": simple(res, u8(0), flags(convNonblock, 1, 1)),
	"inotify_init":   simple(res, u8(zero)),
	"inotify_init1":  simple(res, flags(convNonblock, 0, 2)),
	"epoll_create":   simple(res, u32(0)),
	"epoll_create1":  simple(res, flags(convEpoll, 0, 4)),
	"epoll_wait":     simple(res, fd(2)),
	"poll":           simple(res, of2(sensorKindKIND_POLL, 0, 1), fd(2)),
	"ppoll":          simple(res, of2(sensorKindKIND_POLL, 0, 1), of(sensorKindKIND_TIME_AT, 2), at(3, 0, 4, orZero)),
	"select":         simple(res),
	"io_uring_setup": simple(res, u32(0), at(1, 0, 4, orZero), at(1, 4, 4, orZero), with(at(1, 8, 4, orZero), convRingSetup),
		at(1, 12, 4, orZero), at(1, 16, 4, orZero), with(at(1, 20, 4, orZero), convRingFeatures)),
	"io_uring_enter":    simple(res, fd(0), u32(1), u32(2), flags(convRingEnter, 3, 4), u32(4)),
	"io_uring_register": simple(res, fd(0), u16(1), u64(2), u32(3)),

	// Reading and writing.
	"read":            simple(res, received, fd(0), u32(2)),
	"write":           simple(res, sent, fd(0), u32(2)),
	"pread64":         simple(res, received, fd(0), u32(2), u64(3)),
	"pwrite64":        simple(res, sent, fd(0), u32(2), u64(3)),
	"readv":           sock(res, resOrZero, scattered, fd(0)),
	"writev":          sock(res, gathered, fd(0), of2(sensorKindKIND_IOV_SIZE, 1, 2)),
	"preadv":          sock(res, resOrZero, scattered, fd(0), u64(3)),
	"pwritev":         sock(res, gathered, fd(0), of2(sensorKindKIND_IOV_SIZE, 1, 2), u64(3)),
	"sendfile":        simple(res, at(2, 0, 8, orZero), fd(0), fd(1), u64(3)),
	"splice":          simple(res, fd(0), fd(2), u64(4), flags(convSplice, 5, 4)),
	"copy_file_range": simple(res, fd(2), u64(3), fd(0), u64(1), u64(4)),

	// Sockets.
	"socket":     simple(res, flags(convFamily, 0, 4), u32(1), u32(2), flags(convNonblock, 1, 4)),
	"socketpair": sock(res, of(sensorKindKIND_SOCKET_FD, 3), sensorParam{Kind: sensorKindKIND_SOCKET_FD, Arg: 3, Off: 4}, of(sensorKindKIND_SOCKET_PTR, 3), of(sensorKindKIND_SOCKET_PEER, 3), flags(convFamily, 0, 4), u32(1), u32(2)),
	"bind":       sock(res, of2(sensorKindKIND_SOCKADDR, 1, 2), fd(0)),
	"connect":    sock(res, withFlags(tuple(tupleOut, 0, 1), connected), fd(0), of2(sensorKindKIND_SOCKADDR, 1, 2)),
	"listen":     simple(res, fd(0), u32(1)),
	"accept": sock(res, ifOK(tuple(tupleIn, ret, zero)), of(sensorKindKIND_BACKLOG_PCT, 0), of(sensorKindKIND_BACKLOG, 0),
		of(sensorKindKIND_BACKLOG_MAX, 0)),
	"accept4": sock(res, ifOK(tuple(tupleIn, ret, zero)), of(sensorKindKIND_BACKLOG_PCT, 0), of(sensorKindKIND_BACKLOG, 0),
		of(sensorKindKIND_BACKLOG_MAX, 0), flags(convNonblock, 3, 4)),
	"shutdown":    simple(res, fd(0), u8(1)),
	"getsockname": simple(),
	"getpeername": simple(),
	"setsockopt":  sock(res, fd(0), flags(convSockLevel, 1, 1), with(of(sensorKindKIND_SOCKOPT_NAME, 2), convSockOption), of(sensorKindKIND_SOCKOPT, zero), u32(4)),
	"getsockopt":  sock(res, fd(0), flags(convSockLevel, 1, 1), with(of(sensorKindKIND_SOCKOPT_NAME, 2), convSockOption), sensorParam{Kind: sensorKindKIND_SOCKOPT, Off: 1}, at(4, 0, 4, 0)),
	"send":        sock(res, sent, fd(0), u32(2), ifOK(tuple(tupleOut, 0, zero))),
	"sendto":      sock(res, sent, fd(0), u32(2), ifOK(tuple(tupleOut, 0, 4))),
	"recv":        sock(res, received, fd(0), u32(2), ifOK(tuple(tupleIn, 0, zero))),
	"recvfrom":    sock(res, received, ifOK(tuple(tupleIn, 0, 4)), fd(0), u32(2)),
	"sendmsg": sock(res, of(sensorKindKIND_MSG_DATA, 1), fd(0), of(sensorKindKIND_MSG_SIZE, 1),
		ifOK(of2(sensorKindKIND_MSG_TUPLE_OUT, 1, 0))),
	"recvmsg": sock(res, resOrZero, ifOK(of(sensorKindKIND_MSG_DATA, 1)), ifOK(of2(sensorKindKIND_MSG_TUPLE_IN, 1, 0)),
		ifOK(of(sensorKindKIND_MSG_CONTROL, 1)), fd(0)),
	"sendmmsg": {prog: sensorProgSlotPROG_MESSAGES},
	"recvmmsg": {prog: sensorProgSlotPROG_MESSAGES},

	// Memory.
	"brk":        simple(res, vmSize, vmRSS, vmSwap, u64(0)),
	"mmap":       simple(res, vmSize, vmRSS, vmSwap, u64(0), u64(1), flags(convProt, 2, 4), flags(convMmap, 3, 4), fd(4), u64(5)),
	"mmap2":      simple(res, vmSize, vmRSS, vmSwap, u64(0), u64(1), flags(convProt, 2, 4), flags(convMmap, 3, 4), fd(4), u64(5)),
	"munmap":     simple(res, vmSize, vmRSS, vmSwap, u64(0), u64(1)),
	"mprotect":   simple(res, u64(0), u64(1), flags(convProt, 2, 4)),
	"mlock":      simple(res, u64(0), u64(1)),
	"munlock":    simple(res, u64(0), u64(1)),
	"mlock2":     simple(res, u64(0), u64(1), flags(convMlock2, 2, 4)),
	"mlockall":   simple(res, flags(convMlockall, 0, 4)),
	"munlockall": simple(res),

	// The rest.
	"quotactl":      {prog: sensorProgSlotPROG_QUOTACTL},
	"semop":         {prog: sensorProgSlotPROG_SEMOP},
	"futex":         simple(res, u64(0), flags(convFutex, 1, 2), u64(2)),
	"nanosleep":     simple(res, of(sensorKindKIND_TIME_AT, 0)),
	"semget":        simple(res, u32(0), u32(1), flags(convSemget, 2, 4)),
	"semctl":        simple(res, u32(0), u32(1), flags(convSemctl, 2, 2), u32(3)),
	"keyctl":        simple(res, u32(0), keyctl(2), keyctl(3), keyctl(4), keyctl(5)),
	"init_module":   simple(res, of2(sensorKindKIND_BUF, 0, 1), u64(1), str(2)),
	"finit_module":  simple(res, fd(0), str(1), flags(convFinit, 2, 4)),
	"delete_module": simple(res, str(0), flags(convDelete, 1, 4)),
}

// native is the number of the call on this machine, or its place in the call
// table if only 32-bit programs can make it, or -1.
func native(c *catalog.Syscall) int {
	nr := c.AMD64
	if onARM64 {
		nr = c.ARM64
	}
	if nr >= 0 {
		return nr
	}
	if i := slices.Index(only32, c.Name); i >= 0 {
		return int(maxSyscalls) - 1 - i
	}
	return -1
}

// maxSyscalls is the length of the call table.
const maxSyscalls = 512
