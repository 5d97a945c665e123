package state

import (
	"github.com/falcoc/falcoc/driver"
)

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

// maxAccounts bounds the users, and the groups, of a state.
const maxAccounts = 1 << 18

type accountKey struct {
	container string
	id        uint32
}

// accounts are the users and groups of the host and of each container.
type accounts struct {
	users  map[accountKey]*User
	groups map[accountKey]*Group
	gen    uint32 // changes with every change; never 0
}

var (
	rootUser  = &User{Name: "root", Home: "/root", Shell: "<NA>"}
	rootGroup = &Group{Name: "root"}
)

func (a *accounts) init() {
	a.users, a.groups, a.gen = make(map[accountKey]*User), make(map[accountKey]*Group), 1
}

func (a *accounts) user(container string, id uint32) *User {
	if u := a.users[accountKey{container, id}]; u != nil {
		return u
	}
	if id == 0 {
		return rootUser
	}
	return nil
}

func (a *accounts) group(container string, id uint32) *Group {
	if g := a.groups[accountKey{container, id}]; g != nil {
		return g
	}
	if id == 0 {
		return rootGroup
	}
	return nil
}

func (a *accounts) addUser(container string, u *User) {
	key := accountKey{container, u.UID}
	if len(a.users) < maxAccounts || a.users[key] != nil {
		a.users[key] = u
	}
}

func (a *accounts) addGroup(container string, g *Group) {
	key := accountKey{container, g.GID}
	if len(a.groups) < maxAccounts || a.groups[key] != nil {
		a.groups[key] = g
	}
}

func (a *accounts) changed() {
	if a.gen++; a.gen == 0 {
		a.gen = 1
	}
}

// UserOf returns the account of a user id in a container ("" is the host), nil when it
// is not known; root always is.
func (s *State) UserOf(container string, uid uint32) *User { return s.accounts.user(container, uid) }

// GroupOf returns the group of a group id in a container, nil when it is not known.
func (s *State) GroupOf(container string, gid uint32) *Group {
	return s.accounts.group(container, gid)
}

// User returns the account that t runs as, nil when it is not known.
func (s *State) User(t *Thread) *User {
	s.account(t)
	return t.user
}

// LoginUser returns the account that t's session was opened with.
func (s *State) LoginUser(t *Thread) *User {
	s.account(t)
	return t.loginUser
}

// Group returns the group that t runs as, nil when it is not known.
func (s *State) Group(t *Thread) *Group {
	s.account(t)
	return t.grp
}

// account looks t's accounts up unless nothing has changed since the last time.
func (s *State) account(t *Thread) {
	key := accountsKey{s.accounts.gen, t.UID, t.GID, t.LoginUID, t.Cgroups}
	if t.accountsOf == key {
		return
	}
	id := t.ContainerID()
	if s.live && (s.accounts.users[accountKey{id, t.UID}] == nil || s.accounts.groups[accountKey{id, t.GID}] == nil) {
		if s.reload(t, id) {
			key.gen = s.accounts.gen
		}
	}
	t.accountsOf = key
	t.user, t.grp = s.accounts.user(id, t.UID), s.accounts.group(id, t.GID)
	t.loginUser = s.accounts.user(id, t.LoginUID)
}

// accountsKey is what a thread's accounts were looked up for.
type accountsKey struct {
	gen                uint32
	uid, gid, loginUID uint32
	cgroups            *Cgroups
}

// The events about accounts count for the host only: of a container, Falco reads the
// accounts from its files, which a capture has not.

func onUserAdded(s *State, ev *driver.Event) {
	if container, _ := ev.Text(5); container != "" {
		return
	}
	u := &User{}
	setUint32(&u.UID, ev, 0)
	setUint32(&u.GID, ev, 1)
	u.Name, _ = s.param(ev, 2)
	u.Home, _ = s.param(ev, 3)
	u.Shell, _ = s.param(ev, 4)
	s.accounts.addUser("", u)
	s.accounts.changed()
}

func onUserDeleted(s *State, ev *driver.Event) {
	if container, _ := ev.Text(5); container == "" {
		uid, _ := ev.Uint(0)
		delete(s.accounts.users, accountKey{"", uint32(uid)})
		s.accounts.changed()
	}
}

func onGroupAdded(s *State, ev *driver.Event) {
	if container, _ := ev.Text(2); container != "" {
		return
	}
	g := &Group{}
	setUint32(&g.GID, ev, 0)
	g.Name, _ = s.param(ev, 1)
	s.accounts.addGroup("", g)
	s.accounts.changed()
}

func onGroupDeleted(s *State, ev *driver.Event) {
	if container, _ := ev.Text(2); container == "" {
		gid, _ := ev.Uint(0)
		delete(s.accounts.groups, accountKey{"", uint32(gid)})
		s.accounts.changed()
	}
}
