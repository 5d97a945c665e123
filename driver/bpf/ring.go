package bpf

import (
	"encoding/binary"
	"fmt"
	"os"
	"sync/atomic"
	"unsafe"

	"github.com/falcoc/falcoc/driver"
	"golang.org/x/sys/unix"
)

// The two bits of a record's length word.
const (
	recordBusy    = 1 << 31 // still being written
	recordDiscard = 1 << 30 // given up by its writer
	recordHeader  = 8
)

// ring reads one BPF ring buffer in place. The kernel maps the data twice in a
// row, so that a record is contiguous wherever it starts.
type ring struct {
	cpu  int
	cons *uint64 // shared with the kernel: what it may overwrite
	prod *uint64 // shared with the kernel: end of what is reserved
	data []byte
	mask uint64

	consMap, prodMap []byte

	pos   uint64 // next record to look at
	end   uint64 // prod, when it was last read
	freed uint64 // last value stored to cons
	head  []byte // the record at pos, nil when there is none yet
	ts    uint64 // its time
	size  uint64 // its length in the ring, header and padding included
}

func openRing(fd, cpu, size int) (*ring, error) {
	page := os.Getpagesize()
	cons, err := unix.Mmap(fd, 0, page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("mapping the ring of cpu %d: %w", cpu, err)
	}
	prod, err := unix.Mmap(fd, int64(page), page+2*size, unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		_ = unix.Munmap(cons)
		return nil, fmt.Errorf("mapping the ring of cpu %d: %w", cpu, err)
	}
	r := &ring{
		cpu: cpu, consMap: cons, prodMap: prod, data: prod[page:], mask: uint64(size - 1),
		cons: (*uint64)(unsafe.Pointer(&cons[0])),
		prod: (*uint64)(unsafe.Pointer(&prod[0])),
	}
	r.pos = atomic.LoadUint64(r.cons)
	r.freed, r.end = r.pos, r.pos
	return r, nil
}

func (r *ring) close() {
	_ = unix.Munmap(r.consMap)
	_ = unix.Munmap(r.prodMap)
	r.head, r.data = nil, nil
}

// refresh learns how far the kernel has come.
func (r *ring) refresh() { r.end = atomic.LoadUint64(r.prod) }

// peek makes head the first finished record before end. It reports false when
// there is none yet.
func (r *ring) peek() bool {
	for r.pos < r.end {
		at := r.pos & r.mask
		word := atomic.LoadUint32((*uint32)(unsafe.Pointer(&r.data[at])))
		if word&recordBusy != 0 {
			return false
		}
		n := uint64(word &^ (recordBusy | recordDiscard))
		r.size = (n + recordHeader + 7) &^ 7
		if word&recordDiscard != 0 || n < driver.HeaderSize {
			r.pos += r.size
			continue
		}
		r.head = r.data[at+recordHeader : at+recordHeader+n]
		r.ts = binary.LittleEndian.Uint64(r.head)
		return true
	}
	return false
}

// advance leaves the head record behind. Its bytes stay valid until free.
func (r *ring) advance() {
	r.pos += r.size
	r.head = nil
}

// free lets the kernel overwrite what was left behind. The shared word is
// written rarely, because each write costs the writers a cache miss.
func (r *ring) free(force bool) {
	if behind := r.pos - r.freed; behind > 0 && (force || behind > (r.mask+1)/16) {
		atomic.StoreUint64(r.cons, r.pos)
		r.freed = r.pos
	}
}
