/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/* What is read of files, inodes and paths. */
#ifndef FALCOC_FILE_H
#define FALCOC_FILE_H

#include "task.h"

#define FMODE_CREATED 0x100000
#define OVERLAYFS_MAGIC 0x794c7630
#define SB_RDONLY 1
#define S_IMMUTABLE 8
#define S_IFMT 0170000
#define S_IFSOCK 0140000
#define S_IFLNK 0120000
#define S_IFREG 0100000
#define S_IFDIR 0040000
#define S_IFCHR 0020000
#define S_IFIFO 0010000
#define PIPEFS_MAGIC 0x50495045
#define CAP_DAC_OVERRIDE 1
#define CAP_FOWNER 3
#define MAX_PATH_PARTS 96
#define PATH_ROOM 4096

static __always_inline struct file *fd_file(s32 fd)
{
	struct fdtable *t = BPF_CORE_READ(CURRENT, files, fdt);
	struct scratch *s = scratch();
	struct file **fds, *f = 0;

	if (s && s->ring && fd >= 0 && fd == s->ring_fd[0])
		return (void *)s->ring_file[0];
	if (s && s->ring && fd >= 0 && fd == s->ring_fd[1])
		return (void *)s->ring_file[1];

	if (fd < 0 || (u32)fd >= BPF_CORE_READ(t, max_fds))
		return 0;
	fds = BPF_CORE_READ(t, fd);
	bpf_probe_read_kernel(&f, sizeof f, &fds[fd]);
	return f;
}

/* A dev_t as system calls show it. */
static __always_inline u32 encode_dev(u32 dev)
{
	u32 major = dev >> 20, minor = dev & 0xfffff;

	return (minor & 0xff) | major << 8 | (minor & ~0xffu) << 12;
}

enum layer {
	LAYER_NONE,
	LAYER_UPPER,
	LAYER_LOWER,
};

/*
 * An overlay inode is followed in memory by the pointer to its upper dentry,
 * which is none as long as the file is only in a lower layer.
 */
static __always_inline enum layer inode_layer(struct inode *inode)
{
	struct dentry *upper = 0;

	if (BPF_CORE_READ(inode, i_sb, s_magic) != OVERLAYFS_MAGIC)
		return LAYER_NONE;
	bpf_probe_read_kernel(&upper, 8, (void *)((u64)inode + bpf_core_type_size(struct inode)));
	return upper && BPF_CORE_READ(upper, d_inode, i_ino) ? LAYER_UPPER : LAYER_LOWER;
}

/* Since 6.13 the top bit of a change time's nanoseconds says that somebody has read it. */
#define NSEC_MASK 0x7fffffff

static __always_inline u64 inode_ctime(struct inode *inode)
{
	struct inode___v66 *v66 = (void *)inode;
	struct inode___v58 *v58 = (void *)inode;

	if (bpf_core_field_exists(inode->i_ctime_sec))
		return BPF_CORE_READ(inode, i_ctime_sec) * 1000000000ull + (BPF_CORE_READ(inode, i_ctime_nsec) & NSEC_MASK);
	if (bpf_core_field_exists(v66->__i_ctime))
		return BPF_CORE_READ(v66, __i_ctime.tv_sec) * 1000000000ull + BPF_CORE_READ(v66, __i_ctime.tv_nsec);
	return BPF_CORE_READ(v58, i_ctime.tv_sec) * 1000000000ull + BPF_CORE_READ(v58, i_ctime.tv_nsec);
}

static __always_inline u64 inode_mtime(struct inode *inode)
{
	struct inode___v66 *v66 = (void *)inode;
	struct inode___v58 *v58 = (void *)inode;

	if (bpf_core_field_exists(inode->i_mtime_sec))
		return BPF_CORE_READ(inode, i_mtime_sec) * 1000000000ull + BPF_CORE_READ(inode, i_mtime_nsec);
	if (bpf_core_field_exists(v66->__i_mtime))
		return BPF_CORE_READ(v66, __i_mtime.tv_sec) * 1000000000ull + BPF_CORE_READ(v66, __i_mtime.tv_nsec);
	return BPF_CORE_READ(v58, i_mtime.tv_sec) * 1000000000ull + BPF_CORE_READ(v58, i_mtime.tv_nsec);
}

static __always_inline bool is_memfd(struct dentry *d)
{
	char name[7] = {};

	if (BPF_CORE_READ(d, d_parent) != d)
		return false;
	bpf_probe_read_kernel(name, 6, BPF_CORE_READ(d, d_name.name));
	return name[0] == 'm' && name[1] == 'e' && name[2] == 'm' && name[3] == 'f' && name[4] == 'd' && name[5] == ':';
}

/* Room for a path: it is put together from PATH_ROOM down, and a part of 255 bytes may be written behind. */
#define PATH_BYTES (PATH_ROOM + 256)

/*
 * Puts together the path of a dentry of a mount, NUL-terminated at room[PATH_ROOM],
 * and returns where it begins, or 0 for a file outside of any tree (memfd, pipe). It
 * walks up to the root of the mount tree without locks: a rename in between may
 * show. Deleted files keep their name.
 */
