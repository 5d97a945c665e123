package items

import (
	"bytes"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
)

var (
	ruleKeys = []string{"rule", "condition", "output", "desc", "priority", "source", "enabled", "capture", "capture_duration", "warn_evttypes",
		"skip-if-unknown-filter", "tags", "exceptions", "override", "append"}
	ruleAppends  = []string{"condition", "output", "desc", "tags", "exceptions"}
	ruleReplaces = []string{"condition", "output", "desc", "priority", "capture", "capture_duration", "tags", "exceptions", "enabled", "warn_evttypes",
		"skip-if-unknown-filter"}
)

// Blanks are what is trimmed from outputs and operators.
const Blanks = " \t\n\v\f\r"

func (d *decoder) rule(n *source.Node, up *diag.Context) {
	name := d.str(n, "rule", d.ctx(n, "rule", "", up))
	ctx := d.ctx(n, "rule", name, up)
	flag := false
	d.boolean(n, "append", true, &flag, ctx)
	if flag {
		d.appendFlag(n, []string{"condition", "exceptions"}, ctx)
	}
	appends, replaces := d.overrides(n, ruleAppends, ruleReplaces, ctx)
	overrides := len(appends)+len(replaces) > 0
	if flag && overrides {
		panic(d.fail(yamlValidate, appendAndOverride, "", n.Get("append"), ctx))
	}
	src := d.looseSource(n, ctx)
	switch {
	case overrides:
		d.override(n, name, src, appends, replaces, ctx)
	case flag:
		u := &Update{Name: name, Ctx: ctx, Source: src, Cond: d.optText(n, "condition", ctx)}
		if n.Get("exceptions") != nil {
			u.Exceptions = d.exceptions(n, true, ctx)
		}
		d.steps = append(d.steps, u)
	case n.Get("condition") == nil && n.Get("output") == nil && n.Get("desc") == nil && n.Get("priority") == nil:
		t := &Toggle{Name: name, Ctx: ctx}
		d.boolean(n, "enabled", false, &t.Enabled, ctx)
		d.warn("LOAD_DEPRECATED_ITEM", "The standalone 'enabled' key usage is deprecated. The correct approach requires also a 'replace' entry under the 'override' key (i.e. 'enabled: replace').",
			"", n.Get("enabled"), ctx)
		d.toggleFix(n)
		d.steps = append(d.steps, t)
	default:
		d.define(n, name, ctx)
	}
	d.unknownKeys(n, ruleKeys, ctx)
}

// toggleFix adds the override that makes a lone enabled a replacement.
func (d *decoder) toggleFix(n *source.Node) {
	key := n.Key("enabled")
	if key == nil || n.Get("override") != nil || !n.OnlyKeys([]string{"rule", "enabled"}) {
		return
	}
	w := d.steps[len(d.steps)-1].(*diag.Diagnostic)
	w.Hint = "add override: {enabled: replace}"
	at := source.Pos{File: d.file, Off: key.Off}
	line, col := d.file.LineCol(key.Off)
	name := n.Key("rule")
	if nameLine, _ := d.file.LineCol(name.Off); nameLine == line {
		w.Fix = &diag.Fix{Span: diag.At(at, 0), Text: "override: {enabled: replace}, "} // {rule: x, enabled: false}
		return
	}
	if len(bytes.TrimSpace(d.file.Line(line)[:col-1])) == 0 {
		eol := "\n"
		if end := key.Off - col; end > 0 && d.file.Data[end-1] == '\r' {
			eol = "\r\n"
		}
		w.Fix = &diag.Fix{Span: diag.At(at, 0), Text: "override:" + eol + strings.Repeat(" ", col+1) + "enabled: replace" + eol + strings.Repeat(" ", col-1)}
	}
}

// looseSource is the source of an item that need not give one.
func (d *decoder) looseSource(n *source.Node, ctx *diag.Context) string {
	v := n.Get("source")
	if v == nil || v.Kind == source.Null {
		return ""
	}
	if v.Kind != source.ScalarNode {
		panic(d.fail(yamlValidate, "Value is not a scalar value", "", v, d.ctx(v, "value for", "source", ctx)))
	}
	return v.Value
}

