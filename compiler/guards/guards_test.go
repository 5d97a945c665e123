package guards_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/guards"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// of is the guard of a condition on an event type.
func of(t *testing.T, event string, id catalog.EventID, condition string) (any [][]vm.GuardAtom) {
	t.Helper()
	text := "- rule: r\n  desc: d\n  output: o\n  priority: INFO\n  condition: >\n    evt.type = " + event + " and " + condition + "\n"
	res := compiler.Compile([]*source.File{source.NewFile("r.yaml", []byte(text))}, compiler.Options{})
	if !res.OK() {
		t.Fatalf("%s: has errors", condition)
	}
	for _, g := range guards.Build(res.Rules)[0] {
		if g.Events.Has(id) {
			any = g.Any
		}
	}
	return any
}

func TestGuards(t *testing.T) {
	for _, c := range []struct {
		condition string
		want      string // clauses, each as its number of atoms; "" for a rule that never matches
	}{
		{"evt.is_open_read = true", "[1]"},
		{"proc.name = cat", "[1]"},
		{"fd.name startswith /etc and proc.name = cat", "[2]"},
		{"fd.name startswith /etc or proc.name = cat", "[1 1]"},
		{"fd.name startswith /etc or fd.name = /x", "[1 1]"},
		{"not (fd.name startswith /etc or proc.name = cat)", "[1]"},
		{"not (fd.name startswith /etc and proc.name = cat)", "[0]"},
		{"not fd.directory = /etc", "[0]"}, // only ever an over-approximation
		{"not fd.filename = passwd and evt.is_open_write = true", "[2]"},
		{"fd.name glob /etc/*", "[1]"},
		{"evt.res = SUCCESS and fd.num >= 0", "[1]"},
		{"container.id != host", "[1]"},
		{"evt.type = connect", "[]"},
	} {
		var sizes []int
		for _, atoms := range of(t, "openat", catalog.EvtOpenat2X, c.condition) {
			sizes = append(sizes, len(atoms))
		}
		if got := fmt.Sprint(sizes); got != c.want {
			t.Errorf("%s: %s, want %s", c.condition, got, c.want)
		}
	}
}

// What the kernel knows of sockets and tasks, as tests of one atom.
func TestKnown(t *testing.T) {
	// The second number is the parameter with connect's descriptor.
	for _, c := range []struct {
		condition string
		want      string
	}{
		{"fd.typechar = 4", "{GuardFamily 2 3 0}"},
		{"fd.type in (ipv6, unix)", "{GuardFamily 2 6 0}"},
		{"fd.type = file", ""},
		{"fd.sockfamily = ip", "{GuardFamily 2 3 0}"},
		{"fd.l4proto = udp", "{GuardProto 2 17 0}"},
		{"fd.l4proto != tcp", ""},
		{"not fd.l4proto = tcp", ""},
		{`fd.net != "127.0.0.0/8"`, "not {GuardEnd 2 7f 0xff}"},
		{`fd.sip = "10.1.2.3"`, "{GuardEnd 2 302010a 0xffffffff}"},
		{`fd.snet in ("10.0.0.0/8", "192.168.0.0/16")`, "{GuardEnd 2 a 0xff} {GuardEnd 2 a8c0 0xffff}"},
		{`not fd.snet in ("10.0.0.0/8")`, ""},
		{`fd.sip = "::1"`, ""},
		{"fd.sport in (80, 443)", "{GuardPort 2 80 80} {GuardPort 2 443 443}"},
		{"fd.cport >= 1024", "{GuardPort 2 1024 65535}"},
		{"fd.sport != 80", ""},
		{"proc.name in (sh, bash)", "{GuardName 0 68736162 0} {GuardName 0 6873 0}"},
		{"proc.name = a-name-of-16-byt", ""}, // longer than names get
		{"proc.name != sh", ""},
		{"user.uid = 0", "{GuardUser 0 0 0}"},
		{"user.uid < 1000", "{GuardUser 0 0 999}"},
	} {
		any := of(t, "connect", catalog.EvtConnectX, c.condition)
		if len(any) != 1 || len(any[0]) > 1 {
			t.Errorf("%s: %v", c.condition, any)
			continue
		}
		got := ""
		for _, a := range any[0] {
			var tests []string
			for _, test := range a.Tests {
				tests = append(tests, text(&test))
			}
			got = strings.Join(tests, " ")
			if a.Not {
				got = "not " + got
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.condition, got, c.want)
		}
	}
	if any := of(t, "connect", catalog.EvtConnectX, "evt.res = EINPROGRESS"); len(any) != 1 || len(any[0]) != 1 || int64(any[0][0].Tests[0].A) != -115 {
		t.Errorf("EINPROGRESS: %v", any)
	}
}

func text(t *vm.GuardTest) string {
	switch t.Op {
	case vm.GuardFamily:
		return fmt.Sprintf("{GuardFamily %d %d %d}", t.Param, t.A, t.B)
	case vm.GuardProto:
		return fmt.Sprintf("{GuardProto %d %d %d}", t.Param, t.A, t.B)
	case vm.GuardEnd:
		return fmt.Sprintf("{GuardEnd %d %x %#x}", t.Param, t.A, t.B)
	case vm.GuardPort:
		return fmt.Sprintf("{GuardPort %d %d %d}", t.Param, t.A, t.B)
	case vm.GuardName:
		return fmt.Sprintf("{GuardName %d %x %x}", t.Param, t.A, t.B)
	case vm.GuardUser:
		return fmt.Sprintf("{GuardUser %d %d %d}", t.Param, t.A, t.B)
	}
	return fmt.Sprintf("{%d}", t.Op)
}
