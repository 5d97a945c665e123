// Package suite reads the cases of the conformance suite, asks an engine what it
// makes of them, and compares. Cases are Markdown: the text explains, the fenced
// blocks are run (see the README beside the cases). An engine is falcoc itself, in
// process, or a falco binary; both answer in the same words.
package suite

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Kind says what a case asks.
type Kind uint8

// The kinds of cases.
const (
	Load      Kind = iota // what becomes of rule files, and which alerts they raise
	Condition             // what becomes of one condition, and which events it matches
	Output                // what an output format prints for some events
)

// File is one rule file.
type File struct {
	Name, Text string
}

// Case is one question with the expected answer.
type Case struct {
	Path    string // of the Markdown file
	Line    int    // where the case is, from 1
	Name    string // its headings
	Kind    Kind
	Files   []File
	Text    string   // the condition or the output format
	Capture string   // name without .scap, "" for none
	Events  string   // of an Output, numbers separated by commas
	World   []string // "field = value" lines of a made event, nil for none
	Set     []string // inputs of a Load: "replay …", "set …", "show …"
	Want    []string // the answer, line by line
	Finds   []string // codes of findings that Falco does not make
	About   []string // differences from Falco that the case is about and no comparison shows
	Falco   []string // Falco's answer where it is another one

	from, to int    // the lines of the answer, from 0
	indent   string // of these lines
}

// ID names the case in messages.
func (c *Case) ID() string { return fmt.Sprintf("%s:%d", filepath.Base(c.Path), c.Line) }

// Read reads the cases of Markdown files and of the *.md files in folders.
func Read(paths ...string) ([]*Case, error) {
	var cases []*Case
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		names := []string{path}
		if info.IsDir() {
			if names, err = filepath.Glob(filepath.Join(path, "*.md")); err != nil {
				return nil, err
			}
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			cs, err := Parse(name, string(data))
			if err != nil {
				return nil, err
			}
			cases = append(cases, cs...)
		}
	}
	return cases, nil
}

// parser walks over the lines of one file.
type parser struct {
	path     string
	lines    []string
	headings [7]string
	files    []File   // of the section so far
	world    []string // of the section
	cases    []*Case
}

// Parse reads the cases of one Markdown text.
func Parse(path, text string) ([]*Case, error) {
	p := &parser{path: path, lines: strings.Split(text, "\n")}
	for i := 0; i < len(p.lines); i++ {
		line := p.lines[i]
		if level := heading(line); level > 0 {
			p.headings[level] = strings.TrimSpace(line[level:])
			clear(p.headings[level+1:])
			p.files, p.world = nil, nil
			continue
		}
		info, ok := strings.CutPrefix(line, "```")
		if !ok {
			continue
		}
		end := i + 1
		for end < len(p.lines) && p.lines[end] != "```" {
			end++
		}
		if end == len(p.lines) {
			return nil, fmt.Errorf("%s:%d: the block does not end", path, i+1)
		}
		if err := p.block(strings.Fields(info), i+1, end); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
		i = end
	}
	return p.cases, nil
}

func heading(line string) int {
	n := len(line) - len(strings.TrimLeft(line, "#"))
	if n == 0 || n > 5 || !strings.HasPrefix(line[n:], " ") {
		return 0
	}
	return n
}

func (p *parser) block(info []string, from, to int) error {
	if len(info) == 0 {
		return nil
	}
	args := info[1:]
	switch info[0] {
	case "yaml":
		name := "rules.yaml"
		if len(args) > 0 {
			name = args[0]
		}
		p.files = append(p.files, File{name, unescape(strings.Join(p.lines[from:to], "\n") + "\n")})
	case "event":
		p.world = p.lines[from:to]
	case "expect":
		c := p.add(Load, from)
		c.Files, p.files = p.files, nil
		c.from, c.to = from, to
		return c.answer(p.lines[from:to])
	case "conditions":
		return p.table(Condition, args, from, to)
	case "outputs":
		if len(args) != 2 {
			return fmt.Errorf("want outputs CAPTURE EVENT,…")
		}
		return p.table(Output, args, from, to)
	}
	return nil
}