// define reads a whole rule. A key with a mistake does not keep the others from being
// looked at: what is left of the rule follows the errors, for the analysis that goes on
// behind the first error of a file.
func (d *decoder) define(n *source.Node, name string, ctx *diag.Context) {
	r := &Rule{Name: name, Ctx: ctx, Source: "syscall", Enabled: true, WarnEvttypes: true, Priority: lowest}
	whole := d.try(func() {
		r.Cond = d.text(n, "condition", ctx)
		r.CondCtx = d.ctx(n.Get("condition"), "rule condition", "", ctx)
	})
	whole = d.try(func() {
		r.Output = d.text(n, "output", ctx).TrimSpace(Blanks)
		r.OutputCtx = d.ctx(n.Get("output"), "rule output", "", ctx)
	}) && whole
	d.try(func() { r.Desc = d.text(n, "desc", ctx) })
	d.try(func() { r.Priority = d.priority(n, ctx) })
	whole = d.try(func() {
		if v := d.scalar(n, "source", true, ctx); v != nil {
			r.Source = v.Value
		}
	}) && whole
	d.try(func() { d.boolean(n, "enabled", true, &r.Enabled, ctx) })
	d.try(func() { d.boolean(n, "capture", true, &r.Capture, ctx) })
	d.try(func() { d.uint32(n, "capture_duration", true, &r.CaptureDuration, ctx) })
	d.try(func() { d.boolean(n, "warn_evttypes", true, &r.WarnEvttypes, ctx) })
	d.try(func() { d.boolean(n, "skip-if-unknown-filter", true, &r.SkipUnknown, ctx) })
	d.try(func() { r.Tags, r.TagsAt = d.tags(n, true, ctx) })
	d.try(func() {
		if ex := d.exceptions(n, false, ctx); ex != nil {
			r.Exceptions = *ex
		}
	})
	if whole {
		d.steps = append(d.steps, r)
	}
}

// lowest stands for a priority that could not be read.
const lowest = 7

// try reports whether read came to its end without an error.
func (d *decoder) try(read func()) (ok bool) {
	defer func() {
		if e := recover(); e != nil {
			if _, stopped := e.(stop); !stopped {
				panic(e)
			}
		}
	}()
	read()
	return true
}

func (d *decoder) override(n *source.Node, name, src string, appends, replaces []string, ctx *diag.Context) {
	expected := map[string]bool{}
	for _, k := range ruleReplaces {
		if n.Get(k) != nil {
			expected[k] = true
		}
	}
	if !has(appends, "condition") && !has(replaces, "condition") {
		src = ""
	}
	update := func(ops []string, word string, replace bool) {
		u := &Update{Name: name, Ctx: ctx, Source: src, Replace: replace}
		wants := func(key string) bool {
			if !has(ops, key) {
				return false
			}
			if !expected[key] {
				panic(d.fail(yamlValidate, "An "+word+" override for '"+key+"' was specified but '"+key+"' is not defined", "", n.Get("override"), ctx))
			}
			delete(expected, key)
			return true
		}
		text := func(key string, into **source.Text) {
			if wants(key) {
				t := d.text(n, key, ctx)
				*into = &t
			}
		}
		flag := func(key string, into **bool) {
			if wants(key) {
				*into = new(bool)
				d.boolean(n, key, false, *into, ctx)
			}
		}
		text("condition", &u.Cond)
		if wants("exceptions") {
			u.Exceptions = d.exceptions(n, !replace, ctx)
			if u.Exceptions == nil {
				u.Exceptions = &[]Exception{}
			}
		}
		text("output", &u.Output)
		text("desc", &u.Desc)
		if wants("tags") {
			var t []string
			t, u.TagsAt = d.tags(n, false, ctx)
			u.Tags = &t
		}
		if wants("priority") {
			p := d.priority(n, ctx)
			u.Priority = &p
		}
		flag("capture", &u.Capture)
		if wants("capture_duration") {
			u.CaptureDuration = new(uint32)
			d.uint32(n, "capture_duration", false, u.CaptureDuration, ctx)
		}
		flag("enabled", &u.Enabled)
		flag("warn_evttypes", &u.WarnEvttypes)
		flag("skip-if-unknown-filter", &u.SkipUnknown)
		d.steps = append(d.steps, u)
	}
	if len(appends) > 0 {
		update(appends, "append", false)
	}
	if len(replaces) > 0 {
		update(replaces, "replace", true)
	}
	left := ""
	for k := range expected {
		if left == "" || k < left {
			left = k
		}
	}
	if left != "" {
		v := n.Get(left)
		panic(d.fail(yamlValidate, "Unexpected key '"+left+"': no corresponding entry under 'override' is defined.",
			"add '"+left+": append' or '"+left+": replace' under override", v, d.ctx(v, "overrides", left, ctx)))
	}
}

