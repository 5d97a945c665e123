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

/* Test i's value, in s->value; false where it cannot be told. */
__noinline int guard_value(u32 index, u32 i)
{
	struct guard *g = bpf_map_lookup_elem(&guards, &index);
	struct scratch *s = scratch();
	struct guard_test *t;
	u64 v;

	if (!s || !g || i >= GUARD_TESTS)
		return false;
	t = &g->tests[i];
	v = s->args[t->arg & 7];
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
		v = flags_in_force(v, s->args[6]);
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
	s->value = v;
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
	if (!known)
		COUNT(strangers);
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

/* What a path in s->path shows, from start on; ODD_PATH when nothing can be told of it. */
__noinline u64 path_facts(u32 start, u32 which)
{
	struct scratch *s = scratch();
	struct path_machine *m = bpf_map_lookup_elem(&path_machines, &which);
	u64 facts = 0, folder;
	u32 state = 0, at, i;

	if (!s || !m)
		return ODD_PATH;
	folder = m->folder[0]; /* the first byte sets it; what the verifier does not know spares it work */
	BOUND(start, PATH_ROOM - 1);
	if (s->path[start] != '/')
		return ODD_PATH;
	for (i = 0; i < GUARD_PATH; i++) {
		u8 b = s->path[start + i], c;

		if (!b)
			goto end;
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
	return ODD_PATH;
end:
	facts |= m->at_end[state] | folder;
	if (!s->path[start + 1])
		facts &= ~ODD_PATH; /* the root */
	return facts;
}

/* Copies the program's path to the start of s->path; false when that is not all of it. */
static __always_inline bool given_path(struct scratch *s, u64 ptr)
{
	long n = 0;

	if (kept(s, ptr))
		n = bpf_probe_read_kernel_str(s->path, GUARD_PATH, (void *)ptr);
	else if (ptr)
		n = bpf_probe_read_user_str(s->path, GUARD_PATH, (void *)ptr);

	return n >= 2 && n < GUARD_PATH;
}

/* What descriptor fd's file is called, where it has a path. */
static __always_inline u32 own_path(s32 fd)
{
	struct file *f = fd_file(fd);

	return f ? walk_path((u64)f + bpf_core_field_offset(f->f_path)) : 0;
}

/* What a descriptor can be introduced as, see introduce. */
enum kept {
	KEPT_NOT,
	KEPT_FILE,
	KEPT_PIPE,
	KEPT_TCP,
};

static __always_inline enum kept kept_as(struct file *f)
{
	struct inode *inode = BPF_CORE_READ(f, f_inode);
	struct socket *so;
	struct sock *sk;
	u32 family;

	switch (BPF_CORE_READ(inode, i_mode) & S_IFMT) {
	case S_IFREG:
	case S_IFCHR:
		return KEPT_FILE;
	case S_IFIFO:
		return BPF_CORE_READ(inode, i_sb, s_magic) == PIPEFS_MAGIC ? KEPT_PIPE : KEPT_FILE;
	case S_IFSOCK:
		if (BPF_CORE_READ(inode, i_sb, s_magic) != SOCKFS_MAGIC)
			return KEPT_NOT;
		so = BPF_CORE_READ(f, private_data);
		sk = so ? BPF_CORE_READ(so, sk) : 0;
		family = sk ? BPF_CORE_READ(sk, __sk_common.skc_family) : 0;
		if ((family == AF_INET || family == AF_INET6) && BPF_CORE_READ(sk, sk_protocol) == IPPROTO_TCP &&
		    BPF_CORE_READ(sk, sk_type) == SOCK_STREAM)
			return KEPT_TCP;
	}
	return KEPT_NOT;
}

__noinline int can_introduce(s32 fd)
{
	struct file *f = fd_file(fd);

	return f ? kept_as(f) : KEPT_NOT;
}

enum fact {
	IS_FALSE,
	IS_TRUE,
	IS_UNKNOWN,
};

#define IN_NET(addr, a, b) (((addr) & (u32)(b)) == (u32)(a))

/* The two ends of a socket as IPv4 addresses; false where it has none such. */
static __always_inline bool v4_ends(struct sock *sk, u32 *local, u32 *remote)
{
	u32 l[4] = {}, r[4] = {};

	if (BPF_CORE_READ(sk, __sk_common.skc_family) == AF_INET) {
		*local = BPF_CORE_READ((struct inet_sock *)sk, inet_saddr);
		*remote = BPF_CORE_READ(sk, __sk_common.skc_daddr);
		return true;
	}
	bpf_probe_read_kernel(l, 16, (void *)((u64)sk + bpf_core_field_offset(sk->__sk_common.skc_v6_rcv_saddr)));
	bpf_probe_read_kernel(r, 16, (void *)((u64)sk + bpf_core_field_offset(sk->__sk_common.skc_v6_daddr)));
	*local = l[3];
	*remote = r[3];
	return !r[0] && !r[1] && r[2] == bpf_htonl(0xffff);
}

/* What a socket test comes to. */
__noinline int socket_fact(s32 fd, u32 op, u64 a, u64 b)
{
	struct sock *sk = fd_sock(fd);
	u32 family, local = 0, remote = 0;
	u16 port, far;

	if (!sk)
		return IS_UNKNOWN;
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (op == GUARD_FAMILY)
		return ((a & 1) && family == AF_INET) || ((a & 2) && family == AF_INET6) || ((a & 4) && family == AF_UNIX);
	if (family != AF_INET && family != AF_INET6)
		return IS_FALSE;
	if (op == GUARD_PROTO) {
		u32 proto = BPF_CORE_READ(sk, sk_protocol);

		if (BPF_CORE_READ(sk, sk_type) == SOCK_RAW || (proto != IPPROTO_TCP && proto != IPPROTO_UDP))
			return IS_UNKNOWN;
		return proto == a;
	}
	far = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	if (!far)
		return IS_UNKNOWN; /* not connected: the call may have named the other end */
	if (op == GUARD_PORT) {
		port = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
		return (port >= a && port <= b) || (far >= a && far <= b);
	}
	if (!v4_ends(sk, &local, &remote))
		return IS_FALSE;
	return IN_NET(local, a, b) || IN_NET(remote, a, b);
}

/* What a test of the task comes to, by what user space has been told of it. */
static __always_inline int task_fact(struct guard_test *t)
{
	u32 tid = bpf_get_current_pid_tgid();
	struct told *v = bpf_map_lookup_elem(&tasks, &tid);

	if (!v)
		return IS_UNKNOWN;
	if (t->op == GUARD_NAME)
		return v->name[0] == t->a && v->name[1] == t->b;
	if (!v->uid_known)
		return IS_UNKNOWN;
	return v->uid >= t->a && v->uid <= t->b;
}

/* The facts of the call: those that hold, and in the upper half those that cannot be told. */
__noinline u64 guard_facts(u32 index)
{
	struct guard *g = bpf_map_lookup_elem(&guards, &index);
	struct scratch *s = scratch();
	u32 facts, unknown;

	if (!s || !g)
		return -1ull << 32;
	facts = unknown = g->pad; /* 0, but the verifier does not know: it need not follow each bit */
	for (u32 i = 0; i < GUARD_TESTS; i++) {
		struct guard_test *t = &g->tests[i];
		u32 bit = 1u << (t->fact & 31);
		int is;

		if (i >= g->ntests)
			break;
		if (t->op == GUARD_HOST)
			is = on_host() ? IS_TRUE : IS_UNKNOWN;
		else if (t->op >= GUARD_NAME)
			is = task_fact(t);
		else if (!guard_value(index, i))
			is = IS_UNKNOWN;
		else if (t->op == GUARD_BITS)
			is = (s->value & t->a) != 0;
		else if (t->op == GUARD_RANGE)
			is = (s64)s->value >= (s64)t->a && (s64)s->value <= (s64)t->b;
		else
			is = socket_fact(s->value, t->op, t->a, t->b);
		if (is == IS_TRUE)
			facts |= bit;
		else if (is == IS_UNKNOWN)
			unknown |= bit;
	}
	return (u64)unknown << 32 | facts;
}

/* Whether the numbers and a path satisfy a clause that asks for the path. */
__noinline int path_clause(u32 index, u64 known, u64 path)
{
	struct guard *g = bpf_map_lookup_elem(&guards, &index);
	u64 path_unknown = path & ODD_PATH ? -1ull : 0;
	u32 facts = known, unknown = known >> 32;

	if (!g)
		return true;
	for (u32 i = 0; i < GUARD_CLAUSES; i++) {
		struct guard_clause *c = &g->clauses[i];

		if (i >= g->nclauses)
			break;
		if (!(c->path_must | c->path_not) || c->must & ~(facts | unknown) || c->not & facts & ~unknown)
			continue;
		if (!(c->path_must & ~(path | path_unknown)) && !(c->path_not & path & ~path_unknown))
			return true;
	}
	return false;
}

#define NOTED 1024 /* where in s->path a noted path is copied to */

/* Copies the path of argument arg - 1, as the kernel noted it, to s->path and returns where to, or 0. */
__noinline u32 noted_path(u32 arg)
{
	struct scratch *s = scratch();
	struct call *c;
	u64 ptr = 0;
	u32 id;

	if (!s)
		return 0;
	id = s->id;
	c = bpf_map_lookup_elem(&calls, &id);
	if (!c)
		return 0;
	if (c->own[0] == arg)
		ptr = s->own[0];
	else if (c->own[1] == arg)
		ptr = s->own[1];
	if (!ptr || bpf_probe_read_kernel_str(s->path + NOTED, PATH_ROOM, (void *)ptr) < 2)
		return 0;
	return NOTED;
}

/* Whether the path that was noted of argument arg - 1 is the one that was given. */
__noinline int noted_as_given(u32 arg)
{
	struct scratch *s = scratch();

	if (!s || !arg)
		return 1;
	if (!noted_path(arg) || !given_path(s, s->args[(arg - 1) & 7]))
		return 0;
	for (u32 i = 0; i < GUARD_PATH; i++) {
		u8 b = s->path[NOTED + i];

		if (b != s->path[i])
			return 0;
		if (!b)
			return 1;
	}
	return 0;
}

/* What the kernel noted of the call's paths goes into s->own. */
__noinline int take_own(void)
{
	struct scratch *s = scratch();
	struct call *c;
	u32 id;

	if (!s)
		return 0;
	id = s->id;
	c = bpf_map_lookup_elem(&calls, &id);
	if (!c)
		return 0;
	take_paths(s, c);
	s->tell = (s->own[0] && !noted_as_given(c->own[0])) || (s->own[1] && !noted_as_given(c->own[1]));
	return 0;
}

/* The call's address becomes the one that the kernel has copied. */
__noinline int take_address(void)
{
	struct scratch *s = scratch();
	struct call *c;
	u32 id;

	if (!s)
		return 0;
	id = s->id;
	c = bpf_map_lookup_elem(&calls, &id);
	if (!c || !c->addr)
		return 0;
	take_addr(s, (u64)fd_socket(s->args[0]));
	if (s->addr)
		s->args[(c->addr - 1) & 7] = s->addr;
	return 0;
}

enum verdict {
	NOT_WANTED,
	FOR_RULES,
	FOR_STATE,
};

enum clause_of {
	CLAUSE_RULES = 1,
	CLAUSE_PATH = 2, /* of rules, if the path is as it says */
	CLAUSE_STATE = 4,
};

/* The clauses that the numbers satisfy. */
__noinline u32 number_clauses(u32 index, u64 known)
{
	struct guard *g = bpf_map_lookup_elem(&guards, &index);
	u32 facts = known, unknown = known >> 32, out;

	if (!g)
		return CLAUSE_RULES;
	out = g->pad;
	for (u32 i = 0; i < GUARD_CLAUSES; i++) {
		struct guard_clause *c = &g->clauses[i];

		if (i >= g->nclauses)
			break;
		if (c->must & ~(facts | unknown) || c->not & facts & ~unknown)
			continue;
		if (c->path_must | c->path_not)
			out |= CLAUSE_PATH;
		else if (i < g->nclauses - g->nstate)
			return CLAUSE_RULES;
		else
			out |= CLAUSE_STATE;
	}
	return out;
}

/* Whether the event has to be made, and for what. */
__noinline int guard_passes(u32 index)
{
	struct scratch *s = scratch();
	u32 clauses, which, start, own;
	struct guard *g;
	u64 numbers;

	index--;
	g = bpf_map_lookup_elem(&guards, &index);
	if (!s || !g)
		return FOR_RULES;
	numbers = guard_facts(index);
	/* What the numbers decide goes first: a path costs more. */
	clauses = number_clauses(index, numbers);
	if (clauses & CLAUSE_RULES)
		return FOR_RULES;
	if (clauses & CLAUSE_PATH) {
		which = g->paths;
		own = g->path ? noted_path(g->path) : 0;
		if (own && !path_clause(index, numbers, path_facts(own, which)))
			s->tell = s->own[0] = s->own[1] = 0; /* the second look would find nothing */
		else if (own)
			return FOR_RULES;
		if (!g->path || !given_path(s, s->args[(g->path - 1) & 7]) || path_clause(index, numbers, path_facts(0, which)))
			return FOR_RULES;
		/* The program may have changed its memory since, or have come by a link. */
		if (g->opens && (s64)s->args[6] >= 0) {
			start = own_path(s->args[6]);
			if (start && path_clause(index, numbers, path_facts(start, which)))
				return FOR_RULES;
		}
	}
	if (clauses & CLAUSE_STATE && (!g->of || !can_introduce(s->args[(g->of - 1) & 7])))
		return FOR_STATE;
	return NOT_WANTED;
}

/*
 * The events below say what a descriptor is, for the state only: user space may not
 * have been told of the call that made it. The top bit of the thread id marks them.
 */
static __always_inline bool begin_introduction(struct scratch *s, u16 event, u32 nparams)
{
	if (!begin(s, event, nparams))
		return false;
	s->tid |= MARK_STATE;
	return true;
}

static __always_inline void introduce_file(struct scratch *s, s32 fd, struct file *f)
{
	if (!begin_introduction(s, EVT_OPEN_BY_HANDLE_AT_X, EVT_OPEN_BY_HANDLE_AT_X_PARAMS))
		return;
	push_u64(s, (s64)fd);
	push_u64(s, (s64)-100);
	push_u32(s, open_flags(BPF_CORE_READ(f, f_flags)));
	push_path((u64)f + bpf_core_field_offset(f->f_path));
	push_u32(s, encode_dev(BPF_CORE_READ(f, f_inode, i_sb, s_dev)));
	push_u64(s, BPF_CORE_READ(f, f_inode, i_ino));
	submit();
}

static __always_inline void introduce_pipe(struct scratch *s, s32 fd, struct file *f)
{
	if (!begin_introduction(s, EVT_PIPE2_X, EVT_PIPE2_X_PARAMS))
		return;
	push_u64(s, 0);
	push_u64(s, (s64)fd);
	push_u64(s, (s64)-1); /* the other end is not known */
	push_u64(s, BPF_CORE_READ(f, f_inode, i_ino));
	push_u32(s, 0);
	submit();
}

/*
 * A connected socket as what connect or accept would have said. A socket that accept
 * made has its listener's backlog limit, a client's own limit is 0.
 */
__noinline int introduce_tcp(s32 fd, u32 call)
{
	struct scratch *s = scratch();
	struct sock *sk = fd_sock(fd);
	u32 family;

	if (!s || !sk)
		return 0;
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (!BPF_CORE_READ(sk, __sk_common.skc_dport)) {
		if (!begin_introduction(s, EVT_SOCKET_X, EVT_SOCKET_X_PARAMS))
			return 0;
		push_u64(s, (s64)fd);
		push_u32(s, family);
		push_u32(s, SOCK_STREAM);
		push_u32(s, IPPROTO_TCP);
		push_u32(s, 0);
		submit();
		/* A bind says itself what the socket is bound to. */
		if (call == EVT_BIND_X || !BPF_CORE_READ(sk, __sk_common.skc_num) || !begin_introduction(s, EVT_BIND_X, EVT_BIND_X_PARAMS))
			return 0;
		push_u64(s, 0);
		push_bound(sk);
		push_u64(s, (s64)fd);
	} else if (BPF_CORE_READ(sk, sk_max_ack_backlog)) {
		if (!begin_introduction(s, EVT_ACCEPT4_X, EVT_ACCEPT4_X_PARAMS))
			return 0;
		push_u64(s, (s64)fd);
		push_tuple(fd, 0, 0);
		push_u8(s, 0);
		push_u32(s, 0);
		push_u32(s, 0);
		push_u32(s, 0);
	} else {
		if (!begin_introduction(s, EVT_CONNECT_X, EVT_CONNECT_X_PARAMS))
			return 0;
		push_u64(s, 0);
		push_tuple(fd, 1, 0);
		push_u64(s, (s64)fd);
		push_empty(s);
	}
	submit();
	return 0;
}

__noinline int introduce(s32 fd)
{
	struct scratch *s = scratch();
	struct file *f = fd_file(fd);
	u16 event;

	if (!s || !f)
		return 0;
	event = s->event;
	switch (kept_as(f)) {
	case KEPT_FILE:
		introduce_file(s, fd, f);
		break;
	case KEPT_PIPE:
		introduce_pipe(s, fd, f);
		break;
	case KEPT_TCP:
		introduce_tcp(fd, event);
		break;
	default:
		break;
	}
	s->event = event;
	return 0;
}

/*
 * Says what has been opened, before the event that says so by the program's words: a
 * path that a link or another thread made lead elsewhere shows.
 */
__noinline int tell_opened(u32 arg)
{
	struct scratch *s = scratch();
	struct file *f;
	u32 start, type;
	u16 event;

	if (!s)
		return 0;
	f = fd_file(s->args[6]);
	type = f ? BPF_CORE_READ(f, f_inode, i_mode) & S_IFMT : S_IFSOCK;
	if (type == S_IFSOCK)
		return 0;
	start = own_path(s->args[6]);
	if (!start)
		return 0;
	if (given_path(s, s->args[arg & 7])) {
		u32 i;

		BOUND(start, PATH_ROOM - 1);
		for (i = 0; i < GUARD_PATH; i++) {
			u8 b = s->path[start + i];

			if (b != s->path[i])
				break;
			if (!b) {
				/* The event takes this copy: the program may change its own. */
				s->given = i + 1;
				return 0;
			}
		}
	}
	event = s->event;
	introduce_file(s, s->args[6], f);
	s->event = event;
	return 0;
}

#endif
