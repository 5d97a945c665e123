/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/* Sockets: addresses, tuples, messages. */
#ifndef FALCOC_SOCK_H
#define FALCOC_SOCK_H

#include "table.h"
#include <bpf/bpf_endian.h>

#define SOCKFS_MAGIC 0x534F434B
#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define SOL_SOCKET 1
#define SOCK_STREAM 1
#define SOCK_RAW 3
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define MAX_IOV 32
#define MAX_MMSG 16
#define UNIX_PATH 108
#define MAX_CONTROL 4096
#define USER_ADDR 128 /* bytes of s->path where a user address is kept */

static __always_inline struct socket *fd_socket(s32 fd)
{
	struct file *f = fd_file(fd);

	if (!f || BPF_CORE_READ(f, f_inode, i_sb, s_magic) != SOCKFS_MAGIC)
		return 0;
	return BPF_CORE_READ(f, private_data);
}

static __always_inline struct sock *fd_sock(s32 fd)
{
	struct socket *s = fd_socket(fd);

	return s ? BPF_CORE_READ(s, sk) : 0;
}

/* Bytes are added behind pos and counted in one put_len when the parameter is whole. */
static __always_inline void add_u8(struct scratch *s, u8 v)
{
	*cursor(s) = v;
	s->pos++;
}

static __always_inline void add_u16(struct scratch *s, u16 v)
{
	*(u16 *)cursor(s) = v;
	s->pos += 2;
}

static __always_inline void add_u32(struct scratch *s, u32 v)
{
	*(u32 *)cursor(s) = v;
	s->pos += 4;
}

static __always_inline void add_u64(struct scratch *s, u64 v)
{
	*(u64 *)cursor(s) = v;
	s->pos += 8;
}

static __always_inline void add_in6(struct scratch *s, const void *addr)
{
	if (bpf_probe_read_kernel(cursor(s), 16, addr)) {
		u8 *p = cursor(s);

		*(u64 *)p = 0;
		*(u64 *)(p + 8) = 0;
	}
	s->pos += 16;
}

/* A unix path in kernel memory; an abstract name loses its leading NUL. */
static __always_inline void add_unix_path(struct scratch *s, const char *path)
{
	char first = 0;
	long n;

	bpf_probe_read_kernel(&first, 1, path);
	n = bpf_probe_read_kernel_str(cursor(s), UNIX_PATH + 1, first ? path : path + 1);
	if (n > 0)
		s->pos += n;
	else
		add_u8(s, 0);
}

static __always_inline void end_param(struct scratch *s, u32 start)
{
	u32 len = s->pos - start;

	s->pos = start;
	put_len(s, len);
}

/* Copies a user's socket address to s->path and returns its family, 0 for none. */
static __always_inline u32 user_addr(struct scratch *s, u64 ptr, u64 len)
{
	u32 n = len > 110 ? 110 : len;
	u64 *room = (u64 *)s->path;

	if (!ptr || n < 2)
		return 0;
	for (int i = 0; i < USER_ADDR / 8; i++)
		room[i] = 0;
	BOUND(n, USER_ADDR - 1);
	if (read_arg(s, s->path, n, ptr))
		return 0;
	return *(u16 *)s->path;
}

__noinline int push_sockaddr(u64 ptr, u64 len)
{
	struct scratch *s = scratch();
	u32 start;

	if (!s)
		return 0;
	start = s->pos;
	switch (user_addr(s, ptr, len)) {
	case AF_INET:
		add_u8(s, AF_INET);
		add_u32(s, *(u32 *)(s->path + 4));
		add_u16(s, bpf_ntohs(*(u16 *)(s->path + 2)));
		break;
	case AF_INET6:
		add_u8(s, AF_INET6);
		add_in6(s, s->path + 8);
		add_u16(s, bpf_ntohs(*(u16 *)(s->path + 2)));
		break;
	case AF_UNIX:
		add_u8(s, AF_UNIX);
		add_unix_path(s, (char *)s->path + 2);
		break;
	}
	end_param(s, start);
	return 0;
}

