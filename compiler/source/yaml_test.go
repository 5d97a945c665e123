package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"github.com/falcoc/falcoc/conformance/golden"
)

// dump writes a node as JSON would, keys in their order.
func dump(n *Node) string {
	switch n.Kind {
	case Null:
		return "~"
	case ScalarNode:
		return fmt.Sprintf("%q", n.Value)
	case Sequence:
		var out []string
		for _, k := range n.Kids {
			out = append(out, dump(k))
		}
		return "[" + strings.Join(out, ", ") + "]"
	}
	var out []string
	for i := 0; i+1 < len(n.Kids); i += 2 {
		out = append(out, dump(n.Kids[i])+": "+dump(n.Kids[i+1]))
	}
	return "{" + strings.Join(out, ", ") + "}"
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"comment", "# nothing\n", ""},
		{"scalar", "foo", `"foo"`},
		{"nulls", "- ~\n-\n- null\n- 'null'\n- !x\n", `[~, ~, ~, "null", ""]`},
		{"block", "- a: b\n  c:\n  - d\n  e: f\n- g\n", `[{"a": "b", "c": ["d"], "e": "f"}, "g"]`},
		{"flow", "{a: [b, c: d, {e}, ], 'f':g}", `{"a": ["b", {"c": "d"}, {"e": ~}], "f": "g"}`},
		{"no space before a value", "{\"a\":b}", `{"a": "b"}`},
		{"plain lines", "a: b\n   c\n\n   d # x\n", `{"a": "b c\nd"}`},
		{"plain with a hash", "a: b#c", `{"a": "b#c"}`},
		{"plain with a colon", "a: b:c", `{"a": "b:c"}`},
		{"value in the next line", "a:\n  (b\n  and c)\n", `{"a": "(b and c)"}`},
		{"literal", "a: |\n  b\n   c\n\n  d\n\nx: y", `{"a": "b\n c\n\nd\n", "x": "y"}`},
		{"literal strip and keep", "a: |-\n  b\n\nc: |+\n  d\n\n", `{"a": "b", "c": "d\n\n"}`},
		{"literal with indentation", "a: |1\n  b\n c\n", `{"a": " b\nc\n"}`},
		{"folded", "a: >\n  b\n  c\n\n  d\n   e\n  f\n", `{"a": "b c\nd\n e\nf\n"}`},
		{"folded, blank lines around more indented", "a: >\n  b\n\n   c\n\n  d\n", `{"a": "b\n\n c\n\nd\n"}`},
		{"folded strip", "a: >-\n  b\n  c\n\n", `{"a": "b c"}`},
		{"double quotes", `"a\tb\x41\u00e9\U0001f600\\\"\/ \
   c"`, `"a\tbAé😀\\\"/ c"`},
		{"quoted lines", "\"a  \n  b\n\n c\"", `"a b\nc"`},
		{"single quotes", "'it''s'", `"it's"`},
		{"no closing quote", "- \"r\n", `["r "]`},
		{"anchors", "- &a [x]\n- *a\n- {k: *a}\n", `[["x"], ["x"], {"k": ["x"]}]`},
		{"tags", "- !!str 5\n- !<x> y\n- ! ~\n", `["5", "y", "~"]`},
		{"explicit key", "? a\n: b\n? c\n", `{"a": "b", "c": ~}`},
		{"missing keys", ": a\n", `{~: "a"}`},
		{"doubled keys", "a: 1\na: 2\n", `{"a": "1", "a": "2"}`},
		{"directive and document end", "%YAML 1.2\n---\na\n...\n---\nb\n", `"a" "b"`},
		{"null document ends the stream", "- a\n---\n---\n- b\n", `["a"]`},
		{"CRLF", "- a: |\r\n    b\r\n    c\r\n", `[{"a": "b\nc\n"}]`},
		{"CR", "- a: b\r  c: d\r", `[{"a": "b", "c": "d"}]`},
		{"byte order mark", "\xef\xbb\xbf- a\n", `["a"]`},
		{"UTF-16", "\xff\xfe-\x00 \x00\xe9\x00", `["é"]`},
		{"UTF-16 without mark", "-\x00 \x00a\x00\n\x00", `["a"]`},
		{"control characters", "- a\x01b\x7f", `["a\x01b\x7f"]`},
		{"tab after a dash", "-\ta", `["a"]`},
		{"stars in text", "- a * b & c", `["a * b & c"]`},
		{"no dash at the margin", "a:\n- b\n- c\nd: e", `{"a": ["b", "c"], "d": "e"}`},
		{"percent within", "a: 50%\nb: c", `{"a": "50%", "b": "c"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs, err := ParseYAML(NewFile("x", []byte(c.in)))
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, d := range docs {
				out = append(out, dump(d))
			}
			if got := strings.Join(out, " "); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"- a\n\tb: c", "line 2, column 1: illegal tab when looking for indentation"},
		{"- a: b\n c: d", "line 2, column 2: end of sequence not found"},
		{"a: b: c", "line 1, column 5: illegal map value"},
		{"- @x", "line 1, column 3: unknown token"},
		{"- *x", "line 1, column 3: the referenced anchor is not defined: x"},
		{"- &a [*a]", "line 1, column 7: the referenced anchor is not defined: a"},
		{"- [a", "line 1, column 1: end of sequence flow not found"},
		{"- {a", "line 1, column 1: end of map flow not found"},
		{"- a]", ""},
		{"]", "line 1, column 1: illegal flow end"},
		{"- \"\\q\"", "line 1, column 4: unknown escape character: q"},
		{"a: |0\n  b", "line 1, column 5: cannot set zero indentation for a block scalar"},
		{"a: | b\n", "line 1, column 6: unexpected character in block scalar"},
		{"'a\n--- b'", "line 2, column 1: illegal document indicator in scalar"},
		{"? [a]\n: b", "line 1, column 3: bad conversion"},
		{"a\x00", "line 1, column 2: the file contains a NUL byte"},
		{"- &a &b c", "line 1, column 6: cannot assign multiple anchors to the same node"},
	} {
		_, err := ParseYAML(NewFile("x", []byte(c.in)))
		got := ""
		if err != nil {
			got = strings.TrimPrefix(err.Error(), "yaml-cpp: error at ")
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// checkOrigins holds that each byte of a scalar's value comes from the byte of
// the file that it is mapped to.
func checkOrigins(f *File, n *Node) error {
	if n.Kind == ScalarNode {
		t := Scalar(f, n)
		for i := range len(n.Value) {
			at, _ := t.At(i)
			if at.Off >= len(f.Data) {
				return fmt.Errorf("%q[%d] is at the end", n.Value, i)
			}
			c := f.Data[at.Off]
			folded := (n.Value[i] == ' ' || n.Value[i] == '\n') && (c == '\n' || c == '\r')
			start := max(0, at.Off-9)
			escaped := strings.ContainsAny(string(f.Data[start:at.Off+1]), `\'`)
			if c != n.Value[i] && !folded && !escaped {
				return fmt.Errorf("%q[%d] is %q, but at %v is %q", n.Value, i, n.Value[i], at, c)
			}
		}
	}
	for _, k := range n.Kids {
		if err := checkOrigins(f, k); err != nil {
			return err
		}
	}
	return nil
}

