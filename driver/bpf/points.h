/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/* Events that no system call makes: signals, switches, page faults. Attached on demand. */
#ifndef FALCOC_POINTS_H
#define FALCOC_POINTS_H

#include "sock.h"

#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGKILL 9
#define SIGTERM 15
#define SIGCHLD 17
#define SIGTSTP 20
#define SIGRTMIN 32
#define SIGRTMAX 64

/* Who has sent the signal, as far as the kernel says so; 0 for none. */
static __always_inline s32 sender(int sig, struct kernel_siginfo *info)
{
	s32 pid = BPF_CORE_READ(info, _sifields._kill._pid);

	switch (sig) {
	case SIGKILL:
	case SIGCHLD:
		return pid;
	case SIGTERM:
	case SIGHUP:
	case SIGINT:
	case SIGTSTP:
	case SIGQUIT:
		return BPF_CORE_READ(info, si_code) <= 0 ? pid : 0; /* positive codes are the kernel's own */
	}
	return sig >= SIGRTMIN && sig <= SIGRTMAX ? pid : 0;
}

SEC("tp_btf/signal_deliver")
int BPF_PROG(signal_deliver, int sig, struct kernel_siginfo *info)
{
	struct scratch *s = scratch();

	if (!s || !wanted(EVT_SIGNALDELIVER_E) || self(settings()) || !begin(s, EVT_SIGNALDELIVER_E, EVT_SIGNALDELIVER_E_PARAMS))
		return 0;
	push_u64(s, info ? sender(sig, info) : 0);
	push_u64(s, (u32)bpf_get_current_pid_tgid());
	push_u8(s, sig);
	submit();
	return 0;
}

/* A thread leaves the CPU; the numbers are its own. */
SEC("tp_btf/sched_switch")
int BPF_PROG(sched_switch, bool preempt, struct task_struct *prev, struct task_struct *next)
{
	struct scratch *s = scratch();
	struct mm_struct *mm;

	if (!s || !wanted(EVT_SCHEDSWITCH_E) || self(settings()) || !begin(s, EVT_SCHEDSWITCH_E, EVT_SCHEDSWITCH_E_PARAMS))
		return 0;
	mm = BPF_CORE_READ(prev, mm);
	push_u64(s, (s64)BPF_CORE_READ(next, pid));
	push_u64(s, BPF_CORE_READ(prev, maj_flt));
	push_u64(s, BPF_CORE_READ(prev, min_flt));
	push_u32(s, vm_size(mm));
	push_u32(s, vm_rss(mm));
	push_u32(s, vm_swap(mm));
	submit();
	return 0;
}

#if defined(__TARGET_ARCH_x86)
/* The error code of the processor; where a bit is clear, the schema has a flag too. */
static __always_inline u32 fault_flags(u64 error)
{
	return (error & 1 ? PF_PROTECTION_VIOLATION : PF_PAGE_NOT_PRESENT) | (error & 2 ? PF_WRITE_ACCESS : PF_READ_ACCESS) |
	       (error & 4 ? PF_USER_FAULT : PF_SUPERVISOR_FAULT) | (error & 8 ? PF_RESERVED_PAGE : 0) |
	       (error & 16 ? PF_INSTRUCTION_FETCH : 0);
}

static __always_inline int page_fault(u64 addr, struct pt_regs *regs, u64 error)
{
	struct scratch *s = scratch();

	/* A program that reads memory faults itself: that is no event, and none is lost. */
	if (!s || s->busy || !wanted(EVT_PAGE_FAULT_E) || self(settings()) || !begin(s, EVT_PAGE_FAULT_E, EVT_PAGE_FAULT_E_PARAMS))
		return 0;
	push_u64(s, addr);
	push_u64(s, BPF_CORE_READ(regs, ip));
	push_u32(s, fault_flags(error));
	submit();
	return 0;
}

SEC("tp_btf/page_fault_user")
int BPF_PROG(page_fault_user, unsigned long addr, struct pt_regs *regs, unsigned long error)
{
	return page_fault(addr, regs, error);
}

SEC("tp_btf/page_fault_kernel")
int BPF_PROG(page_fault_kernel, unsigned long addr, struct pt_regs *regs, unsigned long error)
{
	return page_fault(addr, regs, error);
}
#endif

#endif
