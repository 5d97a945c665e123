package state

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A live state reads the accounts that no snapshot has: the host's again when its
// files have changed, those of a container once, as one of its processes sees them.
const (
	maxAccountFile = 1 << 20 // bytes; more is not read
	loadAttempts   = 3       // of a container's files, which may not be there yet
)

type accountFiles struct {
	hostTime time.Time
	attempts map[string]int // by container
}

// reload reads the account files that an unknown id of t's container may be in, and
// reports whether something was read.
func (s *State) reload(t *Thread, container string) bool {
	if container == "" {
		root := s.opt.HostRoot
		if root == "" {
			root = "/"
		}
		info, err := os.Stat(filepath.Join(root, "etc/passwd"))
		if err != nil || info.ModTime().Equal(s.files.hostTime) {
			return false
		}
		s.files.hostTime = info.ModTime()
		return s.readAccounts(root, "")
	}
	if s.files.attempts == nil {
		s.files.attempts = make(map[string]int)
	}
	if s.files.attempts[container] >= loadAttempts {
		return false
	}
	s.files.attempts[container]++
	root := filepath.Join("/", s.opt.HostRoot, "proc", strconv.FormatInt(t.TID, 10), "root")
	if !s.readAccounts(root, container) {
		return false
	}
	s.files.attempts[container] = loadAttempts
	return true
}

// readAccounts reads the files below root, which a container may have laid out with
// ill will: links that lead out of it, pipes, and endless files are not followed.
func (s *State) readAccounts(root, container string) bool {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return false
	}
	defer dir.Close()
	read := false
	each := func(name string, f func(fields []string)) {
		file, err := dir.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
		if err != nil {
			return
		}
		defer file.Close()
		if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
			return
		}
		read = true
		eachAccount(io.LimitReader(file, maxAccountFile), f)
	}
	each("etc/passwd", func(f []string) {
		if u, ok := parseUser(f); ok {
			s.accounts.addUser(container, u)
		}
	})
	each("etc/group", func(f []string) {
		if g, ok := parseGroup(f); ok {
			s.accounts.addGroup(container, g)
		}
	})
	if read {
		s.accounts.changed()
	}
	return read
}

// eachAccount calls f with the fields of each line; lines for other name services,
// which begin with + or -, are left out.
func eachAccount(r io.Reader, f func([]string)) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if line := lines.Text(); line != "" && line[0] != '+' && line[0] != '-' && line[0] != '#' {
			f(strings.Split(line, ":"))
		}
	}
}

// parseUser reads name:password:uid:gid:comment:home:shell.
func parseUser(f []string) (*User, bool) {
	if len(f) < 7 {
		return nil, false
	}
	uid, err1 := strconv.ParseUint(f[2], 10, 32)
	gid, err2 := strconv.ParseUint(f[3], 10, 32)
	return &User{uint32(uid), uint32(gid), f[0], f[5], f[6]}, err1 == nil && err2 == nil
}

// parseGroup reads name:password:gid:members.
func parseGroup(f []string) (*Group, bool) {
	if len(f) < 3 {
		return nil, false
	}
	gid, err := strconv.ParseUint(f[2], 10, 32)
	return &Group{uint32(gid), f[0]}, err == nil
}
