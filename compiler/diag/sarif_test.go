package diag

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
)

// shape is what SARIF 2.1.0 says about an object: its members, which of them are
// required, and of what type each is. Only what falcoc writes is described, so that
// anything else fails.
type shape struct {
	required string // names between blanks
	members  map[string]any
}

var (
	sarifMessage  = shape{" text ", map[string]any{"text": "string"}}
	sarifArtifact = shape{" uri ", map[string]any{"uri": "string"}}
	sarifSpan     = shape{" startLine startColumn ", map[string]any{"startLine": "from1", "startColumn": "from1", "endLine": "from1", "endColumn": "from1",
		"byteOffset": "from0", "byteLength": "from0"}}
	sarifPlace = shape{" physicalLocation ", map[string]any{
		"physicalLocation": shape{" artifactLocation region ", map[string]any{"artifactLocation": sarifArtifact, "region": sarifSpan}},
		"message":          sarifMessage}}
	sarifLog = shape{" version runs ", map[string]any{
		"$schema": "string", "version": "2.1.0",
		"runs": []any{shape{" tool results ", map[string]any{
			"tool": shape{" driver ", map[string]any{"driver": shape{" name ", map[string]any{
				"name": "string", "version": "string",
				"rules": []any{shape{" id ", map[string]any{"id": "string", "shortDescription": sarifMessage, "help": sarifMessage}}}}}}},
			"columnKind": "unicodeCodePoints",
			"results": []any{shape{" message ", map[string]any{
				"ruleId": "string", "ruleIndex": "index", "level": "level", "message": sarifMessage,
				"locations": []any{sarifPlace}, "relatedLocations": []any{sarifPlace},
				"fixes": []any{shape{" artifactChanges ", map[string]any{"description": sarifMessage,
					"artifactChanges": []any{shape{" artifactLocation replacements ", map[string]any{"artifactLocation": sarifArtifact,
						"replacements": []any{shape{" deletedRegion ", map[string]any{"deletedRegion": sarifSpan, "insertedContent": sarifMessage}}}}}}}}},
			}}}}}},
	}}
)

// fits lists where a value differs from its shape.
func fits(path string, v, want any) (bad []string) {
	fail := func() []string { return []string{fmt.Sprintf("%s: %v is no %v", path, v, want)} }
	switch want := want.(type) {
	case shape:
		m, ok := v.(map[string]any)
		if !ok {
			return fail()
		}
		for _, name := range regexp.MustCompile(`\S+`).FindAllString(want.required, -1) {
			if _, ok := m[name]; !ok {
				bad = append(bad, path+"."+name+" is missing")
			}
		}
		for name, x := range m {
			w, ok := want.members[name]
			if !ok {
				bad = append(bad, path+"."+name+" is unknown")
				continue
			}
			bad = append(bad, fits(path+"."+name, x, w)...)
		}
		return bad
	case []any:
		list, ok := v.([]any)
		if !ok {
			return fail()
		}
		for i, x := range list {
			bad = append(bad, fits(fmt.Sprintf("%s[%d]", path, i), x, want[0])...)
		}
		return bad
	case string:
		n, number := v.(float64)
		s, text := v.(string)
		ok := text && s == want
		switch want {
		case "string":
			ok = text
		case "level":
			ok = s == "error" || s == "warning" || s == "note" || s == "none"
		case "from0":
			ok = number && n >= 0
		case "from1":
			ok = number && n >= 1
		case "index":
			ok = number && n >= -1
		}
		if !ok {
			return fail()
		}
	}
	return bad
}

func sample() *Report {
	f := source.NewFile("a b.yaml", []byte("- rule: x\n  desc: <&\x01>\n"))
	at := At(source.Pos{File: f, Off: 2}, 4)
	list := &List{}
	list.Add(&Diagnostic{Code: "FALCOC_NA", Severity: Warning, Message: "m <\x01> & \xff", Primary: at, Labels: []Label{{at, "here"}}, Hint: "h", Fix: &Fix{Span: at, Text: "y"}})
	list.Add(&Diagnostic{Code: "LOAD_ERR_VALIDATE", Message: "no place"})
	list.Add(&Diagnostic{Code: "LOAD_ERR_YAML_PARSE", Message: "]]>", Primary: At(source.Pos{File: f, Off: len(f.Data)}, 0), Fix: &Fix{Span: at}})
	return &Report{Tool: "falcoc", Version: "1", Files: []*source.File{f}, Findings: list, Fatal: "fatal"}
}

func TestSARIF(t *testing.T) {
	var b bytes.Buffer
	if err := sample().Write(&b, "sarif", false); err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	for _, bad := range fits("", v, sarifLog) {
		t.Error(bad)
	}
}

func TestJUnit(t *testing.T) {
	var b bytes.Buffer
	if err := sample().Write(&b, "junit", false); err != nil {
		t.Fatal(err)
	}
	var suite struct {
		XMLName  xml.Name `xml:"testsuite"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Cases    []struct {
			Name     string `xml:"name,attr"`
			Failures []struct {
				Type string `xml:"type,attr"`
			} `xml:"failure"`
		} `xml:"testcase"`
	}
	if err := xml.Unmarshal(b.Bytes(), &suite); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	failed := 0
	for _, c := range suite.Cases {
		if len(c.Failures) > 0 {
			failed++
		}
	}
	if suite.Tests != len(suite.Cases) || suite.Failures != failed || failed == 0 {
		t.Errorf("%d tests, %d failures, %d cases of which %d failed", suite.Tests, suite.Failures, len(suite.Cases), failed)
	}
}
