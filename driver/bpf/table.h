/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/*
 * Events as the call table describes them: a loop over the row's parameters,
 * with one function for each family of kinds.
 */
#ifndef FALCOC_TABLE_H
#define FALCOC_TABLE_H

#include "exec.h"

static __always_inline struct call *wanted_call(u32 id)
{
	struct call *c = bpf_map_lookup_elem(&calls, &id);

	return c && c->on ? c : 0;
}

/* A parameter packed into one register: kind, width, conv, flags, off. */
#define OP(p) ((u64)(p)->kind | (u64)(p)->width << 8 | (u64)(p)->conv << 16 | (u64)(p)->flags << 24 | (u64)(p)->off << 32)
#define OP_KIND(op) ((u32)(op) & 0xff)
#define OP_WIDTH(op) ((u32)((op) >> 8) & 0xff)
#define OP_CONV(op) ((u32)((op) >> 16) & 0xff)
#define OP_FLAGS(op) ((u32)((op) >> 24) & 0xff)
#define OP_OFF(op) ((u32)((op) >> 32) & 0xff)

static __always_inline void push_num(struct scratch *s, u64 op, u64 v)
{
	if (OP_FLAGS(op) & FLAG_SIGN32)
		v = (s64)(s32)v;
	if (OP_CONV(op))
		v = convert(OP_CONV(op), v);
	push_width(s, v, OP_WIDTH(op));
}

/* Whether the result allows the parameter; pushes its substitute if not. */
static __always_inline bool allowed(struct scratch *s, u64 op)
{
	s64 ret = s->args[6];

	if (((OP_FLAGS(op) & FLAG_IF_OK) && ret < 0) || ((OP_FLAGS(op) & FLAG_IF_CONNECTED) && ret != 0 && ret != -115)) {
		if (OP_FLAGS(op) & (FLAG_OR_ZERO | FLAG_OR_MINUS1))
			push_width(s, OP_FLAGS(op) & FLAG_OR_ZERO ? 0 : -1, OP_WIDTH(op));
		else
			push_empty(s);
		return false;
	}
	return true;
}

#define PTRACE_PEEKTEXT 1
#define PTRACE_PEEKDATA 2
#define PTRACE_PEEKUSR 3
#define PTRACE_CONT 7
#define PTRACE_SINGLESTEP 9
#define PTRACE_DETACH 17
#define PTRACE_SYSCALL 24
#define PR_SET_NAME 15
#define PR_GET_NAME 16
#define PR_GET_CHILD_SUBREAPER 37
#define MAX_POLL 16
#define CONV_POLL 4

static __always_inline void push_dyn_u64(struct scratch *s, u8 index, u64 v)
{
	*cursor(s) = index;
	s->pos++;
	*(u64 *)cursor(s) = v;
	s->pos--;
	put_len(s, 9);
}

static __always_inline void push_dyn_str(struct scratch *s, u8 index, u64 ptr)
{
	u32 start = s->pos;
	long n;

	*cursor(s) = index;
	s->pos = start + 1;
	n = ptr ? read_user_str(cursor(s), MAX_STR, ptr) : 0;
	s->pos = start;
	put_len(s, n > 0 ? n + 1 : 0);
}

/* Whether argument n (2 to 5) of a keyctl operation is a string, a number, or not there. */
enum keyctl_arg {
	KEYCTL_NONE,
	KEYCTL_NUM,
	KEYCTL_STR,
};

static __always_inline enum keyctl_arg keyctl_arg(u32 op, u32 n)
{
	switch (op) {
	case 1: /* JOIN_SESSION_KEYRING name */
		return n == 2 ? KEYCTL_STR : KEYCTL_NONE;
	case 10: /* SEARCH keyring type description destination */
		return n == 3 || n == 4 ? KEYCTL_STR : KEYCTL_NUM;
	case 29: /* RESTRICT_KEYRING keyring type restriction */
		return n == 3 || n == 4 ? KEYCTL_STR : n == 2 ? KEYCTL_NUM : KEYCTL_NONE;
	case 18: /* SESSION_TO_PARENT */
		return KEYCTL_NONE;
	case 3: /* REVOKE, CLEAR, SET_REQKEY_KEYRING, ASSUME_AUTHORITY, INVALIDATE: one */
	case 7:
	case 14:
	case 16:
	case 21:
		return n == 2 ? KEYCTL_NUM : KEYCTL_NONE;
	case 0: /* GET_KEYRING_ID, SETPERM, LINK, UNLINK, SET_TIMEOUT, GET_PERSISTENT: two */
	case 5:
	case 8:
	case 9:
	case 15:
	case 22:
		return n <= 3 ? KEYCTL_NUM : KEYCTL_NONE;
	}
	return KEYCTL_NUM;
}

