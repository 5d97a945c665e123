/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/*
 * Operations of io_uring, told as the system calls that do the same. A request's
 * arguments are taken when it has been prepared: the kernel has copied names and
 * addresses by then. Its result comes with the completion, in whatever thread that
 * happens. The event belongs to the thread that submitted the request, and bit 62
 * of its thread id says where it comes from.
 */
#ifndef FALCOC_URING_H
#define FALCOC_URING_H

#include "guard.h"

/* Where the kernel's tracepoints have their arguments, see the Go type ringForms. */
volatile const u32 submit_form;   /* the request is argument submit_form */
volatile const u32 complete_form; /* 0: ring, request, entry; 1: ring, request, tag, result; 2: ring, tag, result */

#define PF_IO_WORKER 0x10
#define REQ_FIXED_FILE 1
#define REQ_CQE_SKIP (1 << 6)
#define FILE_SLOT_ALLOC 0xffffffff

/*
 * A descriptor that only its ring knows gets a number that no real one has: bit 30,
 * ten bits of the ring's address, the slot.
 */
#define DIRECT 0x40000000
#define DIRECT_SLOTS 0xfffff
#define DIRECT_FD(ring, slot) (DIRECT | (u32)((ring) >> 10 & 0x3ff) << 20 | ((slot) & DIRECT_SLOTS))

#define MARK_RING (1ull << 62)

enum uring_op {
	OP_READV = 1,
	OP_WRITEV = 2,
	OP_READ_FIXED = 4,
	OP_WRITE_FIXED = 5,
	OP_SENDMSG = 9,
	OP_RECVMSG = 10,
	OP_ACCEPT = 13,
	OP_CONNECT = 16,
	OP_OPENAT = 18,
	OP_CLOSE = 19,
	OP_READ = 22,
	OP_WRITE = 23,
	OP_SEND = 26,
	OP_RECV = 27,
	OP_OPENAT2 = 28,
	OP_SPLICE = 30,
	OP_SHUTDOWN = 34,
	OP_RENAMEAT = 35,
	OP_UNLINKAT = 36,
	OP_MKDIRAT = 37,
	OP_SYMLINKAT = 38,
	OP_LINKAT = 39,
	OP_SOCKET = 45,
	OP_SEND_ZC = 47,
	OP_SENDMSG_ZC = 48,
	OP_READ_MULTISHOT = 49,
	OP_FIXED_FD_INSTALL = 54,
	OP_BIND = 56,
	OP_LISTEN = 57,
	OP_EPOLL_WAIT = 59,
	OP_READV_FIXED = 60,
	OP_WRITEV_FIXED = 61,
	OP_PIPE = 62,
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, URING_OPS);
	__type(key, u32);
	__type(value, struct uring_call);
} uring_calls SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct uring_key);
	__type(value, struct uring_req);
} uring_reqs SEC(".maps"); /* requests that have no result yet */

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2048);
	__type(key, struct uring_key);
	__type(value, struct uring_str);
	__uint(map_flags, BPF_F_NO_PREALLOC);
} uring_strs SEC(".maps"); /* their names, by request and number */

/* The file in a slot of a ring. */
static __always_inline struct file *direct_file(struct io_ring_ctx *ring, u32 slot)
{
	struct io_ring_ctx___v612 *old = (void *)ring;
	struct io_fixed_file *fixed;
	unsigned long ptr = 0;

	if (bpf_core_field_exists(ring->file_table.data.nodes)) {
		struct io_rsrc_node **nodes, *node = 0;

		if (slot >= BPF_CORE_READ(ring, file_table.data.nr))
			return 0;
		nodes = BPF_CORE_READ(ring, file_table.data.nodes);
		bpf_probe_read_kernel(&node, 8, &nodes[slot]);
		ptr = node ? BPF_CORE_READ(node, file_ptr) : 0;
	} else if (bpf_core_field_exists(old->file_table.files)) {
		if (slot >= BPF_CORE_READ(old, nr_user_files))
			return 0;
		fixed = BPF_CORE_READ(old, file_table.files);
		fixed = (void *)((u64)fixed + (u64)slot * bpf_core_type_size(struct io_fixed_file));
		ptr = BPF_CORE_READ(fixed, file_ptr);
	}
	return (void *)(ptr & ~7ul); /* the low bits are flags */
}

static __always_inline void save_name(struct scratch *s, struct uring_req *r, u32 which, struct filename *f)
{
	u32 at = which ? URING_NAME : 0;

	if (bpf_probe_read_kernel_str(s->path + at, URING_NAME, BPF_CORE_READ(f, name)) < 0)
		s->path[at] = 0;
	r->names = which + 1;
}

