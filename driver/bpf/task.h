/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/* What is read of a task and of its memory. */
#ifndef FALCOC_TASK_H
#define FALCOC_TASK_H

#include "event.h"

#define PF_KTHREAD 0x00200000
#define PF_IO_WORKER 0x10
#define PIDTYPE_PGID 2
#define RLIMIT_NOFILE 7
#define MAX_ARGS 4096
#define MAX_CGROUP_DEPTH 8
#define MAX_CGROUP_NAME 256

/* A task that is in a 32-bit call. */
#if defined(__TARGET_ARCH_x86)
#define TS_COMPAT 2
#define IS_COMPAT(t) (BPF_CORE_READ(t, thread_info.status) & TS_COMPAT)
#elif defined(__TARGET_ARCH_arm64)
#define TIF_32BIT 22
#define IS_COMPAT(t) (BPF_CORE_READ(t, thread_info.flags) >> TIF_32BIT & 1)
#endif

#define CURRENT ((struct task_struct *)bpf_get_current_task())

/* The id of a struct pid in the namespace of that level, 0 if it is not seen there. */
static __always_inline int pid_at_level(struct pid *pid, u32 level)
{
	if (level > BPF_CORE_READ(pid, level))
		return 0;
	u64 at = (u64)pid + bpf_core_field_offset(pid->numbers) + (u64)level * bpf_core_type_size(struct upid);

	return BPF_CORE_READ((struct upid *)at, nr);
}

static __always_inline u32 ns_level(struct task_struct *t)
{
	u32 level = BPF_CORE_READ(t, thread_pid, level);

	return level & 31; /* the kernel nests 32 deep */
}

static __always_inline s64 vtid(struct task_struct *t)
{
	return pid_at_level(BPF_CORE_READ(t, thread_pid), ns_level(t));
}

static __always_inline s64 vpid(struct task_struct *t)
{
	return pid_at_level(BPF_CORE_READ(t, group_leader, thread_pid), ns_level(t));
}

static __always_inline struct pid *pgrp(struct task_struct *t)
{
	return BPF_CORE_READ(t, signal, pids[PIDTYPE_PGID]);
}

/* Start of the task's pid namespace, ns since boot. */
static __always_inline u64 pidns_start(struct task_struct *t)
{
	struct pid *pid = BPF_CORE_READ(t, thread_pid);
	u64 at = (u64)pid + bpf_core_field_offset(pid->numbers) + (u64)ns_level(t) * bpf_core_type_size(struct upid);

	return BPF_CORE_READ((struct upid *)at, ns, child_reaper, start_boottime);
}

static __always_inline u32 tty_nr(struct task_struct *t)
{
	struct tty_struct *tty = BPF_CORE_READ(t, signal, tty);
	u32 major, minor;

	if (!tty)
		return 0;
	major = BPF_CORE_READ(tty, driver, major);
	minor = BPF_CORE_READ(tty, driver, minor_start) + BPF_CORE_READ(tty, index);
	return (minor & 0xff) | major << 8 | (minor & ~0xffu) << 12;
}

static __always_inline u32 loginuid(struct task_struct *t)
{
	if (!bpf_core_field_exists(t->loginuid))
		return -1;
	return BPF_CORE_READ(t, loginuid.val);
}

static __always_inline u64 fd_limit(struct task_struct *t)
{
	return BPF_CORE_READ(t, signal, rlim[RLIMIT_NOFILE].rlim_cur);
}

static __always_inline u64 cap_set(struct task_struct *t, u32 which)
{
	const struct cred *c = BPF_CORE_READ(t, cred);
	u64 v = 0;

	if (which == 0)
		bpf_core_read(&v, 8, &c->cap_inheritable);
	else if (which == 1)
		bpf_core_read(&v, 8, &c->cap_permitted);
	else
		bpf_core_read(&v, 8, &c->cap_effective);
	return v & ((1ull << 41) - 1);
}

