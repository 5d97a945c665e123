package grammar

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/grammar/ast"
)

// goldenCase is a line of load/compile.jsonl.gz.
type goldenCase struct {
	ID        string
	Condition string
	Lists     lists
	Macros    map[string]string
	Accepted  bool
	Fatal     string
	Error     *struct {
		Code, Message, Snippet string
		Where                  struct {
			Type         string
			Line, Column int
			Offset       int
		}
	}
	Compiled *string `json:"condition_compiled"`
}

// lists are names and items in the order of their definition.
type lists []struct{ name, items string }

func (l *lists) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var items string
		if err := d.Decode(&items); err != nil {
			return err
		}
		*l = append(*l, struct{ name, items string }{name.(string), items})
	}
	return nil
}

// Where a condition begins in the file that Falco loaded: it adds its own
// position, counting lines and columns from 1, to that of the YAML value.
const (
	yamlLine   = 2
	yamlColumn = 13
	yamlOffset = 39
)

func goldenCases(tb testing.TB) []goldenCase {
	f, err := os.Open(filepath.Join(golden.Dir(tb), "language", "load", "compile.jsonl.gz"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		tb.Fatal(err)
	}
	var cases []goldenCase
	for d := json.NewDecoder(z); d.More(); {
		var c goldenCase
		if err := d.Decode(&c); err != nil {
			tb.Fatal(err)
		}
		cases = append(cases, c)
	}
	return cases
}

// ofParser tells which of Falco's messages are its parser's.
var ofParser = regexp.MustCompile(`^(expected (a|blank|field|transformer)\b|unexpected token after|exceeded max depth` +
	`|invalid \\|truncated hex|invalid hex char|unsupported string escape|filter input string)`)

// TestGolden parses each condition and expects Falco's verdict, words and position,
// or the printed form of the tree.
func TestGolden(t *testing.T) {
	var refused, printed, failed int
	for _, c := range goldenCases(t) {
		text := substitute(c.Condition, c.Lists)
		e, err := ParseCondition(text, MaxDepth)
		bad := func(format string, args ...any) {
			failed++
			if failed <= 40 {
				t.Errorf("%s: %q: "+format, append([]any{c.ID, text}, args...)...)
			}
		}
		if c.Error != nil && c.Error.Code == "LOAD_ERR_COMPILE_CONDITION" && ofParser.MatchString(c.Error.Message) {
			refused++
			if err == nil {
				bad("parsed, want: %s", c.Error.Message)
				continue
			}
			if err.Msg != c.Error.Message {
				bad("%s, want: %s", err.Msg, c.Error.Message)
			}
			w := c.Error.Where
			if err.Offset != w.Offset-yamlOffset || err.Line != w.Line-yamlLine || err.Col != w.Column-yamlColumn {
				bad("%s: at %d (%d:%d), want %d (%d:%d)", err.Msg, err.Offset, err.Line, err.Col,
					w.Offset-yamlOffset, w.Line-yamlLine, w.Column-yamlColumn)
			}
			continue
		}
		if c.Condition == "" || c.Error != nil && c.Error.Where.Type != "condition expression" {
			continue // refused before it was parsed
		}
		if err != nil {
			bad("%s", err.Msg)
			continue
		}
		if c.Compiled == nil {
			continue
		}
		printed++
		inline(t, e, c, 0)
		if got := asJSON(String(e)); got != *c.Compiled {
			bad("\n got %s\nwant %s", got, *c.Compiled)
		}
	}
	t.Logf("%d refused, %d printed, %d wrong", refused, printed, failed)
}

// TestGoldenFiles takes parse errors from recorded loads of whole files. Where the
// snippet is one uncut line, it is the condition with its lists substituted.
func TestGoldenFiles(t *testing.T) {
	type location struct {
		Type                 string
		Line, Column, Offset int
	}
	paths, err := filepath.Glob(filepath.Join(golden.Dir(t), "language", "load", "*", "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, path := range paths {
		if strings.Contains(path, "comment-in-condition") {
			continue // of two lines, the snippet shows the second
		}
		var load struct {
			Results []struct {
				Errors []struct {
					Code, Message, Snippet string
					Locations              []location
				}
			}
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &load); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, r := range load.Results {
			for _, e := range r.Errors {
				n := len(e.Locations)
				if n < 2 || e.Code != "LOAD_ERR_COMPILE_CONDITION" || !ofParser.MatchString(e.Message) {
					continue
				}
				text, _, _ := strings.Cut(e.Snippet, "\n")
				in, at := e.Locations[n-2], e.Locations[n-1]
				if strings.Contains(text, "...") || at.Line-in.Line != 1 {
					continue
				}
				checked++
				_, got := ParseCondition(text, MaxDepth)
				if got == nil {
					t.Errorf("%s: %q parsed, want: %s", path, text, e.Message)
				} else if got.Msg != e.Message || got.Offset != at.Offset-in.Offset || got.Col != at.Column-in.Column {
					t.Errorf("%s: %q: %s at %d, want %s at %d", path, text, got.Msg, got.Offset, e.Message, at.Offset-in.Offset)
				}
			}
		}
	}
	t.Logf("%d errors", checked)
}

// asJSON is what is left of bytes that are no UTF-8 in the golden files.
func asJSON(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

func inline(t *testing.T, e ast.Expr, c goldenCase, depth int) {
	switch e := e.(type) {
	case *ast.And:
		for _, kid := range e.Kids {
			inline(t, kid, c, depth)
		}
	case *ast.Or:
		for _, kid := range e.Kids {
			inline(t, kid, c, depth)
		}
	case *ast.Not:
		inline(t, e.X, c, depth)
	case *ast.MacroRef:
		text, ok := c.Macros[e.Name]
		if !ok || depth > 10 {
			return
		}
		body, err := ParseCondition(substitute(text, c.Lists), MaxDepth)
		if err != nil {
			t.Errorf("%s: macro %q: %v", c.ID, text, err)
			return
		}
		inline(t, body, c, depth+1)
		e.Body = body
	}
}

// substitute replaces list names in a text as Falco does.
func substitute(text string, lists lists) string {
	for _, list := range lists {
		text = substituteOne(text, list.name, listItems(list.items))
	}
	return text
}

func substituteOne(text, name string, items []string) string {
	const around = " \t\n\r(),="
	const blanks = " \t\n\r"
	var quoted []string
	for _, item := range items {
		if strings.Contains(item, " ") && !strings.HasPrefix(item, `"`) && !strings.HasPrefix(item, "'") {
			item = `"` + item + `"`
		}
		quoted = append(quoted, item)
	}
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return text
		}
		from := at + i
		to := from + len(name)
		if from > 0 && !strings.ContainsRune(around, rune(text[from-1])) ||
			to < len(text) && !strings.ContainsRune(around, rune(text[to])) {
			at = from + 1
			continue
		}
		for from > 0 && strings.ContainsRune(blanks, rune(text[from-1])) {
			from--
		}
		for to < len(text) && strings.ContainsRune(blanks, rune(text[to])) {
			to++
		}
		if len(items) == 0 {
			if from > 0 && text[from-1] == ',' {
				from--
			} else if to < len(text) && text[to] == ',' {
				to++
			}
		}
		with := strings.Join(quoted, ", ") + " "
		if from > 0 {
			with = " " + with
		}
		text = text[:from] + with + text[to:]
		at = from + len(with)
	}
}

// listItems reads the flow sequences that the golden cases give as items.
func listItems(yaml string) []string {
	var items []string
	body := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(yaml), "["), "]"))
	for body != "" {
		var item string
		switch body[0] {
		case '"':
			end := 1
			for body[end] != '"' {
				if body[end] == '\\' {
					end++
				}
				end++
			}
			item, _ = strconv.Unquote(body[:end+1])
			body = body[end+1:]
		case '\'':
			end := 1 + strings.IndexByte(body[1:], '\'')
			item, body = body[1:end], body[end+1:]
		default:
			end := strings.IndexByte(body, ',')
			if end < 0 {
				end = len(body)
			}
			item, body = strings.TrimSpace(body[:end]), body[end:]
		}
		items = append(items, item)
		body = strings.TrimLeft(body, ", ")
	}
	return items
}
