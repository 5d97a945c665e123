package items

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
)

// scalar finds the value of a key that must be a scalar that is not empty. A
// missing optional key gives nil.
func (d *decoder) scalar(n *source.Node, key string, optional bool, ctx *diag.Context) *source.Node {
	v := n.Get(key)
	if v == nil {
		if optional {
			return nil
		}
		stop := d.fail(yamlValidate, "Item has no mapping for key '"+key+"'", "", nil, ctx)
		if k := misspelled(n, key); k != nil {
			d.meant = append(d.meant, k)
			e := d.steps[len(d.steps)-1].(*diag.Diagnostic)
			e.Primary = diag.Span{Pos: source.Pos{File: d.file, Off: k.Off}, End: k.End}
			e.Hint = "did you mean '" + key + "' where it says '" + k.Value + "'?"
			e.Fix = &diag.Fix{Span: e.Primary, Text: key, Guess: nearest(strings.ToLower(k.Value), []string{key}) == ""}
		}
		panic(stop)
	}
	if v.Kind == source.Null {
		panic(d.fail(yamlValidate, "Mapping for key '"+key+"' is empty", "", v, ctx))
	}
	vctx := d.ctx(v, "value for", key, ctx)
	if v.Kind != source.ScalarNode {
		panic(d.fail(yamlValidate, "Value is not a scalar value", "", v, vctx))
	}
	if v.Value == "" {
		panic(d.fail(yamlValidate, "Value must be non-empty", "", v, vctx))
	}
	return v
}

// misspelled finds the key that was perhaps meant to be the one that is missing.
func misspelled(n *source.Node, key string) *source.Node {
	for i := 0; i+1 < len(n.Kids); i += 2 {
		if k := n.Kids[i]; k.Value != "" && !has(ruleKeys, k.Value) && nearestKey(k.Value, []string{key}) != "" {
			return k
		}
	}
	return nil
}

func (d *decoder) str(n *source.Node, key string, ctx *diag.Context) string {
	return d.scalar(n, key, false, ctx).Value
}

func (d *decoder) text(n *source.Node, key string, ctx *diag.Context) source.Text {
	return source.Scalar(d.file, d.scalar(n, key, false, ctx))
}

// optText reads an optional text; nil when the key is missing.
func (d *decoder) optText(n *source.Node, key string, ctx *diag.Context) *source.Text {
	v := d.scalar(n, key, true, ctx)
	if v == nil {
		return nil
	}
	t := source.Scalar(d.file, v)
	return &t
}

const cannotDecode = "Can't decode YAML scalar value"

func (d *decoder) boolean(n *source.Node, key string, optional bool, into *bool, ctx *diag.Context) {
	v := d.scalar(n, key, optional, ctx)
	if v == nil {
		return
	}
	b, ok := parseBool(v.Value)
	if !ok {
		panic(d.fail(yamlValidate, cannotDecode, "write true or false", v, d.ctx(v, "value for", key, ctx)))
	}
	*into = b
}

// parseBool knows the spellings of YAML 1.1, each in lower, upper or title case.
func parseBool(s string) (value, ok bool) {
	low := strings.ToLower(s)
	if s != low && s != strings.ToUpper(s) && s != strings.ToUpper(low[:1])+low[1:] {
		return false, false
	}
	switch low {
	case "y", "yes", "true", "on":
		return true, true
	case "n", "no", "false", "off":
		return false, true
	}
	return false, false
}

func (d *decoder) uint32(n *source.Node, key string, optional bool, into *uint32, ctx *diag.Context) {
	v := d.scalar(n, key, optional, ctx)
	if v == nil {
		return
	}
	x, ok := parseUint32(v.Value)
	if !ok {
		panic(d.fail(yamlValidate, cannotDecode, "write a number from 0 to 4294967295", v, d.ctx(v, "value for", key, ctx)))
	}
	*into = x
}

// parseUint32 reads decimal, 0x hexadecimal and 0 octal numbers with an optional
// plus sign.
func parseUint32(s string) (uint32, bool) {
	s = strings.TrimRight(strings.TrimPrefix(s, "+"), " \t\n\v\f\r")
	base := 10
	switch {
	case len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X'):
		s, base = s[2:], 16
	case len(s) > 1 && s[0] == '0':
		s, base = s[1:], 8
	}
	if s == "" || s[0] == '+' || s[0] == '-' {
		return 0, false
	}
	x, err := strconv.ParseUint(s, base, 32)
	return uint32(x), err == nil
}