/* The kinds that one or two calls use. */
__noinline int push_special(u64 op, u64 v, u64 v2)
{
	struct scratch *s = scratch();
	u32 request, start, n;
	u64 w = 0;
	s64 ret;

	if (!s)
		return 0;
	ret = s->args[6];
	request = s->args[0];
	switch (OP_KIND(op)) {
	case KIND_POLL:
		start = s->pos;
		n = v2 > MAX_POLL ? MAX_POLL : v2;
		*(u16 *)cursor(s) = n;
		s->pos += 2;
		for (u32 i = 0; i < MAX_POLL; i++) {
			struct {
				s32 fd;
				s16 events, revents;
			} p = {};

			if (i >= n)
				break;
			bpf_probe_read_user(&p, sizeof p, (void *)(v + 8ull * i));
			*(u64 *)cursor(s) = (s64)p.fd;
			s->pos += 8;
			*(u16 *)cursor(s) = convert(CONV_POLL, (u16)(ret < 0 ? p.events : p.revents));
			s->pos += 2;
		}
		n = s->pos - start;
		s->pos = start;
		put_len(s, n);
		return 0;
	case KIND_PTRACE_ADDR:
		push_dyn_u64(s, 0, ret < 0 ? 0 : v);
		return 0;
	case KIND_PTRACE_DATA:
		if (ret < 0) {
			push_dyn_u64(s, 0, 0);
			return 0;
		}
		switch (request) {
		case PTRACE_PEEKTEXT:
		case PTRACE_PEEKDATA:
		case PTRACE_PEEKUSR:
			bpf_probe_read_user(&w, 8, (void *)v);
			push_dyn_u64(s, 0, w);
			return 0;
		case PTRACE_CONT:
		case PTRACE_SINGLESTEP:
		case PTRACE_DETACH:
		case PTRACE_SYSCALL:
			*(u16 *)cursor(s) = 1 | (v & 0xff) << 8; /* index 1: a signal */
			put_len(s, 2);
			return 0;
		}
		push_dyn_u64(s, 0, v);
		return 0;
	case KIND_PRCTL_STR:
		if (request == PR_SET_NAME || request == PR_GET_NAME)
			return push_user_str(v);
		push_empty(s);
		return 0;
	case KIND_PRCTL_INT:
		if (request == PR_SET_NAME || request == PR_GET_NAME) {
			v = 0;
		} else if (request == PR_GET_CHILD_SUBREAPER) {
			s32 i = 0;

			bpf_probe_read_user(&i, 4, (void *)v);
			v = (s64)i;
		}
		push_u64(s, v);
		return 0;
	case KIND_KEYCTL:
		switch (keyctl_arg(request, OP_OFF(op))) {
		case KEYCTL_STR:
			push_dyn_str(s, 1, v);
			return 0;
		case KEYCTL_NUM:
			push_dyn_u64(s, 0, v);
			return 0;
		default:
			push_dyn_u64(s, 0, 0);
			return 0;
		}
	case KIND_FSCONFIG_BUF:
		if ((u32)s->args[1] == 2) /* SET_BINARY */
			return push_user_buf(v, v2);
		push_empty(s);
		return 0;
	case KIND_FSCONFIG_STR:
		n = s->args[1];
		if (n == 1 || n == 3 || n == 4) /* SET_STRING, SET_PATH, SET_PATH_EMPTY */
			return push_user_str(v);
		push_empty(s);
		return 0;
	}
	push_empty(s);
	return 0;
}