/*
 * The address that the kernel has copied, or the user's where it has not yet. The
 * copy stands alone (up to 6.9, and in 6.18) or in a message's data,
 * which begins with a pointer: no such is 1 to 45, as a family is, and aligned.
 */
static __always_inline void save_addr(struct uring_req *r, struct io_kiocb *req, u64 user)
{
	void *alone = BPF_CORE_READ(req, async_data);
	struct io_async_msghdr *m = (void *)alone;
	u64 at = (u64)alone, first = 0;
	u16 family;

	if (!at) {
		bpf_probe_read_user(r->mem, sizeof r->mem, (void *)user);
		return;
	}
	bpf_probe_read_kernel(&first, 8, alone);
	family = first;
	if (bpf_core_field_exists(m->addr) && (!family || family > 45 || (first >> 48 == 0xffff && !(family & 7))))
		at += bpf_core_field_offset(m->addr);
	bpf_probe_read_kernel(r->mem, sizeof r->mem, (void *)at);
}

#define READ_INTO(to, from, type, member)                        \
	do {                                                     \
		if (bpf_core_type_exists(struct type))           \
			to = BPF_CORE_READ((struct type *)from, member); \
	} while (0)

/* The arguments of requests that name files. */
__noinline int path_request(u32 op)
{
	struct scratch *s = scratch();
	struct uring_req *r;
	u64 ptr;

	if (!s)
		return 0;
	r = &s->req;
	ptr = r->ptr;
	switch (op) {
	case OP_OPENAT:
	case OP_OPENAT2: {
		struct io_open *o = (void *)ptr;
		u64 *how = (u64 *)r->mem;

		r->args[0] = BPF_CORE_READ(o, dfd);
		/* The kernel adds a flag that 64-bit programs leave out. */
		how[0] = BPF_CORE_READ(o, how.flags) & ~(u64)O_LARGEFILE;
		how[1] = BPF_CORE_READ(o, how.mode);
		how[2] = BPF_CORE_READ(o, how.resolve);
		r->args[2] = op == OP_OPENAT ? how[0] : (u64)URING_MEM;
		r->args[3] = how[1];
		if (bpf_core_field_exists(o->file_slot))
			r->slot = BPF_CORE_READ(o, file_slot);
		r->opens = 1;
		save_name(s, r, 0, BPF_CORE_READ(o, filename));
		r->args[1] = URING_NAME_0;
		break;
	}
	case OP_UNLINKAT: {
		struct io_unlink *u = (void *)ptr;

		r->args[0] = BPF_CORE_READ(u, dfd);
		r->args[1] = URING_NAME_0;
		r->args[2] = BPF_CORE_READ(u, flags);
		save_name(s, r, 0, BPF_CORE_READ(u, filename));
		break;
	}
	case OP_MKDIRAT:
		if (bpf_core_type_exists(struct io_mkdir)) {
			struct io_mkdir *m = (void *)ptr;

			r->args[0] = BPF_CORE_READ(m, dfd);
			r->args[1] = URING_NAME_0;
			r->args[2] = BPF_CORE_READ(m, mode);
			save_name(s, r, 0, BPF_CORE_READ(m, filename));
		}
		break;
	case OP_RENAMEAT: {
		struct io_rename *n = (void *)ptr;

		r->args[0] = BPF_CORE_READ(n, old_dfd);
		r->args[1] = URING_NAME_0;
		r->args[2] = BPF_CORE_READ(n, new_dfd);
		r->args[3] = URING_NAME_1;
		r->args[4] = BPF_CORE_READ(n, flags);
		save_name(s, r, 0, BPF_CORE_READ(n, oldpath));
		save_name(s, r, 1, BPF_CORE_READ(n, newpath));
		break;
	}
	case OP_SYMLINKAT:
	case OP_LINKAT:
		if (bpf_core_type_exists(struct io_link)) {
			struct io_link *l = (void *)ptr;

			r->args[0] = op == OP_LINKAT ? (u64)BPF_CORE_READ(l, old_dfd) : URING_NAME_0;
			r->args[1] = op == OP_LINKAT ? URING_NAME_0 : (u64)BPF_CORE_READ(l, new_dfd);
			r->args[2] = op == OP_LINKAT ? (u64)BPF_CORE_READ(l, new_dfd) : URING_NAME_1;
			r->args[3] = URING_NAME_1;
			r->args[4] = BPF_CORE_READ(l, flags);
			save_name(s, r, 0, BPF_CORE_READ(l, oldpath));
			save_name(s, r, 1, BPF_CORE_READ(l, newpath));
		}
		break;
	}
	return 0;
}

