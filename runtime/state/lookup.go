package state

import "github.com/falcoc/falcoc/runtime/containers"

// Find returns the thread with the tid, or nil. It never asks the system.
func (s *State) Find(tid int64) *Thread { return nil }

// Main returns the main thread of t's process: nil when it is not known.
func (s *State) Main(t *Thread) *Thread { return nil }

// Parent returns the thread that made t, without going to its main thread.
func (s *State) Parent(t *Thread) *Thread { return nil }

// NextAncestor returns the main thread of the process that made t's process: the
// step of an ancestor walk. A walk starts at Main(t).
func (s *State) NextAncestor(main *Thread) *Thread { return nil }

// Ancestor returns the n-th ancestor: 0 is t's main thread, 1 its parent process.
func (s *State) Ancestor(t *Thread, n int) *Thread { return nil }

// SessionLeader, GroupLeader and VGroupLeader return the thread whose id is t's
// session, process group, or process group in its pid namespace; nil when unknown.
func (s *State) SessionLeader(t *Thread) *Thread { return nil }

// GroupLeader: see SessionLeader.
func (s *State) GroupLeader(t *Thread) *Thread { return nil }

// VGroupLeader: see SessionLeader.
func (s *State) VGroupLeader(t *Thread) *Thread { return nil }

// FDs returns the descriptors of t's process, nil when they are not known.
func (s *State) FDs(t *Thread) *Table { return nil }

// Lookup returns the descriptor num of t's process, or nil.
func (s *State) Lookup(t *Thread, num int64) *FD { return nil }

// Cwd returns the working directory of t's process, ended by a slash; "./" when it
// is not known.
func (s *State) Cwd(t *Thread) string { return "./" }

// Env returns the environment of t's process, never nil.
func (s *State) Env(t *Thread) *Strings { return nil }

// FDLimit returns the limit on open descriptors of t's process, -1 when unknown.
func (s *State) FDLimit(t *Thread) int64 { return -1 }

// Alive returns how many threads of t's process have not exited.
func (s *State) Alive(t *Thread) int { return 0 }

// Container returns what is known about t's container: nil when nothing is. On the
// host it is the host's entry.
func (s *State) Container(t *Thread) *containers.Container { return nil }

// ContainerByID returns what is known about the container, nil when nothing is.
func (s *State) ContainerByID(id string) *containers.Container { return nil }

// UserOf returns the account of a user id in a container ("" is the host), nil when
// it is not known; root is always known.
func (s *State) UserOf(container string, uid uint32) *User { return nil }

// GroupOf returns the group of a group id in a container.
func (s *State) GroupOf(container string, gid uint32) *Group { return nil }

// IsLocal reports whether the address, 4 or 16 bytes, is one of this machine's or of
// t's container.
func (s *State) IsLocal(t *Thread, ip []byte) bool { return false }

// DirBase returns what a path relative to a descriptor is relative to: ended by a
// slash, or "<UNKNOWN>" without one. A descriptor of AT_FDCWD gives the working
// directory. An absolute path needs no base.
func (s *State) DirBase(t *Thread, dirfd int64, path string) string { return "" }

// User is an account.
type User struct {
	UID, GID          uint32
	Name, Home, Shell string
}

// Group is a group of accounts.
type Group struct {
	GID  uint32
	Name string
}

// Cmdline is the command name with the arguments, joined by spaces.
func (t *Thread) Cmdline() string { return "" }

// IsMain reports whether t is the main thread of its process.
func (t *Thread) IsMain() bool { return t.TID == t.PID }

// IsInvalid reports whether only t's tid is known.
func (t *Thread) IsInvalid() bool { return t.TID < 0 || t.PID < 0 || t.PTID < 0 }

// InPidns reports whether t is in a pid namespace of its own.
func (t *Thread) InPidns() bool { return false }

// ContainerID is the id of t's container, "" on the host.
func (t *Thread) ContainerID() string { return t.Cgroups.ContainerID }

// Len is the number of strings.
func (a *Strings) Len() int { return a.n }

// Bytes is the sum of the strings' lengths.
func (a *Strings) Bytes() int { return a.bytes }

// At returns string i.
func (a *Strings) At(i int) (string, bool) { return "", false }

// Joined is the strings joined by spaces.
func (a *Strings) Joined() string { return "" }

// Get returns the value of NAME=value with surrounding spaces removed; "" when it is
// not there or empty.
func (a *Strings) Get(name string) string { return "" }

// Joined is "subsystem=path" joined by spaces.
func (c *Cgroups) Joined() string { return "" }

// Path returns the path in the named subsystem.
func (c *Cgroups) Path(subsys string) (string, bool) { return "", false }

// Len is the number of open descriptors.
func (t *Table) Len() int { return 0 }

// Each calls f for each descriptor until f returns false.
func (t *Table) Each(f func(num int64, fd *FD) bool) {}

// Get returns the descriptor num, or nil.
func (t *Table) Get(num int64) *FD { return nil }

// JoinPath appends to dst the path, resolved against base and normalised as fd.name
// is: an absolute path ignores base, an empty one gives nothing.
func JoinPath(dst []byte, base, path string) []byte { return dst }
