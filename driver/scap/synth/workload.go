package synth

import (
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/vm/catalog"
)

// FullSize is the number of events of the standard benchmark workload.
const FullSize = 1_320_000

// Options choose a workload. The zero value is the standard one.
type Options struct {
	Seed   uint64
	Events int  // about how many events; 0 is FullSize
	Gzip   bool // pack the file
}

// Totals tells what a workload holds.
type Totals struct {
	Events    int
	Spawns    int
	Exchanges int
	Opens     int
}

// Workload writes the capture of a busy server: programs that walk file trees,
// shells that start programs, TCP exchanges between a proxy, its back ends and
// clients, some of it in containers. In the standard size it has 3,000 spawns
// and 8,000 exchanges, one event in seven is an open, and it takes about 130 MB.
func Workload(out io.Writer, opt Options) (Totals, error) {
	if opt.Events <= 0 {
		opt.Events = FullSize
	}
	s := newScene(opt.Seed)
	w := scap.NewWriter(out, scap.WriterOptions{Gzip: opt.Gzip})
	err := w.Snapshot(s.world.Begin(func(ev *driver.Event) error {
		if ev.Type == catalog.EvtOpenat2X {
			s.totals.Opens++
		}
		return w.Event(ev)
	}))
	if err != nil {
		return Totals{}, err
	}
	err = s.run(opt.Events)
	s.totals.Events = s.world.Events()
	return s.totals, errors.Join(err, w.Close())
}

// scene is the cast of a workload.
type scene struct {
	world   *World
	totals  Totals
	shells  []*Process
	walkers []*Process
	proxy   *Process
	backend []*Process
	client  *Process
	listen  int64
	dirs    []string
	dir     int
	page    []byte
}

func newScene(seed uint64) *scene {
	w := NewWorld(seed)
	s := &scene{world: w, page: make([]byte, 4096)}
	const text = "GET /index.html HTTP/1.1\r\nHost: shop.example.com\r\nUser-Agent: curl/8\r\n\r\n"
	for i := range s.page {
		s.page[i] = text[i%len(text)]
	}
	init := w.Init()
	env := []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "HOME=/root", "SHLVL=1", "LOGNAME=root"}
	daemon := func(file, cgroup string, uid uint32, argv ...string) *Process {
		p := init.Spawn(file, argv...)
		p.Env, p.Cgroups = env, cgroups(cgroup)
		p.UID, p.GID = uid, uid
		p.SID, p.VPGID, p.PGID = p.PID, p.PID, p.PID
		return p
	}
	login := func(uid uint32, home string) *Process {
		sshd := daemon("/usr/sbin/sshd", "/system.slice/ssh.service", 0, "sshd: alice [priv]")
		sh := sshd.Spawn("/usr/bin/bash", "-bash")
		sh.UID, sh.GID, sh.LoginUID, sh.Cwd = uid, uid, uid, home
		sh.TTY, sh.Env = 34816, append(env[:2:2], "HOME="+home, "SHLVL=1", "TERM=xterm-256color", "SSH_TTY=/dev/pts/0")
		sh.Cgroups = cgroups("/user.slice/user-1000.slice/session-3.scope")
		return sh
	}
	cron := daemon("/usr/sbin/cron", "/system.slice/cron.service", 0, "/usr/sbin/cron", "-f")
	s.shells = []*Process{login(1000, "/home/alice"), login(0, "/root"), cron.Spawn("/usr/bin/dash", "/bin/sh", "-c", "run-parts /etc/cron.hourly")}
	in := func(n int) string { return "/docker/" + strings.Repeat(fmt.Sprintf("%x", 0xa0+n), 32) }
	shim := daemon("/usr/bin/containerd-shim-runc-v2", "/system.slice/containerd.service", 0, "/usr/bin/containerd-shim-runc-v2", "-namespace", "moby")
	for i := range 3 {
		p := shim.Spawn("/usr/bin/python3.11", "python3", "/app/serve.py", "--port", "8000")
		p.Cgroups, p.VPID, p.VTID, p.Cwd = cgroups(in(i)), 1, 1, "/app"
		p.Flags |= catalog.CL_CHILD_IN_PIDNS
		s.backend = append(s.backend, p)
	}
	s.shells = append(s.shells, func() *Process {
		p := shim.Spawn("/usr/bin/bash", "bash")
		p.Cgroups, p.VPID, p.VTID, p.TTY, p.Env = cgroups(in(1)), 77, 77, 34817, env
		p.Flags |= catalog.CL_CHILD_IN_PIDNS
		return p
	}())
	s.proxy = daemon("/usr/sbin/nginx", "/system.slice/nginx.service", 33, "nginx: worker process")
	s.listen = s.proxy.Listen(netip.MustParseAddrPort("10.0.0.5:443"))
	s.client = daemon("/usr/bin/wrk", "/user.slice/user-1000.slice/session-4.scope", 1000, "wrk", "-c64", "-d600", "https://10.0.0.5/")
	s.walkers = []*Process{
		s.shells[1].Spawn("/usr/bin/find", "find", "/usr", "/var", "/home", "-type", "f", "-newer", "/etc/passwd"),
		s.shells[0].Spawn("/usr/bin/grep", "grep", "-rl", "TODO", "/home/alice/src"),
		daemon("/usr/bin/rsync", "/system.slice/backup.service", 0, "rsync", "-a", "/", "backup:/srv/host"),
		s.backend[2].Spawn("/usr/bin/tar", "tar", "-C", "/app", "-czf", "/tmp/app.tgz", "."),
	}
	for _, p := range s.walkers {
		p.Env = env
	}
	for _, root := range []string{"/usr/share/doc", "/usr/lib/python3/dist-packages", "/var/lib/dpkg/info", "/home/alice/src/shop", "/etc", "/usr/include", "/app/static"} {
		for _, sub := range []string{"", "/core", "/net", "/apt", "/x11", "/locale/de", "/api/v2", "/conf.d"} {
			s.dirs = append(s.dirs, root+sub)
		}
	}
	return s
}

