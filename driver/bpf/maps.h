/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/* What the programs share with user space: the maps and their layouts. */
#ifndef FALCOC_MAPS_H
#define FALCOC_MAPS_H

#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include "events.h"

#define MAX_SYSCALLS 512
#define COMPAT_SOCKETS 512
#define MAX_PARAMS 12

/* How the table program makes one parameter of an event. */
enum kind {
	KIND_EMPTY,     /* length 0 */
	KIND_NUM,       /* args[arg], converted, width bytes */
	KIND_NUM_AT,    /* the same of the number in user memory at args[arg] + off */
	KIND_STR,       /* C string in user memory at args[arg] */
	KIND_BUF,       /* user memory at args[arg], args[arg2] bytes, cut at snaplen */
	KIND_BUF_REQ,   /* the same; ret bytes when ret > 0 */
	KIND_TIME_AT,   /* struct timespec in user memory at args[arg], as ns */
	KIND_SUM,       /* args[arg] + args[arg2] */
	KIND_HALVES,    /* args[arg] is the high half, args[arg2] the low one */
	KIND_VM_SIZE,   /* kB, 4 bytes */
	KIND_VM_RSS,
	KIND_VM_SWAP,
	KIND_CAP,       /* capability set number off: inheritable, permitted, effective */
	KIND_SYSCALL,   /* the schema's code of the call */
	KIND_POLL,      /* args[arg2] struct pollfds at args[arg] */
	KIND_PTRACE_ADDR,
	KIND_PTRACE_DATA,
	KIND_PRCTL_STR,
	KIND_PRCTL_INT,
	KIND_KEYCTL,    /* argument args[arg], which is number off */
	KIND_FSCONFIG_BUF,
	KIND_FSCONFIG_STR,
	KIND_DEV,       /* a device number, encoded once more as Falco does */
	KIND_MOUNT_FLAGS,
	KIND_LAST_SIMPLE = KIND_MOUNT_FLAGS,

	KIND_OPEN_FLAGS,    /* args[arg] as open flags, with what the file args[6] tells */
	KIND_OPEN_FLAGS_AT, /* the same of struct open_how at args[arg] */
	KIND_OPEN_MODE,     /* args[arg] as mode bits if the flags args[arg2] create a file */
	KIND_OPEN_MODE_AT,
	KIND_FILE_DEV,      /* of descriptor args[arg] */
	KIND_FILE_INO,
	KIND_FILE_LAYER,    /* bit 0 upper, bit 1 lower layer of an overlay; width bytes */
	KIND_FILE_PATH,
	KIND_FD_AT,         /* int in user memory at args[arg] + off, as 8 bytes */
	KIND_FILE_INO_AT,   /* of the descriptor in user memory at args[arg] */

	KIND_SOCKADDR,      /* at args[arg], args[arg2] bytes */
	KIND_TUPLE_OUT,     /* of descriptor args[arg]; user address args[arg2] if off is 1 */
	KIND_TUPLE_IN,
	KIND_BACKLOG,       /* of the listening socket args[arg] */
	KIND_BACKLOG_MAX,
	KIND_BACKLOG_PCT,
	KIND_SOCKET_FD,     /* descriptor at args[arg] + off, -1 when the call failed */
	KIND_SOCKET_PTR,    /* kernel address of the socket with that descriptor */
	KIND_SOCKET_PEER,
	KIND_MSG_DATA,      /* struct msghdr at args[arg] */
	KIND_MSG_SIZE,
	KIND_MSG_TUPLE_OUT, /* of descriptor args[arg2] */
	KIND_MSG_TUPLE_IN,
	KIND_MSG_CONTROL,
	KIND_IOV_DATA,      /* args[arg2] struct iovecs at args[arg] */
	KIND_IOV_SIZE,
	KIND_SOCKOPT,
	KIND_SOCKOPT_NAME,
};

/* The parameter is empty (IF_*) unless the call's result is so. */
enum param_flag {
	FLAG_IF_OK = 1,        /* ret >= 0 */
	FLAG_IF_CONNECTED = 2, /* ret is 0 or -EINPROGRESS */
	FLAG_SIGN32 = 4,       /* the register holds an int */
	FLAG_OR_MINUS1 = 8,    /* NUM_AT: -1 where memory cannot be read */
	FLAG_OR_ZERO = 16,     /* NUM_AT: 0 where memory cannot be read, or IF_* does not hold */
	FLAG_LONG = 32,        /* NUM_AT: of longs, which have four bytes in a 32-bit call */
};

struct param {
	enum kind kind;
	enum param_flag flags;
	u8 arg, arg2, width, conv, off;
	u8 pad[3];
};

/* Index into progs: what makes the event. */
enum prog_slot {
	PROG_GENERIC,
	PROG_TABLE,
	PROG_FILE,
	PROG_SOCKET,
	PROG_EXEC,
	PROG_CLONE,
	PROG_MESSAGES,
	PROG_QUOTACTL,
	PROG_SEMOP,
	PROG_OWN,
	PROG_COUNT,
};

#define CALL_ON 1
#define CALL_USER 2 /* it changes the user id */

