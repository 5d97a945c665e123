package reference_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

type values map[string]vm.Value

func (vs values) get(ref *catalog.FieldRef) (vm.Value, bool) {
	v, ok := vs[ref.Text()]
	return v, ok
}

func str(s string) vm.Value                      { return vm.Value{S: s} }
func num(n int64) vm.Value                       { return vm.Value{N: uint64(n)} }
func raw(t catalog.Type, s string) vm.Value      { return vm.Value{S: s, Type: t} }
func rawNumber(t catalog.Type, n int64) vm.Value { return vm.Value{N: uint64(n), Type: t} }
func ip(s string) vm.Value                       { return str(string(netip.MustParseAddr(s).AsSlice())) }
func several(vs ...vm.Value) vm.Value            { return vm.Value{L: vs} }
func strs(ss ...string) (v vm.Value) {
	for _, s := range ss {
		v.L = append(v.L, str(s))
	}
	return v
}

func eval(t *testing.T, condition string, vs values) bool {
	t.Helper()
	e, perr := grammar.ParseCondition(condition, grammar.MaxDepth)
	if perr != nil {
		t.Fatalf("%s: %s", condition, perr.Msg)
	}
	cond, findings := check.Condition(e, check.SourceSyscall)
	if cond == nil {
		t.Fatalf("%s: %v", condition, findings)
	}
	return reference.Eval(cond, vs.get)
}