// sequence finds the elements of a key that must be a sequence of scalars.
func (d *decoder) sequence(n *source.Node, key string, optional bool, ctx *diag.Context) []*source.Node {
	v := n.Get(key)
	if v == nil {
		if optional {
			return nil
		}
		panic(d.fail(yamlValidate, "Item has no mapping for key '"+key+"'", "", nil, ctx))
	}
	vctx := d.ctx(v, "value for", key, ctx)
	if v.Kind != source.Sequence {
		panic(d.fail(yamlValidate, "Value is not a sequence", "write a list: ["+strings.TrimSpace(v.Value)+"]", v, vctx))
	}
	for _, e := range v.Kids {
		if e.Kind != source.ScalarNode {
			panic(d.fail(yamlValidate, "sequence value is not scalar", "", e, d.ctx(e, "list item", "", vctx)))
		}
	}
	return v.Kids
}

var priorities = map[string]uint8{"emergency": 0, "alert": 1, "critical": 2, "error": 3, "warning": 4, "notice": 5,
	"informational": 6, "info": 6, "debug": 7}

func (d *decoder) priority(n *source.Node, ctx *diag.Context) uint8 {
	v := d.scalar(n, "priority", false, ctx)
	p, ok := priorities[strings.ToLower(v.Value)]
	if !ok {
		hint, text := "one of EMERGENCY, ALERT, CRITICAL, ERROR, WARNING, NOTICE, INFO, DEBUG", nearestPriority(v.Value)
		if text != "" {
			hint = "did you mean " + text + "? A priority is " + hint
		}
		stop := d.fail(yamlValidate, "Invalid priority", hint, v, d.ctx(v, "rule priority", "", ctx))
		if text != "" {
			e := d.steps[len(d.steps)-1].(*diag.Diagnostic)
			e.Fix = &diag.Fix{Span: e.Primary, Text: text, Guess: true}
		}
		panic(stop)
	}
	return p
}

func (d *decoder) tags(n *source.Node, optional bool, ctx *diag.Context) (tags []string, at []diag.Span) {
	tags = []string{}
	for _, e := range d.sequence(n, "tags", optional, ctx) {
		tags = append(tags, e.Value)
		at = append(at, diag.Span{Pos: source.Pos{File: d.file, Off: e.Off}, End: e.End})
	}
	return tags, at
}

// scales are words of other scales of urgency.
var scales = map[string]string{"HIGH": "CRITICAL", "MEDIUM": "WARNING", "MODERATE": "WARNING", "LOW": "NOTICE", "SEVERE": "CRITICAL",
	"FATAL": "EMERGENCY", "PANIC": "EMERGENCY", "TRACE": "DEBUG", "VERBOSE": "DEBUG", "MINOR": "NOTICE", "MAJOR": "ERROR"}

// nearestPriority is the priority that a word was perhaps meant to be.
func nearestPriority(word string) string {
	word = strings.ToUpper(strings.TrimSpace(word))
	if p := scales[word]; p != "" {
		return p
	}
	names := []string{"EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFORMATIONAL", "INFO", "DEBUG"}
	for _, name := range names {
		if len(word) > 2 && strings.HasPrefix(name, word) {
			return name
		}
	}
	return nearest(word, names)
}

var semver = regexp.MustCompile(`^\s*([+-]?\d+)\.\s*([+-]?\d+)\.\s*([+-]?\d+)`)

// ParseVersion reads the first three numbers of a version. Like scanf it lets
// blanks and signs precede a number, and negative numbers wrap.
func ParseVersion(s string) (Version, bool) {
	m := semver.FindStringSubmatch(s)
	if m == nil {
		return Version{}, false
	}
	var v Version
	for i := range v {
		x, err := strconv.ParseInt(m[i+1], 10, 64)
		if err != nil {
			x = -1
		}
		v[i] = uint32(x)
	}
	return v, true
}

func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2]) }

// Compatible says whether v satisfies the requirement want.
func (v Version) Compatible(want Version) bool {
	if v[0] != want[0] {
		return false
	}
	if v[1] != want[1] {
		return v[1] > want[1]
	}
	return v[2] >= want[2]
}
