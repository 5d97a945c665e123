package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/falcoc/falcoc/vm/catalog"
)

func eventsPage(out *bytes.Buffer) {
	out.WriteString(`# Events

The types of events that rules can name in ` + "`evt.type`" + `, with their parameters: ` + "`evt.arg.NAME`" + ` and ` + "`evt.rawarg.NAME`" + `. This page is made from the
catalogue by ` + "`go generate`" + `. A call that is not listed has an event too, with its name and no parameters. ` + "`FLAGS`" + ` and ` + "`ENUMFLAGS`" + ` parameters
are printed by name; their names follow below.

## 32-bit programs and io_uring

A 32-bit call on a 64-bit kernel has the event of the native call that does the same, also when it is made through ` + "`socketcall`" + `. On arm64 such calls
are not reported.

What a program has an io_uring do has the event of the call that does the same: a rule about ` + "`openat`" + `, ` + "`connect`" + ` or ` + "`unlinkat`" + ` needs no other
condition. ` + "`evt.is_io_uring`" + ` tells the two apart; it is absent for calls. The event belongs to the thread that submitted the request (to the main
thread where a thread of the kernel polls for requests), and its result is the request's. Reading and writing are ` + "`read`, `write`, `readv`" + ` and ` + "`writev`" + `,
or ` + "`pread`, `pwrite`, `preadv`" + ` and ` + "`pwritev`" + ` where the request names a position. Sending without an address is ` + "`sendto`" + `, renaming ` + "`renameat2`" + `,
and so on; what the kernel has no event for, such as ` + "`fallocate`" + `, has the event of its name. Time-outs, polls, cancelling and messages between rings have none.

* A file or socket that is kept in a slot of the ring has a descriptor number of its own, 1073741824 or more, that no real descriptor can have.
* A request that asks for no completion (` + "`IOSQE_CQE_SKIP_SUCCESS`" + `) is reported when it is submitted, as if it had succeeded: only its failure would show.
* Linux 5.16 or later. Where the kernel's tracepoints do not show the requests, ` + "`falcod doctor`" + ` names the programs ` + "`uring_submit`" + ` and ` + "`uring_complete`" + `.

## Types

| event | parameters |
|---|---|
`)
	tables := map[string]*catalog.FlagTable{}
	var order []string
	for i := range catalog.Events {
		id, e := catalog.EventID(i), &catalog.Events[i]
		if e.Flags&(catalog.OldVersion|catalog.Unused) != 0 || id == catalog.EvtGenericX || id == catalog.EvtGenericE ||
			e.Origin == catalog.FromSyscall && !id.IsExit() || e.Name == "NA" {
			continue
		}
		var params []string
		for j := range e.Params {
			p := &e.Params[j]
			params = append(params, fmt.Sprintf("`%s` %s", p.Name, p.Type))
			if p.Flags != nil && tables[p.Flags.Name] == nil {
				tables[p.Flags.Name] = p.Flags
				order = append(order, p.Flags.Name)
			}
		}
		fmt.Fprintf(out, "| %s | %s |\n", e.Name, strings.Join(params, ", "))
	}
	out.WriteString("\n## Names of flags\n\n| table | names |\n|---|---|\n")
	for _, name := range order {
		var names []string
		for _, f := range tables[name].Flags {
			names = append(names, f.Name)
		}
		fmt.Fprintf(out, "| %s | %s |\n", name, strings.Join(names, ", "))
	}
}
