package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm/catalog"
)

func parse(t testing.TB, condition string) ast.Expr {
	t.Helper()
	e, err := grammar.ParseCondition(condition, grammar.MaxDepth)
	if err != nil {
		t.Fatalf("%s: %s", condition, err.Msg)
	}
	return e
}

func TestErrors(t *testing.T) {
	long := strings.Repeat("x", 256)
	for _, c := range []struct{ condition, want string }{
		{`evt.rawres = abc`, `abc is not a valid number`},
		{`evt.rawres < 0x10`, `0x10 is not a valid number`},
		{`thread.cpu = 1.0`, `1.0 is not a valid number`},
		{`thread.cpu = 1`, ``},
		{`proc.pid contains 1`, `filter error: 'contains' operator not supported for numeric filters`},
		{`fd.name < 1`, ``},
		{`fd.name bcontains 303000`, `filter error: 'bcontains' operator not supported for string filters`},
		{`evt.buffer regex '.*'`, `filter error: 'regex' operator not supported for buffer filters`},
		{`evt.buffer bcontains 2g`, `filter error: bcontains and bstartswith operator support hex strings only`},
		{`evt.is_io = 1`, `filter error: unrecognized boolean value 1`},
		{`fd.ip contains x`, `filter error: 'contains' operator not supported for ip address and network filters`},
		{`fd.ip contains anyof (x)`, `filter error: 'contains' with modifier not supported for ip address and network filters`},
		{`fd.ip == anyof (127.0.0.1)`, ``},
		{`fd.net = 10.0.0.1`, `unrecognized IP network 10.0.0.1`},
		{`fd.net = 10.0.0.0/33`, `invalid netmask 33`},
		{`fd.net = ::/0`, `invalid v6 netmask 0`},
		{`fd.net = 0.0.0.0/0`, ``},
		{`fd.cip = 010.0.0.1`, `unrecognized IPv4 address 010.0.0.1`},
		{`fd.cip = fe80::1%lo`, `unrecognized IPv6 address fe80::1%lo`},
		{`fd.sport = ssh`, ``},
		{`fd.sport = nosuch`, `unrecognized protocol nosuch`},
		{`fd.sport = 2147483648`, `port number 2147483648 is out of range`},
		{`proc.name = "\x00"`, `filter error: filter value cannot contain a NUL byte (\x00)`},
		{`evt.buffer = "\x00"`, ``},
		{`proc.name = ` + long, `filter parameter too long (used=257, available=256):` + long},
		{`evt.buffer = ` + long, `filter parameter too long (byte buf)`},
		{`evt.type = nosuch`, `unknown event type nosuch`},
		{`evt.type contains ope`, `unknown event type ope`},
		{`evt.type = ""`, ``},
		{`no.such = x`, `filter_check called with nonexistent field no.such`},
		{`proc.name[1] = x`, `filter_check called with nonexistent field proc.name[1]`},
		{`evt.arg = x`, `filter syntax error: evt.arg`},
		{`toupper(evt.rawres) = X`, `can't add field transformer: type 'INT64' is not supported by 'toupper' transformer applied on field 'evt.rawres'`},
		{`toupper(evt.rawarg.res) = x`, `field 'evt.rawarg' does not support transformers`},
		{`toupper(fd.name)[x] = y`, `filter error: transformer 'toupper' does not support field arguments`},
		{`join("-") = x`, `unknown field transfomer 'join'`},
		{`join("-","a","b") = x`, `join() requires exactly 2 arguments: separator and list`},
		{`join(("a"),("b")) = x`, `join() first argument (separator) must be a single value, not a list`},
		{`concat(fd.types,"a") = x`, `concat() arguments must be strings`},
		{`getopt("x","n") exists`, `getopt() first argument must be a list`},
		{`getopt(("-n"),("n")) exists`, `getopt() second argument (optstring) must be a single value`},
		{`getopt(("-n"),evt.num) exists`, `getopt() arguments must be strings`},
		{`tolower(fd.name,fd.type) = x`, `unknown multivalue transformer`},
		{`syscall.type != val(proc.pid)`, `field 'syscall.type' has type 'CHARBUF' while the right-hand side field 'proc.pid' has incompatible type 'INT64'`},
		{`fd.name regex val(fd.name)`, `operator 'REGEX' doesn't support right-hand side fields`},
		{`fd.cip = val(fd.sip)`, ``},
		{`fd.cip = val(fd.ip)`, `field 'fd.ip' can't be used as a right-hand side field`},
		{`fd.snet = val(fd.cnet)`, `field type 'IPNET' doesn't support right-hand side fields`},
		{`proc.aname = val(proc.name)`, `field 'proc.aname' doesn't support right-hand side fields`},
		{`proc.name regex '[a'`, `invalid regex pattern: missing ]: [a`},
		{`proc.name regex "(?i)x"`, `invalid regex pattern: no argument for repetition operator: ?`},
		{`fd.types = file`, `filter error: '=' operator not supported list filters`},
		{`evt.rawarg.data = x`, `wrong parameter type 10`},
		{`evt.rawarg.sig = 1`, `wrong parameter type 19`},
		{`evt.rawarg.addr = 1`, `filter error: '=' operator not supported for type 'SOCKADDR'`},
		{`evt.around[1] < 5`, `evt.around supports only '=' comparison operator`},
		{`b64(evt.type) = close`, "event code search does not support `evt.type` checks with transformers"},
		{`evt.type != val(proc.name)`, "right-hand field comparisons on `evt.type`/`syscall.type` checks are not supported by event code search"},
	} {
		e, findings := check.Condition(parse(t, c.condition), check.SourceSyscall)
		got := ""
		if i := slices.IndexFunc(findings, func(f check.Finding) bool { return f.Error }); i >= 0 {
			got = findings[i].Msg
		}
		if got != c.want || (e == nil) != (c.want != "") {
			t.Errorf("%.100s\ngot  %s\nwant %s", c.condition, got, c.want)
		}
	}
}

