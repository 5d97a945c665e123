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
