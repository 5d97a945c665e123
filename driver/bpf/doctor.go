package bpf

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/features"
	"golang.org/x/sys/unix"
)

// Finding is what a look at one part of the machine told.
type Finding struct {
	Part   string // what was looked at
	Status Status
	Detail string // what was found
	Remedy string // what to do where it does not work, may be empty
}

// Status says whether a part of the machine serves.
type Status uint8

// The statuses of findings.
const (
	Works   Status = iota
	Limited        // the sensor runs, with less
	Fails          // the sensor cannot run
)

func (s Status) String() string { return [...]string{"ok", "limited", "FAIL"}[s] }

// capabilities that the sensor uses.
var capabilities = []struct {
	number int
	name   string
	need   Status
	use    string
}{
	{unix.CAP_BPF, "CAP_BPF", Fails, "to load programs and maps"},
	{unix.CAP_PERFMON, "CAP_PERFMON", Fails, "to read kernel memory and attach to tracepoints"},
	{unix.CAP_SYS_PTRACE, "CAP_SYS_PTRACE", Limited, "to read the descriptors of processes that ran before"},
	{unix.CAP_DAC_READ_SEARCH, "CAP_DAC_READ_SEARCH", Limited, "to read the files of other users in /proc"},
}

// Diagnose looks at everything that the sensor needs, and attaches it for a moment.
func Diagnose() (out []Finding) {
	add := func(part string, status Status, remedy, format string, args ...any) {
		if status == Works {
			remedy = ""
		}
		out = append(out, Finding{part, status, fmt.Sprintf(format, args...), remedy})
	}
	var uts unix.Utsname
	_ = unix.Uname(&uts)
	release := unix.ByteSliceToString(uts.Release[:])
	f := lookAt("/")
	status := Works
	if f.before(5, 8) {
		status = Fails
	}
	add("kernel", status, remedyRing, "%s %s", release, unix.ByteSliceToString(uts.Machine[:]))

	status, detail := Works, "/sys/kernel/btf/vmlinux"
	if f.btf != nil {
		status, detail = Fails, f.btf.Error()
	}
	add("type information (BTF)", status, remedyBTF, "%s", detail)

	for _, c := range capabilities {
		if f.capsErr != nil {
			break
		}
		if f.has(c.number) {
			add(c.name, Works, "", "%s", c.use)
		} else {
			add(c.name, c.need, "grant "+c.name+", or run as root", "missing; it is needed %s", c.use)
		}
	}
	probe := func(part string, err error, need Status, remedy string) {
		switch {
		case err == nil:
			add(part, Works, "", "supported")
		case errors.Is(err, ebpf.ErrNotSupported):
			add(part, need, remedy, "not supported by this kernel")
		default:
			add(part, need, remedyPrivileges, "%v", err)
		}
	}
	probe("ring buffers", features.HaveMapType(ebpf.RingBuf), Fails, remedyRing)

	switch {
	case f.lockdown == "":
		add("lockdown", Works, "", "not in this kernel, or securityfs is not mounted")
	case f.confined():
		add("lockdown", Fails, remedyLocked, "confidentiality: kernel memory cannot be read")
	default:
		add("lockdown", Works, "", "%s", f.lockdown)
	}
	if f.before(5, 11) && f.capsErr == nil && f.caps&(1<<unix.CAP_SYS_RESOURCE) == 0 {
		var limit unix.Rlimit
		_ = unix.Getrlimit(unix.RLIMIT_MEMLOCK, &limit)
		add("locked memory", Limited, remedyMemlock, "this kernel counts the sensor's maps; the limit is %d bytes", limit.Cur)
	}
	if _, err := os.Stat("/sys/fs/bpf"); err != nil {
		add("bpffs", Works, "", "absent; the sensor does not need it")
	}
	if text, err := os.ReadFile("/sys/kernel/security/lsm"); err == nil {
		add("security modules", Works, "", "%s; the sensor needs none", strings.TrimSpace(string(text)))
	} else {
		add("security modules", Works, "", "cannot be told, as securityfs is not mounted; the sensor needs none")
	}
	status, detail = Works, "found"
	if _, err := os.Stat("/sys/kernel/tracing/events"); err != nil {
		if _, err := os.Stat("/sys/kernel/debug/tracing/events"); err != nil {
			detail = "not mounted; the sensor does not need it"
		}
	}
	add("tracefs", status, "", "%s", detail)

	switch groups, err := cgroups(); {
	case errors.Is(err, errForeignNS):
		add("control groups", Limited, "run in the host's cgroup namespace, so that what only containers can do wrong is filtered on the host", "%v", err)
	case err != nil:
		add("control groups", Limited, "mount /proc", "%v", err)
	default:
		add("control groups", Works, "", "%d in %d hierarchies", len(groups), hierarchies(groups))
	}
	var runtimes []string
	for _, socket := range []string{"/var/run/docker.sock", "/run/containerd/containerd.sock", "/run/podman/podman.sock", "/run/crio/crio.sock", "/run/k3s/containerd/containerd.sock"} {
		if _, err := os.Stat(os.Getenv("HOST_ROOT") + socket); err == nil {
			runtimes = append(runtimes, socket)
		}
	}
	if len(runtimes) == 0 {
		add("container runtimes", Works, "", "none found; ids of containers come from control groups, names and images need a runtime's socket")
	} else {
		add("container runtimes", Works, "", "%s", strings.Join(runtimes, ", "))
	}
	return append(out, trial()...)
}

