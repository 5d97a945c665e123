package daemon

import (
	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/runtime/health"
	"github.com/falcoc/falcoc/vm/catalog"
)

// dropKinds are the kinds of calls by which Falco counts events that found no room in
// a buffer; other calls count in n_drops only.
var dropKinds = map[string]string{
	"clone": "clone_fork", "clone3": "clone_fork", "fork": "clone_fork", "vfork": "clone_fork",
	"execve": "execve", "execveat": "execve", "connect": "connect",
	"open": "open", "creat": "open", "openat": "open", "openat2": "open", "open_by_handle_at": "open",
	"dup": "dir_file", "chmod": "dir_file", "fchmod": "dir_file", "fchmodat": "dir_file", "chown": "dir_file", "lchown": "dir_file", "fchown": "dir_file",
	"fchownat": "dir_file", "link": "dir_file", "linkat": "dir_file", "mkdir": "dir_file", "mkdirat": "dir_file", "mount": "dir_file", "umount": "dir_file",
	"umount2": "dir_file", "rename": "dir_file", "renameat": "dir_file", "renameat2": "dir_file", "rmdir": "dir_file", "symlink": "dir_file",
	"symlinkat": "dir_file", "unlink": "dir_file", "unlinkat": "dir_file",
	"bpf": "other_interest", "setpgid": "other_interest", "ptrace": "other_interest", "seccomp": "other_interest", "setns": "other_interest",
	"setresgid": "other_interest", "setresuid": "other_interest", "setsid": "other_interest", "unshare": "other_interest", "capset": "other_interest",
	"keyctl": "other_interest", "close": "close", "procexit": "proc",
}

// kindsOfDrops are all of them, in the order in which Falco lists them.
var kindsOfDrops = []health.BufferDrops{
	{Kind: "clone_fork", Dir: "exit"}, {Kind: "execve", Dir: "exit"}, {Kind: "connect", Dir: "enter"}, {Kind: "connect", Dir: "exit"},
	{Kind: "open", Dir: "enter"}, {Kind: "open", Dir: "exit"}, {Kind: "dir_file", Dir: "exit"}, {Kind: "other_interest", Dir: "exit"},
	{Kind: "close", Dir: "exit"}, {Kind: "proc", Dir: "exit"},
}

// fullBy are the events that found no room, by kind.
func fullBy(l live, total bpf.Stats) []health.BufferDrops {
	if total.Full == 0 {
		return byKind(nil)
	}
	by, err := l.LostBy()
	if err != nil {
		return nil
	}
	return byKind(by)
}

func byKind(by map[catalog.EventID]bpf.Losses) []health.BufferDrops {
	list := append([]health.BufferDrops(nil), kindsOfDrops...)
	for id, lost := range by {
		info := id.Info()
		dir := "exit"
		if info.Origin == catalog.FromSyscall && !id.IsExit() {
			dir = "enter"
		}
		for i := range list {
			if list[i].Kind == dropKinds[info.Name] && list[i].Dir == dir {
				list[i].Lost += lost.Full
			}
		}
	}
	return list
}
