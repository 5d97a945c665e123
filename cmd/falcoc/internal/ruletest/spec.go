// Package ruletest runs unit tests of rules: files of YAML that give events - as
// values of fields, as a script of system calls, or as a piece of a capture - and say
// which rules fire. No kernel takes part; the machine that decides is the runtime's.
package ruletest

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/explain"
	"github.com/falcoc/falcoc/compiler/source"
)

// File is a file of tests.
type File struct {
	Name  string
	Rules []string // files and folders of rules, as seen from the working directory
	Tests []*Test
}

// Test is one test: one case of a table, or a test without a table.
type Test struct {
	Name    string
	At      source.Pos
	Fields  *explain.Table // nil where the events are others
	Script  *source.Node
	File    *source.File
	Capture string
	First   uint64 // events of the capture, counted as evt.num; 0 for no bound
	Last    uint64
	Fires   []Expectation
	Silent  []Name
	Others  bool // nothing fires but Fires
}

// Expectation is a rule that fires.
type Expectation struct {
	Name
	Times    int // 0: at least once
	Contains []string
	Fields   []Field
}

// Name is a rule's name and its place in the test.
type Name struct {
	Rule string
	At   source.Pos
}

// Field is a value that an alert must have.
type Field struct {
	Name, Value string
	At          source.Pos
}

// Error is a mistake in a file of tests.
type Error struct {
	At  source.Pos
	Msg string
}

func (e *Error) Error() string { return e.At.String() + ": " + e.Msg }

// Parse reads a file of tests. All mistakes are reported together.
func Parse(f *source.File) (*File, error) {
	docs, yerr := source.ParseYAML(f)
	if yerr != nil {
		msg := yerr.Msg
		if h := yerr.Hint(); h != "" {
			msg += "; " + h
		}
		return nil, &Error{source.Pos{File: f, Off: min(yerr.Off, len(f.Data))}, msg}
	}
	p := &parser{file: f, out: &File{Name: f.Name}, events: map[string]*explain.Table{}}
	for _, d := range docs {
		p.document(d)
	}
	return p.out, errors.Join(p.errs...)
}

type parser struct {
	file   *source.File
	out    *File
	events map[string]*explain.Table
	errs   []error
}

func (p *parser) at(n *source.Node) source.Pos { return source.Pos{File: p.file, Off: n.Off} }

const maxErrors = 50

func (p *parser) fail(n *source.Node, format string, args ...any) {
	if len(p.errs) < maxErrors {
		p.errs = append(p.errs, &Error{p.at(n), fmt.Sprintf(format, args...)})
	}
}

