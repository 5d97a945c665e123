package diag

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/falcoc/falcoc/compiler/source"
)

type sarifText struct {
	Text string `json:"text"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
	ByteOffset  int `json:"byteOffset"`
	ByteLength  int `json:"byteLength"`
}

type sarifPhysical struct {
	Artifact struct {
		URI string `json:"uri"`
	} `json:"artifactLocation"`
	Region sarifRegion `json:"region"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifText    `json:"message,omitempty"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
	Help  sarifText `json:"help"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
	Fixes     []sarifFix      `json:"fixes,omitempty"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted *sarifText  `json:"insertedContent,omitempty"`
}

type sarifChange struct {
	Artifact struct {
		URI string `json:"uri"`
	} `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifFix struct {
	Description sarifText     `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

func newSarifFix(d *Diagnostic) sarifFix {
	at := newSarifLocation(d.Fix.Span, "").Physical
	c := sarifChange{Artifact: at.Artifact, Replacements: []sarifReplacement{{Deleted: at.Region}}}
	if d.Fix.Text != "" {
		c.Replacements[0].Inserted = &sarifText{d.Fix.Text}
	}
	what := d.Hint
	if what == "" {
		what = "fix"
	}
	return sarifFix{sarifText{what}, []sarifChange{c}}
}

func newSarifLocation(s Span, msg string) sarifLocation {
	p := newPlace(s)
	var l sarifLocation
	l.Physical.Artifact.URI = (&url.URL{Path: p.File}).String()
	l.Physical.Region = sarifRegion{p.Line, runeColumn(s.File, p.Line, p.Column), p.EndLine, runeColumn(s.File, p.EndLine, p.EndColumn), p.Offset, p.EndOffset - p.Offset}
	if msg != "" {
		l.Message = &sarifText{msg}
	}
	return l
}

// runeColumn is a column in characters, as SARIF counts, for one in bytes.
func runeColumn(f *source.File, line, col int) int {
	text := f.Line(line)
	return 1 + utf8.RuneCount(text[:min(col-1, len(text))]) + max(0, col-1-len(text))
}

// sarif writes SARIF 2.1.0.
func (r *Report) sarif(w io.Writer) error {
	type driver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	type run struct {
		Tool struct {
			Driver driver `json:"driver"`
		} `json:"tool"`
		Columns string        `json:"columnKind"`
		Results []sarifResult `json:"results"`
	}
	type log struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}
	one := run{Columns: "unicodeCodePoints", Results: []sarifResult{}}
	one.Tool.Driver = driver{Name: r.Tool, Version: r.Version, Rules: []sarifRule{}}
	index := map[string]int{}
	if r.Fatal != "" {
		one.Results = append(one.Results, sarifResult{RuleID: "LOAD_ERR_VALIDATE", RuleIndex: -1, Level: "error", Message: sarifText{r.Fatal}})
	}
	for _, d := range r.Findings.All {
		i, ok := index[d.Code]
		if !ok {
			i = len(index)
			index[d.Code] = i
			c, _ := Lookup(d.Code)
			one.Tool.Driver.Rules = append(one.Tool.Driver.Rules, sarifRule{d.Code, sarifText{c.Short}, sarifText{strings.TrimSpace(c.Page)}})
		}
		msg := d.Message
		if msg == "" {
			msg = short(d.Code)
		}
		if d.Hint != "" {
			msg += "\n" + d.Hint
		}
		res := sarifResult{RuleID: d.Code, RuleIndex: i, Level: d.Severity.String(), Message: sarifText{msg}}
		if d.Primary.File != nil {
			res.Locations = []sarifLocation{newSarifLocation(d.Primary, "")}
		}
		for _, l := range d.Labels {
			res.Related = append(res.Related, newSarifLocation(l.Span, l.Msg))
		}
		if d.Fix != nil && d.Fix.File != nil {
			res.Fixes = []sarifFix{newSarifFix(d)}
		}
		one.Results = append(one.Results, res)
	}
	return encode(w, log{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []run{one}})
}

// junit writes one test case for each file, failed when it has errors.
func (r *Report) junit(w io.Writer) error {
	type failure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	type testcase struct {
		Name     string    `xml:"name,attr"`
		Class    string    `xml:"classname,attr"`
		Failures []failure `xml:"failure,omitempty"`
		Out      string    `xml:"system-out,omitempty"`
	}
	type suite struct {
		XMLName  xml.Name   `xml:"testsuite"`
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Cases    []testcase `xml:"testcase"`
	}
	s := suite{Name: r.Tool}
	names, found := r.byFile()
	for _, name := range names {
		c := testcase{Name: name, Class: r.Tool}
		for _, d := range found[name] {
			line := fmt.Sprintf("%s: %s: %s [%s]\n", d.Primary.Pos, d.Severity, clean(d.Message), d.Code)
			if d.Severity == Error {
				c.Failures = append(c.Failures, failure{clean(d.Message), d.Code, line + clean(d.Hint)})
			} else {
				c.Out += line
			}
		}
		s.Cases = append(s.Cases, c)
	}
	if r.Fatal != "" {
		s.Cases = append(s.Cases, testcase{Name: "requirements", Class: r.Tool, Failures: []failure{{clean(r.Fatal), "LOAD_ERR_VALIDATE", clean(r.Fatal)}}})
	}
	for _, c := range s.Cases {
		if len(c.Failures) > 0 {
			s.Failures++
		}
	}
	s.Tests = len(s.Cases)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(s); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
