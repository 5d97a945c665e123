package state_test

import (
	"fmt"
	"net/netip"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm/catalog"
)

// machine is a state with the means to feed it.
type machine struct {
	*state.State
	t  *testing.T
	ts uint64
}

func start(t *testing.T, opt state.Options) *machine {
	snap := &driver.Snapshot{
		Threads: []driver.Thread{
			{TID: 1, PID: 1, VTID: 1, VPID: 1, SID: 1, Comm: "init", Exe: "/sbin/init", Cwd: "/"},
			{TID: 10, PID: 10, PTID: 1, VTID: 10, VPID: 10, SID: 10, PGID: 10, Comm: "bash", Exe: "-bash", ExePath: "/bin/bash (deleted)",
				Args: []string{"-l"}, Env: []string{"HOME=/root", "EMPTY=", "SPACED=  x "}, Cwd: "/root", FDLimit: 1024,
				Cgroups: []string{"cpu_cgroup=/a", "io=/b"}},
		},
		FDs: map[int64][]driver.FD{10: {
			{Num: 0, Type: driver.FDFileV2, Name: "/dev/pts/0"}, {Num: 1, Type: driver.FDFileV2, Name: "/dev/pts/0"},
			{Num: 9, Type: driver.FDFileV2, Name: "/secret", OpenFlags: catalog.O_CLOEXEC},
			{Num: 7, Type: driver.FDDirectory, Name: "/srv/data"},
		}},
		Users:      []driver.User{{UID: 1000, GID: 1000, Name: "ann", Home: "/home/ann", Shell: "/bin/sh"}},
		Interfaces: []driver.Interface{{Name: "lo", Addr: netip.MustParseAddr("127.0.0.1"), Mask: netip.MustParseAddr("255.0.0.0")}},
	}
	return &machine{state.New(snap, opt), t, 1_700_000_000e9}
}

func (m *machine) do(tid int64, id catalog.EventID, values ...any) bool {
	m.t.Helper()
	m.ts += 1000
	return m.Process(synth.Must(m.ts, tid, id, values...))
}

func (m *machine) named(tid int64, id catalog.EventID, p synth.Params) bool {
	m.t.Helper()
	m.ts += 1000
	ev, err := synth.Named(m.ts, tid, id, p)
	if err != nil {
		m.t.Fatal(err)
	}
	return m.Process(ev)
}

// clone sends one side of a clone.
func (m *machine) clone(tid, res, pid, ptid int64, flags int) {
	m.t.Helper()
	m.named(tid, catalog.EvtClone20X, synth.Params{"res": res, "exe": "-bash", "args": []string{"-l"}, "tid": tid, "pid": pid,
		"ptid": ptid, "comm": "bash", "flags": flags, "uid": 0, "gid": 0, "vtid": tid, "vpid": pid, "fdlimit": 1024})
}

func (m *machine) exec(tid, pid, ptid int64, path string, argv ...string) {
	m.t.Helper()
	m.named(tid, catalog.EvtExecve19X, synth.Params{"res": 0, "exe": argv[0], "args": argv[1:], "tid": tid, "pid": pid, "ptid": ptid,
		"comm": argv[0], "env": []string{"PATH=/bin"}, "trusted_exepath": path, "pgid": pid, "uid": 0, "gid": 0})
}

func (m *machine) exit(tid int64, reaper int64) {
	m.t.Helper()
	m.named(tid, catalog.EvtProcexit1E, synth.Params{"status": 0, "reaper_tid": reaper})
}

