/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/*
 * Guards: whether a rule can want the event of a call, decided before it is
 * made. A fact that cannot be told counts as both true and false, so that what
 * is not understood passes. The Go type Guard decides alike.
 */
#ifndef FALCOC_GUARD_H
#define FALCOC_GUARD_H

#include "points.h"
#include "quota.h"

static __always_inline bool guard_value(struct scratch *s, struct guard_test *t, u64 *out)
{
	u64 v = s->args[t->arg & 7];

	switch (t->kind) {
	case KIND_NUM:
		if (t->flags & FLAG_SIGN32)
			v = (s64)(s32)v;
		if (t->conv)
			v = convert(t->conv, v);
		break;
	case KIND_OPEN_FLAGS_AT:
		if (bpf_probe_read_user(&v, 8, (void *)v))
			return false;
		/* fall through */
	case KIND_OPEN_FLAGS:
		v = open_flags(v);
		break;
	default:
		return false;
	}
	if (t->width == 1)
		v = (u8)v;
	else if (t->width == 2)
		v = (u16)v;
	else if (t->width == 4)
		v = (u32)v;
	*out = v;
	return true;
}

static __always_inline u32 cgroup_of(struct task_struct *t, u32 subsys, u32 ordinal)
{
	struct cgroup_subsys_state *css = 0;
	struct cgroup_key key = {.subsys = ordinal};
	struct css_set *set = BPF_CORE_READ(t, cgroups);
	u32 *known;

	bpf_probe_read_kernel(&css, 8, (void *)((u64)set + bpf_core_field_offset(set->subsys) + 8ull * subsys));
	if (!css)
		return CGROUP_HOST;
	key.id = BPF_CORE_READ(css, cgroup, kn, id);
	known = bpf_map_lookup_elem(&cgroups, &key);
	return known ? *known : 0;
}

#define HOST_IN(ordinal, id)                                                                                            \
	(!bpf_core_enum_value_exists(enum cgroup_subsys_id, id) ||                                                      \
	 cgroup_of(t, bpf_core_enum_value(enum cgroup_subsys_id, id), ordinal) == CGROUP_HOST)

/* Whether user space knows all the task's cgroups and takes none for a container's. */
__noinline int on_host(void)
{
	struct task_struct *t = CURRENT;

	return HOST_IN(0, cpuset_cgrp_id) && HOST_IN(1, cpu_cgrp_id) && HOST_IN(2, cpuacct_cgrp_id) && HOST_IN(3, io_cgrp_id) &&
	       HOST_IN(4, memory_cgrp_id);
}

/* Reads the path at ptr; all bits when nothing can be told of it. */
__noinline u64 path_facts(u64 ptr, u32 which)
{
	struct scratch *s = scratch();
	struct path_machine *m = bpf_map_lookup_elem(&path_machines, &which);
	u64 facts = 0, folder = 0;
	u32 state = 0, at;
	long n;

	if (!s || !m || !ptr)
		return ODD_PATH;
	n = bpf_probe_read_user_str(s->path, GUARD_PATH, (void *)ptr);
	if (n < 2 || n >= GUARD_PATH || s->path[0] != '/')
		return ODD_PATH;
	for (u32 i = 0; i < GUARD_PATH; i++) {
		u8 b = s->path[i], c;

		if (!b)
			break;
		c = m->class[b];
		if (c == ODD_CLASS)
			return ODD_PATH;
		at = state << 7 | (c & (PATH_CLASSES - 1));
		BOUND(at, PATH_STATES * PATH_CLASSES - 1);
		state = m->next[at];
		BOUND(state, PATH_STATES - 1);
		facts |= m->seen[state];
		if (b == '/')
			folder = m->folder[state];
	}
	facts |= m->at_end[state] | folder;
	if (n == 2)
		facts &= ~ODD_PATH; /* the root */
	return facts;
}

__noinline int is_tcp(s32 fd)
{
	struct sock *sk = fd_sock(fd);
	u32 family = sk ? BPF_CORE_READ(sk, __sk_common.skc_family) : 0;

	return (family == AF_INET || family == AF_INET6) && BPF_CORE_READ(sk, sk_protocol) == 6;
}

/* Whether the event has to be made. */
__noinline int guard_passes(u32 index)
{
	struct scratch *s = scratch();
	struct guard *g;
	u32 facts = 0, unknown = 0;
	u64 path = 0, path_unknown = 0;
	u32 which;

	index--;
	g = bpf_map_lookup_elem(&guards, &index);
	if (!s || !g)
		return 1;
	if (g->files && (s64)s->args[6] >= 0) {
		struct file *f = fd_file(s->args[6]);
		u32 type = f ? BPF_CORE_READ(f, f_inode, i_mode) & S_IFMT : 0;

		if (g->files == FILES_ONLY_FAILED || (type != S_IFREG && type != S_IFCHR))
			return 1;
	}
	for (u32 i = 0; i < GUARD_TESTS; i++) {
		struct guard_test *t = &g->tests[i];
		u32 bit = 1u << (t->fact & 31);
		u64 v = 0;

		if (i >= g->ntests)
			break;
		if (t->op == GUARD_HOST) {
			if (on_host())
				facts |= bit;
			else
				unknown |= bit;
			continue;
		}
		if (!guard_value(s, t, &v))
			unknown |= bit;
		else if (t->op == GUARD_TCP)
			facts |= is_tcp(v) ? bit : 0;
		else if (t->op == GUARD_BITS ? (v & t->a) != 0 : (s64)v >= (s64)t->a && (s64)v <= (s64)t->b)
			facts |= bit;
	}
	if (g->path) {
		which = g->paths;
		path = path_facts(s->args[(g->path - 1) & 7], which);
		if (path & ODD_PATH)
			path_unknown = -1ull;
	}
	for (u32 i = 0; i < GUARD_CLAUSES; i++) {
		struct guard_clause *c = &g->clauses[i];

		if (i >= g->nclauses)
			break;
		if (!(c->must & ~(facts | unknown)) && !(c->not & facts & ~unknown) && !(c->path_must & ~(path | path_unknown)) &&
		    !(c->path_not & path & ~path_unknown))
			return 1;
	}
	return 0;
}

#define EVT_IDENTITY EVT_OPEN_BY_HANDLE_AT_X

/*
 * Says what a descriptor is, as an opening that is only there for the state: user
 * space may not have been told of the opening itself. The top bit of the thread
 * id marks it.
 */
__noinline int introduce(s32 fd)
{
	struct scratch *s = scratch();
	struct file *f = fd_file(fd);
	u32 type;
	u16 event;

	if (!s || !f)
		return 0;
	type = BPF_CORE_READ(f, f_inode, i_mode) & S_IFMT;
	if (type != S_IFREG && type != S_IFCHR)
		return 0;
	event = s->event;
	if (!begin(s, EVT_IDENTITY, EVT_OPEN_BY_HANDLE_AT_X_PARAMS))
		return 0;
	s->tid |= 1ull << 63;
	push_u64(s, (s64)fd);
	push_u64(s, (s64)-100);
	push_u32(s, open_flags(BPF_CORE_READ(f, f_flags)));
	push_path((u64)f + bpf_core_field_offset(f->f_path));
	push_u32(s, encode_dev(BPF_CORE_READ(f, f_inode, i_sb, s_dev)));
	push_u64(s, BPF_CORE_READ(f, f_inode, i_ino));
	submit();
	s->event = event;
	return 0;
}

#endif