// Shares of the workload, per event: those of the standard size.
const (
	spawnsPerEvent    = 3_000.0 / FullSize
	exchangesPerEvent = 8_000.0 / FullSize
)

func (s *scene) run(events int) error {
	w := s.world
	for w.Events() < events && w.Err() == nil {
		done := float64(w.Events())
		switch {
		case float64(s.totals.Spawns) < done*spawnsPerEvent:
			s.spawn()
		case float64(s.totals.Exchanges) < done*exchangesPerEvent:
			s.exchange()
		default:
			s.walk()
		}
	}
	return w.Err()
}

func pick[T any](w *World, list []T) T { return list[w.Rand.IntN(len(list))] }

// program is something that shells start.
type program struct {
	argv  string
	reads []string
	libs  int
}

var programs = []program{
	{"/usr/bin/ls ls -la --color=auto", nil, 3},
	{"/usr/bin/grep grep -i error /var/log/syslog", []string{"/var/log/syslog"}, 3},
	{"/usr/bin/cat cat /etc/hosts", []string{"/etc/hosts"}, 1},
	{"/usr/bin/sed sed -e s/a/b/ -i app.conf", []string{"/home/alice/app.conf"}, 3},
	{"/usr/bin/mawk awk {print$1} /proc/meminfo", []string{"/proc/meminfo"}, 2},
	{"/usr/bin/curl curl -fsS https://api.example.com/v1/health", []string{"/etc/ssl/openssl.cnf", "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf"}, 12},
	{"/usr/bin/python3.11 python3 manage.py migrate", []string{"/usr/lib/python3.11/os.py", "/usr/lib/python3.11/site.py", "/usr/lib/python3.11/encodings/utf_8.py", "/home/alice/src/shop/manage.py"}, 5},
	{"/usr/bin/git git status --porcelain", []string{"/home/alice/.gitconfig", "/home/alice/src/shop/.git/index", "/home/alice/src/shop/.git/HEAD"}, 3},
	{"/usr/bin/ps ps aux", []string{"/proc/1/stat", "/proc/1/status", "/proc/1/cmdline", "/proc/uptime"}, 3},
	{"/usr/bin/id id -un", []string{"/etc/nsswitch.conf", "/etc/passwd", "/etc/group"}, 2},
	{"/usr/bin/sudo sudo -n true", []string{"/etc/sudoers", "/etc/shadow", "/etc/passwd", "/etc/pam.d/sudo"}, 8},
	{"/usr/bin/bash bash -c true", []string{"/etc/profile", "/home/alice/.bashrc"}, 2},
	{"/usr/bin/dash sh -c logger ok", nil, 1},
	{"/usr/bin/tail tail -n 100 /var/log/nginx/access.log", []string{"/var/log/nginx/access.log"}, 1},
	{"/usr/bin/systemctl systemctl is-active nginx", []string{"/proc/cmdline", "/proc/1/environ"}, 6},
	{"/usr/bin/date date +%s", []string{"/etc/localtime"}, 1},
}

