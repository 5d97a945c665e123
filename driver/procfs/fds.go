package procfs

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"io"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// anonymous names the descriptors that stand for no file, as their links show them.
var anonymous = map[string]driver.FDType{
	"[eventfd]": driver.FDEvent, "[eventpoll]": driver.FDEventPoll, "inotify": driver.FDInotify,
	"[signalfd]": driver.FDSignal, "[timerfd]": driver.FDTimer, "[io_uring]": driver.FDIOUring,
	"[userfaultfd]": driver.FDUserfault, "[pidfd]": driver.FDPidfd,
	"bpf-map": driver.FDBPF, "bpf-prog": driver.FDBPF, "bpf-link": driver.FDBPF, "bpf_link": driver.FDBPF, "bpf_iter": driver.FDBPF,
}

// fds reads the descriptors of the process whose folder is dir.
func (s *Scanner) fds(dir string) []driver.FD {
	nums, err := s.numbers(dir + "/fd")
	if err != nil {
		return nil
	}
	if len(nums) > maxFDs {
		nums = nums[:maxFDs]
	}
	out := make([]driver.FD, 0, len(nums))
	var table sockets
	for _, n := range nums {
		name := dir + "/fd/" + strconv.FormatInt(n, 10)
		var st unix.Stat_t
		if unix.Stat(name, &st) != nil {
			continue
		}
		d := driver.FD{Num: n, Name: link(name), Ino: st.Ino}
		if d.Name == "" {
			continue
		}
		switch st.Mode & unix.S_IFMT {
		case unix.S_IFSOCK:
			if table == nil {
				table = s.sockets(dir)
			}
			sock, ok := table[st.Ino]
			if !ok {
				continue
			}
			sock.Num, sock.Ino = n, st.Ino
			d = sock
		case unix.S_IFIFO:
			d.Type = driver.FDFifo
		case unix.S_IFDIR:
			d.Type = driver.FDDirectory
			s.setFile(&d, dir, &st)
		case unix.S_IFREG, unix.S_IFBLK, unix.S_IFCHR:
			d.Type = driver.FDFileV2
			if strings.HasPrefix(d.Name, "/memfd:") {
				d.Type = driver.FDMemfd
			}
			s.setFile(&d, dir, &st)
		default:
			d.Type = driver.FDUnsupported
			if kind, ok := strings.CutPrefix(d.Name, "anon_inode:"); ok {
				if t, ok := anonymous[kind]; ok {
					d.Type, d.Name = t, ""
				}
			}
		}
		out = append(out, d)
	}
	return out
}

// setFile fills in how the file was opened.
func (s *Scanner) setFile(d *driver.FD, dir string, st *unix.Stat_t) {
	d.Dev = uint32(st.Dev)
	b, ok := s.read(dir+"/fdinfo/"+strconv.FormatInt(d.Num, 10), 4096)
	if !ok {
		return
	}
	for len(b) > 0 {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte{'\n'})
		if v, ok := bytes.CutPrefix(line, []byte("flags:")); ok {
			d.OpenFlags = openFlags(uint32(parseUint(v, 8)))
			return
		}
	}
}

// openFlags turns the kernel's flags into the schema's.
func openFlags(v uint32) uint32 {
	out := uint32(catalog.O_RDONLY)
	switch v & unix.O_ACCMODE {
	case unix.O_WRONLY:
		out = catalog.O_WRONLY
	case unix.O_RDWR:
		out = catalog.O_RDONLY | catalog.O_WRONLY
	}
	for _, f := range [...]struct{ kernel, schema uint32 }{
		{unix.O_APPEND, catalog.O_APPEND}, {unix.O_DSYNC, catalog.O_DSYNC}, {unix.O_NONBLOCK, catalog.O_NONBLOCK},
		{unix.O_SYNC, catalog.O_SYNC}, {unix.O_DIRECT, catalog.O_DIRECT}, {unix.O_DIRECTORY, catalog.O_DIRECTORY},
		{unix.O_CLOEXEC, catalog.O_CLOEXEC},
	} {
		if v&f.kernel != 0 {
			out |= f.schema
		}
	}
	return out
}

// sockets are the sockets of one network namespace, by inode.
type sockets map[uint64]driver.FD

