package bpf

import (
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// The calls that newer architectures do without. They stand in front, because
// the list ends by giving up all privileges.
func init() {
	steps = append([]step{
		{"open", catalog.EvtOpenX, func(w *world, k known) int64 {
			fd := sys(unix.SYS_OPEN, cstr(w.dir+"/old"), unix.O_CREAT|unix.O_WRONLY|unix.O_EXCL, 0o600)
			k["dev"], k["ino"] = inode(fd)
			return fd
		}, func(w *world, r result) known {
			return known{"fd": r.Ret, "name": w.dir + "/old", "flags": catalog.O_WRONLY | catalog.O_CREAT | catalog.O_EXCL | catalog.O_F_CREATED,
				"mode": catalog.S_IRUSR | catalog.S_IWUSR, "dev": r.Known["dev"], "ino": r.Known["ino"]}
		}},
		{"creat", catalog.EvtCreatX, func(w *world, k known) int64 {
			fd := sys(unix.SYS_CREAT, cstr(w.dir+"/created"), 0o640)
			k["dev"], k["ino"] = inode(fd)
			return fd
		}, func(w *world, r result) known {
			return known{"fd": r.Ret, "name": w.dir + "/created", "mode": catalog.S_IRUSR | catalog.S_IWUSR | catalog.S_IRGRP,
				"dev": r.Known["dev"], "ino": r.Known["ino"], "creat_flags": 0}
		}},
		{"mkdir", catalog.EvtMkdir2X, func(w *world, _ known) int64 { return sys(unix.SYS_MKDIR, cstr(w.dir+"/olddir"), 0o700) },
			func(w *world, r result) known { return known{"res": 0, "path": w.dir + "/olddir", "mode": 0o700} }},
		{"rmdir", catalog.EvtRmdir2X, func(w *world, _ known) int64 { return sys(unix.SYS_RMDIR, cstr(w.dir+"/olddir")) },
			func(w *world, r result) known { return known{"res": 0, "path": w.dir + "/olddir"} }},
		{"chmod", catalog.EvtChmodX, func(w *world, _ known) int64 { return sys(unix.SYS_CHMOD, cstr(w.dir+"/old"), 0o1777) },
			func(w *world, r result) known {
				return known{"res": 0, "filename": w.dir + "/old", "mode": 0x1ff | catalog.S_ISVTX}
			}},
		{"chown", catalog.EvtChownX, func(w *world, _ known) int64 { return sys(unix.SYS_CHOWN, cstr(w.dir+"/old"), 5, 6) },
			func(w *world, r result) known { return known{"path": w.dir + "/old", "uid": 5, "gid": 6} }},
		{"lchown", catalog.EvtLchownX, func(w *world, _ known) int64 { return sys(unix.SYS_LCHOWN, cstr(w.dir+"/old"), 7, ^uintptr(0)) },
			func(w *world, r result) known { return known{"path": w.dir + "/old", "uid": 7, "gid": -1} }},
		{"rename", catalog.EvtRenameX, func(w *world, _ known) int64 { return sys(unix.SYS_RENAME, cstr(w.dir+"/old"), cstr(w.dir+"/older")) },
			func(w *world, r result) known {
				return known{"res": 0, "oldpath": w.dir + "/old", "newpath": w.dir + "/older"}
			}},
		{"link", catalog.EvtLink2X, func(w *world, _ known) int64 { return sys(unix.SYS_LINK, cstr(w.dir+"/older"), cstr(w.dir+"/hard")) },
			func(w *world, r result) known {
				return known{"res": 0, "oldpath": w.dir + "/older", "newpath": w.dir + "/hard"}
			}},
		{"symlink", catalog.EvtSymlinkX, func(w *world, _ known) int64 { return sys(unix.SYS_SYMLINK, cstr("to"), cstr(w.dir+"/soft")) },
			func(w *world, r result) known { return known{"res": 0, "target": "to", "linkpath": w.dir + "/soft"} }},
		{"unlink", catalog.EvtUnlink2X, func(w *world, _ known) int64 { return sys(unix.SYS_UNLINK, cstr(w.dir+"/soft")) },
			func(w *world, r result) known { return known{"res": 0, "path": w.dir + "/soft"} }},
		{"unlink fails", catalog.EvtUnlink2X, func(w *world, _ known) int64 { return sys(unix.SYS_UNLINK, cstr(w.dir+"/soft")) },
			func(w *world, r result) known { return known{"res": -int(unix.ENOENT), "path": w.dir + "/soft"} }},
		{"dup2", catalog.EvtDup2X, raw(unix.SYS_DUP2, 1, 150), just(known{"res": 150, "oldfd": 1, "newfd": 150})},
		{"pipe", catalog.EvtPipeX, func(w *world, k known) int64 {
			p := new([2]int32)
			ret := sys(unix.SYS_PIPE, ptr(p))
			k["fd1"], k["fd2"] = p[0], p[1]
			_, k["ino"] = inode(int64(p[0]))
			return ret
		}, func(w *world, r result) known {
			return known{"res": 0, "fd1": r.Known["fd1"], "fd2": r.Known["fd2"], "ino": r.Known["ino"]}
		}},
		{"epoll_create", catalog.EvtEpollCreateX, raw(unix.SYS_EPOLL_CREATE, 4), just(known{"size": 4})},
		{"eventfd", catalog.EvtEventfdX, raw(unix.SYS_EVENTFD, 2), just(known{"initval": 2, "flags": 0})},
		{"inotify_init", catalog.EvtInotifyInitX, raw(unix.SYS_INOTIFY_INIT), just(known{"flags": 0})},
		{"accept fails", catalog.EvtAccept5X, raw(unix.SYS_ACCEPT, 0, 0, 0), just(known{"res": nil, "tuple": nil, "queuepct": 0, "queuelen": 0, "queuemax": 0})},
		{"poll old", catalog.EvtPollX, raw(unix.SYS_POLL, 0, 0, 1), just(known{"fds": []byte{0, 0}, "timeout": 1})},
	}, steps...)
}