/* One row for each native system call number. */
struct call {
	u8 on; /* 0: do not deliver it; CALL_ON, perhaps with CALL_USER */
	u8 nparams;
	u16 event; /* type of the exit event */
	u16 code;  /* the schema's code of the call */
	u8 fd_arg; /* 1 + argument with a descriptor that the event has to introduce */
	u8 opens;  /* 1 + argument with the path of what was opened, whose own path is of interest */
	u8 own[2]; /* 1 + arguments with paths that the kernel has noted as it found them, see own.h */
	u8 addr;   /* 1 + argument with a socket address, or a message with one, that the kernel has copied */
	u8 pad;
	u32 guard; /* 1 + index into guards */
	enum prog_slot prog;
	struct param p[MAX_PARAMS];
};

struct settings {
	u64 boot_time;   /* ns since the epoch at boot */
	u32 snaplen;     /* bytes of data buffers that are kept */
	u32 self_tgid;   /* 0, or a process whose calls are not reported */
	u64 events[(NUM_EVENTS + 63) / 64]; /* event types to deliver */
};

/* Events that were wanted and do not arrive, by cause. */
struct losses {
	u64 full;    /* the ring had no room */
	u64 size;    /* the event was larger than its limit */
	u64 nested;  /* another program was making an event on this CPU */
	u64 program; /* the program that makes the event is not loaded */
	u64 compat;  /* a 32-bit call where these are not read */
};

/* Each CPU counts for itself. */
struct counters {
	u64 calls;        /* system calls that were interesting */
	u64 sent;         /* events written */
	u64 bytes;
	u64 produced;     /* events that were to be made: sent, lost or filtered */
	struct losses lost;
	u64 filtered;     /* calls that no rule can want */
	u64 beats;        /* signs of life of the sensor itself */
	u64 cut;          /* parameters that were cut at their limit */
	u64 strangers;    /* looks at control groups that user space has not told of */
	u64 unsure;       /* paths and addresses that were read from the program's memory for want of room */
};

/* Bit conversions: v is set where any bit of k is. */
#define CONV_BITS 24
struct conv_bits {
	u32 n, keep; /* keep: bits of the value that pass unchanged */
	struct {
		u32 k, v;
	} e[CONV_BITS];
};
#define MAX_CONVS 64
/* Value conversions are conv >= CONV_ENUM: looked up in a hash, absent is the table's default. */
#define CONV_ENUM 64

/* What a guard asks of an event, see the Go type of that name. */
#define GUARD_TESTS 48
#define GUARD_CLAUSES 64
#define MAX_GUARDS 256 /* two generations */
#define PATH_STATES 4096
#define PATH_CLASSES 128
#define GUARD_PATH 512

enum {
	GUARD_BITS,
	GUARD_RANGE,
	GUARD_HOST,
	GUARD_FAMILY,
	GUARD_PROTO,
	GUARD_END,
	GUARD_PORT,
	GUARD_NAME,
	GUARD_USER,
};

struct guard {
	u32 ntests, nclauses;
	u32 nstate; /* the last so many clauses are what the state needs, not rules */
	u32 of;     /* 1 + register with a descriptor that takes the place of state clauses if it can be introduced */
	u32 path;   /* 1 + argument with the path */
	u32 paths;  /* index into path_machines */
	u32 opens;  /* the result is a descriptor of what the path led to */
	u32 pad;
	struct guard_test {
		u8 op, fact;
		u8 kind, arg, width, conv, flags, pad;
		u64 a, b;
	} tests[GUARD_TESTS];
	struct guard_clause {
		u32 must, not;
		u64 path_must, path_not;
	} clauses[GUARD_CLAUSES];
};

struct path_machine {
	u8 class[256];
	u64 seen[PATH_STATES], at_end[PATH_STATES], folder[PATH_STATES];
	u16 next[PATH_STATES * PATH_CLASSES];
};
#define ODD_CLASS 1
#define ODD_PATH (1ull << 63)

struct cgroup_key {
	u64 id;
	u32 subsys; /* in the order of push_cgroups */
	u32 pad;
};
#define CGROUP_HOST 1
#define CGROUP_CONTAINER 2

/* What user space has been told of a task, which need not be what the task shows now. */
struct told {
	u64 name[2];
	u32 uid;
	u32 uid_known;
};

struct enum_key {
	u32 conv, value;
};
#define ENUM_DEFAULT 0xffffffff /* key of a table's default; absent: the value itself */

/* A request of an io_uring that has no result yet, see uring.h. */
#define URING_OPS 64
#define URING_NAME 4096
struct uring_key {
	u64 ptr, tag; /* the request and 0, or the ring and the request's user data */
	u64 which;    /* of the names */
};
struct uring_str {
	char text[URING_NAME];
};
struct uring_req {
	u64 args[6]; /* as the call's; URING_* stands for memory of the request */
	u64 tid, ptr, ring, user;
	s32 fd;     /* the descriptor that it works on, -1 none */
	u32 nr;     /* the call that does the same */
	u32 slot;   /* 1 + where the ring keeps what it opens, 0: it becomes a descriptor */
	u8 names;
	u8 fixed;   /* the descriptor is one of the ring's own */
	u8 opens;   /* the result is a descriptor */
	u8 silent;  /* its success is not told */
	u8 compat;
	u8 pad[3];
	u8 mem[128]; /* struct open_how or a socket address */
};
#define URING_MEM 0xfa1c0c0000000001ull /* no user address */
#define URING_NAME_0 0xfa1c0c0000000002ull
#define URING_NAME_1 0xfa1c0c0000000003ull

