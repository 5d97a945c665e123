/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/*
 * The kernel types that the programs read: only the members in use. CO-RE
 * finds each member's offset in the running kernel's BTF by its name, so the
 * order and the gaps here mean nothing. A suffix after three underscores makes
 * a flavour: the same kernel type as it was in other versions. TestSlimHeader
 * looks every member up in live BTF.
 */
#ifndef FALCOC_VMLINUX_H
#define FALCOC_VMLINUX_H

typedef unsigned char __u8;
typedef signed char __s8;
typedef unsigned short __u16;
typedef short __s16;
typedef unsigned int __u32;
typedef int __s32;
typedef unsigned long long __u64;
typedef long long __s64;
typedef __u16 __be16;
typedef __u32 __be32;
typedef __u32 __wsum;
typedef __u8 u8;
typedef __s8 s8;
typedef __u16 u16;
typedef __s16 s16;
typedef __u32 u32;
typedef __s32 s32;
typedef __u64 u64;
typedef __s64 s64;
typedef _Bool bool;
enum { false = 0, true = 1 };

/* The map types and flags that are in use (uapi numbers). */
enum {
	BPF_MAP_TYPE_HASH = 1,
	BPF_MAP_TYPE_LRU_HASH = 9,
	BPF_MAP_TYPE_ARRAY = 2,
	BPF_MAP_TYPE_PROG_ARRAY = 3,
	BPF_MAP_TYPE_PERCPU_ARRAY = 6,
	BPF_MAP_TYPE_ARRAY_OF_MAPS = 12,
	BPF_MAP_TYPE_RINGBUF = 27,
};
enum {
	BPF_F_NO_PREALLOC = 1,
	BPF_F_MMAPABLE = 1 << 10,
};
enum {
	BPF_ANY = 0,
};
enum {
	BPF_RB_NO_WAKEUP = 1,
	BPF_RB_FORCE_WAKEUP = 2,
	BPF_RB_AVAIL_DATA = 0,
};

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

#if defined(__TARGET_ARCH_x86)
struct pt_regs {
	unsigned long r9, r8, r10, dx, si, di, bx, cx, bp, orig_ax, ip;
};
struct thread_info {
	u32 status; /* TS_COMPAT */
};
#elif defined(__TARGET_ARCH_arm64)
struct pt_regs {
	u64 regs[31];
	u64 orig_x0;
	s32 syscallno;
};
struct thread_info {
	unsigned long flags; /* TIF_32BIT */
};
#endif

struct list_head {
	struct list_head *next;
};

struct timespec64 {
	s64 tv_sec;
	long tv_nsec;
};

typedef struct {
	u32 val;
} kuid_t;
typedef struct {
	u32 val;
} kgid_t;
/* Two words in an array before 6.3, one of 64 bits since: 8 bytes either way. */
typedef struct {
	u64 val;
} kernel_cap_t;

struct uid_gid_extent {
	u32 first, lower_first, count;
};
struct uid_gid_map {
	u32 nr_extents;
	struct uid_gid_extent extent[5];
};
struct user_namespace {
	struct uid_gid_map uid_map, gid_map;
	int level;
};
struct group_info {
	int ngroups;
	kgid_t gid[1];
};
struct cred {
	kuid_t euid, fsuid;
	kgid_t egid, fsgid;
	kernel_cap_t cap_inheritable, cap_permitted, cap_effective;
	struct user_namespace *user_ns;
	struct group_info *group_info;
};

struct ns_common {
	u32 inum;
};
struct task_struct;
struct pid_namespace {
	struct task_struct *child_reaper;
	u32 level;
};
struct upid {
	int nr;
	struct pid_namespace *ns;
};
struct pid {
	u32 level;
	struct upid numbers[1];
};
struct nsproxy {
	struct pid_namespace *pid_ns_for_children;
};

