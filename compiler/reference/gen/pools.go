package gen

import (
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/vm/catalog"
)

// EventNames are the names of the events that conditions ask for.
var EventNames = []string{
	"open", "openat", "openat2", "execve", "connect", "accept", "close", "read", "clone", "setuid", "syncfs", "sync", "container", "procexit", "switch",
}

type sample struct {
	text  string
	shape shape
}

// fields are samples of all fields of the catalogue. Those whose values follow
// from the event's type are left to eventType.
var fields, plainTexts = func() (all, texts []sample) {
	args := map[catalog.FieldID][]string{
		catalog.FieldEvtArg:       {"evt.arg[0]", "evt.arg.flags", "evt.arg.name", "evt.arg.res"},
		catalog.FieldEvtRawarg:    {"evt.rawarg.flags", "evt.rawarg.name", "evt.rawarg.res", "evt.rawarg.size", "evt.rawarg.data", "evt.rawarg.path", "evt.rawarg.fd"},
		catalog.FieldThreadCgroup: {"thread.cgroup.cpu"},
		catalog.FieldProcAname:    {"proc.aname", "proc.aname", "proc.aname[1]", "proc.aname[2]"},
		catalog.FieldProcApid:     {"proc.apid", "proc.apid", "proc.apid[1]"},
		catalog.FieldProcArgs:     {"proc.args", "proc.args[0]"},
		catalog.FieldProcEnv:      {"proc.env", "proc.env[PATH]"},
		catalog.FieldProcAenv:     {"proc.aenv", "proc.aenv[PATH]", "proc.aenv[1]"},
		catalog.FieldFdTypes:      {"fd.types", "fd.types[3]"},
		catalog.FieldEvtAround:    {},
		catalog.FieldEvtTypeIs:    {"evt.type.is.open"},
	}
	for id := range catalog.Fields {
		row := &catalog.Fields[id]
		names, ok := args[catalog.FieldID(id)]
		switch {
		case ok:
		case row.Arg&catalog.ArgRequired != 0:
			names = []string{row.Name + "[0]"}
		default:
			names = []string{row.Name}
		}
		switch catalog.FieldID(id) {
		case catalog.FieldEvtType, catalog.FieldSyscallType, catalog.FieldEvtNum:
			continue
		}
		for _, name := range names {
			ref, err := catalog.ParseField(name)
			if err != nil {
				panic(err)
			}
			s := sample{name, shape{ref.Type, row.List, ref.ID == catalog.FieldEvtRawarg}}
			all = append(all, s)
			if ref.Type == catalog.Charbuf && !row.List && !row.Has(catalog.NoTransformer) {
				texts = append(texts, s)
			}
		}
	}
	return all, texts
}()

var (
	texts = []string{
		"", "a", "b", "A", "ab", "aB", "cat", "bash", "Bash", "sh", "host", "/", "/etc", "/etc/", "/etc/passwd", "/tmp/x/y", "etc", "x.log", "YQ==", "YWI",
		"-a", "é", "a\xffb", "10", "1", "<NA>", "file", "ipv4",
	}
	globs   = []string{"*", "?", "a*", "*b", "/etc/*", "*/passwd", "[a-c]*", "[!a]*", "[[:upper:]]*", "b?sh", "[a", `\a`, "*a*b*", ""}
	regexes = []string{".*", "a.*", "[a-z]+", "(cat|bash)", "^/etc.*", "b[ax]sh$", "a?b?", ".", "..", "a|ab", ""}
	paths   = []string{"/", "", "/etc", "etc/", "/e*", "/tmp/*", "/tmp/?/y", "/*/passwd", "a", "/tmp/x/y/z", "[a-e]tc"}
	numbers = []string{"0", "1", "2", "3", "10", "80", "255", "256", "1000", "65535", "65536", "2147483648", "4294967295", "-1", "-2", "9223372036854775807", "-9223372036854775808"}
	ports   = []string{"0", "1", "80", "443", "ssh", "65535", "65536"}
	buffers = []string{"", "a", "ab", "a\x00b", "\xff\x00", "hello", "b"}
	addrs   = []string{"10.0.0.1", "10.0.0.2", "10.1.2.3", "127.0.0.1", "192.168.1.1", "::1", "fe80::1", "2001:db8::1"}
	nets    = []string{"10.0.0.0/8", "10.0.0.0/31", "0.0.0.0/0", "127.0.0.1/32", "::1/128", "fe80::/10", "2001:db8::/33", "192.168.1.77/17"}
)

func literalPool(s shape, op string) []string {
	switch {
	case s.typ.IsString():
		switch op {
		case "glob", "iglob":
			return globs
		case "regex":
			return regexes
		case "pmatch":
			return paths
		case "<", "<=", ">", ">=":
			return []string{"0", "1", "10", "5"}
		}
		return texts
	case s.typ == catalog.Bytebuf:
		if strings.HasPrefix(op, "b") {
			var out []string
			for _, b := range buffers {
				out = append(out, hex.EncodeToString([]byte(b)))
			}
			return out
		}
		return buffers
	case s.typ == catalog.Bool:
		return []string{"true", "false"}
	case s.typ == catalog.IPAddr:
		return addrs
	case s.typ == catalog.IPNet:
		return nets
	case s.typ == catalog.Port:
		return ports
	}
	return numbers
}

// numberPool are values that the literals hit, as the type holds them.
func numberPool(t catalog.Type) (out []uint64) {
	for _, s := range numbers {
		n, _ := catalog.ScanInt(s, max(t.Size(), 1)*8, t.IsSigned())
		out = append(out, n)
	}
	return out
}

func portPool() (out []uint64) {
	for _, s := range append(ports, "22") {
		if n, err := strconv.ParseUint(s, 10, 16); err == nil {
			out = append(out, n)
		}
	}
	return out
}
