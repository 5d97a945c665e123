/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/* Processes: exec, clone, exit. */
#ifndef FALCOC_EXEC_H
#define FALCOC_EXEC_H

#include "own.h"

#define CLONE_NEWPID 0x20000000

__noinline int push_exec_creds(u64 task)
{
	struct task_struct *t = (void *)task;
	struct scratch *s = scratch();
	struct file *exe;
	struct inode *inode;
	u32 flags = 0;

	if (!s || !t)
		return 0;
	exe = BPF_CORE_READ(t, mm, exe_file);
	inode = exe ? BPF_CORE_READ(exe, f_inode) : 0;
	push_u32(s, tty_nr(t));
	push_u64(s, (s64)pid_at_level(pgrp(t), ns_level(t)));
	push_u32(s, loginuid(t));
	if (inode) {
		enum layer l = inode_layer(inode);

		if (inode_writable((u64)t, (u64)inode))
			flags |= EXE_WRITABLE;
		if (l == LAYER_UPPER)
			flags |= EXE_UPPER_LAYER;
		else if (l == LAYER_LOWER)
			flags |= EXE_LOWER_LAYER;
		if (is_memfd(BPF_CORE_READ(exe, f_path.dentry)))
			flags |= EXE_FROM_MEMFD;
	}
	push_u32(s, flags);
	push_u64(s, cap_set(t, 0));
	push_u64(s, cap_set(t, 1));
	push_u64(s, cap_set(t, 2));
	push_u64(s, inode ? BPF_CORE_READ(inode, i_ino) : 0);
	push_u64(s, inode ? inode_ctime(inode) : 0);
	push_u64(s, inode ? inode_mtime(inode) : 0);
	push_u32(s, BPF_CORE_READ(t, cred, euid.val));
	push_path(exe ? (u64)exe + bpf_core_field_offset(exe->f_path) : 0);
	push_u64(s, (s64)pid_at_level(pgrp(t), 0));
	push_u32(s, BPF_CORE_READ(t, cred, egid.val));
	return 0;
}

static __always_inline bool self(struct settings *c)
{
	return c && c->self_tgid && c->self_tgid == bpf_get_current_pid_tgid() >> 32;
}

/* A successful execve or execveat, seen with the new image in place. */
SEC("tp_btf/sched_process_exec")
int BPF_PROG(sched_exec, struct task_struct *p, int old_pid, struct linux_binprm *bprm)
{
	struct task_struct *t = CURRENT;
	struct scratch *s = scratch();
	struct mm_struct *mm;

	if (!s || !wanted(EVT_EXECVE_X) || self(settings()) || BPF_CORE_READ(t, flags) & PF_KTHREAD)
		return 0;
	if (!begin(s, EVT_EXECVE_X, EVT_EXECVE_X_PARAMS))
		return 0;
	told(t, s->tid);
	mm = BPF_CORE_READ(t, mm);
	push_u64(s, 0);
	push_exe_args((u64)mm);
	push_task((u64)t);
	push_env((u64)mm);
	push_exec_creds((u64)t);
	push_kernel_str((u64)BPF_CORE_READ(bprm, filename));
	submit();
	return 0;
}

/* Strings of an argv or envp array in user memory, one after the other. */
__noinline int add_strings(u64 array, u32 from)
{
	struct scratch *s = scratch();
	u32 start, width;

	if (!s || !array)
		return 0;
	start = s->pos;
	width = s->compat ? 4 : 8;
	for (u32 i = from; i < 16; i++) {
		u32 room = MAX_ARGS - (s->pos - start);
		u64 ptr = 0;
		long n;

		if (room > MAX_ARGS || !room)
			break;
		if (bpf_probe_read_user(&ptr, width, (void *)(array + (u64)width * i)) || !ptr)
			break;
		BOUND(room, 0x1fff);
		n = read_user_str(cursor(s), room, ptr);
		if (n <= 0)
			break;
		s->pos += n;
	}
	return 0;
}