/* One row for each operation of io_uring. */
struct uring_call {
	u32 nr;         /* native number of the call that does the same, or ~0 */
	u32 positioned; /* the one if it names a position, or 0 */
	u8 has_path, has_file;
	u8 repeats;     /* one request may have many completions */
	u8 pad;
};

#define SCRATCH_DATA 65536
#define POS_MASK 0x7fff /* payload starts no parameter behind this, and none is longer */

/*
 * Where a CPU assembles its event. The reader of the rings watches the first two
 * members: while busy, an event of time ts, or one later than ts, may still come.
 */
struct scratch {
	u64 busy;    /* an event is being made */
	u64 ts;
	u64 tid;
	u32 pos;     /* end of what is written in data */
	u32 n;       /* lengths written */
	u32 toobig;
	u32 nparams;
	u16 event, code;
	u32 id;      /* native call number */
	u32 compat;  /* made with the 32-bit interface */
	u32 given;   /* bytes of the path at the start of path, which the opened file bears */
	u32 tell;    /* the paths that the kernel found differ from the given ones */
	u64 args[8]; /* 0-5 arguments, 6 the result, 7 zero */
	u64 own[2];  /* the paths that the kernel found, in its memory, or 0 */
	u64 value;   /* of a guard's test */
	u64 addr;    /* the same of a socket address, the last of the call */
	u32 addrs, addr_at; /* how many there are, and which one is told */
	u64 ring;    /* the event is a request's of an io_uring: the rest is its */
	u64 ring_tid;
	u64 ring_mem, ring_name[2]; /* kernel memory that arguments point to */
	s64 ring_fd[2];             /* descriptors that the process's table does not have, -1 none */
	u64 ring_file[2];
	struct uring_req req;
	u8 data[SCRATCH_DATA];
	u8 path[8192]; /* a path is put together here, from its end */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_SYSCALLS);
	__type(key, u32);
	__type(value, struct call);
} calls SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, COMPAT_SOCKETS + 32);
	__type(key, u32);
	__type(value, u32);
} compat_calls SEC(".maps"); /* 32-bit call number, or COMPAT_SOCKETS + one of socketcall, to native one, ~0 for none */

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct settings);
} config SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct counters);
} stats SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NUM_EVENTS);
	__type(key, u32);
	__type(value, struct losses);
} drops SEC(".maps"); /* by event type */

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NUM_EVENTS);
	__type(key, u32);
	__type(value, u64);
} filtered SEC(".maps"); /* by event type */

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_GUARDS);
	__type(key, u32);
	__type(value, struct guard);
} guards SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, u32);
	__type(value, struct path_machine);
} path_machines SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, struct cgroup_key);
	__type(value, u32);
	__uint(map_flags, BPF_F_NO_PREALLOC);
} cgroups SEC(".maps"); /* what user space knows of cgroups */

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 32768);
	__type(key, u32); /* thread id */
	__type(value, struct told);
} tasks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_CONVS);
	__type(key, u32);
	__type(value, struct conv_bits);
} conv_flags SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 512);
	__type(key, struct enum_key);
	__type(value, u32);
} conv_values SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1); /* user space: one for each possible CPU */
	__type(key, u32);
	__type(value, struct scratch);
	__uint(map_flags, BPF_F_MMAPABLE); /* user space looks at busy and ts */
} scratches SEC(".maps");

struct ring {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1); /* user space: one for each possible CPU */
	__type(key, u32);
	__array(values, struct ring);
} rings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, PROG_COUNT);
	__type(key, u32);
	__type(value, u32);
} progs SEC(".maps");

static __always_inline struct settings *settings(void)
{
	u32 zero = 0;
	return bpf_map_lookup_elem(&config, &zero);
}

static __always_inline struct counters *counters(void)
{
	u32 zero = 0;
	return bpf_map_lookup_elem(&stats, &zero);
}

static __always_inline struct scratch *scratch(void)
{
	u32 cpu = bpf_get_smp_processor_id();
	return bpf_map_lookup_elem(&scratches, &cpu);
}

#define COUNT(member)                           \
	do {                                    \
		struct counters *c_ = counters(); \
		if (c_)                         \
			c_->member++;           \
	} while (0)

#define LOSE(event_type, why)                                                  \
	do {                                                                   \
		u32 type_ = (event_type);                                      \
		struct losses *lost_ = bpf_map_lookup_elem(&drops, &type_); \
		COUNT(lost.why);                                               \
		if (lost_)                                                     \
			lost_->why++;                                          \
	} while (0)

#endif
