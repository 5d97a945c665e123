package config

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func load(t *testing.T, text string, overrides ...string) *Result {
	t.Helper()
	file := write(t, filepath.Join(t.TempDir(), "f.yaml"), text)
	res, err := Load(Source{File: file, Overrides: overrides, Getenv: func(name string) string {
		return map[string]string{"PORT": "9000", "NAME": "x y", "YES": "true"}[name]
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		p.File = strings.TrimPrefix(p.File, filepath.Dir(file)+"/")
	}
	return res
}

func TestProblems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"jsn_output: true", "f.yaml:1:1: error: unknown key jsn_output (did you mean json_output?)"},
		{"webserver:\n  listen_prot: 1", "f.yaml:2:3: error: unknown key webserver.listen_prot (did you mean listen_port?)"},
		{"zzzzzz: 1", "f.yaml:1:1: error: unknown key zzzzzz"},
		{"json_output: maybe", `f.yaml:1:14: error: json_output must be true or false, not "maybe"`},
		{"json_output: [true]", `f.yaml:1:14: error: json_output must be true or false, not a list`},
		{"json_output:", `f.yaml:1:13: error: json_output must be true or false, not empty`},
		{"webserver: {listen_port: 70000}", "f.yaml:1:26: error: webserver.listen_port must be at most 65535, not 70000"},
		{"webserver: {listen_port: 1.5}", `f.yaml:1:26: error: webserver.listen_port must be a whole number, not "1.5"`},
		{"webserver: yes", `f.yaml:1:12: error: webserver must be a mapping, not "yes"`},
		{"priority: warn", `f.yaml:1:11: error: priority must be one of emergency, alert, critical, error, warning, notice, informational, info, debug, not "warn" (did you mean warning?)`},
		{"syscall_event_drops: {threshold: .nan}", `must be a number, not ".nan"`},
		{"metrics: {interval: soon}", `metrics.interval: "soon" is not a duration`},
		{"json_output: true\njson_output: false", "f.yaml:2:1: error: json_output is given twice, first in line 1"},
		{"rules_files: [a]", "f.yaml:1:1: warning: rules_files has no effect: falcod runs compiled rules"},
		{"engine: {kind: kmod}", "warning: engine.kind kmod has no effect"},
		{"a: [", "f.yaml:1:1: error: did not find expected node content"},
		{"- a", "f.yaml:1:1: error: the configuration must be a mapping, not a list"},
		{"a: 1\n---\nb: 2", "error: a file holds one document"},
		{"outputs_queue: &a {capacity: 1}\nwebserver: *a", "webserver: aliases are not taken"},
		{"http_output: {enabled: true}", "http_output.url is needed for http_output"},
		{"rules: [{enable: {}}]", "each entry of rules needs enable or disable"},
		{"rules: [{enabel: {tag: x}}]", "unknown key rules.enabel (did you mean enable?)"},
		{"append_output: [{extra_fields: [{a: b}, {a: c}]}]", "extra_fields has a twice"},
		{"stdout_output: {queue: {policy: spill}}", "stdout_output.queue.spill_directory is needed"},
		{"syscall_event_drops: {actions: [ignore, log]}", "ignore goes with no log"},
		{"1: {", "error:"},
		{"? [a]\n: b", "a key must be a text"},
	} {
		var got []string
		for _, p := range load(t, c.text).Problems {
			got = append(got, p.Error())
		}
		if len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), c.want) {
			t.Errorf("%s\n got %v\nwant %s", c.text, got, c.want)
		}
	}
}

