// Package rules holds the default rules. Its tests act each of them out on a
// synthetic machine.
package rules

import (
	"bytes"
	"context"
	"net/netip"
	"slices"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// bundle compiles the default rules, which must give no warning.
func bundle(t *testing.T) *vm.Bundle {
	t.Helper()
	files, err := source.Read(".")
	if err != nil {
		t.Fatal(err)
	}
	res := compiler.Compile(files, compiler.Options{})
	if len(res.Diagnostics.All) > 0 {
		var text bytes.Buffer
		_ = res.Report("test", "").Write(&text, "text", false)
		t.Fatal(text.String())
	}
	b, err := res.Bundle(codegen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// machine is a host with a login shell, and a container with a service.
type machine struct {
	*synth.World
	host *synth.Process // alice's shell on the host
	ctr  *synth.Process // the first process of a container
	svc  *synth.Process // a service in the container, by a runtime's shim
}

const container = "/docker/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

// act returns the rules that fire when something is done on a fresh machine.
func act(t *testing.T, b *vm.Bundle, do func(m *machine)) (fired []string) {
	t.Helper()
	w := synth.NewWorld(1)
	m := &machine{World: w}
	m.host = w.Init().Spawn("/usr/sbin/sshd", "sshd: alice").Spawn("/usr/bin/bash", "-bash")
	m.host.UID, m.host.GID, m.host.TTY, m.host.Cwd = 1000, 1000, 34816, "/home/alice"
	m.ctr = w.Init().Spawn("/usr/bin/containerd-shim-runc-v2").Spawn("/app/server")
	m.ctr.Cgroups = []string{"cpu=" + container, "memory=" + container}
	m.ctr.VPID, m.ctr.VTID = 1, 1
	m.ctr.Flags |= catalog.CL_CHILD_IN_PIDNS
	m.svc = m.ctr.Spawn("/app/worker")

	var file bytes.Buffer
	out := scap.NewWriter(&file, scap.WriterOptions{})
	if err := out.Snapshot(w.Begin(out.Event)); err != nil {
		t.Fatal(err)
	}
	do(m)
	if err := out.Close(); err != nil || w.Err() != nil {
		t.Fatal(err, w.Err())
	}
	src, err := scap.NewReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	e, err := runtime.New(b, vm.NewSelection(b, runtime.LeastUrgent), src, runtime.Options{All: true})
	if err != nil {
		t.Fatal(err)
	}
	err = e.Run(context.Background(), func(rule int) error {
		fired = append(fired, b.Rules[rule].Name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return fired
}

// The actions that the table is made of.

func reads(p func(*machine) *synth.Process, by, name string) func(*machine) {
	return func(m *machine) { p(m).Spawn(by).Open(name, catalog.O_RDONLY) }
}

func writes(p func(*machine) *synth.Process, by, name string) func(*machine) {
	return func(m *machine) { p(m).Spawn(by).Open(name, catalog.O_WRONLY|catalog.O_CREAT) }
}

func runs(p func(*machine) *synth.Process, file string, argv ...string) func(*machine) {
	return func(m *machine) { p(m).Spawn(file, argv...) }
}

func emits(p func(*machine) *synth.Process, by string, id catalog.EventID, values ...any) func(*machine) {
	return func(m *machine) { m.Emit(p(m).Spawn(by).TID, id, values...) }
}

func connects(p func(*machine) *synth.Process, by, to string) func(*machine) {
	return func(m *machine) {
		p(m).Spawn(by).Connect(netip.MustParseAddrPort("10.0.0.5:40000"), netip.MustParseAddrPort(to))
	}
}

func host(m *machine) *synth.Process { return m.host }
func ctr(m *machine) *synth.Process  { return m.svc }

// below is a process of a program that was started by another one.
func below(p func(*machine) *synth.Process, parent string) func(*machine) *synth.Process {
	return func(m *machine) *synth.Process { return p(m).Spawn(parent) }
}

// tied makes a descriptor of a program the end of a connection.
func tied(by string, fd int64) func(*machine) {
	return func(m *machine) {
		p := m.host.Spawn(by)
		p.Dup(p.Connect(netip.MustParseAddrPort("10.0.0.5:40000"), netip.MustParseAddrPort("203.0.113.7:9001")), fd)
	}
}

// terminal sets the terminal of a process's next programs.
func terminal(p func(*machine) *synth.Process, tty uint32) func(*machine) *synth.Process {
	return func(m *machine) *synth.Process {
		q := p(m)
		q.TTY = tty
		return q
	}
}

const (
	cat        = "/usr/bin/cat"
	atFDCWD    = -100
	newEtcPath = "/etc/ld.so.preload"
)

var cases = []struct {
	rule  string
	fires []func(*machine)
	not   []func(*machine)
}{
	{"Account secrets read",
		[]func(*machine){reads(host, cat, "/etc/shadow"), reads(ctr, "/usr/bin/python3", "/etc/sudoers.d/admins")},
		[]func(*machine){reads(host, "/usr/bin/sudo", "/etc/shadow"), reads(host, cat, "/etc/passwd"), reads(below(host, "/usr/bin/dpkg"), cat, "/etc/shadow"),
			func(m *machine) { m.host.Spawn(cat).OpenFails("/etc/shadow", catalog.O_RDONLY, 13) }, writes(host, cat, "/etc/shadow")}},
	{"Private SSH key read",
		[]func(*machine){reads(host, cat, "/home/alice/.ssh/id_ed25519")},
		[]func(*machine){reads(host, cat, "/home/alice/.ssh/id_rsa.pub"), reads(host, "/usr/bin/ssh", "/home/alice/.ssh/id_rsa")}},
	{"Cloud credentials read",
		[]func(*machine){reads(host, cat, "/home/alice/.aws/credentials"), reads(ctr, cat, "/root/.kube/config")},
		[]func(*machine){reads(host, "/usr/bin/kubectl", "/home/alice/.kube/config"), reads(host, cat, "/home/alice/.aws/config")}},
	{"Service account token read in a container",
		[]func(*machine){reads(ctr, cat, "/var/run/secrets/kubernetes.io/serviceaccount/token")},
		[]func(*machine){reads(host, cat, "/var/run/secrets/kubernetes.io/serviceaccount/token"), reads(ctr, "/app/tool", "/var/run/secrets/kubernetes.io/serviceaccount/token")}},
	{"Keys or passwords searched for",
		[]func(*machine){runs(host, "/usr/bin/grep", "grep", "-r", "BEGIN RSA", "/home"), runs(host, "/usr/bin/find", "find", "/", "-name", "id_rsa")},
		[]func(*machine){runs(host, "/usr/bin/grep", "grep", "-r", "needle", "/home"), runs(host, "/usr/bin/find", "find", "/", "-name", "x.txt")}},
	{"Memory of another process opened",
		[]func(*machine){reads(host, "/tmp/x", "/proc/1234/mem")},
		[]func(*machine){reads(host, "/usr/bin/gdb", "/proc/1234/mem"), reads(host, cat, "/proc/1234/maps")}},

	{"Program started from memory",
		[]func(*machine){func(m *machine) { p := m.host.Fork(); p.ExeMemfd = true; p.Exec("memfd:x", "x") }},
		[]func(*machine){runs(host, "/usr/bin/id")}},
	{"Program started from a world-writable folder",
		[]func(*machine){runs(host, "/tmp/x"), runs(ctr, "/dev/shm/a/b")},
		[]func(*machine){runs(host, "/tmpx/x"), runs(below(host, "/usr/bin/dpkg"), "/tmp/x")}},
	{"New program in a container started",
		[]func(*machine){func(m *machine) { p := m.svc.Fork(); p.ExeUpper = true; p.Exec("/app/new") }},
		[]func(*machine){runs(ctr, "/app/tool"), func(m *machine) { p := m.host.Fork(); p.ExeUpper = true; p.Exec("/opt/new") }}},
	{"Shell started by a network service",
		[]func(*machine){runs(below(host, "/usr/sbin/nginx"), "/usr/bin/dash", "sh", "-c", "id"), runs(below(below(host, "/usr/bin/postgres"), "/usr/bin/env"), "/usr/bin/bash")},
		[]func(*machine){runs(host, "/usr/bin/dash", "sh", "-c", "id"), runs(below(host, "/usr/sbin/nginx"), "/usr/bin/id")}},
	{"Shell tied to a network connection",
		[]func(*machine){tied("/usr/bin/bash", 0), tied("/usr/bin/python3", 1)},
		[]func(*machine){tied("/usr/bin/bash", 9), tied("/usr/sbin/sshd", 0)}},
	{"Interactive shell in a container",
		[]func(*machine){runs(terminal(ctr, 34817), "/usr/bin/bash")},
		[]func(*machine){runs(ctr, "/usr/bin/bash"), runs(host, "/usr/bin/bash"), runs(below(terminal(ctr, 34817), "/usr/bin/env"), "/usr/bin/id")}},
	{"Decoded text piped to a shell",
		[]func(*machine){runs(host, "/usr/bin/bash", "bash", "-c", "echo aWQK | base64 -d | sh")},
		[]func(*machine){runs(host, "/usr/bin/bash", "bash", "-c", "base64 -d > f")}},
	{"Package manager in a container",
		[]func(*machine){runs(ctr, "/usr/bin/apt-get", "apt-get", "install", "nmap")},
		[]func(*machine){runs(host, "/usr/bin/apt-get"), runs(ctr, "/usr/bin/id")}},
	{"Name of a program faked",
		[]func(*machine){runs(host, "/tmp/x", "[kworker/0:1]")},
		[]func(*machine){runs(host, "/usr/bin/id", "id")}},

	{"Start-up configuration changed",
		[]func(*machine){writes(host, cat, "/etc/cron.d/x"), writes(ctr, cat, "/etc/crontab")},
		[]func(*machine){reads(host, cat, "/etc/cron.d/x"), writes(below(host, "/usr/bin/dpkg"), cat, "/etc/cron.d/x"), writes(host, cat, "/etc/cron.dx/x")}},
	{"Shell start-up file changed",
		[]func(*machine){writes(host, "/usr/bin/tee", "/home/alice/.bashrc")},
		[]func(*machine){writes(host, "/usr/bin/vim", "/home/alice/.bashrc"), writes(host, cat, "/home/alice/bashrc")}},
	{"Login keys changed",
		[]func(*machine){writes(host, cat, "/root/.ssh/authorized_keys")},
		[]func(*machine){writes(host, "/usr/bin/ssh-copy-id", "/root/.ssh/authorized_keys"), reads(host, cat, "/root/.ssh/authorized_keys")}},
	{"Program folder written",
		[]func(*machine){writes(host, "/usr/bin/cp", "/usr/bin/new")},
		[]func(*machine){writes(host, "/usr/bin/dpkg", "/usr/bin/new"), writes(host, "/usr/bin/cp", "/usr/lib/new")}},
	{"Program replaced or removed",
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/bin/rm").Unlink("/usr/bin/id") },
			emits(host, "/usr/bin/mv", catalog.EvtRenameX, 0, "/tmp/x", "/usr/sbin/x")},
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/bin/rm").Unlink("/home/alice/id") },
			emits(host, "/usr/bin/mv", catalog.EvtRenameX, -13, "/tmp/x", "/usr/sbin/x")}},
	{"Account changed",
		[]func(*machine){runs(host, "/usr/sbin/useradd", "useradd", "eve")},
		[]func(*machine){runs(host, "/usr/bin/passwd"), runs(below(host, "/usr/bin/dpkg"), "/usr/sbin/useradd")}},
	{"Account database written",
		[]func(*machine){writes(host, cat, "/etc/passwd")},
		[]func(*machine){writes(host, "/usr/sbin/useradd", "/etc/passwd"), reads(host, cat, "/etc/passwd")}},
	{"Preloaded library configured",
		[]func(*machine){writes(host, cat, newEtcPath)},
		[]func(*machine){reads(host, cat, newEtcPath), writes(host, cat, newEtcPath+".bak")}},

	{"Set-user-id bit set",
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/bin/chmod").Chmod("/home/alice/x", 0o4755) }},
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/bin/chmod").Chmod("/home/alice/x", 0o755) }}},
	{"Process traced",
		[]func(*machine){emits(host, "/tmp/x", catalog.EvtPtraceX, 0, nil, nil, 11, 1)},
		[]func(*machine){emits(host, "/tmp/x", catalog.EvtPtraceX, 0, nil, nil, 3, 1), emits(host, "/usr/bin/gdb", catalog.EvtPtraceX, 0, nil, nil, 11, 1)}},
	{"Kernel module loaded",
		[]func(*machine){emits(host, "/tmp/x", catalog.EvtFinitModuleX, 0, 3, "", 0), emits(ctr, "/usr/sbin/modprobe", catalog.EvtInitModuleX, 0, nil, 10, "")},
		[]func(*machine){emits(host, "/usr/sbin/modprobe", catalog.EvtInitModuleX, 0, nil, 10, ""), emits(host, "/tmp/x", catalog.EvtFinitModuleX, -1, 3, "", 0)}},
	{"Kernel program loaded from a container",
		[]func(*machine){emits(ctr, "/app/x", catalog.EvtBpf2X, 5, 5)},
		[]func(*machine){emits(host, "/app/x", catalog.EvtBpf2X, 5, 5), emits(ctr, "/app/x", catalog.EvtBpf2X, 5, 1), emits(ctr, "/app/x", catalog.EvtBpf2X, -1, 5)}},
	{"Namespace of the host entered from a container",
		[]func(*machine){emits(ctr, "/usr/bin/nsenter", catalog.EvtSetnsX, 0, 3, 0)},
		[]func(*machine){emits(host, "/usr/bin/nsenter", catalog.EvtSetnsX, 0, 3, 0), emits(ctr, "/usr/bin/runc", catalog.EvtSetnsX, 0, 3, 0)}},
	{"File system mounted in a container",
		[]func(*machine){emits(ctr, "/usr/bin/mount", catalog.EvtMountX, 0, "/dev/sda1", "/mnt", "ext4", 0)},
		[]func(*machine){emits(host, "/usr/bin/mount", catalog.EvtMountX, 0, "/dev/sda1", "/mnt", "ext4", 0), emits(ctr, "/usr/bin/mount", catalog.EvtMountX, -1, "/dev/sda1", "/mnt", "ext4", 0)}},
	{"Container escape by a kernel helper",
		[]func(*machine){writes(ctr, "/usr/bin/tee", "/proc/sys/kernel/core_pattern"), writes(ctr, "/usr/bin/tee", "/mnt/release_agent")},
		[]func(*machine){writes(host, "/usr/sbin/sysctl", "/proc/sys/kernel/core_pattern"), reads(ctr, cat, "/proc/sys/kernel/core_pattern")}},
	{"Rights raised by sudo hole",
		[]func(*machine){runs(host, "/usr/bin/sudoedit", "sudoedit", "-s", `\`, "AAAAAAAA"), runs(host, "/usr/bin/sudoedit", "sudoedit", "-s", `\`)},
		[]func(*machine){runs(host, "/usr/bin/sudo", "sudo", "-s"), runs(ctr, "/usr/bin/sudoedit", "sudoedit", "-s", `\`)}},

	{"Raw network tool started in a container",
		[]func(*machine){runs(ctr, "/usr/bin/nmap", "nmap", "10.0.0.0/8")},
		[]func(*machine){runs(host, "/usr/bin/nmap")}},
	{"Netcat runs a program",
		[]func(*machine){runs(host, "/usr/bin/nc", "nc", "-l", "-e ", "/bin/sh"), runs(host, "/usr/bin/socat", "socat", "TCP-L:1", "EXEC:sh"), runs(host, "/usr/bin/ncat", "ncat", "--sh-exec", "id")},
		[]func(*machine){runs(host, "/usr/bin/nc", "nc", "-l", "99"), runs(host, "/usr/bin/socat", "socat", "-", "TCP:h:1")}},
	{"Instance metadata asked from a container",
		[]func(*machine){connects(ctr, "/usr/bin/curl", "169.254.169.254:80")},
		[]func(*machine){connects(host, "/usr/bin/curl", "169.254.169.254:80"), connects(ctr, "/usr/bin/curl", "169.254.169.253:80")}},
	{"Connection from a program in a world-writable folder",
		[]func(*machine){connects(host, "/tmp/x", "203.0.113.7:443")},
		[]func(*machine){connects(host, "/tmp/x", "127.0.0.1:443"), connects(host, "/usr/bin/curl", "203.0.113.7:443")}},
	{"Mining pool connected",
		[]func(*machine){connects(host, "/usr/bin/x", "203.0.113.7:3333")},
		[]func(*machine){connects(host, "/usr/bin/x", "203.0.113.7:3334"), connects(host, "/usr/bin/x", "127.0.0.1:3333")}},
	{"Packets captured raw",
		[]func(*machine){emits(host, "/usr/bin/x", catalog.EvtSocketX, 3, 17, 3, 0, 0)},
		[]func(*machine){emits(host, "/usr/bin/tcpdump", catalog.EvtSocketX, 3, 17, 3, 0, 0), emits(host, "/usr/bin/x", catalog.EvtSocketX, 3, 2, 1, 0, 0)}},

	{"Shell history removed",
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/bin/rm").Unlink("/home/alice/.bash_history") },
			runs(host, "/usr/bin/shred", "shred", "/home/alice/.bash_history"),
			func(m *machine) {
				m.host.Spawn("/usr/bin/cp").Open("/home/alice/.bash_history", catalog.O_WRONLY|catalog.O_TRUNC)
			}},
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/bin/rm").Unlink("/home/alice/history.txt") },
			func(m *machine) { m.host.Open("/home/alice/.bash_history", catalog.O_WRONLY|catalog.O_TRUNC) }}},
	{"Log files removed",
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/bin/rm").Unlink("/var/log/auth.log") }},
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/sbin/logrotate").Unlink("/var/log/auth.log.1") },
			func(m *machine) { m.host.Spawn("/usr/bin/rm").Unlink("/var/logs/x") }}},
	{"Data wiped in bulk",
		[]func(*machine){runs(host, "/usr/sbin/mkfs.ext4", "mkfs.ext4", "/dev/sdb"), runs(host, "/usr/bin/shred", "shred", "/dev/sdb")},
		[]func(*machine){runs(host, "/usr/bin/dd")}},
	{"File made executable in a world-writable folder",
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/bin/chmod").Chmod("/tmp/x", 0o755) }},
		[]func(*machine){func(m *machine) { m.host.Spawn("/usr/bin/chmod").Chmod("/tmp/x", 0o644) },
			func(m *machine) { m.host.Spawn("/usr/bin/chmod").Chmod("/home/alice/x", 0o755) }}},
	{"Sensitive file linked",
		[]func(*machine){emits(host, "/usr/bin/ln", catalog.EvtSymlinkatX, 0, "/etc/shadow", atFDCWD, "/tmp/s"),
			emits(host, "/usr/bin/ln", catalog.EvtLinkat2X, 0, atFDCWD, "/etc/shadow", atFDCWD, "/tmp/s", 0)},
		[]func(*machine){emits(host, "/usr/bin/ln", catalog.EvtSymlinkatX, 0, "/etc/hosts", atFDCWD, "/tmp/s"),
			emits(host, "/usr/bin/ln", catalog.EvtSymlinkatX, -17, "/etc/shadow", atFDCWD, "/tmp/s")}},
}

// TestRules acts out for each rule what it is about, and what only looks like it.
func TestRules(t *testing.T) {
	b := bundle(t)
	tried := map[string]bool{}
	for _, c := range cases {
		tried[c.rule] = true
		t.Run(c.rule, func(t *testing.T) {
			for i, do := range c.fires {
				if fired := act(t, b, do); !slices.Contains(fired, c.rule) {
					t.Errorf("action %d: it does not fire, only %q", i, fired)
				}
			}
			for i, do := range c.not {
				if fired := act(t, b, do); slices.Contains(fired, c.rule) {
					t.Errorf("near miss %d: it fires", i)
				}
			}
		})
	}
	for i := range b.Rules {
		if !tried[b.Rules[i].Name] {
			t.Errorf("rule %q has no case", b.Rules[i].Name)
		}
	}
}

// TestQuiet holds that ordinary work raises nothing.
func TestQuiet(t *testing.T) {
	b := bundle(t)
	fired := act(t, b, func(m *machine) {
		ls := m.host.Spawn("/usr/bin/ls", "ls", "-l")
		ls.Open("/etc/ld.so.cache", catalog.O_RDONLY)
		ls.Open("/etc/passwd", catalog.O_RDONLY)
		ls.Open("/home/alice", catalog.O_RDONLY|catalog.O_DIRECTORY)
		ls.Exit(0)
		m.svc.Open("/app/data", catalog.O_WRONLY|catalog.O_CREAT)
		m.svc.Connect(netip.MustParseAddrPort("172.17.0.2:40000"), netip.MustParseAddrPort("10.0.0.9:5432"))
		m.host.Spawn("/usr/bin/sudo", "sudo", "id").Open("/etc/shadow", catalog.O_RDONLY)
	})
	if len(fired) > 0 {
		t.Errorf("%q fired", fired)
	}
}