func TestEval(t *testing.T) {
	base := values{
		"fd.name": str("/opt/dir/SUBDIR/f.txt"), "proc.name": str("myexe"), "evt.source": str("syscall"), "syscall.type": str("getcwd"),
		"fd.types": strs("ipv4", "file"), "evt.num": num(1), "evt.cpu": num(1), "proc.cwd": str("bad\xff"), "proc.exe": str("\xc3\xa9"),
		"proc.pname": str("/p\xff/q\xff"), "evt.buffer": str("a\x00b"), "evt.args": str("<NA>"),
		"fd.sip": ip("10.0.0.1"), "fd.snet": ip("142.251.111.147"), "fd.net": several(ip("172.40.111.222"), ip("142.251.111.147")),
		"fd.ip": several(ip("172.40.111.222"), ip("142.251.111.147")), "fd.port": several(num(40000), num(443)),
		"evt.rawarg.res": rawNumber(catalog.Errno, -22), "evt.rawarg.name": raw(catalog.Fspath, ""),
		"proc.aname": strs("bash", "init"), "proc.apid": several(num(10), num(1)), "proc.pid": num(42), "user.uid": num(1000),
		"proc.cmdline": str("YWFhYmJi"), "proc.sname": str("ab$"), "evt.is_io": num(1), "proc.args": str("-n x"),
		"fd.cip.name": str("a"), "container.label[a]": str("b"),
	}
	for _, c := range []struct {
		condition string
		want      bool
	}{
		{`fd.name icontains /subdir`, true},
		{`fd.name pmatch (/opt/dir)`, true}, {`fd.name pmatch (/opt/*)`, true}, {`fd.name pmatch (/opt/di?/SUBDIR)`, true}, {`fd.name pmatch (/opt/di[r])`, true},
		{`fd.name pmatch (/opt/dir2)`, false}, {`fd.name pmatch (/opt/di)`, false}, {`fd.name pmatch (/opt/*/x)`, false}, {`fd.name pmatch (/opt/di[!r])`, false},
		{`fd.name pmatch (/)`, true}, {`fd.name pmatch ('')`, true}, {`fd.name pmatch (//opt//dir/)`, true},
		{`fd.name pmatch ()`, false}, {`fd.name in ()`, false}, {`fd.name intersects ()`, false},
		{`fd.name pmatch (/opt/dir/SUBDIR/f.txt/more)`, false},
		{`fd.name pmatch (/*, /opt/dir, /[a-z]*/x/y)`, true},
		{`fd.name glob /opt/*`, true}, {`fd.name glob /opt`, false},
		{`proc.name glob my?xe`, true}, {`proc.name iglob MY*`, true}, {`proc.name glob MY*`, false},
		{`proc.cwd glob "bad?"`, true}, {`proc.exe glob ?`, false}, {`proc.exe glob ??`, true},
		{`evt.source regex 'yscal.*'`, false}, {`evt.source regex '.*yscal'`, false}, {`evt.source regex 's.*l'`, true},
		{`toupper(evt.source) regex '^[A-Z]+$'`, true},
		{`proc.pname regex "/p./q."`, true},
		{`proc.sname regex 'a|ab.'`, true},
		{`proc.name == oneof (myexe, myexe)`, false}, {`proc.name != oneof (myexe, bash)`, true}, {`proc.name != anyof (myexe, bash)`, true},
		{`proc.name != allof (myexe, bash)`, false}, {`proc.name != allof ()`, false}, {`proc.name != allof (x, bash)`, true},
		{`proc.name contains allof (my, exe)`, true}, {`proc.name contains oneof (my, exe)`, false},
		{`evt.cpu > -500`, true}, {`user.uid < -1`, true}, {`user.uid = 4294968296`, true},
		{`evt.rawarg.res > 4294967295`, false}, {`evt.rawarg.res < -1`, true}, {`evt.rawarg.res in (-22)`, true},
		{`evt.rawarg.name exists`, true}, // an empty path still has its NUL
		{`fd.sip != ::1`, true}, {`fd.sip = '::1'`, false}, {`fd.sip = 10.0.0.1`, true}, {`fd.sip in (10.0.0.2, 10.0.0.1)`, true},
		{`fd.net != 2001:db8::/64`, true}, {`fd.net = 2001:db8::/64`, false},
		{`fd.net = 142.251.111.0/16`, true}, {`fd.net != 142.251.111.0/16`, false}, {`fd.net in (1.2.3.0/24, 142.251.0.0/16)`, true},
		{`fd.snet in (1.2.3.0/24, 142.251.0.0/16)`, true}, {`fd.snet = 0.0.0.0/0`, true}, {`fd.snet != ::1/128`, true},
		{`fd.ip != 142.251.111.147`, false}, {`fd.ip != 1.1.1.1`, true}, {`fd.ip = 172.40.111.222`, true}, {`fd.ip in (142.251.111.147)`, true},
		{`fd.ip = anyof (10.0.0.1, 142.251.111.147)`, true},
		{`fd.port = 443`, true}, {`fd.port != 443`, false}, {`fd.port < 1024`, true}, {`fd.port > 1024`, true}, {`fd.port in (https)`, true}, {`fd.port intersects (443)`, true},
		{`evt.buffer = "a\x00b"`, true}, {`evt.buffer bcontains 0062`, true}, {`evt.buffer bstartswith 6100`, true}, {`evt.buffer endswith b`, true},
		{`fd.uid = x`, false}, {`fd.uid != x`, false}, {`fd.uid in (x)`, false}, {`fd.uid exists`, false},
		{`not fd.uid = x`, true}, {`not fd.uid in (x)`, true},
		{`evt.args = evt.args`, false}, {`evt.args = val(evt.args)`, true},
		{`evt.args startswith ''`, true}, {`evt.args contains ''`, true}, {`evt.args glob ''`, false}, {`evt.args regex ''`, false},
		{`tolower(toupper(syscall.type)) contains getcwd`, true},
		{`basename(fd.name) = f.txt`, true}, {`len(fd.name) = 21`, true}, {`len(evt.buffer) = 3`, true},
		{`len(fd.types) = 2`, true}, {`fd.types in (ipv4)`, false}, {`fd.types in (ipv4, file, x)`, true}, {`fd.types intersects (ipv4)`, true},
		{`toupper(fd.types) intersects (FILE)`, true}, {`toupper(fd.types) in (FILE, IPV4)`, true}, {`fd.types intersects ()`, false},
		{`join("-", ("a","b")) = a-b`, true}, {`join(",", ()) = ""`, true}, {`join(",", (evt.num, evt.num)) = "1,1"`, true},
		{`join("-", fd.types) = ipv4-file`, true}, {`join("", (proc.ppid)) exists`, false}, {`join("", (proc.pid)) = 42`, true},
		{`b64(concat("YWFh","YmJi")) = aaabbb`, true}, {`b64(proc.cmdline) = aaabbb`, true}, {`b64(proc.sname) exists`, false},
		{`concat("x", 5) = x5`, true}, {`len("x") = 1`, true}, {`tolower("ABC") = abc`, true},
		{`proc.aname = good-exe`, false}, {`proc.aname in (good-exe, init)`, true}, {`proc.aname != bash`, true}, {`proc.aname startswith b`, true},
		{`proc.apid = 1`, true}, {`proc.apid in (1, 7)`, true}, {`proc.apid > 9`, true}, {`proc.apid > 10`, false},
		{`proc.name in (val)`, false}, {`proc.name in tolower(proc.name)`, true}, {`proc.name = toupper(proc.name)`, false},
		{`proc.name < 5`, false}, {`proc.name > 5`, true},
		{`evt.is_io = true`, true}, {`evt.is_io in (false)`, false},
		{`getopt(("-n","-t","hello"),"nt:")[t] = hello`, true}, {`getopt(("-t"),"t:") intersects ("")`, true}, {`getopt(("-t"),"t:") intersects ("t")`, false},
		{`getopt(("-t"),"t:") intersects ("?")`, false}, {`getopt(("-n","--","-t"),"nt:") intersects ("t")`, false},
		{`getopt(("--exec","-n"),"n") intersects ("n")`, true}, {`getopt(("-lpe","/bin/sh"),"lp:e:") intersects ("e")`, true},
		{`getopt(("-t","v1","-t"),"t:")[t] = ""`, true}, {`getopt(("-n"),"nt:")[t] != ""`, false}, {`getopt(("-n"),":n")[n] = n`, true},
		{`getopt(("-x"),"n") intersects ("?")`, true}, {`getopt(("x","-n"),"n") exists`, true}, {`getopt(("-","-n"),"n") intersects ("n")`, false},
		{`getopt(("-t:x"),"t") intersects ("?")`, true}, {`len(getopt(("-a","-b"),"ab")) = 2`, true},
		{`evt.num = 1 or evt.num = 1 and evt.num = 2`, true}, {`(evt.num = 1 or evt.num = 1) and evt.num = 2`, false},
		{`container.label[a] = b`, true}, {`container.label[b] exists`, false},
	} {
		if got := eval(t, c.condition, base); got != c.want {
			t.Errorf("%s: %v", c.condition, got)
		}
	}
}

