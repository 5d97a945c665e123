package schema

import (
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"- rule: a\n  priority: INFO\n", ""},
		{"- rule: a\n  priority: info\n", "<root>[0][priority]: Failed to match against any enum values.; <root>[0]: Failed to validate against schema associated with property name 'priority'.; <root>: Failed to validate item #0 in array."},
		{"foo", "<root>: Value type not permitted by 'type' constraint."},
		{"- list: l\n  items: [1, a]\n  override: {items: append}\n", ""},
		{"- list: l\n  color: x\n", "<root>[0]: Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: 'color'.; <root>: Failed to validate item #0 in array."},
	} {
		docs, err := source.ParseYAML(source.NewFile("f", []byte(c.in)))
		if err != nil {
			t.Fatal(err)
		}
		ok, messages := Check(docs)
		got := strings.ReplaceAll(strings.Join(messages, "; "), "failed for ", "")
		if got != c.want || ok != (c.want == "") {
			t.Errorf("%q: %v\n got %s\nwant %s", c.in, ok, got, c.want)
		}
	}
	many := "- {a: b}\n"
	docs, _ := source.ParseYAML(source.NewFile("f", []byte(strings.Repeat(many, 10000))))
	if _, messages := Check(docs); len(messages) > maxMessages {
		t.Errorf("%d messages", len(messages))
	}
}