struct tty_driver {
	int major, minor_start;
};
struct tty_struct {
	struct tty_driver *driver;
	int index;
};
struct rlimit {
	unsigned long rlim_cur;
};
struct signal_struct {
	int nr_threads;
	struct list_head thread_head;
	struct pid *pids[4];
	struct tty_struct *tty;
	struct rlimit rlim[16];
	u32 is_child_subreaper : 1;
};

struct qstr {
	u32 len;
	const unsigned char *name;
};
struct super_block {
	u32 s_dev;
	unsigned long s_flags;
	unsigned long s_magic;
	struct user_namespace *s_user_ns;
};
struct inode {
	u16 i_mode;
	kuid_t i_uid;
	kgid_t i_gid;
	u32 i_flags;
	struct super_block *i_sb;
	unsigned long i_ino;
	/* 6.11 and later: */
	s64 i_ctime_sec, i_mtime_sec;
	u32 i_ctime_nsec, i_mtime_nsec;
};
struct inode___v66 { /* 6.6 (mtime: 6.7) to 6.10 */
	struct timespec64 __i_ctime, __i_mtime;
};
struct inode___v58 { /* up to 6.5 (mtime: 6.6) */
	struct timespec64 i_ctime, i_mtime;
};
struct dentry {
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
};
struct vfsmount {
	struct dentry *mnt_root;
};
struct mount {
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};
struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};
struct file {
	u32 f_mode;
	u32 f_flags;
	struct inode *f_inode;
	struct path f_path;
	void *private_data;
};
struct fdtable {
	u32 max_fds;
	struct file **fd;
};
struct files_struct {
	struct fdtable *fdt;
};

struct percpu_counter {
	s64 count;
};
typedef struct {
	s64 counter;
} atomic_long_t;
struct mm_rss_stat { /* up to 6.1 */
	atomic_long_t count[4];
};
struct mm_struct {
	unsigned long total_vm, arg_start, arg_end, env_start, env_end;
	struct file *exe_file;
	struct percpu_counter rss_stat[4]; /* 6.2 and later */
};
struct mm_struct___v61 {
	struct mm_rss_stat rss_stat; /* up to 6.1 */
};
struct linux_binprm {
	const char *filename;
};

struct kernfs_node {
	const char *name;
	struct kernfs_node *__parent; /* 6.15 and later */
	u64 id;
};
struct kernfs_node___v614 {
	struct kernfs_node *parent; /* up to 6.14 */
};
struct cgroup {
	struct kernfs_node *kn;
};
struct cgroup_subsys_state {
	struct cgroup *cgroup;
};
struct css_set {
	struct cgroup_subsys_state *subsys[16];
};
/* The members' numbers depend on the configuration: relocated by name. */
enum cgroup_subsys_id {
	cpuset_cgrp_id,
	cpu_cgrp_id,
	cpuacct_cgrp_id,
	io_cgrp_id,
	memory_cgrp_id,
};

struct task_struct {
	struct thread_info thread_info;
	u32 flags;
	int pid, tgid, exit_code;
	struct task_struct *real_parent, *group_leader;
	struct list_head children, sibling, thread_node;
	struct pid *thread_pid;
	struct mm_struct *mm;
	struct files_struct *files;
	struct signal_struct *signal;
	struct nsproxy *nsproxy;
	const struct cred *cred;
	struct css_set *cgroups;
	kuid_t loginuid; /* with CONFIG_AUDIT only */
	unsigned long min_flt, maj_flt;
	u64 start_boottime;
	char comm[16];
};

union __sifields {
	struct {
		int _pid;
	} _kill; /* of all signals with a sender, the same place */
};
struct kernel_siginfo {
	int si_code;
	union __sifields _sifields;
};

