package suite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/conformance/suite"
)

// fake is a falco that knows one rule file and one capture.
const fake = `#!/bin/sh
case "$*" in
*-V*crash*-L*) echo "Error: cannot describe" >&2; exit 1 ;;
*-V*) ;;
*json_output=true*)
	echo '{"hostname":"host","output":"x","output_fields":{"evt.num":77,"evt.time":1},"priority":"Debug","rule":"case"}'
	echo 'Events detected: 1'
	exit 0 ;;
*)
	echo '16:30:44.510779409: Debug number 77'
	exit 0 ;;
esac
for a; do case "$a" in *.yaml) file=$a ;; esac; done
if grep -q stop "$file"; then echo 'Error: Runtime error: stoi. Exiting.' >&2; exit 1; fi
if grep -q bad "$file"; then
	echo '{"falco_load_results":[{"name":"'$file'","successful":false,"errors":[{"code":"LOAD_ERR_VALIDATE","message":"wrong",
	"context":{"locations":[{"item_type":"rules content","item_name":""},{"item_type":"rule","item_name":"bad"}]}}],"warnings":[]}]}'
	exit 1
fi
echo '{"falco_load_results":[{"name":"'$file'","successful":true,"errors":[],"warnings":[{"code":"LOAD_DEPRECATED_ITEM","message":"long",
"deprecated_field":"evt.dir","context":{"locations":[]}}]}]'
case "$*" in
*-L*) echo ',"falco_describe_results":{"rules":[{"info":{"name":"case","priority":"Debug","enabled":true,"source":"syscall","tags":[]},
"details":{"condition_compiled":"evt.dir = <","events":["close"],"output_compiled":"o"}}],"macros":[],"lists":[]}' ;;
esac
echo '}'
`

const asked = "# Asked\n" + `
~~~conditions A-files
evt.dir=<
    warning LOAD_DEPRECATED_ITEM: field evt.dir
    means evt.dir = <
    sees close
    matches events 77
evt.dir = < or wrong
    ok
stop
    about load-stops
    falco: refused
~~~
~~~outputs A-files 77
number %evt.num
    warning LOAD_DEPRECATED_ITEM: field evt.dir
    text number 77
    json {"evt.num":77}
~~~
~~~yaml crash.yaml
- rule: cannot be described
~~~
~~~expect
replay A-files
show conditions
ok
warning LOAD_DEPRECATED_ITEM: field evt.dir
rule 'cannot be described' means something
~~~
~~~yaml
- rule: bad
~~~
~~~expect
error LOAD_ERR_VALIDATE: rule 'bad': wrong
~~~
`

// TestFalco drives a script in Falco's place: how Falco is asked, how its answers
// are read, and that a difference is seen.
func TestFalco(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "falco")
	if err := os.WriteFile(path, []byte(fake), 0o700); err != nil {
		t.Fatal(err)
	}
	cases, err := suite.Parse("asked.md", strings.ReplaceAll(asked, "~~~", "```"))
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) != 6 {
		t.Fatalf("%d cases", len(cases))
	}
	engine := &suite.Falco{Path: path, Captures: dir}
	answers, err := engine.Answers(cases)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		got, want := suite.Compare(c, answers[i])
		if different := got != nil || want != nil; different != (i == 1) {
			t.Errorf("%s %s:\n got %q\nwant %q\n%+v", c.ID(), c.Text, got, want, answers[i])
		}
	}
	if _, err := (&suite.Falco{Path: filepath.Join(dir, "none")}).Answers(cases); err == nil {
		t.Error("a missing binary is no error")
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"```yaml\n":                           "does not end",
		"```conditions\n    ok\n```\n":        "answer without a question",
		"```outputs A-files\nx\n```\n":        "want outputs",
		"```conditions\nfd.num = 1\n```\n":    "",
		"```\nanything\n```\n```go\nx\n```\n": "",
	} {
		_, err := suite.Parse("x.md", text)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	cases, err := suite.Parse("x.md", "# A\n## B\n```conditions B-net\nproc.name = {{41}}{{\n    ok\n    falco: crashes\n```\n")
	if err != nil || len(cases) != 1 || cases[0].Text != "proc.name = A{{" || cases[0].Name != "A / B" || cases[0].Capture != "B-net" {
		t.Fatalf("%+v, %v", cases[0], err)
	}
	text := suite.Update("# A\n## B\n```conditions B-net\nproc.name = {{41}}{{\n    ok\n    falco: crashes\n```\n", cases, func(*suite.Case) []string { return []string{"one", "two"} })
	if text != "# A\n## B\n```conditions B-net\nproc.name = {{41}}{{\n    one\n    two\n    falco: crashes\n```\n" {
		t.Errorf("%q", text)
	}
}
