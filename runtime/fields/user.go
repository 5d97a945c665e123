package fields

import (
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm/catalog"
)

const (
	notAvailable = "<NA>"
	noID         = 0xFFFFFFFF
)

var userFields = map[catalog.FieldID]get{
	catalog.FieldUserUid:  number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.UID) }),
	catalog.FieldGroupGid: number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.GID) }),
	catalog.FieldUserName: text(func(c *Context, t *state.Thread) string {
		return account(c.St.User(t), func(u *state.User) string { return u.Name })
	}),
	catalog.FieldUserHomedir: text(func(c *Context, t *state.Thread) string {
		return account(c.St.User(t), func(u *state.User) string { return u.Home })
	}),
	catalog.FieldUserShell: text(func(c *Context, t *state.Thread) string {
		return account(c.St.User(t), func(u *state.User) string { return u.Shell })
	}),
	catalog.FieldUserLoginuid: number(func(_ *Context, t *state.Thread) uint64 {
		if t.LoginUID == noID {
			return ^uint64(0)
		}
		return uint64(t.LoginUID)
	}),
	catalog.FieldUserLoginname: text(func(c *Context, t *state.Thread) string {
		return account(c.St.LoginUser(t), func(u *state.User) string { return u.Name })
	}),
	catalog.FieldGroupName: text(func(c *Context, t *state.Thread) string {
		if g := c.St.Group(t); g != nil {
			return orNA(g.Name)
		}
		return notAvailable
	}),
}

func account(u *state.User, f func(*state.User) string) string {
	if u != nil {
		return orNA(f(u))
	}
	return notAvailable
}

func orNA(s string) string {
	if s == "" {
		return notAvailable
	}
	return s
}