// Checking goes on after an error.
func TestAllErrors(t *testing.T) {
	_, findings := check.Condition(parse(t, `no.such = x and fd.num in (a, 1, b) or not proc.name[1] exists`), check.SourceSyscall)
	var got []string
	for _, f := range findings {
		got = append(got, f.Msg)
	}
	want := []string{
		"filter_check called with nonexistent field no.such", "a is not a valid number", "b is not a valid number",
		"filter_check called with nonexistent field proc.name[1]",
	}
	if !slices.Equal(got, want) {
		t.Error(strings.Join(got, "\n"))
	}
}

func TestWarningsAndHints(t *testing.T) {
	for _, c := range []struct{ condition, code, msg, hint string }{
		{`proc.nam = x`, check.CodeCondition, "nonexistent", "did you mean proc.name?"},
		{`evt.typ = open`, check.CodeCondition, "nonexistent", "did you mean evt.type?"},
		{`evt.type = opennat`, check.CodeCondition, "unknown event type", "did you mean openat?"},
		{`proc.name[1] = x`, check.CodeCondition, "nonexistent", "proc.name takes no argument"},
		{`evt.arg = x`, check.CodeCondition, "syntax", "write evt.arg.NAME"},
		{`container.label = x`, check.CodeCondition, "requires", "write container.label[KEY]"},
		{`fd.types = file`, check.CodeCondition, "list filters", "use 'in'"},
		{`evt.rawres = 0x10`, check.CodeCondition, "not a valid", "write 16"},
		{`evt.rawres = 1e+3`, check.CodeCondition, "not a valid", "write 1000"},
		{`proc.name regex a\d`, check.CodeCondition, `invalid escape sequence: \d`, "[[:digit:]]"},
		{`proc.pid contains 1`, check.CodeCondition, "numeric", "takes exists, ="},
		{`proc.name = proc.pname`, check.CodeWarn, "misused", "val(proc.pname)"},
		{`proc.name regex syscall.*`, check.CodeWarn, "optimized", ""},
		{`evt.dir = <`, check.CodeDeprecated, "enter events", ""},
		{`ka.x = <NA>`, check.CodeUnsafeNA, "", "exists"},
		{`user.uid < -1`, check.CodeNumber, "taken as 4294967295", ""},
		{`user.uid < 0`, check.CodeNeverTrue, "never < 0", ""},
		{`user.uid >= 0`, check.CodeAlwaysTrue, "always >= 0", "exists"},
		{`evt.cpu = 70000`, check.CodeNumber, "taken as 4464", ""},
		{`fd.sport = 70000`, check.CodeNumber, "taken as 4464", ""},
		{`proc.name in ()`, check.CodeNeverTrue, "empty list", ""},
		{`proc.name = a_rather_long_name`, check.CodeNeverTrue, "15 bytes", "'a_rather_long_n'"},
		{`tolower(proc.name) = Bash`, check.CodeNeverTrue, "upper-case", ""},
		{`basename(fd.name) in (/etc/x)`, check.CodeNeverTrue, "slash", ""},
		{`proc.name contains ""`, check.CodeAlwaysTrue, "empty text", ""},
		{`proc.aname != bash`, check.CodeSuspicious, "some ancestor", "not proc.aname ="},
		{`proc.name != anyof (a, b)`, check.CodeAlwaysTrue, "differs", "allof"},
		{`evt.type = ""`, check.CodeNeverTrue, "empty type", ""},
		{`evt.type = pread64`, check.CodeNeverTrue, "reported as pread", "pread?"},
		{`evt.type != sync`, check.CodeSuspicious, "no event type of its own", ""},
		{`not evt.type in (open, sync)`, check.CodeSuspicious, "no event type of its own", ""},
		{`evt.type = open and evt.type = close`, check.CodeNeverTrue, "no event type satisfies", ""},
		{`evt.type = open and evt.arg.newpath = x`, check.CodeNeverTrue, "evt.arg.newpath is never there", "open"},
		{`proc.name = x or (evt.rawarg.newpath contains x and not evt.type != open)`, check.CodeNeverTrue, "evt.rawarg.newpath is never there", "open"},
		{`fd.ip in (10.0.0.1)`, check.CodeDiffers, "never matches", "either end"},
	} {
		_, findings := check.Condition(parse(t, c.condition), check.SourceSyscall)
		if !slices.ContainsFunc(findings, func(f check.Finding) bool {
			return f.Code == c.code && strings.Contains(f.Msg, c.msg) && strings.Contains(f.Hint, c.hint)
		}) {
			t.Errorf("%s: %+v", c.condition, findings)
		}
	}
	for _, quiet := range []string{
		`evt.type = open and proc.name = bash`, `fd.sport = 443`, `fd.sport = https`, `user.uid = 007`, `evt.num >= 0`, `proc.name in (a)`, `user.uid = 0`,
		`evt.type = rename and evt.arg.newpath = x`, `evt.type in (open, rename) and (evt.arg.newpath = x or evt.arg.name = x)`,
		`evt.arg.newpath = x`, `not evt.type = open and evt.arg.newpath = x`, `evt.type = open and evt.num = 0`,
		`evt.type in (open, sync)`, `evt.type != open`, `not evt.type != sync`,
		`evt.rawres < 0`, `evt.rawres = -0`, `proc.aname in (a, b)`, `fd.types in ()`, `fd.net = 10.0.0.0/8`, `evt.buffer contains "a"`,
	} {
		if _, findings := check.Condition(parse(t, quiet), check.SourceSyscall); len(findings) > 0 {
			t.Errorf("%s: %+v", quiet, findings)
		}
	}
}

