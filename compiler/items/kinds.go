package items

import (
	"regexp"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
)

func (d *decoder) engineVersion(n *source.Node, up *diag.Context) {
	ctx := d.ctx(n, "required_engine_version", "", up)
	v := d.scalar(n, "required_engine_version", false, ctx)
	e := &EngineVersion{Ctx: ctx}
	if minor, ok := parseUint32(v.Value); ok {
		e.Version = Version{0, minor, 0}
	} else if e.Version, ok = ParseVersion(v.Value); !ok {
		panic(d.fail(yamlValidate, "Unable to parse engine version '"+v.Value+"' as a semver string. Expected \"x.y.z\" semver format.", "", v, ctx))
	}
	d.steps = append(d.steps, e)
	d.unknownKeys(n, []string{"required_engine_version"}, ctx)
}

func (d *decoder) pluginVersions(n *source.Node, up *diag.Context) {
	list := n.Get("required_plugin_versions")
	ctx := d.ctx(list, "required plugin versions", "", up)
	if list.Kind != source.Sequence {
		panic(d.fail(yamlValidate, "Value of required_plugin_versions must be a sequence", "", list, ctx))
	}
	for _, p := range list.Kids {
		pctx := d.ctx(p, "required plugin versions entry", "", ctx)
		if p.Kind != source.Mapping {
			panic(d.fail(yamlValidate, "Plugin version must be a mapping", "", p, pctx))
		}
		name := d.str(p, "name", pctx)
		pctx = d.ctx(p, "required plugin versions entry", name, ctx)
		v := &PluginVersions{Ctx: pctx, Alternatives: []Plugin{{name, d.str(p, "version", pctx)}}}
		if alts := p.Get("alternatives"); alts != nil {
			if alts.Kind != source.Sequence {
				panic(d.fail(yamlValidate, "Value of plugin version alternatives must be a sequence", "", alts, pctx))
			}
			for _, a := range alts.Kids {
				actx := d.ctx(a, "required plugin versions alternative", "", pctx)
				if a.Kind != source.Mapping {
					panic(d.fail(yamlValidate, "Plugin version alternative must be a mapping", "", a, actx))
				}
				name := d.str(a, "name", actx)
				actx = d.ctx(a, "required plugin versions alternative", name, pctx)
				v.Alternatives = append(v.Alternatives, Plugin{name, d.str(a, "version", actx)})
			}
		}
		d.steps = append(d.steps, v)
	}
	d.unknownKeys(n, []string{"required_plugin_versions"}, ctx)
}

const (
	appendDeprecated  = "'append' key is deprecated. Add an 'append' entry (e.g. 'condition: append') under 'override' instead."
	appendAndOverride = "Keys 'override' and 'append: true' cannot be used together. Add an 'append' entry (e.g. 'condition: append') under 'override' instead."
)

var (
	listName  = regexp.MustCompile(`^[^()"'\s\v=,]+$`)
	macroName = regexp.MustCompile(`^[a-zA-Z]+[a-zA-Z0-9_]*$`)
)

func (d *decoder) list(n *source.Node, up *diag.Context) {
	l := &List{Name: d.str(n, "list", d.ctx(n, "list", "", up))}
	l.Ctx = d.ctx(n, "list", l.Name, up)
	if !listName.MatchString(l.Name) {
		d.warn("LOAD_INVALID_LIST_NAME", "List has an invalid name. List names should match a regular expression: ([^()\"'[:space:]=,]+)", "", n.Get("list"), l.Ctx)
	}
	for _, e := range d.sequence(n, "items", false, l.Ctx) {
		l.Items = append(l.Items, source.Scalar(d.file, e))
	}
	l.Append = d.appends(n, []string{"items"}, l.Ctx)
	d.steps = append(d.steps, l)
	d.unknownKeys(n, []string{"list", "items", "append", "override"}, l.Ctx)
}