__noinline int push_simple(u64 op, u64 v, u64 v2)
{
	struct scratch *s = scratch();
	struct mm_struct *mm;
	u64 w[2] = {};

	if (!s || !allowed(s, op))
		return 0;
	switch (OP_KIND(op)) {
	case KIND_NUM:
		push_num(s, op, v);
		return 0;
	case KIND_NUM_AT:
		if (s->compat && OP_FLAGS(op) & FLAG_LONG) {
			if (v && !bpf_probe_read_user(w, 4, (void *)(v + OP_OFF(op) / 2))) {
				push_num(s, op, w[0]);
				return 0;
			}
			v = 0;
		}
		if (v && !read_arg(s, w, 8, v + OP_OFF(op))) {
			push_num(s, op, w[0]);
			return 0;
		}
		/* Eight bytes may reach beyond the page that four are in. */
		if (v && OP_WIDTH(op) <= 4 && !bpf_probe_read_user(w, OP_WIDTH(op) & 7, (void *)(v + OP_OFF(op)))) {
			push_num(s, op, w[0]);
			return 0;
		}
		if (OP_FLAGS(op) & FLAG_OR_ZERO)
			push_width(s, 0, OP_WIDTH(op));
		else if (OP_FLAGS(op) & FLAG_OR_MINUS1)
			push_width(s, -1, OP_WIDTH(op));
		else
			push_empty(s);
		return 0;
	case KIND_STR:
		return push_user_str(v);
	case KIND_BUF:
		return push_user_buf(v, v2);
	case KIND_BUF_REQ:
		return push_user_buf(v, (s64)s->args[6] > 0 ? s->args[6] : v2);
	case KIND_TIME_AT:
		if (v && !bpf_probe_read_user(w, 16, (void *)v))
			push_u64(s, w[0] * 1000000000ull + w[1]);
		else
			push_u64(s, 0);
		return 0;
	case KIND_SUM:
		push_width(s, v + v2, OP_WIDTH(op));
		return 0;
	case KIND_HALVES:
		push_u64(s, v << 32 | (u32)v2);
		return 0;
	case KIND_VM_SIZE:
		mm = BPF_CORE_READ(CURRENT, mm);
		push_u32(s, vm_size(mm));
		return 0;
	case KIND_VM_RSS:
		mm = BPF_CORE_READ(CURRENT, mm);
		push_u32(s, vm_rss(mm));
		return 0;
	case KIND_VM_SWAP:
		mm = BPF_CORE_READ(CURRENT, mm);
		push_u32(s, vm_swap(mm));
		return 0;
	case KIND_CAP:
		push_u64(s, cap_set(CURRENT, OP_OFF(op)));
		return 0;
	case KIND_SYSCALL:
		push_u16(s, s->code);
		return 0;
	case KIND_DEV:
		push_u32(s, encode_dev(v));
		return 0;
	case KIND_MOUNT_FLAGS:
		/* The high half may hold a magic number of old times. */
		push_u32(s, (v & 0xffff0000) == 0xc0ed0000 ? v & 0xffff : v);
		return 0;
	default:
		return push_special(op, v, v2);
	}
	push_empty(s);
	return 0;
}

#define CONV_OPEN_FLAGS 2
#define CONV_OPEN_MODE 3
#define O_CREAT 0100
#if defined(__TARGET_ARCH_arm64)
#define O_LARGEFILE 0400000
#else
#define O_LARGEFILE 0100000
#endif
#define O_TMPFILE_BIT 020000000 /* without O_DIRECTORY */

/* The access mode is a value in the low two bits, the rest are bits. */
static __always_inline u32 open_flags(u32 v)
{
	u32 mode = v & 3;

	return convert(CONV_OPEN_FLAGS, v) | (mode == 1 ? 2 : mode == 2 ? 3 : 1);
}

/* Flags that the call read from memory: how the file is open is what the kernel made of them. */
static __always_inline u32 flags_in_force(u32 v, s64 fd)
{
	struct file *f = fd >= 0 ? fd_file(fd) : 0;

	return f ? (v & ~3u) | (BPF_CORE_READ(f, f_flags) & 3) : v;
}

/* What an opened file adds to its flags. */
static __always_inline u32 open_extra(s32 fd)
{
	struct file *f = fd_file(fd);
	u32 out = 0;

	if (!f)
		return 0;
	if (BPF_CORE_READ(f, f_mode) & FMODE_CREATED)
		out |= O_F_CREATED;
	switch (inode_layer(BPF_CORE_READ(f, f_inode))) {
	case LAYER_UPPER:
		return out | FD_UPPER_LAYER;
	case LAYER_LOWER:
		return out | FD_LOWER_LAYER;
	default:
		return out;
	}
}