func TestMacros(t *testing.T) {
	body := parse(t, `proc.nam = x`)
	ref := &ast.MacroRef{Name: "m", Body: body}
	outer := &ast.MacroRef{Name: "n", Body: ref}
	_, findings := check.Condition(&ast.And{Kids: []ast.Expr{outer, &ast.MacroRef{Name: "m", Body: body}}}, check.SourceSyscall)
	if len(findings) != 1 || len(findings[0].Path) != 2 || findings[0].Path[0] != outer || findings[0].Path[1] != ref {
		t.Errorf("%+v", findings)
	}
	// Macros that use one another twice are walked once.
	var e ast.Expr = parse(t, `evt.type = open`)
	for range 200 {
		m := &ast.MacroRef{Name: "m", Body: e}
		e = &ast.And{Kids: []ast.Expr{m, &ast.MacroRef{Name: "m", Body: e}}}
	}
	if c, _ := check.Condition(e, check.SourceSyscall); c == nil {
		t.Error("refused")
	}
	if names := check.Infer(e).Names(); !slices.Equal(names, []string{"asyncevent", "open"}) {
		t.Error(names)
	}
}

func TestSources(t *testing.T) {
	for condition, ok := range map[string]bool{`evt.num > 0`: true, `evt.source = x`: true, `proc.name = x`: false, `evt.type = open`: false} {
		if c, _ := check.Condition(parse(t, condition), "k8s_audit"); (c != nil) != ok {
			t.Error(condition)
		}
	}
}