/* io_uring. A request starts with what its operation keeps of its arguments. */
struct io_uring_cqe {
	u64 user_data;
	s32 res;
};
struct io_cqe {
	u64 user_data;
	int fd;
};
struct io_rsrc_node {
	unsigned long file_ptr;
};
struct io_rsrc_data {
	unsigned int nr;
	struct io_rsrc_node **nodes;
};
struct io_file_table {
	struct io_rsrc_data data; /* 6.13 and later */
};
struct io_fixed_file {
	unsigned long file_ptr;
};
struct io_file_table___v612 {
	struct io_fixed_file *files;
};
struct io_ring_ctx {
	struct io_file_table file_table;
};
struct io_ring_ctx___v612 { /* up to 6.12 */
	struct io_file_table___v612 file_table;
	unsigned int nr_user_files;
};
struct io_uring_sqe {
	u8 opcode;
};
struct io_ring_ctx___v518 { /* read up to 5.18 */
	u32 *sq_array;
	struct io_uring_sqe *sq_sqes;
	u32 cached_sq_head, sq_entries;
};
struct io_kiocb {
	struct file *file;
	u8 opcode;
	u64 flags;
	struct io_cqe cqe; /* 5.19 and later */
	struct io_ring_ctx *ctx;
	void *async_data;
};
struct io_kiocb___v518 {
	u64 user_data;
};
struct filename {
	const char *name;
};
struct open_how {
	u64 flags, mode, resolve;
};
struct io_open {
	int dfd;
	u32 file_slot;
	struct filename *filename;
	struct open_how how;
};
struct io_rename {
	int old_dfd, new_dfd;
	struct filename *oldpath, *newpath;
	int flags;
};
struct io_unlink {
	int dfd, flags;
	struct filename *filename;
};
struct io_mkdir {
	int dfd;
	u16 mode;
	struct filename *filename;
};
struct io_link {
	int old_dfd, new_dfd;
	struct filename *oldpath, *newpath;
	int flags;
};
struct io_close {
	int fd;
	u32 file_slot;
};
struct io_connect {
	struct sockaddr *addr;
	int addr_len;
};
struct io_bind {
	int addr_len;
};
struct io_listen {
	int backlog;
};
struct io_shutdown {
	int how;
};
struct io_accept {
	int flags;
	u32 file_slot;
};
struct io_socket {
	int domain, type, protocol, flags;
	u32 file_slot;
};
struct io_sr_msg___v69 { /* 6.0 to 6.9 */
	void *addr;
};
struct io_sr_msg {
	void *buf;
	u64 len; /* of different widths */
};
struct kiocb {
	s64 ki_pos;
};
struct io_rw {
	struct kiocb kiocb;
	u64 addr;
	u32 len;
};
struct io_splice {
	u64 len;
	int splice_fd_in;
	unsigned int flags;
};
struct io_epoll_wait {
	int maxevents;
};
struct io_pipe {
	int *fds;
	int flags;
};
struct __kernel_sockaddr_storage {
};
struct msghdr {
	void *msg_name;
	int msg_namelen;
};
struct io_async_msghdr {
	struct msghdr msg;
	struct __kernel_sockaddr_storage addr;
};

struct in6_addr {}; /* its address is what is read: 16 bytes */
struct sock_common {
	__be32 skc_daddr, skc_rcv_saddr;
	__be16 skc_dport;
	u16 skc_num;
	u16 skc_family;
	u8 skc_state;
	struct in6_addr skc_v6_daddr, skc_v6_rcv_saddr;
};
struct sock {
	struct sock_common __sk_common;
	u16 sk_type;
	u16 sk_protocol;
	u32 sk_ack_backlog, sk_max_ack_backlog;
};
struct ipv6_pinfo {
	struct in6_addr saddr;
};
struct inet_sock {
	struct ipv6_pinfo *pinet6;
	__be32 inet_saddr;
	__be16 inet_sport;
};
struct sockaddr_un {
	u16 sun_family;
};
struct unix_address {
	struct sockaddr_un name[0];
};
struct unix_sock {
	struct unix_address *addr;
	struct sock *peer;
};
struct socket {
	s16 type;
	struct sock *sk;
};

#pragma clang attribute pop

/* User memory: the layouts of the system call interface. */
struct user_iovec {
	u64 base, len;
};
struct user_msghdr {
	u64 name;
	u32 namelen, pad;
	u64 iov, iovlen;
	u64 control, controllen;
	u32 flags, pad2;
};

#endif
