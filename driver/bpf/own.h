/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/*
 * What the kernel itself made of the paths and addresses of a call. A program may
 * rewrite its memory after the kernel has read it, so these are noted where the
 * kernel acts on them, for the thread, and are taken when the call ends. Their
 * programs may be preempted: they do not touch the scratch area.
 */
#ifndef FALCOC_OWN_H
#define FALCOC_OWN_H

#include "file.h"

struct own_key {
	u32 tid, which;
};
struct own_path {
	u32 start; /* of the text, 0 for none */
	u32 pad;
	u8 text[PATH_BYTES];
};
struct own_addr {
	u64 sock;
	u32 n; /* of the first: noted since the last were taken */
	u32 pad;
	u8 bytes[128]; /* struct sockaddr */
};
#define OWN_ADDRS 16
#define EINPROGRESS 115

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, struct own_key);
	__type(value, struct own_path);
	__uint(map_flags, BPF_F_NO_PREALLOC);
} own_paths SEC(".maps"); /* by thread and argument, until the call ends */

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 8192);
	__type(key, struct own_key);
	__type(value, struct own_addr);
} own_addrs SEC(".maps"); /* by thread and number in the call */

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct own_path);
} own_blank SEC(".maps"); /* what a new entry of own_paths begins as */

static __always_inline struct own_path *own_lookup(u32 which)
{
	struct own_key key = {.tid = bpf_get_current_pid_tgid(), .which = which};

	return bpf_map_lookup_elem(&own_paths, &key);
}

static __always_inline struct own_path *own_room(u32 which)
{
	struct own_key key = {.tid = bpf_get_current_pid_tgid(), .which = which};
	struct own_path *o = bpf_map_lookup_elem(&own_paths, &key), *blank;
	u32 zero = 0;

	if (o)
		return o;
	blank = bpf_map_lookup_elem(&own_blank, &zero);
	if (!blank || bpf_map_update_elem(&own_paths, &key, blank, BPF_ANY))
		return 0;
	return bpf_map_lookup_elem(&own_paths, &key);
}

/* io_uring's workers act for requests, which have copied their names. */
static __always_inline bool for_a_call(void)
{
	return !(BPF_CORE_READ(CURRENT, flags) & (PF_IO_WORKER | PF_KTHREAD));
}

/* Notes the path of a dentry of a mount. */
__noinline int note_path(u64 dentry, u64 mnt, u32 which)
{
	struct own_path *o;

	if (!dentry || !mnt || !for_a_call())
		return 0;
	o = own_room(which);
	if (o)
		o->start = walk(o->text, (struct dentry *)dentry, (struct vfsmount *)mnt);
	return 0;
}

/*
 * Argument i of a function or tracepoint. On arm64 a probe's registers begin with them too.
 * Read as numbers: kernel 6.1 lets no typed pointer be handed to a function.
 */
static __always_inline u64 hook_arg(u64 *ctx, u32 i)
{
	u64 v = 0;

	bpf_probe_read_kernel(&v, sizeof v, ctx + i);
	return v;
}

static __always_inline u64 path_mnt(u64 path)
{
	return (u64)BPF_CORE_READ((struct path *)path, mnt);
}

/* A name in a folder: unlink, rmdir, mkdir, mknod. User space names the functions. */
SEC("fentry/security_path_unlink")
int own_entry(u64 *ctx)
{
	note_path(hook_arg(ctx, 1), path_mnt(hook_arg(ctx, 0)), 0);
	return 0;
}

/* A file that is found by its path: chmod, chown, chroot. */
SEC("fentry/security_path_chmod")
int own_file(u64 *ctx)
{
	u64 path = hook_arg(ctx, 0);

	note_path((u64)BPF_CORE_READ((struct path *)path, dentry), path_mnt(path), 0);
	return 0;
}

SEC("fentry/security_path_rename")
int own_rename(u64 *ctx)
{
	note_path(hook_arg(ctx, 1), path_mnt(hook_arg(ctx, 0)), 0);
	note_path(hook_arg(ctx, 3), path_mnt(hook_arg(ctx, 2)), 1);
	return 0;
}