func (m *machine) eq(what string, got, want any) {
	m.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		m.t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestSnapshot(t *testing.T) {
	m := start(t, state.Options{})
	b := m.Find(10)
	m.eq("exepath", b.ExePath, "/bin/bash")
	m.eq("cwd", m.Cwd(b), "/root/")
	m.eq("cmdline", b.Cmdline(), "bash -l")
	m.eq("cgroups", b.Cgroups.Joined(), "cpu=/a blkio=/b")
	m.eq("env", m.Env(b).Get("SPACED"), "x")
	m.eq("empty variable", m.Env(b).Get("EMPTY"), "")
	m.eq("parent", m.Ancestor(b, 1).Comm, "init")
	m.eq("no further", m.Ancestor(b, 2) == nil, true)
	m.eq("container", m.Container(b).Name, "host")
	m.eq("root", m.User(b).Name, "root")
}

func TestForkExecExit(t *testing.T) {
	m := start(t, state.Options{})
	m.clone(10, 11, 10, 1, 0)
	c := m.Find(11)
	if c == nil || m.Thread.TID != 10 {
		t.Fatal("the creator's side makes the child and is the creator's event")
	}
	m.eq("pid", c.PID, 11)
	m.eq("parent", m.Parent(c).TID, 10)
	m.eq("descriptors", m.OpenFDs(c), 4)
	m.eq("cwd", m.Cwd(c), "/root/")
	m.clone(11, 0, 11, 10, 0)
	m.eq("the child's side finds it", m.Thread == c, true)

	m.do(11, catalog.EvtDup2X, 5, 0, 5)
	m.eq("the parent keeps its table", m.Lookup(m.Find(10), 5) == nil, true)
	m.do(11, catalog.EvtCloseX, 0, 1)
	m.eq("the closing event still has it", m.FD.Name, "/dev/pts/0")
	m.exec(11, 11, 10, "/usr/bin/cat", "cat", "/etc/shadow")
	m.eq("closed", m.Lookup(c, 1) == nil, true)
	m.eq("close on exec", m.Lookup(c, 9) == nil, true)
	m.eq("not in the parent", m.Lookup(m.Find(10), 9) != nil, true)
	m.eq("cmdline", c.Cmdline(), "cat /etc/shadow")
	m.eq("exepath", c.ExePath, "/usr/bin/cat")
	m.eq("the parent's name", m.Find(10).Cmdline(), "bash -l")

	m.named(11, catalog.EvtExecve19X, synth.Params{"res": -2, "exe": "nope"})
	m.eq("a failed execve changes nothing", c.Exe, "cat")
	m.eq("errno", m.Errno, 2)

	m.clone(11, 12, 11, 10, 0)
	m.exit(11, 1)
	m.eq("the exit still has its thread", m.Thread == c && m.Find(11) == c, true)
	m.eq("alive", m.Alive(c), 0)
	m.do(10, catalog.EvtGetcwdX, 5, "/root")
	m.eq("gone", m.Find(11) == nil, true)
	m.eq("reaped", m.Find(12).PTID, 1)
}

func TestThreads(t *testing.T) {
	const flags = catalog.CL_CLONE_THREAD | catalog.CL_CLONE_FILES
	m := start(t, state.Options{})
	m.clone(10, 20, 10, 1, flags)
	m.clone(20, 0, 10, 1, flags)
	th := m.Find(20)
	m.eq("main", m.Main(th).TID, 10)
	m.eq("threads", m.Alive(th), 2)
	m.do(20, catalog.EvtOpenX, 5, "rel", catalog.O_RDONLY, 0, 1, 2)
	m.eq("one table", m.Lookup(m.Find(10), 5).Name, "/root/rel")
	m.exit(10, 0)
	m.do(20, catalog.EvtCloseX, 0, 5)
	m.eq("the main thread stays while one is alive", m.Find(10) != nil && m.Find(10).IsDead(), true)
	m.exit(20, 0)
	m.do(1, catalog.EvtSetsidX, 1)
	m.eq("all gone", m.Find(10) == nil && m.Find(20) == nil, true)
}

func TestSubreaper(t *testing.T) {
	m := start(t, state.Options{})
	m.do(10, catalog.EvtPrctlX, 0, catalog.PR_SET_CHILD_SUBREAPER, nil, 1)
	m.clone(10, 11, 10, 1, 0)
	m.clone(11, 12, 11, 10, 0)
	m.exit(11, 0)
	m.do(1, catalog.EvtSetsidX, 1)
	m.eq("taken by the subreaper", m.Find(12).PTID, 10)
}

func TestUnknownThreads(t *testing.T) {
	m := start(t, state.Options{MaxThreads: 4})
	m.do(77, catalog.EvtCloseX, 0, 3)
	m.eq("fake", m.Thread.Comm, "<NA>")
	m.eq("cwd", m.Cwd(m.Thread), "./")
	m.eq("pid", m.Thread.PID, -1)
	m.do(78, catalog.EvtCloseX, 0, 3)
	m.do(79, catalog.EvtCloseX, 0, 3)
	m.eq("no room", m.Thread == nil, true)
	m.eq("counted", m.Stats().RefusedThreads, 1)
	m.exit(80, 0)
	m.eq("an exit introduces nobody", m.Thread == nil, true)

	m = start(t, state.Options{Prober: prober{}})
	m.do(77, catalog.EvtCloseX, 0, 3)
	m.eq("asked", m.Thread.Comm, "probed")
	m.eq("with descriptors", m.FD.Name, "/probed")
	m.do(78, catalog.EvtCloseX, 0, 3)
	m.eq("unknown to the system", m.Thread.Comm, "<NA>")
}

func TestPurge(t *testing.T) {
	m := start(t, state.Options{Alive: func(tid int64) bool { return tid == 1 }})
	m.do(10, catalog.EvtGetcwdX, 5, "/root")
	m.do(77, catalog.EvtGetcwdX, 5, "/root")
	for range 3 {
		m.ts += 31 * 60e9
		m.do(10, catalog.EvtGetcwdX, 5, "/root")
	}
	m.eq("gone", m.Find(77) == nil, true)
	m.eq("counted", m.Stats().Purged, 1)
	m.eq("alive or not idle", m.Find(1) != nil && m.Find(10) != nil, true)
}

type prober struct{}

func (prober) Probe(tid int64) (*driver.Thread, []driver.FD, bool) {
	if tid != 77 {
		return nil, nil, false
	}
	return &driver.Thread{TID: 77, PID: 77, PTID: 1, Comm: "probed"}, []driver.FD{{Num: 3, Type: driver.FDFileV2, Name: "/probed"}}, true
}

func TestOpen(t *testing.T) {
	m := start(t, state.Options{})
	for _, c := range []struct {
		id     catalog.EventID
		values []any
		num    int64
		name   string
		raw    string
	}{
		{catalog.EvtOpenX, []any{5, "a//b", 1, 0, 7, 8}, 5, "/root/a/b", "a/b"},
		{catalog.EvtOpenat2X, []any{6, catalog.AT_FDCWD, "f", 1, 0, 7, 8}, 6, "/root/f", "f"},
		{catalog.EvtOpenat2X, []any{6, 7, "f", 1, 0, 7, 8}, 6, "/srv/data/f", "f"},
		{catalog.EvtOpenat2X, []any{6, 99, "f", 1, 0, 7, 8}, 6, "<UNKNOWN>f", "f"},
		{catalog.EvtOpenat2X, []any{6, 99, "/etc/x", 1, 0, 7, 8}, 6, "/etc/x", "/etc/x"},
		{catalog.EvtSyscOpenat2X, []any{6, 7, "g", 1, 0, 0, 7, 8}, 6, "/srv/data/g", "g"},
		{catalog.EvtCreatX, []any{8, "new", 0o644, 7, 8, 0}, 8, "/root/new", "new"},
		{catalog.EvtOpenByHandleAtX, []any{3000, 7, 1, "/by/handle", 7, 8}, 3000, "/by/handle", "/by/handle"},
	} {
		m.do(10, c.id, c.values...)
		if m.FD == nil {
			t.Fatalf("%v: no descriptor", c.values)
		}
		m.eq("number", m.FDNum, c.num)
		m.eq("name", m.FD.Name, c.name)
		m.eq("raw name", m.FD.NameRaw, c.raw)
		m.eq("dev", m.FD.Dev, 7)
		m.eq("ino", m.FD.Ino, 8)
		m.eq("name changed", m.NameChanged, true)
		m.eq("found", m.Lookup(m.Thread, c.num) == m.FD, true)
	}
	m.do(10, catalog.EvtOpenX, -2, "none", 1, 0, 0, 0)
	m.eq("failed", m.FD == nil && m.FDNum == -1 && m.Errno == 2, true)
	m.do(10, catalog.EvtOpenX, 5, "/d", catalog.O_DIRECTORY, 0, 0, 0)
	m.eq("directory", m.FD.Type, driver.FDDirectory)

	m.do(10, catalog.EvtOpenE, "/seen/on/entry", catalog.O_RDONLY, 0)
	m.do(10, catalog.EvtOpenX, 5, "/changed/since", catalog.O_WRONLY, 0, 1, 2)
	m.eq("the kernel's name wins", m.FD.Name, "/seen/on/entry")
	m.do(10, catalog.EvtOpenE, "/other", catalog.O_RDONLY, 0)
	m.do(10, catalog.EvtCloseX, 0, 8)
	m.do(10, catalog.EvtOpenX, 5, "/mine", catalog.O_WRONLY, 0, 1, 2)
	m.eq("an enter event counts for the next event only", m.FD.Name, "/mine")
}

func TestDescriptors(t *testing.T) {
	m := start(t, state.Options{MaxFDs: 8})
	m.do(10, catalog.EvtPipe2X, 0, 3, 4, 55, catalog.O_CLOEXEC)
	m.eq("pipe", m.Lookup(m.Thread, 3).Type, driver.FDFifo)
	m.do(10, catalog.EvtFcntlX, 8, 0, catalog.FCNTL_F_DUPFD_CLOEXEC, 8)
	m.eq("dup", m.Lookup(m.Thread, 8).Name, "/dev/pts/0")
	m.eq("cloexec", m.Lookup(m.Thread, 8).OpenFlags&catalog.O_CLOEXEC != 0, true)
	m.eq("not the source", m.Lookup(m.Thread, 0).OpenFlags&catalog.O_CLOEXEC != 0, false)
	m.do(10, catalog.EvtFcntlX, 0, 0, catalog.FCNTL_F_SETFD, 1)
	m.eq("set", m.Lookup(m.Thread, 0).OpenFlags&catalog.O_CLOEXEC != 0, true)
	m.do(10, catalog.EvtEventfd2X, 20, 0, 0)
	m.do(10, catalog.EvtEventfd2X, 21, 0, 0)
	m.eq("full", m.Lookup(m.Thread, 21) == nil && m.Stats().RefusedFDs == 1, true)
	m.do(10, catalog.EvtCloseRangeX, 0, 3, 8, catalog.CLOSE_RANGE_CLOEXEC)
	m.eq("marked", m.Lookup(m.Thread, 7).OpenFlags&catalog.O_CLOEXEC != 0, true)
	m.do(10, catalog.EvtCloseRangeX, 0, 3, uint32(0xFFFFFFFF), 0)
	m.eq("closed", m.OpenFDs(m.Thread), 2)
	m.do(10, catalog.EvtMemfdCreateX, 3, "code", catalog.MFD_CLOEXEC)
	m.eq("memfd", m.FD.Name, "code")
	m.do(10, catalog.EvtPidfdOpenX, 4, 1, 0)
	m.eq("pidfd", m.FD.Name, "/proc/1")
	m.do(10, catalog.EvtCloseX, -9, 99)
	m.eq("unknown", m.FD == nil && m.FDNum == 99, true)
}

func TestSockets(t *testing.T) {
	a := netip.MustParseAddrPort
	m := start(t, state.Options{})
	m.do(10, catalog.EvtSocketX, 3, catalog.AF_INET, 1, 0, 0)
	m.eq("tcp", m.FD.L4, driver.L4TCP)
	m.do(10, catalog.EvtConnectX, 0, synth.Tuple{Src: a("10.0.0.1:4000"), Dst: a("10.0.0.2:80")}, 3, a("10.0.0.2:80"))
	m.eq("connect", m.FD.Name, "10.0.0.1:4000->10.0.0.2:80")
	m.eq("client", m.FD.Flags&state.RoleClient != 0 && m.FD.Flags&state.Connected != 0, true)
	m.do(10, catalog.EvtSocketX, 4, catalog.AF_INET, 1, 0, 0)
	m.do(10, catalog.EvtBindX, 0, a("0.0.0.0:22"), 4)
	m.eq("bound", m.FD.Name, "0.0.0.0:22")
	m.eq("listening", m.FD.IsListening() && m.FD.DstIP() == nil, true)
	m.do(10, catalog.EvtAccept46X, 5, synth.Tuple{Src: a("[::ffff:1.2.3.4]:9"), Dst: a("[::ffff:10.0.0.1]:22")}, 0, 0, 0, catalog.O_CLOEXEC)
	m.eq("mapped", m.FD.Type, driver.FDIPv4Sock)
	m.eq("accept", m.FD.Name, "1.2.3.4:9->10.0.0.1:22")
	m.eq("server", m.FD.Flags&state.RoleServer != 0, true)
	m.do(10, catalog.EvtSocketX, 6, catalog.AF_INET, 2, 0, 0)
	m.do(10, catalog.EvtSendtoX, 5, "hello", 6, 5, synth.Tuple{Src: a("0.0.0.0:5000"), Dst: a("127.0.0.1:53")})
	m.eq("the wildcard is filled in", m.FD.Name, "127.0.0.1:5000->127.0.0.1:53")
	m.do(10, catalog.EvtRecvfromX, 5, "hello", synth.Tuple{Src: a("127.0.0.1:53"), Dst: a("127.0.0.1:5000")}, 6, 5)
	m.eq("no change", m.NameChanged, false)
	m.do(10, catalog.EvtSendtoX, 5, "hello", 60, 5, synth.Tuple{Src: a("10.0.0.1:5000"), Dst: a("10.0.0.2:53")})
	m.eq("made up", m.FD.Name, "10.0.0.1:5000->10.0.0.2:53")
	m.do(10, catalog.EvtSocketX, 7, catalog.AF_UNIX, 1, 0, 0)
	m.do(10, catalog.EvtConnectX, 0, synth.UnixTuple{Src: 0xab, Dst: 0xcd, Path: "/run/x"}, 7, nil)
	m.eq("unix", m.FD.Name, "ab->cd /run/x")
	m.do(10, catalog.EvtSocketpairX, 0, 11, 12, 1, 2, catalog.AF_UNIX, 1, 0)
	m.eq("pair", m.Lookup(m.Thread, 11).Sock.SrcPtr == 1 && m.Lookup(m.Thread, 12).Sock.SrcPtr == 2, true)

	m.do(10, catalog.EvtSocketX, 13, catalog.AF_INET, 1, 0, 0)
	m.do(10, catalog.EvtConnectE, 13, a("6.6.6.6:80"))
	m.do(10, catalog.EvtConnectX, 0, synth.Tuple{Src: a("10.0.0.1:4001"), Dst: a("9.9.9.9:80")}, 13, a("9.9.9.9:80"))
	m.eq("the address on entry wins", m.FD.Name, "10.0.0.1:4001->6.6.6.6:80")
}

func TestProcessState(t *testing.T) {
	m := start(t, state.Options{})
	b := m.Find(10)
	m.do(10, catalog.EvtChdirX, 0, "../srv")
	m.eq("chdir", m.Cwd(b), "/srv/")
	m.do(10, catalog.EvtFchdirX, 0, 7)
	m.eq("fchdir", m.Cwd(b), "/srv/data/")
	m.do(10, catalog.EvtChdirX, -2, "/nowhere")
	m.eq("failed", m.Cwd(b), "/srv/data/")
	m.do(10, catalog.EvtChrootX, 0, "jail")
	m.eq("chroot", b.Root, "/srv/data/jail")
	m.do(10, catalog.EvtSetresuidX, 0, 1000, 1000, 1000)
	m.eq("user", m.User(b).Name, "ann")
	m.do(10, catalog.EvtSetuidX, -1, 0)
	m.eq("unchanged", b.UID, 1000)
	m.do(10, catalog.EvtSetgidX, 0, 42)
	m.eq("group", m.Group(b) == nil && b.GID == 42, true)
	m.do(10, catalog.EvtCapsetX, 0, 1, 2, 3)
	m.eq("caps", [3]uint64{b.CapInh, b.CapPrm, b.CapEff}, [3]uint64{1, 2, 3})
	m.do(10, catalog.EvtUnshareX, 0, catalog.CL_CLONE_NEWUSER)
	m.eq("all caps", b.CapEff, uint64(1<<41-1))
	m.do(10, catalog.EvtSetsidX, 10)
	m.eq("sid", b.SID, 10)
	m.do(10, catalog.EvtSetrlimitX, 0, 5, 6, catalog.RLIMIT_NOFILE)
	m.eq("limit", m.FDLimit(b), 5)
	m.do(10, catalog.EvtPrlimitX, 0, 9, 9, 5, 5, 0, catalog.RLIMIT_NOFILE)
	m.eq("limit", m.FDLimit(b), 9)
	m.do(10, catalog.EvtBrk4X, 0, 100, 50, 1, 0)
	m.eq("memory", [3]uint32{b.VMSize, b.VMRSS, b.VMSwap}, [3]uint32{100, 50, 1})
}

func TestVisibility(t *testing.T) {
	m := start(t, state.Options{})
	user := []any{1001, 1001, "bob", "/home/bob", "/bin/sh", ""}
	m.eq("head", m.do(-1, catalog.EvtUserAddedE, user...), false)
	m.eq("counted", m.Num, 1)
	m.eq("first time", m.FirstTS, 0)
	m.eq("shown", m.do(10, catalog.EvtSetsidX, 10), true)
	m.eq("first time", m.FirstTS, m.ts)
	m.eq("later lists are shown", m.do(-1, catalog.EvtUserAddedE, user...), true)
	m.eq("without a thread", m.Thread == nil, true)
	m.eq("known", m.UserOf("", 1001).Name, "bob")
	ev := synth.Must(m.ts, 10, catalog.EvtSetsidX, 11)
	ev.StateOnly = true
	m.eq("state only", m.Process(ev), false)
	m.eq("but it counts", m.Find(10).SID, 11)
	m.Restart(&driver.Snapshot{})
	m.eq("numbers go on", m.Num == 4 && m.Find(10) == nil, true)
}

func TestContainerEvents(t *testing.T) {
	const id = "0a1d4bfe689b08fab1a2695d0d45a42095b4249d88eded87e402a9cf1adf95a8"
	m := start(t, state.Options{})
	m.exec(10, 10, 1, "/bin/sh", "sh")
	m.named(10, catalog.EvtExecve19X, synth.Params{"res": 0, "exe": "sh", "comm": "sh", "pid": 10, "cgroups": []string{"cpu=/docker/" + id}})
	m.eq("id", m.Thread.ContainerID(), id[:12])
	m.eq("nothing known", m.Container(m.Thread) == nil, true)
	m.do(0, catalog.EvtAsynceventE, 0, "container", []byte(`{"container":{"id":"`+id[:12]+`","type":0,"name":"web","ip":"172.17.0.2"}}`))
	m.eq("event", m.EventContainer.Name, "web")
	m.eq("known", m.Container(m.Find(10)).Name, "web")
	m.eq("its address", m.IsLocal(m.Find(10), []byte{172, 17, 0, 2}), true)
	m.do(0, catalog.EvtAsynceventE, 0, "container", []byte(`{`))
	m.eq("counted", m.Stats().BadContainers, 1)
	m.do(0, catalog.EvtAsynceventE, 0, "container_removed", []byte(`{"container":{"id":"`+id[:12]+`"}}`))
	m.eq("gone", m.Container(m.Find(10)) == nil, true)
	m.do(0, catalog.EvtContainerE, "c2", 1, "box", "img")
	m.eq("oldest form", m.ContainerByID("c2").Type, "lxc")
}

// TestNoAllocs holds that events which change nothing new cost no memory.
func TestNoAllocs(t *testing.T) {
	a := netip.MustParseAddrPort
	m := start(t, state.Options{})
	m.do(10, catalog.EvtSocketX, 6, catalog.AF_INET, 2, 0, 0)
	tuple := synth.Tuple{Src: a("127.0.0.1:5000"), Dst: a("127.0.0.1:53")}
	for name, events := range map[string][]*driver.Event{
		"read":       {synth.Must(1, 10, catalog.EvtReadX, 5, "hello", 0, 5)},
		"failed":     {synth.Must(1, 10, catalog.EvtOpenat2X, -2, -100, "none", 1, 0, 0, 0)},
		"stat":       {synth.Must(1, 10, catalog.EvtNewfstatatX, 0, -100, "x", 0)},
		"send":       {synth.Must(1, 10, catalog.EvtSendtoX, 5, "hello", 6, 5, tuple)},
		"open close": {synth.Must(1, 10, catalog.EvtOpenat2X, 5, -100, "file", 1, 0, 0, 0), synth.Must(1, 10, catalog.EvtCloseX, 0, 5)},
		"unknown":    {synth.Must(1, 4242, catalog.EvtReadX, 5, "hello", 0, 5)},
		"getcwd":     {synth.Must(1, 10, catalog.EvtGetcwdX, 5, "/root")},
	} {
		if n := testing.AllocsPerRun(100, func() {
			for _, ev := range events {
				m.Process(ev)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
