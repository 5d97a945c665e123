package check_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
)

var outputError = regexp.MustCompile(`LOAD_ERR_COMPILE_OUTPUT \(Error compiling output\): ([^\n\x00]*)`)

func TestOutputGolden(t *testing.T) {
	total := 0
	eachLine(t, "language/outputs/outputs.jsonl.gz", func(line []byte) {
		var v struct {
			ID, Output, Said string
			Settings         map[string]any
		}
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		if v.Settings["append_output"] != nil {
			return
		}
		total++
		f, findings := check.Output(v.Output, check.SourceSyscall)
		got := ""
		for _, g := range findings {
			if g.Error {
				got = g.Msg
			}
		}
		want := ""
		if m := outputError.FindStringSubmatch(v.Said); m != nil {
			want = m[1]
		}
		if got != want || (f == nil) != (want != "") {
			t.Errorf("%s %q: got %q want %q (%s)", v.ID, v.Output, got, want, strings.SplitN(v.Said, "\n", 2)[0])
		}
	})
	t.Log(total, "formats")
}