static __always_inline const char *unix_path(struct sock *sk)
{
	struct unix_sock *u = (void *)sk;
	struct unix_address *a = BPF_CORE_READ(u, addr);

	/* The name begins with its family. Before 5.17 a hash stands before it. */
	return a ? (const char *)((u64)a + bpf_core_field_offset(a->name) + 2) : 0;
}

/*
 * The two ends of a connection: source and destination as traffic flows, so
 * that the local end is the source of what goes out. An unconnected socket takes
 * its far end from the address that the call was given.
 */
__noinline int push_tuple(u64 fd, u64 out, u64 uaddr)
{
	struct scratch *s = scratch();
	struct sock *sk = fd_sock(fd), *peer;
	struct inet_sock *inet = (void *)sk;
	u32 start, family, laddr, raddr;
	u16 lport, rport;
	const char *path;

	if (!s)
		return 0;
	if (!sk) {
		push_empty(s);
		return 0;
	}
	start = s->pos;
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	switch (family) {
	case AF_INET:
		laddr = BPF_CORE_READ(inet, inet_saddr);
		lport = bpf_ntohs(BPF_CORE_READ(inet, inet_sport));
		raddr = BPF_CORE_READ(sk, __sk_common.skc_daddr);
		rport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
		if (!rport && uaddr && user_addr(s, uaddr, 16) == AF_INET) {
			raddr = *(u32 *)(s->path + 4);
			rport = bpf_ntohs(*(u16 *)(s->path + 2));
		}
		add_u8(s, AF_INET);
		add_u32(s, out ? laddr : raddr);
		add_u16(s, out ? lport : rport);
		add_u32(s, out ? raddr : laddr);
		add_u16(s, out ? rport : lport);
		break;
	case AF_INET6: {
		const void *local = (void *)((u64)BPF_CORE_READ(inet, pinet6) + bpf_core_field_offset(struct ipv6_pinfo, saddr));
		const void *remote = (void *)((u64)sk + bpf_core_field_offset(sk->__sk_common.skc_v6_daddr));

		lport = bpf_ntohs(BPF_CORE_READ(inet, inet_sport));
		rport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
		if (!rport && uaddr && user_addr(s, uaddr, 28) == AF_INET6) {
			remote = s->path + 8;
			rport = bpf_ntohs(*(u16 *)(s->path + 2));
		}
		add_u8(s, AF_INET6);
		add_in6(s, out ? local : remote);
		add_u16(s, out ? lport : rport);
		add_in6(s, out ? remote : local);
		add_u16(s, out ? rport : lport);
		break;
	}
	case AF_UNIX:
		peer = BPF_CORE_READ((struct unix_sock *)sk, peer);
		add_u8(s, AF_UNIX);
		add_u64(s, out ? (u64)peer : (u64)sk);
		add_u64(s, out ? (u64)sk : (u64)peer);
		path = out ? (peer ? unix_path(peer) : 0) : unix_path(sk);
		if (path)
			add_unix_path(s, path);
		else if (out && !peer && uaddr && user_addr(s, uaddr, 110) == AF_UNIX)
			add_unix_path(s, (char *)s->path + 2);
		else
			add_u8(s, 0);
		break;
	}
	end_param(s, start);
	return 0;
}

static __always_inline bool read_iovec(struct scratch *s, struct user_iovec *v, u64 ptr, u32 i)
{
	u32 w[2] = {};

	if (!s->compat)
		return !bpf_probe_read_user(v, sizeof *v, (void *)(ptr + sizeof(*v) * i));
	if (bpf_probe_read_user(w, sizeof w, (void *)(ptr + sizeof(w) * i)))
		return false;
	v->base = w[0];
	v->len = w[1];
	return true;
}