func (d *decoder) macro(n *source.Node, up *diag.Context) {
	m := &Macro{Name: d.str(n, "macro", d.ctx(n, "macro", "", up))}
	m.Ctx = d.ctx(n, "macro", m.Name, up)
	if !macroName.MatchString(m.Name) {
		d.warn("LOAD_INVALID_MACRO_NAME", "Macro has an invalid name. Macro names should match a regular expression: ([a-zA-Z]+[a-zA-Z0-9_]*)",
			"conditions cannot refer to this name", n.Get("macro"), m.Ctx)
	}
	m.Cond = d.text(n, "condition", m.Ctx)
	m.CondCtx = d.ctx(n.Get("condition"), "macro condition", "", m.Ctx)
	m.Append = d.appends(n, []string{"condition"}, m.Ctx)
	d.steps = append(d.steps, m)
	d.unknownKeys(n, []string{"macro", "condition", "append", "override"}, m.Ctx)
}

// appendFlag warns about append: true. The fix says under override which of the
// keys are appended.
func (d *decoder) appendFlag(n *source.Node, keys []string, ctx *diag.Context) {
	var ops []string
	for _, k := range keys {
		if n.Get(k) != nil {
			ops = append(ops, k+": append")
		}
	}
	text := "override: {" + strings.Join(ops, ", ") + "}"
	v := n.Get("append")
	d.warn("LOAD_DEPRECATED_ITEM", appendDeprecated, "write "+text, v, ctx)
	if key := n.Key("append"); key != nil && len(ops) > 0 && n.Get("override") == nil && n.OnlyKeys(append(keys, "rule", "macro", "list", "append", "source")) {
		w := d.steps[len(d.steps)-1].(*diag.Diagnostic)
		w.Fix = &diag.Fix{Span: diag.Span{Pos: source.Pos{File: d.file, Off: key.Off}, End: v.End}, Text: text}
	}
}

// appends decides whether a list or macro item appends.
func (d *decoder) appends(n *source.Node, keys []string, ctx *diag.Context) bool {
	flag := false
	d.boolean(n, "append", true, &flag, ctx)
	if flag {
		d.appendFlag(n, keys, ctx)
	}
	appends, replaces := d.overrides(n, keys, keys, ctx)
	if flag && len(appends)+len(replaces) > 0 {
		panic(d.fail(yamlValidate, appendAndOverride, "", n.Get("append"), ctx))
	}
	return flag || len(appends) > 0
}

// overrides reads the override mapping: which keys are appended, which replaced.
func (d *decoder) overrides(n *source.Node, canAppend, canReplace []string, ctx *diag.Context) (appends, replaces []string) {
	v := n.Get("override")
	if v == nil || v.Kind == source.Null || v.Kind == source.ScalarNode {
		return nil, nil
	}
	octx := d.ctx(n, "overrides", "", ctx)
	whole := diag.FileStart(d.file)
	if v.Kind == source.Sequence {
		panic(d.fail(validate, "invalid node; this may result from using a map iterator as a sequence iterator, or vice-versa",
			"write a mapping: override: {condition: append}", v, whole))
	}
	for i := 0; i+1 < len(v.Kids); i += 2 {
		k, op := v.Kids[i], v.Kids[i+1]
		key, word := k.Value, op.Value
		if k.Kind == source.Null {
			key = "null"
		}
		switch op.Kind {
		case source.Null:
			word = "null"
		case source.Sequence, source.Mapping:
			e := &source.YAMLError{Off: op.Off, Line: op.Line, Col: op.Col, Msg: "bad conversion"}
			panic(d.fail(validate, e.Error(), "write append or replace", op, whole))
		}
		kctx := d.ctx(k, "overrides", key, octx)
		switch word {
		case "append":
			if !has(canAppend, key) {
				panic(d.fail(yamlValidate, "Key '"+key+"' cannot be appended to, use 'replace' instead", "", k, kctx))
			}
			appends = append(appends, key)
		case "replace":
			if !has(canReplace, key) {
				panic(d.fail(yamlValidate, "Key '"+key+"' cannot be replaced", "", k, kctx))
			}
			replaces = append(replaces, key)
		default:
			msg := "Invalid override operation for key '" + key + "': '" + word + "'. Allowed values are: "
			if has(canAppend, key) {
				msg += "append "
			}
			if has(canReplace, key) {
				msg += "replace "
			}
			panic(d.fail(yamlValidate, msg, "", op, d.ctx(op, "value for", key, octx)))
		}
	}
	return appends, replaces
}
