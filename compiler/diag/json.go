package diag

import (
	"encoding/json"
	"io"
)

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// place is a span with lines and columns, all from 1; columns count bytes, the
// end is exclusive.
type place struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Offset    int    `json:"offset"`
	EndOffset int    `json:"end_offset"`
}

func newPlace(s Span) *place {
	if s.File == nil {
		return nil
	}
	p := &place{File: s.File.Name, Offset: s.Off, EndOffset: max(s.Off, s.End)}
	p.Line, p.Column = s.File.LineCol(p.Offset)
	p.EndLine, p.EndColumn = s.File.LineCol(p.EndOffset)
	return p
}

type jsonLabel struct {
	*place
	Message string `json:"message"`
}

type jsonFinding struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	*place
	Labels          []jsonLabel `json:"labels,omitempty"`
	Notes           []string    `json:"notes,omitempty"`
	Hint            string      `json:"hint,omitempty"`
	Fix             *jsonFix    `json:"fix,omitempty"`
	DeprecatedField string      `json:"deprecated_field,omitempty"`
}

type jsonFix struct {
	*place
	Text  string `json:"text"`
	Guess bool   `json:"guess,omitempty"` // not safe to apply unseen
}

func (r *Report) json(w io.Writer) error {
	out := struct {
		Version  int           `json:"version"` // of this layout
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Cut      int           `json:"cut"` // findings left out
		Fatal    string        `json:"fatal,omitempty"`
		Findings []jsonFinding `json:"findings"`
	}{1, r.count(Error), r.count(Warning), r.Findings.Cut, r.Fatal, []jsonFinding{}}
	for _, d := range r.Findings.All {
		f := jsonFinding{Code: d.Code, Severity: d.Severity.String(), Message: d.Message, place: newPlace(d.Primary), Notes: d.Notes,
			Hint: d.Hint, DeprecatedField: d.DeprecatedField}
		for _, l := range d.Labels {
			f.Labels = append(f.Labels, jsonLabel{newPlace(l.Span), l.Msg})
		}
		if d.Fix != nil {
			f.Fix = &jsonFix{newPlace(d.Fix.Span), d.Fix.Text, d.Fix.Guess}
		}
		out.Findings = append(out.Findings, f)
	}
	return encode(w, out)
}

type falcoPosition struct {
	Name   string `json:"name"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Offset int    `json:"offset"`
}

type falcoLocation struct {
	Type     string        `json:"item_type"`
	Name     string        `json:"item_name"`
	Position falcoPosition `json:"position"`
}

type falcoFinding struct {
	Code     string `json:"code"`
	Codedesc string `json:"codedesc"`
	Message  string `json:"message"`
	Context  struct {
		Locations []falcoLocation `json:"locations"`
		Snippet   string          `json:"snippet"`
	} `json:"context"`
	DeprecatedField string `json:"deprecated_field,omitempty"`
}

func falcoFindings(list []*Diagnostic) []falcoFinding {
	out := []falcoFinding{}
	for _, d := range list {
		f := falcoFinding{Code: d.Code, Codedesc: short(d.Code), Message: d.Falco(), DeprecatedField: d.DeprecatedField}
		f.Context.Locations = []falcoLocation{}
		if d.Context != nil {
			for _, l := range d.Context.Locations() {
				f.Context.Locations = append(f.Context.Locations, falcoLocation{l.Kind, l.Name, falcoPosition{l.Position, l.Line, l.Col, l.Off}})
			}
			f.Context.Snippet = d.Context.Snippet()
		}
		out = append(out, f)
	}
	return out
}

// falcoJSON writes Falco's own layout of load results.
func (r *Report) falcoJSON(w io.Writer) error {
	type result struct {
		Name       string         `json:"name"`
		Successful bool           `json:"successful"`
		Valid      *bool          `json:"schema_valid,omitempty"`
		Schema     *[]string      `json:"schema_warnings,omitempty"`
		Errors     []falcoFinding `json:"errors"`
		Warnings   []falcoFinding `json:"warnings"`
	}
	out := struct {
		Results []result `json:"falco_load_results"`
	}{[]result{}}
	for _, v := range r.Verdicts {
		if r.Fatal != "" {
			break // Falco gives up before it prints results
		}
		r := result{Name: v.Name, Successful: len(v.Errors) == 0, Errors: falcoFindings(v.Errors), Warnings: falcoFindings(v.Warnings)}
		if v.Schema != nil {
			messages := append([]string{}, v.Schema.Messages...)
			r.Valid, r.Schema = &v.Schema.Valid, &messages
		}
		out.Results = append(out.Results, r)
	}
	return encode(w, out)
}
