package fields

import (
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

const (
	notAvailable = "<NA>"
	noID         = 0xFFFFFFFF
)

var userFields = map[catalog.FieldID]get{
	catalog.FieldUserUid:  number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.UID) }),
	catalog.FieldGroupGid: number(func(_ *Context, t *state.Thread) uint64 { return uint64(t.GID) }),
	catalog.FieldUserName: func(c *Context, _ *catalog.FieldRef, out *vm.Value) bool {
		if ct := c.St.EventContainer; ct != nil {
			return str(out, ct.User)
		}
		t := c.St.Thread
		return t != nil && str(out, account(c, t, t.UID, func(u *state.User) string { return u.Name }))
	},
	catalog.FieldUserHomedir: text(func(c *Context, t *state.Thread) string {
		return account(c, t, t.UID, func(u *state.User) string { return u.Home })
	}),
	catalog.FieldUserShell: text(func(c *Context, t *state.Thread) string {
		return account(c, t, t.UID, func(u *state.User) string { return u.Shell })
	}),
	catalog.FieldUserLoginuid: number(func(_ *Context, t *state.Thread) uint64 {
		if t.LoginUID == noID {
			return ^uint64(0)
		}
		return uint64(t.LoginUID)
	}),
	catalog.FieldUserLoginname: text(func(c *Context, t *state.Thread) string {
		return account(c, t, t.LoginUID, func(u *state.User) string { return u.Name })
	}),
	catalog.FieldGroupName: text(func(c *Context, t *state.Thread) string {
		if g := c.St.GroupOf(t.ContainerID(), t.GID); g != nil {
			return orNA(g.Name)
		}
		return notAvailable
	}),
}

func account(c *Context, t *state.Thread, uid uint32, f func(*state.User) string) string {
	if u := c.St.UserOf(t.ContainerID(), uid); u != nil {
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