func TestValues(t *testing.T) {
	res := load(t, `
json_output: on
webserver: {enabled: "${YES}", listen_port: "${PORT}", k8s_healthz_endpoint: "/${NAME}/$${NAME}${NONE}"}
rules:
- disable: {tag: net}
- enable: {rule: "A*"}
append_output:
- match: {tags: [a]}
  extra_fields: [proc.pid, {note: "pid %proc.pid"}]
metrics: {interval: 1h30m}
alert_throttle: [{rule: R, fields: [proc.name]}]
http_output: {headers: {A: b}, client_key: k}
stdout_output:
`, "priority=error", "rules[].enable.rule=B", "webserver.ui=false", "file_output={filename: /x, enabled: true}", "log_format=json", "syscall_event_drops.actions=[exit]")
	if err := res.Err(); err != nil {
		t.Fatal(err)
	}
	w := res.Webserver
	if !res.JSON || !w.Enabled || w.Port != 9000 || w.Healthz != "/x y/${NAME}" || w.UI || w.Address != "127.0.0.1" {
		t.Errorf("%+v", w)
	}
	if len(res.Rules) != 3 || res.Rules[0].Disable.Tag != "net" || res.Rules[2].Enable.Rule != "B" || res.Priority != "error" {
		t.Errorf("%+v", res.Rules)
	}
	if a := res.AppendOutput; len(a) != 1 || a[0].Suggested || a[0].Fields[1] != (ExtraField{"note", "pid %proc.pid"}) {
		t.Errorf("%+v", a)
	}
	if th := res.Throttle[0]; th.Burst != 1 || th.Rate != 1 || th.Fields[0] != "proc.name" {
		t.Errorf("%+v", th)
	}
	if res.HTTP.ClientKey != "k" || res.HTTP.Headers["A"] != "b" || !res.Stdout.Enabled || res.File.Filename != "/x" || res.Drops.Actions[0] != "exit" {
		t.Errorf("%+v %+v", res.HTTP, res.File)
	}
	if !res.Given["webserver.listen_port"] || res.Given["webserver.listen_address"] {
		t.Errorf("%v", res.Given)
	}
}