/* Pages of kind i: file, anonymous, swapped, shared. */
static __always_inline u64 rss_pages(struct mm_struct *mm, int i)
{
	s64 v = 0;

	if (bpf_core_type_exists(struct mm_rss_stat)) {
		struct mm_struct___v61 *old = (void *)mm;
		u64 at = (u64)&old->rss_stat.count;

		bpf_probe_read_kernel(&v, 8, (void *)(at + 8 * i));
	} else {
		u64 at = (u64)mm + bpf_core_field_offset(mm->rss_stat) + bpf_core_type_size(struct percpu_counter) * i;

		v = BPF_CORE_READ((struct percpu_counter *)at, count);
	}
	return v > 0 ? v : 0;
}

#define KB(pages) ((u32)((pages) << 2)) /* pages of 4 kB */

static __always_inline u32 vm_size(struct mm_struct *mm)
{
	return mm ? KB(BPF_CORE_READ(mm, total_vm)) : 0;
}

static __always_inline u32 vm_rss(struct mm_struct *mm)
{
	return mm ? KB(rss_pages(mm, 0) + rss_pages(mm, 1) + rss_pages(mm, 3)) : 0;
}

static __always_inline u32 vm_swap(struct mm_struct *mm)
{
	return mm ? KB(rss_pages(mm, 2)) : 0;
}

/* The NUL-separated strings in [from, to) of the current task's memory; the last byte is made NUL. */
static __always_inline u32 read_strings(struct scratch *s, u64 from, u64 to, u32 max)
{
	u8 *at = cursor(s);
	u64 n = to - from;

	if (from >= to)
		return 0;
	if (n > max) {
		n = max;
		COUNT(cut);
	}
	BOUND(n, POS_MASK);
	if (!n || bpf_probe_read_user(at, n, (void *)from))
		return 0;
	n--;
	BOUND(n, POS_MASK);
	at[n] = 0;
	return n + 1;
}

/* exe and args: the first string of the argument area and the rest of it. */
__noinline int push_exe_args(u64 mm_ptr)
{
	struct mm_struct *mm = (void *)mm_ptr;
	struct scratch *s = scratch();
	u64 from, to;
	long len;

	if (!s)
		return 0;
	if (!mm) {
		push_empty(s);
		push_empty(s);
		return 0;
	}
	from = BPF_CORE_READ(mm, arg_start);
	to = BPF_CORE_READ(mm, arg_end);
	len = from < to ? read_user_str(cursor(s), MAX_ARGS, from) : 0;
	if (len < 0)
		len = 0;
	put_len(s, len);
	put_len(s, read_strings(s, from + len, to, MAX_ARGS - len));
	return 0;
}

__noinline int push_env(u64 mm_ptr)
{
	struct mm_struct *mm = (void *)mm_ptr;
	struct scratch *s = scratch();

	if (!s)
		return 0;
	put_len(s, mm ? read_strings(s, BPF_CORE_READ(mm, env_start), BPF_CORE_READ(mm, env_end), MAX_ARGS) : 0);
	return 0;
}

static __always_inline struct kernfs_node *kernfs_parent(struct kernfs_node *kn)
{
	struct kernfs_node___v614 *old = (void *)kn;

	if (bpf_core_field_exists(kn->__parent))
		return BPF_CORE_READ(kn, __parent);
	return BPF_CORE_READ(old, parent);
}

/* Appends "name=path\0" of the cgroup of one subsystem; the caller ends the parameter. */
__noinline int add_cgroup(u64 task, u32 subsys, u64 name, u32 name_len)
{
	struct task_struct *t = (void *)task;
	struct kernfs_node *kn, *up[MAX_CGROUP_DEPTH];
	struct scratch *s = scratch();
	struct css_set *set;
	struct cgroup_subsys_state *css = 0;
	int depth = 0;
	long n;

	if (!s || !t)
		return 0;
	set = BPF_CORE_READ(t, cgroups);
	bpf_probe_read_kernel(&css, 8, (void *)((u64)set + bpf_core_field_offset(set->subsys) + 8ull * subsys));
	if (!css)
		return 0;
	kn = BPF_CORE_READ(css, cgroup, kn);
	*(u64 *)cursor(s) = name;
	s->pos += name_len & 15;
	for (int i = 0; i < MAX_CGROUP_DEPTH; i++) {
		struct kernfs_node *parent = kn ? kernfs_parent(kn) : 0;

		up[i] = parent ? kn : 0; /* the root has no name */
		if (up[i])
			depth = i + 1;
		kn = parent;
	}
	if (!depth) {
		*cursor(s) = '/';
		s->pos++;
	}
	for (int i = MAX_CGROUP_DEPTH - 1; i >= 0; i--) {
		if (!up[i])
			continue;
		*cursor(s) = '/';
		s->pos++;
		n = bpf_probe_read_kernel_str(cursor(s), MAX_CGROUP_NAME, BPF_CORE_READ(up[i], name));
		if (n > 0)
			s->pos += n - 1;
	}
	*cursor(s) = 0;
	s->pos++;
	return 0;
}

