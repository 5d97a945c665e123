/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0 */
/*
 * Writing an event: header, one u16 length for each parameter, the parameters.
 * Parameters are pushed in order. Functions marked __noinline without static
 * are verified once by the kernel, whatever the number of their callers.
 */
#ifndef FALCOC_EVENT_H
#define FALCOC_EVENT_H

#include "maps.h"

#define HEADER 26
#define MARK_STATE (1ull << 63) /* of a thread id: the event is for the state only */
#define MAX_STR 4096

/* Keeps the compiler from moving or dropping the mask that the verifier needs. */
#define BOUND(x, mask)                           \
	do {                                     \
		asm volatile("" : "+r"(x));      \
		(x) &= (mask);                   \
		asm volatile("" : "+r"(x));      \
	} while (0)

static __always_inline bool begin(struct scratch *s, u16 event, u32 nparams)
{
	struct settings *c = settings();

	COUNT(produced);
	if (!c || s->busy) {
		LOSE(event, nested);
		return false;
	}
	*(volatile u64 *)&s->busy = 1; /* before the clock is read */
	s->ts = c->boot_time + bpf_ktime_get_boot_ns();
	s->tid = s->ring ? s->ring_tid : (u32)bpf_get_current_pid_tgid();
	s->event = event;
	s->nparams = nparams;
	s->n = 0;
	s->toobig = 0;
	s->pos = HEADER + 2 * nparams;
	return true;
}

static __always_inline bool wanted(u16 event)
{
	struct settings *c = settings();
	u32 i = event >> 6;

	if (!c || i >= sizeof(c->events) / 8)
		return false;
	return c->events[i] >> (event & 63) & 1;
}

/* Ends a parameter of len bytes, which stand at pos already. */
static __always_inline void put_len(struct scratch *s, u32 len)
{
	u32 at = HEADER + 2 * s->n;

	BOUND(at, 0xff);
	*(u16 *)(s->data + at) = len;
	s->n++;
	s->pos += len;
}

static __always_inline u8 *cursor(struct scratch *s)
{
	u32 pos = s->pos;

	if (pos > POS_MASK)
		s->toobig = 1;
	BOUND(pos, POS_MASK);
	return s->data + pos;
}

static __always_inline void push_empty(struct scratch *s)
{
	put_len(s, 0);
}

static __always_inline void push_u64(struct scratch *s, u64 v)
{
	*(u64 *)cursor(s) = v;
	put_len(s, 8);
}

static __always_inline void push_u32(struct scratch *s, u32 v)
{
	*(u32 *)cursor(s) = v;
	put_len(s, 4);
}

static __always_inline void push_u16(struct scratch *s, u16 v)
{
	*(u16 *)cursor(s) = v;
	put_len(s, 2);
}

static __always_inline void push_u8(struct scratch *s, u8 v)
{
	*cursor(s) = v;
	put_len(s, 1);
}

static __always_inline void push_width(struct scratch *s, u64 v, u32 width)
{
	/* Little-endian: the low bytes are the number, the rest is overwritten. */
	*(u64 *)cursor(s) = v;
	put_len(s, width & 15);
}

/* Whether an argument points to what the kernel keeps of a request or has noted, not to user memory. */
static __always_inline bool kept(struct scratch *s, u64 ptr)
{
	if (ptr && (ptr == s->own[0] || ptr == s->own[1] || ptr == s->addr))
		return true;
	return s->ring && ptr && (ptr - s->ring_mem < sizeof s->req.mem || ptr == s->ring_name[0] || ptr == s->ring_name[1]);
}

static __always_inline long read_arg(struct scratch *s, void *to, u32 n, u64 ptr)
{
	return kept(s, ptr) ? bpf_probe_read_kernel(to, n, (void *)ptr) : bpf_probe_read_user(to, n, (void *)ptr);
}