/* The arguments of requests on descriptors. */
__noinline int fd_request(u32 op)
{
	struct scratch *s = scratch();
	struct io_kiocb *req;
	struct uring_req *r;
	u64 ptr;

	if (!s)
		return 0;
	r = &s->req;
	ptr = r->ptr;
	req = (void *)ptr;
	r->args[0] = (s64)r->fd;
	switch (op) {
	case OP_CLOSE: {
		struct io_close *c = (void *)ptr;

		r->args[0] = (s64)BPF_CORE_READ(c, fd);
		if (bpf_core_field_exists(c->file_slot)) {
			u32 slot = BPF_CORE_READ(c, file_slot);

			if (slot)
				r->args[0] = DIRECT_FD((u64)BPF_CORE_READ(req, ctx), slot - 1);
		}
		break;
	}
	case OP_CONNECT: {
		struct io_connect *c = (void *)ptr;

		r->args[1] = URING_MEM;
		r->args[2] = BPF_CORE_READ(c, addr_len);
		save_addr(r, req, (u64)BPF_CORE_READ(c, addr));
		break;
	}
	case OP_BIND:
		r->args[1] = URING_MEM;
		READ_INTO(r->args[2], ptr, io_bind, addr_len);
		save_addr(r, req, 0);
		break;
	case OP_LISTEN:
		READ_INTO(r->args[1], ptr, io_listen, backlog);
		break;
	case OP_SHUTDOWN:
		READ_INTO(r->args[1], ptr, io_shutdown, how);
		break;
	case OP_ACCEPT: {
		struct io_accept *a = (void *)ptr;

		r->args[3] = BPF_CORE_READ(a, flags);
		if (bpf_core_field_exists(a->file_slot))
			r->slot = BPF_CORE_READ(a, file_slot);
		r->opens = 1;
		break;
	}
	case OP_SOCKET:
		if (bpf_core_type_exists(struct io_socket)) {
			struct io_socket *k = (void *)ptr;

			r->args[0] = BPF_CORE_READ(k, domain);
			r->args[1] = (u32)BPF_CORE_READ(k, type) | (u32)BPF_CORE_READ(k, flags);
			r->args[2] = BPF_CORE_READ(k, protocol);
			r->slot = BPF_CORE_READ(k, file_slot);
			r->opens = 1;
		}
		break;
	case OP_SEND:
	case OP_SEND_ZC:
	case OP_RECV:
	case OP_SENDMSG:
	case OP_SENDMSG_ZC:
	case OP_RECVMSG: {
		struct io_sr_msg *m = (void *)ptr;
		struct io_async_msghdr *kept = BPF_CORE_READ(req, async_data);

		r->args[1] = (u64)BPF_CORE_READ(m, buf);
		r->args[2] = (u32)BPF_CORE_READ(m, len);
		if ((op == OP_SEND || op == OP_SEND_ZC) && kept && bpf_core_field_exists(kept->addr) && BPF_CORE_READ(kept, msg.msg_name)) {
			save_addr(r, req, 0);
			r->args[4] = URING_MEM;
		}
		break;
	}
	case OP_READ:
	case OP_WRITE:
	case OP_READ_FIXED:
	case OP_WRITE_FIXED:
	case OP_READ_MULTISHOT:
	case OP_READV:
	case OP_WRITEV:
	case OP_READV_FIXED:
	case OP_WRITEV_FIXED: {
		struct io_rw *w = (void *)ptr;

		r->args[1] = BPF_CORE_READ(w, addr);
		r->args[2] = BPF_CORE_READ(w, len);
		r->args[3] = BPF_CORE_READ(w, kiocb.ki_pos);
		break;
	}
	case OP_SPLICE: {
		struct io_splice *p = (void *)ptr;

		if (bpf_core_field_exists(p->splice_fd_in))
			r->args[0] = (s64)BPF_CORE_READ(p, splice_fd_in);
		else
			r->args[0] = -1;
		r->args[2] = (s64)r->fd;
		r->args[4] = BPF_CORE_READ(p, len);
		r->args[5] = BPF_CORE_READ(p, flags);
		break;
	}
	case OP_EPOLL_WAIT:
		READ_INTO(r->args[2], ptr, io_epoll_wait, maxevents);
		break;
	case OP_PIPE:
		if (bpf_core_type_exists(struct io_pipe)) {
			struct io_pipe *p = (void *)ptr;

			r->args[0] = (u64)BPF_CORE_READ(p, fds);
			r->args[1] = BPF_CORE_READ(p, flags);
		}
		break;
	}
	return 0;
}

