package procfs

import (
	"net"
	"net/netip"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/driver"
)

// maxAccounts bounds the accounts of one file.
const maxAccounts = 1 << 16

// users reads /etc/passwd. Lines of network directories (+, -) are not accounts.
func (s *Scanner) users() (out []driver.User) {
	eachAccount(s.etc+"/passwd", 7, func(f []string) {
		uid, err := strconv.ParseUint(f[2], 10, 32)
		gid, err2 := strconv.ParseUint(f[3], 10, 32)
		if err == nil && err2 == nil && len(out) < maxAccounts {
			out = append(out, driver.User{UID: uint32(uid), GID: uint32(gid), Name: f[0], Home: f[5], Shell: f[6]})
		}
	})
	return out
}

// groups reads /etc/group.
func (s *Scanner) groups() (out []driver.Group) {
	eachAccount(s.etc+"/group", 4, func(f []string) {
		gid, err := strconv.ParseUint(f[2], 10, 32)
		if err == nil && len(out) < maxAccounts {
			out = append(out, driver.Group{GID: uint32(gid), Name: f[0]})
		}
	})
	return out
}

// eachAccount calls f with the fields of each line that has so many.
func eachAccount(name string, fields int, f func([]string)) {
	each := func(line string) {
		if line == "" || strings.ContainsAny(line[:1], "#+-") {
			return
		}
		if part := strings.SplitN(line, ":", fields); len(part) == fields {
			f(part)
		}
	}
	eachLineFrom(name, 0, each)
}

// interfaces lists the addresses of this machine's interfaces.
func interfaces() (out []driver.Interface) {
	all, err := net.Interfaces()
	if err != nil {
		return nil
	}
	for _, i := range all {
		addrs, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, a := range addrs {
			n, ok := a.(*net.IPNet)
			if !ok {
				continue
			}
			addr, ok := netip.AddrFromSlice(n.IP)
			mask, ok2 := netip.AddrFromSlice(n.Mask)
			if ok && ok2 {
				out = append(out, driver.Interface{Name: i.Name, Addr: addr.Unmap(), Mask: mask})
			}
		}
	}
	return out
}