// each walks over a mapping.
func (p *parser) each(n *source.Node, what string, f func(key string, k, v *source.Node)) {
	if n.Kind != source.Mapping {
		p.fail(n, "%s must be a mapping", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Kids); i += 2 {
		key := n.Kids[i].Value
		if seen[key] {
			p.fail(n.Kids[i], "%q is given twice", key)
		}
		seen[key] = true
		f(key, n.Kids[i], n.Kids[i+1])
	}
}

// strings are the texts of a scalar or of a sequence of scalars.
func (p *parser) strings(n *source.Node, what string) (list []string) {
	switch n.Kind {
	case source.ScalarNode:
		return []string{n.Value}
	case source.Sequence:
		for _, k := range n.Kids {
			if k.Kind != source.ScalarNode {
				p.fail(k, "%s must be text", what)
				continue
			}
			list = append(list, k.Value)
		}
		return list
	}
	p.fail(n, "%s must be text or a list of texts", what)
	return nil
}

func (p *parser) document(n *source.Node) {
	p.each(n, "a file of tests", func(key string, k, v *source.Node) {
		switch key {
		case "rules":
			for _, name := range p.strings(v, "rules") {
				if !filepath.IsAbs(name) {
					name = filepath.Join(filepath.Dir(p.file.Name), name)
				}
				p.out.Rules = append(p.out.Rules, name)
			}
		case "events":
			p.each(v, "events", func(name string, _, fields *source.Node) {
				p.events[name] = p.template(fields)
			})
		case "tests":
			if v.Kind != source.Sequence {
				p.fail(v, "tests must be a list")
				return
			}
			for _, t := range v.Kids {
				p.test(t)
			}
		default:
			p.fail(k, "unknown key %q; a file of tests has rules, events and tests", key)
		}
	})
}

// template is a table that may itself begin with another one.
func (p *parser) template(n *source.Node) *explain.Table {
	t := explain.NewTable()
	if like := n.Get("like"); like != nil {
		t = p.like(like)
	}
	p.each(n, "an event", func(key string, k, v *source.Node) {
		if key != "like" {
			p.set(t, key, k, v)
		}
	})
	return t
}

func (p *parser) like(n *source.Node) *explain.Table {
	if t := p.events[n.Value]; t != nil {
		return t.Clone()
	}
	p.fail(n, "no event is called %q above", n.Value)
	return explain.NewTable()
}

func (p *parser) set(t *explain.Table, field string, k, v *source.Node) {
	var err error
	if v.Kind == source.Null {
		err = t.Unset(field)
	} else {
		err = t.Set(field, p.strings(v, field)...)
	}
	if err != nil {
		at := k
		if v.Kind == source.ScalarNode && !strings.Contains(err.Error(), "no field") {
			at = v
		}
		p.fail(at, "%v", err)
	}
}

// shape is a test as written, before its table is unfolded.
type shape struct {
	Test
	rule  *Name
	cases *source.Node
	given bool // fires or silent was given
}

func (p *parser) test(n *source.Node) {
	s := shape{Test: Test{At: p.at(n), File: p.file}}
	if n.Kind != source.Mapping {
		p.fail(n, "a test must be a mapping")
		return
	}
	p.keys(&s, n, false)
	if s.Name == "" {
		p.fail(n, "a test needs a name: test: NAME")
	}
	kinds := 0
	for _, has := range []bool{s.Fields != nil, s.Script != nil, s.Capture != ""} {
		if has {
			kinds++
		}
	}
	if kinds > 1 {
		p.fail(n, "a test has one of fields, script and capture")
	}
	if s.cases == nil {
		p.finish(&s, n, kinds)
		return
	}
	if s.cases.Kind != source.Sequence || len(s.cases.Kids) == 0 {
		p.fail(s.cases, "cases must be a list")
		return
	}
	for i, c := range s.cases.Kids {
		if c.Kind != source.Mapping {
			p.fail(c, "a case must be a mapping")
			continue
		}
		one := s
		one.At = p.at(c)
		one.Name = ""
		if s.Fields != nil {
			one.Fields = s.Fields.Clone()
		}
		if c.Get("fires") != nil || c.Get("silent") != nil {
			one.Fires, one.Silent, one.Others, one.given = nil, nil, false, false
		}
		p.keys(&one, c, true)
		if one.Name == "" {
			one.Name = strconv.Itoa(i + 1)
		}
		one.Name = s.Name + "/" + one.Name
		p.finish(&one, c, max(kinds, 1))
	}
}

func (p *parser) finish(s *shape, n *source.Node, kinds int) {
	if kinds == 0 {
		p.fail(n, "a test needs events: fields, script or capture")
	}
	if s.Fields != nil && s.Fields.Type == 0 {
		p.fail(n, "the event needs a type: evt.type: NAME")
	}
	if !s.given {
		if s.rule == nil {
			p.fail(n, "a test says what it expects: fires or silent")
		} else {
			s.Fires = []Expectation{{Name: *s.rule}}
		}
	}
	t := s.Test
	p.out.Tests = append(p.out.Tests, &t)
}

func (p *parser) keys(s *shape, n *source.Node, isCase bool) {
	// What others refer to comes first, wherever it stands.
	if r := n.Get("rule"); r != nil {
		s.rule = &Name{r.Value, p.at(r)}
	}
	if like := n.Get("like"); like != nil {
		s.Fields = p.like(like)
	}
	fields := func() *explain.Table {
		if s.Fields == nil {
			s.Fields = explain.NewTable()
		}
		return s.Fields
	}
	name := "test"
	if isCase {
		name = "case"
	}
	p.each(n, "a "+name, func(key string, k, v *source.Node) {
		switch {
		case key == name:
			s.Name = v.Value
		case key == "rule", key == "like":
		case key == "fields":
			t := fields()
			p.each(v, "fields", func(field string, k, v *source.Node) { p.set(t, field, k, v) })
		case key == "script":
			if s.Script = v; v.Kind != source.Mapping {
				p.fail(v, "a script is a mapping with processes and events, as for falcoc capture synth")
			}
		case key == "capture" && !isCase:
			if s.Capture = v.Value; !filepath.IsAbs(s.Capture) {
				s.Capture = filepath.Join(filepath.Dir(p.file.Name), s.Capture)
			}
		case key == "events":
			p.span(s, v)
		case key == "fires":
			s.given = true
			p.fires(s, v)
		case key == "silent":
			s.given = true
			if v.Kind == source.ScalarNode && v.Value == "others" {
				s.Others = true
				return
			}
			p.names(s, v)
		case key == "cases" && !isCase:
			s.cases = v
		case strings.Contains(key, "."):
			p.set(fields(), key, k, v)
		default:
			p.fail(k, "a %s has no key %q", name, key)
		}
	})
}

func (p *parser) span(s *shape, n *source.Node) {
	first, last, isRange := strings.Cut(n.Value, "-")
	var err error
	if s.First, err = strconv.ParseUint(strings.TrimSpace(first), 10, 64); err == nil {
		s.Last = s.First
		if isRange {
			s.Last, err = strconv.ParseUint(strings.TrimSpace(last), 10, 64)
		}
	}
	if err != nil || s.Last < s.First {
		p.fail(n, "events is a number or FIRST-LAST")
	}
}

func (p *parser) names(s *shape, n *source.Node) {
	kids := []*source.Node{n}
	if n.Kind == source.Sequence {
		kids = n.Kids
	}
	for _, k := range kids {
		if k.Kind != source.ScalarNode {
			p.fail(k, "silent is a list of rules, or the word others")
			continue
		}
		s.Silent = append(s.Silent, Name{k.Value, p.at(k)})
	}
}

func (p *parser) fires(s *shape, n *source.Node) {
	if n.Kind == source.ScalarNode && !n.Quoted && slices.Contains([]string{"true", "false"}, n.Value) {
		switch {
		case s.rule == nil:
			p.fail(n, "fires: %s needs a rule: rule: NAME", n.Value)
		case n.Value == "true":
			s.Fires = append(s.Fires, Expectation{Name: Name{s.rule.Rule, p.at(n)}})
		default:
			s.Silent = append(s.Silent, Name{s.rule.Rule, p.at(n)})
		}
		return
	}
	kids := []*source.Node{n}
	if n.Kind == source.Sequence {
		kids = n.Kids
	}
	for _, k := range kids {
		e := Expectation{Name: Name{At: p.at(k)}}
		if k.Kind == source.ScalarNode {
			e.Rule = k.Value
		} else {
			p.expectation(&e, k)
		}
		if e.Rule == "" && s.rule != nil {
			e.Rule = s.rule.Rule
		}
		if e.Rule == "" {
			p.fail(k, "an expectation names a rule: rule: NAME")
		}
		s.Fires = append(s.Fires, e)
	}
}

func (p *parser) expectation(e *Expectation, n *source.Node) {
	p.each(n, "an expectation", func(key string, k, v *source.Node) {
		switch {
		case key == "rule":
			e.Rule = v.Value
		case key == "times":
			var err error
			if e.Times, err = strconv.Atoi(v.Value); err != nil || e.Times < 1 {
				p.fail(v, "times is a number from 1")
			}
		case key == "output":
			e.Contains = p.strings(v, "output")
		case key == "fields":
			p.each(v, "fields", func(field string, k, v *source.Node) {
				e.Fields = append(e.Fields, Field{field, v.Value, p.at(v)})
			})
		case strings.Contains(key, "."):
			e.Fields = append(e.Fields, Field{key, v.Value, p.at(v)})
		default:
			p.fail(k, "an expectation has rule, times, output and fields, not %q", key)
		}
	})
}