__noinline int push_any(u64 op, u64 v, u64 v2)
{
	if (OP_KIND(op) > KIND_LAST_SIMPLE && OP_KIND(op) < KIND_SOCKADDR)
		return push_file(op, v, v2);
	return push_socket(op, v, v2);
}

/* An argument that is the request's own memory becomes its address. */
static __always_inline u64 ring_arg(struct scratch *s, u64 v, u64 mem)
{
	return v == URING_MEM ? mem : v == URING_NAME_0 ? s->ring_name[0] : v == URING_NAME_1 ? s->ring_name[1] : v;
}

/* Makes the event of the request that stands in s->req, with the names in s->ring_name. */
__noinline int request_event(s64 res)
{
	struct scratch *s = scratch();
	struct uring_req *r;
	struct call *c;
	u64 mem, ring;
	u32 nr, slot;

	if (!s)
		return 0;
	r = &s->req;
	ring = r->ring;
	nr = r->nr;
	mem = (u64)r->mem;
	c = wanted_call(nr);
	if (!c)
		return 0;
	COUNT(calls);
	s->ring = 1;
	s->ring_tid = r->tid | MARK_RING;
	s->ring_mem = mem;
	s->ring_fd[1] = -1;
	if (r->opens && res >= 0 && r->slot) {
		slot = r->slot == FILE_SLOT_ALLOC ? res : r->slot - 1;
		res = DIRECT_FD(ring, slot);
		s->ring_fd[1] = res;
		s->ring_file[1] = (u64)direct_file((struct io_ring_ctx *)ring, slot);
	} else if (r->opens && r->silent) {
		res = DIRECT_FD(ring, DIRECT_SLOTS); /* which one it became is not told */
	}
	s->id = nr;
	s->compat = r->compat;
	s->event = c->event;
	s->code = c->code;
	for (int i = 0; i < 6; i++)
		s->args[i] = ring_arg(s, r->args[i], mem);
	s->args[6] = res;
	s->args[7] = 0;
	s->given = 0;
	if (c->opens && res >= 0 && !r->silent)
		tell_opened(c->opens - 1);
	if (r->fixed)
		introduce(s->ring_fd[0]);
	else if (c->fd_arg)
		introduce(s->args[(c->fd_arg - 1) & 7]);
	if (c->prog == PROG_GENERIC) {
		if (begin(s, EVT_GENERIC_X, EVT_GENERIC_X_PARAMS)) {
			push_u16(s, s->code);
			push_u16(s, s->id);
			submit();
		}
	} else if (begin(s, c->event, c->nparams)) {
		for (u32 i = 0; i < MAX_PARAMS; i++) {
			struct param *p = &c->p[i];

			if (i >= c->nparams)
				break;
			push_any(OP(p), s->args[p->arg & 7], s->args[p->arg2 & 7]);
		}
		submit();
	}
	s->ring = 0;
	return 0;
}

/* Keeps the request until its result is known. */
static __always_inline bool keep_request(struct scratch *s, struct uring_key *key)
{
	struct uring_key name = {key->ptr, key->tag};

	for (u32 i = 0; i < 2; i++) {
		if (i >= s->req.names)
			break;
		name.which = i;
		if (bpf_map_update_elem(&uring_strs, &name, s->path + (i ? URING_NAME : 0), BPF_ANY))
			return false;
	}
	return !bpf_map_update_elem(&uring_reqs, key, &s->req, BPF_ANY);
}