// trial starts the sensor for a moment.
func trial() (out []Finding) {
	s, err := Open(Options{Events: StateEvents(), NoScan: true, everything: true})
	if err != nil {
		var e *Error
		f := Finding{Part: "sensor", Status: Fails, Detail: err.Error()}
		if errors.As(err, &e) {
			f.Detail, f.Remedy = e.Reason.Error(), e.Remedy
		}
		return append(out, f)
	}
	defer s.Close()
	for _, r := range s.Refused() {
		first, _, _ := strings.Cut(r.Err.Error(), "\n")
		out = append(out, Finding{"program " + r.Program, Limited, first, "report the kernel's version: events of this kind come without details, or not at all"})
	}
	out = append(out, s.missing()...)
	silent, err := s.silentCPUs()
	switch {
	case err != nil:
		out = append(out, Finding{"sensor", Fails, err.Error(), ""})
	case len(silent) > 0:
		out = append(out, Finding{"sensor", Fails, fmt.Sprintf("the programs do not run on cpus %v", silent), ""})
	default:
		out = append(out, Finding{"sensor", Works, fmt.Sprintf("%d programs loaded; they run on %d cpus", len(s.programs), len(s.merge.rings)), ""})
	}
	return out
}

// missing tells of the parts that this kernel has no place for.
func (s *Source) missing() (out []Finding) {
	parts := map[string]string{
		PartRings:     "what is done by io_uring is not seen; forbid io_uring (kernel.io_uring_disabled, seccomp), or use kernel 5.11 or later",
		PartPaths:     "paths of calls that open nothing are read from the program's memory, which another thread may rewrite; use a kernel with CONFIG_SECURITY_PATH and CONFIG_FUNCTION_TRACER, on arm64 6.1 or later",
		PartAddresses: "addresses are read from the program's memory, which another thread may rewrite; use a kernel with CONFIG_SECURITY_NETWORK and CONFIG_FUNCTION_TRACER, on arm64 6.1 or later",
	}
	absent := s.Absent()
	for _, part := range []string{PartRings, PartPaths, PartAddresses} {
		f := Finding{part, Works, "seen", ""}
		for _, a := range absent {
			if a.Part == part {
				f.Status, f.Detail, f.Remedy = Limited, a.Why, parts[part]
			}
		}
		out = append(out, f)
	}
	return out
}

func hierarchies(groups map[sensorCgroupKey]string) int {
	seen := map[uint32]bool{}
	for key := range groups {
		seen[key.Subsys] = true
	}
	return len(seen)
}

// effectiveCaps is the set of this process's capabilities, as a status file tells.
func effectiveCaps(file string) (set uint64, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	_, rest, ok := strings.Cut(string(text), "CapEff:")
	if !ok {
		return 0, errors.New("/proc/self/status names no capabilities")
	}
	_, err = fmt.Sscanf(rest, "%x", &set)
	return set, err
}