func TestInfer(t *testing.T) {
	const all = "all"
	for _, c := range []struct{ condition, want string }{
		{`evt.type=openat`, "asyncevent openat"},
		{`not evt.type!=openat`, "asyncevent openat"},
		{`evt.type=openat and not proc.name=x`, "asyncevent openat"},
		{`evt.type=openat or proc.name=x`, all},
		{`evt.type!=openat or evt.type!=close`, all},
		{`evt.type=open and evt.type=close`, "asyncevent"},
		{`evt.type in ()`, "asyncevent"},
		{`not evt.type in ()`, all},
		{`not evt.type exists`, "asyncevent"},
		{`evt.type=openat and not (evt.type=close and proc.name=x)`, "asyncevent openat"},
		{`evt.num in (0,00)`, "asyncevent"},
		{`evt.num<=0`, "asyncevent"},
		{`not evt.num=0`, all},
		{`not evt.num=1`, all},
		{`evt.num < -5`, all},
		{`evt.type = oneof (open)`, all},
		{`evt.type=syncfs`, "asyncevent syncfs"},
		{`evt.type=pread64`, "asyncevent"},
		{`evt.type=accept`, "accept accept4 asyncevent"},
		{`evt.type=container`, "asyncevent container"},
	} {
		got := strings.Join(check.Infer(parse(t, c.condition)).Names(), " ")
		if c.want == all && len(got) > 2000 {
			got = all
		}
		if got != c.want {
			t.Errorf("%s: %.200s", c.condition, got)
		}
	}
	events := check.Events(parse(t, `evt.type=openat`))
	if !events.Has(catalog.EvtAsynceventE) || events.Len() != 5 {
		t.Error(events.Len())
	}
	if !check.Infer(parse(t, `proc.name=cat`)).TooMany() || check.Infer(parse(t, `evt.num=0`)).TooMany() {
		t.Error("TooMany")
	}
}

func TestDiffers(t *testing.T) {
	for condition, want := range map[string]string{
		`fd.ip in (10.0.0.1)`:                               "address-set",
		`fd.ip intersects (10.0.0.1)`:                       "stops",
		`fd.ip = 10.0.0.1`:                                  "",
		`fd.net in (10.0.0.0/8)`:                            "",
		`fd.net in (10.0.0.0/8, 1.0.0.0/8)`:                 "first-value",
		`fd.port = anyof (1, 2)`:                            "first-value",
		`proc.apid in (1)`:                                  "number-set",
		`proc.apid[1] in (1)`:                               "",
		`evt.rawarg.fd in (1)`:                              "number-set",
		`evt.rawarg.name in (a)`:                            "",
		`tolower(fd.types) in (file)`:                       "transformed-set",
		`proc.name in tolower(proc.pname)`:                  "transformed-set",
		`tolower(proc.name) in (a)`:                         "",
		`proc.name pmatch (/a*, /b*/c)`:                     "pmatch-globs",
		`proc.name pmatch (/a*, /b*, /c/d*)`:                "",
		`concat("a", proc.name) = val(proc.exe)`:            "join-left",
		`proc.name = concat("a", proc.exe)`:                 "",
		`join("-", (evt.cpu)) = 1`:                          "list-numbers",
		`join("-", (proc.pid)) = 1`:                         "",
		`concat(len(proc.name), "x") = x`:                   "concat-number",
		`not (evt.num = 1 or len(getopt(("-a"), "a")) = 1)`: "len-getopt",
	} {
		c, findings := check.Condition(parse(t, condition), check.SourceSyscall)
		if c == nil {
			t.Errorf("%s: %+v", condition, findings)
			continue
		}
		if got := strings.Join(check.Differs(c), " "); got != want {
			t.Errorf("%s: %s", condition, got)
		}
	}
	ids := map[string]bool{}
	for _, d := range check.Differences {
		if ids[d.ID] || d.Falco == "" || d.Ours == "" || d.Why == "" {
			t.Errorf("%+v", d)
		}
		ids[d.ID] = true
	}
}

