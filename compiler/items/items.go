// Package items turns the YAML of a rule file into the steps that it asks for:
// define this list, append to that rule. Whatever is wrong with an item's shape
// becomes an error step in its place, so that whoever carries the steps out can
// stop where Falco stops, or go on.
package items

import (
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
)

// Step is one of *List, *Macro, *Rule, *Update, *Toggle, *EngineVersion,
// *PluginVersions and *diag.Diagnostic.
type Step any

// List defines a list or appends to it.
type List struct {
	Name   string
	Ctx    *diag.Context
	Items  []source.Text
	Append bool
}

// Macro defines a macro or appends to its condition.
type Macro struct {
	Name    string
	Ctx     *diag.Context
	Cond    source.Text
	CondCtx *diag.Context
	Append  bool
}

// Rule defines a rule.
type Rule struct {
	Name            string
	Ctx             *diag.Context
	Cond            source.Text
	CondCtx         *diag.Context
	Output          source.Text
	OutputCtx       *diag.Context
	Desc            source.Text
	Priority        uint8
	Source          string
	Enabled         bool
	Capture         bool
	CaptureDuration uint32 // milliseconds, 0 for the configured default
	WarnEvttypes    bool
	SkipUnknown     bool
	Tags            []string
	TagsAt          []diag.Span // where each tag stands
	Exceptions      []Exception
}

// Update changes an existing rule: what is not nil is appended or replaced.
type Update struct {
	Name            string
	Ctx             *diag.Context
	Replace         bool
	Cond            *source.Text
	Output          *source.Text
	Desc            *source.Text
	Priority        *uint8
	Source          string // compared with the rule's when not empty
	Enabled         *bool
	Capture         *bool
	CaptureDuration *uint32
	WarnEvttypes    *bool
	SkipUnknown     *bool
	Tags            *[]string
	TagsAt          []diag.Span
	Exceptions      *[]Exception
}

// Toggle is the deprecated rule item that has nothing but enabled.
type Toggle struct {
	Name    string
	Ctx     *diag.Context
	Enabled bool
}

// Exception is one entry of a rule's exceptions.
type Exception struct {
	Name   string
	Ctx    *diag.Context
	Fields Entry
	Comps  Entry
	Values []Entry
}

// Entry is a scalar or a list in an exception. The zero Entry is invalid.
type Entry struct {
	Valid bool
	List  bool
	Text  source.Text
	Elems []Entry
}

// Version is three numbers.
type Version [3]uint32

// EngineVersion is a requirement for the engine.
type EngineVersion struct {
	Ctx     *diag.Context
	Version Version
}

// PluginVersions is one entry of required_plugin_versions: alternatives in order.
type PluginVersions struct {
	Ctx          *diag.Context
	Alternatives []Plugin
}

// Plugin names a plugin and its least version.
type Plugin struct{ Name, Version string }

// Decode reads a file's documents.
func Decode(f *source.File, docs []*source.Node) []Step {
	d := &decoder{file: f}
	for _, doc := range docs {
		d.document(doc)
	}
	return d.steps
}

type decoder struct {
	file  *source.File
	steps []Step
	meant []*source.Node // keys of the item that errors take for misspelled ones
}

const (
	yamlParse    = "LOAD_ERR_YAML_PARSE"
	yamlValidate = "LOAD_ERR_YAML_VALIDATE"
	validate     = "LOAD_ERR_VALIDATE"
)

// stop carries an error out of an item.
type stop struct{}

func (d *decoder) report(sev diag.Severity, code, msg, hint string, at *source.Node, ctx *diag.Context) {
	span := ctx.Span()
	if at != nil {
		span = diag.Span{Pos: source.Pos{File: d.file, Off: at.Off}, End: at.End}
	}
	d.steps = append(d.steps, &diag.Diagnostic{Code: code, Severity: sev, Message: msg, Hint: hint, Primary: span, Context: ctx})
}

func (d *decoder) fail(code, msg, hint string, at *source.Node, ctx *diag.Context) stop {
	d.report(diag.Error, code, msg, hint, at, ctx)
	return stop{}
}

func (d *decoder) warn(code, msg, hint string, at *source.Node, ctx *diag.Context) {
	d.report(diag.Warning, code, msg, hint, at, ctx)
}

func (d *decoder) ctx(n *source.Node, kind, name string, up *diag.Context) *diag.Context {
	return diag.Node(d.file, n, kind, name, up)
}