__noinline int push_file(u64 op, u64 v, u64 v2)
{
	struct scratch *s = scratch();
	struct inode *inode;
	struct file *f;
	u64 how[2] = {};
	s64 ret;
	s32 fd;

	if (!s)
		return 0;
	if (OP_KIND(op) == KIND_STR && s->given) {
		u32 n = s->given;

		BOUND(n, GUARD_PATH - 1);
		put_len(s, bpf_probe_read_kernel(cursor(s), n, s->path) ? 0 : n);
		return 0;
	}
	if (OP_KIND(op) <= KIND_LAST_SIMPLE)
		return push_simple(op, v, v2);
	if (!allowed(s, op))
		return 0;
	ret = s->args[6];
	switch (OP_KIND(op)) {
	case KIND_OPEN_FLAGS_AT:
		read_arg(s, how, 16, v);
		v = flags_in_force(how[0], ret);
		/* fall through */
	case KIND_OPEN_FLAGS:
		push_u32(s, open_flags(v) | (ret >= 0 ? open_extra(ret) : 0));
		return 0;
	case KIND_OPEN_MODE_AT:
		read_arg(s, how, 16, v);
		v = how[1];
		v2 = how[0];
		/* fall through */
	case KIND_OPEN_MODE:
		push_u32(s, v2 & (O_CREAT | O_TMPFILE_BIT) ? convert(CONV_OPEN_MODE, v) : 0);
		return 0;
	case KIND_FD_AT:
	case KIND_FILE_INO_AT:
		fd = -1;
		if (!v || bpf_probe_read_user(&fd, 4, (void *)(v + OP_OFF(op))))
			fd = -1;
		if (OP_KIND(op) == KIND_FD_AT) {
			push_u64(s, (s64)fd);
			return 0;
		}
		f = fd_file(fd);
		push_u64(s, f ? BPF_CORE_READ(f, f_inode, i_ino) : 0);
		return 0;
	}
	f = (s64)v >= 0 ? fd_file(v) : 0;
	inode = f ? BPF_CORE_READ(f, f_inode) : 0;
	switch (OP_KIND(op)) {
	case KIND_FILE_DEV:
		push_u32(s, inode ? encode_dev(BPF_CORE_READ(inode, i_sb, s_dev)) : 0);
		return 0;
	case KIND_FILE_INO:
		push_u64(s, inode ? BPF_CORE_READ(inode, i_ino) : 0);
		return 0;
	case KIND_FILE_LAYER: {
		enum layer l = inode ? inode_layer(inode) : LAYER_NONE;

		push_width(s, l == LAYER_UPPER ? 1 : l == LAYER_LOWER ? 2 : 0, OP_WIDTH(op));
		return 0;
	}
	case KIND_FILE_PATH:
		return push_path(f ? (u64)f + bpf_core_field_offset(f->f_path) : 0);
	}
	push_empty(s);
	return 0;
}

#define TABLE_PROGRAM(name, push)                                                                              \
	SEC("tp_btf/sys_exit")                                                                                 \
	int name(u64 *ctx)                                                                                     \
	{                                                                                                      \
		struct scratch *s = scratch();                                                                 \
		struct call *c;                                                                                \
		u32 id;                                                                                        \
                                                                                                               \
		if (!s)                                                                                        \
			return 0;                                                                              \
		id = s->id;                                                                                    \
		c = bpf_map_lookup_elem(&calls, &id);                                                          \
		if (!c || !begin(s, c->event, c->nparams))                                                     \
			return 0;                                                                              \
		for (u32 i = 0; i < MAX_PARAMS; i++) {                                                         \
			struct param *p = &c->p[i];                                                            \
                                                                                                               \
			if (i >= c->nparams)                                                                   \
				break;                                                                         \
			push(OP(p), s->args[p->arg & 7], s->args[p->arg2 & 7]);                                \
		}                                                                                              \
		submit();                                                                                      \
		return 0;                                                                                      \
	}

TABLE_PROGRAM(table, push_simple)
TABLE_PROGRAM(table_file, push_file)

/*
 * A call with paths that the kernel has noted. Where these are not the given ones
 * there is an event for the second look first: the same with the noted paths.
 */
SEC("tp_btf/sys_exit")
int table_own(u64 *ctx)
{
	struct scratch *s = scratch();
	struct call *c;
	u64 given[2];
	u32 id;

	if (!s)
		return 0;
	id = s->id;
	c = bpf_map_lookup_elem(&calls, &id);
	if (!c)
		return 0;
	for (u32 i = 0; i < 2; i++) {
		given[i] = s->args[(c->own[i] - 1) & 7];
		if (s->own[i])
			s->args[(c->own[i] - 1) & 7] = s->own[i];
	}
	for (u32 pass = s->tell ? 0 : 1; pass < 2; pass++) {
		if (pass && s->tell) {
			for (u32 i = 0; i < 2; i++)
				if (s->own[i])
					s->args[(c->own[i] - 1) & 7] = given[i];
		}
		if (!begin(s, c->event, c->nparams))
			break;
		if (!pass)
			s->tid |= MARK_STATE;
		for (u32 i = 0; i < MAX_PARAMS; i++) {
			struct param *p = &c->p[i];

			if (i >= c->nparams)
				break;
			push_simple(OP(p), s->args[p->arg & 7], s->args[p->arg2 & 7]);
		}
		submit();
	}
	forget_own();
	return 0;
}

/* A call that has no event of its own. */
SEC("tp_btf/sys_exit")
int generic(u64 *ctx)
{
	struct scratch *s = scratch();

	if (!s || !begin(s, EVT_GENERIC_X, EVT_GENERIC_X_PARAMS))
		return 0;
	push_u16(s, s->code);
	push_u16(s, s->id);
	submit();
	return 0;
}

#endif
