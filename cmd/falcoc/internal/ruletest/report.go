package ruletest

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/explain"
)

// Result is what became of a file of tests.
type Result struct {
	Name     string
	Outcomes []*Outcome
	Took     time.Duration
}

// Passed and Failed count tests.
func (r *Result) Passed() (n int) {
	for _, o := range r.Outcomes {
		if o.OK() {
			n++
		}
	}
	return n
}

// Failed counts the tests that failed.
func (r *Result) Failed() int { return len(r.Outcomes) - r.Passed() }

// messages are the failures of a test as lines.
func (o *Outcome) messages() (list []string) {
	if o.Err != nil {
		list = append(list, o.Test.At.String()+": "+o.Err.Error())
	}
	for i := range o.Failures {
		f := &o.Failures[i]
		text := f.At.String() + ": " + f.Msg
		if f.Verdict != nil {
			text += ". " + f.Verdict.Why
		}
		list = append(list, text)
	}
	return list
}

// WriteText writes the failures and the explanations of each; with all, also what passed.
func WriteText(w io.Writer, results []*Result, all, colour bool) error {
	out := bufio.NewWriter(w)
	style := explain.Style{Colour: colour, Short: true, Indent: "      "}
	for _, r := range results {
		for _, o := range r.Outcomes {
			if o.OK() {
				if all {
					fmt.Fprintf(out, "ok    %s\n", o.Test.Name)
				}
				continue
			}
			fmt.Fprintf(out, "FAIL  %s\n", o.Test.Name)
			if o.Err != nil {
				fmt.Fprintf(out, "  %s: %v\n", o.Test.At, o.Err)
			}
			for i := range o.Failures {
				f := &o.Failures[i]
				fmt.Fprintf(out, "  %s: %s\n", f.At, f.Msg)
				if f.Verdict == nil {
					continue
				}
				if o.Test.Fields == nil {
					fmt.Fprintf(out, "    event %d:\n", f.Event)
				}
				if err := f.Verdict.Text(out, style); err != nil {
					return err
				}
			}
		}
	}
	return out.Flush()
}

type jsonTest struct {
	Name     string   `json:"name"`
	At       string   `json:"at"`
	Passed   bool     `json:"passed"`
	Failures []string `json:"failures,omitempty"`
	Alerts   []Alert  `json:"alerts"`
}

// WriteJSON writes all results as one object.
func WriteJSON(w io.Writer, results []*Result, cover *CoverageReport) error {
	out := struct {
		Passed   int             `json:"passed"`
		Failed   int             `json:"failed"`
		Tests    []jsonTest      `json:"tests"`
		Coverage *CoverageReport `json:"coverage,omitempty"`
	}{Tests: []jsonTest{}, Coverage: cover}
	for _, r := range results {
		out.Passed += r.Passed()
		out.Failed += r.Failed()
		for _, o := range r.Outcomes {
			t := jsonTest{o.Test.Name, o.Test.At.String(), o.OK(), o.messages(), o.Alerts}
			if t.Alerts == nil {
				t.Alerts = []Alert{}
			}
			out.Tests = append(out.Tests, t)
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

type (
	xmlSuites struct {
		XMLName xml.Name   `xml:"testsuites"`
		Suites  []xmlSuite `xml:"testsuite"`
	}
	xmlSuite struct {
		Name     string    `xml:"name,attr"`
		Tests    int       `xml:"tests,attr"`
		Failures int       `xml:"failures,attr"`
		Errors   int       `xml:"errors,attr"`
		Time     string    `xml:"time,attr"`
		Cases    []xmlCase `xml:"testcase"`
	}
	xmlCase struct {
		Name    string   `xml:"name,attr"`
		Class   string   `xml:"classname,attr"`
		Failure *xmlText `xml:"failure"`
		Error   *xmlText `xml:"error"`
	}
	xmlText struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes the results as CI systems read them.
func WriteJUnit(w io.Writer, results []*Result) error {
	var all xmlSuites
	for _, r := range results {
		s := xmlSuite{Name: r.Name, Tests: len(r.Outcomes), Time: fmt.Sprintf("%.3f", r.Took.Seconds())}
		for _, o := range r.Outcomes {
			c := xmlCase{Name: o.Test.Name, Class: r.Name}
			if list := o.messages(); len(list) > 0 {
				t := &xmlText{list[0], strings.Join(list, "\n")}
				if o.Err != nil {
					s.Errors++
					c.Error = t
				} else {
					s.Failures++
					c.Failure = t
				}
			}
			s.Cases = append(s.Cases, c)
		}
		all.Suites = append(all.Suites, s)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// WriteCoverage writes a coverage as text; with missing, also what is not covered.
func WriteCoverage(w io.Writer, c *CoverageReport, missing bool) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "rules that fire:      %v\nrules that are quiet: %v\noutcomes of tests:    %v\nexceptions:           %v\nitems of lists:       %v\n",
		c.Firing, c.Silent, c.Branches, c.Exceptions, c.Items)
	for i := range c.Rules {
		r := &c.Rules[i]
		if !r.Fires {
			fmt.Fprintf(out, "never fires: %s\n", r.Rule)
		}
		if !r.Silent {
			fmt.Fprintf(out, "always fires: %s\n", r.Rule)
		}
		for _, e := range r.Exceptions {
			fmt.Fprintf(out, "exception never applies: %s of %s\n", e, r.Rule)
		}
		if missing {
			for _, b := range r.Missing {
				fmt.Fprintf(out, "%s: never %v in %s: %s\n", b.At, b.Outcome, r.Rule, b.Test)
			}
		}
	}
	if missing {
		for _, m := range c.Missing {
			fmt.Fprintf(out, "item never used: %s of %s\n", m.Item, m.List)
		}
	}
	return out.Flush()
}
