package bpf

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// subsystems are those whose groups an event names, in the order of push_cgroups.
// Each has the names that mounts give it.
var subsystems = [...][]string{{"cpuset"}, {"cpu"}, {"cpuacct"}, {"blkio", "io"}, {"memory"}}

// initCgroupNS is the inode of the namespace in which the kernel starts.
const initCgroupNS = "cgroup:[4026531835]"

// errForeignNS says that the paths that are seen here are not those of events.
var errForeignNS = errors.New("control groups are seen from within a namespace")

// cgroups finds the control groups of the machine: the path of each, by subsystem
// and the kernel's number.
func cgroups() (map[sensorCgroupKey]string, error) {
	if ns, err := os.Readlink("/proc/self/ns/cgroup"); err != nil || ns != initCgroupNS {
		return nil, errForeignNS
	}
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[sensorCgroupKey]string{}
	var unified string
	var found [len(subsystems)]bool
	for lines := bufio.NewScanner(f); lines.Scan(); {
		words := strings.Fields(lines.Text())
		dash := slices.Index(words, "-")
		if dash < 0 || len(words) < dash+4 || words[3] != "/" {
			continue
		}
		switch words[dash+1] {
		case "cgroup2":
			unified = words[4]
		case "cgroup":
			options := strings.Split(words[dash+3], ",")
			for i, names := range subsystems {
				if slices.ContainsFunc(names, func(n string) bool { return slices.Contains(options, n) }) {
					found[i] = true
					walkCgroups(out, words[4], i)
				}
			}
		}
	}
	if unified != "" {
		var rest []int
		for i := range subsystems {
			if !found[i] {
				rest = append(rest, i)
			}
		}
		if len(rest) > 0 {
			walkCgroups(out, unified, rest...)
		}
	}
	return out, nil
}

const maxCgroups = 20000

// walkCgroups takes the groups below root as those of some subsystems.
func walkCgroups(out map[sensorCgroupKey]string, root string, of ...int) {
	_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || len(out) > maxCgroups {
			return fs.SkipDir
		}
		if !d.IsDir() {
			return nil
		}
		var st syscall.Stat_t
		if syscall.Stat(name, &st) == nil {
			path := "/" + strings.TrimPrefix(strings.TrimPrefix(name, root), "/")
			for _, i := range of {
				out[sensorCgroupKey{Id: st.Ino, Subsys: uint32(i)}] = path
			}
		}
		return nil
	})
}
