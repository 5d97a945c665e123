package config

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// Problem is something that is wrong with a configuration, with its place.
type Problem struct {
	File      string // or the override, as it was given
	Line, Col int    // 0: none
	Msg       string
	Warning   bool
}

func (p *Problem) Error() string {
	kind := "error"
	if p.Warning {
		kind = "warning"
	}
	place := p.File
	if p.Line > 0 {
		place += fmt.Sprintf(":%d:%d", p.Line, p.Col)
	}
	return place + ": " + kind + ": " + p.Msg
}

// document is a tree of YAML nodes with the files that they are from.
type document struct {
	root  *yaml.Node
	files map[*yaml.Node]string
}

// decoder fills a Config.
type decoder struct {
	doc      *document
	getenv   func(string) string
	file     string
	problems []*Problem
	applied  map[string]bool // keys that were given, by path
}

// maxProblems bounds what is said about one configuration.
const maxProblems = 100

func (d *decoder) problem(n *yaml.Node, warning bool, format string, args ...any) {
	if len(d.problems) >= maxProblems {
		return
	}
	file := d.file
	if f := d.doc.files[n]; f != "" {
		file = f
	}
	p := &Problem{File: file, Line: n.Line, Col: n.Column, Msg: fmt.Sprintf(format, args...), Warning: warning}
	if strings.HasPrefix(file, "-o ") {
		p.Line, p.Col = 0, 0
	}
	d.problems = append(d.problems, p)
}

func (d *decoder) fail(n *yaml.Node, format string, args ...any) {
	d.problem(n, false, format, args...)
}

// within runs f for a node that may be of another file than its parent.
func (d *decoder) within(n *yaml.Node, f func()) {
	before := d.file
	if file := d.doc.files[n]; file != "" {
		d.file = file
	}
	f()
	d.file = before
}

// field is one key of a struct.
type field struct {
	name  string
	tag   reflect.StructTag
	index []int
}

// keys are the keys of a struct in their order, inline ones included.
func keys(t reflect.Type) []field {
	var list []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, opts, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if opts == "inline" {
			for _, in := range keys(f.Type) {
				in.index = append([]int{i}, in.index...)
				list = append(list, in)
			}
			continue
		}
		if name != "" {
			list = append(list, field{name, f.Tag, []int{i}})
		}
	}
	return list
}

var (
	durationType = reflect.TypeFor[Duration]()
	extraType    = reflect.TypeFor[ExtraField]()
)

// value decodes one node into v. path is the key's, without indices.
func (d *decoder) value(n *yaml.Node, v reflect.Value, path string, tag reflect.StructTag) {
	d.within(n, func() { d.inFile(n, v, path, tag) })
}

func (d *decoder) inFile(n *yaml.Node, v reflect.Value, path string, tag reflect.StructTag) {
	if n.Kind == yaml.AliasNode {
		d.fail(n, "%s: aliases are not taken", path)
		return
	}
	d.applied[path] = true
	switch {
	case v.Type() == durationType:
		if s, ok := d.scalar(n, path, "a duration like 30s or 1h30m"); ok {
			dur, err := ParseDuration(s)
			if err != nil {
				d.fail(n, "%s: %v", path, err)
			}
			v.SetInt(int64(dur))
		}
	case v.Type() == extraType:
		d.extra(n, v.Addr().Interface().(*ExtraField), path)
	case v.Kind() == reflect.Struct:
		d.mapping(n, v, path)
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path, tag)
	case v.Kind() == reflect.Slice:
		d.sequence(n, v, path, tag)
	case v.Kind() == reflect.Map:
		d.strings(n, v, path)
	default:
		d.basic(n, v, path, tag)
	}
}

// null reports whether the node is empty, which leaves the default.
func null(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

func (d *decoder) scalar(n *yaml.Node, path, want string) (string, bool) {
	if n.Kind != yaml.ScalarNode || null(n) {
		d.fail(n, "%s must be %s, not %s", path, want, kindName(n))
		return "", false
	}
	return expand(n.Value, d.getenv), true
}

func kindName(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case null(n):
		return "empty"
	}
	return strconv.Quote(n.Value)
}

func (d *decoder) basic(n *yaml.Node, v reflect.Value, path string, tag reflect.StructTag) {
	bad := func(want string) { d.fail(n, "%s must be %s, not %s", path, want, kindName(n)) }
	switch v.Kind() {
	case reflect.String:
		s, ok := d.scalar(n, path, "a text")
		if !ok {
			return
		}
		if enum := tag.Get("enum"); enum != "" {
			choices := strings.Split(enum, ",")
			s = strings.ToLower(s)
			if !slices.Contains(choices, s) {
				d.fail(n, "%s must be one of %s, not %q%s", path, strings.Join(choices, ", "), s, didYouMean(s, choices))
				return
			}
		}
		v.SetString(s)
	case reflect.Bool:
		s, ok := d.scalar(n, path, "true or false")
		switch strings.ToLower(s) {
		case "true", "yes", "on", "y":
			v.SetBool(true)
		case "false", "no", "off", "n":
			v.SetBool(false)
		default:
			if ok {
				bad("true or false")
			}
		}
	case reflect.Int, reflect.Int64:
		s, ok := d.scalar(n, path, "a whole number")
		if !ok {
			return
		}
		i, err := strconv.ParseInt(strings.ReplaceAll(s, "_", ""), 10, 64)
		if err != nil {
			bad("a whole number")
			return
		}
		if d.limits(n, float64(i), path, tag) {
			v.SetInt(i)
		}
	case reflect.Float64:
		s, ok := d.scalar(n, path, "a number")
		if !ok {
			return
		}
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || f != f || f-f != 0 {
			bad("a number")
			return
		}
		if d.limits(n, f, path, tag) {
			v.SetFloat(f)
		}
	}
}