static __always_inline void push_strings(struct scratch *s, u64 array, u32 from)
{
	u32 start = s->pos, len;

	add_strings(array, from);
	len = s->pos - start;
	s->pos = start;
	put_len(s, len);
}

/* A failed execve or execveat; the argument strings are still the caller's. */
SEC("tp_btf/sys_exit")
int exec_failed(u64 *ctx)
{
	struct task_struct *t = CURRENT;
	struct scratch *s = scratch();
	u64 name, argv, envp;
	bool at;

	if (!s || !s->args[6]) /* sched_exec has reported the success */
		return 0;
	at = s->event == EVT_EXECVEAT_X;
	name = s->args[0];
	argv = at ? s->args[2] : s->args[1];
	envp = at ? s->args[3] : s->args[2];
	if (!begin(s, at ? EVT_EXECVEAT_X : EVT_EXECVE_X, at ? EVT_EXECVEAT_X_PARAMS : EVT_EXECVE_X_PARAMS))
		return 0;
	push_u64(s, s->args[6]);
	if (argv) {
		u64 ptr = 0;

		bpf_probe_read_user(&ptr, s->compat ? 4 : 8, (void *)argv);
		push_user_str(ptr);
		push_strings(s, argv, 1);
	} else {
		push_u8(s, 0);
		push_empty(s);
	}
	push_task((u64)t);
	push_strings(s, envp, 0);
	push_exec_creds((u64)t);
	if (!at)
		push_user_str(name);
	submit();
	return 0;
}

static __always_inline void push_clone_tail(struct scratch *s, struct task_struct *t, u32 flags)
{
	push_u32(s, flags);
	push_u32(s, BPF_CORE_READ(t, cred, euid.val));
	push_u32(s, BPF_CORE_READ(t, cred, egid.val));
	push_u64(s, vtid(t));
	push_u64(s, vpid(t));
	push_u64(s, pidns_start(t));
}

#define CONV_CLONE_FLAGS 1

/* clone, clone3, fork and vfork: in the parent, and in the child with result 0. */
SEC("tp_btf/sys_exit")
int clone_exit(u64 *ctx)
{
	struct task_struct *t = CURRENT;
	struct scratch *s = scratch();
	u64 flags = 0;
	u32 out;
	s64 ret;

	if (!s)
		return 0;
	ret = s->args[6];
	if (s->event == EVT_CLONE_X)
		flags = s->args[0];
	else if (s->event == EVT_CLONE3_X)
		bpf_probe_read_user(&flags, 8, (void *)s->args[0]);
	if (!begin(s, s->event, EVT_CLONE_X_PARAMS))
		return 0;
	if (!ret)
		told(t, s->tid);
	push_u64(s, ret);
	if (ret >= 0) {
		push_exe_args((u64)BPF_CORE_READ(t, mm));
	} else {
		push_empty(s);
		push_empty(s);
	}
	push_task((u64)t);
	out = convert(CONV_CLONE_FLAGS, flags);
	if (ns_level(t))
		out |= CL_CHILD_IN_PIDNS;
	else if (ret > 0 && BPF_CORE_READ(t, nsproxy, pid_ns_for_children) &&
		 BPF_CORE_READ(t, nsproxy, pid_ns_for_children, level) != 0)
		out |= CL_CHILD_IN_PIDNS;
	push_clone_tail(s, t, out);
	submit();
	return 0;
}

