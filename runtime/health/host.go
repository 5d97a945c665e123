package health

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// Host is the machine, as far as its /proc tells; what it does not tell is zero.
type Host struct {
	Kernel     string // release
	Boot       time.Time
	CPUs       int
	CPU        float64 // the share of all processors' time since the boot that was used
	Memory     uint64  // used, bytes
	Running    uint64  // tasks that run or want to
	OpenFiles  uint64
	GroupBytes uint64 // memory of the control group of this process
}

// LookAtHost reads the /proc of the machine whose files are below root.
func LookAtHost(root string) Host {
	var h Host
	var u unix.Utsname
	if unix.Uname(&u) == nil {
		h.Kernel = unix.ByteSliceToString(u.Release[:])
	}
	var idle, total uint64
	eachLine(filepath.Join(root, "/proc/stat"), func(f []string) {
		switch {
		case f[0] == "cpu":
			// user nice system idle iowait irq softirq steal; guests are in user
			for i, v := range f[1:min(len(f), 9)] {
				n, _ := strconv.ParseUint(v, 10, 64)
				total += n
				if i == 3 {
					idle = n
				}
			}
		case strings.HasPrefix(f[0], "cpu"):
			h.CPUs++
		case f[0] == "btime" && len(f) > 1:
			s, _ := strconv.ParseInt(f[1], 10, 64)
			h.Boot = time.Unix(s, 0)
		case f[0] == "procs_running" && len(f) > 1:
			h.Running, _ = strconv.ParseUint(f[1], 10, 64)
		}
	})
	if total > 0 {
		h.CPU = float64(total-idle) / float64(total)
	}
	kb := map[string]uint64{}
	eachLine(filepath.Join(root, "/proc/meminfo"), func(f []string) {
		if len(f) > 1 {
			kb[f[0]], _ = strconv.ParseUint(f[1], 10, 64)
		}
	})
	if free := kb["MemFree:"] + kb["Buffers:"] + kb["Cached:"]; kb["MemTotal:"] > free {
		h.Memory = (kb["MemTotal:"] - free) << 10
	}
	eachLine(filepath.Join(root, "/proc/sys/fs/file-nr"), func(f []string) {
		h.OpenFiles, _ = strconv.ParseUint(f[0], 10, 64)
	})
	for _, file := range []string{"/sys/fs/cgroup/memory/memory.usage_in_bytes", "/sys/fs/cgroup/memory.current"} {
		eachLine(file, func(f []string) { h.GroupBytes, _ = strconv.ParseUint(f[0], 10, 64) })
	}
	return h
}

// eachLine calls f with the words of each line that has some.
func eachLine(file string, f func(words []string)) {
	data, err := os.ReadFile(file)
	if err != nil {
		return
	}
	for line := range bytes.Lines(data) {
		if words := strings.Fields(string(line)); len(words) > 0 {
			f(words)
		}
	}
}

// Memory is what this process takes: resident, mapped, and resident with shared pages
// counted in proportion; in bytes.
func Memory() (rss, vsz, pss uint64) {
	page := uint64(os.Getpagesize())
	eachLine("/proc/self/statm", func(f []string) {
		if len(f) > 1 {
			vsz, _ = strconv.ParseUint(f[0], 10, 64)
			rss, _ = strconv.ParseUint(f[1], 10, 64)
		}
	})
	eachLine("/proc/self/smaps_rollup", func(f []string) {
		if f[0] == "Pss:" && len(f) > 1 {
			pss, _ = strconv.ParseUint(f[1], 10, 64)
		}
	})
	return rss * page, vsz * page, pss << 10
}
