package procfs

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

const noID = 0xFFFFFFFF

// tick is the unit of times in stat, in nanoseconds: user space sees 100 to the
// second on every architecture.
const tick = 10_000_000

// thread reads the task whose folder is dir. Kernel threads and zombies, which
// have neither a command line nor an executable, are left out.
func (s *Scanner) thread(dir string, tid int64) (driver.Thread, bool) {
	t := driver.Thread{
		TID: tid, PID: -1, PTID: -1, SID: -1, VPGID: -1, PGID: -1, VTID: tid, VPID: -1,
		UID: noID, GID: noID, LoginUID: noID, FDLimit: -1, Flags: catalog.CL_ACTIVE,
	}
	cmdline, ok := s.read(dir+"/cmdline", maxText)
	if !ok {
		return t, false
	}
	t.Exe, t.Args = argv(cmdline)
	t.ExePath = link(dir + "/exe")
	if len(cmdline) == 0 && t.ExePath == "" {
		return t, false
	}
	if t.Cwd = link(dir + "/cwd"); t.Cwd == "" {
		return t, false // ending, or not ours to look at
	}
	if t.Root = link(dir + "/root"); t.Root == "" {
		t.Root = "/"
	}
	if b, ok := s.read(dir+"/comm", 64); ok {
		t.Comm = string(bytes.TrimSuffix(b, []byte("\n")))
	}
	b, ok := s.read(dir+"/status", maxFile)
	if !ok {
		return t, false
	}
	groups := setStatus(&t, b)
	if t.PID < 0 {
		return t, false
	}
	inPidns := t.VTID != t.TID
	if t.TID == t.PID {
		t.Flags |= catalog.CL_IS_MAIN_THREAD
	} else {
		t.Flags |= catalog.CL_CLONE_THREAD | catalog.CL_CLONE_FILES
	}
	if b, ok := s.read(dir+"/stat", 4096); ok {
		s.setStat(&t, b)
	}
	t.PidnsInitStart = s.boot
	if inPidns {
		t.Flags |= catalog.CL_CHILD_IN_PIDNS
		var first driver.Thread
		if b, ok := s.read(dir+"/root/proc/1/stat", 4096); ok {
			s.setStat(&first, b)
			t.PidnsInitStart = first.CloneTS
		}
	}
	if b, ok := s.read(dir+"/environ", maxText); ok {
		t.Env = split(b)
	}
	if b, ok := s.read(dir+"/cgroup", maxFile); ok {
		t.Cgroups = cgroups(b)
	}
	if b, ok := s.read(dir+"/loginuid", 16); ok {
		t.LoginUID = uint32(parseUint(b, 10))
	}
	var lim unix.Rlimit
	if unix.Prlimit(int(tid), unix.RLIMIT_NOFILE, nil, &lim) == nil {
		t.FDLimit = int64(lim.Cur)
	}
	t.ExeMemfd = strings.HasPrefix(t.ExePath, "/memfd:")
	var st unix.Stat_t
	if unix.Stat(dir+"/exe", &st) == nil {
		t.ExeIno = st.Ino
		t.ExeCtime, t.ExeMtime = uint64(st.Ctim.Nano()), uint64(st.Mtim.Nano())
		t.ExeWritable = writable(&t, groups, &st)
	}
	return t, true
}

