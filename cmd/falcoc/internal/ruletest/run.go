package ruletest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/explain"
	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/fields"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Rules are the rules under test. Those that are disabled are tested, too.
type Rules struct {
	Result   *compiler.Result
	Coverage *Coverage // filled in by Run when it is not nil

	rules    []codegen.Rule
	index    map[string]int
	bundle   *vm.Bundle
	sel      *vm.Selection
	explains map[explained]*explain.Program
}

type explained struct {
	rule  int
	items bool
}

// ErrNoRules says that nothing compiled.
var ErrNoRules = errors.New("no rule compiles")

// Load compiles rules. Where files have mistakes, the rules without are tested.
func Load(files []*source.File) (*Rules, error) {
	r := &Rules{Result: compiler.Compile(files, compiler.Options{}), index: map[string]int{}, explains: map[explained]*explain.Program{}}
	_, rules := r.Result.Partial()
	if len(rules) == 0 {
		return r, ErrNoRules
	}
	for i := range rules {
		rules := rules[i]
		rules.Info.Enabled = true
		r.rules = append(r.rules, rules)
		r.index[rules.Info.Name] = i
	}
	b, err := codegen.Build(r.rules, codegen.Options{})
	if err != nil {
		return r, err
	}
	r.bundle = b
	r.sel = vm.NewSelection(b, runtime.LeastUrgent)
	return r, nil
}

// Names are the names of the rules, in order.
func (r *Rules) Names() []string {
	names := make([]string, len(r.rules))
	for i := range r.rules {
		names[i] = r.rules[i].Info.Name
	}
	return names
}

// Alert is a rule that fired.
type Alert struct {
	Rule   string            `json:"rule"`
	Event  uint64            `json:"event"`
	Output string            `json:"output"`
	Fields map[string]string `json:"fields"`
}

// Failure is an expectation that was not met.
type Failure struct {
	At      source.Pos
	Msg     string
	Verdict *explain.Verdict // of the event that comes nearest, nil where there is none
	Event   uint64           // its number
}

// Outcome is what became of a test.
type Outcome struct {
	Test     *Test
	Alerts   []Alert
	Failures []Failure
	Err      error // why the test could not be run
}

// OK reports whether the test passed.
func (o *Outcome) OK() bool { return o.Err == nil && len(o.Failures) == 0 }

// scene is where the events of a test come from.
type scene interface {
	bind(vm.Import) (vm.Extractor, error)
	// each calls f for every event that is about the test.
	each(f func(id catalog.EventID, num uint64) error) error
	// alerts returns what makes the alert of a rule that matched.
	alerts(b *vm.Bundle, m *vm.Machine) (func(rule int, num uint64) (Alert, error), error)
	close() error
}

func (t *Test) scene() (scene, error) {
	switch {
	case t.Fields != nil:
		return &tableScene{t.Fields}, nil
	case t.Capture != "":
		src, err := scap.Open(t.Capture)
		if err != nil {
			return nil, fmt.Errorf("capture %s: %w", t.Capture, err)
		}
		return newStream(src, t.First, t.Last), nil
	}
	src, err := play(t.File, t.Script)
	if err != nil {
		return nil, err
	}
	return newStream(src, t.First, t.Last), nil
}

type tableScene struct{ table *explain.Table }

func (s *tableScene) bind(imp vm.Import) (vm.Extractor, error) { return explain.Bind(&s.table)(imp) }

func (s *tableScene) each(f func(catalog.EventID, uint64) error) error { return f(s.table.Type, 1) }

func (s *tableScene) close() error { return nil }

func (s *tableScene) alerts(b *vm.Bundle, m *vm.Machine) (func(int, uint64) (Alert, error), error) {
	return func(rule int, num uint64) (Alert, error) {
		a := Alert{Rule: b.Rules[rule].Name, Event: num, Fields: map[string]string{}}
		var text strings.Builder
		for _, p := range b.Rules[rule].Output {
			if p.Reg < 0 {
				text.WriteString(p.Text)
				continue
			}
			value, ok := "<NA>", false
			if v, typ, list, there := m.Reg(p.Reg); there {
				value, ok = explain.Text(p.Key, v, typ, list), true
			}
			if p.Key != "" && ok {
				a.Fields[p.Key] = value
			}
			if !p.Hidden {
				text.WriteString(value)
			}
		}
		a.Output = text.String()
		return a, nil
	}, nil
}

