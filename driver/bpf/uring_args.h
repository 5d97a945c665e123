/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/* What the requests of an io_uring hold of their arguments, operation by operation. */
#ifndef FALCOC_URING_ARGS_H
#define FALCOC_URING_ARGS_H

#include "guard.h"

/*
 * A descriptor that only its ring knows gets a number that no real one has: bit 30,
 * ten bits of the ring's address, the slot.
 */
#define DIRECT 0x40000000
#define DIRECT_SLOTS 0xfffff
#define DIRECT_FD(ring, slot) (DIRECT | (u32)((ring) >> 10 & 0x3ff) << 20 | ((slot) & DIRECT_SLOTS))

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
		struct io_sr_msg___v69 *older = (void *)ptr;

		r->args[1] = (u64)BPF_CORE_READ(m, buf);
		r->args[2] = (u32)BPF_CORE_READ(m, len);
		if ((op == OP_SEND || op == OP_SEND_ZC) && kept && bpf_core_field_exists(kept->addr) && BPF_CORE_READ(kept, msg.msg_name)) {
			save_addr(r, req, 0);
			r->args[4] = URING_MEM;
		} else if ((op == OP_SEND || op == OP_SEND_ZC) && bpf_core_field_exists(older->addr)) {
			/* The kernel will copy it when it sends. */
			u64 user = (u64)BPF_CORE_READ(older, addr);

			if (user && (!bpf_probe_read_user(r->mem, 28, (void *)user) || !bpf_probe_read_user(r->mem, 16, (void *)user)))
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

#endif