func TestOutput(t *testing.T) {
	f, findings := check.Output(`a %proc.name %10fd.num %tolower(proc.name) %proc.aname[2].`, check.SourceSyscall)
	if f == nil || len(findings) > 0 {
		t.Fatalf("%+v", findings)
	}
	var got []string
	for _, p := range f.Parts {
		switch {
		case p.Value == nil:
			got = append(got, "text "+p.Text)
		case p.Hidden:
			got = append(got, "hidden "+p.Key)
		case p.Value.Call != nil:
			got = append(got, p.Value.Call.Fn.String()+p.Key)
		default:
			got = append(got, p.Key)
		}
	}
	want := []string{"text a ", "proc.name", "text  ", "fd.num", "text  ", "hidden proc.name", "tolower", "text  ", "proc.aname[2]", "text ."}
	if !slices.Equal(got, want) || f.Parts[3].Width != 10 {
		t.Errorf("%q", got)
	}
	for _, c := range []struct{ format, code, msg, hint string }{
		{"%", check.CodeOutput, "cannot end with a %", ""},
		{"%5", check.CodeOutput, "cannot end with a number", ""},
		{"", check.CodeOutput, "empty formatting token", ""},
		{"100%%", check.CodeOutput, "unknown filter", "percent sign"},
		{"%proc.nam x", check.CodeOutput, "unknown filter", "did you mean proc.name?"},
		{"%PROC.NAME", check.CodeOutput, "unknown filter", "did you mean proc.name?"},
		{"%val(proc.name)", check.CodeOutput, "unknown filter", "without val()"},
		{"%toupper(evt.num)", check.CodeOutput, "unknown filter", "not supported by 'toupper'"},
		{"x %container.info", check.CodeDeprecated, "%container.info is deprecated", ""},
		{"%evt.dir", check.CodeDeprecated, "usage of deprecated field 'evt.dir'", ""},
	} {
		_, findings := check.Output(c.format, check.SourceSyscall)
		if !slices.ContainsFunc(findings, func(f check.Finding) bool {
			return f.Code == c.code && strings.Contains(f.Msg, c.msg) && strings.Contains(f.Hint, c.hint)
		}) {
			t.Errorf("%q: %+v", c.format, findings)
		}
	}
	// Each token that cannot be read is told, the first as Falco tells it.
	f, findings = check.Output("%proc.nam %fd.name 100%% %tolower(fd.nam) %fd.num %", check.SourceSyscall)
	var places []int32
	for _, f := range findings {
		places = append(places, f.Pos)
		if f.More != (f.Pos > findings[0].Pos) || !f.Error {
			t.Errorf("%+v", f)
		}
	}
	if f != nil || !slices.Equal(places, []int32{1, 23, 26, 51}) {
		t.Errorf("errors at %v", places)
	}
	if _, findings := check.Output(strings.Repeat("%x.y ", 1000), check.SourceSyscall); len(findings) != 20 {
		t.Errorf("%d findings of one output", len(findings))
	}
}

func FuzzCondition(f *testing.F) {
	for _, s := range []string{
		`evt.type = open and proc.name in (a, b)`, `not fd.net = 10.0.0.0/8 or fd.sport = ssh`, `join("-", (proc.name, 5)) = x`,
		`getopt(("-n"), "n:")[n] != ""`, `proc.name regex oneof ("(a", 'b*')`, `evt.rawarg.res < -1`, `proc.name = val(proc.pname)`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := grammar.ParseCondition(text, grammar.MaxDepth)
		if err != nil {
			return
		}
		c, findings := check.Condition(e, check.SourceSyscall)
		bad := slices.ContainsFunc(findings, func(f check.Finding) bool { return f.Error })
		if (c == nil) != bad {
			t.Fatal("an expression and an error, or neither")
		}
		check.Infer(e)
		if c != nil {
			check.Differs(c)
		}
	})
}