func (d *decoder) document(doc *source.Node) {
	ctx := d.ctx(doc, "rules content", "", nil)
	switch doc.Kind {
	case source.ScalarNode:
		d.fail(yamlValidate, "Rules content is not yaml", "a rule file is a list: begin each item with '- rule:', '- macro:' or '- list:'", doc, ctx)
		return
	case source.Mapping:
		d.fail(yamlValidate, "Rules content is not yaml array of objects", "begin each item with a dash: '- rule: name'", doc, ctx)
		return
	}
	for _, item := range doc.Kids {
		if item.Kind != source.Null {
			d.item(item, ctx)
		}
	}
}

// item decodes one item. Errors within it end it by panicking with stop.
func (d *decoder) item(n *source.Node, up *diag.Context) {
	d.meant = d.meant[:0]
	d.try(func() { d.itemOf(n, up) })
}

func (d *decoder) itemOf(n *source.Node, up *diag.Context) {
	if n.Kind != source.Mapping {
		panic(d.fail(yamlValidate, "Unexpected element type. Each element should be a yaml associative array.", "", n,
			d.ctx(n, "rules content item", "", up)))
	}
	switch {
	case n.Get("required_engine_version") != nil:
		d.engineVersion(n, up)
	case n.Get("required_plugin_versions") != nil:
		d.pluginVersions(n, up)
	case n.Get("list") != nil:
		d.list(n, up)
	case n.Get("macro") != nil:
		d.macro(n, up)
	case n.Get("rule") != nil:
		d.rule(n, up)
	default:
		d.warn("LOAD_UNKNOWN_ITEM", "Unknown top level item", "an item is a rule, a macro, a list or a version requirement", n,
			d.ctx(n, "rules content item", "", up))
		w := d.steps[len(d.steps)-1].(*diag.Diagnostic)
		for i := 0; i+1 < len(n.Kids); i += 2 {
			k := n.Kids[i]
			if near := nearestKey(k.Value, []string{"rule", "macro", "list", "required_engine_version", "required_plugin_versions"}); near != "" {
				w.Primary = diag.Span{Pos: source.Pos{File: d.file, Off: k.Off}, End: k.End}
				w.Hint = "did you mean '" + near + "'?"
				w.Fix = &diag.Fix{Span: w.Primary, Text: near, Guess: true}
				break
			}
		}
	}
}

func (d *decoder) unknownKeys(n *source.Node, known []string, ctx *diag.Context) {
	for i := 0; i+1 < len(n.Kids); i += 2 {
		k := n.Kids[i]
		name := k.Value
		if k.Kind == source.Null {
			name = "null"
		}
		if !has(known, name) && !slices.Contains(d.meant, k) {
			d.warn("LOAD_UNKNOWN_KEY", "Unknown key '"+name+"'. The key will be ignored.", "", k, ctx)
			w := d.steps[len(d.steps)-1].(*diag.Diagnostic)
			near := nearestKey(name, known)
			switch {
			case near == "":
				w.Hint = "the keys of such an item are " + strings.Join(known, ", ")
			case n.Get(near) != nil:
				w.Hint = "did you mean '" + near + "'? The item has that key already"
			default:
				w.Hint = "did you mean '" + near + "'?"
				w.Fix = &diag.Fix{Span: w.Primary, Text: near, Guess: nearest(name, known) == ""}
			}
		}
	}
}

// otherWords are keys that people write for others.
var otherWords = map[string]string{"rulename": "rule", "rule_name": "rule", "output_fields": "output", "description": "desc", "severity": "priority",
	"level": "priority", "filter": "condition", "message": "output", "exception": "exceptions", "overrides": "override", "labels": "tags", "values": "items",
	"disabled": "enabled", "warn_evttype": "warn_evttypes", "skip_if_unknown_filter": "skip-if-unknown-filter"}

// nearestKey is the key that was perhaps meant, "" when there is none.
func nearestKey(name string, known []string) string {
	if near := nearest(strings.ToLower(name), known); near != "" {
		return near
	}
	if w := otherWords[strings.ToLower(name)]; has(known, w) {
		return w
	}
	return ""
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// nearest is the word that is at most two edits from s, "" when there is none.
func nearest(s string, words []string) string {
	best, at := "", 3
	if len(s) > 64 {
		return ""
	}
	for _, w := range words {
		if n := distance(s, w); n < at && n < len(w) {
			best, at = w, n
		}
	}
	return best
}

func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next := min(row[j]+1, row[j-1]+1, diagonal+cost)
			diagonal, row[j] = row[j], next
		}
	}
	return row[len(b)]
}