/*
 * Copies a C string of user memory and returns its length with the NUL, or a
 * negative number. Older kernels return 0 for an empty string.
 */
static __always_inline long read_user_str(u8 *to, u32 room, u64 ptr)
{
	long n = bpf_probe_read_user_str(to, room, (void *)ptr);

	if (n == 0) {
		*to = 0;
		n = 1;
	}
	return n;
}

__noinline int push_kernel_str(u64 ptr)
{
	struct scratch *s = scratch();
	long len;

	if (!s)
		return 0;
	len = ptr ? bpf_probe_read_kernel_str(cursor(s), MAX_STR, (void *)ptr) : 0;
	put_len(s, len > 0 ? len : 0);
	return 0;
}

/* A C string of user memory; length 0 when it cannot be read. */
__noinline int push_user_str(u64 ptr)
{
	struct scratch *s = scratch();
	long len;

	if (!s)
		return 0;
	if (kept(s, ptr))
		return push_kernel_str(ptr);
	len = ptr ? read_user_str(cursor(s), MAX_STR, ptr) : 0;
	if (len == MAX_STR) { /* whether there was more */
		u8 last = 0;

		bpf_probe_read_user(&last, 1, (void *)(ptr + MAX_STR - 1));
		if (last)
			COUNT(cut);
	}
	put_len(s, len > 0 ? len : 0);
	return 0;
}

/* At most snaplen of len bytes of user memory; length 0 when they cannot be read. */
__noinline int push_user_buf(u64 ptr, u64 len)
{
	struct scratch *s = scratch();
	struct settings *c = settings();
	u32 n;

	if (!s || !c)
		return 0;
	n = c->snaplen;
	if (len < n)
		n = len;
	BOUND(n, POS_MASK);
	if (!ptr || !n || bpf_probe_read_user(cursor(s), n, (void *)ptr))
		n = 0;
	put_len(s, n);
	return 0;
}

/* Hands the event to this CPU's ring. */
__noinline int submit(void)
{
	struct scratch *s = scratch();
	struct counters *st = counters();
	u32 cpu = bpf_get_smp_processor_id(), type;
	u64 size;
	void *ring;

	if (!s || !st)
		return 0;
	size = s->pos;
	type = s->event;
	if (s->toobig || size > SCRATCH_DATA - 1 || s->n != s->nparams) {
		LOSE(type, size);
		goto done;
	}
	*(u64 *)(s->data) = s->ts;
	*(u64 *)(s->data + 8) = s->tid;
	*(u32 *)(s->data + 16) = size;
	*(u16 *)(s->data + 20) = type;
	*(u32 *)(s->data + 22) = s->nparams;
	ring = bpf_map_lookup_elem(&rings, &cpu);
	BOUND(size, SCRATCH_DATA - 1);
	/* Wakes a reader that has seen all before; it lets more events gather. */
	if (!ring || bpf_ringbuf_output(ring, s->data, size, 0)) {
		LOSE(type, full);
		goto done;
	}
	st->sent++;
	st->bytes += size;
done:
	*(volatile u64 *)&s->busy = 0;
	return 0;
}

/* conv < CONV_ENUM: bits; else one value. */
__noinline u32 convert(u32 conv, u32 v)
{
	if (conv < CONV_ENUM) {
		struct conv_bits *t = bpf_map_lookup_elem(&conv_flags, &conv);
		u32 out;

		if (!t)
			return v;
		out = v & t->keep;
		for (u32 i = 0; i < CONV_BITS; i++) {
			if (i >= t->n)
				break;
			out |= t->e[i].v & -(u32)((v & t->e[i].k) != 0);
		}
		return out;
	}
	struct enum_key key = {conv, v};
	u32 *out = bpf_map_lookup_elem(&conv_values, &key);

	if (!out) {
		key.value = ENUM_DEFAULT;
		out = bpf_map_lookup_elem(&conv_values, &key);
	}
	return out ? *out : v;
}

#endif
