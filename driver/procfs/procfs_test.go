package procfs

import (
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

func find(s *driver.Snapshot, tid int64) *driver.Thread {
	for i := range s.Threads {
		if s.Threads[i].TID == tid {
			return &s.Threads[i]
		}
	}
	return nil
}

func TestSnapshotOfThisProcess(t *testing.T) {
	dir := t.TempDir()
	f, err := os.OpenFile(dir+"/x", os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	u, err := net.Listen("unix", dir+"/s")
	if err != nil {
		t.Fatal(err)
	}
	defer u.Close()
	mem, err := unix.MemfdCreate("thing", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(mem)
	ev, err := unix.Eventfd(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(ev)

	start := time.Now()
	snap, err := New("/proc").Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d threads, %d processes with descriptors, %d users in %v", len(snap.Threads), len(snap.FDs), len(snap.Users), time.Since(start))
	me := find(snap, int64(os.Getpid()))
	if me == nil {
		t.Fatal("this process is missing")
	}
	cwd, _ := os.Getwd()
	exe, _ := os.Executable()
	var st unix.Stat_t
	if err := unix.Stat(exe, &st); err != nil {
		t.Fatal(err)
	}
	if me.Cwd != cwd || me.ExePath != exe || me.Exe != os.Args[0] || strings.Join(me.Args, " ") != strings.Join(os.Args[1:], " ") ||
		me.PTID != int64(os.Getppid()) || me.PID != me.TID || me.UID != uint32(os.Geteuid()) || me.GID != uint32(os.Getegid()) ||
		me.ExeIno != st.Ino || me.ExeMtime != uint64(st.Mtim.Nano()) || me.FDLimit <= 0 || me.VMSize == 0 || me.VMRSS == 0 ||
		me.PGID != int64(unix.Getpgrp()) || me.Flags&catalog.CL_IS_MAIN_THREAD == 0 || len(me.Env) == 0 || me.Root != "/" {
		t.Errorf("this process: %+v", me)
	}
	if age := time.Since(time.Unix(0, int64(me.CloneTS))); age < -time.Second || age > time.Hour {
		t.Errorf("this process is said to be %v old", age)
	}
	if snap.Machine.BootTS == 0 || snap.Machine.CPUs == 0 || snap.Machine.Memory == 0 || snap.Machine.Hostname == "" || snap.Machine.MaxPID == 0 {
		t.Errorf("machine: %+v", snap.Machine)
	}
	fds := make(map[int64]driver.FD)
	for _, d := range snap.FDs[me.PID] {
		fds[d.Num] = d
	}
	if d := fds[int64(f.Fd())]; d.Type != driver.FDFileV2 || d.Name != dir+"/x" || d.OpenFlags&^catalog.O_CLOEXEC != catalog.O_RDONLY|catalog.O_WRONLY|catalog.O_APPEND || d.Ino == 0 {
		t.Errorf("file: %+v", d)
	}
	if d := fds[int64(mem)]; d.Type != driver.FDMemfd {
		t.Errorf("memfd: %+v", d)
	}
	if d := fds[int64(ev)]; d.Type != driver.FDEvent || d.Name != "" {
		t.Errorf("eventfd: %+v", d)
	}
	port := uint16(l.Addr().(*net.TCPAddr).Port)
	var listens, connects, unixes bool
	for _, d := range fds {
		listens = listens || d.Type == driver.FDIPv4Serv && d.SPort == port && d.SIP.String() == "127.0.0.1" && d.L4 == driver.L4TCP
		connects = connects || d.Type == driver.FDIPv4Sock && d.DPort == port && d.DIP.String() == "127.0.0.1" && d.SPort != 0
		unixes = unixes || d.Type == driver.FDUnix && d.Name == dir+"/s"
	}
	if !listens || !connects || !unixes {
		t.Errorf("listening %v, connected %v, unix %v: %+v", listens, connects, unixes, fds)
	}
}

func TestProbe(t *testing.T) {
	s := New("/proc")
	th, fds, ok := s.Probe(int64(os.Getppid()))
	if !ok {
		t.Fatal("the parent is not found")
	}
	if th.PID != int64(os.Getppid()) || len(fds) == 0 {
		t.Errorf("%+v, %d descriptors", th, len(fds))
	}
	for _, tid := range []int64{0, -1, 1 << 40} {
		if _, _, ok := s.Probe(tid); ok {
			t.Errorf("found thread %d", tid)
		}
	}
	th, _, ok = s.Probe(int64(unix.Gettid()))
	if !ok || th.PID != int64(os.Getpid()) {
		t.Errorf("a thread of this process: %+v, %v", th, ok)
	}
}

func TestNoProc(t *testing.T) {
	if _, err := New(t.TempDir()).Snapshot(); err == nil {
		t.Error("an empty folder is a proc file system")
	}
}

func TestLines(t *testing.T) {
	_, d, ok := inetSocket("   0: 0100007F:1F90 0200000A:01BB 01 00000000:00000000 00:00000000 00000000     0        0 4242 1", driver.L4TCP, false)
	if !ok || d.SIP.String() != "127.0.0.1" || d.SPort != 8080 || d.DIP.String() != "10.0.0.2" || d.DPort != 443 || d.Type != driver.FDIPv4Sock {
		t.Errorf("%+v", d)
	}
	ino, d, ok := inetSocket("   0: B80D0120000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7 1", driver.L4TCP, true)
	if !ok || ino != 7 || d.SIP.String() != "2001:db8::1" || d.Type != driver.FDIPv6Serv {
		t.Errorf("%+v", d)
	}
	ino, d, ok = unixSocket("ffff888104a2b000: 00000002 00000000 00010000 0001 01 12345 /run/a b")
	if !ok || ino != 12345 || d.Src != 0xffff888104a2b000 || d.Name != "/run/a b" {
		t.Errorf("%+v", d)
	}
	if got := cgroups([]byte("11:cpu,cpuacct:/a\n5:blkio:/b\n0::/c\n")); strings.Join(got, " ") != "cpu=/a cpuacct=/a io=/b" {
		t.Error(got)
	}
	if got := cgroups([]byte("0::/x:y\n")); len(got) != 4 || got[3] != "memory=/x:y" {
		t.Error(got)
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte("Tgid:\t1\nUid:\t0\t0\t0\t0\nNSpid:\t5\t1\n"))
	f.Add([]byte("1 (a) b) S 1 2 3"))
	f.Add([]byte("0: 0100007F:1F90 0200000A:01BB 01 0 0 0 0 0 42"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var th driver.Thread
		setStatus(&th, b)
		New("/proc").setStat(&th, b)
		cgroups(b)
		inetSocket(string(b), 0, false)
		inetSocket(string(b), 0, true)
		unixSocket(string(b))
		argv(b)
	})
}
