package suite

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Message is a load error or warning, as Falco's JSON verdict has it.
type Message struct {
	Code, Text string
	Items      []Item // from the document to the innermost item
}

// Item is a named part of a rule file.
type Item struct{ Kind, Name string }

// Verdict is what loading said about one file.
type Verdict struct {
	File             string
	Errors, Warnings []Message
}

// Rule is a loaded rule.
type Rule struct {
	Name, Condition, Output, Priority, Source string
	Tags, Events                              []string
	Enabled                                   bool
}

// Answer is what an engine makes of a case.
type Answer struct {
	Files   []Verdict
	Fatal   string // there is no verdict, for this reason
	Rules   []Rule // nil when something failed, or when the engine cannot tell
	Macros  []Item // names with compiled conditions
	Lists   []Item // names with compiled items
	Finds   []string
	Differs []string

	Holds  *bool // what a condition is on a made event
	Alerts []Alert
	Died   string // the replay ended with this error
}

// Alert is a rule that fired.
type Alert struct {
	Event uint64
	Rule  string
	Text  string          // the line without time and priority
	JSON  json.RawMessage // output_fields without evt.time
}

// innermost is the part that a message is about, such as "rule 'A'".
func (m *Message) innermost() string {
	for _, it := range slices.Backward(m.Items) {
		if it.Name != "" && it.Kind != "condition expression" {
			return fmt.Sprintf("%s '%s': ", it.Kind, it.Name)
		}
	}
	return ""
}

func (a *Answer) ok() bool {
	return a.Fatal == "" && !slices.ContainsFunc(a.Files, func(v Verdict) bool { return len(v.Errors) > 0 })
}

// Lines is the answer as case files spell it.
func (a *Answer) Lines(c *Case) []string {
	var out []string
	line := func(format string, args ...any) {
		out = append(out, strings.TrimRight(oneLine(fmt.Sprintf(format, args...)), " "))
	}
	if a.Fatal != "" {
		line("refused: %s", a.Fatal)
		return out
	}
	for _, f := range a.Files {
		in := ""
		if len(a.Files) > 1 && c.Kind == Load {
			in = f.File + ": "
		}
		if len(f.Errors) == 0 && c.Kind == Load {
			line("%sok", in)
		}
		for _, m := range f.Errors {
			line("%serror %s: %s%s", in, m.Code, about(&m, c), m.Text)
		}
		for _, m := range f.Warnings {
			if strings.HasPrefix(m.Code, "LOAD_UNUSED") && c.Kind != Load {
				continue
			}
			line("%swarning %s: %s%s", in, m.Code, about(&m, c), m.Text)
		}
	}
	if !a.ok() {
		return out
	}
	switch c.Kind {
	case Condition:
		a.condition(c, line)
	case Output:
		a.output(c, line)
	case Load:
		a.load(c, line)
	}
	if len(out) == 0 {
		out = []string{"ok"}
	}
	return out
}

// about names the item of a message; a single condition needs no name.
func about(m *Message, c *Case) string {
	if c.Kind != Load {
		return ""
	}
	return m.innermost()
}

func (a *Answer) condition(c *Case, line func(string, ...any)) {
	if len(a.Rules) > 0 {
		r := a.Rules[0]
		if text := strings.TrimSpace(c.Text); r.Condition != text {
			line("means %s", r.Condition)
		}
		if s := seen(r.Events); s != "" {
			line("sees %s", s)
		}
	}
	if a.Holds != nil {
		line("is %v", *a.Holds)
		return
	}
	if c.Capture != "" {
		if a.Died != "" {
			line("stops: %s", a.Died)
			return
		}
		var nums []uint64
		for _, al := range a.Alerts {
			nums = append(nums, al.Event)
		}
		line("matches %s", Numbers(nums))
	}
}

// maxEvents is how many names of events are written out.
const maxEvents = 12

func seen(names []string) string {
	var missing []string
	for _, n := range eventNames {
		if !slices.Contains(names, n) {
			missing = append(missing, n)
		}
	}
	switch {
	case len(missing) == 0:
		return ""
	case len(missing) <= maxEvents:
		return "all but " + strings.Join(missing, " ")
	case len(names) <= maxEvents:
		return strings.Join(names, " ")
	}
	return fmt.Sprintf("%d types of events", len(names))
}

// Numbers spells event numbers: all of them when they are few, otherwise how many
// and the beginning of the SHA-256 of the numbers joined by newlines.
func Numbers(nums []uint64) string {
	var text []string
	for _, n := range nums {
		text = append(text, strconv.FormatUint(n, 10))
	}
	switch {
	case len(nums) == 0:
		return "nothing"
	case len(nums) <= 8:
		return "events " + strings.Join(text, " ")
	}
	sum := sha256.Sum256([]byte(strings.Join(text, "\n")))
	return fmt.Sprintf("%d events #%s", len(nums), hex.EncodeToString(sum[:4]))
}

func (a *Answer) output(c *Case, line func(string, ...any)) {
	if a.Died != "" {
		line("stops: %s", a.Died)
		return
	}
	for _, al := range a.Alerts {
		line("text %s", al.Text)
	}
	if len(a.Alerts) > 0 {
		line("json %s", a.Alerts[0].JSON)
	}
}

func (a *Answer) load(c *Case, line func(string, ...any)) {
	for _, r := range a.Rules {
		if c.has("show rules") {
			state := "enabled"
			if !r.Enabled {
				state = "disabled"
			}
			line("rule '%s' is %s, %s, source %s, tags %v", r.Name, state, r.Priority, r.Source, r.Tags)
		}
		if c.has("show conditions") {
			line("rule '%s' means %s", r.Name, r.Condition)
		}
		if c.has("show outputs") {
			line("rule '%s' prints %s", r.Name, r.Output)
		}
		if c.has("show events") {
			line("rule '%s' sees %s", r.Name, seen(r.Events))
		}
	}
	if c.has("show macros") {
		for _, m := range a.Macros {
			line("macro '%s' means %s", m.Kind, m.Name)
		}
	}
	if c.has("show lists") {
		for _, l := range a.Lists {
			line("list '%s' holds %s", l.Kind, l.Name)
		}
	}
	if c.Capture == "" {
		return
	}
	if a.Died != "" {
		line("stops: %s", a.Died)
	}
	byRule := map[string][]uint64{}
	var names []string
	for _, al := range a.Alerts {
		if byRule[al.Rule] == nil {
			names = append(names, al.Rule)
		}
		byRule[al.Rule] = append(byRule[al.Rule], al.Event)
	}
	if len(names) == 0 {
		line("no alerts")
	}
	slices.Sort(names)
	for _, n := range names {
		line("rule '%s' matches %s", n, Numbers(byRule[n]))
	}
	if c.has("show order") {
		for _, al := range a.Alerts[:min(4, len(a.Alerts))] {
			line("event %d raises '%s'", al.Event, al.Rule)
		}
	}
	if c.has("show lines") {
		for _, al := range a.Alerts[:min(4, len(a.Alerts))] {
			line("text %s", al.Text)
			line("json %s", al.JSON)
		}
	}
}

// oneLine keeps an answer on its line.
func oneLine(s string) string {
	return strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`, "\x00", `\0`).Replace(strings.ToValidUTF8(strings.TrimSpace(s), "�"))
}

// quote spells a text as JSON does.
func quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}
