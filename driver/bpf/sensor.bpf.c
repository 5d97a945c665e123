//go:build ignore

// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0
/*
 * The kernel side of the sensor. sys_exit looks the call up in a table that user
 * space wrote and hands it to the program that makes its event; exec, fork and
 * exit have tracepoints of their own. Every program can be loaded without the
 * others. Events are bytes in the capture format, see driver/event.go.
 *
 * Needs kernel 5.8: BTF tracepoints and ring buffers.
 */
#include "uring.h"

char LICENSE[] SEC("license") = "GPL"; /* helpers that read kernel memory ask for it */

#if defined(__TARGET_ARCH_x86)
#define SYSCALL_NR(r) ((u32)(r)->orig_ax)
#define SOCKETCALL_32 102
#define OLD_MMAP_32 90
#define BEAT_NR 146
#define BEAT_ARG(r) ((r)->di)
#elif defined(__TARGET_ARCH_arm64)
#define SYSCALL_NR(r) ((u32)(r)->syscallno)
#define BEAT_NR 125
#define BEAT_ARG(r) ((r)->orig_x0)
#endif

#define BEAT_MAGIC 0x7ea7bea7

SEC("tp_btf/sys_exit")
int sys_exit(u64 *ctx)
{
	struct pt_regs *regs = (void *)ctx[0];
	s64 ret = ctx[1];
	struct settings *c;
	struct scratch *s;
	struct call *call;
	bool compat = false;
	u32 id = SYSCALL_NR(regs), verdict = FOR_RULES;

	/* The sensor's own sign of life: a harmless call with an argument of no use. */
	if (id == BEAT_NR && BEAT_ARG(regs) == BEAT_MAGIC)
		COUNT(beats);
	call = wanted_call(id);
#if defined(__TARGET_ARCH_x86)
	/* 32-bit calls have numbers of their own, except that an exec between the
	 * widths shows the old width's number with the new width's flag. The flag is
	 * looked at only if one of the two meanings is wanted: this runs on every call. */
	struct call *other = 0;
	u64 list = 0; /* where the arguments are if they are in memory */
	u32 key = id, *native;

	if (id == SOCKETCALL_32 && IS_COMPAT(CURRENT)) {
		key = COMPAT_SOCKETS + (regs->bx & 31);
		list = (u32)regs->cx;
	}
	native = bpf_map_lookup_elem(&compat_calls, &key);
	if (native) {
		u32 nr = *native;

		other = wanted_call(nr);
		if ((call || other) && id != 59 && id != 322 && IS_COMPAT(CURRENT)) {
			call = other;
			if (id == OLD_MMAP_32)
				list = (u32)regs->bx;
			id = nr;
			compat = true;
		}
	}
#else
	if (call && IS_COMPAT(CURRENT)) {
		COUNT(produced);
		LOSE(call->event, compat);
		return 0;
	}
#endif
	if (!call)
		return 0;
	c = settings();
	if (self(c))
		return 0;
	COUNT(calls);
	s = scratch();
	if (!s)
		return 0;
	if (s->busy) {
		COUNT(produced);
		LOSE(call->event, nested);
		return 0;
	}
	s->ring = 0;
	s->id = id;
	s->compat = compat;
	s->given = 0;
	s->own[0] = s->own[1] = s->addr = 0;
	s->event = call->event;
	s->code = call->code;
#if defined(__TARGET_ARCH_x86)
	if (list && compat) {
		for (int i = 0; i < 6; i++) {
			u32 v = 0;

			bpf_probe_read_user(&v, 4, (void *)(list + 4 * i));
			s->args[i] = v;
		}
	} else if (compat) {
		s->args[0] = (u32)regs->bx;
		s->args[1] = (u32)regs->cx;
		s->args[2] = (u32)regs->dx;
		s->args[3] = (u32)regs->si;
		s->args[4] = (u32)regs->di;
		s->args[5] = (u32)regs->bp;
	} else {
		s->args[0] = regs->di;
		s->args[1] = regs->si;
		s->args[2] = regs->dx;
		s->args[3] = regs->r10;
		s->args[4] = regs->r8;
		s->args[5] = regs->r9;
	}
#elif defined(__TARGET_ARCH_arm64)
	s->args[0] = regs->orig_x0;
	s->args[1] = regs->regs[1];
	s->args[2] = regs->regs[2];
	s->args[3] = regs->regs[3];
	s->args[4] = regs->regs[4];
	s->args[5] = regs->regs[5];
#endif
	s->args[6] = ret;
	s->args[7] = 0;
	if (call->own[0] | call->own[1])
		take_own();
	else if (call->addr)
		take_address();
	if (call->guard)
		verdict = guard_passes(call->guard);
	if (verdict == NOT_WANTED) {
		u32 type = call->event;
		u64 *n = bpf_map_lookup_elem(&filtered, &type);

		if (n)
			(*n)++;
		COUNT(produced);
		COUNT(filtered);
		if (call->own[0] | call->own[1])
			forget_own();
		return 0;
	}
	if (call->on & CALL_USER)
		forget_user();
	if (call->fd_arg)
		introduce(s->args[(call->fd_arg - 1) & 7]);
	if (call->opens && verdict == FOR_RULES && ret >= 0)
		tell_opened(call->opens - 1);
	bpf_tail_call(ctx, &progs, call->prog);
	COUNT(produced);
	LOSE(call->event, program);
	return 0;
}
