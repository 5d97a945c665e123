/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/*
 * Events as the call table describes them: a loop over the row's parameters,
 * with one function for each family of kinds.
 */
#ifndef FALCOC_TABLE_H
#define FALCOC_TABLE_H

#include "exec.h"

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
		if (v && !bpf_probe_read_user(w, 8, (void *)(v + OP_OFF(op)))) {
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
	case KIND_DYN:
		*cursor(s) = OP_OFF(op);
		s->pos++;
		*(u64 *)cursor(s) = v;
		s->pos--;
		put_len(s, 1 + (OP_WIDTH(op) & 15));
		return 0;
	case KIND_DYN_STR: {
		u32 start = s->pos;
		long n;

		*cursor(s) = OP_OFF(op);
		s->pos = start + 1;
		n = v ? bpf_probe_read_user_str(cursor(s), MAX_STR, (void *)v) : 0;
		s->pos = start;
		put_len(s, n > 0 ? n + 1 : 0);
		return 0;
	}
	}
	push_empty(s);
	return 0;
}

#define CONV_OPEN_FLAGS 2
#define CONV_OPEN_MODE 3
#define O_CREAT 0100
#define O_TMPFILE_BIT 020000000 /* without O_DIRECTORY */

/* The access mode is a value in the low two bits, the rest are bits. */
static __always_inline u32 open_flags(u32 v)
{
	u32 mode = v & 3;

	return convert(CONV_OPEN_FLAGS, v) | (mode == 1 ? 2 : mode == 2 ? 3 : 1);
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
	if (OP_KIND(op) <= KIND_LAST_SIMPLE)
		return push_simple(op, v, v2);
	if (!allowed(s, op))
		return 0;
	ret = s->args[6];
	switch (OP_KIND(op)) {
	case KIND_OPEN_FLAGS_AT:
		bpf_probe_read_user(how, 16, (void *)v);
		v = how[0];
		/* fall through */
	case KIND_OPEN_FLAGS:
		push_u32(s, open_flags(v) | (ret >= 0 ? open_extra(ret) : 0));
		return 0;
	case KIND_OPEN_MODE_AT:
		bpf_probe_read_user(how, 16, (void *)v);
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