func TestOrigins(t *testing.T) {
	const in = "- a: >\n    one\n    two\n\n    three\n  b: \"x\\ty\n    z\"\n  c: p\n    q\n"
	f := NewFile("x", []byte(in))
	docs, err := ParseYAML(f)
	if err != nil {
		t.Fatal(err)
	}
	item := docs[0].Kids[0]
	for _, c := range []struct{ key, part, want string }{
		{"a", "two", "x:3:5"}, {"a", "three", "x:5:5"}, {"b", "y", "x:6:10"}, {"b", "z", "x:7:5"}, {"c", "q", "x:9:5"},
	} {
		v := item.Get(c.key)
		at, _ := Scalar(f, v).At(strings.Index(v.Value, c.part))
		if at.String() != c.want {
			t.Errorf("%s in %s is at %v, want %s", c.part, c.key, at, c.want)
		}
	}
}

// oracle reads YAML by another library.
func oracle(data []byte) (string, error) {
	var n yaml.Node
	if err := yaml.Unmarshal(data, &n); err != nil {
		return "", err
	}
	if len(n.Content) == 0 {
		return "", nil
	}
	return dump(convert(n.Content[0])), nil
}

func convert(n *yaml.Node) *Node {
	switch n.Kind {
	case yaml.AliasNode:
		return convert(n.Alias)
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return &Node{}
		}
		return &Node{Kind: ScalarNode, Value: n.Value}
	}
	out := &Node{Kind: Sequence}
	if n.Kind == yaml.MappingNode {
		out.Kind = Mapping
	}
	for _, k := range n.Content {
		out.Kids = append(out.Kids, convert(k))
	}
	return out
}

// TestRuleFiles compares with another library on all recorded rule files that
// both accept.
func TestRuleFiles(t *testing.T) {
	type row struct {
		ID       string
		Contents map[string]struct {
			Text   string
			Base64 []byte
		}
	}
	equal := 0
	golden.Each(t, golden.Recorded(t, "load.jsonl.gz"), func(r row) {
		for name, c := range r.Contents {
			data := c.Base64
			if data == nil {
				data = []byte(c.Text)
			}
			f := NewFile(r.ID+"/"+name, data)
			docs, perr := ParseYAML(f)
			if perr != nil || len(docs) != 1 {
				continue
			}
			if err := checkOrigins(f, docs[0]); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
			want, err := oracle(data)
			if err != nil {
				continue
			}
			if got := dump(docs[0]); got != want {
				t.Errorf("%s: %s", f.Name, cmp.Diff(want, got))
			}
			equal++
		}
	})
	t.Logf("%d files equal", equal)
}

func FuzzYAML(f *testing.F) {
	for _, s := range []string{
		"- rule: r\n  desc: >\n    a\n    b\n  condition: |\n    x\n", "- {a: [b, \"c\\n\"], 'd': &e f}\n- *e\n", "a:\n- b\n? c\n: d\n", "---\n- 'x\n", "%Y\n--- !t |2-\n  a\n...\n",
		"- a\r\n- b\r- c", "\xff\xfe-\x00 \x00a\x00", "{a: b: c}", "- [", "\t- a", ": : :", "- ? a : b",
	} {
		f.Add([]byte(s))
	}
	f.Add([]byte(strings.Repeat("[", MaxDepth+1)))
	f.Add([]byte(strings.Repeat("{a: [", MaxDepth)))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := NewFile("f", data)
		docs, err := ParseYAML(file)
		if err != nil {
			if err.Off < 0 || err.Off > len(file.Data) || err.Line < 0 || err.Col < 0 {
				t.Fatalf("error is at %+v", err)
			}
			return
		}
		for _, d := range docs {
			if err := checkOrigins(file, d); err != nil {
				t.Fatal(err)
			}
		}
	})
}