static __always_inline bool read_msghdr(struct scratch *s, struct user_msghdr *m, u64 ptr)
{
	u32 w[7] = {};

	if (!s->compat)
		return !bpf_probe_read_user(m, sizeof *m, (void *)ptr);
	if (bpf_probe_read_user(w, sizeof w, (void *)ptr))
		return false;
	m->name = w[0];
	m->namelen = w[1];
	m->iov = w[2];
	m->iovlen = w[3];
	m->control = w[4];
	m->controllen = w[5];
	m->flags = w[6];
	return true;
}

/* The address that an inet socket is bound to. */
static __always_inline void push_bound(struct sock *sk)
{
	struct scratch *s = scratch();
	u32 start;

	if (!s)
		return;
	start = s->pos;
	if (BPF_CORE_READ(sk, __sk_common.skc_family) == AF_INET) {
		add_u8(s, AF_INET);
		add_u32(s, BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr));
	} else {
		add_u8(s, AF_INET6);
		add_in6(s, (void *)((u64)sk + bpf_core_field_offset(sk->__sk_common.skc_v6_rcv_saddr)));
	}
	add_u16(s, BPF_CORE_READ(sk, __sk_common.skc_num));
	end_param(s, start);
}

/* The bytes that n vectors at ptr name. */
__noinline u64 iov_size(u64 ptr, u64 n)
{
	struct scratch *s = scratch();
	struct user_iovec v = {};
	u64 sum = 0;

	if (!s)
		return 0;
	for (u32 i = 0; i < MAX_IOV; i++) {
		if (i >= n || !read_iovec(s, &v, ptr, i))
			break;
		sum += v.len;
	}
	return sum;
}

/* At most snaplen of the first len bytes that the vectors name. */
__noinline int push_iov(u64 ptr, u64 n, u64 len)
{
	struct scratch *s = scratch();
	struct settings *c = settings();
	struct user_iovec v = {};
	u32 start, room, part;

	if (!s || !c)
		return 0;
	start = s->pos;
	room = c->snaplen;
	if (len < room)
		room = len;
	for (u32 i = 0; i < MAX_IOV; i++) {
		if (i >= n || !room || !read_iovec(s, &v, ptr, i))
			break;
		part = v.len < room ? v.len : room;
		BOUND(part, POS_MASK);
		if (part && bpf_probe_read_user(cursor(s), part, (void *)v.base))
			break;
		s->pos += part;
		room -= part;
	}
	end_param(s, start);
	return 0;
}

/* Control messages, whole: user space looks for passed descriptors in them. */
__noinline int push_control(u64 ptr, u64 len)
{
	struct scratch *s = scratch();
	u32 n = len > MAX_CONTROL ? MAX_CONTROL : len;

	if (!s)
		return 0;
	BOUND(n, POS_MASK);
	if (!ptr || !n || bpf_probe_read_user(cursor(s), n, (void *)ptr))
		n = 0;
	put_len(s, n);
	return 0;
}

static __always_inline void push_sockopt(struct scratch *s, u64 len)
{
	u32 level = s->args[1], name = s->args[2];
	u64 ptr = s->args[3], w[2] = {};
	u32 start = s->pos;

	if (level == SOL_SOCKET) {
		switch (name) {
		case 4: /* SO_ERROR */
			add_u8(s, 1);
			bpf_probe_read_user(w, 4, (void *)ptr);
			add_u64(s, -(s64)(s32)w[0]);
			end_param(s, start);
			return;
		case 20: /* SO_RCVTIMEO, SO_SNDTIMEO and their new forms */
		case 21:
		case 66:
		case 67:
			add_u8(s, 4);
			bpf_probe_read_user(w, 16, (void *)ptr);
			add_u64(s, w[0] * 1000000000ull + w[1] * 1000);
			end_param(s, start);
			return;
		case 57: /* SO_COOKIE */
			add_u8(s, 3);
			bpf_probe_read_user(w, 8, (void *)ptr);
			add_u64(s, w[0]);
			end_param(s, start);
			return;
		}
		if (len == 4) {
			add_u8(s, 2);
			bpf_probe_read_user(w, 4, (void *)ptr);
			add_u32(s, w[0]);
			end_param(s, start);
			return;
		}
	}
	add_u8(s, 0);
	if (len > 128)
		len = 128;
	BOUND(len, 0xff);
	if (len && ptr && !bpf_probe_read_user(cursor(s), len, (void *)ptr))
		s->pos += len;
	end_param(s, start);
}