/* Up to eight characters, first one in the low byte. */
#define NAME8(a, b, c, d, e, f, g, h)                                                                             \
	((u64)(a) | (u64)(b) << 8 | (u64)(c) << 16 | (u64)(d) << 24 | (u64)(e) << 32 | (u64)(f) << 40 | (u64)(g) << 48 | \
	 (u64)(h) << 56)

#define ADD_CGROUP(id, len, ...)                                                                      \
	do {                                                                                          \
		if (bpf_core_enum_value_exists(enum cgroup_subsys_id, id))                            \
			add_cgroup((u64)t, bpf_core_enum_value(enum cgroup_subsys_id, id), NAME8(__VA_ARGS__), len); \
	} while (0)

static __always_inline void push_cgroups(struct scratch *s, struct task_struct *t)
{
	u32 start = s->pos, len;

	ADD_CGROUP(cpuset_cgrp_id, 7, 'c', 'p', 'u', 's', 'e', 't', '=', 0);
	ADD_CGROUP(cpu_cgrp_id, 4, 'c', 'p', 'u', '=', 0, 0, 0, 0);
	ADD_CGROUP(cpuacct_cgrp_id, 8, 'c', 'p', 'u', 'a', 'c', 'c', 't', '=');
	ADD_CGROUP(io_cgrp_id, 3, 'i', 'o', '=', 0, 0, 0, 0, 0);
	ADD_CGROUP(memory_cgrp_id, 7, 'm', 'e', 'm', 'o', 'r', 'y', '=', 0);
	len = s->pos - start;
	s->pos = start;
	put_len(s, len);
}

/* pid, tid and memory parameters that exec and clone have in common: tid to comm. */
__noinline int push_task(u64 task)
{
	struct task_struct *t = (void *)task;
	struct scratch *s = scratch();
	struct mm_struct *mm;

	if (!s || !t)
		return 0;
	mm = BPF_CORE_READ(t, mm);
	push_u64(s, (s64)BPF_CORE_READ(t, pid));
	push_u64(s, (s64)BPF_CORE_READ(t, tgid));
	push_u64(s, (s64)BPF_CORE_READ(t, real_parent, pid));
	push_empty(s); /* cwd: user space keeps it */
	push_u64(s, fd_limit(t));
	push_u64(s, BPF_CORE_READ(t, maj_flt));
	push_u64(s, BPF_CORE_READ(t, min_flt));
	push_u32(s, vm_size(mm));
	push_u32(s, vm_rss(mm));
	push_u32(s, vm_swap(mm));
	push_kernel_str((u64)t + bpf_core_field_offset(t->comm));
	push_cgroups(s, t);
	return 0;
}

/* Notes what the event that is being made tells of a task. */
static __always_inline void told(struct task_struct *t, u32 tid)
{
	struct told v = {.uid = BPF_CORE_READ(t, cred, euid.val), .uid_known = 1};

	bpf_probe_read_kernel_str(v.name, sizeof v.name, (void *)((u64)t + bpf_core_field_offset(t->comm)));
	bpf_map_update_elem(&tasks, &tid, &v, BPF_ANY);
}

/* The rule about user ids changes too much from call to call to be followed. */
static __always_inline void forget_user(void)
{
	u32 tid = bpf_get_current_pid_tgid();
	struct told *v = bpf_map_lookup_elem(&tasks, &tid);

	if (v)
		v->uid_known = 0;
}

#endif
