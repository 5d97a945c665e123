package bpf

import (
	"fmt"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"
	"github.com/falcoc/falcoc/vm/catalog"
)

// ringCall says which system call an operation of io_uring does the work of.
type ringCall struct {
	name       string
	positioned string // the call if the request names a position in the file
	path       bool   // it names files
	file       bool   // it works on a descriptor
	repeats    bool   // one request may complete many times
}

// ringCalls are the operations by their number in struct io_uring_sqe. Left out
// are those that have no counterpart: time-outs, polls, cancelling, buffers, and
// messages between rings.
var ringCalls = map[uint32]ringCall{
	1:  {name: "readv", positioned: "preadv", file: true},
	2:  {name: "writev", positioned: "pwritev", file: true},
	3:  {name: "fsync", file: true},
	4:  {name: "read", positioned: "pread64", file: true},
	5:  {name: "write", positioned: "pwrite64", file: true},
	8:  {name: "sync_file_range", file: true},
	9:  {name: "sendmsg", file: true},
	10: {name: "recvmsg", file: true, repeats: true},
	13: {name: "accept4", file: true, repeats: true},
	16: {name: "connect", file: true},
	17: {name: "fallocate", file: true},
	18: {name: "openat", path: true},
	19: {name: "close"},
	21: {name: "statx"},
	22: {name: "read", positioned: "pread64", file: true},
	23: {name: "write", positioned: "pwrite64", file: true},
	24: {name: "fadvise64", file: true},
	25: {name: "madvise"},
	26: {name: "sendto", file: true},
	27: {name: "recvfrom", file: true, repeats: true},
	28: {name: "openat2", path: true},
	29: {name: "epoll_ctl"},
	30: {name: "splice", file: true},
	33: {name: "tee", file: true},
	34: {name: "shutdown", file: true},
	35: {name: "renameat2", path: true},
	36: {name: "unlinkat", path: true},
	37: {name: "mkdirat", path: true},
	38: {name: "symlinkat", path: true},
	39: {name: "linkat", path: true},
	41: {name: "fsetxattr", file: true},
	42: {name: "setxattr"},
	43: {name: "fgetxattr", file: true},
	44: {name: "getxattr"},
	45: {name: "socket"},
	47: {name: "sendto", file: true},
	48: {name: "sendmsg", file: true},
	49: {name: "read", positioned: "pread64", file: true, repeats: true},
	50: {name: "waitid"},
	54: {name: "dup", file: true}, // a descriptor of the ring becomes one of the process
	55: {name: "ftruncate", file: true},
	56: {name: "bind", file: true},
	57: {name: "listen", file: true},
	58: {name: "recvfrom", file: true, repeats: true},
	59: {name: "epoll_wait", file: true},
	60: {name: "readv", positioned: "preadv", file: true},
	61: {name: "writev", positioned: "pwritev", file: true},
	62: {name: "pipe2"},
}

// numberOf is the named call's place in the call table, or -1.
func numberOf(name string) int {
	code, ok := catalog.SyscallByName(name)
	if !ok {
		return -1
	}
	return native(&catalog.Syscalls[code])
}

// putRingCalls fills the table of operations.
func (s *Source) putRingCalls() error {
	for op := uint32(0); op < s.maps["uring_calls"].MaxEntries(); op++ {
		row := sensorUringCall{Nr: ^uint32(0)}
		if r, ok := ringCalls[op]; ok && numberOf(r.name) >= 0 {
			row = sensorUringCall{Nr: uint32(numberOf(r.name)), HasPath: flag(r.path), HasFile: flag(r.file), Repeats: flag(r.repeats)}
			if r.positioned != "" {
				row.Positioned = uint32(numberOf(r.positioned))
			}
		}
		if err := s.maps["uring_calls"].Put(op, &row); err != nil {
			return fmt.Errorf("map uring_calls: %w", err)
		}
	}
	return nil
}

func flag(v bool) uint8 {
	if v {
		return 1
	}
	return 0
}

// ringPrograms see the operations of io_uring.
var ringPrograms = []string{"uring_submit", "uring_complete"}

// wantsRings reports whether one of the events can come by io_uring.
func wantsRings(want catalog.EventSet) bool {
	for _, r := range ringCalls {
		if code, ok := catalog.SyscallByName(r.name); ok && want.Has(catalog.Syscalls[code].Exit) {
			return true
		}
	}
	return false
}

// fitRings makes the io_uring programs fit the running kernel, whose tracepoints
// had other names and arguments in other versions. Without io_uring in the kernel
// they are left out; where its requests cannot be seen, that is told.
func (s *Source) fitRings(spec *ebpf.CollectionSpec, kernel *btf.Spec) {
	if err := fitRings(spec, kernel); err != nil {
		for _, name := range ringPrograms {
			delete(spec.Programs, name)
		}
		s.lacks(PartRings, err.Error())
	}
}

func fitRings(spec *ebpf.CollectionSpec, kernel *btf.Spec) error {
	complete := tracepoint(kernel, "io_uring_complete")
	if complete == nil {
		for _, name := range ringPrograms {
			delete(spec.Programs, name)
		}
		return nil
	}
	submitForm, completeForm, name := uint32(0), uint32(0), ""
	for _, n := range []string{"io_uring_submit_req", "io_uring_submit_sqe"} { // since 6.3, before
		submit := tracepoint(kernel, n)
		if submit == nil {
			continue
		}
		name = n
		if len(submit) > 3 { // before 6.0 the ring comes first, then the request
			submitForm = 1
			if _, ok := btf.UnderlyingType(submit[1]).(*btf.Pointer); !ok {
				return fmt.Errorf("%s of this kernel does not show the request", n)
			}
		}
	}
	if name == "" {
		return fmt.Errorf("this kernel has no tracepoint where requests of io_uring are submitted")
	}
	switch {
	case len(complete) == 3: // since 6.12
	case len(complete) > 3:
		completeForm = 1
		if _, ok := btf.UnderlyingType(complete[1]).(*btf.Pointer); !ok {
			completeForm = 2 // before 5.18 no request
		}
	default:
		return fmt.Errorf("io_uring_complete of this kernel has %d arguments", len(complete))
	}
	spec.Programs["uring_submit"].AttachTo = name
	for variable, v := range map[string]uint32{"submit_form": submitForm, "complete_form": completeForm} {
		if err := spec.Variables[variable].Set(v); err != nil {
			return err
		}
	}
	return nil
}

// tracepoint gives the types of a tracepoint's arguments, nil if there is none.
func tracepoint(kernel *btf.Spec, name string) []btf.Type {
	var def *btf.Typedef
	if kernel.TypeByName("btf_trace_"+name, &def) != nil {
		return nil
	}
	p, ok := btf.UnderlyingType(def.Type).(*btf.Pointer)
	if !ok {
		return nil
	}
	proto, ok := btf.UnderlyingType(p.Target).(*btf.FuncProto)
	if !ok || len(proto.Params) < 2 {
		return nil
	}
	args := []btf.Type{}
	for _, a := range proto.Params[1:] { // the first one is the tracepoint's own
		args = append(args, a.Type)
	}
	return args
}
