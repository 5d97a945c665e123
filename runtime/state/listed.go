package state

// ListedUser returns the account as a list or an event of the container named it: nil
// when none did, also for root.
func (s *State) ListedUser(container string, uid uint32) *User {
	return s.accounts.users[accountKey{container, uid}]
}

// ListedGroup is ListedUser for groups.
func (s *State) ListedGroup(container string, gid uint32) *Group {
	return s.accounts.groups[accountKey{container, gid}]
}