var libraries = []string{"libc.so.6", "libm.so.6", "libselinux.so.1", "libpcre2-8.so.0", "libz.so.1", "libtinfo.so.6", "libcap.so.2", "libssl.so.3",
	"libcrypto.so.3", "libcurl.so.4", "libnghttp2.so.14", "libidn2.so.0"}

// spawn is one program's life: fork, exec, the loader, some files, exit.
func (s *scene) spawn() {
	w := s.world
	s.totals.Spawns++
	prog := pick(w, programs)
	argv := strings.Fields(prog.argv)
	p := pick(w, s.shells).Fork()
	p.Call("rt_sigprocmask")
	p.Exec(argv[0], argv[1:]...)
	w.Emit(p.TID, catalog.EvtBrk4X, 0x55d0_0000_0000, p.VMSize, p.VMRSS, 0, 0)
	p.Stat("/etc/ld.so.preload", 2)
	fd := p.Open("/etc/ld.so.cache", catalog.O_RDONLY|catalog.O_CLOEXEC)
	w.Emit(p.TID, catalog.EvtFstatX, 0, fd)
	p.mmap(fd, 26_000)
	p.Close(fd)
	for _, lib := range libraries[:prog.libs] {
		fd := p.Open("/lib/x86_64-linux-gnu/"+lib, catalog.O_RDONLY|catalog.O_CLOEXEC)
		p.Read(fd, append([]byte("\x7fELF\x02\x01\x01\x03\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x3e\x00"), s.page[:812]...))
		w.Emit(p.TID, catalog.EvtFstatX, 0, fd)
		for range 4 {
			p.mmap(fd, 120_000)
		}
		p.Close(fd)
	}
	// Calls of this century's second decade only: older readers of captures, with
	// which this one is compared, fail on calls that they do not know.
	for _, call := range []string{"arch_prctl", "set_tid_address", "set_robust_list", "sigaltstack", "getrandom"} {
		p.Call(call)
	}
	for range 4 {
		w.Emit(p.TID, catalog.EvtMprotectX, 0, 0x7f00_0000_0000, 16384, catalog.PROT_READ)
	}
	w.Emit(p.TID, catalog.EvtMunmapX, 0, p.VMSize, p.VMRSS, 0, 0x7f00_0010_0000, 26_000)
	for _, name := range prog.reads {
		fd := p.Open(name, catalog.O_RDONLY)
		w.Emit(p.TID, catalog.EvtFstatX, 0, fd)
		p.Read(fd, s.page[:200+w.Rand.IntN(3000)])
		p.Read(fd, nil)
		p.Close(fd)
	}
	if w.Rand.IntN(8) == 0 {
		p.OpenFails("/home/alice/.config/"+p.Comm+"/config.toml", catalog.O_RDONLY, 2)
	}
	if w.Rand.IntN(20) == 0 {
		fd := p.Open(fmt.Sprintf("/tmp/%s.%06x", p.Comm, w.Rand.IntN(1<<24)), catalog.O_WRONLY|catalog.O_CREAT|catalog.O_TRUNC)
		p.Write(fd, s.page[:512])
		p.Close(fd)
	}
	p.Write(1, s.page[:40+w.Rand.IntN(200)])
	p.Exit(0)
}

