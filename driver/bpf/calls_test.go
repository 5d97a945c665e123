package bpf

import (
	"testing"

	"github.com/falcoc/falcoc/vm/catalog"
)

// sizes are the bytes that a kind of parameter always writes; 0 is as many as it
// takes.
var sizes = map[sensorKind]int{
	sensorKindKIND_TIME_AT: 8, sensorKindKIND_VM_SIZE: 4, sensorKindKIND_VM_RSS: 4, sensorKindKIND_VM_SWAP: 4,
	sensorKindKIND_CAP: 8, sensorKindKIND_HALVES: 8, sensorKindKIND_SYSCALL: 2, sensorKindKIND_PRCTL_INT: 8, sensorKindKIND_MOUNT_FLAGS: 4, sensorKindKIND_DEV: 4,
	sensorKindKIND_OPEN_FLAGS: 4, sensorKindKIND_OPEN_FLAGS_AT: 4, sensorKindKIND_OPEN_MODE: 4, sensorKindKIND_OPEN_MODE_AT: 4,
	sensorKindKIND_FILE_DEV: 4, sensorKindKIND_FILE_INO: 8, sensorKindKIND_FD_AT: 8, sensorKindKIND_FILE_INO_AT: 8,
	sensorKindKIND_BACKLOG: 4, sensorKindKIND_BACKLOG_MAX: 4, sensorKindKIND_BACKLOG_PCT: 1, sensorKindKIND_SOCKET_FD: 8,
	sensorKindKIND_SOCKET_PTR: 8, sensorKindKIND_SOCKET_PEER: 8, sensorKindKIND_MSG_SIZE: 4, sensorKindKIND_IOV_SIZE: 4,
	sensorKindKIND_SOCKOPT_NAME: 1,
}

// TestCallsFitEvents compares each row with the parameters of its event.
func TestCallsFitEvents(t *testing.T) {
	for name, r := range calls {
		code, ok := catalog.SyscallByName(name)
		if !ok {
			t.Errorf("%s is no system call", name)
			continue
		}
		ev := catalog.Syscalls[code].Exit
		info := ev.Info()
		if ev == catalog.EvtGenericX || info.Has(catalog.OldVersion) || !ev.IsExit() {
			t.Errorf("%s reports %s", name, info.Name)
		}
		if r.params == nil && r.prog != sensorProgSlotPROG_TABLE {
			continue // a program of its own
		}
		if len(r.params) != len(info.Params) || len(r.params) > len(sensorCall{}.P) {
			t.Errorf("%s has %d parameters, its event %s %d", name, len(r.params), info.Name, len(info.Params))
			continue
		}
		for i, p := range r.params {
			want := info.Params[i].Type.Size()
			got, fixed := sizes[p.Kind]
			if p.Width != 0 {
				got, fixed = int(p.Width), true
			}
			if fixed && got != want || !fixed && want != 0 {
				t.Errorf("%s: parameter %s is %s of %d bytes, kind %d writes %d", name, info.Params[i].Name, info.Params[i].Type, want, p.Kind, got)
			}
			if p.Arg > zero || p.Arg2 > zero {
				t.Errorf("%s: parameter %s of arguments %d and %d", name, info.Params[i].Name, p.Arg, p.Arg2)
			}
			if p.Kind > sensorKindKIND_LAST_SIMPLE && r.prog == sensorProgSlotPROG_TABLE {
				t.Errorf("%s: parameter %s needs another program", name, info.Params[i].Name)
			}
		}
	}
}

// elsewhere are the current events that no program here makes, and why.
var elsewhere = map[catalog.EventID]string{
	catalog.EvtOpenE:    "paths are read where the kernel has resolved them, at the end of the call",
	catalog.EvtOpenat2E: "the same", catalog.EvtSyscOpenat2E: "the same", catalog.EvtCreatE: "the same",
	catalog.EvtConnectE: "the address is read from the socket",
	catalog.EvtStat64X:  "a 32-bit call is reported as the native one, stat", catalog.EvtLstat64X: "lstat", catalog.EvtFstat64X: "fstat",
}

// TestEveryEvent walks the catalogue: each event of the current schema that a
// kernel makes has a program or a row of the call table.
func TestEveryEvent(t *testing.T) {
	spec, err := loadSensor()
	if err != nil {
		t.Fatal(err)
	}
	made := map[catalog.EventID]bool{catalog.EvtProcexit1E: spec.Programs["sched_exit"] != nil, catalog.EvtGenericX: spec.Programs["generic"] != nil}
	for _, d := range onDemand {
		made[d.event] = spec.Programs[d.program] != nil || onARM64
	}
	for i := range catalog.Syscalls {
		c := &catalog.Syscalls[i]
		r, ok := calls[c.Name]
		switch {
		case ok && (native(c) >= 0 || onARM64):
			made[c.Exit] = r.prog < sensorProgSlotPROG_COUNT
		case c.Exit.IsExit() && c.Exit != catalog.EvtGenericX && (c.AMD64 >= 0 || c.ARM64 >= 0):
			t.Errorf("%s (%s) has no row", c.Name, c.Exit.Info().Name)
		}
	}
	for i := range catalog.Events {
		id, e := catalog.EventID(i), &catalog.Events[i]
		if e.Flags&(catalog.OldVersion|catalog.Unused) != 0 || e.Name == "NA" || e.Origin != catalog.FromSyscall && e.Origin != catalog.FromTracepoint {
			continue
		}
		if made[id] == (elsewhere[id] != "") {
			t.Errorf("%s (%d): made here %v, elsewhere for the reason %q", e.Name, id, made[id], elsewhere[id])
		}
	}
	// What 32-bit programs call is known by the name of a native call.
	for nr, name := range compat {
		if code, ok := catalog.SyscallByName(name); !ok || native(&catalog.Syscalls[code]) < 0 {
			t.Errorf("32-bit call %d: %s has no row", nr, name)
		}
	}
	for nr, name := range compatSockets {
		if code, ok := catalog.SyscallByName(name); nr > 0 && (!ok || native(&catalog.Syscalls[code]) < 0) {
			t.Errorf("socketcall %d: %s has no row", nr, name)
		}
	}
	// The rows of calls without a native number are no call's.
	for i := range catalog.Syscalls {
		if nr := catalog.Syscalls[i].AMD64; nr >= maxSyscalls-len(only32) {
			t.Errorf("%s has the number %d", catalog.Syscalls[i].Name, nr)
		}
	}
}

func TestConversionTablesFit(t *testing.T) {
	for c, bits := range bitTables {
		if c >= 64 || len(bits) > len(sensorConvBits{}.E) {
			t.Errorf("table %d has %d rows", c, len(bits))
		}
	}
	n := 0
	for c, values := range valueTables {
		if c < 64 {
			t.Errorf("table %d is one of values", c)
		}
		n += len(values)
	}
	if n > 512 {
		t.Errorf("%d values", n)
	}
	for name, r := range calls {
		for _, p := range r.params {
			if _, ok := bitTables[conversion(p.Conv)]; p.Conv != 0 && !ok {
				if _, ok := valueTables[conversion(p.Conv)]; !ok {
					t.Errorf("%s: conversion %d has no table", name, p.Conv)
				}
			}
		}
	}
}