// unescape lets case files stay text: {{XX}} stands for the byte of these two
// hexadecimal digits.
func unescape(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		var x byte
		if n, _ := fmt.Sscanf(rest, "%02x}}", &x); n == 1 && len(rest) >= 4 && rest[2:4] == "}}" {
			b.WriteByte(x)
			s = rest[4:]
			continue
		}
		b.WriteString("{{")
		s = rest
	}
}

func (p *parser) add(kind Kind, line int) *Case {
	var names []string
	for _, h := range p.headings {
		if h != "" {
			names = append(names, h)
		}
	}
	c := &Case{Path: p.path, Line: line, Kind: kind, Name: strings.Join(names, " / "), Files: slices.Clone(p.files)}
	if kind == Condition {
		c.World = p.world
	}
	p.cases = append(p.cases, c)
	return c
}

// table reads questions that begin a line, each with its answer indented below.
func (p *parser) table(kind Kind, args []string, from, to int) error {
	for i := from; i < to; {
		if strings.TrimSpace(p.lines[i]) == "" || strings.HasPrefix(p.lines[i], "#") {
			i++
			continue
		}
		if strings.HasPrefix(p.lines[i], " ") {
			return fmt.Errorf("line %d: an answer without a question", i+1)
		}
		c := p.add(kind, i+1)
		c.Text = unescape(p.lines[i])
		if len(args) > 0 {
			c.Capture = args[0]
		}
		if len(args) > 1 {
			c.Events = args[1]
		}
		c.indent = "    "
		for i++; i < to && strings.HasPrefix(p.lines[i], "\\"); i++ { // the question goes on
			c.Text += "\n" + p.lines[i][1:]
		}
		c.from = i
		for i < to && strings.HasPrefix(p.lines[i], "    ") {
			i++
		}
		c.to = i
		if err := c.answer(p.lines[c.from:c.to]); err != nil {
			return err
		}
	}
	return nil
}

func (c *Case) answer(lines []string) error {
	for _, l := range lines {
		l = strings.TrimPrefix(l, c.indent)
		word, rest, _ := strings.Cut(l, " ")
		switch word {
		case "":
		case "replay", "set", "show":
			if word == "replay" {
				c.Capture = rest
			}
			c.Set = append(c.Set, l)
		case "finds":
			c.Finds = append(c.Finds, rest)
		case "about":
			c.About = append(c.About, rest)
		case "falco:":
			c.Falco = append(c.Falco, rest)
		default:
			c.Want = append(c.Want, l)
		}
	}
	return nil
}

// has reports whether an input line is there.
func (c *Case) has(line string) bool { return slices.Contains(c.Set, line) }

// settings are the values of the set lines of a name.
func (c *Case) settings(name string) (out []string) {
	for _, l := range c.Set {
		if v, ok := strings.CutPrefix(l, "set "+name+" "); ok {
			out = append(out, v)
		}
	}
	return out
}

// rules are the files that are to be loaded. A condition or an output comes first,
// in a rule of its own.
func (c *Case) rules() []File {
	switch c.Kind {
	case Condition:
		return append([]File{{"case.yaml", ruleOf(c.Text, "%evt.num")}}, c.Files...)
	case Output:
		return append([]File{{"case.yaml", ruleOf("evt.num in ("+c.Events+")", c.Text)}}, c.Files...)
	}
	return c.Files
}

// ruleOf is a rule file around a condition. The condition is on the third line.
func ruleOf(condition, output string) string {
	return "- rule: case\n  desc: case\n  condition: " + quote(condition) + "\n  output: " + quote(output) +
		"\n  priority: DEBUG\n  warn_evttypes: false\n"
}

// Update returns the text with the answers of its cases replaced.
func Update(text string, cases []*Case, answer func(*Case) []string) string {
	lines := strings.Split(text, "\n")
	for i := len(cases) - 1; i >= 0; i-- {
		c := cases[i]
		var out []string
		for _, l := range slices.Concat(c.Set, answer(c), prefixed("finds ", c.Finds), prefixed("about ", c.About), prefixed("falco: ", c.Falco)) {
			out = append(out, c.indent+l)
		}
		lines = slices.Replace(lines, c.from, c.to, out...)
	}
	return strings.Join(lines, "\n")
}

func prefixed(prefix string, lines []string) (out []string) {
	for _, l := range lines {
		out = append(out, prefix+l)
	}
	return out
}