/* Both names of a link are in one mount. */
SEC("fentry/security_path_link")
int own_link(u64 *ctx)
{
	u64 mnt = path_mnt(hook_arg(ctx, 1));

	note_path(hook_arg(ctx, 0), mnt, 0);
	note_path(hook_arg(ctx, 2), mnt, 1);
	return 0;
}

/* What a symbolic link says is a text, of which the kernel has a copy. */
SEC("fentry/security_path_symlink")
int own_symlink(u64 *ctx)
{
	struct own_path *o;

	if (!for_a_call())
		return 0;
	o = own_room(0);
	if (o) {
		o->start = 1;
		if (bpf_probe_read_kernel_str(o->text + 1, PATH_ROOM, (void *)hook_arg(ctx, 2)) < 0)
			o->start = 0;
	}
	note_path(hook_arg(ctx, 1), path_mnt(hook_arg(ctx, 0)), 1);
	return 0;
}

static __always_inline void note_addr(u64 sock, u64 addr, u32 len)
{
	struct own_key key = {.tid = bpf_get_current_pid_tgid()};
	struct own_addr a = {.sock = sock}, *first;

	if (!addr || !for_a_call())
		return;
	if (len > sizeof a.bytes - 1)
		len = sizeof a.bytes - 1;
	BOUND(len, sizeof a.bytes - 1);
	bpf_probe_read_kernel(a.bytes, len, (void *)addr);
	first = bpf_map_lookup_elem(&own_addrs, &key);
	if (!first || !first->n || first->n > OWN_ADDRS) {
		a.n = 1;
	} else {
		key.which = first->n < OWN_ADDRS ? first->n : OWN_ADDRS - 1;
		if (first->n < OWN_ADDRS)
			first->n++;
	}
	bpf_map_update_elem(&own_addrs, &key, &a, BPF_ANY);
}

/* connect and bind. */
SEC("fentry/security_socket_connect")
int own_address(u64 *ctx)
{
	note_addr(hook_arg(ctx, 0), hook_arg(ctx, 1), hook_arg(ctx, 2));
	return 0;
}

/* Whatever is sent through a socket comes by here; most of it names no address. */
SEC("fentry/security_socket_sendmsg")
int own_message(u64 *ctx)
{
	struct msghdr *m = (void *)hook_arg(ctx, 1);
	u64 name = (u64)BPF_CORE_READ(m, msg_name);

	if (name)
		note_addr(hook_arg(ctx, 0), name, BPF_CORE_READ(m, msg_namelen));
	return 0;
}

static __always_inline void forget_own(void)
{
	struct own_key key = {.tid = bpf_get_current_pid_tgid()};

	bpf_map_delete_elem(&own_paths, &key);
	key.which = 1;
	bpf_map_delete_elem(&own_paths, &key);
}

/*
 * Takes what was noted of the call's paths. A call that succeeded has come by where
 * they are noted; of one that has failed nothing is known, and nothing was done.
 */
static __always_inline void take_paths(struct scratch *s, struct call *c)
{
	bool missing = false;

	if ((s64)s->args[6] >= 0) {
		for (u32 i = 0; i < 2; i++) {
			struct own_path *o;
			u32 start;

			if (!c->own[i])
				continue;
			o = own_lookup(i);
			start = o ? o->start : 0;
			BOUND(start, PATH_ROOM - 1);
			if (o && start)
				s->own[i] = (u64)(o->text + start);
			else
				missing = true;
		}
	}
	if (missing)
		COUNT(unsure);
}

/* The last address that was noted for the thread, if it is this call's. */
static __always_inline void take_addr(struct scratch *s, u64 sock)
{
	struct own_key key = {.tid = bpf_get_current_pid_tgid()};
	struct own_addr *first = bpf_map_lookup_elem(&own_addrs, &key), *a = first;
	s64 ret = s->args[6];
	u32 n;

	if (!first || !first->n)
		return;
	n = first->n;
	if (n > 1) {
		key.which = n - 1;
		a = bpf_map_lookup_elem(&own_addrs, &key);
	}
	first->n = 0;
	if (a && (ret >= 0 || ret == -EINPROGRESS || a->sock == sock)) {
		s->addr = (u64)a->bytes;
		s->addrs = n;
	}
}

#endif