__noinline int push_socket(u64 op, u64 v, u64 v2)
{
	struct scratch *s = scratch();
	struct user_msghdr m = {};
	struct sock *sk;
	u64 n;
	s64 ret;
	s32 fd = -1;

	if (!s)
		return 0;
	if (OP_KIND(op) <= KIND_LAST_SIMPLE)
		return push_simple(op, v, v2);
	if (!allowed(s, op))
		return 0;
	ret = s->args[6];
	switch (OP_KIND(op)) {
	case KIND_SOCKADDR:
		return push_sockaddr(v, v2);
	case KIND_TUPLE_OUT:
		return push_tuple(v, 1, OP_OFF(op) ? v2 : 0);
	case KIND_TUPLE_IN:
		return push_tuple(v, 0, OP_OFF(op) ? v2 : 0);
	case KIND_BACKLOG:
	case KIND_BACKLOG_MAX:
	case KIND_BACKLOG_PCT: {
		u32 len, max;

		sk = ret >= 0 ? fd_sock(v) : 0;
		len = sk ? BPF_CORE_READ(sk, sk_ack_backlog) : 0;
		max = sk ? BPF_CORE_READ(sk, sk_max_ack_backlog) : 0;
		if (OP_KIND(op) == KIND_BACKLOG)
			push_u32(s, len);
		else if (OP_KIND(op) == KIND_BACKLOG_MAX)
			push_u32(s, max);
		else
			push_u8(s, max ? len * 100 / max : 0);
		return 0;
	}
	case KIND_SOCKET_FD:
	case KIND_SOCKET_PTR:
	case KIND_SOCKET_PEER:
		if (ret < 0 || bpf_probe_read_user(&fd, 4, (void *)(v + OP_OFF(op))))
			fd = -1;
		if (OP_KIND(op) == KIND_SOCKET_FD) {
			push_u64(s, (s64)fd);
			return 0;
		}
		sk = fd_sock(fd);
		if (sk && OP_KIND(op) == KIND_SOCKET_PEER)
			sk = BPF_CORE_READ((struct unix_sock *)sk, peer);
		push_u64(s, (u64)sk);
		return 0;
	case KIND_MSG_DATA:
	case KIND_MSG_SIZE:
	case KIND_MSG_TUPLE_OUT:
	case KIND_MSG_TUPLE_IN:
	case KIND_MSG_CONTROL:
		if (!read_msghdr(s, &m, v) && OP_KIND(op) != KIND_MSG_TUPLE_OUT && OP_KIND(op) != KIND_MSG_TUPLE_IN) {
			push_empty(s);
			return 0;
		}
		if (OP_KIND(op) == KIND_MSG_TUPLE_OUT)
			return push_tuple(v2, 1, s->addr ? s->addr : m.name);
		if (OP_KIND(op) == KIND_MSG_TUPLE_IN)
			return push_tuple(v2, 0, m.name);
		if (OP_KIND(op) == KIND_MSG_CONTROL)
			return push_control(m.control, m.controllen);
		if (OP_KIND(op) == KIND_MSG_SIZE) {
			push_u32(s, iov_size(m.iov, m.iovlen));
			return 0;
		}
		return push_iov(m.iov, m.iovlen, ret > 0 ? (u64)ret : (u64)-1);
	case KIND_IOV_DATA:
		return push_iov(v, v2, ret > 0 ? (u64)ret : (u64)-1);
	case KIND_IOV_SIZE:
		push_u32(s, iov_size(v, v2));
		return 0;
	case KIND_SOCKOPT_NAME: /* only of one level */
		push_u8(s, (u32)s->args[1] == SOL_SOCKET ? convert(OP_CONV(op), v) : 0);
		return 0;
	case KIND_SOCKOPT:
		n = s->args[4];
		if (OP_OFF(op)) { /* getsockopt: the length is in user memory */
			u32 len = 0;

			bpf_probe_read_user(&len, 4, (void *)n);
			n = len;
		}
		push_sockopt(s, (u32)n);
		return 0;
	}
	push_empty(s);
	return 0;
}

