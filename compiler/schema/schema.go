// Package schema checks rule files against the JSON schema that Falco carries.
// The check is laxer than loading in some places and stricter in others, and its
// results never make a file fail; they are part of Falco's load results.
package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler/source"
)

// maxMessages is how many messages a file gets.
const maxMessages = 1000

type kind uint8

const (
	anything kind = iota
	object
	array
	text
	boolean
	integer
)

// shape is what a node must look like.
type shape struct {
	kind     kind
	items    *shape   // of an array
	anyOf    []*shape // one of them
	enum     []string
	keys     map[string]*shape // of an object; no others are allowed
	required []string
	some     bool // an object must not be empty
}

var (
	str    = &shape{kind: text}
	flag   = &shape{kind: boolean}
	number = &shape{kind: integer}
	free   = &shape{}

	operation = &shape{kind: text, enum: []string{"append", "replace"}}

	plugin = &shape{kind: object, keys: map[string]*shape{"name": str, "version": str}, required: []string{"name", "version"}}

	rules = &shape{kind: array, items: &shape{kind: object, keys: map[string]*shape{
		"required_engine_version": str,
		"required_plugin_versions": {kind: array, items: &shape{kind: object, required: []string{"name", "version"},
			keys: map[string]*shape{"name": str, "version": str, "alternatives": {kind: array, items: plugin}}}},
		"macro": str, "list": str, "rule": str, "condition": str, "output": str, "desc": str, "source": str,
		"append": flag, "enabled": flag, "capture": flag, "warn_evttypes": flag, "skip-if-unknown-filter": flag,
		"capture_duration": number,
		"items":            {kind: array, items: &shape{anyOf: []*shape{number, str}}},
		"tags":             {kind: array, items: str},
		"priority":         {kind: text, enum: []string{"EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "INFORMATIONAL", "DEBUG"}},
		"exceptions": {kind: array, items: &shape{kind: object, required: []string{"name"},
			keys: map[string]*shape{"name": str, "fields": free, "comps": free, "values": free}}},
		"override": {kind: object, some: true, keys: map[string]*shape{
			"items": operation, "condition": operation, "output": operation, "desc": operation, "tags": operation, "exceptions": operation,
			"priority": operation, "enabled": operation, "capture": operation, "capture_duration": operation, "warn_evttypes": operation,
			"skip-if-unknown-filter": operation,
		}},
	}}}
)

// Check checks the documents of a file. It returns whether the first is fine,
// and what is to be said.
func Check(docs []*source.Node) (ok bool, messages []string) {
	for _, doc := range docs {
		c := checker{}
		if c.check(doc, rules, "<root>") {
			c.messages = []string{"ok"}
		}
		messages = append(messages, c.messages...)
		if len(messages) > maxMessages {
			messages = messages[:maxMessages]
			break
		}
	}
	if len(messages) == 0 {
		return false, nil
	}
	ok = messages[0] == "ok"
	if !slices.ContainsFunc(messages, func(m string) bool { return m != "ok" }) {
		messages = nil
	}
	return ok, messages
}

type checker struct{ messages []string }

func (c *checker) fail(path, format string, args ...any) bool {
	if len(c.messages) < maxMessages {
		c.messages = append(c.messages, "failed for "+path+": "+fmt.Sprintf(format, args...))
	}
	return false
}

func (c *checker) check(n *source.Node, s *shape, path string) bool {
	ok := true
	if s.anyOf != nil {
		before := len(c.messages)
		for i, alt := range s.anyOf {
			if c.check(n, alt, path) {
				c.messages = c.messages[:before]
				return true
			}
			c.fail(path, "Failed to validate against child schema #%d.", i)
		}
		return c.fail(path, "Failed to validate against any schemas allowed by anyOf constraint.")
	}
	if !fits(n, s.kind) {
		ok = c.fail(path, "Value type not permitted by 'type' constraint.")
	}
	if s.enum != nil && (n.Kind != source.ScalarNode || !slices.Contains(s.enum, n.Value)) {
		ok = c.fail(path, "Failed to match against any enum values.")
	}
	switch {
	case n.Kind == source.Sequence && s.items != nil:
		for i, kid := range n.Kids {
			if !c.check(kid, s.items, path+"["+strconv.Itoa(i)+"]") {
				ok = c.fail(path, "Failed to validate item #%d in array.", i)
			}
			if len(c.messages) >= maxMessages {
				return false
			}
		}
	case n.Kind == source.Mapping && s.keys != nil:
		ok = c.object(n, s, path) && ok
	}
	return ok
}

func (c *checker) object(n *source.Node, s *shape, path string) bool {
	ok := true
	if s.some && len(n.Kids) == 0 {
		ok = c.fail(path, "Object should have no fewer than 1 properties.")
	}
	var names []string
	for name := range s.keys {
		if n.Get(name) != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if !c.check(n.Get(name), s.keys[name], path+"["+name+"]") {
			ok = c.fail(path, "Failed to validate against schema associated with property name '%s'.", name)
		}
	}
	if len(names) != len(n.Kids)/2 {
		// Doubled keys are counted, too, but not named.
		extra := ""
		for i := 0; i+1 < len(n.Kids) && extra == ""; i += 2 {
			key := n.Kids[i].Value
			if n.Kids[i].Kind == source.Null {
				key = "null"
			}
			if s.keys[key] == nil {
				extra = key
			}
		}
		ok = c.fail(path, "Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: '%s'.", extra)
	}
	for _, name := range s.required {
		if n.Get(name) == nil {
			ok = c.fail(path, "Missing required property '%s'.", name)
		}
	}
	return ok
}

// fits says whether a node can be taken as the type.
func fits(n *source.Node, k kind) bool {
	switch k {
	case object:
		return n.Kind == source.Mapping
	case array:
		return n.Kind == source.Sequence
	case text:
		return n.Kind == source.ScalarNode
	case boolean:
		return n.Kind == source.ScalarNode && (n.Value == "true" || n.Value == "false")
	case integer:
		_, err := strconv.ParseInt(strings.TrimLeft(n.Value, " \t\n\v\f\r"), 10, 64)
		return n.Kind == source.ScalarNode && err == nil
	}
	return true
}