func TestEmptyCandidates(t *testing.T) {
	vs := values{"fd.ip": {}, "fd.port": {}, "proc.aname": {}, "evt.rawarg.data": raw(catalog.Bytebuf, "")}
	for condition, want := range map[string]bool{
		`fd.ip exists`: true, `fd.ip = 1.1.1.1`: false, `fd.ip != 1.1.1.1`: false, `fd.port != 1`: false, `proc.aname != x`: false,
		`proc.aname exists`: true, `evt.rawarg.data exists`: false,
	} {
		if got := eval(t, condition, vs); got != want {
			t.Errorf("%s: %v", condition, got)
		}
	}
}

// The expectations are glibc's.
func TestFnmatch(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		fold, want    bool
	}{
		{"", "", false, true}, {"", "a", false, false}, {"*", "", false, true}, {"*", "/a.b/.c", false, true}, {"a*b*c", "aXbYbZc", false, true},
		{"?", "/", false, true}, {"?", "", false, false}, {"[a-c]", "b", false, true}, {"[!a-c]", "b", false, false}, {"[^a-c]", "d", false, true},
		{"[]a]", "]", false, true}, {"[!]a]", "]", false, false}, {"[a-]", "-", false, true}, {"[-a]", "-", false, true}, {"[a", "[a", false, true},
		{"[", "[", false, true}, {"[[:digit:]]", "5", false, true}, {"[[:digit:]x]", "x", false, true}, {"[![:digit:]]", "5", false, false},
		{"[[:nosuch:]]", "a", false, false}, {`\*`, "*", false, true}, {`\*`, "a", false, false}, {`\`, `\`, false, false}, {`[\]]`, "]", false, true},
		{"[[=a=]]", "a", false, true}, {"[[.a.]-c]", "b", false, true}, {"ABC", "abc", true, true}, {"[A-C]", "b", true, true}, {"[[:upper:]]", "a", true, false}, {"[[:upper:]]", "A", true, true}, {"[[=a=]]", "A", true, false}, {"[][[:x:]]", "[", false, true},
		{"[[:upper:]]", "a", false, false}, {"a\xff?", "a\xff\xfe", false, true}, {"*[0-9]", "abc5", false, true}, {"*a*a*a*b", strings.Repeat("a", 60), false, false},
	} {
		if got := reference.Fnmatch(c.pattern, c.text, c.fold); got != c.want {
			t.Errorf("%q %q %v: %v", c.pattern, c.text, c.fold, got)
		}
	}
}