// sockets reads the tables of the namespace that the process is in, once a scan.
func (s *Scanner) sockets(dir string) sockets {
	var st unix.Stat_t
	if unix.Stat(dir+"/ns/net", &st) != nil {
		return sockets{}
	}
	if t, ok := s.nets[st.Ino]; ok {
		return t
	}
	t := make(sockets)
	s.nets[st.Ino] = t
	for _, file := range [...]struct {
		name string
		l4   uint8
		v6   bool
	}{
		{"tcp", driver.L4TCP, false}, {"tcp6", driver.L4TCP, true}, {"udp", driver.L4UDP, false}, {"udp6", driver.L4UDP, true},
		{"raw", driver.L4Raw, false}, {"raw6", driver.L4Raw, true}, {"icmp", driver.L4ICMP, false}, {"icmp6", driver.L4ICMP, true},
	} {
		eachLine(dir+"/net/"+file.name, func(line string) {
			if ino, d, ok := inetSocket(line, file.l4, file.v6); ok && len(t) < maxSockets {
				t[ino] = d
			}
		})
	}
	eachLine(dir+"/net/unix", func(line string) {
		if ino, d, ok := unixSocket(line); ok && len(t) < maxSockets {
			t[ino] = d
		}
	})
	eachLine(dir+"/net/netlink", func(line string) {
		f := strings.Fields(line)
		if len(f) < 10 || len(t) >= maxSockets {
			return
		}
		if ino, err := strconv.ParseUint(f[9], 10, 64); err == nil && ino != 0 {
			t[ino] = driver.FD{Type: driver.FDNetlink}
		}
	})
	return t
}

// eachLine calls f for each line of a table but its heading.
func eachLine(name string, f func(string)) { eachLineFrom(name, 1, f) }

// eachLineFrom calls f for each line of a file from the given one on.
func eachLineFrom(name string, from int, f func(string)) {
	file, err := os.Open(name)
	if err != nil {
		return
	}
	defer file.Close()
	lines := bufio.NewScanner(io.LimitReader(file, maxTable))
	for n := 0; lines.Scan(); n++ {
		if n >= from {
			f(lines.Text())
		}
	}
}

// inetSocket reads a line of /proc/net/tcp and its like. A socket without a
// remote end is a listening one; the local end is the source.
func inetSocket(line string, l4 uint8, v6 bool) (ino uint64, d driver.FD, ok bool) {
	f := strings.Fields(line)
	if len(f) < 10 {
		return 0, d, false
	}
	ino, err := strconv.ParseUint(f[9], 10, 64)
	if err != nil || ino == 0 {
		return 0, d, false
	}
	d.L4 = l4
	if d.SIP, d.SPort, ok = endpoint(f[1], v6); !ok {
		return 0, d, false
	}
	if d.DIP, d.DPort, ok = endpoint(f[2], v6); !ok {
		return 0, d, false
	}
	serv := d.DIP.IsUnspecified()
	switch {
	case v6 && serv:
		d.Type = driver.FDIPv6Serv
	case v6:
		d.Type = driver.FDIPv6Sock
	case serv:
		d.Type = driver.FDIPv4Serv
	default:
		d.Type = driver.FDIPv4Sock
	}
	return ino, d, true
}

// endpoint reads ADDRESS:PORT, the address in hexadecimal words of the machine's
// byte order, which is little-endian.
func endpoint(text string, v6 bool) (netip.Addr, uint16, bool) {
	host, port, ok := strings.Cut(text, ":")
	b, err := hex.DecodeString(host)
	if !ok || err != nil || len(b) != 4 && len(b) != 16 || (len(b) == 16) != v6 {
		return netip.Addr{}, 0, false
	}
	p, err := strconv.ParseUint(port, 16, 16)
	if err != nil {
		return netip.Addr{}, 0, false
	}
	for i := 0; i < len(b); i += 4 {
		b[i], b[i+1], b[i+2], b[i+3] = b[i+3], b[i+2], b[i+1], b[i]
	}
	a, _ := netip.AddrFromSlice(b)
	return a, uint16(p), true
}

// unixSocket reads a line of /proc/net/unix: the first column is the kernel's
// address of the socket, the last one the path, if it has one.
func unixSocket(line string) (ino uint64, d driver.FD, ok bool) {
	f := strings.SplitN(strings.Join(strings.Fields(line), " "), " ", 8)
	if len(f) < 7 {
		return 0, d, false
	}
	ino, err := strconv.ParseUint(f[6], 10, 64)
	if err != nil || ino == 0 {
		return 0, d, false
	}
	d.Type = driver.FDUnix
	d.Src, _ = strconv.ParseUint(strings.TrimSuffix(f[0], ":"), 16, 64)
	if len(f) == 8 {
		d.Name = f[7]
	}
	return ino, d, true
}