// setStatus takes what /proc/PID/status says and returns the supplementary groups.
func setStatus(t *driver.Thread, b []byte) (groups []uint32) {
	for len(b) > 0 {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte{'\n'})
		key, rest, ok := bytes.Cut(line, []byte{':'})
		if !ok {
			continue
		}
		f := bytes.Fields(rest)
		if len(f) == 0 {
			continue
		}
		last := f[len(f)-1]
		switch string(key) {
		case "Tgid":
			t.PID = int64(parseUint(f[0], 10))
			if t.VPID < 0 {
				t.VPID = t.PID
			}
		case "PPid":
			t.PTID = int64(parseUint(f[0], 10))
		case "Uid":
			t.UID = effective(f)
		case "Gid":
			t.GID = effective(f)
		case "Groups":
			for _, g := range f {
				groups = append(groups, uint32(parseUint(g, 10)))
			}
		case "NSpid":
			t.VTID = int64(parseUint(last, 10))
		case "NStgid":
			t.VPID = int64(parseUint(last, 10))
		case "NSpgid":
			t.PGID, t.VPGID = int64(parseUint(f[0], 10)), int64(parseUint(last, 10))
		case "VmSize":
			t.VMSize = uint32(parseUint(f[0], 10))
		case "VmRSS":
			t.VMRSS = uint32(parseUint(f[0], 10))
		case "VmSwap":
			t.VMSwap = uint32(parseUint(f[0], 10))
		case "CapInh":
			t.CapInh = parseUint(f[0], 16)
		case "CapPrm":
			t.CapPrm = parseUint(f[0], 16)
		case "CapEff":
			t.CapEff = parseUint(f[0], 16)
		}
	}
	return groups
}

// effective is the second of the real, effective, saved and file system ids.
func effective(f [][]byte) uint32 {
	if len(f) < 2 {
		return noID
	}
	return uint32(parseUint(f[1], 10))
}

// setStat takes what /proc/PID/stat says. The name in it may hold blanks and
// parentheses, so the fields are counted from the last one that closes.
func (s *Scanner) setStat(t *driver.Thread, b []byte) {
	i := bytes.LastIndexByte(b, ')')
	if i < 0 {
		return
	}
	f := bytes.Fields(b[i+1:]) // f[0] is field 3, the state
	at := func(n int) uint64 {
		if n -= 3; n < len(f) {
			return parseUint(f[n], 10)
		}
		return 0
	}
	if t.PGID < 0 {
		t.PGID = int64(at(5))
	}
	t.SID = int64(at(6))
	t.TTY = uint32(at(7))
	t.PFMinor, t.PFMajor = at(10), at(12)
	t.CloneTS = s.boot + at(22)*tick
}

// cgroups gives each controller's path as the kernel programs do. A machine with
// the unified hierarchy only has one path for all controllers.
func cgroups(b []byte) (out []string) {
	unified := ""
	for len(b) > 0 {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte{'\n'})
		part := strings.SplitN(string(line), ":", 3)
		if len(part) != 3 {
			continue
		}
		if part[0] == "0" && part[1] == "" {
			unified = part[2]
			continue
		}
		for _, c := range strings.Split(part[1], ",") {
			if c == "blkio" {
				c = "io"
			}
			out = append(out, c+"="+part[2])
		}
	}
	if len(out) == 0 && unified != "" {
		for _, c := range []string{"cpuset", "cpu", "io", "memory"} {
			out = append(out, c+"="+unified)
		}
	}
	return out
}

// writable reports whether the thread may write the file, as its mode and the
// thread's capabilities say. ACLs and mounts are not looked at.
func writable(t *driver.Thread, groups []uint32, st *unix.Stat_t) bool {
	const dacOverride, fowner = 1 << 1, 1 << 3
	in := st.Gid == t.GID
	for _, g := range groups {
		in = in || g == st.Gid
	}
	switch {
	case st.Uid == t.UID:
		return true
	case in && st.Mode&0o020 != 0, !in && st.Mode&0o002 != 0:
		return true
	}
	return t.CapEff&(dacOverride|fowner) != 0
}

// argv splits a command line into the program's own name and the rest.
func argv(b []byte) (exe string, args []string) {
	all := split(b)
	if len(all) == 0 {
		return "", nil
	}
	return all[0], all[1:]
}

// split cuts NUL-separated strings. A last one that was cut off counts.
func split(b []byte) []string {
	b = bytes.TrimSuffix(b, []byte{0})
	if len(b) == 0 {
		return nil
	}
	return strings.Split(string(b), "\x00")
}

// parseUint reads the leading digits; what is no number is 0.
func parseUint(b []byte, base int) uint64 {
	b = bytes.TrimSpace(b)
	v, err := strconv.ParseUint(string(b), base, 64)
	if err != nil {
		return 0
	}
	return v
}