func TestOverrideErrors(t *testing.T) {
	for text, want := range map[string]string{
		"x":              "want KEY=VALUE",
		"=x":             "want KEY=VALUE",
		"jsn_output=1":   "-o jsn_output=1: error: unknown key jsn_output (did you mean json_output?)",
		"rules[x].a=1":   "is no index",
		"rules[9]=1":     "has 0 entries",
		"rules[0.a=1":    "lacks a ]",
		"webserver.=1":   "empty key",
		"priority=lower": "priority must be one of",
	} {
		var got string
		for _, p := range load(t, "", text).Problems {
			got += p.Error() + "\n"
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestDropIns(t *testing.T) {
	dir := t.TempDir()
	sub, named := filepath.Join(dir, "config.d"), filepath.Join(dir, "named.yaml")
	if err := os.Mkdir(sub, 0o700); err != nil {
		t.Fatal(err)
	}
	main := write(t, filepath.Join(dir, "falcod.yaml"), "config_files: ["+named+"]\nrules: [{enable: {tag: a}}]\nwebserver: {enabled: true, listen_port: 1}\n")
	write(t, named, "webserver: {listen_port: 2}\n")
	write(t, filepath.Join(sub, "10.yaml"), "rules: [{enable: {tag: b}}]\njson_output: true\n")
	write(t, filepath.Join(sub, "20.yml"), "rules: [{enabel: {tag: c}}]\njson_output: false\n")
	write(t, filepath.Join(sub, "README"), "not YAML: [")
	res, err := Load(Source{File: main, Dirs: []string{sub, filepath.Join(dir, "none")}})
	if err != nil {
		t.Fatal(err)
	}
	// A list adds; a mapping replaces the one before.
	if len(res.Rules) != 3 || res.JSON || res.Webserver.Port != 2 || res.Webserver.Enabled {
		t.Errorf("%+v", res.Config)
	}
	want := filepath.Join(sub, "20.yml") + ":1:10: error: unknown key rules.enabel (did you mean enable?)"
	if got := res.Err(); got == nil || !strings.Contains(got.Error(), want) {
		t.Errorf("got %v, want %s", got, want)
	}
	if len(res.Files) != 4 || len(res.WatchPaths) != 3 {
		t.Errorf("%v %v", res.Files, res.WatchPaths)
	}
	if _, err := Load(Source{File: filepath.Join(dir, "none.yaml")}); err == nil {
		t.Error("a missing file is fine")
	}
}

// TestPrint reads what is printed again.
func TestPrint(t *testing.T) {
	res := load(t, "webserver: {reload_token: sesame}\nhttp_output: {headers: {Authorization: sesame}}\nmetrics: {interval: 90s}\nappend_output: [{extra_fields: [{a: b}, c]}]")
	var out bytes.Buffer
	if err := res.Print(&out); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "sesame") {
		t.Errorf("a secret is printed:\n%s", &out)
	}
	again := load(t, out.String())
	if err := again.Err(); err != nil {
		t.Fatal(err)
	}
	res.Webserver.ReloadToken, res.HTTP.Headers["Authorization"] = "(not shown)", "(not shown)"
	res.ConfigFiles, again.ConfigFiles = nil, nil
	for _, c := range []*Config{res.Config, again.Config} {
		c.Rules, c.Throttle, c.Dedup, c.Kafka.Brokers = nil, nil, nil, nil
	}
	if !reflect.DeepEqual(res.Config, again.Config) {
		t.Errorf("printed and read again:\n%+v\n%+v", res.Config, again.Config)
	}
}

func TestSchema(t *testing.T) {
	var s struct {
		Properties map[string]struct {
			Type       string
			Properties map[string]struct {
				Type    string
				Maximum float64
			}
		}
		AdditionalProperties bool
	}
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	if s.Properties["webserver"].Properties["listen_port"].Maximum != 65535 || s.Properties["rules"].Type != "array" || s.AdditionalProperties {
		t.Errorf("%+v", s)
	}
}

// TestDoc holds that every key is described and none is both known and foreign.
func TestDoc(t *testing.T) {
	var walk func(reflect.Type, string)
	walk = func(typ reflect.Type, path string) {
		for _, f := range keys(typ) {
			if f.tag.Get("doc") == "" {
				t.Errorf("%s%s has no doc", path, f.name)
			}
			if _, both := foreign[path+f.name]; both {
				t.Errorf("%s%s is known and foreign", path, f.name)
			}
			if ft := typ.FieldByIndex(f.index).Type; ft.Kind() == reflect.Struct {
				walk(ft, path+f.name+".")
			}
		}
	}
	walk(reflect.TypeFor[Config](), "")
}

func TestDuration(t *testing.T) {
	for text, want := range map[string]string{"90s": "1m30s", "1h30m": "1h30m", "1500ms": "1s500ms", "15d": "2w1d", "0s": "0s"} {
		d, err := ParseDuration(text)
		if err != nil || d.String() != want {
			t.Errorf("%s: %v, %v", text, d, err)
		}
	}
	for _, bad := range []string{"", "1", "s", "1s1h", "1x", "-1s", "1h1h", "99999999999y", "2000000000y"} {
		if d, err := ParseDuration(bad); err == nil {
			t.Errorf("%s is %v", bad, d)
		}
	}
}

func TestBufferSize(t *testing.T) {
	e := Default().Engine
	if n := e.BufferSize(4); n != 4<<20 {
		t.Errorf("the default is %d", n)
	}
	e.BPF.CPUs = 0
	if n := e.BufferSize(8); n != 1<<20 {
		t.Errorf("one buffer for 8 processors: %d each", n)
	}
	e.BPF.Preset, e.BPF.CPUs = 10, 1
	if n := e.BufferSize(8); n != 512<<20 {
		t.Errorf("the largest is %d", n)
	}
}

func TestImport(t *testing.T) {
	imp, err := Import("falco.yaml", []byte(`# mine
rules_files: [/etc/falco/falco_rules.yaml, /etc/falco/rules.d]
plugins: [{name: x}]
json_output: true # as ever
webserver: {enabled: true, threadiness: 0}
grpc: {enabled: false}
engine: {kind: kmod, kmod: {buf_size_preset: 4}}
other: 1
`))
	if err != nil {
		t.Fatal(err)
	}
	res := load(t, string(imp.YAML))
	if len(res.Problems) > 0 || !res.JSON || res.Bundle != "/etc/falcod/rules.fbc" || res.Engine.Kind != "modern_ebpf" || !res.Webserver.Enabled {
		t.Errorf("%v\n%s", res.Problems, imp.YAML)
	}
	if len(imp.Left) != 7 || !strings.Contains(string(imp.YAML), "# as ever") {
		t.Errorf("%s\n%s", strings.Join(imp.Left, "\n"), imp.YAML)
	}
}

func FuzzLoad(f *testing.F) {
	for _, s := range []string{"json_output: true", "rules: [{enable: {tag: x}}]", "a: &a [*a]", "http_output: {headers: {a: 1}}", "? {}\n: 1", "append_output: [{extra_fields: [[]]}]", "priority: ${A}$${B}${"} {
		f.Add(s, "rules[].enable.tag=x")
	}
	f.Fuzz(func(t *testing.T, text, override string) {
		root, p := parse("f", []byte(text))
		if p != nil || root == nil || root.Kind != yaml.MappingNode {
			return
		}
		doc := &document{root: root, files: map[*yaml.Node]string{}}
		_ = doc.override(override)
		c := Default()
		d := &decoder{doc: doc, getenv: func(string) string { return "x" }, file: "f", applied: map[string]bool{}}
		d.value(doc.root, reflectOf(c), "", "")
		r := &Result{Config: c}
		r.inconsistent()
		_, _ = Import("f", []byte(text))
	})
}
