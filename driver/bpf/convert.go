package bpf

import (
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// conversion numbers a table that turns the kernel's flags or values into the
// schema's. The first three are known to the C code by number.
type conversion uint8

const (
	convNone conversion = iota
	convClone
	convOpen
	convMode
	convResolve
)

type bit struct{ kernel, schema uint32 }

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
		{0x02000000, catalog.CL_CLONE_STOPPED}, {unix.CLONE_VFORK, catalog.CL_CLONE_VFORK},
		{unix.CLONE_NEWCGROUP, catalog.CL_CLONE_NEWCGROUP},
	},
	convOpen: {
		{unix.O_CREAT, catalog.O_CREAT}, {unix.O_TMPFILE, catalog.O_TMPFILE}, {unix.O_APPEND, catalog.O_APPEND},
		{unix.O_DSYNC, catalog.O_DSYNC}, {unix.O_EXCL, catalog.O_EXCL}, {unix.O_NONBLOCK, catalog.O_NONBLOCK},
		{unix.O_SYNC, catalog.O_SYNC}, {unix.O_TRUNC, catalog.O_TRUNC}, {unix.O_DIRECT, catalog.O_DIRECT},
		{unix.O_DIRECTORY, catalog.O_DIRECTORY}, {largeFile, catalog.O_LARGEFILE}, {unix.O_CLOEXEC, catalog.O_CLOEXEC},
	},
	convMode: {
		{unix.S_IRUSR, catalog.S_IRUSR}, {unix.S_IWUSR, catalog.S_IWUSR}, {unix.S_IXUSR, catalog.S_IXUSR},
		{unix.S_IRGRP, catalog.S_IRGRP}, {unix.S_IWGRP, catalog.S_IWGRP}, {unix.S_IXGRP, catalog.S_IXGRP},
		{unix.S_IROTH, catalog.S_IROTH}, {unix.S_IWOTH, catalog.S_IWOTH}, {unix.S_IXOTH, catalog.S_IXOTH},
		{unix.S_ISUID, catalog.S_ISUID}, {unix.S_ISGID, catalog.S_ISGID}, {unix.S_ISVTX, catalog.S_ISVTX},
	},
	convResolve: {
		{unix.RESOLVE_NO_XDEV, catalog.RESOLVE_NO_XDEV}, {unix.RESOLVE_NO_MAGICLINKS, catalog.RESOLVE_NO_MAGICLINKS},
		{unix.RESOLVE_NO_SYMLINKS, catalog.RESOLVE_NO_SYMLINKS}, {unix.RESOLVE_BENEATH, catalog.RESOLVE_BENEATH},
		{unix.RESOLVE_IN_ROOT, catalog.RESOLVE_IN_ROOT}, {0x20, catalog.RESOLVE_CACHED},
	},
}

// A value that a table does not list becomes its default, or stays as it is.
const anyValue = ^uint32(0)

var valueTables = map[conversion]map[uint32]uint32{}
