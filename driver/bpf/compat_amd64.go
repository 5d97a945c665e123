package bpf

// compat gives the 32-bit calls of this architecture the native call that does
// the same: their numbers differ, and their events must not. Left out are those
// whose arguments mean something else (16-bit ids, select, mmap) and socketcall.
var compat = map[uint32]string{
	2: "fork", 3: "read", 4: "write", 5: "open", 6: "close", 8: "creat", 9: "link", 10: "unlink", 11: "execve", 12: "chdir",
	14: "mknod", 15: "chmod", 19: "lseek", 21: "mount", 22: "umount", 26: "ptrace", 33: "access", 37: "kill", 38: "rename",
	39: "mkdir", 40: "rmdir", 41: "dup", 42: "pipe", 45: "brk", 52: "umount2", 54: "ioctl", 55: "fcntl", 57: "setpgid",
	61: "chroot", 63: "dup2", 66: "setsid", 83: "symlink", 91: "munmap", 94: "fchmod", 106: "stat", 107: "lstat", 108: "fstat",
	120: "clone", 125: "mprotect", 128: "init_module", 129: "delete_module", 133: "fchdir", 141: "getdents", 143: "flock",
	145: "readv", 146: "writev", 150: "mlock", 151: "munlock", 152: "mlockall", 153: "munlockall", 162: "nanosleep", 168: "poll",
	172: "prctl", 180: "pread64", 181: "pwrite64", 183: "getcwd", 185: "capset", 187: "sendfile", 190: "vfork", 195: "stat",
	196: "lstat", 197: "fstat", 198: "lchown", 199: "getuid", 200: "getgid", 201: "geteuid", 202: "getegid", 203: "setreuid",
	204: "setregid", 207: "fchown", 208: "setresuid", 209: "getresuid", 210: "setresgid", 211: "getresgid", 212: "chown",
	213: "setuid", 214: "setgid", 220: "getdents64", 221: "fcntl", 238: "tkill", 239: "sendfile", 240: "futex", 254: "epoll_create",
	256: "epoll_wait", 270: "tgkill", 288: "keyctl", 291: "inotify_init", 295: "openat", 296: "mkdirat", 297: "mknodat",
	298: "fchownat", 300: "newfstatat", 301: "unlinkat", 302: "renameat", 303: "linkat", 304: "symlinkat", 306: "fchmodat",
	309: "ppoll", 310: "unshare", 313: "splice", 321: "signalfd", 322: "timerfd_create", 323: "eventfd", 327: "signalfd4",
	328: "eventfd2", 329: "epoll_create1", 330: "dup3", 331: "pipe2", 332: "inotify_init1", 333: "preadv", 334: "pwritev",
	337: "recvmmsg", 340: "prlimit64", 342: "open_by_handle_at", 345: "sendmmsg", 346: "setns", 347: "process_vm_readv",
	348: "process_vm_writev", 350: "finit_module", 353: "renameat2", 354: "seccomp", 356: "memfd_create", 357: "bpf",
	358: "execveat", 359: "socket", 360: "socketpair", 361: "bind", 362: "connect", 363: "listen", 364: "accept4",
	365: "getsockopt", 366: "setsockopt", 367: "getsockname", 368: "getpeername", 369: "sendto", 370: "sendmsg", 371: "recvfrom",
	372: "recvmsg", 373: "shutdown", 374: "userfaultfd", 376: "mlock2", 377: "copy_file_range", 393: "semget",
	425: "io_uring_setup", 426: "io_uring_enter", 427: "io_uring_register", 431: "fsconfig", 434: "pidfd_open", 435: "clone3",
	436: "close_range", 437: "openat2", 438: "pidfd_getfd",
}