func (p *Process) mmap(fd int64, size int) {
	p.w.Emit(p.TID, catalog.EvtMmapX, 0x7f00_0000_0000+p.w.Rand.Uint64N(1<<36)&^4095, p.VMSize, p.VMRSS, 0,
		0, size, catalog.PROT_READ, catalog.MAP_PRIVATE, fd, 0)
}

// exchange is a request by way of the proxy to a back end.
func (s *scene) exchange() {
	w := s.world
	s.totals.Exchanges++
	port := func() uint16 { return uint16(32768 + w.Rand.IntN(28000)) }
	far := netip.AddrFrom4([4]byte{203, 0, 113, byte(w.Rand.IntN(256))})
	to := netip.MustParseAddrPort("10.0.0.5:443")
	request, answer := s.page[:120+w.Rand.IntN(400)], s.page[:800+w.Rand.IntN(3000)]
	back := pick(w, s.backend)
	if w.Rand.IntN(8) == 0 {
		// A plain client of the outside world.
		out := s.client.Connect(netip.AddrPortFrom(to.Addr(), port()), netip.AddrPortFrom(far, 443))
		s.client.Send(out, request)
		s.client.Recv(out, answer)
		s.client.Close(out)
		return
	}
	w.Emit(s.proxy.TID, catalog.EvtEpollwaitX, 1, 512)
	in := s.proxy.Accept(netip.AddrPortFrom(far, port()), to)
	s.proxy.Recv(in, request)
	near := netip.AddrPortFrom(netip.MustParseAddr("172.17.0.1"), port())
	up := netip.MustParseAddrPort("172.17.0.2:8000")
	out := s.proxy.Connect(near, up)
	s.proxy.Send(out, request)
	srv := back.Accept(near, up)
	back.Recv(srv, request)
	back.Send(srv, answer)
	back.Close(srv)
	s.proxy.Recv(out, answer)
	s.proxy.Send(in, answer)
	s.proxy.Close(out)
	s.proxy.Close(in)
}

var suffixes = []string{".py", ".txt", ".conf", ".list", ".md5sums", ".h", ".html", ".json", ".js", ".gz", ".so.1", ""}
var stems = []string{"copyright", "changelog", "index", "models", "views", "settings", "utils", "stdio", "README", "package", "main", "default", "handler", "libfoo"}

// walk is one directory's visit: list it, then look at its files.
func (s *scene) walk() {
	w := s.world
	p := s.walkers[s.dir%len(s.walkers)]
	dir := s.dirs[s.dir%len(s.dirs)]
	s.dir++
	fd := p.Open(dir, catalog.O_RDONLY|catalog.O_DIRECTORY|catalog.O_CLOEXEC)
	w.Emit(p.TID, catalog.EvtFstatX, 0, fd)
	w.Emit(p.TID, catalog.EvtGetdents64X, 1800, fd)
	w.Emit(p.TID, catalog.EvtGetdents64X, 0, fd)
	p.Close(fd)
	for i := range 6 + w.Rand.IntN(12) {
		name := fmt.Sprintf("%s/%s%d%s", dir, pick(w, stems), (s.dir+i)%40, pick(w, suffixes))
		p.Stat(name, 0)
		if w.Rand.IntN(100) < 4 {
			p.OpenFails(name, catalog.O_RDONLY, 13)
			continue
		}
		fd := p.Open(name, catalog.O_RDONLY|catalog.O_CLOEXEC)
		w.Emit(p.TID, catalog.EvtFstatX, 0, fd)
		for range 1 + w.Rand.IntN(2) {
			p.Read(fd, s.page[:500+w.Rand.IntN(3500)])
		}
		p.Read(fd, nil)
		if w.Rand.IntN(3) == 0 {
			w.Emit(p.TID, catalog.EvtLseekX, 0, fd, 0, 0)
		}
		p.Close(fd)
	}
}
