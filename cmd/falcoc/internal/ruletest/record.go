package ruletest

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/cmd/falcoc/internal/explain"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

var errFoundEvent = errors.New("found")

// Record makes a file of tests with one test: that the event of the capture, given by
// the fields that the rule reads, makes the rule fire as it did.
func (r *Rules) Record(capture string, event uint64, rule string, rules []string) (string, error) {
	src, err := scap.Open(capture)
	if err != nil {
		return "", fmt.Errorf("capture %s: %w", capture, err)
	}
	s := newStream(src, event, event)
	defer s.close()
	m, err := vm.NewMachine(r.bundle, s.bind)
	if err != nil {
		return "", err
	}
	alerts, err := s.alerts(r.bundle, m)
	if err != nil {
		return "", err
	}
	text, there := "", false
	err = s.each(func(id catalog.EventID, num uint64) error {
		there = true
		m.Begin(id)
		hits := m.Match(r.sel, true, nil)
		for _, h := range hits {
			if rule != "" && r.rules[h].Info.Name != rule {
				continue
			}
			a, err := alerts(h, num)
			if err != nil {
				return err
			}
			text, err = r.recorded(h, a, s, id, rules)
			if err != nil {
				return err
			}
			return errFoundEvent
		}
		return nil
	})
	switch {
	case errors.Is(err, errFoundEvent):
		return text, nil
	case err != nil:
		return "", err
	case !there:
		return "", fmt.Errorf("capture %s has no event %d that rules see", capture, event)
	case rule != "":
		return "", fmt.Errorf("event %d does not make rule %q fire", event, rule)
	}
	return "", fmt.Errorf("event %d makes no rule fire", event)
}

// recorded is the text of the test.
func (r *Rules) recorded(rule int, a Alert, s *stream, id catalog.EventID, rules []string) (string, error) {
	b, err := codegen.Build([]codegen.Rule{r.rules[rule]}, codegen.Options{NoOptimize: true})
	if err != nil {
		return "", err
	}
	m, err := vm.NewMachine(b, s.bind)
	if err != nil {
		return "", err
	}
	m.Begin(id)
	var t strings.Builder
	t.WriteString("rules: [")
	for i, p := range rules {
		if i > 0 {
			t.WriteString(", ")
		}
		t.WriteString(quote(p))
	}
	fmt.Fprintf(&t, "]\ntests:\n  - test: %s\n    rule: %s\n    fields:\n", quote(fmt.Sprintf("%s, as on event %d", a.Rule, a.Event)), quote(a.Rule))
	lines := []string{"      evt.type: " + quote(explain.EventName(id)) + "\n"}
	for i := range b.Regs {
		reg := &b.Regs[i]
		if reg.Op != vm.RegField {
			continue
		}
		name := b.Imports[reg.Arg].Field
		if name == "evt.type" {
			if v, _, _, ok := m.Reg(i); ok {
				lines[0] = "      evt.type: " + quote(v.S) + "\n"
			}
			continue
		}
		lines = append(lines, "      "+name+": "+recordedValue(m, i, name)+"\n")
	}
	slices.Sort(lines[1:])
	for _, l := range slices.Compact(lines) {
		t.WriteString(l)
	}
	fmt.Fprintf(&t, "    fires:\n      fields:\n")
	names := make([]string, 0, len(a.Fields))
	for k := range a.Fields {
		names = append(names, k)
	}
	slices.Sort(names)
	n := 0
	for _, k := range names {
		if strings.HasPrefix(k, "evt.time") || strings.HasPrefix(k, "evt.datetime") {
			continue // differs from run to run
		}
		n++
		fmt.Fprintf(&t, "        %s: %s\n", k, quote(a.Fields[k]))
	}
	text := t.String()
	if n == 0 {
		text = strings.TrimSuffix(text, "    fires:\n      fields:\n") + "    fires: true\n"
	}
	return text, nil
}

func recordedValue(m *vm.Machine, reg int, name string) string {
	v, typ, list, ok := m.Reg(reg)
	if !ok {
		return "null"
	}
	ref, err := catalog.ParseField(name)
	if list || err == nil && ref.Quantifier() != catalog.Plain {
		texts := make([]string, len(v.L))
		for i := range v.L {
			texts[i] = quote(explain.Plain(typ, &v.L[i]))
		}
		return "[" + strings.Join(texts, ", ") + "]"
	}
	return quote(explain.Plain(typ, v))
}

var bare = regexp.MustCompile(`^[A-Za-z/_][A-Za-z0-9/_.+-]*( [A-Za-z0-9/_.+-]+)*$|^-?[0-9]+$`)

// quote writes a text as YAML.
func quote(s string) string {
	if bare.MatchString(s) && s != "null" && s != "Null" && s != "NULL" {
		return s
	}
	data, _ := json.Marshal(s) // strings always can
	return string(data)
}
