// Package style looks at rules as their readers do: names, descriptions, tags and what
// an alert tells. All it says is a matter of taste, and can be turned off.
package style

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
)

// The codes of the findings.
const (
	CodeName   = "FALCOC_STYLE_NAME"
	CodeDesc   = "FALCOC_STYLE_DESC"
	CodeTags   = "FALCOC_STYLE_TAGS"
	CodeAttack = "FALCOC_STYLE_ATTACK"
	CodeOutput = "FALCOC_STYLE_OUTPUT"
	CodeWords  = "FALCOC_STYLE_WORDS"
)

// Codes are all of them.
var Codes = []string{CodeName, CodeDesc, CodeTags, CodeAttack, CodeOutput, CodeWords}

// Config says what is wanted.
type Config struct {
	Off    []string
	Error  []string
	Names  map[string]*regexp.Regexp // by rule, macro, list
	Output [][]string                // of each group, an output has one field at least
}

// Default is what is wanted unless a configuration says otherwise.
func Default() *Config {
	return &Config{
		Names: map[string]*regexp.Regexp{
			"rule":  regexp.MustCompile(`^[A-Z].*[^.\s]$`),
			"macro": regexp.MustCompile(`^[a-z][a-z0-9_]*$`),
			"list":  regexp.MustCompile(`^[a-z][a-z0-9_]*$`),
		},
		Output: [][]string{{"proc.name", "proc.exe", "proc.exepath", "proc.cmdline"}, {"user.name", "user.uid", "user.loginuid", "user.loginname"}},
	}
}

// Parse reads a configuration: a YAML mapping with the keys off and error (lists of
// codes), names (patterns for rule, macro and list), output (fields that every output
// has; a list within stands for one of several).
func Parse(f *source.File) (*Config, error) {
	c := Default()
	docs, yerr := source.ParseYAML(f)
	if yerr != nil {
		return nil, fmt.Errorf("%s:%d:%d: %s", f.Name, yerr.Line+1, yerr.Col+1, yerr.Msg)
	}
	for _, d := range docs {
		if err := c.read(f, d); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Config) read(f *source.File, d *source.Node) error {
	fail := func(n *source.Node, format string, args ...any) error {
		return fmt.Errorf("%s:%d:%d: %s", f.Name, n.Line+1, n.Col+1, fmt.Sprintf(format, args...))
	}
	if d.Kind != source.Mapping {
		return fail(d, "want a mapping with off, error, names and output")
	}
	for i := 0; i+1 < len(d.Kids); i += 2 {
		k, v := d.Kids[i], d.Kids[i+1]
		switch k.Value {
		case "off", "error":
			for _, n := range v.Kids {
				if _, ok := diag.Lookup(n.Value); !ok {
					return fail(n, "there is no code %s", n.Value)
				}
				if k.Value == "off" {
					c.Off = append(c.Off, strings.ToUpper(n.Value))
				} else {
					c.Error = append(c.Error, strings.ToUpper(n.Value))
				}
			}
		case "names":
			if v.Kind != source.Mapping {
				return fail(v, "want patterns for rule, macro and list")
			}
			for j := 0; j+1 < len(v.Kids); j += 2 {
				kind, text := v.Kids[j], v.Kids[j+1]
				if c.Names[kind.Value] == nil {
					return fail(kind, "there are no names of %q; want rule, macro or list", kind.Value)
				}
				re, err := regexp.Compile(text.Value)
				if err != nil {
					return fail(text, "%v", err)
				}
				c.Names[kind.Value] = re
			}
		case "output":
			c.Output = nil
			for _, n := range v.Kids {
				group := []string{n.Value}
				if n.Kind == source.Sequence {
					group = nil
					for _, m := range n.Kids {
						group = append(group, m.Value)
					}
				}
				c.Output = append(c.Output, group)
			}
		default:
			return fail(k, "unknown key %q; want off, error, names or output", k.Value)
		}
	}
	return nil
}

// minDesc is how many words a description has at least.
const minDesc = 3

var (
	tactic    = regexp.MustCompile(`^mitre_[a-z_]+$`)
	technique = regexp.MustCompile(`^T[0-9]{4}(\.[0-9]{3})?$`)
)

// Findings are what there is to say about what compiled.
func (c *Config) Findings(v *compiler.View) (out []*diag.Diagnostic) {
	say := func(code string, at source.Pos, msg, hint string) {
		if at.File == nil || slices.Contains(c.Off, code) {
			return
		}
		d := &diag.Diagnostic{Code: code, Severity: diag.Warning, Message: msg, Hint: hint, Primary: diag.At(at, 0), Context: diag.FileStart(at.File), BeyondFalco: true}
		if slices.Contains(c.Error, code) {
			d.Severity = diag.Error
		}
		out = append(out, d)
	}
	name := func(kind, name string, at source.Pos) {
		if !c.Names[kind].MatchString(name) {
			say(CodeName, at, fmt.Sprintf("The %s's name %q does not match %s", kind, name, c.Names[kind]), "")
		}
	}
	for i := range v.Rules {
		r := &v.Rules[i]
		name("rule", r.Name, r.At)
		c.rule(r, say)
	}
	for i := range v.Macros {
		name("macro", v.Macros[i].Name, v.Macros[i].At)
	}
	for i := range v.Lists {
		name("list", v.Lists[i].Name, v.Lists[i].At)
	}
	return out
}

func (c *Config) rule(r *compiler.RuleView, say func(code string, at source.Pos, msg, hint string)) {
	desc := strings.TrimSpace(r.Description)
	if len(strings.Fields(desc)) < minDesc || strings.EqualFold(strings.TrimSuffix(desc, "."), r.Name) {
		say(CodeDesc, r.At, fmt.Sprintf("The description of rule %q says no more than its name", r.Name), "say what happened and why it matters")
	}
	if len(r.Tags) == 0 {
		say(CodeTags, r.At, fmt.Sprintf("Rule %q has no tags", r.Name), "tags choose rules: tags: [host, process, mitre_execution, T1059]")
	} else if !slices.ContainsFunc(r.Tags, tactic.MatchString) || !slices.ContainsFunc(r.Tags, technique.MatchString) {
		say(CodeAttack, r.At, fmt.Sprintf("Rule %q does not name an ATT&CK tactic and technique", r.Name), "add tags such as mitre_persistence and T1543.002")
	}
	if r.Source != "syscall" {
		return
	}
	fields := printed(r)
	for _, group := range c.Output {
		if !slices.ContainsFunc(group, func(f string) bool { return slices.Contains(fields, f) }) {
			say(CodeOutput, r.At, fmt.Sprintf("The output of rule %q has no %s", r.Name, strings.Join(group, " or ")), "an alert is read without the machine at hand")
		}
	}
	if words, _, _ := strings.Cut(r.OutputCompiled, "%"); len(strings.Fields(words)) < 2 {
		say(CodeWords, r.At, fmt.Sprintf("The output of rule %q does not begin with words", r.Name), "say what happened before the fields")
	}
}

// printed are the fields that an output prints, alone or in transformers.
func printed(r *compiler.RuleView) (fields []string) {
	f, _ := check.Output(r.OutputCompiled, r.Source)
	if f == nil {
		return nil
	}
	for i := range f.Parts {
		if key := f.Parts[i].Key; key != "" {
			fields = append(fields, key)
		}
	}
	return fields
}
