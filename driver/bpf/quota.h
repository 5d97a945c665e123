/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/* Calls whose parameters depend on the command: quotactl and semop. */
#ifndef FALCOC_QUOTA_H
#define FALCOC_QUOTA_H

#include "sock.h"

#define CONV_QUOTA_CMD 70
#define CONV_QUOTA_FORMAT 71

/* Commands as the schema numbers them. */
#define Q_QUOTAON 0x1
#define Q_GETFMT 0x4
#define Q_GETINFO 0x8
#define Q_SETINFO 0x10
#define Q_GETQUOTA 0x20
#define Q_SETQUOTA 0x40
#define Q_XGETQUOTA 0x400
#define Q_XSETQLIM 0x800
#define QFMT_NOT_USED 1

/* User memory: struct if_dqblk and struct if_dqinfo. */
struct user_dqblk {
	u64 bhardlimit, bsoftlimit, curspace, ihardlimit, isoftlimit, curinodes, btime, itime;
	u32 valid, pad;
};
struct user_dqinfo {
	u64 bgrace, igrace;
	u32 flags, valid;
};

SEC("tp_btf/sys_exit")
int quotactl(u64 *ctx)
{
	struct scratch *s = scratch();
	struct user_dqblk b = {};
	struct user_dqinfo i = {};
	u32 cmd, fmt = 0;
	u64 addr;

	if (!s || !begin(s, EVT_QUOTACTL_X, EVT_QUOTACTL_X_PARAMS))
		return 0;
	cmd = convert(CONV_QUOTA_CMD, (u32)s->args[0] >> 8);
	addr = s->args[3];
	push_u64(s, s->args[6]);
	push_user_str(s->args[1]);
	if (cmd == Q_QUOTAON)
		push_user_str(addr);
	else
		push_empty(s);
	if (cmd == Q_GETQUOTA || cmd == Q_SETQUOTA)
		bpf_probe_read_user(&b, sizeof b, (void *)addr);
	push_u64(s, b.valid & 1 ? b.bhardlimit : 0);
	push_u64(s, b.valid & 1 ? b.bsoftlimit : 0);
	push_u64(s, b.valid & 2 ? b.curspace : 0);
	push_u64(s, b.valid & 4 ? b.ihardlimit : 0);
	push_u64(s, b.valid & 4 ? b.isoftlimit : 0);
	push_u64(s, b.valid & 16 ? b.btime : 0);
	push_u64(s, b.valid & 32 ? b.itime : 0);
	if (cmd == Q_GETINFO || cmd == Q_SETINFO)
		bpf_probe_read_user(&i, sizeof i, (void *)addr);
	push_u64(s, i.valid & 1 ? i.bgrace : 0);
	push_u64(s, i.valid & 2 ? i.igrace : 0);
	push_u8(s, i.valid & 4 ? i.flags : 0);
	if (cmd == Q_GETFMT) {
		bpf_probe_read_user(&fmt, sizeof fmt, (void *)addr);
		fmt = convert(CONV_QUOTA_FORMAT, fmt);
	} else {
		fmt = QFMT_NOT_USED;
	}
	push_u8(s, fmt);
	push_u16(s, cmd);
	push_u8(s, (u8)s->args[0] < 2 ? (u8)s->args[0] + 1 : 0); /* user or group */
	push_u32(s, cmd & (Q_GETQUOTA | Q_SETQUOTA | Q_XGETQUOTA | Q_XSETQLIM) ? s->args[2] : 0);
	push_u8(s, cmd == Q_QUOTAON ? convert(CONV_QUOTA_FORMAT, s->args[2]) : QFMT_NOT_USED);
	submit();
	return 0;
}

static __always_inline u16 sem_flags(u16 v)
{
	return (v & 0x800 ? 1 : 0) | (v & 0x1000 ? 2 : 0); /* IPC_NOWAIT, SEM_UNDO */
}

/* The first two operations, none when the call has failed. */
SEC("tp_btf/sys_exit")
int semop(u64 *ctx)
{
	struct scratch *s = scratch();
	struct {
		u16 num;
		s16 op;
		u16 flags;
	} ops[2] = {};
	u32 n;

	if (!s || !begin(s, EVT_SEMOP_X, EVT_SEMOP_X_PARAMS))
		return 0;
	n = s->args[2];
	if (!s->args[6] && s->args[1] && n)
		bpf_probe_read_user(ops, n == 1 ? sizeof ops[0] : sizeof ops, (void *)s->args[1]);
	push_u64(s, s->args[6]);
	push_u32(s, n);
	for (int i = 0; i < 2; i++) {
		push_u16(s, ops[i].num);
		push_u16(s, ops[i].op);
		push_u16(s, sem_flags(ops[i].flags));
	}
	push_u32(s, s->args[0]);
	submit();
	return 0;
}

#endif