static __always_inline u32 walk(u8 *room, struct dentry *d, struct vfsmount *vfs)
{
	struct mount *m = (void *)((u64)vfs - bpf_core_field_offset(struct mount, mnt)), *up;
	const unsigned char *name;
	struct dentry *parent;
	u32 at = PATH_ROOM, len;

	if (BPF_CORE_READ(d, d_parent) == d && BPF_CORE_READ(vfs, mnt_root) != d)
		return 0;
	for (int i = 0; i < MAX_PATH_PARTS; i++) {
		parent = BPF_CORE_READ(d, d_parent);
		vfs = (void *)((u64)m + bpf_core_field_offset(struct mount, mnt));
		if (d == BPF_CORE_READ(vfs, mnt_root)) {
			up = BPF_CORE_READ(m, mnt_parent);
			if (up == m)
				break;
			d = BPF_CORE_READ(m, mnt_mountpoint);
			m = up;
			continue;
		}
		if (d == parent)
			break;
		len = BPF_CORE_READ(d, d_name.len);
		name = BPF_CORE_READ(d, d_name.name);
		if (len > 255 || at < 258) {
			COUNT(cut); /* the outermost folders are missing */
			break;
		}
		at -= len;
		BOUND(at, PATH_ROOM - 1);
		BOUND(len, 255);
		bpf_probe_read_kernel(room + at, len, name);
		at--;
		BOUND(at, PATH_ROOM - 1);
		room[at] = '/';
		d = parent;
	}
	room[PATH_ROOM] = 0;
	if (at == PATH_ROOM)
		room[--at] = '/';
	return at;
}

/* The same of a struct path in kernel memory, at s->path. */
__noinline u32 walk_path(u64 path)
{
	struct path *p = (void *)path;
	struct scratch *s = scratch();

	if (!s || !p)
		return 0;
	return walk(s->path, BPF_CORE_READ(p, dentry), BPF_CORE_READ(p, mnt));
}

/* The path of a struct path in kernel memory; of a file outside of any tree, its dentry's name. */
__noinline int push_path(u64 path)
{
	struct scratch *s = scratch();
	struct path *p = (void *)path;
	u32 start, len;

	if (!s)
		return 0;
	if (!p) {
		push_empty(s);
		return 0;
	}
	start = walk_path(path);
	if (!start)
		return push_kernel_str((u64)BPF_CORE_READ(p, dentry, d_name.name));
	len = PATH_ROOM + 1 - start;
	BOUND(start, PATH_ROOM - 1);
	BOUND(len, PATH_ROOM - 1);
	if (bpf_probe_read_kernel(cursor(s), len, s->path + start))
		len = 0;
	put_len(s, len);
	return 0;
}

static __always_inline bool id_mapped(struct uid_gid_map *map, u32 id)
{
	u32 n = BPF_CORE_READ(map, nr_extents);
	u64 base = (u64)map + bpf_core_field_offset(map->extent);

	if (n > 5)
		return true; /* the kernel keeps these elsewhere */
	for (u32 i = 0; i < 5; i++) {
		struct uid_gid_extent *e = (void *)(base + i * bpf_core_type_size(struct uid_gid_extent));

		if (i < n && id - BPF_CORE_READ(e, lower_first) < BPF_CORE_READ(e, count))
			return true;
	}
	return false;
}

/* May the task write to the inode? ACLs and read-only mounts are not looked at. */
__noinline int inode_writable(u64 task, u64 ino)
{
	struct task_struct *t = (void *)task;
	struct inode *inode = (void *)ino;
	const struct cred *cred;
	struct user_namespace *ns;
	u32 mode, type, uid, gid, fsuid, fsgid;
	bool in_group;
	u64 caps;

	if (!t || !inode)
		return 0;
	mode = BPF_CORE_READ(inode, i_mode);
	type = mode & S_IFMT;
	if (BPF_CORE_READ(inode, i_sb, s_flags) & SB_RDONLY && (type == S_IFREG || type == S_IFDIR || type == S_IFLNK))
		return 0;
	if (BPF_CORE_READ(inode, i_flags) & S_IMMUTABLE)
		return 0;
	uid = BPF_CORE_READ(inode, i_uid.val);
	gid = BPF_CORE_READ(inode, i_gid.val);
	if (uid == (u32)-1 || gid == (u32)-1)
		return 0;
	cred = BPF_CORE_READ(t, cred);
	fsuid = BPF_CORE_READ(cred, fsuid.val);
	if (fsuid == uid)
		return 1;
	fsgid = BPF_CORE_READ(cred, fsgid.val);
	in_group = fsgid == gid;
	if (!in_group) {
		struct group_info *g = BPF_CORE_READ(cred, group_info);
		u64 base = (u64)g + bpf_core_field_offset(g->gid);
		int left = 0, right = BPF_CORE_READ(g, ngroups);
		u32 v;

		for (int i = 0; i < 16 && left < right; i++) { /* sorted, at most 65536 */
			int mid = (left + right) >> 1;

			v = 0;
			bpf_probe_read_kernel(&v, 4, (void *)(base + 4ull * (u32)mid));
			if (v == gid) {
				in_group = true;
				break;
			}
			if (v < gid)
				left = mid + 1;
			else
				right = mid;
		}
	}
	if (mode & (in_group ? 0020 : 0002))
		return 1;
	caps = cap_set(t, 2);
	ns = BPF_CORE_READ(cred, user_ns);
	if (!(caps & (1ull << CAP_DAC_OVERRIDE | 1ull << CAP_FOWNER)) || !id_mapped(&ns->uid_map, uid))
		return 0;
	if (caps >> CAP_FOWNER & 1)
		return 1;
	return id_mapped(&ns->gid_map, gid);
}

#endif