#if defined(__TARGET_ARCH_arm64)
/* The child's side where a new task does not leave its call through sys_exit. */
SEC("tp_btf/sched_process_fork")
int sched_fork(u64 *ctx)
{
	struct scratch *s = scratch();
	struct task_struct *parent = CURRENT, *t = 0;
	u32 flags = 0;

	/* Read as a number: kernel 6.1 lets no typed pointer be handed to a function. */
	bpf_probe_read_kernel(&t, sizeof t, ctx + 1);
	if (!s || !wanted(EVT_CLONE_X) || BPF_CORE_READ(t, flags) & PF_KTHREAD)
		return 0;
	if (!begin(s, EVT_CLONE_X, EVT_CLONE_X_PARAMS))
		return 0;
	s->tid = BPF_CORE_READ(t, pid);
	told(t, s->tid);
	push_u64(s, 0);
	push_exe_args((u64)BPF_CORE_READ(CURRENT, mm));
	push_task((u64)t);
	if (BPF_CORE_READ(t, pid) != BPF_CORE_READ(t, tgid))
		flags |= CL_CLONE_THREAD | CL_CLONE_SIGHAND | CL_CLONE_VM;
	if (BPF_CORE_READ(parent, files) == BPF_CORE_READ(t, files))
		flags |= CL_CLONE_FILES;
	if (ns_level(t))
		flags |= CL_CHILD_IN_PIDNS;
	push_clone_tail(s, t, flags);
	submit();
	return 0;
}
#endif

#define PF_EXITING 4

/* The thread that inherits the children of an exiting one: 0 none, -1 unknown. */
__noinline int reaper(u64 task)
{
	struct task_struct *t = (void *)task, *r;
	struct list_head *head, *at;
	struct signal_struct *sig;
	struct pid *pid;
	u64 upid;
	u32 level;

	if (!t)
		return 0;
	head = (void *)((u64)t + bpf_core_field_offset(t->children));
	if (BPF_CORE_READ(head, next) == head)
		return 0;
	/* A living thread of the same process. */
	head = (void *)((u64)BPF_CORE_READ(t, signal) + bpf_core_field_offset(struct signal_struct, thread_head));
	at = BPF_CORE_READ(head, next);
	for (int i = 0; i < 30; i++) {
		if (at == head || !at)
			break;
		r = (void *)((u64)at - bpf_core_field_offset(struct task_struct, thread_node));
		if (r != t && !(BPF_CORE_READ(r, flags) & PF_EXITING))
			return BPF_CORE_READ(r, pid);
		at = BPF_CORE_READ(at, next);
		if (i == 29 && at != head)
			return -1;
	}
	pid = BPF_CORE_READ(t, thread_pid);
	level = ns_level(t);
	upid = (u64)pid + bpf_core_field_offset(pid->numbers) + (u64)level * bpf_core_type_size(struct upid);
	r = BPF_CORE_READ((struct upid *)upid, ns, child_reaper);
	if (BPF_CORE_READ(r, tgid) == BPF_CORE_READ(t, tgid))
		return 0; /* the namespace ends with its init */
	/* The nearest ancestor that adopts orphans, in the same namespace. */
	t = BPF_CORE_READ(t, real_parent);
	for (int i = 0; i < 60; i++) {
		if (!t || ns_level(t) != level || t == r || BPF_CORE_READ(t, pid) == 0)
			return BPF_CORE_READ(r, pid);
		sig = BPF_CORE_READ(t, signal);
		if (BPF_CORE_READ_BITFIELD_PROBED(sig, is_child_subreaper) && !(BPF_CORE_READ(t, flags) & PF_EXITING))
			return BPF_CORE_READ(t, pid);
		t = BPF_CORE_READ(t, real_parent);
	}
	return -1;
}

SEC("tp_btf/sched_process_exit")
int sched_exit(u64 *ctx)
{
	struct task_struct *t = CURRENT;
	struct scratch *s = scratch();
	u32 code;

	if (!s || !wanted(EVT_PROCEXIT_E) || self(settings()) || BPF_CORE_READ(t, flags) & PF_KTHREAD)
		return 0;
	if (!begin(s, EVT_PROCEXIT_E, EVT_PROCEXIT_E_PARAMS))
		return 0;
	code = BPF_CORE_READ(t, exit_code);
	push_u64(s, (s64)(s32)code);
	push_u64(s, code >> 8 & 0xff);
	push_u8(s, (code & 0x7f) != 0x7f ? code & 0x7f : 0);
	push_u8(s, (code & 0x80) != 0);
	push_u64(s, (s64)reaper((u64)t));
	submit();
	return 0;
}

#endif