TABLE_PROGRAM(table_socket, push_socket)

/*
 * Finds where message i of sendmmsg went, for s->addr. The kernel has noted an address for each message
 * whose address is not that of the message before; the program's words choose between
 * the last one and the next one, but all of them are told.
 */
__noinline int sent_to(u32 i, u64 name, u32 len)
{
	struct own_key key = {.tid = bpf_get_current_pid_tgid()};
	struct scratch *s = scratch();
	struct own_addr *a;
	u64 word[4] = {}, *noted;
	u32 left, more, n;

	if (!s)
		return 0;
	if (!i)
		s->addr_at = 0;
	key.which = s->addr_at;
	a = bpf_map_lookup_elem(&own_addrs, &key);
	if (!a)
		return 0;
	n = len < sizeof word ? len : sizeof word;
	BOUND(n, 63);
	if (n > sizeof word || bpf_probe_read_user(word, n, (void *)name))
		word[0] = 0;
	noted = (u64 *)a->bytes;
	left = ((u64)s->args[6] < MAX_MMSG ? (u32)s->args[6] : MAX_MMSG) - i;
	more = s->addrs - 1 - s->addr_at;
	if (i && s->addr_at + 1 < s->addrs &&
	    (left <= more || word[0] != noted[0] || word[1] != noted[1] || word[2] != noted[2] || word[3] != noted[3])) {
		key.which = ++s->addr_at;
		a = bpf_map_lookup_elem(&own_addrs, &key);
		if (!a)
			return 0;
	}
	s->addr = (u64)a->bytes;
	return 0;
}

/* Event of message i of recvmmsg or sendmmsg. */
__noinline int one_message(u32 i)
{
	struct scratch *s = scratch();
	struct user_msghdr m = {};
	u64 at;
	u32 len = 0;
	bool out;

	if (!s)
		return 0;
	out = s->event == EVT_SENDMMSG_X;
	/* A header and the message's length behind it. */
	at = s->args[1] + (s->compat ? 32 : 64) * (u64)i;
	if (!read_msghdr(s, &m, at) || bpf_probe_read_user(&len, 4, (void *)(at + (s->compat ? 28 : 56))))
		return 0;
	if (!begin(s, s->event, out ? EVT_SENDMMSG_X_PARAMS : EVT_RECVMMSG_X_PARAMS))
		return 0;
	push_u64(s, len);
	push_u64(s, (s64)(s32)s->args[0]);
	push_u32(s, len);
	push_iov(m.iov, m.iovlen, len);
	if (out && s->addr)
		sent_to(i, m.name, m.namelen);
	push_tuple(s->args[0], out, out && s->addr ? s->addr : m.name);
	if (!out)
		push_control(m.control, m.controllen);
	submit();
	return 0;
}

/* recvmmsg and sendmmsg: one event for each message, or one that has failed. */
SEC("tp_btf/sys_exit")
int messages(u64 *ctx)
{
	struct scratch *s = scratch();
	s64 ret;
	bool out;

	if (!s)
		return 0;
	ret = s->args[6];
	if (ret > 0) {
		for (u32 i = 0; i < MAX_MMSG; i++) {
			if (i >= ret)
				break;
			one_message(i);
		}
		return 0;
	}
	out = s->event == EVT_SENDMMSG_X;
	if (!begin(s, s->event, out ? EVT_SENDMMSG_X_PARAMS : EVT_RECVMMSG_X_PARAMS))
		return 0;
	push_u64(s, ret);
	push_u64(s, (s64)(s32)s->args[0]);
	push_u32(s, 0);
	push_empty(s);
	push_empty(s);
	if (!out)
		push_empty(s);
	submit();
	return 0;
}

#endif