// stream is a scene of real or scripted events.
type stream struct {
	*runtime.Stream
	src         driver.Source
	first, last uint64
}

func newStream(src driver.Source, first, last uint64) *stream {
	return &stream{runtime.NewStream(src, state.Options{}), src, first, last}
}

func (s *stream) bind(imp vm.Import) (vm.Extractor, error) {
	return fields.BindText(s.Fields, imp.Field)
}

func (s *stream) each(f func(catalog.EventID, uint64) error) error {
	for {
		switch err := s.Next(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		num := s.Fields.St.Num
		if s.last > 0 && num > s.last {
			return nil
		}
		if num < s.first {
			continue
		}
		if err := f(s.Ev.Type, num); err != nil {
			return err
		}
	}
}

func (s *stream) close() error { return s.src.Close() }

func (s *stream) alerts(b *vm.Bundle, m *vm.Machine) (func(int, uint64) (Alert, error), error) {
	lines, err := alert.New(b, m, s.Fields, alert.Options{JSON: true, Bare: true})
	if err != nil {
		return nil, err
	}
	var line []byte
	return func(rule int, num uint64) (Alert, error) {
		a := Alert{Rule: b.Rules[rule].Name, Event: num, Fields: map[string]string{}}
		line = lines.Append(line[:0], rule)
		var row struct {
			Output string                     `json:"output"`
			Fields map[string]json.RawMessage `json:"output_fields"`
		}
		if err := json.Unmarshal(line, &row); err != nil {
			return a, fmt.Errorf("reading an alert back: %w", err)
		}
		a.Output = row.Output
		for k, v := range row.Fields {
			var text string
			if json.Unmarshal(v, &text) != nil {
				text = string(v)
			}
			if text != "null" {
				a.Fields[k] = text
			}
		}
		return a, nil
	}, nil
}

// Run runs one test.
func (r *Rules) Run(t *Test) *Outcome {
	o := &Outcome{Test: t}
	for _, e := range t.Fires {
		r.known(o, e.Name)
	}
	for _, n := range t.Silent {
		r.known(o, n)
	}
	if o.Err = r.decide(t, o); o.Err != nil {
		return o
	}
	for i := range t.Fires {
		r.check(o, &t.Fires[i])
	}
	for _, n := range t.Silent {
		for i := range o.Alerts {
			if o.Alerts[i].Rule == n.Rule {
				r.fail(o, n, fmt.Sprintf("rule %q fired on event %d and should not: %s", n.Rule, o.Alerts[i].Event, o.Alerts[i].Output), o.Alerts[i].Event)
				break
			}
		}
	}
	if t.Others {
		r.others(o)
	}
	return o
}

func (r *Rules) known(o *Outcome, n Name) {
	if _, ok := r.index[n.Rule]; !ok {
		o.Failures = append(o.Failures, Failure{At: n.At, Msg: fmt.Sprintf("there is no rule %q%s", n.Rule, r.like(n.Rule))})
	}
}

func (r *Rules) like(name string) string {
	low := strings.ToLower(name)
	for _, n := range r.Names() {
		if l := strings.ToLower(n); strings.Contains(l, low) || strings.Contains(low, l) {
			return fmt.Sprintf("; did you mean %q?", n)
		}
	}
	return ""
}

func (r *Rules) others(o *Outcome) {
	for i := range o.Alerts {
		a := &o.Alerts[i]
		if !slices.ContainsFunc(o.Test.Fires, func(e Expectation) bool { return e.Rule == a.Rule }) {
			r.fail(o, Name{a.Rule, o.Test.At}, fmt.Sprintf("rule %q fired on event %d, too: %s", a.Rule, a.Event, a.Output), a.Event)
			return
		}
	}
}

// decide finds all alerts of a test.
func (r *Rules) decide(t *Test, o *Outcome) (err error) {
	s, err := t.scene()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	m, err := vm.NewMachine(r.bundle, s.bind)
	if err != nil {
		return err
	}
	alerts, err := s.alerts(r.bundle, m)
	if err != nil {
		return err
	}
	var cover *coverRun
	if r.Coverage != nil {
		if cover, err = r.cover(s.bind); err != nil {
			return err
		}
	}
	var hits []int
	return s.each(func(id catalog.EventID, num uint64) error {
		m.Begin(id)
		hits = m.Match(r.sel, true, hits[:0])
		for _, rule := range hits {
			a, err := alerts(rule, num)
			if err != nil {
				return err
			}
			o.Alerts = append(o.Alerts, a)
		}
		if cover != nil {
			cover.event(id)
		}
		return nil
	})
}

func (r *Rules) check(o *Outcome, e *Expectation) {
	if _, ok := r.index[e.Rule]; !ok {
		return
	}
	times := 0
	var wrong string
	good := false
	var event uint64
	for i := range o.Alerts {
		a := &o.Alerts[i]
		if a.Rule != e.Rule {
			continue
		}
		times++
		event = a.Event
		if msg := e.differs(a); msg == "" {
			good = true
		} else if wrong == "" {
			wrong = msg
		}
	}
	switch {
	case times == 0:
		r.fail(o, e.Name, fmt.Sprintf("rule %q did not fire", e.Rule), 0)
	case e.Times > 0 && times != e.Times:
		r.fail(o, e.Name, fmt.Sprintf("rule %q fired %d times, not %d", e.Rule, times, e.Times), event)
	case !good:
		o.Failures = append(o.Failures, Failure{At: e.At, Msg: fmt.Sprintf("rule %q fired, but %s", e.Rule, wrong), Event: event})
	}
}

func (e *Expectation) differs(a *Alert) string {
	for _, text := range e.Contains {
		if !strings.Contains(a.Output, text) {
			return fmt.Sprintf("its output has no %q: %s", text, a.Output)
		}
	}
	for _, f := range e.Fields {
		got, ok := a.Fields[f.Name]
		switch {
		case !ok && f.Value != "":
			return fmt.Sprintf("its output has no %s, which should be %q", f.Name, f.Value)
		case got != f.Value:
			return fmt.Sprintf("%s is %q, not %q", f.Name, got, f.Value)
		}
	}
	return ""
}

// program returns the compiled parts of a rule.
func (r *Rules) program(rule int, items bool) (*explain.Program, error) {
	key := explained{rule, items}
	if p := r.explains[key]; p != nil {
		return p, nil
	}
	root := r.Result.Tree(r.rules[rule].Info.Name)
	if root == nil {
		return nil, fmt.Errorf("rule %q has no condition", r.rules[rule].Info.Name)
	}
	p, err := explain.New(r.rules[rule], root, items)
	if err == nil {
		r.explains[key] = p
	}
	return p, err
}

// fail notes a failure with the verdict about an event: the one with the number, or,
// where that is 0, the one that comes nearest to a match.
func (r *Rules) fail(o *Outcome, n Name, msg string, event uint64) {
	f := Failure{At: n.At, Msg: msg, Event: event}
	rule := r.index[n.Rule]
	seen := map[string]bool{}
	p, err := r.program(rule, false)
	if err == nil {
		err = o.Test.look(p, func(id catalog.EventID, num uint64) {
			if event != 0 && num != event {
				return
			}
			seen[explain.EventName(id)] = true
			v := p.Explain()
			if f.Verdict == nil || nearer(v, f.Verdict) {
				f.Verdict, f.Event = v, num
			}
		})
	}
	if err != nil {
		f.Msg += fmt.Sprintf(" (no explanation: %v)", err)
	}
	if len(seen) == 0 {
		f.Msg += ": there was no event"
	}
	o.Failures = append(o.Failures, f)
}

func nearer(a, b *explain.Verdict) bool {
	if a.Unseen != b.Unseen {
		return b.Unseen
	}
	return len(a.Tests) < len(b.Tests)
}

// look goes through the events of a test with a program.
func (t *Test) look(p *explain.Program, f func(id catalog.EventID, num uint64)) (err error) {
	s, err := t.scene()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := p.Bind(s.bind); err != nil {
		return err
	}
	return s.each(func(id catalog.EventID, num uint64) error {
		p.Begin(id)
		f(id, num)
		return nil
	})
}
