package bpf

import (
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// conversion numbers a table that turns the kernel's flags or values into the
// schema's. Those without a table in this file are the same in both.
type conversion uint8

// The first ones are known to the C code by number. Flags come before values,
// which start at 64.
const (
	_ conversion = iota
	convClone
	convOpen
	convMode
	convPoll
	convResolve
	convNonblock // O_NONBLOCK and O_CLOEXEC, as sockets, eventfd, inotify and timerfd take them
	convPipe
	convPidfd
	convStatat
	convLinkat
	convUnlinkat
	convFchownat
	convUmount
	convCloseRange
	convFlock
	convMemfd
	convEpoll
	convSplice
	convProt
	convMmap
	convMlock2
	convMlockall
	convSemget
	convDelete
	convRingSetup
	convRingFeatures
	convRingEnter
	convMknod
	convAccess
	convFinit
)

const (
	convFcntl conversion = iota + 64
	convPtrace
	convRlimit
	convSockLevel
	convSockOption
	convSemctl
	convQuotaCommand // known to the C code, as the next one is
	convQuotaFormat
	convFutex
	convWhence
	convFamily
)

type bit struct{ kernel, schema uint32 }

var modeBits = []bit{
	{unix.S_IRUSR, catalog.S_IRUSR}, {unix.S_IWUSR, catalog.S_IWUSR}, {unix.S_IXUSR, catalog.S_IXUSR},
	{unix.S_IRGRP, catalog.S_IRGRP}, {unix.S_IWGRP, catalog.S_IWGRP}, {unix.S_IXGRP, catalog.S_IXGRP},
	{unix.S_IROTH, catalog.S_IROTH}, {unix.S_IWOTH, catalog.S_IWOTH}, {unix.S_IXOTH, catalog.S_IXOTH},
	{unix.S_ISUID, catalog.S_ISUID}, {unix.S_ISGID, catalog.S_ISGID}, {unix.S_ISVTX, catalog.S_ISVTX},
}

// A bit is set in the result where any bit of the kernel's mask is, so that a
// mask of several bits shows with each of its parts, as it does in Falco.
var bitTables = map[conversion][]bit{
	convClone: {
		{unix.CLONE_FILES, catalog.CL_CLONE_FILES}, {unix.CLONE_FS, catalog.CL_CLONE_FS},
		{unix.CLONE_IO, catalog.CL_CLONE_IO}, {unix.CLONE_NEWIPC, catalog.CL_CLONE_NEWIPC},
		{unix.CLONE_NEWNET, catalog.CL_CLONE_NEWNET}, {unix.CLONE_NEWNS, catalog.CL_CLONE_NEWNS},
		{unix.CLONE_NEWPID, catalog.CL_CLONE_NEWPID}, {unix.CLONE_NEWUTS, catalog.CL_CLONE_NEWUTS},
		{unix.CLONE_PARENT_SETTID, catalog.CL_CLONE_PARENT_SETTID}, {unix.CLONE_PARENT, catalog.CL_CLONE_PARENT},
		{unix.CLONE_PTRACE, catalog.CL_CLONE_PTRACE}, {unix.CLONE_SIGHAND, catalog.CL_CLONE_SIGHAND},
		{unix.CLONE_SYSVSEM, catalog.CL_CLONE_SYSVSEM}, {unix.CLONE_THREAD, catalog.CL_CLONE_THREAD},
		{unix.CLONE_UNTRACED, catalog.CL_CLONE_UNTRACED}, {unix.CLONE_VM, catalog.CL_CLONE_VM},
		{unix.CLONE_NEWUSER, catalog.CL_CLONE_NEWUSER}, {unix.CLONE_CHILD_CLEARTID, catalog.CL_CLONE_CHILD_CLEARTID},
		{unix.CLONE_CHILD_SETTID, catalog.CL_CLONE_CHILD_SETTID}, {unix.CLONE_SETTLS, catalog.CL_CLONE_SETTLS},
		{unix.CLONE_VFORK, catalog.CL_CLONE_VFORK}, {unix.CLONE_NEWCGROUP, catalog.CL_CLONE_NEWCGROUP},
	},
	convOpen: {
		{unix.O_CREAT, catalog.O_CREAT}, {unix.O_TMPFILE, catalog.O_TMPFILE}, {unix.O_APPEND, catalog.O_APPEND},
		{unix.O_DSYNC, catalog.O_DSYNC}, {unix.O_EXCL, catalog.O_EXCL}, {unix.O_NONBLOCK, catalog.O_NONBLOCK},
		{unix.O_SYNC, catalog.O_SYNC}, {unix.O_TRUNC, catalog.O_TRUNC}, {unix.O_DIRECT, catalog.O_DIRECT},
		{unix.O_DIRECTORY, catalog.O_DIRECTORY}, {largeFile, catalog.O_LARGEFILE}, {unix.O_CLOEXEC, catalog.O_CLOEXEC},
	},
	convMode:  modeBits,
	convMknod: modeBits,
	convPoll: {
		{unix.POLLIN, catalog.POLLIN}, {unix.POLLPRI, catalog.POLLPRI}, {unix.POLLOUT, catalog.POLLOUT},
		{unix.POLLRDHUP, catalog.POLLRDHUP}, {unix.POLLERR, catalog.POLLERR}, {unix.POLLHUP, catalog.POLLHUP},
		{unix.POLLNVAL, catalog.POLLNVAL}, {0x40, catalog.POLLRDNORM}, {0x80, catalog.POLLRDBAND},
		{0x100, catalog.POLLWRNORM}, {0x200, catalog.POLLWRBAND},
	},
	convResolve: {
		{unix.RESOLVE_NO_XDEV, catalog.RESOLVE_NO_XDEV}, {unix.RESOLVE_NO_MAGICLINKS, catalog.RESOLVE_NO_MAGICLINKS},
		{unix.RESOLVE_NO_SYMLINKS, catalog.RESOLVE_NO_SYMLINKS}, {unix.RESOLVE_BENEATH, catalog.RESOLVE_BENEATH},
		{unix.RESOLVE_IN_ROOT, catalog.RESOLVE_IN_ROOT}, {0x20, catalog.RESOLVE_CACHED},
	},
	convNonblock: {{unix.O_NONBLOCK, catalog.O_NONBLOCK}, {unix.O_CLOEXEC, catalog.O_CLOEXEC}},
	convPipe:     {{unix.O_NONBLOCK, catalog.O_NONBLOCK}, {unix.O_CLOEXEC, catalog.O_CLOEXEC}, {unix.O_DIRECT, catalog.O_DIRECT}},
	convPidfd:    {{unix.O_NONBLOCK, catalog.PIDFD_NONBLOCK}},
	convStatat: {
		{unix.AT_SYMLINK_NOFOLLOW, catalog.AT_SYMLINK_NOFOLLOW}, {unix.AT_EMPTY_PATH, catalog.AT_EMPTY_PATH},
		{unix.AT_NO_AUTOMOUNT, catalog.AT_NO_AUTOMOUNT},
	},
	convLinkat:     {{unix.AT_SYMLINK_FOLLOW, catalog.AT_SYMLINK_FOLLOW}, {unix.AT_EMPTY_PATH, catalog.AT_EMPTY_PATH}},
	convUnlinkat:   {{unix.AT_REMOVEDIR, catalog.AT_REMOVEDIR}},
	convFchownat:   {{unix.AT_SYMLINK_FOLLOW, catalog.AT_SYMLINK_FOLLOW}, {unix.AT_EMPTY_PATH, catalog.AT_EMPTY_PATH}},
	convUmount:     same(catalog.MNT_FORCE, catalog.MNT_DETACH, catalog.MNT_EXPIRE, catalog.UMOUNT_NOFOLLOW),
	convCloseRange: {{1 << 1, catalog.CLOSE_RANGE_UNSHARE}, {1 << 2, catalog.CLOSE_RANGE_CLOEXEC}},
	convFlock: {
		{unix.LOCK_EX, catalog.LOCK_EX}, {unix.LOCK_SH, catalog.LOCK_SH}, {unix.LOCK_UN, catalog.LOCK_UN}, {unix.LOCK_NB, catalog.LOCK_NB},
	},
	convMemfd:  same(catalog.MFD_CLOEXEC, catalog.MFD_ALLOW_SEALING, catalog.MFD_HUGETLB),
	convEpoll:  {{unix.EPOLL_CLOEXEC, catalog.EPOLL_CLOEXEC}},
	convSplice: same(catalog.SPLICE_F_MOVE, catalog.SPLICE_F_NONBLOCK, catalog.SPLICE_F_MORE, catalog.SPLICE_F_GIFT),
	convProt: {
		{unix.PROT_READ, catalog.PROT_READ}, {unix.PROT_WRITE, catalog.PROT_WRITE}, {unix.PROT_EXEC, catalog.PROT_EXEC},
		{0x8, catalog.PROT_SEM}, {unix.PROT_GROWSDOWN, catalog.PROT_GROWSDOWN}, {unix.PROT_GROWSUP, catalog.PROT_GROWSUP},
	},
	convMmap: {
		{unix.MAP_SHARED, catalog.MAP_SHARED}, {unix.MAP_PRIVATE, catalog.MAP_PRIVATE}, {unix.MAP_FIXED, catalog.MAP_FIXED},
		{unix.MAP_ANONYMOUS, catalog.MAP_ANONYMOUS}, {0x40, catalog.MAP_32BIT}, {unix.MAP_NORESERVE, catalog.MAP_NORESERVE},
		{unix.MAP_POPULATE, catalog.MAP_POPULATE}, {unix.MAP_NONBLOCK, catalog.MAP_NONBLOCK},
		{unix.MAP_GROWSDOWN, catalog.MAP_GROWSDOWN}, {unix.MAP_DENYWRITE, catalog.MAP_DENYWRITE},
		{unix.MAP_EXECUTABLE, catalog.MAP_EXECUTABLE}, {unix.MAP_LOCKED, catalog.MAP_LOCKED},
	},
	convAccess:   same(catalog.X_OK, catalog.W_OK, catalog.R_OK),
	convFinit:    same(1, 2, 4), // IGNORE_MODVERSIONS, IGNORE_VERMAGIC, COMPRESSED_FILE
	convMlock2:   {{1, catalog.MLOCK_ONFAULT}},
	convMlockall: same(catalog.MLOCKALL_MCL_CURRENT, catalog.MLOCKALL_MCL_FUTURE, catalog.MLOCKALL_MCL_ONFAULT),
	convSemget:   {{0o1000, catalog.IPC_CREAT}, {0o2000, catalog.IPC_EXCL}},
	convDelete:   {{unix.O_NONBLOCK, catalog.DELETE_MODULE_O_NONBLOCK}, {unix.O_TRUNC, catalog.DELETE_MODULE_O_TRUNC}},
	// The schema has a bit of its own in between, which the kernel keeps elsewhere.
	convRingSetup: {
		{1 << 0, catalog.IORING_SETUP_IOPOLL | catalog.IORING_SQ_NEED_WAKEUP}, {1 << 1, catalog.IORING_SETUP_SQPOLL},
		{1 << 2, catalog.IORING_SETUP_SQ_AFF}, {1 << 3, catalog.IORING_SETUP_CQSIZE}, {1 << 4, catalog.IORING_SETUP_CLAMP},
		{1 << 5, catalog.IORING_SETUP_ATTACH_WQ}, {1 << 6, catalog.IORING_SETUP_R_DISABLED},
	},
	convRingFeatures: same(catalog.IORING_FEAT_SINGLE_MMAP, catalog.IORING_FEAT_NODROP, catalog.IORING_FEAT_SUBMIT_STABLE,
		catalog.IORING_FEAT_RW_CUR_POS, catalog.IORING_FEAT_CUR_PERSONALITY, catalog.IORING_FEAT_FAST_POLL,
		catalog.IORING_FEAT_POLL_32BITS, catalog.IORING_FEAT_SQPOLL_NONFIXED, catalog.IORING_FEAT_ENTER_EXT_ARG,
		catalog.IORING_FEAT_NATIVE_WORKERS, catalog.IORING_FEAT_RSRC_TAGS),
	convRingEnter: same(catalog.IORING_ENTER_GETEVENTS, catalog.IORING_ENTER_SQ_WAKEUP, catalog.IORING_ENTER_SQ_WAIT,
		catalog.IORING_ENTER_EXT_ARG),
}

// keepBits are the bits that pass besides those of the table.
var keepBits = map[conversion]uint32{convMknod: unix.S_IFMT}

// same is a table of bits that are numbered alike on both sides: it drops others.
func same(values ...uint32) (out []bit) {
	for _, v := range values {
		out = append(out, bit{v, v})
	}
	return out
}

// anyValue is what a value becomes that its table does not list. A table without
// it leaves such a value as it is.
const anyValue = ^uint32(0)

var valueTables = map[conversion]map[uint32]uint32{
	convFcntl: {
		0: catalog.FCNTL_F_DUPFD, 1: catalog.FCNTL_F_GETFD, 2: catalog.FCNTL_F_SETFD, 3: catalog.FCNTL_F_GETFL, 4: catalog.FCNTL_F_SETFL,
		5: catalog.FCNTL_F_GETLK, 6: catalog.FCNTL_F_SETLK, 7: catalog.FCNTL_F_SETLKW, 8: catalog.FCNTL_F_SETOWN, 9: catalog.FCNTL_F_GETOWN,
		10: catalog.FCNTL_F_SETSIG, 11: catalog.FCNTL_F_GETSIG, 12: catalog.FCNTL_F_GETLK64, 13: catalog.FCNTL_F_SETLK64,
		14: catalog.FCNTL_F_SETLKW64, 15: catalog.FCNTL_F_SETOWN_EX, 16: catalog.FCNTL_F_GETOWN_EX, 36: catalog.FCNTL_F_OFD_GETLK,
		37: catalog.FCNTL_F_OFD_SETLK, 38: catalog.FCNTL_F_OFD_SETLKW, 1024: catalog.FCNTL_F_SETLEASE, 1025: catalog.FCNTL_F_GETLEASE,
		1026: catalog.FCNTL_F_NOTIFY, 1029: catalog.FCNTL_F_CANCELLK, 1030: catalog.FCNTL_F_DUPFD_CLOEXEC,
		1031: catalog.FCNTL_F_SETPIPE_SZ, 1032: catalog.FCNTL_F_GETPIPE_SZ, anyValue: catalog.FCNTL_UNKNOWN,
	},
	convPtrace: {
		0: 1 /* TRACEME */, 1: 2 /* PEEKTEXT */, 2: 3, 3: 4, 4: 5 /* POKETEXT */, 5: 6, 6: 7, 7: 8 /* CONT */, 8: 9, /* KILL */
		9: 10 /* SINGLESTEP */, 12: 26 /* GETREGS */, 13: 27, 14: 28, 15: 29, 16: 11 /* ATTACH */, 17: 12, /* DETACH */
		18: 30, 19: 31, 21: 32 /* OLDSETOPTIONS */, 24: 13 /* SYSCALL */, 25: 33, 26: 34, 30: 35, /* ARCH_PRCTL */
		31: 36 /* SYSEMU */, 32: 37, 33: 38, 0x4200: 14 /* SETOPTIONS */, 0x4201: 15, 0x4202: 16, 0x4203: 17, 0x4204: 18,
		0x4205: 19, 0x4206: 20 /* SEIZE */, 0x4207: 21, 0x4208: 22, 0x4209: 23, 0x420a: 24, 0x420b: 25, anyValue: 0,
	},
	convRlimit:     upTo(15, catalog.RLIMIT_UNKNOWN),
	convSockLevel:  {unix.SOL_SOCKET: 1, unix.SOL_TCP: 2, anyValue: 0},
	convSockOption: sockOptions(),
	convSemctl: {
		0: catalog.IPC_RMID, 1: catalog.IPC_SET, 2: catalog.IPC_STAT, 3: catalog.IPC_INFO, 11: catalog.GETPID, 12: catalog.GETVAL,
		13: catalog.GETALL, 14: catalog.GETNCNT, 15: catalog.GETZCNT, 16: catalog.SETVAL, 17: catalog.SETALL, 18: catalog.SEM_STAT,
		19: catalog.SEM_INFO, anyValue: 0,
	},
	convQuotaCommand: {
		0x800001: catalog.Q_SYNC, 0x800002: catalog.Q_QUOTAON, 0x800003: catalog.Q_QUOTAOFF, 0x800004: catalog.Q_GETFMT,
		0x800005: catalog.Q_GETINFO, 0x800006: catalog.Q_SETINFO, 0x800007: catalog.Q_GETQUOTA, 0x800008: catalog.Q_SETQUOTA,
		0x5801: catalog.Q_XQUOTAON, 0x5802: catalog.Q_XQUOTAOFF, 0x5803: catalog.Q_XGETQUOTA, 0x5804: catalog.Q_XSETQLIM,
		0x5805: catalog.Q_XGETQSTAT, 0x5806: catalog.Q_XQUOTARM, 0x5807: catalog.Q_XQUOTASYNC, anyValue: 0,
	},
	convQuotaFormat: {1: catalog.QFMT_VFS_OLD, 2: catalog.QFMT_VFS_V0, 4: catalog.QFMT_VFS_V1, anyValue: catalog.QFMT_NOT_USED},
	convFutex:       futexes(),
	convWhence:      upTo(2, 0),
	convFamily:      families(),
}

// futexes are the operations, each with its two flags.
func futexes() map[uint32]uint32 {
	m := map[uint32]uint32{anyValue: 0}
	for op := uint32(0); op <= 12; op++ {
		for flags := uint32(0); flags <= 0x180; flags += 0x80 { // PRIVATE, CLOCK_REALTIME
			m[op|flags] = op | flags
		}
	}
	return m
}

// families are the protocol families that the schema knows.
func families() map[uint32]uint32 {
	m := upTo(catalog.AF_NFC, catalog.AF_UNSPEC)
	delete(m, 27) // AF_IB
	delete(m, 28) // AF_MPLS
	return m
}

func sockOptions() map[uint32]uint32 {
	m := upTo(50, 0)
	m[55], m[57], m[59] = 52, 53, 51 // SO_MEMINFO, SO_COOKIE, SO_PEERGROUPS
	m[66], m[67] = 20, 21            // SO_RCVTIMEO, SO_SNDTIMEO in their new forms
	return m
}

// upTo lists the values that stay as they are; others become the default.
func upTo(n, others uint32) map[uint32]uint32 {
	m := map[uint32]uint32{anyValue: others}
	for v := uint32(0); v <= n; v++ {
		m[v] = v
	}
	return m
}