func (d *decoder) limits(n *yaml.Node, f float64, path string, tag reflect.StructTag) bool {
	for _, side := range []struct {
		key, word string
		sign      float64
	}{{"min", "at least", 1}, {"max", "at most", -1}} {
		text := tag.Get(side.key)
		if limit, err := strconv.ParseFloat(text, 64); err == nil && (f-limit)*side.sign < 0 {
			d.fail(n, "%s must be %s %s, not %s", path, side.word, text, n.Value)
			return false
		}
	}
	return true
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, path string) {
	if null(n) {
		return // a section whose keys are all commented out
	}
	if n.Kind != yaml.MappingNode {
		d.fail(n, "%s must be a mapping, not %s", cmp.Or(path, "the configuration"), kindName(n))
		return
	}
	known := keys(v.Type())
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, val := n.Content[i], n.Content[i+1]
		full := k.Value
		if path != "" {
			full = path + "." + k.Value
		}
		d.within(k, func() {
			if k.Kind != yaml.ScalarNode {
				d.fail(k, "a key must be a text, not %s", kindName(k))
				return
			}
			if line, twice := seen[k.Value]; twice {
				d.fail(k, "%s is given twice, first in line %d", full, line)
				return
			}
			seen[k.Value] = k.Line
			at := slices.IndexFunc(known, func(f field) bool { return f.name == k.Value })
			if at >= 0 {
				d.value(val, v.FieldByIndex(known[at].index), full, known[at].tag)
				return
			}
			if why, ok := foreign[full]; ok {
				d.problem(k, true, "%s has no effect: %s", full, why)
				return
			}
			names := make([]string, len(known))
			for i, f := range known {
				names[i] = f.name
			}
			d.fail(k, "unknown key %s%s", full, didYouMean(k.Value, names))
		})
	}
}

func (d *decoder) sequence(n *yaml.Node, v reflect.Value, path string, tag reflect.StructTag) {
	if null(n) {
		v.SetZero()
		return
	}
	if n.Kind == yaml.MappingNode && path == "rules" {
		d.problem(n, true, "rules must be a list: this mapping has no effect, as in Falco")
		return
	}
	if n.Kind != yaml.SequenceNode {
		d.fail(n, "%s must be a list, not %s", path, kindName(n))
		return
	}
	list := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		preset(list.Index(i))
		d.value(item, list.Index(i), path, tag)
	}
	v.Set(list)
}

// preset gives the entries of lists their defaults.
func preset(v reflect.Value) {
	switch e := v.Addr().Interface().(type) {
	case *Throttle:
		*e = Throttle{Rule: "*", Rate: 1, Burst: 1}
	case *Dedup:
		*e = Dedup{Rule: "*", Window: Duration(60e9)}
	}
}

// strings decodes a mapping of texts.
func (d *decoder) strings(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, "%s must be a mapping, not %s", path, kindName(n))
		return
	}
	m := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if s, ok := d.scalar(n.Content[i+1], path+"."+n.Content[i].Value, "a text"); ok {
			m[n.Content[i].Value] = s
		}
	}
	v.Set(reflect.ValueOf(m))
}

// extra decodes an entry of extra_fields: a field, or one name with its text.
func (d *decoder) extra(n *yaml.Node, e *ExtraField, path string) {
	if n.Kind == yaml.MappingNode && len(n.Content) == 2 {
		s, ok := d.scalar(n.Content[1], path, "a text")
		if ok {
			*e = ExtraField{Key: n.Content[0].Value, Format: s}
		}
		return
	}
	if s, ok := d.scalar(n, path, "a field, or one name with its text"); ok {
		e.Key = s
	}
}

// MarshalYAML prints the entry as it is written.
func (e ExtraField) MarshalYAML() (any, error) {
	if e.Format == "" {
		return e.Key, nil
	}
	return map[string]string{e.Key: e.Format}, nil
}

// expand replaces ${NAME} by the variable of the environment, and $${NAME} by ${NAME}.
func expand(s string, getenv func(string) string) string {
	if !strings.Contains(s, "${") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "${")
		end := -1
		if i >= 0 {
			end = strings.IndexByte(s[i:], '}')
		}
		if end < 0 {
			b.WriteString(s)
			return b.String()
		}
		if i > 0 && s[i-1] == '$' {
			b.WriteString(s[:i-1] + s[i:i+end+1])
		} else {
			b.WriteString(s[:i] + getenv(s[i+2:i+end]))
		}
		s = s[i+end+1:]
	}
}

// didYouMean names the candidate that is nearest to what was written.
func didYouMean(got string, candidates []string) string {
	best, least := "", len(got)/2+1
	for _, c := range candidates {
		n := distance(got, c)
		if len(got) > 2 && strings.HasPrefix(c, got) {
			n = 1
		}
		if n < least {
			best, least = c, n
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", best)
}

// distance is the number of letters to change, add, leave out or swap.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return 64
	}
	var older, old []int
	for j := range len(b) + 1 {
		old = append(old, j)
	}
	for i := 1; i <= len(a); i++ {
		row := []int{i}
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			n := min(old[j]+1, row[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				n = min(n, older[j-2]+1)
			}
			row = append(row, n)
		}
		older, old = old, row
	}
	return old[len(b)]
}
