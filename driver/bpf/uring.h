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

#include "uring_args.h"

/* Where the kernel's tracepoints have their arguments, see the Go type ringForms. */
volatile const u32 submit_form;   /* the request is argument submit_form */
volatile const u32 complete_form; /* 0: ring, request, entry; 1: ring, request, tag, result; 2: ring, tag, result */

#define REQ_FIXED_FILE 1
#define REQ_CQE_SKIP (1 << 6)
#define FILE_SLOT_ALLOC 0xffffffff

#define MARK_RING (1ull << 62)

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
	s->own[0] = s->own[1] = s->addr = 0;
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

/*
 * The descriptor of a request that is being submitted, where the kernel does not keep
 * its number (up to 5.18): what the entry in the program's memory says, if that is the
 * request's file. -1 where it is not.
 */
__noinline int submitted_fd(u64 ctx, u64 request, u64 flags)
{
	struct io_ring_ctx___v518 *ring = (void *)ctx;
	struct io_kiocb *req = (void *)request;
	u32 *array, at, head = 0;
	s32 fd = -1;
	u64 file;

	if (!ring || !req)
		return -1;
	file = (u64)BPF_CORE_READ(req, file);
	if (!bpf_core_field_exists(ring->sq_sqes) || !file)
		return -1;
	array = BPF_CORE_READ(ring, sq_array);
	at = (BPF_CORE_READ(ring, cached_sq_head) - 1) & (BPF_CORE_READ(ring, sq_entries) - 1);
	bpf_probe_read_kernel(&head, 4, array + at);
	bpf_probe_read_kernel(&fd, 4, (void *)((u64)BPF_CORE_READ(ring, sq_sqes) + 64ull * head + 4));
	if (flags & REQ_FIXED_FILE)
		return (u64)direct_file((void *)ctx, fd) == file ? fd : -1;
	return (u64)fd_file(fd) == file ? fd : -1;
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
	struct io_kiocb *req = (void *)hook_arg(ctx, submit_form ? 1 : 0);
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
		r->fd = submitted_fd(ring, (u64)req, flags);
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
	u64 ring = hook_arg(ctx, 0), tag;
	s64 res;

	if (complete_form == 0) {
		struct io_uring_cqe *e = (void *)hook_arg(ctx, 2);

		req = (void *)hook_arg(ctx, 1);
		tag = BPF_CORE_READ(e, user_data);
		res = BPF_CORE_READ(e, res);
	} else if (complete_form == 1) {
		req = (void *)hook_arg(ctx, 1);
		tag = hook_arg(ctx, 2);
		res = (s32)hook_arg(ctx, 3);
	} else {
		tag = hook_arg(ctx, 1);
		res = (s32)hook_arg(ctx, 2);
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