SEC("tp_btf/io_uring_submit_req")
int uring_submit(u64 *ctx)
{
	struct task_struct *t = CURRENT;
	struct scratch *s = scratch();
	struct settings *c = settings();
	struct io_kiocb *req = submit_form ? (void *)ctx[1] : (void *)ctx[0];
	struct uring_key key = {};
	struct uring_call *u;
	struct uring_req *r;
	u64 ids = bpf_get_current_pid_tgid(), flags, ring, user;
	u32 op, nr;

	if (!s || !req)
		return 0;
	op = BPF_CORE_READ(req, opcode);
	u = bpf_map_lookup_elem(&uring_calls, &op);
	if (!u)
		return 0;
	nr = u->nr;
	if (!wanted_call(nr) || self(c))
		return 0;
	if (s->busy) {
		COUNT(produced);
		COUNT(lost.nested); /* its type is not told */
		return 0;
	}
	flags = BPF_CORE_READ(req, flags);
	ring = (u64)BPF_CORE_READ(req, ctx);
	r = &s->req;
	__builtin_memset(r, 0, sizeof *r);
	r->nr = nr;
	r->tid = BPF_CORE_READ(t, flags) & PF_IO_WORKER ? ids >> 32 : (u32)ids;
	r->ring = ring;
	r->fd = -1;
	user = 0;
	if (bpf_core_field_exists(req->cqe.fd)) {
		r->fd = BPF_CORE_READ(req, cqe.fd);
		user = BPF_CORE_READ(req, cqe.user_data);
	} else {
		struct io_kiocb___v518 *old = (void *)req;

		if (bpf_core_field_exists(old->user_data))
			user = BPF_CORE_READ(old, user_data);
	}
	if (flags & REQ_FIXED_FILE && u->has_file) {
		r->fixed = 1;
		r->fd = DIRECT_FD(ring, r->fd);
	}
	r->silent = (flags & REQ_CQE_SKIP) != 0;
#if defined(__TARGET_ARCH_x86)
	r->compat = IS_COMPAT(t);
#endif
	r->user = user;
	r->ptr = (u64)req;
	if (u->has_path)
		path_request(op);
	else
		fd_request(op);
	if (u->positioned && r->args[3] != -1ull)
		r->nr = u->positioned;
	key.ptr = complete_form == 2 ? ring : (u64)req;
	key.tag = complete_form == 2 ? user : 0;
	if (!r->silent && keep_request(s, &key)) {
		/* A request with many completions shows itself only in the last one. */
		if (u->repeats && complete_form != 2) {
			key.ptr = ring;
			key.tag = user;
			bpf_map_update_elem(&uring_reqs, &key, r, BPF_ANY);
		}
		return 0;
	}
	/* No completion will be seen: it is taken to succeed. */
	r->silent = 1;
	s->ring_name[0] = (u64)s->path;
	s->ring_name[1] = (u64)s->path + URING_NAME;
	s->ring_fd[0] = r->fixed ? r->fd : -1;
	s->ring_file[0] = r->fixed ? (u64)direct_file((void *)ring, r->fd & DIRECT_SLOTS) : 0;
	request_event(0);
	return 0;
}

SEC("tp_btf/io_uring_complete")
int uring_complete(u64 *ctx)
{
	struct scratch *s = scratch();
	struct uring_key key = {}, name = {};
	struct uring_req *r;
	struct io_kiocb *req = 0;
	u64 ring = ctx[0], tag;
	s64 res;

	if (complete_form == 0) {
		struct io_uring_cqe *e = (void *)ctx[2];

		req = (void *)ctx[1];
		tag = BPF_CORE_READ(e, user_data);
		res = BPF_CORE_READ(e, res);
	} else if (complete_form == 1) {
		req = (void *)ctx[1];
		tag = ctx[2];
		res = (s32)ctx[3];
	} else {
		tag = ctx[1];
		res = (s32)ctx[2];
	}
	key.ptr = req ? (u64)req : ring;
	key.tag = req ? 0 : tag;
	r = bpf_map_lookup_elem(&uring_reqs, &key);
	if (!s || !r)
		return 0;
	if (s->busy) {
		COUNT(produced);
		COUNT(lost.nested); /* its type is not told */
		return 0;
	}
	__builtin_memcpy(&s->req, r, sizeof *r);
	/* The descriptor's file is held until after the completion. */
	s->ring_fd[0] = req && s->req.fd >= 0 ? s->req.fd : -1;
	s->ring_file[0] = req && s->req.fd >= 0 ? (u64)BPF_CORE_READ(req, file) : 0;
	name.ptr = key.ptr;
	name.tag = key.tag;
	s->ring_name[0] = s->req.names > 0 ? (u64)bpf_map_lookup_elem(&uring_strs, &name) : 0;
	name.which = 1;
	s->ring_name[1] = s->req.names > 1 ? (u64)bpf_map_lookup_elem(&uring_strs, &name) : 0;
	request_event(res);
	if (s->req.names > 1)
		bpf_map_delete_elem(&uring_strs, &name);
	name.which = 0;
	if (s->req.names > 0)
		bpf_map_delete_elem(&uring_strs, &name);
	if (req || complete_form == 2) {
		bpf_map_delete_elem(&uring_reqs, &key);
		key.ptr = ring;
		key.tag = s->req.user;
		if (req)
			bpf_map_delete_elem(&uring_reqs, &key);
	}
	return 0;
}

#endif