// exceptions reads the exceptions of a rule; nil when there is nothing.
func (d *decoder) exceptions(n *source.Node, appending bool, ctx *diag.Context) *[]Exception {
	list := n.Get("exceptions")
	if list == nil || list.Kind == source.Null {
		return nil
	}
	ectx := d.ctx(list, "exceptions", "", ctx)
	if list.Kind != source.Sequence {
		panic(d.fail(yamlValidate, "Rule exceptions must be a sequence", "", list, ectx))
	}
	out := []Exception{}
	seen := map[string]bool{}
	for _, e := range list.Kids {
		xctx := d.ctx(e, "exception", "", ectx)
		if e.Kind != source.Mapping {
			panic(d.fail(yamlValidate, "Rule exception must be a mapping", "", e, xctx))
		}
		x := Exception{Name: d.str(e, "name", xctx)}
		x.Ctx = d.ctx(e, "exception", x.Name, ctx)
		if seen[x.Name] {
			d.warn("LOAD_EXCEPTION_NAME_NOT_UNIQUE", "Multiple definitions of exception '"+x.Name+"' in the same rule", "", e.Get("name"), x.Ctx)
		}
		seen[x.Name] = true
		if appending {
			x.Fields = d.entryOf(e, "fields", true, x.Ctx)
		} else {
			x.Fields = d.entryOf(e, "fields", false, x.Ctx)
		}
		x.Comps = d.entryOf(e, "comps", true, x.Ctx)
		if v := e.Get("values"); v != nil {
			vctx := d.ctx(v, "exception values", "", x.Ctx)
			if v.Kind != source.Sequence {
				panic(d.fail(yamlValidate, "Rule exception values must be a sequence", "", v, vctx))
			}
			for _, val := range v.Kids {
				x.Values = append(x.Values, d.entry(val, d.ctx(val, "exception value", "", vctx)))
			}
		} else if appending {
			d.warn("LOAD_APPEND_NO_VALUES", "Overriding/appending exception with no values", "", e, x.Ctx)
		}
		out = append(out, x)
	}
	return &out
}

func (d *decoder) entryOf(e *source.Node, key string, optional bool, ctx *diag.Context) Entry {
	v := e.Get(key)
	if v == nil {
		if !optional {
			panic(d.fail(yamlValidate, "Item has no mapping for key '"+key+"'", "", nil, ctx))
		}
		return Entry{}
	}
	return d.entry(v, d.ctx(v, "value for", key, ctx))
}

func (d *decoder) entry(v *source.Node, ctx *diag.Context) Entry {
	switch v.Kind {
	case source.ScalarNode:
		if v.Value == "" {
			sctx := d.ctx(v, "value for", "", d.ctx(v, "exception", "", ctx))
			panic(d.fail(yamlValidate, "Value must be non-empty", "", v, sctx))
		}
		return Entry{Valid: true, Text: source.Scalar(d.file, v)}
	case source.Sequence:
		e := Entry{Valid: true, List: true, Text: source.Generated(" ", source.Pos{File: d.file, Off: v.Off})}
		for _, kid := range v.Kids {
			e.Elems = append(e.Elems, d.entry(kid, ctx))
		}
		return e
	}
	return Entry{}
}
